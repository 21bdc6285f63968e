use jiff::Zoned;
use jiff::civil::date;
use model::schedule::{BankHolidays, Recurrence, Season, Weekdays};
use model::service::Service;

use super::calendar;
use crate::town::choir;

fn told(change: impl FnOnce(&mut Service)) -> String {
    let mut choir = choir();
    change(&mut choir);
    let nine = date(2026, 11, 22).at(9, 0, 0, 0);
    let now: Zoned = nine.to_zoned(jiff::tz::get!("Europe/London")).expect("a moment");
    let text = calendar("Ambleford", std::iter::once(&choir), &now, "https://fingerpost.example");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "lines are folded");
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    text.replace("\r\n ", "")
}

#[test]
fn a_weekly_session_is_one_event_with_a_rule() {
    let text = told(|choir| choir.description = Some("Singing, tea; and\ncake".to_owned()));
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
    assert!(text.contains("DTSTART;TZID=Europe/London:20261124T193000\r\n"));
    assert!(text.contains("DTEND;TZID=Europe/London:20261124T210000\r\n"));
    assert!(text.contains("RRULE:FREQ=WEEKLY;INTERVAL=1;WKST=MO;BYDAY=TU\r\n"));
    assert!(text.contains("DESCRIPTION:Singing\\, tea\\; and\\ncake\r\n"));
    assert!(text.contains("LOCATION:St Paul's Hall\\, 1 Church Street\\, Ambleford\\, AM1 1AA\r\n"));
}

#[test]
fn days_on_which_it_does_not_happen_are_left_out_of_the_rule() {
    let text = told(|choir| {
        let session = &mut choir.schedule.sessions[0];
        session.recurrence = Recurrence::Weekly { days: Weekdays::from_bits(0b1), interval: 1, anchor: None };
        session.bank_holidays = BankHolidays::Closed;
        session.except = vec![date(2026, 12, 7)];
    });
    assert!(text.contains("EXDATE;TZID=Europe/London:20261207T193000\r\n"), "{text}");
    assert!(text.contains("EXDATE;TZID=Europe/London:20261228T193000\r\n"), "Boxing Day is kept on the 28th");
}

#[test]
fn term_time_is_written_out_and_uncertain_weeks_are_tentative() {
    let term = told(|choir| choir.schedule.sessions[0].season = Season::TermTime);
    assert!(!term.contains("RRULE:FREQ=WEEKLY"));
    assert!(!term.contains("20261229T"), "no school at Christmas");
    let fortnightly = told(|choir| {
        let days = Weekdays::from_bits(0b10);
        choir.schedule.sessions[0].recurrence = Recurrence::Weekly { days, interval: 2, anchor: None };
    });
    assert!(fortnightly.contains("STATUS:TENTATIVE"));
    assert!(!fortnightly.contains("STATUS:CONFIRMED"));
}

#[test]
fn a_service_without_times_is_a_calendar_without_events() {
    let text = told(|choir| choir.schedule.sessions.clear());
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert!(!text.contains("BEGIN:VEVENT"));
}
