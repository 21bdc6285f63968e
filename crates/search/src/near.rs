//! The R-tree: service areas by box, then by their true shape; and the nearest documents of any kind.
//!
//! Its leaves over places are the leaves of the block tree, 64 documents each, so it is small enough to be
//! loaded on opening and cannot disagree with the block tree about what exists.

use model::place::{Point, ServiceArea};
use rstar::{AABB, PointDistance, RTree, RTreeObject};

use crate::geometry::{Bounds, Chord2, Spot};
use crate::parts::Parts;
use crate::tree::LEAF;

/// The opened R-trees.
pub struct Near {
    leaves: RTree<Leaf>,
    drawn: RTree<Drawn>,
}

/// A leaf of the block tree.
struct Leaf {
    number: u32,
    bounds: Bounds,
}

/// A drawn area.
struct Drawn {
    place: u32,
    south_west: [f64; 2],
    north_east: [f64; 2],
}

impl RTreeObject for Leaf {
    type Envelope = AABB<[f64; 3]>;

    fn envelope(&self) -> AABB<[f64; 3]> {
        AABB::from_corners(self.bounds.low.map(f64::from), self.bounds.high.map(f64::from))
    }
}

impl PointDistance for Leaf {
    fn distance_2(&self, point: &[f64; 3]) -> f64 {
        self.bounds.nearest(Spot(point.map(|v| v as i32))) as f64
    }
}

impl RTreeObject for Drawn {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> AABB<[f64; 2]> {
        AABB::from_corners(self.south_west, self.north_east)
    }
}

impl Near {
    /// Loads the trees of an index.
    pub fn open(parts: &Parts) -> Near {
        let leaves = parts.tree().map_or_else(Vec::new, |tree| {
            (0..tree.leaves())
                .map(|number| Leaf { number: number as u32, bounds: tree.leaf(number) })
                .collect()
        });
        let drawn = parts.drawn.iter().enumerate().filter_map(|(place, (_, area))| {
            let (south_west, north_east) = box_of(area)?;
            Some(Drawn { place: place as u32, south_west, north_east })
        });
        Near { leaves: RTree::bulk_load(leaves), drawn: RTree::bulk_load(drawn.collect()) }
    }

    /// The nearest documents of any kind that `take` accepts, nearest first, ties by number.
    pub fn nearest(
        &self,
        parts: &Parts,
        from: Spot,
        limit: usize,
        mut take: impl FnMut(u32) -> bool,
    ) -> Vec<(u32, Chord2)> {
        let mut found: Vec<(Chord2, u32)> = Vec::new();
        let places = parts.manifest.documents[0];
        for leaf in self.leaves.nearest_neighbor_iter(from.0.map(f64::from)) {
            let worst = if found.len() < limit { Chord2::MAX } else { found[limit - 1].0 };
            if leaf.bounds.nearest(from) > worst {
                break;
            }
            let first = leaf.number * LEAF as u32;
            for document in first..(first + LEAF as u32).min(places) {
                let chord2 = parts.spot(document).chord2(from);
                if chord2 <= worst && take(document) {
                    found.push((chord2, document));
                }
            }
            found.sort_unstable();
            found.truncate(limit);
        }
        found.into_iter().map(|(chord2, document)| (document, chord2)).collect()
    }

    /// The documents whose drawn area holds `point`, ascending.
    pub fn covering(&self, parts: &Parts, point: Point) -> Vec<u32> {
        let at = [point.longitude, point.latitude];
        let mut documents: Vec<u32> = self
            .drawn
            .locate_in_envelope_intersecting(AABB::from_point(at))
            .filter_map(|drawn| parts.drawn.get(drawn.place as usize))
            .filter(|(_, area)| holds(area, point))
            .map(|(document, _)| *document)
            .collect();
        documents.sort_unstable();
        documents
    }
}

/// Longitude and latitude of the south-west and north-east corners.
fn box_of(area: &ServiceArea) -> Option<([f64; 2], [f64; 2])> {
    match area {
        ServiceArea::Around { point, radius_metres } => {
            let north = radius_metres / 110_574.0 * 1.01;
            let east = north / point.latitude.to_radians().cos().max(0.01);
            Some((
                [point.longitude - east, point.latitude - north],
                [point.longitude + east, point.latitude + north],
            ))
        }
        ServiceArea::Polygon { rings, .. } => {
            let mut corners = rings.iter().flatten();
            let first = corners.next()?;
            let mut low = [first.longitude, first.latitude];
            let mut high = low;
            for corner in corners {
                low = [low[0].min(corner.longitude), low[1].min(corner.latitude)];
                high = [high[0].max(corner.longitude), high[1].max(corner.latitude)];
            }
            Some((low, high))
        }
        ServiceArea::UnitedKingdom | ServiceArea::Area { .. } | ServiceArea::Named { .. } => None,
    }
}

fn holds(area: &ServiceArea, point: Point) -> bool {
    match area {
        ServiceArea::Around { point: middle, radius_metres } => {
            middle.distance_metres(&point) <= *radius_metres
        }
        ServiceArea::Polygon { rings, .. } => {
            rings.iter().filter(|ring| ring_holds(ring, point)).count() % 2 == 1
        }
        ServiceArea::UnitedKingdom | ServiceArea::Area { .. } | ServiceArea::Named { .. } => false,
    }
}

/// Whether a ray to the east crosses the ring an odd number of times.
fn ring_holds(ring: &[Point], point: Point) -> bool {
    let mut inside = false;
    let mut before = match ring.last() {
        Some(last) => last,
        None => return false,
    };
    for corner in ring {
        let crosses = (corner.latitude > point.latitude) != (before.latitude > point.latitude);
        if crosses {
            let share = (point.latitude - corner.latitude) / (before.latitude - corner.latitude);
            let crossing = corner.longitude + share * (before.longitude - corner.longitude);
            inside ^= point.longitude < crossing;
        }
        before = corner;
    }
    inside
}

#[cfg(test)]
mod tests;
