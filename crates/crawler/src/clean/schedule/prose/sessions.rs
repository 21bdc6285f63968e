//! From groups of days and times to sessions, or to nothing where something is unclear.

use model::schedule::{BankHolidays, Recurrence, Season, Session, Weekdays};

use super::{Group, Prose, Reader};

impl Reader<'_> {
    pub(super) fn finish(mut self) -> Prose {
        if self.is_text_unsure {
            return Prose::default();
        }
        let timed = self
            .groups
            .iter()
            .filter(|group| !group.spans.is_empty())
            .fold(Weekdays::NONE, |days, group| days.union(group.days));
        let season = self.season_of_text;
        let mut sessions = Vec::new();
        for group in self.groups_without_closures() {
            // Where some days have times, days without are a mention, or a form that was left empty.
            let is_bare = group.spans.is_empty();
            if is_bare && (!timed.is_empty() || self.has_stray_numbers) {
                continue;
            }
            let season = if group.season == Season::AllYear { season } else { group.season };
            for session in sessions_of(&group, season, self.bank_holidays) {
                if !sessions.contains(&session) {
                    sessions.push(session);
                }
            }
        }
        let always_open =
            self.always_open || (self.day_and_night && sessions.is_empty() && self.words_in_part < 6);
        Prose { sessions, always_open }
    }
}

fn sessions_of(group: &Group, season: Season, bank_holidays: BankHolidays) -> Vec<Session> {
    let limits = &group.limits;
    let is_date_astray = limits.dates.iter().any(|date| !group.days.contains(date.weekday()));
    if limits.is_unclear || is_date_astray || group.days.is_empty() {
        return Vec::new();
    }
    let nth_and_fortnightly = group.fortnightly && !group.nth.is_empty();
    if nth_and_fortnightly {
        return Vec::new();
    }
    let mut nth = group.nth.clone();
    nth.sort_unstable();
    nth.dedup();
    let interval = if group.fortnightly { 2 } else { 1 };
    let recurrence = if !limits.dates.is_empty() {
        Recurrence::Dated { dates: limits.dates.clone() }
    } else if nth.is_empty() {
        let anchor = limits.from.filter(|from| group.fortnightly && group.days.contains(from.weekday()));
        Recurrence::Weekly { days: group.days, interval, anchor }
    } else {
        Recurrence::MonthlyByDay { nth, days: group.days, interval: 1, anchor: None }
    };
    let session = |opens_at, closes_at| Session {
        recurrence: recurrence.clone(),
        opens_at,
        closes_at,
        valid_from: limits.from,
        valid_to: limits.to,
        season,
        bank_holidays,
        except: Vec::new(),
        note: None,
    };
    if group.spans.is_empty() {
        return vec![session(None, None)];
    }
    group.spans.iter().map(|(opens, closes)| session(Some(*opens), *closes)).collect()
}
