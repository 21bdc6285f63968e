//! FHIR over HTTP: read, search and `/metadata`, at `/fhir`.

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::identifier::ServiceId;
use model::place::Point;
use model::service::Service;
use search::listing::{ListFilter, NOT_RUNNING, place_ids};
use serde_json::{Value, json};
use uuid::Uuid;

use super::resources::{healthcare_service, location, organization};
use super::{MEDIA_TYPE, capability, operation_outcome};
use crate::hub::Hub;
use crate::pressure;
use crate::problem::Problem;
use crate::query::Query;

const COUNT: u32 = 20;
const MOST: u32 = 100;

/// `GET /fhir/metadata`
#[utoipa::path(get, path = "/fhir/metadata", tag = "FHIR R4",
    responses((status = 200, description = "The capability statement", content_type = "application/fhir+json", body = Object)))]
pub async fn metadata(hub: Hub) -> Response {
    fhir(StatusCode::OK, &capability::statement(&hub.address, hub.catalogue.manifest().made_at))
}

/// `GET /fhir/HealthcareService/{id}`
#[utoipa::path(get, path = "/fhir/HealthcareService/{id}", tag = "FHIR R4",
    params(("id" = String, Path, description = "The service's id")),
    responses((status = 200, description = "The service", content_type = "application/fhir+json", body = Object)))]
pub async fn one_healthcare_service(hub: Hub, Path(id): Path<String>) -> Response {
    run(hub, move |hub| {
        let found = ServiceId::parse(&id).and_then(|id| hub.service(id));
        let found = found.ok_or_else(|| Problem::not_found("HealthcareService", &id))?;
        Ok(service_resource(hub, &found))
    })
    .await
}

/// `GET /fhir/Location/{id}`
#[utoipa::path(get, path = "/fhir/Location/{id}", tag = "FHIR R4",
    params(("id" = String, Path, description = "The place's id")),
    responses((status = 200, description = "The place", content_type = "application/fhir+json", body = Object)))]
pub async fn one_location(hub: Hub, Path(id): Path<String>) -> Response {
    run(hub, move |hub| {
        let wanted = Uuid::try_parse(&id).ok();
        let place = wanted.and_then(|id| hub.listing().at_location(id).first().copied());
        let found = place.and_then(|place| Some((hub.service(place.service)?, place.index as usize)));
        let (found, index) = found.ok_or_else(|| Problem::not_found("Location", &id))?;
        location_resource(hub, &found, index).ok_or_else(|| Problem::not_found("Location", &id))
    })
    .await
}

/// `GET /fhir/Organization/{id}`
#[utoipa::path(get, path = "/fhir/Organization/{id}", tag = "FHIR R4",
    params(("id" = String, Path, description = "The organisation's id")),
    responses((status = 200, description = "The organisation", content_type = "application/fhir+json", body = Object)))]
pub async fn one_organization(hub: Hub, Path(id): Path<String>) -> Response {
    run(hub, move |hub| {
        let told = Uuid::try_parse(&id).ok().and_then(|id| organization_resource(hub, id));
        told.ok_or_else(|| Problem::not_found("Organization", &id))
    })
    .await
}

/// `GET /fhir/HealthcareService`
#[utoipa::path(get, path = "/fhir/HealthcareService", tag = "FHIR R4",
    params(
        ("name" = Option<String>, Query, description = "Words of the name or description"),
        ("service-type" = Option<String>, Query, description = "A concept of the taxonomy: `arts/singing`"),
        ("organization" = Option<String>, Query, description = "`Organization/{id}` or the id"),
        ("location" = Option<String>, Query, description = "`Location/{id}` or the id"),
        ("location.near" = Option<String>, Query, description = "`latitude|longitude|distance|unit`"),
        ("active" = Option<bool>, Query, description = "Whether it is running"),
        ("_include" = Option<String>, Query, description = "`HealthcareService:location` or `HealthcareService:organization`"),
        ("_lastUpdated" = Option<String>, Query, description = "`ge2026-11-01`"),
        ("_count" = Option<u32>, Query, minimum = 0, description = "At most 100 are given"),
        ("page" = Option<u32>, Query, minimum = 1, description = "From 1"),
    ),
    responses((status = 200, description = "A searchset", content_type = "application/fhir+json", body = Object)))]
