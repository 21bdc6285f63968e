//! A draft: one record in our fields, its values still as the source wrote them.
//!
//! Mapping fills it, cleaning turns it into a `Service`. Empty or absent always means *not stated*.
//! Where a standard gives structure (sessions, prices, areas) the structure is kept; where a source
//! gives prose the prose is kept, so that cleaning can mark what it read from prose as such.

use std::collections::BTreeSet;

use model::cost::CostKind;
use model::eligibility::JoiningRoute;
use model::evidence::Reading;
use model::service::{Nature, RegisterStatus};

/// One record of a source, mapped and not yet cleaned.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    /// Its row or item number in the source, from 1.
    pub row: u64,
    /// Its id in the source, or a digest of its content where the source has none.
    pub record: String,
    /// Its own address.
    pub url: Option<String>,
    /// What it is called.
    pub name: Option<String>,
    /// Other names it goes by.
    pub alternate_names: Vec<String>,
    /// A short text that goes before the description.
    pub summary: Option<String>,
    /// What it is; may hold HTML.
    pub description: Option<String>,
    /// Language of the texts, when the source states it.
    pub text_language: Option<String>,
    /// Who offers it.
    pub organisation: DraftOrganisation,
    /// The source's own words for what it is about.
    pub category_words: Vec<String>,
    /// Concepts of our taxonomy that `source.toml` assigns: `arts/singing`.
    pub concepts: Vec<String>,
    /// Codes of other vocabularies: `esdServiceType:1`.
    pub codes: Vec<String>,
    /// Words or codes for how it is delivered: `online`, `virtual`, `by phone`, `at home`, `physical`.
    pub delivery_words: Vec<String>,
    /// Places.
    pub locations: Vec<DraftLocation>,
    /// Ground it covers.
    pub areas: Vec<DraftArea>,
    /// When, in prose or in a notation (`Mo-Fr 09:00-17:00`, an RFC 5545 rule).
    pub schedule_text: Option<String>,
    /// When, as structure.
    pub sessions: Vec<DraftSession>,
    /// Whether the source states that it is open day and night.
    pub is_always_open: bool,
    /// What it costs, in prose.
    pub cost_text: Option<String>,
    /// Stated prices.
    pub cost_options: Vec<DraftCost>,
    /// Stated by a field of its own to be free, or not free.
    pub is_free: Option<bool>,
    /// Its kind, where a source names it by a closed word of ours.
    pub cost_kind: Option<CostKind>,
    /// Youngest age as a number in text.
    pub minimum_age: Option<String>,
    /// Oldest age as a number in text.
    pub maximum_age: Option<String>,
    /// Ages in prose: "over 60s".
    pub age_text: Option<String>,
    /// Gender, as a word or code.
    pub gender: Option<String>,
    /// Who it is for, in prose.
    pub eligibility_text: Option<String>,
    /// Who it is not for, in prose.
    pub not_for: Option<String>,
    /// Languages it is offered in: names or codes.
    pub languages: Vec<String>,
    /// Access to the session, in prose.
    pub accessibility_text: Option<String>,
    /// Access facts: the source's word for a feature and its word for yes or no.
    pub accessibility: Vec<(String, String)>,
    /// Telephone numbers.
    pub phones: Vec<DraftPhone>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Web page of the service.
    pub website: Option<String>,
    /// Names of private persons the record carries. Never kept: only used to recognise and leave out.
    pub persons: Vec<String>,
    /// How to join, in prose.
    pub joining_text: Option<String>,
    /// Routes, where a source names them by closed words of ours.
    pub joining_routes: BTreeSet<JoiningRoute>,
    /// What happens the first time.
    pub first_visit: Option<String>,
    /// Whether it is running, as a word or code.
    pub status: Option<String>,
    /// Set when the source's settings or format say what kind of entry its records are.
    pub nature: Option<Nature>,
    /// When its owner last changed it.
    pub last_modified: Option<String>,
    /// When somebody last assured it.
    pub assured: Option<String>,
}

