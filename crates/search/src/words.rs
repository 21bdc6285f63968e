//! Turns text into the terms it is found by: folded, parted, joined where writing wavers, and stemmed.
//!
//! The same functions run over services when the index is built and over questions when they are asked,
//! so the two cannot disagree.

use tantivy::tokenizer::{RawTokenizer, Stemmer, TokenFilter, TokenStream, Tokenizer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are no words people type.
const LONGEST_WORD_BYTES: usize = 40;

/// A word as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Lower case, without diacritics, apostrophes and hyphens; not stemmed.
    pub folded: String,
    /// Whether a hyphen ties it to the word before: the second of "drop-in".
    pub is_tied: bool,
}

/// The words of `text` in order, folded: "St Paul's Café" gives `st`, `pauls`, `cafe`.
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut folded = String::new();
    let mut gap = Gap::Wide;
    let mut take = |c: char| {
        if c.is_alphanumeric() {
            fold_into(c, &mut folded);
        } else if !is_apostrophe(c) && !is_combining_mark(c) && c != '\u{ad}' {
            let ended_word = !folded.is_empty();
            push_word(&mut found, &mut folded, gap);
            gap = if ended_word && is_hyphen(c) { Gap::Hyphen } else { Gap::Wide };
        }
    };
    // Plain letters are their own decomposition.
    match text.is_ascii() {
        true => text.chars().for_each(&mut take),
        false => text.nfkd().for_each(&mut take),
    }
    push_word(&mut found, &mut folded, gap);
    found
}

/// What stands between two words.
#[derive(Clone, Copy, PartialEq)]
enum Gap {
    Hyphen,
    Wide,
}

fn push_word(found: &mut Vec<Word>, folded: &mut String, before: Gap) {
    if !folded.is_empty() && folded.len() <= LONGEST_WORD_BYTES {
        let is_tied = before == Gap::Hyphen && !found.is_empty();
        found.push(Word { folded: std::mem::take(folded), is_tied });
    }
    folded.clear();
}

fn fold_into(c: char, folded: &mut String) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
        return;
    }
    match c {
        'ß' => folded.push_str("ss"),
        'æ' | 'Æ' => folded.push_str("ae"),
        'œ' | 'Œ' => folded.push_str("oe"),
        'ø' | 'Ø' => folded.push('o'),
        'ł' | 'Ł' => folded.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
        'þ' | 'Þ' => folded.push_str("th"),
        'ı' => folded.push('i'),
        other => folded.extend(other.to_lowercase().filter(|c| !is_combining_mark(*c))),
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '\u{2032}')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '/')
}

/// Whether a folded word carries no sense of its own; such words are neither indexed nor asked for.
pub fn is_stop_word(folded: &str) -> bool {
    #[rustfmt::skip]
    let carries_none = matches!(
        folded,
        "a" | "an" | "and" | "are" | "as" | "at" | "be" | "by" | "for" | "from" | "has" | "have" | "in" | "is"
            | "it" | "its" | "of" | "on" | "or" | "our" | "that" | "the" | "their" | "they" | "this" | "to"
            | "us" | "was" | "we" | "who" | "will" | "with" | "you" | "your"
    );
    carries_none
}

/// Stems English words. Cheap to keep, not to make: keep one a thread or a question.
#[derive(Clone)]
pub struct Stems {
    filter: <Stemmer as TokenFilter>::Tokenizer<RawTokenizer>,
}

impl Default for Stems {
    fn default() -> Stems {
        Stems { filter: Stemmer::default().transform(RawTokenizer::default()) }
    }
}

impl Stems {
    /// The term of a folded word: `choirs` and `choir` are both `choir`.
    pub fn term(&mut self, folded: &str) -> String {
        let mut stream = self.filter.token_stream(folded);
        if stream.advance() { std::mem::take(&mut stream.token_mut().text) } else { folded.to_owned() }
    }

    /// The term of two words written as one: `drop` and `in` give `dropin`, which is also the term of
    /// "dropin" and of "drop-in". Of two neighbouring words it doubles as their phrase.
    pub fn joined(&mut self, first: &str, second: &str) -> String {
        self.term(&format!("{first}{second}"))
    }
}

#[cfg(test)]
mod tests;
