//! What a list may be narrowed by. Every part given must hold.

use std::collections::HashSet;

use jiff::civil::{Date, Time};
use model::identifier::{AreaCode, ServiceId};
use model::place::{Point, ServiceArea};
use model::schedule::Weekdays;
use uuid::Uuid;

use super::columns::{Columns, NO_AGE, NO_COORDINATE, NO_TIME, NONE};
use super::{Listing, find};

/// What a list is narrowed by. The default lets everything pass.
#[derive(Debug, Clone, Default)]
pub struct ListFilter {
    /// Offered by this organisation.
    pub organisation: Option<Uuid>,
    /// For each entry, has at least one of these terms, or one under it: `subject:arts/singing`.
    pub terms: Vec<Vec<String>>,
    /// For each entry, has at least one term of these taxonomies: `subject`, `esdServiceType`.
    pub taxonomies: Vec<Vec<String>>,
    /// Has none of these terms, nor one under them.
    pub without: Vec<String>,
    /// Last modified on this day or later.
    pub modified_from: Option<Date>,
    /// States a minimum age of at least this.
    pub minimum_age: Option<u8>,
    /// States a maximum age of at most this.
    pub maximum_age: Option<u8>,
    /// Not stated to be too young or too old for it.
    pub suits_age: Option<u8>,
    /// Has a session like one of these.
    pub sessions: Vec<SessionAsk>,
    /// Has a place within so many metres of a point.
    pub near: Option<(Point, f64)>,
    /// Is stated to cover this point, which lies in these areas.
    pub covers: Option<(Point, Vec<AreaCode>)>,
    /// Only these: those that have the words asked for.
    pub only: Option<HashSet<ServiceId>>,
    /// Not these: taken down.
    pub hidden: HashSet<ServiceId>,
}

/// A session asked for: each part given must hold of one and the same session.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SessionAsk {
    /// On one of these days.
    pub days: Option<Weekdays>,
    /// Starts at this time or later.
    pub starts_from: Option<Time>,
    /// Ends at this time or earlier.
    pub ends_by: Option<Time>,
}

impl ListFilter {
    /// Whether everything passes.
    pub fn is_empty(&self) -> bool {
        self.organisation.is_none()
            && self.terms.is_empty()
            && self.taxonomies.is_empty()
            && self.without.is_empty()
            && self.modified_from.is_none()
            && self.minimum_age.is_none()
            && self.maximum_age.is_none()
            && self.suits_age.is_none()
            && self.sessions.is_empty()
            && self.near.is_none()
            && self.covers.is_none()
            && self.only.is_none()
            && self.hidden.is_empty()
    }

    /// Looks up in one listing what can be looked up once.
    pub(super) fn compile<'a>(&'a self, listing: &'a Listing) -> Test<'a> {
        let columns = listing.columns();
        let with_terms = self.terms.iter().map(|keys| terms_that(listing, |term| has_key(keys, term)));
        let with_taxonomies =
            self.taxonomies.iter().map(|names| terms_that(listing, |term| is_of(names, term)));
        Test {
            filter: self,
            organisation: self.organisation.map(|id| find(columns.organisation_ids, id)),
            terms: with_terms.chain(with_taxonomies).collect(),
            without: (!self.without.is_empty())
                .then(|| terms_that(listing, |term| has_key(&self.without, term))),
            covering: self
                .covers
                .as_ref()
                .map(|(point, codes)| listing.areas.iter().map(|area| covers(area, *point, codes)).collect()),
            only: self.only.as_ref().map(|ids| rows_of(listing, ids)),
            hidden: rows_of(listing, &self.hidden),
            modified_from: self.modified_from.map(days_since_1970),
            columns,
        }
    }
}

/// A filter against one listing.
pub(super) struct Test<'a> {
    filter: &'a ListFilter,
    columns: Columns<'a>,
    /// `Some(None)` is an organisation that is not here: nothing passes.
    organisation: Option<Option<u32>>,
    /// For each part asked for, which terms satisfy it.
    terms: Vec<Vec<bool>>,
    /// Which terms it may not have.
    without: Option<Vec<bool>>,
    covering: Option<Vec<bool>>,
    only: Option<HashSet<u32>>,
    hidden: HashSet<u32>,
    modified_from: Option<i32>,
}

