//! What readers of the standards may rely on, asked of the real program over the town.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::house::town::server;

const LISTS: [&str; 5] =
    ["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"];

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn ids(page: &Value) -> BTreeSet<String> {
    list(page, "contents").iter().filter_map(|item| item["id"].as_str()).map(str::to_owned).collect()
}

/// Every service of the town, whole.
fn all() -> Vec<Value> {
    let (status, headers, body) = server().get("/oruk/v3/services?format=ndjson&full=true");
    assert_eq!(status, 200);
    assert!(headers.contains("content-type: application/x-ndjson"), "{headers}");
    body.lines().map(|line| serde_json::from_str(line).expect("a document a line")).collect()
}

#[test]
fn every_list_pages_as_its_envelope_says() {
    for name in LISTS {
        let first = server().json(&format!("/oruk/v3/{name}?per_page=7"));
        let total = first["total_items"].as_u64().expect("a number");
        let pages = total.div_ceil(7).max(1);
        assert_eq!(first["total_pages"], pages, "{name}");
        let mut seen = BTreeSet::new();
        for number in 1..=pages {
            let page = server().json(&format!("/oruk/v3/{name}?per_page=7&page={number}"));
            assert_eq!(page["page_number"], number);
            assert_eq!(page["size"], list(&page, "contents").len());
            assert_eq!(page["first_page"], number == 1);
            assert_eq!(page["last_page"], number == pages);
            assert_eq!(page["empty"], list(&page, "contents").is_empty());
            for id in ids(&page) {
                assert!(seen.insert(id), "{name} says something twice");
            }
        }
        assert_eq!(seen.len() as u64, total, "{name}");
        let after = server().json(&format!("/oruk/v3/{name}?per_page=7&page={}", pages + 1000));
        assert_eq!((after["empty"].as_bool(), list(&after, "contents").len()), (Some(true), 0), "{name}");
        for id in seen.iter().take(3) {
            assert_eq!(server().json(&format!("/oruk/v3/{name}/{id}"))["id"], **id);
        }
        for id in ["00000000-0000-4000-8000-000000000000", "no-such-id"] {
            let (status, headers, _) = server().get(&format!("/oruk/v3/{name}/{id}"));
            assert_eq!(status, 404, "{name}/{id}");
            assert!(headers.contains("content-type: application/problem+json"), "{headers}");
        }
    }
}

/// Whether somebody holds `holds` of what a service's list `key` says.
fn any(service: &Value, key: &str, holds: impl Fn(&Value) -> bool) -> bool {
    list(service, key).iter().any(holds)
}

fn has_term(service: &Value, holds: impl Fn(&str) -> bool) -> bool {
    any(service, "attributes", |it| it["taxonomy_term"]["term"].as_str().is_some_and(&holds))
}

fn on_day(schedule: &Value, day: &str) -> bool {
    schedule["byday"].as_str().is_some_and(|days| days.split(',').any(|it| it.ends_with(day)))
}

fn at(schedule: &Value, key: &str, holds: impl Fn(&str) -> bool) -> bool {
    schedule[key].as_str().is_some_and(holds)
}

