mod formats;

use std::io::Cursor;
use std::path::Path;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::source::Source;

/// A source that reads `settings`, which stands under `[read]`.
pub fn source(settings: &str) -> Source {
    let text = format!(
        "id = \"ambleford\"\ntitle = \"Ambleford\"\npublisher = \"Ambleford Council\"\nlicence = \"OGL-UK-3.0\"\n\
         [fetch]\nurl = \"file:sample\"\n[map]\nname = \"name\"\n[read]\n{settings}\n"
    );
    Source::parse(Path::new("scrapers/ambleford"), &text, |_| None).expect("the settings are good")
}

/// A part with these bytes.
pub fn part(name: &str, bytes: impl Into<Vec<u8>>) -> io::Result<Part> {
    Ok(Part { name: name.to_owned(), charset: None, bytes: Box::new(Cursor::new(bytes.into())) })
}

/// Records, rejection codes, and what stopped the reading.
pub fn read_all(settings: &str, parts: Vec<io::Result<Part>>) -> (Vec<Value>, Vec<String>, Option<String>) {
    let source = source(settings);
    let mut read = Vec::new();
    let mut rejected = Vec::new();
    let result = records(&source, parts, &mut |item| {
        match item {
            Ok(record) => read.push(record.value),
            Err(rejection) => rejected.push(rejection.reason),
        }
        ControlFlow::Continue(())
    });
    (read, rejected, result.err().map(|error| error.to_string()))
}

fn check(
    settings: &str,
    name: &str,
    bytes: impl Into<Vec<u8>>,
    expected: impl Into<Value>,
    rejected: &[&str],
) {
    let (read, found, error) = read_all(settings, vec![part(name, bytes)]);
    assert_eq!(error, None, "{settings}");
    assert_eq!(Value::Array(read), expected.into(), "{settings}");
    assert_eq!(found, rejected, "{settings}");
}

