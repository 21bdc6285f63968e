//! The documents of HSDS-UK 3.0, field by field. What is empty is left out, as the standard asks.
//!
//! `phones`, `languages[].code`, `alternate_name`, `application_process` and `eligibility_description`
//! are of the international HSDS 3.0, which the UK profile leaves out; `sources` is ours, and carries
//! what licences ask for.

use std::sync::Arc;

use serde::{Serialize, Serializer};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::service::RecordDocument;

/// `GET /oruk/v3`: what this is.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ApiDetails {
    /// Always `HSDS-UK-3.0`.
    pub version: &'static str,
    /// The profile this keeps to.
    pub profile: &'static str,
    /// Our own description.
    pub openapi_url: String,
}

/// What somebody offers.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
#[schema(as = OrukService)]
pub struct Service {
    /// UUID v5, stable.
    pub id: Uuid,
    /// The organisation's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization_id: Option<Uuid>,
    /// Its name.
    pub name: String,
    /// Another name it goes by (HSDS 3.0).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternate_name: Option<String>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its page.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "uri")]
    pub url: Option<String>,
    /// Its e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Email)]
    pub email: Option<String>,
    /// `active`, `inactive`, `defunct` or `temporarily closed`.
    pub status: ServiceStatus,
    /// The cost in the source's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees: Option<String>,
    /// How to join, in the source's own words (HSDS 3.0).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_process: Option<String>,
    /// Who it is for, in the source's own words (HSDS 3.0).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eligibility_description: Option<String>,
    /// Youngest age.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_age: Option<u8>,
    /// Oldest age.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_age: Option<u8>,
    /// When it was last assured.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    pub assured_date: Option<String>,
    /// What to know now: that it is closed for the time being.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert: Option<String>,
    /// When it last changed.
    #[schema(format = DateTime)]
    pub last_modified: String,
    /// When.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub schedules: Vec<Schedule>,
    /// For whom, by area.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub service_areas: Vec<ServiceArea>,
    /// Where.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub service_at_locations: Vec<ServiceAtLocation>,
    /// In which languages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Language>,
    /// By whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<Organization>,
    /// For how much.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cost_options: Vec<CostOption>,
    /// Further e-mail addresses (HSDS 3.0 contacts). Never a private person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// Telephone numbers (HSDS 3.0).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<Phone>,
    /// What it is about, and all that has no field of its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<Attribute>,
    /// Where this comes from, with what each licence asks for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<RecordDocument>,
}

/// Whether a service is running.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ServiceStatus {
    /// It is running.
    #[default]
    Active,
    /// It is not running.
    Inactive,
    /// It has ended.
    Defunct,
    /// It is closed for the time being.
    #[serde(rename = "temporarily closed")]
    TemporarilyClosed,
}

/// The least of a service: what `minimal=true` brings.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MinimalService {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// See [`Service::status`].
    pub status: ServiceStatus,
    /// When it last changed.
    #[schema(format = DateTime)]
    pub last_modified: String,
}

/// Who offers services.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
#[schema(as = OrukOrganization)]
pub struct Organization {
    /// UUID v5.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What it is; its name when nothing is stated, since the standard wants one.
    pub description: String,
    /// Its page.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "uri")]
    pub website: Option<String>,
    /// Its registered numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub organization_identifiers: Vec<OrganizationIdentifier>,
    /// What it offers, where that is asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(no_recursion)]
    pub services: Vec<Service>,
}

/// A registered number.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
pub struct OrganizationIdentifier {
    /// UUID v5.
    pub id: Uuid,
    /// Whose number it is.
    pub organization_id: Uuid,
    /// A code of org-id.guide: `GB-CHC`.
    pub identifier_scheme: String,
    /// The register in words.
    pub identifier_type: String,
    /// The number.
    pub identifier: String,
}

/// A service at one place.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
#[schema(as = OrukServiceAtLocation)]
pub struct ServiceAtLocation {
    /// UUID v5.
    pub id: Uuid,
    /// The service.
    pub service_id: Uuid,
    /// The place.
    pub location_id: Uuid,
    /// The place itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// The service itself, where this stands alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(no_recursion)]
    pub service: Option<Box<Service>>,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
#[schema(as = OrukLocation)]
pub struct Location {
    /// UUID v5.
    pub id: Uuid,
    /// Always `physical`.
    pub location_type: LocationType,
    /// The venue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What is known of the address when not all of it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Degrees north, WGS 84.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees east, WGS 84.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    /// The UPRN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_identifier: Option<String>,
    /// `UPRN`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_identifier_type: Option<&'static str>,
    /// Its address.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<Address>,
    /// What the building offers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accessibility: Vec<Accessibility>,
    /// Facts of access, as terms.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<Attribute>,
}

/// What kind of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LocationType {
    /// One can go there.
    #[default]
    Physical,
    /// One can write there.
    Postal,
    /// It is online or by telephone.
    Virtual,
}

