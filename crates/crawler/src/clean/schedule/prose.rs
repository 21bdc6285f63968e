//! Sessions out of prose: "2nd Tuesday of the month, 2–4pm, term time only".
//!
//! The text is taken apart into [`Token`]s, and one pass gathers *groups*: days with the times beside them.
//! Days come before their times or after them, and each part of a text decides that for itself. Whatever
//! could mean two things gives nothing: a session that is left out can be asked for, one that is invented
//! sends somebody to a locked door.

use std::borrow::Cow;

use jiff::civil::Date;
use model::schedule::{BankHolidays, Recurrence, Season, Session, Weekdays};

use super::clock::{self, Span};
use super::dates::{self, Limits};
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

    /// A date, a span of dates, or a month: what limits a group to a part of the year.
    fn read_dates(&mut self) -> Option<usize> {
        let (found, taken) = dates::limits_at(&self.tokens[self.at..], self.seen)?;
        if self.is_closed {
            return Some(taken);
        }
        match self.tokens.get(self.at.wrapping_sub(1)) {
            Some(Token::From) => self.group.limits.merge(found.as_from()),
            Some(Token::Until) => self.group.limits.merge(found.as_until()),
            // "11am to 3pm (opening 11 January 2023)".
            Some(Token::Word) if self.depth > 0 && !self.group.spans.is_empty() => {
                self.group.limits.merge(found.as_from())
            }
            _ => self.group.limits.merge(found),
        }
        Some(taken)
    }

    /// "9-5", "from 9am to 5pm", "between 1.30 and 4pm", or a time alone that needs no guess.
    fn span_here(&self) -> Option<(Option<Span>, usize)> {
        let from = self.written_at(0)?;
        let joins = |token| matches!(token, Some(Token::To | Token::Until));
        let is_between = self.words_before_are_between();
        let mut second = 1;
        if joins(self.peek(1)) || (is_between && self.peek(1) == Some(Token::And)) {
            second = 2;
            while joins(self.peek(second)) {
                second += 1;
            }
        }
        if second > 1
            && let Some(to) = self.written_at(second)
        {
            let is_plain_number = |at: usize| matches!(self.peek(at), Some(Token::Number(_)));
            if is_plain_number(0) && is_plain_number(second) && !self.is_near_days(second) {
                return None;
            }
            return Some((clock::span(from, to), second + 1));
        }
        if !matches!(self.peek(0), Some(Token::Time(_))) {
            return None;
        }
        // "11:30am : 2:30pm": two times with nothing else between them.
        if let Some(Token::Time(to)) = self.peek(1)
            && !matches!(self.peek(2), Some(Token::To | Token::Until))
        {
            let is_plain = from.is_pm.is_some() == to.is_pm.is_some();
            return Some((clock::span(from, to).filter(|_| is_plain), 2));
        }
        match self.at.checked_sub(1).map(|before| self.tokens[before]) {
            Some(Token::Until) => return None,
            // "Wednesday: - 13:00": when it begins is not said.
            Some(Token::To) => return Some((None, 1)),
            _ => {}
        }
        // "2pm." alone, but not where a dash leads to something else.
        if joins(self.peek(1))
            && !matches!(self.peek(2), None | Some(Token::Break | Token::Word | Token::Days(_)))
        {
            return Some((None, 1));
        }
        Some((clock::alone(from).map(|opens| (opens, None)), 1))
    }

    fn written_at(&self, ahead: usize) -> Option<super::token::Written> {
        match self.peek(ahead)? {
            Token::Time(written) => Some(written),
            Token::Number(number @ 0..=24) => Some(super::token::Written {
                hour: number as u8,
                minute: 0,
                is_pm: None,
                is_padded: false,
                has_minutes: false,
            }),
            _ => None,
        }
    }

    fn words_before_are_between(&self) -> bool {
        self.at > 0 && matches!(self.tokens[self.at - 1], Token::Word | Token::From)
    }

    /// Two bare numbers are times only beside days: "9 - 4 weekdays", "Mon-Fri 9-5".
    fn is_near_days(&self, second: usize) -> bool {
        let before = self.tokens[..self.at]
            .iter()
            .rev()
            .find(|token| !matches!(token, Token::And | Token::From | Token::Word));
        let after = self.tokens[self.at + second + 1..]
            .iter()
            .find(|token| !matches!(token, Token::And | Token::Word));
        matches!(before, Some(Token::Days(_) | Token::Open)) && self.at > 0
            || matches!(after, Some(Token::Days(_)))
    }

    fn take_span(&mut self, span: Option<Span>) {
        if self.is_closed {
            self.shut(span);
            return;
        }
        if self.is_asking {
            return;
        }
        let Some(span) = span else {
            // A time that could be two things spoils the days it stands beside.
            self.group.is_dropped = true;
            return;
        };
        if self.group.has_days() {
            if self.closes_otherwise(span) {
                return;
            }
            // "(last walk-in is at 6.30pm)": a single time after a span is a note, and so is a span within one:
            // "10am - 4.30pm (young people from 4pm - 4.30pm)".
            let is_note = span.1.is_none() && !self.group.spans.is_empty();
            if !is_note && !self.group.spans.iter().any(|whole| holds(*whole, span)) {
                self.group.spans.push(span);
            }
        } else {
            self.times_before.push(span);
        }
    }

    /// "(5pm on Thursdays)" after "Monday to Friday 8.30am - 6pm": some of the days close at another time.
    fn closes_otherwise(&mut self, span: Span) -> bool {
        let (closes, None) = span else { return false };
        if self.depth == 0 || self.group.spans.is_empty() {
            return false;
        }
        let skipped = usize::from(self.peek(0) == Some(Token::Word));
        let Some(Token::Days(days)) = self.peek(skipped) else { return false };
        if days.bits() & !self.group.days.bits() != 0 || days == self.group.days {
            return false;
        }
        self.at += skipped + 1;
        let mut other = Group { days, ..self.group.clone() };
        if let Some(last) = other.spans.last_mut() {
            last.1 = Some(closes);
        }
        self.group.days = Weekdays::from_bits(self.group.days.bits() & !days.bits());
        self.groups.push(other);
        true
    }

    /// "(closed 1pm - 2pm)" right after times takes the hour out of them.
    fn shut(&mut self, span: Option<Span>) {
        match span {
            Some((_, Some(_))) if self.closed_span.is_none() => self.closed_span = span,
            // Two closed spans, or one that is unclear.
            _ => self.is_text_unsure |= self.closed_span.is_some(),
        }
    }

    /// Leaves the part in which all is closed, and notes which hours it took away, and on which days.
    fn end_closed(&mut self) {
        let (span, days) = (self.closed_span.take(), std::mem::take(&mut self.closed_days));
        // "Closed lunchtimes Wed 1-2; Fri 1-2": a text that begins so is about nothing else.
        let is_about_closing =
            span.is_some() && self.groups.is_empty() && !self.group.has_days() && self.depth == 0;
        (self.is_closed, self.is_asking) = (is_about_closing, false);
        let Some(span) = span else { return };
        let is_of_this_group = self.depth > 0 && days.is_empty() && !self.group.spans.is_empty();
        if is_of_this_group {
            self.group.spans = without(&self.group.spans, span);
        } else {
            self.closures.push((span, if days.is_empty() { Weekdays::ALL } else { days }));
        }
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

    fn take_days(&mut self, days: Weekdays) {
        let days = self.range_of_days(days);
        if self.is_closed {
            self.closed_days = self.closed_days.union(days);
        }
        if self.is_closed || self.is_asking {
            return;
        }
        if !self.times_before.is_empty() && !self.group.has_days() {
            self.group.spans.append(&mut self.times_before);
            self.open_group(days);
            self.read_more_days();
            // Times came first, so the next time begins another group.
            let is_settled = self.settles_after_days();
            if is_settled {
                self.close_group();
            }
            return;
        }
        let is_apart = self.group.words_since_days > 0 && self.group.has_days();
        if !self.group.spans.is_empty() || self.group.is_nth_after || is_apart {
            self.close_group();
        }
        self.open_group(days);
    }

    /// "2pm to 4pm (Monday) and 12 noon to 2pm (Tuesday)" after "Monday and Tuesday": each span has its days.
    fn read_days_of_span(&mut self) -> bool {
        let mut ahead = 0;
        let mut days = Weekdays::NONE;
        loop {
            match self.peek(ahead) {
                Some(Token::Days(day)) => days = days.union(day),
                Some(Token::And | Token::Slash) if !days.is_empty() => {}
                Some(Token::Close) if !days.is_empty() => break,
                _ => return false,
            }
            ahead += 1;
        }
        let is_part = days.bits() & !self.group.days.bits() == 0 && days != self.group.days;
        let Some(span) = self.group.spans.last().copied().filter(|_| is_part && !self.is_closed) else {
            return false;
        };
        self.at += ahead + 1;
        self.group.spans.pop();
        self.group.is_shared_out = true;
        self.groups.push(Group { days, spans: vec![span], ..self.group.clone() });
        true
    }

    /// After "10am-4pm Monday", whether what follows belongs to something else.
    fn settles_after_days(&self) -> bool {
        matches!(
            self.peek(0),
            Some(Token::Time(_) | Token::Number(_) | Token::And | Token::Break | Token::From) | None
        )
    }

    /// "Monday and Wednesday" after times: all of them take the times.
    fn read_more_days(&mut self) {
        loop {
            let (skip, next) = match (self.peek(0), self.peek(1)) {
                (Some(Token::Days(days)), _) => (1, days),
                (Some(Token::And | Token::Slash), Some(Token::Days(days))) => (2, days),
                _ => return,
            };
            // "10-12 Monday, Tuesday 1-3" leaves Tuesday to the times after it.
            let is_followed_by_time =
                matches!(self.peek(skip), Some(Token::Time(_) | Token::Number(_) | Token::From));
            if is_followed_by_time && self.peek(skip + 1).is_some() {
                return;
            }
            self.at += skip;
            let days = self.range_of_days(next);
            self.group.days = self.group.days.union(days);
        }
    }

    fn open_group(&mut self, days: Weekdays) {
        self.group.days = self.group.days.union(days);
        self.group.part = self.part;
        self.group.depth = self.depth;
        self.group.words_since_days = 0;
        self.group.nth.append(&mut self.next_nth);
        self.group.fortnightly |= std::mem::take(&mut self.next_fortnightly);
    }

    /// "Monday - Friday", "Mon to Thurs".
    fn range_of_days(&mut self, first: Weekdays) -> Weekdays {
        let last = match (self.peek(0), self.peek(1)) {
            (Some(Token::To | Token::Until), Some(Token::Days(last))) => last,
            _ => return first,
        };
        let (Some(from), Some(to)) = (first.iter().next(), last.iter().next()) else { return first };
        if first.iter().count() != 1 || last.iter().count() != 1 {
            return first;
        }
        self.at += 2;
        let (from, to) = (from.to_monday_zero_offset(), to.to_monday_zero_offset());
        let length = (to - from).rem_euclid(7);
        (0..=length)
            .map(|step| 1_u8 << ((from + step) % 7))
            .fold(Weekdays::NONE, |days, bit| days.union(Weekdays::from_bits(bit)))
    }

    /// "1st and 3rd Monday", and "Sat (1st, 3rd)" after the day.
    fn take_nth(&mut self, nth: i8) {
        let follows_a_word = self.at > 1 && self.tokens[self.at - 2] == Token::Word;
        let mut all = vec![nth];
        while let (Some(Token::And | Token::Slash), Some(Token::Nth(next))) = (self.peek(0), self.peek(1)) {
            all.push(next);
            self.at += 2;
        }
        while let Some(Token::Nth(next)) = self.peek(0) {
            all.push(next);
            self.at += 1;
        }
        if self.is_closed || self.is_asking {
            return;
        }
        if self.depth > 0 && self.peek(0) == Some(Token::Days(self.group.days)) && self.group.nth.is_empty() {
            // "Every Thursday 11am-2pm (2nd and 4th Thursday of every month)".
            self.at += 1;
            self.group.nth = all;
            return;
        }
        if matches!(self.peek(0), Some(Token::Days(_))) || self.leads_to_days() {
            if self.group.has_days() {
                self.close_group();
            }
            self.next_nth = all;
        } else if self.group.has_days() && (self.depth > 0 || self.group.spans.is_empty()) {
            if follows_a_word {
                return;
            }
            self.group.nth.extend(all);
            self.group.is_nth_after = true;
            // "(3rd: Apr-Oct)", "(2nd, if a 5th)": something more is said, and it may matter.
        } else {
            self.group.is_dropped |= self.peek(0) == Some(Token::OfMonth);
        }
    }

    /// "1st & last, Mondays": a mark or two before the days.
    fn leads_to_days(&self) -> bool {
        matches!((self.peek(0), self.peek(1)), (Some(Token::And | Token::Every), Some(Token::Days(_))))
    }

    fn take_fortnightly(&mut self) {
        let applies_back = self.group.has_days()
            && !self.group.spans.is_empty()
            && !matches!(self.peek(0), Some(Token::Days(_)));
        if applies_back {
            self.group.fortnightly = true;
        } else {
            if self.group.has_days() && matches!(self.peek(0), Some(Token::Days(_))) {
                self.close_group();
            }
            if self.group.has_days() { self.group.fortnightly = true } else { self.next_fortnightly = true }
        }
    }

    /// "Monthly" says which only beside "first", "second" ….
    fn take_monthly(&mut self) {
        let says_which =
            matches!(self.peek(0), Some(Token::To | Token::Nth(_) | Token::And | Token::Word | Token::Open))
                && self.tokens[self.at..].iter().take(4).any(|token| matches!(token, Token::Nth(_)));
        let is_said = says_which || !self.group.nth.is_empty() || !self.next_nth.is_empty();
        if !is_said {
            self.group.is_dropped = true;
        }
    }

    /// Before all days, and after all of them, it holds for the whole text; between them for its group.
    fn take_season(&mut self, season: Season) {
        // "Mon-Sat 9-4.30. School term days 8-9 for breakfast": hours of something else.
        let next = self.tokens[self.at..].iter().position(|token| *token != Token::Word).unwrap_or(0);
        if self.group.has_days() && !self.group.spans.is_empty() && self.written_at(next).is_some() {
            self.close_group();
            self.is_asking = true;
            return;
        }
        let more_days = self.tokens[self.at..].iter().any(|token| matches!(token, Token::Days(_)));
        let is_first = self.groups.is_empty() && !self.group.has_days();
        self.group.season = season;
        if is_first || !more_days {
            self.season_of_text = season;
        }
    }

    fn take_school_holidays(&mut self) {
        let is_left_out = self.is_closed
            || self.tokens[..self.at.saturating_sub(1)]
                .iter()
                .rev()
                .take(3)
                .any(|token| matches!(token, Token::Except | Token::Closed));
        let is_included = self.tokens[..self.at.saturating_sub(1)]
            .iter()
            .rev()
            .take(2)
            .any(|token| matches!(token, Token::Including));
        match (is_left_out, is_included) {
            (true, _) => self.take_season(Season::TermTime),
            (_, true) => {}
            _ => self.group.limits.is_unclear = true,
        }
    }

    fn take_bank_holidays(&mut self) {
        let before = &self.tokens[..self.at - 1];
        let is_left_out = self.is_closed
            || before.iter().rev().take(4).any(|token| matches!(token, Token::Except | Token::Closed));
        let is_included = before.iter().rev().take(2).any(|token| matches!(token, Token::Including));
        let is_closed_after = matches!(self.peek(0), Some(Token::Closed))
            || matches!((self.peek(0), self.peek(1)), (Some(Token::To | Token::Word), Some(Token::Closed)));
        // "Saturdays, Sundays and bank holidays 10-6": the days keep the times.
        let joined = before.iter().rev().find(|token| **token != Token::Word);
        let is_one_of_the_days =
            joined == Some(&Token::And) && self.group.has_days() && self.group.spans.is_empty();
        if is_one_of_the_days && !is_left_out {
            return;
        }
        if is_left_out || is_closed_after {
            self.bank_holidays = BankHolidays::Closed;
            self.is_closed = true;
        } else if is_included {
            self.bank_holidays = BankHolidays::Open;
        } else {
            // "Bank holidays 10-4": hours of their own, which are not for any weekday.
            self.close_group();
            self.is_asking = true;
        }
    }

    fn take_closed(&mut self) {
        if self.group.has_days() && self.group.spans.is_empty() && self.depth == self.group.depth {
            // "Sunday: Closed"; "On Mon, Fri close for lunch between 12 and 2".
            self.closed_days = self.group.days;
            self.group = Group::default();
            let next = self.tokens[self.at..]
                .iter()
                .position(|token| !matches!(token, Token::Word | Token::Lunch | Token::From));
            if next.is_none_or(|next| self.written_at(next).is_none()) {
                self.closed_days = Weekdays::NONE;
                return;
            }
        } else if self.depth == 0 {
            self.close_group();
        }
        self.is_closed = true;
    }

    /// "except Wed", "exc 1st", "not 2nd": days or weeks taken out; anything else taken out is unclear.
    fn take_except(&mut self) {
        let mut taken_days = Weekdays::NONE;
        let mut taken_nth = Vec::new();
        loop {
            match self.peek(0) {
                Some(Token::Days(days)) => {
                    self.at += 1;
                    taken_days = taken_days.union(self.range_of_days(days));
                }
                Some(Token::Nth(nth)) => {
                    self.at += 1;
                    taken_nth.push(nth);
                }
                Some(Token::And | Token::Slash)
                    if matches!(self.peek(1), Some(Token::Days(_) | Token::Nth(_))) =>
                {
                    self.at += 1
                }
                _ => break,
            }
        }
        if !taken_nth.is_empty() {
            let is_same_day = taken_days.is_empty() || taken_days == self.group.days;
            let is_counted = taken_nth.iter().all(|nth| *nth > 0);
            if self.group.has_days() && is_same_day && is_counted && self.group.nth.is_empty() {
                self.group.nth = (1..=5).filter(|nth| !taken_nth.contains(nth)).collect();
            } else {
                self.group.is_dropped = true;
                self.is_asking = true;
            }
            return;
        }
        if taken_days.is_empty() {
            if matches!(
                self.peek(0),
                Some(Token::Month(_) | Token::Date(_) | Token::Number(_) | Token::DayOfMonth(_))
            ) {
                self.group.is_dropped = true;
                self.is_closed = true;
            }
            return;
        }
        let left = Weekdays::from_bits(self.group.days.bits() & !taken_days.bits());
        match (self.group.has_days(), self.groups.last_mut()) {
            (true, _) => self.group.days = left,
            (false, Some(last)) => last.days = Weekdays::from_bits(last.days.bits() & !taken_days.bits()),
            (false, None) => self.is_text_unsure = true,
        }
        // "weekdays except Wed 9 - 2": Wednesday has times of its own.
        if self.written_at(0).is_some()
            && matches!(self.peek(1), Some(Token::To | Token::Until))
            && !self.group.spans.is_empty()
        {
            self.close_group();
            self.open_group(taken_days);
        }
    }

    /// "(Wednesdays until 6pm)": the days before close later than the others.
    fn take_until(&mut self) {
        let Some(Token::Time(written)) = self.peek(0) else { return };
        let Some(closes) = clock::alone(written) else { return };
        self.at += 1;
        let days = self.group.days;
        let longer = self.groups.iter().rposition(|group| {
            !group.spans.is_empty() && group.part == self.group.part && days.bits() & !group.days.bits() == 0
        });
        if let (true, true, Some(at)) = (self.group.has_days(), self.group.spans.is_empty(), longer) {
            let mut spans = self.groups[at].spans.clone();
            self.groups[at].days = Weekdays::from_bits(self.groups[at].days.bits() & !days.bits());
            if let Some(last) = spans.last_mut() {
                last.1 = Some(closes);
            }
            self.group.spans = spans;
        } else {
            self.group.is_dropped |= self.group.spans.is_empty();
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

    /// "Closed for lunch 1-2pm on Saturdays" takes the hour out of the Saturdays alone.
    fn groups_without_closures(&mut self) -> Vec<Group> {
        let mut groups = std::mem::take(&mut self.groups);
        for &(span, days) in &self.closures {
            let mut split = Vec::with_capacity(groups.len());
            for group in groups {
                let touched = Weekdays::from_bits(group.days.bits() & days.bits());
                let spans = without(&group.spans, span);
                if touched.is_empty() || spans == group.spans {
                    split.push(group);
                    continue;
                }
                let untouched = Weekdays::from_bits(group.days.bits() & !days.bits());
                if !untouched.is_empty() {
                    split.push(Group { days: untouched, ..group.clone() });
                }
                split.push(Group { days: touched, spans, ..group });
            }
            groups = split;
        }
        groups
    }

    fn finish(mut self) -> Prose {
        if self.is_text_unsure {
            return Prose::default();
        }
        let timed = self
            .groups
            .iter()
            .filter(|group| !group.spans.is_empty())
            .fold(Weekdays::NONE, |days, group| days.union(group.days));
        let season = self.season_of_text;
        let is_one_part = self.groups.iter().all(|group| group.season == Season::AllYear)
            || self.groups.len() == 1
            || self.part == 0;
        let mut sessions = Vec::new();
        for group in self.groups_without_closures() {
            // Where some days have times, days without are a mention, or a form that was left empty.
            let is_bare = group.spans.is_empty();
            if is_bare && (!timed.is_empty() || self.has_stray_numbers) {
                continue;
            }
            let season = if group.season == Season::AllYear { season } else { group.season };
            for session in sessions_of(&group, season, self.bank_holidays) {
                if !sessions.contains(&session) {
                    sessions.push(session);
                }
            }
        }
        let always_open =
            self.always_open || (self.day_and_night && sessions.is_empty() && self.words_in_part < 6);
        Prose { sessions, always_open }
    }
}

/// Whether the second span lies within the first, and is not the same.
fn holds(whole: Span, part: Span) -> bool {
    match (whole, part) {
        ((opens, Some(closes)), (from, Some(to))) => opens <= from && to <= closes && from < to,
        _ => false,
    }
}

/// Spans with an hour taken out of those that hold it.
fn without(spans: &[Span], closed: Span) -> Vec<Span> {
    let (from, Some(to)) = closed else { return spans.to_vec() };
    let mut left = Vec::new();
    for &(opens, closes) in spans {
        match closes {
            Some(closes) if opens < from && to < closes => {
                left.extend([(opens, Some(from)), (to, Some(closes))])
            }
            closes => left.push((opens, closes)),
        }
    }
    left
}

fn sessions_of(group: &Group, season: Season, bank_holidays: BankHolidays) -> Vec<Session> {
    let limits = &group.limits;
    let is_date_astray = limits.dates.iter().any(|date| !group.days.contains(date.weekday()));
    if limits.is_unclear || is_date_astray || group.days.is_empty() {
        return Vec::new();
    }
    let nth_and_fortnightly = group.fortnightly && !group.nth.is_empty();
    if nth_and_fortnightly {
        return Vec::new();
    }
    let mut nth = group.nth.clone();
    nth.sort_unstable();
    nth.dedup();
    let interval = if group.fortnightly { 2 } else { 1 };
    let recurrence = if !limits.dates.is_empty() {
        Recurrence::Dated { dates: limits.dates.clone() }
    } else if nth.is_empty() {
        let anchor = limits.from.filter(|from| group.fortnightly && group.days.contains(from.weekday()));
        Recurrence::Weekly { days: group.days, interval, anchor }
    } else {
        Recurrence::MonthlyByDay { nth, days: group.days, interval: 1, anchor: None }
    };
    let session = |opens_at, closes_at| Session {
        recurrence: recurrence.clone(),
        opens_at,
        closes_at,
        valid_from: limits.from,
        valid_to: limits.to,
        season,
        bank_holidays,
        except: Vec::new(),
        note: None,
    };
    if group.spans.is_empty() {
        return vec![session(None, None)];
    }
    group.spans.iter().map(|(opens, closes)| session(Some(*opens), *closes)).collect()
}
