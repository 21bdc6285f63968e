use std::sync::Arc;
use std::time::Duration;

use axum::http::Request;

use super::flood::Flood;
use super::{Door, Gate, PLACE, apart, begun_within, failed, soon};
use crate::telemetry::Telemetry;

#[tokio::test]
async fn beyond_workers_and_queue_a_request_is_shed_at_once() {
    let gate = Gate::new(1, 1, Duration::from_secs(5));
    let first = gate.enter().await;
    assert!(first.is_some());
    let other = gate.clone();
    let second = tokio::spawn(async move { other.enter().await.is_some() });
    while gate.waiting() == 0 {
        tokio::task::yield_now().await;
    }
    assert!(gate.enter().await.is_none(), "the queue holds one");
    drop(first);
    assert!(second.await.expect("the second ran"), "the queued one comes in");
    assert_eq!(gate.waiting(), 0);
}

#[tokio::test]
async fn patience_ends() {
    let gate = Gate::new(1, 8, Duration::from_millis(20));
    let _first = gate.enter().await;
    assert!(gate.enter().await.is_none());
    assert_eq!(gate.waiting(), 0, "who gave up left the queue");
}

#[test]
fn a_flood_is_told_by_how_many_come_and_how_many_are_let_in() {
    // How many come and how many are let in within each tenth of a second, whether the queue was full; whether
    // the next finds a flood.
    let cases = [
        ([(40, 40), (40, 40)], true, false),
        ([(40, 36), (40, 36)], true, false),
        ([(40, 10), (40, 10)], true, true),
        ([(40, 10), (40, 10)], false, false),
        ([(8, 1), (8, 1)], true, false),
        ([(40, 10), (40, 40)], true, false),
        ([(40, 40), (130, 30)], true, true),
        ([(40, 40), (130, 30)], false, false),
        ([(130, 30), (40, 40)], true, false),
    ];
    for (windows, is_full, expected) in cases {
        let flood = Flood::default();
        for (number, (come, admitted)) in windows.into_iter().enumerate() {
            for _ in 0..come {
                flood.arrival_at(number as u64 * 100 + 1_000);
            }
            for _ in 0..admitted {
                flood.admitted();
            }
            if is_full {
                flood.found_full();
            }
        }
        assert_eq!(flood.arrival_at(1_200), expected, "{windows:?}, {is_full}");
    }
}

#[test]
fn a_gust_now_and_then_is_no_flood() {
    let flood = Flood::default();
    for gust in 1..6 {
        for _ in 0..40 {
            assert!(!flood.arrival_at(gust * 60_000), "gust {gust}");
        }
        flood.admitted();
    }
}

#[tokio::test]
async fn in_a_flood_the_door_turns_away_all_but_what_is_always_answered() {
    let door = Door { gate: Gate::new(1, 0, Duration::from_secs(5)), telemetry: Telemetry::new() };
    let asked = |path: &str| {
        let request = Request::builder().uri(path).body(()).expect("a request");
        door.turn_away(&request)
    };
    let _place = door.gate.enter().await;
    assert!(asked("/search?q=choir").is_none(), "a full house is no flood");
    for window in 1..4 {
        for _ in 0..20 {
            door.gate.0.flood.arrival_at(window * 100);
            door.gate.0.flood.found_full();
        }
    }
    for path in ["/healthz", "/readyz", "/metrics", "/assets/page.css"] {
        assert!(asked(path).is_none(), "{path}");
    }
    for path in ["/search?q=choir", "/api/search?q=choir", "/healthz/x"] {
        let response = asked(path).expect("there is no room");
        assert_eq!(response.status(), 503, "{path}");
        for name in ["retry-after", "content-security-policy", "x-request-id"] {
            assert!(response.headers().contains_key(name), "{path}: {name}");
        }
    }
    assert_eq!(door.gate.shed(), 3);
    assert!(door.telemetry.exposition().contains("fingerpost_shed_total 3"));
}

