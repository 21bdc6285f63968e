//! Our own JSON: types of its own, so that the model may change without breaking anybody.
//!
//! What each field promises is written in `API.md`. Functions here turn values into documents; the
//! addresses they are served at stand in `routes`.

pub mod answer;
pub mod ask;
pub mod http;
pub mod lists;
pub mod parameters;
pub mod service;

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use model::confidence::{Confidence, ConfidenceLabel};
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::Problem;

/// The one word by which a closed list's value goes in JSON: `not_stated`.
pub(crate) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Room for an answer to a usual question: growing to it would copy it five times over.
const USUAL_BYTES: usize = 32 << 10;

/// Headers of an answer when all layers have added theirs.
const USUAL_HEADERS: usize = 16;

/// A document as an answer. Most of it is text, which is copied sixteen bytes at a time.
pub(crate) fn json(document: &impl Serialize) -> Response {
    let mut body = Vec::with_capacity(USUAL_BYTES);
    match sonic_rs::to_writer(&mut body, document) {
        Ok(()) => {
            let mut response = Response::new(Body::from(body));
            let headers = response.headers_mut();
            headers.reserve(USUAL_HEADERS);
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
            response
        }
        Err(error) => {
            tracing::error!(%error, "a document could not be written as JSON");
            Problem::ours().into_response()
        }
    }
}

/// A key with its name for people.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Labelled {
    /// In URL and JSON: `arts/singing`.
    pub id: String,
    /// For people: "Singing and choirs".
    pub label: String,
}

/// A point on the ground, WGS 84.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct PointDocument {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

impl From<model::place::Point> for PointDocument {
    fn from(point: model::place::Point) -> PointDocument {
        PointDocument { latitude: point.latitude, longitude: point.longitude }
    }
}

/// How sure one may be in sending somebody, with its because.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ConfidenceDocument {
    /// `confirmed`, `probable`, `ring-first` or `unreliable`.
    pub label: &'static str,
    /// Why, for people.
    pub because: String,
}

impl From<Confidence> for ConfidenceDocument {
    fn from(confidence: Confidence) -> ConfidenceDocument {
        let label = match confidence.label {
            ConfidenceLabel::Confirmed => "confirmed",
            ConfidenceLabel::Probable => "probable",
            ConfidenceLabel::RingFirst => "ring-first",
            ConfidenceLabel::Unreliable => "unreliable",
        };
        ConfidenceDocument { label, because: confidence.because }
    }
}

#[cfg(test)]
mod tests;
