//! Times of a text: spans, single times, and the dates that limit them.

use model::schedule::Weekdays;

use super::super::clock::{self, Span};
use super::super::dates;
use super::super::token::{Token, Written};
use super::{Group, Reader};

impl Reader<'_> {
    /// A date, a span of dates, or a month: what limits a group to a part of the year.
    pub(super) fn read_dates(&mut self) -> Option<usize> {
        let (found, taken) = dates::limits_at(&self.tokens[self.at..], self.seen)?;
        if self.is_closed {
            return Some(taken);
        }
        match self.tokens.get(self.at.wrapping_sub(1)) {
            Some(Token::From) => self.group.limits.merge(found.beginning()),
            Some(Token::Until) => self.group.limits.merge(found.ending()),
            // "11am to 3pm (opening 11 January 2023)".
            Some(Token::Word) if self.depth > 0 && !self.group.spans.is_empty() => {
                self.group.limits.merge(found.beginning())
            }
            _ => self.group.limits.merge(found),
        }
        Some(taken)
    }

    /// "9-5", "from 9am to 5pm", "between 1.30 and 4pm", or a time alone that needs no guess.
    pub(super) fn span_here(&self) -> Option<(Option<Span>, usize)> {
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

    pub(super) fn written_at(&self, ahead: usize) -> Option<Written> {
        match self.peek(ahead)? {
            Token::Time(written) => Some(written),
            Token::Number(number @ 0..=24) => Some(Written {
                hour: number as u8,
                minute: 0,
                is_pm: None,
                is_padded: false,
                has_minutes: false,
            }),
            _ => None,
        }
    }

    pub(super) fn words_before_are_between(&self) -> bool {
        self.at > 0 && matches!(self.tokens[self.at - 1], Token::Word | Token::From)
    }

    /// Two bare numbers are times only beside days: "9 - 4 weekdays", "Mon-Fri 9-5".
    pub(super) fn is_near_days(&self, second: usize) -> bool {
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

    pub(super) fn take_span(&mut self, span: Option<Span>) {
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
    pub(super) fn closes_otherwise(&mut self, span: Span) -> bool {
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
}

/// Whether the second span lies within the first, and is not the same.
fn holds(whole: Span, part: Span) -> bool {
    match (whole, part) {
        ((opens, Some(closes)), (from, Some(to))) => opens <= from && to <= closes && from < to,
        _ => false,
    }
}
