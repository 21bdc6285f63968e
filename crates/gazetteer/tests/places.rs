//! What the shipped places and areas answer. Needs nothing but the files in `index-data/gazetteer`.

use std::path::Path;

use gazetteer::{AreaKind, Gazetteer, PlaceKind};
use model::identifier::AreaCode;
use model::place::Point;

fn gazetteer() -> Gazetteer {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../index-data/gazetteer");
    Gazetteer::open(&folder).expect("the shipped gazetteer opens")
}

fn code(text: &str) -> AreaCode {
    AreaCode(text.to_owned())
}

#[test]
fn namesakes_are_told_apart_and_the_largest_comes_first() {
    let gazetteer = gazetteer();
    let check = |typed: &str, expected: &[&str]| {
        let labels: Vec<String> =
            gazetteer.places_named(typed).into_iter().map(|place| place.label).collect();
        assert_eq!(labels[..expected.len().min(labels.len())], *expected, "typed `{typed}`");
    };
    check("Newport", &["Newport, Wales", "Newport, Wales (whole council area)", "Newport, Isle of Wight"]);
    check("st ives", &["St Ives, Cambridgeshire", "St Ives, Cornwall", "St Ives, Dorset"]);
    check("ashford", &["Ashford, Kent", "Ashford, Kent (whole council area)", "Ashford, Surrey"]);
    check("hayes", &["Hayes, Hillingdon", "Hayes, Bromley"]);
    check("STOCKPORT", &["Stockport, Greater Manchester"]);
    check("bradford on avon", &["Bradford-on-Avon, Wiltshire"]);
    check("Hull", &["Kingston upon Hull, Yorkshire and The Humber"]);
    check("newcastle", &["Newcastle upon Tyne, North of Tyne", "Newcastle under Lyme, Staffordshire"]);
    check("Cheshire", &["Cheshire"]);
    check("heaton norris", &["Heaton Norris, Stockport"]);
    check("nowhere at all", &[]);
    check("", &[]);
}

#[test]
fn a_name_is_found_however_it_is_written() {
    let gazetteer = gazetteer();
    for typed in ["st helens", "St. Helens", "Saint Helens", "ST HELEN'S", "st-helens"] {
        let found = gazetteer.places_named(typed);
        assert!(found.iter().any(|place| place.label.starts_with("St Helens")), "typed `{typed}`: {found:?}");
    }
    for typed in
        ["Ynys Môn", "isle of anglesey", "Kings Lynn", "King's Lynn", "Westward Ho!", "Stoke on Trent"]
    {
        let found = gazetteer.places_named(typed);
        assert!(!found.is_empty() || typed == "Ynys Môn", "typed `{typed}`");
    }
}

#[test]
fn misspelt_names_are_understood() {
    let gazetteer = gazetteer();
    let check = |typed: &str, expected: &str| {
        let names: Vec<String> =
            gazetteer.similar_places(typed, 5).into_iter().map(|place| place.name).collect();
        assert_eq!(names.first().map(String::as_str), Some(expected), "typed `{typed}`: {names:?}");
    };
    check("stokport", "Stockport");
    check("stockprt", "Stockport");
    check("manchestr", "Manchester");
    check("mancehster", "Manchester");
    check("birmingam", "Birmingham");
    check("edinbrough", "Edinburgh");
    check("liverpol", "Liverpool");
    check("chehsire", "Cheshire");
    check("leds", "Leeds");
    assert!(gazetteer.similar_places("qqqqqqqqqq", 5).is_empty());
    assert!(gazetteer.similar_places("", 5).is_empty());
    assert!(gazetteer.similar_places(&"x".repeat(500), 5).is_empty());
}

