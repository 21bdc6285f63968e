//! Turns what somebody asked into a question, with a reading they can see, change and drop.
//!
//! Deterministic, and without guessing: a part is read only where its words say so, and what is not
//! understood stays free text. The parts are read in this order: postcodes and named places, concepts of
//! the vocabulary, then time, person, access, cost, way of delivery, way in and negation.

mod context;
mod filters;
mod mend;
mod person;
mod place;
mod reach;
mod small_words;
mod time;
mod tokens;
mod topic;

use jiff::Zoned;
use model::identifier::ConceptId;

use crate::ask::Ask;
use crate::question::{AskedConcept, Chip, ChipKind, Person, PlaceChoice, Question, Reach, Reading, When};
pub use context::Context;
use tokens::{Token, tokens};

/// Understands `ask` as of `now`. Never fails: a strange question gets an answer that says so.
pub fn understand(ask: &Ask, context: &Context<'_>, now: &Zoned) -> Question {
    let mut tokens = tokens(&ask.q);
    let mut repaired = None;
    if !ask.exactly {
        mend::known_misspellings(&mut tokens, context);
    }
    let mut parts = read(&ask.q, &tokens, context, now);
    if !ask.exactly && mend::unknown_words(&mut tokens, &parts, context) {
        parts = read(&ask.q, &tokens, context, now);
    }
    if tokens.iter().any(|token| token.is_mended) {
        repaired = Some(tokens::sentence(&tokens));
    }
    let mut question = assemble(ask, parts, &tokens);
    place::put_origin(&mut question, ask, context);
    question.reading.typed = ask.q.trim().to_owned();
    question.reading.repaired = repaired;
    question
}

/// Everything read from the tokens, before chips were dropped.
#[derive(Debug, Default)]
struct Parts {
    found: Vec<Found>,
    /// Which part took each token.
    owner: Vec<Owner>,
    notes: Vec<String>,
    other_places: Vec<PlaceChoice>,
}

/// What happened to a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Owner {
    /// Nobody wanted it: it stays free text.
    #[default]
    Free,
    /// A word that says nothing by itself: "near", "for", "help with".
    Filler,
    /// The part of this number.
    Part(usize),
}

/// One part of a reading, with what it does to the question.
#[derive(Debug, Clone)]
struct Found {
    kind: ChipKind,
    /// The tokens it came from; the first orders the chips.
    tokens: std::ops::Range<usize>,
    label: String,
    effect: Effect,
}

/// What a part does to the question.
#[derive(Debug, Clone)]
enum Effect {
    Topic(AskedConcept),
    Place(place::Found),
    NearMe,
    Reach(f64),
    When(When),
    Person(Person),
    Filter(&'static str, Vec<&'static str>),
    MostPence(u32),
    WithoutConcept(ConceptId),
    WithoutWords(Vec<String>),
    /// Understood, and nothing can be done with it but to say so.
    Noted(String),
}

impl Parts {
    fn new(count: usize) -> Parts {
        Parts { owner: vec![Owner::Free; count], ..Parts::default() }
    }

    fn are_free(&self, range: std::ops::Range<usize>) -> bool {
        self.owner.get(range).is_some_and(|owners| owners.iter().all(|owner| *owner == Owner::Free))
    }

    fn is_free(&self, index: usize) -> bool {
        self.owner.get(index) == Some(&Owner::Free)
    }

    fn take(&mut self, kind: ChipKind, tokens: std::ops::Range<usize>, label: String, effect: Effect) {
        let number = self.found.len();
        self.owner[tokens.clone()].fill(Owner::Part(number));
        self.found.push(Found { kind, tokens, label, effect });
    }

    fn fill(&mut self, index: usize) {
        if let Some(owner @ Owner::Free) = self.owner.get_mut(index) {
            *owner = Owner::Filler;
        }
    }

    fn has_topic(&self) -> bool {
        self.found.iter().any(|found| matches!(found.effect, Effect::Topic(_)))
    }
}

fn read(typed: &str, tokens: &[Token], context: &Context<'_>, now: &Zoned) -> Parts {
    let mut parts = Parts::new(tokens.len());
    let concepts = topic::concepts(tokens, context);
    place::postcodes(typed, tokens, &concepts, context, &mut parts);
    reach::reach(tokens, &mut parts);
    filters::phrases(tokens, &concepts, &mut parts);
    filters::prices(typed, tokens, &concepts, &mut parts);
    person::languages(tokens, &mut parts);
    person::ages(typed, tokens, &concepts, &mut parts);
    time::times(typed, tokens, &concepts, now, &mut parts);
    place::after_preposition(tokens, &concepts, context, &mut parts);
    topic::negations(tokens, &concepts, context, &mut parts);
    topic::topics(tokens, &concepts, context, &mut parts);
    place::without_preposition(typed, tokens, context, &mut parts);
    topic::asides(tokens, context, &mut parts);
    topic::fillers(tokens, &mut parts);
    parts
}

