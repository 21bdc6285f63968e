//! Lines round-trip, bad ones are counted, and a takedown binds every copy.

use jiff::civil::date;

use super::*;
use crate::evidence::{Role, SourceRecord};
use crate::postcode::Postcode;

const AT: &str = "2026-11-22T10:00:00Z";

fn record(source: &str, id: &str) -> SourceRecord {
    SourceRecord {
        source: SourceId::parse(source).unwrap(),
        record: id.to_owned(),
        url: None,
        seen: date(2026, 11, 20),
        asserted: None,
        role: Role::Aggregator,
        gone: None,
    }
}

fn cafe(source: &str, id: &str, name: &str) -> Service {
    let record = record(source, id);
    let mut service = Service::new(ServiceId::new(&record.source, id), name.to_owned(), record);
    service.locations.push(crate::place::Location {
        postcode: Postcode::parse("ZZ1 1AA").or(Postcode::parse("SK4 3AA")),
        ..Default::default()
    });
    service
}

fn takedown(service: &Service) -> LedgerLine {
    LedgerLine::takedown(AT.parse().unwrap(), "cli", service, "asked by its owner")
}

#[test]
fn lines_read_back_as_written() {
    let (a, b) = (cafe("ambleford-groups", "1", "A").id, cafe("ambleford-groups", "2", "B").id);
    let entries = [
        Entry::Same { a, b, reason: None },
        Entry::NotSame { a, b, reason: Some("two halls".to_owned()) },
        Entry::Report { id: a, about: "closed".to_owned(), text: None },
        Entry::Restore { id: a, reason: "by mistake".to_owned() },
        Entry::Status { id: a, status: Status::TemporarilyClosed, until: Some(date(2027, 1, 4)) },
    ];
    let mut lines: Vec<LedgerLine> =
        entries.map(|entry| LedgerLine { at: AT.parse().unwrap(), by: "cli".to_owned(), entry }).to_vec();
    lines.push(takedown(&cafe("ambleford-groups", "1", "A")));
    let text: String = lines.iter().map(LedgerLine::to_text).collect();
    assert_eq!(Ledger::parse(&text), Ledger { lines, unreadable: 0 });
}

#[test]
fn a_bad_line_is_counted_and_hides_nothing_else() {
    let cafe = cafe("ambleford-groups", "1", "Ambleford Café");
    let text = format!("{{\"kind\":\"takedown\"}}\nnot json\n\n{}", takedown(&cafe).to_text());
    let ledger = Ledger::parse(&text);
    assert_eq!((ledger.lines.len(), ledger.unreadable), (1, 2));
    assert!(ledger.hidden().hides(&cafe));
}

#[test]
fn a_takedown_binds_every_record_of_the_cluster() {
    let mut merged = cafe("ambleford-groups", "1", "Ambleford Café");
    merged.records.push(record("ambleford-library", "77"));
    let hidden = Ledger { lines: vec![takedown(&merged)], unreadable: 0 }.hidden();
    assert!(hidden.contains(ServiceId::new(&SourceId::parse("ambleford-library").unwrap(), "77")));
    assert!(hidden.hides(&cafe("ambleford-library", "77", "Something else entirely")));
    assert!(!hidden.hides(&cafe("ambleford-library", "78", "Something else entirely")));
}

#[test]
fn a_copy_that_a_new_source_brings_is_known_by_its_marks() {
    let hidden = Ledger {
        lines: vec![takedown(&cafe("ambleford-groups", "1", "The Ambleford Café"))],
        unreadable: 0,
    }
    .hidden();
    assert!(hidden.hides(&cafe("elsewhere", "9", "Ambleford café")));
    assert!(!hidden.hides(&cafe("elsewhere", "9", "Ambleford Choir")));
}

#[test]
fn a_restore_ends_a_takedown() {
    let cafe = cafe("ambleford-groups", "1", "Ambleford Café");
    let mut hidden = Ledger { lines: vec![takedown(&cafe)], unreadable: 0 }.hidden();
    hidden.apply(&Entry::Restore { id: cafe.id, reason: "by mistake".to_owned() });
    assert_eq!(hidden, HiddenIds::default());
}

#[test]
fn a_tail_waits_for_the_end_of_a_line() {
    let cafe = cafe("ambleford-groups", "1", "Ambleford Café");
    let text = takedown(&cafe).to_text();
    let (first, rest) = text.as_bytes().split_at(40);
    let mut tail = LedgerTail::default();
    assert!(!tail.feed(first));
    assert!(tail.hidden().is_empty());
    assert!(tail.feed(rest));
    assert!(tail.hidden().contains(cafe.id));
    assert_eq!(tail.offset(), text.len() as u64);
}
