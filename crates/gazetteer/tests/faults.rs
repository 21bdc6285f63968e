//! Every shipped file cut short, flipped, replaced and removed in turn: refused on opening, by name.

use std::fs;
use std::path::Path;

use gazetteer::{Gazetteer, GazetteerError};

const FILES: [&str; 4] = ["postcodes-gb.bin", "postcodes-ni.bin", "areas.bin", "places.bin"];

struct Folder {
    folder: tempfile::TempDir,
    files: Vec<Vec<u8>>,
}

impl Folder {
    fn new() -> Folder {
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../index-data/gazetteer");
        let folder = tempfile::tempdir().expect("a folder");
        let files: Vec<Vec<u8>> =
            FILES.iter().map(|name| fs::read(shipped.join(name)).expect("the shipped file reads")).collect();
        for (name, bytes) in FILES.iter().zip(&files) {
            fs::write(folder.path().join(name), bytes).expect("written");
        }
        Folder { folder, files }
    }

    /// Opens the folder with one file holding other bytes, then puts the file back.
    fn opened_with(&self, which: usize, bytes: &[u8]) -> Result<Gazetteer, GazetteerError> {
        self.put(which, bytes);
        let opened = Gazetteer::open(self.folder.path());
        self.put(which, &self.files[which]);
        opened
    }

    /// A file is never written over: somebody may have it mapped.
    fn put(&self, which: usize, bytes: &[u8]) {
        let path = self.folder.path().join(FILES[which]);
        fs::remove_file(&path).expect("removed");
        fs::write(&path, bytes).expect("written");
    }

    fn check_refused(&self, which: usize, bytes: &[u8], what: &str) {
        let name = FILES[which];
        match self.opened_with(which, bytes) {
            Ok(_) => panic!("`{name}` was opened though {what}"),
            Err(error) => {
                let message = error.to_string();
                assert!(message.contains(name), "{message}");
                assert!(message.contains("fingerpost gazetteer build"), "{message}");
            }
        }
    }
}

#[test]
fn a_file_cut_short_anywhere_is_refused() {
    let folder = Folder::new();
    for (which, bytes) in folder.files.iter().enumerate() {
        for keep in [0, 1, 7, 8, 31, 40, 100, bytes.len() / 2, bytes.len() - 8, bytes.len() - 1] {
            folder.check_refused(which, &bytes[..keep], &format!("only {keep} bytes are left"));
        }
    }
}

#[test]
fn a_file_with_one_changed_bit_anywhere_is_refused() {
    let folder = Folder::new();
    for (which, bytes) in folder.files.iter().enumerate() {
        let mut bytes = bytes.clone();
        for place in [0, 8, 12, 16, 24, 32, 44, bytes.len() / 3, bytes.len() * 4 / 5, bytes.len() - 1] {
            bytes[place] ^= 0x10;
            folder.check_refused(which, &bytes, &format!("byte {place} is flipped"));
            bytes[place] ^= 0x10;
        }
        assert!(folder.opened_with(which, &bytes).is_ok());
    }
}

#[test]
fn a_file_of_another_kind_or_length_is_refused() {
    let folder = Folder::new();
    for (which, bytes) in folder.files.iter().enumerate() {
        folder.check_refused(which, b"postcode,lat,lon\nSK4 3AA,53.4,-2.2\n", "it is a table");
        folder.check_refused(which, &[bytes, &[0; 8][..]].concat(), "bytes were added");
        // A postcode file in the place of another is whole; only its own kind tells.
        let other = if which < 2 { 2 } else { 0 };
        folder.check_refused(which, &folder.files[other], "it is another of our files");
    }
}

#[test]
fn a_gazetteer_that_is_open_survives_the_replacement_of_its_files() {
    let folder = Folder::new();
    let gazetteer = Gazetteer::open(folder.folder.path()).expect("it opens");
    for which in 0..FILES.len() {
        folder.put(which, b"");
    }
    assert!(gazetteer.find_postcode("SK4 3AA").point().is_some());
    assert!(!gazetteer.places_named("Stockport").is_empty());
    assert_eq!(gazetteer.postcodes().count(), 2_697_998);
}
