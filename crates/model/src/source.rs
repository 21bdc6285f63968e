//! A publisher's data set as people are told of it: who, under which licence, from when.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::evidence::Role;
use crate::identifier::SourceId;

/// What the product shows of a source, and owes it: attribution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceInfo {
    /// Its folder's name.
    pub id: SourceId,
    /// What it is called.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// A page for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub homepage: Option<String>,
    /// SPDX id (`OGL-UK-3.0`, `CC-BY-4.0`) or `none-stated`.
    pub licence: String,
    /// The sentence its licence asks us to print.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
    /// Who asserts what it says.
    pub role: Role,
    /// The date of the data, where its records carry none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_date: Option<Date>,
    /// The day a person last checked the source's settings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<Date>,
}
