//! Every plan against a naive oracle that knows no postings, no tree and no bounds.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::date;
use model::place::Point;
use model::service::Service;
use model::vocabulary::Vocabulary;

use super::*;
use crate::answer::Work;
use crate::generator::{self, Chance};
use crate::geometry::chord2_of_metres;
use crate::geometry::{EVERYWHERE, Spot};
use crate::lists::In;
use crate::marks::{Marks, Says, TestKind};
use crate::rank::{self, IMPACT_LEVELS, NOT_STATED_FACTOR};
use crate::tree::Range;
use crate::words::Stems;
use crate::writer::terms_of;

struct Corpus {
    parts: Arc<Parts>,
    /// Impacts of each document, by the kind of term and the term.
    impacts: Vec<HashMap<(In, String), u8>>,
    frequencies: HashMap<(In, String), u32>,
    vocabulary: Vec<(In, String)>,
    _folder: tempfile::TempDir,
}

fn corpus(seed: u64, count: u64) -> Corpus {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let snapshot = folder.path().join("snapshot");
    let mut services: Vec<Service> = (0..count).map(|number| generator::service(seed, number)).collect();
    crowd(&mut services, seed);
    generator::write_snapshot_of(&snapshot, services.iter().cloned()).expect("a snapshot");
    let index = folder.path().join("index");
    crate::build(&snapshot, &Vocabulary::default(), &index, |_| {}).expect("an index");
    let parts = Parts::open(&index).expect("an index that opens");
    let by_id: HashMap<_, _> = services.iter().map(|service| (service.id, service)).collect();
    let mut impacts = Vec::new();
    let mut frequencies: HashMap<(In, String), u32> = HashMap::new();
    for document in 0..parts.manifest.all_documents() {
        let id = parts.id(parts.service_of(document)).expect("a service a document");
        let terms: HashMap<(In, String), u8> = terms_of(by_id[&id]).into_iter().collect();
        for term in terms.keys() {
            *frequencies.entry(term.clone()).or_default() += 1;
        }
        impacts.push(terms);
    }
    let mut vocabulary: Vec<(In, String)> = frequencies.keys().cloned().collect();
    vocabulary.sort_by(|a, b| frequencies[b].cmp(&frequencies[a]).then_with(|| a.1.cmp(&b.1)));
    Corpus { parts, impacts, frequencies, vocabulary, _folder: folder }
}

/// Puts a share of the services on the very same spots, so that ties are common.
fn crowd(services: &mut [Service], seed: u64) {
    let chance = &mut Chance::new(seed ^ 77);
    let spots: Vec<Point> = (0..4).map(|_| generator::point(chance)).collect();
    for service in services.iter_mut() {
        if !chance.happens(0.3) {
            continue;
        }
        for location in &mut service.locations {
            if let Some(located) = &mut location.located {
                located.point = spots[chance.below(spots.len())];
            }
        }
    }
}

struct Asked {
    slots: Vec<Vec<Wanted>>,
    without: Vec<Vec<Wanted>>,
    phrases: Vec<Vec<Wanted>>,
    all: bool,
    tests: Vec<Test>,
}

fn wanted(corpus: &Corpus, chance: &mut Chance) -> Wanted {
    let end = if chance.happens(0.7) { corpus.vocabulary.len().min(60) } else { corpus.vocabulary.len() };
    let (place, term) = corpus.vocabulary[chance.below(end)].clone();
    Wanted { place, term, weight: [1.0, 0.6, 0.5][chance.below(3)] }
}

