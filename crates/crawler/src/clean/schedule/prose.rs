//! Sessions out of prose: "2nd Tuesday of the month, 2–4pm, term time only".
//!
//! The text is taken apart into [`Token`]s, and one pass gathers *groups*: days with the times beside them.
//! Days come before their times or after them, and each part of a text decides that for itself. Whatever
//! could mean two things gives nothing: a session that is left out can be asked for, one that is invented
//! sends somebody to a locked door.

mod closing;
mod days;
mod marks;
mod sessions;
mod times;

use std::borrow::Cow;

use jiff::civil::Date;
use model::schedule::{BankHolidays, Season, Session, Weekdays};

use super::clock::Span;
use super::dates::Limits;
use super::token::{Token, tokens};

/// What could be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prose {
    /// The sessions, in the order of the text.
    pub sessions: Vec<Session>,
    /// Stated to be open day and night.
    pub always_open: bool,
}

/// Longest text that is looked at.
const LONGEST: usize = 1_500;

/// Reads a text that is about opening times. `seen` is the day the source was seen: dates without a year
/// are placed by it.
pub fn read(text: &str, seen: Option<Date>) -> Prose {
    let text = plain(text);
    if text.len() > LONGEST {
        return Prose::default();
    }
    let tokens = tokens(&text);
    let mut reader = Reader { tokens: &tokens, at: 0, seen, ..Reader::default() };
    reader.read();
    reader.finish()
}

/// One kind of dash, of space and of apostrophe; entities read.
fn plain(text: &str) -> Cow<'_, str> {
    let decoded =
        if text.contains('&') { html_escape::decode_html_entities(text) } else { Cow::Borrowed(text) };
    if decoded.is_ascii() && !decoded.contains("\\n") {
        return decoded;
    }
    Cow::Owned(
        decoded
            .chars()
            .map(|c| match c {
                '–' | '—' | '−' | '‐' | '‑' | '‒' | '―' => '-',
                '’' | '‘' => '\'',
                '•' | '·' | '●' | '…' => ';',
                c if c.is_whitespace() && c != '\n' => ' ',
                c => c,
            })
            .collect(),
    )
}

/// Days with what was said of them.
#[derive(Debug, Clone, Default)]
struct Group {
    days: Weekdays,
    nth: Vec<i8>,
    spans: Vec<Span>,
    fortnightly: bool,
    limits: Limits,
    season: Season,
    is_weekly: bool,
    is_dropped: bool,
    /// "Sat (1st, 3rd)": which ones was said after the day.
    is_nth_after: bool,
    /// Its spans were given to some of its days each.
    is_shared_out: bool,
    words_since_days: usize,
    part: usize,
    depth: usize,
}

impl Group {
    fn has_days(&self) -> bool {
        !self.days.is_empty()
    }
}

#[derive(Default)]
struct Reader<'t> {
    tokens: &'t [Token],
    at: usize,
    seen: Option<Date>,
    group: Group,
    /// Times that came before their days.
    times_before: Vec<Span>,
    groups: Vec<Group>,
    /// What holds for the days to come.
    next_nth: Vec<i8>,
    next_fortnightly: bool,
    /// In a part in which everything is closed, or merely asked.
    is_closed: bool,
    is_asking: bool,
    is_unsure: bool,
    is_text_unsure: bool,
    part: usize,
    depth: usize,
    words_in_part: usize,
    season_of_text: Season,
    bank_holidays: BankHolidays,
    always_open: bool,
    day_and_night: bool,
    /// Figures that are no times: days without times are then not to be trusted.
    has_stray_numbers: bool,
    /// Hours in which it is closed, and on which days: of the whole text.
    closures: Vec<(Span, Weekdays)>,
    closed_days: Weekdays,
    closed_span: Option<Span>,
}

