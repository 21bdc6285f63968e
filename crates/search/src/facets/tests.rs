use std::collections::HashSet;

use model::evidence::{Role, SourceRecord};
use model::identifier::{ServiceId, SourceId};
use model::schedule::{Session, Weekdays};

use super::*;
use crate::marks::{Says, TestKind};

fn service() -> Service {
    let source = SourceId::parse("ambleford-groups").expect("a good name");
    let record = SourceRecord {
        source: source.clone(),
        record: "1".into(),
        url: None,
        seen: jiff::civil::date(2026, 11, 1),
        asserted: None,
        role: Role::Owner,
        gone: None,
    };
    Service::new(ServiceId::new(&source, "1"), "Ambleford Choir".into(), record)
}

fn weekly(days: Weekdays, opens: (i8, i8), closes: (i8, i8)) -> Session {
    Session {
        recurrence: Recurrence::Weekly { days, interval: 1, anchor: None },
        opens_at: Some(jiff::civil::time(opens.0, opens.1, 0, 0)),
        closes_at: Some(jiff::civil::time(closes.0, closes.1, 0, 0)),
        valid_from: None,
        valid_to: None,
        season: model::schedule::Season::AllYear,
        bank_holidays: model::schedule::BankHolidays::NotStated,
        except: Vec::new(),
        note: None,
    }
}

#[test]
fn every_value_has_a_bit_of_its_own() {
    let mut bits = HashSet::new();
    for facet in FACETS {
        for value in facet.values {
            assert!(value.bit < 64 && bits.insert(value.bit), "{} {}", facet.key, value.key);
        }
    }
    for (feature, value) in AccessFeature::ALL.into_iter().zip(FACETS[5].values) {
        assert_eq!(access_key(feature), value.key);
    }
    assert_eq!((FACETS[0].key, FACETS[1].key, FACETS[6].key), ("day", "time", "age"));
}

#[test]
fn every_theme_is_found_by_its_key() {
    for (key, label) in THEMES {
        assert_eq!(theme(key), Some((key, label)));
    }
    assert_eq!(theme("no-such-theme"), None);
}

#[test]
fn day_and_time_belong_to_one_session() {
    let mut service = service();
    service.schedule.sessions = vec![
        weekly(Weekdays::from_bits(0b10), (9, 30), (11, 0)),
        weekly(Weekdays::from_bits(0b1_0000), (19, 0), (21, 0)),
    ];
    let marks = marks_of(&service, &[]);
    let tuesday_evening = TestKind::Bits { yes: (2, 1 << 5), no: (2, u64::MAX) };
    let friday_evening = TestKind::Bits { yes: (2, 1 << 14), no: (2, u64::MAX) };
    assert_eq!(tuesday_evening.ask(&marks.words), Says::No);
    assert_eq!(friday_evening.ask(&marks.words), Says::Yes);
}

#[test]
fn nobody_said_is_not_no() {
    let marks = marks_of(&service(), &[]);
    let free = TestKind::Bits { yes: (0, 1), no: (0, 0b111) };
    assert_eq!(free.ask(&marks.words), Says::NotStated);
    assert_eq!(TestKind::Ages(60, 120).ask(&marks.words), Says::NotStated);
}

#[test]
fn stated_ages_are_compared_by_the_year() {
    let mut service = service();
    service.eligibility.maximum_age = Some(50);
    let marks = marks_of(&service, &[]);
    assert_eq!(TestKind::Ages(50, 50).ask(&marks.words), Says::Yes);
    assert_eq!(TestKind::Ages(51, 120).ask(&marks.words), Says::No);
}
