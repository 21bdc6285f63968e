use std::sync::Arc;

use gazetteer::map::MappedFile;
use tantivy::directory::MmapDirectory;
use tantivy::index::SegmentReader;
use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager, WhitespaceTokenizer};
use tantivy::{DocSet, IndexBuilder, TERMINATED, TantivyDocument};

use super::*;
use crate::generator;
use crate::geometry::Spot;
use crate::near::Near;

fn built(count: u64) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let snapshot = folder.path().join("snapshot");
    generator::write_snapshot(&snapshot, 5, count).expect("a snapshot");
    let index = folder.path().join("index");
    build(&snapshot, &Vocabulary::default(), &index, |_| {}).expect("an index");
    (folder, index)
}

#[test]
fn every_service_comes_back_whole_in_the_order_of_ids() {
    let (_folder, index) = built(700);
    let parts = Parts::open(&index).expect("it opens");
    assert_eq!(parts.services(), 700);
    let mut last = None;
    for number in 0..700 {
        let id = parts.id(number).expect("an id");
        assert!(last < Some(id));
        last = Some(id);
        assert_eq!(parts.number(id), Some(number));
        let service = parts.record(number).expect("a record");
        assert_eq!(service.id, id);
        let row = parts.row(number).expect("a row");
        assert_eq!(row.name, service.name);
    }
}

#[test]
fn places_stand_along_the_curve_and_both_trees_agree() {
    let (_folder, index) = built(900);
    let parts = Parts::open(&index).expect("it opens");
    let places = parts.manifest.documents[0];
    let keys: Vec<u64> = (0..places).map(|document| parts.spot(document).curve_key()).collect();
    assert!(keys.is_sorted());
    let near = Near::open(&parts);
    let from = Spot::of(model::place::Point { latitude: 53.5, longitude: -2.2 });
    let mut truth: Vec<(u64, u32)> =
        (0..places).map(|document| (parts.spot(document).chord2(from), document)).collect();
    truth.sort_unstable();
    let nearest: Vec<(u64, u32)> = near
        .nearest(&parts, from, 30, |_| true)
        .into_iter()
        .map(|(document, chord2)| (chord2, document))
        .collect();
    assert_eq!(nearest, truth[..30]);
}

/// The seals of all files but those that name the moment; tantivy gives its files a new name each time.
fn seals(manifest: &Manifest) -> BTreeMap<String, FileSeal> {
    let files =
        manifest.files.iter().filter(|(name, _)| !name.ends_with(".json") || !name.starts_with("text/"));
    files
        .map(|(name, seal)| match name.strip_prefix("text/").and_then(|name| name.rsplit_once('.')) {
            Some((_, kind)) => (format!("text/{kind}"), seal.clone()),
            None => (name.clone(), seal.clone()),
        })
        .collect()
}

#[test]
fn the_same_services_in_any_order_on_any_number_of_workers_give_the_same_index() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let vocabulary = Vocabulary::default();
    let mut all = Vec::new();
    for (workers, backwards) in [(1, false), (1, true), (2, false), (5, true)] {
        let snapshot = folder.path().join("snapshot");
        let mut services: Vec<Service> = (0..3_000).map(|number| generator::service(9, number)).collect();
        if backwards {
            services.reverse();
        }
        generator::write_snapshot_of(&snapshot, services.into_iter()).expect("a snapshot");
        let index = folder.path().join("index");
        let manifest = build_with(workers, &snapshot, &vocabulary, &index, |_| {}).expect("an index");
        all.push(seals(&manifest));
    }
    assert!(all[0].contains_key("text/idx") && all[0].contains_key("text/term"));
    for other in &all[1..] {
        assert_eq!(&all[0], other);
    }
}

#[test]
fn damage_is_named_with_the_command_that_mends_it() {
    let (_folder, index) = built(50);
    let check = |change: &dyn Fn(), expected: &str| {
        change();
        let told = match Parts::open(&index) {
            Ok(_) => "it opened".to_owned(),
            Err(error) => error.to_string(),
        };
        assert!(told.contains(expected) && told.contains("`fingerpost index`"), "{told}");
    };
    let marks = index.join(crate::parts::MARKS);
    let whole = std::fs::read(&marks).expect("marks");
    check(&|| std::fs::write(&marks, &whole[..whole.len() - 1]).expect("written"), "marks.bin");
    let mut other = whole.clone();
    other[3] ^= 1;
    check(&|| std::fs::write(&marks, &other).expect("written"), "marks.bin");
    std::fs::write(&marks, &whole).expect("written");
    let manifest = index.join(manifest::FILE);
    let text = std::fs::read_to_string(&manifest).expect("a manifest");
    let older = text.replace(&format!("\"version\": {VERSION}"), "\"version\": 0");
    check(&|| std::fs::write(&manifest, &older).expect("written"), "version 0");
    check(&|| std::fs::remove_file(&manifest).expect("removed"), "there is no index");
}

