//! The search-quality lab: judged questions, our ranking beside four simple ones, and the figures.
//!
//! Judgements are facts about services (their ids and names) and a grade a person gave: 3 just right,
//! 2 good, 1 related, 0 wrong, -1 harmful. They are pooled over all rankings, so that none judges itself.

mod baselines;
mod figures;
mod run;

use std::collections::BTreeMap;
use std::time::Instant;

use jiff::Zoned;
use model::identifier::ServiceId;
use model::place::Point;

use crate::ask::Ask;
use crate::catalogue::Catalogue;
pub use baselines::Baselines;
pub use figures::{Figures, figures};
pub use run::{Asked, Run, run};

/// Depth to which rankings are read.
pub const DEPTH: usize = 10;

/// A judged question.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Judged {
    /// As somebody would type it.
    pub question: String,
    /// Whether it is a question of need, which must never come back empty.
    pub is_need: bool,
    /// Whether a crisis card belongs to it.
    pub is_crisis: bool,
    /// Grades with the service's name for readers.
    pub grades: BTreeMap<ServiceId, (i8, String)>,
}

/// What one ranking gave for one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// The first [`DEPTH`] services.
    pub services: Vec<ServiceId>,
    /// How many were found in all, as far as the ranking knows.
    pub total: u64,
    /// Rows that stand in a lane they do not belong to.
    pub wrong_lane: usize,
    /// Whether a crisis card stood above them.
    pub has_crisis_card: bool,
    /// Understanding and answering, in microseconds.
    pub microseconds: u64,
}

/// The names of the rankings, ours first.
pub const RANKINGS: [&str; 5] = ["fingerpost", "all-words-fuzzy", "any-word-nearest", "bm25", "nearest"];

/// A judgement file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("could not read the judgements, line {line}: {reason}")]
pub struct JudgementError {
    /// The line, from 1.
    pub line: usize,
    /// Why.
    pub reason: String,
}

impl Judged {
    /// Whether somebody judged it, and found at least one good answer: only then can rankings be told apart.
    pub fn tells(&self) -> bool {
        self.grades.values().any(|(grade, _)| *grade >= 2)
    }

    /// Whether it is one of the third that nobody tunes on: chosen by the question's own words, so that it
    /// stays held out whatever is added to the file.
    pub fn is_held_out(&self) -> bool {
        blake3::hash(self.question.as_bytes()).as_bytes()[0].is_multiple_of(3)
    }
}

impl Judged {
    /// The judgements of services that a catalogue has, under the ids they have there, and how many it has
    /// not: what does not exist can be found by nobody. Of two that became one, the better grade counts.
    pub fn in_catalogue(&self, catalogue: &Catalogue) -> (Judged, usize) {
        let mut here = Judged { grades: BTreeMap::new(), ..self.clone() };
        let mut absent = 0;
        for (id, (grade, name)) in &self.grades {
            let current = catalogue.current_id(*id);
            if catalogue.service(current).is_none() {
                absent += 1;
                continue;
            }
            let entry = here.grades.entry(current).or_insert_with(|| (*grade, name.clone()));
            entry.0 = entry.0.max(*grade);
        }
        (here, absent)
    }
}

/// Reads judgements: `? question | need | crisis`, then lines `grade id name`.
pub fn parse(text: &str) -> Result<Vec<Judged>, JudgementError> {
    let mut all: Vec<Judged> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let fail = |reason: &str| JudgementError { line: index + 1, reason: reason.to_owned() };
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(head) = line.strip_prefix("? ") {
            let mut parts = head.split('|').map(str::trim);
            let question = parts.next().unwrap_or_default().to_owned();
            let flags: Vec<&str> = parts.collect();
            let (is_need, is_crisis) = (flags.contains(&"need"), flags.contains(&"crisis"));
            all.push(Judged { question, is_need, is_crisis, ..Judged::default() });
            continue;
        }
        let judged = all.last_mut().ok_or_else(|| fail("a grade before any question"))?;
        let mut parts = line.splitn(3, ' ');
        let grade = parts.next().and_then(|grade| grade.parse::<i8>().ok());
        let grade =
            grade.filter(|grade| (-1..=3).contains(grade)).ok_or_else(|| fail("grades are -1 to 3"))?;
        let id = parts.next().and_then(ServiceId::parse).ok_or_else(|| fail("no service id"))?;
        judged.grades.insert(id, (grade, parts.next().unwrap_or_default().to_owned()));
    }
    Ok(all)
}

