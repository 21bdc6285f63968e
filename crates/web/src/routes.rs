//! Every page of the site, in one table; the addresses for machines stand in [`crate::machines`].

use axum::Router;
use axum::routing::{MethodRouter, get, post};

use crate::handlers::{find, one, operator, plain};
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
    page("/service/{id}", || get(one::service)),
    page("/service/{id}/report", || post(one::report)),
    page("/sources", || get(plain::sources)),
    page("/sources/{id}", || get(plain::source)),
    page("/about", || get(plain::about)),
    page("/how-we-choose", || get(plain::how_we_choose)),
    page("/accessibility", || get(plain::accessibility)),
    page("/privacy", || get(plain::privacy)),
    // Files.
    once("/assets/{name}", || get(plain::asset)),
    // For the operator.
    once("/status", || get(operator::status)),
];

/// Those that must answer when everything else is shed.
pub static ALWAYS: &[Route] =
    &[once("/healthz", || get(operator::alive)), once("/readyz", || get(operator::ready))];

/// The table as a router, without the layers.
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
