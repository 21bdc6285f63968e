//! What HSDS-UK 3.0 asks of its documents, written down by ourselves so that our tests need no schema
//! of others: required fields, closed lists, formats, and nothing empty.

use serde_json::Value;

const SERVICE_STATES: [&str; 4] = ["active", "inactive", "defunct", "temporarily closed"];
const LOCATION_TYPES: [&str; 3] = ["physical", "postal", "virtual"];

/// The faults of a service.
pub fn service(document: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    nothing_empty(document, "", &mut faults);
    required(document, &["id", "name", "status"], "service", &mut faults);
    one_of(document, "status", &SERVICE_STATES, &mut faults);
    if let Some(moment) = document["last_modified"].as_str() {
        let is_moment = moment.parse::<jiff::Timestamp>().is_ok();
        expect(is_moment, &format!("last_modified `{moment}`"), &mut faults);
    }
    if let Some(organization) = document.get("organization") {
        required(organization, &["id", "name", "description"], "organization", &mut faults);
    }
    each(document, "schedules", &["id"], &mut faults);
    for schedule in list(document, "schedules") {
        one_of(schedule, "freq", &["WEEKLY", "MONTHLY"], &mut faults);
    }
    each(document, "service_areas", &["id"], &mut faults);
    each(document, "languages", &["id"], &mut faults);
    each(document, "cost_options", &["id"], &mut faults);
    each(document, "contacts", &["id"], &mut faults);
    each(document, "phones", &["id", "number"], &mut faults);
    each(document, "attributes", &["id", "taxonomy_term"], &mut faults);
    for attribute in list(document, "attributes") {
        required(&attribute["taxonomy_term"], &["id", "name", "description"], "taxonomy_term", &mut faults);
    }
    for place in list(document, "service_at_locations") {
        required(place, &["id"], "service_at_location", &mut faults);
        location(&place["location"], &mut faults);
    }
    faults
}

fn location(document: &Value, faults: &mut Vec<String>) {
    required(document, &["id", "location_type"], "location", faults);
    one_of(document, "location_type", &LOCATION_TYPES, faults);
    const ADDRESS: [&str; 7] =
        ["id", "address_1", "city", "state_province", "postal_code", "country", "address_type"];
    each(document, "addresses", &ADDRESS, faults);
    each(document, "accessibility", &["id"], faults);
}

fn each(document: &Value, key: &str, fields: &[&str], faults: &mut Vec<String>) {
    for item in list(document, key) {
        required(item, fields, key, faults);
    }
}

fn list<'a>(document: &'a Value, key: &str) -> &'a [Value] {
    document.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn required(document: &Value, fields: &[&str], of: &str, faults: &mut Vec<String>) {
    for field in fields {
        let value = &document[*field];
        expect(!value.is_null(), &format!("{of} without {field}"), faults);
        if *field == "id" {
            let is_uuid = value.as_str().is_some_and(|id| uuid::Uuid::try_parse(id).is_ok());
            expect(is_uuid, &format!("id of {of} is no UUID"), faults);
        }
    }
}

fn one_of(document: &Value, field: &str, allowed: &[&str], faults: &mut Vec<String>) {
    if let Some(value) = document.get(field) {
        let is_allowed = value.as_str().is_some_and(|value| allowed.contains(&value));
        expect(is_allowed, &format!("{field} is {value}"), faults);
    }
}

fn nothing_empty(value: &Value, path: &str, faults: &mut Vec<String>) {
    match value {
        Value::Null => faults.push(format!("{path} is null")),
        Value::String(text) if text.trim().is_empty() => faults.push(format!("{path} is empty")),
        Value::Array(items) => items.iter().for_each(|item| nothing_empty(item, path, faults)),
        Value::Object(fields) => {
            for (key, field) in fields {
                nothing_empty(field, &format!("{path}/{key}"), faults);
            }
        }
        _ => {}
    }
}

fn expect(holds: bool, what: &str, faults: &mut Vec<String>) {
    if !holds {
        faults.push(what.to_owned());
    }
}
