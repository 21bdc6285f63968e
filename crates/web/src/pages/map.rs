//! The map: drawn by us from our own ground, with the same answers as the list, which stands below it.
//!
//! Without script it is a picture with links; with script the map library takes the same ground and the
//! same answers and lets one move about. It is never the only way to anything.

use maud::{Markup, html};
use model::place::Point;
use search::answer::{Answer, Hit};

use crate::base_map::{BASE_MAP, District};
use crate::format;
use crate::layout::{self, Page};
use crate::params::SearchParams;
use crate::parts;
use crate::view::View;

const WIDTH: f64 = 800.0;
const HEIGHT: f64 = 560.0;
/// Names on the picture at most.
const MOST_NAMES: usize = 24;

/// Tiles an operator has named: address and credit.
#[derive(Debug, Clone, Copy)]
pub struct Tiles<'a> {
    /// `https://…/{z}/{x}/{y}.png`.
    pub address: &'a str,
    /// What to print beside them.
    pub credit: &'a str,
}

/// Draws it.
pub fn draw(view: &View, params: &SearchParams, answer: &Answer, tiles: Option<Tiles<'_>>) -> Markup {
    let words = view.words;
    let pinned: Vec<(usize, &Hit, Point)> = answer
        .lanes
        .iter()
        .flat_map(|lane| &lane.hits)
        .filter_map(|hit| Some((hit, hit.point?)))
        .enumerate()
        .map(|(index, (hit, point))| (index + 1, hit, point))
        .collect();
    let frame = Frame::around(pinned.iter().map(|(_, _, point)| *point));
    let title = view.tell("map-title", &[("count", pinned.len().into())]);
    let main = html! {
        h1 class="nhsuk-heading-l" { (title) }
        (parts::search_box(view, params, "/map"))
        p { a href=(view.to(&params.path())) { (words.say("map-back-to-list")) } }
        @if pinned.is_empty() { p { (words.say("map-nothing")) } }
        div class="fp-map" id="map" data-base=(crate::assets::path("base-map.json")) data-label=(words.say("map-label"))
            data-tiles=[tiles.map(|tiles| tiles.address)] data-credit=[tiles.map(|tiles| tiles.credit)] {
            (picture(view, &frame, &pinned))
        }
        p class="fp-source" { (BASE_MAP.credit) }
        @if !pinned.is_empty() {
            h2 class="nhsuk-heading-m" { (words.say("map-list")) }
            ol class="fp-map__list" {
                @for (number, hit, point) in &pinned {
                    li value=(number) data-lat=(point.latitude) data-lon=(point.longitude) data-name=(hit.name) data-href=(view.to_service(hit.id)) {
                        a lang="en" href=(view.to_service(hit.id)) { (hit.name) }
                        @if let Some(place) = &hit.place { " · " (place) }
                        @if let Some(metres) = hit.distance_metres { " · " span class="fp-keep" { (format::distance(words, metres)) } }
                    }
                }
            }
        }
    };
    let page = Page {
        title,
        is_private: true,
        is_wide: true,
        needs_map: true,
        scripts: &["map.js"],
        styles: &["leaflet.css", "map.css"],
        ..Page::default()
    };
    layout::draw(view, &page, &main)
}

/// A piece of the ground as a picture: degrees to dots, without distortion at its own middle.
struct Frame {
    west: f64,
    north: f64,
    dots_a_degree_east: f64,
    dots_a_degree_north: f64,
}

impl Frame {
    /// Around points with room to spare; the whole country when there are none.
    fn around(points: impl Iterator<Item = Point>) -> Frame {
        let (mut south, mut north, mut west, mut east) = (90.0_f64, -90.0_f64, 180.0_f64, -180.0_f64);
        for point in points {
            south = south.min(point.latitude);
            north = north.max(point.latitude);
            west = west.min(point.longitude);
            east = east.max(point.longitude);
        }
        if south > north {
            (south, north, west, east) = (49.8, 60.9, -8.7, 1.9);
        }
        let shrink = ((south + north) / 2.0).to_radians().cos();
        let high = ((north - south) * 1.25).max(0.03);
        let wide = ((east - west) * 1.25).max(0.03 / shrink) * shrink;
        let dots = (HEIGHT / high).min(WIDTH / wide);
        Frame {
            west: (west + east) / 2.0 - WIDTH / dots / shrink / 2.0,
            north: (south + north) / 2.0 + HEIGHT / dots / 2.0,
            dots_a_degree_east: dots * shrink,
            dots_a_degree_north: dots,
        }
    }

    fn dot(&self, point: Point) -> (f64, f64) {
        (
            (point.longitude - self.west) * self.dots_a_degree_east,
            (self.north - point.latitude) * self.dots_a_degree_north,
        )
    }

