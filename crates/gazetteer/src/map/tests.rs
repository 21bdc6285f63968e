use super::*;

fn mapped(bytes: &[u8]) -> MappedFile {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("numbers");
    std::fs::write(&path, bytes).unwrap();
    MappedFile::open(&path).unwrap()
}

#[test]
fn numbers_written_are_the_numbers_read() {
    let file = mapped(bytes_of(&[1_u32, 7, u32::MAX]));
    assert_eq!(file.numbers::<u32>(0, 3), Some(&[1, 7, u32::MAX][..]));
    assert_eq!(file.numbers::<u32>(4, 1), Some(&[7][..]));
    assert_eq!(file.numbers::<f32>(0, 0), Some(&[][..]));
    let floats = mapped(bytes_of(&[1.5_f64, f64::NEG_INFINITY]));
    assert_eq!(floats.numbers::<f64>(0, 2), Some(&[1.5, f64::NEG_INFINITY][..]));
}

#[test]
fn what_passes_the_end_or_is_not_aligned_is_refused() {
    let file = mapped(&[0; 16]);
    assert!(file.numbers::<u32>(0, 5).is_none());
    assert!(file.numbers::<u32>(usize::MAX, 1).is_none());
    assert!(file.numbers::<u64>(0, usize::MAX).is_none());
    assert!(file.numbers::<u32>(2, 1).is_none());
    assert!(numbers::<u32>(&file.bytes()[..7]).is_none());
    assert!(u32_at(file.bytes(), 13).is_none());
    assert_eq!(u64_at(file.bytes(), 8), Some(0));
}

#[test]
fn an_empty_file_is_an_empty_slice() {
    assert_eq!(mapped(&[]).bytes(), b"");
    assert_eq!(mapped(&[]).numbers::<u64>(0, 0).map(<[u64]>::len), Some(0));
}

#[test]
fn a_mapping_outlives_the_name_of_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("numbers");
    std::fs::write(&path, [9_u8; 4]).unwrap();
    let file = MappedFile::open(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(file.bytes(), [9; 4]);
    assert!(MappedFile::open(&path).is_err());
}
