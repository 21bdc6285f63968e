//! Whether it is running.

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use model::evidence::{Field, Reading};
use model::service::Status;
use regex::Regex;

use super::Cleaning;
use super::words::{any_of, beginning, contains_in_any_case, folded, has_any};

/// The step.
pub fn clean_status(cleaning: &mut Cleaning<'_>) {
    let service = &mut cleaning.service;
    service.nature = cleaning.draft.nature.unwrap_or_default();
    let read = |text: &Option<String>| {
        text.as_deref().and_then(|text| super::date::read_past_date(text, cleaning.context.seen))
    };
    service.last_modified = read(&cleaning.draft.last_modified);
    service.assured = read(&cleaning.draft.assured);
    if let Some(status) = cleaning.draft.status.take().as_deref().and_then(read_status) {
        service.status = status;
        cleaning.say(Field::Status, Reading::Stated);
        return;
    }
    if let Some(status) = cleaning.service.description.as_deref().and_then(status_in_prose) {
        cleaning.service.status = status;
        cleaning.say(Field::Status, Reading::FromProse);
    }
}

/// The status as stated, or what a name in capitals shouts: "*** CLOSED PERMANENTLY *** Lunch Club".
pub fn with_hint_in_name(stated: Option<String>, name: &str) -> Option<String> {
    if stated.is_some() {
        return stated;
    }
    // Few names hold one, and all that do hold one of two words; letters beyond ASCII may become capitals of it.
    if name.is_ascii() && !["closed", "cancelled"].iter().any(|word| contains_in_any_case(name, word)) {
        return None;
    }
    let upper = name.to_uppercase();
    let shouts = [
        "CLOSED PERMANENTLY",
        "PERMANENTLY CLOSED",
        "(CLOSED)",
        "[CLOSED]",
        "*CLOSED*",
        "CANCELLED -",
        "(CANCELLED)",
        "TEMPORARILY CLOSED",
        "CLOSED -",
        "- CLOSED",
    ];
    shouts.iter().find(|shout| upper.contains(*shout)).map(|shout| (*shout).to_owned())
}

/// Words and codes of standards and councils.
pub fn read_status(written: &str) -> Option<Status> {
    let folded = folded(written);
    if has_any(&folded, &["temporarily", "temporary", "temporarily closed", "suspended", "paused", "on hold"])
    {
        return Some(Status::TemporarilyClosed);
    }
    if has_any(
        &folded,
        &[
            "closed permanently",
            "permanently closed",
            "defunct",
            "dissolved",
            "ceased",
            "wound up",
            "removed",
            "disbanded",
            "folded",
            "cancelled",
            "eventcancelled",
        ],
    ) {
        return Some(Status::Defunct);
    }
    if has_any(
        &folded,
        &[
            "closed",
            "inactive",
            "expired",
            "archived",
            "not running",
            "false",
            "no longer running",
            "deleted",
        ],
    ) {
        return Some(Status::Inactive);
    }
    if has_any(
        &folded,
        &[
            "active",
            "open",
            "running",
            "registered",
            "current",
            "live",
            "published",
            "true",
            "eventscheduled",
            "ok",
        ],
    ) {
        return Some(Status::Active);
    }
    None
}

/// Only where a text says it in so many words, of itself, early on.
fn status_in_prose(text: &str) -> Option<Status> {
    let start = beginning(text, 240);
    static HINTS: LazyLock<Regex> = LazyLock::new(|| any_of(&["closed", "longer", "anded"]));
    if !HINTS.is_match(start) {
        return None;
    }
    let folded = folded(start);
    if has_any(
        &folded,
        &[
            "temporarily closed",
            "is currently closed",
            "closed until further notice",
            "closed for refurbishment",
        ],
    ) {
        return Some(Status::TemporarilyClosed);
    }
    let ended = [
        "closed permanently",
        "permanently closed",
        "has now closed",
        "has closed down",
        "this service is no longer running",
        "this group is no longer running",
        "no longer meets",
        "has disbanded",
        "service has now ended",
    ];
    has_any(&folded, &ended).then_some(Status::Defunct)
}
