//! `/fhir/metadata`: what this server can do.

use jiff::Timestamp;
use serde_json::{Value, json};

/// The capability statement.
pub fn statement(address: &str, made_at: Timestamp) -> Value {
    let resource = |kind: &str, parameters: &[(&str, &str)], includes: &[&str]| {
        let parameters: Vec<Value> =
            parameters.iter().map(|(name, kind)| json!({ "name": name, "type": kind })).collect();
        let mut resource = json!({
            "type": kind,
            "supportedProfile": [format!("https://fhir.hl7.org.uk/StructureDefinition/UKCore-{kind}")],
            "interaction": [{ "code": "read" }, { "code": "search-type" }],
            "versioning": "no-version",
            "searchParam": parameters,
        });
        if !includes.is_empty() {
            resource["searchInclude"] = json!(includes);
        }
        resource
    };
    json!({
        "resourceType": "CapabilityStatement",
        "id": "fingerpost",
        "url": format!("{address}/fhir/metadata"),
        "name": "Fingerpost",
        "title": "Fingerpost directory of community services",
        "status": "active",
        "date": made_at.to_string(),
        "publisher": "Fingerpost",
        "description": "Read and search of community services. No patient data is taken or held.",
        "kind": "instance",
        "software": { "name": "Fingerpost", "version": env!("CARGO_PKG_VERSION") },
        "implementation": { "description": "Fingerpost", "url": format!("{address}/fhir") },
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json", "json"],
        "rest": [{
            "mode": "server",
            "resource": [
                resource(
                    "HealthcareService",
                    &[
                        ("name", "string"),
                        ("service-type", "token"),
                        ("organization", "reference"),
                        ("location", "reference"),
                        ("active", "token"),
                        ("_lastUpdated", "date"),
                    ],
                    &["HealthcareService:location", "HealthcareService:organization"],
                ),
                resource("Location", &[("near", "special"), ("_lastUpdated", "date")], &[]),
                resource("Organization", &[("name", "string")], &[]),
            ],
        }],
    })
}
