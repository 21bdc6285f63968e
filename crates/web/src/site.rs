//! The whole site as one router: pages and machines, with what every answer carries.

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

use crate::limits::{Allowance, Limiter, limit};
use crate::state::Shared;
use crate::{machines, security};

/// The site over `pages`, each client within its allowance. `pages` brings the fallback.
pub fn site(state: &Shared, pages: Router<Shared>, allowance: Allowance) -> Router {
    let limiter = Limiter::new(allowance);
    pages
        .merge(machines::routes(state))
        .layer(from_fn(security::headers))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)))
        .layer(from_fn_with_state(limiter, limit))
        .with_state(state.clone())
}