pub async fn healthcare_services(hub: Hub, mut query: Query, uri: axum::http::Uri) -> Response {
    run(hub, move |hub| {
        let mut filter = hub.everything();
        if let Some(words) = query.text("name").or_else(|| query.text("name:contains")) {
            filter.only = Some(hub.catalogue.services_with_words(&words));
        }
        let types = query.all("service-type");
        let types = types.iter().flat_map(|value| value.split(',')).map(|value| code_of(value).to_owned());
        let types: Vec<String> = types.map(|code| format!("subject:{code}")).collect();
        if !types.is_empty() {
            filter.terms.push(types);
        }
        filter.organisation = read_reference(&mut query, "organization");
        filter.near =
            read_near(&mut query, "location.near").or_else(|| read_near(&mut query, "location.near:near"));
        read_updated(&mut query, &mut filter);
        if let Some(place) = read_reference(&mut query, "location") {
            let services = hub.listing().at_location(place).into_iter().map(|place| place.service);
            filter.only = Some(match filter.only.take() {
                Some(only) => services.filter(|id| only.contains(id)).collect(),
                None => services.collect(),
            });
        }
        match query.choice("active", &[("true", true), ("false", false)]) {
            Some(true) => filter.without.push(NOT_RUNNING.to_owned()),
            Some(false) => filter.terms.push(vec![NOT_RUNNING.to_owned()]),
            None => {}
        }
        let includes = query.all("_include");
        let (count, page) = read_page(&mut query);
        let ignored = query.finish()?;
        let listed = hub.listing().services(&filter, page, count.max(1));
        let found: Vec<Service> = if count == 0 {
            Vec::new()
        } else {
            listed.items.iter().filter_map(|id| hub.service(*id)).collect()
        };
        let mut entries: Vec<Value> =
            found.iter().map(|found| entry(hub, service_resource(hub, found), "match")).collect();
        entries.extend(included(hub, &found, &includes));
        Ok(bundle(hub, &asked(&uri, &ignored), listed.total, page, count, entries))
    })
    .await
}

/// `GET /fhir/Location`
#[utoipa::path(get, path = "/fhir/Location", tag = "FHIR R4",
    params(
        ("near" = Option<String>, Query, description = "`latitude|longitude|distance|unit`, kilometres where no unit is given"),
        ("_lastUpdated" = Option<String>, Query, description = "`ge2026-11-01`"),
        ("_count" = Option<u32>, Query, minimum = 0, description = "At most 100 are given"),
        ("page" = Option<u32>, Query, minimum = 1, description = "From 1"),
    ),
    responses((status = 200, description = "A searchset", content_type = "application/fhir+json", body = Object)))]
pub async fn locations(hub: Hub, mut query: Query, uri: axum::http::Uri) -> Response {
    run(hub, move |hub| {
        let mut filter = hub.everything();
        filter.near = read_near(&mut query, "near");
        read_updated(&mut query, &mut filter);
        let (count, page) = read_page(&mut query);
        let ignored = query.finish()?;
        let listed = hub.listing().locations(&filter, page, count.max(1));
        let mut entries = Vec::new();
        for place in listed.items.iter().take(count as usize) {
            let Some(found) = hub.service(place.service) else { continue };
            let Some(told) = location_resource(hub, &found, place.index as usize) else { continue };
            entries.push(entry(hub, told, "match"));
        }
        Ok(bundle(hub, &asked(&uri, &ignored), listed.total, page, count, entries))
    })
    .await
}

