//! Marks of a text that say how often and in which part of the year.

use model::schedule::{BankHolidays, Season};

use super::super::token::Token;
use super::Reader;

impl Reader<'_> {
    pub(super) fn take_fortnightly(&mut self) {
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
    pub(super) fn take_monthly(&mut self) {
        let says_which =
            matches!(self.peek(0), Some(Token::To | Token::Nth(_) | Token::And | Token::Word | Token::Open))
                && self.tokens[self.at..].iter().take(4).any(|token| matches!(token, Token::Nth(_)));
        let is_said = says_which || !self.group.nth.is_empty() || !self.next_nth.is_empty();
        if !is_said {
            self.group.is_dropped = true;
        }
    }

    /// Before all days, and after all of them, it holds for the whole text; between them for its group.
    pub(super) fn take_season(&mut self, season: Season) {
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

    pub(super) fn take_school_holidays(&mut self) {
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

    pub(super) fn take_bank_holidays(&mut self) {
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
}
