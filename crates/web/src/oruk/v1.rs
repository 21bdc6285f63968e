//! Version 1.0, for readers that know only that: the documents of version 3.0 with the names and nesting
//! of the older standard, over the same lists and filters.

#[cfg(test)]
mod tests;

use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use model::eligibility::JoiningRoute;
use model::identifier::ServiceId;
use model::service::{Delivery, Service as ModelService};
use serde_json::{Map, Value, json};

use super::answers::hidden_too;
use super::asked::{Format, read_paging, read_services};
use super::record::{Depth, service as told_in_v3};
use super::vocabularies::{parent_of, prefix_of, term};
use crate::bulk::stream::{Rows, ndjson};
use crate::hub::{Hub, apart};
use crate::problem::Problem;
use crate::query::Query;

/// `GET /oruk/v1/services`
#[utoipa::path(get, path = "/oruk/v1/services", tag = "Open Referral UK 1.0", params(super::parameters::Services, super::parameters::OlderNames),
    responses((status = 200, description = "A page of services; with `format=ndjson`, all of them, one a line", body = Object)))]
pub async fn services(hub: Hub, mut query: Query) -> Response {
    apart(move || {
        let asked = hub.with_finder(|finder| read_services(&mut query, &hub.names.vocabularies, finder));
        query.finish()?;
        let filter = hidden_too(&hub, &asked.filter);
        if asked.format == Format::Ndjson {
            let rows = Rows::of(&hub, &filter);
            return Ok(ndjson(hub, rows, move |found, hub| service(hub, found, asked.full)));
        }
        let listed = hub.listing().services(&filter, asked.page, asked.per_page);
        let found = listed.items.iter().filter_map(|id| hub.service(*id));
        let content: Vec<Value> = found.map(|found| service(&hub, &found, asked.full)).collect();
        Ok(Json(page(listed.total, asked.page, asked.per_page, &content)).into_response())
    })
    .await
}

/// `GET /oruk/v1/services/{id}`
#[utoipa::path(get, path = "/oruk/v1/services/{id}", tag = "Open Referral UK 1.0",
    params(("id" = String, Path, description = "The service's id")),
    responses((status = 200, description = "The service, whole", body = Object)))]
pub async fn one_service(hub: Hub, Path(id): Path<String>) -> Response {
    apart(move || {
        let found = ServiceId::parse(&id).and_then(|id| hub.service(id));
        let found = found.ok_or_else(|| Problem::not_found("service", &id))?;
        Ok(Json(service(&hub, &found, true)).into_response())
    })
    .await
}

/// `GET /oruk/v1/taxonomies`
#[utoipa::path(get, path = "/oruk/v1/taxonomies", tag = "Open Referral UK 1.0",
    params(super::parameters::Taxonomies,
        ("text" = Option<String>, Query, description = "Words that the name must have"),
        ("vocabulary" = Option<String>, Query, description = "Only terms of this vocabulary: `subject`, `esdServiceType`"),
        ("root_only" = Option<bool>, Query, description = "Only terms that are under none")),
    responses((status = 200, description = "A page of terms", body = Object)))]
pub async fn taxonomies(hub: Hub, mut query: Query) -> Response {
    apart(move || {
        let asked = read_paging(&mut query);
        let vocabulary = query.text("vocabulary");
        let root_only = query.flag("root_only");
        let words = query.text("text").or_else(|| query.text("search")).unwrap_or_default().to_lowercase();
        query.finish()?;
        let labels = &hub.names.labels;
        let passes = |key: &&String| {
            vocabulary.as_deref().is_none_or(|wanted| wanted == prefix_of(key))
                && !(root_only && parent_of(key).is_some())
        };
        let terms = hub.names.vocabularies.terms.values().filter(passes).map(|key| (key, term(key, labels)));
        let terms: Vec<Value> = terms
            .filter(|(_, term)| term.name.to_lowercase().contains(&words))
            .map(|(key, term)| taxonomy(key, &term.id.to_string(), &term.name, term.parent_id))
            .collect();
        let total = terms.len() as u64;
        let start = (asked.page as usize - 1).saturating_mul(asked.per_page as usize);
        let content: Vec<Value> = terms.into_iter().skip(start).take(asked.per_page as usize).collect();
        Ok(Json(page(total, asked.page, asked.per_page, &content)).into_response())
    })
    .await
}

fn taxonomy(key: &str, id: &str, name: &str, parent: Option<uuid::Uuid>) -> Value {
    let mut taxonomy = json!({ "id": id, "name": name, "vocabulary": prefix_of(key) });
    if let Some(parent) = parent {
        taxonomy["parent_id"] = json!(parent);
    }
    taxonomy
}

fn page(total: u64, number: u32, per_page: u32, content: &[Value]) -> Value {
    let pages = total.div_ceil(u64::from(per_page)).max(1);
    json!({
        "totalElements": total, "totalPages": pages, "number": number, "size": content.len(),
        "first": number == 1, "last": u64::from(number) >= pages, "empty": content.is_empty(), "content": content,
    })
}

fn service(hub: &Hub, found: &ModelService, is_full: bool) -> Value {
    let depth = if is_full { Depth::Full } else { Depth::Basic };
    let told = told_in_v3(found, hub.changed(found.id), depth, &hub.names.labels);
    renamed(found, &serde_json::to_value(told).unwrap_or_default())
}

