//! The files beside the services.

use super::*;
use crate::identifier::SourceId;

fn id(record: &str) -> ServiceId {
    ServiceId::new(&SourceId::parse("ambleford-groups").unwrap(), record)
}

#[test]
fn an_old_identifier_leads_to_the_service_it_became() {
    let mut map = IdMap::default();
    map.insert(IdLine { id: id("1"), since: 1, to: Some(id("2")) });
    map.insert(IdLine { id: id("2"), since: 1, to: Some(id("3")) });
    map.insert(IdLine { id: id("3"), since: 2, to: None });
    assert_eq!(map.resolve(id("1")), id("3"));
    assert_eq!(map.resolve(id("9")), id("9"));
}

#[test]
fn a_ring_of_redirects_ends() {
    let mut map = IdMap::default();
    map.insert(IdLine { id: id("1"), since: 1, to: Some(id("2")) });
    map.insert(IdLine { id: id("2"), since: 1, to: Some(id("1")) });
    assert!([id("1"), id("2")].contains(&map.resolve(id("1"))));
}

#[test]
fn the_id_map_reads_back_as_written_and_counts_bad_lines() {
    let mut map = IdMap::default();
    map.insert(IdLine { id: id("1"), since: 1, to: Some(id("2")) });
    let mut text: String = map.iter().map(|line| serde_json::to_string(&line).unwrap() + "\n").collect();
    text.push_str("not a line\n");
    assert_eq!(IdMap::parse(&text), (map, 1));
}
