//! Each label with its because, and that older never reads as surer.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::evidence::{Evidence, Field, Reading, SourceRecord};
use crate::identifier::{ServiceId, SourceId};
use crate::service::Service;

const TODAY: Date = date(2026, 11, 22);

fn record(source: &str, role: Role, asserted: Option<Date>) -> SourceRecord {
    SourceRecord {
        source: SourceId::parse(source).unwrap(),
        record: "1".to_owned(),
        url: None,
        seen: date(2026, 11, 20),
        asserted,
        role,
        gone: None,
    }
}

fn choir(role: Role, asserted: Option<Date>) -> Service {
    let record = record("ambleford-groups", role, asserted);
    let mut service = Service::new(ServiceId::new(&record.source, "1"), "Ambleford Choir".to_owned(), record);
    service.locations.push(crate::place::Location::default());
    service.schedule.text = Some("Tuesdays 7pm".to_owned());
    service.contact.website = Some("https://choir.example".to_owned());
    service.evidence = [Field::Name, Field::Location, Field::Schedule, Field::Website]
        .map(|field| Evidence { field, record: 0, reading: Reading::Stated, says: None })
        .to_vec();
    service
}

fn check(service: &Service, label: ConfidenceLabel, because: &str) {
    let got = confidence(&Trust::of(service), TODAY);
    assert_eq!((got.label, got.because.as_str()), (label, because));
}

#[test]
fn each_label_says_why() {
    use ConfidenceLabel::*;
    check(
        &choir(Role::Owner, Some(date(2026, 10, 3))),
        Confirmed,
        "The organisation itself last confirmed it on 3 October 2026.",
    );
    check(
        &choir(Role::Assurer, Some(date(2026, 1, 3))),
        Probable,
        "Somebody who checks records last confirmed it on 3 January 2026.",
    );
    check(
        &choir(Role::Aggregator, Some(date(2026, 10, 3))),
        Probable,
        "The list it comes from dates it 3 October 2026.",
    );
    check(&choir(Role::Aggregator, None), RingFirst, "Nobody says when it was last right.");
    check(
        &choir(Role::Aggregator, Some(date(2023, 10, 3))),
        RingFirst,
        "The list it comes from dates it 3 October 2023; its times may well have changed since then.",
    );
    check(
        &choir(Role::Aggregator, Some(date(2015, 10, 3))),
        Unreliable,
        "The list it comes from dates it 3 October 2015; its times may well have changed since then.",
    );
}

#[test]
fn a_hard_fact_outweighs_a_recent_date() {
    use ConfidenceLabel::*;
    let recent = choir(Role::Owner, Some(date(2026, 11, 1)));
    let confirmed = "the organisation itself last confirmed it on 1 November 2026.";

    let mut closed = recent.clone();
    closed.status = Status::Defunct;
    check(&closed, Unreliable, &format!("It is said to have ended; {confirmed}"));

    let mut paused = recent.clone();
    paused.status = Status::TemporarilyClosed;
    check(&paused, RingFirst, &format!("It is said to be closed for now; {confirmed}"));

    let mut removed = recent.clone();
    removed.organisation =
        Some(crate::service::Organisation { register: Some(RegisterStatus::Removed), ..Default::default() });
    check(
        &removed,
        Unreliable,
        &format!("The organisation behind it was removed from its register; {confirmed}"),
    );

    let mut unlisted = recent.clone();
    unlisted.records[0].gone = Some(date(2026, 11, 10));
    check(&unlisted, RingFirst, &format!("Its source stopped listing it by 10 November 2026; {confirmed}"));

    let mut old_text = recent;
    old_text.description = Some("Our next concert is on 14 March 2023.".to_owned());
    check(&old_text, RingFirst, &format!("Its own text last mentions 14 March 2023; {confirmed}"));
}

#[test]
fn agreement_helps_and_disagreement_is_named() {
    let mut two = choir(Role::Aggregator, Some(date(2026, 10, 3)));
    two.records.push(record("ambleford-library", Role::Aggregator, Some(date(2026, 9, 1))));
    check(
        &two,
        ConfidenceLabel::Confirmed,
        "The list it comes from dates it 3 October 2026; 2 sources agree.",
    );

    two.evidence.push(Evidence {
        field: Field::Schedule,
        record: 1,
        reading: Reading::Stated,
        says: Some("Mondays".to_owned()),
    });
    check(
        &two,
        ConfidenceLabel::Probable,
        "The list it comes from dates it 3 October 2026; sources disagree on its times.",
    );
}

#[test]
fn the_latest_date_in_a_text_is_found() {
    for (text, expected) in [
        ("Next meeting 14 March 2023, all welcome", Some(date(2023, 3, 14))),
        ("Next meeting Tue 14th Mar 2023 then 18/04/2023.", Some(date(2023, 4, 18))),
        ("Updated 2024-02-29", Some(date(2024, 2, 29))),
        ("Closed until March 2021", Some(date(2021, 3, 31))),
        ("Founded in May 2009 by neighbours", None),
        ("In June 1944 the hall burnt down", None),
        ("Rooms 3 and 4, ring 0161 496 0000", None),
        ("May 5, 2022", Some(date(2022, 5, 5))),
        ("31 February 2022", None),
    ] {
        assert_eq!(latest_date_in(text), expected, "{text}");
    }
}

fn trusts() -> impl Strategy<Value = Trust> {
    let day = || (0_u16..11_000).prop_map(Day::from_number);
    let days = proptest::array::uniform10(day());
    let bits = (0_u8..16, 0_u8..16, 0_u8..6, 0_u8..4, 0_u8..4, 0_u8..3, any::<bool>(), any::<bool>());
    (days, bits).prop_map(|(days, (stated, disputed, agreeing, role, status, register, dropped, prose))| {
        let mut bytes = [0_u8; Trust::BYTES];
        for (pair, day) in bytes.chunks_exact_mut(2).zip(days) {
            pair.copy_from_slice(&day.number().to_le_bytes());
        }
        bytes[20] = stated | disputed << 4;
        bytes[21] = agreeing;
        bytes[22] = role | status << 2 | register << 4;
        bytes[23] = u8::from(dropped) | u8::from(prose) << 1;
        Trust::from_bytes(&bytes)
    })
}

fn older(day: Day, by: u16) -> Day {
    if day.is_some() { Day::from_number(day.number().saturating_sub(by).max(1)) } else { day }
}

proptest! {
    #[test]
    fn older_never_reads_as_surer(trust in trusts(), which in 0_usize..10, by in 0_u16..4000, later in 0_i64..4000) {
        let now = label(&trust, TODAY);
        let mut aged = trust;
        match which {
            0 => aged.asserted = older(aged.asserted, by),
            1 => aged.confirmed = older(aged.confirmed, by),
            2..=5 => aged.parts[which - 2] = older(aged.parts[which - 2], by),
            6 => aged.seen = older(aged.seen, by),
            7 => aged.gone = older(aged.gone, by),
            8 => aged.mentioned = older(aged.mentioned, by),
            _ => aged.ends = older(aged.ends, by),
        }
        prop_assert!(label(&aged, TODAY) >= now, "{trust:?} became surer as {aged:?}");
        let day = TODAY.saturating_add(jiff::Span::new().days(later));
        prop_assert!(label(&trust, day) >= now, "{trust:?} became surer by {day}");
        prop_assert!(belief(&trust, day) <= belief(&trust, TODAY) + 1e-6);
    }

    #[test]
    fn the_stored_form_keeps_everything(trust in trusts()) {
        prop_assert_eq!(Trust::from_bytes(&trust.to_bytes()), trust);
    }
}
