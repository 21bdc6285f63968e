//! Reads what is asked for: concepts of the vocabulary, what is not wanted, and words that say nothing.

use std::ops::Range;

use model::vocabulary::{Concept, ConceptKind, ConceptMatch};

use super::small_words::{CARRIERS, is_filler};
use super::tokens::{Token, longest_at};
use super::{Context, Effect, Owner, Parts, person};
use crate::question::{AskedConcept, ChipKind, Person};
use model::eligibility::Gender;

/// A phrase of the vocabulary in the question, with everything it may mean.
#[derive(Debug)]
pub(super) struct ConceptSpan<'v> {
    pub range: Range<usize>,
    pub meanings: Vec<&'v Concept>,
    /// Whether it says so, rather than only may.
    pub is_strong: bool,
}

impl ConceptSpan<'_> {
    pub fn overlaps(&self, range: &Range<usize>) -> bool {
        self.range.start < range.end && range.start < self.range.end
    }

    /// Whether these words belong to the concept rather than to something read from `range` alone.
    pub fn outweighs(&self, range: &Range<usize>) -> bool {
        self.is_strong && self.overlaps(range) && self.range.len() >= range.len()
    }

    pub fn is(&self, id: &str) -> bool {
        self.meanings.iter().any(|concept| concept.id.0 == id)
    }
}

/// Weight of another meaning of the same phrase, as a bridge.
const OTHER_MEANING_WEIGHT: f32 = 0.9;

/// Concepts that say for whom rather than what, when something else is asked for as well: with the words
/// that say it, and the person meant.
const PEOPLE: [(&str, PersonMeant); 5] = [
    ("social/women", PersonMeant::Gender(Gender::Women)),
    ("social/men", PersonMeant::Gender(Gender::Men)),
    ("older/support", PersonMeant::Ages(60, person::OLDEST)),
    ("children/youth", PersonMeant::Ages(11, 19)),
    ("family/stay-and-play", PersonMeant::Ages(0, 4)),
];

/// Words of those concepts that are people and nothing else; "youth club" stays a topic.
const PEOPLE_WORDS: [&str; 36] = [
    "women",
    "ladies",
    "for women",
    "women only",
    "ladies only",
    "girls",
    "men",
    "for men",
    "men only",
    "lads",
    "boys",
    "elderly",
    "older people",
    "older persons",
    "old people",
    "pensioners",
    "pensioner",
    "seniors",
    "senior citizens",
    "the elderly",
    "oap",
    "oaps",
    "teenagers",
    "teenager",
    "teens",
    "teen",
    "young people",
    "youth",
    "toddlers",
    "toddler",
    "babies",
    "older adults",
    "later life",
    "kids",
    "children",
    "child",
];

#[derive(Clone, Copy)]
enum PersonMeant {
    Gender(Gender),
    Ages(u8, u8),
}

/// The phrases of the vocabulary in the question, in order.
pub(super) fn concepts<'v>(tokens: &[Token], context: &Context<'v>) -> Vec<ConceptSpan<'v>> {
    let found = context.vocabulary.concepts_in_words(tokens.iter().map(|token| token.folded.as_str()));
    let mut spans: Vec<ConceptSpan<'v>> = Vec::new();
    for ConceptMatch { concept, weight, start_word, end_word, .. } in found {
        let is_strong = weight >= 1.0;
        match spans.last_mut().filter(|last| last.range.start == start_word) {
            Some(last) if is_strong && !last.is_strong => {
                last.meanings.insert(0, concept);
                last.is_strong = true;
            }
            Some(last) => last.meanings.push(concept),
            None => {
                spans.push(ConceptSpan { range: start_word..end_word, meanings: vec![concept], is_strong });
            }
        }
    }
    join_turned(tokens, &mut spans, context);
    spans
}

