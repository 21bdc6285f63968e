use super::*;

fn check(found: Option<Point>, latitude: f64, longitude: f64, within_metres: f64) {
    let found = found.expect("the point is on the grid");
    let metres = found.distance_metres(&Point { latitude, longitude });
    assert!(metres <= within_metres, "{metres} m from {latitude}, {longitude}: {found:?}");
}

#[test]
fn the_british_grid_agrees_with_the_test_points_of_the_ordnance_survey() {
    // From the OSTN15 test file of Ordnance Survey: St Mary's, Cornwall, London, Norfolk, Shetland.
    check(from_british_grid(91_492.146, 11_318.804), 49.922_263_937, -6.299_777_520, 0.01);
    check(from_british_grid(170_370.718, 11_572.405), 49.960_061_378, -5.203_046_100, 0.01);
    check(from_british_grid(530_624.974, 178_388.464), 51.489_365_650, -0.119_925_572, 0.01);
    check(from_british_grid(651_409.804, 313_177.450), 52.658_007_833, 1.716_073_973, 0.01);
    check(from_british_grid(440_725.073, 1_107_878.448), 59.854_099_139, -1.274_869_104, 0.01);
}

#[test]
fn the_irish_grid_agrees_with_known_points() {
    // The worked example of Ordnance Survey Ireland and Land & Property Services (Howth), and the middle
    // of a Belfast postcode.
    check(from_irish_grid(316_020.0, 238_934.0), 53.386_8, -6.257_7, 400.0);
    check(from_irish_grid(333_884.0, 374_063.0), 54.596_7, -5.930_0, 400.0);
}

#[test]
fn what_lies_off_the_grid_has_no_point() {
    assert_eq!(from_british_grid(-500_000.0, 0.0), None);
    assert_eq!(from_british_grid(f64::NAN, 0.0), None);
    assert_eq!(from_british_grid(9e9, 9e9), None);
}