#[tokio::test]
async fn in_a_flood_one_for_two_workers_waits() {
    let gate = Gate::new(2, 32, Duration::from_secs(5));
    let _at_work = (gate.enter().await, gate.enter().await);
    let waiting = |is_flooded: bool| {
        let gate = gate.clone();
        tokio::spawn(async move { gate.wait_for_a_place(is_flooded).await.is_some() })
    };
    let _second = waiting(true);
    while gate.waiting() == 0 {
        tokio::task::yield_now().await;
    }
    assert!(gate.wait_for_a_place(true).await.is_none(), "the queue is kept short");
    let _third = waiting(false);
    while gate.waiting() == 1 {
        tokio::task::yield_now().await;
    }
    assert_eq!(gate.waiting(), 2, "in a gust it is longer");
    let lonely = Gate::new(1, 32, Duration::from_secs(5));
    let _busy = lonely.enter().await;
    assert!(lonely.wait_for_a_place(true).await.is_none(), "one worker has no queue in a flood");
}

#[tokio::test]
async fn a_place_is_kept_until_the_work_ends_also_when_the_client_goes() {
    let gate = Gate::new(1, 0, Duration::from_secs(5));
    let place = gate.enter().await.expect("nobody else is there");
    let (go_on, wait) = std::sync::mpsc::channel::<()>();
    let answering = tokio::spawn(PLACE.scope(Arc::new(place), apart(move || wait.recv().is_ok())));
    tokio::task::yield_now().await;
    answering.abort();
    assert!(answering.await.is_err(), "the client has gone");
    assert!(gate.enter().await.is_none(), "its work goes on");
    drop(go_on);
    while gate.enter().await.is_none() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn one_alone_is_answered_by_the_thread_that_heard_it_and_others_by_another() {
    let gate = Gate::new(2, 0, Duration::from_secs(5));
    let heard_by = std::thread::current().id();
    let is_same_thread = async || {
        let place = gate.enter().await.expect("there is room");
        let answering = soon(move || std::thread::current().id() == heard_by);
        PLACE.scope(Arc::new(place), answering).await.expect("the work ends")
    };
    assert!(is_same_thread().await, "alone");
    let _other = gate.enter().await;
    assert!(!is_same_thread().await, "beside another");
}

#[tokio::test]
async fn who_is_heard_at_the_same_time_is_not_taken_for_alone_one_after_another() {
    let gate = Gate::new(1, 0, Duration::from_secs(5));
    let asks = |gate: Gate| async move {
        let Some(place) = gate.enter().await else { return false };
        PLACE.scope(Arc::new(place), soon(|| ())).await.is_ok()
    };
    let at_once: Vec<_> = (0..10).map(|_| tokio::spawn(asks(gate.clone()))).collect();
    let mut answered = 0;
    for one in at_once {
        answered += usize::from(one.await.expect("it ran"));
    }
    assert_eq!(answered, 1, "the others find the only place taken");
}

#[tokio::test]
async fn work_that_fails_is_told_and_takes_nothing_down() {
    let gate = Gate::new(1, 0, Duration::from_secs(5));
    for _ in 0..2 {
        let place = gate.enter().await.expect("the place was left");
        let failing = PLACE.scope(Arc::new(place), soon(|| assert_eq!(1, 2, "on purpose")));
        assert!(failing.await.is_err(), "and its place is left");
        assert!(apart(|| assert_eq!(1, 2, "on purpose")).await.is_err());
    }
}

#[tokio::test]
async fn whoever_waits_in_vain_or_meets_our_fault_is_told_what_happened_and_a_way_on() {
    let late = |for_a_machine| begun_within(Duration::from_millis(1), for_a_machine, std::future::pending());
    let cases = [
        (late(false).await, 503, "text/html; charset=utf-8", "116 123"),
        (late(true).await, 503, "application/problem+json", "Retry-After"),
        (failed(Box::new("a secret")), 500, "text/html; charset=utf-8", "116 123"),
    ];
    for (response, status, kind, says) in cases {
        assert_eq!(response.status(), status);
        assert_eq!(response.headers()["content-type"], kind);
        assert_eq!(response.headers().contains_key("retry-after"), status == 503);
        let body = axum::body::to_bytes(response.into_body(), 10_000).await.expect("a short body");
        let body = String::from_utf8_lossy(&body);
        assert!(body.contains(says) && !body.contains("secret"), "{body}");
    }
}
