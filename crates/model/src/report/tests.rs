//! A card names what is wrong and the line that causes it.

use jiff::civil::date;

use super::*;
use crate::evidence::{Role, SourceRecord};
use crate::identifier::ServiceId;
use crate::service::Service;

fn source() -> SourceInfo {
    SourceInfo {
        id: SourceId::parse("ambleford-groups").unwrap(),
        title: "Ambleford groups".to_owned(),
        publisher: "Ambleford Council".to_owned(),
        homepage: None,
        licence: "OGL-UK-3.0".to_owned(),
        attribution: None,
        role: Role::Aggregator,
        data_date: None,
        checked: None,
    }
}

fn group(record: &str) -> Service {
    let of = SourceRecord {
        source: source().id,
        record: record.to_owned(),
        url: None,
        seen: date(2026, 11, 20),
        asserted: Some(date(2024, 2, 29)),
        role: Role::Aggregator,
        gone: None,
    };
    Service::new(ServiceId::new(&source().id, record), "Ambleford Choir".to_owned(), of)
}

fn card() -> ReportCard {
    let mut maker = CardMaker::new(&source(), date(2026, 11, 22));
    maker.look_at(1, &group("a"));
    maker.look_at(2, &group("=b"));
    maker.mended(2, "=b", "mojibake");
    maker.duplicated(2, "=b", 1, "a");
    maker.turned_away(&Rejection {
        source: source().id,
        row: 3,
        record: None,
        reason: "no-name".to_owned(),
        detail: "the field `Name` is empty, or \"-\"".to_owned(),
    });
    maker.finish()
}

#[test]
fn a_card_finds_each_kind_of_fault_with_its_line() {
    let card = card();
    assert_eq!((card.records, card.fresh), (2, 0.0));
    let found = |kind: FindingKind| card.findings.iter().find(|finding| finding.kind == kind).unwrap();
    assert_eq!(found(FindingKind::TurnedAway).cases[0].row, 3);
    assert_eq!(found(FindingKind::Malformed).what, "mojibake");
    assert_eq!(found(FindingKind::Duplicated).cases[0].detail, "the same as `a` in row 1");
    assert_eq!(found(FindingKind::Stale).cases[1].detail, "29 February 2024");
    assert_eq!(found(FindingKind::Missing).count, 2);
}

#[test]
fn the_csv_opens_in_a_spreadsheet_without_running_anything() {
    let csv = card().to_csv();
    assert!(csv.contains("turned away,no-name,3,,\"the field `Name` is empty, or \"\"-\"\"\"\r\n"), "{csv}");
    assert!(csv.contains("malformed,mojibake,2,'=b,\r\n"), "{csv}");
}

#[test]
fn a_card_reads_back_as_written() {
    let card = card();
    let text = serde_json::to_string(&card).unwrap();
    assert_eq!(serde_json::from_str::<ReportCard>(&text).unwrap(), card);
}
