//! The results page: the reading as chips, three honest lanes, filters with counts, near misses.
//!
//! The list comes first in the document and on the screen; the filters stand after it on a phone and
//! beside it on a wide screen, so reading order and tab order agree everywhere.

mod structured;

use jiff::civil::DateTime;
use maud::{Markup, html};
use search::answer::{Answer, Lane};
use search::ask::{LaneKind, Sort};
use search::question::Chip;

use crate::format;
use crate::layout::{self, Page};
use crate::pages::filters::filters;
use crate::params::SearchParams;
use crate::parts;
use crate::view::View;

/// The whole page.
pub fn draw(view: &View, params: &SearchParams, answer: &Answer) -> Markup {
    let title = title(view, params, answer);
    let plain = SearchParams {
        q: params.q.clone(),
        near: params.near.clone(),
        within: params.within.clone(),
        page: 1,
        ..SearchParams::default()
    };
    // A plain question may be found by search engines; its variations and what is said in need may not.
    let is_private = answer.crisis.is_some() || total(answer) == 0 || *params != plain;
    let page = Page {
        title: title.clone(),
        description: (!is_private).then(|| view.say("results-description").to_owned()),
        canonical: (!is_private).then(|| params.path()),
        is_private,
        is_wide: true,
        feed: (!is_private).then(|| params.path_on("/feeds/search.atom")),
        json_ld: if is_private { None } else { structured::json_ld(view, &title, answer) }
            .map(|data| layout::json_ld(&data)),
        ..Page::default()
    };
    layout::draw(view, &page, &main(view, params, answer, &title))
}

/// What stands within `main`: the script asks for the page again and takes only this.
pub fn main(view: &View, params: &SearchParams, answer: &Answer, title: &str) -> Markup {
    let words = view.words;
    let now = view.now.datetime();
    html! {
        (parts::search_box(view, params, "/search"))
        @if let Some(card) = &answer.crisis {
            // Help stands before all else that is seen; read aloud, a page begins with its title.
            h1 class="nhsuk-u-visually-hidden" { (title) }
            (parts::crisis(view, card))
        } @else {
            h1 class="nhsuk-heading-l fp-title" { (title) }
        }
        (reading(view, params, answer))
        @for notice in &answer.notices { p class="fp-notice" lang="en" { (notice) } }
        div class="fp-results" {
            div class="fp-results__list" {
                @if total(answer) > 0 { (tools(view, params, answer)) }
                @for lane in answer.lanes.iter().filter(|lane| lane.total.number > 0) { (draw_lane(view, params, answer, lane, now)) }
                @if total(answer) == 0 { (nothing(view, params)) }
                (near_misses(view, params, answer))
                (hidden(view, answer))
                @if total(answer) > 0 && answer.crisis.is_none() { (follow(view, params)) }
                @if let Some(plan) = &answer.plan {
                    details class="nhsuk-details" {
                        summary class="nhsuk-details__summary" { span class="nhsuk-details__summary-text" { (words.say("how-found")) } }
                        div class="nhsuk-details__text" { pre class="fp-plan" tabindex="0" { (plan) } }
                    }
                }
            }
            @if !answer.facets.is_empty() { (filters(view, params, &answer.facets, "/search")) }
        }
    }
}

/// How to hear of what is new and what comes next, without asking again.
fn follow(view: &View, params: &SearchParams) -> Markup {
    let words = view.words;
    html! {
        p class="fp-follow" {
            (words.say("follow-search")) " "
            a href=(params.path_on("/feeds/search.atom")) type="application/atom+xml" rel="nofollow" { (words.say("follow-atom")) } " · "
            a href=(params.path_on("/feeds/search.ics")) type="text/calendar" rel="nofollow" { (words.say("follow-calendar")) }
        }
    }
}

fn total(answer: &Answer) -> u64 {
    answer.lanes.iter().map(|lane| lane.total.number).sum()
}

/// "12 results for choir", so that the tab and the heading say what this is.
fn title(view: &View, params: &SearchParams, answer: &Answer) -> String {
    let count = total(answer);
    let results = match answer.lanes.iter().any(|lane| lane.total.is_about) {
        true => view.tell("results-about", &[("number", format::thousands(count).into())]),
        false => view
            .tell("results-count", &[("count", count.into()), ("number", format::thousands(count).into())]),
    };
    // Words said in need stand neither in the heading nor in the browser's history.
    match params.q.trim() {
        "" => results,
        _ if answer.crisis.is_some() => results,
        asked => view.tell("results-for", &[("results", results.into()), ("asked", asked.into())]),
    }
}

