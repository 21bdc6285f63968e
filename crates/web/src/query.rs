//! Reads the query string of a machine interface strictly: each parameter is asked for by name, what
//! cannot be understood becomes one problem that names it all, and what nobody asked for is listed.

#[cfg(test)]
mod tests;

use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};

use crate::problem::{BadParameter, Problem, cut};

/// The parameters of a request, while they are being asked for.
#[derive(Debug, Default)]
pub struct Query {
    pairs: Vec<Pair>,
    faults: Vec<BadParameter>,
    told: Option<Ignored>,
}

#[derive(Debug)]
struct Pair {
    name: String,
    value: String,
    /// Somebody asked for it by its name.
    is_known: bool,
}

/// Where a request's reader leaves the names nobody asked for, for who adds headers to the answer.
#[derive(Debug, Clone, Default)]
pub struct Ignored(Arc<OnceLock<Vec<String>>>);

impl Ignored {
    /// What was left; `None` when nobody read the parameters.
    pub fn names(&self) -> Option<&[String]> {
        self.0.get().map(Vec::as_slice)
    }
}

impl Query {
    /// Splits and decodes a raw query string. Undecodable bytes become replacement characters.
    pub fn parse(raw: &str) -> Query {
        let pairs = raw
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                Pair { name: decode(name), value: decode(value), is_known: false }
            })
            .collect();
        Query { pairs, ..Query::default() }
    }

    /// The last value of `name` that is not blank, trimmed.
    pub fn text(&mut self, name: &str) -> Option<String> {
        self.all(name).pop()
    }

    /// Every value of `name` that is not blank, trimmed, in order.
    pub fn all(&mut self, name: &str) -> Vec<String> {
        let values = self.asked_for(name).map(|value| value.trim());
        values.filter(|value| !value.is_empty()).map(str::to_owned).collect()
    }

    /// The last value of `name` even when it is blank: a blank one is a fault for a typed parameter.
    fn typed(&mut self, name: &str) -> Option<String> {
        self.asked_for(name).last().cloned()
    }

    /// Every value of a name, which is known from now on.
    fn asked_for(&mut self, name: &str) -> impl Iterator<Item = &String> {
        self.pairs.iter_mut().filter(move |pair| pair.name == name).map(|pair| {
            pair.is_known = true;
            &pair.value
        })
    }

    /// A whole number within `range`.
    pub fn whole_number(&mut self, name: &str, range: RangeInclusive<u32>) -> Option<u32> {
        let value = self.typed(name)?;
        let is_plain = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        match value.parse::<u32>() {
            Ok(number) if is_plain && range.contains(&number) => Some(number),
            _ => {
                let allowed = match *range.end() {
                    u32::MAX => format!("a whole number from {}", range.start()),
                    end => format!("a whole number from {} to {end}", range.start()),
                };
                self.fault(name, &value, &allowed);
                None
            }
        }
    }

    /// A whole number from 1, of which no more than `most` is given.
    pub fn at_most(&mut self, name: &str, most: u32) -> Option<u32> {
        self.whole_number(name, 1..=u32::MAX).map(|number| number.min(most))
    }

    /// A number within `range`.
    pub fn number(&mut self, name: &str, range: RangeInclusive<f64>) -> Option<f64> {
        let value = self.typed(name)?;
        match value.trim().parse::<f64>() {
            Ok(number) if range.contains(&number) => Some(number),
            _ => {
                self.fault(name, &value, &format!("a number from {} to {}", range.start(), range.end()));
                None
            }
        }
    }

    /// `true` or `false`; false when it is not there.
    pub fn flag(&mut self, name: &str) -> bool {
        match self.typed(name) {
            None => false,
            Some(value) if value == "true" => true,
            Some(value) if value == "false" => false,
            Some(value) => {
                self.fault(name, &value, "true or false");
                false
            }
        }
    }

    /// `true`, `1`, `false` or `0`, as programs and as people write it; false when it is not there.
    pub fn yes_or_no(&mut self, name: &str) -> bool {
        let words = [("true", true), ("1", true), ("false", false), ("0", false)];
        self.choice(name, &words).unwrap_or_default()
    }

    /// One of a closed list of words.
    pub fn choice<T: Copy>(&mut self, name: &str, choices: &[(&str, T)]) -> Option<T> {
        let value = self.typed(name)?;
        let found = choices.iter().find(|(word, _)| *word == value).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            self.fault(name, &value, &words.join(", "));
        }
        found
    }

    /// A date, or an RFC 3339 date and time, as a moment; a bare date is its first moment in London.
    pub fn moment(&mut self, name: &str) -> Option<Timestamp> {
        let value = self.typed(name)?;
        let moment = read_moment(&value);
        if moment.is_none() {
            self.fault(name, &value, "a date (2026-11-22) or a date and time (2026-11-22T09:30:00Z)");
        }
        moment
    }

    /// Times of day, `10:00` or `10:00:00`.
    pub fn times(&mut self, name: &str) -> Vec<Time> {
        let mut times = Vec::new();
        for value in self.all(name) {
            match value.parse::<Time>() {
                Ok(time) if value.len() >= 5 => times.push(time),
                _ => self.fault(name, &value, "a time of day such as 10:00"),
            }
        }
        times
    }

    /// Notes that `name` could not be understood.
    pub fn fault(&mut self, name: &str, value: &str, allowed: &str) {
        self.faults.push(BadParameter {
            parameter: name.to_owned(),
            value: cut(value),
            allowed: allowed.to_owned(),
        });
    }

    /// The names nobody asked for, or the problem with what was asked for.
    pub fn finish(self) -> Result<Vec<String>, Problem> {
        if !self.faults.is_empty() {
            return Err(Problem::bad_parameters(self.faults));
        }
        let unknown = self.pairs.iter().filter(|pair| !pair.is_known);
        let mut ignored: Vec<String> = unknown.map(|pair| cut(&pair.name)).collect();
        ignored.sort();
        ignored.dedup();
        if let Some(told) = &self.told {
            let _ = told.0.set(ignored.clone());
        }
        Ok(ignored)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Query, Self::Rejection> {
        let query = Query::parse(parts.uri.query().unwrap_or_default());
        Ok(Query { told: parts.extensions.get().cloned(), ..query })
    }
}

fn read_moment(value: &str) -> Option<Timestamp> {
    if let Ok(moment) = value.parse::<Timestamp>() {
        return Some(moment);
    }
    let date_time = match value.parse::<Date>() {
        Ok(date) if value.len() == 10 => date.to_datetime(Time::midnight()),
        _ => value.parse::<DateTime>().ok()?,
    };
    date_time.to_zoned(jiff::tz::get!("Europe/London")).ok().map(|zoned| zoned.timestamp())
}

/// Decodes one name or value of a query string.
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1..at + 3).and_then(hex_byte)) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn hex_byte(digits: &[u8]) -> Option<u8> {
    let value = |digit: u8| char::from(digit).to_digit(16);
    u8::try_from(value(digits[0])? * 16 + value(digits[1])?).ok()
}
