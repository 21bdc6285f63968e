//! Our OpenAPI 3.1 document, made from the handlers themselves, and the page that draws it.

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use axum::Json;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use search::facets::{FACETS, Facet, TOPIC};
use serde_json::{Map, Value, json};
use utoipa::OpenApi;

use crate::hub::Hub;
use crate::i18n::Words;
use crate::layout::{self, Page};
use crate::problem::Problem;
use crate::request::{Visit, page};
use crate::{api, bulk, feeds, fhir, openactive, oruk};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Fingerpost",
        description = "A searchable national directory of community services, for machines. Open data: no key, \
                       every origin. Licences and attribution stand on each record under `sources`.",
        license(name = "MIT OR Apache-2.0 (the program); each record keeps its own", url = "https://spdx.org/licenses/MIT.html"),
    ),
    tags(
        (name = "Search", description = "Our own JSON. The promises of each field stand in API.md."),
        (name = "Open Referral UK 3.0", description = "HSDS-UK 3.0, all of it."),
        (name = "Open Referral UK 1.0", description = "For readers that know only the older version."),
        (name = "FHIR R4", description = "Healthcare services, places and organisations; nothing of a patient."),
        (name = "OpenActive", description = "Physical activities as an RPDE feed."),
        (name = "Feeds", description = "Calendars, Atom, and what changed."),
        (name = "Bulk", description = "Everything, or a search, in one download."),
    ),
    paths(
        api::http::search, api::http::suggest, api::http::service, api::http::places, api::http::sources,
        api::http::facets,
        oruk::answers::details, oruk::answers::services, oruk::answers::one_service, oruk::answers::organizations,
        oruk::answers::one_organization, oruk::answers::service_at_locations,
        oruk::answers::one_service_at_location, oruk::answers::taxonomies, oruk::answers::one_taxonomy,
        oruk::answers::taxonomy_terms, oruk::answers::one_taxonomy_term,
        oruk::v1::services, oruk::v1::one_service, oruk::v1::taxonomies,
        fhir::search::metadata, fhir::search::healthcare_services, fhir::search::one_healthcare_service,
        fhir::search::locations, fhir::search::one_location, fhir::search::organizations,
        fhir::search::one_organization,
        openactive::http::feed, openactive::http::one,
        feeds::http::changes, feeds::http::service_calendar, feeds::http::search_calendar, feeds::http::search_atom,
        bulk::http::services_ndjson, bulk::http::services_csv, bulk::http::data_package,
    ),
    components(schemas(Problem, crate::api::parameters::SortBy, crate::api::parameters::YesOrNo, crate::api::parameters::Lane, oruk::parameters::Format)),
)]
struct Document;

/// The document as it is served, without the address.
static WHOLE: LazyLock<Value> = LazyLock::new(whole);

/// `GET /openapi.json`
pub async fn document(hub: Hub) -> Response {
    let mut document = WHOLE.clone();
    document["servers"] = json!([{ "url": if hub.address.is_empty() { "/" } else { &hub.address } }]);
    Json(document).into_response()
}

/// `GET /api`: the document for people.
pub async fn read(visit: Visit) -> Response {
    let words = visit.view.words;
    let about = Page {
        title: words.say("for-programs").to_owned(),
        description: Some(words.say("for-programs-text").to_owned()),
        canonical: Some("/api".to_owned()),
        ..Page::default()
    };
    page(layout::draw(&visit.view, &about, &draw(words, &WHOLE)))
}

fn whole() -> Value {
    let mut document = serde_json::to_value(Document::openapi()).unwrap_or_default();
    let Some(paths) = document["paths"].as_object_mut() else { return document };
    for (path, item) in paths.iter_mut() {
        for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
            complete(path, operation);
        }
    }
    document
}

/// Adds what every operation shares: the ways in which it can fail, and the other form of a list.
fn complete(path: &str, operation: &mut Value) {
    let is_fhir = path.starts_with("/fhir/");
    if path.starts_with("/bulk/")
        && let Some(parameters) = operation.get_mut("parameters").and_then(Value::as_array_mut)
    {
        // A download is whole: it has no pages and no other forms.
        parameters.retain(|it| !OF_PAGES.iter().any(|name| it["name"] == *name));
    }
    if path != "/oruk/v3/services"
        && let Some(parameters) = operation.get_mut("parameters").and_then(Value::as_array_mut)
    {
        parameters.retain(|it| it["name"] != "minimal");
    }
    if SEARCHES.contains(&path)
        && let Some(parameters) = operation.get_mut("parameters").and_then(Value::as_array_mut)
    {
        parameters.extend(filters());
    }
    name(path, operation);
    let failure = |words: &str| {
        if is_fhir {
            json!({ "description": words, "content": { "application/fhir+json": { "schema": { "type": "object" } } } })
        } else {
            problem(words)
        }
    };
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let has = |place: &str| parameters.iter().any(|parameter| parameter["in"] == place);
    let has_format = parameters.iter().any(|parameter| parameter["name"] == "format");
    if let Some(content) = operation.pointer_mut("/responses/200/content").and_then(Value::as_object_mut)
        && has_format
        && content.contains_key("application/json")
    {
        content.insert("application/x-ndjson".to_owned(), json!({ "schema": { "type": "string" } }));
    }
    let Some(responses) = operation["responses"].as_object_mut() else { return };
    if has("query") {
        responses.insert("400".to_owned(), failure("A parameter could not be understood; it is named"));
    }
    if has("path") {
        responses.entry("404").or_insert(failure("There is no such thing"));
    }
    responses.insert("429".to_owned(), problem("Too many requests; `Retry-After` says when to try again"));
    responses.insert("503".to_owned(), problem("Nothing can be answered yet, or too much is being asked"));
}

