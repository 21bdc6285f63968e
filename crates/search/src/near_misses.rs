//! The smallest relaxations of a question that brought little: one part at a time, each said in words.

use crate::ask::Ask;
use crate::question::{ChipKind, Question, Reach};
use model::place::METRES_PER_MILE;

/// With fewer answers than this, relaxations are offered.
pub const LITTLE: u64 = 5;

/// Farther is three times as far, and at least five miles more.
const FARTHER_TIMES: f64 = 3.0;
const FARTHER_MILES_MORE: f64 = 5.0;

/// A question with one part relaxed, waiting to be counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Relaxation {
    /// For people, after a count: "12 more" + " if any day or time will do".
    pub label: String,
    /// The relaxed question.
    pub ask: Ask,
}

/// Relaxations in the order they are least likely to hurt.
pub fn relaxations(ask: &Ask, question: &Question) -> Vec<Relaxation> {
    let mut relaxed = Vec::new();
    let first_page = |mut ask: Ask| {
        ask.page = 1;
        ask.lane = None;
        ask
    };
    if let Reach::WithinMetres(metres) = question.reach {
        let miles = metres / METRES_PER_MILE;
        let farther = (miles * FARTHER_TIMES).max(miles + FARTHER_MILES_MORE).round();
        let mut ask = ask.clone();
        ask.within_miles = Some(farther);
        relaxed.push(Relaxation { label: format!("within {farther} miles"), ask: first_page(ask) });
    }
    let topics = question.reading.chips.iter().filter(|chip| chip.kind == ChipKind::Topic).count();
    let has_topic = topics > 0 || !question.words.is_empty();
    let mut chips: Vec<_> = question.reading.chips.iter().collect();
    chips.sort_by_key(|chip| cost_of_dropping(chip.kind));
    for chip in chips {
        let label = match chip.kind {
            ChipKind::When => "if any day or time will do".to_owned(),
            ChipKind::Place | ChipKind::Reach => continue,
            ChipKind::Topic if topics < 2 => continue,
            ChipKind::Words if topics == 0 => continue,
            ChipKind::Topic => format!("without “{}”", chip.from),
            ChipKind::Words => format!("without the words {}", chip.label),
            ChipKind::Without => format!("with “{}” as well", chip.label.trim_start_matches("not: ")),
            ChipKind::Cost => "at any cost".to_owned(),
            ChipKind::Route => "however one joins".to_owned(),
            ChipKind::How => "delivered in any way".to_owned(),
            ChipKind::Access | ChipKind::Person | ChipKind::Language => {
                format!("that do not say “{}”", chip.label)
            }
        };
        if !has_topic {
            continue;
        }
        let mut ask = ask.clone();
        ask.dropped.push(chip.key.clone());
        relaxed.push(Relaxation { label, ask: first_page(ask) });
    }
    let mut facets: Vec<&str> = ask.choices.iter().map(|(facet, _)| facet.as_str()).collect();
    facets.sort_unstable();
    facets.dedup();
    for key in facets {
        let mut ask = ask.clone();
        ask.choices.retain(|(facet, _)| facet != key);
        relaxed.push(Relaxation { label: format!("whatever the {key}"), ask: first_page(ask) });
    }
    relaxed
}

/// The least hurtful first.
fn cost_of_dropping(kind: ChipKind) -> u8 {
    match kind {
        ChipKind::When => 0,
        ChipKind::Cost => 1,
        ChipKind::Route => 2,
        ChipKind::How => 3,
        ChipKind::Access => 4,
        ChipKind::Person => 5,
        ChipKind::Language => 6,
        ChipKind::Words => 7,
        ChipKind::Topic => 8,
        ChipKind::Without => 9,
        ChipKind::Place | ChipKind::Reach => 10,
    }
}

#[cfg(test)]
mod tests;
