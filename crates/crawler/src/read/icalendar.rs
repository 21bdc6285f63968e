//! iCalendar: each event a record, with its rule, its exceptions and its changed occurrences.

use std::collections::BTreeMap;
use std::io::BufRead;

use serde_json::{Map, Value, json};

use super::{Output, ReadError};

/// A calendar longer than this is not looked at.
const LONGEST_BYTES: u64 = 128 * 1024 * 1024;

/// More events than this are not kept for grouping.
const MOST_EVENTS: usize = 500_000;

/// One content line: name, parameters, value.
struct Property<'t> {
    name: String,
    parameters: Vec<(String, String)>,
    value: &'t str,
}

/// Reads the events; changed and cancelled occurrences go to the event they belong to.
pub fn read(name: &str, bytes: &mut dyn BufRead, output: &mut Output<'_, '_>) -> Result<(), ReadError> {
    let text =
        super::text::read_whole(bytes, None, LONGEST_BYTES).map_err(|error| ReadError::io(name, &error))?;
    let text = unfold(&text);
    if !text.lines().any(|line| line.trim().eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        return Err(ReadError::not(name, "icalendar", "it holds no VCALENDAR"));
    }
    let mut calendar = Map::new();
    let mut events: Vec<Map<String, Value>> = Vec::new();
    let mut open: Option<Map<String, Value>> = None;
    let mut depth_inside = 0_u32;
    for line in text.lines() {
        let Some(property) = split(line) else { continue };
        match (property.name.as_str(), property.value.to_ascii_uppercase().as_str()) {
            ("BEGIN", "VEVENT") if open.is_none() => open = Some(Map::new()),
            ("END", "VEVENT") if depth_inside == 0 => {
                if let Some(event) = open.take()
                    && events.len() < MOST_EVENTS
                {
                    events.push(event);
                }
            }
            ("BEGIN", _) if open.is_some() => depth_inside += 1,
            ("END", _) if open.is_some() => depth_inside = depth_inside.saturating_sub(1),
            _ if depth_inside > 0 => {}
            (own, _) => match &mut open {
                Some(event) => add(event, &property),
                None if own == "X-WR-CALNAME" => {
                    calendar.insert("calendar".to_owned(), Value::String(unescape(property.value)));
                }
                None => {}
            },
        }
    }
    if open.is_some() {
        return Err(ReadError::not(name, "icalendar", "it breaks off inside an event"));
    }
    for event in group(events) {
        let mut event = event;
        for (key, value) in &calendar {
            event.entry(key.clone()).or_insert_with(|| value.clone());
        }
        if !output.record(Value::Object(event)) {
            break;
        }
    }
    Ok(())
}

/// Joins lines that were folded after 75 bytes.
fn unfold(text: &str) -> String {
    text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
}

fn split(line: &str) -> Option<Property<'_>> {
    let mut in_quotes = false;
    let colon = line.char_indices().find_map(|(at, c)| match c {
        '"' => {
            in_quotes = !in_quotes;
            None
        }
        ':' if !in_quotes => Some(at),
        _ => None,
    })?;
    let mut head = line[..colon].split(';');
    let name = head.next()?.trim().to_ascii_uppercase();
    let parameters = head
        .filter_map(|part| part.split_once('='))
        .map(|(key, value)| (key.to_ascii_uppercase(), value.trim_matches('"').to_owned()))
        .collect();
    Some(Property { name, parameters, value: line[colon + 1..].trim_end() })
}

fn unescape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(c) = characters.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match characters.next() {
            Some('n' | 'N') => out.push('\n'),
            Some(other) => out.push(other),
            None => {}
        }
    }
    out.trim().to_owned()
}

