//! What people said wins: same, not same, taken down; and identifiers survive it all.

use jiff::civil::{Date, date};
use model::evidence::{Evidence, Field};
use model::ledger::{Entry, Ledger, LedgerLine};
use model::service::{Service, Status};

use super::records::{self, Made, Town, id, merge_all, record, with};

fn says(town: &mut Town, entry: Entry) {
    let at = "2026-11-22T10:00:00Z".parse().unwrap();
    town.ledger.lines.push(LedgerLine { at, by: "cli".to_owned(), entry });
}

fn two_copies() -> [Service; 2] {
    ["ambleford-council", "ambleford-library"].map(|source| {
        with(record(source, "1", "Ambleford Repair Café"), |s| {
            records::at(s, "SK4 3AA", 53.41, -2.17);
            records::phone(s, "+441614960001");
        })
    })
}

fn pair() -> (model::identifier::ServiceId, model::identifier::ServiceId) {
    (id("ambleford-council", "1"), id("ambleford-library", "1"))
}

#[test]
fn merge_split_and_merge_again_is_byte_identical() {
    let mut town = Town::new();
    let (a, b) = pair();
    let first = merge_all(&town, &two_copies());
    assert_eq!(first.services.len(), 1);
    town.ids = first.ids.clone();

    says(&mut town, Entry::NotSame { a, b, reason: None });
    let split = merge_all(&town, &two_copies());
    assert_eq!(split.services.len(), 2);
    assert!(split.services.iter().any(|service| service.id == first.services[0].id), "one part keeps the id");
    assert!(split.candidates.is_empty(), "what a person decided is not asked again");
    town.ids = split.ids;

    says(&mut town, Entry::Same { a, b, reason: None });
    let again = merge_all(&town, &two_copies());
    assert_eq!(again.bytes(), first.bytes());
    assert_eq!(again.ids, first.ids);
}

#[test]
fn a_person_may_join_what_no_score_would() {
    let mut town = Town::new();
    let records = [
        record("ambleford-council", "1", "Wednesday Wanderers"),
        record("ambleford-library", "1", "Hill walks"),
    ];
    assert_eq!(merge_all(&town, &records).services.len(), 2);
    let (a, b) = pair();
    says(&mut town, Entry::Same { a, b, reason: None });
    assert_eq!(merge_all(&town, &records).services.len(), 1);
}

#[test]
fn the_identifier_a_page_was_known_by_goes_on_leading_to_it() {
    let mut town = Town::new();
    let copies = two_copies();
    let alone = merge_all(&town, &copies[1..]);
    let known_as = alone.services[0].id;
    town.ids = alone.ids;

    let joined = merge_all(&town, &copies);
    assert_eq!(joined.services[0].id, known_as, "the older id stays, whichever sorts first");
    town.ids = joined.ids;

    let left = merge_all(&town, &copies[..1]);
    assert_eq!(left.services[0].id, known_as, "even when the record it was made from has left");
    assert_eq!(left.ids.resolve(copies[0].id), known_as);
}

fn taken_down(town: &mut Town, made: &Made) {
    let at = "2026-11-22T10:00:00Z".parse().unwrap();
    let line = LedgerLine::takedown(at, "cli", &made.services[0], "asked by its owner");
    town.ledger.lines.push(line);
}

#[test]
fn a_takedown_survives_later_crawls_and_every_copy() {
    let mut town = Town::new();
    let [council, library] = two_copies();
    let before = merge_all(&town, std::slice::from_ref(&council));
    taken_down(&mut town, &before);
    town.ids = before.ids;

    let copies = merge_all(&town, &[council.clone(), library.clone()]);
    assert!(copies.services.is_empty(), "a copy that merges is hidden with it");
    assert_eq!(copies.counts.values().map(|count| count.hidden).sum::<u64>(), 2);
    town.ids = copies.ids;

    let only_the_copy = merge_all(&town, std::slice::from_ref(&library));
    assert!(only_the_copy.services.is_empty(), "and stays hidden when the first source drops it");

    let renamed = with(library, |s| s.name = "Repair Café of Ambleford".to_owned());
    let disguised = merge_all(&town, &[renamed]);
    assert!(disguised.services.is_empty(), "even under another name, by the id it was known by");

    let other = record("ambleford-council", "2", "Ambleford Choir");
    assert_eq!(merge_all(&town, &[other, council]).services.len(), 1, "its neighbours stay");
}

#[test]
fn a_restore_brings_it_back() {
    let mut town = Town::new();
    let copies = two_copies();
    let before = merge_all(&town, &copies);
    taken_down(&mut town, &before);
    town.ids = before.ids.clone();
    assert!(merge_all(&town, &copies).services.is_empty());
    says(&mut town, Entry::Restore { id: before.services[0].id, reason: "by mistake".to_owned() });
    assert_eq!(merge_all(&town, &copies).bytes(), before.bytes());
}

#[test]
fn an_unreadable_ledger_line_changes_nothing() {
    let mut town = Town::new();
    let before = merge_all(&town, &two_copies()).bytes();
    town.ledger = Ledger::parse("{\"kind\":\"same\"}\ngarbage\n");
    assert_eq!(merge_all(&town, &two_copies()).bytes(), before);
}

fn status(town: &mut Town, id: model::identifier::ServiceId, status: Status, until: Option<Date>) {
    says(town, Entry::Status { id, status, until });
}

#[test]
fn a_status_that_somebody_told_wins_and_stands_beside_what_sources_say() {
    let mut town = Town::new();
    let mut copies = two_copies();
    copies[0].evidence.push(Evidence {
        field: Field::Status,
        record: 0,
        reading: model::evidence::Reading::Stated,
        says: None,
    });
    let before = merge_all(&town, &copies);
    for (told, words) in [
        (Status::Defunct, Some("running")),
        (Status::TemporarilyClosed, Some("running")),
        (Status::Inactive, Some("running")),
        (Status::Active, None),
    ] {
        status(&mut town, copies[1].id, told, None);
        let made = merge_all(&town, &copies);
        let service = &made.services[0];
        assert_eq!(service.status, told, "the last line wins");
        let heard: Vec<_> = service.evidence.iter().filter(|line| line.field == Field::Status).collect();
        assert_eq!(heard[0].says.as_deref(), words);
        let ledger = &service.records[usize::from(heard[1].record)];
        assert_eq!((ledger.source.as_str(), heard[1].says.as_deref()), ("ledger", None));
        let mut same = service.clone();
        same.status = before.services[0].status;
        same.records.pop();
        same.evidence.clone_from(&before.services[0].evidence);
        assert_eq!(same, before.services[0], "nothing else changes");
    }
}

#[test]
fn what_is_closed_for_now_opens_again_when_its_day_is_past() {
    let mut town = Town::new();
    let copies = two_copies();
    // Its sources were last seen on 20 November 2026.
    for (until, expected) in [
        (date(2026, 11, 19), Status::Active),
        (date(2026, 11, 20), Status::TemporarilyClosed),
        (date(2027, 1, 4), Status::TemporarilyClosed),
    ] {
        status(&mut town, copies[0].id, Status::TemporarilyClosed, Some(until));
        assert_eq!(merge_all(&town, &copies).services[0].status, expected, "{until}");
    }
}
