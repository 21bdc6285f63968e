//! Lays the terms of documents into the text index, in the order of their numbers.
//!
//! Terms are numbered already and documents come in their final order, so the postings of each term are
//! put side by side by counting, a bounded stretch of terms at a time, and handed to tantivy's own
//! serialiser. tantivy's writer would look every term of every document up once for each step of its
//! impact: that was 40 of the 100 seconds of building a million services.

use std::path::{Path, PathBuf};

use tantivy::directory::{Directory, MmapDirectory};
use tantivy::index::{SegmentComponent, SegmentReader};
use tantivy::postings::{FieldSerializer, InvertedIndexSerializer};
use tantivy::schema::IndexRecordOption;
use tantivy::{Index, IndexBuilder, IndexSettings, Segment, TantivyDocument};

use super::BuildError;
use super::numbering::Numbering;
use super::terms::{CONCEPTS, FIELDS, IMPACT_BITS, PLACES, WORDS, entry, parted};
use crate::schema::{Fields, schema};

/// Postings put side by side at a time: half a gigabyte.
const STRETCH: u64 = 1 << 27;

/// Memory that tantivy's writer may use for documents that hold nothing.
const WRITER_BYTES: usize = 15_000_000;

/// Where the terms of a document stand among all entries.
#[derive(Debug, Clone, Copy)]
pub struct Spilled {
    /// The first of its entries.
    pub first: u64,
    /// Entries of its words, concepts and places.
    pub lengths: [u32; FIELDS],
    /// Whose numbers they are.
    pub epoch: u32,
}

/// What is laid into the index: the documents in order, and the entries they point into.
pub struct Laying<'a> {
    /// Entries of all services.
    pub entries: &'a [u32],
    /// The documents in order.
    pub documents: &'a [Spilled],
    /// All terms.
    pub numbering: &'a Numbering,
}

/// The largest impact each term reaches, a byte a term in the order of the dictionary, of each field.
pub type Maxima = [Vec<u8>; FIELDS];

impl Laying<'_> {
    /// Makes the text index in `folder`. `progress` hears how many of how many postings are laid.
    pub fn write(&self, folder: &Path, mut progress: impl FnMut(u64, u64)) -> Result<Maxima, BuildError> {
        if self.documents.len() >= 1 << (u32::BITS - IMPACT_BITS) {
            return Err(BuildError::TooMany);
        }
        std::fs::create_dir_all(folder)?;
        let segment = empty_segment(self.documents.len(), folder)?;
        let of = self.numbering.documents.iter().flatten().map(|count| u64::from(*count)).sum();
        let mut done = 0;
        let mut maxima = Maxima::default();
        let mut serializer = InvertedIndexSerializer::open(&segment)?;
        let (schema, fields) = schema();
        for (number, field) in [(WORDS, fields.words), (CONCEPTS, fields.concepts), (PLACES, fields.places)] {
            let counts = &self.numbering.documents[number];
            let option = schema.get_field_entry(field).field_type().index_record_option();
            let has_impact = option.is_some_and(IndexRecordOption::has_freq);
            // Nobody reads this sum: scores are ours. Tantivy's own writer counts tokens here.
            let tokens = counts.iter().map(|count| u64::from(*count)).sum();
            let mut out = serializer.new_field(field, tokens, None)?;
            let mut terms = self.numbering.terms();
            let mut from = 0;
            while from < self.numbering.len() {
                let stretch = Stretch::from(from, counts);
                let postings = stretch.gather(self, number);
                let to = from + stretch.starts.len();
                stretch.hand_on(&postings, &mut terms, has_impact, &mut out, &mut maxima[number])?;
                done += postings.len() as u64;
                progress(done, of);
                from = to;
            }
            out.close()?;
        }
        serializer.close()?;
        Ok(maxima)
    }
}

/// Neighbouring terms whose postings are put side by side together.
struct Stretch {
    first: usize,
    /// Where the postings of each term begin.
    starts: Vec<u32>,
    postings: usize,
}

