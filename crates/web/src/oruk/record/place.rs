//! A place and its address.

use model::identifier::derive;
use model::place::Location as ModelLocation;
use search::listing::access_term;
use uuid::Uuid;

use super::stated;
use crate::api::word;
use crate::labels::Labels;
use crate::oruk::v3::{Accessibility, Address, Location, LocationType};
use crate::oruk::vocabularies::attributes;

/// A place. The standard wants whole addresses: what is known of one that is not whole is described.
pub(super) fn location(place: &ModelLocation, id: Uuid, labels: &Labels) -> Location {
    let address = address(place, id, labels);
    let point = place.located.as_ref().map(|located| located.point);
    let facts = &place.accessibility.facts;
    let terms: Vec<String> =
        facts.iter().map(|(feature, is_so)| access_term(&word(feature), *is_so)).collect();
    Location {
        id,
        location_type: LocationType::Physical,
        name: place.name.as_deref().and_then(stated),
        description: if address.is_none() { partial_address(place) } else { None },
        latitude: point.map(|point| point.latitude),
        longitude: point.map(|point| point.longitude),
        external_identifier: place.uprn.map(|uprn| uprn.to_string()),
        external_identifier_type: place.uprn.map(|_| "UPRN"),
        addresses: address.into_iter().collect(),
        accessibility: place
            .accessibility
            .text
            .as_deref()
            .and_then(stated)
            .map(|description| Accessibility {
                id: derive("accessibility", &[&id.to_string()]),
                location_id: id,
                description,
            })
            .into_iter()
            .collect(),
        attributes: attributes(id, "location", &terms, labels),
    }
}

fn address(place: &ModelLocation, location_id: Uuid, labels: &Labels) -> Option<Address> {
    let postcode = place.postcode?;
    let located = place.located.as_ref();
    let authority = located.and_then(|located| labels.area(located.authority.as_ref()?)).and_then(stated);
    let neighbourhood = located.and_then(|located| located.label.as_deref());
    let town = place.town.as_deref().and_then(stated);
    let city = town
        .or_else(|| neighbourhood.and_then(|label| stated(label.rsplit(',').next()?)))
        .or_else(|| authority.clone())?;
    let street = place.address.as_deref().and_then(stated);
    let address_1 = street.or_else(|| place.name.as_deref().and_then(stated)).unwrap_or_else(|| city.clone());
    Some(Address {
        id: derive("address", &[&location_id.to_string()]),
        location_id,
        address_1,
        state_province: authority.unwrap_or_else(|| city.clone()),
        city,
        postal_code: postcode.to_string(),
        country: "GB",
        address_type: LocationType::Physical,
    })
}

fn partial_address(place: &ModelLocation) -> Option<String> {
    let postcode = place.postcode.map(|postcode| postcode.to_string());
    let parts = [place.address.as_deref(), place.town.as_deref(), postcode.as_deref()];
    let parts: Vec<String> = parts.into_iter().flatten().filter_map(stated).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
