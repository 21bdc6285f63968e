//! One service: its page, and reports about it.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use model::ledger::{Entry, LedgerLine};
use model::service::Service;
use search::catalogue::Catalogue;

use crate::gather;
use crate::pages::problem::Problem;
use crate::pages::service::{self as service_page, REPORT_ABOUT};
use crate::params::value_of;
use crate::request::{Visit, apart, page, wrong};
use crate::state::Shared;
use crate::view::View;

/// The page of a service.
pub async fn service(State(state): State<Shared>, Path(id): Path<String>, visit: Visit) -> Response {
    let is_reported = value_of(&visit.query, "reported").is_some();
    let view = visit.view.clone();
    let made = apart(&visit.view, move || {
        let catalogue = state.catalogue.load();
        let service = match found(&catalogue, &view, &id) {
            Ok(service) => service,
            Err(response) => return *response,
        };
        let near = gather::similar(&catalogue, &view, &service);
        let shown = gather::service_page(&catalogue, &view, &service, near, is_reported);
        page(service_page::draw(&view, &shown))
    });
    made.await.unwrap_or_else(|response| response)
}

/// Longest text of a report, in letters.
const LONGEST_REPORT: usize = 2_000;

/// Takes down a report in the ledger, and shows the page again with thanks.
pub async fn report(
    State(state): State<Shared>,
    Path(id): Path<String>,
    visit: Visit,
    body: String,
) -> Response {
    let view = visit.view.clone();
    let made = apart(&visit.view, move || {
        let catalogue = state.catalogue.load();
        let service = match found(&catalogue, &view, &id) {
            Ok(service) => service,
            Err(response) => return *response,
        };
        let about = value_of(&body, "about").unwrap_or_default();
        if !REPORT_ABOUT.iter().any(|(known, _)| *known == about) {
            return wrong(&view, Problem::BadRequest);
        }
        let text: String =
            value_of(&body, "text").unwrap_or_default().trim().chars().take(LONGEST_REPORT).collect();
        let entry = Entry::Report {
            id: service.id,
            about: about.clone(),
            text: Some(text).filter(|text| !text.is_empty()),
        };
        let line = LedgerLine { at: view.now.timestamp(), by: "web".to_owned(), entry };
        match state.write_to_ledger(&line) {
            Ok(()) => {
                tracing::info!(service = %service.id, about, "a report arrived");
                let path = format!("/service/{}?reported=yes#main", service.id);
                Redirect::to(&view.to(&path)).into_response()
            }
            Err(error) => {
                tracing::error!(%error, "a report could not be written to the ledger");
                wrong(&view, Problem::OurFault)
            }
        }
    });
    made.await.unwrap_or_else(|response| response)
}

/// The service, or what to answer without one: its new address, or that it is gone.
fn found(catalogue: &Catalogue, view: &View, id: &str) -> Result<Service, Box<Response>> {
    let gone = || Box::new(wrong(view, Problem::NoSuchService));
    let asked = model::identifier::ServiceId::parse(id).ok_or_else(gone)?;
    let service = catalogue.service(asked).ok_or_else(gone)?;
    if service.id != asked || id != asked.to_string() {
        let to = view.here.replacen(id, &service.id.to_string(), 1);
        let moved = (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, view.to(&to))]);
        return Err(Box::new(moved.into_response()));
    }
    Ok(service)
}
