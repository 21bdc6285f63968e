//! Every page of the site, in one table; the addresses for machines stand in [`crate::machines`].

use axum::Router;
use axum::routing::{MethodRouter, get, post};

use crate::handlers::{directory, find, listing, one, operator, outing, plain};
use crate::openapi;
use crate::state::Shared;

/// In which languages an address stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spoken {
    /// A page for people: in every language, under its prefix.
    InEveryLanguage,
    /// A file or an interface: once.
    Once,
}

/// One address.
pub struct Route {
    /// As axum writes it.
    pub path: &'static str,
    /// In which languages.
    pub spoken: Spoken,
    /// What answers.
    pub answers: fn() -> MethodRouter<Shared>,
}

const fn page(path: &'static str, answers: fn() -> MethodRouter<Shared>) -> Route {
    Route { path, spoken: Spoken::InEveryLanguage, answers }
}

const fn once(path: &'static str, answers: fn() -> MethodRouter<Shared>) -> Route {
    Route { path, spoken: Spoken::Once, answers }
}

/// All of them.
pub static ROUTES: &[Route] = &[
    // Pages for people.
    page("/", || get(plain::home)),
    page("/search", || get(find::results)),
    page("/map", || get(find::map)),
    page("/whats-on", || get(outing::whats_on)),
    page("/desk", || get(find::desk)),
    page("/service/{id}", || get(one::service)),
    page("/service/{id}/easy-read", || get(one::easy_read)),
    page("/service/{id}/sheet", || get(one::sheet)),
    page("/service/{id}/report", || post(one::report)),
    page("/s/{short}", || get(one::short)),
    page("/shortlist", || get(listing::shortlist)),
    page("/shortlist/sheets", || get(listing::sheets)),
    page("/shortlist.pdf", || get(listing::pdf)),
    page("/browse", || get(outing::browse)),
    page("/browse/in/{area}", || get(outing::browse_area)),
    page("/browse/{*concept}", || get(outing::browse_concept)),
    page("/directory", || get(directory::directory)),
    page("/directory.pdf", || get(directory::pdf)),
    page("/offline", || get(directory::offline)),
    page("/offline/{area}", || get(directory::pack)),
    page("/sources", || get(plain::sources)),
    page("/sources/{id}", || get(plain::source)),
    page("/about", || get(plain::about)),
    page("/how-we-choose", || get(plain::how_we_choose)),
    page("/accessibility", || get(plain::accessibility)),
    page("/privacy", || get(plain::privacy)),
    page("/api", || get(openapi::read)),
    // For the operator.
    once("/status", || get(operator::status)),
];

/// Where the metrics stand; they belong to no state of the directory, so the site adds them.
pub const METRICS: &str = "/metrics";

/// Those that must answer when everything else is shed: what watches us, and what a page already sent needs.
pub static ALWAYS: &[Route] = &[
    once("/assets/{name}", || get(plain::asset)),
    once("/healthz", || get(operator::alive)),
    once("/readyz", || get(operator::ready)),
];

/// Whether an address is among [`ALWAYS`], or the metrics.
pub fn is_always_answered(path: &str) -> bool {
    let stands_at = |route: &Route| match route.path.split_once('{') {
        Some((start, _)) => path.starts_with(start),
        None => path == route.path,
    };
    path == METRICS || ALWAYS.iter().any(stands_at)
}

/// A table as a router, without the layers.
pub fn table(routes: &[Route]) -> Router<Shared> {
    let mut router = Router::new();
    for route in routes {
        router = router.route(route.path, (route.answers)());
        if route.spoken == Spoken::InEveryLanguage {
            let welsh = if route.path == "/" { "/cy".to_owned() } else { format!("/cy{}", route.path) };
            router = router.route(&welsh, (route.answers)());
        }
    }
    router
}