/// The document of version 3.0 in the words of version 1.0.
fn renamed(found: &ModelService, told: &Value) -> Value {
    let mut out = Map::new();
    let mut keep = |name: &str, value: Option<Value>| {
        if let Some(value) =
            value.filter(|value| !value.is_null() && value.as_array().is_none_or(|v| !v.is_empty()))
        {
            out.insert(name.to_owned(), value);
        }
    };
    for field in ["id", "name", "description", "url", "email", "status", "fees", "assured_date"] {
        keep(field, told.get(field).cloned());
    }
    // Version 1.0 wants an organisation; where no source names one, the service stands for itself.
    let organisation = told.get("organization").map(|organization| {
        let mut told = organization.clone();
        if let Some(fields) = told.as_object_mut() {
            if let Some(website) = fields.remove("website") {
                fields.insert("url".to_owned(), website);
            }
            fields.remove("organization_identifiers");
        }
        told
    });
    let itself = json!({ "id": told["id"], "name": told["name"], "description": told["name"] });
    keep("organization", Some(organisation.unwrap_or(itself)));
    keep("attending_type", attending_type(found).map(Value::from));
    keep("attending_access", attending_access(found).map(Value::from));
    keep("eligibilitys", eligibility(found, told));
    keep("cost_options", told.get("cost_options").cloned());
    keep("regular_schedules", told.get("schedules").cloned());
    keep(
        "languages",
        each(told, "languages", |language| json!({ "id": language["id"], "language": language["code"] })),
    );
    keep(
        "service_areas",
        each(told, "service_areas", |area| {
            without_nulls(
                json!({ "id": area["id"], "service_area": area["name"], "extent": area["extent"], "uri": area["uri"] }),
            )
        }),
    );
    keep("contacts", contacts(told));
    keep(
        "service_taxonomys",
        each(told, "attributes", |attribute| {
            let term = &attribute["taxonomy_term"];
            let key = term["term"].as_str().unwrap_or_default();
            let parent = term["parent_id"].as_str().and_then(|id| uuid::Uuid::try_parse(id).ok());
            let id = term["id"].as_str().unwrap_or_default();
            json!({ "id": attribute["id"], "taxonomy": taxonomy(key, id, term["name"].as_str().unwrap_or_default(), parent) })
        }),
    );
    keep(
        "service_at_locations",
        each(
            told,
            "service_at_locations",
            |place| json!({ "id": place["id"], "location": location(&place["location"]) }),
        ),
    );
    keep("sources", told.get("sources").cloned());
    Value::Object(out)
}

fn location(told: &Value) -> Value {
    let mut location = without_nulls(json!({
        "id": told["id"], "name": told["name"], "description": told["description"],
        "latitude": told["latitude"], "longitude": told["longitude"],
    }));
    if let Some(addresses) = each(told, "addresses", |address| {
        let mut address = address.clone();
        if let Some(fields) = address.as_object_mut() {
            fields.remove("location_id");
            fields.remove("address_type");
        }
        address
    }) {
        location["physical_addresses"] = addresses;
    }
    if let Some(access) =
        each(told, "accessibility", |one| json!({ "id": one["id"], "accessibility": one["description"] }))
    {
        location["accessibility_for_disabilities"] = access;
    }
    location
}

/// Version 1.0 has telephone numbers under contacts.
fn contacts(told: &Value) -> Option<Value> {
    let phones = each(told, "phones", |phone| json!({ "id": phone["id"], "number": phone["number"] }))?;
    Some(json!([{ "id": phones[0]["id"], "phones": phones }]))
}

fn eligibility(found: &ModelService, told: &Value) -> Option<Value> {
    let (minimum, maximum) = (found.eligibility.minimum_age, found.eligibility.maximum_age);
    let words = told.get("eligibility_description");
    if minimum.is_none() && maximum.is_none() && words.is_none() {
        return None;
    }
    let id = model::identifier::derive("eligibility", &[&found.id.to_string()]);
    let one = json!({ "id": id, "eligibility": words, "minimum_age": minimum, "maximum_age": maximum });
    Some(json!([without_nulls(one)]))
}

fn attending_type(found: &ModelService) -> Option<&'static str> {
    Some(match found.delivery.first()? {
        Delivery::InPerson | Delivery::Varies => "venue",
        Delivery::Online => "online",
        Delivery::ByPhone => "phone",
        Delivery::AtHome => "home visit",
    })
}

fn attending_access(found: &ModelService) -> Option<&'static str> {
    Some(match found.joining.routes.first()? {
        JoiningRoute::JustTurnUp => "drop-in",
        JoiningRoute::Book => "appointment",
        JoiningRoute::SelfReferral | JoiningRoute::ProfessionalReferral => "referral",
    })
}

fn each(told: &Value, list: &str, draw: impl Fn(&Value) -> Value) -> Option<Value> {
    let items = told.get(list)?.as_array()?;
    (!items.is_empty()).then(|| Value::Array(items.iter().map(draw).collect()))
}

fn without_nulls(mut value: Value) -> Value {
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|_, field| !field.is_null());
    }
    value
}
