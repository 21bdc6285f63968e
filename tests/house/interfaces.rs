//! What holds at every address for machines, over the whole table of them.

use std::collections::BTreeSet;

use serde_json::Value;
use web::machines::MACHINES;

use crate::house::town::{Server, fingerpost, server, town};

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// An address of the table as one may ask for it: with an id that is there, and what it cannot do without.
fn asked(path: &str) -> Option<String> {
    let first = |list_of: &str, key: &str| -> String {
        let page = server().json(list_of);
        let item = &list(&page, key)[0];
        item["id"].as_str().or(item["resource"]["id"].as_str()).expect("an id").to_owned()
    };
    let id = match path {
        path if path.contains("{*") => return None,
        path if !path.contains('{') => String::new(),
        "/sitemaps/{file}" => "services-1.xml".to_owned(),
        "/api/services/{id}" | "/service/{id}/calendar.ics" | "/oruk/v1/services/{id}" => {
            first("/oruk/v3/services", "contents")
        }
        "/openactive/session-series/{id}" => first("/openactive/session-series", "items"),
        path if path.starts_with("/fhir/") => first(path.trim_end_matches("/{id}"), "entry"),
        path => first(path.trim_end_matches("/{id}"), "contents"),
    };
    let address = path.replace("{id}", &id).replace("{file}", &id);
    Some(match path {
        "/api/places" | "/api/suggest" => format!("{address}?q=ch&"),
        _ => format!("{address}?"),
    })
}

fn header<'a>(headers: &'a str, name: &str) -> Option<&'a str> {
    headers.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

#[test]
fn every_address_ignores_what_it_does_not_know_and_names_it() {
    let mut looked = 0;
    for (path, _) in MACHINES {
        let Some(address) = asked(path) else { continue };
        let (status, plain, _) = server().get(&address);
        assert_eq!(status, 200, "{address}");
        assert_eq!(header(&plain, "x-ignored-parameters"), None, "{address}");
        let (status, headers, body) = server().get(&format!("{address}colour=blue&wind=west"));
        assert_eq!(status, 200, "{address}");
        assert_eq!(header(&headers, "x-ignored-parameters"), Some("colour, wind"), "{address}");
        if let Ok(told) = serde_json::from_str::<Value>(&body)
            && let Some(ignored) = told["meta"]["ignored"].as_array()
        {
            assert_eq!(ignored, &["colour", "wind"], "{address}");
        } else {
            let is_ours = path.starts_with("/api/") && *path != "/api/services/{id}";
            let is_a_list = path.starts_with("/oruk/v3/") && !path.ends_with("}") && *path != "/oruk/v3/";
            assert!(!is_ours && !is_a_list && *path != "/changes", "{address} does not name it");
        }
        looked += 1;
    }
    assert!(looked > 40, "the table has more than {looked} addresses");
}

/// A value that a parameter of this form cannot have.
fn wrong(schema: &Value, document: &Value) -> Option<&'static str> {
    let schema = match schema["$ref"].as_str() {
        Some(reference) => document.pointer(&reference[1..]).expect("a reference leads somewhere"),
        None => schema,
    };
    let is = |kind: &str| schema["type"] == kind || list(schema, "type").iter().any(|one| one == kind);
    let is_closed = schema["enum"].is_array() || schema["items"]["enum"].is_array();
    if is("integer") {
        return Some("two");
    }
    if is("number") {
        return Some("far");
    }
    (is("boolean") || is_closed || schema["oneOf"].is_array()).then_some("perhaps")
}

/// Parameters that are read as text but must mean something, and a value that means nothing.
const MEANINGS: [(&str, &str); 16] = [
    ("organization_id", "7"),
    ("taxonomy_term_id", "singing"),
    ("taxonomy_id", "nothing"),
    ("parent_id", "arts"),
    ("modified_after", "yesterday"),
    ("day", "someday"),
    ("start_time", "25:00"),
    ("end_time", "noon"),
    ("postcode", "nowhere"),
    ("coverage", "nowhere"),
    ("since", "never"),
    ("after", "then"),
    ("location.near", "here"),
    ("near", "here"),
    ("_lastUpdated", "then"),
    ("organization", "them"),
];

#[test]
fn every_parameter_with_a_form_is_refused_in_any_other_and_named() {
    let document = server().json("/openapi.json");
    let mut tried = BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        let address = asked(path).expect("what is described is an address");
        for parameter in list(&item["get"], "parameters").iter().filter(|it| it["in"] == "query") {
            let name = parameter["name"].as_str().expect("a name");
            let is_place_in_words = name == "near" && !path.starts_with("/fhir/");
            let meaning = MEANINGS.iter().find(|(known, _)| *known == name && !is_place_in_words);
            let Some(value) = wrong(&parameter["schema"], &document).or(meaning.map(|(_, value)| *value))
            else {
                continue;
            };
            let address = format!("{address}{name}={value}");
            let (status, headers, body) = server().get(&address);
            assert_eq!(status, 400, "{address}: {body}");
            let told: Value = serde_json::from_str(&body).expect("JSON");
            if path.starts_with("/fhir/") {
                assert_eq!(told["resourceType"], "OperationOutcome", "{address}");
                assert!(body.contains(name) && body.contains(value), "{address}: {body}");
            } else {
                assert!(headers.contains("content-type: application/problem+json"), "{headers}");
                let named = list(&told, "parameters").iter().find(|bad| bad["parameter"] == name);
                let named = named.unwrap_or_else(|| panic!("{address} does not name it: {body}"));
                assert_eq!(named["value"], value, "{address}");
                assert!(named["allowed"].as_str().is_some_and(|words| !words.is_empty()), "{address}");
            }
            tried.insert(name.to_owned());
        }
    }
    for (name, _) in MEANINGS {
        assert!(tried.contains(name), "nothing has the parameter `{name}`");
    }
    assert!(tried.len() > 30, "only {tried:?}");
}

