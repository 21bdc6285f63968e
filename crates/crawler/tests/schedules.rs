//! Schedules from prose, measured: 746 real opening-time texts of eight sources, each read by a person.
//!
//! `schedules/checked.tsv` holds a text a line: the part, the source, the text, and the sessions a person
//! read in it. The *unseen* part (124 texts) was drawn and read after the rules were frozen; the *tuned*
//! part holds the earlier rounds, whose mistakes the rules were mended from.
//!
//! A text is written out only when it comes from an openly licensed source (NHS sexual health services,
//! Greater Manchester food banks, Citizens Advice, libraries) and is nothing but days and times. Of every
//! other there is only a digest: the text itself is looked up in the shared data, where that is there.
//!
//! Sessions are written `Mo-Fr 09:00-17:00`, `2Tu 14:00-16:00` (the second Tuesday), `-1Fr` (the last
//! Friday), `We/2 19:00-` (every second week, end not stated), and `term` behind what is in term time.
//! Precision and recall count each day × time × recurrence once.

use std::collections::{BTreeSet, HashMap};
use std::io::Read;
use std::path::Path;

use crawler::clean::schedule::read_text;
use jiff::civil::{Date, Time};
use model::schedule::{Recurrence, Season, Session, Weekdays};

/// Where the texts that are not written out stand in the shared data.
const FILES: [&str; 6] = [
    "nhs/sexual-health-csu25-2020.json.xz",
    "trafford-data-lab/gm_food_banks.csv",
    "libraries/libraries-all-uk.csv.xz",
    "warm-spaces/opening-hours-tests.json.xz",
    "warm-spaces/places-2026-08.geojson.xz",
    "coops-uk/open_data_outlets_2019-06.csv.xz",
];
const BELL_TOWERS: &str = "dove-bell-towers-2025/dove.csv.xz";

const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

#[derive(Debug, Default, Clone, Copy)]
struct Score {
    texts: usize,
    right: usize,
    invented: usize,
    missed: usize,
}

impl Score {
    fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.invented).max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / (self.right + self.missed).max(1) as f64
    }
}

#[test]
fn schedules_from_prose_are_precise_and_find_most_sessions() {
    let shared = std::env::var_os("FINGERPOST_SHARED");
    let texts = shared.as_deref().map(|folder| shared_texts(&Path::new(folder).join("data/services")));
    let mut scores: HashMap<&str, Score> = HashMap::new();
    let mut not_there = 0;
    for line in include_str!("schedules/checked.tsv").lines().filter(|line| !line.starts_with('#')) {
        let [part, _source, text, sessions] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("four columns in `{line}`")
        };
        let text = match text.strip_prefix('#') {
            None => text,
            Some(digest) => match texts.as_ref().and_then(|texts| texts.get(digest)) {
                Some(text) => text,
                None => {
                    not_there += 1;
                    continue;
                }
            },
        };
        let read = units(&read_text(text, Some(Date::constant(2026, 11, 22))).sessions);
        let expected = expected_units(sessions);
        let score = scores.entry(part).or_default();
        score.texts += 1;
        score.right += read.intersection(&expected).count();
        score.invented += read.difference(&expected).count();
        score.missed += expected.difference(&read).count();
    }
    if not_there > 0 {
        println!("skipped: {not_there} texts, because FINGERPOST_SHARED is not set or has not got them");
    }
    for part in ["tuned", "unseen"] {
        let score = scores.get(part).copied().unwrap_or_default();
        println!(
            "{part}: {} texts, {} sessions right, {} invented, {} missed: precision {:.3}, recall {:.3}",
            score.texts,
            score.right,
            score.invented,
            score.missed,
            score.precision(),
            score.recall()
        );
        assert!(score.precision() >= 0.98, "{part}: precision {:.4}", score.precision());
        assert!(score.recall() >= 0.85, "{part}: recall {:.4}", score.recall());
    }
    if shared.is_some() {
        assert!(not_there < 10, "{not_there} texts are not in the shared data any more");
    }
}

