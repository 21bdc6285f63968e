//! An answer: lanes of rows, counts, near misses, and what was left out and why.

use std::borrow::Cow;

use jiff::civil::DateTime;
use model::confidence::Confidence;
use model::cost::CostKind;
use model::eligibility::JoiningRoute;
use model::identifier::{ConceptId, ServiceId, SourceId};
use model::occurrence::{Certainty, Occurrence};
use model::place::Point;
use model::service::{Nature, Status};
use model::ternary::Ternary;

use crate::ask::LaneKind;
use crate::question::Reading;

/// What a question brought.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// How the question was read.
    pub reading: Reading,
    /// The lanes that apply, in the order they are shown.
    pub lanes: Vec<Lane>,
    /// Counts for the filters.
    pub facets: Vec<FacetCounts>,
    /// The smallest relaxations, when there is little.
    pub near_misses: Vec<NearMiss>,
    /// What was left out and why: "7 not shown: 4 under-50s only".
    pub hidden: Vec<Hidden>,
    /// Help that stands above the answers and blocks nothing.
    pub crisis: Option<CrisisCard>,
    /// Things to say: the reach was widened, the answer is "about", work was cut.
    pub notices: Vec<String>,
    /// How the engine went about it, when asked to explain.
    pub plan: Option<String>,
    /// What it took to find.
    pub work: Work,
}

/// Work, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Work {
    /// Documents looked at.
    pub documents: u64,
    /// Steps in lists of postings, at most.
    pub postings: u64,
}

/// One lane.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// Which.
    pub kind: LaneKind,
    /// How many in all.
    pub total: Count,
    /// The rows of this page.
    pub hits: Vec<Hit>,
    /// The radius searched, in metres, for the lane near you.
    pub within_metres: Option<f64>,
}

/// A number that is exact, or marked "about".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// The number.
    pub number: u64,
    /// Whether it is an estimate.
    pub is_about: bool,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The service.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// Who offers it, when that is not its name.
    pub organisation: Option<String>,
    /// The first sentence or so of its description, at most 200 characters, cut at a word.
    pub summary: Option<String>,
    /// Its first concepts.
    pub categories: Vec<ConceptId>,
    /// The nearest place it is delivered at, for people: "St Paul's Hall, Heaton Moor".
    pub place: Option<String>,
    /// That place's postcode.
    pub postcode: Option<String>,
    /// That place's point; withheld where an address must not be shown.
    pub point: Option<Point>,
    /// From the origin, along the ground.
    pub distance_metres: Option<f64>,
    /// How many other places it has.
    pub other_places: u16,
    /// The area it covers, for people.
    pub covers: Option<String>,
    /// Its next session that fits the question.
    pub next: Option<NextSession>,
    /// The source's own words on when, where no session could be read.
    pub when_text: Option<String>,
    /// What it costs.
    pub cost: CostKind,
    /// The cost in words: "£3.50 per session".
    pub cost_text: Option<String>,
    /// How to join; empty is not stated.
    pub joining: Vec<JoiningRoute>,
    /// First telephone number, E.164 and readable.
    pub phone: Option<(String, String)>,
    /// Web page.
    pub website: Option<String>,
    /// What was asked for and what is known of it: ("wheelchair accessible", not stated).
    pub asked: Vec<(String, Ternary)>,
    /// How sure one may be, with its because.
    pub confidence: Confidence,
    /// Whether it is running.
    pub status: Status,
    /// What kind of entry it is.
    pub nature: Nature,
    /// Where it comes from.
    pub sources: Vec<SourceId>,
    /// How it stands to the question where that is not plain: "Choirs can help when you feel lonely".
    pub because: Option<String>,
    /// Each factor of its rank, when asked to explain.
    pub explanation: Vec<(String, f32)>,
}

/// The next session of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextSession {
    /// Start, local time; the start of the day where no time is stated.
    pub starts: DateTime,
    /// End, local time, where it and the start are stated.
    pub ends: Option<DateTime>,
    /// Whether somebody stated the time of day: what has none is not said to begin at midnight.
    pub is_time_stated: bool,
    /// Whether it may not happen (bank holiday, unknown week): ring first.
    pub is_only_possible: bool,
}

impl From<Occurrence> for NextSession {
    /// A whole day of what is always open is no session, and has no time to be at.
    fn from(occurrence: Occurrence) -> NextSession {
        let is_time_stated = occurrence.is_time_stated && occurrence.session.is_some();
        NextSession {
            starts: occurrence.starts,
            ends: occurrence.ends.filter(|_| is_time_stated),
            is_time_stated,
            is_only_possible: occurrence.certainty == Certainty::Possible,
        }
    }
}

/// The counts of one facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCounts {
    /// Its key in URL and JSON.
    pub key: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// Each value with its name for people, its count, and whether it is chosen.
    pub values: Vec<FacetValue>,
}

/// One value of a facet. Its names stand in a table, but for themes of a vocabulary that are in none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// In URL and JSON.
    pub key: Cow<'static, str>,
    /// For people.
    pub label: Cow<'static, str>,
    /// How many answers have it.
    pub count: Count,
    /// Whether it is chosen now.
    pub is_chosen: bool,
}

/// A smallest relaxation of a question that has few answers.
#[derive(Debug, Clone, PartialEq)]
pub struct NearMiss {
    /// For people: "12 if any day will do".
    pub label: String,
    /// How many more it brings.
    pub count: Count,
    /// The question with that one part relaxed.
    pub ask: crate::ask::Ask,
}

/// Services left out by a part of the question, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// How many.
    pub count: u64,
    /// For people: "under-50s only".
    pub reason: String,
}

/// Help that comes before any answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrisisCard {
    /// Which kind: `suicide`, `domestic-abuse` …
    pub kind: String,
    /// Heading for people.
    pub heading: String,
    /// Lines: what to do, whom to ring (name, readable number, `tel:` number or URL).
    pub lines: Vec<CrisisLine>,
}

/// One line of help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrisisLine {
    /// For people: "Samaritans, day and night, free".
    pub text: String,
    /// Number to ring or text, as one dials it.
    pub phone: Option<String>,
    /// A page.
    pub url: Option<String>,
}

#[cfg(test)]
mod tests;
