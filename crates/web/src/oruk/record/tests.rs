use jiff::civil::date;
use model::contact::{Contact, Phone};
use model::cost::{Cost, CostKind, CostOption};
use model::place::{Point, ServiceArea};
use model::service::Status;
use serde_json::Value;

use super::{Depth, service, uri};
use crate::labels::Labels;
use crate::oruk::checks;
use crate::town::choir;

fn told(depth: Depth, change: impl FnOnce(&mut model::service::Service)) -> Value {
    let mut choir = choir();
    change(&mut choir);
    let document = service(&choir, date(2026, 11, 1), depth, &Labels::default());
    serde_json::to_value(document).expect("a document is JSON")
}

#[test]
fn a_full_service_keeps_to_the_standard() {
    let document = told(Depth::Full, |_| {});
    assert_eq!(checks::service(&document), Vec::<String>::new());
    assert_eq!(document["phones"][0]["number"], "0161 496 0000");
    assert_eq!(document["last_modified"], "2026-10-01T00:00:00.000Z");
    assert_eq!(document["organization_id"], document["organization"]["id"]);
    assert_eq!(document["service_at_locations"][0]["location"]["addresses"][0]["postal_code"], "AM1 1AA");
    assert_eq!(document["attributes"][0]["taxonomy_term"]["term"], "subject:arts/singing");
    assert_eq!(document["sources"][0]["record"], "7");
}

#[test]
fn a_list_tells_only_a_services_own_fields() {
    let document = told(Depth::Basic, |_| {});
    assert_eq!(checks::service(&document), Vec::<String>::new());
    for absent in ["schedules", "service_at_locations", "phones", "attributes"] {
        assert!(document.get(absent).is_none(), "{absent}");
    }
}

#[test]
fn a_service_that_states_no_date_was_modified_when_it_changed_here() {
    let document = told(Depth::Basic, |choir| choir.last_modified = None);
    assert_eq!(document["last_modified"], "2026-11-01T00:00:00.000Z");
}

#[test]
fn what_is_not_stated_is_left_out() {
    let document = told(Depth::Full, |choir| {
        let bare = model::service::Service::new(choir.id, "Choir".to_owned(), choir.records[0].clone());
        *choir = bare;
    });
    assert_eq!(checks::service(&document), Vec::<String>::new());
    let keys: Vec<&str> = document.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["id", "last_modified", "name", "sources", "status"]);
}

#[test]
fn half_an_address_is_described_since_the_standard_wants_whole_ones() {
    let document = told(Depth::Full, |choir| choir.locations[0].postcode = None);
    let location = &document["service_at_locations"][0]["location"];
    assert!(location.get("addresses").is_none());
    assert_eq!(location["description"], "1 Church Street, Ambleford");
}

#[test]
fn costs_areas_and_states_have_their_own_shapes() {
    let document = told(Depth::Full, |choir| {
        choir.status = Status::TemporarilyClosed;
        choir.cost = Cost {
            kind: CostKind::Paid,
            options: vec![CostOption { pence: 350, note: Some("per session".to_owned()) }],
            text: Some("£3.50".to_owned()),
        };
        let corner = |latitude, longitude| Point { latitude, longitude };
        choir.areas = vec![
            ServiceArea::UnitedKingdom,
            ServiceArea::Around { point: corner(51.0, -2.0), radius_metres: 5000.0 },
            ServiceArea::Polygon {
                rings: vec![vec![corner(51.0, -2.0), corner(51.1, -2.0), corner(51.1, -1.9)]],
                name: None,
            },
        ];
        choir.contact = Contact {
            phones: vec![Phone {
                number: "+441614960001".to_owned(),
                readable: "0161 496 0001".to_owned(),
                note: Some("evenings".to_owned()),
            }],
            emails: vec!["one@choir.example".to_owned(), "two@choir.example".to_owned()],
            website: Some("https://choir.example/our page?q=a|b".to_owned()),
        };
    });
    assert_eq!(checks::service(&document), Vec::<String>::new());
    assert_eq!(document["status"], "temporarily closed");
    assert_eq!(document["cost_options"][0]["amount"], 3.5);
    assert_eq!(document["contacts"][0]["email"], "two@choir.example");
    assert_eq!(document["url"], "https://choir.example/our%20page?q=a%7Cb");
    let extent = document["service_areas"][2]["extent"].as_str().expect("GeoJSON as text");
    let polygon: Value = serde_json::from_str(extent).expect("GeoJSON");
    assert_eq!(polygon["coordinates"][0][0].as_array().map(Vec::len), Some(4), "a ring is closed");
}

#[test]
fn addresses_of_the_web_are_made_fit_or_left_out() {
    let check = |address: &str, expected: Option<&str>| assert_eq!(uri(address).as_deref(), expected);
    check("https://a.example/x#y#z", Some("https://a.example/x#y%23z"));
    check("http://a.example/caf\u{e9}%20b%", Some("http://a.example/caf%C3%A9%20b%25"));
    check("https://a.example/[1]", Some("https://a.example/%5B1%5D"));
    check("https://", None);
    check("https://a b.example", None);
    check("ftp://a.example", None);
}
