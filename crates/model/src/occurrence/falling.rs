//! On which days a session falls: straight to the next one by arithmetic, never day by day.

use jiff::civil::Date;

use super::Certainty;
use super::day::Day;
use crate::calendar::{Nation, School, bank_holiday, school};
use crate::schedule::{BankHolidays, Recurrence, Season, Session, Weekdays};
use crate::ternary::Ternary;

/// The first day from `first` to `last`, both included and on one of `days`, on which the session falls.
pub(super) fn next_falling(
    session: &Session,
    nation: Option<Nation>,
    days: Weekdays,
    first: Day,
    last: Day,
) -> Option<(Day, Certainty)> {
    let first = session.valid_from.map_or(first, |from| first.max(Day::from(from)));
    let last = session.valid_to.map_or(last, |to| last.min(Day::from(to)));
    let mut day = first;
    while day <= last {
        day = next_of_pattern(&session.recurrence, days, day, last)?;
        if day > last {
            return None;
        }
        if let Some(certainty) = certainty_on(session, nation, day) {
            return Some((day, certainty));
        }
        day = day.next();
    }
    None
}

/// Whether a session whose pattern names `day` takes place on it: `None` means it does not.
fn certainty_on(session: &Session, nation: Option<Nation>, day: Day) -> Option<Certainty> {
    let date = day.date();
    if session.except.contains(&date) {
        return None;
    }
    let mut certainty = certainty_of_pattern(&session.recurrence);
    if !session.season.is_all_year() {
        certainty = certainty.max(certainty_in_season(session.season, school(date, nation))?);
    }
    let is_dated = matches!(session.recurrence, Recurrence::Dated { .. });
    match (session.bank_holidays, is_dated) {
        (BankHolidays::Open, _) | (BankHolidays::NotStated, true) => Some(certainty),
        (stated, _) => match (stated, bank_holiday(date, nation)) {
            (_, Ternary::No) => Some(certainty),
            (BankHolidays::Closed, Ternary::Yes) => None,
            _ => Some(Certainty::Possible),
        },
    }
}

/// A pattern of every second or third week or month is sure only when one of them is named.
fn certainty_of_pattern(recurrence: &Recurrence) -> Certainty {
    match recurrence {
        Recurrence::Weekly { interval, anchor: None, .. }
        | Recurrence::MonthlyByDay { interval, anchor: None, .. }
            if *interval > 1 =>
        {
            Certainty::Possible
        }
        _ => Certainty::Certain,
    }
}

fn certainty_in_season(season: Season, school: School) -> Option<Certainty> {
    match (season, school) {
        (Season::AllYear, _)
        | (Season::TermTime, School::SurelyTerm)
        | (Season::SchoolHolidays, School::SurelyHoliday) => Some(Certainty::Certain),
        (_, School::Unsure) => Some(Certainty::Possible),
        _ => None,
    }
}

fn next_of_pattern(recurrence: &Recurrence, wanted: Weekdays, day: Day, last: Day) -> Option<Day> {
    match recurrence {
        Recurrence::Weekly { days, interval, anchor } => {
            let days = Weekdays::from_bits(days.bits() & wanted.bits());
            match anchor {
                Some(anchor) if *interval > 1 => next_weekly(days, *interval, Day::from(*anchor), day),
                _ => next_weekday(days, day),
            }
        }
        Recurrence::MonthlyByDay { nth, days, interval, anchor } => {
            let days = Weekdays::from_bits(days.bits() & wanted.bits());
            let step = match anchor {
                Some(anchor) if *interval > 1 => Some((Month::of(*anchor), i32::from(*interval))),
                _ => None,
            };
            next_in_months(step, day, last, |month| nth_weekdays(month, nth, days))
        }
        Recurrence::MonthlyByDate { days_of_month } => next_in_months(None, day, last, |month| {
            days_of_month
                .iter()
                .filter_map(move |number| month.day_numbered(*number))
                .filter(|found| wanted.contains(found.weekday()))
        }),
        Recurrence::Dated { dates } => dates
            .iter()
            .map(|date| Day::from(*date))
            .filter(|date| *date >= day && wanted.contains(date.weekday()))
            .min(),
    }
}

