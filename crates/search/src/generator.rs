//! Invents catalogues for measuring: as many services as wanted, clustered and worded like the real ones.
//!
//! Its statistics are its own and stand in [`statistics`]: where people live, how often words of
//! community services fall, how much a record states. The same seed gives the same services. Nothing and
//! nobody in them is real.

mod statistics;

use std::io::{self, BufWriter, Write};
use std::path::Path;

use jiff::civil::date;
use model::cost::{Cost, CostKind};
use model::eligibility::{Gender, JoiningRoute};
use model::evidence::{Role, SourceRecord};
use model::identifier::{AreaCode, ConceptId, ServiceId, SourceId};
use model::place::{Located, Location, Point, Precision, ServiceArea};
use model::schedule::{Schedule, Session, Weekdays};
use model::service::{Delivery, Organisation, Service};
use model::snapshot::{FORMAT, Manifest, ServiceWriter, VERSION};

use statistics::{AREAS, CONCEPTS, SYLLABLES, TOWNS, WORDS};

/// A seeded source of chance: SplitMix64. Not for secrets.
#[derive(Debug, Clone)]
pub struct Chance {
    state: u64,
}

impl Chance {
    /// Chance from a seed.
    pub fn new(seed: u64) -> Chance {
        Chance { state: seed }
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to 1.
    pub fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From 0 up to `end`.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.bits()) * end as u128) >> 64) as usize
    }

    /// True this share of the time.
    pub fn happens(&mut self, share: f64) -> bool {
        self.share() < share
    }

    /// Roughly normal, middle 0, spread 1.
    fn normal(&mut self) -> f64 {
        (0..6).map(|_| self.share()).sum::<f64>() * 1.414 - 4.242
    }

    /// From 0 up to `end`, the small ones more often, as words fall: rank `r` as 1 to `r + flat`.
    fn zipf(&mut self, end: usize, flat: f64) -> usize {
        let top = (end as f64 / flat + 1.0).ln();
        ((((self.share() * top).exp() - 1.0) * flat) as usize).min(end - 1)
    }
}

/// A point where people live: mostly in and around towns, by their size.
pub fn point(chance: &mut Chance) -> Point {
    let all: f64 = TOWNS.iter().map(|town| town.3).sum();
    if chance.happens(0.86) {
        let mut left = chance.share() * all;
        for (_, latitude, longitude, thousands) in TOWNS {
            left -= thousands;
            if left <= 0.0 {
                let spread = 0.018 * (thousands / 100.0).sqrt().clamp(0.6, 6.0);
                let (north, east) = (chance.normal() * spread, chance.normal() * spread * 1.6);
                return Point { latitude: latitude + north, longitude: longitude + east };
            }
        }
    }
    let (_, latitude, longitude, _) = TOWNS[chance.below(TOWNS.len())];
    Point {
        latitude: (latitude + chance.normal() * 0.35).clamp(49.9, 60.8),
        longitude: (longitude + chance.normal() * 0.5).clamp(-8.1, 1.75),
    }
}

/// A word: one of those community services use, or one of a long tail. The commonest stands in about
/// half of all records, "choir" in a few of a hundred.
pub fn word(chance: &mut Chance) -> String {
    if chance.happens(0.35) {
        return WORDS[chance.zipf(WORDS.len(), 10.0)].to_owned();
    }
    let rank = chance.zipf(60_000, 50.0);
    let parts = SYLLABLES.len();
    let mut rest = rank + parts;
    let mut word = String::new();
    while rest > 0 {
        word.push_str(SYLLABLES[rest % parts]);
        rest /= parts;
    }
    word
}

/// The `number`th service of a seed.
pub fn service(seed: u64, number: u64) -> Service {
    let chance = &mut Chance::new(seed ^ number.wrapping_mul(0x2545_f491_4f6c_dd1d));
    let source = SourceId::parse("ambleford-invented").expect("the name is kebab-case");
    let record = number.to_string();
    let seen = date(2026, 11, 1);
    let asserted =
        chance.happens(0.6).then(|| date(2019 + chance.below(8) as i16, 1 + chance.below(10) as i8, 1));
    let entry = SourceRecord {
        source: source.clone(),
        record: record.clone(),
        url: None,
        seen,
        asserted,
        role: Role::Aggregator,
        gone: None,
    };
    let words = 2 + chance.below(3);
    let name = sentence(chance, words);
    let mut service = Service::new(ServiceId::new(&source, &record), name, entry);
    let words = 30 + chance.below(91);
    service.description = Some(sentence(chance, words));
    if chance.happens(0.5) {
        let words = 2 + chance.below(2);
        service.organisation =
            Some(Organisation { name: sentence(chance, words), ..Organisation::default() });
    }
    for _ in 0..1 + chance.below(3) {
        let concept = ConceptId(CONCEPTS[chance.zipf(CONCEPTS.len(), 4.0)].to_owned());
        if !service.categories.contains(&concept) {
            service.categories.push(concept);
        }
    }
    deliver(&mut service, chance);
    describe(&mut service, chance);
    service
}

