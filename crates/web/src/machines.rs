//! The addresses for machines, in one table, and what all of them share: any page may read them, they can
//! be asked conditionally, and what is no address is a problem in JSON.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};

use crate::conditional::conditional;
use crate::problem::Problem;
use crate::query::{Ignored, Query};
use crate::state::Shared;
use crate::{api, bulk, embed, feeds, fhir, openactive, openapi, oruk, well_known};

type Answers = fn() -> MethodRouter<Shared>;

/// All of them.
pub static MACHINES: &[(&str, Answers)] = &[
    // Our own JSON.
    ("/api/search", || get(api::http::search)),
    ("/api/suggest", || get(api::http::suggest)),
    ("/api/services/{id}", || get(api::http::service)),
    ("/api/places", || get(api::http::places)),
    ("/api/sources", || get(api::http::sources)),
    ("/api/facets", || get(api::http::facets)),
    ("/api/{*path}", || get(api::http::unknown)),
    ("/openapi.json", || get(openapi::document)),
    // Open Referral UK.
    ("/oruk/v3", || get(oruk::answers::details)),
    ("/oruk/v3/", || get(oruk::answers::details)),
    ("/oruk/v3/services", || get(oruk::answers::services)),
    ("/oruk/v3/services/{id}", || get(oruk::answers::one_service)),
    ("/oruk/v3/organizations", || get(oruk::answers::organizations)),
    ("/oruk/v3/organizations/{id}", || get(oruk::answers::one_organization)),
    ("/oruk/v3/service_at_locations", || get(oruk::answers::service_at_locations)),
    ("/oruk/v3/service_at_locations/{id}", || get(oruk::answers::one_service_at_location)),
    ("/oruk/v3/taxonomies", || get(oruk::answers::taxonomies)),
    ("/oruk/v3/taxonomies/{id}", || get(oruk::answers::one_taxonomy)),
    ("/oruk/v3/taxonomy_terms", || get(oruk::answers::taxonomy_terms)),
    ("/oruk/v3/taxonomy_terms/{id}", || get(oruk::answers::one_taxonomy_term)),
    ("/oruk/v1/services", || get(oruk::v1::services)),
    ("/oruk/v1/services/{id}", || get(oruk::v1::one_service)),
    ("/oruk/v1/taxonomies", || get(oruk::v1::taxonomies)),
    ("/oruk/{*path}", || get(api::http::unknown)),
    // FHIR R4.
    ("/fhir/metadata", || get(fhir::search::metadata)),
    ("/fhir/HealthcareService", || get(fhir::search::healthcare_services)),
    ("/fhir/HealthcareService/{id}", || get(fhir::search::one_healthcare_service)),
    ("/fhir/Location", || get(fhir::search::locations)),
    ("/fhir/Location/{id}", || get(fhir::search::one_location)),
    ("/fhir/Organization", || get(fhir::search::organizations)),
    ("/fhir/Organization/{id}", || get(fhir::search::one_organization)),
    ("/fhir/{*path}", || get(fhir::search::unknown)),
    // OpenActive.
    ("/openactive/session-series", || get(openactive::http::feed)),
    ("/openactive/session-series/{id}", || get(openactive::http::one)),
    // Feeds.
    ("/changes", || get(feeds::http::changes)),
    ("/feeds/search.ics", || get(feeds::http::search_calendar)),
    ("/feeds/search.atom", || get(feeds::http::search_atom)),
    ("/service/{id}/calendar.ics", || get(feeds::http::service_calendar)),
    // Bulk.
    ("/bulk/services.ndjson", || get(bulk::http::services_ndjson)),
    ("/bulk/services.csv", || get(bulk::http::services_csv)),
    ("/bulk/hsds.zip", || get(bulk::http::data_package)),
    // Files at fixed places.
    ("/robots.txt", || get(well_known::robots)),
    ("/sitemap.xml", || get(well_known::sitemap_index)),
    ("/sitemaps/{file}", || get(well_known::sitemap)),
    ("/.well-known/security.txt", || get(well_known::security)),
    // The frame for other sites.
    ("/embed", || get(embed::frame)),
    ("/embed.js", || get(embed::script)),
    ("/embed.css", || get(embed::style)),
    ("/embed-frame.js", || get(embed::frame_script)),
];

/// The table as a router, with what all of them share.
pub fn routes(state: &Shared) -> Router<Shared> {
    let mut router = Router::new();
    for (path, answers) in MACHINES {
        router = router.route(path, answers());
    }
    router.layer(from_fn_with_state(state.clone(), for_machines))
}

/// What all of them share: anybody's page may read them, a method that is not answered is told as a problem,
/// what a client has is not sent again, and parameters that nobody knows are named.
async fn for_machines(State(state): State<Shared>, request: Request, next: Next) -> Response {
    if request.method() == Method::OPTIONS {
        return preflight();
    }
    let method = request.method().clone();
    let answer = |request: Request| ignored_too(request, |request| next.run(request));
    let mut response = conditional(&state, request, answer).await;
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response = Problem::method_not_allowed(&method).into_response();
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, OPTIONS"));
    }
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("ETag, RateLimit, RateLimit-Policy, Retry-After, X-Ignored-Parameters"),
    );
    response
}

/// Anybody's page may read what machines read: it is open data, and no cookie goes with it.
fn preflight() -> Response {
    let headers = [
        (header::ALLOW, "GET, HEAD, OPTIONS"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "*"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// Parameters that nobody here asks for do no harm, and are named: in `meta.ignored` where there is one,
/// and in a header of every answer, since a calendar or a CSV file has no room for it.
async fn ignored_too<A: Future<Output = Response>>(
    mut request: Request,
    answer: impl FnOnce(Request) -> A,
) -> Response {
    let ignored = Ignored::default();
    request.extensions_mut().insert(ignored.clone());
    let uri = request.uri().clone();
    let mut response = answer(request).await;
    let names = match ignored.names() {
        Some([]) => return response,
        Some(names) => names.to_vec(),
        // Nobody looked: all that was sent is ignored.
        None => Query::parse(uri.query().unwrap_or_default()).finish().unwrap_or_default(),
    };
    let is_plain = |letter: char| letter.is_ascii_graphic() && letter != ',';
    let plain = |name: &String| name.chars().map(|it| if is_plain(it) { it } else { '?' }).collect();
    let names: Vec<String> = names.iter().map(plain).collect();
    if response.status().is_success()
        && !names.is_empty()
        && let Ok(value) = HeaderValue::from_str(&names.join(", "))
    {
        response.headers_mut().insert("x-ignored-parameters", value);
    }
    response
}
