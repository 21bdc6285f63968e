//! One JSON tree with records somewhere in it. The tree is walked as it is parsed, so only one record at a
//! time stands in memory.

use std::fmt;
use std::io::BufRead;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::text::Utf8;
use super::{Output, ReadError};
use crate::source::{FieldPath, Segment};

/// Where lists of records usually stand, when the settings do not say.
const USUAL_LISTS: [&str; 10] =
    ["records", "results", "items", "data", "services", "contents", "content", "features", "rows", "entries"];

/// Reads the records at `path`; without one, the items of the outermost list, or of the first list with a
/// usual name, or the tree itself.
pub fn read(
    path: Option<&FieldPath>,
    name: &str,
    bytes: &mut dyn BufRead,
    output: &mut Output<'_, '_>,
) -> Result<(), ReadError> {
    match path {
        Some(path) => {
            let mut segments = path.segments.clone();
            if !matches!(segments.last(), Some(Segment::Each)) {
                segments.push(Segment::Each);
            }
            walk(&segments, name, bytes, output)
        }
        None => read_anywhere(name, bytes, output),
    }
}

/// Reads GeoJSON: the properties of each feature, with its id, its point and its rings.
pub fn read_features(
    name: &str,
    bytes: &mut dyn BufRead,
    output: &mut Output<'_, '_>,
) -> Result<(), ReadError> {
    let segments = [Segment::Key("features".to_owned()), Segment::Each];
    walk_with(&segments, name, bytes, &mut |value| output.record(flatten_feature(value)))
}

/// Properties, and beside them `longitude`, `latitude` (of a point, or the middle of a shape), `geometry`.
pub fn flatten_feature(feature: Value) -> Value {
    let Value::Object(mut feature) = feature else { return feature };
    let mut fields = match feature.remove("properties").or_else(|| feature.remove("attributes")) {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    if let Some(geometry) = feature.remove("geometry") {
        if let Some((longitude, latitude)) = middle(&geometry) {
            fields.entry("longitude").or_insert_with(|| longitude.into());
            fields.entry("latitude").or_insert_with(|| latitude.into());
        }
        fields.insert("geometry".to_owned(), geometry);
    }
    if let Some(id) = feature.remove("id") {
        fields.entry("id").or_insert(id);
    }
    Value::Object(fields)
}

/// The point of a geometry, or the middle of the box around its coordinates.
pub fn middle(geometry: &Value) -> Option<(f64, f64)> {
    if let (Some(x), Some(y)) = (geometry.get("x"), geometry.get("y")) {
        return Some((x.as_f64()?, y.as_f64()?));
    }
    let mut bounds: Option<[f64; 4]> = None;
    widen(geometry.get("coordinates")?, &mut bounds, 0);
    let [west, south, east, north] = bounds?;
    Some(((west + east) / 2.0, (south + north) / 2.0))
}

fn widen(coordinates: &Value, bounds: &mut Option<[f64; 4]>, depth: u8) {
    let Value::Array(items) = coordinates else { return };
    if let [Value::Number(x), Value::Number(y), ..] = items.as_slice() {
        let (Some(x), Some(y)) = (x.as_f64(), y.as_f64()) else { return };
        let [west, south, east, north] = bounds.unwrap_or([x, y, x, y]);
        *bounds = Some([west.min(x), south.min(y), east.max(x), north.max(y)]);
    } else if depth < 8 {
        items.iter().for_each(|item| widen(item, bounds, depth + 1));
    }
}

fn walk(
    segments: &[Segment],
    name: &str,
    bytes: &mut dyn BufRead,
    output: &mut Output<'_, '_>,
) -> Result<(), ReadError> {
    walk_with(segments, name, bytes, &mut |value| output.record(value))
}

/// Parses the tree and hands on each value at `segments`.
pub fn walk_with(
    segments: &[Segment],
    name: &str,
    bytes: &mut dyn BufRead,
    found: &mut dyn FnMut(Value) -> bool,
) -> Result<(), ReadError> {
    let text = Utf8::new(bytes, None).map_err(|error| ReadError::io(name, &error))?;
    let mut deserializer = serde_json::Deserializer::from_reader(std::io::BufReader::new(text));
    let mut state = State { found, count: 0, stopped: false };
    let parsed = Walk { segments, state: &mut state }.deserialize(&mut deserializer);
    let (count, stopped) = (state.count, state.stopped);
    if stopped {
        return Ok(());
    }
    parsed.map_err(|error| not_json(name, &error))?;
    deserializer.end().map_err(|error| not_json(name, &error))?;
    if count == 0 {
        tracing::debug!(part = name, "no records stand at the path");
    }
    Ok(())
}

/// What is wrong with a tree, without its content.
pub fn not_json(name: &str, error: &serde_json::Error) -> ReadError {
    match error.classify() {
        serde_json::error::Category::Io => ReadError::io(name, &std::io::Error::other(IoText::of(error))),
        serde_json::error::Category::Eof => ReadError::not(
            name,
            "json",
            format!("it breaks off at line {} column {}", error.line(), error.column()),
        ),
        _ => ReadError::not(
            name,
            "json",
            format!("not well formed at line {} column {}", error.line(), error.column()),
        ),
    }
}

struct IoText;

impl IoText {
    fn of(error: &serde_json::Error) -> String {
        error.to_string()
    }
}

struct State<'f> {
    found: &'f mut dyn FnMut(Value) -> bool,
    count: u64,
    stopped: bool,
}