impl Test<'_> {
    pub fn passes(&self, row: u32) -> bool {
        let index = row as usize;
        let columns = &self.columns;
        let organisation = columns.organisations[index];
        self.organisation.is_none_or(|wanted| organisation != NONE && wanted == Some(organisation))
            && self.only.as_ref().is_none_or(|rows| rows.contains(&row))
            && (self.hidden.is_empty() || !self.hidden.contains(&row))
            && self.modified_from.is_none_or(|day| columns.modified_days[index] >= day)
            && self.ages_pass(index)
            && self.terms.iter().all(|good| columns.terms_of(row).iter().any(|term| good[*term as usize]))
            && self
                .without
                .as_ref()
                .is_none_or(|bad| !columns.terms_of(row).iter().any(|term| bad[*term as usize]))
            && self.sessions_pass(row)
            && self
                .covering
                .as_ref()
                .is_none_or(|good| columns.areas_of(row).iter().any(|area| good[*area as usize]))
            && (self.filter.near.is_none() || columns.places_of(row).any(|place| self.place_passes(place)))
    }

    /// Whether one place is within reach; true when no reach is asked for.
    pub fn place_passes(&self, place: usize) -> bool {
        let Some((origin, metres)) = self.filter.near else { return true };
        let (latitude, longitude) =
            (self.columns.place_points[place * 2], self.columns.place_points[place * 2 + 1]);
        if latitude == NO_COORDINATE {
            return false;
        }
        let latitude = f64::from(latitude) / 1e7;
        // A degree of latitude is at least 110 km: the cheap test first.
        if (latitude - origin.latitude).abs() > metres / 110_000.0 + 1e-6 {
            return false;
        }
        let point = Point { latitude, longitude: f64::from(longitude) / 1e7 };
        // Coordinates are kept to a centimetre, so somebody at the very point is within 0 metres.
        point.distance_metres(&origin) <= metres + 0.1
    }

    fn ages_pass(&self, index: usize) -> bool {
        let (minimum, maximum) = (self.columns.minimum_ages[index], self.columns.maximum_ages[index]);
        let filter = self.filter;
        filter.minimum_age.is_none_or(|age| minimum != NO_AGE && minimum >= age)
            && filter.maximum_age.is_none_or(|age| maximum != NO_AGE && maximum <= age)
            && filter.suits_age.is_none_or(|age| {
                (minimum == NO_AGE || minimum <= age) && (maximum == NO_AGE || maximum >= age)
            })
    }

    fn sessions_pass(&self, row: u32) -> bool {
        let asks = &self.filter.sessions;
        asks.is_empty()
            || self.columns.sessions_of(row).any(|s| asks.iter().any(|ask| self.session_passes(s, ask)))
    }

    fn session_passes(&self, session: usize, ask: &SessionAsk) -> bool {
        let columns = &self.columns;
        let (opens, closes) = (columns.session_opens[session], columns.session_closes[session]);
        ask.days.is_none_or(|days| columns.session_days[session] & days.bits() != 0)
            && ask.starts_from.is_none_or(|time| opens != NO_TIME && opens >= minutes(time))
            && ask.ends_by.is_none_or(|time| closes != NO_TIME && closes <= minutes(time))
    }
}

/// Minutes since midnight.
pub(super) fn minutes(time: Time) -> u16 {
    time.hour() as u16 * 60 + time.minute() as u16
}

/// Days since 1 January 1970.
pub(super) fn days_since_1970(date: Date) -> i32 {
    (date - Date::constant(1970, 1, 1)).get_days()
}

fn rows_of(listing: &Listing, ids: &HashSet<ServiceId>) -> HashSet<u32> {
    ids.iter().filter_map(|id| listing.row(*id)).collect()
}

fn terms_that(listing: &Listing, test: impl Fn(&str) -> bool) -> Vec<bool> {
    listing.terms.iter().map(|term| test(term)).collect()
}

fn has_key(keys: &[String], term: &str) -> bool {
    keys.iter()
        .any(|key| term == key || term.strip_prefix(key.as_str()).is_some_and(|rest| rest.starts_with('/')))
}

fn is_of(taxonomies: &[String], term: &str) -> bool {
    let taxonomy = term.split_once(':').map_or(term, |(taxonomy, _)| taxonomy);
    taxonomies.iter().any(|name| name == taxonomy)
}

fn covers(area: &ServiceArea, point: Point, codes: &[AreaCode]) -> bool {
    match area {
        ServiceArea::UnitedKingdom => true,
        ServiceArea::Area { code, .. } => codes.contains(code),
        ServiceArea::Around { point: middle, radius_metres } => {
            middle.distance_metres(&point) <= *radius_metres
        }
        ServiceArea::Polygon { rings, .. } => rings.iter().any(|ring| is_inside(ring, point)),
        ServiceArea::Named { .. } => false,
    }
}

/// Even-odd rule on the plane of degrees: right for rings as small as a county.
fn is_inside(ring: &[Point], point: Point) -> bool {
    let mut inside = false;
    let mut before = ring.last();
    for corner in ring {
        if let Some(before) = before
            && (corner.latitude > point.latitude) != (before.latitude > point.latitude)
        {
            let share = (point.latitude - corner.latitude) / (before.latitude - corner.latitude);
            let crossing = corner.longitude + share * (before.longitude - corner.longitude);
            if point.longitude < crossing {
                inside = !inside;
            }
        }
        before = Some(corner);
    }
    inside
}
