//! The files of an index as they grow: rows, records, ids, and the documents once all are known.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use gazetteer::map::{MappedFile, bytes_of};
use model::identifier::AreaCode;
use model::place::ServiceArea;
use model::service::Service;

use super::prepare::{Document, Kind, Prepared};
use super::text::{self, Spilled};
use super::{BuildError, Progress, Ready, Step};
use crate::codec::Pen;
use crate::geometry::Spot;
use crate::manifest::OpenError;
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
        Ok(services)
    }

    fn add_service(&mut self, service: &Service, prepared: Prepared) -> Result<(), BuildError> {
        self.ids.write_all(service.id.0.as_bytes())?;
        self.pen.bytes.clear();
        rows::write(service, &mut self.shared, &mut self.pen);
        self.rows.push(&self.pen.bytes)?;
        let texts = [&prepared.words, &prepared.concepts, &prepared.places];
        let terms = Spilled { offset: self.spilled, lengths: texts.map(|text| text.len() as u32) };
        for text in texts {
            self.spill.write_all(text.as_bytes())?;
            self.spilled += text.len() as u64;
        }
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
        mut words: BTreeMap<String, u64>,
        vocabulary: &Vocabulary,
        progress: &mut (impl FnMut(Progress) + Send),
    ) -> Result<Laid, BuildError> {
        self.ids.flush()?;
        self.rows.finish(&self.folder.join(parts::ROW_OFFSETS))?;
        self.records.finish(&self.folder.join(parts::RECORD_OFFSETS))?;
        self.spill.flush()?;
        spelling::count_vocabulary(vocabulary, &mut words);
        let kept = |bytes: Result<Vec<u8>, fst::Error>| bytes.map_err(io::Error::other);
        std::fs::write(self.folder.join(parts::DICTIONARY), kept(Dictionary::bytes(&words))?)?;
        std::fs::write(self.folder.join(parts::NAMES), kept(Names::bytes(&one_of_each(self.full_names)))?)?;
        std::fs::write(self.folder.join(parts::NAME_RANKS), bytes_of(&name_ranks(&self.names)))?;
        let mut documents = self.documents;
        documents.sort_by_cached_key(|placed| {
            let (kind, key, area) = order(&placed.document);
            (kind, area, key, placed.service, placed.document.marks.place())
        });
        let counts = write_documents(&self.folder, &documents)?;
        let areas = areas(&documents);
        let scratch = self.folder.join("scratch");
        let spill = MappedFile::open(&scratch.join("terms"))?;
        let terms: Vec<Spilled> = documents.iter().map(|placed| placed.terms).collect();
        drop(documents);
        let text_folder = self.folder.join(parts::TEXT);
        write_text(&spill, &terms, &text_folder, &scratch, progress)?;
        drop(spill);
        std::fs::remove_dir_all(&scratch)?;
        let (segment, fields) = text::open(&text_folder).map_err(OpenError::from)?;
        for (name, field) in [(parts::WORD_MAXIMA, fields.words), (parts::CONCEPT_MAXIMA, fields.concepts)] {
            std::fs::write(self.folder.join(name), text::maxima(&segment, field)?)?;
        }
        Ok(Laid { services: self.services, documents: counts, shared: self.shared.names, areas })
    }
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

fn write_text(
    spill: &MappedFile,
    terms: &[Spilled],
    folder: &Path,
    scratch: &Path,
    progress: &mut (impl FnMut(Progress) + Send),
) -> Result<(), BuildError> {
    let of = terms.len() as u64;
    let told = std::sync::Mutex::new((0, progress));
    text::write(spill, terms, folder, scratch, &|more| {
        let mut told = told.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        told.0 += more;
        let done = told.0;
        (told.1)(Progress { step: Step::Indexing, done, of });
    })
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
