//! The pieces pages are put together from: the box, a row, a tag, a list of facts.

use jiff::civil::DateTime;
use maud::{Markup, html};
use model::confidence::{Confidence, ConfidenceLabel};
use model::service::Status;
use model::ternary::Ternary;
use search::answer::{CrisisCard, Hit};

use crate::format;
use crate::params::SearchParams;
use crate::view::{View, list_text};

/// The box, and the place beside it.
pub fn search_box(view: &View, params: &SearchParams, action: &str) -> Markup {
    let words = view.words;
    html! {
        form class="fp-search" action=(view.to(action)) method="get" role="search" {
            div class="fp-search__fields" {
                div class="nhsuk-form-group fp-search__what" {
                    label class="nhsuk-label" for="q" { (words.say("box-label")) }
                    input class="nhsuk-input" id="q" name="q" type="search" value=(params.q) autocomplete="off"
                        enterkeyhint="search" maxlength="500" spellcheck="false";
                }
                div class="nhsuk-form-group fp-search__where" {
                    label class="nhsuk-label" for="near" { (words.say("near-label")) }
                    input class="nhsuk-input" id="near" name="near" type="text" value=(params.near) autocomplete="postal-code"
                        enterkeyhint="search" maxlength="120" spellcheck="false";
                }
                @if !params.list.is_empty() { input type="hidden" name="list" value=(list_text(&params.list)); }
                button class="nhsuk-button fp-search__go" type="submit" { (words.say("search")) }
            }
        }
    }
}

/// How sure one may be, in a word, with its because.
pub fn confidence(view: &View, confidence: &Confidence) -> Markup {
    let (colour, key) = match confidence.label {
        ConfidenceLabel::Confirmed => ("nhsuk-tag--green", "confidence-confirmed"),
        ConfidenceLabel::Probable => ("nhsuk-tag--blue", "confidence-probable"),
        ConfidenceLabel::RingFirst => ("nhsuk-tag--yellow", "confidence-ring-first"),
        ConfidenceLabel::Unreliable => ("nhsuk-tag--red", "confidence-unreliable"),
    };
    html! {
        p class="fp-confidence" {
            strong class={ "nhsuk-tag " (colour) } { (view.say(key)) }
            @if !confidence.because.is_empty() { " " span class="fp-because" lang="en" { (confidence.because) } }
        }
    }
}

/// Help that stands before any answer.
pub fn crisis(view: &View, card: &CrisisCard) -> Markup {
    html! {
        section class="nhsuk-warning-callout fp-crisis" aria-labelledby="crisis" lang="en" {
            h2 class="nhsuk-warning-callout__label" id="crisis" {
                span { span class="nhsuk-u-visually-hidden" { (view.say("important")) ": " } (card.heading) }
            }
            ul class="nhsuk-list" {
                @for line in &card.lines {
                    li {
                        (line.text)
                        @if let Some(phone) = &line.phone { " " (phone_link(phone, phone)) }
                        @if let Some(url) = line.url.as_deref().filter(|url| is_web_address(url)) {
                            " " a href=(url) rel="noreferrer" { (host_of(url)) }
                        }
                    }
                }
            }
        }
    }
}

/// A telephone number that rings when touched.
pub fn phone_link(number: &str, readable: &str) -> Markup {
    let dial: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    html! { a class="fp-phone" href=(format!("tel:{dial}")) { (readable) } }
}

/// Whether an address may become a link: `http` and `https` only.
pub fn is_web_address(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https"))
}

/// The part of an address people know: `example.org`.
pub fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// A link to a page elsewhere, or nothing when it is no web address.
pub fn web_link(url: &str) -> Markup {
    html! {
        @if is_web_address(url) { a href=(url) rel="noreferrer" { (host_of(url)) } } @else { (url) }
    }
}

/// One answer: what, where, how far, when next, what it costs, how to join, how sure.
pub fn row(view: &View, hit: &Hit, now: DateTime) -> Markup {
    let words = view.words;
    html! {
        li class="fp-row" id={ "s-" (hit.id.0.simple()) } {
            h3 class="nhsuk-heading-s fp-row__name" { a href=(view.to_service(hit.id)) lang="en" { (hit.name) } }
            @if let Some(organisation) = &hit.organisation { p class="fp-row__org" { (organisation) } }
            @if let Some(tag) = status(view, hit.status) { p { (tag) } }
            @if let Some(because) = &hit.because { p class="fp-row__because" { (because) } }
            @if let Some(summary) = &hit.summary { p class="fp-row__summary" { (summary) } }
            dl class="fp-facts" {
                (fact(words.say("where"), &place_of(view, hit)))
                (fact(words.say("when"), &when_of(view, hit, now)))
                (fact(words.say("cost"), &html! { (format::cost_of(words, hit.cost, hit.cost_text.as_deref())) }))
                (fact(words.say("joining"), &joining_of(view, hit)))
                @for (asked, known) in &hit.asked { (fact(asked, &html! { (ternary(view, *known)) })) }
            }
            (confidence(view, &hit.confidence))
            p class="fp-row__ways" {
                @if let Some((number, readable)) = &hit.phone { span { (words.say("ring")) " " (phone_link(number, readable)) } " " }
                (add_to_list(view, hit.id, &hit.name))
            }
            @if !hit.explanation.is_empty() {
                details class="nhsuk-details" {
                    summary class="nhsuk-details__summary" { span class="nhsuk-details__summary-text" { (words.say("why-this-place")) } }
                    div class="nhsuk-details__text" {
                        ul { @for (factor, value) in &hit.explanation { li { (factor) ": " (format!("{value:.3}")) } } }
                    }
                }
            }
        }
    }
}

