//! Reads where: postcodes, sectors, outcodes and place names, homonyms told apart, unknown places said.

mod origin;
mod postcode;

use gazetteer::{Place, PlaceKind};
use model::identifier::AreaCode;
use model::place::Precision;
use model::vocabulary::words::fold;

use super::small_words::is_filler;
use super::tokens::Token;
use super::topic::ConceptSpan;
use super::{Context, Effect, Parts};
use crate::question::{ChipKind, Origin, PlaceChoice};

pub(super) use origin::put_origin;
pub(super) use postcode::postcodes;

/// Longest name of a place, in words: "Stoke sub Hamdon", "Stratford upon Avon", "City of Edinburgh".
const LONGEST_NAME_WORDS: usize = 5;
/// How many other places of a name are offered.
const OTHER_PLACES: usize = 6;
/// A misspelt name of so many letters may be two letters off, a shorter one one.
const LONG_NAME_LETTERS: usize = 8;
/// Two entries of one name nearer than this are one place as town, ward and authority.
const SAME_PLACE_METRES: f64 = 12_000.0;
/// From its middle to its border: more than anybody would go to a group.
const WIDE_METRES: f64 = 25_000.0;

/// Names of places that are common words: never read as a place without a preposition before them.
const COMMON_WORDS: [&str; 62] = [
    "over", "street", "hope", "march", "may", "wash", "deal", "battle", "beer", "ham", "hook", "hall",
    "hill", "church", "green", "long", "new", "old", "seal", "ash", "read", "eye", "cross", "bank", "end",
    "well", "water", "wood", "field", "down", "high", "small", "steep", "time", "first", "one", "two",
    "start", "park", "home", "good", "work", "early", "hospital", "school", "garden", "lane", "north",
    "south", "east", "west", "upper", "lower", "little", "great", "mill", "castle", "bridge", "station",
    "hair", "ford", "rest",
];

const NEAR: [&str; 14] = [
    "close to",
    "next to",
    "near to",
    "not far from",
    "within reach of",
    "near",
    "in",
    "around",
    "by",
    "at",
    "from",
    "for",
    "covering",
    "cover",
];

const NEAR_ME: [&str; 15] = [
    "near where i live",
    "close to where i live",
    "close to my home",
    "in my area",
    "round here",
    "around here",
    "close to me",
    "near my home",
    "near me",
    "around me",
    "by me",
    "near here",
    "nearby",
    "closest",
    "nearest",
];

/// A place read from words.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub origin: Origin,
    pub others: Vec<PlaceChoice>,
    pub notes: Vec<String>,
}

