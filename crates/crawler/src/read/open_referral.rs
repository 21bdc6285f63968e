//! Open Referral UK (versions 1 to 3) and HSDS in JSON: a page of the API, a list, one service, an
//! organisation with its services, or services at locations.

use std::io::BufRead;

use serde_json::{Map, Value};

use super::{Output, ReadError};

/// Reads the services of one document.
pub fn read(name: &str, bytes: &mut dyn BufRead, output: &mut Output<'_, '_>) -> Result<(), ReadError> {
    for line_or_tree in trees(name, bytes)? {
        if !services_in(line_or_tree, &mut |service| output.record(service)) {
            break;
        }
    }
    Ok(())
}

/// The document, or each line of it where it is written as JSON Lines (`format=ndjson`).
fn trees(name: &str, bytes: &mut dyn BufRead) -> Result<Vec<Value>, ReadError> {
    let text = super::text::read_whole(bytes, None, 512 * 1024 * 1024)
        .map_err(|error| ReadError::io(name, &error))?;
    match serde_json::from_str(&text) {
        Ok(tree) => Ok(vec![tree]),
        Err(error) => {
            let lines: Option<Vec<Value>> = text
                .lines()
                .filter(|line| !line.trim().is_empty())
                .map(|line| serde_json::from_str(line).ok())
                .collect();
            lines.filter(|lines| lines.len() > 1).ok_or_else(|| super::json::not_json(name, &error))
        }
    }
}

/// Calls `found` with every service of the tree, its organisation put in; `false` when no more are wanted.
pub fn services_in(tree: Value, found: &mut dyn FnMut(Value) -> bool) -> bool {
    match tree {
        Value::Array(items) => items.into_iter().all(|item| services_in(item, found)),
        Value::Object(mut fields) => {
            for list in ["contents", "content", "service", "items", "data"] {
                if matches!(fields.get(list), Some(Value::Array(_)))
                    && !fields.contains_key("name")
                    && let Some(items) = fields.remove(list)
                {
                    return services_in(items, found);
                }
            }
            one(fields, found)
        }
        _ => true,
    }
}

fn one(mut fields: Map<String, Value>, found: &mut dyn FnMut(Value) -> bool) -> bool {
    // An organisation with its services.
    if let Some(Value::Array(services)) = fields.remove("services") {
        let organisation = Value::Object(fields);
        return services
            .into_iter()
            .all(|service| services_in(with(service, &[("organization", &organisation)]), found));
    }
    // A service at a location.
    if let Some(service @ Value::Object(_)) = fields.remove("service") {
        let at_location = Value::Array(vec![Value::Object(fields)]);
        return found(with(service, &[("service_at_locations", &at_location)]));
    }
    found(Value::Object(fields))
}

fn with(mut record: Value, added: &[(&str, &Value)]) -> Value {
    if let Value::Object(fields) = &mut record {
        for (name, value) in added {
            fields.entry(*name).or_insert_with(|| (*value).clone());
        }
    }
    record
}
