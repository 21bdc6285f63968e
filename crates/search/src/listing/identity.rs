//! Names derived from a service for the things that lists are made of: its organisation, its places and
//! its taxonomy terms. Pure, so that the index and every document agree on them.

use model::cost::CostKind;
use model::identifier::derive;
use model::place::Location;
use model::service::{Nature, Organisation, Service};
use serde::Serialize;
use uuid::Uuid;

use super::fold;

/// The ids of one of a service's places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceIds {
    /// Of the place: the same for every service in the same hall.
    pub location: Uuid,
    /// Of this service at this place.
    pub service_at_location: Uuid,
}

/// The id of the organisation that offers a service. A registered number is the surest; then a web site
/// with the name; otherwise the same name in the same source and the same district is one organisation.
pub fn organisation_id(service: &Service) -> Option<Uuid> {
    let organisation = service.organisation.as_ref()?;
    if let Some((scheme, number)) = organisation.identifiers.first() {
        return Some(derive("organization", &[scheme, number]));
    }
    let name = fold(&organisation.name);
    if let Some(host) = website_host(organisation) {
        return Some(derive("organization", &["web", &host, &name]));
    }
    let source = service.records.first().map_or("", |record| record.source.as_str());
    Some(derive("organization", &["name", source, &name, &district(service)]))
}

fn website_host(organisation: &Organisation) -> Option<String> {
    let website = organisation.website.as_deref()?;
    let host = website.split_once("://")?.1.split(['/', '?', '#']).next()?.to_lowercase();
    Some(host.strip_prefix("www.").unwrap_or(&host).to_owned())
}

fn district(service: &Service) -> String {
    let first = service.locations.first();
    let authority = first.and_then(|location| location.located.as_ref()?.authority.as_ref());
    match (authority, first.and_then(|location| location.town.as_deref())) {
        (Some(code), _) => code.0.clone(),
        (None, Some(town)) => fold(town),
        (None, None) => String::new(),
    }
}

/// The ids of each of a service's places, in their order. The same place twice is told apart.
pub fn place_ids(service: &Service) -> Vec<PlaceIds> {
    let service_id = service.id.to_string();
    let mut ids: Vec<PlaceIds> = Vec::with_capacity(service.locations.len());
    for location in &service.locations {
        let mut location_id = location_id(location);
        while ids.iter().any(|earlier| earlier.location == location_id) {
            location_id = derive("location", &["again", &location_id.to_string()]);
        }
        let service_at_location = derive("service_at_location", &[&service_id, &location_id.to_string()]);
        ids.push(PlaceIds { location: location_id, service_at_location });
    }
    ids
}

fn location_id(location: &Location) -> Uuid {
    if let Some(uprn) = location.uprn {
        return derive("location", &["uprn", &uprn.to_string()]);
    }
    let point = match (&location.located, location.postcode) {
        // A postcode stands for its middle, which may move; coordinates stand for themselves.
        (_, Some(_)) | (None, None) => String::new(),
        (Some(located), None) => format!("{:.5},{:.5}", located.point.latitude, located.point.longitude),
    };
    let postcode = location.postcode.map(|postcode| postcode.to_string()).unwrap_or_default();
    let text = |value: &Option<String>| value.as_deref().map(fold).unwrap_or_default();
    derive("location", &[&text(&location.name), &text(&location.address), &postcode, &point])
}

/// The id of a taxonomy, by its prefix: `subject`, `delivery`, `esdServiceType`.
pub fn taxonomy_id(taxonomy: &str) -> Uuid {
    derive("taxonomy", &[taxonomy])
}

/// The id of a taxonomy term, by its key: `subject:arts/singing`.
pub fn term_id(key: &str) -> Uuid {
    derive("taxonomy_term", &[key])
}

/// Every taxonomy term a service has, as keys `taxonomy:term`, in a fixed order and each once.
///
/// What Open Referral UK has no field for is said this way: how it is delivered, how one joins, what
/// access there is, whether it is free.
pub fn terms_of(service: &Service) -> Vec<String> {
    let mut terms: Vec<String> = service.categories.iter().map(|id| format!("subject:{id}")).collect();
    terms.extend(service.codes.iter().filter(|code| code.contains(':')).cloned());
    terms.extend(service.delivery.iter().map(|way| format!("delivery:{}", word(way))));
    terms.extend(service.joining.routes.iter().map(|route| format!("joining:{}", word(route))));
    if service.cost.kind != CostKind::NotStated {
        terms.push(format!("cost:{}", word(&service.cost.kind)));
    }
    if let Some(gender) = &service.eligibility.gender {
        terms.push(format!("gender:{}", word(gender)));
    }
    for (feature, stated) in &service.accessibility.facts {
        terms.push(access_term(&word(feature), *stated));
    }
    if service.nature != Nature::FrontLine {
        terms.push(format!("nature:{}", word(&service.nature)));
    }
    let words = service.source_categories.iter().map(|words| words.trim());
    terms.extend(words.filter(|words| !words.is_empty()).map(|words| format!("source-words:{words}")));
    let mut seen = std::collections::HashSet::new();
    terms.retain(|term| seen.insert(term.clone()));
    terms
}

/// The term of a stated access feature: `access:wheelchair`, `access:no-wheelchair`.
pub fn access_term(feature: &str, stated: bool) -> String {
    if stated { format!("access:{feature}") } else { format!("access:no-{feature}") }
}

/// The one word of a closed list's value: `by_phone`.
pub(super) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
