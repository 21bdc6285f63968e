use model::place::Point;
use proptest::prelude::*;

use super::*;
use crate::geometry::chord2_of_metres;

fn spots() -> impl Strategy<Value = Vec<Spot>> {
    prop::collection::vec((50.0..59.0_f64, -6.0..1.0_f64), 0..3_000).prop_map(|points| {
        let mut spots: Vec<Spot> =
            points.into_iter().map(|(latitude, longitude)| Spot::of(Point { latitude, longitude })).collect();
        spots.sort_by_key(|spot| spot.curve_key());
        spots
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_circle_holds_what_brute_force_finds(
        spots in spots(),
        latitude in 50.0..59.0_f64,
        longitude in -6.0..1.0_f64,
        metres in 0.0..900_000.0_f64,
    ) {
        let boxes = build(spots.iter().copied());
        let tree = Tree::new(&boxes, spots.len()).expect("as many numbers as were built");
        let from = Spot::of(Point { latitude, longitude });
        let within = chord2_of_metres(metres);
        let mut ranges = Vec::new();
        tree.circle(from, within, &mut ranges);
        let mut found = Vec::new();
        let mut last = 0;
        for range in &ranges {
            prop_assert!(range.start >= last && !range.is_empty());
            last = range.end;
            for document in range.start..range.end {
                let is_within = spots[document as usize].chord2(from) <= within;
                prop_assert!(is_within || !range.is_inside);
                if is_within {
                    found.push(document);
                }
            }
        }
        let truth: Vec<u32> = (0..spots.len() as u32)
            .filter(|document| spots[*document as usize].chord2(from) <= within)
            .collect();
        prop_assert_eq!(found, truth);
    }
}

#[test]
fn an_empty_tree_holds_nothing() {
    let boxes = build(std::iter::empty());
    let tree = Tree::new(&boxes, 0).expect("no numbers for no documents");
    let mut ranges = vec![Range { start: 0, end: 1, is_inside: true }];
    tree.circle(Spot::default(), u64::MAX, &mut ranges);
    assert!(ranges.is_empty());
}
