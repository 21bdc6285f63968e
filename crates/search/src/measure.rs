//! Measures the engine: the same questions to every way of answering, checked against brute force.
//!
//! Figures are microseconds of one thread unless said otherwise. A question is a place, a radius, words,
//! and sometimes a filter, made from a seed.

mod costly;
mod plain;
mod table;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use gazetteer::Gazetteer;
use jiff::Zoned;
use jiff::civil::date;
use model::identifier::AreaCode;
use model::place::Point;
use model::vocabulary::Vocabulary;

use crate::catalogue::Catalogue;
use crate::find::{self, Budget, Order, Query, Space};
use crate::generator::{self, Chance};
use crate::geometry::{Spot, chord2_of_metres};
use crate::lists::{In, Wanted};
use crate::marks::{Test, TestKind};
use crate::parts::Parts;
use crate::question::{Origin, Question, Reach};
use crate::rank::{self, Decay};
use crate::tree::Range;
use crate::words::Stems;

pub use plain::{Plain, export};
pub use table::Table;

/// Rows asked for.
const ROWS: usize = 20;

/// Where scores have fallen to a half, in metres, in every measured question.
const HALF_METRES: f32 = 3_000.0;

/// Radii of questions, in metres; the last is the whole country.
const RADII_METRES: [f64; 6] = [1_000.0, 5_000.0, 10_000.0, 40_000.0, 100_000.0, 2_000_000.0];

/// A measured question.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Asked {
    /// Terms that must all be there, as indexed.
    pub words: Vec<String>,
    /// From where.
    pub point: Point,
    /// How far.
    pub metres: f64,
    /// Only what is not stated to cost something.
    pub is_free: bool,
    /// The areas it lies in: who understands a question finds them, not who answers it.
    #[serde(skip)]
    pub areas: Vec<AreaCode>,
}

/// Questions of a seed: one to three words as common as words are, where people live, at every radius.
pub fn questions(seed: u64, count: usize, gazetteer: &Gazetteer) -> Vec<Asked> {
    let chance = &mut Chance::new(seed);
    let mut stems = Stems::default();
    (0..count)
        .map(|number| {
            let words = [1, 1, 1, 2, 2, 3][chance.below(6)];
            let words = (0..words).map(|_| stems.term(&generator::word(chance))).collect();
            let point = generator::point(chance);
            Asked {
                words,
                point,
                metres: RADII_METRES[number % RADII_METRES.len()],
                is_free: chance.happens(0.25),
                areas: gazetteer.areas_at(point),
            }
        })
        .collect()
}

/// One way of answering: the name of the kind of question and what is done.
type Way<'a> = (&'static str, Box<dyn Fn(&Asked) -> u64 + Sync + 'a>);

impl Asked {
    fn query<'a>(&self, parts: &'a Parts) -> Query<'a> {
        let wanted: Vec<Vec<Wanted>> = self
            .words
            .iter()
            .map(|word| vec![Wanted { place: In::Words, term: word.clone(), weight: 1.0 }])
            .collect();
        let free = Test { reason: String::new(), kind: TestKind::Bits { yes: (0, 1), no: (0, 0b111) } };
        Query {
            parts,
            slots: find::slots(parts, &wanted),
            without: Vec::new(),
            phrases: Vec::new(),
            all: true,
            tests: if self.is_free { vec![free] } else { Vec::new() },
            priors: rank::priors(date(2026, 11, 22)),
            budget: Budget::unlimited(),
        }
    }

    fn space(&self) -> Space<'static> {
        Space::Circle { from: Spot::of(self.point), within: chord2_of_metres(self.metres) }
    }

    fn question(&self) -> Question {
        Question {
            words: self.words.clone(),
            origin: Some(Origin {
                radius_metres: 0.0,
                point: self.point,
                precision: model::place::Precision::Postcode,
                label: String::new(),
                areas: self.areas.clone(),
                within_area: None,
            }),
            reach: Reach::WithinMetres(self.metres),
            page: 1,
            per_page: ROWS as u32,
            ..Question::default()
        }
    }
}

