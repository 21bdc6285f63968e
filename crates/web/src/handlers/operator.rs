//! For whoever runs the site: is it alive, may it be asked, what does it answer from.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::html;
use model::report::Health;

use crate::layout::{self, Page};
use crate::request::{Visit, page};
use crate::state::Shared;

/// `GET /healthz`: the process lives.
pub async fn alive() -> Response {
    ([(header::CACHE_CONTROL, "no-store")], "alive\n").into_response()
}

/// `GET /readyz`: questions can be answered.
pub async fn ready(State(state): State<Shared>) -> Response {
    let (status, words) = if state.catalogue.load().is_empty() {
        (StatusCode::SERVICE_UNAVAILABLE, "the catalogue is empty\n")
    } else {
        (StatusCode::OK, "ready\n")
    };
    (status, [(header::CACHE_CONTROL, "no-store")], words).into_response()
}

/// `GET /status`: the same for a person.
pub async fn status(State(state): State<Shared>, visit: Visit) -> Response {
    let catalogue = state.catalogue.load();
    let manifest = catalogue.manifest();
    let red: Vec<_> = catalogue
        .sources()
        .iter()
        .filter_map(|report| match &report.health {
            Health::Green => None,
            Health::Red { reason } => Some((&report.source.title, reason)),
        })
        .collect();
    let main = html! {
        h1 class="nhsuk-heading-l" { "Status" }
        dl class="nhsuk-summary-list" {
            (line("Services", &catalogue.len().to_string()))
            (line("Data made", &manifest.made_at.strftime("%-d %B %Y, %H:%M UTC").to_string()))
            (line("Snapshot", &manifest.snapshot))
            (line("Sources", &format!("{} in all, {} red", catalogue.sources().len(), red.len())))
        }
        @for (title, reason) in red {
            p { strong { (title) } ": " (reason) }
        }
        p { a href="/sources" { "Each source and how it is" } }
    };
    page(layout::draw(&visit.view, &Page::new("Status"), &main))
}

fn line(name: &str, value: &str) -> maud::Markup {
    html! {
        div class="nhsuk-summary-list__row" {
            dt class="nhsuk-summary-list__key" { (name) }
            dd class="nhsuk-summary-list__value" { (value) }
        }
    }
}
