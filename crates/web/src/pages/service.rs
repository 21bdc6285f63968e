//! One service: what, when, where, what it costs, who it is for, how to join, what to ask, and how we know.

mod first_visit;
mod structured;
#[cfg(test)]
mod tests;

use maud::{Markup, html};
use model::accessibility::{AccessFeature, Accessibility};
use model::confidence::Confidence;
use model::eligibility::Gender;
use model::evidence::{Evidence, Field, Reading, SourceRecord};
use model::identifier::{ConceptId, ServiceId};
use model::place::{Location, Precision, ServiceArea};
use model::service::{Delivery, Relation, Service};
use model::source::SourceInfo;
use search::answer::{Hit, NextSession};

use crate::format;
use crate::layout::{self, Page};
use crate::pages::sources::{line, role_key};
use crate::parts;
use crate::view::View;

pub use first_visit::questions;
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
        (facts(view, shown))
        (first_visit_card(view, service))
        (evidence(view, shown))
        (others(view, shown))
        (report_form(view, service.id))
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

fn facts(view: &View, shown: &ServicePage<'_>) -> Markup {
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
        @if let Some(text) = &schedule.text { p lang="en" { (text) } }
        @else if shown.next.is_empty() && !schedule.always_open { (words.say("when-not-stated")) }
    }
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
        @if let Some(text) = &service.joining.text { p lang="en" { (text) } }
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

/// Under a value: who said so, and when.
fn said_by(view: &View, shown: &ServicePage<'_>, field: Field) -> Markup {
    let service = shown.service;
    let evidence =
        service.evidence.iter().find(|evidence| evidence.field == field && evidence.says.is_none());
    let Some(record) = evidence.and_then(|evidence| service.records.get(evidence.record as usize)) else {
        return html! {};
    };
    let is_read_from_prose = evidence.is_some_and(|evidence| evidence.reading == Reading::FromProse);
    html! {
        p class="fp-source" {
            (view.tell("said-by", &[("who", publisher(shown, record).into()), ("date", dated(view, record).into())]))
            @if is_read_from_prose { " " (view.say("read-from-prose")) }
        }
    }
}

fn publisher(shown: &ServicePage<'_>, record: &SourceRecord) -> String {
    let info = shown.sources.iter().find(|info| info.id == record.source);
    info.map_or_else(|| record.source.to_string(), |info| info.publisher.clone())
}

fn dated(view: &View, record: &SourceRecord) -> String {
    format::date(view.words, record.asserted.unwrap_or(record.seen))
}

/// Every value with its source, its date, and what others say of it.
fn evidence(view: &View, shown: &ServicePage<'_>) -> Markup {
    let service = shown.service;
    let of_record = |index: usize| -> Vec<&Evidence> {
        service.evidence.iter().filter(|evidence| evidence.record as usize == index).collect()
    };
    html! {
        details class="nhsuk-details fp-evidence" {
            summary class="nhsuk-details__summary" { span class="nhsuk-details__summary-text" { (view.say("how-we-know")) } }
            div class="nhsuk-details__text" {
                @for (index, record) in service.records.iter().enumerate() {
                    @let info = shown.sources.iter().find(|info| info.id == record.source);
                    h3 class="nhsuk-heading-s" {
                        a href=(view.to(&format!("/sources/{}", record.source))) lang="en" { (info.map_or(record.source.as_str(), |info| info.title.as_str())) }
                    }
                    dl class="fp-facts" {
                        @if let Some(info) = info { (parts::fact(view.say("publisher"), &html! { span lang="en" { (info.publisher) } ", " (view.say(role_key(record.role))) })) }
                        @if let Some(info) = info { (parts::fact(view.say("licence"), &html! { (info.licence) })) }
                        @if let Some(date) = record.asserted { (parts::fact(view.say("asserted"), &html! { (format::date(view.words, date)) })) }
                        (parts::fact(view.say("last-seen"), &html! { (format::date(view.words, record.seen)) }))
                        @if let Some(date) = record.gone { (parts::fact(view.say("no-longer-listed"), &html! { (format::date(view.words, date)) })) }
                        @if let Some(url) = &record.url { (parts::fact(view.say("their-page"), &parts::web_link(url))) }
                    }
                    @let said = of_record(index);
                    @if !said.is_empty() {
                        ul class="nhsuk-list fp-said" {
                            @for evidence in said {
                                li {
                                    (view.say(field_key(evidence.field)))
                                    @match &evidence.says { Some(says) => { ": " q lang="en" { (says) } } None => { ": " (view.say("value-shown")) } }
                                    @match evidence.reading {
                                        Reading::Stated => "",
                                        Reading::FromProse => { " – " (view.say("read-from-prose")) }
                                        Reading::Derived => { " – " (view.say("derived")) }
                                    }
                                }
                            }
                        }
                    }
                }
                p class="fp-source" { (view.say("not-vetted")) }
            }
        }
    }
}

/// The words for a field that carries evidence.
fn field_key(field: Field) -> &'static str {
    match field {
        Field::Name => "field-name",
        Field::Description => "field-description",
        Field::Organisation => "field-organisation",
        Field::Categories => "kind",
        Field::Delivery => "field-delivery",
        Field::Location => "where",
        Field::Point => "field-point",
        Field::Areas => "field-areas",
        Field::Schedule => "when",
        Field::Cost => "cost",
        Field::Eligibility => "who-for",
        Field::Languages => "languages",
        Field::Accessibility => "access",
        Field::Phone => "field-phone",
        Field::Email => "field-email",
        Field::Website => "their-page",
        Field::Joining => "joining",
        Field::Status => "field-status",
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

/// What a report may be about: the word in the ledger and the words on the page.
pub const REPORT_ABOUT: [(&str, &str); 6] = [
    ("closed", "report-closed"),
    ("phone", "report-phone"),
    ("times", "report-times"),
    ("place", "report-place"),
    ("mine", "report-mine"),
    ("other", "report-other"),
];

/// Ten seconds to say that something is wrong.
fn report_form(view: &View, id: ServiceId) -> Markup {
    html! {
        section class="fp-report" aria-labelledby="report" {
            h2 class="nhsuk-heading-m" id="report" { (view.say("report-title")) }
            form method="post" action=(view.to(&format!("/service/{id}/report"))) {
                fieldset class="nhsuk-fieldset" {
                    legend class="nhsuk-fieldset__legend" { (view.say("report-what")) }
                    div class="nhsuk-radios nhsuk-radios--small" {
                        @for (index, (value, key)) in REPORT_ABOUT.into_iter().enumerate() {
                            div class="nhsuk-radios__item" {
                                input class="nhsuk-radios__input" type="radio" name="about" id=(format!("about-{value}")) value=(value) checked[index == 0];
                                label class="nhsuk-label nhsuk-radios__label" for=(format!("about-{value}")) { (view.say(key)) }
                            }
                        }
                    }
                }
                div class="nhsuk-form-group" {
                    label class="nhsuk-label" for="report-text" { (view.say("report-text")) }
                    div class="nhsuk-hint" id="report-hint" { (view.say("report-hint")) }
                    textarea class="nhsuk-textarea" id="report-text" name="text" rows="3" maxlength="2000" aria-describedby="report-hint" {}
                }
                button class="nhsuk-button nhsuk-button--secondary" type="submit" { (view.say("report-send")) }
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
