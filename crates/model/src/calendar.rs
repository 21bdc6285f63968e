//! Which days are not like others: bank holidays of each nation, and what is known of school terms.
//!
//! Bank holidays follow rules (Easter, first and last Mondays, substitute days) that hold for any year
//! since 1978; the days proclaimed once stand in a table. School terms are set by each authority and by
//! each school, so nobody can know them for the whole country: a day is *surely term*, *surely holiday*,
//! or *unsure*, and only the days on which every authority of a nation agrees are sure.

#[cfg(test)]
mod tests;

use jiff::civil::{Date, Weekday};

use crate::identifier::AreaCode;
use crate::ternary::Ternary;

/// A part of the United Kingdom that has bank holidays of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is the nation it is named after")]
pub enum Nation {
    EnglandAndWales,
    Scotland,
    NorthernIreland,
}

impl Nation {
    /// All of them.
    pub const ALL: [Nation; 3] = [Nation::EnglandAndWales, Nation::Scotland, Nation::NorthernIreland];

    /// The nation an area lies in, by the first letter of its statistical code.
    pub fn of_area(area: &AreaCode) -> Option<Nation> {
        match area.0.as_bytes().first()? {
            b'E' | b'W' => Some(Nation::EnglandAndWales),
            b'S' => Some(Nation::Scotland),
            b'N' => Some(Nation::NorthernIreland),
            _ => None,
        }
    }
}

/// Whether `date` is a bank holiday. Without a nation, a holiday that only some keep is *not stated*.
pub fn bank_holiday(date: Date, nation: Option<Nation>) -> Ternary {
    match nation {
        Some(nation) => Some(is_bank_holiday(date, nation)).into(),
        None => match Nation::ALL.iter().filter(|nation| is_bank_holiday(date, **nation)).count() {
            0 => Ternary::No,
            3 => Ternary::Yes,
            _ => Ternary::NotStated,
        },
    }
}

/// Whether `date` is a bank holiday of `nation`. Christmas, Boxing Day and New Year count on the day
/// itself and on its substitute: on a Christmas Day that is a Saturday, both it and Monday are kept.
pub fn is_bank_holiday(date: Date, nation: Nation) -> bool {
    is_one_off(date, nation) || (!is_moved_away(date) && follows_a_rule(date, nation))
}

/// Holidays proclaimed once, or moved to another day in one year.
const ONE_OFFS: [(Date, Option<Nation>); 15] = [
    (Date::constant(1973, 11, 14), None),
    (Date::constant(1977, 6, 7), None),
    (Date::constant(1981, 7, 29), None),
    (Date::constant(1995, 5, 8), None),
    (Date::constant(1999, 12, 31), None),
    (Date::constant(2002, 6, 3), None),
    (Date::constant(2002, 6, 4), None),
    (Date::constant(2011, 4, 29), None),
    (Date::constant(2012, 6, 4), None),
    (Date::constant(2012, 6, 5), None),
    (Date::constant(2020, 5, 8), None),
    (Date::constant(2022, 6, 2), None),
    (Date::constant(2022, 6, 3), None),
    (Date::constant(2022, 9, 19), None),
    (Date::constant(2023, 5, 8), None),
];

/// The football World Cup of 2026: Scotland alone.
const SCOTLAND_2026: Date = Date::constant(2026, 6, 15);

fn is_one_off(date: Date, nation: Nation) -> bool {
    // 31 December 1999 was the last one outside spring and autumn; most days end here.
    let may_be = matches!(date.month(), 4..=7 | 9 | 11 | 12);
    may_be
        && (ONE_OFFS.iter().any(|(day, whose)| *day == date && whose.is_none_or(|whose| whose == nation))
            || (date == SCOTLAND_2026 && nation == Nation::Scotland))
}

/// Days that the rules name but that were moved in one year.
fn is_moved_away(date: Date) -> bool {
    const MOVED: [Date; 5] = [
        Date::constant(1995, 5, 1),
        Date::constant(2002, 5, 27),
        Date::constant(2012, 5, 28),
        Date::constant(2020, 5, 4),
        Date::constant(2022, 5, 30),
    ];
    date.month() == 5 && MOVED.contains(&date)
}

fn follows_a_rule(date: Date, nation: Nation) -> bool {
    let (month, day, weekday) = (date.month(), date.day(), date.weekday());
    let is_monday = weekday == Weekday::Monday;
    match month {
        1 => is_new_year(day, weekday, nation),
        3 | 4 => {
            is_easter(date, nation)
                || (month == 3 && nation == Nation::NorthernIreland && is_kept(17, day, weekday))
        }
        5 => is_monday && (day <= 7 || day >= 25),
        7 => nation == Nation::NorthernIreland && is_kept(12, day, weekday),
        8 => is_monday && if nation == Nation::Scotland { day <= 7 } else { day >= 25 },
        11 => date.year() >= 2007 && nation == Nation::Scotland && day == 30,
        12 => {
            is_christmas(day, weekday)
                || (date.year() >= 2007
                    && nation == Nation::Scotland
                    && is_st_andrews_substitute(day, weekday))
        }
        _ => false,
    }
}