/// The ways of the engine.
fn ways<'a>(catalogue: &'a Catalogue, now: &'a Zoned) -> Vec<Way<'a>> {
    let parts: &Parts = &catalogue.parts;
    let order = Order::Best(Some(Decay { half_metres: HALF_METRES }));
    vec![
        ("20 nearest", Box::new(move |asked| top(parts, asked, Order::Nearest))),
        ("20 best", Box::new(move |asked| top(parts, asked, order))),
        ("facet counts", Box::new(move |asked| asked.query(parts).count(&asked.space().ground(parts)).total)),
        (
            "20 rows",
            Box::new(move |asked| {
                let first = asked.words.len() as u32 * 1000 + asked.metres as u32 % 1000;
                let rows = (0..ROWS as u32)
                    .filter_map(|row| parts.row((first + row * 7919) % parts.services().max(1)));
                rows.count() as u64
            }),
        ),
        (
            "whole answer",
            Box::new(move |asked| {
                let answer = catalogue.answer(&asked.question(), now);
                answer.lanes.iter().map(|lane| lane.hits.len() as u64).sum()
            }),
        ),
    ]
}

/// The ways of the engine with a question that names no place.
fn ways_without_a_place<'a>(catalogue: &'a Catalogue, now: &'a Zoned) -> Vec<Way<'a>> {
    let parts: &Parts = &catalogue.parts;
    let places = [Range { start: 0, end: parts.manifest.documents[0], is_inside: true }];
    vec![
        (
            "20 best, no place",
            Box::new(move |asked| {
                let query = asked.query(parts);
                let ground = Space::Ranges(&places).ground(parts);
                let top = query.top(&ground, Order::Best(None), ROWS, &mut |_| true);
                top.found.len() as u64
            }),
        ),
        (
            "whole answer, no place",
            Box::new(move |asked| {
                let question = Question { origin: None, ..asked.question() };
                let answer = catalogue.answer(&question, now);
                answer.lanes.iter().map(|lane| lane.hits.len() as u64).sum()
            }),
        ),
    ]
}

fn top(parts: &Parts, asked: &Asked, order: Order) -> u64 {
    let ground = asked.space().ground(parts);
    asked.query(parts).top(&ground, order, ROWS, &mut |_| true).found.len() as u64
}

/// Times of one way over all questions, the middle of `rounds` of each, in microseconds.
fn time(way: &dyn Fn(&Asked) -> u64, asked: &[Asked], rounds: usize) -> Vec<f64> {
    asked
        .iter()
        .map(|question| {
            let mut times: Vec<f64> = (0..rounds)
                .map(|_| {
                    let start = Instant::now();
                    std::hint::black_box(way(question));
                    start.elapsed().as_secs_f64() * 1e6
                })
                .collect();
            times.sort_by(f64::total_cmp);
            times[rounds / 2]
        })
        .collect()
}

/// Questions a second with so many clients, for about `span`.
fn throughput(way: &(dyn Fn(&Asked) -> u64 + Sync), asked: &[Asked], clients: usize, span: Duration) -> f64 {
    let start = Instant::now();
    let done: u64 = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..clients)
            .map(|client| {
                scope.spawn(move || {
                    let mut done = 0;
                    for question in asked.iter().cycle().skip(client * 37) {
                        std::hint::black_box(way(question));
                        done += 1;
                        if start.elapsed() > span {
                            break;
                        }
                    }
                    done
                })
            })
            .collect();
        clients.into_iter().map(|client| client.join().unwrap_or(0)).sum()
    });
    done as f64 / start.elapsed().as_secs_f64()
}

