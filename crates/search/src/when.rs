//! Whether a service really has a session at the time asked for, and when the next one is.
//!
//! The marks of a document only know days and parts of days; here the sessions are expanded as they fall.

use jiff::Zoned;
use model::calendar::Nation;
use model::occurrence::{self, Occurrence, Wanted};
use model::schedule::{Schedule, Season};

use crate::compile::AT_OTHER_TIMES;
use crate::find::{Counts, Query};
use crate::question::Question;
use crate::rows::Row;

/// Whether one session of the service meets the whole of the time asked for. What states no sessions
/// stays: nobody said that it does not.
pub fn fits(question: &Question, row: &Row, now: &Zoned) -> bool {
    if question.when.is_none() || row.schedule.always_open || row.schedule.sessions.is_empty() {
        return true;
    }
    let nation = row.places.first().and_then(|place| place.nation);
    next(question, &row.schedule, nation, now).is_some()
}

/// The next session that fits the time asked for.
pub fn next(
    question: &Question,
    schedule: &Schedule,
    nation: Option<Nation>,
    now: &Zoned,
) -> Option<Occurrence> {
    let mut wanted = Wanted::from(now.datetime());
    let Some(when) = &question.when else { return occurrence::next_fitting(schedule, nation, &wanted) };
    wanted.days = when.days;
    wanted.times = when.times;
    if let Some((first, last)) = when.dates {
        wanted.from = wanted.from.max(first.at(0, 0, 0, 0));
        wanted.until = last.tomorrow().ok().map(|after| after.at(0, 0, 0, 0));
    }
    let Some(season) = when.season else { return occurrence::next_fitting(schedule, nation, &wanted) };
    let in_season =
        |session: &&model::schedule::Session| session.season == Season::AllYear || session.season == season;
    let sessions = schedule.sessions.iter().filter(in_season).cloned().collect();
    let schedule = Schedule { sessions, ..schedule.clone() };
    occurrence::next_fitting(&schedule, nation, &wanted)
}

/// Takes what fell at other times off the count; beyond the rows looked at, nobody knows of how many more.
pub fn leave_out(number: u64, limit: usize, query: &Query<'_>, counts: &mut Counts) {
    counts.is_about |= number > 0 && counts.total > limit as u64;
    counts.total = counts.total.saturating_sub(number);
    let test = query.tests.iter().position(|test| test.reason == AT_OTHER_TIMES);
    if let Some(hidden) = test.and_then(|test| counts.hidden.get_mut(test)) {
        *hidden += number;
    }
}

#[cfg(test)]
mod tests;
