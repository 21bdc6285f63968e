//! Taking texts out of a JSON tree whose field names a standard fixes.

use serde_json::Value;

use crate::read::scalar;

/// The text of a field, when it says something; of the first of several names.
pub fn text(record: &Value, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| text_of(record.get(*name)?))
}

/// The text of a value, when it says something.
pub fn text_of(value: &Value) -> Option<String> {
    let text = scalar(value)?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The items of a list field, or the one thing that stands there instead; of the first name that has any.
pub fn items<'v>(record: &'v Value, names: &[&str]) -> Vec<&'v Value> {
    for name in names {
        let found: Vec<&Value> = match record.get(*name) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(items)) => items.iter().filter(|item| !item.is_null()).collect(),
            Some(one) => vec![one],
        };
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Texts joined, those that say nothing left out.
pub fn joined(parts: impl IntoIterator<Item = Option<String>>, with: &str) -> Option<String> {
    let said: Vec<String> = parts.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(with))
}
