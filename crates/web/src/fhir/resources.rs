//! A service as `HealthcareService`, its places as `Location`, its organisation as `Organization`.

#[cfg(test)]
mod tests;

use jiff::civil::{Date, Time};
use model::cost::CostKind;
use model::identifier::ConceptId;
use model::place::{Location, ServiceArea};
use model::schedule::{Recurrence, Session};
use model::service::{Service, Status};
use search::listing::{organisation_id, place_ids};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::labels::Labels;
use crate::oruk::record::uri;
use crate::oruk::times::notes;

const UK_CORE: &str = "https://fhir.hl7.org.uk/StructureDefinition/UKCore";

/// A service.
pub fn healthcare_service(service: &Service, changed: Date, labels: &Labels, address: &str) -> Value {
    let mut out = Resource::new("HealthcareService", &service.id.0, changed_day(service, changed));
    out.put("meta.profile", json!([format!("{UK_CORE}-HealthcareService")]));
    out.put(
        "identifier",
        json!([{ "system": format!("{address}/service"), "value": service.id.to_string() }]),
    );
    out.put("active", json!(service.status == Status::Active));
    if let (Some(id), Some(organisation)) = (organisation_id(service), &service.organisation) {
        out.put(
            "providedBy",
            json!({ "reference": format!("Organization/{id}"), "display": organisation.name }),
        );
    }
    let subjects = |ids: &[ConceptId]| -> Vec<Value> {
        ids.iter()
            .map(|id| concept(&format!("{address}/taxonomy/subject"), &id.0, labels.concept(id)))
            .collect()
    };
    let themes: Vec<ConceptId> = service.categories.iter().filter_map(ConceptId::parent).collect();
    out.put_list("category", distinct(subjects(&themes)));
    out.put_list("type", subjects(&service.categories));
    let places = service.locations.iter().zip(place_ids(service));
    out.put_list(
        "location",
        places
            .map(|(place, ids)| {
                let mut reference = Map::new();
                reference.insert("reference".to_owned(), json!(format!("Location/{}", ids.location)));
                if let Some(name) =
                    place.name.as_ref().or(place.address.as_ref()).filter(|n| !n.trim().is_empty())
                {
                    reference.insert("display".to_owned(), json!(name));
                }
                Value::Object(reference)
            })
            .collect(),
    );
    out.put("name", json!(service.name));
    if let Some(text) = stated(service.description.as_deref()) {
        out.put("comment", json!(text));
    }
    let extra = [stated(service.cost.text.as_deref()), stated(service.joining.text.as_deref())];
    let extra: Vec<&str> = extra.into_iter().flatten().collect();
    if !extra.is_empty() {
        out.put("extraDetails", json!(extra.join("\n\n")));
    }
    out.put_list("telecom", telecom(service));
    out.put_list("coverageArea", service.areas.iter().filter_map(coverage).collect());
    out.put_list("serviceProvisionCode", provision(service));
    out.put_list("eligibility", eligibility(service));
    out.put_list("communication", service.languages.iter().map(|code| language(code)).collect());
    out.put_list("availableTime", available_times(service));
    let exceptions: Vec<String> = service.schedule.sessions.iter().filter_map(exceptions).collect();
    let words = stated(service.schedule.text.as_deref()).map(str::to_owned);
    let exceptions: Vec<String> = words.into_iter().chain(exceptions).collect();
    if !exceptions.is_empty() {
        out.put("availabilityExceptions", json!(exceptions.join(" ")));
    }
    out.done()
}

