//! The files of an index as they grow: rows, records, ids, and the documents once all are known.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use gazetteer::map::{self, MappedFile, bytes_of};
use model::identifier::AreaCode;
use model::place::ServiceArea;
use model::service::Service;

use super::numbering::{Numbering, Run};
use super::prepare::{Document, Kind, Prepared};
use super::terms::{CONCEPTS, Learnt, WORDS};
use super::text::{Laying, Spilled};
use super::{BuildError, Progress, Ready, Step};
use crate::codec::Pen;
use crate::geometry::Spot;
use crate::parts;
use crate::rows::{self, Shared, SharedNames};
use crate::spelling::{self, Dictionary};
use crate::suggest::Names;
use crate::tree;
use model::vocabulary::Vocabulary;

/// The growing files.
pub struct Files {
    folder: PathBuf,
    ids: BufWriter<File>,
    rows: Stacked,
    records: Stacked,
    spill: BufWriter<File>,
    spilled: u64,
    runs: Vec<Run>,
    /// How many services have each word.
    words: BTreeMap<String, u64>,
    services: u64,
    shared: SharedNames,
    pen: Pen,
    documents: Vec<Placed>,
    names: Vec<String>,
    /// Folded names, each with the number of its service.
    full_names: Vec<(String, u32)>,
}

/// Things of different lengths one after another, with the offset of each.
struct Stacked {
    file: BufWriter<File>,
    offsets: Vec<u64>,
    end: u64,
}

/// A document waiting for its number.
struct Placed {
    service: u32,
    terms: Spilled,
    document: Document,
}

/// What was laid down.
pub struct Laid {
    pub services: u64,
    pub documents: [u32; 4],
    pub shared: Shared,
    pub areas: Vec<(String, u32, u32)>,
}

impl Stacked {
    fn create(path: &Path) -> io::Result<Stacked> {
        Ok(Stacked { file: BufWriter::with_capacity(1 << 20, File::create(path)?), offsets: vec![0], end: 0 })
    }

    fn push(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.end += bytes.len() as u64;
        self.offsets.push(self.end);
        Ok(())
    }

    fn finish(mut self, offsets: &Path) -> io::Result<()> {
        self.file.flush()?;
        std::fs::write(offsets, bytes_of(&self.offsets))
    }
}

impl Files {
    pub fn create(folder: &Path, shared: SharedNames) -> io::Result<Files> {
        let create = |name: &str| -> io::Result<_> {
            Ok(BufWriter::with_capacity(1 << 20, File::create(folder.join(name))?))
        };
        std::fs::create_dir_all(folder.join("scratch"))?;
        Ok(Files {
            ids: create(parts::IDS)?,
            rows: Stacked::create(&folder.join(parts::ROWS))?,
            records: Stacked::create(&folder.join(parts::RECORDS))?,
            spill: create("scratch/terms")?,
            folder: folder.to_owned(),
            spilled: 0,
            runs: Vec::new(),
            words: BTreeMap::new(),
            services: 0,
            shared,
            pen: Pen::default(),
            documents: Vec::new(),
            names: Vec::new(),
            full_names: Vec::new(),
        })
    }

    pub fn services(&self) -> u64 {
        self.services
    }

    /// Lays down a batch, and gives back its services, each with its digest.
    pub fn add(&mut self, ready: Ready) -> Result<Vec<(Box<Service>, u64)>, BuildError> {
        let mut services = Vec::with_capacity(ready.services.len());
        for (service, prepared) in ready.services {
            let digest = prepared.digest;
            self.add_service(&service, prepared)?;
            services.push((service, digest));
        }
        for block in &ready.blocks {
            self.records.push(block)?;
        }
        if let Some(learnt) = ready.learnt {
            self.add_terms(learnt)?;
        }
        Ok(services)
    }

