//! The week in half-hours: what a schedule may hold, in 336 bits.

use jiff::civil::Time;

use super::day::Day;
use crate::schedule::{Recurrence, Schedule, Session, Weekdays};

/// One bit for each half-hour of a week: bit 0 is Monday 00:00 to 00:30, bit 335 Sunday 23:30 to 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WeekMask(pub [u64; 6]);

const HALF_HOURS_A_DAY: usize = 48;
const HALF_HOURS_A_WEEK: usize = 7 * HALF_HOURS_A_DAY;

impl WeekMask {
    /// Whether both have a half-hour in common.
    pub fn meets(&self, other: &WeekMask) -> bool {
        self.0.iter().zip(other.0).any(|(mine, theirs)| mine & theirs != 0)
    }

    /// Sets the half-hours from `first` up to `end`, counted from Monday 00:00, turning over at the week.
    fn set(&mut self, first: usize, end: usize) {
        for half_hour in first..end {
            let bit = half_hour % HALF_HOURS_A_WEEK;
            self.0[bit / 64] |= 1 << (bit % 64);
        }
    }
}

/// The half-hours of the week in which the schedule may hold, whatever the date. A session whose time is
/// not stated may hold all day; one whose end is not stated holds at its start.
pub fn weekly_mask(schedule: &Schedule) -> WeekMask {
    let mut mask = WeekMask::default();
    if schedule.always_open {
        mask.set(0, HALF_HOURS_A_WEEK);
    }
    for session in &schedule.sessions {
        let (first, end) = half_hours(session);
        for day in days_of(&session.recurrence).iter() {
            let midnight = day.to_monday_zero_offset() as usize * HALF_HOURS_A_DAY;
            mask.set(midnight + first, midnight + end);
        }
    }
    mask
}

/// The half-hours asked for: on any of `days` (none means every day), from the first to the last minute.
pub fn asked_mask(days: Weekdays, times: Option<(Time, Time)>) -> WeekMask {
    let mut mask = WeekMask::default();
    let days = if days.is_empty() { Weekdays::ALL } else { days };
    let (first, end) = match times {
        Some((earliest, latest)) => (half_hour_of(earliest), half_hour_of(latest) + 1),
        None => (0, HALF_HOURS_A_DAY),
    };
    for day in days.iter() {
        let midnight = day.to_monday_zero_offset() as usize * HALF_HOURS_A_DAY;
        mask.set(midnight + first, midnight + end);
    }
    mask
}

/// From and up to, in half-hours after midnight of the day it starts on; past 48 when it goes on.
fn half_hours(session: &Session) -> (usize, usize) {
    match (session.opens_at, session.closes_at) {
        (None, _) => (0, HALF_HOURS_A_DAY),
        (Some(opens), None) => (half_hour_of(opens), half_hour_of(opens) + 1),
        (Some(opens), Some(closes)) => {
            let past_midnight = if closes <= opens { HALF_HOURS_A_DAY } else { 0 };
            let is_on_the_half_hour = closes.minute() % 30 == 0 && closes.second() == 0;
            let end = half_hour_of(closes) + past_midnight + usize::from(!is_on_the_half_hour);
            (half_hour_of(opens), end)
        }
    }
}

fn half_hour_of(time: Time) -> usize {
    time.hour() as usize * 2 + usize::from(time.minute() >= 30)
}

fn days_of(recurrence: &Recurrence) -> Weekdays {
    match recurrence {
        Recurrence::Weekly { days, .. } | Recurrence::MonthlyByDay { days, .. } => *days,
        Recurrence::MonthlyByDate { .. } => Weekdays::ALL,
        Recurrence::Dated { dates } => dates.iter().map(|date| Day::from(*date).weekday()).collect(),
    }
}
