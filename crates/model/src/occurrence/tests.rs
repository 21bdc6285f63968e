use jiff::civil::{Date, Weekday};

use super::*;
use crate::schedule::{BankHolidays, Recurrence, Season};

fn at(text: &str) -> DateTime {
    text.parse().expect("a local time of the test")
}

fn now(text: &str) -> Zoned {
    at(text).to_zoned(clock::LONDON.clone()).expect("a time in London")
}

fn session(recurrence: Recurrence, opens: &str, closes: &str) -> Session {
    let time = |text: &str| text.parse().ok();
    Session { opens_at: time(opens), closes_at: time(closes), ..Session::on(recurrence) }
}

fn weekly(day: Weekday, opens: &str, closes: &str) -> Session {
    let days = Weekdays::only(day);
    session(Recurrence::Weekly { days, interval: 1, anchor: None }, opens, closes)
}

fn nth(nth: i8, day: Weekday, opens: &str, closes: &str) -> Session {
    let days = Weekdays::only(day);
    session(Recurrence::MonthlyByDay { nth: vec![nth], days, interval: 1, anchor: None }, opens, closes)
}

fn schedule(sessions: Vec<Session>) -> Schedule {
    Schedule { sessions, ..Schedule::default() }
}

fn starts(schedule: &Schedule, from: &str, until: &str) -> String {
    let found = occurrences(schedule, Some(Nation::EnglandAndWales), at(from), at(until));
    let shown: Vec<String> = found
        .iter()
        .map(|found| {
            let mark = if found.certainty == Certainty::Possible { "?" } else { "" };
            format!("{}{mark}", found.starts.strftime("%m-%d %H:%M"))
        })
        .collect();
    shown.join(", ")
}

#[test]
fn sessions_fall_where_they_are_stated() {
    let check = |recurrence: Recurrence, expected: &str| {
        let schedule = schedule(vec![session(recurrence, "14:00", "16:00")]);
        assert_eq!(starts(&schedule, "2026-11-22T00:00", "2026-12-31T00:00"), expected);
    };
    let tuesday = Weekdays::only(Weekday::Tuesday);
    let friday = Weekdays::only(Weekday::Friday);
    let date = |text: &str| text.parse::<Date>().expect("a date");
    check(
        Recurrence::Weekly { days: tuesday, interval: 1, anchor: None },
        "11-24 14:00, 12-01 14:00, 12-08 14:00, 12-15 14:00, 12-22 14:00, 12-29 14:00",
    );
    check(
        Recurrence::Weekly { days: friday, interval: 2, anchor: Some(date("2026-11-30")) },
        "12-04 14:00, 12-18 14:00",
    );
    check(
        Recurrence::Weekly { days: friday, interval: 2, anchor: None },
        "11-27 14:00?, 12-04 14:00?, 12-11 14:00?, 12-18 14:00?, 12-25 14:00?",
    );
    check(Recurrence::MonthlyByDay { nth: vec![2], days: tuesday, interval: 1, anchor: None }, "12-08 14:00");
    check(
        Recurrence::MonthlyByDay { nth: vec![-1], days: tuesday, interval: 1, anchor: None },
        "11-24 14:00, 12-29 14:00",
    );
    check(Recurrence::MonthlyByDate { days_of_month: vec![15, -1] }, "11-30 14:00, 12-15 14:00");
    check(
        Recurrence::Dated { dates: vec![date("2026-12-03"), date("2026-12-25")] },
        "12-03 14:00, 12-25 14:00",
    );
}

#[test]
fn term_time_is_sure_only_in_weeks_that_are_term_everywhere() {
    let mut session = weekly(Weekday::Tuesday, "10:00", "12:00");
    session.season = Season::TermTime;
    let schedule = schedule(vec![session]);
    assert_eq!(
        starts(&schedule, "2026-10-06T00:00", "2026-11-25T00:00"),
        "10-06 10:00, 10-13 10:00?, 10-20 10:00?, 10-27 10:00?, 11-03 10:00?, 11-10 10:00, 11-17 10:00, 11-24 10:00"
    );
    assert_eq!(starts(&schedule, "2026-12-23T00:00", "2027-01-01T00:00"), "");
}

