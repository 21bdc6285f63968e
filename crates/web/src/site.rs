//! The whole site as one router: pages and machines, with what every answer carries.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use tower::ServiceBuilder;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

use crate::handlers::plain;
use crate::limits::{Allowance, Limiter, limit};
use crate::pressure::{Gate, admit, failed, in_time};
use crate::routes::{ALWAYS, METRICS, ROUTES, table};
use crate::state::Shared;
use crate::telemetry::{Telemetry, metrics, observe};
use crate::{machines, security};

/// Largest body of a request: a report of a problem.
const LARGEST_BODY: usize = 16 * 1024;

/// What stands between a client and an answer.
#[derive(Debug, Clone)]
pub struct Guards {
    /// How much one client may ask.
    pub allowance: Allowance,
    /// How many questions are at work at a time.
    pub gate: Gate,
    /// What is counted.
    pub telemetry: Telemetry,
}

/// The whole site. Questions pass the guards; health and metrics do not.
pub fn site(state: &Shared, guards: &Guards) -> Router {
    let limiter = Limiter::new(guards.allowance.clone());
    let questions = table(ROUTES)
        .merge(machines::routes(state))
        .fallback(plain::not_found)
        .layer(from_fn_with_state((limiter, guards.gate.clone()), guarded));
    // An archive is packed already.
    let worth_packing = DefaultPredicate::new().and(NotForContentType::const_new("application/zip"));
    let always = table(ALWAYS).route(METRICS, get(metrics).with_state(guards.telemetry.clone()));
    // One after another from the outermost. As one layer the router boxes them once, not each.
    let around = ServiceBuilder::new()
        .layer(from_fn_with_state(guards.telemetry.clone(), around))
        .layer(CatchPanicLayer::custom(failed))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)).compress_when(worth_packing));
    questions.merge(always).layer(around).with_state(state.clone())
}

/// What every answer carries: it is counted, begun in time, and has the headers of all pages. One function,
/// for each layer of its own costs a copy of all that lie within.
async fn around(State(telemetry): State<Telemetry>, request: Request, next: Next) -> Response {
    let answer = |request: Request| async {
        let mut response = in_time(request, |request| next.run(request)).await;
        security::add(response.headers_mut());
        response
    };
    observe(&telemetry, request, answer).await
}

/// What stands before every question: how much its client may ask, and how many are at work.
async fn guarded(State((limiter, gate)): State<(Limiter, Gate)>, request: Request, next: Next) -> Response {
    limit(&limiter, request, |request| admit(&gate, request, |request| next.run(request))).await
}