#[test]
fn a_beginning_suggests_the_largest_places() {
    let gazetteer = gazetteer();
    let names = |typed: &str, limit: usize| {
        gazetteer.suggest_places(typed, limit).into_iter().map(|place| place.name).collect::<Vec<_>>()
    };
    assert!(names("stockp", 5).contains(&"Stockport".to_owned()));
    assert_eq!(names("birm", 1), ["Birmingham"]);
    assert_eq!(names("heaton nor", 3)[0], "Heaton Norris");
    assert_eq!(names("m", 10).len(), 10);
    assert!(names("", 10).is_empty());
    assert!(names("zzzz", 10).is_empty());
}

#[test]
fn every_kind_of_area_is_found_by_its_name() {
    let gazetteer = gazetteer();
    let check = |typed: &str, kind: PlaceKind, area: &str| {
        let found = gazetteer.places_named(typed);
        let place =
            found.iter().find(|place| place.kind == kind).unwrap_or_else(|| panic!("no {kind:?} {typed}"));
        assert_eq!(place.area, Some(code(area)), "{typed}");
        let area = gazetteer.area(&code(area)).expect("it is an area");
        assert!(place.point.distance_metres(&area.point) < 5.0, "{typed}");
        assert!(place.radius_metres > 300.0, "{typed}");
    };
    check("Stockport", PlaceKind::Authority, "E08000007");
    check("Bristol", PlaceKind::Authority, "E06000023");
    check("Essex", PlaceKind::County, "E10000012");
    check("North West", PlaceKind::Region, "E12000002");
    check("Scotland", PlaceKind::Nation, "S92000003");
    check("Greater Manchester", PlaceKind::CombinedAuthority, "E47000001");
    check("South Yorkshire", PlaceKind::CombinedAuthority, "E47000002");
    check("NHS Greater Manchester", PlaceKind::NhsArea, "E54000057");
    check("NHS Lothian", PlaceKind::NhsArea, "S08000024");
}

#[test]
fn an_area_has_a_name_parents_a_box_and_a_boundary() {
    let gazetteer = gazetteer();
    let area = gazetteer.area(&code("E08000007")).expect("Stockport is an area");
    assert_eq!((area.name.as_str(), area.kind), ("Stockport", AreaKind::Authority));
    assert_eq!(area.parents, ["E47000001", "E12000002", "E92000001"].map(code));
    assert!(area.population > 250_000);
    assert!(!area.rings.is_empty());
    for ring in &area.rings {
        assert_eq!(ring.first(), ring.last());
        for point in ring {
            assert!((area.south_west.latitude..=area.north_east.latitude).contains(&point.latitude));
            assert!((area.south_west.longitude..=area.north_east.longitude).contains(&point.longitude));
        }
    }
    for (kind, count, with_boundary) in [
        (AreaKind::Nation, 4, 4),
        (AreaKind::Region, 9, 9),
        (AreaKind::County, 21, 21),
        (AreaKind::CombinedAuthority, 10, 10),
        (AreaKind::Authority, 361, 361),
        (AreaKind::NhsArea, 68, 68),
        (AreaKind::NhsSubArea, 106, 0),
        (AreaKind::Ward, 7_934, 0),
        (AreaKind::Neighbourhood, 9_393, 9_393),
        (AreaKind::SmallArea, 46_844, 0),
    ] {
        let areas = gazetteer.areas_of_kind(kind);
        assert_eq!(areas.len(), count, "{kind:?}");
        let drawn =
            areas.iter().filter(|code| gazetteer.area(code).is_some_and(|area| !area.rings.is_empty()));
        assert_eq!(drawn.count(), with_boundary, "{kind:?}");
    }
    assert!(gazetteer.area(&code("X1")).is_none());
    assert!(gazetteer.area(&code("far too long a code")).is_none());
}

#[test]
fn a_small_area_knows_its_people_and_its_deprivation() {
    let area = gazetteer().area(&code("E01005858")).expect("it is a small area");
    assert_eq!(area.kind, AreaKind::SmallArea);
    assert!((1_000..4_000).contains(&area.population));
    assert_eq!(area.deprivation_decile, Some(9));
    assert!(area.parents.contains(&code("E08000007")) && area.parents.contains(&code("E92000001")));
}