/// One of a service's places.
pub fn location(place: &Location, id: &Uuid, service: &Service, changed: Date) -> Value {
    let mut out = Resource::new("Location", id, changed_day(service, changed));
    out.put("meta.profile", json!([format!("{UK_CORE}-Location")]));
    if let Some(uprn) = place.uprn {
        out.put("identifier", json!([{ "type": { "text": "UPRN" }, "value": uprn.to_string() }]));
    }
    out.put("status", json!("active"));
    out.put("mode", json!("instance"));
    let postcode = place.postcode.map(|postcode| postcode.to_string());
    let street = stated(place.address.as_deref());
    let town = stated(place.town.as_deref());
    let label = place.located.as_ref().and_then(|located| located.label.as_deref());
    let name = stated(place.name.as_deref()).or(street).or(town).or(stated(label)).or(postcode.as_deref());
    out.put("name", json!(name.unwrap_or(&service.name)));
    let mut address = Map::new();
    if let Some(street) = street {
        address.insert("line".to_owned(), json!([street]));
    }
    if let Some(town) = town {
        address.insert("city".to_owned(), json!(town));
    }
    if let Some(postcode) = postcode {
        address.insert("postalCode".to_owned(), json!(postcode));
    }
    if !address.is_empty() {
        address.insert("use".to_owned(), json!("work"));
        address.insert("country".to_owned(), json!("GB"));
        out.put("address", Value::Object(address));
    }
    if let Some(located) = &place.located {
        let point = located.point;
        out.put("position", json!({ "longitude": point.longitude, "latitude": point.latitude }));
    }
    if let Some(id) = organisation_id(service) {
        out.put("managingOrganization", json!({ "reference": format!("Organization/{id}") }));
    }
    out.done()
}

/// A service's organisation.
pub fn organization(service: &Service, id: &Uuid, changed: Date) -> Option<Value> {
    let organisation = service.organisation.as_ref()?;
    let mut out = Resource::new("Organization", id, changed_day(service, changed));
    out.put("meta.profile", json!([format!("{UK_CORE}-Organization")]));
    let identifiers = organisation.identifiers.iter();
    out.put_list(
        "identifier",
        identifiers
            .map(|(scheme, number)| {
                json!({ "system": format!("http://org-id.guide/list/{scheme}"), "value": number })
            })
            .collect(),
    );
    out.put("active", json!(organisation.register != Some(model::service::RegisterStatus::Removed)));
    out.put("name", json!(organisation.name));
    if let Some(website) = organisation.website.as_deref().and_then(uri) {
        out.put("telecom", json!([{ "system": "url", "value": website }]));
    }
    Some(out.done())
}

/// The day a resource was last updated.
fn changed_day(service: &Service, changed: Date) -> Date {
    service.last_modified.unwrap_or(changed)
}

