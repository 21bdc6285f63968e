use super::*;
use crate::draft::DraftSession;
use model::schedule::{BankHolidays, Recurrence, Season, Session, Weekdays};

/// A session in few letters: `2Tu 14:00-16:00 term`.
fn show(session: &Session) -> String {
    let days = |days: Weekdays| -> String {
        let names = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
        days.iter().map(|day| names[day.to_monday_zero_offset() as usize]).collect::<Vec<_>>().join(",")
    };
    let mut shown = match &session.recurrence {
        Recurrence::Weekly { days: on, interval, anchor } => {
            let every = if *interval > 1 { format!("/{interval}") } else { String::new() };
            let anchor = anchor.map(|anchor| format!("@{anchor}")).unwrap_or_default();
            format!("{}{every}{anchor}", days(*on))
        }
        Recurrence::MonthlyByDay { nth, days: on, .. } => {
            let nth: Vec<String> = nth.iter().map(i8::to_string).collect();
            format!("{}{}", nth.join(","), days(*on))
        }
        Recurrence::MonthlyByDate { days_of_month } => format!("{days_of_month:?}"),
        Recurrence::Dated { dates } => dates.iter().map(Date::to_string).collect::<Vec<_>>().join(","),
    };
    if let Some(opens) = session.opens_at {
        let closes = session.closes_at.map(|closes| closes.strftime("%H:%M").to_string()).unwrap_or_default();
        shown += &format!(" {}-{closes}", opens.strftime("%H:%M"));
    }
    if session.season == Season::TermTime {
        shown += " term";
    }
    if session.bank_holidays == BankHolidays::Closed {
        shown += " bh-";
    }
    if let Some(from) = session.valid_from {
        shown += &format!(" from {from}");
    }
    if let Some(to) = session.valid_to {
        shown += &format!(" to {to}");
    }
    shown
}

fn check(text: &str, expected: &str) {
    let read = read_text(text, Some(Date::constant(2026, 11, 22)));
    let shown: Vec<String> = read.sessions.iter().map(show).collect();
    assert_eq!(shown.join("; "), expected, "{text}");
}

#[test]
fn sessions_are_read_from_prose() {
    check("2nd Tuesday of the month, 2–4pm, term time only", "2Tu 14:00-16:00 term");
    check("Mon, Wed & Fri 10-12", "Mo,We,Fr 10:00-12:00");
    check("Tuesdays fortnightly from 6 Jan, 7pm-9pm", "Tu/2 19:00-21:00 from 2027-01-06");
    check("Wednesdays fortnightly from 6 Jan, 7pm-9pm", "We/2@2027-01-06 19:00-21:00 from 2027-01-06");
    check("Mon-Fri 9am to 5pm, Sat 10-1", "Mo,Tu,We,Th,Fr 09:00-17:00; Sa 10:00-13:00");
    check("Every other Wednesday from 7pm - 9pm", "We/2 19:00-21:00");
    check("First and third Friday of each month 10.30am-12 noon", "1,3Fr 10:30-12:00");
    check("Last Sunday of the month at 3pm", "-1Su 15:00-");
    check("Sat (1st, 3rd)", "1,3Sa");
    check("Monday 1.30 - 3.30pm", "Mo 13:30-15:30");
    check("9 - 4 weekdays except Wed 9 - 2", "Mo,Tu,Th,Fr 09:00-16:00; We 09:00-14:00");
    check("Open 10am to 6pm, 7 days a week", "Mo,Tu,We,Th,Fr,Sa,Su 10:00-18:00");
    check("Monday to Friday 9am - 5pm. Closed bank holidays", "Mo,Tu,We,Th,Fr 09:00-17:00 bh-");
    check("Mon-Sat 9-5, Sunday: Closed", "Mo,Tu,We,Th,Fr,Sa 09:00-17:00");
    check("Monday 8.30am - 6pm (closed 1pm - 2:15pm)", "Mo 08:30-13:00; Mo 14:15-18:00");
    check("Thursdays 10pm - 2am", "Th 22:00-02:00");
}

#[test]
fn notations_are_read_too() {
    check("Mo-Fr 09:00-17:00", "Mo,Tu,We,Th,Fr 09:00-17:00");
    check("Mo,We 10:00-12:30; Sa 10:00-13:00; PH off", "Mo,We 10:00-12:30 bh-; Sa 10:00-13:00 bh-");
    check("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "Tu/2");
    check("RRULE:FREQ=MONTHLY;BYDAY=-1SU", "-1Su");
}

#[test]
fn what_could_mean_two_things_is_left_out() {
    for text in [
        "One morning per week",
        "Closed for lunch 1-2pm on Saturdays",
        "Tuesday: 03:00 - 04:30",
        "Tue (not always: check)",
        "Tue (3rd: Apr-Oct)",
        "Monday 7 - 9",
        "Ages 8 - 13",
        "Monthly on a Monday 10:00 - 14:00",
        "Call us Monday to Friday 9am - 5pm to book",
        "Mondays (31st October 2022 - Easter 2023) 14.30 -16.30",
        "Not known",
        "",
    ] {
        check(text, "");
    }
}

#[test]
fn day_and_night_is_always_open() {
    for text in ["24 hours a day, 7 days a week", "24/7", "Open 24 hours"] {
        let read = read_text(text, None);
        assert!(read.always_open && read.sessions.is_empty(), "{text}: {read:?}");
    }
    assert!(!read_text("Mon-Fri 9-5, answerphone 24 hours", None).always_open);
}

#[test]
fn stated_sessions_are_taken_as_stated() {
    let check = |draft: DraftSession, expected: Option<&str>| {
        let shown = stated::read_session(&draft).map(|session| show(&session));
        assert_eq!(shown.as_deref(), expected, "{draft:?}");
    };
    let some = |text: &str| Some(text.to_owned());
    let base =
        DraftSession { opens_at: some("10:00"), closes_at: some("12:00:00"), ..DraftSession::default() };
    check(
        DraftSession { freq: some("WEEKLY"), byday: some("MO,TU"), ..base.clone() },
        Some("Mo,Tu 10:00-12:00"),
    );
    check(
        DraftSession { freq: some("MONTHLY"), byday: some("1FR,3FR"), ..base.clone() },
        Some("1,3Fr 10:00-12:00"),
    );
    check(
        DraftSession {
            freq: some("WEEKLY"),
            interval: some("2"),
            dtstart: some("2026-11-24"),
            ..base.clone()
        },
        Some("Tu/2@2026-11-24 10:00-12:00 from 2026-11-24"),
    );
    check(DraftSession { byday: some("https://schema.org/Monday"), ..base.clone() }, Some("Mo 10:00-12:00"));
    check(DraftSession { freq: some("MONTHLY"), byday: some("TU"), ..base.clone() }, None);
    check(base, None);
    check(
        DraftSession {
            starts: some("2026-07-01T09:00:00Z"),
            ends: some("2026-07-01T11:00:00Z"),
            ..DraftSession::default()
        },
        Some("2026-07-01 10:00-12:00"),
    );
    check(
        DraftSession { starts: some("2026-07-01T09:00:00"), ..DraftSession::default() },
        Some("2026-07-01 09:00-"),
    );
}
