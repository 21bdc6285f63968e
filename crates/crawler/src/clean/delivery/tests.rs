use super::*;

#[test]
fn ways_are_read_from_words_and_codes() {
    use Delivery::{AtHome, ByPhone, InPerson, Online, Varies};
    for (written, expected) in [
        ("physical", &[InPerson][..]),
        ("virtual", &[Online]),
        ("postal", &[]),
        ("Face to face, telephone", &[InPerson, ByPhone]),
        ("https://schema.org/MixedEventAttendanceMode", &[Online]),
        ("home visits", &[AtHome]),
        ("Various locations", &[Varies]),
        ("blue", &[]),
    ] {
        assert_eq!(ways_in(written), expected, "{written}");
    }
}

#[test]
fn prose_must_say_how_the_service_itself_is_delivered() {
    assert_eq!(ways_in_prose("We meet online every week."), [Delivery::Online]);
    assert_eq!(ways_in_prose("Carers come to you in your own home."), [Delivery::AtHome]);
    assert_eq!(ways_in_prose("Ring us, or find us online at our website."), []);
}
