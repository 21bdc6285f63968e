//! A question as the engine takes it: words and concepts become slots of terms, filters become tests.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::Time;
use model::eligibility::Gender;
use model::identifier::ConceptId;

use model::place::Precision;

use crate::answer::Work;
use crate::facets::{self, Facet, PARTS_OF_DAY, TOPIC};
use crate::find::{self, Budget, Query, Spent};
use crate::lists::{In, List, Slot, Wanted};
use crate::marks::{Marks, TOPIC_WORD, Test, TestKind, shift_of};
use crate::parts::Parts;
use crate::question::{AskedConcept, Question, When};
use crate::rank::{
    self, PHRASE_WEIGHT, PLACE_WORD_WEIGHT, Priors, TYPED_PHRASE_WEIGHT, TYPED_WORD_WEIGHT,
    WORDS_OF_CONCEPT_WEIGHT,
};
use crate::words::{Stems, is_stop_word, words};

/// Documents one walk may look at before it is cut.
const MOST_DOCUMENTS: u64 = 400_000;

/// The most work of a question with its relaxations: what is cut is said.
pub const MOST_WORK: Work = Work { documents: 3_000_000, postings: 30_000_000 };

/// Longest time the walks of one question may take together.
const LONGEST: Duration = Duration::from_millis(250);

/// What a question may take, from now on.
pub fn budget(most: Work) -> Budget {
    let deadline = Instant::now().checked_add(LONGEST);
    Budget { documents: MOST_DOCUMENTS, deadline, spent: Arc::new(Spent::nothing_of(most)) }
}

/// What a question asks of text, ready to be looked up.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Terms {
    /// Parts that should agree, each with its alternatives.
    pub slots: Vec<Vec<Wanted>>,
    /// Parts that must not.
    pub without: Vec<Vec<Wanted>>,
    /// Phrases that add to the score.
    pub phrases: Vec<Vec<Wanted>>,
}

/// The terms of a question.
pub fn terms(parts: &Parts, question: &Question) -> Terms {
    let mut stems = Stems::default();
    let mut terms = Terms::default();
    for concept in &question.concepts {
        terms.slots.push(concept_slot(parts, concept, &mut stems));
        push_typed_words(concept, &mut stems, &mut terms);
    }
    let typed: Vec<String> =
        question.words.iter().flat_map(|word| words(word)).map(|word| word.folded).collect();
    for (place, word) in typed.iter().enumerate() {
        if is_stop_word(word) {
            continue;
        }
        let term = stems.term(word);
        let mut alternatives = Vec::new();
        if List::frequency(parts, In::Words, &term) == 0 {
            alternatives.push(wanted(In::Places, term.clone(), 0.5));
        }
        alternatives.push(wanted(In::Words, term, 1.0));
        let before = place.checked_sub(1).and_then(|before| typed.get(before));
        for (first, second) in [(before, Some(word)), (Some(word), typed.get(place + 1))] {
            if let (Some(first), Some(second)) = (first, second) {
                alternatives.push(wanted(In::Words, stems.joined(first, second), 1.0));
            }
        }
        terms.slots.push(alternatives);
    }
    for pair in typed.windows(2) {
        let joined = stems.joined(&pair[0], &pair[1]);
        terms.phrases.push(vec![wanted(In::Words, joined, PHRASE_WEIGHT)]);
    }
    for word in question.without_words.iter().flat_map(|word| words(word)) {
        terms.without.push(vec![wanted(In::Words, stems.term(&word.folded), 1.0)]);
    }
    for concept in &question.without_concepts {
        terms.without.push(vec![wanted(In::Concepts, concept.0.clone(), 1.0)]);
    }
    terms
}

/// Among services of one concept, those that have the very words stand first: of all communities the
/// Somali one, of all racket sports tennis.
/// Phrases said of the same thing count alike: a choir is one whether its name says choir or singers.
fn push_typed_words(asked: &AskedConcept, stems: &mut Stems, terms: &mut Terms) {
    if !asked.alike.is_empty() {
        let said = asked.alike.iter().filter_map(|phrase| {
            let words: Vec<&str> = phrase.split(' ').collect();
            match words.as_slice() {
                [one] => Some(stems.term(one)),
                [first, second] => Some(stems.joined(first, second)),
                _ => None,
            }
        });
        terms.phrases.push(said.map(|term| wanted(In::Said, term, TYPED_WORD_WEIGHT)).collect());
        return;
    }
    for word in asked.from_words.iter().filter(|word| !is_stop_word(word) && !tells_nothing(word)) {
        terms.phrases.push(vec![wanted(In::Words, stems.term(word), TYPED_WORD_WEIGHT)]);
    }
    for pair in asked.from_words.windows(2) {
        let joined = stems.joined(&pair[0], &pair[1]);
        terms.phrases.push(vec![wanted(In::Words, joined, TYPED_PHRASE_WEIGHT)]);
    }
}

