//! From a service in Open Referral UK (1 to 3) or HSDS to a draft: every field the model has a word for.

use model::service::Nature;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::take::{items, joined, text};
use crate::draft::{
    Draft, DraftArea, DraftCost, DraftLocation, DraftOrganisation, DraftPhone, DraftSession, LocationRole,
};

/// Maps one service.
pub fn map(service: &Value) -> Draft {
    let mut draft = Draft {
        record: text(service, &["id"]).unwrap_or_default(),
        name: text(service, &["name"]),
        alternate_names: text(service, &["alternate_name"]).into_iter().collect(),
        summary: text(service, &["short_description", "summary"]),
        description: text(service, &["description"]),
        organisation: organisation(service),
        cost_text: text(service, &["fees_description", "fees"]),
        minimum_age: text(service, &["minimum_age", "min_age"]),
        maximum_age: text(service, &["maximum_age", "max_age"]),
        eligibility_text: text(service, &["eligibility_description", "eligibility"]),
        emails: text(service, &["email"]).into_iter().collect(),
        website: text(service, &["url", "website"]),
        joining_text: joined(
            [
                text(service, &["application_process"]),
                // A wait is what a person asks after how to join.
                text(service, &["wait_time"]).filter(|wait| wait != "wait_time"),
            ],
            "\n\n",
        ),
        status: text(service, &["status"]),
        last_modified: text(service, &["last_modified", "updated_at", "modified_date"]),
        assured: text(service, &["assured_date"]),
        ..Draft::default()
    };
    draft.is_free = service.get("free").and_then(Value::as_bool);
    read_taxonomies(service, &mut draft);
    read_places(service, &mut draft);
    read_schedules(service, &mut draft);
    read_eligibility(service, &mut draft);
    read_costs(service, &mut draft);
    read_areas(service, &mut draft);
    read_languages(service, &mut draft);
    read_contacts(service, &mut draft);
    read_delivery(service, &mut draft);
    draft
}

fn organisation(service: &Value) -> DraftOrganisation {
    let names = ["organization", "organisation"];
    let Some(organisation) =
        names.iter().find_map(|name| service.get(*name)).filter(|value| value.is_object())
    else {
        return DraftOrganisation::default();
    };
    let mut identifiers: Vec<(String, String)> = Vec::new();
    for identifier in items(organisation, &["organization_identifiers"]) {
        let scheme = text(identifier, &["identifier_scheme"]).unwrap_or_default();
        if let Some(number) = text(identifier, &["identifier"]) {
            let (read_scheme, read_number) = super::scheme_and_number(&number);
            let pair = if scheme.is_empty() { (read_scheme, read_number) } else { (scheme, number) };
            identifiers.push(pair);
        }
    }
    DraftOrganisation {
        name: text(organisation, &["name"]),
        description: text(organisation, &["description"]),
        website: text(organisation, &["website", "url", "uri"]),
        identifiers,
        register: None,
    }
}

fn read_taxonomies(service: &Value, draft: &mut Draft) {
    let mut terms: Vec<&Value> = Vec::new();
    for attribute in items(service, &["attributes"]) {
        let term = attribute.get("taxonomy_term").unwrap_or(attribute);
        if !read_own_term(term, draft) {
            terms.push(term);
        }
    }
    for link in items(service, &["service_taxonomys", "service_taxonomies"]) {
        terms.push(link.get("taxonomy").or_else(|| link.get("taxonomy_term")).unwrap_or(link));
    }
    for list in ["taxonomies", "categories", "taxonomy_terms", "program_terms"] {
        terms.extend(items(service, &[list]));
    }
    for term in terms {
        if let Some(word) = text(term, &["name", "label", "value"])
            && !draft.category_words.contains(&word)
        {
            draft.category_words.push(word);
        }
        for code in
            [text(term, &["code"]), text(term, &["term_uri"]), text(term, &["id"])].into_iter().flatten()
        {
            // A code with its vocabulary in front; bare numbers and record ids say nothing to others.
            let vocabulary = text(term, &["vocabulary", "taxonomy"]).filter(|name| !name.contains(' '));
            let code = match vocabulary {
                Some(vocabulary) if !code.contains(':') => format!("{vocabulary}:{code}"),
                _ => code,
            };
            if code.contains(':') && !draft.codes.contains(&code) {
                draft.codes.push(code);
                break;
            }
        }
    }
}