fn stated(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

fn concept(system: &str, code: &str, text: &str) -> Value {
    json!({ "coding": [{ "system": system, "code": code, "display": text }], "text": text })
}

fn distinct(values: Vec<Value>) -> Vec<Value> {
    let mut out: Vec<Value> = Vec::new();
    for value in values {
        if !out.contains(&value) {
            out.push(value);
        }
    }
    out
}

fn telecom(service: &Service) -> Vec<Value> {
    let mut telecom = Vec::new();
    for phone in &service.contact.phones {
        telecom.push(json!({ "system": "phone", "value": phone.readable, "use": "work" }));
    }
    for email in &service.contact.emails {
        telecom.push(json!({ "system": "email", "value": email, "use": "work" }));
    }
    if let Some(website) = service.contact.website.as_deref().and_then(uri) {
        telecom.push(json!({ "system": "url", "value": website }));
    }
    telecom
}

fn coverage(area: &ServiceArea) -> Option<Value> {
    let name = match area {
        ServiceArea::UnitedKingdom => "United Kingdom".to_owned(),
        ServiceArea::Area { name, .. } | ServiceArea::Named { name } => name.clone(),
        ServiceArea::Around { radius_metres, .. } => format!("Within {:.1} km", radius_metres / 1000.0),
        ServiceArea::Polygon { name, .. } => name.clone()?,
    };
    stated(Some(&name)).map(|name| json!({ "display": name }))
}

fn provision(service: &Service) -> Vec<Value> {
    let code = match service.cost.kind {
        CostKind::Free => ("free", "Free"),
        CostKind::Donation => ("disc", "Discounts Available"),
        CostKind::Paid => ("cost", "Fees apply"),
        CostKind::NotStated => return Vec::new(),
    };
    vec![concept("http://terminology.hl7.org/CodeSystem/service-provision-conditions", code.0, code.1)]
}

fn eligibility(service: &Service) -> Vec<Value> {
    let eligibility = &service.eligibility;
    let ages = match (eligibility.minimum_age, eligibility.maximum_age) {
        (Some(from), Some(to)) => Some(format!("Ages {from} to {to}")),
        (Some(from), None) => Some(format!("Age {from} and over")),
        (None, Some(to)) => Some(format!("Age {to} and under")),
        (None, None) => None,
    };
    let not_for = stated(eligibility.not_for.as_deref()).map(|text| format!("Not for: {text}"));
    let text = stated(eligibility.text.as_deref()).map(str::to_owned);
    [ages, text, not_for].into_iter().flatten().map(|comment| json!({ "comment": comment })).collect()
}

fn language(code: &str) -> Value {
    json!({ "coding": [{ "system": "urn:ietf:bcp:47", "code": code }] })
}

/// Times of each week. What is not of each week is told in `availabilityExceptions`.
fn available_times(service: &Service) -> Vec<Value> {
    let mut times = Vec::new();
    if service.schedule.always_open {
        times.push(json!({ "allDay": true }));
    }
    for session in &service.schedule.sessions {
        let Recurrence::Weekly { days, .. } = &session.recurrence else { continue };
        let days: Vec<String> = days.iter().map(|day| format!("{day:?}")[..3].to_lowercase()).collect();
        let mut time = Map::new();
        if !days.is_empty() {
            time.insert("daysOfWeek".to_owned(), json!(days));
        }
        let clock = |time: Time| json!(time.strftime("%H:%M:%S").to_string());
        if let Some(opens) = session.opens_at {
            time.insert("availableStartTime".to_owned(), clock(opens));
        }
        if let Some(closes) = session.closes_at {
            time.insert("availableEndTime".to_owned(), clock(closes));
        }
        if !time.is_empty() {
            times.push(Value::Object(time));
        }
    }
    times
}

fn exceptions(session: &Session) -> Option<String> {
    let every = match &session.recurrence {
        Recurrence::Weekly { interval, .. } if *interval > 1 => Some(format!("Every {interval} weeks.")),
        Recurrence::Weekly { .. } => None,
        Recurrence::MonthlyByDay { .. } | Recurrence::MonthlyByDate { .. } => Some("Monthly.".to_owned()),
        Recurrence::Dated { dates } => {
            let dates: Vec<String> = dates.iter().map(ToString::to_string).collect();
            Some(format!("On {}.", dates.join(", ")))
        }
    };
    let words: Vec<String> = every.into_iter().chain(notes(session)).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A resource being made.
struct Resource {
    fields: Map<String, Value>,
}

impl Resource {
    fn new(kind: &str, id: &Uuid, updated: Date) -> Resource {
        let mut fields = Map::new();
        fields.insert("resourceType".to_owned(), json!(kind));
        fields.insert("id".to_owned(), json!(id.to_string()));
        fields.insert("meta".to_owned(), json!({ "lastUpdated": format!("{updated}T00:00:00Z") }));
        Resource { fields }
    }

    fn put(&mut self, name: &str, value: Value) {
        match name.split_once('.') {
            Some((outer, inner)) => {
                if let Some(outer) = self.fields.get_mut(outer).and_then(Value::as_object_mut) {
                    outer.insert(inner.to_owned(), value);
                }
            }
            None => {
                self.fields.insert(name.to_owned(), value);
            }
        }
    }

    /// FHIR has no empty lists.
    fn put_list(&mut self, name: &str, values: Vec<Value>) {
        if !values.is_empty() {
            self.put(name, Value::Array(values));
        }
    }

    fn done(self) -> Value {
        Value::Object(self.fields)
    }
}
