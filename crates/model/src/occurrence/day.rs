//! A day as a number, so that looking for the next Tuesday is arithmetic and not a walk.

use jiff::civil::{Date, DateTime, Time, Weekday};

/// Days since 1 January 1970, which was a Thursday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(pub i32);

impl Day {
    /// The day after.
    pub fn next(self) -> Day {
        Day(self.0 + 1)
    }

    /// The day before.
    pub fn before(self) -> Day {
        Day(self.0 - 1)
    }

    /// `days` days later.
    pub fn plus(self, days: i32) -> Day {
        Day(self.0 + days)
    }

    /// Each day from this one to `last`, both included.
    pub fn through(self, last: Day) -> impl Iterator<Item = Day> {
        (self.0..=last.0).map(Day)
    }

    /// 0 is Monday.
    pub fn weekday_number(self) -> u8 {
        (self.0 + 3).rem_euclid(7) as u8
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        Weekday::from_monday_zero_offset(self.weekday_number() as i8).expect("a remainder of 7 is a weekday")
    }

    /// The Monday of its week.
    pub fn monday(self) -> Day {
        Day(self.0 - i32::from(self.weekday_number()))
    }

    /// As a date; the last one there is when the number lies beyond it.
    pub fn date(self) -> Date {
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        let year = i16::try_from(year).unwrap_or(i16::MAX);
        Date::new(year, month as i8, day as i8).unwrap_or(Date::MAX)
    }

    /// A local time on this day.
    pub fn at(self, time: Time) -> DateTime {
        self.date().to_datetime(time)
    }
}

impl From<Date> for Day {
    /// Counts from March, so that the leap day is the last of its year (Hinnant's `days_from_civil`).
    fn from(date: Date) -> Day {
        let (month, day) = (i32::from(date.month()), i32::from(date.day()));
        let year = i32::from(date.year()) - i32::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Day(era * 146_097 + day_of_era - 719_468)
    }
}
