//! A crawl: drives every source through its journey and writes the snapshot.
//!
//! Interrupted is not lost: what is complete on disk (a download, a reading) is used again when what it
//! was made from has not changed, and everything is written aside, synced and renamed.

pub mod files;
mod folders;
mod previous;
mod reading;
mod snapshot;
pub mod state;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use gazetteer::Gazetteer;
use jiff::Timestamp;
use model::identifier::SourceId;
use model::ledger::Ledger;
use model::report::{Health, Rejection, SourceReport};
use model::vocabulary::Vocabulary;

use crate::fetch::{self, FetchError, Fetched};
use crate::source::{Source, SourceProblem};

pub use self::folders::{Folder, read_folders};
pub use self::reading::{Reading, read_source};
pub use self::snapshot::newest as newest_snapshot;

/// What a crawl goes by.
pub struct Settings<'a> {
    /// Downloads and readings, one folder a source.
    pub downloads: PathBuf,
    /// Snapshots, one folder each.
    pub snapshots: PathBuf,
    /// Points and areas; without it nothing is located but by the source's own coordinates.
    pub gazetteer: Option<&'a Gazetteer>,
    /// The words people use.
    pub vocabulary: &'a Vocabulary,
    /// What people said.
    pub ledger: &'a Ledger,
    /// Changes when the program, the gazetteer or the vocabulary does: readings made under another are stale.
    pub context_digest: String,
    /// Now.
    pub now: Timestamp,
    /// Only these sources are fetched and read anew; empty means all.
    pub only: BTreeSet<SourceId>,
    /// Sources whose break with their promise a person accepts.
    pub accept: BTreeSet<SourceId>,
    /// How many sources at a time.
    pub jobs: usize,
    /// Nothing is written but readings aside.
    pub dry_run: bool,
    /// How to fetch.
    pub fetch: fetch::Manners,
}

/// What happens, as it happens.
#[derive(Debug, Clone, PartialEq)]
pub enum Progress {
    /// A source is being fetched: bytes so far.
    Fetching(SourceId, u64),
    /// A source is being read: records so far.
    Reading(SourceId, u64),
    /// A source is done.
    Done(SourceId, String),
    /// A source is left out, and why.
    Skipped(SourceId, String),
    /// Records are compared: how many.
    Merging(u64),
    /// Services are written: how many so far.
    Writing(u64),
}

/// What takes the progress.
pub type Watch<'w> = dyn FnMut(Progress) + Send + 'w;

/// What a crawl made.
#[derive(Debug)]
pub struct Outcome {
    /// The snapshot's folder; none in a dry run.
    pub snapshot: Option<PathBuf>,
    /// A row a source.
    pub report: Vec<SourceReport>,
    /// Sources left out because a variable in their address is not set.
    pub skipped: Vec<(SourceId, String)>,
    /// What is wrong in settings of sources.
    pub problems: Vec<SourceProblem>,
    /// How many services the snapshot holds.
    pub services: u64,
    /// In a dry run, the first records that were turned away; otherwise they are in the snapshot.
    pub rejections: Vec<Rejection>,
}

/// Why a crawl could not be done at all.
#[derive(Debug, thiserror::Error)]
pub enum CrawlError {
    /// The folder of sources could not be listed.
    #[error("could not list the sources in `{0}`: {1}")]
    NoSources(PathBuf, String),
    /// A name that is no source.
    #[error("`{typed}` is no source{}", nearest.as_ref().map(|name| format!("; did you mean `{name}`?")).unwrap_or_default())]
    UnknownSource {
        /// What was typed.
        typed: String,
        /// The nearest source.
        nearest: Option<String>,
    },
    /// A file could not be written.
    #[error("could not write `{0}`: {1}")]
    Write(PathBuf, String),
    /// Another crawl runs.
    #[error("another crawl works in `{0}`")]
    Busy(PathBuf),
}

impl CrawlError {
    #[expect(clippy::needless_pass_by_value, reason = "an error is handed over for good")]
    fn write(path: &Path, error: impl ToString) -> CrawlError {
        CrawlError::Write(path.to_owned(), error.to_string())
    }
}

/// What became of one source in this run.
struct Visit<'f> {
    folder: &'f Folder,
    reading: Option<Reading>,
    health: Health,
}

