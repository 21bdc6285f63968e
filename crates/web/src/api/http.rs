//! Our own JSON over HTTP.

use std::sync::LazyLock;

use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use model::identifier::ServiceId;
use search::facets::FACETS;
use search::suggest::SuggestionKind;

use super::answer::{FacetDocument, SearchDocument, facet, search_document};
use super::ask::{FilterNames, read_ask};
use super::json;
use super::lists::{
    FacetsDocument, ListMeta, PlaceDocument, PlacesDocument, SourcesDocument, SuggestDocument,
    SuggestionDocument, source_document,
};
use super::service::ServiceDocument;
use super::service::build::service_document;
use crate::hub::{Hub, apart, soon};
use crate::problem::Problem;
use crate::query::Query;

/// Suggestions where nothing is said, and the most there can be.
const SUGGESTIONS: u32 = 8;
const MOST_SUGGESTIONS: u32 = 20;

/// `GET /api/search`
#[utoipa::path(get, path = "/api/search", tag = "Search", params(super::parameters::Search),
    responses((status = 200, description = "What the question brought, in lanes that are never mixed", body = SearchDocument)))]
pub async fn search(hub: Hub, query: Query) -> Response {
    soon(move || {
        let (ask, ignored) = filter_names(|filters| read_ask(query, filters))?;
        let answer = hub.ask(&ask);
        let draw = || json(&search_document(&ask, answer, ignored, hub.snapshot()));
        Ok(hub.telemetry.timed("draw", draw))
    })
    .await
}

/// `GET /api/services/{id}`
#[utoipa::path(get, path = "/api/services/{id}", tag = "Search",
    params(("id" = String, Path, description = "The service's id")),
    responses((status = 200, description = "The service, whole", body = ServiceDocument),
        (status = 410, description = "It was taken out of the directory", content_type = "application/problem+json", body = Problem)))]
pub async fn service(hub: Hub, Path(id): Path<String>) -> Response {
    soon(move || {
        let wanted = ServiceId::parse(&id);
        let Some(found) = wanted.and_then(|id| hub.service(id)) else {
            let was_here =
                wanted.is_some_and(|id| hub.hidden.contains(id) || hub.listing().gone_at(id).is_some());
            return Err(if was_here {
                Problem::gone("service", &id)
            } else {
                Problem::not_found("service", &id)
            });
        };
        let confidence = hub.confidence(&found);
        Ok(Json(service_document(&found, Some(&confidence), &hub.names.labels)).into_response())
    })
    .await
}

/// `GET /api/sources`
#[utoipa::path(get, path = "/api/sources", tag = "Search",
    responses((status = 200, description = "Every source, with what its licence asks for", body = SourcesDocument)))]
pub async fn sources(hub: Hub, query: Query) -> Response {
    soon(move || {
        let ignored = query.finish()?;
        let sources = hub.catalogue.sources().iter().map(source_document).collect();
        Ok(Json(SourcesDocument { sources, meta: meta(&hub, ignored) }).into_response())
    })
    .await
}

/// `GET /api/places`
#[utoipa::path(get, path = "/api/places", tag = "Search",
    params(("q" = String, Query, description = "A postcode, or the name of a place or its beginning"),
        ("limit" = Option<u32>, Query, minimum = 1, description = "At most 20 are given")),
    responses((status = 200, description = "The places it may be, the likeliest first", body = PlacesDocument)))]
pub async fn places(hub: Hub, mut query: Query) -> Response {
    soon(move || {
        let typed = required(&mut query, "q", "a postcode or the name of a place");
        let limit = query.at_most("limit", MOST_SUGGESTIONS).unwrap_or(SUGGESTIONS);
        let ignored = query.finish()?;
        let places = hub.catalogue.places(&typed, limit as usize).into_iter();
        let places = places.map(|place| PlaceDocument {
            label: place.label,
            near: place.near,
            kind: place.kind,
            point: place.point.into(),
        });
        Ok(Json(PlacesDocument { places: places.collect(), meta: meta(&hub, ignored) }).into_response())
    })
    .await
}

/// `GET /api/suggest`
#[utoipa::path(get, path = "/api/suggest", tag = "Search",
    params(("q" = String, Query, description = "What is being typed"),
        ("limit" = Option<u32>, Query, minimum = 1, description = "At most 20 are given")),
    responses((status = 200, description = "The completions, the likeliest first", body = SuggestDocument)))]
pub async fn suggest(hub: Hub, mut query: Query) -> Response {
    soon(move || {
        let typed = required(&mut query, "q", "what is being typed");
        let limit = query.at_most("limit", MOST_SUGGESTIONS).unwrap_or(SUGGESTIONS);
        let ignored = query.finish()?;
        let suggestions = hub.catalogue.suggest(&typed, limit as usize).into_iter();
        let suggestions = suggestions.map(|suggestion| SuggestionDocument {
            text: suggestion.text,
            kind: match suggestion.kind {
                SuggestionKind::Topic => "topic",
                SuggestionKind::Place => "place",
                SuggestionKind::Service(_) => "service",
            }
            .to_owned(),
        });
        Ok(Json(SuggestDocument { suggestions: suggestions.collect(), meta: meta(&hub, ignored) })
            .into_response())
    })
    .await
}

/// `GET /api/facets`
#[utoipa::path(get, path = "/api/facets", tag = "Search",
    responses((status = 200, description = "Every filter with its values, counted over the whole catalogue", body = FacetsDocument)))]
pub async fn facets(hub: Hub, query: Query) -> Response {
    apart(move || {
        let ignored = query.finish()?;
        let answer = hub.ask(&search::ask::Ask::of(""));
        let facets: Vec<FacetDocument> = answer.facets.into_iter().map(facet).collect();
        Ok(Json(FacetsDocument { facets, meta: meta(&hub, ignored) }).into_response())
    })
    .await
}

/// Hands over the names of the filters, from the one table of them.
pub fn filter_names<T>(read: impl FnOnce(&[FilterNames<'_>]) -> T) -> T {
    static VALUES: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
        FACETS.iter().map(|facet| facet.values.iter().map(|value| value.key).collect()).collect()
    });
    static NAMES: LazyLock<Vec<FilterNames<'static>>> = LazyLock::new(|| {
        let names = FACETS.iter().zip(VALUES.iter());
        let names = names.map(|(facet, values)| FilterNames { key: facet.key, values });
        let topic = FilterNames { key: search::facets::TOPIC, values: &[] };
        names.chain([topic]).collect()
    });
    read(&NAMES)
}

/// What is under `/api` and is no address.
pub async fn unknown(uri: axum::http::Uri) -> Response {
    let elsewhere = crate::request::without_final_slash(&uri);
    elsewhere.unwrap_or_else(|| Problem::no_such_address(uri.path()).into_response())
}

/// About a small list.
pub fn meta(hub: &Hub, ignored: Vec<String>) -> ListMeta {
    ListMeta { snapshot: hub.snapshot().to_owned(), ignored }
}

fn required(query: &mut Query, name: &str, allowed: &str) -> String {
    match query.text(name) {
        Some(text) => text,
        None => {
            query.fault(name, "", allowed);
            String::new()
        }
    }
}
