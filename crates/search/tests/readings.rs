//! How questions are read: `readings.txt` holds each with its chips. `UPDATE_EXPECT=1` rewrites it.

use std::path::{Path, PathBuf};

use gazetteer::Gazetteer;
use jiff::Zoned;
use jiff::civil::date;
use jiff::tz::TimeZone;
use model::vocabulary::Vocabulary;
use search::ask::Ask;
use search::question::{ChipKind, Question};
use search::spelling::{Dictionary, count_vocabulary};
use search::understand::{Context, understand};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn vocabulary() -> Vocabulary {
    let folder = root().join("index-data/vocabulary");
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the vocabulary ships")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).expect("a readable file")))
        .collect();
    files.sort();
    let files = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    Vocabulary::parse(files).expect("the vocabulary that ships is well formed")
}

struct World {
    gazetteer: Gazetteer,
    vocabulary: Vocabulary,
    dictionary: Dictionary,
}

impl World {
    fn open() -> World {
        let vocabulary = vocabulary();
        let gazetteer = Gazetteer::open(&root().join("index-data/gazetteer")).expect("the gazetteer ships");
        let mut counts = std::collections::BTreeMap::new();
        count_vocabulary(&vocabulary, &mut counts);
        // Words any catalogue has.
        for word in ["auditions", "updated", "patients", "taking", "joining", "collection"] {
            counts.insert(word.to_owned(), 100);
        }
        World { dictionary: Dictionary::from_counts(&counts), gazetteer, vocabulary }
    }

    fn read(&self, ask: &Ask) -> Question {
        let context = Context {
            gazetteer: &self.gazetteer,
            vocabulary: &self.vocabulary,
            dictionary: &self.dictionary,
        };
        understand(ask, &context, &now())
    }
}

/// A Monday morning.
fn now() -> Zoned {
    date(2026, 11, 23).at(10, 30, 0, 0).to_zoned(TimeZone::UTC).expect("no gap in UTC")
}

/// The reading as `readings.txt` shows it.
fn shown(question: &Question) -> String {
    let mut lines = Vec::new();
    if let Some(repaired) = &question.reading.repaired {
        lines.push(format!("  repaired: {repaired}"));
    }
    let mut concepts = question.concepts.iter();
    for chip in &question.reading.chips {
        let kind = format!("{:?}", chip.kind).to_lowercase();
        let concept = match chip.kind {
            ChipKind::Topic => concepts.next().map_or(String::new(), |asked| format!(" [{}]", asked.concept)),
            _ => String::new(),
        };
        lines.push(format!("  {kind}: {}{concept}", chip.label));
    }
    for note in &question.reading.notes {
        lines.push(format!("  note: {note}"));
    }
    if !question.reading.other_places.is_empty() {
        let others: Vec<&str> =
            question.reading.other_places.iter().take(3).map(|place| place.label.as_str()).collect();
        lines.push(format!("  or: {}", others.join("; ")));
    }
    lines.join("\n")
}

#[test]
fn every_question_reads_as_it_should() {
    let world = World::open();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readings.txt");
    let text = std::fs::read_to_string(&path).expect("readings.txt ships");
    let mut now_reads = String::new();
    for line in text.lines() {
        if line.starts_with("  ") {
            continue;
        }
        now_reads.push_str(line);
        now_reads.push('\n');
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let reading = shown(&world.read(&Ask::of(line)));
        if !reading.is_empty() {
            now_reads.push_str(&reading);
            now_reads.push('\n');
        }
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, now_reads).expect("a writable file");
        return;
    }
    for (expected, found) in text.lines().zip(now_reads.lines()) {
        assert_eq!(found, expected, "run with UPDATE_EXPECT=1 and read the difference");
    }
    assert_eq!(text, now_reads);
}

#[test]
fn every_concept_is_read_from_its_test_question() {
    let world = World::open();
    assert!(world.vocabulary.concepts().len() >= 250, "{} concepts", world.vocabulary.concepts().len());
    let phrases: usize = world.vocabulary.concepts().iter().map(|concept| concept.phrases.len()).sum();
    assert!(phrases >= 3000, "{phrases} phrases");
    let mut missed = Vec::new();
    for concept in world.vocabulary.concepts() {
        let Some(test) = concept.test_question.as_deref() else {
            missed.push(format!("{}: has no test question", concept.id));
            continue;
        };
        let question = world.read(&Ask::of(test));
        let means_it = question.concepts.iter().any(|asked| {
            asked.concept == concept.id
                || asked.bridges.iter().any(|(id, weight, _)| *id == concept.id && *weight >= 0.9)
        });
        if !means_it {
            let read: Vec<_> = question.concepts.iter().map(|asked| asked.concept.0.as_str()).collect();
            missed.push(format!("{}: “{test}” reads as {read:?}", concept.id));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn dropping_a_chip_takes_its_part_away_and_nothing_else() {
    let world = World::open();
    let q = "carer support wheelchair accessible weekday evening near SK4 3AA not church";
    let whole = world.read(&Ask::of(q));
    for chip in &whole.reading.chips {
        let mut ask = Ask::of(q);
        ask.dropped = vec![chip.key.clone()];
        let rest = world.read(&ask);
        let expected: Vec<_> = whole.reading.chips.iter().filter(|other| other.key != chip.key).collect();
        assert_eq!(rest.reading.chips.iter().collect::<Vec<_>>(), expected, "{}", chip.key);
    }
    let mut ask = Ask::of(q);
    ask.dropped = vec!["no-such-chip".to_owned()];
    assert_eq!(world.read(&ask).reading.chips, whole.reading.chips);
}

#[test]
fn exactly_means_exactly() {
    let world = World::open();
    let mut ask = Ask::of("chior");
    assert_eq!(world.read(&ask).reading.repaired.as_deref(), Some("choir"));
    ask.exactly = true;
    let question = world.read(&ask);
    assert_eq!((question.words, question.reading.repaired), (vec!["chior".to_owned()], None));
}

#[test]
fn the_place_box_wins_over_the_question() {
    let world = World::open();
    let mut ask = Ask::of("choir near Bolton");
    ask.near = Some("SK4 3AA".to_owned());
    let origin = world.read(&ask).origin.expect("a postcode that is in use");
    assert!(origin.label.starts_with("SK4 3AA"), "{}", origin.label);
    ask.near = Some("Newport, Isle of Wight".to_owned());
    let origin = world.read(&ask).origin.expect("a town");
    assert!((origin.point.latitude - 50.7).abs() < 0.1, "{origin:?}");
}

#[test]
fn understanding_never_panics_on_strange_text() {
    let world = World::open();
    for text in [
        "",
        " ",
        "near",
        "in",
        "£",
        "not",
        "over",
        "a b c d e f g h i j",
        "??? !!!",
        "near near near",
        "within 5 miles",
        "between 2 and",
        "aged",
        "next",
        "🙂 choir 🙂",
        "SK4 3AA SK4 3AA",
        "0 0 0",
        "x".repeat(5000).as_str(),
        "no no no no",
        "at 25pm",
        "7.99pm",
        "near ‘’",
        "é́é",
        "under £5",
        "\u{202e}rtl",
    ] {
        let _ = world.read(&Ask::of(text));
    }
}
