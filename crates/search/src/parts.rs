//! The opened files of an index, read in place. No thinking here: only where things stand.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use gazetteer::map::{MappedFile, numbers};
use model::identifier::ServiceId;
use model::place::ServiceArea;
use model::service::Service;
use tantivy::index::SegmentReader;
use uuid::Uuid;

use crate::geometry::Spot;
use crate::manifest::{Manifest, OpenError};
use crate::marks::{Marks, WORDS};
use crate::records::{self, BLOCK_SERVICES};
use crate::rows::{self, Row};
use crate::schema::Fields;
use crate::tree::{self, Tree};
use crate::writer::text;

/// Folder of the text index.
pub const TEXT: &str = "text";
/// Identifiers by number, 16 bytes each, ascending.
pub const IDS: &str = "ids.bin";
/// Ready rows.
pub const ROWS: &str = "rows.bin";
/// Words of the catalogue, for spelling repair.
pub const DICTIONARY: &str = "dictionary.fst";
/// Names of services, for suggestions.
pub const NAMES: &str = "names.fst";
/// Where each row begins.
pub const ROW_OFFSETS: &str = "row-offsets.bin";
/// Full records, in compressed blocks.
pub const RECORDS: &str = "records.bin";
/// Where each block begins.
pub const RECORD_OFFSETS: &str = "record-offsets.bin";
/// Sixteen bytes a document: its spot and the number of its service.
pub const SPOTS: &str = "spots.bin";
/// Thirty-two bytes a document: its marks.
pub const MARKS: &str = "marks.bin";
/// Boxes over the documents that are places.
pub const TREE: &str = "tree.bin";
/// Circles and polygons that documents cover.
pub const DRAWN: &str = "drawn.json";
/// Place of each service in the order of names.
pub const NAME_RANKS: &str = "name-ranks.bin";
/// Largest impact of each word.
pub const WORD_MAXIMA: &str = "word-maxima.bin";
/// Largest impact of each concept.
pub const CONCEPT_MAXIMA: &str = "concept-maxima.bin";

/// The opened files.
pub struct Parts {
    /// What the index says of itself.
    pub manifest: Manifest,
    /// The text index.
    pub segment: SegmentReader,
    /// Its fields.
    pub fields: Fields,
    /// Circles and polygons with their documents.
    pub drawn: Vec<(u32, ServiceArea)>,
    ids: MappedFile,
    rows: MappedFile,
    row_offsets: MappedFile,
    records: MappedFile,
    /// The same file, for who runs through all of it.
    records_file: File,
    record_offsets: MappedFile,
    spots: MappedFile,
    marks: MappedFile,
    tree: MappedFile,
    name_ranks: MappedFile,
    word_maxima: MappedFile,
    concept_maxima: MappedFile,
}

impl Parts {
    /// Opens the index in `folder`; checks that its parts agree on how many there are of each.
    pub fn open(folder: &Path) -> Result<Arc<Parts>, OpenError> {
        let manifest = Manifest::open(folder)?;
        let map = |name: &str| {
            MappedFile::open(&folder.join(name)).map_err(|error| OpenError::damaged(name, error))
        };
        let drawn = std::fs::read(folder.join(DRAWN)).map_err(|error| OpenError::damaged(DRAWN, error))?;
        let drawn = serde_json::from_slice(&drawn).map_err(|error| OpenError::damaged(DRAWN, error))?;
        let (segment, fields) = text::open(&folder.join(TEXT))?;
        let parts = Parts {
            segment,
            fields,
            drawn,
            ids: map(IDS)?,
            rows: map(ROWS)?,
            row_offsets: map(ROW_OFFSETS)?,
            records: map(RECORDS)?,
            records_file: File::open(folder.join(RECORDS))
                .map_err(|error| OpenError::damaged(RECORDS, error))?,
            record_offsets: map(RECORD_OFFSETS)?,
            spots: map(SPOTS)?,
            marks: map(MARKS)?,
            tree: map(TREE)?,
            name_ranks: map(NAME_RANKS)?,
            word_maxima: map(WORD_MAXIMA)?,
            concept_maxima: map(CONCEPT_MAXIMA)?,
            manifest,
        };
        parts.check()?;
        Ok(Arc::new(parts))
    }

    fn check(&self) -> Result<(), OpenError> {
        let services = self.manifest.services as usize;
        let documents = self.manifest.all_documents() as usize;
        let places = self.manifest.documents[0] as usize;
        let expected = [
            (IDS, &self.ids, services * 16),
            (ROW_OFFSETS, &self.row_offsets, (services + 1) * 8),
            (RECORD_OFFSETS, &self.record_offsets, (services.div_ceil(BLOCK_SERVICES) + 1) * 8),
            (SPOTS, &self.spots, documents * 16),
            (MARKS, &self.marks, documents * 8 * WORDS),
            (NAME_RANKS, &self.name_ranks, services * 4),
            (TREE, &self.tree, tree::numbers_of(places) * 4),
        ];
        for (name, file, bytes) in expected {
            if file.bytes().len() != bytes {
                let reason = format!("it has {} bytes where {bytes} belong", file.bytes().len());
                return Err(OpenError::damaged(name, reason));
            }
        }
        if self.segment.max_doc() as usize != documents {
            let reason = format!("it holds {} documents, {documents} belong", self.segment.max_doc());
            return Err(OpenError::damaged(TEXT, reason));
        }
        Ok(())
    }

