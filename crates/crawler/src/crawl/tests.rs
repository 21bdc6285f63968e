use std::collections::BTreeMap;
use std::fs;

use model::ledger::Ledger;
use model::snapshot::{Manifest, ServiceReader};

use super::*;
use crate::fetch::Manners;

/// A crawl of sources that were written into a temporary folder.
struct Town {
    folder: tempfile::TempDir,
    vocabulary: Vocabulary,
    ledger: Ledger,
    now: Timestamp,
}

impl Town {
    fn new() -> Town {
        Town {
            folder: tempfile::tempdir().expect("a temporary folder"),
            vocabulary: Vocabulary::parse([]).expect("an empty vocabulary"),
            ledger: Ledger::default(),
            now: "2026-11-22T04:00:00Z".parse().expect("a moment"),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A CSV source with this `[expect]` and these rows.
    fn source(&self, id: &str, expect: &str, rows: &str) {
        let folder = self.path("scrapers").join(id);
        fs::create_dir_all(&folder).expect("a folder");
        let text = format!(
            "id = \"{id}\"\ntitle = \"{id}\"\npublisher = \"Ambleford Council\"\nlicence = \"OGL-UK-3.0\"\n\
             [fetch]\nurl = \"file:rows.csv\"\n[read]\nformat = \"csv\"\n\
             [map]\nid = \"id\"\nname = \"name\"\npostcode = \"postcode\"\n[expect]\n{expect}\n"
        );
        fs::write(folder.join("source.toml"), text).expect("settings");
        fs::write(folder.join("rows.csv"), rows).expect("rows");
    }

    fn crawl(&self, change: impl FnOnce(&mut Settings<'_>)) -> Outcome {
        let folders = read_folders(&self.path("scrapers"), &|_| None).expect("folders");
        let mut settings = Settings {
            downloads: self.path("downloads"),
            snapshots: self.path("snapshots"),
            gazetteer: None,
            vocabulary: &self.vocabulary,
            ledger: &self.ledger,
            context_digest: "test".to_owned(),
            now: self.now,
            only: BTreeSet::new(),
            accept: BTreeSet::new(),
            jobs: 2,
            dry_run: false,
            fetch: Manners::default(),
        };
        change(&mut settings);
        crawl(&settings, &folders, &mut |_| {}).expect("the crawl")
    }
}

fn names(outcome: &Outcome) -> Vec<String> {
    let path = outcome.snapshot.as_ref().expect("a snapshot").join("services.jsonl.zst");
    let file = fs::File::open(path).expect("services");
    let input = std::io::BufReader::new(zstd::stream::read::Decoder::new(file).expect("zstd"));
    let mut names: Vec<String> = ServiceReader::new(input)
        .expect("a header")
        .map(|service| service.expect("a service").name)
        .collect();
    names.sort();
    names
}

fn row_of<'o>(outcome: &'o Outcome, id: &str) -> &'o SourceReport {
    outcome.report.iter().find(|row| row.source.id.as_str() == id).expect(id)
}

fn red_reason(outcome: &Outcome, id: &str) -> String {
    match &row_of(outcome, id).health {
        Health::Red { reason } => reason.clone(),
        Health::Green => "green".to_owned(),
    }
}

const THREE: &str =
    "id,name,postcode\n1,Ambleford Choir,SK4 3AA\n2,Ambleford Chess Club,SK4 3AB\n3,,SK4 3AC\n";

#[test]
fn nothing_is_silently_dropped() {
    let town = Town::new();
    town.source(
        "ambleford-groups",
        "",
        &format!("{THREE}1,Ambleford Choir,SK4 3AA\n2,Another Club,SK4 3AB\n"),
    );
    let outcome = town.crawl(|_| {});
    let row = row_of(&outcome, "ambleford-groups");
    assert_eq!((row.read, row.kept + row.merged, row.rejected), (5, 2, 3));
    assert!(crate::report::adds_up(&outcome.report));
    let reasons: Vec<(&str, u64)> =
        row.rejected_by_reason.iter().map(|(code, n)| (code.as_str(), *n)).collect();
    assert_eq!(reasons, [("no-name", 1), ("repeated-id", 1), ("repeated-record", 1)]);
    assert_eq!(names(&outcome), ["Ambleford Chess Club", "Ambleford Choir"]);
}

#[test]
fn a_source_outside_its_promise_keeps_its_last_good_data_until_a_person_accepts() {
    let town = Town::new();
    town.source("ambleford-groups", "records = \"2..9\"", THREE);
    let first = town.crawl(|_| {});
    assert_eq!(red_reason(&first, "ambleford-groups"), "green");
    town.source("ambleford-groups", "records = \"2..9\"", "id,name,postcode\n9,Only One,SK4 3AA\n");
    let second = town.crawl(|_| {});
    assert!(red_reason(&second, "ambleford-groups").contains("1 records where"));
    assert_eq!(names(&second), ["Ambleford Chess Club", "Ambleford Choir"]);
    let third = town.crawl(|settings| {
        settings.accept.extend(SourceId::parse("ambleford-groups"));
    });
    assert_eq!(red_reason(&third, "ambleford-groups"), "green");
    assert_eq!(names(&third), ["Only One"]);
    let row = row_of(&third, "ambleford-groups");
    assert_eq!((row.new, row.changed, row.gone), (1, 0, 2));
    let gone = fs::read_to_string(third.snapshot.expect("a snapshot").join("gone.jsonl")).expect("gone");
    assert_eq!(gone.lines().count(), 2);
}

#[test]
fn a_source_that_vanishes_is_kept_and_says_so_and_the_others_go_on() {
    let town = Town::new();
    town.source("ambleford-groups", "", THREE);
    town.source("ambleford-walks", "", "id,name,postcode\n1,Fell Walkers,SK4 3AA\n");
    town.crawl(|_| {});
    fs::remove_file(town.path("scrapers/ambleford-groups/rows.csv")).expect("removed");
    let outcome = town.crawl(|_| {});
    assert!(red_reason(&outcome, "ambleford-groups").contains("there is nothing at"));
    assert_eq!(names(&outcome), ["Ambleford Chess Club", "Ambleford Choir", "Fell Walkers"]);
}

#[test]
fn settings_that_cannot_be_read_turn_one_source_red_and_the_others_go_on() {
    let town = Town::new();
    town.source("ambleford-groups", "recrods = \"2..9\"", THREE);
    town.source("ambleford-walks", "", "id,name,postcode\n1,Fell Walkers,SK4 3AA\n");
    let outcome = town.crawl(|_| {});
    assert!(red_reason(&outcome, "ambleford-groups").contains("did you mean `records`?"));
    assert_eq!(names(&outcome), ["Fell Walkers"]);
    assert_eq!(outcome.problems.len(), 1);
}

#[test]
fn a_second_crawl_of_the_same_data_is_the_same_and_brings_no_news() {
    let town = Town::new();
    town.source("ambleford-groups", "", THREE);
    let first = town.crawl(|_| {});
    assert_eq!(row_of(&first, "ambleford-groups").new, 2);
    let second = town.crawl(|_| {});
    assert_eq!(row_of(&second, "ambleford-groups").new, 0);
    let sums = |outcome: &Outcome| -> BTreeMap<String, String> {
        let text = fs::read(outcome.snapshot.as_ref().expect("a snapshot").join("manifest.json"))
            .expect("a manifest");
        serde_json::from_slice::<Manifest>(&text).expect("a manifest").checksums
    };
    assert_eq!(sums(&first)["services.jsonl.zst"], sums(&second)["services.jsonl.zst"]);
    assert_eq!(sums(&first)["rejections.jsonl.zst"], sums(&second)["rejections.jsonl.zst"]);
}

#[test]
fn a_dry_run_writes_no_snapshot_and_keeps_no_reading() {
    let town = Town::new();
    town.source("ambleford-groups", "", THREE);
    let outcome = town.crawl(|settings| settings.dry_run = true);
    assert_eq!(outcome.snapshot, None);
    assert_eq!(row_of(&outcome, "ambleford-groups").kept, 2);
    assert!(!town.path("downloads/ambleford-groups/state.json").exists());
}

#[test]
fn a_source_whose_variable_is_not_set_is_skipped_aloud() {
    let town = Town::new();
    town.source("ambleford-groups", "", THREE);
    let file = town.path("scrapers/ambleford-groups/source.toml");
    let text =
        fs::read_to_string(&file).expect("settings").replace("file:rows.csv", "file:${NOWHERE}/rows.csv");
    fs::write(&file, text).expect("settings");
    let outcome = town.crawl(|_| {});
    assert_eq!(outcome.skipped.len(), 1);
    assert!(outcome.skipped[0].1.contains("`NOWHERE` is not set"));
    assert!(outcome.report.is_empty());
}

#[test]
fn a_wrong_name_is_answered_with_the_nearest_source() {
    let town = Town::new();
    town.source("ambleford-groups", "", THREE);
    let folders = read_folders(&town.path("scrapers"), &|_| None).expect("folders");
    let typed = SourceId::parse("ambleford-group").expect("an id");
    let nearest = crate::source::nearest(typed.as_str(), &[folders[0].id.as_str()]);
    assert_eq!(nearest.as_deref(), Some("ambleford-groups"));
}
