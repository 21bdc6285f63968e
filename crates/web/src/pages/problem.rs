//! When something is not there or went wrong: what happened in plain words, and ways on.

use maud::{Markup, html};

use crate::layout::{self, Page};
use crate::params::SearchParams;
use crate::parts;
use crate::view::View;

/// What went wrong, as far as a visitor needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// No page has this address.
    NotFound,
    /// A service that is gone, or never was.
    NoSuchService,
    /// What was sent could not be used.
    BadRequest,
    /// Something broke on our side.
    OurFault,
    /// Too much to do just now.
    Busy,
}

impl Problem {
    /// Its HTTP status.
    pub fn status(self) -> u16 {
        match self {
            Problem::NotFound | Problem::NoSuchService => 404,
            Problem::BadRequest => 400,
            Problem::OurFault => 500,
            Problem::Busy => 503,
        }
    }

    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Problem::NotFound => ("problem-not-found", "problem-not-found-text"),
            Problem::NoSuchService => ("problem-no-service", "problem-no-service-text"),
            Problem::BadRequest => ("problem-bad-request", "problem-bad-request-text"),
            Problem::OurFault => ("problem-our-fault", "problem-our-fault-text"),
            Problem::Busy => ("problem-busy", "problem-busy-text"),
        }
    }
}

/// Draws it.
pub fn draw(view: &View, problem: Problem) -> Markup {
    let (title, text) = problem.keys();
    let params = SearchParams { list: view.list.clone(), ..SearchParams::default() };
    let main = html! {
        h1 class="nhsuk-heading-l" { (view.say(title)) }
        p { (view.say(text)) }
        h2 class="nhsuk-heading-m" { (view.say("ways-on")) }
        (parts::search_box(view, &params, "/search"))
        ul class="nhsuk-list nhsuk-list--bullet" {
            li { a href=(view.to_with_list("/")) { (view.say("go-home")) } }
            li { a href=(view.to_with_list("/browse")) { (view.say("nothing-browse")) } }
            li { a href="tel:111" { (view.say("ring-111")) } }
        }
    };
    layout::draw(
        view,
        &Page { title: view.say(title).to_owned(), is_private: true, ..Page::default() },
        &main,
    )
}
