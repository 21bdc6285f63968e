//! The slow truth: day by day, minute by minute, written apart from the engine, which must agree with it.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Timestamp, ToSpan, Unit};
use proptest::prelude::*;

use super::*;
use crate::calendar::{School, school};
use crate::schedule::{BankHolidays, Recurrence, Season};

/// Bank holidays of 2024 to 2027 as they were announced, with the days themselves where these were moved.
const EVERYWHERE: &str = "2024-01-01 2024-03-29 2024-05-06 2024-05-27 2024-12-25 2024-12-26 \
    2025-01-01 2025-04-18 2025-05-05 2025-05-26 2025-12-25 2025-12-26 \
    2026-01-01 2026-04-03 2026-05-04 2026-05-25 2026-12-25 2026-12-26 2026-12-28 \
    2027-01-01 2027-03-26 2027-05-03 2027-05-31 2027-12-25 2027-12-26 2027-12-27 2027-12-28";
const ENGLAND: &str =
    "2024-04-01 2024-08-26 2025-04-21 2025-08-25 2026-04-06 2026-08-31 2027-03-29 2027-08-30";
const SCOTLAND: &str = "2024-01-02 2024-08-05 2024-11-30 2024-12-02 2025-01-02 2025-08-04 2025-11-30 2025-12-01 \
    2026-01-02 2026-06-15 2026-08-03 2026-11-30 2027-01-02 2027-01-04 2027-08-02 2027-11-30";
const IRELAND: &str = "2024-03-17 2024-03-18 2024-04-01 2024-07-12 2024-08-26 2025-03-17 2025-04-21 2025-07-12 \
    2025-07-14 2025-08-25 2026-03-17 2026-04-06 2026-07-12 2026-07-13 2026-08-31 2027-03-17 2027-03-29 \
    2027-07-12 2027-08-30";

struct Almanac {
    holidays: [Vec<Date>; 3],
}

impl Almanac {
    fn new() -> Almanac {
        let holidays = [ENGLAND, SCOTLAND, IRELAND].map(|own| {
            format!("{EVERYWHERE} {own}").split_whitespace().map(|day| day.parse().expect("a date")).collect()
        });
        Almanac { holidays }
    }

    /// How many nations keep the day, of how many that may be meant.
    fn keeping(&self, date: Date, nation: Option<Nation>) -> (usize, usize) {
        let meant: Vec<&Vec<Date>> = match nation {
            Some(Nation::EnglandAndWales) => vec![&self.holidays[0]],
            Some(Nation::Scotland) => vec![&self.holidays[1]],
            Some(Nation::NorthernIreland) => vec![&self.holidays[2]],
            None => self.holidays.iter().collect(),
        };
        (meant.iter().filter(|kept| kept.contains(&date)).count(), meant.len())
    }

    fn falls_on(&self, session: &Session, nation: Option<Nation>, date: Date) -> Option<Certainty> {
        let mut is_possible_only = false;
        let is_in_pattern = match &session.recurrence {
            Recurrence::Weekly { days, interval, anchor } => {
                let is_this_week = match anchor {
                    Some(anchor) if *interval > 1 => {
                        let weeks =
                            monday(date).since((Unit::Day, monday(*anchor))).expect("near").get_days() / 7;
                        weeks % i32::from(*interval) == 0
                    }
                    None if *interval > 1 => {
                        is_possible_only = true;
                        true
                    }
                    _ => true,
                };
                is_this_week && days.contains(date.weekday())
            }
            Recurrence::MonthlyByDay { nth, days, interval, anchor } => {
                let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
                let is_this_month = match anchor {
                    Some(anchor) if *interval > 1 => {
                        (months(date) - months(*anchor)) % i32::from(*interval) == 0
                    }
                    None if *interval > 1 => {
                        is_possible_only = true;
                        true
                    }
                    _ => true,
                };
                let is_nth = nth.iter().any(|nth| {
                    date.nth_weekday_of_month(*nth, date.weekday()).is_ok_and(|found| found == date)
                });
                is_this_month && is_nth && days.contains(date.weekday())
            }
            Recurrence::MonthlyByDate { days_of_month } => {
                days_of_month.contains(&date.day())
                    || days_of_month.contains(&(date.day() - date.days_in_month() - 1))
            }
            Recurrence::Dated { dates } => dates.contains(&date),
        };
        let is_out = !is_in_pattern
            || session.valid_from.is_some_and(|from| date < from)
            || session.valid_to.is_some_and(|to| date > to)
            || session.except.contains(&date);
        if is_out {
            return None;
        }
        match (session.season, school(date, nation)) {
            (Season::AllYear, _) => {}
            (_, School::Unsure) => is_possible_only = true,
            (Season::TermTime, School::SurelyTerm) | (Season::SchoolHolidays, School::SurelyHoliday) => {}
            _ => return None,
        }
        let (keeping, of) = self.keeping(date, nation);
        let is_dated = matches!(session.recurrence, Recurrence::Dated { .. });
        match session.bank_holidays {
            BankHolidays::Closed if keeping == of => return None,
            BankHolidays::Closed => is_possible_only |= keeping > 0,
            BankHolidays::NotStated if !is_dated => is_possible_only |= keeping > 0,
            _ => {}
        }
        Some(if is_possible_only { Certainty::Possible } else { Certainty::Certain })
    }

