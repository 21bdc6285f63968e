//! A person's list: beside one another, on paper, in a code, an e-mail, a text message.

use maud::{Markup, html};
use model::identifier::ServiceId;

use crate::brief::Brief;
use crate::format;
use crate::gather::Chosen;
use crate::layout::{self, Page};
use crate::pages::sheet::code;
use crate::params::encode;
use crate::parts;
use crate::view::{View, list_text};

/// Draws it.
pub fn draw(view: &View, chosen: &[Chosen]) -> Markup {
    let words = view.words;
    let title = view.tell("list-title", &[("count", chosen.len().into())]);
    let main = html! {
        h1 class="nhsuk-heading-l" { (title) }
        @if chosen.is_empty() {
            div data-emptied=[view.here.contains("emptied").then_some("yes")] {
                p { (words.say("list-empty")) }
                (parts::search_box(view, &Default::default(), "/search"))
            }
        } @else {
            (ways(view, chosen))
            ol class="fp-chosen" { @for one in chosen { (entry(view, one)) } }
            @if chosen.len() > 1 { (compare(view, chosen)) }
            (share(view, chosen))
            p class="fp-noprint" {
                a href=(view.to_with_list("/search")) { (words.say("list-find-more")) } " · "
                a href=(view.to("/shortlist?emptied=yes")) { (words.say("list-empty-it")) }
            }
        }
    };
    layout::draw(view, &Page { title, is_private: true, ..Page::default() }, &main)
}

fn ways(view: &View, chosen: &[Chosen]) -> Markup {
    let list = ids(chosen);
    html! {
        ul class="fp-actions fp-noprint" {
            li { button class="nhsuk-button" type="button" data-print="yes" { (view.say("print")) } }
            li { a href=(view.to(&format!("/shortlist/sheets?list={list}"))) { (view.say("print-sheets")) } }
            li { a href=(view.to(&format!("/shortlist/sheets?list={list}&large=1"))) { (view.say("large-print")) } }
            li { a href=(view.to(&format!("/shortlist.pdf?list={list}"))) { (view.say("pdf")) } }
            li { a href=(view.to(&format!("/shortlist.pdf?list={list}&large=1"))) { (view.say("pdf-large")) } }
        }
    }
}

fn ids(chosen: &[Chosen]) -> String {
    list_text(&chosen.iter().map(|one| one.service.id).collect::<Vec<_>>())
}

fn entry(view: &View, one: &Chosen) -> Markup {
    let words = view.words;
    let brief = Brief::of_chosen(view, one);
    let message = brief.text_message(view);
    let without: Vec<ServiceId> = view.list.iter().copied().filter(|id| *id != one.service.id).collect();
    let remove = if without.is_empty() {
        "/shortlist?emptied=yes".to_owned()
    } else {
        format!("/shortlist?list={}", list_text(&without))
    };
    let sms_id = format!("sms-{}", one.service.id.0.simple());
    html! {
        li class="fp-row" {
            h2 class="nhsuk-heading-s fp-row__name" { a lang="en" href=(view.to_service(one.service.id)) { (one.service.name) } }
            dl class="fp-facts" {
                (parts::fact(words.say("where"), &html! { (brief.place.as_deref().unwrap_or(words.say("no-place-stated"))) }))
                (parts::fact(words.say("when"), &html! { (brief.when.as_deref().or(one.service.schedule.text.as_deref()).unwrap_or(words.say("when-not-stated"))) }))
                (parts::fact(words.say("cost"), &html! { (format::cost(words, &one.service.cost)) }))
                @if let Some((number, readable)) = &brief.phone { (parts::fact(words.say("ring"), &parts::phone_link(number, readable))) }
            }
            (parts::confidence(view, &one.confidence))
            details class="nhsuk-details fp-noprint" {
                summary class="nhsuk-details__summary" { span class="nhsuk-details__summary-text" { (words.say("text-message")) span class="nhsuk-u-visually-hidden" { ": " (one.service.name) } } }
                div class="nhsuk-details__text" {
                    p class="fp-sms" id=(sms_id) { (message.text) }
                    p class="fp-source" { (view.tell("text-length", &[("length", message.length.into())])) }
                    p { a href=(format!("sms:?&body={}", percent(&message.text))) { (words.say("send-text")) } " · "
                        button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="button" data-copy=(sms_id) data-copied=(words.say("copied")) { (words.say("copy")) } }
                }
            }
            p class="fp-row__ways fp-noprint" {
                a href=(view.to(&remove)) { (words.say("take-off-list")) span class="nhsuk-u-visually-hidden" { ": " (one.service.name) } }
            }
        }
    }
}

