use super::*;

fn at(latitude: f64, longitude: f64) -> Point {
    Point { latitude, longitude }
}

#[test]
fn a_point_outside_the_world_is_none() {
    assert!(Point::new(53.4, -2.2).is_some());
    assert!(Point::new(90.0, 180.0).is_some());
    assert!(Point::new(90.1, 0.0).is_none());
    assert!(Point::new(0.0, -180.1).is_none());
    assert!(Point::new(f64::NAN, 0.0).is_none());
    assert!(Point::new(0.0, f64::INFINITY).is_none());
}

#[test]
fn the_box_of_the_united_kingdom_holds_its_ends_and_not_null_island() {
    for point in [at(49.92, -6.3), at(60.8, -0.8), at(52.48, 1.76), at(54.4, -8.17), at(53.4, -2.2)] {
        assert!(point.is_in_united_kingdom_box(), "{point:?}");
    }
    for point in [at(0.0, 0.0), at(48.85, 2.35), at(-2.2, 53.4), at(57.6, -13.69)] {
        assert!(!point.is_in_united_kingdom_box(), "{point:?}");
    }
}

#[test]
fn distances_are_along_the_ground() {
    let check = |a: Point, b: Point, expected: f64| {
        let metres = a.distance_metres(&b);
        assert!((metres - expected).abs() <= expected * 0.005, "{metres} instead of {expected}");
        assert_eq!(metres, b.distance_metres(&a));
    };
    // A degree of latitude is the same everywhere, one of longitude shrinks with the cosine: the defect
    // of measuring on a map projection shows in the last two.
    check(at(53.0, -2.0), at(54.0, -2.0), 111_250.0);
    check(at(60.0, -1.0), at(60.0, -2.0), 55_800.0);
    check(at(50.0, -5.0), at(50.0, -6.0), 71_700.0);
    check(at(53.4, -2.2), at(53.4, -2.2), 0.0);
}
