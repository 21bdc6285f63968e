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
    // Most words begin no phrase, so a glance at their first letters spares nearly all of the work.
    let firsts = phrases.iter().fold(0_u64, |firsts, phrase| firsts | bit_of(phrase.as_bytes().first()));
    let folded = folded.as_bytes();
    let mut before = b' ';
    for (at, byte) in folded.iter().enumerate() {
        if before == b' '
            && firsts & bit_of(Some(byte)) != 0
            && phrases.iter().any(|phrase| begins_with(&folded[at..], phrase.as_bytes()))
        {
            return true;
        }
        before = *byte;
    }
    false
}

/// Whether the phrase stands in the folded text as whole words.
pub fn has(folded: &str, phrase: &str) -> bool {
    find(folded, phrase).is_some()
}

/// Where the phrase stands in the folded text as whole words.
pub fn find(folded: &str, phrase: &str) -> Option<usize> {
    starts(folded).find(|start| begins_with(&folded.as_bytes()[*start..], phrase.as_bytes()))
}

/// Where words begin: at the start, and behind each space.
fn starts(folded: &str) -> impl Iterator<Item = usize> {
    let behind_space = folded.bytes().enumerate().filter(|(_, byte)| *byte == b' ').map(|(at, _)| at + 1);
    std::iter::once(0).chain(behind_space)
}

/// Whether the phrase stands here and a word ends with it.
fn begins_with(rest: &[u8], phrase: &[u8]) -> bool {
    rest.starts_with(phrase) && matches!(rest.get(phrase.len()), None | Some(b' '))
}

/// A bit a letter; some letters share one.
fn bit_of(letter: Option<&u8>) -> u64 {
    letter.map_or(0, |letter| 1 << (letter & 63))
}
