use std::sync::Arc;

use gazetteer::map::MappedFile;

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

#[test]
fn the_same_services_in_any_order_give_the_same_index() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut seals = Vec::new();
    for backwards in [false, true] {
        let snapshot = folder.path().join("snapshot");
        let mut services: Vec<Service> = (0..300).map(|number| generator::service(9, number)).collect();
        if backwards {
            services.reverse();
        }
        generator::write_snapshot_of(&snapshot, services.into_iter()).expect("a snapshot");
        let index = folder.path().join("index");
        let manifest = build(&snapshot, &Vocabulary::default(), &index, |_| {}).expect("an index");
        let own = manifest.files.into_iter().filter(|(name, _)| !name.starts_with("text/"));
        seals.push(own.collect::<Vec<_>>());
    }
    assert_eq!(seals[0], seals[1]);
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
