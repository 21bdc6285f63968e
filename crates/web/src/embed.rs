//! A search that a council or a GP practice pastes into its own page: a frame at `/embed`, and a script
//! of a few lines that makes the frame as tall as what is in it. No cookie, nothing kept, nothing from
//! elsewhere; it works by keyboard and read aloud, and with the script left out.

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use axum::http::header::{self, HeaderValue};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use search::answer::{Answer, Hit};
use search::ask::Ask;

use crate::api::ask::{query_string, read_ask};
use crate::api::http::filter_names;
use crate::assets::integrity_of;
use crate::hub::Hub;
use crate::pressure::apart;
use crate::query::Query;

/// Rows shown in the frame.
const ROWS: u32 = 5;
/// The frame may stand anywhere, and may load its own files only.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                      form-action 'self'; base-uri 'none'; frame-ancestors *";

const STYLE: &str = include_str!("embed/embed.css");
const FRAME_SCRIPT: &str = include_str!("embed/frame.js");
static STYLE_DIGEST: LazyLock<String> = LazyLock::new(|| integrity_of(STYLE.as_bytes()));
static SCRIPT_DIGEST: LazyLock<String> = LazyLock::new(|| integrity_of(FRAME_SCRIPT.as_bytes()));

/// How the frame looks.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Theme {
    /// `light` or `dark`; without one, as the reader's machine says.
    scheme: Option<&'static str>,
    /// Accent: one of a closed list, each with enough contrast on white and on black.
    accent: &'static str,
    heading: Option<String>,
}

/// `GET /embed`
pub async fn frame(hub: Hub, mut query: Query) -> Response {
    let theme = Theme {
        scheme: query.choice("scheme", &[("light", "light"), ("dark", "dark")]),
        accent: query
            .choice("accent", &["blue", "green", "purple", "red", "grey"].map(|name| (name, name)))
            .unwrap_or("blue"),
        heading: query.text("heading").map(|text| text.chars().take(120).collect()),
    };
    let read = filter_names(|filters| read_ask(query, filters));
    let (mut ask, _) = match read {
        Ok(read) => read,
        Err(problem) => return problem.into_response(),
    };
    ask.per_page = ROWS;
    let markup = apart(move || {
        let is_asked = !ask.q.is_empty() || ask.near.is_some() || !ask.choices.is_empty();
        let answer = is_asked.then(|| hub.ask(&ask));
        draw(&theme, &ask, answer.as_ref())
    });
    let Ok(markup) = markup.await else { return crate::problem::Problem::ours().into_response() };
    let mut response = markup.into_response();
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response.headers_mut().insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    response
}

/// `GET /embed.css`
pub async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

/// `GET /embed.js`: pasted into the page around the frame.
pub async fn script() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    let mut response = (headers, include_str!("embed/embed.js")).into_response();
    response.headers_mut().insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    response
}

/// `GET /embed-frame.js`: runs inside the frame and tells the page around it how tall it is.
pub async fn frame_script() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")];
    (headers, FRAME_SCRIPT).into_response()
}

fn draw(theme: &Theme, ask: &Ask, answer: Option<&Answer>) -> Markup {
    let heading = theme.heading.as_deref().unwrap_or("Find local groups and services");
    html! {
        (DOCTYPE)
        html lang="en" data-scheme=[theme.scheme] data-accent=(theme.accent) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (heading) }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/embed.css" integrity=(*STYLE_DIGEST);
                script src="/embed-frame.js" defer integrity=(*SCRIPT_DIGEST) {}
            }
            body {
                main {
                    h1 { (heading) }
                    form action="/embed" method="get" role="search" {
                        div {
                            label for="q" { "What are you looking for?" }
                            input id="q" name="q" type="search" value=(ask.q) autocomplete="off";
                        }
                        div {
                            label for="near" { "Postcode or place" }
                            input id="near" name="near" value=(ask.near.as_deref().unwrap_or_default()) autocomplete="postal-code";
                        }
                        @for (key, value) in &ask.choices { input type="hidden" name=(key) value=(value); }
                        @if let Some(scheme) = theme.scheme { input type="hidden" name="scheme" value=(scheme); }
                        input type="hidden" name="accent" value=(theme.accent);
                        @if let Some(heading) = &theme.heading { input type="hidden" name="heading" value=(heading); }
                        button type="submit" { "Search" }
                    }
                    @if let Some(answer) = answer { (results(ask, answer)) }
                }
            }
        }
    }
}

fn results(ask: &Ask, answer: &Answer) -> Markup {
    let total: u64 = answer.lanes.iter().map(|lane| lane.total.number).sum();
    let all = format!("/search?{}", query_string(&Ask { per_page: 10, ..ask.clone() }));
    html! {
        @if let Some(crisis) = &answer.crisis {
            section class="crisis" {
                h2 { (crisis.heading) }
                ul { @for line in &crisis.lines { li {
                    (line.text)
                    @if let Some(phone) = &line.phone { " " a href=(format!("tel:{}", phone.replace(' ', ""))) { (phone) } }
                } } }
            }
        }
        p role="status" { (total) @if total == 1 { " service found" } @else { " services found" } }
        @for lane in answer.lanes.iter().filter(|lane| !lane.hits.is_empty()) {
            section {
                h2 { (match lane.kind {
                    search::ask::LaneKind::NearYou => "Places to go",
                    search::ask::LaneKind::CoversYou => "Comes to you or covers your area",
                    search::ask::LaneKind::Anywhere => "By phone, online or national",
                }) }
                ul { @for hit in &lane.hits { li { (row(hit)) } } }
            }
        }
        p { a href=(all) target="_blank" rel="noopener" { "See all results and filters (opens in a new tab)" } }
    }
}

fn row(hit: &Hit) -> Markup {
    html! {
        h3 { a href=(format!("/service/{}", hit.id)) target="_blank" rel="noopener" { (hit.name) } }
        @if let Some(summary) = &hit.summary { p { (summary) } }
        p class="facts" {
            @if let Some(place) = &hit.place { span { (place) } }
            @if let Some(metres) = hit.distance_metres { span { (format!("{:.1} miles", metres / model::place::METRES_PER_MILE)) } }
            @if let Some(cost) = &hit.cost_text { span { (cost) } }
            @if let Some((number, readable)) = &hit.phone { span { a href=(format!("tel:{number}")) { (readable) } } }
        }
    }
}
