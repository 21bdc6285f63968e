//! Bulk downloads over HTTP: NDJSON and CSV of the whole catalogue or of a filter, and the data package.

use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::stream::{Rows, ndjson, services};
use super::{package, table};
use crate::api::service::build::service_document;
use crate::hub::{Hub, apart};
use crate::oruk::answers::hidden_too;
use crate::oruk::asked::read_services;
use crate::problem::Problem;
use crate::query::Query;

/// `GET /bulk/services.ndjson`
#[utoipa::path(get, path = "/bulk/services.ndjson", tag = "Bulk", params(crate::oruk::parameters::Services),
    responses((status = 200, description = "A service a line, as `/api/services/{id}` tells it, with licences and attribution",
        content_type = "application/x-ndjson", body = String)))]
pub async fn services_ndjson(hub: Hub, mut query: Query) -> Response {
    apart(move || {
        let rows = rows(&hub, &mut query)?;
        query.finish()?;
        Ok(ndjson(hub, rows, |found, hub| service_document(found, None, &hub.names.labels)))
    })
    .await
}

/// `GET /bulk/services.csv`
#[utoipa::path(get, path = "/bulk/services.csv", tag = "Bulk", params(crate::oruk::parameters::Services),
    responses((status = 200, description = "A service a row, with licences and attribution", content_type = "text/csv", body = String)))]
pub async fn services_csv(hub: Hub, mut query: Query) -> Response {
    apart(move || {
        let rows = rows(&hub, &mut query)?;
        query.finish()?;
        let body = services(hub, rows, table::HEAD.into(), |found, hub, out| {
            table::row(found, &hub.names.labels, out)
        });
        let disposition = "attachment; filename=\"fingerpost-services.csv\"";
        let headers =
            [(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, disposition)];
        Ok((headers, body).into_response())
    })
    .await
}

/// `GET /bulk/hsds.zip`
#[utoipa::path(get, path = "/bulk/hsds.zip", tag = "Bulk", params(crate::oruk::parameters::Services),
    responses((status = 200, description = "An HSDS tabular data package: `datapackage.json` and a CSV file a table",
        content_type = "application/zip", body = String)))]
pub async fn data_package(hub: Hub, mut query: Query) -> Response {
    apart(move || {
        let rows = rows(&hub, &mut query)?;
        query.finish()?;
        let disposition = "attachment; filename=\"fingerpost-hsds.zip\"";
        let headers = [(header::CONTENT_TYPE, "application/zip"), (header::CONTENT_DISPOSITION, disposition)];
        Ok((headers, package::stream(hub, rows)).into_response())
    })
    .await
}

fn rows(hub: &Hub, query: &mut Query) -> Result<Rows, Problem> {
    let asked = hub.with_finder(|finder| read_services(query, &hub.names.vocabularies, finder))?;
    let filter = hidden_too(hub, &asked);
    Ok(if filter.is_empty() { Rows::All } else { Rows::Some(hub.listing().all_rows(&filter)) })
}
