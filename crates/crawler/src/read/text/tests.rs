use std::io::{BufReader, Cursor};

use super::*;

fn check(bytes: &[u8], label: Option<&str>, expected: &str) {
    // A small buffer cuts characters in two.
    let mut reader = BufReader::with_capacity(3, Cursor::new(bytes.to_vec()));
    let text = read_whole(&mut reader, label, 1 << 20).expect("memory");
    assert_eq!(text, expected);
}

#[test]
fn text_of_any_encoding_is_read() {
    check("Café".as_bytes(), None, "Café");
    check("\u{feff}Café".as_bytes(), None, "Café");
    check("Café".as_bytes(), Some("iso-8859-1"), "Café");
    check(b"Caf\xe9", None, "Café");
    check(b"Caf\xe9 \x96 \x93tea\x94", None, "Café – “tea”");
    check(b"Caf\xe9", Some("iso-8859-1"), "Café");
    check(b"Caf\xe9", Some("utf-8"), "Café");
    check("Llanfair ŵ ŷ Café".as_bytes(), None, "Llanfair ŵ ŷ Café");
    check(b"\xff\xfeC\0a\0f\0\xe9\0", None, "Café");
    check(b"\xfe\xff\0C\0a\0f\0\xe9", None, "Café");
    check(b"", None, "");
}

#[test]
fn a_stray_byte_in_utf_8_is_read_as_windows_1252() {
    let mut bytes = "Café Café Café Café Café ".as_bytes().to_vec();
    bytes.extend_from_slice(b"caf\xe9");
    check(&bytes, None, "Café Café Café Café Café café");
}
