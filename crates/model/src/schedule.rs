//! When: what the source said, and the sessions that could be read from it. Europe/London throughout.

use jiff::civil::{Date, Time, Weekday};
use serde::{Deserialize, Serialize};

/// When a service happens.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Schedule {
    /// The source's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Sessions that could be read. Empty means *not stated*, unless `always_open`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<Session>,
    /// Stated to be open day and night (a helpline).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub always_open: bool,
}

impl Schedule {
    /// Whether nothing at all is stated.
    pub fn is_empty(&self) -> bool {
        *self == Schedule::default()
    }
}

/// One regular or dated session. `closes_at` at or before `opens_at` means past midnight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// On which days.
    pub recurrence: Recurrence,
    /// Start, local time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens_at: Option<Time>,
    /// End, local time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<Time>,
    /// First day on which it can fall.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// Last day on which it can fall.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// All year, term time, or holidays only.
    #[serde(default, skip_serializing_if = "Season::is_all_year")]
    pub season: Season,
    /// What happens on bank holidays.
    #[serde(default, skip_serializing_if = "BankHolidays::is_not_stated")]
    pub bank_holidays: BankHolidays,
    /// Days on which it does not happen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<Date>,
    /// What this session is: "beginners", "by phone".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Session {
    /// A session on these days of which nothing else is stated.
    pub fn on(recurrence: Recurrence) -> Session {
        Session {
            recurrence,
            opens_at: None,
            closes_at: None,
            valid_from: None,
            valid_to: None,
            season: Season::AllYear,
            bank_holidays: BankHolidays::NotStated,
            except: Vec::new(),
            note: None,
        }
    }

    /// A session every week on these days of which nothing else is stated.
    pub fn weekly(days: Weekdays) -> Session {
        Session::on(Recurrence::Weekly { days, interval: 1, anchor: None })
    }
}

/// The pattern of days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "freq", rename_all = "snake_case")]
pub enum Recurrence {
    /// Every `interval` weeks on these days. With `interval` above 1, `anchor` is a date in a week on
    /// which it happens; without one, which weeks is not known, and every such day is only *possible*.
    Weekly {
        /// Days of the week.
        days: Weekdays,
        /// 1 every week, 2 fortnightly.
        interval: u8,
        /// A day in a week on which it happens.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        anchor: Option<Date>,
    },
    /// The nth weekday of every `interval`th month: 1 to 5, or -1 for the last.
    MonthlyByDay {
        /// Which ones: `[1, 3]`.
        nth: Vec<i8>,
        /// Days of the week.
        days: Weekdays,
        /// 1 every month, 2 every other.
        interval: u8,
        /// A day in a month on which it happens, needed when `interval` is above 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        anchor: Option<Date>,
    },
    /// On these days of the month (1 to 31, or negative from the end).
    MonthlyByDate {
        /// Days of the month.
        days_of_month: Vec<i8>,
    },
    /// On these dates only.
    Dated {
        /// Sorted dates.
        dates: Vec<Date>,
    },
}

/// A set of days of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(from = "Vec<DayName>", into = "Vec<DayName>")]
pub struct Weekdays(u8);

/// Two-letter day names of RFC 5545, as in Open Referral's `byday`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the days of the week need no words")]
pub enum DayName {
    Mo,
    Tu,
    We,
    Th,
    Fr,
    Sa,
    Su,
}

const DAY_NAMES: [DayName; 7] =
    [DayName::Mo, DayName::Tu, DayName::We, DayName::Th, DayName::Fr, DayName::Sa, DayName::Su];

impl Weekdays {
    /// No day.
    pub const NONE: Weekdays = Weekdays(0);
    /// Monday to Sunday.
    pub const ALL: Weekdays = Weekdays(0b111_1111);
    /// Monday to Friday.
    pub const MONDAY_TO_FRIDAY: Weekdays = Weekdays(0b001_1111);
    /// Saturday and Sunday.
    pub const WEEKEND: Weekdays = Weekdays(0b110_0000);

    /// The set of one day.
    pub fn only(day: Weekday) -> Weekdays {
        Weekdays(1 << day.to_monday_zero_offset())
    }

    /// Bit 0 is Monday, bit 6 Sunday.
    pub fn from_bits(bits: u8) -> Weekdays {
        Weekdays(bits & 0b111_1111)
    }

    /// Bit 0 is Monday, bit 6 Sunday.
    pub fn bits(self) -> u8 {
        self.0
    }

    /// Whether `day` is in the set.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & Weekdays::only(day).0 != 0
    }

    /// Both sets together.
    #[must_use]
    pub fn union(self, other: Weekdays) -> Weekdays {
        Weekdays(self.0 | other.0)
    }

    /// Whether there is no day in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The days, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        (0_i8..7)
            .filter(move |offset| self.0 & (1 << offset) != 0)
            .map(|offset| Weekday::from_monday_zero_offset(offset).expect("an offset below 7 is a weekday"))
    }
}

impl FromIterator<Weekday> for Weekdays {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Weekdays {
        days.into_iter().map(Weekdays::only).fold(Weekdays::NONE, Weekdays::union)
    }
}

impl From<Vec<DayName>> for Weekdays {
    fn from(names: Vec<DayName>) -> Weekdays {
        Weekdays(names.into_iter().fold(0, |bits, name| bits | 1 << name as u8))
    }
}

impl From<Weekdays> for Vec<DayName> {
    fn from(days: Weekdays) -> Vec<DayName> {
        DAY_NAMES.into_iter().filter(|name| days.0 & (1 << *name as u8) != 0).collect()
    }
}

/// The part of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Season {
    /// No season is stated.
    #[default]
    AllYear,
    /// School term time only.
    TermTime,
    /// School holidays only.
    SchoolHolidays,
}

impl Season {
    /// Whether no season is stated.
    pub fn is_all_year(&self) -> bool {
        *self == Season::AllYear
    }
}

/// What a source says of bank holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BankHolidays {
    /// Nothing: a session on one is only *possible*.
    #[default]
    NotStated,
    /// It does not happen.
    Closed,
    /// It happens.
    Open,
}

impl BankHolidays {
    /// Whether nothing is said.
    pub fn is_not_stated(&self) -> bool {
        *self == BankHolidays::NotStated
    }
}
