//! Names: one line, no shouting, no codes at the end.

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use regex::Regex;

use super::Notes;
use super::text::clean_line;
use super::words::contains_in_any_case;

/// Longest name that is kept, in characters.
const LONGEST: usize = 200;

/// The name for people; `None` when there is no word in it.
pub fn clean_name(written: &str, notes: &mut Notes) -> Option<String> {
    let line = clean_line(written, notes)?;
    let line = without_notices(&line);
    let line = without_copy_marks(line, notes);
    let line = without_code(line, notes);
    let line = line.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '–' | ',' | ';' | ':' | '*' | '|' | '"' | '“' | '”')
    });
    if !line.chars().any(char::is_alphabetic) {
        return None;
    }
    let is_all_small = !line.chars().any(char::is_uppercase) && line.is_ascii();
    let line = if is_shouted(line) || is_all_small {
        notes.count("name-case");
        quieted(line)
    } else {
        line.to_owned()
    };
    if line.len() <= LONGEST {
        return Some(line);
    }
    Some(match line.char_indices().nth(LONGEST) {
        Some((end, _)) => line[..end].to_owned(),
        None => line,
    })
}

/// Without the notices people put about a name: "*** CLOSED ***", "(CLOSED)", "CANCELLED -".
fn without_notices(line: &str) -> &str {
    const NOTICES: [&str; 12] = [
        "(closed permanently)",
        "closed permanently",
        "permanently closed",
        "(permanently closed)",
        "(closed)",
        "[closed]",
        "*closed*",
        "closed -",
        "- closed",
        "cancelled -",
        "- cancelled",
        "(cancelled)",
    ];
    let may_hold_one = ["closed", "cancelled"].iter().any(|word| contains_in_any_case(line, word));
    let mut rest = line;
    loop {
        let bare = rest.trim_matches(|c: char| c.is_whitespace() || c == '*' || c == '!');
        let shorter = NOTICES.iter().filter(|_| may_hold_one).find_map(|notice| {
            if bare.len() <= notice.len() {
                return None;
            }
            let (start, end) = (bare.get(..notice.len()), bare.get(bare.len() - notice.len()..));
            if start.is_some_and(|start| start.eq_ignore_ascii_case(notice)) {
                bare.get(notice.len()..)
            } else if end.is_some_and(|end| end.eq_ignore_ascii_case(notice)) {
                bare.get(..bare.len() - notice.len())
            } else {
                None
            }
        });
        match shorter {
            Some(shorter) => rest = shorter,
            None => return if bare.len() < rest.len() && rest.contains('*') { bare } else { rest },
        }
    }
}

/// Without what software puts behind the name of a copied entry: "(Duplicated)", "(Copy) (2)".
fn without_copy_marks<'l>(line: &'l str, notes: &mut Notes) -> &'l str {
    static MARKS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:\s*\((?:duplicated?|copy)\)(?:\s*\(\d\d?\))?)+\s*$").expect("a constant pattern")
    });
    if !line.trim_end().ends_with(')') {
        return line;
    }
    match MARKS.find(line).filter(|marks| marks.start() > 0) {
        Some(marks) => {
            notes.count("name-copy");
            &line[..marks.start()]
        }
        None => line,
    }
}

/// Without a code of the source's own at the end: "(12345)", "[Ref: AB12]", "- S01234", "#4411".
fn without_code<'l>(line: &'l str, notes: &mut Notes) -> &'l str {
    let trimmed = line.trim_end();
    let (rest, code) = if trimmed.ends_with([')', ']'])
        && let Some(open) = trimmed.rfind(['(', '['])
    {
        (&trimmed[..open], &trimmed[open + 1..trimmed.len() - 1])
    } else if trimmed.contains('-')
        && let Some((rest, code)) = trimmed.rsplit_once(" - ")
    {
        (rest, code)
    } else if trimmed.contains('#')
        && let Some((rest, code)) = trimmed.rsplit_once(" #")
    {
        (rest, code)
    } else {
        return line;
    };
    if rest.trim().is_empty() || !is_code(code) {
        return line;
    }
    notes.count("name-code");
    rest.trim_end()
}

/// Four digits or more with at most a few letters about them, or anything that is announced as a code. Years
/// are no codes: "(2026)" tells one course from another.
fn is_code(text: &str) -> bool {
    let lower = text.trim().to_ascii_lowercase();
    let announced = ["ref", "id", "code", "no.", "record", "reference"]
        .iter()
        .find_map(|word| lower.strip_prefix(word).filter(|rest| rest.starts_with([' ', ':', '.', '#', '-'])));
    if let Some(rest) = announced {
        return rest.chars().any(|c| c.is_ascii_digit());
    }
    let digits = lower.chars().filter(char::is_ascii_digit).count();
    let letters = lower.chars().filter(|c| c.is_ascii_alphabetic()).count();
    let others = lower.chars().count() - digits - letters;
    let is_year = digits == 4 && letters == 0 && (lower.starts_with("19") || lower.starts_with("20"));
    digits >= 4 && letters <= 3 && others <= 2 && !is_year && !lower.contains(' ')
}

/// All capitals, and long enough that it is no abbreviation.
fn is_shouted(line: &str) -> bool {
    let letters = || line.chars().filter(|c| c.is_alphabetic());
    letters().all(char::is_uppercase)
        && letters().count() >= 5
        && line.split_whitespace().any(|word| word.len() >= 5)
}

/// Words that are written in capitals.
const CAPITALS: [&str; 52] = [
    "NHS", "UK", "BSL", "MS", "LGBT", "LGBTQ", "LGBTQ+", "LGBTQIA", "YMCA", "YWCA", "CAB", "GP", "RNIB",
    "RNID", "RSPB", "RSPCA", "RVS", "CVS", "CIC", "CIO", "ADHD", "ASD", "SEN", "SEND", "HIV", "PTSD", "WI",
    "U3A", "AA", "NA", "GA", "DIY", "IT", "ESOL", "BAME", "AFC", "FC", "CC", "RFC", "PCC", "RC", "USA",
    "COPD", "ME", "PTA", "BMX", "TV", "DJ", "II", "III", "IV", "CIL",
];

const SMALL: [&str; 20] = [
    "and", "of", "the", "for", "in", "at", "on", "to", "a", "an", "or", "by", "with", "from", "y", "yn",
    "a'r", "i", "o", "up",
];

fn quieted(line: &str) -> String {
    let mut words = Vec::new();
    for (index, word) in line.split(' ').enumerate() {
        let upper = word.to_uppercase();
        let bare = upper.trim_matches(|c: char| !c.is_alphanumeric() && c != '+');
        let lower = word.to_lowercase();
        words.push(
            if CAPITALS.contains(&bare) || bare.chars().any(|c| c.is_ascii_digit()) && bare.len() <= 3 {
                upper
            } else if index > 0 && SMALL.contains(&lower.as_str()) {
                lower
            } else {
                with_capital_starts(&lower)
            },
        );
    }
    words.join(" ")
}

/// A capital at the start and after each hyphen, bracket, slash or quotation mark, but not after an
/// apostrophe: "St Mary's", "(Stoke-on-Trent)".
fn with_capital_starts(lower: &str) -> String {
    let mut word = String::with_capacity(lower.len());
    let mut is_start = true;
    for c in lower.chars() {
        if is_start && c.is_alphabetic() {
            word.extend(c.to_uppercase());
            is_start = false;
        } else {
            is_start = !(c.is_alphanumeric() || c == '\'' || c == '’' || c == '.')
                || (is_start && !c.is_alphanumeric());
            word.push(c);
        }
    }
    word
}
