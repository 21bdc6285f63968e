//! The first page: one box, needs as plain doors, what is on, and who is behind the data.

use maud::{Markup, html};
use serde_json::json;

use crate::format;
use crate::layout::{self, Page};
use crate::pages::whats_on::Outing;
use crate::params::{Query, SearchParams};
use crate::parts;
use crate::view::{View, list_text};

/// What the first page shows.
#[derive(Debug, Clone, Default)]
pub struct Home {
    /// Ways in, in a person's own words: (what to search for, what they would say).
    pub doors: Vec<(String, String)>,
    /// How many services the catalogue holds.
    pub services: u64,
    /// From how many publishers.
    pub sources: u64,
    /// A few things that are on this week, soonest first.
    pub week: Vec<Outing>,
}

/// Draws it.
pub fn draw(view: &View, home: &Home) -> Markup {
    let words = view.words;
    let params = SearchParams { list: view.list.clone(), ..SearchParams::default() };
    let main = html! {
        div class="fp-hero" {
            h1 class="nhsuk-heading-xl" { (words.say("home-title")) }
            p class="nhsuk-lede-text" { (words.say("home-lede")) }
            (parts::search_box(view, &params, "/search"))
            p class="fp-examples" {
                (words.say("try")) " "
                @for (index, example) in ["choir groups near SK4 3AA", "debt advice in Leeds", "library near M1 1AE"].iter().enumerate() {
                    @if index > 0 { ", " }
                    a href=(search(view, example)) { (example) }
                }
            }
        }
        section aria-labelledby="doors" {
            h2 class="nhsuk-heading-m" id="doors" { (words.say("doors-title")) }
            ul class="fp-doors" {
                @for (query, door) in &home.doors {
                    li { a class="fp-door" href=(search(view, query)) { (door) } }
                }
            }
        }
        section aria-labelledby="week" {
            h2 class="nhsuk-heading-m" id="week" { (words.say("this-week")) }
            @if !home.week.is_empty() { (week(view, &home.week)) }
            p { (words.say("this-week-text")) }
            form class="fp-small-form" action=(view.to("/whats-on")) method="get" {
                label class="nhsuk-label" for="week-near" { (words.say("near-label")) }
                div class="fp-small-form__row" {
                    input class="nhsuk-input" id="week-near" name="near" type="text" autocomplete="postal-code" maxlength="120";
                    button class="nhsuk-button nhsuk-button--secondary" type="submit" { (words.say("see-this-week")) }
                }
            }
        }
        section class="fp-who" aria-labelledby="who" {
            h2 class="nhsuk-heading-m" id="who" { (words.say("who-title")) }
            p {
                (view.tell("who-text", &[
                    ("services", format::thousands(home.services).into()),
                    ("sources", home.sources.into()),
                ]))
                " " a href=(view.to("/sources")) { (words.say("see-sources")) }
            }
            p { (words.say("who-promise")) " " a href=(view.to("/privacy")) { (words.say("privacy")) } }
        }
    };
    let page = Page {
        description: Some(words.say("home-lede").to_owned()),
        canonical: Some("/".to_owned()),
        json_ld: Some(layout::json_ld(&about_site(view))),
        ..Page::default()
    };
    layout::draw(view, &page, &main)
}

/// A few things from across the country, with their day and time.
fn week(view: &View, outings: &[Outing]) -> Markup {
    let today = view.now.date();
    html! {
        div class="fp-week" {
            p { (view.say("this-week-some")) }
            ul class="fp-week__list" {
                @for Outing { at, hit } in outings {
                    li {
                        span {
                            a lang="en" href=(view.to_service(hit.id)) { (hit.name) }
                            span class="fp-week__when" {
                                (format::moment(view.words, at, today))
                                @if let Some(place) = &hit.place { " · " (place) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The site as schema.org data: how to search it, and where all of it can be had at once.
fn about_site(view: &View) -> serde_json::Value {
    let download = |path: &str, kind: &str| json!({ "@type": "DataDownload", "contentUrl": format!("{}{path}", view.address), "encodingFormat": kind });
    json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": view.words.say("site-name"),
        "url": view.absolute("/"),
        "description": view.words.say("home-lede"),
        "isAccessibleForFree": true,
        "potentialAction": {
            "@type": "SearchAction",
            "target": { "@type": "EntryPoint", "urlTemplate": format!("{}?q={{q}}", view.absolute("/search")) },
        },
        "hasPart": {
            "@type": "Dataset",
            "name": view.words.say("site-name"),
            "description": view.words.say("home-lede"),
            "url": view.absolute("/api"),
            "isAccessibleForFree": true,
            "distribution": [
                download("/bulk/services.ndjson", "application/x-ndjson"),
                download("/bulk/services.csv", "text/csv"),
                download("/bulk/hsds.zip", "application/zip"),
            ],
        },
    })
}

fn search(view: &View, question: &str) -> String {
    let mut query = Query::default();
    query.push("q", question);
    query.push("list", &list_text(&view.list));
    view.to(&format!("/search?{}", query.text))
}
