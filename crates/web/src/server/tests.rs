use std::time::Duration;

use axum::Router;
use axum::routing::get;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::{Drained, Limits, Site, serve};

struct Running {
    address: std::net::SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    ended: tokio::task::JoinHandle<std::io::Result<Drained>>,
}

async fn started(limits: Limits) -> Running {
    let router = Router::new().route("/", get(|| async { "here" })).route(
        "/slow",
        get(|| async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            "late"
        }),
    );
    serving(router, limits).await
}

async fn serving(router: Router, limits: Limits) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
    let address = listener.local_addr().expect("a bound socket has an address");
    let (stop, stopped) = oneshot::channel::<()>();
    let ended = tokio::spawn(serve(listener, Site { router, door: None }, limits, async {
        let _ = stopped.await;
    }));
    Running { address, stop: Some(stop), ended }
}

async fn ask(address: std::net::SocketAddr, head: &str) -> String {
    let mut stream = TcpStream::connect(address).await.expect("the server listens");
    stream.write_all(head.as_bytes()).await.expect("the server reads");
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer).await;
    answer
}

const CLOSE: &str = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

fn small() -> Limits {
    Limits {
        threads: 2,
        connections: 20,
        head_timeout: Duration::from_millis(400),
        head_bytes: 8192,
        drain: Duration::from_secs(2),
    }
}

#[tokio::test]
async fn many_idle_clients_do_not_stop_a_fast_one() {
    let running = started(Limits { head_timeout: Duration::from_secs(60), ..small() }).await;
    let mut idle = Vec::new();
    for _ in 0..200 {
        let mut stream = TcpStream::connect(running.address).await.expect("the server listens");
        stream.write_all(b"GET / HT").await.expect("the server reads");
        idle.push(stream);
    }
    let answer = tokio::time::timeout(Duration::from_secs(2), ask(running.address, CLOSE))
        .await
        .expect("a fast client is answered");
    assert!(answer.ends_with("here"), "{answer}");
}

#[tokio::test]
async fn a_head_that_never_ends_is_given_up() {
    let running = started(small()).await;
    let answer =
        tokio::time::timeout(Duration::from_secs(3), ask(running.address, "GET / HTTP/1.1\r\nHost: a\r\n"))
            .await;
    assert!(answer.is_ok(), "the connection was closed by the server");
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let running = started(small()).await;
    let head = format!("GET / HTTP/1.1\r\nHost: a\r\nX: {}\r\n\r\n", "x".repeat(100_000));
    let answer = tokio::time::timeout(Duration::from_secs(3), ask(running.address, &head))
        .await
        .expect("the server answers or closes");
    assert!(!answer.contains("200 OK"), "{answer}");
}

#[tokio::test]
async fn a_stop_lets_what_is_at_work_finish() {
    let mut running = started(small()).await;
    let address = running.address;
    let late = tokio::spawn(ask(address, "GET /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
    tokio::time::sleep(Duration::from_millis(100)).await;
    running.stop.take().expect("stopped once").send(()).expect("the server listens for the stop");
    assert!(late.await.expect("the client ran").ends_with("late"));
    let ended = running.ended.await.expect("the server ran");
    assert_eq!(ended.expect("its threads started"), Drained::Wholly);
    assert!(TcpStream::connect(address).await.is_err(), "no new connection is taken");
}

#[tokio::test]
async fn while_one_thread_computes_another_talks() {
    let (begin, begun) = std::sync::mpsc::sync_channel(1);
    let (end, ended) = std::sync::mpsc::channel::<()>();
    let ended = std::sync::Mutex::new(ended);
    let compute = std::sync::Arc::new(move || {
        begin.send(()).expect("the test waits");
        // On purpose it blocks the thread that talks.
        ended.lock().expect("one at a time").recv_timeout(Duration::from_secs(20)).is_ok().to_string()
    });
    let router = Router::new()
        .route("/", get(|| async { "here" }))
        .route("/computes", get(move || std::future::ready(compute())));
    let running = serving(router, small()).await;
    let computing =
        tokio::spawn(ask(running.address, "GET /computes HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
    let begun = tokio::task::spawn_blocking(move || begun.recv_timeout(Duration::from_secs(20)));
    begun.await.expect("it ran").expect("the question was heard");
    assert!(ask(running.address, CLOSE).await.ends_with("here"), "meanwhile");
    end.send(()).expect("it still computes");
    assert!(computing.await.expect("the client ran").ends_with("true"));
}