/// The next of `days` from `day` on: turn the week so that today is bit 0, and count to the first bit.
fn next_weekday(days: Weekdays, day: Day) -> Option<Day> {
    let (bits, today) = (u16::from(days.bits()), day.weekday_number());
    let turned = (bits >> today) | (bits << (7 - today));
    (!days.is_empty()).then(|| day.plus(turned.trailing_zeros() as i32))
}

fn next_weekly(days: Weekdays, interval: u8, anchor: Day, day: Day) -> Option<Day> {
    let cycle_days = i32::from(interval) * 7;
    let into_cycle = (day.0 - anchor.monday().0).rem_euclid(cycle_days);
    let later_this_week = days.bits() >> into_cycle.min(7);
    if later_this_week != 0 {
        return Some(day.plus(later_this_week.trailing_zeros() as i32));
    }
    next_weekday(days, day.plus(cycle_days - into_cycle))
}

/// The first of the days that `in_month` gives, from `day` to `last`, month by month; with a step, only
/// in months that are a multiple of its number of months away from its first.
fn next_in_months<I: Iterator<Item = Day>>(
    step: Option<(Month, i32)>,
    day: Day,
    last: Day,
    in_month: impl Fn(Month) -> I,
) -> Option<Day> {
    let mut month = Month::of(day.date());
    let stride = step.map_or(1, |(_, stride)| stride);
    if let Some((anchor, stride)) = step {
        month = month.plus((anchor.0 - month.0).rem_euclid(stride));
    }
    // The year 9999 is the last there is: its end is left to the reader's imagination.
    while month.first() <= last && month.0 < 9999 * 12 {
        if let Some(found) = in_month(month).filter(|found| *found >= day).min() {
            return Some(found);
        }
        month = month.plus(stride);
    }
    None
}

fn nth_weekdays(month: Month, nth: &[i8], days: Weekdays) -> impl Iterator<Item = Day> {
    let (first, next_month) = (month.first(), month.plus(1).first());
    (0_u8..7).filter(move |number| days.bits() & (1 << number) != 0).flat_map(move |number| {
        let first_such = first.plus((i32::from(number) - i32::from(first.weekday_number())).rem_euclid(7));
        let last_such = next_month.before();
        let last_such =
            last_such.plus(-(i32::from(last_such.weekday_number()) - i32::from(number)).rem_euclid(7));
        nth.iter().filter_map(move |nth| {
            let found = match *nth {
                1.. => first_such.plus(7 * (i32::from(*nth) - 1)),
                0 => return None,
                _ => last_such.plus(7 * (i32::from(*nth) + 1)),
            };
            (found >= first && found < next_month).then_some(found)
        })
    })
}

/// Months since the start of the year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Month(i32);

impl Month {
    fn of(date: Date) -> Month {
        Month(i32::from(date.year()) * 12 + i32::from(date.month()) - 1)
    }

    fn plus(self, months: i32) -> Month {
        Month(self.0 + months)
    }

    fn first(self) -> Day {
        let year = i16::try_from(self.0.div_euclid(12)).unwrap_or(i16::MAX);
        let month = self.0.rem_euclid(12) as i8 + 1;
        Day::from(Date::new(year, month, 1).unwrap_or(Date::MAX))
    }

    /// The day of this month with a number from 1, or from -1 backwards; `None` when it has no such day.
    fn day_numbered(self, number: i8) -> Option<Day> {
        let (first, next_month) = (self.first(), self.plus(1).first());
        let found = match number {
            1.. => first.plus(i32::from(number) - 1),
            0 => return None,
            _ => next_month.plus(i32::from(number)),
        };
        (found >= first && found < next_month).then_some(found)
    }
}
