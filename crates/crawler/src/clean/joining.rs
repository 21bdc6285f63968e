//! How to join: just turn up, book, get in touch, or be referred.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use model::eligibility::JoiningRoute;
use model::evidence::{Field, Reading};
use regex::Regex;

use super::Cleaning;
use super::text::clean_line;
use super::words::{any_of, folded, has_any};

/// The step.
pub fn clean_joining(cleaning: &mut Cleaning<'_>) {
    let text = cleaning.draft.joining_text.take().and_then(|text| clean_line(&text, &mut cleaning.notes));
    let stated = std::mem::take(&mut cleaning.draft.joining_routes);
    if text.is_some() || !stated.is_empty() {
        let in_text = || text.as_deref().map(routes_in).unwrap_or_default();
        cleaning.service.joining.routes = if stated.is_empty() { in_text() } else { stated };
        cleaning.service.joining.text = text;
        cleaning.say(Field::Joining, Reading::Stated);
        return;
    }
    let routes = cleaning.service.description.as_deref().map(routes_in_prose).unwrap_or_default();
    if !routes.is_empty() {
        cleaning.service.joining.routes = routes;
        cleaning.say(Field::Joining, Reading::FromProse);
    }
}

/// Routes of a text that is about joining.
pub fn routes_in(text: &str) -> BTreeSet<JoiningRoute> {
    let folded = folded(text);
    let mut routes = BTreeSet::new();
    let no_referral = has_any(
        &folded,
        &[
            "no referral",
            "without referral",
            "referral not needed",
            "referral not required",
            "no referrals",
            "dont need a referral",
            "do not need a referral",
        ],
    );
    let no_booking = has_any(
        &folded,
        &[
            "no need to book",
            "no booking",
            "booking not required",
            "booking not needed",
            "without booking",
            "no appointment",
            "without appointment",
            "no need to make an appointment",
        ],
    );
    if no_booking
        || has_any(
            &folded,
            &[
                "turn up",
                "drop in",
                "dropin",
                "come along",
                "walk in",
                "open access",
                "just come",
                "pop in",
                "open to all",
            ],
        )
    {
        routes.insert(JoiningRoute::JustTurnUp);
    }
    if has_any(
        &folded,
        &[
            "self referral",
            "self refer",
            "selfreferral",
            "refer yourself",
            "self",
            "contact us",
            "ring us",
            "call us",
            "get in touch",
            "email us",
            "contact the group",
            "phone us",
            "direct",
        ],
    ) {
        routes.insert(JoiningRoute::SelfReferral);
    }
    if !no_referral
        && has_any(
            &folded,
            &[
                "gp",
                "gp referral",
                "professional referral",
                "referral by",
                "referral from",
                "referred by",
                "professional",
                "health professional",
                "social worker",
                "agency referral",
                "agency",
                "referral only",
                "by referral",
                "via referral",
                "referral required",
                "voucher",
                "social services",
                "link worker",
                "refer",
            ],
        )
        && !has_any(&folded, &["refer yourself", "self refer"])
    {
        routes.insert(JoiningRoute::ProfessionalReferral);
    }
    if !no_booking
        && has_any(
            &folded,
            &[
                "book",
                "booking",
                "appointment",
                "appointments",
                "appointment only",
                "appointment needed",
                "booking required",
                "pre book",
                "ticket",
                "tickets",
                "register",
                "registration",
                "reserve",
            ],
        )
    {
        routes.insert(JoiningRoute::Book);
    }
    routes
}

/// Routes that a description states of the service.
fn routes_in_prose(text: &str) -> BTreeSet<JoiningRoute> {
    // One of these stands in each phrase below.
    static HINTS: LazyLock<Regex> =
        LazyLock::new(|| any_of(&["turn up", "book", "come along", "appointment", "drop in", "refer"]));
    let folded = folded(text);
    let mut routes = BTreeSet::new();
    if !HINTS.is_match(&folded) {
        return routes;
    }
    let mut add = |route, phrases: &[&str]| {
        if has_any(&folded, phrases) {
            routes.insert(route);
        }
    };
    add(
        JoiningRoute::JustTurnUp,
        &[
            "just turn up",
            "no need to book",
            "just come along",
            "no booking required",
            "no appointment needed",
            "no appointment necessary",
            "no booking necessary",
            "drop in service",
            "open drop in",
        ],
    );
    add(
        JoiningRoute::Book,
        &[
            "booking essential",
            "booking is essential",
            "booking required",
            "must be booked",
            "by appointment only",
            "appointment only",
            "advance booking",
            "pre booking",
        ],
    );
    add(JoiningRoute::SelfReferral, &["self referral", "self refer", "refer yourself", "self referrals"]);
    add(
        JoiningRoute::ProfessionalReferral,
        &[
            "gp referral",
            "referral from your gp",
            "referral only",
            "by referral only",
            "referred by your gp",
            "referral from a gp",
            "referral from a health professional",
            "referred by a professional",
            "professional referral",
        ],
    );
    routes
}
