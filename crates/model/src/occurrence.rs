//! The time engine: a schedule's sessions as they truly fall on the days of the calendar.
//!
//! A [`Schedule`] is a pattern; an [`Occurrence`] is one meeting of it, in local time, *certain* or only
//! *possible*. Possible are: a fortnightly session whose weeks nobody stated, a session on a bank holiday
//! of which nothing is said, and term-time sessions in weeks in which schools differ. What is not known is
//! never left out and never called certain.
//!
//! Day and time must hold for one and the same session: [`next_fitting`] never joins the Tuesday of one
//! session with the evening of another.
//!
//! **For filters over many services** there is a compact form, [`WeekMask`]: one bit for each of the 336
//! half-hours of a week, set where the schedule *may* hold. It is made once ([`weekly_mask`]) and compared
//! with the mask of what is asked ([`asked_mask`]) by six `and`s. It leaves out dates, seasons and
//! exceptions on purpose, so it can say "never" for sure but "yes" only perhaps: whatever passes it is
//! then tried with [`next_fitting`]. A schedule without sessions has the empty mask; it is *not stated*,
//! which the caller tells apart by [`Schedule::is_empty`].

mod clock;
mod day;
mod falling;
mod mask;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;

use jiff::civil::{Date, DateTime, Time};
use jiff::{Timestamp, Zoned};

use crate::calendar::Nation;
use crate::schedule::{Schedule, Session, Weekdays};

pub use self::clock::{instant, local};
pub use self::mask::{WeekMask, asked_mask, weekly_mask};

use self::day::Day;
use self::falling::next_falling;

/// How far ahead is looked for a next occurrence, in days, when nothing nearer is asked.
const HORIZON_DAYS: i32 = 400;

const MIDNIGHT: Time = Time::constant(0, 0, 0, 0);

/// How sure it is that an occurrence takes place. Certain sorts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// It follows from what is stated.
    Certain,
    /// It may be: a part of what decides is not stated.
    Possible,
}

/// One meeting of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// Which of the schedule's sessions; `None` for a service that is always open.
    pub session: Option<usize>,
    /// Start, local time; the start of the day when no time is stated.
    pub starts: DateTime,
    /// End, local time, when stated; on the next day when it goes past midnight.
    pub ends: Option<DateTime>,
    /// Whether the source states when it starts.
    pub is_time_stated: bool,
    /// Whether it is sure to take place.
    pub certainty: Certainty,
}

impl Occurrence {
    /// The instant it starts, across clock changes.
    pub fn starts_at(&self) -> Timestamp {
        instant(self.starts)
    }

    /// The instant it ends, across clock changes, when its end is stated.
    pub fn ends_at(&self) -> Option<Timestamp> {
        self.ends.map(instant)
    }

    /// The last moment it can be said to last: its end, or the end of its day, or its start alone.
    fn lasts_until(&self) -> DateTime {
        match self.ends {
            Some(ends) => ends,
            None if self.is_time_stated => self.starts,
            None => Day::from(self.starts.date()).next().at(MIDNIGHT),
        }
    }

    fn is_over_by(&self, moment: DateTime) -> bool {
        self.starts < moment && self.lasts_until() <= moment
    }
}

/// What a person asks of the time. Every part must hold for one and the same session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// On one of these days; empty means any.
    pub days: Weekdays,
    /// Overlapping this span of local time, both minutes included ("evening" is 17:00 to 23:59).
    pub times: Option<(Time, Time)>,
    /// Not over by this local time.
    pub from: DateTime,
    /// Starting before this local time; without one, within about a year.
    pub until: Option<DateTime>,
}

impl Wanted {
    /// Any day and time from `from` on.
    pub fn from(from: DateTime) -> Wanted {
        Wanted { days: Weekdays::NONE, times: None, from, until: None }
    }
}

/// Whether a schedule holds at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenNow {
    /// It does, until the given local time; `None` means day and night.
    Open {
        /// Local time of closing.
        until: Option<DateTime>,
        /// Whether that is sure.
        certainty: Certainty,
    },
    /// It does not; this is the next time, if one is known.
    Closed {
        /// The next occurrence within about a year.
        next: Option<Occurrence>,
    },
    /// Nothing is stated, or something is on today at a time that is not stated.
    NotStated,
}

