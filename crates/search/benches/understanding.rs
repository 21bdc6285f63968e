//! What it costs to understand a question, and to suggest while somebody types.
//!
//! The questions are the golden ones of `tests/readings.txt`, which hold the whole query set of the field
//! study with its misspellings. The bars: 200 µs at the median over the questions, 1 ms a suggestion.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use gazetteer::Gazetteer;
use jiff::Zoned;
use jiff::civil::date;
use jiff::tz::TimeZone;
use model::vocabulary::{Vocabulary, words::fold};
use search::ask::Ask;
use search::generator;
use search::spelling::{Dictionary, count_vocabulary};
use search::suggest::{Names, Phrases, suggest};
use search::understand::{Context, understand};

/// How many names of services may be suggested.
const NAMES: u64 = 200_000;
/// How often each question is understood for its own figure; the middle one counts.
const TIMES: usize = 31;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn vocabulary() -> Vocabulary {
    let listing = std::fs::read_dir(root().join("index-data/vocabulary")).expect("the vocabulary ships");
    let mut files: Vec<(String, String)> = listing
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).expect("a readable file")))
        .collect();
    files.sort();
    Vocabulary::parse(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))).expect("well formed")
}

fn questions() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readings.txt");
    let text = std::fs::read_to_string(path).expect("readings.txt ships");
    let is_question = |line: &&str| !line.is_empty() && !line.starts_with([' ', '#']);
    text.lines().filter(is_question).map(str::to_owned).collect()
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// A dictionary with the words of a catalogue, so that repairing has as much to look through.
fn dictionary(vocabulary: &Vocabulary, names: &BTreeMap<String, u64>) -> Dictionary {
    let mut counts = BTreeMap::new();
    count_vocabulary(vocabulary, &mut counts);
    for word in names.keys().flat_map(|name| name.split(' ')) {
        *counts.entry(word.to_owned()).or_default() += 1;
    }
    Dictionary::from_counts(&counts)
}

fn understanding(criterion: &mut Criterion) {
    let vocabulary = vocabulary();
    let gazetteer = Gazetteer::open(&root().join("index-data/gazetteer")).expect("the gazetteer ships");
    let names: BTreeMap<String, u64> =
        (0..NAMES).map(|number| (fold(&generator::service(1, number).name), number)).collect();
    let dictionary = dictionary(&vocabulary, &names);
    let context = Context { gazetteer: &gazetteer, vocabulary: &vocabulary, dictionary: &dictionary };
    let now: Zoned = date(2026, 11, 23).at(10, 30, 0, 0).to_zoned(TimeZone::UTC).expect("no gap in UTC");
    let asks: Vec<Ask> = questions().into_iter().map(Ask::of).collect();
    let time = |ask: &Ask| {
        let times = (0..TIMES).map(|_| {
            let started = Instant::now();
            black_box(understand(black_box(ask), &context, &now));
            started.elapsed()
        });
        middle(times.collect())
    };
    let mut each: Vec<(Duration, &str)> = asks.iter().map(|ask| (time(ask), ask.q.as_str())).collect();
    each.sort_unstable();
    let (median, slowest) = (each[each.len() / 2].0, each[each.len() - 1]);
    println!("understanding: median {median:?} over {} questions, slowest {slowest:?}", each.len());
    let mut next = asks.iter().cycle();
    criterion.bench_function("understand a question of the set", |bencher| {
        bencher.iter(|| understand(black_box(next.next().expect("a cycle has no end")), &context, &now));
    });

    let phrases = Phrases::new(&vocabulary);
    let names: Vec<(String, u32)> = names.into_iter().map(|(name, number)| (name, number as u32)).collect();
    let names = Names::of(&names).expect("sorted");
    let begun: Vec<String> = asks.iter().flat_map(|ask| beginnings(&ask.q)).collect();
    let time = |typed: &String| {
        let started = Instant::now();
        black_box(suggest(black_box(typed), 8, &phrases, &names, &vocabulary, &gazetteer));
        started.elapsed()
    };
    let slowest =
        begun.iter().map(|typed| (middle(vec![time(typed), time(typed), time(typed)]), typed)).max();
    println!(
        "suggestions: median {:?} over {} beginnings, slowest {slowest:?}",
        middle(begun.iter().map(time).collect()),
        begun.len()
    );
    let mut next = begun.iter().cycle();
    criterion.bench_function("suggest for a beginning", |bencher| {
        bencher.iter(|| {
            let typed = black_box(next.next().expect("a cycle has no end"));
            suggest(typed, 8, &phrases, &names, &vocabulary, &gazetteer)
        });
    });
}

/// What stands in the box as a question is typed, letter by letter.
fn beginnings(question: &str) -> Vec<String> {
    let ends = question.char_indices().map(|(start, letter)| start + letter.len_utf8());
    ends.map(|end| question[..end].to_owned()).collect()
}

criterion_group!(benches, understanding);
criterion_main!(benches);