/// What lists take and downloads do not.
const OF_PAGES: [&str; 4] = ["page", "per_page", "format", "full"];
/// Where a question may be asked, with every filter.
const SEARCHES: [&str; 3] = ["/api/search", "/feeds/search.atom", "/feeds/search.ics"];

/// The filters, from the one table of them.
fn filters() -> Vec<Value> {
    let filter = |name: &str, words: &str, schema: Value| {
        json!({
            "name": name, "in": "query", "required": false, "explode": true, "style": "form",
            "description": format!("{words}. May be repeated: any of them"),
            "schema": { "type": "array", "items": schema },
        })
    };
    let topic = filter(TOPIC, "A theme of the taxonomy: `arts/singing`", json!({ "type": "string" }));
    let values = |facet: &Facet| facet.values.iter().map(|value| value.key).collect::<Vec<_>>();
    let table = FACETS
        .iter()
        .map(|facet| filter(facet.key, facet.label, json!({ "type": "string", "enum": values(facet) })));
    table.chain([topic]).collect()
}

/// Names an operation by its address, which no two share, and says what it brings.
fn name(path: &str, operation: &mut Value) {
    let words = path.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_');
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    operation["operationId"] = json!(words.join("_"));
    operation["summary"] = json!(format!("GET {path}"));
    operation["description"] = operation["responses"]["200"]["description"].clone();
    let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
    for parameter in parameters.into_iter().flatten() {
        let Some(schema) = parameter["schema"].as_object_mut() else { continue };
        // Whole numbers are read as far as 32 bits without a sign go, which `int32` would halve.
        if schema.get("format").is_some_and(|format| format == "int32") {
            schema.remove("format");
            schema.entry("maximum").or_insert(json!(u32::MAX));
        }
    }
}

fn problem(words: &str) -> Value {
    let schema = json!({ "$ref": "#/components/schemas/Problem" });
    json!({ "description": words, "content": { "application/problem+json": { "schema": schema } } })
}

fn draw(words: &Words, document: &Value) -> Markup {
    html! {
        h1 { (words.say("for-programs")) }
        p { (words.say("for-programs-text")) }
        // What follows is written for programmers, in one language.
        div lang="en" { (reference(document)) }
    }
}

fn reference(document: &Value) -> Markup {
    let none = Vec::new();
    let empty = Map::new();
    let tags = document["tags"].as_array().unwrap_or(&none);
    let paths = document["paths"].as_object().unwrap_or(&empty);
    html! {
        p { (text(&document["info"]["description"])) }
        p { "The same as a file: " a href="/openapi.json" { "openapi.json" } " (OpenAPI 3.1)." }
        h2 id="problems" { "When something is wrong" }
        p { "A problem is " code { "application/problem+json" } " (RFC 9457). Its " code { "type" } " is one of these." }
        dl class="nhsuk-summary-list" {
            @for (id, words) in PROBLEMS { div class="nhsuk-summary-list__row" {
                dt class="nhsuk-summary-list__key" id=(id) { (id) }
                dd class="nhsuk-summary-list__value" { (words) }
            } }
        }
        @for tag in tags {
            h2 { (text(&tag["name"])) }
            p { (text(&tag["description"])) }
            @for (path, item) in paths {
                @if item["get"]["tags"][0] == tag["name"] { (operation(path, &item["get"])) }
            }
        }
    }
}

fn operation(path: &str, operation: &Value) -> Markup {
    let none = Vec::new();
    let parameters = operation["parameters"].as_array().unwrap_or(&none);
    html! {
        h3 { code { "GET " (path) } }
        p { (text(&operation["responses"]["200"]["description"])) }
        @if !parameters.is_empty() {
            details class="nhsuk-details" {
                summary class="nhsuk-details__summary" { span class="nhsuk-details__summary-text" { "Parameters of " (path) } }
                div class="nhsuk-details__text" { ul {
                    @for parameter in parameters { li {
                        code { (text(&parameter["name"])) } ": " (text(&parameter["description"]))
                    } }
                } }
            }
        }
    }
}

const PROBLEMS: [(&str, &str); 7] = [
    (
        "bad-parameter",
        "A parameter could not be understood. Each is named with its value and what is allowed.",
    ),
    ("not-found", "There is no such thing, or no such address."),
    ("gone", "It was here, and was taken out of the directory."),
    ("method-not-allowed", "Everything here can only be read."),
    ("too-many-requests", "One client asked too much. Retry-After says when to try again."),
    ("not-ready", "There is no catalogue to answer from yet."),
    ("our-fault", "Something went wrong on our side."),
];

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
