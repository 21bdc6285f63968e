use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::routing::get;
use tower::ServiceExt as _;

use super::{REQUEST_ID, Telemetry, observe};

async fn asked(telemetry: &Telemetry, uri: &str, id: Option<&str>) -> axum::response::Response {
    let observed = |State(telemetry): State<Telemetry>, request: Request, next: Next| async move {
        observe(&telemetry, request, |request| next.run(request)).await
    };
    let router = Router::new()
        .route("/search", get(|| async { "found" }))
        .layer(from_fn_with_state(telemetry.clone(), observed));
    let mut request = Request::builder().uri(uri);
    if let Some(id) = id {
        request = request.header(REQUEST_ID, id);
    }
    router.oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer")
}

#[tokio::test]
async fn what_was_asked_never_reaches_a_metric() {
    let telemetry = Telemetry::new();
    asked(&telemetry, "/search?q=heronsbill+near+SK4+3AA", None).await;
    let text = telemetry.exposition();
    assert!(text.contains(r#"route="/search""#), "{text}");
    assert!(!text.contains("heronsbill") && !text.contains("SK4"), "{text}");
}

#[tokio::test]
async fn a_request_keeps_its_id_end_to_end_unless_it_carries_something_else() {
    let telemetry = Telemetry::new();
    let kept = asked(&telemetry, "/search", Some("0123-4567-89ab")).await;
    assert_eq!(kept.headers()[REQUEST_ID], "0123-4567-89ab");
    let replaced = asked(&telemetry, "/search", Some("my name is Pat")).await;
    assert!(!replaced.headers()[REQUEST_ID].to_str().expect("text").contains("Pat"));
}