impl Stretch {
    /// As many terms from `first` on as may be taken at a time: at least one.
    fn from(first: usize, counts: &[u32]) -> Stretch {
        let mut starts = Vec::new();
        let mut postings: u64 = 0;
        for count in &counts[first..] {
            let after = postings + u64::from(*count);
            if after > STRETCH && !starts.is_empty() {
                break;
            }
            starts.push(postings as u32);
            postings = after;
        }
        Stretch { first, starts, postings: postings as usize }
    }

    /// The postings of these terms, those of each one after another in the order of documents.
    fn gather(&self, laying: &Laying<'_>, field: usize) -> Vec<u32> {
        let mut postings = vec![0; self.postings];
        let mut next = self.starts.clone();
        for (document, spilled) in laying.documents.iter().enumerate() {
            let before: u32 = spilled.lengths[..field].iter().sum();
            let from = spilled.first as usize + before as usize;
            let places = laying.numbering.places(spilled.epoch);
            for one in &laying.entries[from..from + spilled.lengths[field] as usize] {
                let (number, impact) = parted(*one);
                let place = (places[number as usize] as usize).wrapping_sub(self.first);
                if let Some(at) = next.get_mut(place) {
                    postings[*at as usize] = entry(document as u32, impact);
                    *at += 1;
                }
            }
        }
        postings
    }

    /// Hands the postings to the serialiser, a term after another.
    fn hand_on<'t>(
        &self,
        postings: &[u32],
        terms: &mut impl Iterator<Item = &'t str>,
        has_impact: bool,
        out: &mut FieldSerializer<'_>,
        maxima: &mut Vec<u8>,
    ) -> Result<(), BuildError> {
        let ends = self.starts[1..].iter().copied().chain([self.postings as u32]);
        for (from, to) in self.starts.iter().zip(ends) {
            let term = terms.next().ok_or(BuildError::Worker)?;
            let of_term = &postings[*from as usize..to as usize];
            if of_term.is_empty() {
                continue;
            }
            let mut largest = 0;
            out.new_term(term.as_bytes(), of_term.len() as u32, has_impact)?;
            for posting in of_term {
                let (document, impact) = parted(*posting);
                largest = largest.max(impact);
                out.write_doc(document, if has_impact { u32::from(impact) } else { 0 }, &[]);
            }
            out.close_term()?;
            maxima.push(largest);
        }
        Ok(())
    }
}

/// A segment of so many documents with nothing in them yet, whose postings are still to be written.
fn empty_segment(documents: usize, folder: &Path) -> Result<Segment, BuildError> {
    let directory = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
    let mut writer = IndexBuilder::new()
        .schema(schema().0)
        .settings(IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() })
        .single_segment_index_writer(directory, WRITER_BYTES)?;
    for _ in 0..documents {
        writer.add_document(TantivyDocument::new())?;
    }
    let index = writer.finalize()?;
    let segment = the_one_segment(&index)?;
    for part in [SegmentComponent::Terms, SegmentComponent::Postings, SegmentComponent::Positions] {
        let path: PathBuf = segment.relative_path(part);
        index.directory().delete(&path).map_err(|error| std::io::Error::other(error.to_string()))?;
    }
    Ok(segment)
}

fn the_one_segment(index: &Index) -> Result<Segment, tantivy::TantivyError> {
    let mut segments = index.searchable_segments()?;
    match segments.len() {
        1 => Ok(segments.remove(0)),
        others => Err(tantivy::TantivyError::SchemaError(format!("{others} segments where one was made"))),
    }
}

/// The one segment of the text index in `folder`.
pub fn open(folder: &Path) -> Result<(SegmentReader, Fields), tantivy::TantivyError> {
    let index = Index::open(MmapDirectory::open(folder)?)?;
    let (_, fields) = schema();
    Ok((SegmentReader::open(&the_one_segment(&index)?)?, fields))
}
