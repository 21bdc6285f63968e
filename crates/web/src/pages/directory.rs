//! A directory of a neighbourhood to print: by need, dated, with a day after which to check.

use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use search::answer::Hit;

use crate::format;
use crate::layout::{self, Page};
use crate::params::encode;
use crate::parts;
use crate::view::View;

/// What the booklet holds.
#[derive(Debug, Clone, Default)]
pub struct Booklet {
    /// What was typed as the place.
    pub near: String,
    /// What was chosen as the reach, in miles; empty for what suits the place.
    pub within: String,
    /// The place for people.
    pub place: String,
    /// Kinds of thing with their entries, the fullest kinds first.
    pub sections: Vec<(String, Vec<Hit>)>,
    /// The day it was made.
    pub made: Date,
    /// Whether there was more than a booklet holds.
    pub is_cut: bool,
    /// What could not be done as asked.
    pub notes: Vec<String>,
}

impl Booklet {
    /// "Made on 22 Nov 2026. After 22 Feb 2027, ring to check."
    pub fn stamp(&self, view: &View) -> String {
        let check = self.made.checked_add(3.months()).unwrap_or(self.made);
        view.tell(
            "directory-stamp",
            &[
                ("made", format::date(view.words, self.made).into()),
                ("check", format::date(view.words, check).into()),
            ],
        )
    }
}

/// The form, and the booklet when a place was given.
pub fn draw(view: &View, booklet: Option<&Booklet>, is_large: bool) -> Markup {
    let words = view.words;
    let title = match booklet {
        Some(booklet) => view.tell("directory-of", &[("where", booklet.place.as_str().into())]),
        None => words.say("directory-title").to_owned(),
    };
    let main = html! {
        h1 class="nhsuk-heading-l" { (title) }
        (form(view, booklet, is_large))
        @if let Some(booklet) = booklet {
            @for note in &booklet.notes { p class="fp-notice" lang="en" { (note) } }
            p class="fp-stamp" { (booklet.stamp(view)) }
            @if booklet.sections.is_empty() { p { (words.say("none-here-yet")) } }
            @else { (ways(view, booklet)) (contents(view, booklet)) }
            div class={ "fp-booklet" @if is_large { " fp-large" } } {
                @for (index, (section, hits)) in booklet.sections.iter().enumerate() {
                    section aria-labelledby={ "part-" (index) } {
                        h2 class="nhsuk-heading-m" id={ "part-" (index) } lang="en" { (section) }
                        @for hit in hits { (entry(view, hit)) }
                    }
                }
            }
            @if booklet.is_cut { p class="fp-source" { (words.say("directory-cut")) } }
        }
    };
    let page = Page {
        title,
        canonical: booklet.is_none().then(|| "/directory".to_owned()),
        description: Some(words.say("directory-lede").to_owned()),
        is_private: booklet.is_some(),
        ..Page::default()
    };
    layout::draw(view, &page, &main)
}

fn form(view: &View, booklet: Option<&Booklet>, is_large: bool) -> Markup {
    let words = view.words;
    let within = booklet.map_or("1", |booklet| booklet.within.as_str());
    html! {
        div class="fp-noprint" {
            p { (words.say("directory-lede")) }
            form class="fp-small-form" action=(view.to("/directory")) method="get" {
                div class="nhsuk-form-group" {
                    label class="nhsuk-label" for="near" { (words.say("near-label")) }
                    input class="nhsuk-input" id="near" name="near" type="text" value=(booklet.map_or("", |b| b.near.as_str())) autocomplete="postal-code" maxlength="120";
                }
                div class="nhsuk-form-group" {
                    label class="nhsuk-label" for="within" { (words.say("how-far")) }
                    select class="nhsuk-select" id="within" name="within" {
                        @for miles in ["0.5", "1", "2", "3", "5", "10"] { option value=(miles) selected[within == miles] { (parts::within_miles(view, miles)) } }
                    }
                }
                div class="nhsuk-form-group" {
                    div class="nhsuk-checkboxes nhsuk-checkboxes--small" {
                        div class="nhsuk-checkboxes__item" {
                            input class="nhsuk-checkboxes__input" id="large" name="large" type="checkbox" value="1" checked[is_large];
                            label class="nhsuk-label nhsuk-checkboxes__label" for="large" { (words.say("large-print")) }
                        }
                    }
                }
                button class="nhsuk-button" type="submit" { (words.say("directory-make")) }
            }
        }
    }
}

fn ways(view: &View, booklet: &Booklet) -> Markup {
    let query = format!("near={}&within={}", encode(&booklet.near), encode(&booklet.within));
    html! {
        ul class="fp-actions fp-noprint" {
            li { button class="nhsuk-button" type="button" data-print="yes" { (view.say("print")) } }
            li { a href=(view.to(&format!("/directory.pdf?{query}"))) { (view.say("pdf")) } }
            li { a href=(view.to(&format!("/directory.pdf?{query}&large=1"))) { (view.say("pdf-large")) } }
        }
    }
}

fn contents(view: &View, booklet: &Booklet) -> Markup {
    html! {
        nav aria-labelledby="contents" {
            h2 class="nhsuk-heading-s" id="contents" { (view.say("contents")) }
            ul class="fp-columns" lang="en" {
                @for (index, (section, hits)) in booklet.sections.iter().enumerate() { li { a href={ "#part-" (index) } { (section) } " (" (hits.len()) ")" } }
            }
        }
    }
}

fn entry(view: &View, hit: &Hit) -> Markup {
    let words = view.words;
    let now = view.now.datetime();
    html! {
        article class="fp-booklet__entry" {
            h3 class="nhsuk-heading-s" { a lang="en" href=(view.to_service(hit.id)) { (hit.name) } }
            @let place = [hit.place.as_deref(), hit.postcode.as_deref().filter(|code| !hit.place.as_deref().unwrap_or_default().contains(code))];
            @let place = place.into_iter().flatten().collect::<Vec<_>>().join(", ");
            @if !place.is_empty() { p { (place) @if let Some(metres) = hit.distance_metres { " · " (format::distance(words, metres)) } } }
            @if let Some(next) = &hit.next { p { (format::next_session(words, next, now)) } }
            @else if let Some(text) = &hit.when_text { p lang="en" { (text) } }
            p {
                (format::cost_of(words, hit.cost, hit.cost_text.as_deref()))
                @if let Some((number, readable)) = &hit.phone { " · " (parts::phone_link(number, readable)) }
                @if let Some(page) = &hit.website { " · " (parts::host_of(page)) }
            }
        }
    }
}
