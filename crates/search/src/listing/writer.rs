//! Writes the listing: services go in by ascending id, in the same pass that builds the index.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use model::identifier::ServiceId;
use model::place::ServiceArea;
use model::schedule::{Recurrence, Schedule, Session, Weekdays};
use model::service::{Service, Status};
use uuid::Uuid;

use super::columns::{Columns, NO_AGE, NO_COORDINATE, NO_TIME, NONE, write};
use super::filter::{days_since_1970, minutes};
use super::identity::{organisation_id, place_ids, terms_of};
use super::{Listing, NOT_RUNNING, find, fold, uuid_at};

/// How long it is remembered that something left, in seconds: 400 days.
const REMEMBER_GONE_SECONDS: i64 = 400 * 86_400;

/// Writes the listing of a snapshot made at `made_at` into `folder`, beside the rest of the index, of the
/// `services` as they come, each with its [`digest`]. What changed is told from the newest earlier index
/// among the folders in `shelf`.
pub fn write_listing(
    services: impl Iterator<Item = (Box<Service>, u64)>,
    made_at: Timestamp,
    folder: &Path,
    shelf: Option<&Path>,
) -> io::Result<()> {
    let previous = shelf.and_then(|shelf| newest_before(shelf, folder, made_at));
    let mut writer = ListingWriter::new(made_at);
    for (service, digest) in services {
        writer.add_digested(&service, digest, previous.as_ref());
    }
    let mut out = BufWriter::with_capacity(1 << 20, File::create(folder.join(super::FILE))?);
    writer.finish(&mut out, previous.as_ref())?;
    out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
    Ok(())
}

/// The listing of the newest index that was made before `made_at`.
fn newest_before(shelf: &Path, folder: &Path, made_at: Timestamp) -> Option<Listing> {
    let folders = std::fs::read_dir(shelf).ok()?.flatten().map(|entry| entry.path());
    let made = |path: &Path| -> Option<Timestamp> {
        let text = std::fs::read(path.join(crate::manifest::FILE)).ok()?;
        let manifest: serde_json::Value = serde_json::from_slice(&text).ok()?;
        manifest["made_at"].as_str()?.parse().ok()
    };
    let older = folders.filter(|path| path != folder).filter_map(|path| Some((made(&path)?, path)));
    let (_, newest) = older.filter(|(made, _)| *made < made_at).max()?;
    Listing::open(&newest.join(super::FILE)).ok()
}

/// Collects the columns of a listing.
#[derive(Default)]
pub struct ListingWriter {
    made_at_seconds: i64,
    ids: Vec<u64>,
    digests: Vec<u64>,
    changed: Vec<i64>,
    modified_days: Vec<i32>,
    organisation_of: Vec<Option<Uuid>>,
    minimum_ages: Vec<u8>,
    maximum_ages: Vec<u8>,
    term_starts: Vec<u32>,
    term_values: Vec<u32>,
    session_starts: Vec<u32>,
    session_days: Vec<u8>,
    session_opens: Vec<u16>,
    session_closes: Vec<u16>,
    place_starts: Vec<u32>,
    place_ids: Vec<u64>,
    location_ids: Vec<u64>,
    place_points: Vec<i32>,
    area_starts: Vec<u32>,
    area_values: Vec<u32>,
    organisations: BTreeMap<Uuid, (String, Vec<u32>)>,
    terms: Dictionary,
    areas: Dictionary,
}

/// Words, each with a number.
#[derive(Default)]
struct Dictionary {
    numbers: HashMap<String, u32>,
    words: Vec<String>,
}

impl Dictionary {
    fn number(&mut self, word: String) -> u32 {
        let next = self.words.len() as u32;
        *self.numbers.entry(word).or_insert_with_key(|word| {
            self.words.push(word.clone());
            next
        })
    }
}

impl ListingWriter {
    /// A listing of the snapshot made at `made_at`.
    pub fn new(made_at: Timestamp) -> ListingWriter {
        ListingWriter { made_at_seconds: made_at.as_second(), ..ListingWriter::default() }
    }

    /// Adds one service. `previous` is the listing of the build before, from which the time of change is
    /// carried over when nothing changed. Services come by ascending id.
    pub fn add(&mut self, service: &Service, previous: Option<&Listing>) {
        self.add_digested(service, digest(service), previous);
    }

