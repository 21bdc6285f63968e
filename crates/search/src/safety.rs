//! Crisis: help that stands above the answers and blocks nothing; and addresses that must not be known.
//!
//! A question of crisis is never stored. "Not suicidal" and "volunteering for Samaritans" are no crisis;
//! "my friend wants to kill herself" is one, with words for whoever worries.

use std::sync::LazyLock;

use model::evidence::Field;
use model::place::ServiceArea;
use model::service::{Delivery, Service};
use model::vocabulary::words;
use serde::Deserialize;

use crate::answer::{CrisisCard, CrisisLine};

/// The phrases and the help ship inside the program: the card must never be missing.
const FILE: &str = include_str!("../../../index-data/vocabulary/crisis.toml");

static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let file: File = toml::from_str(FILE).expect("the crisis file that ships was parsed by a test");
    file.kind.into_iter().map(Kind::from).collect()
});

/// How many words before a phrase can deny it: "I am really not suicidal".
const DENIAL_REACH_WORDS: usize = 3;
/// Words that deny what follows.
const DENIALS: [&str; 8] = ["not", "never", "dont", "isnt", "arent", "no", "wasnt", "without"];
/// Words that deny when the phrase itself begins with a denial: they are part of saying it.
const OWN_DENIALS: [&str; 7] = ["dont", "do", "no", "cant", "cannot", "not", "wont"];

#[derive(Debug, Deserialize)]
struct File {
    kind: Vec<KindOfFile>,
}

#[derive(Debug, Deserialize)]
struct KindOfFile {
    id: String,
    heading: String,
    heading_other: String,
    phrases: Vec<String>,
    phrases_other: Vec<String>,
    topics: Vec<String>,
    means_nothing: Vec<String>,
    unless: Vec<String>,
    lines: Vec<LineOfFile>,
}

#[derive(Debug, Deserialize)]
struct LineOfFile {
    text: String,
    phone: Option<String>,
    url: Option<String>,
}

#[derive(Debug)]
struct Kind {
    id: String,
    heading: String,
    heading_other: String,
    of_oneself: Vec<Vec<String>>,
    of_another: Vec<Vec<String>>,
    topics: Vec<Vec<String>>,
    means_nothing: Vec<Vec<String>>,
    unless: Vec<Vec<String>>,
    lines: Vec<CrisisLine>,
}

impl From<KindOfFile> for Kind {
    fn from(kind: KindOfFile) -> Kind {
        let phrases = |texts: Vec<String>| {
            texts
                .iter()
                .map(|text| words::words(text).into_iter().map(|word| word.folded).collect())
                .collect()
        };
        let line = |line: LineOfFile| CrisisLine { text: line.text, phone: line.phone, url: line.url };
        Kind {
            id: kind.id,
            heading: kind.heading,
            heading_other: kind.heading_other,
            of_oneself: phrases(kind.phrases),
            of_another: phrases(kind.phrases_other),
            topics: phrases(kind.topics),
            means_nothing: phrases(kind.means_nothing),
            unless: phrases(kind.unless),
            lines: kind.lines.into_iter().map(line).collect(),
        }
    }
}

/// The help that must stand above the answers to `question` (as typed, or as repaired), if any.
pub fn crisis(question: &str) -> Option<CrisisCard> {
    let words: Vec<String> = words::words(question).into_iter().map(|word| word.folded).collect();
    for kind in KINDS.iter() {
        let heading = match kind.speaks_of(&words) {
            Some(Whose::Own) => &kind.heading,
            Some(Whose::Another) => &kind.heading_other,
            None => continue,
        };
        return Some(CrisisCard {
            kind: kind.id.clone(),
            heading: heading.clone(),
            lines: kind.lines.clone(),
        });
    }
    None
}

/// Whether `question` must not be stored, counted or logged in any form.
pub fn is_crisis(question: &str) -> bool {
    crisis(question).is_some()
}

#[derive(Clone, Copy)]
enum Whose {
    Own,
    Another,
}

