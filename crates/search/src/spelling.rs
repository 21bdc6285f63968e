//! The words that the catalogue really contains, and the nearest of them to a word nobody knows.

use std::collections::BTreeMap;

use fst::automaton::Levenshtein;
use fst::{IntoStreamer, Map, MapBuilder, Streamer};
use model::vocabulary::Vocabulary;

use crate::codec::Bytes;

/// Words longer than this may be two letters off; shorter ones one.
const TWO_SLIPS_FROM_LETTERS: usize = 8;
/// A word of the catalogue is a repair only when at least this many services have it: rare words are
/// often misspelt themselves.
const FEWEST_SERVICES: u64 = 3;

/// Longer words are addresses of pages and the like.
const LONGEST_KEPT_LETTERS: usize = 30;

/// Words with the number of services that have them.
#[derive(Debug)]
pub struct Dictionary {
    words: Map<Bytes>,
}

impl Default for Dictionary {
    fn default() -> Dictionary {
        Dictionary::from_counts(&BTreeMap::new())
    }
}

impl Dictionary {
    /// A dictionary of these words, each with the number of services that have it.
    pub fn from_counts(counts: &BTreeMap<String, u64>) -> Dictionary {
        let bytes = Dictionary::bytes(counts).expect("the words of a map are sorted and different");
        Dictionary::from_bytes(bytes).expect("what was just built opens")
    }

    /// The words of the vocabulary alone, where there is no catalogue.
    pub fn of_vocabulary(vocabulary: &Vocabulary) -> Dictionary {
        let mut counts = BTreeMap::new();
        count_vocabulary(vocabulary, &mut counts);
        Dictionary::from_counts(&counts)
    }

    /// The bytes to keep, and to open again with [`Dictionary::from_bytes`].
    pub fn bytes(counts: &BTreeMap<String, u64>) -> Result<Vec<u8>, fst::Error> {
        let mut builder = MapBuilder::memory();
        builder.extend_iter(counts.iter().map(|(word, count)| (word.as_bytes(), *count)))?;
        builder.into_inner()
    }

    /// Opens kept bytes; fails when they are damaged.
    pub(crate) fn from_bytes(bytes: impl Into<Bytes>) -> Result<Dictionary, fst::Error> {
        Ok(Dictionary { words: Map::new(bytes.into())? })
    }

    /// Whether any service has this folded word.
    pub fn contains(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// How many services have this folded word.
    pub fn services_with(&self, word: &str) -> u64 {
        self.words.get(word).unwrap_or(0)
    }

    /// The nearest word: fewest slips, then the same first letter, then the most services.
    pub fn nearest(&self, word: &str) -> Option<String> {
        let letters = word.chars().count();
        let within_one = self.within(word, 1);
        if within_one.is_some() || letters < TWO_SLIPS_FROM_LETTERS {
            return within_one;
        }
        self.within(word, 2)
    }

    fn within(&self, word: &str, slips: u32) -> Option<String> {
        let automaton = Levenshtein::new(word, slips).ok()?;
        let mut found = self.words.search(automaton).into_stream();
        let mut best: Option<(bool, u64, String)> = None;
        while let Some((near, services)) = found.next() {
            let Ok(near) = std::str::from_utf8(near) else { continue };
            if services < FEWEST_SERVICES || near == word || near.bytes().any(|byte| byte.is_ascii_digit()) {
                continue;
            }
            let candidate = (near.as_bytes()[0] == word.as_bytes()[0], services, near.to_owned());
            if best.as_ref().is_none_or(|best| (candidate.0, candidate.1) > (best.0, best.1)) {
                best = Some(candidate);
            }
        }
        best.map(|(_, _, word)| word)
    }
}

/// Adds a word of the catalogue that so many services have.
pub fn count_word(word: String, services: u64, counts: &mut BTreeMap<String, u64>) {
    if word.len() < LONGEST_KEPT_LETTERS {
        *counts.entry(word).or_default() += services;
    }
}

/// Adds every word of the vocabulary, so that each can be a repair even where few services have it.
pub fn count_vocabulary(vocabulary: &Vocabulary, counts: &mut BTreeMap<String, u64>) {
    for concept in vocabulary.concepts() {
        for word in concept.phrases.iter().flat_map(|(phrase, _)| phrase.split(' ')) {
            *counts.entry(word.to_owned()).or_default() += FEWEST_SERVICES;
        }
    }
}

#[cfg(test)]
mod tests;
