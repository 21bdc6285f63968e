//! The RPDE feed over HTTP, ordered by (modified, id).

use std::collections::HashSet;

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use model::identifier::ServiceId;
use search::listing::Change;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{MEDIA_TYPE, PAGE_ITEMS, published_concepts, session_series};
use crate::hub::{Hub, apart};
use crate::problem::Problem;
use crate::query::Query;

/// `GET /openactive/session-series`
#[utoipa::path(get, path = "/openactive/session-series", tag = "OpenActive",
    params(("afterTimestamp" = Option<i64>, Query, description = "Beside `afterId`"),
        ("afterId" = Option<String>, Query, description = "Beside `afterTimestamp`")),
    responses((status = 200, description = "A page of the feed", content_type = "application/vnd.openactive.rpde+json; version=1", body = Object)))]
pub async fn feed(hub: Hub, mut query: Query) -> Response {
    apart(move || {
        let timestamp = query.text("afterTimestamp");
        let id = query.text("afterId");
        let after = read_after(&mut query, timestamp.as_deref(), id.as_deref());
        query.finish()?;
        let here = format!("{}/openactive/session-series", hub.address);
        let (items, last) = page(&hub, after);
        let next = match last.or(after) {
            Some((at, id)) => format!("{here}?afterTimestamp={}&afterId={id}", at.as_second()),
            None => here,
        };
        // A full page never changes; the last one is asked for again and again.
        let caching = if items.len() < PAGE_ITEMS { "public, max-age=8" } else { "public, max-age=3600" };
        let body = json!({ "next": next, "items": items, "license": "https://creativecommons.org/licenses/by/4.0/" });
        let mut response = body.to_string().into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
        Ok(response)
    })
    .await
}

/// `GET /openactive/session-series/{id}`
#[utoipa::path(get, path = "/openactive/session-series/{id}", tag = "OpenActive",
    params(("id" = String, Path, description = "The service's id")),
    responses((status = 200, description = "The series", content_type = "application/json", body = Object)))]
pub async fn one(hub: Hub, Path(id): Path<String>) -> Response {
    apart(move || {
        let found = ServiceId::parse(&id).and_then(|id| hub.service(id));
        let series = found.and_then(|found| session_series(&found, &hub.names.labels, &hub.address));
        let series = series.ok_or_else(|| Problem::not_found("session series", &id))?;
        Ok(axum::Json(series).into_response())
    })
    .await
}

fn read_after(query: &mut Query, timestamp: Option<&str>, id: Option<&str>) -> Option<(Timestamp, Uuid)> {
    const ALLOWED: &str = "what an earlier page's `next` says";
    let at = timestamp.and_then(|text| text.parse().ok()).and_then(|it| Timestamp::from_second(it).ok());
    let uuid = id.and_then(|text| Uuid::try_parse(text).ok());
    if timestamp.or(id).is_some() {
        if at.is_none() {
            query.fault("afterTimestamp", timestamp.unwrap_or_default(), ALLOWED);
        }
        if uuid.is_none() {
            query.fault("afterId", id.unwrap_or_default(), ALLOWED);
        }
    }
    Some((at?, uuid?))
}

/// The items after a place in the order of changes, and the place of the last one looked at.
fn page(hub: &Hub, after: Option<(Timestamp, Uuid)>) -> (Vec<Value>, Option<(Timestamp, Uuid)>) {
    let listing = hub.listing();
    let filter = search::listing::ListFilter {
        terms: vec![published_concepts().map(|concept| format!("subject:{concept}")).collect()],
        ..search::listing::ListFilter::default()
    };
    let candidates: HashSet<u32> = listing.all_rows(&filter).into_iter().collect();
    let mut items = Vec::new();
    let mut last = None;
    let mut from = after;
    // What changed since the first build may have been an activity before.
    let first_build = listing.changes_after(None, 1).first().map(|change| change.at);
    while items.len() < PAGE_ITEMS {
        let changes = listing.changes_after(from, 10_000);
        let Some(end) = changes.last() else { break };
        from = Some((end.at, end.id.0));
        for change in &changes {
            let may_have_been = first_build.is_some_and(|first| change.at > first);
            if let Some(item) = item(hub, change, &candidates, may_have_been) {
                items.push(item);
                last = Some((change.at, change.id.0));
                if items.len() == PAGE_ITEMS {
                    break;
                }
            }
        }
    }
    (items, last)
}

/// A change as an item; none for what is no activity and never was one.
fn item(hub: &Hub, change: &Change, candidates: &HashSet<u32>, may_have_been: bool) -> Option<Value> {
    let head = |state: &str| json!({ "state": state, "kind": "SessionSeries", "id": change.id.to_string(), "modified": change.at.as_second() });
    if change.is_gone || hub.hidden.contains(change.id) {
        return Some(head("deleted"));
    }
    let row = hub.listing().row(change.id)?;
    let data = candidates
        .contains(&row)
        .then(|| hub.service(change.id))
        .flatten()
        .and_then(|found| session_series(&found, &hub.names.labels, &hub.address));
    match data {
        Some(data) => {
            let mut item = head("updated");
            item["data"] = data;
            Some(item)
        }
        None => may_have_been.then(|| head("deleted")),
    }
}