/// A postal address, whole.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
#[schema(as = OrukAddress)]
pub struct Address {
    /// UUID v5.
    pub id: Uuid,
    /// Its place.
    pub location_id: Uuid,
    /// Venue, house and street.
    pub address_1: String,
    /// Town.
    pub city: String,
    /// District or county.
    pub state_province: String,
    /// Postcode.
    pub postal_code: String,
    /// Always `GB`.
    pub country: &'static str,
    /// Always `physical`.
    pub address_type: LocationType,
}

/// What a building offers, in words.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
#[schema(as = OrukAccessibility)]
pub struct Accessibility {
    /// UUID v5.
    pub id: Uuid,
    /// Its place.
    pub location_id: Uuid,
    /// The source's own words.
    pub description: String,
}

/// When, in the terms of RFC 5545. Local time, Europe/London.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
#[schema(as = OrukSchedule)]
pub struct Schedule {
    /// UUID v5.
    pub id: Uuid,
    /// Its service.
    pub service_id: Uuid,
    /// First day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    pub valid_from: Option<String>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    pub valid_to: Option<String>,
    /// A day on which it happens.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    pub dtstart: Option<String>,
    /// `WEEKLY` or `MONTHLY`; neither when it is on one date only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub freq: Option<Frequency>,
    /// 2 is every other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<u8>,
    /// `TU,FR`, or `1TU,-1FR` with `MONTHLY`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byday: Option<String>,
    /// `1,15` with `MONTHLY`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bymonthday: Option<String>,
    /// The source's own words on when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens_at: Option<String>,
    /// End.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<String>,
    /// What this session is; term time, bank holidays and days on which it does not happen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
}

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Frequency {
    /// Every so many weeks.
    Weekly,
    /// Every so many months.
    Monthly,
}

/// Ground that is covered.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
#[schema(as = OrukServiceArea)]
pub struct ServiceArea {
    /// UUID v5.
    pub id: Uuid,
    /// Its service.
    pub service_id: Uuid,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// GeoJSON as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extent: Option<String>,
    /// `geojson`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extent_type: Option<&'static str>,
    /// The area at statistics.data.gov.uk.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "uri")]
    pub uri: Option<String>,
}

/// A language the service is offered in.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
#[schema(as = OrukLanguage)]
pub struct Language {
    /// UUID v5.
    pub id: Uuid,
    /// Its service.
    pub service_id: Uuid,
    /// BCP 47 (HSDS 3.0).
    pub code: String,
}

/// A price.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
#[schema(as = OrukCostOption)]
pub struct CostOption {
    /// UUID v5.
    pub id: Uuid,
    /// Its service.
    pub service_id: Uuid,
    /// What it buys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option: Option<String>,
    /// Pounds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<f64>,
    /// "Free", "Donation".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_description: Option<String>,
}

/// A further way to reach the service.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
#[schema(as = OrukContact)]
pub struct Contact {
    /// UUID v5.
    pub id: Uuid,
    /// Its service.
    pub service_id: Uuid,
    /// E-mail address (HSDS 3.0).
    #[schema(format = Email)]
    pub email: String,
}

/// A telephone number (HSDS 3.0).
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
#[schema(as = OrukPhone)]
pub struct Phone {
    /// UUID v5.
    pub id: Uuid,
    /// Its service.
    pub service_id: Uuid,
    /// For people: `0161 496 0000`.
    pub number: String,
    /// Always `voice`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A taxonomy term on something.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
#[schema(as = OrukAttribute)]
pub struct Attribute {
    /// UUID v5.
    pub id: Uuid,
    /// What it is on.
    pub link_id: Uuid,
    /// The term's id.
    pub taxonomy_term_id: Uuid,
    /// `service` or `location`.
    pub link_type: &'static str,
    /// The term itself.
    #[serde(serialize_with = "shared")]
    #[schema(value_type = TaxonomyTerm)]
    pub taxonomy_term: Arc<TaxonomyTerm>,
}

/// Many attributes share one term.
fn shared<S: Serializer>(term: &Arc<TaxonomyTerm>, serializer: S) -> Result<S::Ok, S::Error> {
    term.as_ref().serialize(serializer)
}

/// A term.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
#[schema(as = OrukTaxonomyTerm)]
pub struct TaxonomyTerm {
    /// UUID v5.
    pub id: Uuid,
    /// For people.
    pub name: String,
    /// For people.
    pub description: String,
    /// The term above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<Uuid>,
    /// The taxonomy's name.
    pub taxonomy: String,
    /// The taxonomy's id.
    pub taxonomy_id: Uuid,
    /// The term's own address, where its taxonomy gives one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "uri")]
    pub term_uri: Option<String>,
    /// The term as a CURIE: `subject:arts/singing`.
    pub term: String,
}

/// A taxonomy.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
#[schema(as = OrukTaxonomy)]
pub struct Taxonomy {
    /// UUID v5.
    pub id: Uuid,
    /// For people.
    pub name: String,
    /// For people.
    pub description: String,
    /// Where it is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "uri")]
    pub uri: Option<String>,
}
