use std::path::PathBuf;

use proptest::prelude::*;

use super::*;

fn written(sections: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(FileKind::Places, sections, &mut bytes).unwrap();
    bytes
}

fn opened(bytes: &[u8]) -> Result<Container, GazetteerError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("places.bin");
    std::fs::write(&path, bytes).unwrap();
    Container::open(&path, FileKind::Places, 2)
}

fn example() -> Vec<u8> {
    written(&[b"Ambleford".to_vec(), map::bytes_of(&[1_u32, 2, 3]).to_vec()])
}

#[test]
fn sections_come_back_as_they_were_written() {
    let container = opened(&example()).unwrap();
    assert_eq!(container.bytes(0), b"Ambleford");
    assert_eq!(container.numbers::<u32>(1), [1, 2, 3]);
}

#[test]
fn a_bad_file_is_refused_with_its_name_and_the_command_that_mends_it() {
    let check = |bytes: &[u8], expected: &str| {
        let message = opened(bytes).map(|_| ()).unwrap_err().to_string();
        assert!(message.contains(expected), "{message}");
        assert!(message.contains("places.bin"), "{message}");
        assert!(message.contains("fingerpost gazetteer build"), "{message}");
    };
    let good = example();
    check(b"", "no gazetteer file");
    check(b"PK\x03\x04 something else entirely", "no gazetteer file");
    check(&good[..5], "ends within its header");
    check(&good[..20], "ends within its header");
    check(&good[..good.len() - 1], "bytes and says it has");
    check(&[&good[..], b"\n"].concat(), "bytes and says it has");
    let mut older = good.clone();
    older[8] = 0;
    check(&older, "format 0 and this program reads 1");
    let mut other = good;
    other[12] = FileKind::Areas as u8;
    check(&other, "kind 3 where Places was expected");
    check(&written(&[vec![]]), "1 sections where 2 were expected");
}

#[test]
fn a_missing_file_is_named() {
    let path = PathBuf::from("/nowhere/places.bin");
    let error = Container::open(&path, FileKind::Places, 2).unwrap_err();
    assert!(matches!(error, GazetteerError::Missing { .. }));
    assert!(error.to_string().contains("/nowhere/places.bin"));
}

proptest! {
    #[test]
    fn no_flipped_bit_goes_unnoticed(at in 0_usize..200, bit in 0_u8..8) {
        let mut bytes = example();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        prop_assert!(opened(&bytes).is_err());
    }

    #[test]
    fn no_cut_goes_unnoticed(keep in 0_usize..200) {
        let bytes = example();
        prop_assert!(opened(&bytes[..keep % bytes.len()]).is_err());
    }
}
