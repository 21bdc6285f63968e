//! The same question three ways: results, map, desk.

use axum::extract::State;
use axum::http::header::{self, HeaderValue};
use axum::response::Response;
use search::ask::LaneKind;

use crate::pages::{desk as desk_page, map as map_page, results as results_page};
use crate::params::SearchParams;
use crate::request::{Visit, answer, apart, page, soon};
use crate::security::POLICY;
use crate::state::Shared;

/// The results page.
pub async fn results(State(state): State<Shared>, visit: Visit) -> Response {
    let params = SearchParams::parse(&visit.query);
    let view = visit.view.clone();
    let made = soon(&visit.view, move || {
        let answer = answer(&state, &params.ask(), &view);
        state.telemetry.timed("draw", || page(results_page::draw(&view, &params, &answer)))
    });
    made.await.unwrap_or_else(|response| response)
}

/// How many answers the map shows.
const PINS: u32 = 40;

/// The map of the answers one can go to.
pub async fn map(State(state): State<Shared>, visit: Visit) -> Response {
    let params = SearchParams::parse(&visit.query);
    let view = visit.view.clone();
    let tiles = state.settings.tiles.clone();
    let made = apart(&visit.view, move || {
        let ask = search::ask::Ask { lane: Some(LaneKind::NearYou), per_page: PINS, page: 1, ..params.ask() };
        let answer = answer(&state, &ask, &view);
        let credit = state.settings.tiles_credit.as_deref().unwrap_or_default();
        let tiles = state.settings.tiles.as_deref().map(|address| map_page::Tiles { address, credit });
        page(map_page::draw(&view, &params, &answer, tiles))
    });
    let mut response = made.await.unwrap_or_else(|response| response);
    if let Some(policy) = tiles.as_deref().and_then(policy_with_tiles) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The policy of a map whose operator has named a tile server: its pictures, and no more.
fn policy_with_tiles(address: &str) -> Option<HeaderValue> {
    let (scheme, rest) = address.split_once("://")?;
    let host = rest.split('/').next()?.replace("{s}", "*");
    let policy = POLICY.replace("img-src 'self' data:", &format!("img-src 'self' data: {scheme}://{host}"));
    HeaderValue::from_str(&policy).ok()
}

/// The receptionist's page.
pub async fn desk(State(state): State<Shared>, visit: Visit) -> Response {
    let params = SearchParams::parse(&visit.query);
    let view = visit.view.clone();
    if params.is_empty() {
        return page(desk_page::draw(&view, &params, None));
    }
    let made = soon(&visit.view, move || {
        let ask = search::ask::Ask { per_page: desk_page::CARDS as u32, page: 1, ..params.ask() };
        let answer = answer(&state, &ask, &view);
        page(desk_page::draw(&view, &params, Some(&answer)))
    });
    made.await.unwrap_or_else(|response| response)
}
