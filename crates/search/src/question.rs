//! A question as it was understood: what the engine needs, with the reading a person can change.

use jiff::civil::{Date, Time};
use model::eligibility::Gender;
use model::identifier::{AreaCode, ConceptId};
use model::place::{Point, Precision};
use model::schedule::{Season, Weekdays};

use crate::ask::{Ask, LaneKind, Sort};

/// What was understood of an [`crate::ask::Ask`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Question {
    /// What it was read from, so that one part can be relaxed.
    pub ask: Ask,
    /// Words that stay free text, in typed order, folded but not stemmed.
    pub words: Vec<String>,
    /// Concepts asked for; a service should answer each.
    pub concepts: Vec<AskedConcept>,
    /// Words and concepts that must not be there: "not church".
    pub without_words: Vec<String>,
    /// See `without_words`.
    pub without_concepts: Vec<ConceptId>,
    /// From where.
    pub origin: Option<Origin>,
    /// How far.
    pub reach: Reach,
    /// When.
    pub when: Option<When>,
    /// At most so many pence a time, as far as prices are stated.
    pub most_pence: Option<u32>,
    /// For whom.
    pub person: Person,
    /// Filters: (facet key, values joined by "or").
    pub filters: Vec<(String, Vec<String>)>,
    /// Order of the first lane.
    pub sort: Sort,
    /// Only this lane.
    pub lane: Option<LaneKind>,
    /// Page from 1.
    pub page: u32,
    /// Rows a page; none where only the counts are wanted.
    pub per_page: u32,
    /// Whether to explain each row.
    pub explain: bool,
    /// The reading, for people.
    pub reading: Reading,
}

/// A concept asked for, with those that help where it is a need.
#[derive(Debug, Clone, PartialEq)]
pub struct AskedConcept {
    /// The concept.
    pub concept: ConceptId,
    /// Concepts that help with it, each with its weight (0 to 1) and the reason for people.
    pub bridges: Vec<(ConceptId, f32, String)>,
    /// The typed words it was read from, folded.
    pub from_words: Vec<String>,
    /// Where the typed phrase is one of several said of the same thing: all of them, the typed one too.
    pub alike: Vec<String>,
}

/// Where a question is asked from.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// The point distances are measured from.
    pub point: Point,
    /// About how far the place asked from reaches from that point, in metres; 0 for a postcode. All of Leeds
    /// is in Leeds.
    pub radius_metres: f64,
    /// How the point was found; a fallback is said.
    pub precision: Precision,
    /// For people: "SK4 3AA, Heaton Norris, Stockport".
    pub label: String,
    /// Areas the point lies in: ward, authority, county, NHS area, region, nation.
    pub areas: Vec<AreaCode>,
    /// Whether the person asked for the place itself ("in Stockport") rather than near it.
    pub within_area: Option<AreaCode>,
}

/// How far a person would go.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Reach {
    /// Suited to the place: short in a city, long in the hills; widened, and said, when too little is near.
    #[default]
    Suited,
    /// Chosen by the person, in metres.
    WithinMetres(f64),
}

/// The time asked for. Every part must hold for one and the same session.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct When {
    /// Days of the week; empty means any.
    pub days: Weekdays,
    /// First and last date asked for, both included ("today", "this weekend").
    pub dates: Option<(Date, Date)>,
    /// The session overlaps this span of local time ("evening" is 17:00 to 23:59).
    pub times: Option<(Time, Time)>,
    /// Open at this moment.
    pub now: bool,
    /// In this part of the year: "term time", "half term".
    pub season: Option<Season>,
}

/// Who it is for, as far as said.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Person {
    /// Age in whole years: from, to ("over 60s" is 60 to 120).
    pub age: Option<(u8, u8)>,
    /// Gender asked for.
    pub gender: Option<Gender>,
    /// Languages, BCP 47.
    pub languages: Vec<String>,
    /// A child, not an adult, is meant.
    pub is_child: bool,
}

/// What was read from the box, so that a person can see, change and drop it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// What was typed.
    pub typed: String,
    /// The parts, in typed order.
    pub chips: Vec<Chip>,
    /// "Searching instead for …": the words as repaired.
    pub repaired: Option<String>,
    /// Other places of that name, nearest match first.
    pub other_places: Vec<PlaceChoice>,
    /// What could not be done as asked, for people: an unknown place, a postcode no longer in use.
    pub notes: Vec<String>,
}

/// One part of a reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Chip {
    /// Stable within the question; goes into `drop=` to remove the chip.
    pub key: String,
    /// What kind of part it is.
    pub kind: ChipKind,
    /// For people: "near SK4 3AA, Heaton Norris", "Tuesday evening", "not: church".
    pub label: String,
    /// The typed words it came from.
    pub from: String,
}

/// Kinds of chips.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is the part of a question it is named after")]
pub enum ChipKind {
    Topic,
    Words,
    Place,
    Reach,
    When,
    Person,
    Access,
    Cost,
    How,
    Route,
    Without,
    Language,
}

/// A place a person may have meant.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceChoice {
    /// For people: "Newport, Isle of Wight".
    pub label: String,
    /// What to put into the place box to mean it.
    pub near: String,
}
