use jiff::Zoned;
use jiff::civil::{Weekday, date, time};
use jiff::tz::TimeZone;
use model::schedule::{Recurrence, Schedule, Season, Session, Weekdays};

use super::next;
use crate::question::{Question, When};

fn session(recurrence: Recurrence, season: Season) -> Session {
    Session {
        recurrence,
        opens_at: Some(time(17, 0, 0, 0)),
        closes_at: Some(time(18, 30, 0, 0)),
        valid_from: None,
        valid_to: None,
        season,
        bank_holidays: model::schedule::BankHolidays::NotStated,
        except: Vec::new(),
        note: None,
    }
}

fn falls(session: Session, when: When) -> bool {
    let now: Zoned = date(2026, 11, 23).at(9, 0, 0, 0).to_zoned(TimeZone::UTC).expect("no gap in UTC");
    let schedule = Schedule { sessions: vec![session], ..Schedule::default() };
    let question = Question { when: Some(when), ..Question::default() };
    next(&question, &schedule, None, &now).is_some()
}

#[test]
fn a_session_counts_only_where_it_truly_falls() {
    let tuesdays = Weekdays::only(Weekday::Tuesday);
    let every = || Recurrence::Weekly { days: tuesdays, interval: 1, anchor: None };
    let first = || Recurrence::MonthlyByDay { nth: vec![1], days: tuesdays, interval: 1, anchor: None };
    let on = |day| When { dates: Some((day, day)), ..When::default() };
    let (tuesday, first_tuesday) = (date(2026, 11, 24), date(2026, 12, 1));
    assert!(falls(session(every(), Season::AllYear), on(tuesday)));
    assert!(!falls(session(first(), Season::AllYear), on(tuesday)));
    assert!(falls(session(first(), Season::AllYear), on(first_tuesday)));
    let after = |hour| When {
        days: tuesdays,
        times: Some((time(hour, 0, 0, 0), time(23, 59, 0, 0))),
        ..When::default()
    };
    assert!(falls(session(every(), Season::AllYear), after(18)), "half an hour of it is left");
    assert!(!falls(session(every(), Season::AllYear), after(19)), "an evening session, but an earlier one");
}

#[test]
fn a_session_of_term_time_is_none_of_the_holidays() {
    let tuesdays = Weekdays::only(Weekday::Tuesday);
    let weekly = || Recurrence::Weekly { days: tuesdays, interval: 1, anchor: None };
    let asked = |season| When { season: Some(season), ..When::default() };
    assert!(falls(session(weekly(), Season::TermTime), asked(Season::TermTime)));
    assert!(!falls(session(weekly(), Season::TermTime), asked(Season::SchoolHolidays)));
    assert!(falls(session(weekly(), Season::AllYear), asked(Season::SchoolHolidays)));
}
