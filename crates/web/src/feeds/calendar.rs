//! iCalendar (RFC 5545): the sessions of services, in Europe/London.
//!
//! What repeats plainly is one event with a rule. What a rule cannot say (term time, a fortnight whose
//! weeks are not stated) is written out, meeting by meeting, for half a year; what is only possible is
//! `TENTATIVE`. Meetings that the time engine knows not to happen are left out of a rule by `EXDATE`.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt::Write;

use jiff::civil::{Date, DateTime};
use jiff::{Span, Zoned};
use model::calendar::Nation;
use model::occurrence::{Certainty, Occurrence, occurrences};
use model::schedule::{Recurrence, Schedule, Season, Session};
use model::service::Service;

use crate::api::service::build::day_codes;

/// How far meetings are written out, in weeks.
const WEEKS_AHEAD: i64 = 26;

const HEAD: &str =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Fingerpost//Directory//EN\r\nCALSCALE:GREGORIAN\r\n";

/// The rules of London's clock since 1996.
const LONDON: &str = "BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\n\
BEGIN:DAYLIGHT\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nTZNAME:BST\r\nDTSTART:19960331T010000\r\n\
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n\
BEGIN:STANDARD\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nTZNAME:GMT\r\nDTSTART:19961027T020000\r\n\
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

/// A calendar of these services' sessions from `now` on. `address` is where pages are.
pub fn calendar<'a>(
    name: &str,
    services: impl Iterator<Item = &'a Service>,
    now: &Zoned,
    address: &str,
) -> String {
    let mut out = Lines::default();
    out.raw(HEAD);
    out.line("X-WR-CALNAME", name);
    out.raw("X-WR-TIMEZONE:Europe/London\r\n");
    out.raw(LONDON);
    for service in services {
        events(&mut out, service, now, address);
    }
    out.raw("END:VCALENDAR\r\n");
    out.text
}

/// The nation whose bank holidays and terms hold at a service's first place.
pub fn nation_of(service: &Service) -> Option<Nation> {
    let located = service.locations.first()?.located.as_ref()?;
    Nation::of_area(located.authority.as_ref()?)
}

fn events(out: &mut Lines, service: &Service, now: &Zoned, address: &str) {
    let nation = nation_of(service);
    let from = now.date().to_datetime(jiff::civil::Time::midnight());
    let Ok(until) = from.checked_add(Span::new().weeks(WEEKS_AHEAD)) else { return };
    for (number, session) in service.schedule.sessions.iter().enumerate() {
        let alone = Schedule { sessions: vec![session.clone()], ..Schedule::default() };
        let falls = occurrences(&alone, nation, from, until);
        let Some(first) = falls.first() else { continue };
        let about = About { service, session, number, now, address };
        match rule(session) {
            Some(rule) => {
                let lines = repeating(&falls, session, &rule, from.date(), until.date());
                event(out, &about, first, &lines, Certainty::Certain);
            }
            None => {
                for fall in &falls {
                    event(out, &about, fall, &[], fall.certainty);
                }
            }
        }
    }
}

struct About<'a> {
    service: &'a Service,
    session: &'a Session,
    number: usize,
    now: &'a Zoned,
    address: &'a str,
}

fn event(out: &mut Lines, about: &About<'_>, fall: &Occurrence, rule: &[String], certainty: Certainty) {
    let service = about.service;
    out.raw("BEGIN:VEVENT\r\n");
    let one = if rule.is_empty() { format!("-{}", day(fall.starts.date())) } else { String::new() };
    out.line("UID", &format!("{}-{}{one}@fingerpost", service.id, about.number));
    out.plain("DTSTAMP", &about.now.timestamp().strftime("%Y%m%dT%H%M%SZ").to_string());
    if fall.is_time_stated {
        out.plain("DTSTART;TZID=Europe/London", &moment(fall.starts));
        if let Some(ends) = fall.ends {
            out.plain("DTEND;TZID=Europe/London", &moment(ends));
        }
    } else {
        out.plain("DTSTART;VALUE=DATE", &day(fall.starts.date()));
    }
    for line in rule {
        out.raw(line);
        out.raw("\r\n");
    }
    let name = match &about.session.note {
        Some(note) => format!("{} ({note})", service.name),
        None => service.name.clone(),
    };
    out.line("SUMMARY", &name);
    if let Some(place) = service.locations.first() {
        let postcode = place.postcode.map(|postcode| postcode.to_string());
        let parts = [&place.name, &place.address, &place.town, &postcode];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        if !parts.is_empty() {
            out.line("LOCATION", &parts.join(", "));
        }
        if let Some(located) = &place.located {
            out.plain("GEO", &format!("{:.6};{:.6}", located.point.latitude, located.point.longitude));
        }
    }
    if let Some(description) = &service.description {
        out.line("DESCRIPTION", description);
    }
    out.plain("URL", &format!("{}/service/{}", about.address, service.id));
    out.raw(match certainty {
        Certainty::Certain => "STATUS:CONFIRMED\r\n",
        Certainty::Possible => "STATUS:TENTATIVE\r\n",
    });
    out.raw("END:VEVENT\r\n");
}