/// Measures an opened catalogue by the kinds of question whose name begins with `kind`; where that is nothing,
/// by all of them, and plain tantivy beside them where there is one.
pub fn measure(
    catalogue: &Catalogue,
    asked: &[Asked],
    plain: Option<&Plain>,
    kind: &str,
    now: &Zoned,
) -> Table {
    let mut table = Table::default();
    let span = Duration::from_secs(2);
    let all = ways(catalogue, now).into_iter().chain(ways_without_a_place(catalogue, now));
    for (name, way) in all.filter(|(name, _)| name.starts_with(kind)) {
        time(&way, asked, 1);
        table.times(name, time(&way, asked, 3));
        table.rates(throughput(&way, asked, 1, span), throughput(&way, asked, 8, span));
    }
    let by_radius =
        |metres: f64| asked.iter().filter(|one| one.metres == metres).cloned().collect::<Vec<_>>();
    for (name, way) in ways(catalogue, now).into_iter().filter(|(name, _)| *name != "20 rows") {
        for metres in RADII_METRES {
            let label = format!("{name}, within {:.0} km", metres / 1000.0);
            if !label.starts_with(kind) {
                continue;
            }
            table.times(&label, time(&way, &by_radius(metres), 3));
        }
    }
    for metres in RADII_METRES {
        let commonest: Vec<Asked> = asked
            .iter()
            .take(60)
            .map(|one| Asked { words: vec!["communiti".to_owned()], is_free: false, metres, ..one.clone() })
            .collect();
        for (name, way) in ways(catalogue, now).into_iter().take(2) {
            let label = format!("{name}, commonest word, {:.0} km", metres / 1000.0);
            if !label.starts_with(kind) {
                continue;
            }
            table.times(&label, time(&way, &commonest, 3));
        }
    }
    if let Some(plain) = plain.filter(|_| kind.is_empty()) {
        let sample: Vec<Asked> = asked.iter().take(200).cloned().collect();
        let nearest = |asked: &Asked| plain.nearest(asked, ROWS).len() as u64;
        let best = |asked: &Asked| plain.best(asked, ROWS, HALF_METRES).len() as u64;
        table.times("plain tantivy, 20 nearest", time(&nearest, &sample, 1));
        table.rates(throughput(&nearest, &sample, 1, span), throughput(&nearest, &sample, 8, span));
        table.times("plain tantivy, 20 best", time(&best, &sample, 1));
        table.rates(throughput(&best, &sample, 1, span), throughput(&best, &sample, 8, span));
    }
    table
}

/// How many of the questions are answered by distance exactly as brute force answers them.
pub fn agreement(catalogue: &Catalogue, asked: &[Asked]) -> (usize, usize) {
    let parts = &catalogue.parts;
    let agree = asked.iter().filter(|question| {
        let query = question.query(parts);
        let (ground, from) = (question.space().ground(parts), Spot::of(question.point));
        let found = query.top(&ground, Order::Nearest, ROWS, &mut |_| true).found;
        let truth =
            query.top_by(crate::plan::Plan::Postings, &ground, Order::Nearest, ROWS, &mut |_| true).found;
        let is_right = |document: u32, key: u64| parts.spot(document).chord2(from) == key;
        found == truth && found.iter().all(|one| is_right(one.document, one.key))
    });
    (agree.count(), asked.len())
}

/// What is measured.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Folder for what is made: snapshot, indexes, tables. What is there already is used again.
    pub folder: PathBuf,
    /// How many services are invented.
    pub services: u64,
    /// The seed of services and questions.
    pub seed: u64,
    /// How many questions are asked.
    pub questions: usize,
    /// Whether plain tantivy is measured beside.
    pub with_plain: bool,
    /// Whether documents and questions are written down for other peers.
    pub with_export: bool,
    /// Whether only the dearest questions are asked, and their work counted.
    pub only_costly: bool,
    /// Only kinds of question whose name begins so are measured; all, where it is empty.
    pub kind: String,
}

