//! What people say, and what they mean by it: needs, activities and services, the words for each, and
//! what helps with what.
//!
//! The words stand in plain files under `index-data/vocabulary/`; whoever calls reads them and hands
//! over the text. The crawler classifies services with it, search understands questions with it.
//! Matching is by whole word, longest phrase first, never by substring: "trans" never meets "transport".

mod classify;
mod matching;
mod parse;
pub mod words;

pub use self::classify::{VOLUNTEERING, is_street};
use std::collections::HashMap;

use crate::identifier::ConceptId;
use matching::PhraseTree;
pub use parse::VocabularyError;

/// A concept: something people need, do, go to, live with or are.
#[derive(Debug, Clone, PartialEq)]
pub struct Concept {
    /// Its path: `arts/singing`. The part before the slash is its theme.
    pub id: ConceptId,
    /// What kind of thing it is.
    pub kind: ConceptKind,
    /// Its name for people: "Singing and choirs".
    pub label: String,
    /// How somebody would say it of themselves, for a door on the first page: "I feel lonely".
    pub door: Option<String>,
    /// Words and phrases that mean it, each with its weight: 1 where it says so, less where it may.
    pub phrases: Vec<(String, f32)>,
    /// Those of the phrases that mean it when somebody asks, and in a description mostly something else: who is
    /// told to "sit back and relax" is not offered help with worry.
    pub asked: Vec<String>,
    /// What helps with it, best first; mostly of needs and conditions.
    pub bridges: Vec<Bridge>,
    /// Its codes in other lists, as `scheme:code`.
    pub codes: Vec<String>,
    /// Phrases people use of one and the same thing, so that a name with any of them is as good as with
    /// another: "choir", "singers", "choral society".
    pub alike: Vec<String>,
    /// A question that must be read as this concept.
    pub test_question: Option<String>,
}

/// The kinds of concepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConceptKind {
    /// Something that is wrong or missing in a life: lonely, in debt.
    Need,
    /// Something people do together or alone: singing, bowls.
    Activity,
    /// Something others do for one: debt advice, meals on wheels.
    Service,
    /// Something one lives with: dementia, deafness.
    Condition,
    /// Something one is: a carer, a veteran, LGBTQ+.
    Identity,
    /// A kind of place one goes to: a library, a pharmacy.
    PlaceKind,
}

/// Something that helps with a need.
#[derive(Debug, Clone, PartialEq)]
pub struct Bridge {
    /// What helps.
    pub to: ConceptId,
    /// How well, 0 to 1.
    pub weight: f32,
    /// Why, in words for people: "Somebody who visits or rings regularly".
    pub because: String,
}

/// A concept found in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConceptMatch<'v> {
    /// Which.
    pub concept: &'v Concept,
    /// The weight of the phrase: 1 where it says so, less where it may.
    pub weight: f32,
    /// Whether the phrase is one of [`Concept::asked`].
    pub is_asked: bool,
    /// Index of the first word of the phrase, as [`words::words`] counts them.
    pub start_word: usize,
    /// Index after its last word.
    pub end_word: usize,
}

/// All concepts with their words.
#[derive(Debug, Default)]
pub struct Vocabulary {
    concepts: Vec<Concept>,
    by_id: HashMap<ConceptId, usize>,
    tree: PhraseTree,
    misspellings: HashMap<String, String>,
    apart: Vec<(String, String)>,
}

impl Vocabulary {
    /// Reads the vocabulary from its files, each given as its name and its text. Only names ending in
    /// `.txt` are read; `misspellings.txt` and `confusables.txt` have a form of their own.
    pub fn parse<'t>(
        files: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Result<Vocabulary, VocabularyError> {
        parse::vocabulary(files)
    }

    /// Every concept, in the order of the files.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// One concept.
    pub fn concept(&self, id: &ConceptId) -> Option<&Concept> {
        self.by_id.get(id).map(|&index| &self.concepts[index])
    }

    /// The name of a concept for people; the end of its path where it is not in the vocabulary.
    pub fn label<'v>(&'v self, id: &'v ConceptId) -> &'v str {
        match self.concept(id) {
            Some(concept) => &concept.label,
            None => id.0.rsplit('/').next().unwrap_or(&id.0),
        }
    }

