//! From the model's service to the document of HSDS-UK 3.0. Pure: the same service and names give the
//! same document, id for id.

mod place;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use model::contact::Contact as ModelContact;
use model::cost::{Cost, CostKind};
use model::identifier::derive;
use model::place::{Location, Point, ServiceArea as ModelArea};
use model::service::{Service as ModelService, Status};
use search::listing::{PlaceIds, organisation_id, place_ids, terms_of};
use uuid::Uuid;

use super::times::schedules;
use super::v3::{
    Contact, CostOption, Language, MinimalService, Organization, OrganizationIdentifier, Phone, Service,
    ServiceArea, ServiceAtLocation, ServiceStatus,
};
use super::vocabularies::attributes;
use crate::api::service::build::record_document;
use crate::labels::Labels;

/// How much of a service is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Its own fields and its organisation's name: what a list tells.
    Basic,
    /// Everything.
    Full,
}

/// A service as a document. `changed` is the day it last changed here, for those that state none.
pub fn service(service: &ModelService, changed: Date, depth: Depth, labels: &Labels) -> Service {
    let organization_id = organisation_id(service);
    let eligibility = &service.eligibility;
    let mut document = Service {
        id: service.id.0,
        organization_id,
        name: service.name.clone(),
        alternate_name: service.alternate_names.first().and_then(|name| stated(name)),
        description: service.description.as_deref().and_then(stated),
        url: service.contact.website.as_deref().and_then(uri),
        email: service.contact.emails.first().and_then(|email| address_of(email)),
        status: status(service.status),
        fees: service.cost.text.as_deref().and_then(stated),
        application_process: service.joining.text.as_deref().and_then(stated),
        eligibility_description: eligibility_words(
            eligibility.text.as_deref(),
            eligibility.not_for.as_deref(),
        ),
        minimum_age: eligibility.minimum_age,
        maximum_age: eligibility.maximum_age,
        assured_date: service.assured.map(|date| date.to_string()),
        alert: (service.status == Status::TemporarilyClosed).then(|| "Closed for the time being.".to_owned()),
        last_modified: day_as_moment(service.last_modified.unwrap_or(changed)),
        organization: organization_id.and_then(|id| organization(service, id)),
        ..Service::default()
    };
    if depth == Depth::Basic {
        document.organization = document.organization.map(|organization| Organization {
            website: None,
            organization_identifiers: Vec::new(),
            ..organization
        });
        return document;
    }
    document.schedules = schedules(service);
    document.service_areas = service_areas(service);
    document.service_at_locations = places(service, labels);
    document.languages = languages(service);
    document.cost_options = cost_options(service.id.0, &service.cost);
    document.contacts = contacts(service.id.0, &service.contact);
    document.phones = phones(service.id.0, &service.contact);
    document.attributes = attributes(service.id.0, "service", &terms_of(service), labels);
    document.sources = service.records.iter().map(|record| record_document(record, labels)).collect();
    document
}

/// The least of a service.
pub fn minimal(service: &ModelService, changed: Date) -> MinimalService {
    MinimalService {
        id: service.id.0,
        name: service.name.clone(),
        status: status(service.status),
        last_modified: day_as_moment(service.last_modified.unwrap_or(changed)),
    }
}

/// One of a service's places, by its index.
pub fn service_at_location(
    service: &ModelService,
    index: usize,
    labels: &Labels,
) -> Option<ServiceAtLocation> {
    let ids = *place_ids(service).get(index)?;
    Some(at_place(service, ids, &service.locations[index], labels))
}

fn places(service: &ModelService, labels: &Labels) -> Vec<ServiceAtLocation> {
    let places = place_ids(service).into_iter().zip(&service.locations);
    places.map(|(ids, location)| at_place(service, ids, location, labels)).collect()
}

fn at_place(
    service: &ModelService,
    ids: PlaceIds,
    location: &Location,
    labels: &Labels,
) -> ServiceAtLocation {
    ServiceAtLocation {
        id: ids.service_at_location,
        service_id: service.id.0,
        location_id: ids.location,
        location: Some(place::location(location, ids.location, labels)),
        service: None,
    }
}

