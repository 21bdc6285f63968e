//! The typed words, each knowing where it stood.

use model::vocabulary::words;

/// One word of the question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Folded, perhaps mended.
    pub folded: String,
    /// Where it stood in what was typed.
    pub start: usize,
    pub end: usize,
    /// Whether its spelling was repaired.
    pub is_mended: bool,
}

/// Longest question we read, in words: what comes after is nobody's question.
const LONGEST_QUESTION_WORDS: usize = 60;

pub(super) fn tokens(typed: &str) -> Vec<Token> {
    words::words(typed)
        .into_iter()
        .take(LONGEST_QUESTION_WORDS)
        .map(|word| Token { folded: word.folded, start: word.start, end: word.end, is_mended: false })
        .collect()
}

/// The typed text that the tokens came from.
pub(super) fn typed(all: &str, tokens: &[Token]) -> String {
    let start = tokens.iter().map(|token| token.start).min();
    let end = tokens.iter().map(|token| token.end).max();
    match (start, end) {
        (Some(start), Some(end)) => all.get(start..end).unwrap_or_default().trim().to_owned(),
        _ => String::new(),
    }
}

/// The tokens as a sentence: the words as repaired.
pub(super) fn sentence(tokens: &[Token]) -> String {
    let words: Vec<&str> = tokens.iter().map(|token| token.folded.as_str()).collect();
    words.join(" ")
}

/// Whether the words of `phrase` (parted by single spaces) stand at `index`; how many they are.
pub(super) fn stands_at(tokens: &[Token], index: usize, phrase: &str) -> Option<usize> {
    let (mut rest, mut count) = (phrase, 0);
    loop {
        // Nearly always it is not the first word.
        rest = rest.strip_prefix(tokens.get(index + count)?.folded.as_str())?;
        count += 1;
        if rest.is_empty() {
            return Some(count);
        }
        rest = rest.strip_prefix(' ')?;
    }
}

/// The longest of `phrases` that stands at `index`, with its length in words.
pub(super) fn longest_at<'p, T>(
    tokens: &[Token],
    index: usize,
    phrases: &'p [(&'p str, T)],
) -> Option<(usize, &'p T)> {
    phrases
        .iter()
        .filter_map(|(phrase, value)| Some((stands_at(tokens, index, phrase)?, value)))
        .max_by_key(|(length, _)| *length)
}
