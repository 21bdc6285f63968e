//! OpenActive: RPDE feeds of sessions, courses and facilities.
//!
//! A feed is a history: of each item the last word counts, and a deleted one is gone. Sessions that are parts
//! of a series, and slots of a facility, go to the thing they are parts of: that is the record.

use std::collections::{BTreeMap, HashMap};
use std::io::BufRead;

use serde_json::{Map, Value};

use super::json_ld::types_of;
use super::{Output, ReadError};

/// More items than this are not held.
const MOST_ITEMS: usize = 2_000_000;

/// More parts of one thing than this are not listed with it.
const MOST_PARTS: usize = 400;

/// All items so far: of each the last word, in the order they were first heard of.
#[derive(Default)]
pub struct Items {
    known: HashMap<(String, String), usize>,
    items: Vec<Option<Value>>,
}

impl Items {
    /// Takes in one page of a feed, one item, or a bare thing.
    pub fn read(&mut self, name: &str, bytes: &mut dyn BufRead) -> Result<(), ReadError> {
        let tree = super::json::read_tree(name, bytes)?;
        self.take(name, tree)
    }

    fn take(&mut self, name: &str, tree: Value) -> Result<(), ReadError> {
        match tree {
            Value::Array(items) => items.into_iter().try_for_each(|item| self.take(name, item)),
            Value::Object(mut fields) => {
                if let Some(Value::Array(items)) = fields.remove("items") {
                    return items.into_iter().try_for_each(|item| self.item(name, item));
                }
                if fields.contains_key("state") {
                    return self.item(name, Value::Object(fields));
                }
                let mut things = Vec::new();
                super::json_ld::collect(Value::Object(fields), &mut things, 0);
                things.into_iter().try_for_each(|thing| {
                    let key = (
                        String::new(),
                        id_of(&thing).unwrap_or_else(|| format!("{name} {}", self.items.len())),
                    );
                    self.put(name, key, Some(thing))
                })
            }
            _ => Err(ReadError::not(name, "open-active", "it is no page of a feed")),
        }
    }

    fn item(&mut self, name: &str, mut item: Value) -> Result<(), ReadError> {
        let kind = item.get("kind").and_then(Value::as_str).unwrap_or_default().to_owned();
        let Some(id) = item.get("id").and_then(super::scalar).map(std::borrow::Cow::into_owned) else {
            return Ok(());
        };
        let is_deleted = item.get("state").and_then(Value::as_str) == Some("deleted");
        let data =
            if is_deleted { None } else { item.get_mut("data").map(Value::take).filter(Value::is_object) };
        self.put(name, (kind, id), data)
    }

    fn put(&mut self, name: &str, key: (String, String), data: Option<Value>) -> Result<(), ReadError> {
        match self.known.get(&key) {
            Some(at) => self.items[*at] = data,
            None => {
                if self.items.len() >= MOST_ITEMS {
                    return Err(ReadError::not(name, "open-active", format!("more than {MOST_ITEMS} items")));
                }
                self.known.insert(key, self.items.len());
                self.items.push(data);
            }
        }
        Ok(())
    }

    /// Hands on each thing with its parts.
    pub fn finish(self, output: &mut Output<'_, '_>) {
        let mut wholes: Vec<Value> = Vec::new();
        let mut at: HashMap<String, usize> = HashMap::new();
        let mut parts: BTreeMap<usize, Vec<Value>> = BTreeMap::new();
        let (part_items, whole_items): (Vec<Value>, Vec<Value>) =
            self.items.into_iter().flatten().partition(|thing| parent_of(thing).is_some());
        for thing in whole_items {
            for name in names_of(&thing) {
                at.entry(name).or_insert(wholes.len());
            }
            wholes.push(thing);
        }
        let mut orphans = 0_u64;
        for mut part in part_items {
            let Some(parent) = parent_of(&part) else { continue };
            let found = names_in_reference(parent).into_iter().find_map(|name| at.get(&name).copied());
            let index = match (found, parent.is_object()) {
                (Some(index), _) => index,
                (None, true) => {
                    let whole = take_parent(&mut part);
                    let index = wholes.len();
                    for name in names_of(&whole) {
                        at.entry(name).or_insert(index);
                    }
                    wholes.push(whole);
                    index
                }
                (None, false) if part.get("name").is_some() => {
                    wholes.push(part);
                    continue;
                }
                (None, false) => {
                    orphans += 1;
                    let record = id_of(&part);
                    let detail = "it is a part of a thing that no feed of the source tells of".to_owned();
                    if !output.reject(record, "part-of-the-unknown", detail) {
                        return;
                    }
                    continue;
                }
            };
            let list = parts.entry(index).or_default();
            if list.len() < MOST_PARTS {
                list.push(part);
            }
        }
        if orphans > 0 {
            tracing::debug!(orphans, "parts of things that no feed tells of");
        }
        for (index, mut whole) in wholes.into_iter().enumerate() {
            if let (Some(list), Value::Object(fields)) = (parts.remove(&index), &mut whole) {
                add_parts(fields, list);
            }
            if !output.record(whole) {
                return;
            }
        }
    }
}

/// The series or facility a thing is a part of. A series' own umbrella (a headline event) does not count.
fn parent_of(thing: &Value) -> Option<&Value> {
    let types = types_of(thing);
    let is = |kind: &str| types.iter().any(|own| own == kind);
    if is("Slot") {
        return thing.get("facilityUse").filter(|parent| parent.is_string() || parent.is_object());
    }
    if is("ScheduledSession") || is("Event") || is("CourseInstance") {
        let parent = thing.get("superEvent").filter(|parent| parent.is_string() || parent.is_object())?;
        let umbrella = types_of(parent).iter().any(|kind| kind == "HeadlineEvent" || kind == "EventSeries");
        return (is("ScheduledSession") || !umbrella).then_some(parent);
    }
    None
}

fn take_parent(part: &mut Value) -> Value {
    for key in ["superEvent", "facilityUse"] {
        if let Some(parent) = part.get_mut(key)
            && parent.is_object()
        {
            let whole = parent.take();
            return whole;
        }
    }
    Value::Object(Map::new())
}

fn names_in_reference(parent: &Value) -> Vec<String> {
    match parent {
        Value::String(name) => {
            let mut names = vec![name.clone()];
            names.extend(name.rsplit('/').next().filter(|last| !last.is_empty()).map(str::to_owned));
            names
        }
        other => names_of(other),
    }
}

/// Everything a thing may be called by another that refers to it.
fn names_of(thing: &Value) -> Vec<String> {
    ["@id", "id", "identifier"]
        .iter()
        .filter_map(|key| thing.get(*key).and_then(super::scalar))
        .map(|name| name.into_owned())
        .collect()
}

fn id_of(thing: &Value) -> Option<String> {
    names_of(thing).into_iter().next()
}

fn add_parts(fields: &mut Map<String, Value>, parts: Vec<Value>) {
    let is_slots = parts.first().is_some_and(|part| types_of(part).iter().any(|kind| kind == "Slot"));
    if is_slots {
        // Free courts at single hours are for booking systems; that it can be booked is what matters here.
        fields.insert("slots".to_owned(), parts.len().into());
        return;
    }
    match fields.get_mut("subEvent") {
        Some(Value::Array(list)) => list.extend(parts),
        _ => {
            fields.insert("subEvent".to_owned(), Value::Array(parts));
        }
    }
}
