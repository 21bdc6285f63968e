use std::time::Duration;

use super::Gate;

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
