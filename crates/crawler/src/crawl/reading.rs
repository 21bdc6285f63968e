//! Reading one source: read, map, clean and locate, record by record, into a file of services.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::ops::ControlFlow;
use std::path::Path;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::report::Rejection;
use model::service::Service;

use super::files::Aside;
use super::state::{State, Store};
use super::{Progress, Settings};
use crate::clean::{self, CleanContext, Notes};
use crate::fetch::{Fetched, FetchedFile};
use crate::locate::{self, Locator};
use crate::mapping;
use crate::read::{self, Part, RawRecord};
use crate::report::{Tally, broken_promise};
use crate::source::Source;

/// A reading that is whole and on disk.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Its counts and its key.
    pub state: State,
    /// Where its files lie.
    pub store: Store,
    /// In a dry run, the first records that were turned away.
    pub first_rejections: Vec<Rejection>,
}

/// So many rejections are kept of a dry run.
const MOST_REJECTIONS: usize = 1_000;

/// How often progress is told, in records.
const TELL_EVERY: u64 = 2_000;

/// Zstandard level of files that are read once or twice.
const LEVEL: i32 = 1;

/// Reads a source, unless its last good reading was made from the very same; `Err` says why the reading
/// is not good, and leaves the last good one as it was.
pub fn read_source(
    settings: &Settings<'_>,
    source: &Source,
    fetched: &Fetched,
    store: &Store,
    last_snapshot: Option<&str>,
    tell: &(dyn Fn(Progress) + Sync),
) -> Result<Reading, String> {
    let key = key_of(settings, source, fetched);
    let before = store.read();
    if let Some(before) = &before
        && before.key == key
    {
        return Ok(seen_again(before, fetched, store, last_snapshot));
    }
    let fail = |error: std::io::Error| format!("its reading could not be written: {error}");
    let mut work = Work::begin(settings, source, fetched, store, &key).map_err(fail)?;
    let outcome = read::records(source, fetched.files.iter().map(open), &mut |item| {
        let flow = work.take(item);
        if work.tally.read.is_multiple_of(TELL_EVERY) {
            tell(Progress::Reading(source.id().clone(), work.tally.read));
        }
        flow
    });
    outcome.map_err(|error| error.to_string())?;
    if let Some(error) = work.failed.take() {
        return Err(fail(error));
    }
    let mut done = work
        .finish(before.as_ref().map(|before| store.fingerprints(&before.key)).as_deref())
        .map_err(fail)?;
    let accepted = settings.accept.contains(source.id());
    let before_tally = before.as_ref().map(|before| &before.tally);
    if let Some(reason) = broken_promise(&source.expect, &done.tally, before_tally)
        && !accepted
    {
        let way_on = format!("`fingerpost crawl --accept {}` takes it as it is", source.id());
        return Err(format!("{reason} ({way_on})"));
    }
    let mut repeats = std::mem::take(&mut done.repeats);
    let state = State {
        key,
        seen: fetched.fetched_at,
        tally: done.tally,
        repeats: repeats.drain(..).collect(),
        after_snapshot: last_snapshot.map(str::to_owned),
    };
    if settings.dry_run {
        return Ok(Reading { state, store: store.clone(), first_rejections: done.first_rejections });
    }
    for aside in [done.records, done.rejections, done.fingerprints] {
        aside.keep().map_err(fail)?;
    }
    store.write(&state).map_err(fail)?;
    Ok(Reading { state, store: store.clone(), first_rejections: Vec::new() })
}

/// Everything a reading follows from.
fn key_of(settings: &Settings<'_>, source: &Source, fetched: &Fetched) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [&source.digest, &fetched.digest, &settings.context_digest] {
        hasher.update(part.as_bytes());
        hasher.update(b"\n");
    }
    hasher.finalize().to_hex().to_string()
}

/// The last good reading, current again. What was new in it is news only until a snapshot told it.
fn seen_again(before: &State, fetched: &Fetched, store: &Store, last_snapshot: Option<&str>) -> Reading {
    let mut state = before.clone();
    if state.after_snapshot.as_deref() != last_snapshot {
        state.tally.new = 0;
        state.tally.changed = 0;
        state.tally.gone = 0;
    }
    if state.seen != fetched.fetched_at {
        state.seen = fetched.fetched_at;
        let saved = State { tally: before.tally.clone(), ..state.clone() };
        if let Err(error) = store.write(&saved) {
            tracing::warn!(%error, "the day the source was seen could not be noted");
        }
    }
    Reading { state, store: store.clone(), first_rejections: Vec::new() }
}

fn open(file: &FetchedFile) -> std::io::Result<Part> {
    let bytes = File::open(&file.path)?;
    Ok(Part { name: file.name.clone(), charset: file.charset.clone(), bytes: Box::new(bytes) })
}

type Packed = zstd::stream::write::Encoder<'static, Aside>;

