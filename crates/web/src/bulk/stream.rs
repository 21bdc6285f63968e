//! Streams documents, a line each: several workers make batches ready, and they leave in order.
//!
//! Memory is bounded by the batches at work, whatever the size of the catalogue, and a client that reads
//! slowly slows the workers down.

#[cfg(test)]
mod tests;

use std::io;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use model::service::Service;
use search::catalogue::Reader;
use search::listing::ListFilter;
use serde::Serialize;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::hub::Hub;
use crate::pressure::step_back;

/// Services in a batch: whole blocks of the index.
const BATCH: usize = 256;
/// Batches that may wait for a slow client.
const AHEAD: usize = 2;
/// Downloads written at a time. Those after them wait without taking a thread.
const DOWNLOADS: usize = 8;
/// Who takes nothing for so long is let go.
const STALLED: Duration = Duration::from_secs(30);

static PLACES: Semaphore = Semaphore::const_new(DOWNLOADS);

/// Which services.
#[derive(Debug, Clone)]
pub enum Rows {
    /// All of them.
    All,
    /// Those of these rows of the listing, ascending.
    Some(Vec<u32>),
}

impl Rows {
    /// Those that pass `filter`.
    pub fn of(hub: &Hub, filter: &ListFilter) -> Rows {
        if filter.is_empty() { Rows::All } else { Rows::Some(hub.listing().all_rows(filter)) }
    }
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
    body(move |outlet| {
        if head.is_empty() || outlet.send(head) {
            each_batch(&hub, &rows, &write, |bytes| outlet.send(bytes));
        }
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
    let body = body(move |outlet| {
        if !outlet.send(head) {
            return;
        }
        let mut is_first = true;
        each_batch(&hub, &rows, &write, |mut bytes| {
            if is_first && !bytes.is_empty() {
                // Before the first item stands no comma.
                bytes[0] = b' ';
                is_first = false;
            }
            outlet.send(bytes)
        });
        outlet.send(Bytes::from_static(b"]}"));
    });
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// Small things as NDJSON, one a line.
pub fn lines<I: Send + Sync + 'static, T: Serialize>(
    hub: Hub,
    items: Vec<I>,
    draw: impl Fn(&I, &Hub) -> Option<T> + Send + 'static,
) -> Response {
    let body = body(move |outlet| {
        for batch in items.chunks(BATCH) {
            let mut out = Vec::new();
            for item in batch.iter().filter_map(|item| draw(item, &hub)) {
                let _ = serde_json::to_writer(&mut out, &item);
                out.push(b'\n');
            }
            if !outlet.send(out) {
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
    take: impl FnMut(Vec<u8>) -> bool,
) {
    each_made(hub, rows, &|| Vec::with_capacity(BATCH * 3_000), write, take);
}

/// The same for batches of any kind: an `empty` one, to which `write` adds each service.
pub fn each_made<B: Send>(
    hub: &Hub,
    rows: &Rows,
    empty: &(impl Fn() -> B + Sync),
    write: &(impl Fn(&Service, &Hub, &mut B) + Sync),
    mut take: impl FnMut(B) -> bool,
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
            let mine = (worker..batches).step_by(workers);
            let work = move || {
                let mut reader = Reader::default();
                for batch in mine {
                    let numbers = numbers(rows, batch * BATCH, count);
                    let mut made = empty();
                    hub.catalogue.each_numbered(&numbers, &mut reader, |service| {
                        if !hub.hidden.hides(service) {
                            write(service, hub, &mut made);
                        }
                    });
                    if sender.send(made).is_err() {
                        return;
                    }
                }
            };
            scope.spawn(work);
        }
        for batch in 0..batches {
            let Ok(made) = ready[batch % workers].recv() else { break };
            if !take(made) {
                break;
            }
        }
        // Dropping the receivers stops the workers.
        drop(ready);
    });
}

/// The numbers of the services of the batch that begins at `start`.
fn numbers(rows: &Rows, start: usize, count: usize) -> Vec<u32> {
    let end = (start + BATCH).min(count);
    match rows {
        Rows::All => (start as u32..end as u32).collect(),
        Rows::Some(rows) => rows[start..end].to_vec(),
    }
}

/// Where a body's bytes go.
pub struct Outlet(Sender<io::Result<Bytes>>);

impl Outlet {
    /// Hands bytes over, and waits until there is room for them. False when nobody listens any more.
    pub fn send(&self, bytes: impl Into<Bytes>) -> bool {
        self.0.blocking_send(Ok(bytes.into())).is_ok()
    }

    /// Breaks the answer off, so that nobody takes it for whole.
    pub fn fail(&self, error: io::Error) {
        let _ = self.0.blocking_send(Err(error));
    }
}

/// A body that is written where waiting is allowed, once fewer than [`DOWNLOADS`] others are.
pub fn body(write: impl FnOnce(&Outlet) + Send + 'static) -> Body {
    body_within(STALLED, write)
}

fn body_within(stalled: Duration, write: impl FnOnce(&Outlet) + Send + 'static) -> Body {
    let (forward, taken) = channel(1);
    tokio::spawn(pass_on(write, forward, stalled));
    // A compressed body is asked once more after its end: a channel may be, and stays at its end.
    let mut taken: Receiver<io::Result<Bytes>> = taken;
    let chunks = futures_util::stream::poll_fn(move |context| taken.poll_recv(context));
    Body::from_stream(chunks)
}

/// Passes on what `write` makes. Who takes nothing for so long is let go; what is broken off ends with an
/// error, and does not look like a whole file.
async fn pass_on(
    write: impl FnOnce(&Outlet) + Send + 'static,
    forward: Sender<io::Result<Bytes>>,
    stalled: Duration,
) {
    let place = tokio::select! {
        place = PLACES.acquire() => place,
        () = forward.closed() => return,
    };
    let (sender, mut made) = channel(AHEAD);
    let writing = tokio::task::spawn_blocking(move || {
        step_back();
        write(&Outlet(sender));
    });
    let mut is_taken = true;
    while is_taken && let Some(chunk) = made.recv().await {
        is_taken = matches!(tokio::time::timeout(stalled, forward.send(chunk)).await, Ok(Ok(())));
    }
    drop(made);
    // The writer ends at its next batch; until then its threads are at work, and its place is taken.
    let has_ended_well = writing.await.is_ok();
    drop(place);
    if !(is_taken && has_ended_well) {
        let broken = io::Error::new(io::ErrorKind::BrokenPipe, "the download was broken off");
        let _ = forward.send(Err(broken)).await;
    }
}
