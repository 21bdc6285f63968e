use super::*;

#[test]
fn routes_are_read_from_words() {
    use JoiningRoute::{Book, JustTurnUp, ProfessionalReferral, SelfReferral};
    for (text, expected) in [
        ("just turn up", &[JustTurnUp][..]),
        ("Drop in, no appointment needed", &[JustTurnUp]),
        ("GP referral", &[ProfessionalReferral]),
        ("Referral via agency or self-referral", &[SelfReferral, ProfessionalReferral]),
        ("No referral needed, just come along", &[JustTurnUp]),
        ("Booking essential", &[Book]),
        ("Contact us", &[SelfReferral]),
        ("Not known", &[]),
    ] {
        assert_eq!(routes_in(text).into_iter().collect::<Vec<_>>(), expected, "{text}");
    }
}

#[test]
fn a_description_must_say_it_plainly() {
    assert!(routes_in_prose("A book club. Refer to our website.").is_empty());
    assert_eq!(routes_in_prose("No need to book: just turn up.").len(), 1);
}