/// Who offers a service, with the registered numbers.
pub fn organization(service: &ModelService, id: Uuid) -> Option<Organization> {
    let organisation = service.organisation.as_ref()?;
    let name = stated(&organisation.name)?;
    let description = organisation.description.as_deref().and_then(stated);
    Some(Organization {
        id,
        description: description.unwrap_or_else(|| name.clone()),
        name,
        website: organisation.website.as_deref().and_then(uri),
        organization_identifiers: organisation
            .identifiers
            .iter()
            .map(|(scheme, number)| OrganizationIdentifier {
                id: derive("organization_identifier", &[&id.to_string(), scheme, number]),
                organization_id: id,
                identifier_scheme: scheme.clone(),
                identifier_type: register_name(scheme),
                identifier: number.clone(),
            })
            .collect(),
        services: Vec::new(),
    })
}

fn register_name(scheme: &str) -> String {
    let name = match scheme {
        "GB-CHC" => "Charity number (Charity Commission for England and Wales)",
        "GB-SC" => "Charity number (Scottish Charity Regulator)",
        "GB-NIC" => "Charity number (Charity Commission for Northern Ireland)",
        "GB-COH" => "Company number (Companies House)",
        "GB-LAE" => "Local authority (England)",
        "GB-NHS" => "NHS organisation code",
        "GB-MPR" => "Mutuals number (Financial Conduct Authority)",
        "GB-EDU" => "Unique reference number of a school",
        other => other,
    };
    name.to_owned()
}

fn status(status: Status) -> ServiceStatus {
    match status {
        Status::Active => ServiceStatus::Active,
        Status::TemporarilyClosed => ServiceStatus::TemporarilyClosed,
        Status::Inactive => ServiceStatus::Inactive,
        Status::Defunct => ServiceStatus::Defunct,
    }
}

fn eligibility_words(text: Option<&str>, not_for: Option<&str>) -> Option<String> {
    match (text.and_then(stated), not_for.and_then(stated)) {
        (Some(text), Some(not_for)) => Some(format!("{text}\n\nNot for: {not_for}")),
        (None, Some(not_for)) => Some(format!("Not for: {not_for}")),
        (text, None) => text,
    }
}

fn languages(service: &ModelService) -> Vec<Language> {
    let id = service.id.to_string();
    let language = |code: &String| Language {
        id: derive("language", &[&id, code]),
        service_id: service.id.0,
        code: code.clone(),
    };
    service.languages.iter().map(language).collect()
}

fn cost_options(service_id: Uuid, cost: &Cost) -> Vec<CostOption> {
    let id = |number: usize| derive("cost_option", &[&service_id.to_string(), &number.to_string()]);
    let described = |text: &str, amount: Option<f64>| CostOption {
        id: id(0),
        service_id,
        option: None,
        amount,
        amount_description: Some(text.to_owned()),
    };
    let mut options = match cost.kind {
        // Where a source states a price of nothing, that says it.
        CostKind::Free if cost.options.iter().any(|option| option.pence == 0) => Vec::new(),
        CostKind::Free => vec![described("Free", Some(0.0))],
        CostKind::Donation => vec![described("Donation", None)],
        CostKind::Paid | CostKind::NotStated => Vec::new(),
    };
    for option in &cost.options {
        options.push(CostOption {
            id: id(options.len() + 1),
            service_id,
            option: option.note.as_deref().and_then(stated),
            amount: Some(f64::from(option.pence) / 100.0),
            amount_description: None,
        });
    }
    options
}

fn contacts(service_id: Uuid, contact: &ModelContact) -> Vec<Contact> {
    let further = contact.emails.iter().skip(1).filter_map(|email| address_of(email));
    let contact = |email: String| Contact {
        id: derive("contact", &[&service_id.to_string(), &email]),
        service_id,
        email,
    };
    further.map(contact).collect()
}