/// Each day × time × recurrence once.
fn units(sessions: &[Session]) -> BTreeSet<String> {
    let mut units = BTreeSet::new();
    for session in sessions {
        let clock =
            |time: Option<Time>| time.map(|time| time.strftime("%H:%M").to_string()).unwrap_or_default();
        let time = match session.opens_at {
            Some(_) => format!(" {}-{}", clock(session.opens_at), clock(session.closes_at)),
            None => String::new(),
        };
        let season = if session.season == Season::TermTime { " term" } else { "" };
        let names = |days: Weekdays| days.iter().map(|day| DAYS[day.to_monday_zero_offset() as usize]);
        match &session.recurrence {
            Recurrence::Weekly { days, interval, .. } => {
                let every = if *interval > 1 { format!("/{interval}") } else { String::new() };
                units.extend(names(*days).map(|day| format!("{day}{every}{time}{season}")));
            }
            Recurrence::MonthlyByDay { nth, days, .. } => {
                for nth in nth {
                    units.extend(names(*days).map(|day| format!("{nth}{day}{time}{season}")));
                }
            }
            other => {
                units.insert(format!("{other:?}{time}{season}"));
            }
        }
    }
    units
}

fn expected_units(written: &str) -> BTreeSet<String> {
    let mut units = BTreeSet::new();
    for session in written.split(';').map(str::trim).filter(|session| !session.is_empty()) {
        let (days, rest) = session
            .split_once(' ')
            .map_or((session, String::new()), |(days, rest)| (days, format!(" {rest}")));
        let letters = days.find(|c: char| c.is_ascii_alphabetic()).expect("a session names days");
        let (numbers, days) = days.split_at(letters);
        let (days, every) =
            days.split_once('/').map_or((days, String::new()), |(days, every)| (days, format!("/{every}")));
        for day in days.split(',').flat_map(days_of) {
            for nth in numbers.split(',') {
                units.insert(format!("{nth}{day}{every}{rest}"));
            }
        }
    }
    units
}

fn days_of(written: &str) -> &'static [&'static str] {
    let number = |name: &str| DAYS.iter().position(|day| *day == name).expect("a day of two letters");
    match written.split_once('-') {
        Some((first, last)) => &DAYS[number(first)..=number(last)],
        None => &DAYS[number(written)..=number(written)],
    }
}

/// Every text of the files, by its digest.
fn shared_texts(folder: &Path) -> HashMap<String, String> {
    let mut texts = HashMap::new();
    let mut keep = |text: &str| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        texts.insert(digest(&text), text);
    };
    for name in FILES.into_iter().chain([BELL_TOWERS]) {
        let Ok(bytes) = std::fs::read(folder.join(name)) else { continue };
        let mut text = Vec::new();
        if name.ends_with(".xz") {
            liblzma::read::XzDecoder::new(&bytes[..]).read_to_end(&mut text).expect("a whole file");
        } else {
            text = bytes;
        }
        if name.contains(".csv") {
            let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(&text[..]);
            for row in rows.byte_records().flatten() {
                row.iter().for_each(|field| keep(&String::from_utf8_lossy(field)));
            }
        } else {
            let value: serde_json::Value = serde_json::from_slice(&text).expect("JSON");
            strings_of(&value, &mut keep);
        }
    }
    texts
}

fn strings_of(value: &serde_json::Value, keep: &mut impl FnMut(&str)) {
    match value {
        serde_json::Value::String(text) => keep(text),
        serde_json::Value::Array(values) => values.iter().for_each(|value| strings_of(value, keep)),
        serde_json::Value::Object(fields) => fields.values().for_each(|value| strings_of(value, keep)),
        _ => {}
    }
}

/// FNV-1a, 64 bits: enough to find a text again.
fn digest(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}
