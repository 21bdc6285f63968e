//! One service as JSON, whole: what `/api/services/{id}` says. What is absent is not stated.

pub mod build;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::answer::PhoneDocument;
use super::{ConfidenceDocument, Labelled, PointDocument};

/// One service.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ServiceDocument {
    /// Stable from crawl to crawl.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other names it goes by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternate_names: Vec<String>,
    /// What it is, plain text; paragraphs are parted by a blank line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Language of name and description, BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_language: Option<String>,
    /// Who offers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationDocument>,
    /// What it is about, the surest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Labelled>,
    /// The source's own category words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub source_categories: Vec<String>,
    /// Codes of other vocabularies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// `in_person`, `online`, `by_phone`, `at_home`, `varies`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub delivery: Vec<String>,
    /// Where it is delivered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<LocationDocument>,
    /// Ground it covers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<AreaDocument>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule: Option<ScheduleDocument>,
    /// What it costs.
    pub cost: CostDocument,
    /// Who it is for, and not for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eligibility: Option<EligibilityDocument>,
    /// Languages it is offered in, BCP 47.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Access to the session itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accessibility: Option<AccessibilityDocument>,
    /// How to reach it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContactDocument>,
    /// How to join.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joining: Option<JoiningDocument>,
    /// What happens the first time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_visit: Option<String>,
    /// `active`, `temporarily_closed`, `inactive` or `defunct`.
    pub status: String,
    /// `front_line`, `umbrella` or `register_entry`.
    pub nature: String,
    /// When its owner last changed it, as stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// When somebody last assured it, as stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assured: Option<String>,
    /// How sure one may be in sending somebody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<ConfidenceDocument>,
    /// The source records it was made from, with what their licences ask for.
    pub sources: Vec<RecordDocument>,
    /// What each record says of each value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceDocument>,
    /// Other services it stands to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<RelatedDocument>,
}

/// Who offers a service.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct OrganisationDocument {
    /// For `/oruk/v3/organizations/{id}`.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its web page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// Registered numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<IdentifierDocument>,
    /// What a regulator says: `registered` or `removed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub register: Option<String>,
}

/// A registered number.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct IdentifierDocument {
    /// A code of org-id.guide: `GB-CHC`.
    pub scheme: String,
    /// The number.
    pub identifier: String,
}

/// A place where a service is delivered.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct LocationDocument {
    /// The venue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Street address on one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Post town or village.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub town: Option<String>,
    /// The postcode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<PointDocument>,
    /// How the point is known: `source`, `postcode`, `terminated_postcode`, `sector`, `outcode`, `place`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<String>,
    /// Code of the local authority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// Code of the ward.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ward: Option<String>,
    /// For people: "Heaton Norris, Stockport".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Unique Property Reference Number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uprn: Option<u64>,
    /// Access to the building.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accessibility: Option<AccessibilityDocument>,
}

/// Ground that a service covers.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AreaDocument {
    /// `united_kingdom`, `area`, `around`, `polygon` or `named`.
    pub kind: &'static str,
    /// For people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Statistical code, for `area`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The middle, for `around`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<PointDocument>,
    /// The radius, for `around`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub radius_metres: Option<f64>,
    /// The outer rings, for `polygon`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rings: Vec<Vec<PointDocument>>,
}

/// When a service happens. Local time, Europe/London.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ScheduleDocument {
    /// The source's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Sessions that could be read.
    pub sessions: Vec<SessionDocument>,
    /// Open day and night.
    pub always_open: bool,
}

/// One session.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SessionDocument {
    /// `weekly`, `monthly_by_day`, `monthly_by_date` or `dated`.
    pub freq: &'static str,
    /// Days of the week: `MO` to `SU`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<&'static str>,
    /// Which of the month, for `monthly_by_day`: -1 is the last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nth: Vec<i8>,
    /// Days of the month, for `monthly_by_date`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub days_of_month: Vec<i8>,
    /// The dates, for `dated`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<String>,
    /// 2 is every other week or month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<u8>,
    /// A day in a week or month on which it happens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// Start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens_at: Option<String>,
    /// End; at or before the start means past midnight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<String>,
    /// First day on which it can fall.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    /// Last day on which it can fall.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<String>,
    /// `all_year`, `term_time` or `school_holidays`.
    pub season: String,
    /// `not_stated`, `closed` or `open`.
    pub bank_holidays: String,
    /// Days on which it does not happen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
    /// What this session is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What it costs.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CostDocument {
    /// `free`, `donation`, `paid` or `not_stated`.
    pub kind: String,
    /// Stated prices, the usual one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<PriceDocument>,
    /// The source's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// One price.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PriceDocument {
    /// Pence sterling.
    pub pence: u32,
    /// What it buys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Who may come.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct EligibilityDocument {
    /// Youngest age in whole years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_age: Option<u8>,
    /// Oldest age in whole years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_age: Option<u8>,
    /// `women`, `men` or `everyone`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// The source's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Who it is not for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_for: Option<String>,
}

/// Access, each fact stated yes or no; what is not there is not stated.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AccessibilityDocument {
    /// `wheelchair`, `step_free`, `accessible_toilet`, `toilet`, `hearing_loop`, `sign_language`,
    /// `quiet`, `parking`, `accessible_parking`, `baby_changing`, `assistance_dogs`.
    pub facts: BTreeMap<String, bool>,
    /// The source's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// How to reach a service.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ContactDocument {
    /// Telephone numbers, the best first.
    pub phones: Vec<PhoneDocument>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Web page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
}

/// How to join.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct JoiningDocument {
    /// `just_turn_up`, `book`, `self_referral`, `professional_referral`.
    pub routes: Vec<String>,
    /// The source's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A source's record, with what its licence asks for.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RecordDocument {
    /// The source's id, for `/api/sources`.
    pub source: String,
    /// What the source is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who publishes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// SPDX id, or `none-stated`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// The licence's page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence_url: Option<&'static str>,
    /// The sentence to print.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
    /// The record's id in the source.
    pub record: String,
    /// Its own address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The day we last saw it there.
    pub seen: String,
    /// The day the source says it was true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asserted: Option<String>,
    /// `owner`, `regulator`, `assurer` or `aggregator`.
    pub role: String,
    /// The day a crawl first did not find it any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gone: Option<String>,
}

/// What one record says of one value.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct EvidenceDocument {
    /// Of which value: `name`, `phone`, `schedule` …
    pub field: String,
    /// Which of `sources` says it, from 0.
    pub record: u16,
    /// `stated`, `from_prose` or `derived`.
    pub reading: String,
    /// What it says, when that is not the value shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
}

/// How another service stands to it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RelatedDocument {
    /// The other one.
    pub id: String,
    /// `other_site`, `same_organisation` or `umbrella`.
    pub relation: String,
}