/// A parameter, and what each service it brings says.
type Filter = (&'static str, fn(&Value) -> bool);

const FILTERS: &[Filter] = &[
    ("taxonomy_term_id=subject:arts/singing", |it| has_term(it, |term| term == "subject:arts/singing")),
    ("taxonomy_term_id=subject:arts", |it| has_term(it, |term| term.starts_with("subject:arts/"))),
    ("taxonomy_term_id=subject:arts,subject:money", |it| {
        has_term(it, |term| term.starts_with("subject:arts/") || term.starts_with("subject:money/"))
    }),
    ("taxonomy_id=joining", |it| has_term(it, |term| term.starts_with("joining:"))),
    ("vocabulary=access", |it| has_term(it, |term| term.starts_with("access:"))),
    ("minimum_age=18", |it| it["minimum_age"].as_u64() >= Some(18)),
    ("maximum_age=17", |it| it["maximum_age"].as_u64().is_some_and(|age| age <= 17)),
    ("age=40", |it| {
        it["minimum_age"].as_u64().is_none_or(|age| age <= 40)
            && it["maximum_age"].as_u64().is_none_or(|age| age >= 40)
    }),
    ("day=MO", |it| any(it, "schedules", |s| on_day(s, "MO"))),
    ("day=monday", |it| any(it, "schedules", |s| on_day(s, "MO"))),
    ("start_time=18:00", |it| any(it, "schedules", |s| at(s, "opens_at", |time| time >= "18:00"))),
    ("end_time=12:00", |it| any(it, "schedules", |s| at(s, "closes_at", |time| time <= "12:00"))),
    ("day=WE&start_time=11:00", |it| {
        any(it, "schedules", |s| on_day(s, "WE") && at(s, "opens_at", |time| time >= "11:00"))
    }),
    ("postcode=SK4+3AA&proximity=50", |it| {
        any(it, "service_at_locations", |it| it["location"]["addresses"][0]["postal_code"] == "SK4 3AA")
    }),
    ("postcode=sk43aa&proximity=50", |it| {
        any(it, "service_at_locations", |it| it["location"]["addresses"][0]["postal_code"] == "SK4 3AA")
    }),
    ("coverage=SK4+3AA", |it| {
        let covers = ["United Kingdom", "Stockport", "E08000007"];
        any(it, "service_areas", |area| area["name"].as_str().is_some_and(|name| covers.contains(&name)))
    }),
    ("postcode=SK4+3AA", |it| {
        let covers = ["United Kingdom", "Stockport", "E08000007"];
        any(it, "service_areas", |area| area["name"].as_str().is_some_and(|name| covers.contains(&name)))
    }),
    ("search=choir", |it| {
        let words = format!("{} {}", it["name"], it["description"]).to_lowercase();
        words.contains("choir") || has_term(it, |term| term.to_lowercase().contains("choir"))
    }),
    ("text=choir&day=TU", |it| {
        let words = format!("{} {}", it["name"], it["description"]).to_lowercase();
        words.contains("choir") && any(it, "schedules", |s| on_day(s, "TU"))
    }),
];

#[test]
fn every_parameter_of_open_referral_brings_just_what_it_says() {
    let all = all();
    for (parameters, expected) in FILTERS {
        let page = server().json(&format!("/oruk/v3/services?per_page=100&{parameters}"));
        let wanted: BTreeSet<String> = all
            .iter()
            .filter(|it| expected(it))
            .filter_map(|it| it["id"].as_str())
            .map(str::to_owned)
            .collect();
        assert!(!wanted.is_empty() && wanted.len() < all.len(), "{parameters} shows nothing here");
        assert_eq!(ids(&page), wanted, "{parameters}");
        for version in ["v3", "v1"] {
            let lines = server().get(&format!("/oruk/{version}/services?format=ndjson&{parameters}")).2;
            assert_eq!(lines.lines().count(), wanted.len(), "{parameters} as NDJSON of {version}");
        }
        let placed: BTreeSet<&str> = all
            .iter()
            .filter(|it| wanted.contains(it["id"].as_str().unwrap_or_default()))
            .filter(|it| !list(it, "service_at_locations").is_empty())
            .filter_map(|it| it["id"].as_str())
            .collect();
        let places = server().json(&format!("/oruk/v3/service_at_locations?per_page=100&{parameters}"));
        let at_places: BTreeSet<&str> =
            list(&places, "contents").iter().filter_map(|it| it["service_id"].as_str()).collect();
        assert_eq!(at_places, placed, "{parameters} of places");
        let older = server().json(&format!("/oruk/v1/services?per_page=100&{parameters}"));
        assert_eq!(older["totalElements"], wanted.len(), "{parameters} in version 1.0");
    }
    let later = server().json("/oruk/v3/services?modified_after=2999-01-01");
    assert_eq!(later["total_items"], 0);
    let since = server().json("/oruk/v3/services?modified_after=2000-01-01T00:00:00Z");
    assert_eq!(since["total_items"], all.len());
    let minimal = server().json("/oruk/v3/services?minimal=true");
    assert_eq!((list(&minimal, "contents").len(), &minimal["size"]), (all.len(), &minimal["total_items"]));
    let fields: BTreeSet<&String> = minimal["contents"][0].as_object().expect("an object").keys().collect();
    assert_eq!(fields, ["id", "last_modified", "name", "status"].map(str::to_owned).iter().collect());
}

#[test]
fn terms_are_narrowed_by_taxonomy_parent_rank_and_words() {
    let all = server().get("/oruk/v3/taxonomy_terms?format=ndjson").2;
    let all: Vec<Value> = all.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let named = |term: &str| -> &Value { all.iter().find(|it| it["term"] == term).expect(term) };
    let (arts, singing) = (named("subject:arts"), named("subject:arts/singing"));
    let check = |parameters: &str, expected: &dyn Fn(&Value) -> bool| {
        let page = server().json(&format!("/oruk/v3/taxonomy_terms?per_page=100&{parameters}"));
        let wanted: Vec<&Value> = all.iter().filter(|it| expected(it)).collect();
        assert!(!wanted.is_empty() && wanted.len() < all.len(), "{parameters} shows nothing here");
        assert_eq!(page["total_items"], wanted.len(), "{parameters}");
        assert!(list(&page, "contents").iter().all(expected), "{parameters}");
    };
    let parent = arts["id"].as_str().expect("an id");
    let taxonomy = arts["taxonomy_id"].as_str().expect("an id");
    assert_eq!(singing["parent_id"], arts["id"]);
    check(&format!("parent_id={parent}"), &|it| it["parent_id"] == arts["id"]);
    check(&format!("taxonomy_id={taxonomy}"), &|it| it["taxonomy_id"] == arts["taxonomy_id"]);
    check("top_only=true", &|it| it["parent_id"].is_null());
    check("search=choir", &|it| {
        it["name"].as_str().is_some_and(|name| name.to_lowercase().contains("choir"))
    });
    let taxonomies = server().json("/oruk/v3/taxonomies?search=fingerpost");
    assert_eq!(taxonomies["contents"][0]["id"], arts["taxonomy_id"]);
    assert_eq!(taxonomies["total_items"], 1);
}

/// Every `id` in a document, whatever it is of.
fn every_id<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| every_id(item, found)),
        Value::Object(fields) => {
            found.extend(fields.get("id").and_then(Value::as_str));
            fields.values().for_each(|field| every_id(field, found));
        }
        _ => {}
    }
}