/// What was understood, as chips a person can take away, with what could not be done as asked.
fn reading(view: &View, params: &SearchParams, answer: &Answer) -> Markup {
    let words = view.words;
    let reading = &answer.reading;
    html! {
        @if let Some(repaired) = &reading.repaired {
            p class="fp-notice" {
                (view.tell("searched-instead", &[("words", repaired.as_str().into())])) " "
                a href=(view.to(&params.with(|p| p.exactly = true).path())) { (view.tell("search-exactly", &[("words", reading.typed.as_str().into())])) }
            }
        }
        @for note in &reading.notes { p class="fp-notice" lang="en" { (note) } }
        @if !reading.chips.is_empty() || !params.choices.is_empty() || !params.dropped.is_empty() {
            div class="fp-reading" {
                h2 class="fp-reading__title" id="reading" { (words.say("we-read")) }
                ul class="fp-chips" {
                    @for chip in &reading.chips { li { (draw_chip(view, params, chip)) } }
                    @for (key, value) in &params.choices {
                        @let label = choice_label(answer, key, value);
                        li {
                            a class="fp-chip" href=(view.to(&params.with(|p| p.choices.retain(|choice| choice != &(key.clone(), value.clone()))).path())) {
                                span lang="en" { (label) } (cross(view, &label))
                            }
                        }
                    }
                }
                @if !params.dropped.is_empty() {
                    a class="fp-reading__again" href=(view.to(&params.with(|p| p.dropped.clear()).path())) { (words.say("bring-back")) }
                }
            }
        }
        @if !reading.other_places.is_empty() {
            p class="fp-places" {
                (words.say("other-places-named")) " "
                @for (index, place) in reading.other_places.iter().enumerate() {
                    @if index > 0 { " · " }
                    a href=(view.to(&params.with(|p| { p.near.clone_from(&place.near); p.point = None; }).path())) { (place.label) }
                }
            }
        }
    }
}

fn draw_chip(view: &View, params: &SearchParams, chip: &Chip) -> Markup {
    let without = params.with(|p| {
        if chip.key == "near" || !p.near.is_empty() && chip.from == p.near {
            p.near.clear();
            p.point = None;
        }
        if !p.dropped.contains(&chip.key) {
            p.dropped.push(chip.key.clone());
        }
    });
    html! {
        a class="fp-chip" href=(view.to(&without.path())) {
            span lang="en" { (chip.label) } (cross(view, &chip.label))
        }
    }
}

fn cross(view: &View, label: &str) -> Markup {
    html! {
        span class="fp-chip__cross" aria-hidden="true" { "×" }
        span class="nhsuk-u-visually-hidden" { " – " (view.tell("take-away", &[("what", label.into())])) }
    }
}

fn choice_label(answer: &Answer, key: &str, value: &str) -> String {
    let facet = answer.facets.iter().find(|facet| facet.key == key);
    let known = facet.and_then(|facet| facet.values.iter().find(|v| v.key == value));
    known.map_or_else(|| value.to_owned(), |v| v.label.to_string())
}

/// Order, map and calendar over the same question.
fn tools(view: &View, params: &SearchParams, answer: &Answer) -> Markup {
    let words = view.words;
    let has_distance = answer.lanes.iter().any(|lane| {
        lane.kind == LaneKind::NearYou && lane.hits.iter().any(|hit| hit.distance_metres.is_some())
    });
    let orders = [(Sort::Best, "sort-best"), (Sort::Nearest, "sort-nearest"), (Sort::Name, "sort-name")];
    html! {
        nav class="fp-tools" aria-label=(words.say("order-and-views")) {
            ul {
                @for (sort, key) in orders.into_iter().filter(|(sort, _)| has_distance || *sort != Sort::Nearest) {
                    li {
                        @if params.sort == sort { span class="fp-tools__here" aria-current="true" { (words.say(key)) } }
                        @else { a href=(view.to(&params.with(|p| p.sort = sort).path())) { (words.say(key)) } }
                    }
                }
                li class="fp-tools__apart" { a href=(view.to(&params.path_on("/map"))) { (words.say("map")) } }
                li { a href="#filters" { (words.say("filters")) } }
            }
        }
    }
}

