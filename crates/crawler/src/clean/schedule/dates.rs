//! Dates in an opening-time text: from when, until when, or on which days only.

use jiff::civil::Date;

use super::token::Token;

/// What a group of sessions is limited to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Limits {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// These days only.
    pub dates: Vec<Date>,
    /// Something limits it that could not be read: a month, a season, a date without a year.
    pub is_unclear: bool,
}

impl Limits {
    /// Adds what another date says.
    pub fn merge(&mut self, other: Limits) {
        self.from = self.from.or(other.from);
        self.to = self.to.or(other.to);
        self.dates.extend(other.dates);
        self.is_unclear |= other.is_unclear;
    }

    /// "from 6 Jan": the date begins it.
    pub fn beginning(self) -> Limits {
        match self.dates.as_slice() {
            [only] => Limits { from: Some(*only), ..Limits::default() },
            _ => self,
        }
    }

    /// "until 31 March 2026": the date ends it.
    pub fn ending(self) -> Limits {
        match self.dates.as_slice() {
            [only] => Limits { to: Some(*only), ..Limits::default() },
            _ => self,
        }
    }
}

/// A date or a span of dates at the beginning of the tokens, and how many it takes.
pub fn limits_at(tokens: &[Token], seen: Option<Date>) -> Option<(Limits, usize)> {
    let (first, taken) = date_at(tokens, seen)?;
    let is_span = matches!(tokens.get(taken), Some(Token::To | Token::Until));
    if !is_span {
        let limits = match first {
            Some(date) => Limits { dates: vec![date], ..Limits::default() },
            None => Limits { is_unclear: true, ..Limits::default() },
        };
        return Some((limits, taken));
    }
    let unclear = Limits { is_unclear: true, ..Limits::default() };
    match (first, date_at(&tokens[taken + 1..], seen)) {
        (Some(from), Some((Some(to), more))) if from <= to => {
            Some((Limits { from: Some(from), to: Some(to), ..Limits::default() }, taken + 1 + more))
        }
        (_, Some((_, more))) => Some((unclear, taken + 1 + more)),
        // "31 October 2022 - Easter".
        _ => Some((unclear, taken + 1)),
    }
}

/// "6 Jan", "6th January 2026", "January 6", "06/01/2026". Without a year it is the one nearest to the day
/// the source was seen.
fn date_at(tokens: &[Token], seen: Option<Date>) -> Option<(Option<Date>, usize)> {
    if let [Token::Date(date), ..] = tokens {
        return Some((Some(*date), 1));
    }
    let day_of = |token: &Token| match token {
        Token::Number(day @ 1..=31) => Some(*day as i8),
        Token::DayOfMonth(day) => Some(*day as i8),
        Token::Nth(day @ 1..=5) => Some(*day),
        _ => None,
    };
    let (day, month, taken) = match tokens {
        [day, Token::Month(month), ..] if day_of(day).is_some() => (day_of(day)?, *month, 2),
        [Token::Month(month), day, rest @ ..]
            if day_of(day).is_some() && !matches!(rest.first(), Some(Token::To)) =>
        {
            (day_of(day)?, *month, 2)
        }
        _ => return None,
    };
    let (year, taken) = match tokens.get(taken) {
        Some(Token::Year(year)) => (Some(*year), taken + 1),
        _ => (None, taken),
    };
    let date = match (year, seen) {
        (Some(year), _) => Date::new(year, month, day).ok(),
        (None, Some(seen)) => nearest(seen, month, day),
        (None, None) => None,
    };
    Some((date, taken))
}

fn nearest(seen: Date, month: i8, day: i8) -> Option<Date> {
    (-1..=1)
        .filter_map(|years| Date::new(seen.year() + years, month, day).ok())
        .min_by_key(|date| date.duration_since(seen).as_secs().abs())
}