/// "Within 1 mile", "Within 2.5 miles".
pub fn within_miles(view: &View, miles: &str) -> String {
    view.tell("within-miles", &[("number", miles.parse::<f64>().unwrap_or_default().into())])
}

/// One fact of a row.
pub fn fact(name: &str, value: &Markup) -> Markup {
    html! { div class="fp-facts__row" { dt { (name) } dd { (value) } } }
}

/// Yes, no, or not stated: said in words.
pub fn ternary(view: &View, value: Ternary) -> &str {
    view.say(match value {
        Ternary::Yes => "yes",
        Ternary::No => "no",
        Ternary::NotStated => "not-stated-ask",
    })
}

/// A tag where a service is not simply running.
pub fn status(view: &View, status: Status) -> Option<Markup> {
    let key = match status {
        Status::Active => return None,
        Status::TemporarilyClosed => "status-temporarily-closed",
        Status::Inactive => "status-inactive",
        Status::Defunct => "status-defunct",
    };
    Some(html! { strong class="nhsuk-tag nhsuk-tag--red" { (view.say(key)) } })
}

fn place_of(view: &View, hit: &Hit) -> Markup {
    let words = view.words;
    html! {
        @match (&hit.place, &hit.postcode, &hit.covers) {
            (Some(place), postcode, _) => {
                (place)
                @if let Some(postcode) = postcode.as_ref().filter(|code| !place.contains(code.as_str())) { ", " span class="fp-keep" { (postcode) } }
            }
            (None, Some(postcode), _) => span class="fp-keep" { (postcode) },
            (None, None, Some(covers)) => { (words.say("covers")) " " (covers) }
            (None, None, None) => (words.say("no-place-stated")),
        }
        @if let Some(metres) = hit.distance_metres { " · " strong class="fp-keep" { (format::distance(words, metres)) } }
        @if hit.other_places > 0 { " · " (view.tell("other-places", &[("count", hit.other_places.into())])) }
    }
}

fn when_of(view: &View, hit: &Hit, now: DateTime) -> Markup {
    html! {
        @match (&hit.next, &hit.when_text) {
            (Some(next), _) => {
                (format::next_session(view.words, next, now))
                @if next.is_only_possible { " (" (view.say("may-not-run")) ")" }
            }
            (None, Some(text)) => (text),
            (None, None) => (view.say("when-not-stated")),
        }
    }
}

fn joining_of(view: &View, hit: &Hit) -> Markup {
    html! {
        @if hit.joining.is_empty() { (view.say("not-stated-ask")) }
        @for (index, route) in hit.joining.iter().enumerate() {
            @if index > 0 { "; " }
            (format::joining(view.words, *route))
        }
    }
}

/// Puts a service into the list, or says it is there: a plain link, which the script makes quicker.
pub fn add_to_list(view: &View, id: model::identifier::ServiceId, name: &str) -> Markup {
    let is_in_it = view.list.contains(&id);
    let mut list = view.list.clone();
    if !is_in_it {
        list.push(id);
    }
    html! {
        a class="fp-add" data-add=(id.0.simple()) data-added=(view.say("in-your-list")) href=(view.to(&format!("/shortlist?list={}", list_text(&list)))) {
            span { (view.say(if is_in_it { "in-your-list" } else { "add-to-list" })) }
            span class="nhsuk-u-visually-hidden" { ": " (name) }
        }
    }
}

/// Previous and next page.
pub fn pagination(view: &View, params: &SearchParams, total: u64) -> Markup {
    let rows = u64::from(params.ask().per_page);
    let last = total.div_ceil(rows).max(1);
    let page = u64::from(params.page.max(1));
    html! {
        @if last > 1 {
            nav class="fp-pages" aria-label=(view.say("pages")) {
                @if page > 1 {
                    a class="fp-pages__link" rel="prev" href=(view.to(&turned(params, page - 1).path())) {
                        "← " (view.say("previous-page"))
                        span class="nhsuk-u-visually-hidden" { ": " (page - 1) }
                    }
                }
                span class="fp-pages__here" { (view.tell("page-of", &[("page", page.into()), ("last", last.into())])) }
                @if page < last {
                    a class="fp-pages__link" rel="next" href=(view.to(&turned(params, page + 1).path())) {
                        (view.say("next-page")) " →"
                        span class="nhsuk-u-visually-hidden" { ": " (page + 1) }
                    }
                }
            }
        }
    }
}

fn turned(params: &SearchParams, page: u64) -> SearchParams {
    SearchParams { page: page as u32, ..params.clone() }
}

/// The way to the pages above this one.
pub fn breadcrumb(view: &View, above: &[(&str, String)]) -> Markup {
    html! {
        nav class="nhsuk-breadcrumb" aria-label=(view.say("breadcrumb")) {
            ol class="nhsuk-breadcrumb__list" {
                li class="nhsuk-breadcrumb__list-item" { a class="nhsuk-breadcrumb__link" href=(view.to_with_list("/")) { (view.say("home")) } }
                @for (name, path) in above {
                    li class="nhsuk-breadcrumb__list-item" { a class="nhsuk-breadcrumb__link" href=(view.to_with_list(path)) { (name) } }
                }
            }
        }
    }
}
