//! HTML by selectors: the last resort, because pages change shape. Of 80 such scripts read elsewhere, 39 % gave
//! nothing a season later.

use std::io::BufRead;

use scraper::{ElementRef, Html, Selector};
use serde_json::{Map, Value};

use super::{Output, ReadError};
use crate::source::ReadSettings;

/// A page longer than this is not looked at.
const LONGEST_PAGE_BYTES: u64 = 16 * 1024 * 1024;

/// Reads each element that `select` names; a field's selector may end in `@attribute`.
pub fn read(
    settings: &ReadSettings,
    name: &str,
    charset: Option<&str>,
    bytes: &mut dyn BufRead,
    output: &mut Output<'_, '_>,
) -> Result<(), ReadError> {
    let text = super::text::read_whole(bytes, charset, LONGEST_PAGE_BYTES)
        .map_err(|error| ReadError::io(name, &error))?;
    let select = settings.select.as_deref().unwrap_or("body");
    let record = Selector::parse(select)
        .map_err(|_| ReadError::not(name, "html", format!("`{select}` is no selector")))?;
    let mut fields = Vec::new();
    for (field, written) in &settings.fields {
        let (path, attribute) =
            written.rsplit_once('@').map_or((written.as_str(), None), |(path, name)| (path, Some(name)));
        let selector = match path.trim() {
            "" => None,
            path => Some(
                Selector::parse(path)
                    .map_err(|_| ReadError::not(name, "html", format!("`{path}` is no selector")))?,
            ),
        };
        fields.push((field, selector, attribute));
    }
    let page = Html::parse_document(&text);
    for element in page.select(&record) {
        let mut values = Map::new();
        for (field, selector, attribute) in &fields {
            let found: Vec<Value> = match selector {
                Some(selector) => {
                    element.select(selector).filter_map(|inner| value_of(&inner, *attribute)).collect()
                }
                None => value_of(&element, *attribute).into_iter().collect(),
            };
            match found.len() {
                0 => {}
                1 => {
                    values.extend(found.into_iter().map(|value| ((*field).clone(), value)));
                }
                _ => {
                    values.insert((*field).clone(), Value::Array(found));
                }
            }
        }
        if !values.is_empty() && !output.record(Value::Object(values)) {
            break;
        }
    }
    Ok(())
}

fn value_of(element: &ElementRef<'_>, attribute: Option<&str>) -> Option<Value> {
    let text = match attribute {
        Some(name) => element.value().attr(name)?.trim().to_owned(),
        None => element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" "),
    };
    (!text.is_empty()).then_some(Value::String(text))
}