/// The rule of a session, when a rule says it all.
fn rule(session: &Session) -> Option<String> {
    if session.season != Season::AllYear {
        return None;
    }
    let until = session.valid_to.map(|date| format!(";UNTIL={}T235959Z", day(date))).unwrap_or_default();
    Some(match &session.recurrence {
        Recurrence::Weekly { interval, anchor: None, .. } if *interval > 1 => return None,
        Recurrence::Weekly { days, interval, .. } => {
            format!("FREQ=WEEKLY;INTERVAL={interval};WKST=MO;BYDAY={}{until}", day_codes(*days).join(","))
        }
        Recurrence::MonthlyByDay { interval, anchor: None, .. } if *interval > 1 => return None,
        Recurrence::MonthlyByDay { nth, days, interval, .. } => {
            let codes = day_codes(*days);
            let each = nth.iter().flat_map(|nth| codes.iter().map(move |code| format!("{nth}{code}")));
            let each: Vec<String> = each.collect();
            format!("FREQ=MONTHLY;INTERVAL={interval};BYDAY={}{until}", each.join(","))
        }
        Recurrence::MonthlyByDate { days_of_month } => {
            let each: Vec<String> = days_of_month.iter().map(ToString::to_string).collect();
            format!("FREQ=MONTHLY;BYMONTHDAY={}{until}", each.join(","))
        }
        Recurrence::Dated { .. } => return None,
    })
}

/// The rule, and the days on which it would fall but the session does not.
fn repeating(falls: &[Occurrence], session: &Session, rule: &str, from: Date, until: Date) -> Vec<String> {
    let mut lines = vec![format!("RRULE:{rule}")];
    let happens: BTreeSet<Date> = falls.iter().map(|fall| fall.starts.date()).collect();
    let Some(first) = happens.first().copied() else { return lines };
    let mut bare = session.clone();
    bare.bank_holidays = model::schedule::BankHolidays::Open;
    bare.except.clear();
    let bare = Schedule { sessions: vec![bare], ..Schedule::default() };
    let midnight = jiff::civil::Time::midnight();
    let all = occurrences(&bare, None, from.to_datetime(midnight), until.to_datetime(midnight));
    for fall in all.iter().filter(|fall| fall.starts.date() > first && !happens.contains(&fall.starts.date()))
    {
        lines.push(if fall.is_time_stated {
            format!("EXDATE;TZID=Europe/London:{}", moment(fall.starts))
        } else {
            format!("EXDATE;VALUE=DATE:{}", day(fall.starts.date()))
        });
    }
    lines
}

fn day(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

fn moment(moment: DateTime) -> String {
    moment.strftime("%Y%m%dT%H%M%S").to_string()
}

/// Content lines, folded at 75 octets as the standard asks.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// A text value, escaped.
    fn line(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for letter in value.chars().filter(|letter| *letter == '\n' || !letter.is_control()) {
            match letter {
                '\\' | ';' | ',' => {
                    escaped.push('\\');
                    escaped.push(letter);
                }
                '\n' => escaped.push_str("\\n"),
                letter => escaped.push(letter),
            }
        }
        self.plain(name, &escaped);
    }

    /// A value that needs no escaping.
    fn plain(&mut self, name: &str, value: &str) {
        let mut length = 0;
        let mut line = String::new();
        let _ = write!(line, "{name}:{value}");
        for letter in line.chars() {
            if length + letter.len_utf8() > 75 {
                self.text.push_str("\r\n ");
                length = 1;
            }
            self.text.push(letter);
            length += letter.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}
