//! Serves a router on a socket, so that slow, many or hostile clients cannot stop a fast one.
//!
//! Connections are bounded; when the bound is reached the one that has been idle longest makes way.
//! A request head must arrive within a time and a size. On a stop signal no new connection is taken
//! and those at work are let finish.

mod connections;
mod talkers;
#[cfg(test)]
mod tests;

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt as _;

use self::connections::{Connection, Connections};
use self::talkers::Talkers;
use crate::pressure::Door;

/// What one client may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Threads that talk to clients.
    pub threads: usize,
    /// Most connections at a time.
    pub connections: usize,
    /// Longest wait for a whole request head, also between two requests on one connection.
    pub head_timeout: Duration,
    /// Largest request head in bytes: request line and headers together.
    pub head_bytes: usize,
    /// How long requests at work may go on after a stop signal.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            threads: std::thread::available_parallelism().map_or(2, usize::from),
            connections: connections::suited_to_open_files(),
            head_timeout: Duration::from_secs(10),
            head_bytes: 16 * 1024,
            drain: Duration::from_secs(20),
        }
    }
}

/// What is served.
#[derive(Debug, Clone)]
pub struct Site {
    /// What answers.
    pub router: Router,
    /// Who may be turned away before it; nobody, without one.
    pub door: Option<Door>,
}

/// How serving ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drained {
    /// Every request at work was answered.
    Wholly,
    /// The time for it ran out first.
    Partly,
}

/// Serves until `stop` resolves, then lets what is at work finish within `limits.drain`. Fails when the threads
/// that talk to clients cannot be started.
pub async fn serve(
    listener: TcpListener,
    site: Site,
    limits: Limits,
    stop: impl Future<Output = ()>,
) -> io::Result<Drained> {
    let talkers = Talkers::start(limits.threads)?;
    let connections = Arc::new(Connections::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let builder = builder(limits);
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted.and_then(|(stream, address)| Ok((stream.into_std()?, address))) {
            Ok((stream, address)) => {
                let (connection, watcher) = (connections.admit(), graceful.watcher());
                talkers.spawn(talk(stream, address, builder.clone(), watcher, site.clone(), connection));
            }
            Err(error) => {
                // Out of file descriptors or a client that left: neither may end the loop, nor spin it.
                tracing::warn!(%error, "could not accept a connection");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
    drop(listener);
    match tokio::time::timeout(limits.drain, graceful.shutdown()).await {
        Ok(()) => Ok(Drained::Wholly),
        Err(_) => Ok(Drained::Partly),
    }
}

fn builder(limits: Limits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_timeout)
        .max_buf_size(limits.head_bytes.max(8 * 1024))
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(limits.head_timeout)
        .keep_alive_timeout(limits.head_timeout)
        .max_concurrent_streams(64)
        .max_header_list_size(u32::try_from(limits.head_bytes).unwrap_or(u32::MAX));
    builder
}

/// Answers one client until it leaves or has to make way.
async fn talk(
    stream: std::net::TcpStream,
    address: SocketAddr,
    builder: Builder<TokioExecutor>,
    watcher: Watcher,
    site: Site,
    connection: Connection,
) {
    // The socket moves to the runtime of the thread that talks. Without one there is nobody to talk to.
    let Ok(stream) = TcpStream::from_std(stream) else { return };
    // Answers are small and whole: waiting to fill a packet only adds delay.
    let _ = stream.set_nodelay(true);
    let connection = Arc::new(connection);
    let at_work = Arc::clone(&connection);
    let service = tower::service_fn(move |mut request: Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(ConnectInfo(address));
        let turned_away = site.door.as_ref().and_then(|door| door.turn_away(&request));
        let router = site.router.clone();
        let at_work = Arc::clone(&at_work);
        async move {
            if let Some(response) = turned_away {
                return Ok(response);
            }
            let _busy = at_work.busy();
            let response: Result<Response<Body>, Infallible> = router.oneshot(request.map(Body::new)).await;
            response
        }
    });
    let serving = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let serving = watcher.watch(serving.into_owned());
    tokio::select! {
        // A client that breaks off is not our error.
        _ = serving => {}
        () = connection.evicted() => {}
    }
}
