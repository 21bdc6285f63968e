//! Days of a text: single ones, ranges, "1st and 3rd", and which times they belong to.

use model::schedule::Weekdays;

use super::super::token::Token;
use super::{Group, Reader};

impl Reader<'_> {
    pub(super) fn take_days(&mut self, days: Weekdays) {
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
    pub(super) fn read_days_of_span(&mut self) -> bool {
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
    pub(super) fn settles_after_days(&self) -> bool {
        matches!(
            self.peek(0),
            Some(Token::Time(_) | Token::Number(_) | Token::And | Token::Break | Token::From) | None
        )
    }

    /// "Monday and Wednesday" after times: all of them take the times.
    pub(super) fn read_more_days(&mut self) {
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

    pub(super) fn open_group(&mut self, days: Weekdays) {
        self.group.days = self.group.days.union(days);
        self.group.part = self.part;
        self.group.depth = self.depth;
        self.group.words_since_days = 0;
        self.group.nth.append(&mut self.next_nth);
        self.group.fortnightly |= std::mem::take(&mut self.next_fortnightly);
    }

    /// "Monday - Friday", "Mon to Thurs".
    pub(super) fn range_of_days(&mut self, first: Weekdays) -> Weekdays {
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
    pub(super) fn take_nth(&mut self, nth: i8) {
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
    pub(super) fn leads_to_days(&self) -> bool {
        matches!((self.peek(0), self.peek(1)), (Some(Token::And | Token::Every), Some(Token::Days(_))))
    }
}
