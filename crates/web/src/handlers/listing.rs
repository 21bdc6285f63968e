//! A person's list: shown, printed, as a file.

use axum::extract::State;
use axum::response::Response;

use crate::gather::chosen_of;
use crate::pages::{paper, sheet, shortlist as shortlist_page};
use crate::params::value_of;
use crate::request::{Visit, apart, file, page};
use crate::state::Shared;

/// The list.
pub async fn shortlist(State(state): State<Shared>, visit: Visit) -> Response {
    let view = visit.view.clone();
    let made = apart(&visit.view, move || {
        let chosen = chosen_of(&state.catalogue.load(), &view, &view.list);
        page(shortlist_page::draw(&view, &chosen))
    });
    made.await.unwrap_or_else(|response| response)
}

/// One sheet a service.
pub async fn sheets(State(state): State<Shared>, visit: Visit) -> Response {
    let view = visit.view.clone();
    let is_large = value_of(&visit.query, "large").is_some();
    let made = apart(&visit.view, move || {
        let chosen = chosen_of(&state.catalogue.load(), &view, &view.list);
        page(sheet::draw(&view, &chosen, is_large))
    });
    made.await.unwrap_or_else(|response| response)
}

/// The list as PDF.
pub async fn pdf(State(state): State<Shared>, visit: Visit) -> Response {
    let view = visit.view.clone();
    let is_large = value_of(&visit.query, "large").is_some();
    let made = apart(&visit.view, move || {
        let chosen = chosen_of(&state.catalogue.load(), &view, &view.list);
        file("my-list.pdf", "application/pdf", paper::list(&view, &chosen, is_large))
    });
    made.await.unwrap_or_else(|response| response)
}