    fn shows(&self, district: &District) -> bool {
        let (low, high) = (self.dot(district.bounds.0), self.dot(district.bounds.1));
        high.0 > 0.0 && low.0 < WIDTH && low.1 > 0.0 && high.1 < HEIGHT
    }

    fn holds(&self, (x, y): (f64, f64)) -> bool {
        (8.0..WIDTH - 8.0).contains(&x) && (16.0..HEIGHT - 8.0).contains(&y)
    }
}

fn picture(view: &View, frame: &Frame, pinned: &[(usize, &Hit, Point)]) -> Markup {
    html! {
        svg class="fp-map__picture" viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="group" aria-label=(view.say("map-label")) {
            rect class="fp-map__sea" width=(WIDTH) height=(HEIGHT) {}
            g class="fp-map__land" aria-hidden="true" {
                @for district in BASE_MAP.areas.iter().filter(|district| frame.shows(district)) { path d=(outline(frame, district)) {} }
            }
            g class="fp-map__names" aria-hidden="true" {
                @for (name, (x, y)) in names(frame) { text x=(format!("{x:.0}")) y=(format!("{y:.0}")) { (name) } }
            }
            @let spots = apart(&pinned.iter().map(|(_, _, point)| frame.dot(*point)).collect::<Vec<_>>());
            g class="fp-map__threads" aria-hidden="true" {
                @for ((_, _, point), (x, y)) in pinned.iter().zip(&spots) {
                    @let (from_x, from_y) = frame.dot(*point);
                    @if (from_x, from_y) != (*x, *y) { path d=(format!("M{from_x:.0} {from_y:.0}L{x:.0} {y:.0}")) {} }
                }
            }
            @for ((number, hit, _), (x, y)) in pinned.iter().zip(spots) {
                a href=(view.to_service(hit.id)) aria-label=(format!("{number}: {}", hit.name)) {
                    circle class="fp-map__pin" cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r="13" {}
                    text class="fp-map__number" x=(format!("{x:.1}")) y=(format!("{:.1}", y + 5.0)) text-anchor="middle" { (number) }
                }
            }
        }
    }
}

/// Least distance of two pins, so that each can be touched.
const BETWEEN_PINS: f64 = 28.0;

/// Where each pin stands: on its place, or as near to it as no other stands.
fn apart(places: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for &(x, y) in places {
        let is_free = |spot: &(f64, f64)| {
            taken.iter().all(|other| (other.0 - spot.0).hypot(other.1 - spot.1) >= BETWEEN_PINS)
        };
        let around = (0..200).map(|step| {
            let (far, turn) = (14.0 * f64::from(step + 1).sqrt(), 2.4 * f64::from(step));
            (x + far * turn.cos(), y + far * turn.sin())
        });
        let spot = std::iter::once((x, y)).chain(around).find(is_free).unwrap_or((x, y));
        taken.push(spot);
    }
    taken
}

/// An outline in dots; points that fall on one dot are left out, and far ones are kept at arm's length.
fn outline(frame: &Frame, district: &District) -> String {
    let mut path = String::new();
    for ring in &district.rings {
        let mut last = None;
        for point in ring {
            let (x, y) = frame.dot(*point);
            let dot = (x.clamp(-2_000.0, 3_000.0).round() as i32, y.clamp(-2_000.0, 3_000.0).round() as i32);
            if last == Some(dot) {
                continue;
            }
            path.push(if last.is_none() { 'M' } else { 'L' });
            path.push_str(&format!("{} {}", dot.0, dot.1));
            last = Some(dot);
        }
        path.push('Z');
    }
    path
}

/// The most important names that have room.
fn names(frame: &Frame) -> Vec<(&'static str, (f64, f64))> {
    let mut placed: Vec<(&'static str, (f64, f64))> = Vec::new();
    for (name, point) in &BASE_MAP.places {
        let dot = frame.dot(*point);
        let has_room = frame.holds(dot)
            && placed.iter().all(|(other, at)| {
                let wide = (name.len().max(other.len()) as f64) * 8.0;
                (at.0 - dot.0).abs() > wide || (at.1 - dot.1).abs() > 18.0
            });
        if has_room {
            placed.push((name, dot));
            if placed.len() == MOST_NAMES {
                break;
            }
        }
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pins_on_one_spot_stand_apart_and_the_first_stays() {
        let spots = apart(&[(100.0, 100.0); 12]);
        assert_eq!(spots[0], (100.0, 100.0));
        for (index, a) in spots.iter().enumerate() {
            assert!(spots[..index].iter().all(|b| (a.0 - b.0).hypot(a.1 - b.1) >= BETWEEN_PINS), "{spots:?}");
        }
    }
}