/// Side by side: the same facts in the same rows.
fn compare(view: &View, chosen: &[Chosen]) -> Markup {
    let words = view.words;
    let now = view.now.datetime();
    html! {
        div class="fp-noprint" {
            h2 class="nhsuk-heading-m" id="compare" { (words.say("compare")) }
            section class="fp-scroll" tabindex="0" aria-labelledby="compare" {
                table class="fp-compare" {
                    caption class="nhsuk-u-visually-hidden" { (words.say("compare")) }
                    thead { tr { th scope="col" { (words.say("fact")) } @for one in chosen { th scope="col" lang="en" { (one.service.name) } } } }
                    tbody {
                        tr { th scope="row" { (words.say("when")) } @for one in chosen { td {
                            @match one.next.first() { Some(next) => (format::next_session(words, next, now)), None => (one.service.schedule.text.as_deref().unwrap_or(words.say("not-stated"))) }
                        } } }
                        tr { th scope="row" { (words.say("where")) } @for one in chosen { td { (Brief::of_chosen(view, one).place.as_deref().unwrap_or(words.say("no-place-stated"))) } } }
                        tr { th scope="row" { (words.say("cost")) } @for one in chosen { td { (format::cost(words, &one.service.cost)) } } }
                        tr { th scope="row" { (words.say("joining")) } @for one in chosen { td {
                            @if one.service.joining.routes.is_empty() { (words.say("not-stated")) }
                            @for route in &one.service.joining.routes { p { (format::joining(words, *route)) } }
                        } } }
                        tr { th scope="row" { (words.say("kind")) } @for one in chosen { td { (one.kind.as_deref().unwrap_or("–")) } } }
                    }
                }
            }
        }
    }
}

fn share(view: &View, chosen: &[Chosen]) -> Markup {
    let words = view.words;
    let link = view.absolute(&format!("/shortlist?list={}", ids(chosen)));
    let mut body = String::new();
    for one in chosen {
        let brief = Brief::of_chosen(view, one);
        let facts = [brief.when, brief.place, brief.phone.map(|(_, readable)| readable)];
        body.push_str(&one.service.name);
        for fact in facts.into_iter().flatten() {
            body.push_str(&format!("\n  {fact}"));
        }
        body.push_str("\n\n");
    }
    body.push_str(&link);
    html! {
        section class="fp-noprint" aria-labelledby="share" {
            h2 class="nhsuk-heading-m" id="share" { (words.say("share")) }
            div class="fp-share" {
                (code(view, &link))
                div {
                    p { (words.say("share-text")) }
                    p class="fp-copy" id="share-link" { (link) }
                    p {
                        button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="button" data-copy="share-link" data-copied=(words.say("copied")) { (words.say("copy")) }
                    }
                    p { a href=(format!("mailto:?subject={}&body={}", percent(words.say("email-subject")), percent(&body))) { (words.say("send-email")) } }
                }
            }
        }
    }
}

/// As `mailto:` and `sms:` want it: spaces as `%20`.
fn percent(text: &str) -> String {
    encode(text).replace('+', "%20").replace("%0A", "%0D%0A")
}
