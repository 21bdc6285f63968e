//! One service: its page, its easy read, its sheet, and reports about it.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use model::ledger::{Entry, LedgerLine};
use model::service::Service;
use search::catalogue::Catalogue;

use crate::brief::{parse_short_id, without_contacts};
use crate::gather;
use crate::pages::problem::Problem;
use crate::pages::service::{self as service_page, REPORT_ABOUT};
use crate::pages::{easy_read as easy_read_page, sheet as sheet_page};
use crate::params::value_of;
use crate::request::{Visit, apart, page, soon, wrong};
use crate::state::Shared;
use crate::view::View;

/// The page of a service.
pub async fn service(State(state): State<Shared>, Path(id): Path<String>, visit: Visit) -> Response {
    let is_reported = value_of(&visit.query, "reported").is_some();
    let view = visit.view.clone();
    let made = soon(&visit.view, move || {
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

/// The same in short sentences.
pub async fn easy_read(State(state): State<Shared>, Path(id): Path<String>, visit: Visit) -> Response {
    let catalogue = state.catalogue.load();
    match found(&catalogue, &visit.view, &id) {
        Ok(service) => {
            let next = gather::next_meetings(&service, &visit.view.now, 1);
            page(easy_read_page::draw(&visit.view, &service, next.first()))
        }
        Err(response) => *response,
    }
}

/// The same on one sheet of paper.
pub async fn sheet(State(state): State<Shared>, Path(id): Path<String>, visit: Visit) -> Response {
    let catalogue = state.catalogue.load();
    match found(&catalogue, &visit.view, &id) {
        Ok(service) => {
            let is_large = value_of(&visit.query, "large").is_some();
            let chosen = gather::chosen(&catalogue, &visit.view, service);
            page(sheet_page::draw(&visit.view, &[chosen], is_large))
        }
        Err(response) => *response,
    }
}

/// A short address, for text messages and codes: leads to the page.
pub async fn short(State(state): State<Shared>, Path(short): Path<String>, visit: Visit) -> Response {
    let catalogue = state.catalogue.load();
    match parse_short_id(&short).filter(|id| catalogue.service(*id).is_some()) {
        Some(id) => Redirect::permanent(&visit.view.to(&format!("/service/{id}"))).into_response(),
        None => wrong(&visit.view, Problem::NoSuchService),
    }
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
        let text = Some(without_contacts(&text)).filter(|text| !text.is_empty());
        let entry = Entry::Report { id: service.id, about: about.clone(), text };
        let line = LedgerLine { at: view.now.timestamp(), by: "web".to_owned(), entry };
        match state.write_to_ledger(&line) {
            Ok(()) => {
                tracing::info!(service = %service.id, about, "a report arrived: it stands in the ledger, which `fingerpost reports` prints");
                Redirect::to(&view.to(&format!("/service/{}?reported=yes#main", service.id))).into_response()
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
        return Err(Box::new(
            (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, view.to(&to))]).into_response(),
        ));
    }
    Ok(service)
}
