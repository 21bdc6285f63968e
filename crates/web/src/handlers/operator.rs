//! For whoever runs the site: is it alive, may it be asked, what does it answer from.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use maud::html;
use model::identifier::ServiceId;
use model::ledger::{Entry, Ledger};
use model::report::Health;

use crate::format;
use crate::layout::{self, Page};
use crate::request::{Visit, page};
use crate::state::{LONDON, Shared};

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

/// Reports named on the page of the operator.
const LATEST_REPORTS: usize = 20;

/// `GET /status`: the same for a person, with the latest reports, without what people wrote.
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
    let ledger = Ledger::parse(&std::fs::read_to_string(&state.ledger).unwrap_or_default());
    let reports: Vec<(Timestamp, ServiceId, String)> = ledger
        .lines
        .into_iter()
        .filter_map(|line| match line.entry {
            Entry::Report { id, about, .. } => Some((line.at, id, about)),
            _ => None,
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
        h2 class="nhsuk-heading-m" id="reports" { "Reports of problems" }
        @if reports.is_empty() { p { "None so far." } }
        @else {
            p { (reports.len()) " in all. What people wrote is shown by " code { "fingerpost reports" } "." }
            ul class="nhsuk-list nhsuk-list--bullet" {
                @for (at, id, about) in reports.iter().rev().take(LATEST_REPORTS) {
                    @let name = catalogue.service(*id).map(|service| service.name);
                    li {
                        (format::date(visit.view.words, at.to_zoned(LONDON.clone()).date())) ": "
                        a href=(format!("/service/{id}")) { (name.as_deref().unwrap_or("a service that is gone")) }
                        " – " (about)
                    }
                }
            }
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
