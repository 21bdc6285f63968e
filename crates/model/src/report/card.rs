//! A report card for a publisher: what is missing, malformed, duplicated, stale or turned away in their
//! data, with the line in their file that causes it. Drawn as a page, and handed back as CSV.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::confidence::Trust;
use crate::identifier::SourceId;
use crate::quality;
use crate::report::Rejection;
use crate::service::Service;
use crate::source::SourceInfo;

/// The most cases kept of one finding; the count goes on.
const MOST_CASES: usize = 1000;

/// Days after which a record is stale.
const STALE_DAYS: i32 = 365;

/// A source's report card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportCard {
    /// Whose.
    pub source: SourceId,
    /// What the source is called.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// The day it was made.
    pub made_on: Date,
    /// Records that could be used.
    pub records: u64,
    /// Mean completeness of those, 0 to 1, by the published rule.
    pub completeness: f64,
    /// Share of those that were dated within the last year, 0 to 1.
    pub fresh: f64,
    /// What was found, by kind and then the most frequent first.
    pub findings: Vec<Finding>,
}

/// The kinds of finding, in the order of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// The record could not be used at all.
    TurnedAway,
    /// A value could not be read, or had to be mended.
    Malformed,
    /// Two records tell of the same thing.
    Duplicated,
    /// Nobody has confirmed it for a year, or nobody says when.
    Stale,
    /// Something a complete record states is not there.
    Missing,
}

impl FindingKind {
    /// The word in URL, JSON and CSV.
    pub fn key(self) -> &'static str {
        match self {
            FindingKind::TurnedAway => "turned away",
            FindingKind::Malformed => "malformed",
            FindingKind::Duplicated => "duplicated",
            FindingKind::Stale => "stale",
            FindingKind::Missing => "missing",
        }
    }
}

/// One finding with its cases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The kind.
    pub kind: FindingKind,
    /// What it is, for people: "when it happens".
    pub what: String,
    /// How many records have it.
    pub count: u64,
    /// The first of them.
    pub cases: Vec<Case>,
}

/// One record that has a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Case {
    /// Its row or item in the publisher's file, from 1, header not counted; 0 where it is not known.
    pub row: u64,
    /// Its id there.
    pub record: String,
    /// More, for people: the value in backticks, or the other record.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

/// Collects what a card says, record by record.
#[derive(Debug, Clone)]
pub struct CardMaker {
    card: ReportCard,
    completeness: f64,
    fresh: u64,
    found: BTreeMap<(FindingKind, String), (u64, Vec<Case>)>,
}

impl CardMaker {
    /// Begins a card.
    pub fn new(source: &SourceInfo, today: Date) -> CardMaker {
        let card = ReportCard {
            source: source.id.clone(),
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            made_on: today,
            records: 0,
            completeness: 0.0,
            fresh: 0.0,
            findings: Vec::new(),
        };
        CardMaker { card, completeness: 0.0, fresh: 0, found: BTreeMap::new() }
    }

    /// Looks at a record that came out of cleaning.
    pub fn look_at(&mut self, row: u64, service: &Service) {
        let record = service.records.first().map_or("", |record| record.record.as_str());
        self.card.records += 1;
        self.completeness += f64::from(quality::completeness(service));
        for point in quality::missing(service).filter(|point| *point != quality::Point::Date) {
            self.find(FindingKind::Missing, point.text(), row, record, String::new());
        }
        match Trust::of(service).asserted.days_before(self.card.made_on) {
            None => self.find(
                FindingKind::Stale,
                "no date says when it was last right",
                row,
                record,
                String::new(),
            ),
            Some(days) if days > STALE_DAYS => {
                let when = Trust::of(service).asserted.for_people();
                self.find(FindingKind::Stale, "last dated more than a year ago", row, record, when);
            }
            Some(_) => self.fresh += 1,
        }
    }

    /// Notes a record that was turned away.
    pub fn turned_away(&mut self, rejection: &Rejection) {
        let record = rejection.record.as_deref().unwrap_or("");
        self.find(
            FindingKind::TurnedAway,
            &rejection.reason,
            rejection.row,
            record,
            rejection.detail.clone(),
        );
    }

    /// Notes a value that was mended or left out, by cleaning's stable code.
    pub fn mended(&mut self, row: u64, record: &str, code: &str) {
        self.find(FindingKind::Malformed, code, row, record, String::new());
    }

    /// Notes two records of the source that tell of one thing.
    pub fn duplicated(&mut self, row: u64, record: &str, other_row: u64, other: &str) {
        let detail = match other_row {
            0 => format!("the same as `{other}`"),
            row => format!("the same as `{other}` in row {row}"),
        };
        self.find(FindingKind::Duplicated, "listed more than once", row, record, detail);
    }

    fn find(&mut self, kind: FindingKind, what: &str, row: u64, record: &str, detail: String) {
        let (count, cases) = self.found.entry((kind, what.to_owned())).or_default();
        *count += 1;
        if cases.len() < MOST_CASES {
            cases.push(Case { row, record: record.to_owned(), detail });
        }
    }

    /// The card.
    pub fn finish(mut self) -> ReportCard {
        let records = self.card.records.max(1) as f64;
        self.card.completeness = self.completeness / records;
        self.card.fresh = self.fresh as f64 / records;
        self.card.findings = self
            .found
            .into_iter()
            .map(|((kind, what), (count, mut cases))| {
                cases.sort();
                Finding { kind, what, count, cases }
            })
            .collect();
        self.card.findings.sort_by(|a, b| (a.kind, b.count, &a.what).cmp(&(b.kind, a.count, &b.what)));
        self.card
    }
}

impl ReportCard {
    /// The card as CSV, a line a case, to be handed back to the publisher. Cells that a spreadsheet would
    /// take for a formula begin with an apostrophe.
    pub fn to_csv(&self) -> String {
        let mut text = String::from("kind,finding,row,record,detail\r\n");
        for finding in &self.findings {
            for case in &finding.cases {
                let row = if case.row == 0 { String::new() } else { case.row.to_string() };
                let cells = [finding.kind.key(), &finding.what, &row, &case.record, &case.detail];
                text.push_str(&cells.map(cell).join(","));
                text.push_str("\r\n");
            }
        }
        text
    }
}

fn cell(value: &str) -> String {
    let guarded = match value.as_bytes().first() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r') => format!("'{value}"),
        _ => value.to_owned(),
    };
    if guarded.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}
