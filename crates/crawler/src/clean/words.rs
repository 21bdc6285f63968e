//! Small questions about words that several fields ask.

/// Whether the text says nothing: "N/A", "none", "-", "tbc".
pub fn is_nothing(text: &str) -> bool {
    const NOTHINGS: [&str; 26] = [
        "",
        "n/a",
        "na",
        "n.a.",
        "none",
        "null",
        "nil",
        "nan",
        "undefined",
        "unknown",
        "not known",
        "not applicable",
        "not stated",
        "not specified",
        "not provided",
        "not available",
        "tbc",
        "tba",
        "to be confirmed",
        "to be announced",
        "test",
        "xxx",
        "no data",
        "none given",
        "please select",
        "not recorded",
    ];
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    bare.is_empty() || (bare.len() <= 16 && NOTHINGS.iter().any(|nothing| nothing.eq_ignore_ascii_case(bare)))
}

/// The text trimmed, unless it says nothing.
pub fn something(text: &str) -> Option<&str> {
    let trimmed = text.trim();
    (!is_nothing(trimmed)).then_some(trimmed)
}

/// Lower case, with each run of anything but letters and digits made one space, and one at each end, so
/// that a phrase can be looked for as whole words: `contains(" turn up ")`.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 2);
    folded.push(' ');
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        } else if c != '\'' && c != '’' && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    if !folded.ends_with(' ') {
        folded.push(' ');
    }
    folded
}

/// Whether one of the phrases stands in the folded text as whole words.
pub fn has_any(folded: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| has(folded, phrase))
}

/// Whether the phrase stands in the folded text as whole words.
pub fn has(folded: &str, phrase: &str) -> bool {
    find(folded, phrase).is_some()
}

/// Where the phrase stands in the folded text as whole words.
pub fn find(folded: &str, phrase: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = folded[from..].find(phrase) {
        let (start, end) = (from + at, from + at + phrase.len());
        let bytes = folded.as_bytes();
        if (start == 0 || bytes[start - 1] == b' ') && (end == bytes.len() || bytes[end] == b' ') {
            return Some(start);
        }
        from = end;
    }
    None
}
