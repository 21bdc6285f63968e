//! Where everything comes from: each publisher with its licence, its health and its report card.

use maud::{Markup, html};
use model::report::{Health, SourceReport};

use crate::format;
use crate::layout::{self, Page};
use crate::parts;
use crate::view::View;

/// All publishers, one row each.
pub fn draw(view: &View, sources: &[SourceReport]) -> Markup {
    let words = view.words;
    let main = html! {
        h1 class="nhsuk-heading-xl" { (words.say("sources-title")) }
        p class="nhsuk-lede-text" { (view.tell("sources-lede", &[("count", sources.len().into())])) }
        ul class="fp-cards" {
            @for report in sources {
                li class="fp-card" {
                    h2 class="nhsuk-heading-s" { a href=(view.to(&format!("/sources/{}", report.source.id))) lang="en" { (report.source.title) } }
                    p class="fp-row__org" lang="en" { (report.source.publisher) }
                    dl class="fp-facts" {
                        (parts::fact(words.say("licence"), &html! { (licence(view, &report.source.licence)) }))
                        (parts::fact(words.say("records"), &html! { (format::thousands(report.kept + report.merged)) }))
                        @if let Some(date) = report.source.data_date { (parts::fact(words.say("data-date"), &html! { (format::date(words, date)) })) }
                    }
                    p { (health(view, &report.health)) }
                }
            }
        }
    };
    let page = Page {
        title: words.say("sources-title").to_owned(),
        canonical: Some("/sources".to_owned()),
        description: Some(view.tell("sources-lede", &[("count", sources.len().into())])),
        ..Page::default()
    };
    layout::draw(view, &page, &main)
}

/// One publisher's report card.
pub fn draw_one(view: &View, report: &SourceReport) -> Markup {
    let words = view.words;
    let source = &report.source;
    let main = html! {
        (parts::breadcrumb(view, &[(words.say("sources"), "/sources".to_owned())]))
        h1 class="nhsuk-heading-l" lang="en" { (source.title) }
        p class="nhsuk-lede-text" lang="en" { (source.publisher) }
        p { (health(view, &report.health)) }
        @if let Health::Red { reason } = &report.health { div class="nhsuk-inset-text" { p lang="en" { (reason) } } }
        dl class="nhsuk-summary-list" {
            (line(words.say("licence"), &html! { (licence(view, &source.licence)) }))
            @if let Some(attribution) = &source.attribution { (line(words.say("attribution"), &html! { span lang="en" { (attribution) } })) }
            @if let Some(page) = &source.homepage { (line(words.say("their-page"), &parts::web_link(page))) }
            @if let Some(date) = source.data_date { (line(words.say("data-date"), &html! { (format::date(words, date)) })) }
            @if let Some(at) = report.fetched_at { (line(words.say("fetched"), &html! { (format::date(words, at.to_zoned(view.now.time_zone().clone()).date())) })) }
            (line(words.say("role"), &html! { (words.say(role_key(source.role))) }))
        }
        h2 class="nhsuk-heading-m" { (words.say("report-card")) }
        p { (words.say("report-card-text")) " " a href=(view.to("/how-we-choose")) { (words.say("how-we-choose")) } }
        dl class="nhsuk-summary-list" {
            (line(words.say("card-read"), &html! { (format::thousands(report.read)) }))
            (line(words.say("card-kept"), &html! { (format::thousands(report.kept)) }))
            (line(words.say("card-merged"), &html! { (format::thousands(report.merged)) }))
            (line(words.say("card-rejected"), &counts(report.rejected, &report.rejected_by_reason)))
            (line(words.say("card-located"), &html! { (share(report.located, report.kept + report.merged)) }))
            (line(words.say("card-complete"), &html! { (percent(report.completeness)) }))
            (line(words.say("card-fresh"), &html! { (percent(report.fresh)) }))
            @if !report.cleaned.is_empty() { (line(words.say("card-cleaned"), &counts(report.cleaned.values().sum(), &report.cleaned))) }
            (line(words.say("card-changes"), &html! {
                (view.tell("card-changes-text", &[("new", report.new.into()), ("changed", report.changed.into()), ("gone", report.gone.into())]))
            }))
        }
    };
    let page = Page {
        title: source.title.clone(),
        canonical: Some(format!("/sources/{}", source.id)),
        description: Some(format!("{} – {}", source.title, source.publisher)),
        ..Page::default()
    };
    layout::draw(view, &page, &main)
}

/// One line of a summary list.
pub fn line(name: &str, value: &Markup) -> Markup {
    html! {
        div class="nhsuk-summary-list__row" {
            dt class="nhsuk-summary-list__key" { (name) }
            dd class="nhsuk-summary-list__value" { (value) }
        }
    }
}

/// The word for who asserts what a source says.
pub fn role_key(role: model::evidence::Role) -> &'static str {
    use model::evidence::Role;
    match role {
        Role::Owner => "role-owner",
        Role::Regulator => "role-regulator",
        Role::Assurer => "role-assurer",
        Role::Aggregator => "role-aggregator",
    }
}

fn health(view: &View, health: &Health) -> Markup {
    html! {
        @match health {
            Health::Green => strong class="nhsuk-tag nhsuk-tag--green" { (view.say("health-green")) },
            Health::Red { .. } => strong class="nhsuk-tag nhsuk-tag--red" { (view.say("health-red")) },
        }
    }
}

/// A licence by the name people know.
fn licence<'a>(view: &'a View, spdx: &'a str) -> &'a str {
    match spdx {
        "OGL-UK-3.0" => "Open Government Licence 3.0",
        "OGL-UK-2.0" => "Open Government Licence 2.0",
        "CC-BY-4.0" => "Creative Commons Attribution 4.0",
        "CC-BY-SA-4.0" => "Creative Commons Attribution ShareAlike 4.0",
        "CC0-1.0" => "Creative Commons Zero 1.0",
        "ODbL-1.0" => "Open Database Licence 1.0",
        "none-stated" => view.say("licence-none"),
        other => other,
    }
}

fn share(part: u64, whole: u64) -> String {
    if whole == 0 { "–".to_owned() } else { percent(part as f64 / whole as f64) }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", (share * 100.0).clamp(0.0, 100.0))
}

fn counts(total: u64, by_reason: &std::collections::BTreeMap<String, u64>) -> Markup {
    html! {
        (format::thousands(total))
        @if !by_reason.is_empty() {
            ul class="nhsuk-list fp-counts" lang="en" { @for (reason, count) in by_reason { li { (reason.replace(['-', '_'], " ")) ": " (format::thousands(*count)) } } }
        }
    }
}