    fn all(
        &self,
        schedule: &Schedule,
        nation: Option<Nation>,
        from: DateTime,
        until: DateTime,
    ) -> Vec<Occurrence> {
        let mut found: Vec<Occurrence> = Vec::new();
        let mut date = from.date().yesterday().expect("near");
        while date <= until.date() {
            for (index, session) in schedule.sessions.iter().enumerate() {
                let Some(certainty) = self.falls_on(session, nation, date) else { continue };
                let starts = date.to_datetime(session.opens_at.unwrap_or(Time::midnight()));
                let ends = session.closes_at.map(|closes| match session.opens_at {
                    Some(opens) if closes <= opens => date.tomorrow().expect("near").to_datetime(closes),
                    _ => date.to_datetime(closes),
                });
                let is_time_stated = session.opens_at.is_some();
                found.push(Occurrence { session: Some(index), starts, ends, is_time_stated, certainty });
            }
            date = date.tomorrow().expect("near");
        }
        found.retain(|found| {
            let day_ends = found.starts.date().tomorrow().expect("near").to_datetime(Time::midnight());
            let lasts = found.ends.unwrap_or(if found.is_time_stated { found.starts } else { day_ends });
            found.starts < until && (found.starts >= from || lasts > from)
        });
        found.sort_by_key(|found| (found.starts, found.ends, found.certainty, found.session));
        found
    }
}

fn monday(date: Date) -> Date {
    date.checked_sub(i32::from(date.weekday().to_monday_zero_offset()).days()).expect("near")
}

/// Whether some minute of the occurrence is on a day and at a time that is asked for.
fn has_a_wanted_minute(occurrence: &Occurrence, wanted: &Wanted) -> bool {
    let is_day_wanted = |date: Date| wanted.days.is_empty() || wanted.days.contains(date.weekday());
    let starts_on = occurrence.starts.date();
    let Some((earliest, latest)) = wanted.times else { return is_day_wanted(starts_on) };
    if !occurrence.is_time_stated {
        return is_day_wanted(starts_on) && occurrence.ends.is_none_or(|ends| ends.time() > earliest);
    }
    let ends = occurrence.ends.unwrap_or(occurrence.starts + 1.minute());
    let mut minute = occurrence.starts;
    while minute < ends {
        let is_wanted = is_day_wanted(minute.date()) && (earliest..=latest).contains(&minute.time());
        if is_wanted && (occurrence.ends.is_none() || minute >= wanted.from) {
            return true;
        }
        minute += 5.minutes();
    }
    false
}

fn a_date() -> impl Strategy<Value = Date> {
    (0_i32..1_400).prop_map(|days| Date::constant(2024, 1, 1) + days.days())
}

fn a_time() -> impl Strategy<Value = Time> {
    (0_i8..24, 0_i8..12).prop_map(|(hour, fifth)| Time::constant(hour, fifth * 5, 0, 0))
}

fn a_recurrence() -> impl Strategy<Value = Recurrence> {
    let days = || (0_u8..128).prop_map(Weekdays::from_bits);
    prop_oneof![
        4 => (days(), 0_u8..5, proptest::option::of(a_date()))
            .prop_map(|(days, interval, anchor)| Recurrence::Weekly { days, interval, anchor }),
        3 => (proptest::collection::vec(-2_i8..6, 1..3), days(), 0_u8..4, proptest::option::of(a_date()))
            .prop_map(|(nth, days, interval, anchor)| {
                let nth = nth.into_iter().filter(|nth| *nth != 0).collect();
                Recurrence::MonthlyByDay { nth, days, interval, anchor }
            }),
        1 => proptest::collection::vec(-3_i8..32, 1..3)
            .prop_map(|days| days.into_iter().filter(|day| *day != 0).collect())
            .prop_map(|days_of_month| Recurrence::MonthlyByDate { days_of_month }),
        1 => proptest::collection::btree_set(a_date(), 1..6)
            .prop_map(|dates| Recurrence::Dated { dates: dates.into_iter().collect() }),
    ]
}

fn a_session() -> impl Strategy<Value = Session> {
    let times = (proptest::option::weighted(0.9, a_time()), proptest::option::weighted(0.8, a_time()));
    let limits = (proptest::option::weighted(0.2, a_date()), proptest::option::weighted(0.2, a_date()));
    let season = prop_oneof![6 => Just(Season::AllYear), 1 => Just(Season::TermTime), 1 => Just(Season::SchoolHolidays)];
    let holidays =
        prop_oneof![Just(BankHolidays::NotStated), Just(BankHolidays::Closed), Just(BankHolidays::Open)];
    (a_recurrence(), times, limits, season, holidays, proptest::collection::vec(a_date(), 0..3)).prop_map(
        |(recurrence, (opens_at, closes_at), (valid_from, valid_to), season, bank_holidays, except)| {
            Session {
                recurrence,
                opens_at,
                closes_at: closes_at.filter(|_| opens_at.is_some() || closes_at != Some(Time::midnight())),
                valid_from,
                valid_to,
                season,
                bank_holidays,
                except,
                note: None,
            }
        },
    )
}