/// Two neighbouring phrases that are one when they are turned around: "day centre (for) learning disability"
/// is the day centre for people with a learning disability, and no day centre for older people.
fn join_turned<'v>(tokens: &[Token], spans: &mut Vec<ConceptSpan<'v>>, context: &Context<'v>) {
    let mut at = 0;
    while at + 1 < spans.len() {
        let (first, second) = (spans[at].range.clone(), spans[at + 1].range.clone());
        let is_between_small = tokens[first.end..second.start].iter().all(|token| is_filler(&token.folded));
        let both_say_so = spans[at].is_strong && spans[at + 1].is_strong;
        let both_are_topics =
            person_of(&spans[at], tokens).is_none() && person_of(&spans[at + 1], tokens).is_none();
        if both_say_so && is_between_small && both_are_topics {
            let turned = tokens[second.clone()].iter().chain(&tokens[first.clone()]);
            let found = context.vocabulary.concepts_in_words(turned.map(|token| token.folded.as_str()));
            let length = first.len() + second.len();
            let whole = found.iter().find(|found| found.end_word - found.start_word == length);
            if let Some(whole) = whole.filter(|whole| whole.weight >= 1.0) {
                spans[at].range.end = second.end;
                spans[at].meanings = vec![whole.concept];
                spans.remove(at + 1);
            }
        }
        at += 1;
    }
}

/// "not church", "no men", "without alcohol": what follows is not wanted. "No auditions" is what a choir
/// says of itself, so after "no" only what the vocabulary knows counts.
pub(super) fn negations(
    tokens: &[Token],
    concepts: &[ConceptSpan<'_>],
    context: &Context<'_>,
    parts: &mut Parts,
) {
    const PHRASES: [(&str, ()); 9] = [
        ("not", ()),
        ("no", ()),
        ("without", ()),
        ("except", ()),
        ("excluding", ()),
        ("but not", ()),
        ("not a", ()),
        ("not in a", ()),
        ("nothing to do with", ()),
    ];
    for index in 0..tokens.len() {
        let Some((length, ())) = longest_at(tokens, index, &PHRASES) else { continue };
        let start = index + length;
        let asks_whether_there_is =
            index > 0 && matches!(tokens[index - 1].folded.as_str(), "are" | "there" | "is");
        let inside_phrase = concepts.iter().any(|concept| concept.range.contains(&index));
        if asks_whether_there_is || inside_phrase || !parts.are_free(index..(start + 1).min(tokens.len())) {
            if asks_whether_there_is {
                parts.fill(index);
            }
            continue;
        }
        let is_wanted = |span: &ConceptSpan<'_>| {
            let same = |other: &&ConceptSpan<'_>| {
                other.range.start != span.range.start && other.meanings[0].id == span.meanings[0].id
            };
            concepts.iter().any(|other| same(&other))
        };
        let concept = concepts.iter().find(|concept| concept.range.start == start);
        if let Some(concept) = concept.filter(|span| span.is_strong && !is_wanted(span)) {
            let label = format!("not: {}", words(&tokens[concept.range.clone()]));
            let effect = match (concept.is("social/men"), concept.is("social/women")) {
                (true, _) => person_effect(PersonMeant::Gender(Gender::Women)),
                (_, true) => person_effect(PersonMeant::Gender(Gender::Men)),
                _ => Effect::WithoutConcept(concept.meanings[0].id.clone()),
            };
            let end = with_carriers(tokens, concept.range.end, parts);
            parts.take(ChipKind::Without, index..end, label, effect);
        } else if tokens[index].folded != "no"
            && tokens
                .get(start)
                .is_some_and(|token| concept.is_some() || is_unwanted_word(&token.folded, context))
        {
            let label = format!("not: {}", tokens[start].folded);
            let effect = Effect::WithoutWords(vec![tokens[start].folded.clone()]);
            parts.take(ChipKind::Without, index..start + 1, label, effect);
        }
    }
}

