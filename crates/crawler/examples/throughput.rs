//! How fast records go from local JSON Lines to a reading, with cleaning and locating, beside a plain
//! `serde_json` pass over the same bytes; and how much memory that takes.
//!
//! `cargo run --release -p crawler --example throughput -- 1000000`

mod process;

use std::fs;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use crawler::crawl::state::Store;
use crawler::crawl::{Settings, read_source};
use crawler::fetch::{self, Manners};
use crawler::source::Source;
use gazetteer::Gazetteer;
use model::identifier::SourceId;
use model::ledger::Ledger;
use model::vocabulary::Vocabulary;

use process::{peak_mebibytes, processor_seconds};

/// The program's own allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const NAMES: [&str; 8] = [
    "Choir",
    "Chess Club",
    "Walking Group",
    "Lunch Club",
    "Art Class",
    "Food Bank",
    "Carers' Group",
    "Tai Chi",
];
const HOURS: [&str; 5] = [
    "Mondays 10am to 12 noon",
    "Tue 19:00-21:00, term time only",
    "2nd Thursday of the month, 2-4pm",
    "Mon, Wed & Fri 10-12",
    "Ring to ask",
];
const COSTS: [&str; 4] = ["Free", "£3.50 per session, first one free", "Donation", ""];

fn main() {
    let count: u64 = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(200_000);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = std::env::temp_dir().join(format!("fingerpost-throughput-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let gazetteer = Gazetteer::open(&root.join("index-data/gazetteer")).expect("the gazetteer");
    let postcodes: Vec<String> =
        gazetteer.postcodes().step_by(173).map(|record| record.postcode.to_string()).collect();
    let path = folder.join("records.jsonl");
    write_records(&path, count, &postcodes);
    let bytes = fs::metadata(&path).expect("the file").len();

    let (plain, plain_processor) = (Instant::now(), processor_seconds());
    let mut lines = BufReader::with_capacity(1 << 16, fs::File::open(&path).expect("the file"));
    let mut line = Vec::new();
    let mut parsed = 0_u64;
    while lines.read_until(b'\n', &mut line).expect("a line") > 0 {
        let value: serde_json::Value = serde_json::from_slice(&line).expect("JSON");
        parsed += u64::from(value.is_object());
        line.clear();
    }
    let plain = plain.elapsed().as_secs_f64();
    let plain_processor = processor_seconds() - plain_processor;

    let text = "id = \"throughput\"\ntitle = \"T\"\npublisher = \"T\"\nlicence = \"own-work\"\n[fetch]\nurl = \"file:records.jsonl\"\n\
        [read]\nformat = \"json-lines\"\n[map]\nid = \"id\"\nname = \"name\"\ndescription = \"about\"\norganisation = \"org\"\n\
        address = \"address\"\npostcode = \"postcode\"\nschedule = \"hours\"\ncost = \"cost\"\nphone = \"phone\"\n\
        website = \"website\"\ncategory = \"kind\"\nupdated = \"updated\"\n";
    let home = folder.join("throughput");
    fs::create_dir_all(&home).expect("a folder");
    fs::rename(&path, home.join("records.jsonl")).expect("moved");
    let source = Source::parse(&home, text, |_| None).expect("settings");
    let vocabulary = vocabulary(&root);
    let now = "2026-11-22T04:00:00Z".parse().expect("a moment");
    let ledger = Ledger::default();
    let settings = Settings {
        downloads: folder.join("downloads"),
        snapshots: folder.join("snapshots"),
        gazetteer: Some(&gazetteer),
        vocabulary: &vocabulary,
        ledger: &ledger,
        context_digest: String::new(),
        now,
        only: Default::default(),
        accept: Default::default(),
        jobs: 1,
        dry_run: false,
        fetch: Manners::default(),
    };
    let (began, processor) = (Instant::now(), processor_seconds());
    let fetched = fetch::local(&source, now).expect("fetched").expect("local");
    let store = Store::new(&settings.downloads, &SourceId::parse("throughput").expect("an id"));
    let reading = read_source(&settings, &source, &fetched, &store, None, &|_| {}).expect("a reading");
    let whole = began.elapsed().as_secs_f64();
    let processor = processor_seconds() - processor;
    let tally = &reading.state.tally;
    println!(
        "{count} records, {} MiB; {} services, {} located, {} with times",
        bytes >> 20,
        tally.cleaned_into_services,
        tally.located,
        tally.with_schedule
    );
    println!("plain serde_json: {plain:.2} s, {:.0} records/s ({parsed} parsed)", count as f64 / plain);
    println!(
        "to the reading:   {whole:.2} s, {:.0} records/s on one core, {:.1} times the plain pass",
        count as f64 / whole,
        whole / plain
    );
    println!(
        "processor time:   plain {plain_processor:.2} s, reading {processor:.2} s: {:.0} records/s a core, {:.1} times the plain pass",
        count as f64 / processor,
        processor / plain_processor
    );
    println!("peak resident:    {} MiB", peak_mebibytes());
    // A change of speed must not change a byte of what was read.
    let read = fs::File::open(store.records(&reading.state.key)).expect("the services");
    let mut digest = blake3::Hasher::new();
    std::io::copy(&mut zstd::Decoder::new(read).expect("packed"), &mut digest).expect("unpacked");
    println!("services digest:  {}", &digest.finalize().to_hex()[..32]);
    fs::remove_dir_all(&folder).expect("removed");
}

fn write_records(path: &Path, count: u64, postcodes: &[String]) {
    let mut out = BufWriter::new(fs::File::create(path).expect("a file"));
    for n in 0..count {
        let pick =
            |list: &[&str]| list[(n.wrapping_mul(2_654_435_761) >> 7) as usize % list.len()].to_owned();
        let record = serde_json::json!({
            "id": n.to_string(),
            "name": format!("Ambleford {} {n}", pick(&NAMES)),
            "about": format!("A friendly group, number {n}, that meets every week and is open to everybody over 18. New people are welcome."),
            "org": format!("Ambleford Association {}", n % 5_000),
            "address": format!("{} High Street, Ambleford", n % 200),
            "postcode": postcodes[(n % postcodes.len() as u64) as usize],
            "hours": pick(&HOURS),
            "cost": pick(&COSTS),
            "phone": format!("0161 496 {:04}", n % 1000),
            "website": format!("https://group{n}.ambleford.example"),
            "kind": pick(&NAMES),
            "updated": "2026-10-01",
        });
        serde_json::to_writer(&mut out, &record).expect("written");
        out.write_all(b"\n").expect("written");
    }
    out.flush().expect("written");
}

fn vocabulary(root: &Path) -> Vocabulary {
    let mut files: Vec<(String, String)> = fs::read_dir(root.join("index-data/vocabulary"))
        .expect("the vocabulary")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| {
            (
                path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                fs::read_to_string(&path).expect("a text"),
            )
        })
        .collect();
    files.sort();
    Vocabulary::parse(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
        .expect("the vocabulary")
}
