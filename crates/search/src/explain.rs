//! How a row came to its place: every factor of its score, for `?explain=1` and `fingerpost ask --explain`.

use crate::find::{Found, Query};
use crate::lists::Slot;
use crate::marks::{Marks, Says};
use crate::question::Question;
use crate::rank::NOT_STATED_FACTOR;
use crate::words::{is_stop_word, words};

/// Each factor with its value, in the order of the formula. The parts before `agreement` add up to it; the
/// factors after it are multiplied with it and give the score.
pub fn factors(question: &Question, query: &Query<'_>, found: &Found, marks: &Marks) -> Vec<(String, f32)> {
    let mut factors = Vec::new();
    let mut agreement = 0.0;
    for (name, slot) in names(question).zip(&query.slots) {
        let score = score_of(slot, found.document);
        agreement += score;
        factors.push((name, score));
    }
    let typed = scores_of(&query.phrases, found.document);
    agreement += typed;
    if !query.phrases.is_empty() {
        factors.push(("the very words, and words side by side".to_owned(), typed));
    }
    if query.slots.is_empty() {
        agreement = 1.0;
    }
    factors.push(("agreement".to_owned(), agreement));
    let prior = query.priors.of_entry(&marks.words);
    let welcome = query.priors.of_audiences(marks.audiences());
    let tests = query.tests.iter().filter(|test| test.kind.ask(&marks.words) == Says::NotStated);
    let not_stated = NOT_STATED_FACTOR.powi(tests.count() as i32);
    if let Some(metres) = found.metres() {
        // What is left of the score when the other factors are taken away.
        let others = agreement * prior * welcome * not_stated;
        factors.push(("metres".to_owned(), metres as f32));
        if others > 0.0 {
            factors.push(("× nearness".to_owned(), found.score() / others));
        }
    }
    factors.push(("× kind of entry and freshness".to_owned(), prior));
    factors.push(("× whom its name is for".to_owned(), welcome));
    factors.push(("× not stated".to_owned(), not_stated));
    factors.push(("score".to_owned(), found.score()));
    factors.push(("parts lacking".to_owned(), f32::from(found.lacks())));
    factors
}

/// How well a document agrees with what was asked, before anything is multiplied with it.
pub fn agreement(query: &Query<'_>, document: u32) -> f32 {
    scores_of(&query.slots, document) + scores_of(&query.phrases, document)
}

/// What these parts or phrases add for a document.
pub fn scores_of(slots: &[Slot], document: u32) -> f32 {
    slots.iter().map(|slot| score_of(slot, document)).sum()
}

/// The asked parts in the order of the query's slots.
fn names(question: &Question) -> impl Iterator<Item = String> + '_ {
    let concepts = question.concepts.iter().map(|asked| format!("about {}", asked.concept.0));
    let typed = question.words.iter().flat_map(|word| words(word)).map(|word| word.folded);
    concepts.chain(typed.filter(|word| !is_stop_word(word)).map(|word| format!("word “{word}”")))
}

fn score_of(slot: &Slot, document: u32) -> f32 {
    let mut slot = slot.clone();
    if slot.seek(document) == document { slot.score() } else { 0.0 }
}
