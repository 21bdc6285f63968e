use super::*;

#[test]
fn names_are_made_fit_for_people() {
    for (written, expected) in [
        ("  Knit &amp; Natter ", Some("Knit & Natter")),
        ("AMBLEFORD COMMUNITY CHOIR", Some("Ambleford Community Choir")),
        ("ST MARY'S TODDLER GROUP", Some("St Mary's Toddler Group")),
        ("NHS HEALTH CHECKS FOR OVER-40S", Some("NHS Health Checks for Over-40s")),
        ("AMBLEFORD LGBTQ+ YOUTH", Some("Ambleford LGBTQ+ Youth")),
        ("YMCA", Some("YMCA")),
        ("MIND", Some("MIND")),
        ("lunch club at the hall", Some("Lunch Club at the Hall")),
        ("Knit and Natter (12345)", Some("Knit and Natter")),
        ("Knit and Natter [Ref: KN-12]", Some("Knit and Natter")),
        ("Knit and Natter - S01234", Some("Knit and Natter")),
        ("Happy to Sing (Duplicated)", Some("Happy to Sing")),
        ("Happy to Sing (Duplicated) (2)", Some("Happy to Sing")),
        ("Happy to Sing (copy) (Duplicated) (12) (Duplicate)", Some("Happy to Sing")),
        ("Summer Course (2026)", Some("Summer Course (2026)")),
        ("Stay and Play (0-5 years)", Some("Stay and Play (0-5 years)")),
        ("Walking Football - Over 50s", Some("Walking Football - Over 50s")),
        ("*** CLOSED PERMANENTLY *** Lunch Club", Some("Lunch Club")),
        ("Lunch Club (CLOSED)", Some("Lunch Club")),
        ("Dementia CafÃ©", Some("Dementia Café")),
        ("<b>Tea</b> Dance", Some("Tea Dance")),
        ("12345", None),
        ("N/A", None),
        ("", None),
    ] {
        assert_eq!(clean_name(written, &mut Notes::default()).as_deref(), expected, "{written:?}");
    }
}
