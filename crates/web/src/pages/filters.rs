//! The filters beside a list: one plain form with counts, which the script sends by itself.

use maud::{Markup, html};
use search::answer::FacetCounts;
use search::ask::Sort;

use crate::format;
use crate::params::{SearchParams, sort_key};
use crate::parts;
use crate::view::{View, list_text};

/// The filters: one plain form, which the script sends by itself when a box is ticked.
pub fn filters(view: &View, params: &SearchParams, facets: &[FacetCounts], action: &str) -> Markup {
    let words = view.words;
    html! {
        aside class="fp-filters" aria-labelledby="filters" {
            h2 class="nhsuk-heading-m" id="filters" tabindex="-1" { (words.say("filters")) }
            form action=(view.to(action)) method="get" data-instant="yes" {
                (carried(params))
                div class="nhsuk-form-group" {
                    label class="nhsuk-label fp-filters__name" for="within" { (words.say("how-far")) }
                    select class="nhsuk-select" id="within" name="within" {
                        option value="" selected[params.within.is_empty()] { (words.say("suited")) }
                        @for miles in ["0.5", "1", "3", "5", "10", "25", "50"] {
                            option value=(miles) selected[params.within == miles] { (parts::within_miles(view, miles)) }
                        }
                    }
                }
                @for facet in facets.iter().filter(|facet| !facet.values.is_empty()) { (draw_facet(view, facet)) }
                div class="fp-filters__go" {
                    button class="nhsuk-button nhsuk-button--secondary" type="submit" { (words.say("show-results")) }
                    @if !params.choices.is_empty() || !params.within.is_empty() {
                        " " a href=(view.to(&params.with(|p| { p.choices.clear(); p.within.clear(); }).path_on(action))) { (words.say("clear-filters")) }
                    }
                }
            }
        }
    }
}

fn draw_facet(view: &View, facet: &FacetCounts) -> Markup {
    let is_chosen = facet.values.iter().any(|value| value.is_chosen);
    let name = named(view, &format!("facet-{}", facet.key), facet.label);
    let is_open = is_chosen || matches!(facet.key, "day" | "cost");
    html! {
        details class="fp-facet" open[is_open] {
            summary { h3 { (name) } }
            fieldset class="nhsuk-fieldset" {
                legend class="nhsuk-u-visually-hidden" { (name) }
                div class="nhsuk-checkboxes nhsuk-checkboxes--small" {
                    @for value in facet.values.iter().filter(|value| value.is_chosen || value.count.number > 0) {
                        @let id = format!("f-{}-{}", facet.key, value.key.replace(['/', ' '], "-"));
                        div class="nhsuk-checkboxes__item" {
                            input class="nhsuk-checkboxes__input" id=(id) name=(facet.key) type="checkbox" value=(value.key) checked[value.is_chosen];
                            label class="nhsuk-label nhsuk-checkboxes__label" for=(id) {
                                (named(view, &format!("facet-{}-{}", facet.key, value.key), &value.label)) " "
                                span class="fp-facet__count" { "(" (format::count(view.words, value.count)) ")" }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What a filter or one of its values is called; the engine's English where a language has no word for it.
fn named(view: &View, key: &str, otherwise: &str) -> Markup {
    html! {
        @if view.words.has(key) { (view.words.say(key)) } @else { span lang="en" { (otherwise) } }
    }
}

/// What the filter form must not forget.
fn carried(params: &SearchParams) -> Markup {
    html! {
        input type="hidden" name="q" value=(params.q);
        @if !params.near.is_empty() { input type="hidden" name="near" value=(params.near); }
        @if let Some(point) = params.point {
            input type="hidden" name="lat" value=(point.latitude);
            input type="hidden" name="lon" value=(point.longitude);
        }
        @for key in &params.dropped { input type="hidden" name="drop" value=(key); }
        @if params.exactly { input type="hidden" name="exactly" value="1"; }
        @if params.sort != Sort::Best { input type="hidden" name="sort" value=(sort_key(params.sort)); }
        @if let Some(lane) = params.lane { input type="hidden" name="lane" value=(lane.key()); }
        @if !params.list.is_empty() { input type="hidden" name="list" value=(list_text(&params.list)); }
    }
}
