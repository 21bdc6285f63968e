//! What a machine is told when something is wrong: RFC 9457 problems that name the parameter, its
//! value and what is allowed.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// A problem as `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// Which kind of problem; a path under which it is described.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What kind of thing happened.
    pub title: &'static str,
    /// What happened here, for people.
    pub detail: String,
    /// Each parameter that could not be understood.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<BadParameter>,
}

/// A parameter that could not be understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BadParameter {
    /// Its name.
    pub parameter: String,
    /// The value that was sent.
    pub value: String,
    /// What it may be, for people.
    pub allowed: String,
}

impl Problem {
    /// 400: these parameters could not be understood.
    pub fn bad_parameters(parameters: Vec<BadParameter>) -> Problem {
        let detail = parameters
            .iter()
            .map(|bad| format!("`{}` is `{}`; allowed: {}", bad.parameter, bad.value, bad.allowed))
            .collect::<Vec<_>>()
            .join(". ");
        Problem {
            kind: "/api#bad-parameter",
            status: 400,
            title: "A parameter could not be understood",
            detail,
            parameters,
        }
    }

    /// 404: there is no such thing.
    pub fn not_found(what: &str, id: &str) -> Problem {
        Problem {
            kind: "/api#not-found",
            status: 404,
            title: "There is no such thing here",
            detail: format!("no {what} has the id `{}`", cut(id)),
            parameters: Vec::new(),
        }
    }

    /// 410: it was here, and is not any more.
    pub fn gone(what: &str, id: &str) -> Problem {
        Problem {
            kind: "/api#gone",
            status: 410,
            title: "It is not here any more",
            detail: format!("the {what} `{}` was taken out of the directory", cut(id)),
            parameters: Vec::new(),
        }
    }

    /// 404: there is no such address under a machine interface.
    pub fn no_such_address(path: &str) -> Problem {
        Problem {
            kind: "/api#not-found",
            status: 404,
            title: "There is no such address here",
            detail: format!("`{}` is not an address of this interface; /api lists them", cut(path)),
            parameters: Vec::new(),
        }
    }

    /// 405: machines only read here.
    pub fn method_not_allowed(method: &axum::http::Method) -> Problem {
        Problem {
            kind: "/api#method-not-allowed",
            status: 405,
            title: "This can only be read",
            detail: format!("`{method}` is not answered here; allowed: GET, HEAD, OPTIONS"),
            parameters: Vec::new(),
        }
    }

    /// 429: too many requests from one address.
    pub fn too_many_requests(retry_after_seconds: u64) -> Problem {
        Problem {
            kind: "/api#too-many-requests",
            status: 429,
            title: "Too many requests",
            detail: format!(
                "try again in {retry_after_seconds} seconds; the whole catalogue is one request at /bulk"
            ),
            parameters: Vec::new(),
        }
    }

    /// 503: nothing can be answered yet.
    pub fn not_ready() -> Problem {
        Problem {
            kind: "/api#not-ready",
            status: 503,
            title: "The directory is being prepared",
            detail: "there is no catalogue to answer from yet; try again in a minute".to_owned(),
            parameters: Vec::new(),
        }
    }

    /// 500: our fault.
    pub fn ours() -> Problem {
        Problem {
            kind: "/api#our-fault",
            status: 500,
            title: "Something went wrong on our side",
            detail: "the answer could not be made; it has been noted".to_owned(),
            parameters: Vec::new(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (status, body).into_response();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}

/// At most 100 characters of what somebody sent: enough to recognise it.
pub(crate) fn cut(text: &str) -> String {
    text.chars().take(100).collect()
}
