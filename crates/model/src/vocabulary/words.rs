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
    let mut open: Option<Word> = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if character.is_alphanumeric() || is_combining_mark(character) {
            let word = open.get_or_insert_with(|| Word { folded: String::new(), start: at, end: at });
            fold_into(character, &mut word.folded);
            word.end = at + character.len_utf8();
            continue;
        }
        let next = characters.peek().map(|&(_, next)| next);
        let joins = match character {
            '\'' | '\u{2019}' | '\u{2018}' | '\u{00ad}' => next.is_some_and(char::is_alphanumeric),
            '.' => is_inside_initials(text, at, next),
            _ => false,
        };
        if joins && open.is_some() {
            continue;
        }
        found.extend(open.take().filter(|word| !word.folded.is_empty()));
        if character == '&' {
            found.push(Word { folded: "and".to_owned(), start: at, end: at + 1 });
        }
    }
    found.extend(open.filter(|word| !word.folded.is_empty()));
    found
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

fn fold_into(character: char, folded: &mut String) {
    if character.is_ascii() {
        folded.push(character.to_ascii_lowercase());
        return;
    }
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
