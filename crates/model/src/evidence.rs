//! How we know: for each value the source, its address, its dates, and who asserted it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::identifier::SourceId;

/// One source's record of a service. Publisher, licence and attribution stand once, with the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRecord {
    /// The source.
    pub source: SourceId,
    /// The record's id in the source, or a digest of its content where the source has none.
    pub record: String,
    /// Its own address, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The day we last saw it there.
    pub seen: Date,
    /// The day the source says it was true: last modified, last reviewed, or the data set's own date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asserted: Option<Date>,
    /// Who asserts it.
    pub role: Role,
    /// The day a crawl first did not find it any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Date>,
}

/// Who asserts a value, the most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The organisation that runs it.
    Owner,
    /// A regulator's register.
    Regulator,
    /// Somebody who checks records: a council team, an assurer.
    Assurer,
    /// Somebody who collects from others.
    #[default]
    Aggregator,
}

/// How a value was had from a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// The source states it in a field of its own.
    #[default]
    Stated,
    /// Read from prose by our rules.
    FromProse,
    /// Follows from another value: a point from a postcode.
    Derived,
}

impl Reading {
    fn is_stated(&self) -> bool {
        *self == Reading::Stated
    }
}

/// What one record says of one value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Of which value.
    pub field: Field,
    /// Which of the service's `records` says it.
    pub record: u16,
    /// How it was had.
    #[serde(default, skip_serializing_if = "Reading::is_stated")]
    pub reading: Reading,
    /// What it says, for people; absent when it is the value shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
}

/// The values that carry evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the field of `Service` it is named after")]
pub enum Field {
    Name,
    Description,
    Organisation,
    Categories,
    Delivery,
    Location,
    Point,
    Areas,
    Schedule,
    Cost,
    Eligibility,
    Languages,
    Accessibility,
    Phone,
    Email,
    Website,
    Joining,
    Status,
}

/// Why a record is held to be the same thing as the service's other records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeReason {
    /// Which of the service's `records`.
    pub record: u16,
    /// For people: "the same name; the same postcode".
    pub because: String,
}