    /// How many services there are.
    pub fn services(&self) -> u32 {
        self.manifest.services as u32
    }

    /// Identifier of a service by its number.
    pub fn id(&self, service: u32) -> Option<ServiceId> {
        let at = service as usize * 16;
        let bytes = self.ids.bytes().get(at..at + 16)?;
        Uuid::from_slice(bytes).ok().map(ServiceId)
    }

    /// Number of a service by its identifier.
    pub fn number(&self, id: ServiceId) -> Option<u32> {
        let wanted = id.0.as_bytes().as_slice();
        let (ids, _) = self.ids.bytes().as_chunks::<16>();
        ids.binary_search_by(|each| each.as_slice().cmp(wanted)).ok().map(|number| number as u32)
    }

    /// The row of a service.
    pub fn row(&self, service: u32) -> Option<Row> {
        rows::read(stacked(&self.rows, &self.row_offsets, service as usize)?, &self.manifest.shared)
    }

    /// By what name the row of a service takes turns with others.
    pub fn name_for_turns(&self, service: u32) -> Option<&str> {
        rows::name_for_turns(stacked(&self.rows, &self.row_offsets, service as usize)?)
    }

    /// The full record of a service.
    pub fn record(&self, service: u32) -> Option<Service> {
        let lines = self.record_block(service as usize / BLOCK_SERVICES)?;
        records::service(&lines, service as usize % BLOCK_SERVICES)
    }

    /// An unpacked block of records.
    pub fn record_block(&self, block: usize) -> Option<Vec<u8>> {
        records::lines(stacked(&self.records, &self.record_offsets, block)?).ok()
    }

    /// The same, read with the memory of `reader`.
    pub fn read_record_block<'a>(&self, block: usize, reader: &'a mut records::Reader) -> Option<&'a [u8]> {
        let offsets: &[u64] = numbers(self.record_offsets.bytes())?;
        let at = *offsets.get(block)?..*offsets.get(block + 1)?;
        reader.lines(&self.records_file, at).ok()
    }

    /// Four numbers a document: three of its spot, then its service.
    pub fn spots(&self) -> &[i32] {
        numbers(self.spots.bytes()).unwrap_or(&[])
    }

    /// [`WORDS`] numbers a document.
    pub fn marks(&self) -> &[u64] {
        numbers(self.marks.bytes()).unwrap_or(&[])
    }

    /// The marks of a document.
    pub fn marks_of(&self, document: u32) -> Marks {
        let at = document as usize * WORDS;
        let mut marks = Marks::default();
        if let Some(words) = self.marks().get(at..at + WORDS) {
            marks.words.copy_from_slice(words);
        }
        marks
    }

    /// The spot of a document.
    pub fn spot(&self, document: u32) -> Spot {
        let at = document as usize * 4;
        match self.spots().get(at..at + 3) {
            Some(&[east, north, out]) => Spot([east, north, out]),
            _ => Spot::default(),
        }
    }

    /// The number of the service a document stands for.
    pub fn service_of(&self, document: u32) -> u32 {
        self.spots().get(document as usize * 4 + 3).map_or(u32::MAX, |service| *service as u32)
    }

    /// The block tree over the documents that are places.
    pub fn tree(&self) -> Option<Tree<'_>> {
        Tree::new(numbers(self.tree.bytes())?, self.manifest.documents[0] as usize)
    }

    /// The place of a service in the order of names.
    pub fn name_rank(&self, service: u32) -> u32 {
        let ranks: &[u32] = numbers(self.name_ranks.bytes()).unwrap_or(&[]);
        ranks.get(service as usize).copied().unwrap_or(u32::MAX)
    }

    /// The number a place at `spot` would have among the places.
    pub fn number_on_curve(&self, spot: Spot) -> u32 {
        let key = spot.curve_key();
        let (mut low, mut high) = (0, self.manifest.documents[0]);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.spot(middle).curve_key() < key { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// The largest impact of the word with this ordinal in the dictionary.
    pub fn word_maximum(&self, ordinal: u64) -> u8 {
        self.word_maxima.bytes().get(ordinal as usize).copied().unwrap_or(u8::MAX)
    }

    /// The largest impact of the concept with this ordinal in the dictionary.
    pub fn concept_maximum(&self, ordinal: u64) -> u8 {
        self.concept_maxima.bytes().get(ordinal as usize).copied().unwrap_or(u8::MAX)
    }
}

fn stacked<'a>(file: &'a MappedFile, offsets: &MappedFile, place: usize) -> Option<&'a [u8]> {
    let offsets: &[u64] = numbers(offsets.bytes())?;
    let (from, to) = (*offsets.get(place)?, *offsets.get(place + 1)?);
    file.bytes().get(from as usize..to as usize)
}