impl Reader<'_> {
    fn peek(&self, ahead: usize) -> Option<Token> {
        self.tokens.get(self.at + ahead).copied()
    }

    fn read(&mut self) {
        while let Some(token) = self.peek(0) {
            if let Some(taken) = self.read_dates() {
                self.at += taken;
                continue;
            }
            if let Some((span, taken)) = self.span_here() {
                self.at += taken;
                self.take_span(span);
                continue;
            }
            self.at += 1;
            self.take(token);
        }
        self.end_closed();
        self.close_group();
    }

    fn take(&mut self, token: Token) {
        match token {
            Token::Days(days) => self.take_days(days),
            Token::Nth(nth) => self.take_nth(nth),
            Token::Break => self.end_part(),
            Token::Open if self.read_days_of_span() => {}
            Token::Open => self.depth += 1,
            Token::Close => {
                self.end_closed();
                self.depth = self.depth.saturating_sub(1);
            }
            Token::Fortnightly => self.take_fortnightly(),
            Token::Other if matches!(self.peek(0), Some(Token::Days(_))) => self.take_fortnightly(),
            // "Wed (alt)": every second one, but of what is not said.
            Token::Other => self.group.is_dropped |= self.group.nth.is_empty(),
            // "Tue (3rd, 4th: 1st and 2nd elsewhere)".
            Token::Colon => self.is_asking |= self.group.is_nth_after,
            Token::Monthly => self.take_monthly(),
            Token::Weekly => self.group.is_weekly = true,
            Token::Term => self.take_season(Season::TermTime),
            Token::SchoolHolidays => self.take_school_holidays(),
            Token::BankHolidays => self.take_bank_holidays(),
            Token::Closed => self.take_closed(),
            Token::Except => self.take_except(),
            Token::DayAndNight => self.day_and_night = true,
            Token::Unsure => {
                // "Mon-Fri 9-5, various evenings": only what follows is unsure.
                if matches!(self.peek(0), Some(Token::PartOfDay | Token::Days(_))) {
                    self.close_group();
                }
                self.is_unsure = true;
                self.group.is_dropped = true;
            }
            Token::Asking => self.is_asking = true,
            // "9am - 7pm (Lunch break 1 - 2pm)".
            Token::Lunch => self.is_closed |= self.depth > 0,
            Token::Number(_) | Token::Time(_) => self.has_stray_numbers = true,
            Token::Until => self.take_until(),
            Token::Month(_) | Token::DayOfMonth(_) | Token::Year(_) => self.group.limits.is_unclear = true,
            Token::Word => {
                self.words_in_part += 1;
                self.group.words_since_days += 1;
            }
            _ => {}
        }
    }

    fn end_part(&mut self) {
        // "Monday:\n10am-2pm" goes on after the line end.
        let goes_on = self.group.has_days()
            && self.group.spans.is_empty()
            && self.written_at(0).is_some()
            && !self.is_closed;
        let says_more =
            matches!(self.peek(0), Some(Token::Fortnightly | Token::Monthly | Token::Open | Token::Term));
        if !goes_on && !says_more {
            self.close_group();
            // "From 7 November. Mondays 10-12": a date before all days holds for them, a later one is of something
            // else.
            if !self.groups.is_empty() {
                self.group.limits = Limits::default();
            }
            self.times_before.clear();
            self.next_nth.clear();
            self.part += 1;
        }
        self.end_closed();
        self.is_unsure = false;
        self.words_in_part = 0;
    }

    fn close_group(&mut self) {
        let group = std::mem::take(&mut self.group);
        if group.is_dropped && !group.has_days() {
            self.group.is_dropped = self.is_unsure;
            return;
        }
        if !group.has_days() {
            // What was said before any days holds for the days to come: "Term time: …", "from 6 Jan: …".
            self.group.limits = group.limits;
            self.group.is_weekly = group.is_weekly;
            return;
        }
        if self.day_and_night && group.spans.is_empty() && group.days == Weekdays::ALL {
            self.always_open = true;
            return;
        }
        let is_wordy = group.spans.iter().all(|(_, closes)| closes.is_none()) && self.words_in_part > 6;
        // "Monday 28 November - Friday 16 December" after the times: they do not hold all year.
        let is_bare_date =
            group.spans.is_empty() && group.limits != Limits::default() && !self.groups.is_empty();
        self.is_text_unsure |= is_bare_date;
        let is_given_away = group.is_shared_out && group.spans.is_empty();
        if !group.is_dropped && !is_wordy && !is_given_away {
            self.groups.push(Group { part: self.part, ..group });
        }
    }
}
