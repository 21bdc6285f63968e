//! Paper: one sheet a service, ordinary or large print, with a code that leads back.

use maud::{Markup, PreEscaped, html};

use crate::brief::short_id;
use crate::format;
use crate::gather::Chosen;
use crate::layout::{self, Page};
use crate::pages::service::{cut, questions};
use crate::parts;
use crate::view::View;

/// A sheet for each service.
pub fn draw(view: &View, chosen: &[Chosen], is_large: bool) -> Markup {
    let words = view.words;
    let title = match chosen {
        [one] => view.tell("sheet-title", &[("name", one.service.name.as_str().into())]),
        _ => words.say("sheets-title").to_owned(),
    };
    let main = html! {
        div class="fp-noprint" {
            h1 class="nhsuk-heading-l" { (title) }
            ul class="fp-actions" {
                li { button class="nhsuk-button" type="button" data-print="yes" { (words.say("print")) } }
                li { a href=(view.to(&resized(&view.here, is_large))) { (words.say(if is_large { "usual-print" } else { "large-print" })) } }
            }
            p { (words.say("print-hint")) }
        }
        div class=[is_large.then_some("fp-large")] { @for one in chosen { (sheet(view, one)) } }
    };
    layout::draw(view, &Page { title, is_private: true, ..Page::default() }, &main)
}

/// The same address in the other size.
fn resized(here: &str, is_large: bool) -> String {
    let path = here.split('?').next().unwrap_or(here);
    let rest: Vec<&str> = here
        .split_once('?')
        .map_or("", |(_, query)| query)
        .split('&')
        .filter(|p| !p.is_empty() && !p.starts_with("large"))
        .collect();
    let mut query = rest.join("&");
    if !is_large {
        query = if query.is_empty() { "large=1".to_owned() } else { format!("{query}&large=1") };
    }
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

fn sheet(view: &View, one: &Chosen) -> Markup {
    let words = view.words;
    let service = &one.service;
    let now = view.now.datetime();
    let link = view.absolute(&format!("/s/{}", short_id(service.id)));
    html! {
        article class="fp-sheet" {
            h2 class="nhsuk-heading-l" lang="en" { (service.name) }
            @if let Some(text) = &service.description { p lang="en" { (cut(text, 400)) } }
            dl class="fp-facts" {
                (parts::fact(words.say("when"), &html! {
                    @for next in &one.next { (format::next_session(words, next, now)) br; }
                    @if let Some(text) = service.schedule.text.as_ref().filter(|text| one.next.is_empty() || !format::is_notation(text)) { span lang="en" { (text) } }
                    @else if one.next.is_empty() { (words.say("when-not-stated")) }
                }))
                (parts::fact(words.say("where"), &html! {
                    @match service.locations.first() {
                        Some(place) => span lang="en" {
                            @for part in [&place.name, &place.address, &place.town].into_iter().flatten() { (part) br; }
                            @if let Some(postcode) = place.postcode { (postcode.to_string()) }
                        },
                        None => (words.say("no-place-stated")),
                    }
                }))
                (parts::fact(words.say("cost"), &html! { (format::cost(words, &service.cost)) }))
                (parts::fact(words.say("joining"), &html! {
                    @if service.joining.routes.is_empty() { (words.say("not-stated-ask")) }
                    @for route in &service.joining.routes { (format::joining(words, *route)) br; }
                }))
                (parts::fact(words.say("contact"), &html! {
                    @for phone in &service.contact.phones { strong { (parts::phone_link(&phone.number, &phone.readable)) } br; }
                    @for email in &service.contact.emails { (email) br; }
                    @if let Some(page) = &service.contact.website { (parts::host_of(page)) }
                    @if service.contact.is_empty() { (words.say("not-stated")) }
                }))
            }
            h3 class="nhsuk-heading-s" { (words.say("first-visit")) }
            @if let Some(text) = &service.first_visit { p lang="en" { (text) } }
            p { (words.say("ask-them")) }
            ul class="nhsuk-list nhsuk-list--bullet" { @for key in questions(service).into_iter().take(5) { li { (words.say(key)) } } }
            div class="fp-sheet__ends" {
                div {
                    p class="fp-source" { (view.tell("printed-on", &[("date", format::date(words, view.now.date()).into())])) }
                    p class="fp-source" { (link) }
                }
                (code(view, &link))
            }
        }
    }
}

/// A code that a telephone's camera reads.
pub fn code(view: &View, link: &str) -> Markup {
    let drawn = qrcode::QrCode::new(link.as_bytes()).map(|code| {
        code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(120, 120).quiet_zone(false).build()
    });
    html! {
        @if let Ok(svg) = drawn {
            @let picture = svg.split_once("?>").map_or(svg.as_str(), |(_, picture)| picture);
            span class="fp-qr" role="img" aria-label=(view.say("code-label")) { (PreEscaped(picture)) }
        }
    }
}
