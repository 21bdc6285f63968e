//! Sheds load before collapse: a bounded number of questions at work, a short queue, then 503.
//!
//! An answer costs processor time, so more of them at a time than there are workers only makes each
//! later. Beyond the queue, saying "try again in a second" at once is kinder than a page that never comes.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use tokio::sync::Semaphore;

/// The gate that every costly route passes.
#[derive(Debug, Clone)]
pub struct Gate(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    workers: Semaphore,
    waiting: AtomicUsize,
    most_waiting: usize,
    patience: Duration,
    shed: AtomicUsize,
}

impl Gate {
    /// `workers` questions at a time, `most_waiting` in the queue, each for at most `patience`.
    pub fn new(workers: usize, most_waiting: usize, patience: Duration) -> Gate {
        Gate(Arc::new(Inner {
            workers: Semaphore::new(workers.max(1)),
            waiting: AtomicUsize::new(0),
            most_waiting,
            patience,
            shed: AtomicUsize::new(0),
        }))
    }

    /// How many requests were shed since the start.
    pub fn shed(&self) -> usize {
        self.0.shed.load(Ordering::Relaxed)
    }

    /// How many requests wait now.
    pub fn waiting(&self) -> usize {
        self.0.waiting.load(Ordering::Relaxed)
    }

    async fn enter(&self) -> Option<tokio::sync::SemaphorePermit<'_>> {
        if let Ok(permit) = self.0.workers.try_acquire() {
            return Some(permit);
        }
        let _queued = Queued::join(&self.0)?;
        match tokio::time::timeout(self.0.patience, self.0.workers.acquire()).await {
            Ok(Ok(permit)) => Some(permit),
            _ => None,
        }
    }
}

/// A place in the queue, left on drop: also when the client goes away while waiting.
struct Queued<'a>(&'a Inner);

impl<'a> Queued<'a> {
    fn join(inner: &'a Inner) -> Option<Queued<'a>> {
        let before = inner.waiting.fetch_add(1, Ordering::Relaxed);
        let queued = Queued(inner);
        (before < inner.most_waiting).then_some(queued)
    }
}

impl Drop for Queued<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Lets a request through the gate, or answers 503 with `Retry-After`.
pub async fn admit(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    match gate.enter().await {
        Some(_permit) => next.run(request).await,
        None => {
            gate.0.shed.fetch_add(1, Ordering::Relaxed);
            busy(is_for_a_machine(&path))
        }
    }
}

fn is_for_a_machine(path: &str) -> bool {
    ["/api/", "/oruk/", "/fhir/", "/openactive/", "/bulk/", "/changes"]
        .iter()
        .any(|start| path.starts_with(start))
}

const PAGE: &str = "<!DOCTYPE html><html lang=en-GB><meta charset=utf-8>\
    <meta name=viewport content='width=device-width'><title>Very busy - Fingerpost</title>\
    <h1>Very many people are asking just now</h1>\
    <p>Please try again in a few seconds. Nothing is lost.</p>\
    <p>If you need help at once, call 999 in an emergency, NHS 111 for health advice, \
    or Samaritans on 116 123, free, day and night.</p></html>";

const PROBLEM: &str = r#"{"type":"about:blank","title":"Very busy","status":503,"detail":"too many requests are at work; try again after the time in Retry-After"}"#;

/// What somebody meets when there is too much to do: what happened, and a way on.
fn busy(for_a_machine: bool) -> Response {
    let (body, kind) = if for_a_machine {
        (PROBLEM, "application/problem+json")
    } else {
        (PAGE, "text/html; charset=utf-8")
    };
    let mut response = Response::new(axum::body::Body::from(body));
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    let headers = response.headers_mut();
    headers.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests;