fn emptiness(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Null => found.push(path.to_owned()),
        Value::String(text) if text.trim().is_empty() => found.push(path.to_owned()),
        Value::Array(items) => items.iter().for_each(|item| emptiness(item, path, found)),
        Value::Object(fields) => {
            for (key, field) in fields {
                emptiness(field, &format!("{path}/{key}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn every_document_has_what_the_standard_requires_and_nothing_empty() {
    const REQUIRED: [(&str, &[&str]); 6] = [
        ("schedules", &["id", "service_id"]),
        ("service_at_locations", &["id", "service_id", "location_id"]),
        ("service_areas", &["id", "service_id"]),
        ("cost_options", &["id", "service_id"]),
        ("phones", &["id", "number"]),
        ("attributes", &["id", "link_id", "taxonomy_term_id", "taxonomy_term"]),
    ];
    let states = ["active", "inactive", "defunct", "temporarily closed"];
    for service in all() {
        let mut found = Vec::new();
        emptiness(&service, "", &mut found);
        assert_eq!(found, Vec::<String>::new(), "{}", service["name"]);
        let state = service["status"].as_str().expect("a status");
        assert!(states.contains(&state), "{state}");
        let mut ids = Vec::new();
        every_id(&service, &mut ids);
        for id in ids {
            assert_eq!((id.len(), &id[14..15]), (36, "5"), "{id} is no UUID of version 5");
        }
        for (key, fields) in REQUIRED {
            for item in list(&service, key) {
                assert!(fields.iter().all(|field| !item[field].is_null()), "{key}: {item}");
            }
        }
        for schedule in list(&service, "schedules") {
            let frequency = &schedule["freq"];
            assert!(frequency.is_null() || frequency == "WEEKLY" || frequency == "MONTHLY", "{schedule}");
        }
    }
}

#[test]
fn a_bad_parameter_is_a_problem_that_names_it_its_value_and_what_is_allowed() {
    const BAD: [(&str, &str, &str); 17] = [
        ("/oruk/v3/services", "page", "0"),
        ("/oruk/v3/services", "per_page", "many"),
        ("/oruk/v3/services", "format", "xml"),
        ("/oruk/v3/services", "full", "yes"),
        ("/oruk/v3/services", "organization_id", "7"),
        ("/oruk/v3/services", "taxonomy_term_id", "singing"),
        ("/oruk/v3/services", "modified_after", "yesterday"),
        ("/oruk/v3/services", "day", "someday"),
        ("/oruk/v3/services", "start_time", "25:00"),
        ("/oruk/v3/services", "minimum_age", "-1"),
        ("/oruk/v3/services", "postcode", "nowhere"),
        ("/oruk/v3/taxonomy_terms", "parent_id", "arts"),
        ("/oruk/v1/services", "page", "two"),
        ("/api/search", "within", "far"),
        ("/api/search", "lane", "fast"),
        ("/changes", "since", "never"),
        ("/bulk/services.csv", "proximity", "close"),
    ];
    for (path, name, value) in BAD {
        let (status, headers, body) = server().get(&format!("{path}?{name}={value}"));
        assert_eq!(status, 400, "{path}?{name}={value}");
        assert!(headers.contains("content-type: application/problem+json"), "{headers}");
        let problem: Value = serde_json::from_str(&body).expect("JSON");
        let named = list(&problem, "parameters").iter().find(|bad| bad["parameter"] == name);
        let named = named.unwrap_or_else(|| panic!("{name} is not named: {problem}"));
        assert_eq!(named["value"], value);
        assert!(named["allowed"].as_str().is_some_and(|allowed| !allowed.is_empty()), "{named}");
    }
}

#[test]
fn an_unknown_parameter_does_no_harm_and_is_listed() {
    for path in [
        "/api/search?q=choir",
        "/api/places?q=SK4",
        "/api/suggest?q=ch",
        "/api/sources?x=1",
        "/api/facets?x=1",
    ] {
        let told = server().json(&format!("{path}&colour=blue"));
        let ignored: Vec<&str> = list(&told["meta"], "ignored").iter().filter_map(Value::as_str).collect();
        assert!(ignored.contains(&"colour"), "{path}: {ignored:?}");
    }
    let plain = server().json("/oruk/v3/services");
    let told = server().json("/oruk/v3/services?colour=blue");
    assert_eq!((&told["contents"], &told["total_items"]), (&plain["contents"], &plain["total_items"]));
    assert_eq!((&told["meta"]["ignored"][0], &plain["meta"]), (&"colour".into(), &Value::Null));
}

#[test]
fn fhir_answers_in_bundles_that_say_how_they_were_asked() {
    let all = server().json("/fhir/HealthcareService?_count=100");
    assert_eq!((&all["resourceType"], &all["type"]), (&"Bundle".into(), &"searchset".into()));
    assert_eq!(all["total"], list(&all, "entry").len());
    for entry in list(&all, "entry") {
        assert_eq!(entry["resource"]["resourceType"], "HealthcareService");
        assert_eq!(entry["search"]["mode"], "match");
        let address = entry["fullUrl"].as_str().expect("an address");
        let id = entry["resource"]["id"].as_str().expect("an id");
        assert!(address.ends_with(&format!("/fhir/HealthcareService/{id}")), "{address}");
    }
    let total = |path: &str| server().json(path)["total"].as_u64().expect("a number");
    let running = total("/fhir/HealthcareService?active=true");
    let resting = total("/fhir/HealthcareService?active=false");
    assert_eq!(Some(running + resting), all["total"].as_u64());
    let singing = total("/fhir/HealthcareService?service-type=arts/singing");
    assert!(singing > 0 && singing < running);
    let near = server().json("/fhir/Location?near=53.41612%7C-2.16%7C3%7Ckm&colour=blue&_count=3");
    let here = near["link"][0]["url"].as_str().expect("a link to itself");
    assert!(here.contains("near=") && !here.contains("colour"), "{here}");
    assert_eq!(near["link"][1]["relation"], "next");
    assert!(total("/fhir/Location?near=53.41612%7C-2.16%7C300%7Cm") < total("/fhir/Location"));
    let with = server()
        .json("/fhir/HealthcareService?service-type=arts/singing&_include=HealthcareService:location");
    assert!(list(&with, "entry").iter().any(|it| it["search"]["mode"] == "include"));
    let (status, _, body) = server().get("/fhir/HealthcareService?active=maybe");
    assert_eq!(status, 400);
    assert!(body.contains("OperationOutcome") && body.contains("maybe"), "{body}");
}

#[test]
fn the_feed_of_activities_ends_where_it_asks_to_be_asked_again() {
    let mut at = "/openactive/session-series".to_owned();
    let mut last: Option<(i64, String)> = None;
    for _ in 0..10 {
        let page = server().json(&at);
        for item in list(&page, "items") {
            let here = (
                item["modified"].as_i64().expect("a number"),
                item["id"].as_str().expect("an id").to_owned(),
            );
            assert!(last.as_ref().is_none_or(|last| *last < here), "{here:?} after {last:?}");
            assert!(["updated", "deleted"].contains(&item["state"].as_str().expect("a state")));
            last = Some(here);
        }
        let next = page["next"].as_str().expect("a next").to_owned();
        if list(&page, "items").is_empty() {
            assert!(next.ends_with(&at), "the last page asks for itself: {next}");
            return;
        }
        at = next.strip_prefix(&server().address).expect("our own address").to_owned();
    }
    panic!("the feed does not end");
}

#[test]
fn any_page_may_read_and_ask_again_for_nothing() {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let paths = [
        "/oruk/v3",
        "/oruk/v3/services",
        "/oruk/v1/services",
        "/api/search?q=choir",
        "/fhir/metadata",
        "/openapi.json",
        "/changes",
        "/feeds/search.atom?q=choir",
        "/oruk/v3/services?page=0",
        "/oruk/v3/nothing",
    ];
    for path in paths {
        let url = format!("{}{path}", server().address);
        let answer = agent.get(&url).call().expect("an answer");
        let header = |name: &str| -> String {
            answer.headers().get(name).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned()
        };
        assert_eq!(header("access-control-allow-origin"), "*", "{path}");
        assert!(header("ratelimit").contains("r="), "{path}");
        assert!(header("vary").contains("accept-encoding"), "{path}");
        if answer.status() == 200 {
            let again = agent.get(&url).header("If-None-Match", header("etag")).call().expect("an answer");
            assert_eq!(again.status(), 304, "{path}");
            let head = agent.head(&url).call().expect("an answer");
            assert_eq!((head.status().as_u16(), head.headers().get("etag").is_some()), (200, true), "{path}");
        }
    }
}

#[test]
fn the_description_names_every_operation_once_and_every_answer_has_a_form() {
    let document = server().json("/openapi.json");
    let mut names: BTreeMap<String, &String> = BTreeMap::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        let operation = &item["get"];
        let name = operation["operationId"].as_str().expect("a name").to_owned();
        assert_eq!(names.insert(name.clone(), path), None, "{name} stands twice");
        assert!(operation["description"].as_str().is_some_and(|words| !words.is_empty()), "{path}");
        assert!(operation["responses"]["200"]["content"].is_object(), "{path}");
    }
    let (status, _, page) = server().get("/api");
    assert_eq!(status, 200);
    assert!(names.values().all(|path| page.contains(path.as_str())), "the readable page tells them all");
}
