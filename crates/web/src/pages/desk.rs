//! The desk: for somebody with a caller on the line. One field, at most three cards, words to read aloud.

use jiff::civil::DateTime;
use maud::{Markup, html};
use search::answer::{Answer, Hit};
use search::ask::LaneKind;

use crate::brief::Brief;
use crate::format;
use crate::layout::{self, Page};
use crate::params::{SearchParams, encode};
use crate::parts;
use crate::view::View;

/// Cards at most.
pub const CARDS: usize = 3;

/// Draws it; without an answer, only the field.
pub fn draw(view: &View, params: &SearchParams, answer: Option<&Answer>) -> Markup {
    let words = view.words;
    let now = view.now.datetime();
    let main = html! {
        h1 class="nhsuk-heading-l" { (words.say("desk-title")) }
        (parts::search_box(view, params, "/desk"))
        p class="fp-desk__strip" { strong { (words.say("desk-stop")) } " " (words.say("desk-stop-text")) }
        @if let Some(answer) = answer {
            @if let Some(card) = &answer.crisis { (parts::crisis(view, card)) }
            @let cards = cards(answer);
            @if !answer.reading.chips.is_empty() {
                p class="fp-source fp-desk__read" { (words.say("we-read")) " " span lang="en" { (answer.reading.chips.iter().map(|chip| chip.label.as_str()).collect::<Vec<_>>().join(" · ")) } }
            }
            @for note in answer.reading.notes.iter().chain(&answer.notices) { p class="fp-notice" lang="en" { (note) } }
            @if cards.is_empty() { p { (words.say("desk-nothing")) " " a href=(view.to(&params.path())) { (words.say("desk-full-search")) } } }
            ol class="fp-desk__cards" {
                @for (index, hit) in cards.iter().enumerate() { (card(view, index + 1, hit, now)) }
            }
            @if !cards.is_empty() {
                p class="fp-desk__keys" {
                    kbd { "1" } " " kbd { "2" } " " kbd { "3" } " " (words.say("key-card")) " · " kbd { "T" } " " (words.say("key-text")) " · "
                    kbd { "C" } " " (words.say("key-copy")) " · " kbd { "P" } " " (words.say("key-print")) " · " kbd { "/" } " " (words.say("key-box"))
                }
                p { a href=(view.to(&params.path())) { (words.say("desk-full-search")) } " " (words.say("desk-declined")) }
            }
        }
    };
    let page = Page {
        title: words.say("desk-title").to_owned(),
        is_private: true,
        is_wide: true,
        scripts: &["desk.js"],
        ..Page::default()
    };
    layout::draw(view, &page, &main)
}

/// Two to go to and one from anywhere, as far as there are; the order within a lane stands.
fn cards(answer: &Answer) -> Vec<&Hit> {
    let lane = |kind: LaneKind| {
        answer.lanes.iter().filter(move |lane| lane.kind == kind).flat_map(|lane| &lane.hits)
    };
    let mut anywhere = lane(LaneKind::CoversYou).chain(lane(LaneKind::Anywhere));
    let near: Vec<&Hit> = lane(LaneKind::NearYou).collect();
    let mut chosen: Vec<&Hit> = near.iter().copied().take(2).collect();
    chosen.extend(anywhere.by_ref().take(CARDS - chosen.len()));
    chosen.extend(near.iter().copied().skip(2).take(CARDS - chosen.len()));
    chosen
}

fn card(view: &View, number: usize, hit: &Hit, now: DateTime) -> Markup {
    let words = view.words;
    let brief = Brief::of_hit(view, hit, now);
    let message = brief.text_message(view);
    html! {
        li class="fp-desk__card" id={ "card-" (number) } tabindex="-1" {
            h2 class="nhsuk-heading-m" { span class="fp-desk__number" { (number) } a lang="en" href=(view.to_service(hit.id)) { (hit.name) } }
            p class="fp-desk__say" { "“" (brief.spoken(view)) "”" }
            dl class="fp-facts" {
                @if let Some((dial, readable)) = &hit.phone { (parts::fact(words.say("ring"), &parts::phone_link(dial, readable))) }
                @else { (parts::fact(words.say("ring"), &html! { (words.say("not-stated")) })) }
                (parts::fact(words.say("desk-open"), &html! { (brief.when.as_deref().or(hit.when_text.as_deref()).unwrap_or(words.say("when-not-stated"))) }))
                (parts::fact(words.say("joining"), &html! {
                    @if hit.joining.is_empty() { (words.say("not-stated-ask")) }
                    @for route in &hit.joining { (format::joining(words, *route)) " " }
                }))
            }
            (parts::confidence(view, &hit.confidence))
            details class="nhsuk-details" {
                summary class="nhsuk-details__summary" data-key="t" { span class="nhsuk-details__summary-text" { (words.say("text-message")) " (T)" } }
                div class="nhsuk-details__text" {
                    p class="fp-sms" id={ "sms-" (number) } { (message.text) }
                    p class="fp-source" { (view.tell("text-length", &[("length", message.length.into())])) }
                    p {
                        a href=(format!("sms:?&body={}", encode(&message.text).replace('+', "%20"))) { (words.say("send-text")) } " "
                        button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="button" data-copy={ "sms-" (number) } data-copied=(words.say("copied")) { (words.say("copy")) }
                    }
                }
            }
            p class="fp-copy" id={ "record-" (number) } { (brief.record_line(view)) }
            p {
                button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="button" data-key="c" data-copy={ "record-" (number) } data-copied=(words.say("copied")) { (words.say("copy-record")) " (C)" } " "
                a data-key="p" href=(view.to(&format!("/service/{}/sheet", hit.id))) { (words.say("print-slip")) " (P)" }
            }
        }
    }
}
