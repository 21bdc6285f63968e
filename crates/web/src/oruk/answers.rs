//! Version 3.0 over HTTP: eleven addresses under `/oruk/v3`.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use model::identifier::ServiceId;
use model::service::Service as ModelService;
use search::listing::{ListFilter, Listed, organisation_id};
use serde::Serialize;
use uuid::Uuid;

use super::asked::{Asked, Format, read_id, read_paging, read_services, read_services_or_least};
use super::page::Page;
use super::record::{Depth, minimal, organization, service, service_at_location};
use super::v3::{ApiDetails, MinimalService, Organization, ServiceAtLocation, Taxonomy, TaxonomyTerm};
use super::vocabularies::{parent_of, prefix_of, taxonomy, term};
use crate::bulk::stream::{Rows, items, lines, ndjson};
use crate::hub::{Hub, apart};
use crate::problem::Problem;
use crate::query::Query;

/// `GET /oruk/v3`
#[utoipa::path(get, path = "/oruk/v3", tag = "Open Referral UK 3.0",
    responses((status = 200, description = "What this is", body = ApiDetails)))]
pub async fn details(hub: Hub) -> Json<ApiDetails> {
    Json(ApiDetails {
        version: "HSDS-UK-3.0",
        profile: "https://openreferraluk.org/specifications/3.0",
        openapi_url: format!("{}/openapi.json", hub.address),
    })
}

/// `GET /oruk/v3/services`
#[utoipa::path(get, path = "/oruk/v3/services", tag = "Open Referral UK 3.0",
    params(super::parameters::Services),
    responses((status = 200, description = "A page of services; with `format=ndjson`, all of them, one a line",
        body = Page<super::v3::Service>)))]
pub async fn services(hub: Hub, mut query: Query) -> Response {
    apart(move || {
        let vocabularies = &hub.names.vocabularies;
        let asked = hub.with_finder(|finder| read_services_or_least(&mut query, vocabularies, finder));
        let ignored = query.finish()?;
        let filter = hidden_too(&hub, &asked.filter);
        if asked.format == Format::Ndjson {
            let rows = Rows::of(&hub, &filter);
            let depth = if asked.full { Depth::Full } else { Depth::Basic };
            return Ok(ndjson(hub, rows, move |found, hub| {
                service(found, hub.changed(found.id), depth, &hub.names.labels)
            }));
        }
        let listed = hub.listing().services(&filter, asked.page, asked.per_page);
        let (page, per_page) = (asked.page, asked.per_page);
        if asked.minimal {
            // Perhaps all there are: streamed, never held.
            let rows: Vec<u32> = listed.items.iter().filter_map(|id| hub.listing().row(*id)).collect();
            let around = Page::<MinimalService>::around(listed.total, page, per_page, rows.len());
            let around = around.without(ignored);
            return Ok(items(hub, Rows::Some(rows), &around, |found, hub| {
                minimal(found, hub.changed(found.id))
            }));
        }
        let found = listed.items.iter().filter_map(|id| hub.service(*id));
        let depth = if asked.full { Depth::Full } else { Depth::Basic };
        let items =
            found.map(|found| service(&found, hub.changed(found.id), depth, &hub.names.labels)).collect();
        Ok(Json(Page::new(listed.total, page, per_page, items).without(ignored)).into_response())
    })
    .await
}

/// `GET /oruk/v3/services/{id}`
#[utoipa::path(get, path = "/oruk/v3/services/{id}", tag = "Open Referral UK 3.0",
    params(("id" = String, Path, description = "The service's id")),
    responses((status = 200, description = "The service, whole", body = super::v3::Service)))]
pub async fn one_service(hub: Hub, Path(id): Path<String>) -> Response {
    apart(move || {
        let found = ServiceId::parse(&id).and_then(|id| hub.service(id));
        let found = found.ok_or_else(|| Problem::not_found("service", &id))?;
        Ok(Json(service(&found, hub.changed(found.id), Depth::Full, &hub.names.labels)).into_response())
    })
    .await
}

/// `GET /oruk/v3/organizations`
#[utoipa::path(get, path = "/oruk/v3/organizations", tag = "Open Referral UK 3.0",
    params(super::parameters::Organizations),
    responses((status = 200, description = "A page of organisations; with `format=ndjson`, all of them, one a line",
        body = Page<Organization>)))]
pub async fn organizations(hub: Hub, mut query: Query) -> Response {
    apart(move || {
        let asked = read_paging(&mut query);
        let words = query.text("search");
        let with_services = query.flag("full_service");
        let full = query.flag("full");
        let ignored = query.finish()?;
        let draw = move |id: Uuid, from: ServiceId, hub: &Hub| {
            let mut told = organization(&hub.service(from)?, id)?;
            if with_services {
                told.services = services_of(hub, id);
            } else if !full {
                told.organization_identifiers.clear();
            }
            Some(told)
        };
        if asked.format == Format::Ndjson {
            let all = hub.listing().organisations(words.as_deref(), 1, u32::MAX);
            return Ok(lines(hub, all.items, move |(id, from), hub| draw(*id, *from, hub)));
        }
        let listed = hub.listing().organisations(words.as_deref(), asked.page, asked.per_page);
        let items = listed.items.iter().filter_map(|(id, from)| draw(*id, *from, &hub)).collect();
        let page = Page::new(listed.total, asked.page, asked.per_page, items);
        Ok(Json(page.without(ignored)).into_response())
    })
    .await
}