fn asked(corpus: &Corpus, chance: &mut Chance) -> Asked {
    let mut some = |most: usize, alternatives: usize| -> Vec<Vec<Wanted>> {
        (0..chance.below(most + 1))
            .map(|_| (0..1 + chance.below(alternatives)).map(|_| wanted(corpus, chance)).collect())
            .collect()
    };
    let slots = some(3, 3);
    let without = if slots.len() == 2 { some(1, 1) } else { Vec::new() };
    let phrases = if slots.is_empty() { Vec::new() } else { some(3, 2) };
    let mut tests = Vec::new();
    if chance.happens(0.3) {
        let kind = TestKind::Bits { yes: (0, 1), no: (0, 0b111) };
        tests.push(Test { reason: "not free".into(), kind });
    }
    if chance.happens(0.15) {
        tests.push(Test { reason: "other ages".into(), kind: TestKind::Ages(20, 40) });
    }
    Asked { slots, without, phrases, all: chance.happens(0.7), tests }
}

impl Asked {
    fn query<'a>(&self, corpus: &'a Corpus) -> Query<'a> {
        let known = |wanted: &[Vec<Wanted>]| -> Vec<Slot> {
            slots(&corpus.parts, wanted).into_iter().filter(|slot| slot.documents > 0).collect()
        };
        Query {
            parts: &corpus.parts,
            slots: slots(&corpus.parts, &self.slots),
            without: known(&self.without),
            phrases: known(&self.phrases),
            all: self.all,
            tests: self.tests.clone(),
            priors: rank::priors(date(2026, 11, 22)),
            budget: Budget::unlimited(),
        }
    }

    /// Text score and lacking parts of a document that agrees.
    fn text(&self, corpus: &Corpus, document: u32) -> Option<(f32, u64)> {
        let impacts = &corpus.impacts[document as usize];
        let all = corpus.parts.manifest.all_documents();
        let score = |alternatives: &[Wanted]| -> Option<f32> {
            let scores = alternatives.iter().filter_map(|wanted| {
                let key = (wanted.place, wanted.term.clone());
                let impact = *impacts.get(&key)?;
                let scores = rank::scores(rank::rarity(corpus.frequencies[&key], all), wanted.weight);
                Some(scores[usize::from(impact.min(IMPACT_LEVELS))])
            });
            scores.reduce(f32::max)
        };
        if self.without.iter().any(|alternatives| score(alternatives).is_some()) {
            return None;
        }
        if self.slots.is_empty() {
            return Some((1.0, 0));
        }
        let scores: Vec<Option<f32>> = self.slots.iter().map(|slot| score(slot)).collect();
        let lacks = scores.iter().filter(|score| score.is_none()).count();
        if (self.all && lacks > 0) || lacks == scores.len() {
            return None;
        }
        let text: f32 = scores.into_iter().flatten().sum();
        let phrases: f32 = self.phrases.iter().filter_map(|phrase| score(phrase)).sum();
        Some((text + phrases, lacks.min(3) as u64))
    }

    fn brute(&self, corpus: &Corpus, space: &Space<'_>, order: Order, limit: usize) -> Vec<(u32, u64)> {
        let parts = &corpus.parts;
        let priors = rank::priors(date(2026, 11, 22));
        let mut best: HashMap<u32, (u64, u32)> = HashMap::new();
        for document in 0..parts.manifest.all_documents() {
            let chord2 = match *space {
                Space::Circle { from, within } => {
                    let chord2 = parts.spot(document).chord2(from);
                    if document >= parts.manifest.documents[0] || chord2 > within {
                        continue;
                    }
                    Some(chord2)
                }
                Space::Ranges(ranges) => {
                    if !ranges.iter().any(|range| (range.start..range.end).contains(&document)) {
                        continue;
                    }
                    None
                }
            };
            let Some((text, lacks)) = self.text(corpus, document) else { continue };
            let marks: Marks = parts.marks_of(document);
            let says: Vec<Says> = self.tests.iter().map(|test| test.kind.ask(&marks.words)).collect();
            if says.contains(&Says::No) {
                continue;
            }
            let factor = says
                .iter()
                .filter(|says| **says == Says::NotStated)
                .fold(priors.of_marks(&marks.words), |factor, _| factor * NOT_STATED_FACTOR);
            let service = parts.service_of(document);
            let key = match order {
                Order::Nearest => chord2.unwrap_or(0),
                Order::Name => u64::from(parts.name_rank(service)),
                Order::Best(decay) => {
                    let near = match (decay, chord2) {
                        (Some(decay), Some(chord2)) => decay.at(metres_of_chord2(chord2) as f32),
                        _ => 1.0,
                    };
                    key_of(text * near * factor)
                }
            };
            let mine = (key | lacks << LACKS_SHIFT, document);
            let entry = best.entry(service).or_insert(mine);
            *entry = mine.min(*entry);
        }
        let mut found: Vec<(u64, u32)> = best.into_values().collect();
        found.sort_unstable();
        found.into_iter().take(limit).map(|(key, document)| (document, key)).collect()
    }
}

