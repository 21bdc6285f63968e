//! The facts of a service in a list: when, where, cost, for whom, how to join, access, contact.

use maud::{Markup, html};
use model::accessibility::{AccessFeature, Accessibility};
use model::eligibility::Gender;
use model::evidence::Field;
use model::place::{Location, Precision, ServiceArea};
use model::service::{Delivery, Service};

use super::ServicePage;
use super::provenance::said_by;
use crate::format;
use crate::i18n::Language;
use crate::pages::sources::line;
use crate::parts;
use crate::view::View;

/// The whole list.
pub fn draw(view: &View, shown: &ServicePage<'_>) -> Markup {
    let words = view.words;
    let service = shown.service;
    let said = |field: Field| said_by(view, shown, field);
    html! {
        h2 class="nhsuk-heading-m" { (words.say("the-facts")) }
        dl class="nhsuk-summary-list fp-summary" {
            (line(words.say("when"), &html! { (when(view, shown)) (said(Field::Schedule)) }))
            (line(words.say("where"), &html! { (places(view, service)) (said(Field::Location)) }))
            (line(words.say("cost"), &html! { (format::cost(words, &service.cost)) (said(Field::Cost)) }))
            (line(words.say("who-for"), &html! { (who_for(view, service)) (said(Field::Eligibility)) }))
            (line(words.say("joining"), &html! { (how_to_join(view, service)) (said(Field::Joining)) }))
            (line(words.say("access"), &html! { (access(view, service)) (said(Field::Accessibility)) }))
            @if !service.languages.is_empty() {
                (line(words.say("languages"), &html! {
                    (service.languages.iter().map(|code| format::language(words, code)).collect::<Vec<_>>().join(", "))
                    (said(Field::Languages))
                }))
            }
            (line(words.say("contact"), &html! { (contact(view, service)) (said(Field::Phone)) }))
            @if !shown.categories.is_empty() {
                (line(words.say("kind"), &html! {
                    @for (index, (id, label)) in shown.categories.iter().enumerate() {
                        @if index > 0 { ", " }
                        a lang="en" href=(view.to_with_list(&format!("/browse/{id}"))) { (label) }
                    }
                    (said(Field::Categories))
                }))
            }
        }
    }
}

fn when(view: &View, shown: &ServicePage<'_>) -> Markup {
    let words = view.words;
    let now = view.now.datetime();
    let schedule = &shown.service.schedule;
    html! {
        @if schedule.always_open { p { (words.say("always-open")) } }
        @if !shown.next.is_empty() && !schedule.always_open {
            ul class="nhsuk-list fp-dates" {
                @for next in &shown.next {
                    li { (format::next_session(words, next, now)) @if next.is_only_possible { " – " (words.say("may-not-run")) } }
                }
            }
        }
        @if let Some(text) = schedule.text.as_ref().filter(|text| shown.next.is_empty() || !format::is_notation(text)) { p lang="en" { (text) } }
        @else if shown.next.is_empty() && !schedule.always_open { (words.say("when-not-stated")) }
    }
}

/// Whether a source's own words on joining are those that stand there already.
fn says_the_same(service: &Service, text: &str) -> bool {
    let words = Language::English.words();
    service.joining.routes.iter().any(|route| text.eq_ignore_ascii_case(format::joining(words, *route)))
}

fn places(view: &View, service: &Service) -> Markup {
    let words = view.words;
    html! {
        @for delivery in &service.delivery { @if let Some(key) = delivery_key(*delivery) { p { (words.say(key)) } } }
        @if service.locations.is_empty() && service.delivery.is_empty() { p { (words.say("no-place-stated")) } }
        @for place in service.locations.iter().take(3) { (address(view, place)) }
        @if service.locations.len() > 3 {
            details class="nhsuk-details" {
                summary class="nhsuk-details__summary" {
                    span class="nhsuk-details__summary-text" { (view.tell("other-places", &[("count", (service.locations.len() - 3).into())])) }
                }
                div class="nhsuk-details__text" { @for place in &service.locations[3..] { (address(view, place)) } }
            }
        }
        @if !service.areas.is_empty() {
            p { (words.say("covers")) " " span lang="en" { (service.areas.iter().map(area_name).collect::<Vec<_>>().join(", ")) } }
        }
    }
}

/// The words for a way of delivery; being somewhere in person needs none beside the address.
fn delivery_key(delivery: Delivery) -> Option<&'static str> {
    match delivery {
        Delivery::InPerson => None,
        Delivery::Online => Some("delivery-online"),
        Delivery::ByPhone => Some("delivery-by-phone"),
        Delivery::AtHome => Some("delivery-at-home"),
        Delivery::Varies => Some("delivery-varies"),
    }
}

