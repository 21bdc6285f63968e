//! Home, sources, running text, files, and what is not there.

use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::assets;
use crate::handlers::outing::this_week;
use crate::i18n::TextPage;
use crate::pages::home::{self, Home};
use crate::pages::problem::Problem;
use crate::pages::{sources as source_pages, text};
use crate::request::{Visit, apart, page, without_final_slash, wrong};
use crate::state::Shared;

/// How many doors stand on the first page.
const DOORS: usize = 12;

/// The first page.
pub async fn home(State(state): State<Shared>, visit: Visit) -> Response {
    let view = visit.view.clone();
    let made = apart(&visit.view, move || {
        let catalogue = state.catalogue.load();
        let vocabulary = catalogue.vocabulary();
        let doors = vocabulary.doors().take(DOORS).map(|(concept, door)| {
            let is_read = vocabulary.concepts_in(door).iter().any(|found| found.concept.id == concept.id);
            let question = if is_read { door.to_owned() } else { concept.label.clone() };
            (question, door.to_owned())
        });
        let shown = Home {
            doors: doors.collect(),
            services: catalogue.len(),
            sources: catalogue.sources().len() as u64,
            week: this_week(&state, &view),
        };
        page(home::draw(&view, &shown))
    });
    made.await.unwrap_or_else(|response| response)
}

/// Every publisher.
pub async fn sources(State(state): State<Shared>, visit: Visit) -> Response {
    page(source_pages::draw(&visit.view, state.catalogue.load().sources()))
}

/// One publisher's report card.
pub async fn source(State(state): State<Shared>, Path(id): Path<String>, visit: Visit) -> Response {
    let catalogue = state.catalogue.load();
    match catalogue.sources().iter().find(|report| report.source.id.as_str() == id) {
        Some(report) => page(source_pages::draw_one(&visit.view, report)),
        None => wrong(&visit.view, Problem::NotFound),
    }
}

/// What this is.
pub async fn about(visit: Visit) -> Response {
    page(text::draw(&visit.view, TextPage::About))
}

/// How the order is made.
pub async fn how_we_choose(visit: Visit) -> Response {
    page(text::draw(&visit.view, TextPage::HowWeChoose))
}

/// The accessibility statement.
pub async fn accessibility(visit: Visit) -> Response {
    page(text::draw(&visit.view, TextPage::Accessibility))
}

/// What we keep: nothing.
pub async fn privacy(visit: Visit) -> Response {
    page(text::draw(&visit.view, TextPage::Privacy))
}

/// A file of ours, under a name that changes with its content.
pub async fn asset(Path(name): Path<String>, visit: Visit) -> Response {
    match assets::find(&format!("/assets/{name}")) {
        Some(asset) => (
            StatusCode::OK,
            [
                (header::CONTENT_TYPE, asset.content_type),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ],
            asset.bytes,
        )
            .into_response(),
        None => wrong(&visit.view, Problem::NotFound),
    }
}

/// No page has this address.
pub async fn not_found(visit: Visit, uri: Uri) -> Response {
    without_final_slash(&uri).unwrap_or_else(|| wrong(&visit.view, Problem::NotFound))
}