    /// The right word or words for a known misspelling, both folded: `quire` → `choir`.
    pub fn mended(&self, misspelt: &str) -> Option<&str> {
        self.misspellings.get(misspelt).map(String::as_str)
    }

    /// Whether two words must never be taken for one another, however alike: "trans" and "train".
    pub fn are_apart(&self, one: &str, other: &str) -> bool {
        self.apart.iter().any(|(a, b)| (a == one && b == other) || (a == other && b == one))
    }

    /// Whether the folded word stands in any phrase, in its singular or plural.
    pub fn knows_word(&self, word: &str) -> bool {
        self.tree.knows_word(word)
    }

    /// Every different word of every phrase, folded and singular, for spelling repair.
    pub fn all_words(&self) -> impl Iterator<Item = &str> {
        self.tree.all_words()
    }

    /// The concepts a text speaks of: whole words, longest phrase first, none overlapping another
    /// phrase. A phrase may mean several concepts; each is then given.
    pub fn concepts_in(&self, text: &str) -> Vec<ConceptMatch<'_>> {
        let words = words::words(text);
        self.concepts_in_words(words.iter().map(|word| word.folded.as_str()))
    }

    /// As [`Vocabulary::concepts_in`], of words that are folded already.
    pub fn concepts_in_words<'w>(&self, words: impl Iterator<Item = &'w str>) -> Vec<ConceptMatch<'_>> {
        let ids: Vec<u32> = words.map(|word| self.tree.word_id(word)).collect();
        self.concepts_in_ids(&ids)
    }

    fn concepts_in_ids(&self, ids: &[u32]) -> Vec<ConceptMatch<'_>> {
        let mut found = Vec::new();
        for phrase in self.tree.phrases_in(ids) {
            for meaning in phrase.meanings {
                found.push(ConceptMatch {
                    concept: &self.concepts[meaning.concept as usize],
                    weight: meaning.weight,
                    is_asked: meaning.is_asked,
                    start_word: phrase.start,
                    end_word: phrase.end,
                });
            }
        }
        found
    }

    /// Where phrases stand that contain a word of ours and mean something else: "the benefits of".
    pub fn asides_in_words<'w>(&self, words: impl Iterator<Item = &'w str>) -> Vec<std::ops::Range<usize>> {
        let ids: Vec<u32> = words.map(|word| self.tree.word_id(word)).collect();
        let phrases = self.tree.phrases_in(&ids).into_iter();
        phrases.filter(|phrase| phrase.meanings.is_empty()).map(|phrase| phrase.start..phrase.end).collect()
    }

    /// What a service is about, from its name, its source's own categories and its description: each
    /// concept with how much it is about it (0 to 1), the first most. Name and source categories decide; a
    /// bare mention in a description does not.
    pub fn classify(
        &self,
        name: &str,
        source_categories: &[String],
        description: Option<&str>,
    ) -> Vec<(ConceptId, f32)> {
        classify::classify(self, name, source_categories, description)
    }

    /// Whether a word means something by itself. Before a word that [`is_street`] it is part of a street's
    /// name: the "choir" of "Choir Street".
    pub fn means_something(&self, word: &str) -> bool {
        self.concepts_in_words(std::iter::once(word)).iter().any(|one| one.weight >= 1.0)
    }

    /// Ways in for the first page: concepts that have a door, with its words.
    pub fn doors(&self) -> impl Iterator<Item = (&Concept, &str)> {
        self.concepts.iter().filter_map(|concept| Some((concept, concept.door.as_deref()?)))
    }
}

impl ConceptKind {
    /// Its name in the files and in JSON.
    pub fn key(self) -> &'static str {
        match self {
            ConceptKind::Need => "need",
            ConceptKind::Activity => "activity",
            ConceptKind::Service => "service",
            ConceptKind::Condition => "condition",
            ConceptKind::Identity => "identity",
            ConceptKind::PlaceKind => "place-kind",
        }
    }

    /// Reads [`ConceptKind::key`].
    pub fn parse(key: &str) -> Option<ConceptKind> {
        use ConceptKind::{Activity, Condition, Identity, Need, PlaceKind, Service};
        [Need, Activity, Service, Condition, Identity, PlaceKind].into_iter().find(|kind| kind.key() == key)
    }
}

#[cfg(test)]
mod tests;