    /// As [`ListingWriter::add`], of a service whose [`digest`] is known.
    pub fn add_digested(&mut self, service: &Service, digest: u64, previous: Option<&Listing>) {
        let row = (self.ids.len() / 2) as u32;
        let changed = match previous.and_then(|previous| known(previous, service.id)) {
            Some((before, at)) if before == digest => at,
            _ => self.made_at_seconds,
        };
        push_uuid(&mut self.ids, service.id.0);
        self.digests.push(digest);
        self.changed.push(changed);
        self.modified_days.push(match service.last_modified {
            Some(date) => days_since_1970(date),
            None => i32::try_from(changed.div_euclid(86_400)).unwrap_or(i32::MAX),
        });
        self.minimum_ages.push(service.eligibility.minimum_age.unwrap_or(NO_AGE));
        self.maximum_ages.push(service.eligibility.maximum_age.unwrap_or(NO_AGE));
        self.add_organisation(service, row);
        self.add_terms(service);
        self.add_sessions(&service.schedule);
        self.add_places(service);
        self.add_areas(&service.areas);
    }

    fn add_organisation(&mut self, service: &Service, row: u32) {
        let id = organisation_id(service);
        self.organisation_of.push(id);
        if let (Some(id), Some(organisation)) = (id, &service.organisation) {
            let entry =
                self.organisations.entry(id).or_insert_with(|| (fold(&organisation.name), Vec::new()));
            entry.1.push(row);
        }
    }

    fn add_terms(&mut self, service: &Service) {
        self.term_starts.push(self.term_values.len() as u32);
        let state = (service.status != Status::Active).then(|| NOT_RUNNING.to_owned());
        for term in terms_of(service).into_iter().chain(state) {
            let number = self.terms.number(term);
            self.term_values.push(number);
        }
    }

    fn add_sessions(&mut self, schedule: &Schedule) {
        self.session_starts.push(self.session_days.len() as u32);
        for session in &schedule.sessions {
            self.session_days.push(days_of(session).bits());
            self.session_opens.push(session.opens_at.map_or(NO_TIME, minutes));
            self.session_closes.push(session.closes_at.map_or(NO_TIME, minutes));
        }
        if schedule.always_open {
            self.session_days.push(Weekdays::ALL.bits());
            self.session_opens.push(0);
            self.session_closes.push(24 * 60);
        }
    }

    fn add_places(&mut self, service: &Service) {
        self.place_starts.push((self.place_ids.len() / 2) as u32);
        for (location, ids) in service.locations.iter().zip(place_ids(service)) {
            push_uuid(&mut self.place_ids, ids.service_at_location);
            push_uuid(&mut self.location_ids, ids.location);
            let point = location.located.as_ref().map(|located| located.point);
            let degrees = |value: f64| (value * 1e7).round() as i32;
            self.place_points.push(point.map_or(NO_COORDINATE, |point| degrees(point.latitude)));
            self.place_points.push(point.map_or(NO_COORDINATE, |point| degrees(point.longitude)));
        }
    }

    fn add_areas(&mut self, areas: &[ServiceArea]) {
        self.area_starts.push(self.area_values.len() as u32);
        for area in areas {
            let word = serde_json::to_string(area).unwrap_or_default();
            let number = self.areas.number(word);
            self.area_values.push(number);
        }
    }

