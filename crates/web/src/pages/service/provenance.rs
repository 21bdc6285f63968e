//! How we know: every value with who said so and when, and what others say of it.

use std::collections::BTreeSet;

use maud::{Markup, html};
use model::evidence::{Evidence, Field, Reading, SourceRecord};
use model::identifier::SourceId;
use model::service::Service;

use super::ServicePage;
use crate::format;
use crate::pages::sources::role_key;
use crate::parts;
use crate::view::View;

/// Under a value: who said so, and when.
pub fn said_by(view: &View, shown: &ServicePage<'_>, field: Field) -> Markup {
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
            @if is_read_from_prose { " · " (view.say("read-from-prose")) }
            @for (index, words) in agreement(view, service, field).iter().enumerate() {
                @if index == 0 { " · " } @else { " " }
                (words)
            }
        }
    }
}

/// The most other values named under a value; all of them stand at the foot of the page.
const MOST_OTHERS: usize = 2;

/// The most letters of another value that are repeated.
const MOST_LETTERS: usize = 80;

/// "3 sources agree." and "1 says Tuesday (2023)." Nothing where one source alone speaks.
fn agreement(view: &View, service: &Service, field: Field) -> Vec<String> {
    let lines = service.evidence.iter().filter(|line| line.field == field);
    let heard = lines.filter_map(|line| Some((line, service.records.get(line.record as usize)?)));
    let (same, others): (Vec<_>, Vec<_>) = heard.partition(|(line, _)| line.says.is_none());
    let agreeing: BTreeSet<&SourceId> = same.iter().map(|(_, record)| &record.source).collect();
    let mut told = Vec::new();
    if agreeing.len() > 1 {
        told.push(view.tell("sources-agree", &[("count", agreeing.len().into())]));
    }
    let mut sources = BTreeSet::new();
    // Kinds are our own reading of theirs: which differ is no news.
    let others =
        others.into_iter().filter(|(_, record)| field != Field::Categories && sources.insert(&record.source));
    for (line, record) in others.take(MOST_OTHERS) {
        let says: String = line.says.iter().flat_map(|says| says.chars()).take(MOST_LETTERS).collect();
        let year = record.asserted.unwrap_or(record.seen).year().to_string();
        told.push(view.tell("one-says", &[("what", says.into()), ("year", year.into())]));
    }
    told
}

fn publisher(shown: &ServicePage<'_>, record: &SourceRecord) -> String {
    let info = shown.sources.iter().find(|info| info.id == record.source);
    info.map_or_else(|| record.source.to_string(), |info| info.publisher.clone())
}

fn dated(view: &View, record: &SourceRecord) -> String {
    format::date(view.words, record.asserted.unwrap_or(record.seen))
}

/// Every value with its source, its date, and what others say of it.
pub fn draw(view: &View, shown: &ServicePage<'_>) -> Markup {
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
