//! schema.org in pages: JSON-LD scripts and microdata. Pages are found by sitemap.

use std::io::BufRead;
use std::sync::LazyLock;

use quick_xml::events::Event;
use scraper::{ElementRef, Html, Selector};
use serde_json::{Map, Value};

use super::{Output, ReadError};

/// A page longer than this is not looked at.
const LONGEST_PAGE_BYTES: u64 = 16 * 1024 * 1024;

/// More things than this on one page are not taken.
const MOST_THINGS: usize = 2_000;

/// More addresses of one sitemap than this are not taken.
const MOST_ADDRESSES: usize = 100_000;

/// What a thing must be to be a record: what people go to or use. Subtypes are told by their endings.
const WANTED: [&str; 24] = [
    "Event",
    "EventSeries",
    "Course",
    "CourseInstance",
    "Service",
    "GovernmentService",
    "Organization",
    "NGO",
    "LocalBusiness",
    "SportsClub",
    "SportsActivityLocation",
    "Library",
    "CommunityHealth",
    "MedicalClinic",
    "Pharmacy",
    "CivicStructure",
    "PlaceOfWorship",
    "Museum",
    "Park",
    "SessionSeries",
    "ScheduledSession",
    "FacilityUse",
    "OnDemandEvent",
    "Schedule",
];

static SCRIPTS: LazyLock<Selector> = LazyLock::new(|| selector(r#"script[type="application/ld+json"]"#));
static THINGS: LazyLock<Selector> = LazyLock::new(|| selector("[itemscope][itemtype]"));
static PROPERTIES: LazyLock<Selector> = LazyLock::new(|| selector("[itemprop]"));

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("the selector is a constant and well formed")
}

/// Reads the things of one page, or of a bare JSON-LD document.
pub fn read(
    name: &str,
    charset: Option<&str>,
    bytes: &mut dyn BufRead,
    output: &mut Output<'_, '_>,
) -> Result<(), ReadError> {
    let text = super::text::read_whole(bytes, charset, LONGEST_PAGE_BYTES)
        .map_err(|error| ReadError::io(name, &error))?;
    for thing in things_of(name, &text)? {
        if !output.record(thing) {
            break;
        }
    }
    Ok(())
}

fn things_of(name: &str, text: &str) -> Result<Vec<Value>, ReadError> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('{') || start.starts_with('[') {
        let tree = serde_json::from_str(start).map_err(|error| super::json::not_json(name, &error))?;
        let mut found = Vec::new();
        collect(tree, &mut found, 0);
        return Ok(found);
    }
    let page = Html::parse_document(text);
    let mut found = Vec::new();
    for script in page.select(&SCRIPTS) {
        let inner: String = script.text().collect();
        if let Some(tree) = parse_script(&inner) {
            collect(tree, &mut found, 0);
        }
    }
    if found.is_empty() {
        for element in page.select(&THINGS).filter(|element| !is_inside_property(element)) {
            let thing = microdata(&element, 0);
            if is_wanted(&thing) && found.len() < MOST_THINGS {
                found.push(thing);
            }
        }
    }
    let address = page_address(&page);
    for thing in &mut found {
        if let (Value::Object(fields), Some(address)) = (thing, &address) {
            fields.entry("url").or_insert_with(|| Value::String(address.clone()));
        }
    }
    Ok(found)
}

/// Scripts hold line breaks in texts and comment marks around, more often than not.
fn parse_script(inner: &str) -> Option<Value> {
    let trimmed = inner
        .trim()
        .trim_start_matches("<!--")
        .trim_end_matches("-->")
        .trim_start_matches("//<![CDATA[")
        .trim_end_matches("//]]>")
        .trim();
    serde_json::from_str(trimmed).ok().or_else(|| {
        let mended: String = trimmed.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(mended.trim_end_matches([';', ' '])).ok()
    })
}

