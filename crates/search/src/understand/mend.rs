//! Repairs spelling: first what people are known to mistype, then unknown words by what the catalogue,
//! the vocabulary and the gazetteer really contain.

use super::tokens::Token;
use super::{Context, Owner, Parts, filters, small_words};

/// Longest misspelling we know, in words: "personal independant payment".
const LONGEST_MISSPELLING_WORDS: usize = 4;
/// Shorter words are not repaired: too many others are near.
const SHORTEST_REPAIRED_WORD: usize = 4;
/// Shorter words keep their first letter.
const SHORTEST_OTHERWISE_BEGUN: usize = 6;
/// Places are looked for among the nearest few spellings.
const SIMILAR_PLACES: usize = 3;

/// Replaces known misspellings, the longest first.
pub(super) fn known_misspellings(tokens: &mut Vec<Token>, context: &Context<'_>) {
    let mut index = 0;
    while index < tokens.len() {
        let longest = LONGEST_MISSPELLING_WORDS.min(tokens.len() - index);
        for length in (1..=longest).rev() {
            let range = index..index + length;
            let typed: Vec<&str> = tokens[range.clone()].iter().map(|token| token.folded.as_str()).collect();
            let typed = typed.join(" ");
            let Some(right) = context.vocabulary.mended(&typed) else { continue };
            let (start, end) = (tokens[index].start, tokens[index + length - 1].end);
            let mended =
                right.split(' ').map(|word| Token { folded: word.to_owned(), start, end, is_mended: true });
            let mended: Vec<Token> = mended.collect();
            let count = mended.len();
            tokens.splice(range, mended);
            index += count - 1;
            break;
        }
        index += 1;
    }
}

/// Repairs words that stayed free text and that nobody knows. Says whether it changed anything.
pub(super) fn unknown_words(tokens: &mut [Token], parts: &Parts, context: &Context<'_>) -> bool {
    let mut changed = false;
    for (index, token) in tokens.iter_mut().enumerate() {
        if parts.owner[index] != Owner::Free || !is_repairable(&token.folded, context) {
            continue;
        }
        if let Some(right) = nearest(&token.folded, context) {
            token.folded = right;
            token.is_mended = true;
            changed = true;
        }
    }
    changed
}

fn is_repairable(word: &str, context: &Context<'_>) -> bool {
    word.len() >= SHORTEST_REPAIRED_WORD
        && word.bytes().all(|byte| byte.is_ascii_lowercase())
        && !small_words::is_filler(word)
        && !filters::knows_word(word)
        && !context.vocabulary.knows_word(word)
        && !context.dictionary.contains(word)
        && context.gazetteer.places_named(word).is_empty()
}

/// The nearest word we know: of the catalogue or the vocabulary, else the name of a place.
fn nearest(word: &str, context: &Context<'_>) -> Option<String> {
    // People seldom miss the first letter of a short word: "nice" is not "ice" misspelt.
    let begins_otherwise = |right: &str| {
        word.len() < SHORTEST_OTHERWISE_BEGUN && right.as_bytes().first() != word.as_bytes().first()
    };
    let apart = |right: &str| context.vocabulary.are_apart(word, right) || begins_otherwise(right);
    if let Some(right) = context.dictionary.nearest(word).filter(|right| !apart(right)) {
        return Some(right);
    }
    let places = context.gazetteer.similar_places(word, SIMILAR_PLACES);
    let first = places.into_iter().next()?;
    let folded = model::vocabulary::words::fold(&first.name);
    (!folded.contains(' ') && !apart(&folded)).then_some(folded)
}
