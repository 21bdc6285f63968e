//! Reads TopoJSON: boundaries whose shared lines stand once, so that areas can be joined without seams.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde_json::Value;

use crate::areas::rings::{Ring, units};

#[derive(Debug, Deserialize)]
struct Document {
    transform: Transform,
    arcs: Vec<Vec<[i64; 2]>>,
    objects: HashMap<String, Object>,
}

#[derive(Debug, Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Debug, Deserialize)]
struct Object {
    geometries: Vec<Geometry>,
}

#[derive(Debug, Deserialize)]
struct Geometry {
    #[serde(default)]
    properties: HashMap<String, Value>,
    #[serde(default)]
    arcs: Value,
}

/// The boundaries of one kind of area.
#[derive(Debug)]
pub(super) struct Topology {
    arcs: Vec<Ring>,
    /// Rings of arc numbers by code; `!n` is arc `n` walked backwards.
    areas: HashMap<String, Vec<Vec<i64>>>,
}

impl Topology {
    /// Reads a quantised TopoJSON document whose geometries have a property that is, or ends in, `code`.
    pub(super) fn read(reader: impl std::io::Read) -> serde_json::Result<Topology> {
        let document: Document = serde_json::from_reader(reader)?;
        let Transform { scale, translate } = document.transform;
        let arcs = document.arcs.iter().map(|arc| {
            let mut at = [0, 0];
            arc.iter()
                .map(|step| {
                    at = [at[0] + step[0], at[1] + step[1]];
                    let degrees = |axis: usize| at[axis] as f64 * scale[axis] + translate[axis];
                    [units(degrees(1)), units(degrees(0))]
                })
                .collect()
        });
        let arcs = arcs.collect();
        let mut areas = HashMap::new();
        for geometry in document.objects.into_values().flat_map(|object| object.geometries) {
            let code = geometry.properties.iter().find(|(key, _)| key.ends_with("code"));
            let Some(code) = code.and_then(|(_, value)| value.as_str()) else { continue };
            let mut rings = Vec::new();
            collect_rings(&geometry.arcs, &mut rings);
            areas.insert(code.to_owned(), rings);
        }
        Ok(Topology { arcs, areas })
    }

    /// The codes that have a boundary.
    pub(super) fn codes(&self) -> impl Iterator<Item = &str> {
        self.areas.keys().map(String::as_str)
    }

    /// The boundary of one area.
    pub(super) fn boundary(&self, code: &str) -> Vec<Ring> {
        let rings = self.areas.get(code).into_iter().flatten();
        rings.map(|arcs| self.walked(arcs)).filter(|ring| ring.len() >= 4).collect()
    }

    /// The boundary of several areas taken together: lines that two of them share fall away.
    pub(super) fn joined<'a>(&self, codes: impl Iterator<Item = &'a str>) -> Vec<Ring> {
        let mut outer: HashMap<usize, i64> = HashMap::new();
        for &arc in codes.filter_map(|code| self.areas.get(code)).flatten().flatten() {
            let line = if arc < 0 { !arc } else { arc } as usize;
            if outer.remove(&line).is_none() {
                outer.insert(line, arc);
            }
        }
        let mut left: BTreeMap<usize, Ring> =
            outer.into_iter().map(|(line, arc)| (line, self.walked(&[arc]))).collect();
        let mut at_ends: HashMap<[i32; 2], Vec<usize>> = HashMap::new();
        for (&line, points) in &left {
            for end in [points.first(), points.last()].into_iter().flatten() {
                at_ends.entry(*end).or_default().push(line);
            }
        }
        let mut rings = Vec::new();
        while let Some((_, mut ring)) = left.pop_first() {
            while ring.first() != ring.last() {
                let Some(&at) = ring.last() else { break };
                let next =
                    at_ends.get(&at).and_then(|lines| lines.iter().find(|line| left.contains_key(line)));
                let Some(mut points) = next.and_then(|line| left.remove(line)) else { break };
                if points.first() != Some(&at) {
                    points.reverse();
                }
                ring.extend(&points[1..]);
            }
            if ring.len() >= 4 && ring.first() == ring.last() {
                rings.push(ring);
            }
        }
        rings
    }

    fn walked(&self, arcs: &[i64]) -> Ring {
        let mut ring: Ring = Vec::new();
        for &number in arcs {
            let backwards = number < 0;
            let Some(arc) = self.arcs.get(if backwards { !number } else { number } as usize) else {
                continue;
            };
            let skip = usize::from(!ring.is_empty());
            if backwards {
                ring.extend(arc.iter().rev().skip(skip));
            } else {
                ring.extend(arc.iter().skip(skip));
            }
        }
        ring
    }
}

/// A polygon is a list of rings, a multipolygon a list of those: rings are the lists of numbers.
fn collect_rings(value: &Value, rings: &mut Vec<Vec<i64>>) {
    let Some(list) = value.as_array() else { return };
    let numbers: Vec<i64> = list.iter().filter_map(Value::as_i64).collect();
    if numbers.is_empty() {
        list.iter().for_each(|inner| collect_rings(inner, rings));
    } else {
        rings.push(numbers);
    }
}

#[cfg(test)]
mod tests;
