//! Boundaries: rings of points packed as differences, and the question of who is inside.

use model::place::Point;

use crate::tree::{UNITS, point_of};

/// A ring of latitudes and longitudes in hundred-thousandths of a degree, last point = first point.
pub(crate) type Ring = Vec<[i32; 2]>;

/// Packs rings: how many, then each with how many points and their differences.
pub(crate) fn pack(rings: &[Ring]) -> Vec<u8> {
    let mut out = Vec::new();
    if rings.is_empty() {
        return out;
    }
    put(rings.len() as u32, &mut out);
    let mut last = [0, 0];
    for ring in rings {
        put(ring.len() as u32, &mut out);
        for point in ring {
            for (axis, last) in last.iter_mut().enumerate() {
                let difference = point[axis].wrapping_sub(*last);
                put(((difference << 1) ^ (difference >> 31)) as u32, &mut out);
                *last = point[axis];
            }
        }
    }
    out
}

/// Unpacks rings; what makes no sense ends the list.
pub(crate) fn unpack(mut bytes: &[u8]) -> Vec<Vec<Point>> {
    let mut rings = Vec::new();
    let mut last = [0_i32; 2];
    for _ in 0..take(&mut bytes).unwrap_or(0) {
        let Some(points) = take(&mut bytes) else { break };
        let mut ring = Vec::new();
        for _ in 0..points {
            for last in &mut last {
                let Some(folded) = take(&mut bytes) else { return rings };
                *last = last.wrapping_add((folded >> 1) as i32 ^ -((folded & 1) as i32));
            }
            ring.push(point_of(last[0], last[1]));
        }
        rings.push(ring);
    }
    rings
}

/// Whether a point lies inside, by the even-odd rule: holes are outside.
pub(crate) fn hold(rings: &[Vec<Point>], point: Point) -> bool {
    let mut inside = false;
    for edge in rings.iter().flat_map(|ring| ring.windows(2)) {
        let (a, b) = (edge[0], edge[1]);
        if (a.latitude > point.latitude) != (b.latitude > point.latitude) {
            let share = (point.latitude - a.latitude) / (b.latitude - a.latitude);
            inside ^= point.longitude < a.longitude + share * (b.longitude - a.longitude);
        }
    }
    inside
}

/// The box around rings; `None` when there are none.
pub(crate) fn box_of(rings: &[Ring]) -> Option<crate::tree::Box5> {
    let mut points = rings.iter().flatten();
    let &[north, east] = points.next()?;
    Some(points.fold([north, east, north, east], |a, &[north, east]| {
        [a[0].min(north), a[1].min(east), a[2].max(north), a[3].max(east)]
    }))
}

/// Degrees as whole hundred-thousandths.
pub(crate) fn units(degrees: f64) -> i32 {
    (degrees * UNITS).round() as i32
}

fn put(mut value: u32, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn take(bytes: &mut &[u8]) -> Option<u32> {
    let mut value = 0_u32;
    for shift in (0..35).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests;
