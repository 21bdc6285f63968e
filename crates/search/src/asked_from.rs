//! From where one asks: the point, how far one looks, and how the score falls with distance.

use model::place::{METRES_PER_MILE, Point};

use crate::catalogue::Catalogue;
use crate::find::{Ground, Space};
use crate::geometry::{Spot, chord2_of_metres};
use crate::parts::Parts;
use crate::rank::{self, SUITED_DOCUMENTS};

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

/// From where one asks, and the ground that is suited: a place that reaches so far from its point is looked for as
/// far as it reaches.
pub(crate) fn asked_from(
    catalogue: &Catalogue,
    point: Point,
    radius_metres: f64,
) -> (AskedFrom, Ground<'static>) {
    let (suited, ground) = suited(&catalogue.parts, Spot::of(point));
    let half_metres = rank::half_metres(suited, radius_metres);
    (AskedFrom { point, suited_metres: suited.max(radius_metres), half_metres }, ground)
}

/// How far one looks from here when nothing is said, in metres: as far as brings some hundreds of documents.
fn suited(parts: &Parts, from: Spot) -> (f64, Ground<'static>) {
    let reach = |miles: f64| {
        let metres = miles * METRES_PER_MILE;
        (metres, Space::Circle { from, within: chord2_of_metres(metres) }.ground(parts))
    };
    let wanted = u64::from(SUITED_DOCUMENTS.min(parts.manifest.documents[0]));
    if wanted == 0 {
        return reach(1.0);
    }
    let mut tried = None;
    for miles in REACHES_MILES[..8].iter().filter(|miles| **miles >= rank::LEAST_REACH_MILES) {
        let (_, ground) = tried.insert(reach(*miles));
        if ground.documents() >= wanted {
            break;
        }
    }
    tried.unwrap_or_else(|| reach(1.0))
}
