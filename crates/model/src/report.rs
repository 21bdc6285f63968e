//! What a crawl did: a row a source, and each record that was turned away, with its reason.

mod card;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use card::{CardMaker, Case, Finding, FindingKind, ReportCard};

use crate::identifier::{ServiceId, SourceId};
use crate::source::SourceInfo;

/// A record that did not become a service. Bad input is data, not an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// Where it came from.
    pub source: SourceId,
    /// Its row or item number in the source, from 1, header not counted.
    pub row: u64,
    /// Its id in the source, where it could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// A stable code for counting: `no-name`, `unreadable-row`, `outside-uk`.
    pub reason: String,
    /// The reason for people, with the value in backticks. Never personal data.
    pub detail: String,
}

/// One source's row in the report of a crawl. `read = kept + merged + rejected` always holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SourceReport {
    /// Whose row.
    pub source: SourceInfo,
    /// Green, or why not.
    pub health: Health,
    /// When the data shown were fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fetched_at: Option<Timestamp>,
    /// Records read.
    pub read: u64,
    /// Records that stand as services of their own.
    pub kept: u64,
    /// Records that went into a service of another record.
    pub merged: u64,
    /// Records turned away.
    pub rejected: u64,
    /// Records turned away, by reason code.
    pub rejected_by_reason: BTreeMap<String, u64>,
    /// Values mended or left out in cleaning, by a stable code: `mojibake`, `personal-email`.
    #[serde(default)]
    pub cleaned: BTreeMap<String, u64>,
    /// Kept or merged records that have at least one point.
    pub located: u64,
    /// New, changed and gone since the run before.
    #[serde(default)]
    pub new: u64,
    /// See `new`.
    #[serde(default)]
    pub changed: u64,
    /// See `new`.
    #[serde(default)]
    pub gone: u64,
    /// Mean completeness of its records, 0 to 1, by the published rule.
    #[serde(default)]
    pub completeness: f64,
    /// Share of its records asserted within the last year, 0 to 1.
    #[serde(default)]
    pub fresh: f64,
}

/// How a source fared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Health {
    /// Read, and within what it promises.
    Green,
    /// Could not be fetched or read, or fell outside its promise: the last good data stand.
    Red {
        /// What happened and what to do, for people.
        reason: String,
    },
}

/// One line of `gone.jsonl`: a service that was in an earlier snapshot and is in this one no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// The identifier it bore.
    pub id: ServiceId,
    /// What it was called.
    pub name: String,
    /// The day a crawl first did not find it any more.
    pub gone: Date,
    /// Why, for people.
    pub reason: String,
    /// The sources that listed it.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}
