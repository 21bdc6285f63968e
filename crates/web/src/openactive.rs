//! OpenActive out: physical activities as `SessionSeries`, in an RPDE feed.
//!
//! Only what the OpenActive activity list names is published; the rest of the directory is not physical
//! activity. The list's identifiers are facts of the OpenActive activity list, CC BY 4.0.

pub mod http;
#[cfg(test)]
mod tests;

use model::cost::CostKind;
use model::eligibility::Gender;
use model::place::Location;
use model::schedule::{Recurrence, Session, Weekdays};
use model::service::Service;
use serde_json::{Map, Value, json};

use crate::labels::Labels;
use crate::oruk::record::uri;

/// Items on a page of the feed.
pub const PAGE_ITEMS: usize = 500;
/// The media type RPDE 1.0 asks for.
pub const MEDIA_TYPE: &str = "application/vnd.openactive.rpde+json; version=1";
const LIST: &str = "https://openactive.io/activity-list";

/// Our concept, the activity's identifier in the list, and its label there.
const ACTIVITIES: [(&str, &str, &str); 28] = [
    ("arts/dance", "6ca15167-51da-4d91-a1ae-8a45dc47b0ea", "Dance"),
    ("arts/drama", "cf9ff8b8-7a15-48d3-8536-1d17e70345a7", "Acting"),
    ("arts/singing", "e2b21a40-66a4-42bb-a24f-3638cc356299", "Singing"),
    ("dementia/singing", "e2b21a40-66a4-42bb-a24f-3638cc356299", "Singing"),
    ("exercise/fitness", "984068a7-5b7b-4989-bb33-f96953d8960c", "Group Exercise"),
    ("exercise/gentle", "808e1337-0ab2-4db3-b269-0ee3565c3ac9", "General Fitness for Older Adults"),
    ("exercise/seated", "ee3cf3ee-082e-4f53-9cb2-3ef0589497ed", "Chair Based Exercise"),
    ("exercise/tai-chi", "c16df6ed-a4a0-4275-a8c3-1c8cff56856f", "Tai Chi"),
    ("exercise/walking", "95092977-5a20-4d6e-b312-8fddabe71544", "Walking"),
    ("exercise/yoga", "bf1a5e00-cdcf-465d-8c5a-6f57040b7f7e", "Yoga"),
    ("health/singing-for-lungs", "e2b21a40-66a4-42bb-a24f-3638cc356299", "Singing"),
    ("nature/forest-school", "9d8d84b4-3a0b-497b-aefa-c7ae723d262f", "Forest School"),
    ("nature/gardening", "5b880e93-4a16-4c37-86ac-ba2ffba68358", "Gardening"),
    ("sport/bowls", "b885f4f6-2242-4d11-9466-065d60402624", "Bowls"),
    ("sport/climbing", "d09970bc-e11c-40cc-a594-38e4ff32d611", "Climbing"),
    ("sport/cricket", "77e3f8fa-c8b3-4e4e-bf1a-ff4b914bb6ec", "Cricket"),
    ("sport/cycling", "4a19873e-118e-43f4-b86e-05acba8fb1de", "Cycling"),
    ("sport/fishing", "72d19892-5f55-4e9c-87b0-a5433baa49c8", "Angling"),
    ("sport/football", "0a5f732d-e806-4e51-ad40-0a7de0239c8c", "Football"),
    ("sport/golf", "7ae6067a-07f7-4aea-9e1f-eeeea5ae9047", "Golf"),
    ("sport/gymnastics", "f6ccded0-2666-4a51-88a4-ed6905bb4313", "Gymnastics"),
    ("sport/horse-riding", "45a372d9-baca-4f6c-859f-04de3efae742", "Equestrian"),
    ("sport/martial-arts", "2330f2d4-d0dc-4231-8dd9-07d37a452228", "Martial Arts"),
    ("sport/rugby", "5d528d2f-83df-482e-bfb9-fcaee5b85f4a", "Rugby"),
    ("sport/running", "72ddb2dc-7d75-424e-880a-d90eabe91381", "Running"),
    ("sport/swimming", "2750229d-b725-4171-9276-376be913957c", "Swimming"),
    ("sport/tenpin", "1caf9e44-b0b0-43ed-82e3-066f45637d07", "Ten-Pin Bowling"),
    ("sport/walking-football", "b8019b67-2ade-406f-a012-91a5c3869652", "Walking Football"),
];

/// The concepts that are published.
pub fn published_concepts() -> impl Iterator<Item = &'static str> {
    ACTIVITIES.iter().map(|(concept, ..)| *concept)
}

