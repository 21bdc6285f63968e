//! What is on in the next seven days near a place, by day and time.

use jiff::civil::Date;
use maud::{Markup, html};
use search::answer::{Answer, Hit, NextSession};

use crate::format;
use crate::layout::{self, Page};
use crate::pages::filters::filters;
use crate::params::SearchParams;
use crate::parts;
use crate::view::View;

/// One meeting of one service.
#[derive(Debug, Clone)]
pub struct Outing {
    /// When.
    pub at: NextSession,
    /// What.
    pub hit: Hit,
}

impl Outing {
    /// Whether the time of day is stated.
    pub fn has_time(&self) -> bool {
        self.at.is_time_stated
    }
}

/// Rows shown of a day; the rest is a search away.
const ROWS_A_DAY: usize = 25;

/// Draws it. `outings` are sorted by their day.
pub fn draw(view: &View, params: &SearchParams, answer: Option<&Answer>, outings: &[Outing]) -> Markup {
    let words = view.words;
    let mut days: Vec<(Date, Vec<&Outing>)> = Vec::new();
    for outing in outings {
        let date = outing.at.starts.date();
        match days.last_mut() {
            Some((day, list)) if *day == date => list.push(outing),
            _ => days.push((date, vec![outing])),
        }
    }
    let main = html! {
        h1 class="nhsuk-heading-l" { (words.say("whats-on-title")) }
        p { (words.say("whats-on-lede")) }
        (parts::search_box(view, params, "/whats-on"))
        @if let Some(answer) = answer {
            @if let Some(card) = &answer.crisis { (parts::crisis(view, card)) }
            @for note in &answer.reading.notes { p class="fp-notice" lang="en" { (note) } }
            div class="fp-results" {
                div class="fp-results__list" { (week(view, params, &days)) }
                @if !answer.facets.is_empty() { (filters(view, params, &answer.facets, "/whats-on")) }
            }
        }
    };
    let page = Page {
        title: words.say("whats-on-title").to_owned(),
        description: Some(words.say("whats-on-lede").to_owned()),
        canonical: params.is_empty().then(|| "/whats-on".to_owned()),
        is_private: !params.is_empty(),
        is_wide: answer.is_some(),
        ..Page::default()
    };
    layout::draw(view, &page, &main)
}

/// The days, each with its meetings.
fn week(view: &View, params: &SearchParams, days: &[(Date, Vec<&Outing>)]) -> Markup {
    let words = view.words;
    html! {
        @if days.len() > 1 {
            nav class="fp-tools" aria-label=(words.say("days")) {
                ul { @for (day, list) in days { li { a href={ "#d" (day) } { (format::day(words, *day)) " (" (list.len()) ")" } } } }
            }
        }
        @for (day, list) in days {
            section class="fp-day" aria-labelledby={ "d" (day) } {
                h2 class="nhsuk-heading-m" id={ "d" (day) } { (format::long_day(words, *day)) }
                ul class="fp-day__list" { @for outing in list.iter().take(ROWS_A_DAY) { (line(view, outing)) } }
                @if list.len() > ROWS_A_DAY { p { a href=(view.to(&on_day(params, *day).path())) { (view.tell("whats-on-more", &[("count", (list.len() - ROWS_A_DAY).into())])) } } }
            }
        }
        @if days.is_empty() {
            p { (words.say("whats-on-nothing")) " " a href=(view.to(&params.path())) { (words.say("whats-on-all")) } }
        }
        @if !days.is_empty() { p class="fp-source" { (words.say("whats-on-note")) } }
    }
}

/// The search for everything on one day of the week.
fn on_day(params: &SearchParams, day: Date) -> SearchParams {
    const KEYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];
    let key = KEYS[day.weekday().to_monday_zero_offset() as usize];
    params.with(|p| p.choices.push(("day".to_owned(), key.to_owned())))
}

fn line(view: &View, outing: &Outing) -> Markup {
    let words = view.words;
    let starts = outing.at.starts;
    let time = outing
        .has_time()
        .then(|| format::span(words, Some(starts.time()), outing.at.ends.map(|end| end.time())))
        .flatten();
    let hit = &outing.hit;
    html! {
        li {
            span class="fp-day__time" { (time.as_deref().unwrap_or(words.say("time-not-stated"))) }
            span {
                a lang="en" href=(view.to_service(hit.id)) { (hit.name) }
                @if let Some(place) = &hit.place { " · " (place) }
                @if let Some(metres) = hit.distance_metres { " · " span class="fp-keep" { (format::distance(words, metres)) } }
                " · " (format::cost_of(words, hit.cost, hit.cost_text.as_deref()))
                @if outing.at.is_only_possible { " · " (words.say("may-not-run")) }
            }
        }
    }
}