/// A term of the taxonomies that another Fingerpost says more with than the standard has fields for:
/// `subject:arts/singing`, `delivery:online`, `access:no-wheelchair`.
fn read_own_term(term: &Value, draft: &mut Draft) -> bool {
    let Some(key) = text(term, &["term"]) else { return false };
    let Some((taxonomy, value)) = key.split_once(':') else { return false };
    let words = value.replace('_', " ");
    match taxonomy {
        "subject" => draft.concepts.push(value.to_owned()),
        "delivery" => draft.delivery_words.push(words),
        "cost" => match closed(value) {
            Some(kind) => draft.cost_kind = Some(kind),
            None => return false,
        },
        "gender" => draft.gender = Some(value.to_owned()),
        "access" => {
            draft.accessibility.push(access_fact(value));
        }
        "nature" => {
            draft.nature = match value {
                "umbrella" => Some(Nature::Umbrella),
                "register_entry" => Some(Nature::RegisterEntry),
                _ => return false,
            }
        }
        "source-words" => draft.category_words.push(value.to_owned()),
        "joining" => match closed(value) {
            Some(route) => {
                draft.joining_routes.insert(route);
            }
            None => return false,
        },
        // A term of another vocabulary, under the short name of that.
        _ if is_short_name(taxonomy) && !value.is_empty() => draft.codes.push(key.clone()),
        _ => return false,
    }
    true
}

/// `wheelchair` is so, `no-wheelchair` is not.
fn access_fact(value: &str) -> (String, String) {
    let (feature, is_so) = value.strip_prefix("no-").map_or((value, "yes"), |feature| (feature, "no"));
    (feature.to_owned(), is_so.to_owned())
}

/// One of a closed list's values, by its word.
fn closed<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::from(word)).ok()
}

