//! Walking into a record by path.

use std::borrow::Cow;

use serde_json::Value;

use crate::source::{FieldPath, Segment};

/// Calls `found` with every value at `path`; lists at the end are opened, absent and null values skipped.
pub fn values_at<'v>(record: &'v Value, path: &FieldPath, found: &mut dyn FnMut(&'v Value)) {
    if let Some(value) = record.get(path.whole.as_str()) {
        return open(value, found);
    }
    // GeoJSON records stand flat; a path may still begin as it does in the file.
    if let Some((Segment::Key(first), rest)) = path.segments.split_first()
        && first == "properties"
        && record.get("properties").is_none()
        && !rest.is_empty()
    {
        return walk(record, rest, found);
    }
    walk(record, &path.segments, found);
}

fn walk<'v>(value: &'v Value, segments: &[Segment], found: &mut dyn FnMut(&'v Value)) {
    let Some((first, rest)) = segments.split_first() else { return open(value, found) };
    match (first, value) {
        (Segment::Key(key), Value::Object(fields)) => {
            if let Some(inner) = fields.get(key.as_str()) {
                walk(inner, rest, found);
            }
        }
        (Segment::Key(_), Value::Array(items)) => {
            for item in items {
                walk(item, segments, found);
            }
        }
        (Segment::Index(index), Value::Array(items)) => {
            if let Some(item) = items.get(*index) {
                walk(item, rest, found);
            }
        }
        (Segment::Each, Value::Array(items)) => items.iter().for_each(|item| walk(item, rest, found)),
        (Segment::Each, Value::Object(fields)) => fields.values().for_each(|item| walk(item, rest, found)),
        _ => {}
    }
}

fn open<'v>(value: &'v Value, found: &mut dyn FnMut(&'v Value)) {
    match value {
        Value::Null => {}
        Value::Array(items) => items.iter().for_each(|item| open(item, found)),
        other => found(other),
    }
}

/// The text of a text, number or truth; nothing for a tree.
pub fn scalar(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Bool(true) => Some(Cow::Borrowed("true")),
        Value::Bool(false) => Some(Cow::Borrowed("false")),
        _ => None,
    }
}

/// Whether a value says anything at all.
pub fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => items.iter().any(says_something),
        Value::Object(fields) => fields.values().any(says_something),
        _ => true,
    }
}