#[test]
fn a_point_lies_in_its_areas_and_in_no_others() {
    let gazetteer = gazetteer();
    let heaton_mersey = Point { latitude: 53.41612, longitude: -2.21154 };
    let areas = gazetteer.areas_at(heaton_mersey);
    let expected = [
        "E01005858",
        "E02001199",
        "E05015027",
        "E08000007",
        "E54000057",
        "E47000001",
        "E12000002",
        "E92000001",
    ];
    assert_eq!(areas, expected.map(code));
    assert!(gazetteer.contains(&code("E08000007"), heaton_mersey));
    assert!(!gazetteer.contains(&code("E08000003"), heaton_mersey));
    assert!(!gazetteer.contains(&code("nowhere"), heaton_mersey));
    // The summit of Ben Macdui, far from any postcode: the boundary tells.
    let ben_macdui = Point { latitude: 57.0704, longitude: -3.6691 };
    assert!(gazetteer.contains(&code("S92000003"), ben_macdui));
    assert!(!gazetteer.contains(&code("E92000001"), ben_macdui));
    let atlantic = Point { latitude: 55.0, longitude: -20.0 };
    assert!(gazetteer.areas_at(atlantic).is_empty());
    assert!(!gazetteer.contains(&code("S92000003"), atlantic));
}

#[test]
fn the_ground_has_a_name_people_use() {
    let gazetteer = gazetteer();
    let check = |typed: &str, expected: &str| {
        let found = gazetteer.find_postcode(typed);
        let record = found.record().unwrap_or_else(|| panic!("{typed} is known"));
        assert_eq!(gazetteer.label(record), expected, "{typed}");
        let at = gazetteer.label_at(record.point).expect("there is a postcode near");
        assert!(!at.is_empty());
    };
    check("SK4 3AA", "Heaton Mersey, Stockport");
    check("M14 5TP", "Moss Side East, Manchester");
    check("ZE1 0AA", "Lerwick, Shetland Islands");
    check("TR21 0PL", "Hugh Town, Isles of Scilly");
    check("HR8 1DW", "Ledbury, Herefordshire");
    check("NR21 9AZ", "Fakenham, North Norfolk");
}

#[test]
fn what_the_licences_ask_for_is_said() {
    let gazetteer = gazetteer();
    let attributions = gazetteer.attributions().join(" ");
    for sentence in
        ["Contains OS data", "Royal Mail data", "National Statistics data", "GeoNames", "Land & Property"]
    {
        assert!(attributions.contains(sentence), "{sentence} in {attributions}");
    }
    assert_eq!(gazetteer.sources().len(), 4);
    assert!(gazetteer.notices().is_empty());
}

#[test]
fn without_northern_irelands_postcodes_the_program_runs_and_says_so() {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../index-data/gazetteer");
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["postcodes-gb.bin", "areas.bin", "places.bin"] {
        std::fs::copy(shipped.join(name), folder.path().join(name)).expect("copied");
    }
    let gazetteer = Gazetteer::open(folder.path()).expect("it opens without them");
    assert_eq!(gazetteer.notices().len(), 1);
    assert!(gazetteer.notices()[0].contains("Northern Ireland"));
    assert_eq!(gazetteer.find_postcode("BT1 5GS").point(), None);
    assert_eq!(gazetteer.find_postcode("BT1").point(), None);
    assert!(gazetteer.find_postcode("M1 1AE").point().is_some());
    assert!(!gazetteer.places_named("Belfast").is_empty());
    assert!(!gazetteer.attributions().join(" ").contains("Land & Property"));
    for name in ["areas.bin", "places.bin", "postcodes-gb.bin"] {
        std::fs::remove_file(folder.path().join(name)).expect("removed");
        let error = Gazetteer::open(folder.path()).expect_err("it is missing").to_string();
        assert!(error.contains(name) && error.contains("fingerpost gazetteer build"), "{error}");
        std::fs::copy(shipped.join(name), folder.path().join(name)).expect("copied");
    }
}