fn is_short_name(vocabulary: &str) -> bool {
    !vocabulary.is_empty() && vocabulary.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn read_places(service: &Value, draft: &mut Draft) {
    for at in items(service, &["service_at_locations"]) {
        let place = at.get("location").filter(|place| place.is_object());
        read_schedules(at, draft);
        read_phones(at, draft);
        if let Some(place) = place {
            read_place(place, draft);
        } else {
            read_place(at, draft);
        }
    }
    for place in items(service, &["locations", "location"]) {
        read_place(place, draft);
    }
}

fn read_place(place: &Value, draft: &mut Draft) {
    let point = place.get("geometry").and_then(crate::read::json::middle);
    let mut location = DraftLocation {
        name: text(place, &["name"]),
        latitude: text(place, &["latitude", "lat"]).or(point.map(|(_, latitude)| latitude.to_string())),
        longitude: text(place, &["longitude", "lon", "lng"])
            .or(point.map(|(longitude, _)| longitude.to_string())),
        uprn: text(place, &["uprn"]),
        ..DraftLocation::default()
    };
    if text(place, &["external_identifier_type"]).is_some_and(|kind| kind.eq_ignore_ascii_case("uprn")) {
        location.uprn = text(place, &["external_identifier"]);
    }
    location.role = match text(place, &["location_type"]).as_deref() {
        Some("virtual") => LocationRole::Online,
        Some("postal") => LocationRole::RunFrom,
        _ => LocationRole::DeliveredAt,
    };
    let addresses = items(place, &["addresses", "physical_addresses"]);
    let physical =
        addresses.iter().find(|address| text(address, &["address_type"]).as_deref() != Some("postal"));
    if physical.is_none() && !addresses.is_empty() {
        location.role = LocationRole::RunFrom;
    }
    let address = physical.or(addresses.first()).copied().unwrap_or(place);
    location.address = joined(
        [
            text(address, &["address_1", "address1"]),
            text(address, &["address_2", "address2"]),
            text(address, &["region"]),
        ],
        ", ",
    );
    if location.address.is_none() && addresses.is_empty() {
        // Where an address is not whole, the standard leaves only its description.
        location.address = text(place, &["description"]);
    }
    location.town = text(address, &["city"]);
    location.postcode = text(address, &["postal_code", "postalCode", "postcode"]);
    for access in items(place, &["accessibility", "accessibility_for_disabilities", "accessibilities"]) {
        let words = joined(
            [text(access, &["description", "accessibility", "name"]), text(access, &["details"])],
            ": ",
        );
        if let Some(words) = words {
            let so_far = location.accessibility_text.take();
            location.accessibility_text = joined([so_far, Some(words)], "; ");
        }
    }
    for attribute in items(place, &["attributes"]) {
        let key = attribute.get("taxonomy_term").and_then(|term| text(term, &["term"])).unwrap_or_default();
        if let Some(fact) = key.strip_prefix("access:") {
            location.accessibility.push(access_fact(fact));
        }
    }
    read_phones(place, draft);
    if !location.is_empty() {
        draft.locations.push(location);
    }
}

fn read_schedules(record: &Value, draft: &mut Draft) {
    for schedule in items(record, &["schedules", "regular_schedules", "schedule"]) {
        if is_day_and_night(schedule) {
            draft.is_always_open = true;
            continue;
        }
        let session = DraftSession {
            freq: text(schedule, &["freq"]),
            interval: text(schedule, &["interval"]),
            byday: text(schedule, &["byday", "weekday", "day"]),
            bymonthday: text(schedule, &["bymonthday"]),
            dtstart: text(schedule, &["dtstart"]),
            until: text(schedule, &["until"]),
            valid_from: text(schedule, &["valid_from"]),
            valid_to: text(schedule, &["valid_to"]),
            opens_at: text(schedule, &["opens_at", "start_time"]),
            closes_at: text(schedule, &["closes_at", "end_time"]),
            note: text(schedule, &["notes"]),
            ..DraftSession::default()
        };
        if session != DraftSession::default() && !draft.sessions.contains(&session) {
            draft.sessions.push(session);
        }
        if let Some(words) = text(schedule, &["description"]) {
            let so_far = draft.schedule_text.take();
            let known = so_far.as_ref().is_some_and(|known| known.contains(&words));
            draft.schedule_text = if known { so_far } else { joined([so_far, Some(words)], "; ") };
        }
        if let Some(words) = text(schedule, &["attending_type"]) {
            draft.delivery_words.push(words);
        }
    }
    for holiday in items(record, &["holiday_schedules"]) {
        let closed =
            holiday.get("closed").is_some_and(|closed| closed.as_bool() == Some(true) || closed == "true");
        if closed
            && let Some(start) = text(holiday, &["start_date"])
            && let Some(session) = draft.sessions.last_mut()
        {
            session.except.push(start);
        }
    }
}

/// Every day, all day, and said to be so in words: no session that begins and ends.
fn is_day_and_night(schedule: &Value) -> bool {
    let is = |field: &str, value: &str| text(schedule, &[field]).is_some_and(|text| text == value);
    is("description", "Open 24 hours a day, 7 days a week")
        && is("opens_at", "00:00")
        && is("closes_at", "23:59")
}

fn read_eligibility(service: &Value, draft: &mut Draft) {
    for rule in items(service, &["eligibilitys", "eligibilities"]) {
        draft.minimum_age = draft.minimum_age.take().or_else(|| text(rule, &["minimum_age"]));
        draft.maximum_age = draft.maximum_age.take().or_else(|| text(rule, &["maximum_age"]));
        if let Some(words) = text(rule, &["eligibility"]) {
            let so_far = draft.eligibility_text.take();
            draft.eligibility_text = joined([so_far, Some(words)], "; ");
        }
    }
}

fn read_costs(service: &Value, draft: &mut Draft) {
    for cost in items(service, &["cost_options"]) {
        let option = text(cost, &["option", "cost_type"]);
        let words = text(cost, &["amount_description"]);
        // "Free" and "Donation" repeat what the term of cost says.
        let repeats = words.as_deref().is_some_and(|words| matches!(words, "Free" | "Donation"));
        if repeats && option.is_none() && draft.cost_kind.is_some() {
            continue;
        }
        match text(cost, &["amount"]) {
            Some(amount) => draft.cost_options.push(DraftCost {
                amount: Some(amount),
                currency: text(cost, &["currency"]),
                option: joined([option, words], ", "),
            }),
            None => {
                let so_far = draft.cost_text.take();
                draft.cost_text = joined([so_far, option, words], "; ");
            }
        }
    }
}

fn read_areas(service: &Value, draft: &mut Draft) {
    for area in items(service, &["service_areas"]) {
        let name = text(area, &["name", "service_area", "description"]);
        let uri = text(area, &["uri"]);
        let extent_text = area.get("extent").and_then(Value::as_str).map(str::to_owned);
        let code = [uri, extent_text.clone(), name.clone()]
            .into_iter()
            .flatten()
            .find_map(|words| area_code(&words));
        let extent = match area.get("extent") {
            Some(Value::String(words)) => serde_json::from_str(words).unwrap_or(Value::Null),
            Some(tree) => tree.clone(),
            None => Value::Null,
        };
        let rings = rings_of(&extent);
        if name.is_some() || code.is_some() || !rings.is_empty() {
            draft.areas.push(DraftArea { name, code, rings, circle: circle_of(&extent) });
        }
    }
}

/// The statistical code in a text: a letter of a nation and eight digits.
pub fn area_code(words: &str) -> Option<String> {
    let bytes = words.as_bytes();
    (0..bytes.len().checked_sub(8)?).find_map(|at| {
        let candidate = words.get(at..at + 9)?;
        let starts = matches!(candidate.as_bytes()[0], b'E' | b'W' | b'S' | b'N' | b'K');
        let alone = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
        (starts && alone && candidate[1..].bytes().all(|b| b.is_ascii_digit())).then(|| candidate.to_owned())
    })
}

/// The outer rings of a GeoJSON polygon, multipolygon or feature, as (latitude, longitude).
pub fn rings_of(extent: &Value) -> Vec<Vec<(f64, f64)>> {
    let geometry = extent.get("geometry").unwrap_or(extent);
    let Some(coordinates) = geometry.get("coordinates").and_then(Value::as_array) else { return Vec::new() };
    let polygons: Vec<&Value> = match geometry.get("type").and_then(Value::as_str) {
        Some("Polygon") => coordinates.first().into_iter().collect(),
        Some("MultiPolygon") => coordinates.iter().filter_map(|polygon| polygon.get(0)).collect(),
        _ => Vec::new(),
    };
    polygons
        .into_iter()
        .filter_map(Value::as_array)
        .map(|ring| {
            ring.iter()
                .filter_map(|point| Some((point.get(1)?.as_f64()?, point.get(0)?.as_f64()?)))
                .collect::<Vec<_>>()
        })
        .filter(|ring| ring.len() >= 3)
        .collect()
}

/// A point with a radius beside it, since GeoJSON has no circle: (latitude, longitude, metres).
fn circle_of(extent: &Value) -> Option<(f64, f64, f64)> {
    let radius = extent.pointer("/properties/radius_metres")?.as_f64()?;
    let middle = extent.pointer("/geometry/coordinates")?;
    Some((middle.get(1)?.as_f64()?, middle.get(0)?.as_f64()?, radius))
}

fn read_languages(service: &Value, draft: &mut Draft) {
    for language in items(service, &["languages"]) {
        if let Some(word) = text(language, &["code", "name", "language"]) {
            draft.languages.push(word);
        }
    }
    if let Some(words) = text(service, &["interpretation_services"]) {
        draft.languages.push(words);
    }
}

fn read_phones(record: &Value, draft: &mut Draft) {
    for phone in items(record, &["phones"]) {
        let kind = text(phone, &["type"]);
        if kind.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("fax")) {
            continue;
        }
        if let Some(number) = text(phone, &["number", "telephone"]) {
            let number = number.trim_matches('"').to_owned();
            if !draft.phones.iter().any(|known| known.number == number) {
                let extension = text(phone, &["extension"]).map(|extension| format!("extension {extension}"));
                draft.phones.push(DraftPhone {
                    number,
                    note: joined([extension, text(phone, &["description"])], ", "),
                });
            }
        }
    }
}

fn read_contacts(service: &Value, draft: &mut Draft) {
    read_phones(service, draft);
    let mut contacts = items(service, &["contacts"]);
    contacts.extend(items(service, &["contact"]));
    for contact in contacts {
        draft.persons.extend(text(contact, &["name"]));
        if let Some(email) = text(contact, &["email"])
            && !draft.emails.contains(&email)
        {
            draft.emails.push(email);
        }
        read_phones(contact, draft);
        if let Some(number) = text(contact, &["telephone", "phone"]) {
            draft.phones.push(DraftPhone { number, note: None });
        }
        if draft.website.is_none() {
            draft.website = text(contact, &["website"]);
        }
    }
}

fn read_delivery(service: &Value, draft: &mut Draft) {
    draft.delivery_words.extend(text(service, &["attending_type"]));
    if let Some(words) = text(service, &["attending_access"]) {
        let so_far = draft.joining_text.take();
        draft.joining_text = joined([so_far, Some(words.replace('_', " "))], "; ");
    }
    for access in items(service, &["accessibility"]) {
        if let Some(words) = text(access, &["description"]) {
            let so_far = draft.accessibility_text.take();
            draft.accessibility_text = joined([so_far, Some(words)], "; ");
        }
    }
}
