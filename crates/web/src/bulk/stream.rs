//! Streams documents, a line each: several workers make batches ready, and they leave in order.
//!
//! Memory is bounded by the batches at work, whatever the size of the catalogue, and a client that reads
//! slowly slows the workers down.

use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use model::identifier::ServiceId;
use model::service::Service;
use serde::Serialize;

use crate::hub::Hub;

/// Services in a batch: whole blocks of the index.
const BATCH: usize = 256;
/// Services that lie packed together in the index.
const BLOCK: u32 = 16;
/// Batches that may wait for a slow client.
const AHEAD: usize = 2;

/// Which services.
#[derive(Debug, Clone)]
pub enum Rows {
    /// All of them.
    All,
    /// Those of these rows of the listing, ascending.
    Some(Vec<u32>),
}

/// Services as NDJSON, one a line, in the order of ids.
pub fn ndjson<T: Serialize>(
    hub: Hub,
    rows: Rows,
    draw: impl Fn(&Service, &Hub) -> T + Send + Sync + 'static,
) -> Response {
    let write = move |service: &Service, hub: &Hub, out: &mut Vec<u8>| {
        // A document serialises: its maps have plain keys and its numbers are finite.
        let _ = serde_json::to_writer(&mut *out, &draw(service, hub));
        out.push(b'\n');
    };
    let body = services(hub, rows, Vec::new(), write);
    ([(header::CONTENT_TYPE, "application/x-ndjson")], body).into_response()
}

/// Services as bytes after a `head`, each written by `write`.
pub fn services(
    hub: Hub,
    rows: Rows,
    head: Vec<u8>,
    write: impl Fn(&Service, &Hub, &mut Vec<u8>) + Send + Sync + 'static,
) -> Body {
    body(move |sender| {
        if !head.is_empty() && sender.blocking_send(Bytes::from(head)).is_err() {
            return;
        }
        each_batch(&hub, &rows, &write, |bytes| sender.blocking_send(Bytes::from(bytes)).is_ok());
    })
}

/// Services as the items of a JSON document whose last field is an empty list: `around`.
pub fn items<T: Serialize>(
    hub: Hub,
    rows: Rows,
    around: &impl Serialize,
    draw: impl Fn(&Service, &Hub) -> T + Send + Sync + 'static,
) -> Response {
    let around = serde_json::to_string(around).unwrap_or_default();
    let head = around.strip_suffix("]}").unwrap_or(&around).as_bytes().to_vec();
    let write = move |service: &Service, hub: &Hub, out: &mut Vec<u8>| {
        out.push(b',');
        let _ = serde_json::to_writer(&mut *out, &draw(service, hub));
    };
    let body = body(move |sender| {
        if sender.blocking_send(Bytes::from(head)).is_err() {
            return;
        }
        let mut is_first = true;
        each_batch(&hub, &rows, &write, |mut bytes| {
            if is_first && !bytes.is_empty() {
                // Before the first item stands no comma.
                bytes[0] = b' ';
                is_first = false;
            }
            sender.blocking_send(Bytes::from(bytes)).is_ok()
        });
        let _ = sender.blocking_send(Bytes::from_static(b"]}"));
    });
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// Small things as NDJSON, one a line.
pub fn lines<I: Send + Sync + 'static, T: Serialize>(
    hub: Hub,
    items: Vec<I>,
    draw: impl Fn(&I, &Hub) -> Option<T> + Send + 'static,
) -> Response {
    let body = body(move |sender| {
        for batch in items.chunks(BATCH) {
            let mut out = Vec::new();
            for item in batch.iter().filter_map(|item| draw(item, &hub)) {
                let _ = serde_json::to_writer(&mut out, &item);
                out.push(b'\n');
            }
            if sender.blocking_send(Bytes::from(out)).is_err() {
                return;
            }
        }
    });
    ([(header::CONTENT_TYPE, "application/x-ndjson")], body).into_response()
}

/// Calls `take` with each batch, in order, until it says that nobody listens.
pub fn each_batch(
    hub: &Hub,
    rows: &Rows,
    write: &(impl Fn(&Service, &Hub, &mut Vec<u8>) + Send + Sync),
    mut take: impl FnMut(Vec<u8>) -> bool,
) {
    let count = match rows {
        Rows::All => hub.listing().len(),
        Rows::Some(rows) => rows.len(),
    };
    let batches = count.div_ceil(BATCH);
    let workers = std::thread::available_parallelism().map_or(1, usize::from).clamp(1, 4);
    std::thread::scope(|scope| {
        let mut ready = Vec::with_capacity(workers);
        for worker in 0..workers {
            let (sender, receiver) = sync_channel(AHEAD);
            ready.push(receiver);
            scope.spawn(move || work(hub, rows, write, (worker..batches).step_by(workers), &sender));
        }
        for batch in 0..batches {
            let Ok(bytes) = ready[batch % workers].recv() else { break };
            if !take(bytes) {
                break;
            }
        }
        // Dropping the receivers stops the workers.
        drop(ready);
    });
}

fn work(
    hub: &Hub,
    rows: &Rows,
    write: &impl Fn(&Service, &Hub, &mut Vec<u8>),
    batches: impl Iterator<Item = usize>,
    sender: &SyncSender<Vec<u8>>,
) {
    for batch in batches {
        let mut out = Vec::with_capacity(BATCH * 3_000);
        let start = batch * BATCH;
        match rows {
            Rows::All => {
                for service in hub.catalogue.services_between(start as u64, (start + BATCH) as u64) {
                    if !hub.hidden.hides(&service) {
                        write(&service, hub, &mut out);
                    }
                }
            }
            Rows::Some(rows) => {
                let rows = &rows[start..rows.len().min(start + BATCH)];
                // Rows of one block are unpacked together.
                for near in rows.chunk_by(|one, next| one / BLOCK == next / BLOCK) {
                    let (first, last) = (u64::from(near[0]), u64::from(near[near.len() - 1]));
                    let wanted: Vec<ServiceId> = near.iter().map(|row| hub.listing().id(*row)).collect();
                    let found = hub.catalogue.services_between(first, last + 1);
                    for service in found.filter(|service| wanted.contains(&service.id)) {
                        if !hub.hidden.hides(&service) {
                            write(&service, hub, &mut out);
                        }
                    }
                }
            }
        }
        if sender.send(out).is_err() {
            return;
        }
    }
}

/// A body that is written where waiting is allowed.
pub fn body(write: impl FnOnce(&tokio::sync::mpsc::Sender<Bytes>) + Send + 'static) -> Body {
    let (sender, receiver) = tokio::sync::mpsc::channel::<Bytes>(AHEAD);
    let sender = Arc::new(sender);
    tokio::task::spawn_blocking(move || write(&sender));
    let chunks = futures_util::stream::unfold(receiver, |mut receiver| async move {
        let chunk = receiver.recv().await?;
        Some((Ok::<Bytes, std::convert::Infallible>(chunk), receiver))
    });
    Body::from_stream(chunks)
}
