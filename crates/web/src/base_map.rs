//! The drawn ground of the map: districts, coast and place names, shipped with us and asked of nobody.

use std::collections::HashMap;
use std::sync::LazyLock;

use model::place::Point;
use serde::Deserialize;

/// The whole ground.
pub static BASE_MAP: LazyLock<BaseMap> = LazyLock::new(|| {
    let bytes = crate::assets::ASSETS
        .iter()
        .find(|asset| asset.name == "base-map.json")
        .map_or(&b"{}"[..], |a| a.bytes);
    serde_json::from_slice::<File>(bytes).map(BaseMap::of).unwrap_or_default()
});

/// Districts and place names.
#[derive(Debug, Default)]
pub struct BaseMap {
    /// The local authorities.
    pub areas: Vec<District>,
    /// Names with their points, the most important first.
    pub places: Vec<(String, Point)>,
    /// What its licence asks us to print.
    pub credit: String,
    by_code: HashMap<String, usize>,
}

/// A local authority.
#[derive(Debug)]
pub struct District {
    /// Its statistical code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its outlines, each closed.
    pub rings: Vec<Vec<Point>>,
    /// The box around it: south-west and north-east corner.
    pub bounds: (Point, Point),
}

#[derive(Deserialize)]
struct File {
    credit: String,
    scale: [f64; 2],
    translate: [f64; 2],
    arcs: Vec<Vec<i32>>,
    areas: Vec<(String, String, Vec<Vec<i32>>)>,
    places: Vec<(String, i32, i32)>,
}

impl BaseMap {
    fn of(file: File) -> BaseMap {
        let point = |x: i32, y: i32| Point {
            latitude: f64::from(y) * file.scale[1] + file.translate[1],
            longitude: f64::from(x) * file.scale[0] + file.translate[0],
        };
        let arcs: Vec<Vec<Point>> = file
            .arcs
            .iter()
            .map(|deltas| {
                let (mut x, mut y) = (0, 0);
                let steps = deltas.chunks_exact(2).map(|step| {
                    x += step[0];
                    y += step[1];
                    point(x, y)
                });
                steps.collect()
            })
            .collect();
        let areas: Vec<District> = file
            .areas
            .into_iter()
            .map(|(code, name, rings)| District::of(code, name, &rings, &arcs))
            .collect();
        let by_code = areas.iter().enumerate().map(|(index, area)| (area.code.clone(), index)).collect();
        let places = file.places.into_iter().map(|(name, x, y)| (name, point(x, y))).collect();
        BaseMap { areas, places, credit: file.credit, by_code }
    }

    /// The local authority with a code.
    pub fn area(&self, code: &str) -> Option<&District> {
        self.by_code.get(code).map(|index| &self.areas[*index])
    }
}

impl District {
    /// Puts outlines together from shared lines; a negative number is a line taken backwards.
    fn of(code: String, name: String, rings: &[Vec<i32>], arcs: &[Vec<Point>]) -> District {
        let rings: Vec<Vec<Point>> = rings
            .iter()
            .map(|ring| {
                let mut outline = Vec::new();
                for &index in ring {
                    let line = arcs
                        .get(if index < 0 { !index } else { index } as usize)
                        .map_or(&[][..], Vec::as_slice);
                    if index < 0 { outline.extend(line.iter().rev()) } else { outline.extend(line) }
                }
                outline
            })
            .collect();
        let mut bounds =
            (Point { latitude: 90.0, longitude: 180.0 }, Point { latitude: -90.0, longitude: -180.0 });
        for point in rings.iter().flatten() {
            bounds.0.latitude = bounds.0.latitude.min(point.latitude);
            bounds.0.longitude = bounds.0.longitude.min(point.longitude);
            bounds.1.latitude = bounds.1.latitude.max(point.latitude);
            bounds.1.longitude = bounds.1.longitude.max(point.longitude);
        }
        District { code, name, rings, bounds }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_district_of_the_country_has_an_outline() {
        assert_eq!(BASE_MAP.areas.len(), 361);
        assert!(BASE_MAP.areas.iter().all(|area| area.rings.iter().all(|ring| ring.len() > 3)));
        let leeds = BASE_MAP.area("E08000035").expect("Leeds is a district");
        assert_eq!(leeds.name, "Leeds");
        assert!((53.6..53.8).contains(&leeds.bounds.0.latitude));
    }
}