/// Writes judgements as [`parse`] reads them.
pub fn write(all: &[Judged]) -> String {
    let mut text = String::new();
    for judged in all {
        let need = if judged.is_need { " | need" } else { "" };
        let crisis = if judged.is_crisis { " | crisis" } else { "" };
        text.push_str(&format!("? {}{need}{crisis}\n", judged.question));
        let mut grades: Vec<_> = judged.grades.iter().collect();
        grades.sort_by_key(|(id, (grade, _))| (-grade, **id));
        for (id, (grade, name)) in grades {
            text.push_str(&format!("{grade} {id} {name}\n"));
        }
        text.push('\n');
    }
    text
}

/// Our own ranking: the lanes in the order they are shown.
pub fn ours(catalogue: &Catalogue, question: &str, now: &Zoned) -> Ranked {
    let mut ask = Ask::of(question);
    ask.per_page = DEPTH as u32;
    let started = Instant::now();
    let understood = catalogue.understand(&ask, now);
    let answer = catalogue.answer(&understood, now);
    let microseconds = started.elapsed().as_micros() as u64;
    let has_origin = understood.origin.is_some();
    let mut services = Vec::new();
    let mut wrong_lane = 0;
    for lane in &answer.lanes {
        for hit in &lane.hits {
            let is_near = lane.kind == crate::ask::LaneKind::NearYou;
            let is_beyond = match (hit.distance_metres, lane.within_metres) {
                (Some(metres), Some(within)) => metres > within * 1.001,
                _ => false,
            };
            let misplaced = (is_near && has_origin && hit.distance_metres.is_none())
                || (!is_near && hit.distance_metres.is_some())
                || is_beyond;
            wrong_lane += usize::from(misplaced);
            services.push(hit.id);
        }
    }
    services.truncate(DEPTH);
    Ranked {
        services,
        total: answer.lanes.iter().map(|lane| lane.total.number).sum(),
        wrong_lane,
        has_crisis_card: answer.crisis.is_some(),
        microseconds,
    }
}

/// Where a question is asked from, as we read it; the baselines are told the same.
pub fn origin(catalogue: &Catalogue, question: &str, now: &Zoned) -> Option<Point> {
    catalogue.understand(&Ask::of(question), now).origin.map(|origin| origin.point)
}

/// Services that some ranking brings among its first `depth` and that nobody has judged, in no order that
/// tells which ranking brought them.
pub fn unjudged(
    catalogue: &Catalogue,
    baselines: &Baselines,
    judged: &Judged,
    depth: usize,
    now: &Zoned,
) -> Vec<ServiceId> {
    let all = rankings(catalogue, baselines, &judged.question, now).into_iter();
    let mut pool: Vec<ServiceId> = all.flat_map(|one| one.services.into_iter().take(depth)).collect();
    pool.retain(|id| !judged.grades.contains_key(id));
    pool.sort_unstable();
    pool.dedup();
    pool
}

/// Every ranking of one question, in the order of [`RANKINGS`].
pub fn rankings(catalogue: &Catalogue, baselines: &Baselines, question: &str, now: &Zoned) -> Vec<Ranked> {
    let origin = origin(catalogue, question, now);
    let mut all = vec![ours(catalogue, question, now)];
    all.extend(baselines.rankings(question, origin));
    all
}

#[cfg(test)]
mod tests;
