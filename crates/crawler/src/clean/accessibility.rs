//! Access facts, each three-valued: stated yes, stated no, or not stated.

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use model::accessibility::{AccessFeature, Accessibility};
use model::evidence::{Field, Reading};
use regex::Regex;

use super::text::clean_line;
use super::words::{any_of, find, folded};
use super::{Cleaning, Notes};

/// The step: access to the session itself.
pub fn clean_accessibility(cleaning: &mut Cleaning<'_>) {
    let facts = std::mem::take(&mut cleaning.draft.accessibility);
    let text = cleaning.draft.accessibility_text.take();
    let mut access = of_place(&facts, text.as_deref(), &mut cleaning.notes);
    let mut reading = if facts.is_empty() { Reading::FromProse } else { Reading::Stated };
    if access.is_empty()
        && let Some(description) = cleaning.service.description.as_deref()
    {
        reading = Reading::FromProse;
        read_facts(description, &mut access);
    }
    let is_stated = !access.is_empty();
    cleaning.service.accessibility = access;
    if is_stated {
        cleaning.say(Field::Accessibility, reading);
    }
}

/// Facts and words about a building or a session.
pub fn of_place(facts: &[(String, String)], text: Option<&str>, notes: &mut Notes) -> Accessibility {
    let mut access = Accessibility::default();
    for (name, value) in facts {
        match (feature_named(name), yes_or_no(value)) {
            (Some(feature), Some(is_so)) => {
                access.facts.insert(feature, is_so);
            }
            (None, Some(true)) => read_facts(name, &mut access),
            (Some(_), None) if !super::words::is_nothing(value) => read_facts(value, &mut access),
            _ => {}
        }
    }
    access.text = text.and_then(|text| clean_line(text, notes));
    if let Some(text) = access.text.clone() {
        read_facts(&text, &mut access);
    }
    access
}

fn yes_or_no(value: &str) -> Option<bool> {
    match value.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "available" | "full" | "designated" | "x" => Some(true),
        "no" | "n" | "false" | "0" | "none" | "not available" => Some(false),
        _ => None,
    }
}

/// Phrases, the longer before the shorter that they hold.
const PHRASES: [(&str, AccessFeature); 62] = [
    ("accessible parking", AccessFeature::AccessibleParking),
    ("disabled parking", AccessFeature::AccessibleParking),
    ("blue badge", AccessFeature::AccessibleParking),
    ("disability parking", AccessFeature::AccessibleParking),
    ("parking for disabled", AccessFeature::AccessibleParking),
    ("accessible toilet", AccessFeature::AccessibleToilet),
    ("accessible toilets", AccessFeature::AccessibleToilet),
    ("accessible toilet facilities", AccessFeature::AccessibleToilet),
    ("accessible wc", AccessFeature::AccessibleToilet),
    ("disabled toilet", AccessFeature::AccessibleToilet),
    ("disabled toilets", AccessFeature::AccessibleToilet),
    ("wheelchair accessible toilet", AccessFeature::AccessibleToilet),
    ("changing places", AccessFeature::AccessibleToilet),
    ("disability toilets", AccessFeature::AccessibleToilet),
    ("toilets wheelchair", AccessFeature::AccessibleToilet),
    ("baby changing", AccessFeature::BabyChanging),
    ("baby change", AccessFeature::BabyChanging),
    ("nappy changing", AccessFeature::BabyChanging),
    ("changing table", AccessFeature::BabyChanging),
    ("hearing loop", AccessFeature::HearingLoop),
    ("induction loop", AccessFeature::HearingLoop),
    ("hearing induction loop", AccessFeature::HearingLoop),
    ("loop system", AccessFeature::HearingLoop),
    ("hearing aid loop", AccessFeature::HearingLoop),
    ("bsl", AccessFeature::SignLanguage),
    ("british sign language", AccessFeature::SignLanguage),
    ("sign language", AccessFeature::SignLanguage),
    ("signed", AccessFeature::SignLanguage),
    ("assistance dogs", AccessFeature::AssistanceDogs),
    ("assistance dog", AccessFeature::AssistanceDogs),
    ("guide dogs", AccessFeature::AssistanceDogs),
    ("guide dog", AccessFeature::AssistanceDogs),
    ("step free", AccessFeature::StepFree),
    ("stepfree", AccessFeature::StepFree),
    ("level access", AccessFeature::StepFree),
    ("ramped access", AccessFeature::StepFree),
    ("ramp access", AccessFeature::StepFree),
    ("no steps", AccessFeature::StepFree),
    ("wheelchair access", AccessFeature::Wheelchair),
    ("wheelchair accessible", AccessFeature::Wheelchair),
    ("accessible by wheelchair", AccessFeature::Wheelchair),
    ("accessible for wheelchairs", AccessFeature::Wheelchair),
    ("accessible to wheelchair users", AccessFeature::Wheelchair),
    ("accessible to wheelchairs", AccessFeature::Wheelchair),
    ("wheelchair friendly", AccessFeature::Wheelchair),
    ("suitable for wheelchairs", AccessFeature::Wheelchair),
    ("fully accessible", AccessFeature::Wheelchair),
    ("wheelchair", AccessFeature::Wheelchair),
    ("wheelchairs", AccessFeature::Wheelchair),
    ("quiet space", AccessFeature::Quiet),
    ("quiet room", AccessFeature::Quiet),
    ("quiet session", AccessFeature::Quiet),
    ("quiet sessions", AccessFeature::Quiet),
    ("quiet area", AccessFeature::Quiet),
    ("relaxed session", AccessFeature::Quiet),
    ("car park", AccessFeature::Parking),
    ("parking available", AccessFeature::Parking),
    ("free parking", AccessFeature::Parking),
    ("on site parking", AccessFeature::Parking),
    ("onsite parking", AccessFeature::Parking),
    ("toilets available", AccessFeature::Toilet),
    ("toilet facilities", AccessFeature::Toilet),
];

