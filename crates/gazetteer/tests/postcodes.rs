//! What the shipped postcodes answer. Needs nothing but the files in `index-data/gazetteer`.

use std::path::Path;

use gazetteer::{Gazetteer, PostcodeFound};
use model::place::{Point, Precision};
use proptest::prelude::*;

fn gazetteer() -> Gazetteer {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../index-data/gazetteer");
    Gazetteer::open(&folder).expect("the shipped gazetteer opens")
}

/// What was found, in one line.
fn told(found: &PostcodeFound) -> String {
    match found {
        PostcodeFound::Live(record) => format!("live {}", record.postcode),
        PostcodeFound::Terminated(record) => format!("terminated {}", record.postcode),
        PostcodeFound::Sector { sector, instead_of: None, .. } => format!("sector {sector}"),
        PostcodeFound::Sector { sector, instead_of: Some(asked), .. } => {
            format!("sector {sector} instead of {asked}")
        }
        PostcodeFound::Outcode { outcode, instead_of: None, .. } => format!("outcode {outcode}"),
        PostcodeFound::Outcode { outcode, instead_of: Some(asked), .. } => {
            format!("outcode {outcode} instead of {asked}")
        }
        PostcodeFound::Unknown { postcode: Some(postcode), .. } => format!("unknown {postcode}"),
        PostcodeFound::Unknown { postcode: None, .. } => "no postcode".to_owned(),
    }
}

fn check(cases: &[(&str, &str)]) {
    let gazetteer = gazetteer();
    for (typed, expected) in cases {
        assert_eq!(told(&gazetteer.find_postcode(typed)), *expected, "typed `{typed}`");
    }
}

#[test]
fn t5_outcodes_of_every_shape_are_found() {
    check(&[
        ("M1", "outcode M1"),
        ("M60", "outcode M60"),
        ("SK4", "outcode SK4"),
        ("AB10", "outcode AB10"),
        ("W1A", "outcode W1A"),
        ("SW1A", "outcode SW1A"),
        ("EC1A", "outcode EC1A"),
        ("BT1", "outcode BT1"),
        (" ab10 ", "outcode AB10"),
        ("npt", "outcode NPT"),
        ("M1 1AE", "live M1 1AE"),
        ("M60 2LA", "live M60 2LA"),
        ("AB10 1AB", "live AB10 1AB"),
        ("W1A 1AA", "live W1A 1AA"),
        ("sw1a1aa", "live SW1A 1AA"),
        ("EC1A 1BB", "live EC1A 1BB"),
        ("BT1 5GS", "live BT1 5GS"),
    ]);
}

#[test]
fn a_sector_is_found_and_told_from_an_outcode() {
    check(&[
        ("SK4 3", "sector SK4 3"),
        ("sk43", "sector SK4 3"),
        ("M1 1", "sector M1 1"),
        ("M11", "outcode M11"),
        ("SW1A 1", "sector SW1A 1"),
    ]);
}

#[test]
fn slips_of_the_finger_are_mended() {
    check(&[
        ("SK4  3aa", "live SK4 3AA"),
        ("MI IAE", "live M1 1AE"),
        ("m1 lae", "live M1 1AE"),
        ("CFIO 1EP", "live CF10 1EP"),
        ("EHI IBB", "live EH1 1BB"),
        ("ABIO 1AB", "live AB10 1AB"),
        ("S014 2AA", "live SO14 2AA"),
        ("S014", "outcode SO14"),
        ("0X1", "outcode OX1"),
        ("TR21 OPL", "live TR21 0PL"),
    ]);
}

#[test]
fn an_unknown_postcode_falls_back_and_says_so() {
    check(&[
        ("SK4 3ZZ", "sector SK4 3 instead of SK4 3ZZ"),
        ("AB10 9ZZ", "outcode AB10 instead of AB10 9ZZ"),
        ("AB10 9", "outcode AB10 instead of AB10 9"),
        ("ZZ1 1ZZ", "unknown ZZ1 1ZZ"),
        ("ZZ1", "no postcode"),
        ("choir", "no postcode"),
        ("", "no postcode"),
    ]);
}

#[test]
fn a_terminated_postcode_is_found_where_it_last_was_and_says_so() {
    check(&[
        ("AB1 0AA", "terminated AB1 0AA"),
        ("NPT 0AD", "terminated NPT 0AD"),
        ("BT1 1AE", "terminated BT1 1AE"),
    ]);
    let found = gazetteer().find_postcode("AB1 0AA");
    assert_eq!(found.precision(), Some(Precision::TerminatedPostcode));
    assert_eq!(found.point(), Some(Point { latitude: 57.1015, longitude: -2.2429 }));
}