fn draw_lane(view: &View, params: &SearchParams, answer: &Answer, lane: &Lane, now: DateTime) -> Markup {
    let words = view.words;
    let (title, what) = match lane.kind {
        LaneKind::NearYou if answer_has_place(answer) => ("lane-near-you", "lane-near-you-text"),
        LaneKind::NearYou => ("lane-places", "lane-places-text"),
        LaneKind::CoversYou => ("lane-covers-you", "lane-covers-you-text"),
        LaneKind::Anywhere => ("lane-anywhere", "lane-anywhere-text"),
    };
    let key = lane.kind.key();
    let shown = lane.hits.len() as u64;
    html! {
        section class="fp-lane" aria-labelledby=(key) {
            h2 class="nhsuk-heading-m fp-lane__title" id=(key) {
                (words.say(title)) " " span class="fp-lane__count" { "(" (format::count(words, lane.total)) ")" }
            }
            p class="fp-lane__what" {
                (words.say(what))
                @if let Some(metres) = lane.within_metres { " " (view.tell("within-reach", &[("distance", format::distance(words, metres).into())])) }
            }
            ol class="fp-rows" { @for hit in &lane.hits { (parts::row(view, hit, now)) } }
            @if params.lane == Some(lane.kind) {
                (parts::pagination(view, params, lane.total.number))
                p { a href=(view.to(&params.with(|p| p.lane = None).path())) { (words.say("all-lanes")) } }
            } @else if lane.total.number > shown {
                p class="fp-lane__more" {
                    a class="nhsuk-button nhsuk-button--secondary" href=(view.to(&params.with(|p| p.lane = Some(lane.kind)).path())) {
                        (view.tell("see-all", &[("number", format::count(words, lane.total).into())]))
                        span class="nhsuk-u-visually-hidden" { " – " (words.say(title)) }
                    }
                }
            }
        }
    }
}

fn answer_has_place(answer: &Answer) -> bool {
    answer.lanes.iter().flat_map(|lane| &lane.hits).any(|hit| hit.distance_metres.is_some())
}

fn near_misses(view: &View, params: &SearchParams, answer: &Answer) -> Markup {
    html! {
        @if !answer.near_misses.is_empty() {
            section class="nhsuk-inset-text fp-near" aria-labelledby="near-misses" {
                h2 class="nhsuk-heading-s" id="near-misses" { (view.say("near-misses")) }
                ul class="nhsuk-list" {
                    @for miss in &answer.near_misses {
                        li { a lang="en" href=(view.to(&SearchParams::of_ask(&miss.ask, &params.list).path())) { (miss.label) } }
                    }
                }
            }
        }
    }
}

fn hidden(view: &View, answer: &Answer) -> Markup {
    let count: u64 = answer.hidden.iter().map(|hidden| hidden.count).sum();
    html! {
        @if count > 0 {
            p class="fp-hidden" {
                (view.tell("hidden-count", &[("count", count.into())])) " "
                span lang="en" {
                    @for (index, hidden) in answer.hidden.iter().enumerate() {
                        @if index > 0 { ", " }
                        (format::thousands(hidden.count)) " " (hidden.reason)
                    }
                }
                "."
            }
        }
    }
}

/// A dead end with ways on.
fn nothing(view: &View, params: &SearchParams) -> Markup {
    let words = view.words;
    html! {
        section class="fp-nothing" {
            h2 class="nhsuk-heading-m" { (words.say("nothing-title")) }
            ul class="nhsuk-list nhsuk-list--bullet" {
                @if !params.choices.is_empty() { li { a href=(view.to(&params.with(|p| p.choices.clear()).path())) { (words.say("nothing-no-filters")) } } }
                @if !params.within.is_empty() { li { a href=(view.to(&params.with(|p| p.within.clear()).path())) { (words.say("nothing-any-distance")) } } }
                li { (words.say("nothing-other-words")) }
                li { a href=(view.to_with_list("/browse")) { (words.say("nothing-browse")) } }
                li { (words.say("nothing-ask-library")) " " a href=(view.to(&format!("/search?q=library{}", near_of(params)))) { (words.say("nothing-find-library")) } }
            }
        }
    }
}

fn near_of(params: &SearchParams) -> String {
    if params.near.is_empty() {
        String::new()
    } else {
        format!("&near={}", crate::params::encode(&params.near))
    }
}
