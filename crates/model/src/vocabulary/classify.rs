//! What a service is about, weighed by where its words stand.

use super::parse::WEAK;
use super::words::each_word;
use super::{ConceptKind, ConceptMatch, Vocabulary};
use crate::identifier::ConceptId;

/// A concept in the name is what the service is.
const IN_NAME: f32 = 1.0;
/// What follows "at" in a name is where it is: "Yoga at the library".
const PLACE_IN_NAME: f32 = 0.3;
/// An offer of volunteering is that, whatever its work is about.
pub const VOLUNTEERING: &str = "volunteering/volunteer";
/// The source put it into this drawer; drawers are wide ("Health, sport and leisure").
const IN_SOURCE_CATEGORY: f32 = 0.8;
/// What stands in more drawers than this is less sure to be about each of them: some tick every box.
const FEW_DRAWERS: usize = 3;
/// Each drawer beyond the few says so much less.
const A_DRAWER_MORE: f32 = 0.03;
/// However many drawers, each says at least so much.
const ONE_OF_MANY_DRAWERS: f32 = 0.55;
/// A drawer of people ("LGBT", "black and minority ethnic") says who is welcome, not what it is for: by itself it
/// makes no category.
const WHO_IS_WELCOME: f32 = 0.6;
/// Among the first words of the description, where people say what it is.
const EARLY_IN_DESCRIPTION: f32 = 0.55;
/// Anywhere later in the description: may be an aside ("opposite the library").
const LATE_IN_DESCRIPTION: f32 = 0.25;
/// How many words count as early: about two sentences.
const EARLY_WORDS: usize = 30;
/// Each further mention in the description says it a little surer.
const FURTHER_MENTION: f32 = 0.15;
/// Description alone never makes it surer than this.
const DESCRIPTION_AT_MOST: f32 = 0.7;
/// Below this a concept is not a category.
const THRESHOLD: f32 = 0.5;
/// A service about more things than this is about none of them in particular.
const AT_MOST: usize = 8;
/// Each thing that something is about leaves so much of the next: the third of three is hardly what it is.
const LEFT_FOR_THE_NEXT: f32 = 0.9;

/// Whether a word after another makes a street of it: "Library Road".
pub fn is_street(word: &str) -> bool {
    matches!(
        word,
        "street"
            | "road"
            | "rd"
            | "lane"
            | "avenue"
            | "ave"
            | "close"
            | "drive"
            | "way"
            | "crescent"
            | "terrace"
            | "grove"
            | "square"
            | "place"
            | "row"
            | "mews"
            | "roundabout"
    )
}

#[derive(Debug, Default, Clone, Copy)]
struct Seen {
    name: f32,
    category: f32,
    description: f32,
    /// Weight of the strongest phrase met: one that only may mean it never makes a category.
    strongest: f32,
}

