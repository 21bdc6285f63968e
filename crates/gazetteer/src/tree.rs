//! A packed tree of boxes, to find the nearest thing on the ground without a limit.
//!
//! The boxes stand along a Hilbert curve, sixteen to a parent, level upon level, in one array that is
//! read in place. Coordinates are whole hundred-thousandths of a degree.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use model::place::{EARTH_RADIUS_METRES, Point};

const CHILDREN: usize = 16;

/// Hundred-thousandths of a degree in a degree.
pub(crate) const UNITS: f64 = 1e5;

/// South, west, north, east.
pub(crate) type Box5 = [i32; 4];

/// The order in which things are laid down, and the boxes of all levels: the leaves first, the root last.
pub(crate) fn pack(leaves: &[Box5]) -> (Vec<u32>, Vec<Box5>) {
    let mut order: Vec<u32> = (0..leaves.len() as u32).collect();
    order.sort_by_key(|&leaf| (hilbert(&leaves[leaf as usize]), leaf));
    let mut boxes: Vec<Box5> = order.iter().map(|&leaf| leaves[leaf as usize]).collect();
    let mut level = 0..boxes.len();
    while level.len() > 1 {
        let parents: Vec<Box5> = boxes[level.clone()].chunks(CHILDREN).map(around).collect();
        level = boxes.len()..boxes.len() + parents.len();
        boxes.extend(parents);
    }
    (order, boxes)
}

fn around(boxes: &[Box5]) -> Box5 {
    boxes.iter().fold([i32::MAX, i32::MAX, i32::MIN, i32::MIN], |a, b| {
        [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
    })
}

/// The place of a box's middle on a Hilbert curve over the world, of 2^16 steps a side.
fn hilbert(of: &Box5) -> u64 {
    let step = |low: i32, high: i32, least: i64, span: i64| {
        let middle = (i64::from(low) + i64::from(high)) / 2;
        ((middle - least).clamp(0, span) * 65_535 / span) as u32
    };
    // The United Kingdom and its seas; whatever lies outside is clamped, which costs speed only.
    let mut y = step(of[0], of[2], 4_900_000, 1_300_000);
    let mut x = step(of[1], of[3], -900_000, 1_200_000);
    let mut place = 0_u64;
    for bit in (0..16).rev() {
        let (right, up) = ((x >> bit) & 1, (y >> bit) & 1);
        place = (place << 2) | u64::from((3 * right) ^ up);
        if up == 0 {
            if right == 1 {
                x = 65_535 - x;
                y = 65_535 - y;
            }
            std::mem::swap(&mut x, &mut y);
        }
    }
    place
}

/// A point to measure from, with what every measurement needs worked out once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin {
    point: Point,
    cosine: f64,
}

impl Origin {
    pub(crate) fn new(point: Point) -> Origin {
        Origin { point, cosine: point.latitude.to_radians().cos() }
    }

    /// Metres to a point, along the ground.
    pub(crate) fn metres_to(&self, latitude_e5: i32, longitude_e5: i32) -> f64 {
        self.point.distance_metres(&point_of(latitude_e5, longitude_e5))
    }

    /// Metres that nothing in the box is nearer than: the haversine formula with the least difference in
    /// latitude, the least in longitude and the smallest cosine that the box allows. Needs no trigonometry,
    /// for each series below is cut off on the small side (`asin x >= x` at the end).
    pub(crate) fn at_least_metres_to(&self, of: &Box5) -> f64 {
        let outside = |at: f64, low: i32, high: i32| {
            (f64::from(low) / UNITS - at).max(at - f64::from(high) / UNITS).max(0.0).to_radians()
        };
        let sine_of_half = |angle: f64| {
            let half = angle / 2.0;
            half - half * half * half / 6.0
        };
        let north = sine_of_half(outside(self.point.latitude, of[0], of[2]));
        let east = outside(self.point.longitude, of[1], of[3]);
        // On the other side of the world longitudes come near again, and the bound is not worth having.
        let east = if east < 2.0 { sine_of_half(east) } else { 0.0 };
        let highest = (f64::from(of[0].abs().max(of[2].abs())) / UNITS).to_radians();
        let squared = highest * highest;
        let cosine = 1.0 - squared / 2.0 * (1.0 - squared / 12.0 * (1.0 - squared / 30.0));
        let haversine = north * north + (self.cosine * cosine.max(0.0) * east * east).max(0.0);
        2.0 * EARTH_RADIUS_METRES * haversine.sqrt() * (1.0 - 1e-9)
    }
}

/// The point at whole hundred-thousandths of a degree: exactly what the decimal text reads as.
pub(crate) fn point_of(latitude_e5: i32, longitude_e5: i32) -> Point {
    Point { latitude: f64::from(latitude_e5) / UNITS, longitude: f64::from(longitude_e5) / UNITS }
}

/// Visits leaves, the most promising first, until none can hold anything within `most_metres` or nearer
/// than `visit` last said.
///
/// `boxes` and the number of leaves are what [`pack`] made; `visit` takes the place of a leaf in the
/// packed order and gives back the metres to the nearest thing seen so far.
pub(crate) fn nearest(
    boxes: &[Box5],
    leaves: usize,
    origin: &Origin,
    most_metres: f64,
    mut visit: impl FnMut(usize) -> f64,
) {
    let mut starts = vec![0];
    let mut size = leaves;
    while size > 1 {
        starts.push(starts[starts.len() - 1] + size);
        size = size.div_ceil(CHILDREN);
    }
    let ends = |level: usize| starts.get(level + 1).copied().unwrap_or(boxes.len());
    let mut best = most_metres;
    let mut queue = BinaryHeap::with_capacity(64);
    if leaves > 0 && !boxes.is_empty() {
        queue.push(Node { metres: 0.0, level: starts.len() - 1, index: 0 });
    }
    while let Some(node) = queue.pop() {
        if node.metres > best {
            break;
        }
        let Some(below) = node.level.checked_sub(1) else {
            best = best.min(visit(node.index));
            continue;
        };
        let first = node.index * CHILDREN;
        let size = ends(below).saturating_sub(starts[below]);
        for index in first..(first + CHILDREN).min(size) {
            let Some(of) = boxes.get(starts[below] + index) else { break };
            let metres = origin.at_least_metres_to(of);
            if metres <= best {
                queue.push(Node { metres, level: below, index });
            }
        }
    }
}

#[derive(PartialEq)]
struct Node {
    metres: f64,
    level: usize,
    index: usize,
}

impl Eq for Node {}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Node) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Node {
    /// Nearest first out of a heap that gives the greatest.
    fn cmp(&self, other: &Node) -> Ordering {
        other
            .metres
            .total_cmp(&self.metres)
            .then(other.level.cmp(&self.level))
            .then(other.index.cmp(&self.index))
    }
}

#[cfg(test)]
mod tests;
