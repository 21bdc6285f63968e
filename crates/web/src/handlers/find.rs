//! Searching.

use axum::extract::State;
use axum::response::Response;

use crate::pages::results as results_page;
use crate::params::SearchParams;
use crate::request::{Visit, answer, apart, page};
use crate::state::Shared;

/// The results of a question.
pub async fn results(State(state): State<Shared>, visit: Visit) -> Response {
    let params = SearchParams::parse(&visit.query);
    let view = visit.view.clone();
    let made = apart(&visit.view, move || {
        let answer = answer(&state, &params.ask(), &view);
        page(results_page::draw(&view, &params, &answer))
    });
    made.await.unwrap_or_else(|response| response)
}
