//! Mapping: from a record as the source wrote it to a draft in our fields, still text.
//!
//! A format with fields of its own (a standard) is mapped by the standard; what `[map]` says goes over it.

mod evaluate;
mod group;
pub mod open_referral;
pub mod own;
pub mod schema_org;
mod take;

use model::postcode::{Postcode, parse_outcode, parse_sector};
use model::report::Rejection;
use model::service::RegisterStatus;
use serde_json::Value;

use self::evaluate::{evaluate, evaluate_before_lookup};
use crate::draft::{Draft, DraftArea, DraftLocation, DraftPhone, LocationRole};
use crate::read::RawRecord;
use crate::source::{FieldRule, Format, ReadSettings, Source, Target};

/// Maps one record.
pub fn map(source: &Source, record: &RawRecord) -> Result<Draft, Rejection> {
    let value = &record.value;
    let mut draft = match source.read.format {
        Format::OpenReferral | Format::OpenReferral1 | Format::HsdsTabular => open_referral::map(value),
        Format::OpenActive | Format::JsonLd => schema_org::map(value),
        format @ (Format::Kml | Format::ICalendar | Format::Feed) => own::map(format, value),
        _ => Draft::default(),
    };
    draft.row = record.row;
    let mut location = DraftLocation::default();
    for (target, rule) in &source.map.rules {
        apply(source, *target, rule, value, &mut draft, &mut location);
    }
    if matches!(source.read.format, Format::GeoJson | Format::ArcGis) && location.latitude.is_none() {
        // The point of a feature is its geometry, whatever the settings say of its properties.
        let point = own::point(value);
        location.latitude = point.latitude;
        location.longitude = point.longitude;
    }
    keep_part_of_postcode(&mut location);
    if !location.is_empty() {
        draft.locations.push(location);
    } else if location.role != LocationRole::default() {
        // A constant role says of what the standard's own addresses are.
        draft.locations.iter_mut().for_each(|own| own.role = location.role);
    }
    group::apply(source, value, &mut draft);
    read_persons(source, value, &mut draft);
    draft.nature = draft.nature.or(source.nature);
    if draft.record.is_empty() {
        draft.record = digest(value);
    }
    if draft.name.is_none() {
        return Err(Rejection {
            source: source.id().clone(),
            row: record.row,
            record: Some(draft.record),
            reason: "no-name".to_owned(),
            detail: "the record has no name".to_owned(),
        });
    }
    Ok(draft)
}

/// A sector or an outcode in the field of a postcode says about where: it goes to the address, for locating.
fn keep_part_of_postcode(location: &mut DraftLocation) {
    let Some(written) = &location.postcode else { return };
    let is_part = Postcode::parse(written).is_none()
        && (parse_sector(written).is_some() || parse_outcode(written).is_some());
    if is_part {
        let address = location.address.take().into_iter().chain(location.postcode.take());
        location.address = Some(address.collect::<Vec<_>>().join(", "));
    }
}

/// A record without an id is known by its content.
fn digest(value: &Value) -> String {
    let text = serde_json::to_vec(value).unwrap_or_default();
    blake3::hash(&text).to_hex()[..32].to_owned()
}

fn read_persons(source: &Source, record: &Value, draft: &mut Draft) {
    for name in &source.personal.names {
        if let Some(text) = record.get(name.as_str()).and_then(Value::as_str)
            && !text.trim().is_empty()
        {
            draft.persons.push(text.trim().to_owned());
        }
    }
}

/// Puts what a rule gives where its target says. The location is that of a flat record, which has one.
fn apply(
    source: &Source,
    target: Target,
    rule: &FieldRule,
    record: &Value,
    draft: &mut Draft,
    location: &mut DraftLocation,
) {
    let settings = &source.read;
    if target == Target::Access {
        draft.accessibility.extend(evaluate::labelled_values(rule, record, settings));
        return;
    }
    let values = evaluate(rule, record, settings);
    if values.is_empty() {
        return;
    }
    if group::apply_to_location(target, &values, location) {
        return;
    }
    match target {
        Target::Category => apply_category(rule, record, settings, values, draft),
        _ => apply_to_draft(target, values, draft),
    }
}

fn apply_category(
    rule: &FieldRule,
    record: &Value,
    settings: &ReadSettings,
    values: Vec<String>,
    draft: &mut Draft,
) {
    let (concepts, words): (Vec<String>, Vec<String>) =
        values.into_iter().partition(|value| is_concept(value));
    if !concepts.is_empty() {
        draft.category_words.extend(evaluate_before_lookup(rule, record, settings));
    }
    draft.concepts.extend(concepts);
    draft.category_words.extend(words);
    let mut seen = Vec::new();
    draft.category_words.retain(|word| {
        let new = !is_concept(word) && !seen.contains(word);
        seen.push(word.clone());
        new
    });
}

/// `arts/singing`: lower-case words parted by hyphens and slashes, with at least one slash.
fn is_concept(value: &str) -> bool {
    value.contains('/')
        && value.split('/').all(|part| {
            !part.is_empty()
                && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        })
}