#[test]
fn a_bank_holiday_monday_is_possible_closed_or_open_as_stated() {
    let check = |bank_holidays, expected: &str| {
        let mut session = weekly(Weekday::Monday, "10:00", "12:00");
        session.bank_holidays = bank_holidays;
        assert_eq!(starts(&schedule(vec![session]), "2026-08-25T00:00", "2026-09-08T00:00"), expected);
    };
    check(BankHolidays::NotStated, "08-31 10:00?, 09-07 10:00");
    check(BankHolidays::Closed, "09-07 10:00");
    check(BankHolidays::Open, "08-31 10:00, 09-07 10:00");
}

/// T7 of the field study: "1st Tuesday" is not every Tuesday, and "open next Saturday" has an answer.
#[test]
fn t7_a_first_tuesday_is_not_every_tuesday() {
    let first_tuesday = schedule(vec![nth(1, Weekday::Tuesday, "14:00", "16:00")]);
    let on = |day: &str| Wanted { until: Some(at(day) + jiff::ToSpan::days(1)), ..Wanted::from(at(day)) };
    assert!(next_fitting(&first_tuesday, None, &on("2026-12-01T00:00")).is_some());
    assert!(next_fitting(&first_tuesday, None, &on("2026-12-08T00:00")).is_none());
    let saturdays = schedule(vec![weekly(Weekday::Saturday, "09:00", "13:00")]);
    assert!(next_fitting(&saturdays, None, &on("2026-11-28T00:00")).is_some());
}

/// T21 of the field study: Tuesday and evening must hold for one session.
#[test]
fn t21_tuesday_evening_is_one_session_not_two() {
    let evening = Some((at("2026-01-01T17:00").time(), at("2026-01-01T23:59").time()));
    let tuesday_evening = Wanted {
        days: Weekdays::only(Weekday::Tuesday),
        times: evening,
        ..Wanted::from(at("2026-11-22T09:00"))
    };
    let apart =
        schedule(vec![weekly(Weekday::Tuesday, "10:00", "12:00"), weekly(Weekday::Friday, "18:00", "20:00")]);
    assert_eq!(next_fitting(&apart, None, &tuesday_evening), None);
    let together = schedule(vec![weekly(Weekday::Tuesday, "18:00", "20:00")]);
    let found = next_fitting(&together, None, &tuesday_evening).expect("it is on a Tuesday evening");
    assert_eq!((found.starts, found.certainty), (at("2026-11-24T18:00"), Certainty::Certain));
    let no_time = schedule(vec![weekly(Weekday::Tuesday, "", "")]);
    let found = next_fitting(&no_time, None, &tuesday_evening).expect("its time is not stated");
    assert_eq!((found.certainty, found.is_time_stated), (Certainty::Possible, false));
}

/// T17 of the field study: open now by the server's clock in London, on the nights of the clock changes
/// too, whatever zone the clock that is handed in shows.
#[test]
fn t17_open_now_holds_across_clock_changes_and_midnight() {
    let shelter = schedule(vec![session(
        Recurrence::Weekly { days: Weekdays::ALL, interval: 1, anchor: None },
        "22:00",
        "01:30",
    )]);
    let open = |moment: &str| {
        let moment: Timestamp = moment.parse().expect("a moment");
        let moment = moment.to_zoned(jiff::tz::TimeZone::UTC);
        matches!(open_at(&shelter, None, &moment), OpenNow::Open { .. })
    };
    // Clocks go back at 02:00 on 25 October 2026: 01:15 comes twice, and it closed after the first.
    assert!(open("2026-10-25T01:15+01:00"));
    assert!(!open("2026-10-25T01:15+00:00"));
    assert!(!open("2026-10-25T01:45+01:00"));
    // Clocks go forward at 01:00 on 29 March 2026: 01:30 never comes, and it closes at the jump.
    assert!(open("2026-03-29T00:59+00:00"));
    assert!(!open("2026-03-29T02:00+01:00"));
    // The same moment on a clock in New York.
    let office = schedule(vec![weekly(Weekday::Monday, "09:00", "17:00")]);
    let moment: Zoned = now("2026-11-23T09:30");
    let abroad = moment.timestamp().to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(-5)));
    assert!(matches!(open_at(&office, None, &abroad), OpenNow::Open { .. }));
}

