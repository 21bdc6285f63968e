//! A first `source.toml` for data nobody has described: the format by its first bytes, the fields by their names.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;

use serde_json::Value;

use crate::read::unpack::{self, Limits};
use crate::read::{self, Part, ReadError};
use crate::source::{Format, Source, fold};

/// Names that fields of ours go by elsewhere, the surest first.
const KNOWN_AS: [(&str, &[&str]); 17] = [
    ("id", &["id", "uid", "identifier", "reference", "ref", "uuid", "slug"]),
    (
        "name",
        &[
            "name",
            "title",
            "service name",
            "group name",
            "organisation name",
            "library name",
            "club name",
            "venue",
        ],
    ),
    ("organisation", &["organisation", "organization", "provider", "org", "organiser"]),
    (
        "description",
        &["description", "details", "about", "summary", "activities", "what we do", "what they do"],
    ),
    ("category", &["category", "categories", "type", "types", "tags", "activity", "topic"]),
    ("venue", &["venue", "venue name", "location name", "meeting place", "where"]),
    (
        "address",
        &["address", "full address", "address 1", "address1", "address line 1", "street", "street address"],
    ),
    ("town", &["town", "city", "post town", "locality"]),
    ("postcode", &["postcode", "post code", "postal code", "postal_code", "postalcode", "zip"]),
    ("latitude", &["latitude", "lat", "y"]),
    ("longitude", &["longitude", "lon", "lng", "long", "x"]),
    (
        "schedule",
        &[
            "opening hours",
            "opening times",
            "openingtimes",
            "hours",
            "times",
            "when",
            "schedule",
            "day and time",
        ],
    ),
    ("cost", &["cost", "price", "fee", "fees", "charge"]),
    ("phone", &["phone", "telephone", "tel", "phone number", "telephone number", "contact number"]),
    ("email", &["email", "e-mail", "email address"]),
    ("website", &["website", "url", "web", "link", "web site", "web address"]),
    ("updated", &["updated", "last updated", "last modified", "modified", "updated at", "date updated"]),
];

/// So many records are looked at.
const RECORDS: usize = 200;

/// The format of some bytes, by what they begin with and the name they go by.
pub fn format_of(name: &str, start: &str) -> Format {
    let name = name.to_lowercase();
    let text = start.trim_start_matches('\u{feff}').trim_start();
    let has = |word: &str| text.contains(word);
    if [".xlsx", ".xls", ".ods", ".xlsm"].iter().any(|ending| name.ends_with(ending)) {
        Format::Spreadsheet
    } else if text.starts_with("BEGIN:VCALENDAR") {
        Format::ICalendar
    } else if text.starts_with("---") && name.ends_with(".md") {
        Format::FrontMatter
    } else if has("<kml") {
        Format::Kml
    } else if has("<rss") || has("<feed") {
        Format::Feed
    } else if has("<urlset") || has("<sitemapindex") || text.starts_with('<') {
        Format::JsonLd
    } else if text.starts_with(['{', '[']) {
        format_of_json(text)
    } else {
        Format::Csv
    }
}

fn format_of_json(text: &str) -> Format {
    let has = |word: &str| text.contains(word);
    let first_line_is_whole = text
        .lines()
        .next()
        .is_some_and(|line| line.starts_with('{') && serde_json::from_str::<Value>(line).is_ok());
    if has("\"FeatureCollection\"") {
        Format::GeoJson
    } else if has("\"@context\"") && has("schema.org") {
        Format::JsonLd
    } else if has("\"items\"") && has("\"state\"") {
        Format::OpenActive
    } else if has("\"contents\"") && has("total_pages") || has("\"service_at_locations\"") {
        Format::OpenReferral
    } else if has("\"content\"") && has("totalPages") {
        Format::OpenReferral1
    } else if first_line_is_whole && text.trim_end().contains('\n') {
        Format::JsonLines
    } else {
        Format::Json
    }
}

