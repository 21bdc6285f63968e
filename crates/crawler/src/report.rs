//! The report: what became of each source's records, and whether the source kept its promise.

use std::collections::BTreeMap;
use std::fmt::Write;

use model::report::{Health, SourceReport};
use model::source::SourceInfo;
use serde::{Deserialize, Serialize};

use crate::source::Expect;

/// The counts of one reading of one source.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// Records read.
    pub read: u64,
    /// Records that became services.
    pub cleaned_into_services: u64,
    /// Records turned away, by reason.
    pub rejected_by_reason: BTreeMap<String, u64>,
    /// Values mended or left out, by code.
    pub cleaned: BTreeMap<String, u64>,
    /// Services with a point.
    pub located: u64,
    /// Services with a telephone number, e-mail address or web page.
    pub with_contact: u64,
    /// Services with a schedule that could be read.
    pub with_schedule: u64,
    /// Sum of the completeness of all services.
    pub completeness: f64,
    /// Services asserted within a year of the day they were seen.
    pub fresh: u64,
    /// Compared with the reading before.
    pub new: u64,
    /// See `new`.
    pub changed: u64,
    /// See `new`.
    pub gone: u64,
}

impl Tally {
    /// How many were turned away.
    pub fn rejected(&self) -> u64 {
        self.rejected_by_reason.values().sum()
    }

    /// Counts one more record turned away.
    pub fn reject(&mut self, reason: &str) {
        match self.rejected_by_reason.get_mut(reason) {
            Some(count) => *count += 1,
            None => {
                self.rejected_by_reason.insert(reason.to_owned(), 1);
            }
        }
    }

    /// A row of the report, before merging.
    pub fn row(&self, source: &SourceInfo, health: Health) -> SourceReport {
        SourceReport {
            source: source.clone(),
            health,
            fetched_at: None,
            read: self.read,
            kept: self.cleaned_into_services,
            merged: 0,
            rejected: self.rejected(),
            rejected_by_reason: self.rejected_by_reason.clone(),
            cleaned: self.cleaned.clone(),
            located: self.located,
            new: self.new,
            changed: self.changed,
            gone: self.gone,
            completeness: share_of(self.completeness, self.cleaned_into_services),
            fresh: share(self.fresh, self.cleaned_into_services),
        }
    }
}

fn share(part: u64, whole: u64) -> f64 {
    share_of(part as f64, whole)
}

fn share_of(part: f64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part / whole as f64 }
}

/// Why a reading is outside what its source promises; `before` is the last good one.
pub fn broken_promise(expect: &Expect, tally: &Tally, before: Option<&Tally>) -> Option<String> {
    let services = tally.cleaned_into_services;
    if let Some((least, most)) = expect.records
        && !(least..=most).contains(&services)
    {
        return Some(format!("{services} records where `[expect]` promises {least} to {most}"));
    }
    let shares = [
        ("with a location", expect.with_location, tally.located),
        ("with a contact", expect.with_contact, tally.with_contact),
        ("with a schedule", expect.with_schedule, tally.with_schedule),
    ];
    for (what, promised, count) in shares {
        let found = share(count, services);
        if let Some(promised) = promised
            && found < promised
        {
            return Some(format!("{found:.3} of the records {what} where `[expect]` promises {promised}"));
        }
    }
    if let Some(most) = expect.rejected
        && share(tally.rejected(), tally.read) > most
    {
        let found = share(tally.rejected(), tally.read);
        return Some(format!("{found:.3} of the records turned away where `[expect]` allows {most}"));
    }
    let before = before.map_or(0, |before| before.cleaned_into_services);
    if let Some(most) = expect.shrink
        && before > 0
        && (services as f64) < before as f64 * (1.0 - most)
    {
        return Some(format!(
            "{services} records where the run before had {before}, and `[expect]` allows {most} less"
        ));
    }
    None
}

/// Whether `read = kept + merged + rejected` holds in every row.
pub fn adds_up(rows: &[SourceReport]) -> bool {
    rows.iter().all(|row| row.read == row.kept + row.merged + row.rejected)
}

/// Whether a source is red.
pub fn any_red(rows: &[SourceReport]) -> bool {
    rows.iter().any(|row| matches!(row.health, Health::Red { .. }))
}

/// The report as a table for a terminal.
pub fn table(rows: &[SourceReport]) -> String {
    let width = rows.iter().map(|row| row.source.id.as_str().len()).max().unwrap_or(6).max(6);
    let mut out = format!(
        "{:width$}  {:>8} {:>8} {:>7} {:>8} {:>7} {:>8} {:>6} {:>7} {:>6} {:>6} {:>6}\n",
        "source",
        "read",
        "kept",
        "merged",
        "rejected",
        "located",
        "complete",
        "fresh",
        "new",
        "change",
        "gone",
        "health"
    );
    for row in rows {
        let services = row.kept + row.merged;
        let health = if row.health == Health::Green { "green" } else { "RED" };
        let _ = writeln!(
            out,
            "{:width$}  {:>8} {:>8} {:>7} {:>8} {:>6.1}% {:>7.0}% {:>5.0}% {:>7} {:>6} {:>6} {:>6}",
            row.source.id.as_str(),
            row.read,
            row.kept,
            row.merged,
            row.rejected,
            share(row.located, services) * 100.0,
            row.completeness * 100.0,
            row.fresh * 100.0,
            row.new,
            row.changed,
            row.gone,
            health,
        );
        for (reason, count) in &row.rejected_by_reason {
            let _ = writeln!(out, "{:width$}    {count} {reason}", "");
        }
        if let Health::Red { reason } = &row.health {
            let _ = writeln!(out, "{:width$}    red: {reason}", "");
        }
    }
    out
}

#[cfg(test)]
mod tests;