fn a_schedule() -> impl Strategy<Value = Schedule> {
    proptest::collection::vec(a_session(), 1..4)
        .prop_map(|sessions| Schedule { sessions, ..Schedule::default() })
}

fn a_nation() -> impl Strategy<Value = Option<Nation>> {
    proptest::option::of(proptest::sample::select(&Nation::ALL[..]))
}

/// Windows that begin anywhere, with more of them about the clock changes and the bank-holiday Mondays.
fn a_moment() -> impl Strategy<Value = DateTime> {
    let special =
        ["2024-03-30", "2024-10-26", "2025-03-29", "2026-03-28", "2026-05-03", "2026-08-30", "2026-12-24"];
    let special = proptest::sample::select(special.to_vec()).prop_map(|day| day.parse().expect("a date"));
    (prop_oneof![a_date(), special], a_time()).prop_map(|(date, time): (Date, Time)| date.to_datetime(time))
}

fn wishes() -> impl Strategy<Value = (Weekdays, Option<(Time, Time)>)> {
    let times = (a_time(), a_time()).prop_map(|(a, b)| (a.min(b), a.max(b)));
    ((0_u8..128).prop_map(Weekdays::from_bits), proptest::option::of(times))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_agrees_with_a_walk_day_by_day_on_a_hundred_thousand_schedules(
        schedule in a_schedule(),
        nation in a_nation(),
        from in a_moment(),
        length_days in 0_i32..45,
        (days, times) in wishes(),
    ) {
        let almanac = Almanac::new_once();
        let until = from + length_days.days();
        let mut expected = almanac.all(&schedule, nation, from, until);
        let wanted = Wanted { days, times, from, until: Some(until) };
        let fitting = expected.iter().find(|occurrence| has_a_wanted_minute(occurrence, &wanted));
        let found = next_fitting(&schedule, nation, &wanted);
        prop_assert_eq!(found.map(|found| found.starts), fitting.map(|fitting| fitting.starts));
        if found.is_some() {
            prop_assert!(weekly_mask(&schedule).meets(&asked_mask(days, times)), "the mask left out {:?}", found);
        }
        expected.dedup_by_key(|found| (found.starts, found.ends, found.is_time_stated));
        prop_assert_eq!(occurrences(&schedule, nation, from, until), expected);
    }
}

impl Almanac {
    fn new_once() -> &'static Almanac {
        static ALMANAC: std::sync::OnceLock<Almanac> = std::sync::OnceLock::new();
        ALMANAC.get_or_init(Almanac::new)
    }
}

/// Each fifth minute of two days round a clock change, as instant and as the clock on the wall.
fn minutes_round(change: &str) -> Vec<(Timestamp, DateTime)> {
    let noon: DateTime = format!("{change}T12:00").parse().expect("a local time");
    let noon_before = noon.to_zoned(super::clock::LONDON.clone()).expect("noon is never skipped");
    (0..2 * 24 * 12)
        .map(|step| {
            let moment = noon_before.timestamp() + (step * 5).minutes();
            (moment, moment.to_zoned(super::clock::LONDON.clone()).datetime())
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn open_now_agrees_with_a_clock_on_the_wall_through_the_nights_of_the_clock_changes(
        sessions in proptest::collection::vec((a_time(), a_time(), 0_u8..128), 1..3),
        night in proptest::sample::select(&["2026-03-28", "2026-10-24"][..]),
        step in 0_usize..576,
    ) {
        let schedule = Schedule {
            sessions: sessions.iter().map(|(opens, closes, days)| Session {
                recurrence: Recurrence::Weekly { days: Weekdays::from_bits(*days), interval: 1, anchor: None },
                opens_at: Some(*opens),
                closes_at: Some(*closes),
                valid_from: None, valid_to: None, season: Season::AllYear,
                bank_holidays: BankHolidays::Open, except: Vec::new(), note: None,
            }).collect(),
            ..Schedule::default()
        };
        let minutes = minutes_round(night);
        // The wall clock reaches a time at the first minute that shows it, or has just jumped over it.
        let reached = |local: DateTime| minutes.iter().position(|(_, wall)| *wall >= local);
        let first = minutes[0].1.date().yesterday().expect("near").to_datetime(Time::midnight());
        // A session that starts on the very last minute is on at that minute.
        let last = minutes[minutes.len() - 1].1.date().tomorrow().expect("near").to_datetime(Time::midnight());
        let is_open = Almanac::new_once().all(&schedule, None, first, last).iter().any(|occurrence| {
            let begun = reached(occurrence.starts).is_some_and(|begun| begun <= step);
            let over = occurrence.ends.and_then(reached).is_some_and(|over| over <= step);
            begun && !over
        });
        let now = minutes[step].0.to_zoned(super::clock::LONDON.clone());
        let found = matches!(open_at(&schedule, None, &now), OpenNow::Open { .. });
        prop_assert_eq!(found, is_open, "at {}", now);
    }
}