#[test]
fn an_answer_is_packed_as_asked_and_a_head_has_no_body() {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    for path in
        ["/oruk/v3/services?full=true", "/api/search?q=choir", "/openapi.json", "/bulk/services.ndjson"]
    {
        let url = format!("{}{path}", server().address);
        for encoding in ["br", "zstd", "gzip"] {
            let answer = agent.get(&url).header("Accept-Encoding", encoding).call().expect("an answer");
            let packed = answer.headers().get("content-encoding").and_then(|it| it.to_str().ok());
            assert_eq!(packed, Some(encoding), "{path}");
            let bytes =
                answer.into_body().read_to_vec().unwrap_or_else(|error| panic!("{path} {encoding}: {error}"));
            assert!(!bytes.is_empty(), "{path} {encoding}");
        }
        let head = agent.head(&url).call().expect("an answer");
        assert_eq!(head.status(), 200, "{path}");
        assert!(head.into_body().read_to_vec().expect("nothing").is_empty(), "{path}");
    }
}

#[test]
fn a_client_that_asks_too_much_is_told_when_to_ask_again() {
    let mut command = fingerpost(town(), &["serve", "--listen", "127.0.0.1:0"]);
    command.env("FINGERPOST_BURST", "4").env("FINGERPOST_RATE", "1");
    let strict = Server::start_with(command);
    let answers: Vec<(u16, String, String)> = (0..12).map(|_| strict.get("/oruk/v3")).collect();
    let (_, first, _) = &answers[0];
    assert!(header(first, "ratelimit").is_some_and(|left| left.contains(";r=3;")), "{first}");
    assert!(header(first, "ratelimit-policy").is_some_and(|policy| policy.contains(";q=4;")), "{first}");
    let (_, headers, body) = answers.iter().find(|(status, ..)| *status == 429).expect("a refusal");
    let wait: u64 = header(headers, "retry-after").and_then(|it| it.parse().ok()).expect("seconds");
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(serde_json::from_str::<Value>(body).expect("a problem")["status"], 429);
    assert_eq!(strict.get("/healthz").0, 200, "health is never refused");
}

#[test]
fn the_feed_of_changes_brings_every_service_once_and_ends() {
    let mut at = "/changes?limit=5".to_owned();
    let mut seen = BTreeSet::new();
    for _ in 0..100 {
        let page = server().json(&at);
        for change in list(&page, "changes") {
            assert_eq!(change["state"], "updated");
            assert!(seen.insert(change["id"].as_str().expect("an id").to_owned()), "twice: {change}");
        }
        let next = page["next"].as_str().expect("an address").strip_prefix(&server().address);
        at = format!("{}&limit=5", next.expect("our own address"));
        if page["has_more"] == false {
            break;
        }
    }
    let services = server().json("/oruk/v3/services")["total_items"].as_u64();
    assert_eq!(Some(seen.len() as u64), services);
    let after = server().json(&at);
    assert!(list(&after, "changes").is_empty(), "asked again, it brings nothing old");
}

#[test]
fn the_feed_of_activities_has_what_open_active_cannot_do_without() {
    let feed = server().json("/openactive/session-series");
    let items: Vec<&Value> = list(&feed, "items").iter().filter(|it| it["state"] == "updated").collect();
    assert!(items.len() >= 2, "Ambleford walks and plays football: {feed}");
    for item in items {
        let data = &item["data"];
        assert_eq!((&data["@type"], &item["kind"]), (&"SessionSeries".into(), &"SessionSeries".into()));
        assert_eq!(data["identifier"], item["id"]);
        let organizer = data["organizer"]["name"].as_str().unwrap_or_default();
        assert!(organizer.starts_with("Ambleford ") && organizer.ends_with(" Trust"), "{data}");
        assert!(
            data["activity"][0]["prefLabel"].is_string() && data["location"]["address"].is_object(),
            "{data}"
        );
        assert!(data["location"]["geo"]["latitude"].is_number(), "{data}");
        let schedule = &data["eventSchedule"][0];
        assert_eq!(schedule["scheduleTimezone"], "Europe/London");
        assert!(schedule["startTime"].is_string() && schedule["repeatFrequency"].is_string(), "{schedule}");
        let id = item["id"].as_str().expect("an id");
        assert_eq!(server().json(&format!("/openactive/session-series/{id}"))["identifier"], id);
    }
}

#[test]
fn organisations_stand_in_each_standard_with_what_they_offer() {
    let page = server().json("/oruk/v3/organizations?full_service=true");
    let names: BTreeSet<&str> = list(&page, "contents").iter().filter_map(|it| it["name"].as_str()).collect();
    assert!(
        names.contains("Ambleford Leisure Trust") && names.contains("Ambleford Music Trust"),
        "{names:?}"
    );
    for organization in list(&page, "contents") {
        let id = organization["id"].as_str().expect("an id");
        let offered = list(organization, "services").len();
        let filtered = server().json(&format!("/oruk/v3/services?organization_id={id}"));
        assert!(offered > 0 && filtered["total_items"] == offered, "{organization}");
        let alone = server().json(&format!("/oruk/v3/organizations/{id}?full_service=true"));
        assert_eq!(alone["services"], organization["services"]);
        let resource = server().json(&format!("/fhir/Organization/{id}"));
        assert_eq!(resource["name"], organization["name"]);
        let theirs = server().json(&format!("/fhir/HealthcareService?organization={id}"));
        assert_eq!(theirs["total"], offered);
    }
    let found = server().json("/oruk/v3/organizations?search=leisure");
    assert_eq!(found["total_items"], 1);
}
