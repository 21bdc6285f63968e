//! Where: venue, address, postcode, coordinates, and the ground a service covers.

mod coordinates;
#[cfg(test)]
mod tests;

use model::evidence::{Field, Reading};
use model::identifier::AreaCode;
use model::place::{Located, Location, Point, Precision, ServiceArea};
use model::postcode::Postcode;

use super::text::clean_line;
use super::words::{folded, has_any};
use super::{Cleaning, Notes};
use crate::draft::{DraftArea, DraftLocation, LocationRole};

/// The step: places where it is delivered.
///
/// An address a service is merely run from is no place to go to (defect T11 of the field study): it is left
/// out, and counted, unless the source says nothing of where the service is delivered *and* the record is
/// itself an office people visit, which only the source's settings can say.
pub fn clean_locations(cleaning: &mut Cleaning<'_>) {
    let mut reading = Reading::FromProse;
    for draft in std::mem::take(&mut cleaning.draft.locations) {
        match draft.role {
            LocationRole::RunFrom => {
                if !draft.is_empty() {
                    cleaning.notes.count("run-from-address");
                }
                continue;
            }
            LocationRole::Online => {
                cleaning.draft.delivery_words.push("online".to_owned());
                continue;
            }
            LocationRole::DeliveredAt => {}
        }
        let stated = draft.postcode_reading;
        let accessibility = super::accessibility::of_place(
            &draft.accessibility,
            draft.accessibility_text.as_deref(),
            &mut cleaning.notes,
        );
        let mut location = clean_location(&draft, &mut cleaning.notes);
        location.accessibility = accessibility;
        if location != Location::default() && !cleaning.service.locations.contains(&location) {
            reading = reading.min(stated);
            cleaning.service.locations.push(location);
        }
    }
    if cleaning.service.locations.is_empty() {
        return;
    }
    cleaning.say(Field::Location, reading);
    if cleaning.service.locations.iter().any(|location| location.located.is_some()) {
        cleaning.say(Field::Point, Reading::Stated);
    }
}

fn clean_location(draft: &DraftLocation, notes: &mut Notes) -> Location {
    let line =
        |text: &Option<String>, notes: &mut Notes| text.as_deref().and_then(|text| clean_line(text, notes));
    let written_address = line(&draft.address, notes);
    let name = line(&draft.name, notes).filter(|name| !is_no_place(name));
    let town = line(&draft.town, notes);
    let stated_postcode = draft.postcode.as_deref().and_then(|text| {
        let postcode =
            Postcode::parse(text.trim()).or_else(|| postcode_in(text).map(|(postcode, _)| postcode));
        if postcode.is_none() && !super::words::is_nothing(text) {
            notes.count("postcode-unusable");
        }
        postcode
    });
    let (address, postcode) = match written_address {
        Some(address) => {
            let (found, without) = postcodes_in(&address);
            match found.as_slice() {
                [] => (Some(without), stated_postcode),
                [only] => (Some(without), stated_postcode.or(Some(*only))),
                [beside_its_street, ..] => {
                    if stated_postcode.as_ref().is_some_and(|stated| stated != beside_its_street) {
                        notes.count("postcode-of-the-street");
                    }
                    (Some(without), Some(*beside_its_street))
                }
            }
        }
        None => (None, stated_postcode),
    };
    let address = address
        .map(|address| tidy_address(&address))
        .filter(|address| !address.is_empty() && !is_no_place(address));
    let located = coordinates::read(draft, notes).map(|point| Located {
        point,
        precision: Precision::Source,
        authority: None,
        ward: None,
        label: None,
    });
    let uprn = draft
        .uprn
        .as_deref()
        .and_then(|text| text.trim().trim_end_matches(".0").parse().ok())
        .filter(|uprn| *uprn > 0);
    Location { name, address, town, postcode, located, uprn, ..Location::default() }
}

/// Words that stand where an address should: "various venues", "Zoom", "see website". Showing or locating
/// them would send somebody to a place that is none (defect T10).
fn is_no_place(text: &str) -> bool {
    let folded = folded(text);
    has_any(
        &folded,
        &[
            "various",
            "varies",
            "online",
            "zoom",
            "virtual",
            "see website",
            "not applicable",
            "address withheld",
            "alternates between",
            "to be confirmed",
            "no fixed",
            "contact for details",
            "contact for address",
            "call for address",
            "microsoft teams",
            "withheld",
        ],
    )
}

/// Whether words that stand for a place say that it changes, or that there is none.
pub fn delivery_hint(text: &str) -> Option<&'static str> {
    let folded = folded(text);
    if has_any(&folded, &["online", "zoom", "virtual", "microsoft teams"]) {
        Some("online")
    } else if has_any(&folded, &["various", "varies", "alternates between", "no fixed"]) {
        Some("varies")
    } else {
        None
    }
}

