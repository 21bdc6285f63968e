//! The door before the site: in a flood it turns away what the gate would, at the cost of reading a request.
//!
//! Everything a request passes on its way to the gate costs more than to say no. Where thousands a second are
//! turned away, that alone would take the time of those who are let in.

use axum::http::Request;
use axum::response::Response;

use super::{Gate, busy, is_for_a_machine};
use crate::routes;
use crate::security;
use crate::telemetry::Telemetry;

/// Stands between a connection and the site.
#[derive(Debug, Clone)]
pub struct Door {
    /// Who is at work, and who waits.
    pub gate: Gate,
    /// What is counted.
    pub telemetry: Telemetry,
}

impl Door {
    /// The answer for a request that does not come in; `None` for one that may try the gate.
    pub fn turn_away<B>(&self, request: &Request<B>) -> Option<Response> {
        let path = request.uri().path();
        if routes::is_always_answered(path) || !self.gate.is_closed() {
            return None;
        }
        let mut response = busy(is_for_a_machine(path));
        security::add(response.headers_mut());
        self.telemetry.turned_away(request.headers(), &mut response, self.gate.note_shed());
        Some(response)
    }
}