#[test]
fn tables_of_every_shape_are_read() {
    let csv = "format = \"csv\"";
    let choir = json!([{"name": "Choir", "town": "Ambleford"}]);
    check(csv, "a.csv", "name,town\nChoir,Ambleford\n", choir.clone(), &[]);
    check(csv, "a.csv", "\u{feff}name;town\r\nChoir;Ambleford\r\n", choir.clone(), &[]);
    check(csv, "a.tsv", "name\ttown\nChoir\tAmbleford", choir.clone(), &[]);
    check(csv, "a.csv", "name|town\n\n\"Choir\"|Ambleford\n|\n", choir.clone(), &[]);
    check(csv, "a.csv", "name,town\nChoir,Ambleford,oops\n", json!([]), &["too-many-cells"]);
    check(csv, "a.csv", "name,town\nChoir,Ambleford,,\n", choir.clone(), &[]);
    check(csv, "a.csv", "name,name,\nA,B,C\n", json!([{"name": "A", "name #2": "B", "column 3": "C"}]), &[]);
    check(
        "format = \"csv\"\nheader_row = 3",
        "a.csv",
        "Groups\nof 2026\nname,town\nChoir,Ambleford\n",
        choir.clone(),
        &[],
    );
    check(
        "format = \"csv\"\ncolumns = [\"name\", \"town\"]",
        "a.csv",
        "Choir,Ambleford\n",
        choir.clone(),
        &[],
    );
    check("format = \"csv\"\ndelimiter = \"/\"", "a.csv", "name/town\nChoir/Ambleford\n", choir, &[]);
    check(
        csv,
        "a.csv",
        "name,note\n\"Caf\u{e9}\",\"a\nb \"\"c\"\"\"\n",
        json!([{"name": "Café", "note": "a\nb \"c\""}]),
        &[],
    );
    check(
        csv,
        "a.csv",
        b"name\nDementia Caf\xe9\nCaf\xe9 \x96 tea\n".as_slice(),
        json!([{"name": "Dementia Café"}, {"name": "Café – tea"}]),
        &[],
    );
    let utf16: Vec<u8> =
        b"\xff\xfe".iter().copied().chain("name\nCafé\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    check(csv, "a.csv", utf16, json!([{"name": "Café"}]), &[]);
    check(csv, "a.csv", "", json!([]), &[]);
}

#[test]
fn json_is_read_at_its_path_or_where_records_usually_stand() {
    let names = json!([{"name": "A"}, {"name": "B"}]);
    check("format = \"json\"", "a.json", r#"[{"name":"A"},{"name":"B"}]"#, names.clone(), &[]);
    check(
        "format = \"json\"",
        "a.json",
        r#"{"total":2,"results":[{"name":"A"},{"name":"B"}]}"#,
        names.clone(),
        &[],
    );
    check(
        "format = \"json\"\nrecords = \"data.groups\"",
        "a.json",
        r#"{"data":{"x":[1],"groups":[{"name":"A"},{"name":"B"}]}}"#,
        names.clone(),
        &[],
    );
    check(
        "format = \"json\"\nrecords = \"*\"",
        "a.json",
        r#"{"1":{"name":"A"},"2":{"name":"B"}}"#,
        names.clone(),
        &[],
    );
    check(
        "format = \"json\"\nrecords = \"areas.*.groups\"",
        "a.json",
        r#"{"areas":[{"groups":[{"name":"A"}]},{"groups":[{"name":"B"}]}]}"#,
        names.clone(),
        &[],
    );
    check(
        "format = \"json-lines\"",
        "a.jsonl",
        "{\"name\":\"A\"}\n\n{\"name\":\n3\n{\"name\":\"B\"}",
        names,
        &["unreadable-row", "not-an-object"],
    );
    check(
        "format = \"json-lines\"",
        "a.jsonl",
        b"{\"name\":\"Caf\xe9\"}".as_slice(),
        json!([{"name": "Café"}]),
        &[],
    );
}

#[test]
fn geojson_features_become_flat_records() {
    let point = r#"{"type":"FeatureCollection","features":[{"id":7,"type":"Feature","geometry":{"type":"Point","coordinates":[-2.5,53.25]},"properties":{"name":"A"}}]}"#;
    let expected = json!([{"name": "A", "longitude": -2.5, "latitude": 53.25, "id": 7, "geometry": {"type": "Point", "coordinates": [-2.5, 53.25]}}]);
    check("format = \"geojson\"", "a.geojson", point, expected, &[]);
}

#[test]
fn only_and_skip_leave_records_out_and_count_them() {
    let lines = "{\"name\":\"A\",\"kind\":\"Club\"}\n{\"name\":\"B\",\"kind\":\"Shop\"}\n{\"name\":\"C\"}\n";
    let only = "format = \"json-lines\"\nonly = { kind = \"club\" }";
    check(
        only,
        "a",
        lines,
        json!([{"name": "A", "kind": "Club"}]),
        &["left-out-by-settings", "left-out-by-settings"],
    );
    let skip = "format = \"json-lines\"\nskip = { kind = \"\" }";
    check(
        skip,
        "a",
        lines,
        json!([{"name": "A", "kind": "Club"}, {"name": "B", "kind": "Shop"}]),
        &["left-out-by-settings"],
    );
}

#[test]
fn related_records_are_joined_by_key() {
    let settings = "format = \"json\"\nonly = { kind = \"office\" }\n[[read.relate]]\nname = \"firm\"\nfrom = \"firm_id\"\nto = \"id\"\nonly = { kind = \"firm\" }";
    let tree = r#"[{"kind":"firm","id":1,"name":"Low & Co"},{"kind":"office","id":1,"firm_id":1}]"#;
    let expected = json!([{"kind": "office", "id": 1, "firm_id": 1, "firm": {"kind": "firm", "id": 1, "name": "Low & Co"}}]);
    check(settings, "a.json", tree, expected, &["left-out-by-settings"]);
}

#[test]
fn open_referral_documents_of_every_shape_give_services() {
    let format = "format = \"open-referral\"";
    let service = json!([{"id": "1", "name": "A"}]);
    check(format, "a.json", r#"{"id":"1","name":"A"}"#, service.clone(), &[]);
    check(format, "a.json", r#"[{"id":"1","name":"A"}]"#, service.clone(), &[]);
    check(format, "a.json", r#"{"total_pages":1,"contents":[{"id":"1","name":"A"}]}"#, service.clone(), &[]);
    check(format, "a.json", r#"{"totalPages":1,"content":[{"id":"1","name":"A"}]}"#, service, &[]);
    check(
        format,
        "a.json",
        "{\"id\":\"1\",\"name\":\"A\"}\n{\"id\":\"2\",\"name\":\"B\"}",
        json!([{"id": "1", "name": "A"}, {"id": "2", "name": "B"}]),
        &[],
    );
    check(
        format,
        "a.json",
        r#"{"id":"o","name":"O","services":[{"id":"1","name":"A"}]}"#,
        json!([{"id": "1", "name": "A", "organization": {"id": "o", "name": "O"}}]),
        &[],
    );
    check(
        format,
        "a.json",
        r#"{"id":"s","service":{"id":"1","name":"A"}}"#,
        json!([{"id": "1", "name": "A", "service_at_locations": [{"id": "s"}]}]),
        &[],
    );
}

#[test]
fn what_is_not_the_format_is_said_and_never_quoted() {
    let cases = [
        ("format = \"json\"", "[{\"name\":\"A\"},{\"na", "breaks off"),
        ("format = \"json\"", "<html>Jo Bloggs</html>", "not well formed"),
        ("format = \"geojson\"", "{\"features\":[{}", "breaks off"),
        ("format = \"open-referral\"", "nothing", "not well formed"),
    ];
    for (settings, bytes, expected) in cases {
        let (_, _, error) = read_all(settings, vec![part("a", bytes)]);
        let error = error.expect(bytes);
        assert!(error.contains(expected), "{settings}: {error}");
        assert!(!error.contains("Bloggs"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn arbitrary_bytes_never_panic_and_never_hang(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        for (_, format) in Format::ALL {
            let (read, _, _) = read_all(&format!("format = \"{}\"", format.name()), vec![part("x", bytes.clone())]);
            prop_assert!(read.len() <= bytes.len() + 1);
        }
    }

    #[test]
    fn text_like_bytes_never_panic_and_never_hang(text in r#"[ -~\n"{}\[\],:;<>/é]{0,400}"#) {
        for (_, format) in Format::ALL {
            let settings = format!("format = \"{}\"", format.name());
            let (read, _, _) = read_all(&settings, vec![part("x", text.as_bytes())]);
            prop_assert!(read.len() <= text.len() + 1);
        }
    }

    #[test]
    fn a_table_written_is_the_table_read(rows in proptest::collection::vec(("[a-z]{1,8}", r#"[ -~é\n"]{0,12}"#), 0..20)) {
        let mut writer = ::csv::Writer::from_writer(Vec::new());
        writer.write_record(["name", "note"]).expect("memory");
        for (name, note) in &rows {
            writer.write_record([name, note]).expect("memory");
        }
        let bytes = writer.into_inner().expect("memory");
        let (read, rejected, error) = read_all("format = \"csv\"\ndelimiter = \",\"", vec![part("x", bytes)]);
        prop_assert_eq!(error, None);
        prop_assert!(rejected.is_empty());
        prop_assert_eq!(read.len(), rows.len());
        for (record, (name, note)) in read.iter().zip(&rows) {
            prop_assert_eq!(record["name"].as_str(), Some(name.as_str()));
            prop_assert_eq!(record.get("note").and_then(Value::as_str).unwrap_or(""), note.trim());
        }
    }
}
