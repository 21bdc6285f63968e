//! What must hold of every golden question: any chip can be dropped, and a harmless word empties no page.
//!
//! They are put to a town that has one national service for every concept of the vocabulary.

use std::path::Path;

use crate::town::{Told, Town, monday, service, vocabulary};
use search::answer::Answer;
use search::ask::Ask;
use serde_json::json;

/// Words that say nothing of what is asked for.
const HARMLESS: [&str; 6] = ["please", "local", "friendly", "nice", "good", "really"];

fn golden_questions() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readings.txt");
    let text = std::fs::read_to_string(path).expect("readings.txt ships");
    let is_question = |line: &&str| !line.is_empty() && !line.starts_with([' ', '#']);
    text.lines().filter(is_question).map(str::to_owned).collect()
}

/// One service by phone for the whole country, for each concept.
fn everything() -> Town {
    let of_concept = |concept: &model::vocabulary::Concept| -> Option<Told> {
        let (phrase, _) = concept.phrases.first()?;
        let told = service(&format!("National {phrase}"), &format!("{}.", concept.label));
        Some(told.with("delivery", json!(["by_phone"])).with("areas", json!([{ "kind": "united_kingdom" }])))
    };
    Town::of(vocabulary().concepts().iter().filter_map(of_concept).collect())
}

fn total(answer: &Answer) -> u64 {
    answer.lanes.iter().map(|lane| lane.total.number).sum()
}

#[test]
fn any_chip_of_any_golden_question_can_be_dropped() {
    let town = everything();
    let mut dropped = 0;
    for question in golden_questions() {
        let ask = Ask::of(&question);
        for chip in town.ask_at(&ask, &monday()).reading.chips {
            let without = Ask { dropped: vec![chip.key.clone()], ..ask.clone() };
            let answer = town.ask_at(&without, &monday());
            let is_still_there = answer.reading.chips.iter().any(|other| other.key == chip.key);
            assert!(!is_still_there, "“{question}” keeps the chip {} that was dropped", chip.key);
            dropped += 1;
        }
    }
    assert!(dropped > 300, "there are chips to drop: {dropped}");
}

#[test]
fn a_harmless_word_never_empties_a_page() {
    let town = everything();
    let mut tried = 0;
    for question in golden_questions() {
        if total(&town.ask(&question)) == 0 {
            continue;
        }
        for word in HARMLESS {
            for longer in [format!("{question} {word}"), format!("{word} {question}")] {
                assert!(total(&town.ask(&longer)) > 0, "“{longer}” is empty and “{question}” is not");
                tried += 1;
            }
        }
    }
    assert!(tried > 1_000, "there are questions that have answers: {tried}");
}
