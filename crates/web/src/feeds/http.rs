//! Calendars, Atom feeds and the change feed over HTTP.

use axum::Json;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use model::identifier::ServiceId;
use model::service::Service;

use super::atom::{Feed, feed};
use super::calendar::calendar;
use super::changes::{ChangesDocument, change_document, cursor, read_cursor};
use crate::api::ask::{query_string, read_ask};
use crate::api::http::{filter_names, meta};
use crate::hub::{Hub, apart};
use crate::problem::Problem;
use crate::query::Query;

/// Changes on a page where nothing is said, and the most there can be.
const CHANGES: u32 = 500;
const MOST_CHANGES: u32 = 5_000;
/// Services of a search that go into a calendar or a feed.
const MOST_OF_A_SEARCH: usize = 100;
/// Rows of each lane that are looked through for what changed last.
const LOOKED_THROUGH: u32 = 500;

/// `GET /service/{id}/calendar.ics`
#[utoipa::path(get, path = "/service/{id}/calendar.ics", tag = "Feeds",
    params(("id" = String, Path, description = "The service's id")),
    responses((status = 200, description = "Its sessions", content_type = "text/calendar", body = String)))]
pub async fn service_calendar(hub: Hub, Path(id): Path<String>) -> Response {
    apart(move || {
        let found = ServiceId::parse(&id).and_then(|id| hub.service(id));
        let found = found.ok_or_else(|| Problem::not_found("service", &id))?;
        Ok(ics(calendar(&found.name, std::iter::once(&found), &hub.now, &hub.address)))
    })
    .await
}

/// `GET /feeds/search.ics`
#[utoipa::path(get, path = "/feeds/search.ics", tag = "Feeds", params(crate::api::parameters::Search),
    responses((status = 200, description = "The sessions of the first services of a search", content_type = "text/calendar", body = String)))]
pub async fn search_calendar(hub: Hub, query: Query) -> Response {
    apart(move || {
        let (_, found) = search(&hub, query, MOST_OF_A_SEARCH as u32)?;
        let found: Vec<Service> =
            found.iter().filter_map(|id| hub.service(*id)).take(MOST_OF_A_SEARCH).collect();
        Ok(ics(calendar("Fingerpost", found.iter(), &hub.now, &hub.address)))
    })
    .await
}

/// `GET /feeds/search.atom`
#[utoipa::path(get, path = "/feeds/search.atom", tag = "Feeds", params(crate::api::parameters::Search),
    responses((status = 200, description = "The services of a search, those that changed last first", content_type = "application/atom+xml", body = String)))]
pub async fn search_atom(hub: Hub, query: Query) -> Response {
    apart(move || {
        let (asked, mut found) = search(&hub, query, LOOKED_THROUGH)?;
        let listing = hub.listing();
        let changed =
            |id: ServiceId| listing.row(id).map_or(Timestamp::UNIX_EPOCH, |row| listing.changed_at(row));
        found.sort_by_key(|id| (std::cmp::Reverse(changed(*id)), *id));
        found.dedup();
        let newest = found.iter().filter_map(|id| hub.service(*id)).take(MOST_OF_A_SEARCH);
        let newest: Vec<(Service, Timestamp)> = newest
            .map(|service| {
                let at = changed(service.id);
                (service, at)
            })
            .collect();
        let this = format!("{}/feeds/search.atom?{asked}", hub.address);
        let updated = newest.first().map_or(hub.catalogue.manifest().made_at, |(_, at)| *at);
        let about = Feed {
            title: "Fingerpost: new and changed services",
            this: &this,
            address: &hub.address,
            updated,
        };
        let text = feed(&about, newest.iter().map(|(service, at)| (service, *at)));
        Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], text).into_response())
    })
    .await
}

/// `GET /changes`
#[utoipa::path(get, path = "/changes", tag = "Feeds",
    params(("since" = Option<String>, Query, description = "A date, or a date and time: changes from then on"),
        ("after" = Option<String>, Query, description = "Where an earlier answer's `next` says to go on"),
        ("limit" = Option<u32>, Query, minimum = 1, description = "At most 5000 are given")),
    responses((status = 200, description = "What changed, the oldest first, deletions and all", body = ChangesDocument)))]
pub async fn changes(hub: Hub, mut query: Query) -> Response {
    apart(move || {
        let since = query.moment("since");
        let after = query.text("after");
        let limit = query.at_most("limit", MOST_CHANGES).unwrap_or(CHANGES) as usize;
        let cursor_read = after.as_deref().map(read_cursor);
        if let (Some(after), Some(None)) = (&after, cursor_read) {
            query.fault("after", after, "what an earlier answer's `next` says");
        }
        let ignored = query.finish()?;
        let listing = hub.listing();
        let mut found = match (cursor_read.flatten(), since) {
            (Some(after), _) => listing.changes_after(Some(after), limit + 1),
            (None, Some(since)) => listing.changes_since(since, limit + 1),
            (None, None) => listing.changes_after(None, limit + 1),
        };
        let has_more = found.len() > limit;
        found.truncate(limit);
        let next = match (found.last(), &after, since) {
            (Some(last), ..) => format!("{}/changes?after={}", hub.address, cursor(last)),
            (None, Some(after), _) => format!("{}/changes?after={after}", hub.address),
            (None, None, Some(since)) => format!("{}/changes?since={since}", hub.address),
            (None, None, None) => format!("{}/changes", hub.address),
        };
        let told =
            found.iter().map(|change| change_document(change, hub.hidden.contains(change.id), &hub.address));
        let document = ChangesDocument { changes: told.collect(), next, has_more, meta: meta(&hub, ignored) };
        Ok(Json(document).into_response())
    })
    .await
}

/// The first services of a search, so many of each lane, lane after lane, with the search as a query string.
fn search(hub: &Hub, query: Query, of_each: u32) -> Result<(String, Vec<ServiceId>), Problem> {
    let (mut ask, _) = filter_names(|filters| read_ask(query, filters))?;
    let asked = query_string(&ask);
    ask.per_page = of_each;
    let answer = hub.ask(&ask);
    Ok((asked, answer.lanes.iter().flat_map(|lane| lane.hits.iter().map(|hit| hit.id)).collect()))
}

fn ics(text: String) -> Response {
    ([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response()
}
