//! What is done with any bytes, one body for each thing that reads what others wrote. Fuzz targets call them,
//! and so does a house test for a minute, with changed seeds. A body panics when something is wrong.

mod small;

use std::fs;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crawler::read::{Part, records};
use crawler::source::{Format, Source};
use gazetteer::Gazetteer;
use gazetteer::build::official::{ByLicence, read_code_point, read_postcode_directory};
use gazetteer::build::postcodes::PostcodeTable;
use gazetteer::build::tables;
use gazetteer::notes::FileNotes;
use gazetteer::places::fold::{fold, short_authority};
use model::identifier::AreaCode;
use model::ledger::Ledger;
use model::place::Point;
use model::postcode::{Postcode, outcode_readings, parse_outcode, parse_sector, sector_readings};
use model::quality::quality;
use model::schedule::Schedule;
use model::snapshot::{IdMap, ServiceReader};
use model::vocabulary::Vocabulary;
use search::ask::Ask;
use search::spelling::{Dictionary, count_vocabulary};
use search::understand::{Context, understand};

/// A body: panics when something is wrong.
pub type Body = fn(&[u8]);

/// All of them, by name; seeds stand in the folder of that name.
pub const BODIES: [(&str, Body); 8] = [
    ("postcode", postcode),
    ("place_names", place_names),
    ("gazetteer_file", gazetteer_file),
    ("postcode_tables", postcode_tables),
    ("snapshot", snapshot),
    ("readers", readers),
    ("question", question),
    ("parameters", parameters),
];

/// Anything typed as a postcode: never falls over, and what is read reads the same again.
pub fn postcode(input: &[u8]) {
    let Ok(typed) = std::str::from_utf8(input) else { return };
    let readings = Postcode::readings(typed);
    assert!(readings.len() <= 2);
    assert_eq!(readings.first().copied(), Postcode::parse(typed));
    for postcode in readings {
        assert_eq!(Postcode::parse(postcode.as_str()), Some(postcode));
        assert!(postcode.sector().starts_with(postcode.outcode()));
        assert_eq!(parse_outcode(postcode.outcode()).as_deref(), Some(postcode.outcode()));
        assert_eq!(parse_sector(postcode.sector()).as_deref(), Some(postcode.sector()));
    }
    for outcode in outcode_readings(typed) {
        assert!(outcode_readings(&outcode).contains(&outcode), "{outcode}");
    }
    for sector in sector_readings(typed) {
        assert!(sector_readings(&sector).contains(&sector), "{sector}");
    }
}

struct Small {
    folder: tempfile::TempDir,
    files: Vec<Vec<u8>>,
}

static SMALL: LazyLock<Small> = LazyLock::new(|| {
    let folder = small::folder();
    small::build(folder.path());
    let read = |name: &&str| fs::read(folder.path().join(name)).expect("it was built");
    let files = small::FILES.iter().map(read).collect();
    Small { folder, files }
});

/// A second one, for bodies that only ask.
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let folder = small::folder();
    small::build(folder.path());
    Gazetteer::open(folder.path()).expect("it was built")
});

/// Anything typed as a place: never falls over, never more than asked for.
pub fn place_names(input: &[u8]) {
    let Ok(typed) = std::str::from_utf8(input) else { return };
    let folded = fold(typed);
    assert_eq!(fold(&folded), folded);
    short_authority(typed);
    GAZETTEER.find_postcode(typed);
    GAZETTEER.places_named(typed);
    assert!(GAZETTEER.suggest_places(typed, 3).len() <= 3);
    assert!(GAZETTEER.similar_places(typed, 3).len() <= 3);
}

/// Gazetteer files with bytes changed, under the fuzzer with the checksum put right again: opened and asked, or
/// refused. Which file; whether to put the checksum right; then changes: where (two bytes), to what (one).
pub fn gazetteer_file(input: &[u8]) {
    let [which, seal, changes @ ..] = input else { return };
    let which = usize::from(*which) % small::FILES.len();
    let mut bytes = SMALL.files[which].clone();
    for change in changes.chunks_exact(3) {
        let at = usize::from(u16::from_le_bytes([change[0], change[1]])) % bytes.len();
        bytes[at] = change[2];
    }
    if seal % 4 == 0 {
        bytes.truncate(bytes.len() - changes.len() % bytes.len().min(64));
    }
    #[cfg(fuzzing)]
    if seal % 2 == 1 {
        gazetteer::container::fuzzing::reseal(&mut bytes);
    }
    // A new name each time: mapped files are never written to.
    let path = SMALL.folder.path().join(small::FILES[which]);
    fs::remove_file(&path).expect("it was built");
    fs::write(&path, &bytes).expect("there is room");
    if let Ok(gazetteer) = Gazetteer::open(SMALL.folder.path()) {
        ask(&gazetteer);
    }
    fs::remove_file(&path).expect("it was written");
    fs::write(&path, &SMALL.files[which]).expect("there is room");
}

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