fn page_address(page: &Html) -> Option<String> {
    static CANONICAL: LazyLock<Selector> = LazyLock::new(|| selector(r#"link[rel="canonical"]"#));
    let href = page.select(&CANONICAL).next()?.attr("href")?;
    href.starts_with("http").then(|| href.to_owned())
}

/// Every wanted thing of a tree: itself, of a list, of a graph, or an item of a list of items.
pub fn collect(tree: Value, found: &mut Vec<Value>, depth: u8) {
    if depth > 8 || found.len() >= MOST_THINGS {
        return;
    }
    match tree {
        Value::Array(items) => items.into_iter().for_each(|item| collect(item, found, depth + 1)),
        Value::Object(fields) => {
            let thing = Value::Object(fields);
            if is_wanted(&thing) {
                found.push(thing);
                return;
            }
            let Value::Object(mut fields) = thing else { return };
            for key in [
                "@graph",
                "itemListElement",
                "item",
                "mainEntity",
                "items",
                "data",
                "event",
                "events",
                "subEvent",
            ] {
                if let Some(inner) = fields.remove(key) {
                    collect(inner, found, depth + 1);
                }
            }
        }
        _ => {}
    }
}

/// The types of a thing, without their namespace.
pub fn types_of(thing: &Value) -> Vec<String> {
    let mut types = Vec::new();
    for key in ["@type", "type"] {
        match thing.get(key) {
            Some(Value::String(one)) => types.push(bare(one)),
            Some(Value::Array(many)) => types.extend(many.iter().filter_map(Value::as_str).map(bare)),
            _ => {}
        }
    }
    types
}

fn bare(name: &str) -> String {
    name.rsplit(['/', '#', ':']).next().unwrap_or(name).to_owned()
}

fn is_wanted(thing: &Value) -> bool {
    if thing.get("name").is_none() && thing.get("superEvent").is_none() {
        return false;
    }
    types_of(thing).iter().any(|kind| {
        WANTED.contains(&kind.as_str()) && kind != "Schedule"
            || kind.ends_with("Event")
            || kind.ends_with("Club")
            || kind.ends_with("Service")
            || kind.ends_with("Organization")
    })
}

fn is_inside_property(element: &ElementRef<'_>) -> bool {
    element.value().attr("itemprop").is_some()
}

fn microdata(element: &ElementRef<'_>, depth: u8) -> Value {
    let mut fields = Map::new();
    if let Some(kind) = element.value().attr("itemtype") {
        fields
            .insert("@type".to_owned(), Value::String(bare(kind.split_whitespace().next().unwrap_or(kind))));
    }
    for property in element.select(&PROPERTIES).take(500) {
        if !owns(element, &property) {
            continue;
        }
        let value = if property.value().attr("itemscope").is_some() && depth < 6 {
            microdata(&property, depth + 1)
        } else {
            Value::String(property_text(&property))
        };
        for name in property.value().attr("itemprop").unwrap_or_default().split_whitespace() {
            add(&mut fields, name, value.clone());
        }
    }
    Value::Object(fields)
}

/// Whether a thing is the nearest one above a property, to which it then belongs.
fn owns(thing: &ElementRef<'_>, property: &ElementRef<'_>) -> bool {
    let mut above = property.ancestors().filter_map(ElementRef::wrap);
    above.find(|above| above.value().attr("itemscope").is_some()).is_some_and(|above| above == *thing)
}

fn property_text(property: &ElementRef<'_>) -> String {
    let element = property.value();
    let attribute = match element.name() {
        "meta" => element.attr("content"),
        "a" | "link" | "area" => element.attr("href"),
        "time" => element.attr("datetime"),
        "data" | "meter" => element.attr("value"),
        _ => element.attr("content"),
    };
    match attribute {
        Some(text) => text.trim().to_owned(),
        None => property.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn add(fields: &mut Map<String, Value>, name: &str, value: Value) {
    match fields.get_mut(name) {
        None => {
            fields.insert(name.to_owned(), value);
        }
        Some(Value::Array(values)) => values.push(value),
        Some(one) => {
            let first = one.take();
            *one = Value::Array(vec![first, value]);
        }
    }
}

/// The addresses a sitemap lists. Entities of the document are never resolved: there are none to read.
pub fn sitemap_addresses(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut addresses = Vec::new();
    let mut address = None;
    let mut reader = quick_xml::Reader::from_str(&text);
    while addresses.len() < MOST_ADDRESSES {
        match reader.read_event() {
            Ok(Event::Start(tag)) if tag.local_name().as_ref() == "loc" => address = Some(String::new()),
            Ok(Event::Text(piece)) => address.iter_mut().for_each(|address| address.push_str(&piece)),
            Ok(Event::CData(piece)) => address.iter_mut().for_each(|address| address.push_str(&piece)),
            Ok(Event::GeneralRef(name)) => {
                let written = format!("&{};", &*name);
                let meant = html_escape::decode_html_entities(&written);
                address.iter_mut().for_each(|address| address.push_str(&meant));
            }
            Ok(Event::End(_)) => {
                addresses.extend(
                    address.take().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()),
                );
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    addresses
}