/// Who offers a service.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftOrganisation {
    /// What it is called.
    pub name: Option<String>,
    /// What it is; may hold HTML.
    pub description: Option<String>,
    /// Its web page.
    pub website: Option<String>,
    /// Registered numbers with their scheme (`GB-CHC`, `1234567`); an unknown scheme is empty.
    pub identifiers: Vec<(String, String)>,
    /// What a regulator says of it.
    pub register: Option<RegisterStatus>,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DraftLocation {
    /// What the address is of.
    pub role: LocationRole,
    /// The venue.
    pub name: Option<String>,
    /// The address, perhaps with town and postcode in it.
    pub address: Option<String>,
    /// Post town or village.
    pub town: Option<String>,
    /// The postcode.
    pub postcode: Option<String>,
    /// Whether the postcode had a field of its own or was found in prose.
    pub postcode_reading: Reading,
    /// Degrees north, or what the source believes to be.
    pub latitude: Option<String>,
    /// Degrees east, or what the source believes to be.
    pub longitude: Option<String>,
    /// Metres east on the national grid.
    pub easting: Option<String>,
    /// Metres north on the national grid.
    pub northing: Option<String>,
    /// Unique Property Reference Number.
    pub uprn: Option<String>,
    /// Access to the building, in prose.
    pub accessibility_text: Option<String>,
    /// Access facts: the source's word for a feature and its word for yes or no.
    pub accessibility: Vec<(String, String)>,
}

impl DraftLocation {
    /// Whether nothing at all is stated.
    pub fn is_empty(&self) -> bool {
        *self == DraftLocation { role: self.role, ..DraftLocation::default() }
    }
}

/// What an address is of. A register's address is where the organisation is run from, which is not
/// where anybody meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LocationRole {
    /// Where the service is delivered, or where people go.
    #[default]
    DeliveredAt,
    /// An office, or where letters go.
    RunFrom,
    /// A virtual location.
    Online,
}

/// Ground that is covered.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DraftArea {
    /// The source's words.
    pub name: Option<String>,
    /// A statistical code: `E08000007`.
    pub code: Option<String>,
    /// Outer rings of a polygon, each a list of (latitude, longitude).
    pub rings: Vec<Vec<(f64, f64)>>,
    /// A circle: latitude, longitude and radius in metres.
    pub circle: Option<(f64, f64, f64)>,
}

/// One session as a standard writes it, its pieces still text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftSession {
    /// `WEEKLY`, `MONTHLY`, `DAILY`, an ISO 8601 duration (`P7D`), or absent.
    pub freq: Option<String>,
    /// Every how many weeks or months.
    pub interval: Option<String>,
    /// `MO,TU`, `1FR`, `-1SU`, `Monday`, `https://schema.org/Monday`; several parted by commas.
    pub byday: Option<String>,
    /// Days of the month, parted by commas.
    pub bymonthday: Option<String>,
    /// The first occurrence: a date or a date and time.
    pub dtstart: Option<String>,
    /// The last day, or a date and time.
    pub until: Option<String>,
    /// First day on which it can fall.
    pub valid_from: Option<String>,
    /// Last day on which it can fall.
    pub valid_to: Option<String>,
    /// Start, local time unless it carries an offset.
    pub opens_at: Option<String>,
    /// End, local time unless it carries an offset.
    pub closes_at: Option<String>,
    /// A single dated session: when it begins and ends, dates or dates and times.
    pub starts: Option<String>,
    /// See `starts`.
    pub ends: Option<String>,
    /// Days on which it does not happen.
    pub except: Vec<String>,
    /// What this session is.
    pub note: Option<String>,
}

/// One price as a standard writes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftCost {
    /// The amount in pounds: `3.50`.
    pub amount: Option<String>,
    /// Currency code; absent means sterling.
    pub currency: Option<String>,
    /// What it buys.
    pub option: Option<String>,
}

/// One telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftPhone {
    /// The number as written.
    pub number: String,
    /// What it is for.
    pub note: Option<String>,
}
