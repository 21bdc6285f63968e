//! Markdown files with YAML front matter: each file a record, its fields those of the front matter, its
//! body `body`, its name `file`.

use std::io::BufRead;

use serde_json::{Map, Value};

use super::{Output, ReadError, yaml};

/// A file longer than this is not looked at.
const LONGEST_FILE_BYTES: u64 = 4 * 1024 * 1024;

/// Reads one file; what has no front matter that can be read is turned away.
pub fn read(name: &str, bytes: &mut dyn BufRead, output: &mut Output<'_, '_>) -> Result<(), ReadError> {
    let text = super::text::read_whole(bytes, None, LONGEST_FILE_BYTES)
        .map_err(|error| ReadError::io(name, &error))?;
    let stem = name.rsplit('/').next().unwrap_or(name);
    let stem = stem.strip_suffix(".md").or_else(|| stem.strip_suffix(".markdown")).unwrap_or(stem);
    let Some((matter, body)) = split(&text) else {
        output.reject(
            Some(stem.to_owned()),
            "no-front-matter",
            "the file does not begin with `---`".to_owned(),
        );
        return Ok(());
    };
    match yaml::parse(matter) {
        Ok(Value::Object(mut fields)) => {
            gather_texts(&mut fields);
            fields.entry("file").or_insert_with(|| Value::String(stem.to_owned()));
            if !body.trim().is_empty() {
                fields.entry("body").or_insert_with(|| Value::String(body.trim().to_owned()));
            }
            output.record(Value::Object(fields));
        }
        Ok(_) => {
            output.reject(
                Some(stem.to_owned()),
                "not-an-object",
                "the front matter holds no fields".to_owned(),
            );
        }
        Err(line) => {
            let detail = format!("line {line} of the front matter is not well formed");
            output.reject(Some(stem.to_owned()), "unreadable-row", detail);
        }
    }
    Ok(())
}

fn split(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_start_matches('\u{feff}').trim_start().strip_prefix("---")?;
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
    let end = rest.find("\n---")?;
    let body = rest[end + 4..].split_once('\n').map_or("", |(_, body)| body);
    Some((&rest[..end], body))
}

/// Editors that keep text as a tree of nodes: each such field gets its plain text beside it, as `<field>_text`.
fn gather_texts(fields: &mut Map<String, Value>) {
    let texts: Vec<(String, String)> = fields
        .iter()
        .filter(|(_, value)| is_node_list(value))
        .map(|(name, value)| {
            let mut text = String::new();
            gather(value, &mut text, 0);
            (format!("{name}_text"), text.trim().to_owned())
        })
        .collect();
    for (name, text) in texts {
        fields.entry(name).or_insert(Value::String(text));
    }
}

fn is_node_list(value: &Value) -> bool {
    value.as_array().is_some_and(|nodes| nodes.first().is_some_and(|node| node.get("type").is_some()))
}

fn gather(value: &Value, text: &mut String, depth: u8) {
    if depth > 32 {
        return;
    }
    match value {
        Value::Array(nodes) => nodes.iter().for_each(|node| gather(node, text, depth + 1)),
        Value::Object(node) => {
            if let Some(own) = node.get("text").and_then(Value::as_str) {
                text.push_str(own);
            }
            if let Some(inner) = node.get("content") {
                gather(inner, text, depth + 1);
            }
            if matches!(
                node.get("type").and_then(Value::as_str),
                Some("paragraph" | "heading" | "hardBreak" | "listItem")
            ) {
                text.push('\n');
            }
        }
        _ => {}
    }
}
