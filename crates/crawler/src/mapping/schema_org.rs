//! From a thing of schema.org, or of OpenActive which extends it, to a draft.

use serde_json::Value;

use super::take::{items, joined, text, text_of};
use crate::draft::{
    Draft, DraftArea, DraftCost, DraftLocation, DraftOrganisation, DraftPhone, DraftSession, LocationRole,
};
use crate::read::json_ld::types_of;

/// Maps one thing. What a session does not say itself, the series it is a part of may.
pub fn map(thing: &Value) -> Draft {
    let parent = thing.get("superEvent").filter(|parent| parent.is_object());
    let of = |names: &[&str]| text(thing, names).or_else(|| text(parent?, names));
    let mut draft = Draft {
        record: text(thing, &["@id", "identifier", "id", "url"]).unwrap_or_default(),
        url: of(&["url"]),
        name: of(&["name"]),
        alternate_names: text(thing, &["alternateName"]).into_iter().collect(),
        description: of(&["description", "articleBody"]),
        website: of(&["url"]),
        is_free: thing
            .get("isAccessibleForFree")
            .or_else(|| parent?.get("isAccessibleForFree"))
            .and_then(truth_of),
        last_modified: of(&["dateModified", "modified"]),
        first_visit: of(&["attendeeInstructions"]),
        accessibility_text: of(&["accessibilityInformation"]),
        eligibility_text: joined([of(&["audience"]), words(thing, "audience", "audienceType")], "; "),
        text_language: None,
        ..Draft::default()
    };
    draft.record = draft.record.trim().to_owned();
    for source in [Some(thing), parent].into_iter().flatten() {
        read_about(source, &mut draft);
        read_places(source, &mut draft);
        read_offers(source, &mut draft);
        read_who(source, &mut draft);
        read_contact(source, &mut draft);
        if draft.organisation.name.is_none() {
            draft.organisation = organisation(source);
        }
    }
    read_times(thing, &mut draft);
    if let Some(parent) = parent
        && draft.sessions.is_empty()
    {
        read_times(parent, &mut draft);
    }
    read_delivery(thing, parent, &mut draft);
    draft.status = of(&["eventStatus"]).map(|word| bare(&word));
    if is_organisation(thing) && draft.organisation.name.is_none() {
        draft.organisation.name.clone_from(&draft.name);
        draft.organisation.website.clone_from(&draft.website);
    }
    draft
}

fn bare(word: &str) -> String {
    word.rsplit(['/', '#']).next().unwrap_or(word).to_owned()
}

fn truth_of(value: &Value) -> Option<bool> {
    value.as_bool().or_else(|| super::truth(value.as_str()?))
}

fn is_organisation(thing: &Value) -> bool {
    types_of(thing).iter().any(|kind| {
        kind.ends_with("Organization")
            || kind.ends_with("Business")
            || kind == "NGO"
            || kind.ends_with("Club")
    })
}

fn words(record: &Value, list: &str, name: &str) -> Option<String> {
    joined(items(record, &[list]).into_iter().map(|item| text(item, &[name, "name", "prefLabel"])), ", ")
}

fn read_about(thing: &Value, draft: &mut Draft) {
    for activity in items(thing, &["activity", "facilityType", "about"]) {
        if let Some(word) = text(activity, &["prefLabel", "name"]).or_else(|| text_of(activity)) {
            push(&mut draft.category_words, word);
        }
        if let Some(id) =
            text(activity, &["@id", "id"]).filter(|id| id.contains("openactive.io/activity-list"))
        {
            push(&mut draft.codes, format!("openActiveActivity:{}", bare(&id)));
        }
    }
    for list in ["category", "categories", "keywords", "programme", "serviceType"] {
        for word in items(thing, &[list]) {
            let word = text_of(word).or_else(|| text(word, &["name", "prefLabel"]));
            for part in word.iter().flat_map(|word| word.split(',')) {
                if !part.trim().is_empty() && !part.contains("://") {
                    push(&mut draft.category_words, part.trim().to_owned());
                }
            }
        }
    }
    for kind in types_of(thing) {
        // A type says something where it is more than "a thing", "an event", "an organisation".
        let generic = [
            "Event",
            "Thing",
            "Organization",
            "Place",
            "SessionSeries",
            "ScheduledSession",
            "FacilityUse",
            "Service",
        ];
        if !generic.contains(&kind.as_str()) && !kind.starts_with("Individual") {
            push(&mut draft.category_words, split_capitals(&kind));
        }
    }
    for language in items(thing, &["inLanguage", "availableLanguage"]) {
        if let Some(word) = text_of(language).or_else(|| text(language, &["name", "alternateName"])) {
            push(&mut draft.languages, word);
        }
    }
    for area in items(thing, &["areaServed", "serviceArea"]) {
        if let Some(name) = text_of(area).or_else(|| text(area, &["name"])) {
            draft.areas.push(DraftArea { name: Some(name), ..DraftArea::default() });
        }
    }
}

