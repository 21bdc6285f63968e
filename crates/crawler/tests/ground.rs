//! The ground a service serves, and where it is run from. What a directory of a district lists at an address
//! far outside of it serves the district, and nobody is sent to the office.

use std::path::Path;

use crawler::locate::{Locator, locate};
use gazetteer::Gazetteer;
use model::identifier::{AreaCode, ServiceId, SourceId};
use model::place::ServiceArea;
use model::service::Service;
use serde_json::json;

fn at(postcode: &str, area: &str) -> Service {
    let id = ServiceId::new(&SourceId::parse("ambleford-groups").expect("kebab-case"), postcode);
    let written = json!({
        "id": id, "name": "Ambleford Helpline", "status": "active", "nature": "front_line", "records": [],
        "locations": [{ "address": "1 High Street", "postcode": postcode }],
        "areas": [{ "kind": "named", "name": area }],
    });
    serde_json::from_value(written).expect("a whole service")
}

#[test]
fn nobody_is_sent_to_london_for_what_a_directory_of_leeds_lists() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../index-data/gazetteer");
    let gazetteer = Gazetteer::open(&folder).expect("the gazetteer ships");
    let mut locator = Locator::new(&gazetteer);
    for (postcode, area, is_placed, why) in [
        ("WC2A 1JF", "Leeds", false, "an office in London"),
        ("LS1 1UR", "Leeds", true, "in Leeds"),
        ("WF1 1AA", "Leeds", true, "beyond the border, and near"),
        ("WC2A 1JF", "nowhere anybody knows", true, "no ground is known"),
    ] {
        let located = locate(&mut locator, at(postcode, area));
        assert_eq!(located.locations[0].located.is_some(), is_placed, "{why}");
        assert_eq!(
            located.locations[0].address.as_deref(),
            Some("1 High Street"),
            "what it says is kept: {why}"
        );
    }
}

#[test]
fn an_area_that_a_source_gives_as_a_code_is_told_by_its_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../index-data/gazetteer");
    let gazetteer = Gazetteer::open(&folder).expect("the gazetteer ships");
    let mut locator = Locator::new(&gazetteer);
    for (code, name) in [("E92000001", "England"), ("W92000004", "Wales"), ("E99999999", "E99999999")] {
        let mut service = at("LS1 1UR", "Leeds");
        service.areas = vec![ServiceArea::Area { code: AreaCode(code.to_owned()), name: code.to_owned() }];
        let areas = locate(&mut locator, service).areas;
        let expected = ServiceArea::Area { code: AreaCode(code.to_owned()), name: name.to_owned() };
        assert_eq!(areas, [expected]);
    }
}
