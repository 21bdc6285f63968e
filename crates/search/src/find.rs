//! Finding: the first so many of a lane, and the counts of all, over ranges of document numbers.

mod count;
mod enough;
mod heap;
mod narrow;
mod space;
mod top;
mod walk;
mod work;

use crate::geometry::{Chord2, metres_of_chord2};
use crate::lists::{Slot, Wanted};
use crate::marks::Test;
use crate::parts::Parts;
use crate::plan::Plan;
use crate::rank::{Decay, Priors};

pub use count::Counts;
pub use space::{Ground, Space};
pub use work::{Budget, Spent};

/// What is looked for, whatever the lane.
pub struct Query<'a> {
    /// The opened index.
    pub parts: &'a Parts,
    /// Parts that should agree.
    pub slots: Vec<Slot>,
    /// Parts that must not.
    pub without: Vec<Slot>,
    /// Phrases that add to the score of those that agree.
    pub phrases: Vec<Slot>,
    /// Whether every slot must agree, or any, those with more before those with fewer.
    pub all: bool,
    /// Tests of the marks.
    pub tests: Vec<Test>,
    /// What entries are worth by themselves.
    pub priors: Priors,
    /// When to stop.
    pub budget: Budget,
}

/// The lists of a query as they were opened; see [`Query::stand_at`].
pub struct Opened {
    slots: Vec<Slot>,
    without: Vec<Slot>,
    phrases: Vec<Slot>,
}

impl Query<'_> {
    /// Moves every list to the first document at or after `document`, for several walks that begin no earlier:
    /// each would otherwise pass over all that stands before. Hands back the lists for [`Query::go_back`].
    pub fn stand_at(&mut self, document: u32) -> Opened {
        let moved = |slots: &Vec<Slot>| {
            let mut slots = slots.clone();
            for slot in &mut slots {
                slot.seek(document);
            }
            slots
        };
        let (slots, without, phrases) = (moved(&self.slots), moved(&self.without), moved(&self.phrases));
        Opened {
            slots: std::mem::replace(&mut self.slots, slots),
            without: std::mem::replace(&mut self.without, without),
            phrases: std::mem::replace(&mut self.phrases, phrases),
        }
    }

    /// The lists as they were before [`Query::stand_at`].
    pub fn go_back(&mut self, opened: Opened) {
        let Opened { slots, without, phrases } = opened;
        (self.slots, self.without, self.phrases) = (slots, without, phrases);
    }
}

/// How a lane is ordered. Ties are broken by document number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Order {
    /// By score, falling with distance where there is one.
    Best(Option<Decay>),
    /// By distance.
    Nearest,
    /// By name.
    Name,
}

/// One found document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// The document.
    pub document: u32,
    /// The number of its service.
    pub service: u32,
    /// The key it was ordered by, smaller first.
    pub key: u64,
    /// The square of the straight line from where was asked.
    pub chord2: Option<Chord2>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Top {
    /// The first so many, in order.
    pub found: Vec<Found>,
    /// How it was gone about.
    pub plan: Plan,
    /// How many matches were looked at.
    pub looked_at: u64,
    /// The budget ended before the work.
    pub was_cut: bool,
}

impl Top {
    /// Nothing was looked for.
    pub fn nothing() -> Top {
        Top { found: Vec::new(), plan: Plan::Ranges, looked_at: 0, was_cut: false }
    }
}

/// A sum of scores is no more than this many times the same sum in another order.
const ROUNDING: f32 = 1.0 + 1e-5;

/// Bits of a key that say how many asked parts are lacking.
const LACKS_SHIFT: u32 = 62;

impl Found {
    /// Metres from where was asked.
    pub fn metres(&self) -> Option<f64> {
        self.chord2.map(metres_of_chord2)
    }

    /// How many asked parts it lacks, at most 3.
    pub fn lacks(&self) -> u8 {
        (self.key >> LACKS_SHIFT) as u8
    }

    /// Its score, where it was ordered by score.
    pub fn score(&self) -> f32 {
        score_of(self.key)
    }
}

/// The key of a score: the higher the score, the smaller the key.
fn key_of(score: f32) -> u64 {
    u64::from(u32::MAX - score.max(0.0).to_bits())
}

fn score_of(key: u64) -> f32 {
    f32::from_bits(u32::MAX - key as u32)
}

/// Open slots from what is wanted.
pub fn slots(parts: &Parts, wanted: &[Vec<Wanted>]) -> Vec<Slot> {
    wanted.iter().map(|alternatives| Slot::open(parts, alternatives)).collect()
}

#[cfg(test)]
mod tests;
