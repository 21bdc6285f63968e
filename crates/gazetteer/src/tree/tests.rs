use proptest::prelude::*;

use super::*;

fn found(things: &[(i32, i32)], from: Point) -> f64 {
    let leaves: Vec<Box5> = things.iter().map(|&(n, e)| [n, e, n, e]).collect();
    let (order, boxes) = pack(&leaves);
    let origin = Origin::new(from);
    let mut best = f64::INFINITY;
    nearest(&boxes, leaves.len(), &origin, f64::INFINITY, |place| {
        let [n, e, ..] = leaves[order[place] as usize];
        best = best.min(origin.metres_to(n, e));
        best
    });
    best
}

proptest! {
    #[test]
    fn the_tree_finds_what_looking_at_everything_finds(
        things in prop::collection::vec((4_900_000..6_100_000_i32, -900_000..200_000_i32), 1..400),
        latitude in -90.0..90.0, longitude in -180.0..180.0, far in any::<bool>(),
    ) {
        let from = if far { Point { latitude, longitude } } else {
            Point { latitude: 55.0 + latitude / 15.0, longitude: -3.0 + longitude / 40.0 }
        };
        let origin = Origin::new(from);
        let naive = things.iter().map(|&(n, e)| origin.metres_to(n, e)).fold(f64::INFINITY, f64::min);
        prop_assert_eq!(found(&things, from), naive);
    }

    #[test]
    fn nothing_in_a_box_is_nearer_than_the_box(
        south in 4_900_000..6_100_000_i32, west in -900_000..200_000_i32,
        high in 0..200_000_i32, wide in 0..200_000_i32, up in 0.0..1.0, right in 0.0..1.0,
        latitude in -90.0..90.0, longitude in -180.0..180.0, far in any::<bool>(),
    ) {
        let from = if far { Point { latitude, longitude } } else {
            Point { latitude: 55.0 + latitude / 15.0, longitude: -3.0 + longitude / 40.0 }
        };
        let origin = Origin::new(from);
        let inside = [south + (f64::from(high) * up) as i32, west + (f64::from(wide) * right) as i32];
        let bound = origin.at_least_metres_to(&[south, west, south + high, west + wide]);
        prop_assert!(bound <= origin.metres_to(inside[0], inside[1]), "{bound}");
    }
}

#[test]
fn an_empty_tree_has_nothing_near() {
    assert_eq!(found(&[], Point { latitude: 53.0, longitude: -2.0 }), f64::INFINITY);
}