/// Puts the parts together, leaving out those whose chip was dropped.
fn assemble(ask: &Ask, parts: Parts, tokens: &[Token]) -> Question {
    let mut question = Question {
        ask: ask.clone(),
        sort: ask.sort,
        lane: ask.lane,
        page: ask.page.max(1),
        per_page: ask.per_page.clamp(1, 100),
        explain: ask.explain,
        reading: Reading { notes: parts.notes, other_places: parts.other_places, ..Reading::default() },
        ..Question::default()
    };
    let mut chips: Vec<(usize, Chip)> = Vec::new();
    for found in parts.found {
        let from = tokens::typed(&ask.q, &tokens[found.tokens.clone()]);
        let chip = Chip { key: key(found.kind, &from), kind: found.kind, label: found.label, from };
        if ask.dropped.contains(&chip.key) {
            continue;
        }
        put(&mut question, found.effect);
        chips.push((found.tokens.start, chip));
    }
    let free: Vec<usize> = (0..tokens.len()).filter(|&index| parts.owner[index] == Owner::Free).collect();
    put_words(&mut question, &mut chips, ask, tokens, &free);
    chips.sort_by_key(|(start, _)| *start);
    question.reading.chips = chips.into_iter().map(|(_, chip)| chip).collect();
    for (facet, value) in &ask.choices {
        add_filter(&mut question, facet, value);
    }
    if let Some(miles) = ask.within_miles.filter(|miles| miles.is_finite() && *miles > 0.0) {
        question.reach = Reach::WithinMetres(miles * model::place::METRES_PER_MILE);
    }
    question
}

/// Runs of neighbouring free words become one chip each.
fn put_words(
    question: &mut Question,
    chips: &mut Vec<(usize, Chip)>,
    ask: &Ask,
    tokens: &[Token],
    free: &[usize],
) {
    for run in free.chunk_by(|a, b| a + 1 == *b) {
        let (first, last) = (run[0], run[run.len() - 1]);
        let from = tokens::typed(&ask.q, &tokens[first..=last]);
        let words: Vec<String> = run.iter().map(|&index| tokens[index].folded.clone()).collect();
        let label = format!("“{}”", words.join(" "));
        let chip = Chip { key: key(ChipKind::Words, &from), kind: ChipKind::Words, label, from };
        if !ask.dropped.contains(&chip.key) {
            question.words.extend(words);
            chips.push((first, chip));
        }
    }
}

fn put(question: &mut Question, effect: Effect) {
    match effect {
        Effect::Topic(asked) => match question.concepts.iter_mut().find(|one| one.concept == asked.concept) {
            Some(known) => known.from_words.extend(asked.from_words),
            None => question.concepts.push(asked),
        },
        Effect::Place(found) => {
            question.origin.get_or_insert(found.origin);
            question.reading.notes.extend(found.notes);
            question.reading.other_places.extend(found.others);
        }
        Effect::NearMe => {}
        Effect::Reach(metres) => question.reach = Reach::WithinMetres(metres),
        Effect::When(when) => {
            if when.season.is_some() {
                question.reading.notes.push(time::TERMS_DIFFER.to_owned());
            }
            question.when = Some(when);
        }
        Effect::MostPence(pence) => question.most_pence = Some(pence),
        Effect::Person(person) => join(&mut question.person, person),
        Effect::Filter(facet, values) => {
            for value in values {
                add_filter(question, facet, value);
            }
        }
        Effect::WithoutConcept(concept) => question.without_concepts.push(concept),
        Effect::WithoutWords(words) => question.without_words.extend(words),
        Effect::Noted(note) => question.reading.notes.push(note),
    }
}

fn add_filter(question: &mut Question, facet: &str, value: &str) {
    match question.filters.iter_mut().find(|(key, _)| key == facet) {
        Some((_, values)) if values.iter().any(|known| known == value) => {}
        Some((_, values)) => values.push(value.to_owned()),
        None => question.filters.push((facet.to_owned(), vec![value.to_owned()])),
    }
}

fn join(person: &mut Person, more: Person) {
    person.age = match (person.age, more.age) {
        (Some((a, b)), Some((c, d))) if a.max(c) <= b.min(d) => Some((a.max(c), b.min(d))),
        (known, more) => more.or(known),
    };
    person.gender = more.gender.or(person.gender);
    person.is_child |= more.is_child;
    for language in more.languages {
        if !person.languages.contains(&language) {
            person.languages.push(language);
        }
    }
}

/// `place-sk4-3aa`: the kind and the typed words, so that dropping one chip renames no other.
fn key(kind: ChipKind, from: &str) -> String {
    let kind = match kind {
        ChipKind::Topic => "topic",
        ChipKind::Words => "words",
        ChipKind::Place => "place",
        ChipKind::Reach => "reach",
        ChipKind::When => "when",
        ChipKind::Person => "person",
        ChipKind::Access => "access",
        ChipKind::Cost => "cost",
        ChipKind::How => "how",
        ChipKind::Route => "route",
        ChipKind::Without => "without",
        ChipKind::Language => "language",
    };
    format!("{kind}-{}", model::vocabulary::words::fold(from).replace(' ', "-"))
}

#[cfg(test)]
mod tests;