#[test]
fn a_postcode_brings_its_point_and_its_areas() {
    let gazetteer = gazetteer();
    let PostcodeFound::Live(record) = gazetteer.find_postcode("SK4 3AA") else { panic!("SK4 3AA is live") };
    assert_eq!(record.point, Point { latitude: 53.41612, longitude: -2.21154 });
    let codes = [record.authority, record.ward, record.small_area, record.small_area_2011, record.nhs_area];
    let codes = codes.map(|code| code.map(|code| code.0));
    assert_eq!(
        codes.each_ref().map(Option::as_deref),
        [Some("E08000007"), Some("E05015027"), Some("E01005858"), Some("E01005858"), Some("E54000057")]
    );
    assert_eq!(record.deprivation_decile, Some(9));
    assert_eq!(record.precision, Precision::Postcode);
}

#[test]
fn ground_abroad_has_no_name_of_ours() {
    let gazetteer = gazetteer();
    let south_pole = Point { latitude: -90.0, longitude: -180.0 };
    assert_eq!(gazetteer.label_at(south_pole), None);
    assert!(gazetteer.areas_at(south_pole).is_empty());
    assert!(gazetteer.nearest_postcode_within(south_pole, 1_000_000.0).is_none());
    let stockport = Point { latitude: 53.41612, longitude: -2.21154 };
    let (record, metres) = gazetteer.nearest_postcode_within(stockport, 10.0).expect("a street");
    assert!(record.postcode.outcode() == "SK4" && metres < 0.1, "{} at {metres} m", record.postcode);
    assert!(gazetteer.label_at(stockport).is_some());
}

#[test]
fn t16_the_nearest_postcode_is_found_however_far_it_is() {
    let gazetteer = gazetteer();
    let check = |latitude: f64, longitude: f64, outcodes: &[&str], least: f64, most: f64| {
        let point = Point { latitude, longitude };
        let (record, metres) = gazetteer.nearest_postcode(point).expect("there is always a nearest one");
        assert!(outcodes.contains(&record.postcode.outcode()), "{}", record.postcode);
        assert!((least..=most).contains(&metres), "{metres} m to {}", record.postcode);
    };
    check(53.41612, -2.21154, &["SK4"], 0.0, 0.1);
    // Deep in the Cairngorms and at Cape Wrath, beyond 2 km of any postcode.
    check(57.05, -3.70, &["PH22", "AB35", "PH18", "AB34"], 2_000.0, 30_000.0);
    check(58.62, -4.99, &["IV27"], 2_000.0, 30_000.0);
    // Rockall, null island, and the far side of the world.
    check(
        57.596,
        -13.687,
        &["HS1", "HS2", "HS3", "HS4", "HS5", "HS6", "HS7", "HS8", "HS9"],
        300_000.0,
        500_000.0,
    );
    check(0.0, 0.0, &["TR21", "TR19", "TR12"], 5_000_000.0, 6_000_000.0);
    check(-49.0, 178.0, &["ZE2"], 15_000_000.0, 20_100_000.0);
}

#[test]
fn t4_distances_agree_with_the_geodesic_from_shetland_to_cornwall() {
    use geo::{Distance, Geodesic};
    let check = |a: Point, b: Point| {
        let exact = Geodesic
            .distance(geo::Point::new(a.longitude, a.latitude), geo::Point::new(b.longitude, b.latitude));
        let ours = a.distance_metres(&b);
        assert!((ours - exact).abs() <= exact * 0.005, "{ours} m instead of {exact} m from {a:?} to {b:?}");
    };
    let shetland = Point { latitude: 60.1532, longitude: -1.1416 };
    let cornwall = Point { latitude: 50.1188, longitude: -5.5376 };
    check(shetland, cornwall);
    let mut runner = proptest::test_runner::TestRunner::default();
    let near = (-0.5..0.5_f64, -0.8..0.8_f64);
    let pairs = (prop::sample::select(vec![shetland, cornwall]), near.clone(), near);
    runner
        .run(&pairs, |(around, (a, b), (c, d))| {
            let shift = |north: f64, east: f64| Point {
                latitude: around.latitude + north,
                longitude: around.longitude + east,
            };
            check(shift(a, b), shift(c, d));
            Ok(())
        })
        .expect("every pair agrees");
}
