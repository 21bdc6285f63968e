//! When: sessions as a standard states them, as a rule notation writes them, or as prose tells them.

mod clock;
mod dates;
mod prose;
mod rule;
mod stated;
#[cfg(test)]
mod tests;
mod token;

use jiff::civil::Date;
use model::evidence::{Field, Reading};
use model::schedule::Schedule;

use super::Cleaning;
use super::text::{clean_text, html};

pub use self::prose::{Prose, read as read_prose};

/// The step. Structure is better than prose: prose is read only when no session is stated.
pub(super) fn clean_schedule(cleaning: &mut Cleaning<'_>) {
    let written = cleaning.draft.schedule_text.take();
    let drafts = std::mem::take(&mut cleaning.draft.sessions);
    let text = written.as_deref().and_then(|text| clean_text(text, &mut cleaning.notes));
    let stated: Vec<_> = drafts.iter().flat_map(stated::read_session).collect();
    if stated.len() < drafts.len() {
        cleaning.notes.count("session-unreadable");
    }
    let mut schedule = Schedule { text, sessions: stated, always_open: cleaning.draft.is_always_open };
    let mut reading = Reading::Stated;
    if schedule.sessions.is_empty()
        && !schedule.always_open
        && let Some(text) = schedule.text.as_deref()
    {
        let read = read_text(text, Some(cleaning.context.seen));
        reading = if rule::is_rule(text) { Reading::Stated } else { Reading::FromProse };
        (schedule.sessions, schedule.always_open) = (read.sessions, read.always_open);
        let is_read = !schedule.sessions.is_empty() || schedule.always_open;
        cleaning.notes.count(if is_read { "schedule-read" } else { "schedule-not-read" });
    }
    schedule.sessions.dedup();
    if !schedule.is_empty() {
        cleaning.service.schedule = schedule;
        cleaning.say(Field::Schedule, reading);
    }
}

/// Reads a text about opening times: a rule of RFC 5545, opening hours as OpenStreetMap writes them, or
/// prose. `seen` is the day the source was seen, which tells the year of dates without one.
pub fn read_text(text: &str, seen: Option<Date>) -> Prose {
    if rule::is_rule(text) {
        return Prose { sessions: rule::read(text).into_iter().collect(), always_open: false };
    }
    if html::has_markup(text) {
        return prose::read(&html::text_of(text), seen);
    }
    prose::read(text, seen)
}
