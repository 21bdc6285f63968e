//! Builds an index from a snapshot: written aside, checked, synced, renamed into place.

mod files;
mod numbering;
mod prepare;
mod terms;
pub mod text;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;

use model::identifier::ConceptId;
use model::service::Service;
use model::snapshot::{self, SnapshotError};
use model::vocabulary::Vocabulary;

use crate::listing::{digest_in_place, write_listing};
use crate::manifest::{self, FORMAT, FileSeal, Manifest, OpenError, VERSION};
use crate::parts::Parts;
use crate::records::BLOCK_SERVICES;
use crate::rows::SharedNames;
use crate::safety;
use files::Files;
pub(crate) use files::quality_at;
use prepare::{Prepared, Preparer};
use terms::{Entries, Learnt};

/// Services a worker makes ready at a time; whole blocks of records.
const BATCH: usize = 16 * BLOCK_SERVICES;

/// Batches a worker may be ahead.
const AHEAD: usize = 4;

/// How far a build is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub step: Step,
    /// How many of them are done.
    pub done: u64,
    /// Of how many.
    pub of: u64,
}

/// The steps of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Services are read and made ready.
    Reading,
    /// Postings of terms are laid into the text index.
    Indexing,
    /// The files are checked and sealed.
    Sealing,
}

/// Why no index was built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// A file could not be read or written.
    #[error("a file of the index or the snapshot could not be read or written")]
    Io(#[from] io::Error),
    /// The snapshot is missing or not whole.
    #[error("the snapshot at `{}` cannot be read ({reason}): run `fingerpost crawl`", .path.display())]
    Snapshot {
        /// Where.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A line of the snapshot is not a service.
    #[error(transparent)]
    Services(#[from] SnapshotError),
    /// The text index refused.
    #[error("the text index could not be written")]
    Text(#[from] tantivy::TantivyError),
    /// A worker thread stopped.
    #[error("a part of the build stopped unexpectedly")]
    Worker,
    /// There are more places than an index can hold.
    #[error(
        "the snapshot has more than 268 million places, which is more than one index can hold: build it in parts"
    )]
    TooMany,
    /// What was built does not open.
    #[error("the index that was built does not hold together")]
    Check(#[from] OpenError),
}

/// Builds the index of the snapshot in `snapshot_dir` as the new folder `out_dir`.
///
/// The folder appears only when it is complete; an older one of the same name is replaced.
pub fn build(
    snapshot_dir: &Path,
    vocabulary: &Vocabulary,
    out_dir: &Path,
    progress: impl FnMut(Progress) + Send,
) -> Result<Manifest, BuildError> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from).clamp(1, 8);
    build_with(workers, snapshot_dir, vocabulary, out_dir, progress)
}

/// As [`build`], with so many workers: what is built does not depend on it.
fn build_with(
    workers: usize,
    snapshot_dir: &Path,
    vocabulary: &Vocabulary,
    out_dir: &Path,
    mut progress: impl FnMut(Progress) + Send,
) -> Result<Manifest, BuildError> {
    let snapshot = read_snapshot_manifest(snapshot_dir)?;
    let aside = aside(out_dir);
    remove(&aside)?;
    std::fs::create_dir_all(&aside)?;
    let concepts: Vec<ConceptId> = vocabulary.concepts().iter().map(|concept| concept.id.clone()).collect();
    let topics = topics(&concepts);
    let mut files = Files::create(&aside, SharedNames::new(concepts))?;
    let of = snapshot.services;
    let laid = std::thread::scope(|scope| {
        let (to_listing, services) = sync_channel::<Vec<(Box<Service>, u64)>>(AHEAD);
        let listed = scope.spawn(|| {
            write_listing(services.into_iter().flatten(), snapshot.made_at, &aside, out_dir.parent())
        });
        let read = read_services(workers, snapshot_dir, &topics, vocabulary, |ready| {
            let services = files.add(ready)?;
            progress(Progress { step: Step::Reading, done: files.services(), of });
            if !services.is_empty() {
                // Where the listing has failed, its own error is told below.
                let _ = to_listing.send(services);
            }
            Ok(())
        });
        drop(to_listing);
        let laid = read.and_then(|()| files.finish(vocabulary, &mut progress));
        listed.join().map_err(|_| BuildError::Worker)??;
        laid
    })?;
    carry_over(snapshot_dir, &aside)?;
    progress(Progress { step: Step::Sealing, done: 0, of: 1 });
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        version: VERSION,
        snapshot: snapshot.id,
        made_at: snapshot.made_at,
        services: laid.services,
        documents: laid.documents,
        topics,
        shared: laid.shared,
        areas: laid.areas,
        files: seal_all(&aside)?,
    };
    let text = serde_json::to_vec_pretty(&manifest).map_err(io::Error::from)?;
    let mut file = File::create(aside.join(manifest::FILE))?;
    file.write_all(&text)?;
    file.sync_all()?;
    Parts::open(&aside)?;
    remove(out_dir)?;
    std::fs::rename(&aside, out_dir)?;
    progress(Progress { step: Step::Sealing, done: 1, of: 1 });
    Ok(manifest)
}

