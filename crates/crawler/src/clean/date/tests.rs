use super::*;

#[test]
fn dates_are_read_in_the_usual_forms() {
    for (written, expected) in [
        ("2026-11-22", Some("2026-11-22")),
        ("2026-11-22T10:00:00Z", Some("2026-11-22")),
        ("2026-11-22 10:00:00", Some("2026-11-22")),
        ("20261122", Some("2026-11-22")),
        ("20261122T100000Z", Some("2026-11-22")),
        ("22/11/2026", Some("2026-11-22")),
        ("22/11/26 10:00", Some("2026-11-22")),
        ("22 November 2026", Some("2026-11-22")),
        ("Sunday 22nd Nov 2026", Some("2026-11-22")),
        ("November 22, 2026", Some("2026-11-22")),
        ("31/02/2026", None),
        ("soon", None),
        ("2026", None),
        ("", None),
    ] {
        assert_eq!(read_date(written).map(|date| date.to_string()).as_deref(), expected, "{written}");
    }
    assert_eq!(read_past_date("2027-01-01", Date::constant(2026, 11, 22)), None);
}