/// The occurrences that overlap the local time from `from` up to `until`, in order of their start.
pub fn occurrences(
    schedule: &Schedule,
    nation: Option<Nation>,
    from: DateTime,
    until: DateTime,
) -> Vec<Occurrence> {
    let (first, last) = (Day::from(from.date()).before(), Day::from(until.date()));
    let mut found = Vec::new();
    if schedule.always_open {
        found.extend(first.through(last).map(whole_day));
    }
    for (index, session) in schedule.sessions.iter().enumerate() {
        let mut day = first;
        while let Some((falls, certainty)) = next_falling(session, nation, Weekdays::ALL, day, last) {
            found.push(occurrence_on(index, session, falls, certainty));
            day = falls.next();
        }
    }
    found.retain(|occurrence| occurrence.starts < until && !occurrence.is_over_by(from));
    found.sort_by_key(|found| (found.starts, found.ends, found.certainty, found.session));
    found.dedup_by_key(|found| (found.starts, found.ends, found.is_time_stated));
    found
}

/// The soonest occurrence that is not over by `from`, within about a year.
pub fn next(schedule: &Schedule, nation: Option<Nation>, from: DateTime) -> Option<Occurrence> {
    next_fitting(schedule, nation, &Wanted::from(from))
}

/// The soonest occurrence of a single session that fits the whole of `wanted`.
///
/// When times are asked and a session states none, it fits as *possible*. The part of a session that lies
/// after midnight counts for the next day, when times are asked.
pub fn next_fitting(schedule: &Schedule, nation: Option<Nation>, wanted: &Wanted) -> Option<Occurrence> {
    let first = Day::from(wanted.from.date()).before();
    let last = match wanted.until {
        Some(until) => Day::from(until.date()),
        None => first.plus(HORIZON_DAYS).min(Day::from(Date::MAX)),
    };
    let mut best: Option<Occurrence> = None;
    let mut offer = |occurrence: Occurrence| {
        let is_sooner =
            best.is_none_or(|best| (occurrence.starts, occurrence.certainty) < (best.starts, best.certainty));
        if is_sooner {
            best = Some(occurrence);
        }
    };
    if schedule.always_open {
        let days = first.through(last).map(whole_day);
        days.into_iter().take(10).find_map(|day| fitting(day, wanted)).into_iter().for_each(&mut offer);
    }
    for (index, session) in schedule.sessions.iter().enumerate() {
        let days = days_to_try(session, wanted);
        let mut day = first;
        while let Some((falls, certainty)) = next_falling(session, nation, days, day, last) {
            if let Some(fits) = fitting(occurrence_on(index, session, falls, certainty), wanted) {
                offer(fits);
                break;
            }
            day = falls.next();
        }
    }
    best
}

/// Whether the schedule holds at `now`, by the server's clock, and when next if it does not.
pub fn open_at(schedule: &Schedule, nation: Option<Nation>, now: &Zoned) -> OpenNow {
    if schedule.always_open {
        return OpenNow::Open { until: None, certainty: Certainty::Certain };
    }
    let now = now.with_time_zone(clock::LONDON.clone());
    let (moment, local) = (now.timestamp(), now.datetime());
    let today = Day::from(local.date());
    let mut open: Option<(Certainty, DateTime)> = None;
    let mut is_open_perhaps = false;
    // A day either side: sessions past midnight, and clocks that go back into the evening before.
    for occurrence in occurrences(schedule, nation, today.before().at(MIDNIGHT), today.next().at(MIDNIGHT)) {
        match occurrence.ends.filter(|_| occurrence.is_time_stated) {
            Some(ends) => {
                let holds = occurrence.starts_at() <= moment && moment < instant(ends);
                open = if holds { surer(open, (occurrence.certainty, ends)) } else { open };
            }
            None => is_open_perhaps |= may_hold(&occurrence, local),
        }
    }
    match open {
        Some((certainty, until)) => OpenNow::Open { until: Some(until), certainty },
        None if is_open_perhaps || schedule.sessions.is_empty() => OpenNow::NotStated,
        None => OpenNow::Closed { next: next_start(schedule, nation, local) },
    }
}

