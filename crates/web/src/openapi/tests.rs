use std::collections::BTreeSet;

use super::WHOLE;
use crate::machines::MACHINES;

#[test]
fn the_document_holds_every_address_for_machines() {
    let told: BTreeSet<&str> =
        WHOLE["paths"].as_object().expect("paths").keys().map(String::as_str).collect();
    let not_told =
        ["/openapi.json", "/robots.txt", "/sitemap.xml", "/sitemaps/{file}", "/.well-known/security.txt"];
    for (path, _) in MACHINES {
        let is_plain_file = not_told.contains(path) || path.starts_with("/embed");
        let is_whatever_else = path.contains("{*") || (path.len() > 1 && path.ends_with('/'));
        assert!(told.contains(path) || is_plain_file || is_whatever_else, "{path} is not in the document");
    }
}

#[test]
fn every_operation_says_how_it_can_fail_and_every_reference_leads_somewhere() {
    assert_eq!(WHOLE["openapi"], "3.1.0");
    for (path, item) in WHOLE["paths"].as_object().expect("paths") {
        let responses = &item["get"]["responses"];
        assert!(responses["200"].is_object() && responses["429"].is_object(), "{path}");
        assert_eq!(responses["404"].is_object(), path.contains('{'), "{path}");
        let parameters = item["get"].get("parameters");
        assert!(parameters.is_none_or(serde_json::Value::is_array), "{path}");
    }
    let text = WHOLE.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1) {
        let pointer = reference.split('"').next().expect("a reference ends");
        assert!(WHOLE.pointer(pointer).is_some(), "{pointer}");
    }
}