/// The themes that get a bit: the first 32 in the order of the vocabulary.
fn topics(concepts: &[ConceptId]) -> Vec<String> {
    let mut topics: Vec<String> = Vec::new();
    for concept in concepts {
        let theme = concept.0.split('/').next().unwrap_or(&concept.0);
        if !topics.iter().any(|topic| topic == theme) && topics.len() < 32 {
            topics.push(theme.to_owned());
        }
    }
    topics
}

fn read_snapshot_manifest(folder: &Path) -> Result<snapshot::Manifest, BuildError> {
    let wrong = |reason: String| BuildError::Snapshot { path: folder.to_owned(), reason };
    let text = std::fs::read(folder.join("manifest.json")).map_err(|error| wrong(error.to_string()))?;
    let manifest: snapshot::Manifest =
        serde_json::from_slice(&text).map_err(|error| wrong(error.to_string()))?;
    if manifest.format != snapshot::FORMAT {
        return Err(wrong(format!("its format is `{}`", manifest.format)));
    }
    if manifest.version != snapshot::VERSION {
        return Err(SnapshotError::OtherVersion { found: manifest.version }.into());
    }
    Ok(manifest)
}

/// A batch of services made ready, with their records compressed a block each.
#[derive(Default)]
struct Ready {
    services: Vec<(Box<Service>, Prepared)>,
    blocks: Vec<Vec<u8>>,
    /// What the worker knew of terms, where it forgets it now.
    learnt: Option<Learnt>,
}

/// Reads the services, makes them ready on all cores, and hands them on in their order.
fn read_services(
    workers: usize,
    folder: &Path,
    topics: &[String],
    vocabulary: &Vocabulary,
    mut take: impl FnMut(Ready) -> Result<(), BuildError>,
) -> Result<(), BuildError> {
    let path = folder.join("services.jsonl.zst");
    let mut input = BufReader::with_capacity(1 << 20, zstd::Decoder::new(File::open(path)?)?);
    let mut header = Vec::new();
    input.read_until(b'\n', &mut header)?;
    snapshot::ServiceReader::new(header.as_slice())?;
    std::thread::scope(|scope| {
        let mut to_workers = Vec::new();
        let mut from_workers = Vec::new();
        let mut running = Vec::new();
        for worker in 0..workers {
            let (to_worker, batches) = sync_channel::<(u64, Vec<Vec<u8>>)>(AHEAD);
            let (to_us, ready) = sync_channel::<Result<Ready, BuildError>>(AHEAD);
            to_workers.push(to_worker);
            from_workers.push(ready);
            running.push(scope.spawn(move || {
                let mut preparer = Preparer::new(worker, workers);
                for (line, batch) in batches {
                    let ready = make_ready(&mut preparer, line, batch, topics, vocabulary);
                    if to_us.send(ready).is_err() {
                        break;
                    }
                }
                preparer.learnt()
            }));
        }
        let reader = scope.spawn(move || -> io::Result<()> {
            let mut line = 2;
            for worker in (0..workers).cycle() {
                let mut batch = Vec::with_capacity(BATCH);
                while batch.len() < BATCH {
                    let mut text = Vec::new();
                    if input.read_until(b'\n', &mut text)? == 0 {
                        break;
                    }
                    batch.push(text);
                }
                let count = batch.len();
                if count == 0 || to_workers[worker].send((line, batch)).is_err() {
                    break;
                }
                line += count as u64;
            }
            Ok(())
        });
        for worker in (0..workers).cycle() {
            let Ok(ready) = from_workers[worker].recv() else { break };
            take(ready?)?;
        }
        drop(from_workers);
        reader.join().map_err(|_| BuildError::Worker)??;
        for worker in running {
            let learnt = worker.join().map_err(|_| BuildError::Worker)?;
            take(Ready { learnt: Some(learnt), ..Ready::default() })?;
        }
        Ok(())
    })
}