/// The surer of two openings; of equally sure ones the one that lasts longer.
fn surer(open: Option<(Certainty, DateTime)>, other: (Certainty, DateTime)) -> Option<(Certainty, DateTime)> {
    Some(match open {
        Some((certainty, until)) if certainty == other.0 => (certainty, until.max(other.1)),
        Some(open) if open.0 < other.0 => open,
        _ => other,
    })
}

/// Whether an occurrence of which the start or the end is not stated may be on at `local`.
fn may_hold(occurrence: &Occurrence, local: DateTime) -> bool {
    let has_begun = !occurrence.is_time_stated || occurrence.starts <= local;
    let is_over = occurrence.ends.is_some_and(|ends| ends <= local);
    occurrence.starts.date() == local.date() && has_begun && !is_over
}

/// The soonest occurrence that starts after `local`.
fn next_start(schedule: &Schedule, nation: Option<Nation>, local: DateTime) -> Option<Occurrence> {
    let soonest = next(schedule, nation, local)?;
    if soonest.starts >= local {
        return Some(soonest);
    }
    // Only an hour that the clocks repeat leads here: it ended by the first pass of the clock.
    let tomorrow = Day::from(local.date()).next().at(MIDNIGHT);
    occurrences(schedule, nation, local, tomorrow)
        .into_iter()
        .find(|occurrence| occurrence.starts >= local)
        .or_else(|| next(schedule, nation, tomorrow))
}

/// The days of the week on which the session's start is worth trying.
fn days_to_try(session: &Session, wanted: &Wanted) -> Weekdays {
    if wanted.days.is_empty() {
        return Weekdays::ALL;
    }
    if wanted.times.is_none() || !goes_past_midnight(session) {
        return wanted.days;
    }
    let bits = wanted.days.bits();
    let days_before = (bits >> 1) | ((bits & 1) << 6);
    Weekdays::from_bits(bits | days_before)
}

/// The occurrence if it fits, made *possible* where a time is asked and none is stated.
fn fitting(occurrence: Occurrence, wanted: &Wanted) -> Option<Occurrence> {
    let is_too_late = wanted.until.is_some_and(|until| occurrence.starts >= until);
    if is_too_late || occurrence.is_over_by(wanted.from) {
        return None;
    }
    let starts_on = occurrence.starts.date();
    let is_day_wanted = |day: Day| wanted.days.is_empty() || wanted.days.contains(day.weekday());
    let Some((earliest, latest)) = wanted.times else {
        return is_day_wanted(Day::from(starts_on)).then_some(occurrence);
    };
    if !occurrence.is_time_stated {
        let fits = is_day_wanted(Day::from(starts_on))
            && occurrence.ends.is_none_or(|ends| ends > starts_on.to_datetime(earliest));
        return fits.then_some(Occurrence { certainty: Certainty::Possible, ..occurrence });
    }
    let overlaps_on = |day: Day| {
        let (span_starts, span_ends) = (day.at(earliest), day.at(latest));
        match occurrence.ends {
            Some(ends) => {
                let from = span_starts.max(wanted.from);
                occurrence.starts <= span_ends && from < ends && from <= span_ends
            }
            None => (span_starts..=span_ends).contains(&occurrence.starts),
        }
    };
    let first_day = Day::from(starts_on);
    let spill = occurrence.ends.filter(|ends| ends.date() > starts_on).map(|ends| Day::from(ends.date()));
    let fits = std::iter::once(first_day).chain(spill).any(|day| is_day_wanted(day) && overlaps_on(day));
    fits.then_some(occurrence)
}

fn goes_past_midnight(session: &Session) -> bool {
    matches!((session.opens_at, session.closes_at), (Some(opens), Some(closes)) if closes <= opens)
}

fn occurrence_on(index: usize, session: &Session, day: Day, certainty: Certainty) -> Occurrence {
    let closes_on = if goes_past_midnight(session) { day.next() } else { day };
    Occurrence {
        session: Some(index),
        starts: day.at(session.opens_at.unwrap_or(MIDNIGHT)),
        ends: session.closes_at.map(|closes| closes_on.at(closes)),
        is_time_stated: session.opens_at.is_some(),
        certainty,
    }
}

fn whole_day(day: Day) -> Occurrence {
    Occurrence {
        session: None,
        starts: day.at(MIDNIGHT),
        ends: Some(day.next().at(MIDNIGHT)),
        is_time_stated: true,
        certainty: Certainty::Certain,
    }
}