/// "near Stockport", "in Reading", "near me"; an unknown name after "near" is said.
pub(super) fn after_preposition(
    tokens: &[Token],
    concepts: &[ConceptSpan<'_>],
    context: &Context<'_>,
    parts: &mut Parts,
) {
    for index in 0..tokens.len() {
        if let Some(length) =
            NEAR_ME.iter().find_map(|phrase| super::tokens::stands_at(tokens, index, phrase))
            && parts.are_free(index..index + length)
            && !concepts.iter().any(|concept| concept.outweighs(&(index..index + length)))
        {
            parts.take(ChipKind::Place, index..index + length, "near you".to_owned(), Effect::NearMe);
            continue;
        }
        let Some(skip) = NEAR.iter().find_map(|phrase| super::tokens::stands_at(tokens, index, phrase))
        else {
            continue;
        };
        let mut start = index + skip;
        let preposition = tokens[start - 1].folded.as_str();
        if start + 1 < tokens.len() && tokens[start].folded == "the" && parts.is_free(start) {
            let with = longest_name(tokens, start, context, parts).map_or(0, |(length, _)| length);
            let without = longest_name(tokens, start + 1, context, parts).map_or(0, |(length, _)| length + 1);
            start += usize::from(without > with);
        }
        if start >= tokens.len() || !parts.are_free(index..start + 1) {
            continue;
        }
        match longest_name(tokens, start, context, parts) {
            Some((length, places)) => {
                let range = start..start + length;
                let is_town = places.iter().any(|place| is_town(place.kind));
                let is_concept = concepts.iter().any(|concept| concept.is_strong && concept.overlaps(&range));
                let is_vague = matches!(preposition, "for" | "by" | "at" | "from");
                if is_concept
                    && (!is_town
                        || is_vague
                        || preposition == "in" && length == 1 && is_common(tokens, start))
                {
                    continue;
                }
                if is_vague && !is_town && is_common(tokens, start) {
                    continue;
                }
                let end = start + length;
                let qualifier = qualifier_length(tokens, end, &places);
                let (found, used) = choose(places, qualifier.as_ref(), preposition == "in", context);
                let end = end + used;
                let label = chip_label(&found);
                parts.take(ChipKind::Place, index..end, label, Effect::Place(found));
            }
            None if preposition == "near" || preposition == "around" || preposition == "to" && skip == 2 => {
                unknown_place(tokens, concepts, index, start, context, parts);
            }
            None => {}
        }
    }
}

/// A place name among the words nobody took: "help with debt Stockport".
pub(super) fn without_preposition(typed: &str, tokens: &[Token], context: &Context<'_>, parts: &mut Parts) {
    if parts.found.iter().any(|found| matches!(found.effect, Effect::Place(_))) {
        return;
    }
    for index in (0..tokens.len()).rev() {
        let index = begin_of_name(tokens, index, context, parts);
        let Some((length, places)) = longest_name(tokens, index, context, parts) else { continue };
        let (index, length, places) =
            told_apart(tokens, index, context, parts).unwrap_or((index, length, places));
        let word = tokens[index].folded.as_str();
        let is_told_apart = qualifier_length(tokens, index + length, &places).is_some();
        if length == 1 && !is_told_apart && !is_plainly_a_place(typed, &tokens[index], word, &places, context)
        {
            continue;
        }
        let qualifier = qualifier_length(tokens, index + length, &places);
        let (found, used) = choose(places, qualifier.as_ref(), false, context);
        let end = index + length + used;
        parts.take(ChipKind::Place, index..end, chip_label(&found), Effect::Place(found));
        return;
    }
}

/// Steps back to the first word of a longer name that ends with the word at `index`.
fn begin_of_name(tokens: &[Token], index: usize, context: &Context<'_>, parts: &Parts) -> usize {
    let earliest = index.saturating_sub(LONGEST_NAME_WORDS - 1);
    let begins = |start: &usize| {
        parts.are_free(*start..index + 1)
            && !is_filler(&tokens[*start].folded)
            && !context.gazetteer.places_named(&name(&tokens[*start..=index])).is_empty()
    };
    (earliest..index).find(begins).unwrap_or(index)
}

/// "Newport Isle of Wight" read from its end: the name before that this one tells apart.
fn told_apart(
    tokens: &[Token],
    index: usize,
    context: &Context<'_>,
    parts: &Parts,
) -> Option<(usize, usize, Vec<Place>)> {
    let earliest = index.saturating_sub(LONGEST_NAME_WORDS);
    (earliest..index).find_map(|start| {
        if !parts.are_free(start..index) {
            return None;
        }
        let places = context.gazetteer.places_named(&name(&tokens[start..index]));
        qualifier_length(tokens, index, &places).map(|_| (start, index - start, places))
    })
}

fn is_plainly_a_place(
    typed: &str,
    token: &Token,
    word: &str,
    places: &[Place],
    context: &Context<'_>,
) -> bool {
    if word.len() < 3
        || is_filler(word)
        || COMMON_WORDS.contains(&word)
        || word.bytes().any(|b| b.is_ascii_digit())
    {
        return false;
    }
    let is_town = places.iter().any(|place| is_town(place.kind));
    let is_capital =
        typed.get(token.start..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase);
    if context.vocabulary.knows_word(word) {
        is_town && is_capital
    } else {
        is_town || is_capital || !context.dictionary.contains(word)
    }
}

/// Areas so wide that nobody is near them: one is in Cornwall.
fn is_wide(place: &Place) -> bool {
    place.area.is_some() && place.radius_metres > WIDE_METRES
}

fn is_town(kind: PlaceKind) -> bool {
    matches!(
        kind,
        PlaceKind::City
            | PlaceKind::Town
            | PlaceKind::Suburb
            | PlaceKind::Authority
            | PlaceKind::County
            | PlaceKind::CombinedAuthority
            | PlaceKind::Region
            | PlaceKind::Nation
    )
}

fn is_common(tokens: &[Token], index: usize) -> bool {
    COMMON_WORDS.contains(&tokens[index].folded.as_str())
}

/// The longest name of a place that begins at `start`, of free words.
fn longest_name(
    tokens: &[Token],
    start: usize,
    context: &Context<'_>,
    parts: &Parts,
) -> Option<(usize, Vec<Place>)> {
    let longest = LONGEST_NAME_WORDS.min(tokens.len() - start);
    if is_filler(&tokens[start].folded) && tokens[start].folded != "the" {
        return None;
    }
    (1..=longest).rev().find_map(|length| {
        if !parts.are_free(start..start + length) {
            return None;
        }
        let places = context.gazetteer.places_named(&name(&tokens[start..start + length]));
        (!places.is_empty()).then_some((length, places))
    })
}

fn name(tokens: &[Token]) -> String {
    let words: Vec<&str> = tokens.iter().map(|token| token.folded.as_str()).collect();
    words.join(" ")
}

/// "Newport Isle of Wight": which namesake the following words mean, and how many words those are.
fn qualifier_length(tokens: &[Token], start: usize, places: &[Place]) -> Option<(usize, usize)> {
    let start = match tokens.get(start) {
        Some(token) if token.folded == "in" => start + 1,
        _ => start,
    };
    let skipped = |length: usize, from: usize| length + (start - from);
    let longest = LONGEST_NAME_WORDS.min(tokens.len().saturating_sub(start));
    for length in (1..=longest).rev() {
        let words = name(&tokens[start..start + length]);
        let is_it = |place: &Place| fold(place.label.split_once(',').map_or("", |(_, rest)| rest)) == words;
        if let Some(which) = places.iter().position(is_it) {
            let from = if tokens.get(start.wrapping_sub(1)).is_some_and(|t| t.folded == "in") {
                start - 1
            } else {
                start
            };
            return Some((which, skipped(length, from)));
        }
    }
    None
}

/// Takes the place meant, and lists its namesakes. Also says how many words told it apart.
fn choose(
    mut places: Vec<Place>,
    qualifier: Option<&(usize, usize)>,
    within: bool,
    context: &Context<'_>,
) -> (Found, usize) {
    let (which, used) = qualifier.copied().unwrap_or((0, 0));
    let all = places.clone();
    let place = places.swap_remove(which);
    let is_same = |other: &Place| {
        other.point.distance_metres(&place.point) < SAME_PLACE_METRES.max(place.radius_metres)
    };
    let others = match qualifier {
        Some(_) => Vec::new(),
        None => all.iter().filter(|other| !is_same(other)).take(OTHER_PLACES).cloned().map(choice).collect(),
    };
    let within_area = (within || is_wide(&place)).then(|| area_of(&place, &all, &is_same)).flatten();
    let areas = context.gazetteer.areas_at(place.point);
    let origin = Origin {
        point: place.point,
        radius_metres: place.radius_metres,
        precision: Precision::Place,
        label: place.label,
        areas,
        within_area,
    };
    (Found { origin, others, notes: Vec::new() }, used)
}

/// The coded area a name stands for: its own, or that of the authority or ward of the same name.
fn area_of(place: &Place, all: &[Place], is_same: &dyn Fn(&Place) -> bool) -> Option<AreaCode> {
    let largest = |kind: PlaceKind| {
        all.iter().filter(|other| other.kind == kind && is_same(other)).find_map(|other| other.area.clone())
    };
    place
        .area
        .clone()
        .or_else(|| largest(PlaceKind::Authority))
        .or_else(|| largest(PlaceKind::County))
        .or_else(|| if is_town(place.kind) { None } else { largest(PlaceKind::Ward) })
}

/// "near Stokcport": the nearest spellings are offered, nothing is made up.
fn unknown_place(
    tokens: &[Token],
    concepts: &[ConceptSpan<'_>],
    index: usize,
    start: usize,
    context: &Context<'_>,
    parts: &mut Parts,
) {
    let is_word = |index: usize| {
        parts.is_free(index)
            && !is_filler(&tokens[index].folded)
            && !concepts.iter().any(|concept| concept.range.contains(&index))
    };
    let length = (start..tokens.len()).take_while(|&index| is_word(index)).take(3).count();
    if length == 0 {
        return;
    }
    let typed = name(&tokens[start..start + length]);
    let similar = context.gazetteer.similar_places(&typed, OTHER_PLACES);
    let slips = |place: &Place| strsim::osa_distance(&fold(&place.name), &typed);
    let near_enough = if typed.len() < LONG_NAME_LETTERS { 1 } else { 2 };
    let Some(first) = similar.first().filter(|place| slips(place) <= near_enough).cloned() else {
        let note = format!("We do not know a place called “{typed}”. Try a postcode or the nearest town.");
        let label = format!("near “{typed}” (not found)");
        parts.other_places.extend(similar.into_iter().map(choice));
        parts.take(ChipKind::Place, index..start + length, label, Effect::Noted(note));
        return;
    };
    let note = format!("We do not know a place called “{typed}”, so this is near {}.", first.label);
    let (mut found, _) = choose(vec![first], None, false, context);
    found.notes.push(note);
    found.others = similar.into_iter().skip(1).map(choice).collect();
    let label = format!("near {}", found.origin.label);
    parts.take(ChipKind::Place, index..start + length, label, Effect::Place(found));
}

fn chip_label(found: &Found) -> String {
    let word = if found.origin.within_area.is_some() { "in" } else { "near" };
    format!("{word} {}", found.origin.label)
}

fn choice(place: Place) -> PlaceChoice {
    PlaceChoice { near: place.label.clone(), label: place.label }
}
