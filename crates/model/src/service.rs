//! A service: one real thing that somebody offers and somebody else can join or use.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::accessibility::Accessibility;
use crate::contact::Contact;
use crate::cost::Cost;
use crate::eligibility::{Eligibility, Joining};
use crate::evidence::{Evidence, MergeReason, SourceRecord};
use crate::identifier::{ConceptId, ServiceId};
use crate::place::{Location, ServiceArea};
use crate::schedule::Schedule;

/// One service, as the snapshot holds it. Empty or absent always means *not stated*.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// Stable from crawl to crawl.
    pub id: ServiceId,
    /// What it is called.
    pub name: String,
    /// Other names it goes by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternate_names: Vec<String>,
    /// What it is, in plain text; paragraphs are parted by a blank line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Language of name and description, BCP 47 (`en`, `cy`); absent means not determined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_language: Option<String>,
    /// Who offers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Organisation>,
    /// What it is about, from our taxonomy, never free text; the surest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<ConceptId>,
    /// The source's own category words, kept for search and for show.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source_categories: Vec<String>,
    /// Codes of other vocabularies: `esdServiceType:1`, `openActiveActivity:…`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// Every way it is delivered that is stated; empty means not stated.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub delivery: BTreeSet<Delivery>,
    /// Where it is delivered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<Location>,
    /// Ground it covers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<ServiceArea>,
    /// When.
    #[serde(default, skip_serializing_if = "Schedule::is_empty")]
    pub schedule: Schedule,
    /// What it costs.
    #[serde(default, skip_serializing_if = "Cost::is_empty")]
    pub cost: Cost,
    /// Who it is for, and not for.
    #[serde(default, skip_serializing_if = "Eligibility::is_empty")]
    pub eligibility: Eligibility,
    /// Languages it is offered in, BCP 47. English alone is usually not stated.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub languages: BTreeSet<String>,
    /// Access to the session itself; buildings have their own.
    #[serde(default, skip_serializing_if = "Accessibility::is_empty")]
    pub accessibility: Accessibility,
    /// How to reach it.
    #[serde(default, skip_serializing_if = "Contact::is_empty")]
    pub contact: Contact,
    /// How to join.
    #[serde(default, skip_serializing_if = "Joining::is_empty")]
    pub joining: Joining,
    /// What happens the first time, who greets, whether one can just watch: stated words only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_visit: Option<String>,
    /// Whether it is running.
    #[serde(default)]
    pub status: Status,
    /// Front-line, umbrella, or a bare register entry.
    #[serde(default)]
    pub nature: Nature,
    /// When its owner last changed it, as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<Date>,
    /// When somebody last assured it, as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assured: Option<Date>,
    /// The source records it was made from; the first is the one whose id it bears.
    pub records: Vec<SourceRecord>,
    /// What each record says of each value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Why each record but the first is held to tell of the same thing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged_because: Vec<MergeReason>,
    /// Other services this one stands to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
}

/// Who offers a service.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Organisation {
    /// What it is called.
    pub name: String,
    /// What it is, in plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its web page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// Registered numbers with their scheme: (`GB-CHC`, `1234567`), codes of org-id.guide.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<(String, String)>,
    /// What a regulator says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub register: Option<RegisterStatus>,
}

/// What a regulator's register says of an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegisterStatus {
    /// On the register.
    Registered,
    /// Removed from it, or dissolved.
    Removed,
}

/// A way a service is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// In person, at its places.
    InPerson,
    /// Online.
    Online,
    /// By telephone.
    ByPhone,
    /// At the person's home.
    AtHome,
    /// The place changes from time to time.
    Varies,
}

/// Whether a service is running.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Stated to be running, or listed by its source with nothing said against it.
    #[default]
    Active,
    /// Stated to be closed for now.
    TemporarilyClosed,
    /// Stated to be inactive.
    Inactive,
    /// Stated to have ended.
    Defunct,
}

/// What kind of entry this is, so that "food" need not bring co-ordinating bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// People go to it or use it.
    #[default]
    FrontLine,
    /// It supports other groups or hands out grants.
    Umbrella,
    /// All we know is an organisation's entry in a register.
    RegisterEntry,
}

/// How another service stands to this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// The other one.
    pub id: ServiceId,
    /// The relation.
    pub relation: Relation,
}

/// The relations two records can have without being one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The same service at another site.
    OtherSite,
    /// Offered by the same organisation.
    SameOrganisation,
    /// The other one is an umbrella of this one.
    Umbrella,
}

impl Service {
    /// A service of which only its name and its one record are known.
    pub fn new(id: ServiceId, name: String, record: SourceRecord) -> Service {
        Service {
            id,
            name,
            alternate_names: Vec::new(),
            description: None,
            text_language: None,
            organisation: None,
            categories: Vec::new(),
            source_categories: Vec::new(),
            codes: Vec::new(),
            delivery: BTreeSet::new(),
            locations: Vec::new(),
            areas: Vec::new(),
            schedule: Schedule::default(),
            cost: Cost::default(),
            eligibility: Eligibility::default(),
            languages: BTreeSet::new(),
            accessibility: Accessibility::default(),
            contact: Contact::default(),
            joining: Joining::default(),
            first_visit: None,
            status: Status::default(),
            nature: Nature::default(),
            last_modified: None,
            assured: None,
            records: vec![record],
            evidence: Vec::new(),
            merged_because: Vec::new(),
            related: Vec::new(),
        }
    }
}
