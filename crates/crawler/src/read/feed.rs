//! RSS and Atom: each entry a record.

use std::io::BufRead;

use serde_json::{Map, Value};

use super::{Output, ReadError};

/// A feed longer than this is not looked at.
const LONGEST_BYTES: u64 = 64 * 1024 * 1024;

/// Reads the entries of a feed.
pub fn read(name: &str, bytes: &mut dyn BufRead, output: &mut Output<'_, '_>) -> Result<(), ReadError> {
    let text =
        super::text::read_whole(bytes, None, LONGEST_BYTES).map_err(|error| ReadError::io(name, &error))?;
    let parsed = super::guarded(|| feed_rs::parser::parse(text.as_bytes()));
    let feed = match parsed {
        Some(Ok(feed)) => feed,
        Some(Err(_)) | None => {
            return Err(ReadError::not(name, "feed", "it is neither RSS nor Atom, or breaks off"));
        }
    };
    let title = feed.title.map(|title| title.content);
    for entry in feed.entries {
        let mut fields = Map::new();
        let mut put = |key: &str, value: Option<String>| {
            if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
                fields.insert(key.to_owned(), Value::String(value.trim().to_owned()));
            }
        };
        put("id", Some(entry.id));
        put("title", entry.title.map(|title| title.content));
        put("summary", entry.summary.map(|summary| summary.content));
        put("content", entry.content.and_then(|content| content.body));
        put(
            "link",
            entry
                .links
                .into_iter()
                .find(|link| link.rel.as_deref() != Some("enclosure"))
                .map(|link| link.href),
        );
        put("published", entry.published.map(|moment| moment.to_rfc3339()));
        put("updated", entry.updated.map(|moment| moment.to_rfc3339()));
        put("feed", title.clone());
        let categories: Vec<Value> = entry
            .categories
            .into_iter()
            .map(|category| Value::String(category.label.unwrap_or(category.term)))
            .collect();
        if !categories.is_empty() {
            fields.insert("categories".to_owned(), Value::Array(categories));
        }
        if !output.record(Value::Object(fields)) {
            break;
        }
    }
    Ok(())
}
