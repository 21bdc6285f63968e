use jiff::civil::{date, time};
use model::schedule::{BankHolidays, Recurrence, Schedule, Season, Session, Weekdays};

use super::schedules;
use crate::town::choir;

fn session(recurrence: Recurrence) -> Session {
    Session {
        opens_at: Some(time(19, 30, 0, 0)),
        closes_at: Some(time(21, 0, 0, 0)),
        ..Session::on(recurrence)
    }
}

fn told(session: Session) -> Vec<serde_json::Value> {
    let mut choir = choir();
    choir.schedule = Schedule { sessions: vec![session], ..Schedule::default() };
    let documents = schedules(&choir).into_iter();
    documents.map(|document| serde_json::to_value(document).expect("a document is JSON")).collect()
}

#[test]
fn sessions_are_told_as_recurrence_rules() {
    let check = |recurrence: Recurrence, expected: &[(&str, &str)]| {
        let told = &told(session(recurrence))[0];
        for (key, value) in expected {
            assert_eq!(told[key].to_string().trim_matches('"'), *value, "{key}");
        }
    };
    check(
        Recurrence::Weekly {
            days: Weekdays::from_bits(0b10010),
            interval: 2,
            anchor: Some(date(2026, 11, 24)),
        },
        &[("freq", "WEEKLY"), ("interval", "2"), ("byday", "TU,FR"), ("dtstart", "2026-11-24")],
    );
    check(
        Recurrence::MonthlyByDay {
            nth: vec![1, -1],
            days: Weekdays::from_bits(0b1),
            interval: 1,
            anchor: None,
        },
        &[("freq", "MONTHLY"), ("byday", "1MO,-1MO"), ("opens_at", "19:30"), ("closes_at", "21:00")],
    );
    check(
        Recurrence::MonthlyByDate { days_of_month: vec![1, 15, -1] },
        &[("freq", "MONTHLY"), ("bymonthday", "1,15,-1")],
    );
}

#[test]
fn a_session_on_dates_is_told_once_a_date() {
    let dates = vec![date(2026, 12, 1), date(2026, 12, 8)];
    let told = told(session(Recurrence::Dated { dates }));
    assert_eq!(told.len(), 2);
    assert_eq!((&told[1]["valid_from"], &told[1]["valid_to"]), (&told[1]["dtstart"], &told[1]["dtstart"]));
    assert!(told[1].get("freq").is_none());
}

#[test]
fn seasons_holidays_and_exceptions_are_told_in_words() {
    let mut weekly = session(Recurrence::Weekly { days: Weekdays::ALL, interval: 1, anchor: None });
    weekly.season = Season::TermTime;
    weekly.bank_holidays = BankHolidays::Closed;
    weekly.except = vec![date(2026, 12, 25)];
    let told = told(weekly);
    assert_eq!(told[0]["notes"], "Term time only. Not on bank holidays. Not on 2026-12-25.");
}