/// Words that stand beside any topic: "Family Support" is no better an answer to "cancer support" for its support.
fn tells_nothing(typed: &str) -> bool {
    matches!(
        typed,
        "support"
            | "help"
            | "service"
            | "services"
            | "community"
            | "people"
            | "information"
            | "organisation"
            | "organisations"
            | "project"
            | "projects"
    )
}

/// A service that names the place asked for belongs there, even where it has no point on the map.
pub fn place_phrases(parts: &Parts, question: &Question) -> Vec<Slot> {
    let Some(origin) = question.origin.as_ref().filter(|origin| origin.precision == Precision::Place) else {
        return Vec::new();
    };
    let mut stems = Stems::default();
    let mut phrases = Vec::new();
    let name = origin.label.split(',').next().unwrap_or_default();
    for word in words(name).iter().filter(|word| !is_stop_word(&word.folded)) {
        phrases.push(vec![wanted(In::Words, stems.term(&word.folded), PLACE_WORD_WEIGHT)]);
    }
    find::slots(parts, &phrases).into_iter().filter(|slot| slot.documents > 0).collect()
}

fn wanted(place: In, term: String, weight: f32) -> Wanted {
    Wanted { place, term, weight }
}

/// What helps with a need counts by how much it helps, and less by how rare it is among all services: tai chi,
/// of which there is little, is no better against falls than a class for strength and balance.
fn concept_slot(parts: &Parts, asked: &AskedConcept, stems: &mut Stems) -> Vec<Wanted> {
    let mut slot = vec![wanted(In::Concepts, asked.concept.0.clone(), 1.0)];
    let documents = parts.segment.max_doc();
    let rarity = |helps: &ConceptId| rank::rarity(List::frequency(parts, In::Concepts, &helps.0), documents);
    let rarities: Vec<f32> = asked.bridges.iter().map(|(helps, _, _)| rarity(helps)).collect();
    let usual = rarities.iter().sum::<f32>() / rarities.len().max(1) as f32;
    for ((helps, weight, _), rarity) in asked.bridges.iter().zip(rarities) {
        let evened = (usual / rarity).powf(rank::EVENED_RARITY_OF_WHAT_HELPS);
        slot.push(wanted(In::Concepts, helps.0.clone(), weight * evened));
    }
    let said: Vec<&String> = asked.from_words.iter().collect();
    match said.as_slice() {
        [one] => slot.push(wanted(In::Words, stems.term(one), WORDS_OF_CONCEPT_WEIGHT)),
        [first, second] => {
            slot.push(wanted(In::Words, stems.joined(first, second), WORDS_OF_CONCEPT_WEIGHT));
        }
        _ => {}
    }
    slot
}

/// The query of a question: its terms looked up, its filters as tests.
pub fn query<'a>(parts: &'a Parts, question: &Question, priors: Priors, budget: &Budget) -> Query<'a> {
    let terms = terms(parts, question);
    let phrases = find::slots(parts, &terms.phrases);
    Query {
        parts,
        slots: find::slots(parts, &terms.slots),
        without: find::slots(parts, &terms.without).into_iter().filter(|slot| slot.documents > 0).collect(),
        phrases: phrases.into_iter().filter(|slot: &Slot| slot.documents > 0).collect(),
        all: true,
        tests: tests(parts, question),
        priors,
        budget: budget.clone(),
    }
}

/// What people are told of sessions that fall at other times than they asked for.
pub const AT_OTHER_TIMES: &str = "at other times";