/// Walks down `segments`; what does not lie on the way is skipped without being kept.
struct Walk<'w, 'f> {
    segments: &'w [Segment],
    state: &'w mut State<'f>,
}

impl<'de> DeserializeSeed<'de> for Walk<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.segments.is_empty() {
            let value = <Value as serde::Deserialize>::deserialize(deserializer)?;
            if !value.is_null() {
                self.state.count += 1;
                if !(self.state.found)(value) {
                    self.state.stopped = true;
                    return Err(serde::de::Error::custom("no more are wanted"));
                }
            }
            return Ok(());
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON tree")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let on_the_way = match &self.segments[0] {
                Segment::Key(wanted) => *wanted == key,
                Segment::Each => true,
                Segment::Index(_) => false,
            };
            if on_the_way {
                map.next_value_seed(Walk { segments: &self.segments[1..], state: &mut *self.state })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut index = 0;
        loop {
            // A key met on a list looks into each of its items.
            let (segments, on_the_way) = match &self.segments[0] {
                Segment::Key(_) => (self.segments, true),
                Segment::Each => (&self.segments[1..], true),
                Segment::Index(wanted) => (&self.segments[1..], *wanted == index),
            };
            let more = if on_the_way {
                items.next_element_seed(Walk { segments, state: &mut *self.state })?.is_some()
            } else {
                items.next_element::<IgnoredAny>()?.is_some()
            };
            if !more {
                return Ok(());
            }
            index += 1;
        }
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

fn read_anywhere(name: &str, bytes: &mut dyn BufRead, output: &mut Output<'_, '_>) -> Result<(), ReadError> {
    if first_byte(bytes).map_err(|error| ReadError::io(name, &error))? == Some(b'[') {
        return walk(&[Segment::Each], name, bytes, output);
    }
    let tree = read_tree(name, bytes)?;
    for record in records_in(tree) {
        if !output.record(record) {
            break;
        }
    }
    Ok(())
}

/// The first byte that is no space, without taking it.
fn first_byte(bytes: &mut dyn BufRead) -> std::io::Result<Option<u8>> {
    let start = bytes.fill_buf()?;
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    Ok(start.iter().copied().find(|byte| !byte.is_ascii_whitespace()))
}

/// The most bytes of a tree that has to be held whole.
const MOST_BYTES_OF_A_TREE: u64 = 256 * 1024 * 1024;

/// Parses a whole tree.
pub fn read_tree(name: &str, bytes: &mut dyn BufRead) -> Result<Value, ReadError> {
    let text = super::text::read_whole(bytes, None, MOST_BYTES_OF_A_TREE)
        .map_err(|error| ReadError::io(name, &error))?;
    serde_json::from_str(&text).map_err(|error| not_json(name, &error))
}

/// The records of a tree whose shape nobody described.
pub fn records_in(tree: Value) -> Vec<Value> {
    match tree {
        Value::Array(items) => items,
        Value::Object(mut fields) => {
            for key in USUAL_LISTS {
                if let Some(Value::Array(_)) = fields.get(key)
                    && let Some(Value::Array(items)) = fields.remove(key)
                {
                    return items;
                }
            }
            vec![Value::Object(fields)]
        }
        other => vec![other],
    }
}
