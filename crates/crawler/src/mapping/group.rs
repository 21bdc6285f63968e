//! Places, sessions and prices: the values that come in groups.

use model::evidence::Reading;
use serde_json::Value;

use super::evaluate::{evaluate, labelled_values};
use crate::draft::{Draft, DraftCost, DraftLocation, DraftSession, LocationRole};
use crate::read::values_at;
use crate::source::{FieldRule, Finder, Given, Group, Source, Step, Target};

/// Reads `locations`, `sessions` and `prices`.
pub fn apply(source: &Source, record: &Value, draft: &mut Draft) {
    for group in &source.map.locations {
        each(group, record, &mut |item| {
            let mut location = DraftLocation::default();
            for (target, rule) in &group.rules {
                if *target == Target::Access {
                    location.accessibility.extend(labelled_values(rule, item, &source.read));
                    continue;
                }
                let values = evaluate(rule, item, &source.read);
                if !values.is_empty() {
                    apply_to_location(*target, &values, &mut location);
                }
            }
            if !location.is_empty() {
                draft.locations.push(location);
            }
        });
    }
    for group in &source.map.sessions {
        each(group, record, &mut |item| {
            let mut session = DraftSession::default();
            for (target, rule) in &group.rules {
                apply_to_session(*target, evaluate(rule, item, &source.read), &mut session);
            }
            if session != DraftSession::default() {
                draft.sessions.push(session);
            }
        });
    }
    for group in &source.map.prices {
        each(group, record, &mut |item| {
            let mut price = DraftCost::default();
            for (target, rule) in &group.rules {
                let value = evaluate(rule, item, &source.read).into_iter().next();
                match target {
                    Target::Price => price.amount = value,
                    Target::PriceNote => price.option = value,
                    _ => {}
                }
            }
            if price.amount.is_some() {
                draft.cost_options.push(price);
            }
        });
    }
    read_found_postcodes(&source.map.rules, draft);
}

fn each(group: &Group, record: &Value, found: &mut dyn FnMut(&Value)) {
    match &group.each {
        Some(path) => values_at(record, path, &mut |item| found(item)),
        None => found(record),
    }
}

/// A postcode that was looked for in an address was not stated in a field of its own.
fn read_found_postcodes(rules: &[(Target, FieldRule)], draft: &mut Draft) {
    let found_in_prose =
        rules.iter().any(|(target, rule)| *target == Target::Postcode && looks_in_prose(rule));
    if found_in_prose && let Some(location) = draft.locations.iter_mut().find(|own| own.postcode.is_some()) {
        location.postcode_reading = Reading::FromProse;
    }
}

fn looks_in_prose(rule: &FieldRule) -> bool {
    let finds = rule.steps.contains(&Step::Find(Finder::Postcode));
    let plain_first =
        matches!(&rule.from, Given::First(rules) if rules.first().is_some_and(|r| r.steps.is_empty()));
    finds && !plain_first
}

/// Puts a value into a place; `false` when the target is none of a place's.
pub fn apply_to_location(target: Target, values: &[String], location: &mut DraftLocation) -> bool {
    let Some(value) = values.first() else { return false };
    let one = || Some(value.clone());
    match target {
        Target::PlaceRole => location.role = place_role(value),
        Target::Venue => location.name = one(),
        Target::Address => location.address = Some(values.join(", ")),
        Target::Town => location.town = one(),
        Target::Postcode => location.postcode = one(),
        Target::Latitude => location.latitude = one(),
        Target::Longitude => location.longitude = one(),
        Target::Coordinates => {
            if let Some((latitude, longitude)) = split_coordinates(values) {
                location.latitude = Some(latitude);
                location.longitude = Some(longitude);
            }
        }
        Target::Easting => location.easting = one(),
        Target::Northing => location.northing = one(),
        Target::Uprn => location.uprn = one(),
        Target::BuildingAccess => location.accessibility_text = Some(values.join("\n\n")),
        _ => return false,
    }
    true
}

/// What a word says that an address is of.
pub fn place_role(word: &str) -> LocationRole {
    match crate::source::fold(word).as_str() {
        "run-from" | "run from" | "office" | "head office" | "registered office" | "postal" => {
            LocationRole::RunFrom
        }
        "online" | "virtual" => LocationRole::Online,
        _ => LocationRole::DeliveredAt,
    }
}

fn split_coordinates(values: &[String]) -> Option<(String, String)> {
    if let [latitude, longitude] = values {
        return Some((latitude.clone(), longitude.clone()));
    }
    let mut numbers =
        values.first()?.split(|c: char| c == ',' || c.is_whitespace()).filter(|part| !part.is_empty());
    let pair = (numbers.next()?.to_owned(), numbers.next()?.to_owned());
    numbers.next().is_none().then_some(pair)
}

/// Flat session targets describe the record's one session.
pub fn apply_to_only_session(target: Target, values: Vec<String>, draft: &mut Draft) {
    if matches!(target, Target::Price | Target::PriceNote) {
        if draft.cost_options.is_empty() {
            draft.cost_options.push(DraftCost::default());
        }
        let value = values.into_iter().next();
        match target {
            Target::Price => draft.cost_options[0].amount = value,
            _ => draft.cost_options[0].option = value,
        }
        return;
    }
    if draft.sessions.is_empty() {
        draft.sessions.push(DraftSession::default());
    }
    apply_to_session(target, values, &mut draft.sessions[0]);
}

/// Puts a value into a session.
pub fn apply_to_session(target: Target, values: Vec<String>, session: &mut DraftSession) {
    if values.is_empty() {
        return;
    }
    let all = values.join(",");
    let one = values.first().cloned();
    match target {
        Target::Freq => session.freq = one,
        Target::Interval => session.interval = one,
        Target::ByDay => session.byday = Some(all),
        Target::ByMonthDay => session.bymonthday = Some(all),
        Target::DtStart => session.dtstart = one,
        Target::Until => session.until = one,
        Target::ValidFrom => session.valid_from = one,
        Target::ValidTo => session.valid_to = one,
        Target::OpensAt => session.opens_at = one,
        Target::ClosesAt => session.closes_at = one,
        Target::Starts => session.starts = one,
        Target::Ends => session.ends = one,
        Target::Except => session.except.extend(values),
        Target::SessionNote => session.note = one,
        _ => {}
    }
}
