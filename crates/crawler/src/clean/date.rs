//! Dates as sources write them: ISO, with a time, day first, with month names.

#[cfg(test)]
mod tests;

use jiff::civil::Date;

/// A date that has passed by `seen`: when something was changed or checked cannot lie ahead.
pub fn read_past_date(written: &str, seen: Date) -> Option<Date> {
    let earliest = Date::constant(1990, 1, 1);
    read_date(written).filter(|date| (earliest..=seen).contains(date))
}

/// A date in any of the usual forms; of `03/04/2026` the day comes first, as in Britain.
pub fn read_date(written: &str) -> Option<Date> {
    let written = written.trim();
    let numbers: Vec<&str> =
        written.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    match numbers.as_slice() {
        [year, month, day, ..] if year.len() == 4 && is_number(year) && is_number(month) => {
            let day = day.split(['T', 't']).next()?;
            date(year, month, day)
        }
        [compact, ..]
            if compact.len() >= 8
                && is_number(&compact[..8])
                && matches!(compact.as_bytes().get(8), None | Some(b'T')) =>
        {
            date(&compact[..4], &compact[4..6], &compact[6..8])
        }
        [day, month, year, ..] if is_number(day) && is_number(month) && is_number(year) => {
            date(&whole_year(year)?, month, day)
        }
        _ => named_month(&numbers),
    }
}

/// "22 November 2026", "22nd Nov 2026", "Sunday 22 November 2026", "November 22, 2026".
fn named_month(parts: &[&str]) -> Option<Date> {
    let at = parts.iter().position(|part| month_number(part).is_some())?;
    let month = month_number(parts[at])?.to_string();
    let day_before = at.checked_sub(1).and_then(|before| day_number(parts[before]));
    let (day, year_at) = match day_before {
        Some(day) => (day, at + 1),
        None => (day_number(parts.get(at + 1)?)?, at + 2),
    };
    date(&whole_year(parts.get(year_at)?)?, &month, &day)
}

/// 1 to 12 for a month's name or its first three letters or more.
pub fn month_number(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if word.len() < 3 {
        return None;
    }
    let begins = |month: &&str| month.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let at = MONTHS.iter().position(begins)?;
    i8::try_from(at + 1).ok()
}

/// "22", "22nd".
fn day_number(word: &str) -> Option<String> {
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    let rest = &word[digits.len()..];
    let is_ordinal =
        rest.is_empty() || ["st", "nd", "rd", "th"].iter().any(|end| end.eq_ignore_ascii_case(rest));
    (is_ordinal && matches!(digits.len(), 1 | 2)).then_some(digits)
}

fn whole_year(year: &str) -> Option<String> {
    match year.len() {
        4 if is_number(year) => Some(year.to_owned()),
        2 if is_number(year) => Some(format!("20{year}")),
        _ => None,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}
