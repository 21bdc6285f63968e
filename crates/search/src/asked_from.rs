//! From where one asks: the point, how far one looks, and how the score falls with distance.

use model::place::{METRES_PER_MILE, Point};

use crate::catalogue::Catalogue;
use crate::geometry::{Spot, chord2_of_metres};
use crate::rank::{self, SUITED_DOCUMENTS};
use crate::tree::Range;

/// Reaches tried, in miles; the last is the whole country.
pub(crate) const REACHES_MILES: [f64; 11] =
    [1.0, 2.0, 3.0, 5.0, 10.0, 15.0, 25.0, 50.0, 100.0, 200.0, 1000.0];

/// From where one asks, as the engine takes it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AskedFrom {
    /// The point distances are measured from.
    pub point: Point,
    /// How far one looks from there, in metres.
    pub suited_metres: f64,
    /// At how many metres a score has fallen to a half.
    pub half_metres: f32,
}

/// From where one asks: a place that reaches so far from its point is looked for as far as it reaches.
pub(crate) fn asked_from(
    catalogue: &Catalogue,
    point: Point,
    radius_metres: f64,
    ranges: &mut Vec<Range>,
) -> AskedFrom {
    let suited = suited_reach(catalogue, Spot::of(point), ranges);
    let half_metres = rank::half_metres(suited, radius_metres);
    AskedFrom { point, suited_metres: suited.max(radius_metres), half_metres }
}

/// How far one looks from here when nothing is said: as far as brings some hundreds of documents.
fn suited_reach(catalogue: &Catalogue, from: Spot, ranges: &mut Vec<Range>) -> f64 {
    let Some(tree) = catalogue.parts.tree() else { return METRES_PER_MILE };
    let wanted = SUITED_DOCUMENTS.min(catalogue.parts.manifest.documents[0]);
    for miles in REACHES_MILES[..8].iter().filter(|miles| **miles >= rank::LEAST_REACH_MILES) {
        tree.circle(from, chord2_of_metres(miles * METRES_PER_MILE), ranges);
        let inside: u32 = ranges.iter().map(|range| range.len()).sum();
        if inside >= wanted {
            return miles * METRES_PER_MILE;
        }
    }
    50.0 * METRES_PER_MILE
}