impl Kind {
    /// Statements are taken at their word; a topic that many name is none beside words such as
    /// "training" or "volunteering".
    fn speaks_of(&self, words: &[String]) -> Option<Whose> {
        let stands =
            |phrases: &[Vec<String>]| phrases.iter().any(|phrase| stands_in(words, phrase).next().is_some());
        if stands(&self.means_nothing) {
            return None;
        }
        let said = |phrases: &[Vec<String>]| {
            phrases.iter().any(|phrase| stands_in(words, phrase).any(|at| !is_denied(words, at, phrase)))
        };
        if said(&self.of_another) {
            return Some(Whose::Another);
        }
        let is_topic = || said(&self.topics) && !stands(&self.unless);
        (said(&self.of_oneself) || is_topic()).then_some(Whose::Own)
    }
}

/// Where the phrase stands, word by word.
fn stands_in<'a>(words: &'a [String], phrase: &'a [String]) -> impl Iterator<Item = usize> + 'a {
    let last = (words.len() + 1).saturating_sub(phrase.len().max(1));
    (0..last).filter(move |&at| words.get(at..at + phrase.len()).is_some_and(|here| here == phrase))
}

fn is_denied(words: &[String], at: usize, phrase: &[String]) -> bool {
    let says_so_itself = phrase.first().is_some_and(|word| OWN_DENIALS.contains(&word.as_str()));
    let before = &words[at.saturating_sub(DENIAL_REACH_WORDS)..at];
    !says_so_itself && before.iter().any(|word| DENIALS.contains(&word.as_str()))
}

/// Words of a name or description that say people are sheltered there.
const SHELTERS: [&str; 9] = [
    "refuge",
    "refuges",
    "womens refuge",
    "safe house",
    "safehouse",
    "safe houses",
    "emergency refuge",
    "refuge accommodation",
    "crisis accommodation for women",
];

/// Whether the places of this service must be neither indexed nor mapped: a refuge is only safe while
/// nobody knows where it is. Its telephone and the area it covers stay.
pub fn must_hide_place(service: &Service) -> bool {
    let is_about_abuse = service.categories.iter().any(|concept| {
        matches!(concept.0.as_str(), "safety/domestic-abuse" | "safety/slavery" | "safety/sexual-violence")
    });
    if !is_about_abuse {
        return false;
    }
    let organisation = service.organisation.as_ref().map(|organisation| organisation.name.as_str());
    let texts = [Some(service.name.as_str()), organisation, service.description.as_deref()];
    let texts: Vec<Vec<String>> = texts
        .into_iter()
        .flatten()
        .chain(service.source_categories.iter().map(String::as_str))
        .map(|text| words::words(text).into_iter().map(|word| word.folded).collect())
        .collect();
    let says = |phrase: &str| {
        let phrase: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
        texts.iter().any(|text: &Vec<String>| stands_in(text, &phrase).next().is_some())
    };
    says("womens aid") || SHELTERS.iter().any(|phrase| says(phrase))
}

/// Takes the places of a service away; what is left is the area they lie in, told once and by its name, its
/// telephone and its page.
pub fn hide_place(service: &mut Service) {
    for location in std::mem::take(&mut service.locations) {
        let Some(located) = location.located else { continue };
        let Some(code) = located.authority else { continue };
        let is_known = service
            .areas
            .iter()
            .any(|area| matches!(area, ServiceArea::Area { code: known, .. } if *known == code));
        if is_known {
            continue;
        }
        // "Harehills, Leeds": the district is named behind the last comma.
        let of_label = located.label.as_deref().and_then(|label| label.rsplit_once(", "));
        let district = of_label.map(|(_, district)| district.to_owned());
        let name = district.or(location.town).unwrap_or_else(|| "its own district".to_owned());
        service.areas.push(ServiceArea::Area { code, name });
    }
    service.evidence.retain(|evidence| !matches!(evidence.field, Field::Location | Field::Point));
    service.delivery.remove(&Delivery::InPerson);
}

#[cfg(test)]
mod tests;
