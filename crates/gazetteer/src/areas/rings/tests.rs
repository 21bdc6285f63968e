use proptest::prelude::*;

use super::*;

proptest! {
    #[test]
    fn rings_come_back_as_they_were_packed(
        rings in prop::collection::vec(prop::collection::vec(
            [4_900_000..6_100_000_i32, -900_000..200_000_i32], 0..30), 0..5),
    ) {
        let expected: Vec<Vec<Point>> =
            rings.iter().map(|ring| ring.iter().map(|&[n, e]| point_of(n, e)).collect()).collect();
        prop_assert_eq!(unpack(&pack(&rings)), expected);
    }

    #[test]
    fn any_bytes_are_unpacked_without_falling_over(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        unpack(&bytes);
    }
}

#[test]
fn a_point_in_a_hole_is_outside() {
    let square = |low: i32, high: i32| vec![[low, low], [low, high], [high, high], [high, low], [low, low]];
    let rings = unpack(&pack(&[square(0, 1000), square(400, 600)]));
    let inside = |north: i32, east: i32| hold(&rings, point_of(north, east));
    assert!(inside(100, 100));
    assert!(inside(700, 500));
    assert!(!inside(500, 500));
    assert!(!inside(1100, 500));
    assert!(!inside(-5, 500));
}

#[test]
fn a_count_that_promises_more_than_there_is_costs_nothing() {
    assert_eq!(unpack(&[0xff, 0xff, 0xff, 0xff, 0x0f]), Vec::<Vec<Point>>::new());
    assert_eq!(unpack(&[0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0]).len(), 3);
    assert_eq!(unpack(&[1, 0xff, 0xff, 0xff, 0xff, 0x0f, 1]).len(), 0);
}
