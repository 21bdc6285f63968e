//! Plain tantivy with a filter, as most would write it: every match tested against latitude and longitude
//! columns. And the same documents as a table, for other peers.

use std::collections::BinaryHeap;
use std::io::{BufWriter, Write};
use std::path::Path;

use model::place::Point;
use tantivy::columnar::Column;
use tantivy::query::{BooleanQuery, EnableScoring, Query as _, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};
use tantivy::{DocSet, Index, IndexWriter, Searcher, TERMINATED, TantivyDocument, Term};

use super::Asked;
use crate::catalogue::Catalogue;
use crate::rank::Decay;
use crate::writer::word_terms;

/// The opened plain index.
pub struct Plain {
    searcher: Searcher,
    words: Field,
}

/// A document of the table: number, latitude, longitude, stated to cost something, words.
struct Row {
    number: u64,
    point: Point,
    is_paid: bool,
    words: String,
}

fn rows(catalogue: &Catalogue) -> impl Iterator<Item = Row> + '_ {
    let mut number = 0;
    catalogue.services().flat_map(move |service| {
        let words = word_terms(&service).join(" ");
        let is_paid =
            matches!(service.cost.kind, model::cost::CostKind::Paid | model::cost::CostKind::Donation);
        let rows: Vec<Row> = service
            .locations
            .iter()
            .filter_map(|location| location.located.as_ref())
            .map(|located| {
                number += 1;
                Row { number, point: located.point, is_paid, words: words.clone() }
            })
            .collect();
        rows
    })
}

/// Writes the documents as tab-separated lines, for PostgreSQL and SQLite.
pub fn export(catalogue: &Catalogue, path: &Path) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::fs::File::create(path)?);
    for row in rows(catalogue) {
        let Point { latitude, longitude } = row.point;
        writeln!(out, "{}\t{latitude}\t{longitude}\t{}\t{}", row.number, u8::from(row.is_paid), row.words)?;
    }
    out.flush()
}

impl Plain {
    /// Builds the plain index in memory-mapped files of `folder`.
    pub fn build(catalogue: &Catalogue, folder: &Path) -> tantivy::Result<Plain> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("spaces")
            .set_index_option(IndexRecordOption::WithFreqs);
        let words = schema.add_text_field("words", TextOptions::default().set_indexing_options(indexing));
        let latitude = schema.add_f64_field("latitude", FAST);
        let longitude = schema.add_f64_field("longitude", FAST);
        let paid = schema.add_u64_field("paid", FAST);
        let number = schema.add_u64_field("number", FAST | STORED);
        // One that was not finished is of no use.
        let _ = std::fs::remove_dir_all(folder);
        std::fs::create_dir_all(folder)?;
        let index = Index::create_in_dir(folder, schema.build())?;
        index.tokenizers().register("spaces", TextAnalyzer::from(WhitespaceTokenizer::default()));
        let mut writer: IndexWriter = index.writer_with_num_threads(2, 400_000_000)?;
        for row in rows(catalogue) {
            let mut document = TantivyDocument::new();
            document.add_text(words, &row.words);
            document.add_f64(latitude, row.point.latitude);
            document.add_f64(longitude, row.point.longitude);
            document.add_u64(paid, u64::from(row.is_paid));
            document.add_u64(number, row.number);
            writer.add_document(document)?;
        }
        writer.commit()?;
        let segments = index.searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
        }
        writer.wait_merging_threads()?;
        let reader = index.reader()?;
        Ok(Plain { searcher: reader.searcher(), words })
    }

    /// Metres to the nearest matches.
    pub fn nearest(&self, asked: &Asked, rows: usize) -> Vec<f64> {
        let mut heap: BinaryHeap<u64> = BinaryHeap::new();
        self.each(asked, false, |metres, _| keep(&mut heap, (metres * 1000.0) as u64, rows));
        heap.into_sorted_vec().into_iter().map(|millimetres| millimetres as f64 / 1000.0).collect()
    }

    /// Scores of the best matches by BM25 and decay.
    pub fn best(&self, asked: &Asked, rows: usize, half_metres: f32) -> Vec<u64> {
        let decay = Decay { half_metres };
        let mut heap: BinaryHeap<u64> = BinaryHeap::new();
        self.each(asked, true, |metres, score| {
            let score = score * decay.at(metres as f32);
            keep(&mut heap, u64::from(u32::MAX - score.to_bits()), rows);
        });
        heap.into_sorted_vec()
    }

    fn each(&self, asked: &Asked, scored: bool, mut take: impl FnMut(f64, f32)) {
        let terms = asked.words.iter().map(|word| {
            let term = Term::from_field_text(self.words, word);
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) as Box<dyn tantivy::query::Query>
        });
        let query = BooleanQuery::intersection(terms.collect());
        let scoring = if scored {
            EnableScoring::enabled_from_searcher(&self.searcher)
        } else {
            EnableScoring::disabled_from_searcher(&self.searcher)
        };
        let Ok(weight) = query.weight(scoring) else { return };
        for segment in self.searcher.segment_readers() {
            let fast = segment.fast_fields();
            let (Ok(latitudes), Ok(longitudes), Ok(paid)) =
                (fast.f64("latitude"), fast.f64("longitude"), fast.u64("paid"))
            else {
                continue;
            };
            let Ok(mut scorer) = weight.scorer(segment, 1.0) else { continue };
            let mut document = scorer.doc();
            while document != TERMINATED {
                let point =
                    Point { latitude: value(&latitudes, document), longitude: value(&longitudes, document) };
                let metres = point.distance_metres(&asked.point);
                let is_free = !asked.is_free || paid.first(document) == Some(0);
                if metres <= asked.metres && is_free {
                    take(metres, if scored { scorer.score() } else { 0.0 });
                }
                document = scorer.advance();
            }
        }
    }
}

fn value(column: &Column<f64>, document: u32) -> f64 {
    column.first(document).unwrap_or(0.0)
}

fn keep(heap: &mut BinaryHeap<u64>, key: u64, rows: usize) {
    if heap.len() < rows {
        heap.push(key);
    } else if heap.peek().is_some_and(|worst| key < *worst) {
        heap.pop();
        heap.push(key);
    }
}