fn apply_to_draft(target: Target, values: Vec<String>, draft: &mut Draft) {
    match target {
        Target::Id => draft.record = joined(values, "/"),
        Target::Url => draft.url = first(values),
        Target::Name => draft.name = first(values),
        Target::AlternateNames => draft.alternate_names.extend(values),
        Target::Summary => draft.summary = paragraphs(values),
        Target::Description => draft.description = paragraphs(values),
        Target::TextLanguage => draft.text_language = first(values),
        Target::Organisation => draft.organisation.name = first(values),
        Target::OrganisationDescription => draft.organisation.description = paragraphs(values),
        Target::OrganisationWebsite => draft.organisation.website = first(values),
        Target::OrganisationId => {
            draft.organisation.identifiers.extend(values.iter().map(|value| scheme_and_number(value)));
        }
        Target::CharityNumber => identifiers("GB-CHC", values, draft),
        Target::ScottishCharityNumber => identifiers("GB-SC", values, draft),
        Target::NorthernIrelandCharityNumber => identifiers("GB-NIC", values, draft),
        Target::CompanyNumber => identifiers("GB-COH", values, draft),
        Target::Register => {
            draft.organisation.register = first(values).and_then(|word| register_status(&word))
        }
        Target::Concept => draft.concepts.extend(values),
        Target::Codes => draft.codes.extend(values),
        Target::Delivery => draft.delivery_words.extend(values),
        Target::Areas => {
            draft.areas.extend(
                values.into_iter().map(|name| DraftArea { name: Some(name), ..DraftArea::default() }),
            );
        }
        Target::AreaCodes => {
            draft.areas.extend(
                values.into_iter().map(|code| DraftArea { code: Some(code), ..DraftArea::default() }),
            );
        }
        Target::Schedule => draft.schedule_text = Some(joined(values, "; ")),
        Target::Cost => draft.cost_text = Some(joined(values, "; ")),
        Target::IsFree => draft.is_free = first(values).and_then(|word| truth(&word)),
        Target::MinimumAge => draft.minimum_age = first(values),
        Target::MaximumAge => draft.maximum_age = first(values),
        Target::Ages => draft.age_text = Some(joined(values, "; ")),
        Target::Gender => draft.gender = Some(joined(values, "; ")),
        Target::Eligibility => draft.eligibility_text = paragraphs(values),
        Target::NotFor => draft.not_for = paragraphs(values),
        Target::Languages => draft.languages.extend(values),
        Target::Accessibility => draft.accessibility_text = paragraphs(values),
        Target::Phone => {
            draft.phones.extend(values.into_iter().map(|number| DraftPhone { number, note: None }));
        }
        Target::Email => draft.emails.extend(values),
        Target::Website => draft.website = first(values),
        Target::Person => draft.persons.extend(values),
        Target::Joining => draft.joining_text = paragraphs(values),
        Target::FirstVisit => draft.first_visit = paragraphs(values),
        Target::Status => draft.status = first(values),
        Target::LastModified => draft.last_modified = first(values),
        Target::Assured => draft.assured = first(values),
        _ => group::apply_to_only_session(target, values, draft),
    }
}

fn first(values: Vec<String>) -> Option<String> {
    values.into_iter().next()
}

fn paragraphs(values: Vec<String>) -> Option<String> {
    (!values.is_empty()).then(|| joined(values, "\n\n"))
}

/// The values with `between` them; one alone is taken as it is.
fn joined(mut values: Vec<String>, between: &str) -> String {
    match values.as_mut_slice() {
        [one] => std::mem::take(one),
        _ => values.join(between),
    }
}

fn identifiers(scheme: &str, values: Vec<String>, draft: &mut Draft) {
    draft.organisation.identifiers.extend(values.into_iter().map(|number| (scheme.to_owned(), number)));
}

/// `GB-CHC-1234567` into (`GB-CHC`, `1234567`).
pub fn scheme_and_number(value: &str) -> (String, String) {
    let mut parts = value.splitn(3, '-');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(country), Some(register), Some(number)) if country.len() == 2 => {
            (format!("{}-{}", country.to_uppercase(), register.to_uppercase()), number.to_owned())
        }
        _ => (String::new(), value.to_owned()),
    }
}

/// What a word says of a register entry.
pub fn register_status(word: &str) -> Option<RegisterStatus> {
    match crate::source::fold(word).as_str() {
        "registered" | "active" | "true" | "yes" | "r" | "up-to-date" => Some(RegisterStatus::Registered),
        "removed" | "inactive" | "false" | "no" | "rm" | "dissolved" | "ceased" => {
            Some(RegisterStatus::Removed)
        }
        _ => None,
    }
}

/// What a word for yes or no says.
pub fn truth(word: &str) -> Option<bool> {
    match crate::source::fold(word).as_str() {
        "yes" | "y" | "true" | "1" | "t" | "free" => Some(true),
        "no" | "n" | "false" | "0" | "f" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
