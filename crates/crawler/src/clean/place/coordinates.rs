//! Coordinates as sources give them: swapped, zero, with commas, in metres of the national grid.

use model::place::Point;

use super::super::Notes;
use crate::draft::DraftLocation;

/// A point in the United Kingdom, mended where it is plain what was meant; counted and left out where not.
pub fn read(draft: &DraftLocation, notes: &mut Notes) -> Option<Point> {
    let pair = |one: &Option<String>, two: &Option<String>| {
        Some((number(one.as_deref()?)?, number(two.as_deref()?)?))
    };
    if let Some((latitude, longitude)) = pair(&draft.latitude, &draft.longitude)
        && let Some(point) = from_degrees(latitude, longitude, notes)
    {
        return Some(point);
    }
    let (easting, northing) = pair(&draft.easting, &draft.northing)?;
    // Northern Ireland has a grid of its own.
    let is_irish = draft.postcode.as_deref().is_some_and(|postcode| postcode.trim_start().starts_with("BT"));
    let point = if is_irish {
        gazetteer::grid::from_irish_grid(easting, northing).filter(Point::is_in_united_kingdom_box)
    } else {
        from_grid(easting, northing)
    };
    notes.count(if point.is_some() { "grid-reference" } else { "coordinates-unusable" });
    point
}

fn from_degrees(latitude: f64, longitude: f64, notes: &mut Notes) -> Option<Point> {
    if latitude == 0.0 && longitude == 0.0 {
        notes.count("coordinates-zero");
        return None;
    }
    if let Some(point) = in_kingdom(latitude, longitude) {
        return Some(point);
    }
    if let Some(point) = in_kingdom(longitude, latitude) {
        notes.count("coordinates-swapped");
        return Some(point);
    }
    // A lost minus sign would put Cardiff into the North Sea; it is not guessed at.
    if let Some(point) = from_grid(longitude, latitude).or_else(|| from_grid(latitude, longitude)) {
        notes.count("grid-reference");
        return Some(point);
    }
    notes.count("coordinates-outside-uk");
    None
}

fn in_kingdom(latitude: f64, longitude: f64) -> Option<Point> {
    Point::new(latitude, longitude).filter(Point::is_in_united_kingdom_box)
}

/// Metres east and north on the national grid of Great Britain.
fn from_grid(easting: f64, northing: f64) -> Option<Point> {
    let is_on_the_grid =
        (1_000.0..700_000.0).contains(&easting) && (1_000.0..1_300_000.0).contains(&northing);
    if !is_on_the_grid {
        return None;
    }
    gazetteer::grid::from_british_grid(easting, northing).filter(Point::is_in_united_kingdom_box)
}

/// A number with what people put about it: "53.41°", "-2,15", " 53.4N".
fn number(text: &str) -> Option<f64> {
    let text = text.trim().trim_end_matches(['°', 'N', 'E', ' ']);
    let number = text.parse::<f64>().or_else(|_| text.replace(',', ".").parse()).ok()?;
    number.is_finite().then_some(number)
}
