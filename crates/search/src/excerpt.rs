//! A part of the catalogue for a search without the engine (a file on a stick): which services lie around a
//! point, and what each phrase of the vocabulary is worth for each of them, so that a few lines of script
//! can put the same things first.

use std::collections::HashMap;

use jiff::Zoned;
use model::place::Point;
use model::service::Service;

use crate::ask::Ask;
use crate::asked_from::{AskedFrom, asked_from};
use crate::audience;
use crate::catalogue::Catalogue;
use crate::compile;
use crate::geometry::{Spot, chord2_of_metres};
use crate::lists::{In, List, Wanted};
use crate::rank;
use crate::tree::Range;

/// A part of the catalogue.
#[derive(Debug, Default)]
pub struct Excerpt {
    /// Its services.
    pub services: Vec<Excerpted>,
    /// What can be asked of it.
    pub phrases: Vec<Phrase>,
}

/// A service of an excerpt.
#[derive(Debug)]
pub struct Excerpted {
    /// The service.
    pub service: Service,
    /// How good an entry it is by itself, as a factor.
    pub prior: f32,
    /// Whom its name is for, a bit each. Where that is somebody, and nobody whom a question speaks of, its score
    /// counts [`rank::FOR_OTHERS_FACTOR`].
    pub named: u16,
    /// What it scores for a term: the number of the term, and the score at full weight.
    pub scores: Vec<(u32, f32)>,
}

/// A phrase as the engine reads it.
#[derive(Debug, PartialEq)]
pub struct Phrase {
    /// As typed.
    pub typed: String,
    /// Its parts, each with its alternatives: the number of a term and its weight. The best alternative counts.
    pub parts: Vec<Vec<(u32, f32)>>,
    /// What adds to the score without being asked for, each with its alternatives. The best alternative counts.
    pub extras: Vec<Vec<(u32, f32)>>,
    /// It is a matter for one's own council: the whole area counts, however far.
    pub is_for_the_whole_area: bool,
    /// Whom it speaks of, a bit each, as in [`Excerpted::named`].
    pub asked: u16,
}

impl Catalogue {
    /// From where a typed place asks; `None` when it is no place.
    pub fn asked_from(&self, typed: &str, now: &Zoned) -> Option<AskedFrom> {
        let ask = Ask { near: Some(typed.to_owned()), ..Ask::default() };
        let origin = self.understand(&ask, now).origin?;
        Some(asked_from(self, origin.point, origin.radius_metres).0)
    }

    /// From where a point asks.
    pub fn asked_from_point(&self, point: Point) -> AskedFrom {
        asked_from(self, point, 0.0).0
    }

    /// The services with a place within so many metres of `around` that `belongs` accepts, at most `most`,
    /// and what each phrase is worth for them.
    pub fn excerpt(
        &self,
        around: Point,
        within_metres: f64,
        most: usize,
        belongs: impl Fn(&Service) -> bool,
        phrases: &[&str],
        now: &Zoned,
    ) -> Excerpt {
        let mut documents: Vec<u32> = Vec::new();
        let mut services: Vec<Excerpted> = Vec::new();
        let priors = rank::priors(now.date());
        for document in self.first_documents(around, within_metres) {
            let Some(id) = self.parts.id(self.parts.service_of(document)) else { continue };
            let Some(service) = self.service(id).filter(|service| belongs(service)) else { continue };
            let marks = self.parts.marks_of(document);
            let (prior, named) = (priors.of_entry(&marks.words), marks.audiences().bits());
            documents.push(document);
            services.push(Excerpted { service, prior, named, scores: Vec::new() });
            if services.len() == most {
                break;
            }
        }
        let mut terms = Terms::default();
        let read: Vec<Phrase> =
            phrases.iter().filter_map(|typed| self.read(typed, around, &mut terms, now)).collect();
        let mut is_there = vec![false; terms.all.len()];
        for (number, wanted) in terms.all.iter().enumerate() {
            let Some(mut list) = List::open(&self.parts, wanted) else { continue };
            for (document, entry) in documents.iter().zip(&mut services) {
                if list.seek(*document) == *document {
                    entry.scores.push((number as u32, list.score()));
                    is_there[number] = true;
                }
            }
        }
        Excerpt { services, phrases: read.into_iter().filter_map(|phrase| phrase.only(&is_there)).collect() }
    }

    /// The first document of each service with a place in a circle, ascending.
    fn first_documents(&self, around: Point, within_metres: f64) -> Vec<u32> {
        let mut ranges: Vec<Range> = Vec::new();
        if let Some(tree) = self.parts.tree() {
            tree.circle(Spot::of(around), chord2_of_metres(within_metres), &mut ranges);
        }
        let mut seen = std::collections::HashSet::new();
        let mut documents: Vec<u32> = ranges.into_iter().flat_map(|range| range.start..range.end).collect();
        documents.sort_unstable();
        documents.retain(|document| seen.insert(self.parts.service_of(*document)));
        documents
    }

    /// A phrase as the engine reads it; `None` where it reads more than what is looked for.
    fn read(&self, typed: &str, around: Point, terms: &mut Terms, now: &Zoned) -> Option<Phrase> {
        let question = self.understand(&Ask { exactly: true, ..Ask::of(typed) }, now);
        let asks_for_more = question.origin.is_some() || question.when.is_some();
        if question.concepts.is_empty() || asks_for_more {
            return None;
        }
        let asked = compile::terms(&self.parts, &question);
        let from_there = Ask { point: Some(around), exactly: true, ..Ask::of(typed) };
        let from_there = self.understand(&from_there, now).origin;
        Some(Phrase {
            typed: typed.to_owned(),
            parts: asked.slots.into_iter().map(|slot| terms.numbers(slot)).collect(),
            extras: asked.phrases.into_iter().map(|phrase| terms.numbers(phrase)).collect(),
            is_for_the_whole_area: from_there.is_some_and(|origin| origin.within_area.is_some()),
            asked: audience::asked(&question, self.vocabulary()).bits(),
        })
    }
}

impl Phrase {
    /// Without terms that no service has; `None` where a part is left with nothing.
    fn only(mut self, is_there: &[bool]) -> Option<Phrase> {
        let keep = |(number, _): &(u32, f32)| is_there[*number as usize];
        for part in self.parts.iter_mut().chain(&mut self.extras) {
            part.retain(keep);
        }
        self.extras.retain(|extra| !extra.is_empty());
        self.parts.iter().all(|part| !part.is_empty()).then_some(self)
    }
}

/// Terms with their numbers.
#[derive(Default)]
struct Terms {
    all: Vec<Wanted>,
    numbers: HashMap<(In, String), u32>,
}

impl Terms {
    fn numbers(&mut self, wanted: Vec<Wanted>) -> Vec<(u32, f32)> {
        let known = wanted.into_iter().filter(|wanted| wanted.place != In::Places);
        known
            .map(|wanted| {
                let key = (wanted.place, wanted.term.clone());
                let next = self.all.len() as u32;
                let number = *self.numbers.entry(key).or_insert(next);
                if number == next {
                    self.all.push(Wanted { weight: 1.0, ..wanted.clone() });
                }
                (number, wanted.weight)
            })
            .collect()
    }
}