    /// Keeps what a worker has met.
    fn add_terms(&mut self, learnt: Learnt) -> io::Result<()> {
        for (word, services) in learnt.words {
            spelling::count_word(word, u64::from(services), &mut self.words);
        }
        let path = self.folder.join("scratch").join(format!("terms-{}", learnt.epoch));
        std::fs::write(&path, &learnt.terms)?;
        self.runs.push(Run { epoch: learnt.epoch, file: MappedFile::open(&path)? });
        Ok(())
    }

    fn add_service(&mut self, service: &Service, prepared: Prepared) -> Result<(), BuildError> {
        self.ids.write_all(service.id.0.as_bytes())?;
        self.pen.bytes.clear();
        rows::write(service, &mut self.shared, &mut self.pen);
        self.rows.push(&self.pen.bytes)?;
        let entries = prepared.entries;
        let terms = Spilled { first: self.spilled, lengths: entries.lengths, epoch: entries.epoch };
        self.spill.write_all(bytes_of(&entries.entries))?;
        self.spilled += entries.entries.len() as u64;
        let number = u32::try_from(self.services).map_err(|_| BuildError::Worker)?;
        self.services += 1;
        self.names.push(prepared.sort_name);
        self.full_names.push((prepared.folded_name, number));
        let documents = prepared.documents.into_iter();
        self.documents.extend(documents.map(|document| Placed { service: number, terms, document }));
        Ok(())
    }

    /// Puts the documents in order and writes everything that hangs on their numbers.
    pub fn finish(
        mut self,
        vocabulary: &Vocabulary,
        progress: &mut (impl FnMut(Progress) + Send),
    ) -> Result<Laid, BuildError> {
        self.ids.flush()?;
        self.rows.finish(&self.folder.join(parts::ROW_OFFSETS))?;
        self.records.finish(&self.folder.join(parts::RECORD_OFFSETS))?;
        self.spill.flush()?;
        let mut documents = self.documents;
        documents.sort_by_cached_key(|placed| {
            let (kind, key, area) = order(&placed.document);
            (kind, area, key, placed.service, placed.document.marks.place())
        });
        let terms: Vec<Spilled> = documents.iter().map(|placed| placed.terms).collect();
        let (folder, runs, names) = (&self.folder, &self.runs, &self.names);
        let (words, full_names) = (self.words, self.full_names);
        let (counts, areas) = std::thread::scope(|scope| {
            let beside = scope.spawn(|| {
                write_names(folder, words, vocabulary, names, full_names)?;
                Ok::<_, BuildError>((write_documents(folder, &documents)?, areas(&documents)))
            });
            write_text(folder, runs, &terms, progress)?;
            beside.join().map_err(|_| BuildError::Worker)?
        })?;
        std::fs::remove_dir_all(self.folder.join("scratch"))?;
        Ok(Laid { services: self.services, documents: counts, shared: self.shared.names, areas })
    }
}

/// Writes what words and names there are: for repairs of spelling, for suggestions, for the order of rows.
fn write_names(
    folder: &Path,
    mut words: BTreeMap<String, u64>,
    vocabulary: &Vocabulary,
    names: &[String],
    full_names: Vec<(String, u32)>,
) -> Result<(), BuildError> {
    spelling::count_vocabulary(vocabulary, &mut words);
    let kept = |bytes: Result<Vec<u8>, fst::Error>| bytes.map_err(io::Error::other);
    std::fs::write(folder.join(parts::DICTIONARY), kept(Dictionary::bytes(&words))?)?;
    std::fs::write(folder.join(parts::NAMES), kept(Names::bytes(&one_of_each(full_names)))?)?;
    std::fs::write(folder.join(parts::NAME_RANKS), bytes_of(&name_ranks(names)))?;
    Ok(())
}