fn add(event: &mut Map<String, Value>, property: &Property<'_>) {
    let text = || Value::String(unescape(property.value));
    let key = match property.name.as_str() {
        "UID" => "uid",
        "SUMMARY" => "summary",
        "DESCRIPTION" => "description",
        "LOCATION" => "location",
        "URL" => "url",
        "STATUS" => "status",
        "CATEGORIES" => {
            let words = property.value.replace("\\,", "\u{1}");
            let words = words.split(',').map(|word| Value::String(unescape(&word.replace('\u{1}', ","))));
            let list = event.entry("categories").or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(list) = list {
                list.extend(words);
            }
            return;
        }
        "GEO" => {
            if let Some((latitude, longitude)) = property.value.split_once(';') {
                event.insert("latitude".to_owned(), Value::String(latitude.trim().to_owned()));
                event.insert("longitude".to_owned(), Value::String(longitude.trim().to_owned()));
            }
            return;
        }
        "ORGANIZER" => {
            if let Some((_, name)) = property.parameters.iter().find(|(key, _)| key == "CN") {
                event.insert("organizer".to_owned(), Value::String(name.clone()));
            }
            return;
        }
        "DTSTART" => "start",
        "DTEND" => "end",
        "RECURRENCE-ID" => "recurrence",
        "LAST-MODIFIED" => "last_modified",
        "RRULE" => {
            let parts: Map<String, Value> = property
                .value
                .split(';')
                .filter_map(|part| part.split_once('='))
                .map(|(key, value)| {
                    let key = key.trim().to_lowercase();
                    let value = if key == "until" { moment(value) } else { value.trim().to_owned() };
                    (key, Value::String(value))
                })
                .collect();
            event.insert("rule".to_owned(), Value::Object(parts));
            return;
        }
        "EXDATE" | "RDATE" => {
            let key = if property.name == "EXDATE" { "except" } else { "also" };
            let list = event.entry(key).or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(list) = list {
                list.extend(property.value.split(',').map(|value| Value::String(moment(value))));
            }
            return;
        }
        _ => return,
    };
    let value = match key {
        "start" | "end" | "recurrence" | "last_modified" => Value::String(moment(property.value)),
        _ => text(),
    };
    event.entry(key).or_insert(value);
}

/// `20261122T100000Z` into `2026-11-22T10:00:00Z`; anything else as it is.
fn moment(value: &str) -> String {
    let value = value.trim();
    let digits = |range: std::ops::Range<usize>| {
        value.get(range).filter(|part| part.bytes().all(|b| b.is_ascii_digit()))
    };
    let (Some(year), Some(month), Some(day)) = (digits(0..4), digits(4..6), digits(6..8)) else {
        return value.to_owned();
    };
    match (digits(9..11), digits(11..13), digits(13..15)) {
        (Some(hour), Some(minute), Some(second)) => {
            let zone = if value.ends_with('Z') { "Z" } else { "" };
            format!("{year}-{month}-{day}T{hour}:{minute}:{second}{zone}")
        }
        _ => format!("{year}-{month}-{day}"),
    }
}

/// Puts changed occurrences into the event with the same identifier: their day is left out of the rule, and
/// they are listed under `changed` unless they are cancelled.
fn group(events: Vec<Map<String, Value>>) -> Vec<Map<String, Value>> {
    let mut whole: Vec<Map<String, Value>> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    let mut changes = Vec::new();
    for event in events {
        if event.contains_key("recurrence") {
            changes.push(event);
            continue;
        }
        if let Some(uid) = event.get("uid").and_then(Value::as_str) {
            at.entry(uid.to_owned()).or_insert(whole.len());
        }
        whole.push(event);
    }
    for change in changes {
        let uid = change.get("uid").and_then(Value::as_str).unwrap_or_default();
        let Some(event) = at.get(uid).and_then(|at| whole.get_mut(*at)) else {
            whole.push(change);
            continue;
        };
        let day = change.get("recurrence").cloned().unwrap_or_default();
        push(event, "except", day);
        let is_cancelled = change
            .get("status")
            .and_then(Value::as_str)
            .is_some_and(|word| word.eq_ignore_ascii_case("cancelled"));
        if !is_cancelled {
            push(event, "changed", json!({"start": change.get("start"), "end": change.get("end")}));
        }
    }
    whole
}

fn push(event: &mut Map<String, Value>, key: &str, value: Value) {
    if let Value::Array(list) = event.entry(key).or_insert_with(|| Value::Array(Vec::new())) {
        list.push(value);
    }
}
