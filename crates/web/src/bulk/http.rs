//! Bulk downloads over HTTP: NDJSON and CSV of the whole catalogue or of a filter, and the data package.

use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::stream::{Rows, ndjson, services};
use super::{package, table};
use crate::api::service::build::service_document;
use crate::hub::{Hub, apart};
use crate::oruk::answers::hidden_too;
use crate::oruk::asked::read_filter;
use crate::problem::Problem;
use crate::query::Query;

/// `GET /bulk/services.ndjson`
#[utoipa::path(get, path = "/bulk/services.ndjson", tag = "Bulk", params(crate::oruk::parameters::Services),
    responses((status = 200, description = "A service a line, as `/api/services/{id}` tells it, with licences and attribution",
        content_type = "application/x-ndjson", body = String)))]
pub async fn services_ndjson(hub: Hub, query: Query) -> Response {
    apart(move || {
        let rows = rows(&hub, query)?;
        Ok(ndjson(hub, rows, |found, hub| service_document(found, None, &hub.names.labels)))
    })
    .await
}

/// `GET /bulk/services.csv`
#[utoipa::path(get, path = "/bulk/services.csv", tag = "Bulk", params(crate::oruk::parameters::Services),
    responses((status = 200, description = "A service a row, with licences and attribution", content_type = "text/csv", body = String)))]
pub async fn services_csv(hub: Hub, query: Query) -> Response {
    apart(move || {
        let rows = rows(&hub, query)?;
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
pub async fn data_package(hub: Hub, query: Query) -> Response {
    apart(move || {
        let rows = rows(&hub, query)?;
        let disposition = "attachment; filename=\"fingerpost-hsds.zip\"";
        let headers = [(header::CONTENT_TYPE, "application/zip"), (header::CONTENT_DISPOSITION, disposition)];
        let body = package::stream(hub, rows).map_err(|error| {
            tracing::error!(%error, "there is no room for a data package");
            Problem::ours()
        })?;
        Ok((headers, body).into_response())
    })
    .await
}

fn rows(hub: &Hub, mut query: Query) -> Result<Rows, Problem> {
    let asked = hub.with_finder(|finder| read_filter(&mut query, &hub.names.vocabularies, finder));
    query.finish()?;
    let filter = hidden_too(hub, &asked);
    Ok(Rows::of(hub, &filter))
}