/// `GET /fhir/Organization`
#[utoipa::path(get, path = "/fhir/Organization", tag = "FHIR R4",
    params(
        ("name" = Option<String>, Query, description = "Words of the name"),
        ("_count" = Option<u32>, Query, minimum = 0, description = "At most 100 are given"),
        ("page" = Option<u32>, Query, minimum = 1, description = "From 1"),
    ),
    responses((status = 200, description = "A searchset", content_type = "application/fhir+json", body = Object)))]
pub async fn organizations(hub: Hub, mut query: Query, uri: axum::http::Uri) -> Response {
    run(hub, move |hub| {
        let words = query.text("name").or_else(|| query.text("name:contains"));
        let (count, page) = read_page(&mut query);
        let ignored = query.finish()?;
        let listed = hub.listing().organisations(words.as_deref(), page, count.max(1));
        let told =
            listed.items.iter().take(count as usize).filter_map(|(id, _)| organization_resource(hub, *id));
        let entries = told.map(|told| entry(hub, told, "match")).collect();
        Ok(bundle(hub, &asked(&uri, &ignored), listed.total, page, count, entries))
    })
    .await
}

/// Anything else under `/fhir`.
pub async fn unknown(uri: axum::http::Uri) -> Response {
    let text =
        format!("`{}` is not served here; /fhir/metadata says what is", crate::problem::cut(uri.path()));
    fhir(StatusCode::NOT_FOUND, &operation_outcome("not-found", &text))
}

fn included(hub: &Hub, found: &[Service], includes: &[String]) -> Vec<Value> {
    let wants = |what: &str| includes.iter().any(|include| include == what);
    let mut seen = std::collections::HashSet::new();
    let mut entries = Vec::new();
    for service in found {
        if wants("HealthcareService:location") {
            let told =
                (0..service.locations.len()).filter_map(|index| location_resource(hub, service, index));
            entries.extend(told.filter(|told| seen.insert(told["id"].to_string())));
        }
        if wants("HealthcareService:organization")
            && let Some(id) = search::listing::organisation_id(service)
            && seen.insert(format!("\"{id}\""))
        {
            entries.extend(organization(service, &id, hub.changed(service.id)));
        }
    }
    entries.into_iter().map(|told| entry(hub, told, "include")).collect()
}

fn service_resource(hub: &Hub, found: &Service) -> Value {
    healthcare_service(found, hub.changed(found.id), &hub.names.labels, &hub.address)
}

fn location_resource(hub: &Hub, found: &Service, index: usize) -> Option<Value> {
    let ids = *place_ids(found).get(index)?;
    Some(location(&found.locations[index], &ids.location, found, hub.changed(found.id)))
}

fn organization_resource(hub: &Hub, id: Uuid) -> Option<Value> {
    let found = hub.listing().services_of(id).into_iter().find_map(|id| hub.service(id))?;
    organization(&found, &id, hub.changed(found.id))
}

#[expect(clippy::needless_pass_by_value, reason = "the resource becomes part of the entry")]
fn entry(hub: &Hub, resource: Value, mode: &str) -> Value {
    let kind = resource["resourceType"].as_str().unwrap_or_default();
    let id = resource["id"].as_str().unwrap_or_default();
    json!({
        "fullUrl": format!("{}/fhir/{kind}/{id}", hub.address),
        "resource": resource,
        "search": { "mode": mode },
    })
}

/// The address as it was understood: without the parameters that were ignored, and without the page.
fn asked(uri: &axum::http::Uri, ignored: &[String]) -> String {
    let name_of = |part: &str| crate::query::decode(part.split('=').next().unwrap_or_default());
    let is_kept = |part: &&str| {
        let name = name_of(part);
        !name.is_empty() && name != "page" && !ignored.contains(&name)
    };
    let mut out = format!("{}?", uri.path());
    for part in uri.query().unwrap_or_default().split('&').filter(is_kept) {
        out.push_str(part);
        out.push('&');
    }
    out
}

