//! The small lists: sources, places, suggestions and filters.

use model::report::{Health, SourceReport};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::FacetDocument;
use super::{PointDocument, word};
use crate::labels::licence_url;

/// What `/api/sources` answers.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SourcesDocument {
    /// Every source, with what its licence asks for and how its last crawl went.
    pub sources: Vec<SourceDocument>,
    /// About this answer.
    pub meta: ListMeta,
}

/// About a small list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ListMeta {
    /// Which state of the directory answered.
    pub snapshot: String,
    /// Parameters nobody here knows.
    pub ignored: Vec<String>,
}

/// One source.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SourceDocument {
    /// Its name in this directory.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// A page for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub homepage: Option<String>,
    /// SPDX id, or `none-stated`.
    pub licence: String,
    /// The licence's page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence_url: Option<&'static str>,
    /// The sentence to print.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
    /// `owner`, `regulator`, `assurer` or `aggregator`.
    pub role: String,
    /// The date of the data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_date: Option<String>,
    /// `green` or `red`.
    pub health: &'static str,
    /// Why it is red.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When the data shown were fetched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fetched_at: Option<String>,
    /// Records read: `read = kept + merged + rejected`.
    pub read: u64,
    /// Records that stand as services of their own.
    pub kept: u64,
    /// Records that went into a service of another record.
    pub merged: u64,
    /// Records turned away.
    pub rejected: u64,
    /// Records that have a point.
    pub located: u64,
    /// Mean completeness of its records, 0 to 1.
    pub completeness: f64,
    /// Share of its records asserted within the last year, 0 to 1.
    pub fresh: f64,
}

/// What `/api/places` answers.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PlacesDocument {
    /// The places of that name, the likeliest first.
    pub places: Vec<PlaceDocument>,
    /// About this answer.
    pub meta: ListMeta,
}

/// A place somebody may mean.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PlaceDocument {
    /// For people: "Newport, Isle of Wight".
    pub label: String,
    /// What to send as `near=` to mean it.
    pub near: String,
    /// What it is: `postcode`, `outcode`, `city`, `village` …
    pub kind: String,
    /// Its middle.
    pub point: PointDocument,
}

/// What `/api/suggest` answers.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SuggestDocument {
    /// The completions, the likeliest first.
    pub suggestions: Vec<SuggestionDocument>,
    /// About this answer.
    pub meta: ListMeta,
}

/// A completion of what is being typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SuggestionDocument {
    /// What to put into the box.
    pub text: String,
    /// What it is: `topic`, `place`, `service` …
    pub kind: String,
}

/// What `/api/facets` answers: every filter with its values and counts over the whole catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FacetsDocument {
    /// The filters.
    pub facets: Vec<FacetDocument>,
    /// About this answer.
    pub meta: ListMeta,
}

/// A source's row.
pub fn source_document(report: &SourceReport) -> SourceDocument {
    let (health, reason) = match &report.health {
        Health::Green => ("green", None),
        Health::Red { reason } => ("red", Some(reason.clone())),
    };
    let source = &report.source;
    SourceDocument {
        id: source.id.to_string(),
        title: source.title.clone(),
        publisher: source.publisher.clone(),
        homepage: source.homepage.clone(),
        licence: source.licence.clone(),
        licence_url: licence_url(&source.licence),
        attribution: source.attribution.clone(),
        role: word(&source.role),
        data_date: source.data_date.map(|date| date.to_string()),
        health,
        reason,
        fetched_at: report.fetched_at.map(|moment| moment.to_string()),
        read: report.read,
        kept: report.kept,
        merged: report.merged,
        rejected: report.rejected,
        located: report.located,
        completeness: report.completeness,
        fresh: report.fresh,
    }
}