fn phones(service_id: Uuid, contact: &ModelContact) -> Vec<Phone> {
    let id = service_id.to_string();
    let phones = contact.phones.iter().enumerate();
    phones
        .map(|(index, phone)| Phone {
            id: derive("phone", &[&id, &index.to_string(), &phone.number]),
            service_id,
            number: phone.readable.clone(),
            kind: "voice",
            description: phone.note.as_deref().and_then(stated),
        })
        .collect()
}

fn service_areas(service: &ModelService) -> Vec<ServiceArea> {
    let id = service.id.to_string();
    let areas = service.areas.iter().enumerate();
    areas
        .map(|(index, area)| {
            let mut document = ServiceArea {
                id: derive("service_area", &[&id, &index.to_string()]),
                service_id: service.id.0,
                ..ServiceArea::default()
            };
            match area {
                ModelArea::UnitedKingdom => {
                    document.name = Some("United Kingdom".to_owned());
                    document.uri = Some(area_uri("K02000001"));
                }
                ModelArea::Area { code, name } => {
                    document.name = stated(name);
                    document.uri = Some(area_uri(&code.0));
                }
                ModelArea::Around { point, radius_metres } => {
                    let kilometres = radius_metres / 1000.0;
                    document.name = Some(format!("Within {kilometres:.1} km"));
                    document.extent = Some(circle(*point, *radius_metres));
                    document.extent_type = Some("geojson");
                }
                ModelArea::Polygon { rings, name } => {
                    document.name = name.as_deref().and_then(stated);
                    document.extent = Some(multi_polygon(rings));
                    document.extent_type = Some("geojson");
                }
                ModelArea::Named { name } => document.name = stated(name),
            }
            document
        })
        .collect()
}

fn area_uri(code: &str) -> String {
    format!("http://statistics.data.gov.uk/id/statistical-geography/{code}")
}

/// GeoJSON has no circle: the middle, with its radius beside it.
fn circle(middle: Point, radius_metres: f64) -> String {
    serde_json::json!({
        "type": "Feature",
        "geometry": { "type": "Point", "coordinates": [middle.longitude, middle.latitude] },
        "properties": { "radius_metres": radius_metres },
    })
    .to_string()
}

fn multi_polygon(rings: &[Vec<Point>]) -> String {
    let ring = |ring: &Vec<Point>| {
        let mut corners: Vec<[f64; 2]> = ring.iter().map(|point| [point.longitude, point.latitude]).collect();
        if let (Some(first), Some(last)) = (corners.first().copied(), corners.last().copied())
            && first != last
        {
            corners.push(first);
        }
        [corners]
    };
    let polygons: Vec<_> = rings.iter().map(ring).collect();
    serde_json::json!({ "type": "MultiPolygon", "coordinates": polygons }).to_string()
}

/// The first moment of a day, as the standard writes moments.
pub(super) fn day_as_moment(day: Date) -> String {
    format!("{day}T00:00:00.000Z")
}

/// The text, when it says anything.
pub(super) fn stated(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// An e-mail address in a form every reader takes.
fn address_of(email: &str) -> Option<String> {
    let (name, host) = email.trim().rsplit_once('@')?;
    let good = !name.is_empty()
        && host.contains('.')
        && email.is_ascii()
        && !email.bytes().any(|byte| byte.is_ascii_whitespace() || b"<>(),;\"".contains(&byte));
    good.then(|| email.trim().to_owned())
}

/// An address of the web as RFC 3986 has it: what may not stand in one is percent-encoded.
pub fn uri(address: &str) -> Option<String> {
    let address = address.trim();
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-:".contains(&byte);
    if host.is_empty() || !host.bytes().all(is_host) {
        return None;
    }
    let mut out = String::with_capacity(address.len());
    let mut has_fragment = false;
    for (at, byte) in address.bytes().enumerate() {
        let is_escape = byte == b'%'
            && address
                .as_bytes()
                .get(at + 1..at + 3)
                .is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        let is_first_hash = byte == b'#' && !has_fragment;
        has_fragment |= byte == b'#';
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(byte as char),
            _ if is_escape || is_first_hash || b"-._~:/?@!$&'()*+,;=".contains(&byte) => {
                out.push(byte as char)
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    Some(out)
}
