//! One service in short fixed sentences with a picture each, made from facts and never from prose.

use maud::{Markup, html};
use model::cost::CostKind;
use model::eligibility::JoiningRoute;
use model::service::{Delivery, Service};
use search::answer::NextSession;

use crate::format;
use crate::layout::{self, Page};
use crate::parts;
use crate::view::View;

/// Draws it.
pub fn draw(view: &View, service: &Service, next: Option<&NextSession>) -> Markup {
    let words = view.words;
    let main = html! {
        article class="fp-easy" {
            h1 class="nhsuk-heading-l" lang="en" { (service.name) }
            (row(words.say("easy-when"), CLOCK, &when(view, service, next)))
            (row(words.say("easy-where"), PIN, &place(view, service)))
            (row(words.say("easy-cost"), COIN, &html! { p { (words.say(cost_key(service.cost.kind))) } @for option in service.cost.options.iter().take(1) { p { (format::pounds(option.pence)) } } }))
            (row(words.say("easy-who"), PEOPLE, &who(view, service)))
            (row(words.say("easy-join"), DOOR, &html! { p { (words.say(join_key(service))) } }))
            (row(words.say("easy-ask"), PHONE, &ask(view, service)))
            p class="fp-noprint" { a href=(view.to_service(service.id)) { (words.say("easy-back")) } }
        }
    };
    let page = Page {
        title: view.tell("easy-title", &[("name", service.name.as_str().into())]),
        is_private: true,
        ..Page::default()
    };
    layout::draw(view, &page, &main)
}

fn row(title: &str, picture: &str, text: &Markup) -> Markup {
    html! {
        section class="fp-easy__row" {
            svg viewBox="0 0 64 64" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" stroke-linejoin="round" { path d=(picture) {} }
            div { h2 { (title) } (text) }
        }
    }
}

const CLOCK: &str = "M32 8a24 24 0 1 0 .1 0zM32 18v14l10 8";
const PIN: &str = "M32 58S12 38 12 25a20 20 0 0 1 40 0c0 13-20 33-20 33zM32 18a7 7 0 1 0 .1 0z";
const COIN: &str = "M32 8a24 24 0 1 0 .1 0zM40 22c-2-5-13-6-13 3v19m-4 0h18m-18-11h13";
const PEOPLE: &str =
    "M22 12a8 8 0 1 0 .1 0zM8 54V44a14 14 0 0 1 28 0v10zM44 18a6 6 0 1 0 .1 0zM42 34a11 11 0 0 1 15 10v10H44";
const DOOR: &str = "M14 58V8h30v50M6 58h52M36 32v4M52 20l8 8-8 8";
const PHONE: &str =
    "M14 8h12l6 14-8 6c3 7 7 11 13 13l6-8 14 7v11c0 4-5 6-9 5C28 52 12 36 8 18c-1-5 2-10 6-10z";

fn when(view: &View, service: &Service, next: Option<&NextSession>) -> Markup {
    html! {
        @if service.schedule.always_open { p { (view.say("easy-always")) } }
        @else if let Some(next) = next {
            p { (view.say("easy-next")) " " (format::next_session(view.words, next, view.now.datetime())) "." }
            @if next.is_only_possible { p { (view.say("easy-ring-first")) } }
        } @else { p { (view.say("easy-when-unknown")) } }
    }
}

fn place(view: &View, service: &Service) -> Markup {
    html! {
        @match service.locations.first() {
            Some(place) => {
                @for part in [&place.name, &place.address, &place.town].into_iter().flatten() { p lang="en" { (part) } }
                @if let Some(postcode) = place.postcode { p { (postcode.to_string()) } }
            }
            None => {
                @if service.delivery.contains(&Delivery::ByPhone) { p { (view.say("easy-by-phone")) } }
                @else if service.delivery.contains(&Delivery::Online) { p { (view.say("easy-online")) } }
                @else if service.delivery.contains(&Delivery::AtHome) { p { (view.say("easy-at-home")) } }
                @else { p { (view.say("easy-where-unknown")) } }
            }
        }
    }
}

fn cost_key(kind: CostKind) -> &'static str {
    match kind {
        CostKind::Free => "easy-free",
        CostKind::Donation => "easy-donation",
        CostKind::Paid => "easy-paid",
        CostKind::NotStated => "easy-cost-unknown",
    }
}

fn who(view: &View, service: &Service) -> Markup {
    let who = &service.eligibility;
    html! {
        @match (who.minimum_age, who.maximum_age) {
            (Some(from), Some(to)) => p { (view.tell("easy-ages-between", &[("from", from.into()), ("to", to.into())])) },
            (Some(from), None) => p { (view.tell("easy-ages-from", &[("from", from.into())])) },
            (None, Some(to)) => p { (view.tell("easy-ages-to", &[("to", to.into())])) },
            (None, None) => {}
        }
        @if let Some(gender) = who.gender { p { (view.say(crate::pages::service::gender_key(gender))) "." } }
        @if who.minimum_age.is_none() && who.maximum_age.is_none() && who.gender.is_none() { p { (view.say("easy-who-unknown")) } }
    }
}

fn join_key(service: &Service) -> &'static str {
    let has = |route| service.joining.routes.contains(&route);
    if has(JoiningRoute::JustTurnUp) {
        "easy-turn-up"
    } else if has(JoiningRoute::Book) {
        "easy-book"
    } else if has(JoiningRoute::SelfReferral) {
        "easy-self"
    } else if has(JoiningRoute::ProfessionalReferral) {
        "easy-professional"
    } else {
        "easy-join-unknown"
    }
}

fn ask(view: &View, service: &Service) -> Markup {
    html! {
        @if let Some(phone) = service.contact.phones.first() { p { (view.say("ring")) " " (parts::phone_link(&phone.number, &phone.readable)) "." } }
        @if let Some(email) = service.contact.emails.first() { p { a href=(format!("mailto:{email}")) { (email) } } }
        @if let Some(page) = &service.contact.website { p { (parts::web_link(page)) } }
        @if service.contact.is_empty() { p { (view.say("easy-ask-unknown")) } }
    }
}
