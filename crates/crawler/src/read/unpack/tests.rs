use std::io::{Cursor, Write};

use super::*;

fn part(name: &str, bytes: Vec<u8>) -> Part {
    Part { name: name.to_owned(), charset: None, bytes: Box::new(Cursor::new(bytes)) }
}

fn unpacked(
    name: &str,
    bytes: Vec<u8>,
    wanted: Option<&str>,
    limits: Limits,
) -> Result<Vec<(String, String)>, ReadError> {
    let mut found = Vec::new();
    members(part(name, bytes), wanted, limits, &mut |name, bytes| {
        let mut text = String::new();
        bytes.read_to_string(&mut text).map_err(|error| ReadError::io(name, &error))?;
        found.push((name.to_owned(), text));
        Ok(())
    })?;
    Ok(found)
}

const LIMITS: Limits = Limits { unpacked_bytes: 64 * 1024 * 1024, ratio: 250 };

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    liblzma::read::XzEncoder::new(bytes, 6).read_to_end(&mut out).expect("memory");
    out
}

fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

#[test]
fn every_package_is_opened_by_its_first_bytes() {
    let text = b"name\nChoir\n";
    let brotli_bytes = {
        let mut out = Vec::new();
        brotli::CompressorReader::new(&text[..], 4096, 5, 20).read_to_end(&mut out).expect("memory");
        out
    };
    let cases: [(&str, Vec<u8>, &str); 7] = [
        ("a.csv", text.to_vec(), "a.csv"),
        ("a.csv.gz", gzip(text), "a.csv"),
        ("a.csv", gzip(text), "a.csv"),
        ("a.csv.zst", zstd::encode_all(&text[..], 3).expect("memory"), "a.csv"),
        ("a.csv.xz", xz(text), "a.csv"),
        ("a.csv.br", brotli_bytes, "a.csv"),
        ("a.zip", zip_of(&[("a.csv", text)]), "a.csv"),
    ];
    for (name, bytes, expected) in cases {
        let found = unpacked(name, bytes, None, LIMITS).expect(name);
        assert_eq!(found, [(expected.to_owned(), "name\nChoir\n".to_owned())], "{name}");
    }
}

#[test]
fn a_member_is_chosen_by_name() {
    let bytes = zip_of(&[("data/a.csv", b"1"), ("readme.txt", b"2"), ("data/b.csv", b"3")]);
    let found = unpacked("a.zip", bytes.clone(), Some("*.csv"), LIMITS).expect("csv");
    assert_eq!(found.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["data/a.csv", "data/b.csv"]);
    assert!(unpacked("a.zip", bytes, Some("*.xml"), LIMITS).is_err());
}

#[test]
fn a_bomb_is_stopped_and_named() {
    let zeros = vec![0_u8; 40 * 1024 * 1024];
    for bytes in
        [gzip(&zeros), xz(&zeros), zip_of(&[("a", &zeros)]), zstd::encode_all(&zeros[..], 3).expect("memory")]
    {
        let error = unpacked("a", bytes, None, LIMITS).expect_err("a bomb");
        assert!(matches!(error, ReadError::TooBig { .. }), "{error}");
    }
}

#[test]
fn a_package_that_breaks_off_is_an_error() {
    let noise: Vec<u8> = (0..50_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for bytes in [gzip(&noise), xz(&noise)] {
        let half = bytes[..bytes.len() / 2].to_vec();
        assert!(unpacked("a", half, None, LIMITS).is_err());
    }
}

#[test]
fn names_match_patterns() {
    let cases = [
        ("*.csv", "data/a.CSV", true),
        ("a.csv", "data/a.csv", true),
        ("data/*.csv", "data/a.csv", true),
        ("*", "anything", true),
        ("*.csv", "a.csv.txt", false),
        ("a*b*c", "a-b-c", true),
        ("a*b*c", "a-c-b", false),
    ];
    for (pattern, name, expected) in cases {
        assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
    }
}
