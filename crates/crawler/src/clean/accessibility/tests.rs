use super::*;

#[test]
fn facts_are_stated_yes_stated_no_or_not_stated() {
    use AccessFeature::{
        AccessibleParking, AccessibleToilet, HearingLoop, SignLanguage, StepFree, Wheelchair,
    };
    for (text, expected) in [
        ("Wheelchair accessible, hearing loop", &[(Wheelchair, true), (HearingLoop, true)][..]),
        ("No wheelchair access", &[(Wheelchair, false)]),
        ("There is no accessible toilet", &[(AccessibleToilet, false)]),
        ("Level access and disabled parking", &[(StepFree, true), (AccessibleParking, true)]),
        ("BSL interpreter on request", &[(SignLanguage, true)]),
        ("FULLY WHEELCHAIR ACCESSIBLE", &[(Wheelchair, true)]),
        ("We repair old wheelchairs and prams for the town", &[]),
        ("A friendly group", &[]),
    ] {
        let mut access = Accessibility::default();
        read_facts(text, &mut access);
        let expected = expected.iter().copied().collect();
        assert_eq!(access.facts, expected, "{text}");
    }
}

#[test]
fn a_field_of_its_own_says_yes_or_no() {
    let facts = [
        ("Wheelchair".to_owned(), "No".to_owned()),
        ("car park".to_owned(), "Yes".to_owned()),
        ("hearing_loop".to_owned(), "unknown".to_owned()),
    ];
    let access = of_place(&facts, None, &mut Notes::default());
    let expected = [(AccessFeature::Wheelchair, false), (AccessFeature::Parking, true)].into_iter().collect();
    assert_eq!(access.facts, expected);
}
