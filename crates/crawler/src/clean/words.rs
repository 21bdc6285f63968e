//! Small questions about words that several fields ask.

#[cfg(test)]
mod tests;

use regex::Regex;

/// So long is the longest word for nothing, in bytes.
const LONGEST_NOTHING: usize = 16;

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
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    if bytes.len() > LONGEST_NOTHING && is_letter(bytes.first()) && is_letter(bytes.last()) {
        return false;
    }
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    bare.is_empty()
        || (bare.len() <= LONGEST_NOTHING
            && NOTHINGS.iter().any(|nothing| nothing.eq_ignore_ascii_case(bare)))
}

/// The text trimmed, unless it says nothing.
pub fn something(text: &str) -> Option<&str> {
    let trimmed = text.trim();
    (!is_nothing(trimmed)).then_some(trimmed)
}

/// Lower case, with each run of anything but letters and digits made one space, and one at each end, so
/// that a phrase can be looked for as whole words: `contains(" turn up ")`.
pub fn folded(text: &str) -> String {
    if text.is_ascii() { folded_ascii(text) } else { folded_letter_by_letter(text) }
}

fn folded_letter_by_letter(text: &str) -> String {
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

/// The same without a branch for each letter: nearly every text is of ASCII, and each is folded for several
/// fields.
fn folded_ascii(text: &str) -> String {
    let mut folded = vec![b' '; text.len() + 2];
    let mut end = 1;
    for byte in text.bytes() {
        let letter = FOLDED[usize::from(byte)];
        folded[end] = letter;
        // A second space and an apostrophe are written over by what comes next.
        end += usize::from(letter > b' ' || letter == b' ' && folded[end - 1] != b' ');
    }
    if folded[end - 1] != b' ' {
        folded[end] = b' ';
        end += 1;
    }
    folded.truncate(end);
    String::from_utf8(folded).expect("what is made of ASCII is text")
}

/// What each byte of ASCII becomes: a letter or digit, a space, or nothing (0).
const FOLDED: [u8; 256] = {
    let mut folded = [b' '; 256];
    let mut byte = 0;
    while byte < 128 {
        let letter = byte as u8;
        if letter.is_ascii_alphanumeric() {
            folded[byte] = letter.to_ascii_lowercase();
        }
        byte += 1;
    }
    folded[b'\'' as usize] = 0;
    folded
};

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

/// A pattern that finds any of `parts` in capitals or small letters, in one walk over a text however many they
/// are: a glance that spares looking for phrases one by one.
pub fn any_of(parts: &[&str]) -> Regex {
    let pattern: Vec<String> = parts.iter().map(|part| regex::escape(part)).collect();
    Regex::new(&format!("(?i-u){}", pattern.join("|"))).expect("words that are escaped are a pattern")
}

/// At most so many characters from the beginning.
pub fn beginning(text: &str, characters: usize) -> &str {
    if text.len() <= characters {
        return text;
    }
    text.char_indices().nth(characters).map_or(text, |(end, _)| &text[..end])
}

/// Whether `part`, lower case and of ASCII, stands in the text in capitals or small letters.
pub fn contains_in_any_case(text: &str, part: &str) -> bool {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    let Some((first, rest)) = part.split_first() else { return true };
    text.iter().enumerate().any(|(at, byte)| {
        byte.to_ascii_lowercase() == *first
            && text.get(at + 1..at + part.len()).is_some_and(|here| here.eq_ignore_ascii_case(rest))
    })
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
