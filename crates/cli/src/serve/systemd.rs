//! The notify and watchdog protocols of systemd; without systemd each call does nothing.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use sd_notify::NotifyState;
use tokio::task::JoinHandle;
use tower::ServiceExt as _;

/// Says that questions are answered now.
pub fn ready() {
    let _ = sd_notify::notify(&[NotifyState::Ready]);
}

/// Says that the process is ending on purpose.
pub fn stopping() {
    let _ = sd_notify::notify(&[NotifyState::Stopping]);
}

/// Feeds the watchdog at half its time, each time only after the site answered a request of our own.
pub fn keep_watchdog_fed(router: Router) -> JoinHandle<()> {
    tokio::spawn(async move {
        let Some(time) = sd_notify::watchdog_enabled() else { return };
        let mut beat = tokio::time::interval(time / 2);
        loop {
            beat.tick().await;
            if answers(router.clone(), time / 2).await {
                let _ = sd_notify::notify(&[NotifyState::Watchdog]);
            } else {
                tracing::error!("the site did not answer its own question in time");
            }
        }
    })
}

async fn answers(router: Router, within: Duration) -> bool {
    let Ok(request) = Request::builder().uri("/healthz").body(Body::empty()) else { return false };
    match tokio::time::timeout(within, router.oneshot(request)).await {
        Ok(Ok(response)) => response.status().is_success(),
        _ => false,
    }
}