/// Makes what is missing, measures, and says each finding.
pub fn run(
    settings: &Settings,
    gazetteer: Arc<Gazetteer>,
    vocabulary: Arc<Vocabulary>,
    say: &mut dyn FnMut(String),
) -> Result<(), MeasureError> {
    let snapshot = settings.folder.join(format!("snapshot-{}", settings.services));
    let index = settings.folder.join(format!("index-{}", settings.services));
    if !snapshot.join("manifest.json").exists() {
        generator::write_snapshot(&snapshot, settings.seed, settings.services)?;
    }
    let compressed = std::fs::metadata(snapshot.join("services.jsonl.zst"))?.len();
    say(format!("{} services, snapshot {} compressed", settings.services, megabytes(compressed)));
    if crate::manifest::Manifest::open(&index).is_err() {
        // None, a broken one, or one of an older format.
        let _ = std::fs::remove_dir_all(&index);
        let start = Instant::now();
        let mut steps: Vec<(crate::Step, f64)> = Vec::new();
        crate::build(&snapshot, &vocabulary, &index, |progress| {
            let at = start.elapsed().as_secs_f64();
            match steps.last_mut() {
                Some((step, until)) if *step == progress.step => *until = at,
                _ => steps.push((progress.step, at)),
            }
        })?;
        say(format!("built in {:.1} s, at most {} resident", start.elapsed().as_secs_f64(), status("VmHWM")));
        say(format!("  seconds at the end of each step: {steps:.1?}"));
    }
    let before = status("RssAnon");
    let start = Instant::now();
    let catalogue = Catalogue::open(&index, gazetteer, vocabulary)?;
    say(format!(
        "opened in {:.0} ms; resident without mapped pages {before} before, {} after",
        start.elapsed().as_secs_f64() * 1e3,
        status("RssAnon")
    ));
    let now = date(2026, 11, 22).at(9, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC)?;
    if settings.only_costly {
        let asked = costly::questions(settings.seed + 2, settings.questions);
        costly::costly(&catalogue, &asked, &now).into_iter().for_each(say);
        return Ok(());
    }
    for line in sizes(&catalogue) {
        say(line);
    }
    let asked = questions(settings.seed + 1, settings.questions, catalogue.gazetteer());
    let (agree, of) = agreement(&catalogue, &asked);
    say(format!("{agree} of {of} questions by distance agree with brute force"));
    if settings.with_export {
        write_questions(&asked, &settings.folder.join(format!("questions-{}.jsonl", settings.services)))?;
        export(&catalogue, &settings.folder.join(format!("documents-{}.tsv", settings.services)))?;
    }
    let plain = match settings.with_plain {
        true => {
            Some(Plain::build(&catalogue, &settings.folder.join(format!("plain-{}", settings.services)))?)
        }
        false => None,
    };
    if let Some(plain) = &plain {
        let agree = asked.iter().filter(|one| plain_agrees(&catalogue, plain, one)).count();
        say(format!("{agree} of {of} agree with plain tantivy to a metre"));
    }
    let table = measure(&catalogue, &asked, plain.as_ref(), &settings.kind, &now);
    say(match table.is_empty() {
        true => {
            format!("No kind of question begins with `{}`: leave out `--kind` to see all.", settings.kind)
        }
        false => table.to_string(),
    });
    Ok(())
}

/// Why nothing could be measured.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
#[expect(missing_docs, reason = "each is the error it holds")]
pub enum MeasureError {
    Io(#[from] std::io::Error),
    Build(#[from] crate::BuildError),
    Open(#[from] crate::OpenError),
    Text(#[from] tantivy::TantivyError),
    Clock(#[from] jiff::Error),
}

fn plain_agrees(catalogue: &Catalogue, plain: &Plain, asked: &Asked) -> bool {
    let query = asked.query(&catalogue.parts);
    // A place of a service counts once here and each time there: compare the distances, each once.
    let ground = asked.space().ground(&catalogue.parts);
    let ours = query.top(&ground, Order::Nearest, ROWS, &mut |_| true).found;
    let theirs = plain.nearest(asked, ROWS * 4);
    ours.iter().filter_map(|found| found.metres()).all(|metres| {
        theirs.iter().any(|other| (metres - other).abs() < 1.0) || (asked.metres - metres).abs() < 1.0
    })
}

fn sizes(catalogue: &Catalogue) -> Vec<String> {
    let files = &catalogue.manifest().files;
    let all: u64 = files.values().map(|file| file.bytes).sum();
    let mut lines = vec![format!("index {}", megabytes(all))];
    lines.extend(
        files
            .iter()
            .filter(|(_, file)| file.bytes * 100 > all)
            .map(|(name, file)| format!("  {name} {}", megabytes(file.bytes))),
    );
    lines
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

/// A line of what the system says of this process: resident memory, in its own words.
fn status(key: &str) -> String {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(key)).and_then(|line| line.split_once(':'));
    line.map_or_else(|| "unknown".to_owned(), |(_, value)| value.trim().to_owned())
}

/// Writes the questions as JSON lines, for the peers.
fn write_questions(asked: &[Asked], path: &Path) -> std::io::Result<()> {
    let lines: Vec<String> =
        asked.iter().map(|one| Ok(serde_json::to_string(one)?)).collect::<std::io::Result<_>>()?;
    std::fs::write(path, lines.join("\n") + "\n")
}