/// The different postcodes in an address, and the address without them. Where there are two, the first stands
/// beside its street, and the last was put behind it from another column, which may belong to another row.
fn postcodes_in(address: &str) -> (Vec<Postcode>, String) {
    let mut found: Vec<Postcode> = Vec::new();
    let mut rest = address.to_owned();
    while let Some((postcode, without)) = postcode_in(&rest) {
        if !found.contains(&postcode) {
            found.insert(0, postcode);
        }
        rest = without;
    }
    (found, rest)
}

/// The last postcode in a text, and the text without it.
pub fn postcode_in(text: &str) -> Option<(Postcode, String)> {
    let words: Vec<(usize, &str)> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '.' | ':'))
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
        .collect();
    for (index, &(start, word)) in words.iter().enumerate().rev() {
        let end = start + word.len();
        let looks_inward = word.len() == 3 && word.as_bytes()[0].is_ascii_digit() && word.is_ascii();
        let candidate = if looks_inward && index > 0 {
            let (outward_start, outward) = words[index - 1];
            let is_outward = (2..=4).contains(&outward.len()) && outward.bytes().any(|b| b.is_ascii_digit());
            is_outward.then(|| (outward_start, format!("{outward} {word}")))
        } else if (5..=7).contains(&word.len())
            && word.is_ascii()
            && word.as_bytes()[0].is_ascii_alphabetic()
            && word.bytes().filter(u8::is_ascii_digit).count() >= 2
        {
            Some((start, word.to_owned()))
        } else {
            None
        };
        let Some((from, written)) = candidate else { continue };
        if let Some(postcode) = Postcode::parse(&written) {
            return Some((postcode, format!("{}{}", &text[..from], &text[end..])));
        }
    }
    None
}

/// One comma between parts, none twice in a row, none empty; the country left out.
fn tidy_address(address: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in address.split([',', ';', '\n']) {
        let part = part.trim().trim_matches(|c: char| matches!(c, '.' | '-' | '(' | ')')).trim();
        let is_country = ["uk", "united kingdom", "england", "great britain"]
            .iter()
            .any(|country| part.eq_ignore_ascii_case(country));
        if !part.is_empty() && !is_country && parts.last().is_none_or(|last| !last.eq_ignore_ascii_case(part))
        {
            parts.push(part);
        }
    }
    parts.join(", ")
}

/// The step: ground it covers.
pub fn clean_areas(cleaning: &mut Cleaning<'_>) {
    for draft in std::mem::take(&mut cleaning.draft.areas) {
        if let Some(area) = clean_area(draft, &mut cleaning.notes)
            && !cleaning.service.areas.contains(&area)
        {
            cleaning.service.areas.push(area);
        }
    }
    if !cleaning.service.areas.is_empty() {
        cleaning.say(Field::Areas, Reading::Stated);
    }
}

fn clean_area(draft: DraftArea, notes: &mut Notes) -> Option<ServiceArea> {
    let name = draft.name.as_deref().and_then(|name| clean_line(name, notes));
    let rings: Vec<Vec<Point>> = draft
        .rings
        .iter()
        .map(|ring| {
            ring.iter()
                .filter_map(|(latitude, longitude)| Point::new(*latitude, *longitude))
                .collect::<Vec<_>>()
        })
        .filter(|ring| ring.len() >= 3)
        .collect();
    if !rings.is_empty() {
        return Some(ServiceArea::Polygon { rings, name });
    }
    if let Some((latitude, longitude, radius_metres)) = draft.circle
        && let Some(point) = Point::new(latitude, longitude).filter(Point::is_in_united_kingdom_box)
        && radius_metres > 0.0
    {
        return Some(ServiceArea::Around { point, radius_metres: radius_metres.min(500_000.0) });
    }
    let code = draft.code.map(|code| code.trim().to_ascii_uppercase()).filter(|code| is_area_code(code));
    match (code, name) {
        (Some(code), _) if code == "K02000001" => Some(ServiceArea::UnitedKingdom),
        (Some(code), name) => {
            Some(ServiceArea::Area { name: name.unwrap_or_else(|| code.clone()), code: AreaCode(code) })
        }
        (None, Some(name)) if is_whole_country(&name) => Some(ServiceArea::UnitedKingdom),
        (None, Some(name)) => Some(ServiceArea::Named { name }),
        (None, None) => None,
    }
}

fn is_area_code(code: &str) -> bool {
    code.len() == 9
        && code.as_bytes()[0].is_ascii_uppercase()
        && code[1..].bytes().all(|b| b.is_ascii_digit())
}

fn is_whole_country(name: &str) -> bool {
    const WORDS: [&str; 9] =
        ["uk", "u.k.", "united kingdom", "uk wide", "uk-wide", "ukwide", "national", "nationwide", "the uk"];
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(name.trim()))
}
