//! What cleaning costs a record, what reading a schedule costs, and what the next occurrence costs.

use std::hint::black_box;

use crawler::clean::{CleanContext, clean, schedule::read_text};
use crawler::draft::{Draft, DraftLocation, DraftPhone};
use crawler::source::Personal;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jiff::civil::{Date, date};
use model::evidence::Role;
use model::identifier::SourceId;
use model::occurrence;
use model::source::SourceInfo;
use model::vocabulary::Vocabulary;

const TEXTS: [&str; 8] = [
    "Mondays and Wednesdays 10am-12 noon",
    "2nd Tuesday of the month, 2-4pm, term time only",
    "Monday: 09:00 - 17:00, Tuesday: 09:00 - 17:00, Wednesday: 09:00 - 13:00, Friday: 09:00 - 17:00",
    "Mon-Fri 9am to 5pm, Sat 10-1",
    "Every other Wednesday from 7pm - 9pm",
    "Monday - Friday 9am - 6.30pm (closed 1 - 2pm). Saturday 9am - 1pm",
    "Fridays 6.30pm",
    "Contact the group",
];

/// A thousand records of Ambleford, no two alike in more than a few fields.
fn drafts() -> Vec<Draft> {
    let some = |text: String| Some(text);
    (0..1_000)
        .map(|number| {
            let html = number % 4 == 0;
            let story = "We meet every week for a friendly chat, a cup of tea and some gentle singing. \
                Everyone is welcome, and the hall has level access and a hearing loop. \
                Please ring first if you would like a lift, or just come along.";
            let description = if html {
                format!("<p>{story}</p><p>See you &amp; yours soon.</p>")
            } else {
                story.to_owned()
            };
            Draft {
                row: number,
                record: format!("record-{number}"),
                name: some(format!("Ambleford Singing Group {}", number % 97)),
                description: some(description),
                category_words: vec!["Singing".to_owned(), "Social groups".to_owned()],
                locations: vec![DraftLocation {
                    name: some("Ambleford Village Hall".to_owned()),
                    address: some(format!("{} High Street, Ambleford, SK4 3AA", number % 200)),
                    latitude: some("53.41".to_owned()),
                    longitude: some("-2.16".to_owned()),
                    ..DraftLocation::default()
                }],
                schedule_text: some(TEXTS[number as usize % TEXTS.len()].to_owned()),
                cost_text: some("£3.50 per session, first one free".to_owned()),
                age_text: some("over 60s".to_owned()),
                phones: vec![DraftPhone { number: format!("01632 96{:04}", number % 10_000), note: None }],
                emails: vec!["singing@ambleford.org.uk".to_owned()],
                website: some("www.ambleford.org.uk/singing".to_owned()),
                ..Draft::default()
            }
        })
        .collect()
}

fn vocabulary() -> Vocabulary {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../index-data/vocabulary");
    let files: Vec<(String, String)> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            Some((name, std::fs::read_to_string(entry.path()).ok()?))
        })
        .collect();
    Vocabulary::parse(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))).unwrap_or_default()
}

fn cleaning(criterion: &mut Criterion) {
    let source = SourceInfo {
        id: SourceId::parse("ambleford-groups").expect("a source id"),
        title: "Ambleford groups".to_owned(),
        publisher: "Ambleford Town Council".to_owned(),
        homepage: None,
        licence: "OGL-UK-3.0".to_owned(),
        attribution: None,
        role: Role::Aggregator,
        data_date: None,
        checked: None,
    };
    let personal = Personal::default();
    let drafts = drafts();
    let mut group = criterion.benchmark_group("clean");
    group.throughput(Throughput::Elements(drafts.len() as u64)).sample_size(10);
    let seen = date(2026, 11, 22);
    for (name, vocabulary) in
        [("records", vocabulary()), ("records without a vocabulary", Vocabulary::default())]
    {
        let context = CleanContext {
            source: &source,
            personal: &personal,
            one_kind: false,
            vocabulary: &vocabulary,
            seen,
        };
        group.bench_function(name, |bencher| {
            bencher.iter_batched(
                || drafts.clone(),
                |drafts| drafts.into_iter().filter_map(|draft| clean(&context, draft).ok()).count(),
                criterion::BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}

fn schedules(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("schedule");
    group.throughput(Throughput::Elements(TEXTS.len() as u64)).sample_size(20);
    group.bench_function("read from prose", |bencher| {
        bencher.iter(|| {
            TEXTS.iter().map(|text| read_text(black_box(text), Some(SEEN)).sessions.len()).sum::<usize>()
        });
    });
    group.finish();
    let weekly =
        model::schedule::Schedule { sessions: read_text(TEXTS[0], None).sessions, ..Default::default() };
    let monthly =
        model::schedule::Schedule { sessions: read_text(TEXTS[1], None).sessions, ..Default::default() };
    let now = SEEN.at(10, 30, 0, 0);
    let mut group = criterion.benchmark_group("occurrence");
    group.sample_size(20);
    for (name, schedule) in [("next of a weekly session", &weekly), ("next of a monthly session", &monthly)] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| occurrence::next(black_box(schedule), None, black_box(now)));
        });
    }
    group.finish();
}

const SEEN: Date = date(2026, 11, 22);

criterion_group!(benches, cleaning, schedules);
criterion_main!(benches);