#[test]
fn open_now_says_until_when_or_when_next_or_that_nobody_said() {
    let office = schedule(vec![weekly(Weekday::Monday, "09:00", "17:00")]);
    let until = |moment: &str| open_at(&office, Some(Nation::EnglandAndWales), &now(moment));
    assert_eq!(
        until("2026-11-23T16:59"),
        OpenNow::Open { until: Some(at("2026-11-23T17:00")), certainty: Certainty::Certain }
    );
    let OpenNow::Closed { next: Some(next) } = until("2026-11-23T17:00") else { panic!("it is closed") };
    assert_eq!(next.starts, at("2026-11-30T09:00"));
    assert_eq!(open_at(&Schedule::default(), None, &now("2026-11-23T17:00")), OpenNow::NotStated);
    let some_time = schedule(vec![weekly(Weekday::Monday, "", "")]);
    assert_eq!(open_at(&some_time, None, &now("2026-11-23T17:00")), OpenNow::NotStated);
    let helpline = Schedule { always_open: true, ..Schedule::default() };
    assert_eq!(
        open_at(&helpline, None, &now("2026-12-25T03:00")),
        OpenNow::Open { until: None, certainty: Certainty::Certain }
    );
}

#[test]
fn a_helpline_that_is_always_open_fits_any_time() {
    let helpline = Schedule { always_open: true, ..Schedule::default() };
    let night = Wanted {
        days: Weekdays::only(Weekday::Sunday),
        times: Some((at("2026-01-01T02:00").time(), at("2026-01-01T03:00").time())),
        ..Wanted::from(at("2026-11-23T09:00"))
    };
    assert_eq!(next_fitting(&helpline, None, &night).map(|found| found.starts), Some(at("2026-11-29T00:00")));
    assert_eq!(occurrences(&helpline, None, at("2026-11-23T09:00"), at("2026-11-25T09:00")).len(), 3);
}

#[test]
fn the_part_after_midnight_counts_for_the_next_day_when_a_time_is_asked() {
    let late = schedule(vec![weekly(Weekday::Friday, "22:00", "02:00")]);
    let saturday = Weekdays::only(Weekday::Saturday);
    let early = Some((Time::constant(0, 0, 0, 0), Time::constant(4, 0, 0, 0)));
    let wanted = Wanted { days: saturday, times: early, ..Wanted::from(at("2026-11-22T09:00")) };
    assert_eq!(next_fitting(&late, None, &wanted).map(|found| found.starts), Some(at("2026-11-27T22:00")));
    assert_eq!(next_fitting(&late, None, &Wanted { times: None, ..wanted }), None);
}

#[test]
fn impossible_patterns_end() {
    let never = schedule(vec![
        session(Recurrence::MonthlyByDate { days_of_month: vec![0, 32] }, "10:00", "11:00"),
        session(Recurrence::Weekly { days: Weekdays::NONE, interval: 0, anchor: None }, "10:00", "11:00"),
        nth(9, Weekday::Monday, "10:00", "11:00"),
        session(Recurrence::Dated { dates: Vec::new() }, "10:00", "11:00"),
    ]);
    assert_eq!(next(&never, None, at("2026-11-22T09:00")), None);
    assert_eq!(next(&never, None, DateTime::MAX), None);
    assert_eq!(next(&never, None, DateTime::MIN), None);
}
