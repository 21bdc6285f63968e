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
fn a_record_that_its_source_drops_is_remembered_with_the_day_while_others_list_the_service() {
    let town = Town::new();
    let choir = "id,name,postcode\n1,Ambleford Choir,SK4 3AA\n";
    town.source("ambleford-groups", "", THREE);
    town.source("ambleford-walks", "", choir);
    let gone_of = |outcome: &Outcome| -> Vec<(String, Option<jiff::civil::Date>)> {
        let records = &services(outcome)["Ambleford Choir"].records;
        let mut told: Vec<_> =
            records.iter().map(|record| (record.source.to_string(), record.gone)).collect();
        told.sort();
        told
    };
    let listed = |source: &str, gone: Option<jiff::civil::Date>| (source.to_owned(), gone);
    let both = [listed("ambleford-groups", None), listed("ambleford-walks", None)];
    assert_eq!(gone_of(&town.crawl(|_| {})), both);

    town.source("ambleford-groups", "", "id,name,postcode\n2,Ambleford Chess Club,SK4 3AB\n");
    let mut day = None;
    let second = town.crawl(|settings| day = Some(reading::day_of(settings.now)));
    let dropped = [listed("ambleford-groups", day), listed("ambleford-walks", None)];
    assert_eq!(gone_of(&second), dropped);
    let service = services(&second).remove("Ambleford Choir").expect("the choir");
    assert!(service.evidence.iter().all(|line| usize::from(line.record) == 0), "what it said goes");
    assert!(model::confidence::Trust::of(&service).dropped_by_some);

    // The next crawl keeps the day; listed again, it is as before; a source that left takes all along.
    let month_later = |settings: &mut Settings<'_>| settings.now += jiff::SignedDuration::from_hours(720);
    assert_eq!(gone_of(&town.crawl(month_later)), dropped);
    town.source("ambleford-groups", "", THREE);
    assert_eq!(gone_of(&town.crawl(month_later)), both);
    town.source("ambleford-groups", "", "id,name,postcode\n2,Ambleford Chess Club,SK4 3AB\n");
    town.crawl(month_later);
    fs::remove_dir_all(town.path("scrapers/ambleford-groups")).expect("removed");
    assert_eq!(gone_of(&town.crawl(month_later)), [listed("ambleford-walks", None)]);
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

/// The services of a snapshot, by name.
fn services(outcome: &Outcome) -> BTreeMap<String, model::service::Service> {
    let path = outcome.snapshot.as_ref().expect("a snapshot").join("services.jsonl.zst");
    let input = std::io::BufReader::new(unpacked(fs::File::open(path).expect("services")).expect("zstd"));
    let services = ServiceReader::new(input).expect("a header").map(|service| service.expect("a service"));
    services.map(|service| (service.name.clone(), service)).collect()
}

/// An Open Referral source of these services.
fn open_referral(town: &Town, id: &str, services: &serde_json::Value) {
    town.source(id, "", "");
    let folder = town.path("scrapers").join(id);
    let text = format!(
        "id = \"{id}\"\ntitle = \"{id}\"\npublisher = \"Ambleford Council\"\nlicence = \"OGL-UK-3.0\"\n\
         [fetch]\nurl = \"file:services.json\"\n[read]\nformat = \"open-referral\"\n"
    );
    fs::write(folder.join("source.toml"), text).expect("settings");
    fs::write(folder.join("services.json"), services.to_string()).expect("services");
}

/// T10 of the field study: what takes place somewhere was shown as online, and what has no fixed place
/// could not be placed.
#[test]
fn t10_nothing_becomes_online_from_source_to_snapshot_unless_its_source_says_so() {
    use model::service::Delivery::{InPerson, Online};
    let town = Town::new();
    let at = |location: serde_json::Value| serde_json::json!([{ "location": location }]);
    let hall = serde_json::json!({"name": "Hall", "location_type": "physical",
        "addresses": [{"address_1": "1 High Street", "city": "Ambleford", "postal_code": "SK4 3AA"}]});
    let cases = [
        ("Says nothing", serde_json::json!([]), vec![]),
        ("In the hall", at(hall), vec![InPerson]),
        ("On the web", at(serde_json::json!({"name": "Zoom", "location_type": "virtual"})), vec![Online]),
        ("Roams", at(serde_json::json!({"name": "Alternates between Upper and Lower Ambleford"})), vec![]),
    ];
    let listed: Vec<serde_json::Value> = cases
        .iter()
        .map(
            |(name, places, _)| serde_json::json!({"id": name, "name": name, "service_at_locations": places}),
        )
        .collect();
    open_referral(&town, "ambleford-council", &serde_json::Value::Array(listed));
    let made = services(&town.crawl(|_| {}));
    for (name, _, expected) in cases {
        let ways: Vec<_> =
            made[name].delivery.iter().copied().filter(|way| [InPerson, Online].contains(way)).collect();
        assert_eq!(ways, expected, "{name}: {:?}", made[name].delivery);
    }
}

/// T11 of the field study: the address shown was a head office, and nobody found the service where it is.
#[test]
fn t11_a_head_office_is_no_place_to_go_to_from_source_to_snapshot() {
    let town = Town::new();
    let rows = "id,name,postcode\n1,Debt Advice,SK4 3AA\n";
    town.source("ambleford-offices", "", rows);
    town.source("ambleford-venues", "", &rows.replace("Debt Advice", "Lunch Club"));
    let settings = town.path("scrapers/ambleford-offices/source.toml");
    let text = fs::read_to_string(&settings).expect("settings");
    let marked = text.replace("[expect]", "place_role = { constant = \"run-from\" }\n[expect]");
    fs::write(&settings, marked).expect("settings");
    let outcome = town.crawl(|_| {});
    let made = services(&outcome);
    assert!(made["Debt Advice"].locations.is_empty() && made["Debt Advice"].delivery.is_empty());
    assert_eq!(made["Lunch Club"].locations.len(), 1);
    let counted = &row_of(&outcome, "ambleford-offices").cleaned;
    assert_eq!(counted.get("run-from-address"), Some(&1), "what is left out is counted");
}

/// The card of a source in a snapshot.
fn card(outcome: &Outcome, id: &str) -> model::report::ReportCard {
    let path = outcome.snapshot.as_ref().expect("a snapshot").join(format!("cards/{id}.json"));
    serde_json::from_slice(&fs::read(path).expect("a card")).expect("a card")
}

#[test]
fn a_report_card_names_the_line_of_what_had_to_be_mended() {
    let town = Town::new();
    let rows = "id,name,postcode\n1,Ambleford Choir,SK4 3AA\n2,Ambleford CafÃ©,SK4 3AA\n3,AMBLEFORD CHESS CLUB,nonsense\n";
    town.source("ambleford-groups", "", rows);
    for run in 1..=2 {
        // The second crawl reads nothing anew and must say the same.
        let card = card(&town.crawl(|_| {}), "ambleford-groups");
        let malformed: Vec<(String, u64)> = card
            .findings
            .iter()
            .filter(|finding| finding.kind == model::report::FindingKind::Malformed)
            .flat_map(|finding| finding.cases.iter().map(|case| (finding.what.clone(), case.row)))
            .collect();
        assert!(
            malformed.contains(&("letters are broken by a wrong encoding".to_owned(), 2)),
            "{run}: {malformed:?}"
        );
        assert!(
            malformed.iter().any(|(what, row)| what.starts_with("the name is all") && *row == 3),
            "{run}: {malformed:?}"
        );
        assert!(malformed.iter().all(|(_, row)| *row != 1));
    }
}

#[test]
fn what_somebody_told_of_a_service_is_in_the_snapshot_with_the_ledger_as_its_source() {
    use model::ledger::{Entry, LedgerLine};
    use model::service::Status;
    let mut town = Town::new();
    town.source("ambleford-groups", "", THREE);
    let id = services(&town.crawl(|_| {}))["Ambleford Choir"].id;
    let entry = Entry::Status { id, status: Status::Defunct, until: None };
    town.ledger.lines.push(LedgerLine { at: town.now, by: "cli".to_owned(), entry });
    let outcome = town.crawl(|_| {});
    let choir = &services(&outcome)["Ambleford Choir"];
    assert_eq!(choir.status, Status::Defunct);
    assert!(choir.records.iter().any(|record| record.source.as_str() == "ledger"));
    assert_eq!(row_of(&outcome, "ledger").read, 1);
    assert!(crate::report::adds_up(&outcome.report));
}