/// Keys of scores may differ in their last bits with the order of a sum; nothing else may.
fn check(found: &[Found], truth: &[(u32, u64)], order: Order, what: &str) {
    let is_score = matches!(order, Order::Best(_));
    let ours: Vec<(u32, u64)> = found.iter().map(|found| (found.document, found.key)).collect();
    if !is_score {
        assert_eq!(ours, truth, "{what}");
        return;
    }
    assert_eq!(ours.len(), truth.len(), "{what}");
    for (place, (mine, theirs)) in ours.iter().zip(truth).enumerate() {
        let (a, b) = (score_of(mine.1), score_of(theirs.1));
        let same_rank = mine.1 >> LACKS_SHIFT == theirs.1 >> LACKS_SHIFT && (a - b).abs() <= 1e-5 * a.abs();
        assert!(same_rank, "{what}: row {place} has {a}, the oracle {b}");
        let is_tie = truth.iter().filter(|(_, key)| (score_of(*key) - b).abs() <= 1e-5 * b).count() > 1
            || place + 1 == truth.len();
        assert!(mine.0 == theirs.0 || is_tie, "{what}: row {place} is {} and not {}", mine.0, theirs.0);
    }
}

fn compare(seed: u64, count: u64, questions: usize) {
    let corpus = corpus(seed, count);
    let chance = &mut Chance::new(seed + 1);
    let parts = &corpus.parts;
    for question in 0..questions {
        let asked = asked(&corpus, chance);
        let query = asked.query(&corpus);
        let from = Spot::of(generator::point(chance));
        let metres = [500.0, 5_000.0, 40_000.0, 300_000.0, 2_000_000.0][chance.below(5)];
        let [places, areas, ..] = parts.manifest.documents;
        let ranges = [
            Range { start: 0, end: places / 2, is_inside: true },
            Range { start: places, end: places + areas / 2, is_inside: true },
            Range { start: places + areas, end: parts.manifest.all_documents(), is_inside: true },
        ];
        let space = if chance.happens(0.75) {
            Space::Circle { from, within: chord2_of_metres(metres) }
        } else {
            Space::Ranges(&ranges)
        };
        let decay = Decay { half_metres: [500.0, 5_000.0, 50_000.0][chance.below(3)] };
        let has_distance = matches!(space, Space::Circle { .. });
        let order = match chance.below(5) {
            0 | 1 => Order::Nearest,
            2 | 3 => Order::Best(has_distance.then_some(decay)),
            _ => Order::Name,
        };
        let limit = [1, 5, 20, 50][chance.below(4)];
        let truth = asked.brute(&corpus, &space, order, limit);
        let window = 1 + chance.below(600) as u32;
        let chosen = query.top(&space.ground(&corpus.parts), order, limit, &mut |_| true);
        check(&chosen.found, &truth, order, &format!("question {question} of seed {seed}, {}", chosen.plan));
        for plan in [Plan::Postings, Plan::Ranges, Plan::Seeded { window }] {
            let top = query.top_by(plan, &space.ground(&corpus.parts), order, limit, &mut |_| true);
            check(&top.found, &truth, order, &format!("question {question} of seed {seed}, {plan}"));
        }
        let everything = asked.brute(&corpus, &space, Order::Nearest, usize::MAX);
        let counts = query.count(&space.ground(&corpus.parts));
        assert!(!counts.is_about);
        let several: HashSet<u32> =
            everything.iter().map(|(document, _)| parts.service_of(*document)).collect();
        if asked.tests.is_empty() {
            assert_eq!(counts.total, several.len() as u64, "count of question {question} of seed {seed}");
        } else {
            assert!(counts.total <= several.len() as u64);
        }
    }
}