fn address(view: &View, place: &Location) -> Markup {
    let words = view.words;
    let postcode = place.postcode.map(|code| code.to_string());
    let parts: Vec<&str> =
        [place.name.as_deref(), place.address.as_deref(), place.town.as_deref(), postcode.as_deref()]
            .into_iter()
            .flatten()
            .collect();
    html! {
        address class="fp-address" {
            span lang="en" { @for (index, part) in parts.iter().enumerate() { @if index > 0 { br; } (part) } }
            @if parts.is_empty() { @if let Some(label) = place.located.as_ref().and_then(|l| l.label.as_ref()) { (label) } }
            @if let Some(located) = &place.located {
                br;
                a href=(format!("https://www.openstreetmap.org/directions?to={:.5}%2C{:.5}", located.point.latitude, located.point.longitude)) rel="noreferrer" { (words.say("get-there")) }
                @if let Some(key) = precision_key(located.precision) { br; span class="fp-source" { (words.say(key)) } }
            }
        }
    }
}

/// What to say where a point is not the door itself.
fn precision_key(precision: Precision) -> Option<&'static str> {
    match precision {
        Precision::Source | Precision::Postcode => None,
        Precision::TerminatedPostcode => Some("precision-old-postcode"),
        Precision::Sector | Precision::Outcode | Precision::Place => Some("precision-rough"),
    }
}

fn area_name(area: &ServiceArea) -> String {
    match area {
        ServiceArea::UnitedKingdom => "the whole United Kingdom".to_owned(),
        ServiceArea::Area { name, .. } | ServiceArea::Named { name } => name.clone(),
        ServiceArea::Around { radius_metres, .. } => {
            format!("within {:.0} miles", (radius_metres / model::place::METRES_PER_MILE).max(1.0))
        }
        ServiceArea::Polygon { name, .. } => name.clone().unwrap_or_else(|| "a stated area".to_owned()),
    }
}

fn who_for(view: &View, service: &Service) -> Markup {
    let words = view.words;
    let who = &service.eligibility;
    let ages = match (who.minimum_age, who.maximum_age) {
        (Some(from), Some(to)) => {
            Some(view.tell("ages-between", &[("from", from.into()), ("to", to.into())]))
        }
        (Some(from), None) => Some(view.tell("ages-from", &[("from", from.into())])),
        (None, Some(to)) => Some(view.tell("ages-to", &[("to", to.into())])),
        (None, None) => None,
    };
    let gender = who.gender.map(|gender| words.say(gender_key(gender)));
    html! {
        @if let Some(ages) = &ages { p { (ages) } }
        @if let Some(gender) = gender { p { (gender) } }
        @if let Some(text) = &who.text { p lang="en" { (text) } }
        @if let Some(text) = &who.not_for { p { strong { (words.say("not-for")) } " " span lang="en" { (text) } } }
        @if who.is_empty() { (words.say("not-stated-ask")) }
    }
}

/// The words for a stated restriction by gender.
pub fn gender_key(gender: Gender) -> &'static str {
    match gender {
        Gender::Women => "gender-women",
        Gender::Men => "gender-men",
        Gender::Everyone => "gender-everyone",
    }
}

fn how_to_join(view: &View, service: &Service) -> Markup {
    html! {
        @for route in &service.joining.routes { p { (format::joining(view.words, *route)) } }
        @if let Some(text) = &service.joining.text && !says_the_same(service, text) { p lang="en" { (text) } }
        @if service.joining.is_empty() { (view.say("not-stated-ask")) }
    }
}

fn access(view: &View, service: &Service) -> Markup {
    let of_building = service.locations.first().map(|place| &place.accessibility);
    let all: Vec<&Accessibility> = std::iter::once(&service.accessibility).chain(of_building).collect();
    let is_stated = all.iter().any(|access| !access.is_empty());
    html! {
        @if is_stated {
            ul class="nhsuk-list" {
                @for feature in AccessFeature::ALL {
                    @if let Some(is_there) = all.iter().find_map(|access| access.facts.get(&feature)) {
                        li { (view.say(access_key(feature))) ": " (view.say(if *is_there { "yes" } else { "no" })) }
                    }
                }
            }
            @for text in all.iter().filter_map(|access| access.text.as_ref()) { p lang="en" { (text) } }
        } @else { (view.say("not-stated-ask")) }
    }
}

/// The words for an access feature.
pub fn access_key(feature: AccessFeature) -> &'static str {
    match feature {
        AccessFeature::Wheelchair => "access-wheelchair",
        AccessFeature::StepFree => "access-step-free",
        AccessFeature::AccessibleToilet => "access-accessible-toilet",
        AccessFeature::Toilet => "access-toilet",
        AccessFeature::HearingLoop => "access-hearing-loop",
        AccessFeature::SignLanguage => "access-sign-language",
        AccessFeature::Quiet => "access-quiet",
        AccessFeature::Parking => "access-parking",
        AccessFeature::AccessibleParking => "access-accessible-parking",
        AccessFeature::BabyChanging => "access-baby-changing",
        AccessFeature::AssistanceDogs => "access-assistance-dogs",
    }
}

fn contact(view: &View, service: &Service) -> Markup {
    html! {
        @for phone in &service.contact.phones {
            p { (parts::phone_link(&phone.number, &phone.readable)) @if let Some(note) = &phone.note { " – " span lang="en" { (note) } } }
        }
        @for email in &service.contact.emails { p { a href=(format!("mailto:{email}")) { (email) } } }
        @if let Some(page) = &service.contact.website { p { (parts::web_link(page)) } }
        @if service.contact.is_empty() { (view.say("not-stated")) }
    }
}
