//! KML, also zipped (KMZ), as Google My Maps and council maps write it: each placemark a record.

use std::io::BufRead;

use quick_xml::events::Event;
use serde_json::{Map, Value};

use super::{Output, ReadError};

/// A document longer than this is not looked at.
const LONGEST_BYTES: u64 = 128 * 1024 * 1024;

/// Reads placemarks: their fields, their point or the middle of their shape, and the folder they lie in.
pub fn read(name: &str, bytes: &mut dyn BufRead, output: &mut Output<'_, '_>) -> Result<(), ReadError> {
    let text =
        super::text::read_whole(bytes, None, LONGEST_BYTES).map_err(|error| ReadError::io(name, &error))?;
    let mut reader = quick_xml::Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut state = State::default();
    let mut any = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                any = true;
                let attribute = data_name(&tag);
                state.open(tag.local_name().as_ref(), attribute);
            }
            Ok(Event::End(tag)) => {
                if let Some(record) = state.close(tag.local_name().as_ref())
                    && !output.record(record)
                {
                    return Ok(());
                }
            }
            Ok(Event::Text(piece)) => state.text.push_str(&piece),
            Ok(Event::CData(piece)) => state.text.push_str(&piece),
            Ok(Event::GeneralRef(entity)) => {
                // The five entities of XML and numbers; what a document declares itself is never put in.
                let written = format!("&{};", &*entity);
                let meant = html_escape::decode_html_entities(&written);
                if *meant != written {
                    state.text.push_str(&meant);
                }
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                return Err(ReadError::not(
                    name,
                    "kml",
                    format!("not well formed at byte {}: {}", reader.error_position(), kind(&error)),
                ));
            }
        }
    }
    if !any || !state.path.is_empty() {
        return Err(ReadError::not(name, "kml", "it breaks off, or holds no element"));
    }
    Ok(())
}

fn kind(error: &quick_xml::Error) -> &'static str {
    match error {
        quick_xml::Error::Syntax(_) => "syntax",
        quick_xml::Error::IllFormed(_) => "ill formed",
        _ => "unreadable",
    }
}

fn data_name(tag: &quick_xml::events::BytesStart<'_>) -> Option<String> {
    tag.attributes()
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.as_ref() == "name")
        .map(|attribute| html_escape::decode_html_entities(attribute.value.as_ref()).into_owned())
}

#[derive(Default)]
struct State {
    path: Vec<String>,
    folders: Vec<(usize, String)>,
    placemark: Option<(usize, Map<String, Value>)>,
    data: Option<String>,
    bounds: Option<[f64; 4]>,
    text: String,
}

impl State {
    fn open(&mut self, name: &str, attribute: Option<String>) {
        self.text.clear();
        if self.path.len() < 256 {
            self.path.push(name.to_owned());
        }
        match name {
            "Placemark" => {
                self.placemark = Some((self.path.len(), Map::new()));
                self.bounds = None;
            }
            "Data" | "SimpleData" => self.data = attribute,
            _ => {}
        }
    }

    /// Gives the record when a placemark ends.
    fn close(&mut self, name: &str) -> Option<Value> {
        let depth = self.path.len();
        let above = depth.checked_sub(2).and_then(|at| self.path.get(at)).cloned().unwrap_or_default();
        self.path.pop();
        let text = std::mem::take(&mut self.text).trim().to_owned();
        match name {
            "Folder" => self.folders.retain(|(folder, _)| *folder < depth),
            "name" if above == "Folder" => self.folders.push((depth - 1, text)),
            "coordinates" => self.widen(&text),
            "value" if above == "Data" => self.add_data(text),
            "SimpleData" => self.add_data(text),
            "Placemark" => return self.placemark.take().map(|(_, fields)| self.finish(fields)),
            _ => {
                if let Some((own, fields)) = &mut self.placemark
                    && depth == *own + 1
                    && !text.is_empty()
                {
                    fields.insert(name.to_owned(), Value::String(text));
                }
            }
        }
        None
    }

    fn add_data(&mut self, text: String) {
        if let (Some(name), Some((_, fields))) = (self.data.take(), &mut self.placemark)
            && !text.is_empty()
        {
            fields.insert(name, Value::String(text));
        }
    }

    fn widen(&mut self, text: &str) {
        if self.placemark.is_none() {
            return;
        }
        for triple in text.split_whitespace() {
            let mut numbers = triple.split(',').map(str::parse::<f64>);
            let (Some(Ok(x)), Some(Ok(y))) = (numbers.next(), numbers.next()) else { continue };
            let [west, south, east, north] = self.bounds.unwrap_or([x, y, x, y]);
            self.bounds = Some([west.min(x), south.min(y), east.max(x), north.max(y)]);
        }
    }

    fn finish(&mut self, mut fields: Map<String, Value>) -> Value {
        if let Some([west, south, east, north]) = self.bounds.take() {
            fields.insert("longitude".to_owned(), ((west + east) / 2.0).into());
            fields.insert("latitude".to_owned(), ((south + north) / 2.0).into());
        }
        if let Some((_, folder)) = self.folders.last() {
            fields.entry("folder").or_insert_with(|| Value::String(folder.clone()));
        }
        Value::Object(fields)
    }
}