/// A reading under way.
struct Work<'a> {
    settings: &'a Settings<'a>,
    locator: Option<Locator<'a>>,
    source: &'a Source,
    context: CleanContext<'a>,
    tally: Tally,
    notes: Notes,
    lines: u64,
    fingerprints: Vec<Fingerprint>,
    /// Where a record is written whole before it leaves.
    buffer: Vec<u8>,
    records: BufWriter<Packed>,
    rejections: BufWriter<Packed>,
    fingerprints_file: Aside,
    failed: Option<std::io::Error>,
    first_rejections: Vec<Rejection>,
}

/// What tells one record from another without keeping it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fingerprint {
    id: u64,
    content: u32,
    line: u32,
    row: u32,
    facts: Facts,
}

/// What is counted of a service that stands, in two bytes: there are millions of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Facts {
    /// A bit a fact.
    true_of_it: u8,
    completeness_percent: u8,
}

impl Facts {
    const LOCATED: u8 = 1;
    const WITH_CONTACT: u8 = 2;
    const WITH_SCHEDULE: u8 = 4;
    const FRESH: u8 = 8;

    fn has(self, fact: u8) -> bool {
        self.true_of_it & fact != 0
    }
}

/// A reading with its files written aside.
struct DoneWork {
    tally: Tally,
    repeats: Vec<u64>,
    records: Aside,
    rejections: Aside,
    fingerprints: Aside,
    first_rejections: Vec<Rejection>,
}

impl<'a> Work<'a> {
    fn begin(
        settings: &'a Settings<'a>,
        source: &'a Source,
        fetched: &Fetched,
        store: &Store,
        key: &str,
    ) -> std::io::Result<Work<'a>> {
        let packed = |path: &Path| -> std::io::Result<BufWriter<Packed>> {
            let encoder = zstd::stream::write::Encoder::new(Aside::create(path)?, LEVEL)?;
            Ok(BufWriter::with_capacity(128 * 1024, encoder))
        };
        let seen = day_of(fetched.fetched_at);
        Ok(Work {
            settings,
            locator: settings.gazetteer.map(Locator::new),
            source,
            context: CleanContext {
                source: &source.info,
                personal: &source.personal,
                one_kind: source.one_kind,
                vocabulary: settings.vocabulary,
                seen,
            },
            tally: Tally::default(),
            notes: Notes::default(),
            lines: 0,
            fingerprints: Vec::new(),
            buffer: Vec::new(),
            records: packed(&store.records(key))?,
            rejections: packed(&store.rejections(key))?,
            fingerprints_file: Aside::create(&store.fingerprints(key))?,
            failed: None,
            first_rejections: Vec::new(),
        })
    }

    fn take(&mut self, item: Result<RawRecord, Rejection>) -> ControlFlow<()> {
        self.tally.read += 1;
        let written = match item.and_then(|record| self.make(&record)) {
            Ok((service, fingerprint, notes)) => self.keep(&service, fingerprint, &notes),
            Err(rejection) => self.reject(&rejection),
        };
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn make(&mut self, record: &RawRecord) -> Result<(Service, Fingerprint, Notes), Rejection> {
        let draft = mapping::map(self.source, record)?;
        let mut fingerprint = Fingerprint {
            id: hash(draft.record.as_bytes()),
            content: self.hash_of_content(record),
            line: self.lines as u32,
            row: record.row as u32,
            facts: Facts::default(),
        };
        let office = self.settings.gazetteer.and_then(|gazetteer| locate::area_of_office(gazetteer, &draft));
        let (mut service, notes) = clean::clean(&self.context, draft)?;
        if let Some(area) = office {
            locate::cover(&mut service, area);
        }
        self.notes.add(&notes);
        let service = match &mut self.locator {
            Some(locator) => locate::locate(locator, service),
            None => service,
        };
        fingerprint.facts = facts(&service, self.context.seen);
        Ok((service, fingerprint, notes))
    }

    fn hash_of_content(&mut self, record: &RawRecord) -> u32 {
        self.buffer.clear();
        // A JSON value can always be written to memory.
        let _ = serde_json::to_writer(&mut self.buffer, &record.value);
        hash(&self.buffer) as u32
    }

    fn keep(&mut self, service: &Service, fingerprint: Fingerprint, notes: &Notes) -> std::io::Result<()> {
        self.fingerprints.push(fingerprint);
        self.lines += 1;
        // Before the service, parted by tabs: its row, and the codes of what was mended, for report cards.
        self.buffer.clear();
        write!(self.buffer, "{}", fingerprint.row)?;
        for (index, code) in notes.0.keys().enumerate() {
            write!(self.buffer, "{}{code}", if index == 0 { '\t' } else { ',' })?;
        }
        self.buffer.push(b'\t');
        serde_json::to_writer(&mut self.buffer, service)?;
        self.buffer.push(b'\n');
        self.records.write_all(&self.buffer)
    }

    fn reject(&mut self, rejection: &Rejection) -> std::io::Result<()> {
        self.tally.reject(&rejection.reason);
        if self.settings.dry_run && self.first_rejections.len() < MOST_REJECTIONS {
            self.first_rejections.push(rejection.clone());
        }
        serde_json::to_writer(&mut self.rejections, rejection)?;
        self.rejections.write_all(b"\n")
    }

    /// Sorts out repeats, compares with the reading before, and closes the files.
    fn finish(mut self, before: Option<&Path>) -> std::io::Result<DoneWork> {
        let repeats = self.leave_out_repeats()?;
        for fingerprint in &self.fingerprints {
            count(&mut self.tally, fingerprint.facts);
        }
        let (new, changed, gone) = match before.and_then(|path| File::open(path).ok()) {
            Some(file) => compare(&self.fingerprints, &mut BufReader::new(file))?,
            None => (self.fingerprints.len() as u64, 0, 0),
        };
        self.tally.new = new;
        self.tally.changed = changed;
        self.tally.gone = gone;
        self.tally.cleaned = self.notes.0.iter().map(|(code, count)| ((*code).to_owned(), *count)).collect();
        for fingerprint in &self.fingerprints {
            self.fingerprints_file.write_all(&fingerprint.id.to_le_bytes())?;
            self.fingerprints_file.write_all(&fingerprint.content.to_le_bytes())?;
        }
        Ok(DoneWork {
            tally: self.tally,
            repeats,
            records: close(self.records)?,
            rejections: close(self.rejections)?,
            fingerprints: self.fingerprints_file,
            first_rejections: self.first_rejections,
        })
    }

    /// Of records that bear one id, the first stands; the others are turned away and counted.
    fn leave_out_repeats(&mut self) -> std::io::Result<Vec<u64>> {
        self.fingerprints.sort_unstable_by_key(|one| (one.id, one.line));
        let mut repeats: Vec<Fingerprint> = Vec::new();
        let mut same = Vec::new();
        self.fingerprints.dedup_by(|next, first| {
            let repeated = next.id == first.id;
            if repeated {
                same.push(next.content == first.content);
                repeats.push(*next);
            }
            repeated
        });
        for (repeat, is_same) in repeats.iter().zip(same) {
            let (reason, detail) = if is_same {
                ("repeated-record", "the same record stands in the source more than once")
            } else {
                ("repeated-id", "another record of the source bears the same id")
            };
            let rejection = Rejection {
                source: self.source.id().clone(),
                row: u64::from(repeat.row),
                record: None,
                reason: reason.to_owned(),
                detail: detail.to_owned(),
            };
            self.reject(&rejection)?;
        }
        Ok(repeats.iter().map(|repeat| u64::from(repeat.line)).collect())
    }
}

