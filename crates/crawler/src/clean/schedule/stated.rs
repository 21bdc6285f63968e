//! Sessions that a standard states piece by piece: Open Referral's schedules, OpenActive's events,
//! schema.org's opening hours, recurrence rules.

use jiff::civil::{Date, Time, Weekday};
use model::schedule::{BankHolidays, Recurrence, Season, Session, Weekdays};

use super::super::date::read_date;
use super::super::words::something;
use crate::draft::DraftSession;

/// The session, unless its days cannot be known.
pub fn read_session(draft: &DraftSession) -> Option<Session> {
    let first = moment(draft.dtstart.as_deref());
    let single = moment(draft.starts.as_deref());
    let end = moment(draft.ends.as_deref());
    let opens_at = draft
        .opens_at
        .as_deref()
        .and_then(time_of_day)
        .or(single.and_then(|m| m.1))
        .or(first.and_then(|m| m.1));
    let closes_at = draft.closes_at.as_deref().and_then(time_of_day).or(end.and_then(|m| m.1));
    let recurrence = recurrence_of(draft, first.map(|m| m.0), single.map(|m| m.0))?;
    let is_dated = matches!(recurrence, Recurrence::Dated { .. });
    let date = |text: &Option<String>| moment(text.as_deref()).map(|m| m.0);
    let until = date(&draft.valid_to).into_iter().chain(date(&draft.until)).min();
    let mut except: Vec<Date> =
        draft.except.iter().filter_map(|text| moment(Some(text)).map(|m| m.0)).collect();
    let told = Told::of(draft.note.as_deref());
    except.extend(told.except);
    except.sort_unstable();
    except.dedup();
    Some(Session {
        recurrence,
        opens_at,
        closes_at: closes_at.filter(|closes| opens_at != Some(*closes) || *closes == Time::midnight()),
        valid_from: if is_dated { None } else { date(&draft.valid_from).or(first.map(|m| m.0)) },
        valid_to: if is_dated { None } else { until },
        season: told.season,
        bank_holidays: told.bank_holidays,
        except,
        note: told.note.and_then(something).map(str::to_owned),
    })
}

/// What a note says in sentences of ours, since the standard has no field for it: `Term time only. Not on
/// 2026-12-25.`
struct Told<'n> {
    season: Season,
    bank_holidays: BankHolidays,
    except: Vec<Date>,
    note: Option<&'n str>,
}

