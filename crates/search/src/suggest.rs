//! Suggestions as one types: what people ask for, places, and services by name.

use fst::automaton::Str;
use fst::{Automaton, IntoStreamer, Map, MapBuilder, Streamer};
use gazetteer::Gazetteer;
use model::vocabulary::Vocabulary;
use model::vocabulary::words::fold;

use crate::codec::Bytes;

/// Shorter beginnings suggest no places or services: too many begin so.
const SHORTEST_BEGINNING: usize = 3;

/// Something one may have begun to type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What to put into the box.
    pub text: String,
    /// What it is, for people: "Singing and choirs", "Newport, Isle of Wight".
    pub detail: Option<String>,
    /// Which kind.
    pub kind: SuggestionKind,
}

/// Kinds of suggestions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuggestionKind {
    /// Something people ask for.
    Topic,
    /// A place.
    Place,
    /// A service, by its number in the catalogue.
    Service(u32),
}

/// The phrases of the vocabulary, sorted, ready to be begun.
#[derive(Debug, Default)]
pub struct Phrases {
    /// Folded phrase, number of its concept, place within the concept (the most usual first).
    sorted: Vec<(String, u32, u32)>,
}

impl Phrases {
    /// Every phrase that says so (not those that only may).
    pub fn new(vocabulary: &Vocabulary) -> Phrases {
        let mut sorted = Vec::new();
        for (number, concept) in vocabulary.concepts().iter().enumerate() {
            for (place, (phrase, weight)) in concept.phrases.iter().enumerate() {
                if *weight >= 1.0 {
                    sorted.push((phrase.clone(), number as u32, place as u32));
                }
            }
        }
        sorted.sort();
        Phrases { sorted }
    }

    /// One phrase a concept, the most usual first.
    fn begun(&self, beginning: &str, limit: usize) -> Vec<&(String, u32, u32)> {
        let from = self.sorted.partition_point(|(phrase, _, _)| phrase.as_str() < beginning);
        let mut found: Vec<_> =
            self.sorted[from..].iter().take_while(|(phrase, _, _)| phrase.starts_with(beginning)).collect();
        found.sort_by_key(|(phrase, concept, place)| (*place, phrase.len(), *concept));
        let mut seen = Vec::new();
        found.retain(|(_, concept, _)| {
            let is_new = !seen.contains(concept);
            seen.push(*concept);
            is_new
        });
        found.truncate(limit);
        found
    }
}

/// Names of services, folded, each with its number.
#[derive(Debug)]
pub struct Names {
    names: Map<Bytes>,
}

impl Names {
    /// The bytes to keep: folded names in order, each once, with the number of one service of that name.
    pub fn bytes(names: &[(String, u32)]) -> Result<Vec<u8>, fst::Error> {
        let mut builder = MapBuilder::memory();
        builder.extend_iter(names.iter().map(|(name, number)| (name.as_bytes(), u64::from(*number))))?;
        builder.into_inner()
    }

    /// Names sorted, each once, with the number of a service of that name.
    pub fn of(names: &[(String, u32)]) -> Result<Names, fst::Error> {
        Names::from_bytes(Names::bytes(names)?)
    }

    /// Opens kept bytes; fails when they are damaged.
    pub(crate) fn from_bytes(bytes: impl Into<Bytes>) -> Result<Names, fst::Error> {
        Ok(Names { names: Map::new(bytes.into())? })
    }

    fn begun(&self, beginning: &str, limit: usize) -> Vec<(String, u32)> {
        let mut stream = self.names.search(Str::new(beginning).starts_with()).into_stream();
        let mut found = Vec::new();
        while let Some((name, number)) = stream.next() {
            found.push((String::from_utf8_lossy(name).into_owned(), number as u32));
            if found.len() == limit {
                break;
            }
        }
        found
    }
}

/// Suggestions for what was typed so far. After "near" or "in" only places; before, topics first, then
/// services, then places.
pub fn suggest(
    typed: &str,
    limit: usize,
    phrases: &Phrases,
    names: &Names,
    vocabulary: &Vocabulary,
    gazetteer: &Gazetteer,
) -> Vec<Suggestion> {
    if let Some((head, beginning)) = after_preposition(typed) {
        return places(beginning, limit, gazetteer)
            .map(|(text, detail)| Suggestion {
                text: format!("{head}{text}"),
                detail: Some(detail),
                kind: SuggestionKind::Place,
            })
            .collect();
    }
    let beginning = fold(typed);
    if beginning.is_empty() {
        return Vec::new();
    }
    let topics = phrases.begun(&beginning, limit);
    let mut found: Vec<Suggestion> = topics
        .into_iter()
        .map(|(phrase, concept, _)| Suggestion {
            text: phrase.clone(),
            detail: vocabulary.concepts().get(*concept as usize).map(|concept| concept.label.clone()),
            kind: SuggestionKind::Topic,
        })
        .collect();
    if beginning.len() >= SHORTEST_BEGINNING {
        // A third of the list at least is left for services and places.
        found.truncate((limit * 2).div_ceil(3));
        let room = limit - found.len();
        let places: Vec<Suggestion> = places(&beginning, room.div_ceil(2), gazetteer)
            .map(|(text, detail)| Suggestion { text, detail: Some(detail), kind: SuggestionKind::Place })
            .collect();
        for (name, number) in names.begun(&beginning, room - places.len().min(room)) {
            let kind = SuggestionKind::Service(number);
            found.push(Suggestion { text: name, detail: None, kind });
        }
        found.extend(places);
    }
    found.truncate(limit);
    found
}

fn places<'g>(
    beginning: &str,
    limit: usize,
    gazetteer: &'g Gazetteer,
) -> impl Iterator<Item = (String, String)> + 'g {
    let found = if beginning.trim().len() < SHORTEST_BEGINNING {
        Vec::new()
    } else {
        gazetteer.suggest_places(beginning, limit)
    };
    found.into_iter().map(|place| (place.label.clone(), place.label))
}

/// "choir near stock": the part up to and with the preposition, and what was begun after it.
fn after_preposition(typed: &str) -> Option<(&str, &str)> {
    [" near ", " in ", " around ", " close to "]
        .iter()
        .filter_map(|preposition| {
            let at = typed.to_ascii_lowercase().rfind(preposition)? + preposition.len();
            Some((typed.get(..at)?, typed.get(at..)?))
        })
        .max_by_key(|(head, _)| head.len())
        .filter(|(_, beginning)| !beginning.trim().is_empty())
}

#[cfg(test)]
mod tests;