fn close(file: BufWriter<Packed>) -> std::io::Result<Aside> {
    file.into_inner().map_err(std::io::IntoInnerError::into_error)?.finish()
}

/// The day of a moment in this country.
pub fn day_of(moment: jiff::Timestamp) -> Date {
    let zone: TimeZone = const { jiff::tz::get!("Europe/London") };
    moment.to_zoned(zone).date()
}

fn hash(bytes: &[u8]) -> u64 {
    let digest = blake3::hash(bytes);
    let mut first = [0; 8];
    first.copy_from_slice(&digest.as_bytes()[..8]);
    u64::from_le_bytes(first)
}

fn facts(service: &Service, today: Date) -> Facts {
    let asserted = service.last_modified.max(service.assured).or(service.records[0].asserted);
    let facts = [
        (Facts::LOCATED, service.locations.iter().any(|place| place.located.is_some())),
        (Facts::WITH_CONTACT, !service.contact.is_empty()),
        (Facts::WITH_SCHEDULE, !service.schedule.sessions.is_empty() || service.schedule.always_open),
        (Facts::FRESH, asserted.is_some_and(|day| (today - day).get_days() <= 365)),
    ];
    let true_of_it = facts.iter().filter(|(_, is_true)| *is_true).fold(0, |bits, (fact, _)| bits | fact);
    Facts { true_of_it, completeness_percent: (model::quality::completeness(service) * 100.0).round() as u8 }
}

fn count(tally: &mut Tally, facts: Facts) {
    tally.cleaned_into_services += 1;
    tally.located += u64::from(facts.has(Facts::LOCATED));
    tally.with_contact += u64::from(facts.has(Facts::WITH_CONTACT));
    tally.with_schedule += u64::from(facts.has(Facts::WITH_SCHEDULE));
    tally.completeness += f64::from(facts.completeness_percent) / 100.0;
    tally.fresh += u64::from(facts.has(Facts::FRESH));
}

/// New, changed and gone, from two lists sorted by id.
fn compare(now: &[Fingerprint], before: &mut impl Read) -> std::io::Result<(u64, u64, u64)> {
    let (mut new, mut changed, mut gone) = (0, 0, 0);
    let mut now = now.iter().peekable();
    let mut pair = [0_u8; 12];
    while crate::read::unpack::read_up_to(before, &mut pair)? == 12 {
        let (id, content) = pair.split_at(8);
        let id = u64::from_le_bytes(id.try_into().unwrap_or_default());
        while now.next_if(|one| one.id < id).is_some() {
            new += 1;
        }
        match now.next_if(|one| one.id == id) {
            Some(one) => changed += u64::from(one.content.to_le_bytes() != content),
            None => gone += 1,
        }
    }
    new += now.count() as u64;
    Ok((new, changed, gone))
}