/// A service as a `SessionSeries`, when it is a physical activity at a known place, offered by somebody,
/// with stated times: what the standard cannot do without.
pub fn session_series(service: &Service, labels: &Labels, address: &str) -> Option<Value> {
    let activities: Vec<Value> = activities(service);
    let organisation = service.organisation.as_ref()?;
    let place = place(service.locations.first()?, service, labels, address)?;
    let schedules: Vec<Value> = service.schedule.sessions.iter().filter_map(schedule).collect();
    if activities.is_empty() || schedules.is_empty() {
        return None;
    }
    let page = format!("{address}/service/{}", service.id);
    let organiser_page = organisation.website.as_deref().and_then(uri).unwrap_or_else(|| page.clone());
    let mut series = json!({
        "@context": ["https://openactive.io/"],
        "@type": "SessionSeries",
        "@id": format!("{address}/openactive/session-series/{}", service.id),
        "identifier": service.id.to_string(),
        "name": service.name,
        "url": page,
        "activity": activities,
        "organizer": {
            "@type": "Organization",
            "@id": format!("{page}#organizer"),
            "name": organisation.name,
            "url": organiser_page,
        },
        "location": place,
        "eventSchedule": schedules,
        "genderRestriction": match service.eligibility.gender {
            Some(Gender::Women) => "https://openactive.io/FemaleOnly",
            Some(Gender::Men) => "https://openactive.io/MaleOnly",
            Some(Gender::Everyone) | None => "https://openactive.io/NoRestriction",
        },
    });
    let fields = series.as_object_mut()?;
    if let Some(description) = &service.description {
        fields.insert("description".to_owned(), json!(description));
    }
    age_range(service, fields);
    let offers = offers(service, &page);
    if !offers.is_empty() {
        fields.insert("offers".to_owned(), json!(offers));
    }
    Some(series)
}

fn activities(service: &Service) -> Vec<Value> {
    let mut labels: Vec<&str> = Vec::new();
    let mut activities = Vec::new();
    for concept in &service.categories {
        let found = ACTIVITIES.iter().find(|(known, ..)| *known == concept.0);
        if let Some((_, id, label)) = found
            && !labels.contains(label)
        {
            labels.push(label);
            activities.push(json!({
                "@type": "Concept", "@id": format!("{LIST}#{id}"), "prefLabel": label, "inScheme": LIST,
            }));
        }
    }
    activities
}

/// The standard wants a point and a whole address.
fn place(location: &Location, service: &Service, labels: &Labels, address: &str) -> Option<Value> {
    let located = location.located.as_ref()?;
    let postcode = location.postcode?;
    let region = labels.area(located.authority.as_ref()?)?;
    let town = location.town.as_deref().unwrap_or(region);
    let name = location.name.as_deref().or(location.address.as_deref()).unwrap_or(&service.name);
    let street = location.address.as_deref().unwrap_or(name);
    // The validator takes fewer than three decimals for carelessness, so numbers keep what they have.
    Some(json!({
        "@type": "Place",
        "@id": format!("{address}/service/{}#place", service.id),
        "name": name,
        "address": {
            "@type": "PostalAddress", "streetAddress": street, "addressLocality": town,
            "addressRegion": region, "postalCode": postcode.to_string(), "addressCountry": "GB",
        },
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": located.point.latitude,
            "longitude": located.point.longitude,
        },
    }))
}

fn schedule(session: &Session) -> Option<Value> {
    let opens = session.opens_at?.strftime("%H:%M").to_string();
    let mut schedule = Map::new();
    schedule.insert("@type".to_owned(), json!("PartialSchedule"));
    schedule.insert("startTime".to_owned(), json!(opens));
    if let Some(closes) = session.closes_at {
        schedule.insert("endTime".to_owned(), json!(closes.strftime("%H:%M").to_string()));
    }
    schedule.insert("scheduleTimezone".to_owned(), json!("Europe/London"));
    let (frequency, days) = match &session.recurrence {
        Recurrence::Weekly { days, interval, .. } => (format!("P{interval}W"), by_day(*days, &[])),
        Recurrence::MonthlyByDay { nth, days, interval, .. } => (format!("P{interval}M"), by_day(*days, nth)),
        Recurrence::MonthlyByDate { .. } | Recurrence::Dated { .. } => return None,
    };
    schedule.insert("repeatFrequency".to_owned(), json!(frequency));
    schedule.insert("byDay".to_owned(), json!(days));
    if let Some(date) = session.valid_from {
        schedule.insert("startDate".to_owned(), json!(date.to_string()));
    }
    if let Some(date) = session.valid_to {
        schedule.insert("endDate".to_owned(), json!(date.to_string()));
    }
    Some(Value::Object(schedule))
}

fn by_day(days: Weekdays, nth: &[i8]) -> Vec<String> {
    if nth.is_empty() {
        return days.iter().map(|day| format!("https://schema.org/{day:?}")).collect();
    }
    let codes = crate::api::service::build::day_codes(days);
    nth.iter().flat_map(|nth| codes.iter().map(move |code| format!("{nth}{code}"))).collect()
}

fn age_range(service: &Service, fields: &mut Map<String, Value>) {
    let (minimum, maximum) = (service.eligibility.minimum_age, service.eligibility.maximum_age);
    let mut range = Map::new();
    range.insert("@type".to_owned(), json!("QuantitativeValue"));
    if let Some(minimum) = minimum {
        range.insert("minValue".to_owned(), json!(minimum));
    }
    if let Some(maximum) = maximum {
        range.insert("maxValue".to_owned(), json!(maximum));
    }
    if range.len() > 1 {
        fields.insert("ageRange".to_owned(), Value::Object(range));
    }
}

fn offers(service: &Service, page: &str) -> Vec<Value> {
    let offer = |number: usize, name: &str, pence: u32| {
        json!({
            "@type": "Offer", "@id": format!("{page}#offer-{number}"), "name": name,
            "price": f64::from(pence) / 100.0, "priceCurrency": "GBP",
        })
    };
    if service.cost.kind == CostKind::Free {
        return vec![offer(0, "Free", 0)];
    }
    let options = service.cost.options.iter().enumerate();
    options.map(|(number, o)| offer(number, o.note.as_deref().unwrap_or("Price"), o.pence)).collect()
}
