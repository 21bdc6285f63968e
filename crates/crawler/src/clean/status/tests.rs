use super::*;

#[test]
fn a_status_is_read_from_words_and_codes() {
    for (written, expected) in [
        ("active", Some(Status::Active)),
        ("Open", Some(Status::Active)),
        ("closed", Some(Status::Inactive)),
        ("inactive", Some(Status::Inactive)),
        ("CLOSED PERMANENTLY", Some(Status::Defunct)),
        ("defunct", Some(Status::Defunct)),
        ("temporarily closed", Some(Status::TemporarilyClosed)),
        ("https://schema.org/EventCancelled", Some(Status::Defunct)),
        ("pending review", None),
    ] {
        assert_eq!(read_status(written), expected, "{written}");
    }
}

#[test]
fn prose_must_say_it_of_itself() {
    assert_eq!(
        status_in_prose("This library is closed until further notice."),
        Some(Status::TemporarilyClosed)
    );
    assert_eq!(status_in_prose("The group has now closed. Thank you all."), Some(Status::Defunct));
    assert_eq!(status_in_prose("Closed on Sundays. A closed group for members."), None);
    assert_eq!(
        with_hint_in_name(None, "*** CLOSED PERMANENTLY *** Lunch Club").as_deref(),
        Some("CLOSED PERMANENTLY")
    );
    assert_eq!(with_hint_in_name(None, "Enclosed Garden Club"), None);
}
