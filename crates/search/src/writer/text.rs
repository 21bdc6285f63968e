//! Lays the terms of documents into the text index, in the order of their numbers.
//!
//! Documents come in their final order, so they are indexed in runs of bounded size, two at a time, and
//! the runs are put end to end.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use gazetteer::map::MappedFile;
use tantivy::directory::MmapDirectory;
use tantivy::index::SegmentReader;
use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Index, IndexBuilder, IndexSettings, TERMINATED, TantivyDocument};

use super::BuildError;
use crate::schema::{Fields, schema, tokenizers};

/// Documents indexed in one run at most: bounds memory to about half a gigabyte a run.
const RUN: usize = 400_000;

/// Fewer documents than this are not worth a second run.
const SMALL: usize = 20_000;

/// Runs written at a time.
const WORKERS: usize = 2;

/// Documents of one run: runs of one length, as many as keep every worker busy to the end.
fn run_length(documents: usize) -> usize {
    if documents <= SMALL {
        return SMALL;
    }
    let rounds = documents.div_ceil(RUN * WORKERS);
    documents.div_ceil(rounds * WORKERS)
}

/// Where the terms of a document stand in the spill file: offset, then lengths of the three texts.
#[derive(Debug, Clone, Copy)]
pub struct Spilled {
    /// Where its terms begin.
    pub offset: u64,
    /// Bytes of its words, concepts and place words.
    pub lengths: [u32; 3],
}

/// Makes the text index of `documents` in `folder`, using `scratch` for runs.
pub fn write(
    spill: &MappedFile,
    documents: &[Spilled],
    folder: &Path,
    scratch: &Path,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<(), BuildError> {
    std::fs::create_dir_all(folder)?;
    let runs: Vec<&[Spilled]> = documents.chunks(run_length(documents.len())).collect();
    if runs.len() <= 1 {
        write_run(spill, documents, folder, progress)?;
        return Ok(());
    }
    let next = AtomicUsize::new(0);
    let made: Mutex<Vec<Option<Index>>> = Mutex::new(vec![None; runs.len()]);
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(WORKERS);
    let outcomes: Vec<Result<(), BuildError>> = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..workers)
            .map(|_| {
                scope.spawn(|| {
                    loop {
                        let run = next.fetch_add(1, Ordering::Relaxed);
                        let Some(documents) = runs.get(run) else { return Ok(()) };
                        let place = scratch.join(format!("run-{run}"));
                        std::fs::create_dir_all(&place)?;
                        let index = write_run(spill, documents, &place, progress)?;
                        made.lock().unwrap_or_else(PoisonError::into_inner)[run] = Some(index);
                    }
                })
            })
            .collect();
        handles.into_iter().map(|handle| handle.join().unwrap_or(Err(BuildError::Worker))).collect()
    });
    for outcome in outcomes {
        outcome?;
    }
    let made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    let indices: Vec<Index> = made.into_iter().flatten().collect();
    tantivy::indexer::merge_indices(&indices, directory(folder)?)?;
    Ok(())
}

fn directory(folder: &Path) -> Result<MmapDirectory, BuildError> {
    MmapDirectory::open(folder).map_err(|error| BuildError::Text(error.into()))
}

fn write_run(
    spill: &MappedFile,
    documents: &[Spilled],
    folder: &Path,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Index, BuildError> {
    let (schema, fields) = schema();
    let mut writer = IndexBuilder::new()
        .schema(schema)
        .settings(IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() })
        .tokenizers(tokenizers())
        .single_segment_index_writer(directory(folder)?, 1 << 30)?;
    for (count, spilled) in documents.iter().enumerate() {
        let mut document = TantivyDocument::new();
        let mut offset = spilled.offset as usize;
        for (field, length) in [fields.words, fields.concepts, fields.places].into_iter().zip(spilled.lengths)
        {
            let end = offset + length as usize;
            let text = spill.bytes().get(offset..end).and_then(|text| std::str::from_utf8(text).ok());
            document.add_text(field, text.ok_or(BuildError::Worker)?);
            offset = end;
        }
        writer.add_document(document)?;
        if count % 1000 == 999 {
            progress(1000);
        }
    }
    progress(documents.len() as u64 % 1000);
    Ok(writer.finalize()?)
}

/// The largest impact each term reaches, a byte a term in the order of the dictionary.
pub fn maxima(segment: &SegmentReader, field: Field) -> Result<Vec<u8>, BuildError> {
    let inverted = segment.inverted_index(field)?;
    let mut maxima = Vec::with_capacity(inverted.terms().num_terms());
    let mut stream = inverted.terms().stream()?;
    while let Some((_, info)) = stream.next() {
        let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
        let mut largest = 0;
        while postings.doc() != TERMINATED {
            largest = largest.max(postings.term_freq());
            postings.advance();
        }
        maxima.push(largest.min(255) as u8);
    }
    Ok(maxima)
}

/// The one segment of the text index in `folder`.
pub fn open(folder: &Path) -> Result<(SegmentReader, Fields), tantivy::TantivyError> {
    let index = Index::open(MmapDirectory::open(folder)?)?;
    let (_, fields) = schema();
    let segments = index.searchable_segments()?;
    match segments.as_slice() {
        [segment] => Ok((SegmentReader::open(segment)?, fields)),
        others => {
            Err(tantivy::TantivyError::SchemaError(format!("{} segments where one was made", others.len())))
        }
    }
}