/// A fixed day or, when that is a weekend, the Monday after it.
fn is_kept(fixed: i8, day: i8, weekday: Weekday) -> bool {
    day == fixed || (weekday == Weekday::Monday && (day == fixed + 1 || day == fixed + 2))
}

fn is_st_andrews_substitute(day: i8, weekday: Weekday) -> bool {
    weekday == Weekday::Monday && day <= 2
}

fn is_new_year(day: i8, weekday: Weekday, nation: Nation) -> bool {
    let both_days = nation == Nation::Scotland;
    match (day, weekday) {
        (1, _) => true,
        (2, _) if both_days => true,
        // 1 January fell on Sunday or Saturday.
        (2 | 3, Weekday::Monday) => true,
        // In Scotland both days move on: Sunday and Monday, Saturday and Sunday.
        (3 | 4, Weekday::Tuesday) | (4, Weekday::Monday) => both_days,
        _ => false,
    }
}

fn is_christmas(day: i8, weekday: Weekday) -> bool {
    matches!(
        (day, weekday),
        (25 | 26, _) | (27, Weekday::Monday | Weekday::Tuesday) | (28, Weekday::Monday | Weekday::Tuesday)
    )
}

fn is_easter(date: Date, nation: Nation) -> bool {
    let days_after = days_after_easter(date);
    days_after == -2 || (days_after == 1 && nation != Nation::Scotland)
}

fn days_after_easter(date: Date) -> i32 {
    i32::from(date.day_of_year()) - i32::from(easter(date.year()).day_of_year())
}

/// Easter Sunday of the Gregorian calendar (the "anonymous" algorithm of 1876).
pub fn easter(year: i16) -> Date {
    let year_number = i32::from(year);
    let a = year_number % 19;
    let (b, c) = (year_number / 100, year_number % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, month as i8, day as i8).unwrap_or(Date::constant(2000, 4, 23))
}

/// What is known of schools on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum School {
    /// Weeks that are term in every authority.
    SurelyTerm,
    /// Weeks that are holiday in every authority.
    SurelyHoliday,
    /// Authorities differ.
    Unsure,
}

/// What is known of schools on `date`. Without a nation, only what holds in all of them is sure.
pub fn school(date: Date, nation: Option<Nation>) -> School {
    match nation {
        Some(nation) => school_in(date, nation),
        None => {
            let first = school_in(date, Nation::EnglandAndWales);
            let agreed = Nation::ALL.iter().all(|nation| school_in(date, *nation) == first);
            if agreed { first } else { School::Unsure }
        }
    }
}

/// The spans stand as (month, day) pairs and were drawn narrow: half terms, Easter and both ends of the
/// summer are left unsure.
fn school_in(date: Date, nation: Nation) -> School {
    let today = (date.month(), date.day());
    if (-2..=1).contains(&days_after_easter(date)) || today >= (12, 24) || today <= (1, 1) {
        return School::SurelyHoliday;
    }
    let (summer, term) = match nation {
        // Autumn to the first half terms; November; January; March; May; June.
        Nation::EnglandAndWales => (
            ((7, 28), (8, 20)),
            [
                ((9, 9), (10, 9)),
                ((11, 9), (12, 15)),
                ((1, 9), (2, 7)),
                ((3, 2), (3, 20)),
                ((4, 28), (5, 20)),
                ((6, 9), (7, 7)),
            ],
        ),
        Nation::Scotland => (
            ((7, 3), (8, 8)),
            [
                ((8, 26), (9, 15)),
                ((10, 29), (12, 15)),
                ((1, 10), (2, 5)),
                ((2, 24), (3, 20)),
                ((4, 26), (5, 15)),
                ((5, 30), (6, 18)),
            ],
        ),
        Nation::NorthernIreland => (
            ((7, 2), (8, 22)),
            [
                ((9, 9), (10, 20)),
                ((11, 9), (12, 15)),
                ((1, 9), (2, 7)),
                ((2, 24), (3, 12)),
                ((4, 28), (5, 20)),
                ((6, 2), (6, 22)),
            ],
        ),
    };
    let within = |(first, last): ((i8, i8), (i8, i8))| today >= first && today <= last;
    if within(summer) {
        School::SurelyHoliday
    } else if term.into_iter().any(within) && !is_round_easter(date) {
        School::SurelyTerm
    } else {
        School::Unsure
    }
}

/// The three weeks either side of Easter, in which the spring holiday falls somewhere.
fn is_round_easter(date: Date) -> bool {
    (-21..=21).contains(&days_after_easter(date))
}
