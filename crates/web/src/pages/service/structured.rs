//! A service as schema.org data, of facts only.

use model::contact::Contact;
use model::place::Location;
use serde_json::{Map, Value, json};

use super::ServicePage;
use crate::parts::is_web_address;
use crate::view::View;

/// A `Service` with what is known of it; what is not known is left out.
pub fn json_ld(view: &View, shown: &ServicePage<'_>) -> Value {
    let service = shown.service;
    let mut out = Map::new();
    out.insert("@context".into(), json!("https://schema.org"));
    out.insert("@type".into(), json!("Service"));
    out.insert("name".into(), json!(service.name));
    out.insert("url".into(), json!(view.absolute(&format!("/service/{}", service.id))));
    if let Some(text) = &service.description {
        out.insert("description".into(), json!(super::cut(text, 500)));
    }
    if let Some(organisation) = &service.organisation {
        let mut provider = Map::new();
        provider.insert("@type".into(), json!("Organization"));
        provider.insert("name".into(), json!(organisation.name));
        insert_page(&mut provider, "url", organisation.website.as_deref());
        out.insert("provider".into(), Value::Object(provider));
    }
    if !shown.categories.is_empty() {
        out.insert(
            "serviceType".into(),
            json!(shown.categories.iter().map(|(_, label)| label).collect::<Vec<_>>()),
        );
    }
    let channels: Vec<Value> =
        service.locations.iter().take(10).map(|place| channel(place, &service.contact)).collect();
    if !channels.is_empty() {
        out.insert("availableChannel".into(), Value::Array(channels));
    } else if !service.contact.is_empty() {
        out.insert("availableChannel".into(), Value::Array(vec![Value::Object(reach(&service.contact))]));
    }
    Value::Object(out)
}

fn reach(contact: &Contact) -> Map<String, Value> {
    let mut channel = Map::new();
    channel.insert("@type".into(), json!("ServiceChannel"));
    if let Some(phone) = contact.phones.first() {
        channel.insert("servicePhone".into(), json!({ "@type": "ContactPoint", "telephone": phone.number }));
    }
    insert_page(&mut channel, "serviceUrl", contact.website.as_deref());
    channel
}

fn channel(place: &Location, contact: &Contact) -> Value {
    let mut channel = reach(contact);
    let mut address = Map::new();
    address.insert("@type".into(), json!("PostalAddress"));
    address.insert("addressCountry".into(), json!("GB"));
    for (key, value) in [("streetAddress", &place.address), ("addressLocality", &place.town)] {
        if let Some(value) = value {
            address.insert(key.into(), json!(value));
        }
    }
    if let Some(postcode) = place.postcode {
        address.insert("postalCode".into(), json!(postcode.to_string()));
    }
    let mut location = Map::new();
    location.insert("@type".into(), json!("Place"));
    if let Some(name) = &place.name {
        location.insert("name".into(), json!(name));
    }
    location.insert("address".into(), Value::Object(address));
    if let Some(located) = &place.located {
        location.insert(
            "geo".into(),
            json!({ "@type": "GeoCoordinates", "latitude": located.point.latitude, "longitude": located.point.longitude }),
        );
    }
    channel.insert("serviceLocation".into(), Value::Object(location));
    Value::Object(channel)
}

fn insert_page(into: &mut Map<String, Value>, key: &str, page: Option<&str>) {
    if let Some(page) = page.filter(|page| is_web_address(page)) {
        into.insert(key.to_owned(), json!(page));
    }
}
