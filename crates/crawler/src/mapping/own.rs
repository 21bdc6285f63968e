//! Formats whose records have few fields, with fixed names: KML, iCalendar, RSS and Atom.

use serde_json::Value;

use super::take::{items, text, text_of};
use crate::draft::{Draft, DraftLocation, DraftSession};
use crate::source::Format;

/// Maps one record of such a format.
pub fn map(format: Format, record: &Value) -> Draft {
    match format {
        Format::Kml => placemark(record),
        Format::ICalendar => event(record),
        _ => entry(record),
    }
}

fn placemark(record: &Value) -> Draft {
    let mut draft = Draft {
        name: text(record, &["name", "Name", "NAME"]),
        description: text(record, &["description"]),
        category_words: text(record, &["folder"]).into_iter().collect(),
        ..Draft::default()
    };
    let location = DraftLocation {
        address: text(record, &["address", "Address"]),
        postcode: text(record, &["postcode", "Postcode", "POSTCODE"]),
        ..point(record)
    };
    draft.locations.extend((!location.is_empty()).then_some(location));
    if let Some(number) = text(record, &["phoneNumber", "phone", "Phone"]) {
        draft.phones.push(crate::draft::DraftPhone { number, note: None });
    }
    draft.website = text(record, &["website", "Website", "url", "URL"]);
    draft
}

/// Latitude and longitude, as the readers of maps and calendars name them.
pub fn point(record: &Value) -> DraftLocation {
    DraftLocation {
        latitude: text(record, &["latitude"]),
        longitude: text(record, &["longitude"]),
        ..DraftLocation::default()
    }
}

fn event(record: &Value) -> Draft {
    let mut draft = Draft {
        record: text(record, &["uid"]).unwrap_or_default(),
        name: text(record, &["summary"]),
        description: text(record, &["description"]),
        website: text(record, &["url"]),
        status: text(record, &["status"]).filter(|word| !word.eq_ignore_ascii_case("confirmed")),
        last_modified: text(record, &["last_modified"]),
        category_words: items(record, &["categories"]).into_iter().filter_map(text_of).collect(),
        ..Draft::default()
    };
    draft.organisation.name = text(record, &["calendar"]);
    draft.persons.extend(text(record, &["organizer"]));
    let mut location = point(record);
    if let Some(place) = text(record, &["location"]) {
        if place.contains("://") {
            draft.delivery_words.push("online".to_owned());
        } else {
            location.address = Some(place);
        }
    }
    draft.locations.extend((!location.is_empty()).then_some(location));
    read_times(record, &mut draft);
    draft
}

fn read_times(record: &Value, draft: &mut Draft) {
    let start = text(record, &["start"]);
    let end = text(record, &["end"]);
    match record.get("rule").filter(|rule| rule.is_object()) {
        Some(rule) => draft.sessions.push(DraftSession {
            freq: text(rule, &["freq"]),
            interval: text(rule, &["interval"]),
            byday: text(rule, &["byday"]),
            bymonthday: text(rule, &["bymonthday"]),
            until: text(rule, &["until"]),
            dtstart: start.clone(),
            opens_at: start.as_deref().and_then(time_of),
            closes_at: end.as_deref().and_then(time_of),
            except: items(record, &["except"]).into_iter().filter_map(text_of).collect(),
            ..DraftSession::default()
        }),
        None if start.is_some() => {
            draft.sessions.push(DraftSession { starts: start, ends: end, ..DraftSession::default() });
        }
        None => {}
    }
    for also in items(record, &["also"]).into_iter().filter_map(text_of) {
        draft.sessions.push(DraftSession { starts: Some(also), ..DraftSession::default() });
    }
    for changed in items(record, &["changed"]) {
        draft.sessions.push(DraftSession {
            starts: text(changed, &["start"]),
            ends: text(changed, &["end"]),
            ..DraftSession::default()
        });
    }
}

/// The moment itself where it carries a time: cleaning takes the hour of this country out of it.
fn time_of(moment: &str) -> Option<String> {
    moment.contains('T').then(|| moment.to_owned())
}

fn entry(record: &Value) -> Draft {
    let mut draft = Draft {
        record: text(record, &["id"]).unwrap_or_default(),
        url: text(record, &["link"]),
        name: text(record, &["title"]),
        description: text(record, &["content", "summary"]),
        website: text(record, &["link"]),
        last_modified: text(record, &["updated", "published"]),
        category_words: items(record, &["categories"]).into_iter().filter_map(text_of).collect(),
        ..Draft::default()
    };
    draft.organisation.name = text(record, &["feed"]);
    draft
}
