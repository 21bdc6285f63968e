//! Sheds load before collapse: a bounded number of questions at work, a short queue, then 503.
//!
//! An answer costs processor time, so more of them at a time than there are workers only makes each
//! later. A queue helps against a gust; in a flood it only makes everybody late, so while far more is asked
//! than can be answered the queue is kept at one for two workers. Beyond it, saying "try again in a second" at
//! once is kinder than a page that never comes.

mod door;
mod flood;
mod manners;
#[cfg(test)]
mod tests;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub use self::door::Door;
use self::flood::Flood;
pub use self::manners::step_back;

/// The gate that every costly route passes.
#[derive(Debug, Clone)]
pub struct Gate(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    places: Arc<Semaphore>,
    workers: usize,
    waiting: AtomicUsize,
    most_waiting: usize,
    patience: Duration,
    flood: Flood,
    shed: AtomicUsize,
}

/// Marks an answer that was shed, for those who count and log.
#[derive(Debug, Clone, Copy)]
pub struct WasShed {
    /// How many were shed since the start, this one included.
    pub so_far: usize,
}

tokio::task_local! {
    /// The place at work of the request that this task answers.
    static PLACE: Arc<Place>;
}

/// A place at work, left on drop.
#[derive(Debug)]
struct Place {
    gate: Gate,
    _permit: OwnedSemaphorePermit,
}

impl Place {
    /// Whether nobody else is at work or waits.
    fn is_only_one(&self) -> bool {
        let free = self.gate.0.places.available_permits();
        free + 1 == self.gate.0.workers && self.gate.waiting() == 0 && !self.gate.0.flood.is_flooded()
    }
}

impl Gate {
    /// `workers` questions at a time, `most_waiting` in the queue, each for at most `patience`.
    pub fn new(workers: usize, most_waiting: usize, patience: Duration) -> Gate {
        let workers = workers.max(1);
        Gate(Arc::new(Inner {
            places: Arc::new(Semaphore::new(workers)),
            workers,
            waiting: AtomicUsize::new(0),
            most_waiting,
            patience,
            flood: Flood::default(),
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

    /// Whether nobody can come in now, not even to wait: so only in a flood.
    fn is_closed(&self) -> bool {
        let is_full = || self.0.places.available_permits() == 0 && self.waiting() >= self.longest_queue(true);
        let is_closed = self.0.flood.is_flooded() && is_full();
        if is_closed {
            self.0.flood.arrival();
        }
        is_closed
    }

    /// Counts somebody who was turned away; gives how many so far.
    fn note_shed(&self) -> usize {
        self.0.shed.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn longest_queue(&self, is_flooded: bool) -> usize {
        if is_flooded { (self.0.workers / 2).min(self.0.most_waiting) } else { self.0.most_waiting }
    }

    async fn enter(&self) -> Option<Place> {
        let is_flooded = self.0.flood.arrival();
        let place = self.wait_for_a_place(is_flooded).await;
        match place {
            Some(_) => self.0.flood.admitted(),
            None if !is_flooded => self.0.flood.found_full(),
            None => {}
        }
        place.map(|permit| Place { gate: self.clone(), _permit: permit })
    }

    async fn wait_for_a_place(&self, is_flooded: bool) -> Option<OwnedSemaphorePermit> {
        let places = &self.0.places;
        if let Ok(place) = Arc::clone(places).try_acquire_owned() {
            return Some(place);
        }
        let _queued = Queued::join(&self.0.waiting, self.longest_queue(is_flooded))?;
        let place = tokio::time::timeout(self.0.patience, Arc::clone(places).acquire_owned()).await;
        place.ok()?.ok()
    }
}

/// A place in the queue, left on drop: also when the client goes away while waiting.
struct Queued<'a>(&'a AtomicUsize);

impl<'a> Queued<'a> {
    fn join(waiting: &'a AtomicUsize, most: usize) -> Option<Queued<'a>> {
        let before = waiting.fetch_add(1, Ordering::Relaxed);
        let queued = Queued(waiting);
        (before < most).then_some(queued)
    }
}

impl Drop for Queued<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Lets a request through the gate, or answers 503 with `Retry-After`.
pub async fn admit<A: Future<Output = Response>>(
    gate: &Gate,
    request: Request,
    answer: impl FnOnce(Request) -> A,
) -> Response {
    match gate.enter().await {
        Some(place) => PLACE.scope(Arc::new(place), answer(request)).await,
        None => {
            let so_far = gate.note_shed();
            let mut response = busy(is_for_a_machine(request.uri().path()));
            response.extensions_mut().insert(WasShed { so_far });
            response
        }
    }
}

/// Our own code failed in the middle of its work.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the work ended in a panic, which is told above")]
pub struct WorkFailed;

/// Runs what may compute for long off the threads that talk to clients. The request's place at the gate is
/// kept until the work has ended, also when the client has gone: work nobody waits for any more still takes
/// its time.
pub async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, WorkFailed> {
    let place = PLACE.try_with(Arc::clone).ok();
    let work = move || {
        let _place = place;
        step_back();
        work()
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| WorkFailed)
}

/// As [`apart`], for what takes a few milliseconds at most. While nobody else is at work it runs on the thread
/// that heard the request: to wake one that computes, and be woken by it, costs 40 to 60 µs of processor time.
pub async fn soon<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, WorkFailed> {
    // Whoever else has asked already is heard first. Answered one after another, each would seem alone, the
    // queue would stand in the system where nobody sees it, and nobody would be turned away.
    tokio::task::yield_now().await;
    if PLACE.try_with(|place| place.is_only_one()).unwrap_or(false) {
        return catch_unwind(AssertUnwindSafe(work)).map_err(|_| WorkFailed);
    }
    apart(work).await
}

/// Longest time until an answer begins; a question's own budget ends long before.
const LONGEST_ANSWER: Duration = Duration::from_secs(10);

/// Gives up on an answer that has not begun after ten seconds, and says so as when busy.
pub async fn in_time<A: Future<Output = Response>>(
    request: Request,
    answer: impl FnOnce(Request) -> A,
) -> Response {
    let for_a_machine = is_for_a_machine(request.uri().path());
    begun_within(LONGEST_ANSWER, for_a_machine, answer(request)).await
}

async fn begun_within(
    longest: Duration,
    for_a_machine: bool,
    answer: impl Future<Output = Response>,
) -> Response {
    tokio::time::timeout(longest, answer).await.unwrap_or_else(|_| busy(for_a_machine))
}

/// What somebody meets when our own code failed: no trace of it, and a way on.
pub fn failed(_why: Box<dyn Any + Send>) -> Response {
    const PAGE: &str = "<!DOCTYPE html><html lang=en-GB><meta charset=utf-8>\
        <meta name=viewport content='width=device-width'><title>Something went wrong - Fingerpost</title>\
        <h1>Something went wrong here</h1>\
        <p>It is our fault, not yours. <a href='/'>Start again from the first page</a>.</p>\
        <p>If you need help at once, call 999 in an emergency, NHS 111 for health advice, \
        or Samaritans on 116 123, free, day and night.</p></html>";
    told(StatusCode::INTERNAL_SERVER_ERROR, PAGE, "text/html; charset=utf-8")
}

fn is_for_a_machine(path: &str) -> bool {
    ["/api/", "/oruk/", "/fhir/", "/openactive/", "/bulk/", "/feeds/", "/changes"]
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
    let mut response = told(StatusCode::SERVICE_UNAVAILABLE, body, kind);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    response
}

fn told(status: StatusCode, body: &'static str, kind: &'static str) -> Response {
    let mut response = Response::new(axum::body::Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
