//! The latest date a text mentions: "their own page last mentions 14 March".

use jiff::civil::{Date, date};

/// Dates before this tell history, not news.
const EARLIEST: Date = date(2005, 1, 1);

/// Words before a date that make it a beginning, which says nothing of today.
const BEGINNINGS: [&str; 14] = [
    "since",
    "founded",
    "established",
    "formed",
    "opened",
    "began",
    "started",
    "registered",
    "launched",
    "created",
    "born",
    "est",
    "incorporated",
    "built",
];

/// Names of the months.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The latest date in `text` that says something of the present: `14 March 2023`, `March 14, 2023`,
/// `14/03/2023`, `2023-03-14`, and `March 2023` as its last day. A date that tells a beginning
/// ("founded in May 2009") is passed over, as is everything before 2005.
pub fn latest_date_in(text: &str) -> Option<Date> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let words: Vec<String> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '/' || c == '-'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    (0..words.len())
        .filter(|index| !tells_a_beginning(&words[index.saturating_sub(3)..*index]))
        .filter_map(|index| {
            let follows_a_day = index > 0 && day(&words[index - 1]).is_some();
            date_at(&words[index..], follows_a_day)
        })
        .filter(|date| *date >= EARLIEST)
        .max()
}

fn tells_a_beginning(before: &[String]) -> bool {
    before.iter().any(|word| BEGINNINGS.contains(&word.as_str()))
}

fn date_at(words: &[String], follows_a_day: bool) -> Option<Date> {
    let word = |index: usize| words.get(index).map_or("", String::as_str);
    if let Some(date) = numeric(word(0)) {
        return Some(date);
    }
    if let (Some(day), Some(month), Some(year)) = (day(word(0)), month(word(1)), year(word(2))) {
        return Date::new(year, month, day).ok();
    }
    let month = month(word(0))?;
    if let (Some(day), Some(year)) = (day(word(1)), year(word(2))) {
        return Date::new(year, month, day).ok();
    }
    if follows_a_day {
        return None;
    }
    Date::new(year(word(1))?, month, 1).ok().map(Date::last_of_month)
}

fn numeric(word: &str) -> Option<Date> {
    let separator = if word.contains('/') { '/' } else { '-' };
    let mut parts = word.split(separator);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year_text, day_text) = if first.len() == 4 { (first, third) } else { (third, first) };
    Date::new(year(year_text)?, second.parse().ok()?, day_text.parse().ok()?).ok()
}

fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    matches!(suffix, "" | "st" | "nd" | "rd" | "th")
        .then(|| digits.parse().ok())
        .flatten()
        .filter(|day| (1..=31).contains(day))
}

fn month(word: &str) -> Option<i8> {
    let begins = |name: &str| name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let is_this =
        |name: &&str| begins(name) && (word.len() == name.len() || (word.len() >= 3 && word.len() <= 4));
    MONTHS.iter().position(is_this).map(|index| index as i8 + 1)
}

fn year(word: &str) -> Option<i16> {
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|year| (1900..=2099).contains(year))
}