    /// Writes the listing. What `previous` had and this has not is remembered as gone.
    pub fn finish(mut self, out: &mut impl Write, previous: Option<&Listing>) -> io::Result<()> {
        self.term_starts.push(self.term_values.len() as u32);
        self.session_starts.push(self.session_days.len() as u32);
        self.place_starts.push((self.place_ids.len() / 2) as u32);
        self.area_starts.push(self.area_values.len() as u32);

        let gone = previous.map(|previous| self.gone_since(previous)).unwrap_or_default();
        let mut gone_ids = Vec::with_capacity(gone.len() * 2);
        let gone_at: Vec<i64> = gone.values().copied().collect();
        for id in gone.keys() {
            push_uuid(&mut gone_ids, *id);
        }

        let mut places_by_id: Vec<u32> = (0..(self.place_ids.len() / 2) as u32).collect();
        places_by_id.sort_unstable_by_key(|place| uuid_at(&self.place_ids, *place as usize));

        let mut places_by_location: Vec<u32> = (0..(self.place_ids.len() / 2) as u32).collect();
        places_by_location.sort_by_key(|place| uuid_at(&self.location_ids, *place as usize));

        let mut organisation_ids = Vec::new();
        let mut organisation_starts = Vec::new();
        let mut organisation_services: Vec<u32> = Vec::new();
        let mut organisation_name_starts = Vec::new();
        let mut organisation_names = Vec::new();
        for (id, (name, rows)) in &self.organisations {
            push_uuid(&mut organisation_ids, *id);
            organisation_starts.push(organisation_services.len() as u32);
            organisation_services.extend(rows);
            organisation_name_starts.push(organisation_names.len() as u32);
            organisation_names.extend(name.as_bytes());
        }
        organisation_starts.push(organisation_services.len() as u32);
        organisation_name_starts.push(organisation_names.len() as u32);
        let organisations: Vec<u32> = self
            .organisation_of
            .iter()
            .map(|id| id.and_then(|id| find(&organisation_ids, id)).unwrap_or(NONE))
            .collect();

        let rows = self.digests.len();
        let key = |entry: &u32| match (*entry as usize).checked_sub(rows) {
            None => (self.changed[*entry as usize], uuid_at(&self.ids, *entry as usize)),
            Some(gone) => (gone_at[gone], uuid_at(&gone_ids, gone)),
        };
        let mut changes: Vec<u32> = (0..(rows + gone_at.len()) as u32).collect();
        changes.sort_by_cached_key(key);

        let areas = format!("[{}]", self.areas.words.join(","));
        let columns = Columns {
            ids: &self.ids,
            digests: &self.digests,
            changed: &self.changed,
            modified_days: &self.modified_days,
            organisations: &organisations,
            minimum_ages: &self.minimum_ages,
            maximum_ages: &self.maximum_ages,
            term_starts: &self.term_starts,
            term_values: &self.term_values,
            session_starts: &self.session_starts,
            session_days: &self.session_days,
            session_opens: &self.session_opens,
            session_closes: &self.session_closes,
            place_starts: &self.place_starts,
            place_ids: &self.place_ids,
            place_points: &self.place_points,
            places_by_id: &places_by_id,
            location_ids: &self.location_ids,
            places_by_location: &places_by_location,
            area_starts: &self.area_starts,
            area_values: &self.area_values,
            organisation_ids: &organisation_ids,
            organisation_starts: &organisation_starts,
            organisation_services: &organisation_services,
            organisation_name_starts: &organisation_name_starts,
            organisation_names: &organisation_names,
            gone_ids: &gone_ids,
            gone_at: &gone_at,
            changes: &changes,
            terms: &serde_json::to_vec(&self.terms.words)?,
            areas: areas.as_bytes(),
        };
        write(out, &columns)
    }

    /// What left: the id, and when that was first noticed, in seconds.
    fn gone_since(&self, previous: &Listing) -> BTreeMap<Uuid, i64> {
        let before = previous.columns();
        let still_here = |id: Uuid| find(&self.ids, id).is_some();
        let mut gone = BTreeMap::new();
        for (index, at) in before.gone_at.iter().enumerate() {
            gone.insert(uuid_at(before.gone_ids, index), *at);
        }
        for row in 0..previous.len() {
            gone.entry(uuid_at(before.ids, row)).or_insert(self.made_at_seconds);
        }
        gone.retain(|id, at| !still_here(*id) && self.made_at_seconds - *at <= REMEMBER_GONE_SECONDS);
        gone
    }
}

fn known(previous: &Listing, id: ServiceId) -> Option<(u64, i64)> {
    let columns = previous.columns();
    let row = find(columns.ids, id.0)? as usize;
    Some((columns.digests[row], columns.changed[row]))
}

/// A digest of all that is told of a service. The day a crawl last saw it is left out: seeing a thing
/// again does not change it.
pub fn digest(service: &Service) -> u64 {
    digest_in_place(&mut service.clone())
}

/// As [`digest`], of a service that is taken apart for a moment and put together again: a copy of each took
/// as long as the digest.
pub fn digest_in_place(service: &mut Service) -> u64 {
    let none = Date::constant(1970, 1, 1);
    let seen: Vec<Date> =
        service.records.iter_mut().map(|record| std::mem::replace(&mut record.seen, none)).collect();
    // A service serialises: its maps have plain keys and its numbers are finite. Hashed as one text: a
    // hasher fed a word at a time took most of the time of a build.
    let text = serde_json::to_vec(&service).unwrap_or_default();
    for (record, seen) in service.records.iter_mut().zip(seen) {
        record.seen = seen;
    }
    u64::from_le_bytes(*blake3::hash(&text).as_bytes().first_chunk().expect("a digest has 32 bytes"))
}

/// The days of the week on which a session can fall.
fn days_of(session: &Session) -> Weekdays {
    match &session.recurrence {
        Recurrence::Weekly { days, .. } | Recurrence::MonthlyByDay { days, .. } => *days,
        Recurrence::MonthlyByDate { .. } => Weekdays::ALL,
        Recurrence::Dated { dates } => dates.iter().map(|date| -> Weekday { date.weekday() }).collect(),
    }
}

fn push_uuid(halves: &mut Vec<u64>, id: Uuid) {
    let (high, low) = id.as_u64_pair();
    halves.push(high);
    halves.push(low);
}