fn make_ready(
    preparer: &mut Preparer,
    first_line: u64,
    mut batch: Vec<Vec<u8>>,
    topics: &[String],
    vocabulary: &Vocabulary,
) -> Result<Ready, BuildError> {
    let mut ready = Ready { services: Vec::with_capacity(batch.len()), ..Ready::default() };
    for (place, line) in batch.iter_mut().enumerate() {
        let mut service: Service = serde_json::from_slice(line).map_err(|error| SnapshotError::BadLine {
            line: first_line + place as u64,
            reason: error.to_string(),
        })?;
        if safety::must_hide_place(&service) {
            safety::hide_place(&mut service);
            *line = serde_json::to_vec(&service).map_err(io::Error::from)?;
            line.push(b'\n');
        }
        let digest = digest_in_place(&mut service);
        let prepared = preparer.prepare(&service, digest, topics, vocabulary);
        ready.services.push((Box::new(service), prepared));
    }
    for block in batch.chunks(BLOCK_SERVICES) {
        ready.blocks.push(preparer.compress(block)?);
    }
    ready.learnt = preparer.full();
    Ok(ready)
}

/// What pages tell of the crawl goes with the index, so that they need no snapshot.
fn carry_over(snapshot_dir: &Path, folder: &Path) -> Result<(), BuildError> {
    for name in ["report.json", "ids.jsonl", "gone.jsonl"] {
        let from = snapshot_dir.join(name);
        if from.exists() {
            std::fs::copy(from, folder.join(name))?;
        }
    }
    Ok(())
}

fn seal_all(folder: &Path) -> io::Result<BTreeMap<String, FileSeal>> {
    let mut seals = BTreeMap::new();
    for inner in ["", "text"] {
        for entry in std::fs::read_dir(folder.join(inner))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_file() && !name.starts_with('.') {
                let name = if inner.is_empty() { name } else { format!("{inner}/{name}") };
                File::open(entry.path())?.sync_all()?;
                seals.insert(name, manifest::seal(&entry.path())?);
            }
        }
    }
    Ok(seals)
}

fn aside(out_dir: &Path) -> PathBuf {
    let mut name = out_dir.file_name().unwrap_or_default().to_os_string();
    name.push(".partial");
    out_dir.with_file_name(name)
}

fn remove(folder: &Path) -> io::Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The word terms of a service, without their impacts.
pub(crate) fn word_terms(service: &Service) -> Vec<String> {
    spelt(service).into_iter().filter(|(field, ..)| *field == terms::WORDS).map(|(_, term, _)| term).collect()
}

/// The terms of a service, each with its field and impact.
fn spelt(service: &Service) -> Vec<(usize, String, u8)> {
    let mut preparer = Preparer::default();
    let Entries { entries, lengths, .. } = preparer.prepare(service, 0, &[], &Vocabulary::default()).entries;
    let fields = lengths.iter().enumerate();
    let fields = fields.flat_map(|(field, length)| std::iter::repeat_n(field, *length as usize));
    fields.zip(preparer.spelt(&entries)).map(|(field, (term, impact))| (field, term, impact)).collect()
}

/// The terms of a service with their impacts, as they are indexed.
#[cfg(test)]
pub fn terms_of(service: &Service) -> Vec<((crate::lists::In, String), u8)> {
    use crate::lists::In;
    let places = [In::Words, In::Concepts];
    let terms = spelt(service).into_iter();
    terms.filter_map(|(field, term, impact)| Some(((*places.get(field)?, term), impact))).collect()
}

#[cfg(test)]
mod tests;
