//! The listing: every service as a few narrow columns, in the order of ids, for interfaces that list,
//! filter and page the whole catalogue rather than rank it.
//!
//! It is written in the same pass as the index ([`ListingWriter`]) and mapped on opening. A filter is one
//! run over the columns (a few milliseconds for a million services); no service is decoded for it. It
//! also remembers when each service last changed from one build to the next, and what left, so that
//! there is a change feed without a database.

mod asking;
mod columns;
mod filter;
mod identity;
#[cfg(test)]
mod tests;
mod writer;

pub use asking::PlaceMeant;
pub use filter::{ListFilter, SessionAsk};
pub use identity::{PlaceIds, access_term, organisation_id, place_ids, taxonomy_id, term_id, terms_of};
pub use writer::{ListingWriter, digest, digest_in_place, write_listing};

use std::io;
use std::path::Path;

use gazetteer::map::MappedFile;
use jiff::Timestamp;
use model::identifier::ServiceId;
use uuid::Uuid;

use columns::{Columns, Layout};

/// The file's name in an index folder.
pub const FILE: &str = "listing";

/// The term that stands in a listing for "it is not running": no part of any document.
pub const NOT_RUNNING: &str = "status:not-running";

/// The opened listing.
#[derive(Debug)]
pub struct Listing {
    file: MappedFile,
    layout: Layout,
    terms: Vec<String>,
    areas: Vec<model::place::ServiceArea>,
}

/// Something that changed: a service that is new or different, or one that left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// When the build that noticed it was made.
    pub at: Timestamp,
    /// Which service.
    pub id: ServiceId,
    /// Whether it left.
    pub is_gone: bool,
}

/// One page of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T> {
    /// How many there are on all pages.
    pub total: u64,
    /// Those of this page.
    pub items: Vec<T>,
}

/// A service's place: which service, and which of its locations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListedPlace {
    /// The service.
    pub service: ServiceId,
    /// Which of its locations, from 0.
    pub index: u32,
}

impl Listing {
    /// Maps the listing at `path`. Fails when it is not there, not one, or of another version.
    pub fn open(path: &Path) -> io::Result<Listing> {
        let file = MappedFile::open(path)?;
        let bad = || io::Error::new(io::ErrorKind::InvalidData, "this is not a listing of this version");
        let layout = Layout::read(file.bytes()).ok_or_else(bad)?;
        let columns = layout.columns(&file).ok_or_else(bad)?;
        let terms = serde_json::from_slice(columns.terms).map_err(|_| bad())?;
        let areas = serde_json::from_slice(columns.areas).map_err(|_| bad())?;
        Ok(Listing { layout, terms, areas, file })
    }

    /// How many services there are.
    pub fn len(&self) -> usize {
        self.columns().ids.len() / 2
    }

    /// Whether there is no service.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every taxonomy term that some service has: `subject:arts/singing`, `delivery:online`.
    pub fn terms(&self) -> &[String] {
        &self.terms
    }

    /// The service of a row.
    pub fn id(&self, row: u32) -> ServiceId {
        ServiceId(uuid_at(self.columns().ids, row as usize))
    }

    /// The row of a service.
    pub fn row(&self, id: ServiceId) -> Option<u32> {
        find(self.columns().ids, id.0)
    }

    /// When the service of a row was first seen as it is now.
    pub fn changed_at(&self, row: u32) -> Timestamp {
        timestamp(self.columns().changed[row as usize])
    }

    /// A page of the services that pass `filter`, in the order of ids. `page` counts from 1.
    pub fn services(&self, filter: &ListFilter, page: u32, per_page: u32) -> Listed<ServiceId> {
        let start = u64::from(page.saturating_sub(1)) * u64::from(per_page);
        let (total, rows) = self.rows(filter, start, per_page);
        Listed { total, items: rows.into_iter().map(|row| self.id(row)).collect() }
    }

