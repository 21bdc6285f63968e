//! Ground: points as whole numbers in three dimensions, boxes of them, and the curve that orders them.
//!
//! A point stands on a sphere of radius 2³⁰, turned so that the middle of the United Kingdom looks along
//! the third axis. The square of the straight line between two points is a whole number, grows with the
//! distance along the ground, and is compared exactly: no projection, no margin, no special case for
//! Shetland or the date line.

use model::place::{EARTH_RADIUS_METRES, Point};

/// Radius of the sphere in our units: one unit is about 6 mm on the ground.
const RADIUS: f64 = (1_u32 << 30) as f64;

/// The middle of the United Kingdom, degrees.
const MIDDLE: Point = Point { latitude: 54.5, longitude: -3.5 };

/// Bits a side of the grid under the Hilbert curve; a cell is about 1.5 m.
const CURVE_BITS: u32 = 24;

/// A point on the sphere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spot(pub [i32; 3]);

/// The square of the straight line between two spots, in square units.
pub type Chord2 = u64;

/// Farther than any two spots are.
pub const EVERYWHERE: Chord2 = u64::MAX;

impl Spot {
    /// The spot of a point.
    pub fn of(point: Point) -> Spot {
        let (sin_lat, cos_lat) = point.latitude.to_radians().sin_cos();
        let (sin_east, cos_east) = (point.longitude - MIDDLE.longitude).to_radians().sin_cos();
        let (sin_middle, cos_middle) = MIDDLE.latitude.to_radians().sin_cos();
        let east = cos_lat * sin_east;
        let north = cos_middle * sin_lat - sin_middle * cos_lat * cos_east;
        let out = sin_middle * sin_lat + cos_middle * cos_lat * cos_east;
        Spot([units(east), units(north), units(out)])
    }

    /// The square of the straight line to `other`.
    #[inline]
    pub fn chord2(self, other: Spot) -> Chord2 {
        let mut sum = 0;
        for axis in 0..3 {
            let difference = i64::from(self.0[axis]) - i64::from(other.0[axis]);
            sum += difference * difference;
        }
        sum.unsigned_abs()
    }

    /// Its place along the Hilbert curve over an equal-area plane: neighbours on the ground have near keys.
    pub fn curve_key(self) -> u64 {
        let [east, north, out] = self.0.map(|v| f64::from(v) / RADIUS);
        let stretch = (2.0 / (1.0 + out).max(1e-12)).sqrt();
        let side = f64::from(1_u32 << CURVE_BITS);
        let cell =
            |v: f64| (((v * stretch / 4.0 + 0.5) * side) as i64).clamp(0, (1 << CURVE_BITS) - 1) as u32;
        hilbert(cell(east), cell(north))
    }
}

fn units(v: f64) -> i32 {
    (v * RADIUS).round() as i32
}

fn hilbert(mut x: u32, mut y: u32) -> u64 {
    let mut key = 0_u64;
    let mut side = 1_u32 << (CURVE_BITS - 1);
    while side > 0 {
        let right = u32::from(x & side > 0);
        let top = u32::from(y & side > 0);
        key = (key << 2) | u64::from((3 * right) ^ top);
        if top == 0 {
            if right == 1 {
                x = (side.wrapping_mul(2).wrapping_sub(1)) & !x;
                y = (side.wrapping_mul(2).wrapping_sub(1)) & !y;
            }
            std::mem::swap(&mut x, &mut y);
        }
        side /= 2;
    }
    key
}

/// The square of the straight line that spans `metres` along the ground.
pub fn chord2_of_metres(metres: f64) -> Chord2 {
    let half = (metres.max(0.0) / (2.0 * EARTH_RADIUS_METRES)).min(std::f64::consts::FRAC_PI_2);
    let chord = 2.0 * half.sin() * RADIUS;
    (chord * chord) as Chord2
}

/// Metres along the ground of the square of a straight line.
pub fn metres_of_chord2(chord2: Chord2) -> f64 {
    let half = ((chord2 as f64).sqrt() / (2.0 * RADIUS)).min(1.0);
    2.0 * EARTH_RADIUS_METRES * half.asin()
}

/// A box of spots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Lowest value an axis.
    pub low: [i32; 3],
    /// Highest value an axis.
    pub high: [i32; 3],
}

impl Bounds {
    /// A box that holds nothing.
    pub const EMPTY: Bounds = Bounds { low: [i32::MAX; 3], high: [i32::MIN; 3] };

    /// Grows to hold `spot`.
    pub fn add(&mut self, spot: Spot) {
        for axis in 0..3 {
            self.low[axis] = self.low[axis].min(spot.0[axis]);
            self.high[axis] = self.high[axis].max(spot.0[axis]);
        }
    }

    /// Grows to hold `other`.
    pub fn join(&mut self, other: &Bounds) {
        for axis in 0..3 {
            self.low[axis] = self.low[axis].min(other.low[axis]);
            self.high[axis] = self.high[axis].max(other.high[axis]);
        }
    }

    /// No spot in the box is nearer than this.
    #[inline]
    pub fn nearest(&self, spot: Spot) -> Chord2 {
        let mut sum = 0_u64;
        for axis in 0..3 {
            let v = i64::from(spot.0[axis]);
            let outside = (i64::from(self.low[axis]) - v).max(v - i64::from(self.high[axis])).max(0);
            sum = sum.saturating_add((outside * outside).unsigned_abs());
        }
        sum
    }

    /// No spot in the box is farther than this.
    #[inline]
    pub fn farthest(&self, spot: Spot) -> Chord2 {
        let mut sum = 0_u64;
        for axis in 0..3 {
            let v = i64::from(spot.0[axis]);
            let reach = (v - i64::from(self.low[axis])).abs().max((i64::from(self.high[axis]) - v).abs());
            sum = sum.saturating_add((reach * reach).unsigned_abs());
        }
        sum
    }
}

#[cfg(test)]
mod tests;