fn bundle(hub: &Hub, asked: &str, total: u64, page: u32, count: u32, entries: Vec<Value>) -> Value {
    let at = |page: u32| format!("{}{asked}page={page}", hub.address);
    let mut links = vec![json!({ "relation": "self", "url": at(page) })];
    if page > 1 {
        links.push(json!({ "relation": "previous", "url": at(page - 1) }));
    }
    if count > 0 && u64::from(page) * u64::from(count) < total {
        links.push(json!({ "relation": "next", "url": at(page + 1) }));
    }
    let mut bundle = json!({
        "resourceType": "Bundle",
        "type": "searchset",
        "timestamp": hub.catalogue.manifest().made_at.to_string(),
        "total": total,
        "link": links,
    });
    if !entries.is_empty() {
        bundle["entry"] = Value::Array(entries);
    }
    bundle
}

fn read_page(query: &mut Query) -> (u32, u32) {
    let count = query.whole_number("_count", 0..=u32::MAX).map_or(COUNT, |count| count.min(MOST));
    (count, query.whole_number("page", 1..=u32::MAX).unwrap_or(1))
}

/// `latitude|longitude|distance|unit`; 10 km where no distance is given.
fn read_near(query: &mut Query, name: &str) -> Option<(Point, f64)> {
    let value = query.text(name)?;
    let near = parse_near(&value);
    if near.is_none() {
        query.fault(name, &value, "latitude|longitude|distance|unit, such as 53.41|-2.16|5|km");
    }
    near
}

fn parse_near(value: &str) -> Option<(Point, f64)> {
    let mut parts = value.split('|');
    let point = Point::new(parts.next()?.trim().parse().ok()?, parts.next()?.trim().parse().ok()?)?;
    let distance: f64 = match parts.next().map(str::trim) {
        None | Some("") => 10.0,
        Some(distance) => distance.parse().ok()?,
    };
    let metres = match parts.next().map(str::trim) {
        None | Some("" | "km") => 1000.0,
        Some("m") => 1.0,
        Some("[mi_i]" | "mi" | "[mi_us]") => model::place::METRES_PER_MILE,
        Some("[ft_i]" | "ft") => 0.3048,
        Some(_) => return None,
    };
    (distance.is_finite() && distance >= 0.0).then_some((point, distance * metres))
}

fn read_updated(query: &mut Query, filter: &mut ListFilter) {
    for value in query.all("_lastUpdated") {
        let date = value.strip_prefix("ge").or_else(|| value.strip_prefix("gt"));
        match date.and_then(|date| date.get(..10)?.parse().ok()) {
            Some(date) => filter.modified_from = Some(date),
            None => query.fault("_lastUpdated", &value, "ge and a date, such as ge2026-11-01"),
        }
    }
}

/// The code of `system|code`.
fn code_of(token: &str) -> &str {
    token.rsplit('|').next().unwrap_or(token).trim()
}

/// The id of `Organization/{id}`, or a bare id.
fn read_reference(query: &mut Query, name: &str) -> Option<Uuid> {
    let reference = query.text(name)?;
    let id = Uuid::try_parse(reference.rsplit('/').next().unwrap_or(&reference)).ok();
    if id.is_none() {
        query.fault(name, &reference, "an id, a UUID, bare or after its kind and a stroke");
    }
    id
}

async fn run(hub: Hub, work: impl FnOnce(&Hub) -> Result<Value, Problem> + Send + 'static) -> Response {
    match pressure::apart(move || work(&hub)).await {
        Ok(Ok(value)) => fhir(StatusCode::OK, &value),
        Ok(Err(problem)) => {
            let code = if problem.status == 404 { "not-found" } else { "invalid" };
            let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::BAD_REQUEST);
            fhir(status, &operation_outcome(code, &problem.detail))
        }
        Err(error) => {
            tracing::error!(%error, "a FHIR answer could not be made");
            let outcome = operation_outcome("exception", "the answer could not be made");
            fhir(StatusCode::INTERNAL_SERVER_ERROR, &outcome)
        }
    }
}

fn fhir(status: StatusCode, value: &Value) -> Response {
    let mut response = (status, value.to_string()).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    response
}
