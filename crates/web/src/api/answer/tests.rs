use search::answer::{Answer, Count, Hidden, Lane, NearMiss};
use search::ask::{Ask, LaneKind};
use search::question::{Chip, ChipKind, Reading};

use super::search_document;

#[test]
fn an_answer_keeps_its_lanes_its_reading_and_what_was_ignored() {
    let mut relaxed = Ask::of("choir");
    relaxed.near = Some("Ambleford".to_owned());
    let answer = Answer {
        reading: Reading {
            typed: "choir on tuesday".to_owned(),
            chips: vec![Chip {
                key: "topic".to_owned(),
                kind: ChipKind::Topic,
                label: "choirs".to_owned(),
                from: "choir".to_owned(),
            }],
            ..Reading::default()
        },
        lanes: vec![Lane {
            kind: LaneKind::NearYou,
            total: Count { number: 3, is_about: true },
            hits: Vec::new(),
            within_metres: Some(1609.344),
        }],
        near_misses: vec![NearMiss {
            label: "12 if any day will do".to_owned(),
            count: Count { number: 12, is_about: false },
            ask: relaxed,
        }],
        hidden: vec![Hidden { count: 4, reason: "under-50s only".to_owned() }],
        ..Answer::default()
    };
    let document = search_document(&Ask::of("choir on tuesday"), answer, vec!["colour".to_owned()], "s1");
    let json = serde_json::to_value(&document).expect("a document is JSON");
    assert_eq!(json["meta"]["reading"]["chips"][0]["kind"], "topic");
    assert_eq!(json["meta"]["ignored"][0], "colour");
    assert_eq!(json["meta"]["total"]["is_about"], true);
    assert_eq!(json["lanes"][0]["lane"], "near-you");
    assert_eq!(json["lanes"][0]["within_metres"], 1609.0);
    assert_eq!(json["near_misses"][0]["query"], "q=choir&near=Ambleford");
    assert_eq!(json["hidden"][0]["reason"], "under-50s only");
    assert!(json.get("crisis").is_none());
}
