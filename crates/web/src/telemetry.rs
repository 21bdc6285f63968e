//! Seeing inside without seeing people: a request id, one log line a request, and counters.
//!
//! What is logged is the route's pattern (`/services/{id}`), never the address asked for: a question, a
//! postcode or a network address of a person never reaches a log line, a metric or a file.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use model::report::Health;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use search::answer::Answer;
use search::catalogue::Catalogue;

use crate::pressure::WasShed;

/// Upper bounds of the latency buckets, in seconds: from a tenth of a millisecond to five seconds.
const BUCKETS: [f64; 12] =
    [0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0];

/// Header under which a request's id travels end to end.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Every counter, shared by all requests.
#[derive(Debug, Clone)]
pub struct Telemetry(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    registry: Registry,
    requests: Family<RouteStatus, Counter>,
    request_seconds: Family<Route, Histogram>,
    stage_seconds: Family<Stage, Histogram>,
    questions: Family<Outcome, Counter>,
    shed: Counter,
    services: Gauge,
    data_made_at: Gauge,
    source_health: Family<Source, Gauge>,
    next_id: AtomicU64,
    started_at: AtomicI64,
    shed_told_at: AtomicI64,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteStatus {
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Stage {
    stage: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    lane: &'static str,
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Source {
    source: String,
}

impl Default for Telemetry {
    fn default() -> Telemetry {
        Telemetry::new()
    }
}

impl Telemetry {
    /// Fresh counters.
    pub fn new() -> Telemetry {
        let mut registry = Registry::with_prefix("fingerpost");
        let requests = Family::default();
        let request_seconds = Family::new_with_constructor(histogram as fn() -> Histogram);
        let stage_seconds = Family::new_with_constructor(histogram as fn() -> Histogram);
        let questions = Family::default();
        let (shed, services, data_made_at) = (Counter::default(), Gauge::default(), Gauge::default());
        let source_health = Family::default();
        registry.register("requests", "Requests by route and status", requests.clone());
        registry.register_with_unit(
            "request",
            "Time to answer a request",
            Unit::Seconds,
            request_seconds.clone(),
        );
        registry.register_with_unit(
            "stage",
            "Time of a stage of a question",
            Unit::Seconds,
            stage_seconds.clone(),
        );
        registry.register("questions", "Questions by lane and outcome", questions.clone());
        registry.register("shed", "Requests turned away because too many were at work", shed.clone());
        registry.register("services", "Services in the catalogue that answers", services.clone());
        registry.register_with_unit(
            "data_made_at_timestamp",
            "When the data that answers were made, Unix time",
            Unit::Seconds,
            data_made_at.clone(),
        );
        registry.register(
            "source_health",
            "1 for a source that is green, 0 for one that is red",
            source_health.clone(),
        );
        Telemetry(Arc::new(Inner {
            registry,
            requests,
            request_seconds,
            stage_seconds,
            questions,
            shed,
            services,
            data_made_at,
            source_health,
            next_id: AtomicU64::new(1),
            started_at: AtomicI64::new(jiff::Timestamp::now().as_millisecond()),
            shed_told_at: AtomicI64::new(0),
        }))
    }

    /// Notes what an answer brought: a count a lane, never what was asked.
    pub fn note_answer(&self, answer: &Answer) {
        for lane in &answer.lanes {
            let outcome = if lane.total.number == 0 { "none" } else { "some" };
            self.0.questions.get_or_create(&Outcome { lane: lane.kind.key(), outcome }).inc();
        }
        if answer.crisis.is_some() {
            self.0.questions.get_or_create(&Outcome { lane: "help-card", outcome: "shown" }).inc();
        }
    }

    /// Does `work` and notes how long it took, as a stage: `understand`, `answer`, `draw`.
    pub fn timed<T>(&self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let made = work();
        self.0.stage_seconds.get_or_create(&Stage { stage }).observe(started.elapsed().as_secs_f64());
        made
    }

    /// Notes a request that was turned away. In a flood a log line for each would be one more load: there is
    /// one when it begins and then one a second.
    fn note_shed(&self, so_far: usize) {
        self.0.shed.inc();
        let now = jiff::Timestamp::now().as_second();
        if self.0.shed_told_at.swap(now, Ordering::Relaxed) != now {
            tracing::warn!(so_far, "more is asked than can be answered: requests are turned away");
        }
    }

    /// Notes a request that was turned away at the door, and gives its answer the id it came with.
    pub fn turned_away(&self, headers: &HeaderMap, response: &mut Response, so_far: usize) {
        let id = header_of(&self.id_of(headers));
        response.headers_mut().insert(REQUEST_ID, id);
        let status = response.status().as_u16();
        self.0.requests.get_or_create(&RouteStatus { route: "(turned away)".to_owned(), status }).inc();
        self.note_shed(so_far);
    }

    /// Notes which data answer now.
    pub fn note_catalogue(&self, catalogue: &Catalogue) {
        self.0.services.set(i64::try_from(catalogue.len()).unwrap_or(i64::MAX));
        self.0.data_made_at.set(catalogue.manifest().made_at.as_second());
        // A source that is gone is neither green nor red.
        self.0.source_health.clear();
        for report in catalogue.sources() {
            let source = Source { source: report.source.id.to_string() };
            self.0.source_health.get_or_create(&source).set(i64::from(report.health == Health::Green));
        }
    }

    /// Everything in the OpenMetrics text format.
    pub fn exposition(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = encode(&mut text, &self.0.registry);
        text
    }

    /// The id a request came with, or a new one.
    fn id_of(&self, headers: &HeaderMap) -> String {
        let given = headers.get(REQUEST_ID).and_then(|id| id.to_str().ok()).filter(|id| is_an_id(id));
        given.map_or_else(|| self.new_id(), str::to_owned)
    }

    fn new_id(&self) -> String {
        let number = self.0.next_id.fetch_add(1, Ordering::Relaxed);
        format!("{:x}-{number:x}", self.0.started_at.load(Ordering::Relaxed))
    }
}

fn histogram() -> Histogram {
    Histogram::new(BUCKETS)
}

/// Gives the request its id, times it, counts it, and writes its one log line.
pub async fn observe<A: Future<Output = Response>>(
    telemetry: &Telemetry,
    mut request: Request,
    answer: impl FnOnce(Request) -> A,
) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str).to_owned();
    let id = telemetry.id_of(request.headers());
    let header = header_of(&id);
    request.headers_mut().insert(REQUEST_ID, header.clone());
    let mut response = answer(request).await;
    response.headers_mut().insert(REQUEST_ID, header);
    let (took, status) = (started.elapsed(), response.status().as_u16());
    let label = RouteStatus { route, status };
    telemetry.0.requests.get_or_create(&label).inc();
    let label = Route { route: label.route };
    telemetry.0.request_seconds.get_or_create(&label).observe(took.as_secs_f64());
    let route = label.route;
    if let Some(shed) = response.extensions().get::<WasShed>() {
        telemetry.note_shed(shed.so_far);
        return response;
    }
    let duration_ms = took.as_secs_f64() * 1000.0;
    if status >= 500 {
        tracing::error!(%method, %route, status, duration_ms, request_id = %id, "{method} {route} gave {status}");
    } else {
        tracing::info!(%method, %route, status, duration_ms, request_id = %id, "{method} {route} gave {status}");
    }
    response
}

fn header_of(id: &str) -> HeaderValue {
    HeaderValue::from_str(id).unwrap_or_else(|_| HeaderValue::from_static("unknown"))
}

/// A proxy's id is taken over when it cannot carry anything else.
fn is_an_id(text: &str) -> bool {
    (8..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// `GET /metrics`.
pub async fn metrics(State(telemetry): State<Telemetry>) -> Response {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")], telemetry.exposition())
        .into_response()
}

#[cfg(test)]
mod tests;