pub(super) fn classify(
    vocabulary: &Vocabulary,
    name: &str,
    source_categories: &[String],
    description: Option<&str>,
) -> Vec<(ConceptId, f32)> {
    let mut seen: Vec<(&ConceptId, Seen)> = Vec::new();
    let mut place_of_name = usize::MAX;
    let in_name = mentions(vocabulary, name, |index, word| {
        if word == "at" {
            place_of_name = place_of_name.min(index);
        }
    });
    let says_more = |than: &ConceptMatch<'_>| {
        in_name.iter().any(|other| {
            let is_apart = other.start_word != than.start_word && other.concept.id != than.concept.id;
            other.weight >= 1.0 && is_apart
        })
    };
    for found in &in_name {
        let where_it_is = if found.start_word > place_of_name { PLACE_IN_NAME } else { IN_NAME };
        // A park gives its name to all around it: "Worcester Park Library".
        let is_by_the_way = found.concept.kind == ConceptKind::PlaceKind && says_more(found);
        let weight = if is_by_the_way { by_the_way(found) } else { found.weight };
        let here = entry(&mut seen, &found.concept.id);
        here.name = here.name.max(where_it_is * weight);
        here.strongest = here.strongest.max(weight);
    }
    if let Some((role, _)) = seen.iter().find(|(id, seen)| id.0 == VOLUNTEERING && seen.name >= IN_NAME) {
        return vec![((*role).clone(), IN_NAME)];
    }
    let drawers: Vec<_> =
        source_categories.iter().map(|category| mentions(vocabulary, category, |_, _| {})).collect();
    let telling = drawers.iter().filter(|drawer| !drawer.is_empty()).count();
    let in_drawer = in_one_of(telling);
    for drawer in drawers {
        for found in drawer {
            let here = entry(&mut seen, &found.concept.id);
            let says = if found.concept.kind == ConceptKind::Identity { WHO_IS_WELCOME } else { 1.0 };
            here.category = here.category.max(in_drawer * says * found.weight);
            here.strongest = here.strongest.max(found.weight);
        }
    }
    for found in mentions(vocabulary, description.unwrap_or_default(), |_, _| {}) {
        let is_early = found.start_word < EARLY_WORDS;
        let place = if is_early { EARLY_IN_DESCRIPTION } else { LATE_IN_DESCRIPTION };
        let weight = by_the_way(&found);
        let here = entry(&mut seen, &found.concept.id);
        let further = here.description + FURTHER_MENTION * weight;
        here.description = if here.description == 0.0 { place * weight } else { further };
        here.description = here.description.min(DESCRIPTION_AT_MOST);
        here.strongest = here.strongest.max(weight);
    }
    let mut weighed: Vec<(ConceptId, f32)> = seen
        .into_iter()
        .filter(|(_, seen)| seen.strongest >= 1.0)
        .map(|(id, seen)| (id.clone(), certainty(seen)))
        .filter(|(_, certainty)| *certainty >= THRESHOLD)
        .collect();
    weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    leave_out_parents(&mut weighed);
    weighed.truncate(AT_MOST);
    let mut left = 1.0;
    for (_, certainty) in &mut weighed {
        *certainty *= left;
        left *= LEFT_FOR_THE_NEXT;
    }
    weighed
}

/// What a phrase says where something else is spoken of: one that people ask with, little.
fn by_the_way(found: &ConceptMatch<'_>) -> f32 {
    if found.is_asked { found.weight.min(WEAK) } else { found.weight }
}

/// What standing in one of so many drawers says.
fn in_one_of(drawers: usize) -> f32 {
    let more = drawers.saturating_sub(FEW_DRAWERS) as f32;
    (IN_SOURCE_CATEGORY - A_DRAWER_MORE * more).max(ONE_OF_MANY_DRAWERS)
}

/// What was seen of a concept so far; few are met in one service, so they stand in a list.
fn entry<'s, 'v>(seen: &'s mut Vec<(&'v ConceptId, Seen)>, id: &'v ConceptId) -> &'s mut Seen {
    let place = seen.iter().position(|(known, _)| std::ptr::eq(*known, id)).unwrap_or_else(|| {
        seen.push((id, Seen::default()));
        seen.len() - 1
    });
    &mut seen[place].1
}

/// Independent signs add up like chances: two halves make three quarters.
fn certainty(seen: Seen) -> f32 {
    1.0 - (1.0 - seen.name) * (1.0 - seen.category) * (1.0 - seen.description)
}

/// A concept whose child is surer or as sure says nothing more.
fn leave_out_parents(weighed: &mut Vec<(ConceptId, f32)>) {
    let all = weighed.clone();
    weighed.retain(|(id, certainty)| {
        !all.iter().any(|(other, surer)| other != id && other.is_within(id) && surer >= certainty)
    });
}

/// The concepts a text speaks of; names of streets are none. Each word is shown to `look` with its index.
fn mentions<'v>(
    vocabulary: &'v Vocabulary,
    text: &str,
    mut look: impl FnMut(usize, &str),
) -> Vec<ConceptMatch<'v>> {
    let mut ids = Vec::with_capacity(text.len() / 5 + 1);
    let mut makes_a_street = Vec::with_capacity(ids.capacity());
    each_word(text, |word, _, _| {
        look(ids.len(), word);
        ids.push(vocabulary.tree.word_id(word));
        makes_a_street.push(is_street(word));
    });
    let mut found = vocabulary.concepts_in_ids(&ids);
    found.retain(|found| !makes_a_street.get(found.end_word).is_some_and(|is_so| *is_so));
    found
}
