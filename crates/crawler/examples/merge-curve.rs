//! How merging grows: invented records with 30 % duplicates, merged in one process a size.
//!
//! `cargo run --release -p crawler --example merge-curve -- 1000000` prints records, services, seconds and
//! the most memory held. The records are the same in every run.

mod process;

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom, Write};
use std::time::Instant;

use crawler::merge::{MergeContext, Merger, Weights};
use jiff::civil::date;
use model::contact::Phone;
use model::evidence::{Role, SourceRecord};
use model::identifier::{ConceptId, ServiceId, SourceId};
use model::ledger::Ledger;
use model::place::{Located, Location, Point, Precision};
use model::postcode::Postcode;
use model::service::{Organisation, Service};
use model::snapshot::IdMap;

use process::{peak_mebibytes, processor_seconds};

const FIRST: [&str; 24] = [
    "Amble", "Brook", "Castle", "Dale", "Elm", "Ford", "Green", "Hazel", "Ivy", "Kings", "Lark", "Mill",
    "North", "Oak", "Park", "Queens", "River", "Stone", "Thorn", "Upper", "Vale", "West", "York", "Ash",
];
const SECOND: [&str; 12] =
    ["ford", "ham", "ton", "wick", "bury", "field", "by", "worth", "ley", "mouth", "bridge", "stead"];
const KIND: [&str; 16] = [
    "Library",
    "Choir",
    "Food Bank",
    "Toddler Group",
    "Bridge Club",
    "Men's Shed",
    "Lunch Club",
    "Surgery",
    "Repair Café",
    "Advice Centre",
    "Walking Group",
    "Dance Class",
    "Youth Club",
    "Craft Circle",
    "Pharmacy",
    "Community Garden",
];

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }
}

fn main() -> std::io::Result<()> {
    let sizes: Vec<u64> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    for size in if sizes.is_empty() { vec![100_000] } else { sizes } {
        let path = std::env::temp_dir().join(format!("merge-curve-{}-{size}", std::process::id()));
        let file = File::options().read(true).write(true).create(true).truncate(true).open(&path)?;
        let (ledger, ids, weights) = (Ledger::default(), IdMap::default(), Weights::built_in());
        let context = MergeContext { ledger: &ledger, ids: &ids, weights: &weights };
        let (start, processor) = (Instant::now(), processor_seconds());
        let mut merger = Merger::new(context, Spill { file: BufReader::new(file), out: Vec::new() });
        let mut dice = Dice(0x5eed_0000_0000_0001);
        let mut base = Vec::new();
        for number in 0..size {
            if number % 10 < 3 && !base.is_empty() {
                let index = dice.roll(base.len() as u64) as usize;
                merger.add(&copy_of(&base[index], number, &mut dice), number)?;
            } else {
                let service = invent(number, size, &mut dice);
                merger.add(&service, number)?;
                if base.len() < 50_000 {
                    base.push(service);
                } else {
                    let index = dice.roll(50_000) as usize;
                    base[index] = service;
                }
            }
        }
        let added = start.elapsed();
        let merged = merger.finish()?;
        let resolved = start.elapsed();
        let candidates = merged.candidates.len();
        let mut services = 0_u64;
        for service in merged.services {
            service?;
            services += 1;
        }
        println!(
            "{size} records: {services} services, {candidates} candidates; added {:.1} s, resolved {:.1} s, all {:.1} s, processor {:.1} s; at most {} MiB held",
            added.as_secs_f64(),
            (resolved - added).as_secs_f64(),
            start.elapsed().as_secs_f64(),
            processor_seconds() - processor,
            peak_mebibytes()
        );
        std::fs::remove_file(&path)?;
    }
    Ok(())
}

fn invent(number: u64, size: u64, dice: &mut Dice) -> Service {
    let town = format!("{}{}", FIRST[dice.roll(24) as usize], SECOND[dice.roll(12) as usize]);
    let kind = dice.roll(16) as usize;
    let name = format!("{} {} {}", FIRST[dice.roll(24) as usize], town, KIND[kind]);
    let mut service = Service::new(id("source-a", number), name, record("source-a", number));
    let letters = b"ABDEFGHJLNPQRSTUWXYZ";
    let letter = |n: u64| letters[n as usize % 20] as char;
    let cell = dice.roll(size / 4 + 1);
    let typed = format!(
        "{}{}{} {}{}{}",
        letter(cell / 64_000),
        letter(cell / 3_200),
        cell / 400 % 8 + 1,
        cell / 40 % 10,
        letter(cell / 2),
        letter(cell * 7)
    );
    // Cells of some 400 by 900 metres, equally full at every size: three million records reach from Dartmoor to
    // the Moray Firth.
    let north = 50.5 + (cell % 2000) as f64 * 0.0037 + dice.roll(100) as f64 * 1e-5;
    let east = -4.0 + (cell / 2000) as f64 * 0.015 + dice.roll(100) as f64 * 1e-5;
    let located = Point::new(north, east).map(|point| Located {
        point,
        precision: Precision::Postcode,
        authority: None,
        ward: None,
        label: None,
    });
    service.locations.push(Location {
        address: Some(format!("{} High Street, {town}", dice.roll(200) + 1)),
        postcode: Postcode::parse(&typed),
        located,
        ..Location::default()
    });
    let phone = format!("+44161{:07}", dice.roll(size * 2) % 10_000_000);
    service.contact.phones.push(Phone { readable: phone.clone(), number: phone, note: None });
    service.contact.website = Some(format!("https://group{}.example/{number}", dice.roll(size / 3 + 1)));
    service.categories.push(ConceptId(format!("kind/{kind}")));
    service.description =
        Some(format!("A {} for everybody in {town}, every week of the year, all welcome.", KIND[kind]));
    if dice.roll(3) == 0 {
        service.organisation = Some(Organisation {
            name: format!("{town} Trust"),
            identifiers: vec![("GB-CHC".to_owned(), (1_000_000 + dice.roll(size / 5 + 1)).to_string())],
            ..Organisation::default()
        });
    }
    service
}

/// The same thing as another source lists it: a word more, a number less.
fn copy_of(service: &Service, number: u64, dice: &mut Dice) -> Service {
    let mut copy = service.clone();
    copy.id = id("source-b", number);
    copy.records = vec![record("source-b", number)];
    match dice.roll(4) {
        0 => copy.name = format!("The {}", copy.name),
        1 => copy.name = copy.name.to_uppercase(),
        2 => copy.contact.website = None,
        _ => copy.contact.phones.clear(),
    }
    copy
}

fn id(source: &str, number: u64) -> ServiceId {
    ServiceId::new(&source_id(source), &number.to_string())
}

fn source_id(source: &str) -> SourceId {
    SourceId::parse(source).expect("the names here are kebab-case")
}

fn record(source: &str, number: u64) -> SourceRecord {
    SourceRecord {
        source: source_id(source),
        record: number.to_string(),
        url: None,
        seen: date(2026, 11, 20),
        asserted: Some(date(2026, 1, 1)),
        role: Role::Aggregator,
        gone: None,
    }
}

/// A file that is written in large pieces and then read.
struct Spill {
    file: BufReader<File>,
    out: Vec<u8>,
}

impl Write for Spill {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.out.extend_from_slice(bytes);
        if self.out.len() > 1 << 20 {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.get_mut().write_all(&self.out)?;
        self.out.clear();
        Ok(())
    }
}

impl Read for Spill {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        self.file.read(bytes)
    }
}

impl Seek for Spill {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.file.seek(to)
    }
}
