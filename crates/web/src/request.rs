//! From a request to the circumstances of a page, and from markup to a response.

use axum::extract::FromRequestParts;
use axum::http::header::{self, HeaderMap};
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use search::answer::Answer;
use search::ask::Ask;

use crate::i18n::Language;
use crate::pages::problem::{self, Problem};
use crate::params::value_of;
use crate::pressure::WorkFailed;
use crate::state::Shared;
use crate::view::{View, parse_list};
use crate::{asking, pressure};

/// What a page needs of its request: the view, and the query part as it came.
pub struct Visit {
    /// The circumstances of the page.
    pub view: View,
    /// The query part, undecoded.
    pub query: String,
}

impl FromRequestParts<Shared> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &Shared) -> Result<Visit, Self::Rejection> {
        let uri =
            parts.extensions.get::<axum::extract::OriginalUri>().map_or(&parts.uri, |original| &original.0);
        Ok(Visit {
            view: view(uri, &parts.headers, state),
            query: uri.query().unwrap_or_default().to_owned(),
        })
    }
}

/// Where an address that ends in a slash and is none leads: to the same without it.
pub fn without_final_slash(uri: &Uri) -> Option<Response> {
    let bare = uri.path().trim_end_matches('/');
    // Two slashes first would name another host.
    if bare.len() == uri.path().len() || !bare.starts_with('/') || bare.starts_with("//") {
        return None;
    }
    let to = uri.query().map_or_else(|| bare.to_owned(), |query| format!("{bare}?{query}"));
    Some(Redirect::permanent(&to).into_response())
}

fn view(uri: &Uri, headers: &HeaderMap, state: &Shared) -> View {
    let (language, path) = Language::of_path(uri.path());
    let query = uri.query().unwrap_or_default();
    let here = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
    View {
        words: language.words(),
        now: (state.clock)(),
        here,
        address: state.settings.address.clone().unwrap_or_else(|| address_asked(headers)),
        list: value_of(query, "list").map(|list| parse_list(&list)).unwrap_or_default(),
    }
}

/// The address the request came to, when it is plainly a host name; nothing else gets into a page.
fn address_asked(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is_plain = !host.is_empty()
        && host.len() <= 255
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']'));
    if is_plain { format!("http://{host}") } else { String::new() }
}

/// A page as a response.
pub fn page(markup: Markup) -> Response {
    (StatusCode::OK, [(header::CACHE_CONTROL, "private, max-age=0, must-revalidate")], markup).into_response()
}

/// A page that says what went wrong.
pub fn wrong(view: &View, problem: Problem) -> Response {
    let status = StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CACHE_CONTROL, "no-store")], problem::draw(view, problem)).into_response()
}

/// A file to save under a name.
pub fn file(name: &str, content_type: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, content_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}

/// Asks the catalogue. For use where waiting is allowed: see [`apart`].
pub fn answer(state: &Shared, ask: &Ask, view: &View) -> Answer {
    let catalogue = state.catalogue.load();
    asking::ask(&state.telemetry, &catalogue, ask, &view.now)
}

/// Runs what may compute for long off the threads that talk to clients.
pub async fn apart<T: Send + 'static>(
    view: &View,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Response> {
    pressure::apart(work).await.map_err(|error| our_fault(view, error))
}

/// Runs what takes a few milliseconds at most.
pub async fn soon<T: Send + 'static>(
    view: &View,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Response> {
    pressure::soon(work).await.map_err(|error| our_fault(view, error))
}

fn our_fault(view: &View, error: WorkFailed) -> Response {
    tracing::error!(%error, path = view.here.split('?').next(), "a page could not be made");
    wrong(view, Problem::OurFault)
}
