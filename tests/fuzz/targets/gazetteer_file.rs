//! Gazetteer files with bytes changed and the checksum put right again: opened and asked, or refused,
//! but never the end of the program.
#![no_main]

use std::fs;
use std::sync::LazyLock;

use gazetteer::Gazetteer;
use gazetteer::container::fuzzing::reseal;
use libfuzzer_sys::fuzz_target;
use model::identifier::AreaCode;
use model::place::Point;

struct Small {
    folder: tempfile::TempDir,
    files: Vec<Vec<u8>>,
}

static SMALL: LazyLock<Small> = LazyLock::new(|| {
    let folder = fuzz::folder();
    fuzz::build(folder.path());
    let files = fuzz::FILES.iter().map(|name| fs::read(folder.path().join(name)).unwrap()).collect();
    Small { folder, files }
});

// Which file; whether to put the checksum right; then changes: where (two bytes), to what (one byte).
fuzz_target!(|input: &[u8]| {
    let [which, seal, changes @ ..] = input else { return };
    let which = usize::from(*which) % fuzz::FILES.len();
    let mut bytes = SMALL.files[which].clone();
    for change in changes.chunks_exact(3) {
        let at = usize::from(u16::from_le_bytes([change[0], change[1]])) % bytes.len();
        bytes[at] = change[2];
    }
    if seal % 4 == 0 {
        bytes.truncate(bytes.len() - changes.len() % bytes.len().min(64));
    }
    if seal % 2 == 1 {
        reseal(&mut bytes);
    }
    // A new name each time: mapped files are never written to.
    let path = SMALL.folder.path().join(fuzz::FILES[which]);
    fs::remove_file(&path).unwrap();
    fs::write(&path, &bytes).unwrap();
    if let Ok(gazetteer) = Gazetteer::open(SMALL.folder.path()) {
        ask(&gazetteer);
    }
    fs::remove_file(&path).unwrap();
    fs::write(&path, &SMALL.files[which]).unwrap();
});

fn ask(gazetteer: &Gazetteer) {
    for typed in ["SK4 3AA", "SK4 3AE", "SK4 3ZZ", "SK4 9", "SK4", "ZE1 0AA", "NPT 0AD", "BT1 1AA", "BT1"] {
        if let Some(record) = gazetteer.find_postcode(typed).record() {
            gazetteer.label(record);
            gazetteer.areas_of(record);
        }
    }
    gazetteer.postcodes().count();
    for point in [Point { latitude: 53.4, longitude: -2.2 }, Point { latitude: -80.0, longitude: 170.0 }] {
        gazetteer.nearest_postcode(point);
        gazetteer.label_at(point);
        gazetteer.areas_at(point);
        gazetteer.contains(&AreaCode("E08000007".to_owned()), point);
    }
    for name in ["Stockport", "st ives", "manchestr", "q", ""] {
        gazetteer.places_named(name);
        gazetteer.suggest_places(name, 5);
        gazetteer.similar_places(name, 5);
    }
    for code in ["E08000007", "E12000002", "E01005858", "E92000001", ""] {
        gazetteer.area(&AreaCode(code.to_owned()));
    }
    gazetteer.attributions();
}
