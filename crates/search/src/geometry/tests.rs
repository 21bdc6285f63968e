use proptest::prelude::*;

use super::*;

fn point() -> impl Strategy<Value = Point> {
    (-89.0..89.0_f64, -179.0..179.0_f64).prop_map(|(latitude, longitude)| Point { latitude, longitude })
}

fn british_point() -> impl Strategy<Value = Point> {
    (49.9..60.9_f64, -8.0..1.7_f64).prop_map(|(latitude, longitude)| Point { latitude, longitude })
}

/// Vincenty's inverse formula on WGS 84: the judge of our sphere.
fn geodesic_metres(a: Point, b: Point) -> f64 {
    let (major, flattening) = (6_378_137.0_f64, 1.0 / 298.257_223_563_f64);
    let minor = major * (1.0 - flattening);
    let reduced = |lat: f64| ((1.0 - flattening) * lat.to_radians().tan()).atan();
    let ((sin_a, cos_a), (sin_b, cos_b)) = (reduced(a.latitude).sin_cos(), reduced(b.latitude).sin_cos());
    let east = (b.longitude - a.longitude).to_radians();
    let mut lambda = east;
    for _ in 0..200 {
        let (sin_l, cos_l) = lambda.sin_cos();
        let sin_sigma = ((cos_b * sin_l).powi(2) + (cos_a * sin_b - sin_a * cos_b * cos_l).powi(2)).sqrt();
        if sin_sigma == 0.0 {
            return 0.0;
        }
        let cos_sigma = sin_a * sin_b + cos_a * cos_b * cos_l;
        let sigma = sin_sigma.atan2(cos_sigma);
        let sin_alpha = cos_a * cos_b * sin_l / sin_sigma;
        let cos2_alpha = 1.0 - sin_alpha * sin_alpha;
        let cos_2m = if cos2_alpha == 0.0 { 0.0 } else { cos_sigma - 2.0 * sin_a * sin_b / cos2_alpha };
        let c = flattening / 16.0 * cos2_alpha * (4.0 + flattening * (4.0 - 3.0 * cos2_alpha));
        let last = lambda;
        lambda = east
            + (1.0 - c)
                * flattening
                * sin_alpha
                * (sigma + c * sin_sigma * (cos_2m + c * cos_sigma * (2.0 * cos_2m * cos_2m - 1.0)));
        if (lambda - last).abs() < 1e-12 {
            let u2 = cos2_alpha * (major * major - minor * minor) / (minor * minor);
            let big_a = 1.0 + u2 / 16384.0 * (4096.0 + u2 * (-768.0 + u2 * (320.0 - 175.0 * u2)));
            let big_b = u2 / 1024.0 * (256.0 + u2 * (-128.0 + u2 * (74.0 - 47.0 * u2)));
            let delta = big_b
                * sin_sigma
                * (cos_2m
                    + big_b / 4.0
                        * (cos_sigma * (-1.0 + 2.0 * cos_2m * cos_2m)
                            - big_b / 6.0
                                * cos_2m
                                * (-3.0 + 4.0 * sin_sigma * sin_sigma)
                                * (-3.0 + 4.0 * cos_2m * cos_2m)));
            return minor * big_a * (sigma - delta);
        }
    }
    f64::NAN
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn distance_is_along_the_ground(a in british_point(), b in british_point()) {
        let metres = metres_of_chord2(Spot::of(a).chord2(Spot::of(b)));
        let truth = geodesic_metres(a, b);
        prop_assert!((metres - truth).abs() <= 0.005 * truth + 0.02, "{metres} against {truth}");
    }

    #[test]
    fn chords_agree_with_haversine_everywhere(a in point(), b in point()) {
        let metres = metres_of_chord2(Spot::of(a).chord2(Spot::of(b)));
        let truth = a.distance_metres(&b);
        prop_assert!((metres - truth).abs() < 5.0, "{metres} against {truth}");
    }

    #[test]
    fn a_circle_and_its_chord_are_each_others_inverse(metres in 0.0..2_000_000.0_f64) {
        prop_assert!((metres_of_chord2(chord2_of_metres(metres)) - metres).abs() < 0.05);
    }

    #[test]
    fn a_box_bounds_what_is_in_it(spots in prop::collection::vec(point(), 1..20), from in point()) {
        let mut bounds = Bounds::EMPTY;
        for spot in &spots {
            bounds.add(Spot::of(*spot));
        }
        let from = Spot::of(from);
        for spot in &spots {
            let chord2 = Spot::of(*spot).chord2(from);
            prop_assert!(bounds.nearest(from) <= chord2 && chord2 <= bounds.farthest(from));
        }
    }
}

#[test]
fn ten_miles_are_ten_miles_in_shetland_and_in_cornwall() {
    for (latitude, longitude) in [(60.15, -1.15), (50.12, -5.53), (53.4, -2.2)] {
        let here = Point { latitude, longitude };
        let there = Point { latitude, longitude: longitude + 0.2 };
        let metres = metres_of_chord2(Spot::of(here).chord2(Spot::of(there)));
        let truth = geodesic_metres(here, there);
        assert!((metres - truth).abs() < 0.005 * truth, "{metres} against {truth}");
    }
}

#[test]
fn the_curve_visits_every_cell_once_and_only_steps_to_a_neighbour() {
    let side = 16_u32;
    let shift = CURVE_BITS - 4;
    let mut cells: Vec<(u64, u32, u32)> = (0..side)
        .flat_map(|x| (0..side).map(move |y| (hilbert(x << shift, y << shift) >> (2 * shift), x, y)))
        .collect();
    cells.sort_unstable();
    for (place, pair) in cells.windows(2).enumerate() {
        assert_eq!(pair[0].0, place as u64);
        let step = pair[0].1.abs_diff(pair[1].1) + pair[0].2.abs_diff(pair[1].2);
        assert_eq!(step, 1, "{:?} to {:?}", pair[0], pair[1]);
    }
}