#[test]
fn every_plan_finds_what_brute_force_finds() {
    for seed in 0..10 {
        compare(seed, 40 + seed * 90, 120);
    }
}

/// The whole of it: 50,000 questions. By hand, as it takes minutes: `ORACLE_QUESTIONS=50000`.
#[test]
fn every_plan_finds_it_for_as_many_questions_as_one_likes() {
    let wanted: u64 =
        std::env::var("ORACLE_QUESTIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(500);
    for seed in 100..100 + wanted.div_ceil(500) {
        compare(seed, 30 + (seed * 97) % 1_500, 500);
    }
}

#[test]
fn a_service_stands_once_with_its_nearest_place() {
    let corpus = corpus(7, 400);
    let query = Asked { slots: vec![], without: vec![], phrases: vec![], all: true, tests: vec![] };
    let query = query.query(&corpus);
    let from = Spot::of(Point { latitude: 53.48, longitude: -2.24 });
    let space = Space::Circle { from, within: EVERYWHERE };
    let top = query.top(&space.ground(&corpus.parts), Order::Nearest, 400, &mut |_| true);
    let services: HashSet<u32> = top.found.iter().map(|found| found.service).collect();
    assert_eq!(services.len(), top.found.len());
    let nearest: HashMap<u32, u64> =
        (0..corpus.parts.manifest.documents[0]).fold(HashMap::new(), |mut all, document| {
            let chord2 = corpus.parts.spot(document).chord2(from);
            let entry = all.entry(corpus.parts.service_of(document)).or_insert(chord2);
            *entry = chord2.min(*entry);
            all
        });
    for found in &top.found {
        assert_eq!(found.key, nearest[&found.service]);
    }
}

#[test]
fn work_that_is_cut_says_so() {
    let corpus = corpus(3, 300);
    let asked = Asked { slots: vec![], without: vec![], phrases: vec![], all: true, tests: vec![] };
    let mut query = asked.query(&corpus);
    query.budget.documents = 10;
    let space = Space::Circle { from: Spot::default(), within: EVERYWHERE };
    let top = query.top_by(Plan::Ranges, &space.ground(&corpus.parts), Order::Name, 5, &mut |_| true);
    assert!(top.was_cut && top.looked_at <= 11);
    assert!(query.count(&space.ground(&corpus.parts)).is_about);
}

#[test]
fn all_walks_of_a_question_share_what_they_may_spend() {
    let corpus = corpus(3, 300);
    let asked = Asked { slots: vec![], without: vec![], phrases: vec![], all: true, tests: vec![] };
    let mut query = asked.query(&corpus);
    query.budget.spent = Arc::new(Spent::nothing_of(Work { documents: 25, postings: 1_000 }));
    let space = Space::Circle { from: Spot::default(), within: EVERYWHERE };
    let mut cut = 0;
    for _ in 0..5 {
        cut += u32::from(
            query.top_by(Plan::Ranges, &space.ground(&corpus.parts), Order::Name, 5, &mut |_| true).was_cut,
        );
    }
    assert_eq!((query.budget.spent.work().documents, cut), (25, 5));
}

#[test]
fn a_question_of_many_lists_looks_at_fewer_documents() {
    let corpus = corpus(3, 300);
    let common = corpus.frequencies.iter().filter(|((place, _), _)| *place == In::Words);
    let ((place, term), _) = common.max_by_key(|(_, count)| **count).expect("there are words");
    let list = || Wanted { place: *place, term: term.clone(), weight: 1.0 };
    let slots = (0..10).map(|_| vec![list(), list()]).collect();
    let asked = Asked { slots, without: vec![], phrases: vec![], all: false, tests: vec![] };
    let mut query = asked.query(&corpus);
    query.budget.spent = Arc::new(Spent::nothing_of(Work { documents: 1_000, postings: 200 }));
    let space = Space::Circle { from: Spot::default(), within: EVERYWHERE };
    let top = query.top_by(Plan::Ranges, &space.ground(&corpus.parts), Order::Name, 300, &mut |_| true);
    assert!(top.was_cut);
    assert_eq!(query.budget.spent.work(), Work { documents: 10, postings: 200 });
}

fn term(corpus: &Corpus, is_wanted: impl Fn(u32) -> bool, weight: f32) -> Wanted {
    let mut words = corpus.vocabulary.iter().filter(|(place, _)| *place == In::Words);
    let found = words.find(|word| is_wanted(corpus.frequencies[*word]));
    let (place, term) = found.expect("there are such words").clone();
    Wanted { place, term, weight }
}

#[test]
fn what_cannot_be_among_the_first_is_passed_over() {
    let corpus = corpus(11, 3_000);
    let common = || term(&corpus, |_| true, 1.0);
    let rare = |weight| term(&corpus, |documents| documents < 100, weight);
    let cases = [
        ("a common word", vec![vec![common()]], vec![], true),
        ("alternatives", vec![vec![common(), rare(1.0)]], vec![], true),
        ("a phrase", vec![vec![common()]], vec![vec![rare(0.5)]], true),
        ("any of two parts", vec![vec![common()], vec![rare(1.0)]], vec![], false),
        ("no words at all", vec![], vec![], true),
    ];
    let all_documents = [Range { start: 0, end: corpus.parts.manifest.all_documents(), is_inside: true }];
    let (space, order) = (Space::Ranges(&all_documents), Order::Best(None));
    for (what, slots, phrases, all) in cases {
        let asked = Asked { slots, without: vec![], phrases, all, tests: vec![] };
        let top = asked.query(&corpus).top(&space.ground(&corpus.parts), order, 3, &mut |_| true);
        check(&top.found, &asked.brute(&corpus, &space, order, 3), order, what);
        let agree = asked.brute(&corpus, &space, Order::Name, usize::MAX).len();
        assert!(top.looked_at as usize * 2 < agree, "{what}: {} of {agree} looked at", top.looked_at);
    }
}

#[test]
fn what_has_every_part_is_not_found_again_without_one_that_adds_little() {
    let corpus = corpus(11, 3_000);
    let little = term(&corpus, |documents| documents < 900, 0.01);
    let slots = vec![vec![term(&corpus, |_| true, 1.0)], vec![little]];
    let asked = Asked { slots, without: vec![], phrases: vec![], all: false, tests: vec![] };
    let all_documents = [Range { start: 0, end: corpus.parts.manifest.all_documents(), is_inside: true }];
    let (space, order) = (Space::Ranges(&all_documents), Order::Best(None));
    let both = asked.brute(&corpus, &space, order, usize::MAX);
    let both = both.iter().filter(|(_, key)| key >> LACKS_SHIFT == 0).count();
    let limit = both + 100;
    let top = asked.query(&corpus).top(&space.ground(&corpus.parts), order, limit, &mut |_| true);
    check(&top.found, &asked.brute(&corpus, &space, order, limit), order, "a part that adds little");
    let services: HashSet<u32> = top.found.iter().map(|found| found.service).collect();
    assert_eq!(services.len(), limit, "{both} have both");
}

#[test]
fn stems_of_a_question_are_those_of_the_index() {
    let corpus = corpus(5, 200);
    let mut stems = Stems::default();
    assert!(corpus.frequencies.contains_key(&(In::Words, stems.term("communities"))));
}