/// Tables of postcodes as somebody else might publish them: every row is counted, none ends the program.
pub fn postcode_tables(input: &[u8]) {
    let Some((kind, table)) = input.split_first() else { return };
    let mut gathered = PostcodeTable::default();
    let tally = match kind % 4 {
        0 => tables::read_live(table, &mut gathered),
        1 => tables::read_terminated(table, &mut gathered),
        2 => read_code_point(table, &mut gathered),
        _ => {
            let mut both = ByLicence::default();
            let tally = read_postcode_directory(table, &mut both);
            gathered = both.great_britain;
            tally
        }
    };
    if let Ok(tally) = tally {
        assert_eq!(tally.rows, tally.live + tally.terminated + tally.without_coordinates + tally.unreadable);
    }
    gathered.write(&FileNotes::default(), &mut std::io::sink()).expect("nothing is written");
}

/// Snapshots and ledgers with anything in them: read line by line, refused with a reason, never fatal; and a
/// service however odd can be judged and has its next session or none.
pub fn snapshot(input: &[u8]) {
    let now = jiff::civil::date(2026, 11, 22).at(3, 0, 0, 0);
    if let Ok(services) = ServiceReader::new(input) {
        for service in services.take(100).flatten() {
            quality(&service, now.date());
        }
    }
    let Ok(text) = std::str::from_utf8(input) else { return };
    let ledger = Ledger::parse(text);
    ledger.hidden();
    let written: String = ledger.lines.iter().map(|line| line.to_text()).collect();
    assert_eq!(Ledger::parse(&written).lines, ledger.lines);
    let _ = IdMap::parse(text);
    if let Ok(schedule) = serde_json::from_str::<Schedule>(text) {
        model::occurrence::next(&schedule, None, now);
    }
}

/// Any bytes as a download of any format, named by the first byte: never more records than bytes.
pub fn readers(input: &[u8]) {
    static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
        let source = |(_, format): &(&str, Format)| {
            let text = format!(
                "id = \"ambleford\"\ntitle = \"Ambleford\"\npublisher = \"Ambleford Council\"\n\
                 licence = \"OGL-UK-3.0\"\n[fetch]\nurl = \"file:sample\"\n[map]\nname = \"name\"\n\
                 [read]\nformat = \"{}\"\n",
                format.name()
            );
            Source::parse(Path::new("scrapers/ambleford"), &text, |_| None).ok()
        };
        Format::ALL.iter().filter_map(source).collect()
    });
    let Some((which, bytes)) = input.split_first() else { return };
    let source = &SOURCES[usize::from(*which) % SOURCES.len()];
    let part = Part { name: "x".to_owned(), charset: None, bytes: Box::new(Cursor::new(bytes.to_vec())) };
    let mut count = 0;
    let _ = records(source, [Ok(part)], &mut |_| {
        count += 1;
        ControlFlow::Continue(())
    });
    // Packed bytes may hold many times their number.
    assert!(count <= 1_000 * (bytes.len() + 1), "{count} records of {} bytes", bytes.len());
}

fn index_data() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().find(|folder| folder.join("index-data").is_dir());
    root.expect("the data ship beside the code").join("index-data")
}

static VOCABULARY: LazyLock<(Vocabulary, Dictionary)> = LazyLock::new(|| {
    let mut files: Vec<(String, String)> = fs::read_dir(index_data().join("vocabulary"))
        .expect("the vocabulary ships")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("a readable file")))
        .collect();
    files.sort();
    let vocabulary = Vocabulary::parse(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
        .expect("the vocabulary that ships is well formed");
    let mut counts = std::collections::BTreeMap::new();
    count_vocabulary(&vocabulary, &mut counts);
    let dictionary = Dictionary::from_counts(&counts);
    (vocabulary, dictionary)
});

/// Anything typed as a question: understood, and understood the same way twice.
pub fn question(input: &[u8]) {
    let Ok(typed) = std::str::from_utf8(input) else { return };
    let (vocabulary, dictionary) = &*VOCABULARY;
    let context = Context { gazetteer: &GAZETTEER, vocabulary, dictionary };
    let now = jiff::civil::date(2026, 11, 23).at(9, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
    let now = now.expect("an ordinary morning");
    for ask in [Ask::of(typed), Ask { exactly: true, near: Some(typed.to_owned()), ..Ask::of("choir") }] {
        let question = understand(&ask, &context, &now);
        assert_eq!(understand(&ask, &context, &now).reading, question.reading);
        for chip in &question.reading.chips {
            let without = Ask { dropped: vec![chip.key.clone()], ..ask.clone() };
            let reading = understand(&without, &context, &now).reading;
            assert!(reading.chips.iter().all(|other| other.key != chip.key), "{} stays", chip.key);
        }
    }
    search::safety::crisis(typed);
}

/// Anything as the query part of a URL: read, and written so that it reads the same.
pub fn parameters(input: &[u8]) {
    let Ok(typed) = std::str::from_utf8(input) else { return };
    let params = web::params::SearchParams::parse(typed);
    let again = web::params::SearchParams::parse(&params.query());
    assert_eq!(again.query(), params.query());
    let read = web::api::http::filter_names(|filters| {
        web::api::ask::read_ask(web::query::Query::parse(typed), filters)
    });
    if let Ok((ask, _)) = read {
        let written = web::api::ask::query_string(&ask);
        let read = web::api::http::filter_names(|filters| {
            web::api::ask::read_ask(web::query::Query::parse(&written), filters)
        });
        assert!(read.is_ok_and(|(again, _)| web::api::ask::query_string(&again) == written), "{written}");
    }
}
