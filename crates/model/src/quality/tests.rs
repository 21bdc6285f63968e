//! The published rule on a bare and on a full record.

use jiff::civil::date;

use super::*;
use crate::evidence::{Role, SourceRecord};
use crate::identifier::{ConceptId, ServiceId, SourceId};

fn bare() -> Service {
    let source = SourceId::parse("ambleford-groups").unwrap();
    let record = SourceRecord {
        source: source.clone(),
        record: "1".to_owned(),
        url: None,
        seen: date(2026, 11, 20),
        asserted: None,
        role: Role::Aggregator,
        gone: None,
    };
    Service::new(ServiceId::new(&source, "1"), "Ambleford Choir".to_owned(), record)
}

#[test]
fn a_bare_name_has_no_points() {
    let service = bare();
    assert_eq!(missing(&service).count(), POINTS.len());
    let quality = quality(&service, date(2026, 11, 22));
    assert_eq!((quality.completeness, quality.recency), (0.0, 0.0));
}

#[test]
fn each_statement_raises_the_score() {
    let mut service = bare();
    let mut before = quality(&service, date(2026, 11, 22)).score();
    let steps: [fn(&mut Service); 5] = [
        |s| s.categories.push(ConceptId("arts/singing".to_owned())),
        |s| s.cost.kind = CostKind::Free,
        |s| s.contact.website = Some("https://choir.example".to_owned()),
        |s| {
            s.delivery.insert(Delivery::Online);
        },
        |s| s.records[0].asserted = Some(date(2026, 11, 1)),
    ];
    for step in steps {
        step(&mut service);
        let after = quality(&service, date(2026, 11, 22)).score();
        assert!(after > before, "{before} to {after}");
        before = after;
    }
}

#[test]
fn recency_halves_each_year() {
    let mut service = bare();
    service.records[0].asserted = Some(date(2025, 11, 22));
    assert_eq!(quality(&service, date(2026, 11, 22)).recency, 0.5);
}
