use std::io::{self, Read};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use axum::routing::get;
use flate2::read::GzDecoder;
use http_body_util::BodyExt;
use tower::ServiceExt;
use tower_http::compression::CompressionLayer;

use super::{body, body_within};

fn many() -> Body {
    body(|outlet| {
        for number in 0..1_000 {
            if !outlet.send(format!("{number}\n")) {
                return;
            }
        }
    })
}

#[tokio::test]
async fn a_stream_arrives_whole_packed_or_not() {
    for encoding in ["identity", "gzip"] {
        let router = Router::new().route("/", get(|| async { many() })).layer(CompressionLayer::new());
        let request = Request::get("/").header(header::ACCEPT_ENCODING, encoding);
        let request = request.body(Body::empty()).expect("a request");
        let answer = router.oneshot(request).await.expect("an answer");
        let is_packed = answer.headers().contains_key(header::CONTENT_ENCODING);
        assert_eq!(is_packed, encoding == "gzip");
        let mut packed = answer.into_body();
        let mut bytes = Vec::new();
        // Asked until the end is told, and once more, as the layers of a server do.
        while let Some(frame) = packed.frame().await {
            bytes.extend_from_slice(&frame.expect("bytes").into_data().expect("data"));
        }
        let mut text = String::new();
        match is_packed {
            true => GzDecoder::new(&bytes[..]).read_to_string(&mut text).map(drop).expect("gzip"),
            false => text = String::from_utf8(bytes).expect("UTF-8"),
        }
        assert_eq!(text.lines().count(), 1_000, "{encoding}");
        assert_eq!(text.lines().last(), Some("999"));
    }
}

#[tokio::test]
async fn a_stream_asked_after_its_end_is_still_at_its_end() {
    let mut whole = many();
    while whole.frame().await.is_some() {}
    assert!(whole.frame().await.is_none());
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_not_taken_for_whole() {
    let broken = body(|outlet| {
        outlet.send("begun");
        outlet.fail(io::Error::other("no room"));
    });
    assert!(broken.collect().await.is_err());
}

#[tokio::test]
async fn who_takes_nothing_is_let_go_and_what_was_taken_is_not_taken_for_whole() {
    let (ended, has_ended) = tokio::sync::oneshot::channel();
    let download = body_within(Duration::from_millis(20), |outlet| {
        while outlet.send("row") {}
        ended.send(()).expect("the test waits");
    });
    has_ended.await.expect("the writer ends although nobody takes anything");
    assert!(download.collect().await.is_err());
}

#[tokio::test]
async fn a_download_whose_making_fails_is_not_taken_for_whole() {
    let broken = body(|outlet| {
        outlet.send("begun");
        panic!("on purpose");
    });
    assert!(broken.collect().await.is_err());
}
