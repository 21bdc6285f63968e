//! Ages: "over 60s", "8-13 yrs", "adults", "from 18 months".

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// Youngest and oldest, in whole years.
pub type Ages = (Option<u8>, Option<u8>);

/// A number of years as a field of its own has it: "60", "60.0", "60+".
pub fn whole_years(written: &str) -> Option<u8> {
    let number: String = written.trim().chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let years: f64 = number.trim_end_matches('.').parse().ok()?;
    let is_months = written.to_ascii_lowercase().contains("month");
    let years = if is_months { years / 12.0 } else { years };
    (0.0..=120.0).contains(&years).then_some(years.floor() as u8)
}

const RANGE_PATTERN: &str = concat!(
    r"(?i)\b(?:aged?s?|ages|between)?\s*(\d{1,3})\s*(?:yrs?|years?|months?)?\s*(?:old)?\s*",
    r"(?:-|–|—|to|and|until)\s*(\d{1,3})\s*(yrs?\b|years?|year olds?|months|yo\b|s\b)?"
);
const OVER_PATTERN: &str = concat!(
    r"(?i)\b(?:over|aged over|ages? over|older than)[\s\-]*(?:the age of\s*)?(\d{2})(?:['’]?s)?\b",
    r"|\b(?:aged?s?\s*)?(\d{1,3})\s*(?:yrs?|years?)?\s*",
    r"(?:\+|(?:years?|yrs?)?\s*(?:and|&|or)\s*(?:over|above|older|up)|plus\b)"
);
const UNDER_PATTERN: &str = concat!(
    r"(?i)\b(?:under|aged under|up to(?: age)?|younger than|below)[\s\-]*(?:the age of\s*)?(\d{1,2})(?:['’]?s)?\b",
    r"|\b(?:aged?\s*)?(\d{1,2})\s*(?:yrs?|years?)?\s*(?:and|&|or)\s*(?:under|younger|below)\b"
);

static RANGE: LazyLock<Regex> = LazyLock::new(|| pattern(RANGE_PATTERN));
static OVER: LazyLock<Regex> = LazyLock::new(|| pattern(OVER_PATTERN));
static UNDER: LazyLock<Regex> = LazyLock::new(|| pattern(UNDER_PATTERN));
/// Whether any of them would find something: most names hold a number and no age, and this is one walk.
static ANY: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("(?:{RANGE_PATTERN})|(?:{OVER_PATTERN})|(?:{UNDER_PATTERN})")));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is right")
}

/// The ages a text about age or eligibility states.
pub fn read_ages(text: &str) -> Option<Ages> {
    numbers(text, true).or_else(|| words(text))
}

/// The ages a name states: "Over 60s Lunch Club", "Youth Club (11-16 years)".
pub fn in_name(name: &str) -> Option<Ages> {
    name.bytes().any(|b| b.is_ascii_digit()).then(|| numbers(name, false)).flatten()
}

fn numbers(text: &str, is_about_age: bool) -> Option<Ages> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let has_any = ANY.is_match(text);
    if has_any && let Some(found) = RANGE.captures(text) {
        let says_age = found.get(3).is_some() || text.to_ascii_lowercase().contains("age");
        let range = (in_years(&found, 1)?, in_years(&found, 2)?);
        let is_months =
            found.get(3).is_some_and(|unit| unit.as_str().to_ascii_lowercase().starts_with("month"));
        if (says_age || is_about_age) && range.0 < range.1 && range.1 <= 120 {
            let range = if is_months { (range.0 / 12, range.1 / 12) } else { range };
            return Some((Some(range.0).filter(|age| *age > 0), Some(range.1)));
        }
    }
    if has_any && let Some(found) = OVER.captures(text) {
        let age = in_years(&found, 1).or_else(|| in_years(&found, 2))?;
        return (3..=100).contains(&age).then_some((Some(age), None));
    }
    if has_any && let Some(found) = UNDER.captures(text) {
        let is_under = found.get(1).is_some() && !found[0].to_ascii_lowercase().contains("up to");
        let age = in_years(&found, 1).or_else(|| in_years(&found, 2))?;
        // "Under 5s" are those who are not yet five; "up to 5" has them in.
        let oldest = if is_under { age.checked_sub(1)? } else { age };
        return (oldest >= 1).then_some((None, Some(oldest)));
    }
    let bare = text.trim();
    let alone = is_about_age && bare.bytes().all(|b| b.is_ascii_digit());
    alone.then(|| whole_years(bare)).flatten().filter(|age| *age > 0).map(|age| (Some(age), None))
}

fn in_years(found: &Captures<'_>, group: usize) -> Option<u8> {
    found.get(group)?.as_str().parse().ok()
}

/// Words that say an age by themselves, of a text that is nothing but a list of them.
fn words(text: &str) -> Option<Ages> {
    let folded = super::super::words::folded(text);
    match folded.trim() {
        "adults" | "adult" | "adults only" | "adults 18" | "over eighteens" => Some((Some(18), None)),
        "children"
        | "child"
        | "children only"
        | "children and young people"
        | "children young people"
        | "young people and children" => Some((None, Some(17))),
        "older people" | "older adults" | "pensioners" | "retired" | "seniors" => None,
        _ => None,
    }
}
