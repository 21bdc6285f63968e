use jiff::civil::date;
use serde_json::Value;

use super::{page, renamed};
use crate::labels::Labels;
use crate::oruk::record::{Depth, service};
use crate::town::choir;

#[test]
fn a_service_keeps_its_sense_under_the_older_names() {
    let choir = choir();
    let told = service(&choir, date(2026, 11, 1), Depth::Full, &Labels::default());
    let old = renamed(&choir, &serde_json::to_value(told).expect("a document is JSON"));
    assert_eq!(old["organization"]["url"], "https://music.ambleford.example");
    assert_eq!(old["contacts"][0]["phones"][0]["number"], "0161 496 0000");
    assert_eq!(old["service_at_locations"][0]["location"]["physical_addresses"][0]["postal_code"], "AM1 1AA");
    assert_eq!(old["regular_schedules"][0]["byday"], "TU");
    assert_eq!(old["service_taxonomys"][0]["taxonomy"]["vocabulary"], "subject");
    assert_eq!(old["eligibilitys"][0]["minimum_age"], 18);
    assert_eq!(old["attending_type"], "venue");
    assert!(old.get("attending_access").is_none(), "nobody said how to join");
}

#[test]
fn a_page_has_the_older_envelope() {
    let told = page(101, 2, 50, &[const { Value::Null }; 50]);
    assert_eq!((&told["totalElements"], &told["totalPages"]), (&Value::from(101), &Value::from(3)));
    assert_eq!((&told["first"], &told["last"]), (&Value::from(false), &Value::from(false)));
}
