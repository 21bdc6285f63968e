//! Which way is cheapest: by the length of the postings, the share of the circle, and how many are wanted.

use std::fmt;

use crate::find::{Order, Query};
use crate::tree::Range;

/// A way to go about finding the first so many. All find the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// Read the rarest list to its end, testing each document: for rare words.
    Postings,
    /// Walk the ranges of the circle: for circles that hold little, and where there is no distance.
    Ranges,
    /// Look first at a window of so many documents around the place, which bounds the circle.
    Seeded {
        /// Documents of the window.
        window: u32,
    },
}

/// A list with fewer documents than this is read to its end: cheaper than finding any ranges.
const RARE_DOCUMENTS: u64 = 2_000;

/// Cost of a range against that of a document in a list that is read through: a seek unpacks a block.
const RANGE_COST: u64 = 24;

/// Matches a window should hold for each row wanted by distance, and by score.
const NEAREST_MATCHES_A_ROW: f64 = 10.0;
const BEST_MATCHES_A_ROW: f64 = 40.0;

/// Fewest matches a window should hold.
const FEWEST_MATCHES: f64 = 200.0;

/// Share of the matches that is expected to pass each test.
const PASSES: f64 = 0.6;

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Plan::Postings => write!(f, "postings first"),
            Plan::Ranges => write!(f, "ranges of the circle"),
            Plan::Seeded { window } => write!(f, "seeded with a window of {window} documents"),
        }
    }
}

/// Chooses the plan for the first `limit` in `ranges`.
pub fn choose(query: &Query<'_>, ranges: &[Range], has_distance: bool, order: Order, limit: usize) -> Plan {
    if !has_distance {
        return Plan::Ranges;
    }
    let inside: u64 = ranges.iter().map(|range| u64::from(range.len())).sum();
    let rarest = if query.all {
        query.slots.iter().map(|slot| u64::from(slot.documents)).min()
    } else {
        (!query.slots.is_empty()).then(|| query.slots.iter().map(|slot| u64::from(slot.documents)).sum())
    };
    let ranges_cost = ranges.len() as u64 * RANGE_COST;
    if rarest.is_some_and(|rarest| rarest < RARE_DOCUMENTS.min(inside.max(64)) || rarest < ranges_cost) {
        return Plan::Postings;
    }
    let matches_a_row = match order {
        Order::Nearest => NEAREST_MATCHES_A_ROW,
        Order::Best(Some(_)) => BEST_MATCHES_A_ROW,
        Order::Best(None) | Order::Name => return Plan::Ranges,
    };
    let share = query.share() * PASSES.powi(query.tests.len() as i32);
    let matches = (limit as f64 * matches_a_row).max(FEWEST_MATCHES);
    let window = (matches / share.max(1e-9)).min(f64::from(u32::MAX)) as u64;
    if window.saturating_mul(2) >= inside { Plan::Ranges } else { Plan::Seeded { window: window as u32 } }
}
