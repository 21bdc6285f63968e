//! What a text takes away: closed days, closed hours, exceptions, other closing times.

use model::schedule::Weekdays;

use super::super::clock::{self, Span};
use super::super::token::Token;
use super::{Group, Reader};

impl Reader<'_> {
    /// "(closed 1pm - 2pm)" right after times takes the hour out of them.
    pub(super) fn shut(&mut self, span: Option<Span>) {
        match span {
            Some((_, Some(_))) if self.closed_span.is_none() => self.closed_span = span,
            // Two closed spans, or one that is unclear.
            _ => self.is_text_unsure |= self.closed_span.is_some(),
        }
    }

    /// Leaves the part in which all is closed, and notes which hours it took away, and on which days.
    pub(super) fn end_closed(&mut self) {
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

    pub(super) fn take_closed(&mut self) {
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
    pub(super) fn take_except(&mut self) {
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
    pub(super) fn take_until(&mut self) {
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

    /// "Closed for lunch 1-2pm on Saturdays" takes the hour out of the Saturdays alone.
    pub(super) fn groups_without_closures(&mut self) -> Vec<Group> {
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