/// `GET /oruk/v3/organizations/{id}`
#[utoipa::path(get, path = "/oruk/v3/organizations/{id}", tag = "Open Referral UK 3.0",
    params(("id" = String, Path, description = "The organisation's id"),
        ("full_service" = Option<bool>, Query, description = "With its services, whole")),
    responses((status = 200, description = "The organisation", body = Organization)))]
pub async fn one_organization(hub: Hub, Path(id): Path<String>, mut query: Query) -> Response {
    apart(move || {
        let with_services = query.flag("full_service");
        query.finish()?;
        let not_found = || Problem::not_found("organization", &id);
        let uuid = Uuid::try_parse(&id).map_err(|_| not_found())?;
        let services = hub.listing().services_of(uuid);
        let from = services.iter().find_map(|id| hub.service(*id)).ok_or_else(not_found)?;
        let mut told = organization(&from, uuid).ok_or_else(not_found)?;
        if with_services {
            told.services = services_of(&hub, uuid);
        }
        Ok(Json(told).into_response())
    })
    .await
}

/// `GET /oruk/v3/service_at_locations`
#[utoipa::path(get, path = "/oruk/v3/service_at_locations", tag = "Open Referral UK 3.0",
    params(super::parameters::Services),
    responses((status = 200, description = "A page of services at places; with `format=ndjson`, all of them, one a line",
        body = Page<ServiceAtLocation>)))]
pub async fn service_at_locations(hub: Hub, mut query: Query) -> Response {
    apart(move || {
        let asked = hub.with_finder(|finder| read_services(&mut query, &hub.names.vocabularies, finder));
        let ignored = query.finish()?;
        let filter = hidden_too(&hub, &asked.filter);
        let depth = if asked.full { Depth::Full } else { Depth::Basic };
        if asked.format == Format::Ndjson {
            let all = hub.listing().places(&filter, 1, u32::MAX);
            return Ok(lines(hub, all.items, move |place, hub| {
                let found = hub.service(place.service)?;
                at_place(hub, &found, place.index as usize, depth)
            }));
        }
        let listed = hub.listing().places(&filter, asked.page, asked.per_page);
        let mut items = Vec::with_capacity(listed.items.len());
        let mut last: Option<ModelService> = None;
        for place in &listed.items {
            if last.as_ref().is_none_or(|last| last.id != place.service) {
                last = hub.service(place.service);
            }
            items.extend(last.as_ref().and_then(|found| at_place(&hub, found, place.index as usize, depth)));
        }
        let page = Page::new(listed.total, asked.page, asked.per_page, items);
        Ok(Json(page.without(ignored)).into_response())
    })
    .await
}

/// `GET /oruk/v3/service_at_locations/{id}`
#[utoipa::path(get, path = "/oruk/v3/service_at_locations/{id}", tag = "Open Referral UK 3.0",
    params(("id" = String, Path, description = "The id of the service at the place")),
    responses((status = 200, description = "The service at the place, whole", body = ServiceAtLocation)))]
pub async fn one_service_at_location(hub: Hub, Path(id): Path<String>) -> Response {
    apart(move || {
        let place = Uuid::try_parse(&id).ok().and_then(|id| hub.listing().place(id));
        let told = place.and_then(|place| {
            let found = hub.service(place.service)?;
            at_place(&hub, &found, place.index as usize, Depth::Full)
        });
        let told = told.ok_or_else(|| Problem::not_found("service_at_location", &id))?;
        Ok(Json(told).into_response())
    })
    .await
}

/// `GET /oruk/v3/taxonomies`
#[utoipa::path(get, path = "/oruk/v3/taxonomies", tag = "Open Referral UK 3.0",
    params(super::parameters::Taxonomies),
    responses((status = 200, description = "A page of taxonomies", body = Page<Taxonomy>)))]
pub async fn taxonomies(hub: Hub, mut query: Query) -> Response {
    apart(move || {
        let asked = read_paging(&mut query);
        let words = query.text("search");
        let ignored = query.finish()?;
        let all = hub.names.vocabularies.taxonomies.values().map(|prefix| taxonomy(prefix));
        let found: Vec<Taxonomy> =
            all.filter(|taxonomy| has_words(&taxonomy.name, words.as_deref())).collect();
        Ok(listed(hub, &asked, found, ignored))
    })
    .await
}