/// The tests of a question: filters, person and time.
pub fn tests(parts: &Parts, question: &Question) -> Vec<Test> {
    let mut tests = Vec::new();
    let chosen_days = chosen(question, "day");
    let chosen_times = chosen(question, "time");
    let mut when = when_bits(question.when.as_ref());
    if !chosen_days.is_empty() || !chosen_times.is_empty() {
        when &= session_bits(&chosen_days, &chosen_times);
    }
    let season = question.when.as_ref().and_then(|when| when.season);
    when <<= shift_of(season.unwrap_or_default());
    if when != ALL_SESSIONS {
        let kind = TestKind::Bits { yes: (2, when), no: (2, ALL_SESSIONS) };
        tests.push(Test { reason: AT_OTHER_TIMES.to_owned(), kind });
    }
    if let Some(pence) = question.most_pence {
        let reason = "that cost more".to_owned();
        tests.push(Test { reason, kind: TestKind::AtMostPence(pence) });
    }
    for (key, values) in &question.filters {
        if key == "day" || key == "time" {
            continue;
        }
        if key == TOPIC {
            tests.extend(topic_test(parts, values));
        } else if let Some(facet) = facets::facet(key) {
            tests.extend(facet_test(facet, values));
        }
    }
    if let Some((from, to)) = question.person.age {
        let reason = "for other ages only".to_owned();
        tests.push(Test { reason, kind: TestKind::Ages(from, to) });
    }
    if let (Some(gender), Some(facet)) = (question.person.gender, facets::facet("gender")) {
        let not_for_them = match gender {
            Gender::Women => Some(("men", "for men only")),
            Gender::Men => Some(("women", "for women only")),
            Gender::Everyone => None,
        };
        if let Some((value, reason)) = not_for_them {
            let no = facet.value(value).map_or(0, |value| 1 << value.bit);
            let kind = TestKind::Bits { yes: (0, facet.all_bits() & !no), no: (0, no) };
            tests.push(Test { reason: reason.to_owned(), kind });
        }
    }
    if !question.person.languages.is_empty()
        && let Some(facet) = facets::facet("language")
    {
        tests.extend(facet_test(facet, &question.person.languages));
    }
    tests
}

fn chosen<'q>(question: &'q Question, key: &str) -> Vec<&'q str> {
    let chosen = question.filters.iter().filter(|(facet, _)| facet == key);
    chosen.flat_map(|(_, values)| values.iter().map(String::as_str)).collect()
}

const ALL_SESSIONS: u64 = (1 << (7 * PARTS_OF_DAY.len())) - 1;

fn session_bits(days: &[&str], times: &[&str]) -> u64 {
    let facet_days = facets::FACETS[0].values;
    let facet_times = facets::FACETS[1].values;
    let mut bits = 0;
    for (day, day_value) in facet_days.iter().enumerate() {
        for (part, part_value) in facet_times.iter().enumerate() {
            let is_day = days.is_empty() || days.contains(&day_value.key);
            let is_part = times.is_empty() || times.contains(&part_value.key);
            if is_day && is_part {
                bits |= 1 << (day * PARTS_OF_DAY.len() + part);
            }
        }
    }
    bits
}

/// The days and parts of days a time asked for can fall on.
fn when_bits(when: Option<&When>) -> u64 {
    let Some(when) = when else { return ALL_SESSIONS };
    let mut days = if when.days.is_empty() { 0x7f } else { when.days.bits() };
    if let Some((first, last)) = when.dates {
        let mut on = 0;
        let mut date = first;
        for _ in 0..7 {
            if date > last {
                break;
            }
            on |= 1 << date.weekday().to_monday_zero_offset();
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        days &= on;
    }
    let minutes = |time: Time| time.hour() as u16 * 60 + time.minute() as u16;
    let span = when.times.map(|(from, to)| (minutes(from), minutes(to)));
    let mut bits = 0;
    for (part, (low, high)) in PARTS_OF_DAY.into_iter().enumerate() {
        let is_touched = span.is_none_or(|(from, to)| from < high && to >= low);
        for day in 0..7 {
            if is_touched && days >> day & 1 == 1 {
                bits |= 1 << (day * PARTS_OF_DAY.len() + part);
            }
        }
    }
    bits
}

fn topic_test(parts: &Parts, values: &[String]) -> Option<Test> {
    let bits = values
        .iter()
        .filter_map(|value| parts.manifest.topics.iter().position(|topic| topic == value))
        .fold(0, |bits, place| bits | 1 << place);
    let word = TOPIC_WORD as u8;
    let kind = TestKind::Bits { yes: (word, bits), no: (word, 0xffff_ffff) };
    (bits != 0).then(|| Test { reason: "about something else".to_owned(), kind })
}

fn facet_test(facet: &Facet, values: &[String]) -> Option<Test> {
    let bits =
        values.iter().filter_map(|value| facet.value(value)).fold(0, |bits, value| bits | 1_u64 << value.bit);
    if bits == 0 {
        return None;
    }
    let kind = match facet.key {
        "access" => TestKind::AllBits { yes: bits, no: Marks::no_of_access(bits) },
        _ => TestKind::Bits { yes: (0, bits), no: (0, facet.all_bits()) },
    };
    Some(Test { reason: facet.reason.to_owned(), kind })
}
