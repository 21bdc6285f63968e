//! One service: what, when, where, what it costs, who it is for, how to join, what to ask, and how we know.

mod facts;
mod first_visit;
mod provenance;
mod report;
mod structured;
#[cfg(test)]
mod tests;

use maud::{Markup, html};
use model::confidence::Confidence;
use model::identifier::{ConceptId, ServiceId};
use model::service::{Relation, Service};
use model::source::SourceInfo;
use search::answer::{Hit, NextSession};

use crate::format;
use crate::layout::{self, Page};
use crate::parts;
use crate::view::View;

pub use facts::{access_key, gender_key};
pub use first_visit::questions;
pub use report::REPORT_ABOUT;
pub use structured::json_ld;

/// Everything the page of a service shows, gathered by the caller.
#[derive(Debug, Clone)]
pub struct ServicePage<'a> {
    /// The service.
    pub service: &'a Service,
    /// How sure one may be today.
    pub confidence: Confidence,
    /// Its next meetings, soonest first.
    pub next: Vec<NextSession>,
    /// The publishers its records come from.
    pub sources: Vec<&'a SourceInfo>,
    /// Its concepts with their names for people.
    pub categories: Vec<(ConceptId, String)>,
    /// Others it stands to: relation, identifier, name.
    pub related: Vec<(Relation, ServiceId, String)>,
    /// Others of its kind near it.
    pub similar: Vec<Hit>,
    /// A report about it has just been taken down in the ledger.
    pub is_reported: bool,
}

/// Draws it.
pub fn draw(view: &View, shown: &ServicePage<'_>) -> Markup {
    let service = shown.service;
    let page = Page {
        title: service.name.clone(),
        description: service.description.as_deref().map(|text| cut(text, 160)),
        canonical: Some(format!("/service/{}", service.id)),
        json_ld: Some(layout::json_ld(&json_ld(view, shown))),
        ..Page::default()
    };
    layout::draw(view, &page, &main(view, shown))
}

fn main(view: &View, shown: &ServicePage<'_>) -> Markup {
    let words = view.words;
    let service = shown.service;
    let text_language = service.text_language.as_deref().unwrap_or("en");
    html! {
        (parts::breadcrumb(view, &[(words.say("browse"), "/browse".to_owned())]))
        @if shown.is_reported {
            div class="nhsuk-inset-text fp-thanks" role="status" { p { (words.say("report-thanks")) } }
        }
        h1 class="nhsuk-heading-l fp-title" lang=(text_language) { (service.name) }
        @if let Some(organisation) = service.organisation.as_ref().filter(|o| o.name != service.name) { p class="fp-by" { (view.tell("offered-by", &[("who", organisation.name.as_str().into())])) } }
        @if let Some(tag) = parts::status(view, service.status) { p { (tag) } }
        (parts::confidence(view, &shown.confidence))
        (actions(view, service))
        @if let Some(text) = &service.description {
            div class="fp-description" lang=(text_language) { @for paragraph in text.split("\n\n") { p { (paragraph) } } }
        } @else { p { (words.say("no-description")) } }
        (facts::draw(view, shown))
        (first_visit_card(view, service))
        (provenance::draw(view, shown))
        (others(view, shown))
        (report::form(view, service.id))
    }
}

/// Ring, list, calendar, print: what a person does next.
fn actions(view: &View, service: &Service) -> Markup {
    html! {
        ul class="fp-actions" {
            @if let Some(phone) = service.contact.phones.first() {
                li { a class="nhsuk-button" href=(format!("tel:{}", phone.number)) { (view.say("ring")) " " (phone.readable) } }
            }
            li { (parts::add_to_list(view, service.id, &service.name)) }
            li { a href=(view.to(&format!("/service/{}/sheet", service.id))) { (view.say("print-sheet")) } }
            li { a href=(view.to(&format!("/service/{}/easy-read", service.id))) { (view.say("easy-read")) } }
            @if !service.schedule.sessions.is_empty() {
                li { a href=(format!("/service/{}/calendar.ics", service.id)) { (view.say("add-to-calendar")) } }
            }
        }
    }
}

/// What happens the first time, and what to ask where nobody says.
fn first_visit_card(view: &View, service: &Service) -> Markup {
    let asks = questions(service);
    html! {
        section class="nhsuk-inset-text fp-first" aria-labelledby="first-visit" {
            h2 class="nhsuk-heading-m" id="first-visit" { (view.say("first-visit")) }
            @if let Some(text) = &service.first_visit { p lang="en" { (text) } }
            @if !asks.is_empty() {
                p { (view.say("ask-them")) }
                ul class="nhsuk-list nhsuk-list--bullet" { @for key in asks { li { (view.say(key)) } } }
            }
        }
    }
}

fn others(view: &View, shown: &ServicePage<'_>) -> Markup {
    let groups = [
        (Relation::OtherSite, "other-sites"),
        (Relation::SameOrganisation, "same-organisation"),
        (Relation::Umbrella, "umbrella"),
    ];
    html! {
        @for (relation, key) in groups {
            @let those: Vec<_> = shown.related.iter().filter(|(r, _, _)| *r == relation).collect();
            @if !those.is_empty() {
                h2 class="nhsuk-heading-m" { (view.say(key)) }
                ul class="nhsuk-list" { @for (_, id, name) in those { li { a lang="en" href=(view.to_service(*id)) { (name) } } } }
            }
        }
        @if !shown.similar.is_empty() {
            h2 class="nhsuk-heading-m" { (view.say("similar")) }
            ul class="nhsuk-list" {
                @for hit in &shown.similar {
                    li {
                        a lang="en" href=(view.to_service(hit.id)) { (hit.name) }
                        @if let Some(metres) = hit.distance_metres { " · " (format::distance(view.words, metres)) }
                    }
                }
            }
        }
    }
}

/// The first letters of a text, cut at a word.
pub fn cut(text: &str, letters: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= letters {
        return flat;
    }
    let head: String = flat.chars().take(letters).collect();
    let end = head.rfind(' ').unwrap_or(head.len());
    format!("{}…", head[..end].trim_end_matches([',', ';', '.', '–']))
}
