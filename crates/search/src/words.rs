//! Turns text into the terms it is found by: folded, parted, joined where writing wavers, and stemmed.
//!
//! The same functions run over services when the index is built and over questions when they are asked,
//! so the two cannot disagree.

use std::ops::Range;

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
    let mut read = Words::default();
    read.read(text);
    (0..read.len())
        .map(|place| Word { folded: read.word(place).to_owned(), is_tied: read.is_tied(place) })
        .collect()
}

/// The words of a text as [`words`] gives them, in memory that serves one text after another: an index is
/// built of hundreds of millions of them.
#[derive(Debug, Default)]
pub struct Words {
    /// The text in small letters, and after it the words that stand otherwise in it.
    text: String,
    spans: Vec<Span>,
}

/// A word in [`Words::text`].
#[derive(Debug, Clone, Copy)]
struct Span {
    start: usize,
    end: usize,
    is_tied: bool,
}

impl Words {
    /// Reads a text, and forgets the one before.
    pub fn read(&mut self, text: &str) {
        self.text.clear();
        self.spans.clear();
        // Plain letters are their own decomposition.
        match text.is_ascii() {
            true => self.read_plain(text),
            false => self.read_any(text),
        }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The word at this place, folded; none is empty.
    pub fn word(&self, place: usize) -> &str {
        self.spans.get(place).map_or("", |span| &self.text[span.start..span.end])
    }

    /// Whether a hyphen ties the word at this place to the one before.
    pub fn is_tied(&self, place: usize) -> bool {
        self.spans.get(place).is_some_and(|span| span.is_tied)
    }

    fn read_plain(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.make_ascii_lowercase();
        let bytes = text.as_bytes();
        let mut gap = Gap::Wide;
        let mut has_ended = false;
        let mut at = 0;
        while at < bytes.len() {
            let c = char::from(bytes[at]);
            if !c.is_ascii_alphanumeric() {
                if parts(c) {
                    gap = if has_ended && is_hyphen(c) { Gap::Hyphen } else { Gap::Wide };
                    has_ended = false;
                }
                at += 1;
                continue;
            }
            let start = at;
            let (mut end, mut has_apostrophe) = (at, false);
            while let Some(byte) = bytes.get(at) {
                if byte.is_ascii_alphanumeric() {
                    has_apostrophe |= end != at;
                    end = at + 1;
                } else if parts(char::from(*byte)) {
                    break;
                }
                at += 1;
            }
            let word = if has_apostrophe { self.without_apostrophes(&text[start..end]) } else { start..end };
            self.push(word, gap);
            has_ended = true;
        }
    }

    /// Puts a plain word down once more, without its apostrophes.
    fn without_apostrophes(&mut self, word: &str) -> Range<usize> {
        let from = self.text.len();
        let letters = word.chars().filter(char::is_ascii_alphanumeric);
        self.text.extend(letters.map(|letter| letter.to_ascii_lowercase()));
        from..self.text.len()
    }

    fn read_any(&mut self, text: &str) {
        let mut start = 0;
        let mut gap = Gap::Wide;
        for c in text.nfkd() {
            if c.is_alphanumeric() {
                fold_into(c, &mut self.text);
            } else if parts(c) {
                let end = self.text.len();
                self.push(start..end, gap);
                gap = if end > start && is_hyphen(c) { Gap::Hyphen } else { Gap::Wide };
                start = end;
            }
        }
        self.push(start..self.text.len(), gap);
    }

    fn push(&mut self, word: Range<usize>, before: Gap) {
        if !word.is_empty() && word.len() <= LONGEST_WORD_BYTES {
            let is_tied = before == Gap::Hyphen && !self.spans.is_empty();
            self.spans.push(Span { start: word.start, end: word.end, is_tied });
        }
    }
}

/// Whether a character that is neither letter nor digit parts words.
fn parts(c: char) -> bool {
    if c.is_ascii() {
        return !c.is_ascii_alphanumeric() && !is_apostrophe(c);
    }
    !c.is_alphanumeric() && !is_apostrophe(c) && !is_combining_mark(c) && c != '\u{ad}'
}

/// What stands between two words.
#[derive(Clone, Copy, PartialEq)]
enum Gap {
    Hyphen,
    Wide,
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