/// "not updated", "not working" say how something is, not what is not wanted.
fn is_unwanted_word(word: &str, context: &Context<'_>) -> bool {
    let is_how = word.ends_with("ed") || word.ends_with("ing") && !context.vocabulary.knows_word(word);
    !is_filler(word) && !CARRIERS.contains(&word) && !is_how && word.len() > 2
}

/// The topics: strong phrases, or weak ones where there is nothing stronger.
pub(super) fn topics(
    tokens: &[Token],
    concepts: &[ConceptSpan<'_>],
    context: &Context<'_>,
    parts: &mut Parts,
) {
    let is_person = |span: &ConceptSpan<'_>| person_of(span, tokens).is_some();
    let open = |span: &&ConceptSpan<'_>, parts: &Parts| parts.are_free(span.range.clone());
    let has_strong = concepts.iter().any(|span| span.is_strong && open(&span, parts) && !is_person(span));
    for span in concepts {
        if !open(&span, parts) {
            continue;
        }
        if has_strong && let Some(meant) = person_of(span, tokens) {
            let label = words(&tokens[span.range.clone()]);
            parts.take(ChipKind::Person, span.range.clone(), label, person_effect(meant));
            continue;
        }
        let only_weak_counts = span.is_strong || (!has_strong && !parts.has_topic());
        if !only_weak_counts {
            continue;
        }
        let range = start_with_carriers(tokens, span.range.start, parts)
            ..with_carriers(tokens, span.range.end, parts);
        let mut asked = asked(span, tokens, context);
        if asks_for_company(span, tokens, &range) {
            asked.bridges.retain(|(_, weight, _)| *weight >= OTHER_MEANING_WEIGHT);
        }
        let label = label(span, tokens, &range);
        parts.take(ChipKind::Topic, range, label, Effect::Topic(asked));
    }
}

fn asked(span: &ConceptSpan<'_>, tokens: &[Token], context: &Context<'_>) -> AskedConcept {
    let first = span.meanings[0];
    let mut bridges: Vec<_> = first
        .bridges
        .iter()
        .map(|bridge| (bridge.to.clone(), bridge.weight, bridge.because.clone()))
        .collect();
    for other in &span.meanings[1..] {
        let because = format!("{} may be meant as well", context.vocabulary.label(&other.id));
        bridges.push((other.id.clone(), OTHER_MEANING_WEIGHT, because));
    }
    let from_words = tokens[span.range.clone()].iter().map(|token| token.folded.clone());
    let from_words: Vec<String> = from_words.collect();
    let typed = from_words.join(" ");
    let is_alike = |phrase: &String| singular_phrase(phrase) == singular_phrase(&typed);
    let alike = if first.alike.iter().any(is_alike) { first.alike.clone() } else { Vec::new() };
    AskedConcept { concept: first.id.clone(), bridges, from_words, alike }
}

/// Plurals count as their singular: "choirs" is the "choir" of the vocabulary.
fn singular_phrase(phrase: &str) -> String {
    let words: Vec<&str> = phrase.split(' ').map(model::vocabulary::words::singular).collect();
    words.join(" ")
}

/// "Diabetes group" asks for others who have it, not for whatever else may help.
fn asks_for_company(span: &ConceptSpan<'_>, tokens: &[Token], range: &Range<usize>) -> bool {
    let says_group = tokens[range.clone()]
        .iter()
        .any(|token| matches!(token.folded.as_str(), "group" | "groups" | "club" | "clubs" | "society"));
    says_group && matches!(span.meanings[0].kind, ConceptKind::Condition | ConceptKind::Service)
}

/// The typed words, with the concept's name where the words do not show it: "owe money (Debt advice)".
fn label(span: &ConceptSpan<'_>, tokens: &[Token], range: &Range<usize>) -> String {
    let shown = words(&tokens[range.clone()]);
    let concept = span.meanings[0];
    let shares_a_word = model::vocabulary::words::words(&concept.label).iter().any(|word| {
        let start = word.folded.get(..4.min(word.folded.len())).unwrap_or(&word.folded);
        word.folded.len() > 2 && shown.contains(start)
    });
    let is_plain = shares_a_word || concept.kind == ConceptKind::Activity;
    if is_plain { shown } else { format!("{shown} ({})", concept.label) }
}

fn person_of(span: &ConceptSpan<'_>, tokens: &[Token]) -> Option<PersonMeant> {
    let shown = words(&tokens[span.range.clone()]);
    if !PEOPLE_WORDS.contains(&shown.as_str()) {
        return None;
    }
    if matches!(shown.as_str(), "kids" | "children" | "child") {
        return Some(PersonMeant::Ages(0, 15));
    }
    PEOPLE.iter().find(|(id, _)| span.is(id)).map(|(_, meant)| *meant)
}

fn person_effect(meant: PersonMeant) -> Effect {
    Effect::Person(match meant {
        PersonMeant::Gender(gender) => Person { gender: Some(gender), ..Person::default() },
        PersonMeant::Ages(from, to) => {
            Person { age: Some((from, to)), is_child: to < 18, ..Person::default() }
        }
    })
}

/// Carriers that follow a phrase belong to it: "choir groups".
fn with_carriers(tokens: &[Token], mut end: usize, parts: &Parts) -> usize {
    while parts.is_free(end) && CARRIERS.contains(&tokens[end].folded.as_str()) {
        end += 1;
    }
    end
}

/// "help with debt", "support for carers": the carrier and its preposition belong to the phrase.
fn start_with_carriers(tokens: &[Token], start: usize, parts: &Parts) -> usize {
    let mut first = start;
    while let Some(before) = first.checked_sub(1).filter(|before| parts.is_free(*before)) {
        let word = tokens[before].folded.as_str();
        let joins = CARRIERS.contains(&word)
            || (matches!(word, "with" | "for" | "of" | "about" | "on" | "to" | "low" | "cost")
                && before.checked_sub(1).is_some_and(|index| {
                    parts.is_free(index) && CARRIERS.contains(&tokens[index].folded.as_str())
                }));
        if !joins {
            break;
        }
        first = before;
    }
    first
}

/// "The benefits of" something is no question about benefits: such phrases say nothing, where they hold a
/// word that says nothing by itself. "Black Country" stays words.
pub(super) fn asides(tokens: &[Token], context: &Context<'_>, parts: &mut Parts) {
    let words = tokens.iter().map(|token| token.folded.as_str());
    for aside in context.vocabulary.asides_in_words(words) {
        if tokens[aside.clone()].iter().any(|token| is_filler(&token.folded)) {
            aside.for_each(|index| parts.fill(index));
        }
    }
}

/// Marks the words that say nothing, once everything else is read. Carriers stay words only where nothing
/// else was asked for.
pub(super) fn fillers(tokens: &[Token], parts: &mut Parts) {
    for (index, token) in tokens.iter().enumerate() {
        if is_filler(&token.folded) {
            parts.fill(index);
        }
    }
    let only_carriers_left = tokens
        .iter()
        .enumerate()
        .all(|(index, token)| !parts.is_free(index) || CARRIERS.contains(&token.folded.as_str()));
    let keeps_carriers = only_carriers_left && parts.found.is_empty();
    if !keeps_carriers {
        for (index, token) in tokens.iter().enumerate() {
            if CARRIERS.contains(&token.folded.as_str()) {
                parts.fill(index);
            }
        }
    }
    if parts.found.is_empty() && !parts.owner.contains(&Owner::Free) {
        // Nothing but small words: they are all we have.
        for owner in &mut parts.owner {
            *owner = Owner::Free;
        }
    }
}

fn words(tokens: &[Token]) -> String {
    let words: Vec<&str> = tokens.iter().map(|token| token.folded.as_str()).collect();
    words.join(" ")
}
