//! Conditional requests: what was answered once is not answered again while nothing changed.
//!
//! An entity tag is the snapshot, what was hidden since, the build of this program and the quarter of an
//! hour (sessions pass, records age): known before any work is done, so a match costs nothing.

#[cfg(test)]
mod tests;

use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use model::ledger::HiddenIds;

use crate::state::Shared;

/// Answers 304 where the client has it, and tags what is answered.
pub async fn conditional<A: Future<Output = Response>>(
    state: &Shared,
    mut request: Request,
    answer: impl FnOnce(Request) -> A,
) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return answer(request).await;
    }
    let hidden = crate::hub::hidden(&state.ledger);
    let tag = tag(state, &hidden);
    // Whoever answers need not look at the ledger again.
    request.extensions_mut().insert(hidden);
    let has_it = request
        .headers()
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| matches(value, &tag));
    if has_it {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        tagged(&mut response, &tag);
        return response;
    }
    let mut response = answer(request).await;
    if response.status() == StatusCode::OK {
        tagged(&mut response, &tag);
    }
    response
}

fn tagged(response: &mut Response, tag: &str) {
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(tag) {
        headers.entry(header::ETAG).or_insert(value);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("public, max-age=60"));
}

/// Weak, since the same answer may be compressed or not.
fn tag(state: &Shared, hidden: &HiddenIds) -> String {
    let catalogue = state.catalogue.load();
    let now = (state.clock)();
    let quarter = now.timestamp().as_second() / 900;
    let made = catalogue.manifest().made_at.as_second();
    let hidden = hidden.takedowns();
    format!("W/\"{}-{made}-{hidden}-{quarter}-{}\"", catalogue.manifest().snapshot, env!("CARGO_PKG_VERSION"))
}

/// Whether an `If-None-Match` names the tag, weakly compared.
fn matches(value: &str, tag: &str) -> bool {
    let plain = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    value.split(',').any(|candidate| plain(candidate) == plain(tag))
}