    /// Every service that passes `filter`, as rows in the order of ids.
    pub fn all_rows(&self, filter: &ListFilter) -> Vec<u32> {
        let test = filter.compile(self);
        (0..self.len() as u32).filter(|row| test.passes(*row)).collect()
    }

    /// A page of the places of services that pass `filter`. With a reach, each place itself is within it.
    pub fn places(&self, filter: &ListFilter, page: u32, per_page: u32) -> Listed<ListedPlace> {
        let columns = self.columns();
        let start = u64::from(page.saturating_sub(1)) * u64::from(per_page);
        let test = filter.compile(self);
        let mut total = 0;
        let mut items = Vec::new();
        for row in (0..self.len() as u32).filter(|row| test.passes(*row)) {
            let places = columns.places_of(row);
            let first = places.start;
            for place in places.filter(|place| test.place_passes(*place)) {
                if total >= start && items.len() < per_page as usize {
                    items.push(ListedPlace { service: self.id(row), index: (place - first) as u32 });
                }
                total += 1;
            }
        }
        Listed { total, items }
    }

    /// A page of the places themselves, each once however many services are there, in the order of their
    /// ids: those at which a service that passes `filter` is.
    pub fn locations(&self, filter: &ListFilter, page: u32, per_page: u32) -> Listed<ListedPlace> {
        let columns = self.columns();
        let test = filter.compile(self);
        let mut passes = vec![false; columns.places_by_location.len()];
        for row in (0..self.len() as u32).filter(|row| test.passes(*row)) {
            for place in columns.places_of(row) {
                passes[place] = test.place_passes(place);
            }
        }
        let id_of = |place: u32| uuid_at(columns.location_ids, place as usize);
        let groups = columns.places_by_location.chunk_by(|one, next| id_of(*one) == id_of(*next));
        let found = groups.filter_map(|group| group.iter().find(|place| passes[**place as usize]));
        let found: Vec<u32> = found.copied().collect();
        let start = (page.saturating_sub(1) as usize).saturating_mul(per_page as usize);
        let items = found.iter().skip(start).take(per_page as usize);
        Listed { total: found.len() as u64, items: items.map(|place| self.listed_place(*place)).collect() }
    }

    /// The place that bears a service-at-location's id.
    pub fn place(&self, id: Uuid) -> Option<ListedPlace> {
        let columns = self.columns();
        let found = columns
            .places_by_id
            .binary_search_by(|place| uuid_at(columns.place_ids, *place as usize).cmp(&id))
            .ok()?;
        Some(self.listed_place(columns.places_by_id[found]))
    }

    /// Every service at a place, by the place's own id, in the order of services.
    pub fn at_location(&self, id: Uuid) -> Vec<ListedPlace> {
        let columns = self.columns();
        let order = columns.places_by_location;
        let id_of = |place: &u32| uuid_at(columns.location_ids, *place as usize);
        let start = order.partition_point(|place| id_of(place) < id);
        let end = start + order[start..].partition_point(|place| id_of(place) == id);
        order[start..end].iter().map(|place| self.listed_place(*place)).collect()
    }

    fn listed_place(&self, place: u32) -> ListedPlace {
        let columns = self.columns();
        let row = columns.place_starts.partition_point(|start| *start <= place).saturating_sub(1);
        ListedPlace { service: self.id(row as u32), index: place - columns.place_starts[row] }
    }

    /// A page of organisations, in the order of ids; with words, only those whose name has them all.
    /// Each with one of its services, from which it can be described.
    pub fn organisations(&self, words: Option<&str>, page: u32, per_page: u32) -> Listed<(Uuid, ServiceId)> {
        let columns = self.columns();
        let start = u64::from(page.saturating_sub(1)) * u64::from(per_page);
        let words: Vec<String> = words.map(fold).unwrap_or_default().split(' ').map(str::to_owned).collect();
        let words: Vec<&String> = words.iter().filter(|word| !word.is_empty()).collect();
        let count = columns.organisation_ids.len() / 2;
        let mut listed = Listed { total: 0, items: Vec::new() };
        for organisation in 0..count {
            let name = columns.organisation_name(organisation);
            if !words.iter().all(|word| name.contains(word.as_str())) {
                continue;
            }
            if listed.total >= start && listed.items.len() < per_page as usize {
                let service = self.id(columns.services_of(organisation)[0]);
                listed.items.push((uuid_at(columns.organisation_ids, organisation), service));
            }
            listed.total += 1;
        }
        listed
    }