/// `GET /oruk/v3/taxonomies/{id}`
#[utoipa::path(get, path = "/oruk/v3/taxonomies/{id}", tag = "Open Referral UK 3.0",
    params(("id" = String, Path, description = "The taxonomy's id")),
    responses((status = 200, description = "The taxonomy", body = Taxonomy)))]
pub async fn one_taxonomy(hub: Hub, Path(id): Path<String>) -> Response {
    match of(&hub.names.vocabularies.taxonomies, &id) {
        Some(prefix) => Json(taxonomy(prefix)).into_response(),
        None => Problem::not_found("taxonomy", &id).into_response(),
    }
}

/// `GET /oruk/v3/taxonomy_terms`
#[utoipa::path(get, path = "/oruk/v3/taxonomy_terms", tag = "Open Referral UK 3.0",
    params(super::parameters::TaxonomyTerms),
    responses((status = 200, description = "A page of terms", body = Page<TaxonomyTerm>)))]
pub async fn taxonomy_terms(hub: Hub, mut query: Query) -> Response {
    apart(move || {
        let asked = read_paging(&mut query);
        let words = query.text("search");
        let wanted_taxonomy = read_id(&mut query, "taxonomy_id");
        let wanted_parent = read_id(&mut query, "parent_id");
        let top_only = query.flag("top_only");
        let ignored = query.finish()?;
        let vocabularies = &hub.names.vocabularies;
        let prefix = wanted_taxonomy.map(|id| vocabularies.taxonomies.get(&id));
        let parent = wanted_parent.map(|id| vocabularies.terms.get(&id));
        let passes = |key: &&String| {
            prefix.is_none_or(|wanted| wanted.map(String::as_str) == Some(prefix_of(key)))
                && parent.is_none_or(|wanted| wanted.is_some() && wanted.cloned() == parent_of(key))
                && !(top_only && parent_of(key).is_some())
        };
        let found = vocabularies.terms.values().filter(passes).map(|key| term(key, &hub.names.labels));
        let found: Vec<TaxonomyTerm> = found.filter(|term| has_words(&term.name, words.as_deref())).collect();
        Ok(listed(hub.clone(), &asked, found, ignored))
    })
    .await
}

/// `GET /oruk/v3/taxonomy_terms/{id}`
#[utoipa::path(get, path = "/oruk/v3/taxonomy_terms/{id}", tag = "Open Referral UK 3.0",
    params(("id" = String, Path, description = "The term's id")),
    responses((status = 200, description = "The term", body = TaxonomyTerm)))]
pub async fn one_taxonomy_term(hub: Hub, Path(id): Path<String>) -> Response {
    match of(&hub.names.vocabularies.terms, &id) {
        Some(key) => Json(term(key, &hub.names.labels)).into_response(),
        None => Problem::not_found("taxonomy_term", &id).into_response(),
    }
}

/// What was asked for, without what was taken down.
pub fn hidden_too(hub: &Hub, asked: &ListFilter) -> ListFilter {
    ListFilter { hidden: hub.hidden.iter().collect(), ..asked.clone() }
}

fn at_place(hub: &Hub, found: &ModelService, index: usize, depth: Depth) -> Option<ServiceAtLocation> {
    let labels = &hub.names.labels;
    let mut told = service_at_location(found, index, labels)?;
    let mut whole = service(found, hub.changed(found.id), depth, labels);
    // The place it is told with is the one asked for.
    whole.service_at_locations.clear();
    told.service = Some(Box::new(whole));
    Some(told)
}

fn services_of(hub: &Hub, organisation: Uuid) -> Vec<super::v3::Service> {
    let services = hub.listing().services_of(organisation);
    let found = services.iter().filter_map(|id| hub.service(*id));
    let told = found.map(|found| {
        debug_assert_eq!(organisation_id(&found), Some(organisation));
        let mut told = service(&found, hub.changed(found.id), Depth::Full, &hub.names.labels);
        told.organization = None;
        told
    });
    told.collect()
}

fn of<'a>(known: &'a BTreeMap<Uuid, String>, id: &str) -> Option<&'a String> {
    known.get(&Uuid::try_parse(id).ok()?)
}

fn has_words(text: &str, words: Option<&str>) -> bool {
    let text = text.to_lowercase();
    words.is_none_or(|words| words.to_lowercase().split_whitespace().all(|word| text.contains(word)))
}

fn listed<T: Serialize + Clone + Send + Sync + 'static>(
    hub: Hub,
    asked: &Asked,
    found: Vec<T>,
    ignored: Vec<String>,
) -> Response {
    if asked.format == Format::Ndjson {
        return lines(hub, found, |item, _| Some(item.clone()));
    }
    let page = Listed {
        total: found.len() as u64,
        items: found
            .into_iter()
            .skip((asked.page as usize - 1).saturating_mul(asked.per_page as usize))
            .take(asked.per_page as usize)
            .collect(),
    };
    Json(Page::new(page.total, asked.page, asked.per_page, page.items).without(ignored)).into_response()
}