fn push(list: &mut Vec<String>, word: String) {
    if !list.contains(&word) {
        list.push(word);
    }
}

/// `SportsClub` into `Sports club`.
fn split_capitals(kind: &str) -> String {
    let mut out = String::new();
    for (at, c) in kind.chars().enumerate() {
        if at > 0 && c.is_uppercase() {
            out.push(' ');
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
    }
    out
}

fn read_places(thing: &Value, draft: &mut Draft) {
    if !draft.locations.is_empty() {
        return;
    }
    for place in items(thing, &["location", "place"]) {
        if let Some(words) = text_of(place) {
            if words.contains("://") {
                draft.delivery_words.push("online".to_owned());
            } else {
                draft.locations.push(DraftLocation { address: Some(words), ..DraftLocation::default() });
            }
        } else if types_of(place).iter().any(|kind| kind == "VirtualLocation") {
            draft.locations.push(DraftLocation {
                role: LocationRole::Online,
                name: text(place, &["name"]),
                ..DraftLocation::default()
            });
        } else {
            let location = place_of(place, text(place, &["name"]));
            if !location.is_empty() {
                draft.locations.push(location);
            }
        }
    }
    if draft.locations.is_empty() && (thing.get("address").is_some() || thing.get("geo").is_some()) {
        let location = place_of(thing, None);
        if !location.is_empty() {
            draft.locations.push(location);
        }
    }
}

fn place_of(place: &Value, name: Option<String>) -> DraftLocation {
    let mut location = DraftLocation { name, ..DraftLocation::default() };
    match place.get("address") {
        Some(Value::String(words)) => location.address = Some(words.clone()),
        Some(address @ Value::Object(_)) => {
            location.address =
                joined([text(address, &["streetAddress"]), text(address, &["addressRegion"])], ", ");
            location.town = text(address, &["addressLocality"]);
            location.postcode = text(address, &["postalCode"]);
        }
        _ => {}
    }
    let geo = place.get("geo").unwrap_or(place);
    location.latitude = text(geo, &["latitude"]);
    location.longitude = text(geo, &["longitude"]);
    for feature in items(place, &["amenityFeature"]) {
        let is_there = feature.get("value").and_then(truth_of);
        if let (Some(name), Some(is_there)) = (text(feature, &["name"]), is_there) {
            location.accessibility.push((name, if is_there { "yes" } else { "no" }.to_owned()));
        }
    }
    location
}

fn read_offers(thing: &Value, draft: &mut Draft) {
    if !draft.cost_options.is_empty() {
        return;
    }
    for offer in items(thing, &["offers"]) {
        let amount = text(offer, &["price", "lowPrice"]);
        if let Some(amount) = amount {
            draft.cost_options.push(DraftCost {
                amount: Some(amount),
                currency: text(offer, &["priceCurrency"]),
                option: text(offer, &["name", "description"]),
            });
        }
        if draft.joining_text.is_none() && text(offer, &["url"]).is_some() {
            draft.joining_text = Some("Book online".to_owned());
        }
    }
    if draft.cost_text.is_none() {
        draft.cost_text = text(thing, &["priceRange"]);
    }
}

fn read_who(thing: &Value, draft: &mut Draft) {
    if let Some(range) = thing.get("ageRange").filter(|range| range.is_object()) {
        draft.minimum_age =
            draft.minimum_age.take().or_else(|| text(range, &["minValue"]).filter(|age| age != "0"));
        draft.maximum_age =
            draft.maximum_age.take().or_else(|| text(range, &["maxValue"]).filter(|age| age != "0"));
    }
    draft.age_text = draft.age_text.take().or_else(|| text(thing, &["typicalAgeRange"]));
    draft.gender =
        draft.gender.take().or_else(|| text(thing, &["genderRestriction"]).map(|word| bare(&word)));
    for support in items(thing, &["accessibilitySupport"]) {
        if let Some(word) = text(support, &["prefLabel", "name"]).or_else(|| text_of(support)) {
            draft.accessibility.push((word, "yes".to_owned()));
        }
    }
    for leader in items(thing, &["leader", "contributor", "performer"]) {
        draft.persons.extend(text(leader, &["name"]));
    }
}

fn organisation(thing: &Value) -> DraftOrganisation {
    let found = ["organizer", "provider", "parentOrganization", "brand"].iter().find_map(|name| {
        items(thing, &[*name])
            .into_iter()
            .find(|one| one.is_object() && !types_of(one).iter().any(|kind| kind == "Person"))
    });
    let Some(organisation) = found else { return DraftOrganisation::default() };
    DraftOrganisation {
        name: text(organisation, &["name", "legalName"]),
        description: text(organisation, &["description"]),
        website: text(organisation, &["url"]),
        identifiers: Vec::new(),
        register: None,
    }
}

fn read_contact(thing: &Value, draft: &mut Draft) {
    let mut holders = vec![thing];
    holders.extend(items(thing, &["contactPoint"]));
    holders.extend(items(thing, &["organizer", "provider"]).into_iter().filter(|one| one.is_object()));
    for holder in holders {
        if types_of(holder).iter().any(|kind| kind == "Person") {
            draft.persons.extend(text(holder, &["name"]));
            continue;
        }
        if let Some(number) = text(holder, &["telephone"])
            && !draft.phones.iter().any(|known| known.number == number)
        {
            draft.phones.push(DraftPhone { number, note: None });
        }
        if let Some(email) = text(holder, &["email"]) {
            push(&mut draft.emails, email);
        }
    }
}

fn read_times(thing: &Value, draft: &mut Draft) {
    for schedule in items(thing, &["eventSchedule"]) {
        draft.sessions.push(DraftSession {
            freq: text(schedule, &["repeatFrequency"]),
            byday: joined(
                items(schedule, &["byDay"]).into_iter().map(|day| text_of(day).map(|day| bare(&day))),
                ",",
            ),
            bymonthday: joined(items(schedule, &["byMonthDay"]).into_iter().map(text_of), ","),
            valid_from: text(schedule, &["startDate"]),
            valid_to: text(schedule, &["endDate"]),
            opens_at: text(schedule, &["startTime"]),
            closes_at: text(schedule, &["endTime"]),
            except: items(schedule, &["exceptDate"]).into_iter().filter_map(text_of).collect(),
            ..DraftSession::default()
        });
    }
    for hours in items(thing, &["openingHoursSpecification", "hoursAvailable"]) {
        draft.sessions.push(DraftSession {
            freq: Some("WEEKLY".to_owned()),
            byday: joined(
                items(hours, &["dayOfWeek"]).into_iter().map(|day| text_of(day).map(|day| bare(&day))),
                ",",
            ),
            opens_at: text(hours, &["opens"]),
            closes_at: text(hours, &["closes"]),
            valid_from: text(hours, &["validFrom"]),
            valid_to: text(hours, &["validThrough"]),
            ..DraftSession::default()
        });
    }
    let notations: Vec<String> = items(thing, &["openingHours"]).into_iter().filter_map(text_of).collect();
    if !notations.is_empty() {
        draft.schedule_text = Some(notations.join("; "));
    }
    if let Some(words) = text(thing, &["schedulingNote"]) {
        draft.schedule_text = joined([draft.schedule_text.take(), Some(words)], "; ");
    }
    if draft.sessions.is_empty() {
        for part in items(thing, &["subEvent"]) {
            let is_cancelled =
                text(part, &["eventStatus"]).is_some_and(|word| word.ends_with("EventCancelled"));
            if !is_cancelled {
                add_dated(part, draft);
            }
        }
    }
    if draft.sessions.is_empty() {
        add_dated(thing, draft);
    }
}

fn add_dated(event: &Value, draft: &mut Draft) {
    let starts = text(event, &["startDate"]);
    if starts.is_some() {
        let session = DraftSession { starts, ends: text(event, &["endDate"]), ..DraftSession::default() };
        if !draft.sessions.contains(&session) {
            draft.sessions.push(session);
        }
    }
}

fn read_delivery(thing: &Value, parent: Option<&Value>, draft: &mut Draft) {
    let mode = text(thing, &["eventAttendanceMode"]).or_else(|| text(parent?, &["eventAttendanceMode"]));
    match mode.map(|mode| bare(&mode)).as_deref() {
        Some("OnlineEventAttendanceMode") => draft.delivery_words.push("online".to_owned()),
        Some("MixedEventAttendanceMode") => {
            draft.delivery_words.push("online".to_owned());
            draft.delivery_words.push("in person".to_owned());
        }
        Some("OfflineEventAttendanceMode") => draft.delivery_words.push("in person".to_owned()),
        _ => {}
    }
    if thing.get("isVirtuallyCoached").and_then(Value::as_bool) == Some(true) {
        draft.delivery_words.push("online".to_owned());
    }
}
