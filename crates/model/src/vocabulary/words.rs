//! Words as we compare them: lower case, without accents and apostrophes, hyphens as spaces, plurals lightly.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Folded: `Café's` is `cafes`.
    pub folded: String,
    /// Byte offset of its first letter in the text.
    pub start: usize,
    /// Byte offset after its last letter.
    pub end: usize,
}

/// The words of a text. Apostrophes and the dots of `P.I.P.` join, `&` is a word (`and`), anything else
/// that is no letter or digit parts.
pub fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::with_capacity(text.len() / 6 + 1);
    each_word(text, |folded, start, end| found.push(Word { folded: folded.to_owned(), start, end }));
    found
}

/// As [`words`], each handed on folded with where it begins and ends, without a copy of its own: a crawl
/// reads hundreds of millions of them.
pub fn each_word(text: &str, mut take: impl FnMut(&str, usize, usize)) {
    let bytes = text.as_bytes();
    let mut folded = String::new();
    let (mut start, mut end) = (0, 0);
    let mut at = 0;
    while at < bytes.len() {
        let (length, has_capital) = plain_run(&bytes[at..]);
        if length > 0 {
            let run = &text[at..at + length];
            let next = bytes.get(at + length);
            let ends_here = next.is_none_or(|next| next.is_ascii() && !matches!(next, b'\'' | b'.'));
            if folded.is_empty() && ends_here && !has_capital {
                // Most words stand in the text as they are known.
                take(run, at, at + length);
            } else {
                if folded.is_empty() {
                    start = at;
                }
                let before = folded.len();
                folded.push_str(run);
                folded[before..].make_ascii_lowercase();
                end = at + length;
            }
            at += length;
            continue;
        }
        if bytes[at].is_ascii() && bytes[at] != b'&' && folded.is_empty() {
            at += 1;
            continue;
        }
        let mut characters = text[at..].chars();
        let Some(character) = characters.next() else { break };
        let here = at;
        at += character.len_utf8();
        if !character.is_ascii() && (character.is_alphanumeric() || is_combining_mark(character)) {
            if folded.is_empty() {
                start = here;
            }
            fold_into(character, &mut folded);
            end = at;
            continue;
        }
        if folded.is_empty() && character != '&' {
            continue;
        }
        let joins = match character {
            '\'' | '\u{2019}' | '\u{2018}' | '\u{00ad}' => {
                characters.next().is_some_and(char::is_alphanumeric)
            }
            '.' => is_inside_initials(text, here, characters.next()),
            _ => false,
        };
        if joins {
            continue;
        }
        if !folded.is_empty() {
            take(&folded, start, end);
            folded.clear();
        }
        if character == '&' {
            take("and", here, at);
        }
    }
    if !folded.is_empty() {
        take(&folded, start, end);
    }
}

/// How many letters and digits of ASCII the text begins with, and whether there is a capital among them.
fn plain_run(bytes: &[u8]) -> (usize, bool) {
    const NEITHER: u8 = 0;
    const CAPITAL: u8 = 2;
    const KINDS: [u8; 256] = {
        let mut kinds = [NEITHER; 256];
        let mut byte = 0;
        while byte < 128 {
            let letter = byte as u8;
            kinds[byte] =
                if letter.is_ascii_uppercase() { CAPITAL } else { letter.is_ascii_alphanumeric() as u8 };
            byte += 1;
        }
        kinds
    };
    let mut seen = NEITHER;
    for (length, byte) in bytes.iter().enumerate() {
        let kind = KINDS[usize::from(*byte)];
        if kind == NEITHER {
            return (length, seen & CAPITAL != 0);
        }
        seen |= kind;
    }
    (bytes.len(), seen & CAPITAL != 0)
}

/// The text folded to words with single spaces between: `Men's Shed & Café` is `mens shed and cafe`.
pub fn fold(text: &str) -> String {
    let words: Vec<String> = words(text).into_iter().map(|word| word.folded).collect();
    words.join(" ")
}

/// The singular of a folded word, lightly: `choirs` is `choir`, `classes` is `class`, `bus` stays.
/// It need not be English; both sides of a comparison go through it.
pub fn singular(word: &str) -> &str {
    const STAYS: [&str; 8] = ["news", "always", "perhaps", "ours", "yours", "theirs", "less", "plus"];
    let length = word.len();
    if length < 4 || !word.ends_with('s') || STAYS.contains(&word) {
        return word;
    }
    let ends = |end: &str| word.ends_with(end);
    if ends("sses") || ends("shes") || ends("ches") || ends("xes") || ends("uses") {
        return &word[..length - 2];
    }
    if ends("ss") || ends("us") || ends("is") {
        return word;
    }
    &word[..length - 1]
}

/// Whether the dot at `at` stands between single letters: `P.I.P`.
fn is_inside_initials(text: &str, at: usize, next: Option<char>) -> bool {
    let mut before = text[..at].chars().rev();
    let single_before = before.next().is_some_and(char::is_alphabetic)
        && before.next().is_none_or(|other| !other.is_alphanumeric());
    let mut after = text[at + 1..].chars();
    let single_after =
        next.is_some_and(char::is_alphabetic) && after.nth(1).is_none_or(|other| !other.is_alphanumeric());
    single_before && single_after
}

/// Folds a letter that is not of ASCII.
fn fold_into(character: char, folded: &mut String) {
    for part in std::iter::once(character).nfkd().filter(|part| !is_combining_mark(*part)) {
        match part {
            'ß' => folded.push_str("ss"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'đ' | 'Đ' => folded.push('d'),
            other => folded.extend(other.to_lowercase().filter(|lower| !is_combining_mark(*lower))),
        }
    }
}

#[cfg(test)]
mod tests;