fn sentence(chance: &mut Chance, words: usize) -> String {
    let words: Vec<String> = (0..words).map(|_| word(chance)).collect();
    words.join(" ")
}

fn deliver(service: &mut Service, chance: &mut Chance) {
    let way = chance.share();
    if way < 0.82 {
        let places = if chance.happens(0.06) { 2 + chance.below(5) } else { 1 };
        for _ in 0..places {
            let point = point(chance);
            let located =
                Located { point, precision: Precision::Postcode, authority: None, ward: None, label: None };
            service.locations.push(Location {
                name: Some(format!("{} Hall", word(chance))),
                located: Some(located),
                ..Location::default()
            });
        }
        if chance.happens(0.7) {
            service.delivery.insert(Delivery::InPerson);
        }
    } else if way < 0.92 {
        service.delivery.insert(if chance.happens(0.5) { Delivery::Online } else { Delivery::ByPhone });
        service.areas.push(ServiceArea::UnitedKingdom);
    } else {
        service.delivery.insert(Delivery::AtHome);
        let code = AreaCode(AREAS[chance.below(AREAS.len())].to_owned());
        service.areas.push(ServiceArea::Area { name: code.0.clone(), code });
    }
}

fn describe(service: &mut Service, chance: &mut Chance) {
    service.cost = Cost {
        kind: pick(
            chance,
            [CostKind::Free, CostKind::Paid, CostKind::Donation, CostKind::NotStated],
            [0.35, 0.2, 0.05],
        ),
        ..Cost::default()
    };
    if chance.happens(0.55) {
        let opens = 8 + chance.below(12) as i8;
        service.schedule = Schedule {
            text: None,
            sessions: vec![Session {
                opens_at: Some(jiff::civil::time(opens, 0, 0, 0)),
                closes_at: Some(jiff::civil::time(opens + 2, 0, 0, 0)),
                ..Session::weekly(Weekdays::from_bits(1 << chance.below(7)))
            }],
            always_open: false,
        };
    }
    if chance.happens(0.4) {
        let routes = [
            JoiningRoute::JustTurnUp,
            JoiningRoute::Book,
            JoiningRoute::SelfReferral,
            JoiningRoute::ProfessionalReferral,
        ];
        service.joining.routes.insert(pick(chance, routes, [0.4, 0.2, 0.3]));
    }
    if chance.happens(0.08) {
        service.eligibility.gender = Some(pick(
            chance,
            [Gender::Women, Gender::Men, Gender::Everyone, Gender::Everyone],
            [0.5, 0.2, 0.3],
        ));
    }
    if chance.happens(0.2) {
        service.eligibility.minimum_age = Some([18, 50, 60, 65, 11][chance.below(5)]);
    }
}

/// One of four, the first three with these shares.
fn pick<T: Copy>(chance: &mut Chance, from: [T; 4], shares: [f64; 3]) -> T {
    let mut left = chance.share();
    for (one, share) in from.into_iter().zip(shares) {
        left -= share;
        if left < 0.0 {
            return one;
        }
    }
    from[3]
}

/// Writes a snapshot of `count` invented services into the new folder `folder`.
pub fn write_snapshot(folder: &Path, seed: u64, count: u64) -> io::Result<()> {
    let services = (0..count).map(|number| service(seed, number));
    write_snapshot_of(folder, services)
}

/// Writes a snapshot of these services, whatever their order.
pub fn write_snapshot_of(folder: &Path, services: impl Iterator<Item = Service>) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut lines: Vec<(ServiceId, Vec<u8>)> = Vec::new();
    for service in services {
        // Packed one by one: ten million lines must be sorted without ten times the memory.
        let line = serde_json::to_vec(&service)?;
        lines.push((service.id, zstd::bulk::compress(&line, 1)?));
    }
    lines.sort_unstable_by_key(|(id, _)| *id);
    let file = std::fs::File::create(folder.join("services.jsonl.zst"))?;
    let mut out = zstd::Encoder::new(BufWriter::new(file), 1)?;
    ServiceWriter::new(&mut out)?;
    for (_, line) in &lines {
        out.write_all(&zstd::bulk::decompress(line, 1 << 20)?)?;
        out.write_all(b"\n")?;
    }
    out.finish()?.flush()?;
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        version: VERSION,
        id: folder.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        made_at: jiff::Timestamp::UNIX_EPOCH,
        services: lines.len() as u64,
        checksums: std::collections::BTreeMap::new(),
    };
    std::fs::write(folder.join("manifest.json"), serde_json::to_vec(&manifest)?)
}