/// Crawls the sources in `folders` and writes a snapshot.
pub fn crawl(
    settings: &Settings<'_>,
    folders: &[Folder],
    watch: &mut Watch<'_>,
) -> Result<Outcome, CrawlError> {
    let known: Vec<&str> = folders.iter().map(|folder| folder.id.as_str()).collect();
    for typed in settings.only.iter().chain(&settings.accept) {
        if !known.contains(&typed.as_str()) {
            let nearest = crate::source::nearest(typed.as_str(), &known);
            return Err(CrawlError::UnknownSource { typed: typed.to_string(), nearest });
        }
    }
    std::fs::create_dir_all(&settings.downloads)
        .map_err(|error| CrawlError::write(&settings.downloads, error))?;
    let _lock = files::lock(&settings.downloads.join("lock"))
        .map_err(|error| CrawlError::write(&settings.downloads, error))?
        .ok_or_else(|| CrawlError::Busy(settings.downloads.clone()))?;
    let last = snapshot::newest(&settings.snapshots);
    let last_id =
        last.as_ref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
    let problems: Vec<SourceProblem> =
        folders.iter().filter_map(|folder| folder.source.as_ref().err()).flatten().cloned().collect();
    let mut skipped = Vec::new();
    let mut wanted = Vec::new();
    for folder in folders {
        match &folder.source {
            Ok(source) if !source.fetch.unset.is_empty() => {
                let unset: Vec<&str> = source.fetch.unset.iter().map(String::as_str).collect();
                let why = format!("`{}` is not set", unset.join("`, `"));
                watch(Progress::Skipped(source.id().clone(), why.clone()));
                skipped.push((source.id().clone(), why));
            }
            // A dry run looks at what was asked for and nothing else.
            _ if settings.dry_run && !is_wanted(settings, &folder.id) => {}
            _ => wanted.push(folder),
        }
    }
    let visits = visit_all(settings, &wanted, last_id.as_deref(), watch);
    if settings.dry_run {
        let report: Vec<SourceReport> = visits.iter().map(row).collect();
        let services = report.iter().map(|row| row.kept).sum();
        let rejections = visits
            .iter()
            .flat_map(|visit| visit.reading.iter())
            .flat_map(|reading| reading.first_rejections.clone());
        return Ok(Outcome {
            snapshot: None,
            report,
            skipped,
            problems,
            services,
            rejections: rejections.collect(),
        });
    }
    let (snapshot, report, services) = snapshot::write(settings, &visits, last.as_deref(), watch)?;
    Ok(Outcome { snapshot: Some(snapshot), report, skipped, problems, services, rejections: Vec::new() })
}

fn row(visit: &Visit<'_>) -> SourceReport {
    let info = visit.folder.info();
    match &visit.reading {
        Some(reading) => {
            let mut row = reading.state.tally.row(&info, visit.health.clone());
            row.fetched_at = Some(reading.state.seen);
            row
        }
        None => crate::report::Tally::default().row(&info, visit.health.clone()),
    }
}

/// Visits the sources, several at a time; the visits come back in the order of the folders.
fn visit_all<'f>(
    settings: &Settings<'_>,
    folders: &[&'f Folder],
    last_snapshot: Option<&str>,
    watch: &mut Watch<'_>,
) -> Vec<Visit<'f>> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<Option<Visit<'f>>>> = Mutex::new(folders.iter().map(|_| None).collect());
    let watch = Mutex::new(watch);
    let tell = |progress: Progress| {
        if let Ok(mut watch) = watch.lock() {
            watch(progress);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..settings.jobs.clamp(1, folders.len().max(1)) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(folder) = folders.get(index) else { return };
                    let visit = visit(settings, folder, last_snapshot, &tell);
                    let said = match (&visit.health, &visit.reading) {
                        (Health::Green, Some(reading)) => {
                            format!("{} services", reading.state.tally.cleaned_into_services)
                        }
                        (Health::Red { reason }, _) => format!("red: {reason}"),
                        (Health::Green, None) => "nothing".to_owned(),
                    };
                    tell(Progress::Done(folder.id.clone(), said));
                    if let Ok(mut done) = done.lock() {
                        done[index] = Some(visit);
                    }
                }
            });
        }
    });
    done.into_inner().unwrap_or_default().into_iter().flatten().collect()
}

/// Fetches and reads one source, or falls back on its last good reading.
fn visit<'f>(
    settings: &Settings<'_>,
    folder: &'f Folder,
    last_snapshot: Option<&str>,
    tell: &(dyn Fn(Progress) + Sync),
) -> Visit<'f> {
    let store = state::Store::new(&settings.downloads, &folder.id);
    let last_good =
        || store.read().map(|state| Reading { state, store: store.clone(), first_rejections: Vec::new() });
    let red = |reason: String| Visit { folder, reading: last_good(), health: Health::Red { reason } };
    let source = match &folder.source {
        Ok(source) => source,
        Err(problems) => {
            let first = problems.first().map(ToString::to_string).unwrap_or_default();
            return red(format!("its settings could not be read: {first}"));
        }
    };
    if !is_wanted(settings, &folder.id) {
        return Visit { folder, reading: last_good(), health: Health::Green };
    }
    let fetched = match fetched(settings, source, tell) {
        Ok(fetched) => fetched,
        Err(error) => return red(last_good_words(last_good().is_some(), &error.to_string())),
    };
    match read_source(settings, source, &fetched, &store, last_snapshot, tell) {
        Ok(reading) => Visit { folder, reading: Some(reading), health: Health::Green },
        Err(reason) => red(last_good_words(last_good().is_some(), &reason)),
    }
}

fn is_wanted(settings: &Settings<'_>, id: &SourceId) -> bool {
    settings.only.is_empty() || settings.only.contains(id) || settings.accept.contains(id)
}

fn last_good_words(there: bool, reason: &str) -> String {
    if there {
        format!("{reason}; its last good data stay")
    } else {
        format!("{reason}; there are no earlier data")
    }
}

fn fetched(
    settings: &Settings<'_>,
    source: &Source,
    tell: &(dyn Fn(Progress) + Sync),
) -> Result<Fetched, FetchError> {
    if let Some(fetched) = fetch::local(source, settings.now)? {
        return Ok(fetched);
    }
    let folder = settings.downloads.join(source.id().as_str());
    fetch::remote(source, &folder, settings.now, &settings.fetch, &|bytes| {
        tell(Progress::Fetching(source.id().clone(), bytes));
    })
}

/// Reads a file that the crawler packed.
pub fn unpacked(file: std::fs::File) -> std::io::Result<impl std::io::Read> {
    zstd::stream::read::Decoder::new(file)
}

#[cfg(test)]
mod tests;
