//! The headers every response carries: nothing from elsewhere, no inline script, no frame, no trace.

use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};

/// What a page may load: its own files and nothing else. A handler that must differ sets its own.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                          connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
                          frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("permissions-policy"),
        "geolocation=(self), camera=(), microphone=(), interest-cohort=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Adds the headers that a response does not already carry.
pub fn add(headers: &mut HeaderMap) {
    let own_policy = headers.contains_key(header::CONTENT_SECURITY_POLICY);
    for (name, value) in HEADERS {
        let frames_itself = own_policy && name == header::X_FRAME_OPTIONS;
        if !frames_itself {
            headers.entry(name).or_insert(HeaderValue::from_static(value));
        }
    }
}
