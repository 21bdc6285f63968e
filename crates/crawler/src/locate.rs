//! Locating: from postcodes, coordinates and names to points on the ground, with how well each is known.

use std::collections::HashMap;

use gazetteer::{Gazetteer, PlaceKind, PostcodeFound, PostcodeRecord};
use model::evidence::{Evidence, Field, Reading};
use model::place::{Located, Location, Point, Precision, ServiceArea};
use model::postcode::{Postcode, parse_outcode, parse_sector};
use model::service::Service;

use crate::draft::{Draft, LocationRole};

/// Coordinates farther than this from the record's own postcode are a slip: the postcode is believed.
const BELIEVED_WITHIN_METRES: f64 = 25_000.0;

/// So many postcodes are remembered: a source tells of the same ones again and again.
const REMEMBERED: usize = 1 << 15;

/// The gazetteer with what it lately said of postcodes: naming the ground of one costs more than all else.
#[derive(Debug)]
pub struct Locator<'g> {
    gazetteer: &'g Gazetteer,
    lately: HashMap<Postcode, Located>,
}

impl<'g> Locator<'g> {
    /// A locator that remembers nothing yet.
    pub fn new(gazetteer: &'g Gazetteer) -> Locator<'g> {
        Locator { gazetteer, lately: HashMap::new() }
    }

    fn at_postcode(&mut self, record: &PostcodeRecord) -> Located {
        if let Some(located) = self.lately.get(&record.postcode) {
            return located.clone();
        }
        let located = at_postcode(self.gazetteer, record);
        if self.lately.len() >= REMEMBERED {
            self.lately.clear();
        }
        self.lately.insert(record.postcode, located.clone());
        located
    }
}

/// Gives each place its point and its areas, and each named area its code.
pub fn locate(locator: &mut Locator<'_>, mut service: Service) -> Service {
    let gazetteer = locator.gazetteer;
    let mut derived = false;
    for location in &mut service.locations {
        let had_point = location.located.is_some();
        locate_place(locator, location);
        derived |= !had_point && location.located.is_some();
    }
    for area in &mut service.areas {
        match area {
            ServiceArea::Named { name } => {
                if let Some(known) = named_area(gazetteer, name) {
                    *area = known;
                }
            }
            // A source that gives a code alone means its area, and nobody knows England as E92000001.
            ServiceArea::Area { code, name } if *name == code.0 => {
                if let Some(known) = gazetteer.area(code) {
                    *name = known.name;
                }
            }
            _ => {}
        }
    }
    let is_placed = !is_run_from_afar(gazetteer, &service);
    if !is_placed {
        // Its address is still said; it is no point to go to.
        service.locations.iter_mut().for_each(|location| location.located = None);
        service.evidence.retain(|said| said.field != Field::Point);
    }
    if derived && is_placed {
        service.evidence.push(Evidence {
            field: Field::Point,
            record: 0,
            reading: Reading::Derived,
            says: None,
        });
    }
    service
}

/// What stands so far outside the ground that it says it serves is run from there: nobody goes to London for
/// what a directory of Leeds lists for the people of Leeds.
const OFFICE_BEYOND_METRES: f64 = 8_000.0;

/// Whether all places of a service lie out of reach of every area it serves.
fn is_run_from_afar(gazetteer: &Gazetteer, service: &Service) -> bool {
    let served: Vec<_> = service.areas.iter().map(|area| served_box(gazetteer, area)).collect();
    if served.is_empty() || service.locations.is_empty() {
        return false;
    }
    let is_outside = |point: Point| {
        served.iter().all(|served| {
            served.is_some_and(|(south_west, north_east)| {
                let nearest = Point {
                    latitude: point.latitude.clamp(south_west.latitude, north_east.latitude),
                    longitude: point.longitude.clamp(south_west.longitude, north_east.longitude),
                };
                nearest.distance_metres(&point) > OFFICE_BEYOND_METRES
            })
        })
    };
    let is_far = |location: &Location| location.located.as_ref().is_some_and(|at| is_outside(at.point));
    service.locations.iter().all(is_far)
}

/// The corners of a coded area with known ground.
fn served_box(gazetteer: &Gazetteer, area: &ServiceArea) -> Option<(Point, Point)> {
    let ServiceArea::Area { code, .. } = area else { return None };
    let area = gazetteer.area(code)?;
    (area.south_west.latitude < area.north_east.latitude).then_some((area.south_west, area.north_east))
}

/// The local authority of the office a record is run from. An office is no venue, and yet a register entry
/// of Shetland says little to somebody in Cornwall.
pub fn area_of_office(gazetteer: &Gazetteer, draft: &Draft) -> Option<ServiceArea> {
    let office = draft.locations.iter().find(|location| location.role == LocationRole::RunFrom)?;
    let typed = office.postcode.clone().or_else(|| sector_or_outcode_at_end(office.address.as_deref()?))?;
    let authority = match gazetteer.find_postcode(&typed) {
        PostcodeFound::Live(record) | PostcodeFound::Terminated(record) => record.authority,
        PostcodeFound::Sector { authority, .. } | PostcodeFound::Outcode { authority, .. } => authority,
        PostcodeFound::Unknown { .. } => None,
    };
    let code = authority?;
    let name = gazetteer.area(&code)?.name;
    Some(ServiceArea::Area { code, name })
}

/// Says that a service without any place or area covers this one, as derived.
pub fn cover(service: &mut Service, area: ServiceArea) {
    if service.locations.is_empty() && service.areas.is_empty() {
        service.areas.push(area);
        service.evidence.push(Evidence {
            field: Field::Areas,
            record: 0,
            reading: Reading::Derived,
            says: None,
        });
    }
}

fn locate_place(locator: &mut Locator<'_>, location: &mut Location) {
    let gazetteer = locator.gazetteer;
    let record = location.postcode.as_ref().map(|postcode| gazetteer.find_postcode(postcode.as_str()));
    if let Some(located) = &mut location.located {
        let far = record
            .as_ref()
            .and_then(|found| Some((found.record()?, found.point()?)))
            .filter(|(_, point)| point.distance_metres(&located.point) > BELIEVED_WITHIN_METRES);
        match far {
            Some((record, _)) => location.located = Some(locator.at_postcode(record)),
            None => fill_areas(gazetteer, located, record.as_ref().and_then(|found| found.record())),
        }
        return;
    }
    if let Some(found) = record {
        location.located = match found.record() {
            Some(record) => Some(locator.at_postcode(record)),
            None => found
                .point()
                .zip(found.precision())
                .map(|(point, precision)| bare(gazetteer, point, precision)),
        };
    }
    if location.located.is_none() {
        location.located = from_words(gazetteer, location);
    }
}

fn at_postcode(gazetteer: &Gazetteer, record: &PostcodeRecord) -> Located {
    Located {
        point: record.point,
        precision: record.precision,
        authority: record.authority.clone(),
        ward: record.ward.clone(),
        label: Some(gazetteer.label(record)).filter(|label| !label.is_empty()),
    }
}

fn bare(gazetteer: &Gazetteer, point: Point, precision: Precision) -> Located {
    let mut located = Located { point, precision, authority: None, ward: None, label: None };
    fill_areas(gazetteer, &mut located, None);
    // The middle of an outcode lies in some ward or other, which says nothing.
    if precision > Precision::TerminatedPostcode {
        located.ward = None;
    }
    located
}

/// The areas of a point: those of its own postcode, or of the nearest one.
fn fill_areas(gazetteer: &Gazetteer, located: &mut Located, own: Option<&PostcodeRecord>) {
    if located.authority.is_some() {
        return;
    }
    let nearest;
    let record = match own {
        Some(record) => record,
        None => match gazetteer.nearest_postcode_within(located.point, BELIEVED_WITHIN_METRES) {
            Some((record, _)) => {
                nearest = record;
                &nearest
            }
            None => return,
        },
    };
    located.authority = record.authority.clone();
    located.ward = record.ward.clone();
    located.label = Some(gazetteer.label(record)).filter(|label| !label.is_empty());
}

/// A sector or an outcode at the end of the address, then the town.
fn from_words(gazetteer: &Gazetteer, location: &Location) -> Option<Located> {
    let address = location.address.as_deref().unwrap_or_default();
    for words in [location.town.as_deref().unwrap_or_default(), address] {
        if let Some(typed) = sector_or_outcode_at_end(words) {
            let found = gazetteer.find_postcode(&typed);
            if let (Some(point), Some(precision)) = (found.point(), found.precision()) {
                return Some(bare(gazetteer, point, precision));
            }
        }
    }
    let last_parts = address.rsplit(',').map(str::trim).filter(|part| !part.is_empty()).take(2);
    let towns = location.town.as_deref().into_iter().chain(last_parts);
    towns
        .into_iter()
        .find_map(|town| town_point(gazetteer, town))
        .map(|point| bare(gazetteer, point, Precision::Place))
}

fn sector_or_outcode_at_end(words: &str) -> Option<String> {
    let mut parts = words.rsplit([' ', ',']).filter(|part| !part.is_empty());
    let last = parts.next()?;
    if let Some(before) = parts.next()
        && let Some(sector) = parse_sector(&format!("{before} {last}"))
        && last.len() == 1
    {
        return Some(sector);
    }
    let has_digit = last.bytes().any(|byte| byte.is_ascii_digit());
    (has_digit && last.starts_with(|c: char| c.is_ascii_uppercase())).then(|| parse_outcode(last)).flatten()
}

/// The middle of a town, when its name means one town and no other of like size.
fn town_point(gazetteer: &Gazetteer, name: &str) -> Option<Point> {
    let is_settled = |kind: PlaceKind| {
        matches!(
            kind,
            PlaceKind::City
                | PlaceKind::Town
                | PlaceKind::Village
                | PlaceKind::Hamlet
                | PlaceKind::Suburb
                | PlaceKind::Settlement
        )
    };
    let places: Vec<_> =
        gazetteer.places_named(name).into_iter().filter(|place| is_settled(place.kind)).collect();
    let first = places.first()?;
    let alone = places[1..].iter().all(|other| {
        other.point.distance_metres(&first.point) < 5_000.0
            || u64::from(other.population) * 5 < u64::from(first.population)
    });
    alone.then_some(first.point)
}

/// The coded area that a name means, when it means one.
fn named_area(gazetteer: &Gazetteer, name: &str) -> Option<ServiceArea> {
    let folded = crate::source::fold(name);
    let whole = ["uk", "united kingdom", "nationwide", "national", "uk-wide", "uk wide", "across the uk"];
    if whole.contains(&folded.as_str()) {
        return Some(ServiceArea::UnitedKingdom);
    }
    let wide = |kind: PlaceKind| {
        !matches!(
            kind,
            PlaceKind::City
                | PlaceKind::Town
                | PlaceKind::Village
                | PlaceKind::Hamlet
                | PlaceKind::Suburb
                | PlaceKind::Settlement
                | PlaceKind::Place
                | PlaceKind::Neighbourhood
                | PlaceKind::Ward
        )
    };
    let places = gazetteer.places_named(name);
    let place = places.iter().find(|place| wide(place.kind) && place.area.is_some())?;
    Some(ServiceArea::Area { code: place.area.clone()?, name: place.name.clone() })
}
