use super::*;
use model::eligibility::Gender;

#[test]
fn ages_are_read_from_prose() {
    for (text, expected) in [
        ("over 60s", Some((Some(60), None))),
        ("Over 50", Some((Some(50), None))),
        ("60+", Some((Some(60), None))),
        ("Ages 18 and over", Some((Some(18), None))),
        ("8-13 yrs", Some((Some(8), Some(13)))),
        ("aged 11 to 16", Some((Some(11), Some(16)))),
        ("0-5 years", Some((None, Some(5)))),
        ("6 to 18 months", Some((None, Some(1)))),
        ("under 5s", Some((None, Some(4)))),
        ("up to 25", Some((None, Some(25)))),
        ("adults", Some((Some(18), None))),
        ("children", Some((None, Some(17)))),
        ("18", Some((Some(18), None))),
        ("all ages", None),
        ("families", None),
    ] {
        assert_eq!(age::read_ages(text), expected, "{text}");
    }
    assert_eq!(age::in_name("Over 60s Lunch Club"), Some((Some(60), None)));
    assert_eq!(age::in_name("Youth Club (11-16 years)"), Some((Some(11), Some(16))));
    assert_eq!(age::in_name("1st Ambleford Scouts"), None);
    assert_eq!(age::in_name("Route 10 - 12 Bus Group"), None);
}

#[test]
fn gender_is_stated_or_it_is_not() {
    for (written, expected) in [
        ("female", Some(Gender::Women)),
        ("https://openactive.io/MaleOnly", Some(Gender::Men)),
        ("mixed", Some(Gender::Everyone)),
        ("purple", None),
    ] {
        assert_eq!(gender::of_field(written), expected, "{written}");
    }
    assert_eq!(gender::in_prose("Women only, any age"), Some(Gender::Women));
    assert_eq!(gender::in_prose("Men and women welcome"), None);
}