#[test]
fn an_empty_snapshot_is_an_empty_index() {
    let (_folder, index) = built(0);
    let parts: Arc<Parts> = Parts::open(&index).expect("it opens");
    assert_eq!(parts.services(), 0);
    assert!(MappedFile::open(&index.join(crate::parts::SPOTS)).expect("mapped").bytes().is_empty());
}

/// A term with its documents and their impacts.
type Told = (Vec<u8>, Vec<(u32, u32)>);

/// Postings of every term of a field, as a segment gives them.
fn postings(segment: &SegmentReader, field: Field) -> Vec<Told> {
    let inverted = segment.inverted_index(field).expect("the field");
    let mut stream = inverted.terms().stream().expect("its terms");
    let mut all = Vec::new();
    while let Some((term, info)) = stream.next() {
        let mut list =
            inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs).expect("its postings");
        let mut documents = Vec::new();
        while list.doc() != TERMINATED {
            documents.push((list.doc(), list.term_freq()));
            list.advance();
        }
        assert_eq!(documents.len(), info.doc_freq as usize);
        all.push((term.to_vec(), documents));
    }
    all
}

#[test]
fn postings_laid_by_counting_are_those_that_tantivys_own_writer_lays() {
    let (_folder, index) = built(1500);
    let parts = Parts::open(&index).expect("it opens");
    let (schema, fields) = crate::schema::schema();
    let theirs = tempfile::tempdir().expect("a temporary folder");
    let tokenizers = TokenizerManager::default();
    tokenizers.register("raw", TextAnalyzer::from(WhitespaceTokenizer::default()));
    let mut writer = IndexBuilder::new()
        .schema(schema)
        .tokenizers(tokenizers)
        .single_segment_index_writer(MmapDirectory::open(theirs.path()).expect("a folder"), 15_000_000)
        .expect("a writer");
    for document in 0..parts.manifest.all_documents() {
        let service = parts.record(parts.service_of(document)).expect("its service");
        let mut texts = [String::new(), String::new(), String::new()];
        for (field, term, impact) in spelt(&service) {
            for _ in 0..impact {
                texts[field].push_str(&term);
                texts[field].push(' ');
            }
        }
        let mut document = TantivyDocument::new();
        for (field, text) in [fields.words, fields.concepts, fields.places].into_iter().zip(texts) {
            document.add_text(field, text);
        }
        writer.add_document(document).expect("it takes the document");
    }
    writer.finalize().expect("an index");
    let (theirs, _) = text::open(theirs.path()).expect("it opens");
    assert_eq!(parts.segment.max_doc(), theirs.max_doc());
    for field in [fields.words, fields.concepts, fields.places] {
        assert_eq!(postings(&parts.segment, field), postings(&theirs, field));
    }
    let words = postings(&theirs, fields.words);
    for (ordinal, (_, documents)) in words.iter().enumerate() {
        let largest = documents.iter().map(|(_, impact)| *impact).max();
        assert_eq!(Some(u32::from(parts.word_maximum(ordinal as u64))), largest);
    }
}

#[test]
fn terms_that_workers_learnt_anew_are_one_term() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |epoch: u32, words: &[&str]| {
        let mut terms = terms::Terms::new(epoch, 1);
        let mut entries = Entries::default();
        for word in words {
            let word = terms.word(word);
            terms.add_word(word, 1.0);
        }
        terms.write(terms::WORDS, 2, &mut entries, |_| 3);
        let path = folder.path().join(epoch.to_string());
        std::fs::write(&path, terms.learnt().terms).expect("written");
        (entries, numbering::Run { epoch, file: MappedFile::open(&path).expect("mapped") })
    };
    let told = [run(0, &["yoga", "choir"]), run(1, &["choir", "art"]), run(4, &["yoga"])];
    let (entries, runs): (Vec<Entries>, Vec<numbering::Run>) = told.into_iter().unzip();
    let all = numbering::Numbering::of(&runs, &folder.path().join("all")).expect("merged");
    assert_eq!(all.terms().collect::<Vec<_>>(), ["art", "choir", "yoga"]);
    assert_eq!(all.documents[terms::WORDS], [2, 4, 4]);
    assert_eq!(all.documents[terms::PLACES], [0, 0, 0]);
    let places = entries.iter().zip(&runs).map(|(entries, run)| {
        let numbers = entries.entries.iter().map(|entry| terms::parted(*entry).0 as usize);
        numbers.map(|number| all.places(run.epoch)[number]).collect::<Vec<_>>()
    });
    assert_eq!(places.collect::<Vec<_>>(), [vec![2, 1], vec![1, 0], vec![2]]);
}