    /// The services of an organisation, in the order of ids; empty when there is no such organisation.
    pub fn services_of(&self, organisation: Uuid) -> Vec<ServiceId> {
        let columns = self.columns();
        match find(columns.organisation_ids, organisation) {
            Some(found) => columns.services_of(found as usize).iter().map(|row| self.id(*row)).collect(),
            None => Vec::new(),
        }
    }

    /// At most `limit` changes after the point `(at, id)`, the oldest first.
    pub fn changes_after(&self, after: Option<(Timestamp, Uuid)>, limit: usize) -> Vec<Change> {
        let columns = self.columns();
        let key = |entry: u32| {
            let change = self.change(entry);
            (change.at, change.id.0)
        };
        let start = match after {
            None => 0,
            Some(after) => columns.changes.partition_point(|entry| key(*entry) <= after),
        };
        columns.changes[start..].iter().take(limit).map(|entry| self.change(*entry)).collect()
    }

    /// Changes at or after `since`, the oldest first: where a consumer starts who knows only a date.
    pub fn changes_since(&self, since: Timestamp, limit: usize) -> Vec<Change> {
        let columns = self.columns();
        let start = columns.changes.partition_point(|entry| self.change(*entry).at < since);
        columns.changes[start..].iter().take(limit).map(|entry| self.change(*entry)).collect()
    }

    /// When a service left, if it did.
    pub fn gone_at(&self, id: ServiceId) -> Option<Timestamp> {
        let columns = self.columns();
        let found = find(columns.gone_ids, id.0)?;
        Some(timestamp(columns.gone_at[found as usize]))
    }

    fn change(&self, entry: u32) -> Change {
        let columns = self.columns();
        let entry = entry as usize;
        match entry.checked_sub(self.len()) {
            None => Change {
                at: timestamp(columns.changed[entry]),
                id: ServiceId(uuid_at(columns.ids, entry)),
                is_gone: false,
            },
            Some(gone) => Change {
                at: timestamp(columns.gone_at[gone]),
                id: ServiceId(uuid_at(columns.gone_ids, gone)),
                is_gone: true,
            },
        }
    }

    fn rows(&self, filter: &ListFilter, start: u64, per_page: u32) -> (u64, Vec<u32>) {
        let count = self.len() as u64;
        if filter.is_empty() {
            let end = start.saturating_add(u64::from(per_page)).min(count);
            return (count, (start.min(end) as u32..end as u32).collect());
        }
        let rows = self.all_rows(filter);
        let page = rows.iter().copied().skip(start as usize).take(per_page as usize).collect();
        (rows.len() as u64, page)
    }

    fn columns(&self) -> Columns<'_> {
        self.layout.columns(&self.file).expect("the columns were read once on opening")
    }
}

/// Lower case, letters and digits only, one space between words.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            '\'' | '’' => {}
            letter if letter.is_alphanumeric() => out.push(letter),
            _ if !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
    }
    out.trim().to_owned()
}

fn timestamp(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Ids are held as two big halves, the higher first, so that their order is that of the bytes.
fn uuid_at(halves: &[u64], index: usize) -> Uuid {
    Uuid::from_u64_pair(halves[index * 2], halves[index * 2 + 1])
}

fn find(halves: &[u64], id: Uuid) -> Option<u32> {
    let (mut low, mut high) = (0, halves.len() / 2);
    while low < high {
        let middle = low.midpoint(high);
        match uuid_at(halves, middle).cmp(&id) {
            std::cmp::Ordering::Equal => return Some(middle as u32),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}
