//! Whatever the records: the order does not matter, a source that is not there was never there, and a
//! changed value changes itself and nothing else.

use model::evidence::Field;
use model::service::Service;
use model::snapshot::IdMap;
use proptest::prelude::*;

use super::records::{self, Town, merge_all, record, with};

const NAMES: [&str; 8] = [
    "Ambleford Choir",
    "The Ambleford Choir",
    "Ambleford Junior Choir",
    "Coffee & Chat",
    "Coffee and Chat",
    "St Mary's Playgroup",
    "Saint Marys Play Group",
    "Ambleford Library",
];
const PLACES: [(&str, f64, f64); 4] = [
    ("SK4 3AA", 53.41, -2.17),
    ("SK4 3AB", 53.4105, -2.17),
    ("SK4 4BB", 53.42, -2.18),
    ("TR1 2AB", 50.26, -5.05),
];

fn any_record() -> impl Strategy<Value = Service> {
    (0..4_u8, 0..30_u8, 0..8_usize, 0..5_usize, 0..4_u8, 0..4_u8, 0..3_u8).prop_map(
        |(source, number, name, place, phone, days, org)| {
            with(record(&format!("source-{source}"), &number.to_string(), NAMES[name]), |s| {
                if let Some((postcode, north, east)) = PLACES.get(place) {
                    records::at(s, postcode, *north, *east);
                }
                if phone > 0 {
                    records::phone(s, &format!("+44161496000{phone}"));
                }
                if days > 0 {
                    records::weekly(s, &format!("day {days}"), 1 << days, 10);
                }
                if org > 0 {
                    records::organisation(s, &format!("Organisation {org}"), &format!("100000{org}"));
                }
            })
        },
    )
}

fn without_ids(mut services: Vec<Service>) -> Vec<String> {
    let mut lines: Vec<String> = services
        .iter_mut()
        .map(|service| {
            service.records.sort_by_key(|record| (record.source.clone(), record.record.clone()));
            let records: Vec<String> =
                service.records.iter().map(|record| format!("{} {}", record.source, record.record)).collect();
            format!("{records:?} {} {:?}", service.name, service.schedule.text)
        })
        .collect();
    lines.sort();
    lines
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn shuffled_records_give_the_identical_snapshot(
        (records, shuffled) in prop::collection::vec(any_record(), 0..24)
            .prop_flat_map(|records| (Just(records.clone()), Just(records).prop_shuffle()))
    ) {
        let town = Town::new();
        let (one, other) = (merge_all(&town, &records), merge_all(&town, &shuffled));
        prop_assert_eq!(one.bytes(), other.bytes());
        prop_assert_eq!(one.candidates, other.candidates);
        prop_assert_eq!(one.ids, other.ids);
        prop_assert_eq!(one.counts, other.counts);
    }

    #[test]
    fn removing_a_source_gives_the_state_of_a_build_without_it(
        records in prop::collection::vec(any_record(), 0..24)
    ) {
        let mut town = Town::new();
        let without: Vec<Service> =
            records.iter().filter(|r| r.records[0].source.as_str() != "source-0").cloned().collect();
        let never_there = merge_all(&town, &without);
        let never_bytes = never_there.bytes();
        town.ids = merge_all(&town, &records).ids;
        let removed = merge_all(&town, &without);
        prop_assert_eq!(without_ids(removed.services), without_ids(never_there.services));
        town.ids = IdMap::default();
        prop_assert_eq!(merge_all(&town, &without).bytes(), never_bytes);
    }

    #[test]
    fn every_record_is_kept_merged_or_hidden(records in prop::collection::vec(any_record(), 0..24)) {
        let made = merge_all(&Town::new(), &records);
        let counted: u64 = made.counts.values().map(|count| count.kept + count.merged + count.hidden).sum();
        prop_assert_eq!(counted, records.len() as u64);
        prop_assert_eq!(made.counts.values().map(|c| c.kept).sum::<u64>(), made.services.len() as u64);
        for record in &records {
            let id = made.ids.resolve(record.id);
            prop_assert!(made.services.iter().any(|service| service.id == id), "{} leads nowhere", record.id);
        }
    }
}

#[test]
fn a_changed_value_changes_that_value_and_its_evidence_and_nothing_else() {
    let town = Town::new();
    let mut records = ["council", "library", "ward"].map(|source| {
        with(record(source, "1", "Ambleford Repair Café"), |s| {
            records::at(s, "SK4 3AA", 53.41, -2.17);
            records::phone(s, "+441614960001");
            s.cost.text = Some("£2".to_owned());
        })
    });
    let before = merge_all(&town, &records).services.remove(0);
    records[1].cost.text = Some("£3".to_owned());
    records[1].cost.kind = model::cost::CostKind::Paid;
    let mut after = merge_all(&town, &records).services.remove(0);

    assert_ne!(after, before);
    assert!(after.evidence.iter().any(|line| line.says.as_deref() == Some("£3")));
    let others = |service: &Service| {
        service.evidence.iter().filter(|line| line.field != Field::Cost).cloned().collect::<Vec<_>>()
    };
    assert_eq!(others(&after), others(&before));
    after.evidence.clone_from(&before.evidence);
    assert_eq!(after, before, "the value that two still agree on stays");
}
