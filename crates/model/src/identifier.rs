//! Names that never change: of a service, a source, a concept and an area.

use std::fmt::{self, Write};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The constant namespace under which all our UUID v5 identifiers stand.
pub const NAMESPACE: Uuid = Uuid::from_u128(0x6c1f_0a52_9d8e_5b1c_8f27_46e3_a0d7_715f);

/// A service's identifier: UUID v5 of its source and its id there, stable from crawl to crawl.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ServiceId(pub Uuid);

impl ServiceId {
    /// The identifier of the record `record` of the source `source`.
    pub fn new(source: &SourceId, record: &str) -> ServiceId {
        ServiceId(derive("service", &[source.as_str(), record]))
    }

    /// Reads the usual hyphenated form, or the plain 32 digits.
    pub fn parse(text: &str) -> Option<ServiceId> {
        Uuid::try_parse(text).ok().map(ServiceId)
    }
}

impl fmt::Display for ServiceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

/// A UUID v5 of `kind` and `parts` under [`NAMESPACE`]. Parts are length-prefixed, so no two lists meet.
pub fn derive(kind: &str, parts: &[&str]) -> Uuid {
    let mut name = String::with_capacity(kind.len() + parts.iter().map(|part| part.len() + 6).sum::<usize>());
    name.push_str(kind);
    for part in parts {
        // Writing to a string cannot fail.
        let _ = write!(name, "\u{1f}{}:", part.len());
        name.push_str(part);
    }
    Uuid::new_v5(&NAMESPACE, name.as_bytes())
}

/// The name of a source: the name of its folder in `scrapers/`, kebab-case, place first, then what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourceId(String);

impl SourceId {
    /// `None` unless `text` is kebab-case: `a-z`, `0-9` and single inner hyphens.
    pub fn parse(text: &str) -> Option<SourceId> {
        let good = !text.is_empty()
            && text.split('-').all(|part| {
                !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            });
        good.then(|| SourceId(text.to_owned()))
    }

    /// The name itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A concept of our taxonomy, as its path: `arts/singing`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConceptId(pub String);

impl ConceptId {
    /// The concept above: `arts` of `arts/singing`.
    pub fn parent(&self) -> Option<ConceptId> {
        self.0.rsplit_once('/').map(|(parent, _)| ConceptId(parent.to_owned()))
    }

    /// Whether `self` is `other` or stands under it.
    pub fn is_within(&self, other: &ConceptId) -> bool {
        self.0 == other.0 || self.0.strip_prefix(other.0.as_str()).is_some_and(|rest| rest.starts_with('/'))
    }
}

impl fmt::Display for ConceptId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A statistical code of an area: `E08000007`, `S12000036`, `E92000001`. Upper case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AreaCode(pub String);