/// The feature a field is named after.
fn feature_named(name: &str) -> Option<AccessFeature> {
    let folded = folded(name);
    let bare = folded.trim();
    AccessFeature::ALL
        .into_iter()
        .find(|feature| {
            serde_json::to_value(feature)
                .is_ok_and(|key| key.as_str().is_some_and(|key| key.replace('_', " ") == bare))
        })
        .or_else(|| match bare {
            "parking" | "car park" | "carpark" => Some(AccessFeature::Parking),
            "toilets" | "toilet" | "wc" => Some(AccessFeature::Toilet),
            "disabled access" | "disabled" | "is wheelchair accessible" => Some(AccessFeature::Wheelchair),
            _ => PHRASES.iter().find(|(phrase, _)| *phrase == bare).map(|(_, feature)| *feature),
        })
}

/// Facts that prose states: the phrase, and whether it is denied right before or after it.
fn read_facts(text: &str, access: &mut Accessibility) {
    static HINTS: LazyLock<Regex> = LazyLock::new(|| {
        any_of(&[
            "access",
            "wheelchair",
            "toilet",
            "loop",
            "bsl",
            "sign lang",
            "quiet",
            "park",
            "ramp",
            "step",
            "chang",
            "dog",
            "badge",
            "signed",
            "level",
            "relaxed",
        ])
    });
    if !HINTS.is_match(text) {
        return;
    }
    let mut rest = folded(text);
    for (phrase, feature) in PHRASES {
        let Some(at) = find(&rest, phrase) else { continue };
        let is_denied = is_denied(&rest[..at], &rest[at + phrase.len()..]);
        let is_bare_wheelchair =
            matches!(phrase, "wheelchair" | "wheelchairs") && !is_denied && text.len() > 24;
        if !is_bare_wheelchair {
            access.facts.entry(feature).or_insert(!is_denied);
        }
        // So that "accessible toilet" is not found again as something shorter.
        rest.replace_range(at..at + phrase.len(), "#");
    }
}

fn is_denied(before: &str, after: &str) -> bool {
    let last: Vec<&str> = before.split(' ').filter(|word| !word.is_empty()).rev().take(3).collect();
    let next: Vec<&str> = after.split(' ').filter(|word| !word.is_empty()).take(3).collect();
    let denies = |word: &&&str| {
        matches!(**word, "no" | "not" | "isnt" | "without" | "cannot" | "unfortunately" | "limited" | "non")
    };
    last.iter().any(|word| denies(&word))
        || matches!(
            next.as_slice(),
            ["no", ..]
                | ["not", ..]
                | ["is", "not", ..]
                | ["are", "not", ..]
                | ["isnt", ..]
                | ["none", ..]
                | ["unavailable", ..]
        )
}