/// A first `source.toml` for bytes that came from `url`.
pub fn settings_for(id: &str, url: &str, name: &str, bytes: &[u8]) -> Result<String, ReadError> {
    let part = || Part { name: name.to_owned(), charset: None, bytes: Box::new(Cursor::new(bytes.to_vec())) };
    let mut format = None;
    let limits = Limits { unpacked_bytes: 1 << 30, ratio: 250 };
    unpack::members(part(), None, limits, &mut |member, content| {
        if format.is_none() {
            let mut start = vec![0; 64 * 1024];
            let length =
                unpack::read_up_to(content, &mut start).map_err(|error| ReadError::io(member, &error))?;
            format = Some(format_of(member, &String::from_utf8_lossy(&start[..length])));
        }
        Ok(())
    })?;
    let format = format.unwrap_or(Format::Csv);
    let head = format!(
        "id        = \"{id}\"\ntitle     = \"{id}\"\npublisher = \"who publishes it\"\nlicence   = \"none-stated\"\n\n\
         [fetch]\nurl   = \"{url}\"\nevery = \"7d\"\n\n[read]\nformat = \"{}\"\n",
        format.name()
    );
    let fields = fields_of(&head, id, part())?;
    let mut lines: Vec<String> = Vec::new();
    if !format.has_fields_of_its_own() {
        lines.push("\n[map]".to_owned());
        let mut taken: Vec<&String> = Vec::new();
        for (ours, names) in KNOWN_AS {
            let is_free = |field: &&String| !taken.contains(field);
            let theirs =
                names.iter().find_map(|name| fields.iter().filter(is_free).find(|field| alike(field, name)));
            if let Some(field) = theirs {
                taken.push(field);
                lines.push(format!("{ours:<12} = {}", toml_text(field)));
            }
        }
        if !lines.iter().any(|line| line.starts_with("name ")) {
            let first = fields.first().map_or("name", String::as_str);
            lines.push(format!(
                "{:<12} = {} # no field looks like a name: is it this one?",
                "name",
                toml_text(first)
            ));
        }
        lines.push(format!("# fields of the source: {}", fields.join(", ").replace('\n', " ")));
    }
    Ok(head + &lines.join("\n") + "\n")
}

fn toml_text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Whether a field, or the last part of its path, is called so.
fn alike(field: &str, name: &str) -> bool {
    let plain = |text: &str| fold(&text.replace(['_', '-'], " "));
    plain(field) == plain(name) || plain(field.rsplit('.').next().unwrap_or(field)) == plain(name)
}

/// The paths of the scalars of the first records, in the order they are met.
fn fields_of(head: &str, id: &str, part: Part) -> Result<Vec<String>, ReadError> {
    // Any name will do here: nothing is mapped yet.
    let text = format!("{head}[map]\nname = \"name\"\n");
    let Ok(source) = Source::parse(Path::new(id), &text, |_| None) else { return Ok(Vec::new()) };
    let mut fields = Vec::new();
    let mut count = 0;
    read::records(&source, [Ok(part)], &mut |item| {
        if let Ok(record) = item {
            gather(&record.value, "", &mut fields, 0);
            count += 1;
        }
        if count < RECORDS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(fields)
}

fn gather(value: &Value, path: &str, fields: &mut Vec<String>, depth: u8) {
    match value {
        Value::Object(inner) if depth < 4 => {
            for (key, value) in inner {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                gather(value, &path, fields, depth + 1);
            }
        }
        Value::Array(items) if items.iter().all(|item| !item.is_object()) => note(path, fields),
        Value::Object(_) | Value::Array(_) | Value::Null => {}
        _ => note(path, fields),
    }
}

fn note(path: &str, fields: &mut Vec<String>) {
    if !path.is_empty() && fields.len() < 500 && !fields.iter().any(|known| known == path) {
        fields.push(path.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_source_toml_is_written_that_reads() {
        let cases = [
            (
                "groups.csv",
                "Group ID,Name,Post Code\n1,Choir,SK4 3AA\n",
                "csv",
                &["name         = \"Name\"", "postcode     = \"Post Code\""][..],
            ),
            (
                "halls.csv",
                "Group Name,What they do,Venue\nChoir,Sing,Mill Hall\n",
                "csv",
                &[
                    "name         = \"Group Name\"",
                    "description  = \"What they do\"",
                    "venue        = \"Venue\"",
                ][..],
            ),
            (
                "places.csv",
                "Venue,Town\nMill Hall,Ambleford\n",
                "csv",
                &["name         = \"Venue\"\ntown "][..],
            ),
            (
                "groups.json",
                "[{\"title\":\"Choir\",\"where\":{\"lat\":53.5}}]",
                "json",
                &["\"title\"", "latitude     = \"where.lat\""][..],
            ),
            ("a.jsonl", "{\"name\":\"A\"}\n{\"name\":\"B\"}\n", "json-lines", &["\"name\""][..]),
            ("a.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "icalendar", &[][..]),
            ("a.kml", "<kml></kml>", "kml", &[][..]),
            ("a.geojson", "{\"type\":\"FeatureCollection\",\"features\":[]}", "geojson", &["name"][..]),
            (
                "feed",
                "{\"items\":[{\"state\":\"deleted\",\"kind\":\"k\",\"id\":\"1\",\"modified\":1}],\"next\":\"/n\"}",
                "open-active",
                &[][..],
            ),
            ("services", "{\"total_pages\":1,\"contents\":[]}", "open-referral", &[][..]),
        ];
        for (name, bytes, format, expected) in cases {
            let text =
                settings_for("ambleford", "https://example.org/x", name, bytes.as_bytes()).expect(name);
            assert!(text.contains(&format!("format = \"{format}\"")), "{name}: {text}");
            assert!(expected.iter().all(|words| text.contains(words)), "{name}: {text}");
            let source = Source::parse(Path::new("ambleford"), &text, |_| None);
            assert!(source.is_ok(), "{name}: {text} {source:?}");
        }
    }
}
