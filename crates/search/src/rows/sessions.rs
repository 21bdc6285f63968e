//! A schedule inside a row.

use model::schedule::{BankHolidays, Recurrence, Schedule, Season, Session, Weekdays};

use crate::codec::{Eye, Pen};

/// Longer words on when are cut in a row; the service's own page has them all.
const WHEN_CHARACTERS: usize = 160;

pub fn write(schedule: &Schedule, pen: &mut Pen) {
    let text = schedule.text.as_deref().map(|text| text.chars().take(WHEN_CHARACTERS).collect::<String>());
    pen.maybe_text(text.as_deref());
    pen.byte(u8::from(schedule.always_open));
    pen.number(schedule.sessions.len() as u64);
    for session in &schedule.sessions {
        write_recurrence(&session.recurrence, pen);
        pen.maybe_time(session.opens_at);
        pen.maybe_time(session.closes_at);
        pen.maybe_date(session.valid_from);
        pen.maybe_date(session.valid_to);
        pen.byte(session.season as u8);
        pen.byte(session.bank_holidays as u8);
        pen.number(session.except.len() as u64);
        for date in &session.except {
            pen.date(*date);
        }
        pen.maybe_text(session.note.as_deref());
    }
}

fn write_recurrence(recurrence: &Recurrence, pen: &mut Pen) {
    match recurrence {
        Recurrence::Weekly { days, interval, anchor } => {
            pen.byte(0);
            pen.byte(days.bits());
            pen.byte(*interval);
            pen.maybe_date(*anchor);
        }
        Recurrence::MonthlyByDay { nth, days, interval, anchor } => {
            pen.byte(1);
            write_small(nth, pen);
            pen.byte(days.bits());
            pen.byte(*interval);
            pen.maybe_date(*anchor);
        }
        Recurrence::MonthlyByDate { days_of_month } => {
            pen.byte(2);
            write_small(days_of_month, pen);
        }
        Recurrence::Dated { dates } => {
            pen.byte(3);
            pen.number(dates.len() as u64);
            for date in dates {
                pen.date(*date);
            }
        }
    }
}

fn write_small(numbers: &[i8], pen: &mut Pen) {
    pen.number(numbers.len() as u64);
    for number in numbers {
        pen.byte(*number as u8);
    }
}

pub fn read(eye: &mut Eye<'_>) -> Option<Schedule> {
    let text = eye.maybe_text()?.map(str::to_owned);
    let always_open = eye.byte()? == 1;
    let count = eye.count()?;
    let mut sessions = Vec::with_capacity(count);
    for _ in 0..count {
        sessions.push(Session {
            recurrence: read_recurrence(eye)?,
            opens_at: eye.maybe_time()?,
            closes_at: eye.maybe_time()?,
            valid_from: eye.maybe_date()?,
            valid_to: eye.maybe_date()?,
            season: *[Season::AllYear, Season::TermTime, Season::SchoolHolidays].get(eye.byte()? as usize)?,
            bank_holidays: *[BankHolidays::NotStated, BankHolidays::Closed, BankHolidays::Open]
                .get(eye.byte()? as usize)?,
            except: (0..eye.count()?).map(|_| eye.date()).collect::<Option<Vec<_>>>()?,
            note: eye.maybe_text()?.map(str::to_owned),
        });
    }
    Some(Schedule { text, sessions, always_open })
}

fn read_recurrence(eye: &mut Eye<'_>) -> Option<Recurrence> {
    Some(match eye.byte()? {
        0 => Recurrence::Weekly {
            days: Weekdays::from_bits(eye.byte()?),
            interval: eye.byte()?,
            anchor: eye.maybe_date()?,
        },
        1 => Recurrence::MonthlyByDay {
            nth: read_small(eye)?,
            days: Weekdays::from_bits(eye.byte()?),
            interval: eye.byte()?,
            anchor: eye.maybe_date()?,
        },
        2 => Recurrence::MonthlyByDate { days_of_month: read_small(eye)? },
        3 => Recurrence::Dated { dates: (0..eye.count()?).map(|_| eye.date()).collect::<Option<Vec<_>>>()? },
        _ => return None,
    })
}

fn read_small(eye: &mut Eye<'_>) -> Option<Vec<i8>> {
    (0..eye.count()?).map(|_| eye.byte().map(|byte| byte as i8)).collect()
}