impl<'n> Told<'n> {
    /// Reads the sentences from the end of a note, the last first; what stands before them stays its words.
    fn of(note: Option<&'n str>) -> Told<'n> {
        let mut told = Told {
            season: Season::AllYear,
            bank_holidays: BankHolidays::NotStated,
            except: Vec::new(),
            note,
        };
        let Some(mut rest) = note.map(str::trim_end) else { return told };
        if let Some((before, dates)) = rest.strip_suffix('.').and_then(|rest| rest.rsplit_once("Not on ")) {
            let dates: Option<Vec<Date>> = dates.split(", ").map(|date| date.parse().ok()).collect();
            if let Some(dates) = dates {
                (told.except, rest) = (dates, before.trim_end());
            }
        }
        for (sentence, value) in
            [("Not on bank holidays.", BankHolidays::Closed), ("Open on bank holidays.", BankHolidays::Open)]
        {
            if let Some(before) = rest.strip_suffix(sentence) {
                (told.bank_holidays, rest) = (value, before.trim_end());
            }
        }
        for (sentence, value) in
            [("Term time only.", Season::TermTime), ("School holidays only.", Season::SchoolHolidays)]
        {
            if let Some(before) = rest.strip_suffix(sentence) {
                (told.season, rest) = (value, before.trim_end());
            }
        }
        told.note = Some(rest);
        told
    }
}

fn recurrence_of(draft: &DraftSession, first: Option<Date>, single: Option<Date>) -> Option<Recurrence> {
    let interval = draft
        .interval
        .as_deref()
        .and_then(|text| text.trim().parse().ok())
        .filter(|interval| *interval > 0)
        .unwrap_or(1);
    let days = draft.byday.as_deref().map(numbered_days).unwrap_or_default();
    let all_days: Weekdays = days.iter().map(|(_, day)| *day).collect();
    let numbers: Vec<i8> = days.iter().filter_map(|(nth, _)| *nth).collect();
    let days_of_month: Vec<i8> = draft
        .bymonthday
        .as_deref()
        .map(|text| {
            text.split([',', ' ', ';'])
                .filter_map(|day| day.trim().parse().ok())
                .filter(|day: &i8| *day != 0 && (-31..=31).contains(day))
                .collect()
        })
        .unwrap_or_default();
    let weekly = |days: Weekdays, interval: u8| Recurrence::Weekly {
        days,
        interval,
        anchor: first.filter(|_| interval > 1),
    };
    let (freq, interval) = frequency(draft.freq.as_deref(), interval);
    let monthly_by_day = |interval: u8| {
        let mut nth = numbers.clone();
        nth.sort_unstable();
        nth.dedup();
        Recurrence::MonthlyByDay { nth, days: all_days, interval, anchor: first.filter(|_| interval > 1) }
    };
    match freq {
        Frequency::Monthly if !numbers.is_empty() => Some(monthly_by_day(interval)),
        Frequency::Monthly if !days_of_month.is_empty() => {
            (interval == 1).then_some(Recurrence::MonthlyByDate { days_of_month })
        }
        // "Monthly on Tuesdays" does not say which one.
        Frequency::Monthly if !all_days.is_empty() => None,
        Frequency::Monthly => first
            .filter(|_| interval == 1)
            .map(|first| Recurrence::MonthlyByDate { days_of_month: vec![first.day()] }),
        Frequency::Daily if interval == 1 => {
            Some(weekly(if all_days.is_empty() { Weekdays::ALL } else { all_days }, 1))
        }
        Frequency::Weekly | Frequency::Absent if !all_days.is_empty() => {
            if !numbers.is_empty() && freq == Frequency::Absent {
                Some(monthly_by_day(1))
            } else {
                Some(weekly(all_days, interval))
            }
        }
        Frequency::Weekly => first.map(|first| weekly(Weekdays::only(first.weekday()), interval)),
        Frequency::Absent => single.or(first).map(|date| Recurrence::Dated { dates: vec![date] }),
        Frequency::Daily | Frequency::Other => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frequency {
    Daily,
    Weekly,
    Monthly,
    Other,
    Absent,
}

/// The frequency with its interval: `P2W` says both.
fn frequency(written: Option<&str>, interval: u8) -> (Frequency, u8) {
    let Some(written) = written.and_then(something) else { return (Frequency::Absent, interval) };
    match written.to_ascii_uppercase().as_str() {
        "DAILY" | "P1D" => (Frequency::Daily, interval),
        "WEEKLY" | "P7D" | "P1W" => (Frequency::Weekly, interval),
        "FORTNIGHTLY" | "P14D" | "P2W" => (Frequency::Weekly, 2),
        "MONTHLY" | "P1M" => (Frequency::Monthly, interval),
        other => match other
            .strip_prefix('P')
            .and_then(|rest| rest.strip_suffix('W'))
            .and_then(|weeks| weeks.parse().ok())
        {
            Some(weeks) => (Frequency::Weekly, weeks),
            None => (Frequency::Other, interval),
        },
    }
}

/// `MO,TU`, `1FR`, `-1SU`, `Monday`, `https://schema.org/Monday`, `mon`.
fn numbered_days(written: &str) -> Vec<(Option<i8>, Weekday)> {
    written
        .split([',', ' ', ';', '|'])
        .filter_map(|part| {
            let part = part.trim().rsplit('/').next()?;
            let letters = part.find(|c: char| c.is_ascii_alphabetic())?;
            let nth = part[..letters].trim_start_matches('+').parse().ok().filter(|nth: &i8| *nth != 0);
            Some((nth, weekday(&part[letters..])?))
        })
        .collect()
}

fn weekday(name: &str) -> Option<Weekday> {
    let start: String = name.chars().take(2).collect::<String>().to_ascii_uppercase();
    let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let number = days.iter().position(|day| *day == start)?;
    Weekday::from_monday_zero_offset(number as i8).ok()
}

/// A date, and the local time where one is written. A moment with an offset is turned to London's clock.
fn moment(written: Option<&str>) -> Option<(Date, Option<Time>)> {
    let written = something(written?)?;
    let has_time = written.len() > 10 && written.contains(['T', 't', ' ', ':']);
    let has_offset = has_time
        && (written.ends_with(['Z', 'z'])
            || written[10..].contains('+')
            || written[10..].rfind('-').is_some());
    if has_offset && let Ok(moment) = written.parse::<jiff::Timestamp>() {
        let local = model::occurrence::local(moment);
        return Some((local.date(), Some(minute_of(local.time()))));
    }
    if has_time && let Ok(local) = written.parse::<jiff::civil::DateTime>() {
        return Some((local.date(), Some(minute_of(local.time()))));
    }
    let date = read_date(written)?;
    let time = written.split_once([' ', 'T']).and_then(|(_, time)| time_of_day(time)).filter(|_| has_time);
    Some((date, time))
}

/// "10:00", "10:00:00", "1000", "10:00+01:00", "9.30am": a local time.
fn time_of_day(written: &str) -> Option<Time> {
    let written = something(written)?;
    let written = match written.split_once('T') {
        Some((date, time)) if date.len() >= 8 => time,
        _ => written,
    };
    let lower = written.to_ascii_lowercase();
    let digits: String = lower.chars().take_while(|c| c.is_ascii_digit() || matches!(c, ':' | '.')).collect();
    let mut parts = digits.split([':', '.']);
    let hour_text = parts.next()?;
    let (hour, minute) = match (hour_text.len(), parts.next()) {
        (4, None) => (hour_text[..2].parse::<i8>().ok()?, hour_text[2..].parse::<i8>().ok()?),
        (1 | 2, minute) => (hour_text.parse::<i8>().ok()?, minute.unwrap_or("0").parse::<i8>().ok()?),
        _ => return None,
    };
    let rest = lower[digits.len()..].trim_start();
    let hour = match hour {
        1..=11 if rest.starts_with("pm") => hour + 12,
        12 if rest.starts_with("am") => 0,
        24 => 0,
        _ => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

fn minute_of(time: Time) -> Time {
    Time::new(time.hour(), time.minute(), 0, 0).unwrap_or(time)
}