/// Writes the text index, and the largest impact of each term.
fn write_text(
    folder: &Path,
    runs: &[Run],
    documents: &[Spilled],
    progress: &mut (impl FnMut(Progress) + Send),
) -> Result<(), BuildError> {
    let scratch = folder.join("scratch");
    let spill = MappedFile::open(&scratch.join("terms"))?;
    let numbering = Numbering::of(runs, &scratch.join("all-terms"))?;
    let entries = map::numbers(spill.bytes()).ok_or(BuildError::Worker)?;
    let laying = Laying { entries, documents, numbering: &numbering };
    let maxima = laying.write(&folder.join(parts::TEXT), |done, of| {
        progress(Progress { step: Step::Indexing, done, of });
    })?;
    for (name, field) in [(parts::WORD_MAXIMA, WORDS), (parts::CONCEPT_MAXIMA, CONCEPTS)] {
        std::fs::write(folder.join(name), &maxima[field])?;
    }
    Ok(())
}

/// Each name once, in order, with the least number of those that bear it.
fn one_of_each(mut names: Vec<(String, u32)>) -> Vec<(String, u32)> {
    names.sort_unstable();
    names.dedup_by(|later, first| later.0 == first.0);
    names
}

fn name_ranks(names: &[String]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..names.len() as u32).collect();
    order.sort_by(|a, b| names[*a as usize].cmp(&names[*b as usize]));
    let mut ranks = vec![0; names.len()];
    for (rank, service) in order.into_iter().enumerate() {
        ranks[service as usize] = rank as u32;
    }
    ranks
}

/// The place of a quality byte among all, the better entries first; and back again, being its own inverse.
pub fn quality_at(quality: u8) -> u8 {
    (quality & 0b1100_0000) | (63 - (quality & 63))
}

/// Kind, key within it, and area: neighbours on the ground, then the better entries first.
fn order(document: &Document) -> (u8, u64, Option<AreaCode>) {
    let kind = document.kind.ordinal();
    let best_first = u64::from(quality_at(document.marks.quality()));
    match &document.kind {
        Kind::Place => (kind, document.spot.curve_key(), None),
        Kind::Area(code) => (kind, best_first, Some(code.clone())),
        Kind::Drawn(_) | Kind::Anywhere => (kind, best_first, None),
    }
}

fn write_documents(folder: &Path, documents: &[Placed]) -> Result<[u32; 4], BuildError> {
    let create = |name: &str| -> io::Result<_> {
        Ok(BufWriter::with_capacity(1 << 20, File::create(folder.join(name))?))
    };
    let mut spots = create(parts::SPOTS)?;
    let mut marks = create(parts::MARKS)?;
    let mut counts = [0_u32; 4];
    let mut drawn: Vec<(u32, &ServiceArea)> = Vec::new();
    for (number, placed) in documents.iter().enumerate() {
        let Spot([east, north, out]) = placed.document.spot;
        spots.write_all(bytes_of(&[east, north, out, placed.service as i32]))?;
        marks.write_all(bytes_of(&placed.document.marks.words))?;
        counts[usize::from(placed.document.kind.ordinal())] += 1;
        if let Kind::Drawn(area) = &placed.document.kind {
            drawn.push((number as u32, area));
        }
    }
    spots.flush()?;
    marks.flush()?;
    let places = documents.iter().take(counts[0] as usize).map(|placed| placed.document.spot);
    std::fs::write(folder.join(parts::TREE), bytes_of(&tree::build(places)))?;
    let drawn = serde_json::to_vec(&drawn).map_err(io::Error::from)?;
    std::fs::write(folder.join(parts::DRAWN), drawn)?;
    Ok(counts)
}

fn areas(documents: &[Placed]) -> Vec<(String, u32, u32)> {
    let mut areas: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for (number, placed) in documents.iter().enumerate() {
        if let Kind::Area(code) = &placed.document.kind {
            let number = number as u32;
            areas.entry(&code.0).or_insert((number, number)).1 = number + 1;
        }
    }
    areas.into_iter().map(|(code, (from, to))| (code.to_owned(), from, to)).collect()
}
