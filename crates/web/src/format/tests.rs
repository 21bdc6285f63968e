use jiff::civil::{date as civil, time as clock};

use super::*;

fn english() -> &'static Words {
    Language::English.words()
}

fn session(starts: DateTime, ends: Option<DateTime>) -> NextSession {
    NextSession { starts, ends, is_time_stated: true, is_only_possible: false }
}

#[test]
fn dates_read_as_people_say_them() {
    let today = civil(2026, 11, 22);
    for (at, expected) in [
        (civil(2026, 11, 24).at(14, 0, 0, 0), "Tue 24 Nov, 2 pm"),
        (civil(2026, 11, 22).at(10, 30, 0, 0), "Today, 10.30 am"),
        (civil(2026, 11, 23).at(12, 0, 0, 0), "Tomorrow, noon"),
        (civil(2026, 11, 28).at(0, 0, 0, 0), "Sat 28 Nov, midnight"),
    ] {
        assert_eq!(moment(english(), &session(at, None), today), expected);
    }
    let afternoon = session(civil(2026, 11, 24).at(14, 0, 0, 0), None);
    assert_eq!(moment(Language::Welsh.words(), &afternoon, today), "Maw 24 Tach, 2 yp");
}

#[test]
fn what_has_no_stated_time_is_not_said_to_begin_at_midnight() {
    let saturday = civil(2026, 11, 28).at(0, 0, 0, 0);
    let some_time = NextSession { is_time_stated: false, ..session(saturday, None) };
    assert_eq!(next_session(english(), &some_time, civil(2026, 11, 22).at(10, 0, 0, 0)), "Sat 28 Nov");
}

#[test]
fn a_session_that_runs_now_is_open_now() {
    let (nine, five) = (civil(2026, 11, 22).at(9, 0, 0, 0), civil(2026, 11, 22).at(17, 0, 0, 0));
    let next = session(nine, Some(five));
    assert_eq!(next_session(english(), &next, civil(2026, 11, 22).at(10, 0, 0, 0)), "Open now until 5 pm");
    assert_eq!(next_session(english(), &next, civil(2026, 11, 22).at(8, 0, 0, 0)), "Today, 9 am to 5 pm");
}

#[test]
fn distances_are_in_miles_or_few_yards() {
    for (metres, expected) in [
        (50.0, "under 100 yards"),
        (160.9, "0.1 miles"),
        (640.0, "0.4 miles"),
        (1_609.344, "1 mile"),
        (4_828.0, "3 miles"),
        (80_467.2, "50 miles"),
    ] {
        assert_eq!(distance(english(), metres), expected);
    }
}

#[test]
fn times_numbers_and_prices_are_plain() {
    assert_eq!(
        span(english(), Some(clock(14, 0, 0, 0)), Some(clock(16, 15, 0, 0))).unwrap(),
        "2 pm to 4.15 pm"
    );
    assert_eq!(thousands(1_234_567), "1,234,567");
    assert_eq!(thousands(999), "999");
    assert_eq!((pounds(350), pounds(300), pounds(50)), ("£3.50".into(), "£3".into(), "50p".into()));
}

#[test]
fn times_written_for_machines_are_told_from_those_for_people() {
    for (times, expected) in [
        ("Mo 09:00-20:00; Tu 09:00-20:00", true),
        ("Mo-Fr 09:00-17:00; PH off;", true),
        ("Sa,Su 10:00-12:00", true),
        ("Mondays 10 am to 12 noon", false),
        ("Mo 09:00-20:00; ring first", false),
        ("Tuesdays; Thursdays", false),
    ] {
        assert_eq!(is_notation(times), expected, "{times}");
    }
}
