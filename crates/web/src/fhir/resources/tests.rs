use jiff::civil::date;
use search::listing::{organisation_id, place_ids};
use serde_json::Value;

use super::{healthcare_service, location, organization};
use crate::labels::Labels;
use crate::town::choir;

fn no_nulls_or_empties(value: &Value) {
    match value {
        Value::Null => panic!("a null"),
        Value::String(text) => assert!(!text.trim().is_empty()),
        Value::Array(items) => {
            assert!(!items.is_empty());
            items.iter().for_each(no_nulls_or_empties);
        }
        Value::Object(fields) => {
            assert!(!fields.is_empty());
            fields.values().for_each(no_nulls_or_empties);
        }
        _ => {}
    }
}

#[test]
fn a_service_is_told_with_its_place_and_organisation_by_reference() {
    let choir = choir();
    let changed = date(2026, 11, 1);
    let told = healthcare_service(&choir, changed, &Labels::default(), "https://fingerpost.example");
    no_nulls_or_empties(&told);
    assert_eq!(told["active"], true);
    assert_eq!(told["availableTime"][0]["daysOfWeek"][0], "tue");
    assert_eq!(told["availableTime"][0]["availableStartTime"], "19:30:00");
    assert_eq!(told["serviceProvisionCode"][0]["coding"][0]["code"], "free");
    assert_eq!(told["meta"]["lastUpdated"], "2026-10-01T00:00:00Z");

    let ids = place_ids(&choir)[0];
    let place = location(&choir.locations[0], &ids.location, &choir, changed);
    no_nulls_or_empties(&place);
    assert_eq!(told["location"][0]["reference"], format!("Location/{}", place["id"].as_str().unwrap()));
    assert_eq!(place["position"]["latitude"], 51.321);

    let id = organisation_id(&choir).expect("an organisation");
    let organisation = organization(&choir, &id, changed).expect("an organisation");
    no_nulls_or_empties(&organisation);
    assert_eq!(told["providedBy"]["reference"], format!("Organization/{id}"));
    assert_eq!(organisation["identifier"][0]["system"], "http://org-id.guide/list/GB-CHC");
}
