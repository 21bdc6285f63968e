//! The whole site as one router: pages and machines, with what every answer carries.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
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
        .layer(from_fn_with_state(guards.gate.clone(), admit))
        .layer(from_fn_with_state(limiter, limit));
    // An archive is packed already.
    let worth_packing = DefaultPredicate::new().and(NotForContentType::const_new("application/zip"));
    let always = table(ALWAYS).route(METRICS, get(metrics).with_state(guards.telemetry.clone()));
    questions
        .merge(always)
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)).compress_when(worth_packing))
        .layer(from_fn(in_time))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CatchPanicLayer::custom(failed))
        .layer(from_fn(security::headers))
        .layer(from_fn_with_state(guards.telemetry.clone(), observe))
        .with_state(state.clone())
}
