//! FHIR R4: services, places and organisations, read and searched, by the HL7 Human Services Directory
//! mapping with the UK Core profiles. Nothing of a patient is taken or held.

pub mod capability;
pub mod resources;
pub mod search;

use serde_json::{Value, json};

/// The media type.
pub const MEDIA_TYPE: &str = "application/fhir+json";

/// What went wrong, as FHIR says it. `code` is of the issue-type list: `not-found`, `invalid`.
pub fn operation_outcome(code: &str, text: &str) -> Value {
    json!({
        "resourceType": "OperationOutcome",
        "issue": [{ "severity": "error", "code": code, "diagnostics": text }],
    })
}
