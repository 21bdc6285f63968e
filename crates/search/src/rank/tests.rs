use jiff::civil::date;

use super::*;

#[test]
fn a_score_falls_to_a_half_at_half_and_the_circle_of_a_factor_is_where_it_has_fallen_to_it() {
    for half_metres in [500.0, 6_000.0, 40_000.0] {
        let decay = Decay { half_metres };
        assert_eq!(decay.at(0.0), 1.0);
        assert!((decay.at(half_metres) - 0.5).abs() < 1e-4);
        for metres in [10.0, 700.0, 9_000.0, 80_000.0] {
            let there = decay.metres_to(decay.at(metres));
            assert!(
                (there - f64::from(metres)).abs() < f64::from(metres) * 0.001 + 1.0,
                "{there} is not {metres}"
            );
        }
    }
    assert_eq!(Decay { half_metres: 1.0 }.metres_to(0.0), f64::INFINITY);
}

#[test]
fn each_concept_that_a_source_states_weighs_less_than_the_one_before() {
    let impacts: Vec<u8> = (0..12).map(concept_impact).collect();
    assert_eq!(impacts[0], IMPACT_LEVELS);
    assert!(
        impacts.windows(2).all(|pair| pair[1] < pair[0] || pair[1] == LEAST_CONCEPT_IMPACT),
        "{impacts:?}"
    );
}

#[test]
fn what_is_for_others_by_its_name_stands_behind_and_only_for_those_who_did_not_ask_for_it() {
    let priors = priors(date(2026, 11, 22));
    let factor = |name: &str, asked: &str| {
        priors.clone().for_audiences(Audiences::named_in(asked)).of_audiences(Audiences::named_in(name))
    };
    assert_eq!(factor("Ambleford Juniors", "football"), FOR_OTHERS_FACTOR);
    assert_eq!(factor("Ambleford Juniors", "football for children"), 1.0);
    assert_eq!(factor("Ambleford Rovers", "football"), 1.0);
}
