//! The ledger: what people made, one line each, only ever added to.
//!
//! It is one more source. The crawler reads it whole; a running server reads its tail and hides what was
//! taken down. A line that cannot be read is counted and passed over, so one bad line hides nothing else.
//! Lines name *records* (the identifier of one source's record), not clusters, so they mean the same
//! whatever was merged in between.

mod hidden;

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use hidden::{HiddenIds, LedgerTail};

use crate::identifier::{ServiceId, SourceId, derive};
use crate::service::{Service, Status};

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerLine {
    /// When it was written.
    pub at: Timestamp,
    /// What wrote it: `cli`, `web`. Never a person's name.
    pub by: String,
    /// What it says.
    #[serde(flatten)]
    pub entry: Entry,
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Entry {
    /// These are one thing. Wins over any score, and over an earlier line on the same pair.
    Same {
        /// One record or service.
        a: ServiceId,
        /// The other.
        b: ServiceId,
        /// Why, for people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// These are not one thing. Wins over any score, and over an earlier line on the same pair.
    NotSame {
        /// One record or service.
        a: ServiceId,
        /// The other.
        b: ServiceId,
        /// Why, for people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Somebody says a value is wrong. Kept for its owner; changes no record by itself.
    Report {
        /// The service.
        id: ServiceId,
        /// What about: `closed`, `phone`, `times`, `place`, `other`.
        about: String,
        /// Their words, at most 2,000 characters, e-mail addresses and numbers left out by the writer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// Asked to be taken down: hidden at once, and in every later crawl.
    Takedown {
        /// The service.
        id: ServiceId,
        /// Why.
        reason: String,
        /// Every source record in it when it was taken down.
        #[serde(default)]
        records: Vec<RecordKey>,
        /// Digests by which another source's copy is known; no value can be read back from them.
        #[serde(default)]
        marks: Vec<Uuid>,
    },
    /// A takedown is over.
    Restore {
        /// The service.
        id: ServiceId,
        /// Why.
        reason: String,
    },
    /// Somebody who knows says whether it is running.
    Status {
        /// The service.
        id: ServiceId,
        /// What they say.
        status: Status,
        /// Until when, for what is closed for now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
    },
}

/// One record of one source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordKey {
    /// The source.
    pub source: SourceId,
    /// Its id there.
    pub record: String,
}

impl RecordKey {
    /// The identifier the record has by itself.
    pub fn id(&self) -> ServiceId {
        ServiceId::new(&self.source, &self.record)
    }
}

/// A ledger as read: its lines in order, and how many could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    /// The lines that could be read, in order.
    pub lines: Vec<LedgerLine>,
    /// How many could not.
    pub unreadable: u64,
}

impl Ledger {
    /// Reads a whole ledger. Blank lines are nothing; bad ones are counted.
    pub fn parse(text: &str) -> Ledger {
        let mut ledger = Ledger::default();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            match serde_json::from_str(line) {
                Ok(line) => ledger.lines.push(line),
                Err(_) => ledger.unreadable += 1,
            }
        }
        ledger
    }

    /// The identifiers to hide.
    pub fn hidden(&self) -> HiddenIds {
        let mut hidden = HiddenIds::default();
        for line in &self.lines {
            hidden.apply(&line.entry);
        }
        hidden
    }
}

impl LedgerLine {
    /// The line as it is written, with its line end.
    pub fn to_text(&self) -> String {
        let mut text = serde_json::to_string(self).expect("a ledger line holds nothing JSON cannot");
        text.push('\n');
        text
    }

    /// The line that takes a service down: it binds every record in it, and its marks.
    pub fn takedown(at: Timestamp, by: &str, service: &Service, reason: &str) -> LedgerLine {
        let records = service
            .records
            .iter()
            .map(|record| RecordKey { source: record.source.clone(), record: record.record.clone() })
            .collect();
        let entry =
            Entry::Takedown { id: service.id, reason: reason.to_owned(), records, marks: marks(service) };
        LedgerLine { at, by: by.to_owned(), entry }
    }
}

/// Digests by which a copy of `service` is known again wherever it turns up: its name together with one
/// more thing that few others share (postcode, number, e-mail, page, registered number). Sorted.
pub fn marks(service: &Service) -> Vec<Uuid> {
    let mut beside: Vec<(&str, String)> = Vec::new();
    beside
        .extend(service.locations.iter().filter_map(|place| Some(("postcode", place.postcode?.to_string()))));
    beside.extend(service.contact.phones.iter().map(|phone| ("phone", phone.number.clone())));
    beside.extend(service.contact.emails.iter().map(|email| ("email", email.clone())));
    beside.extend(service.contact.website.iter().map(|page| ("page", bare_page(page))));
    let numbers = service.organisation.iter().flat_map(|organisation| &organisation.identifiers);
    beside.extend(numbers.map(|(scheme, number)| ("number", format!("{scheme}-{number}"))));
    let names = std::iter::once(&service.name).chain(&service.alternate_names).map(|name| bare_name(name));
    let mut marks: Vec<Uuid> = names
        .flat_map(|name| {
            beside.iter().map(move |(kind, value)| derive("mark", &[kind, value, &name])).collect::<Vec<_>>()
        })
        .collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// Letters and digits of a name in lower case, without "the" and "and".
fn bare_name(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| !matches!(word.as_str(), "" | "the" | "and")).collect()
}

/// Host and path of a page, without scheme, `www.` and closing slash.
fn bare_page(page: &str) -> String {
    let lower = page.to_lowercase();
    let bare = lower.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    bare.trim_end_matches('/').to_owned()
}
