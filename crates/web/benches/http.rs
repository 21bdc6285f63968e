//! What one question costs over HTTP beyond the search itself: processor time of the server's threads for a
//! request on a kept connection, less the time that the same server says its searches took. The bar: at most 60 µs.
//!
//! Two things stand beside it. The same requests through all layers without a socket, and of that what it takes
//! to draw the answer: this is ours. And hyper alone, which asks the catalogue too and sends as many bytes: this
//! is what the machine takes for a request at all.
//!
//! Over sockets it is measured twice: on all cores, where one sleeps while another works, and held to one core.
//! What it takes to send an idle core to sleep and wake it is counted as the server's in the first; on a rented
//! machine that may be several times the rest. In the second no core sleeps, as on a machine that is in use.
//!
//! `cargo bench --workspace --bench http`; with `FINGERPOST_HTTP_INDEX` the folder of an index of yours is asked
//! instead of a small invented one. With `FINGERPOST_HTTP_PROGRAM` beside it, a built program is asked too, as it
//! is served: a process of its own, with its log lines and without; hyper alone stays in this one. Linux only:
//! threads' times are read from `/proc`.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::body::Body;
use axum::http::Request;
use gazetteer::Gazetteer;
use model::vocabulary::Vocabulary;
use rustix::thread::{CpuSet, sched_setaffinity};
use search::ask::Ask;
use search::catalogue::Catalogue;
use search::{generator, writer};
use tokio::net::TcpListener;
use tower::ServiceExt as _;
use web::hub::Hub;
use web::limits::Allowance;
use web::pressure::Gate;
use web::query::decode;
use web::server::{Limits, Site, serve};
use web::site::{Guards, site};
use web::state::{Settings, State};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const QUESTIONS: [&str; 8] = [
    "choir near SK4 3AA",
    "debt advice M1 1AE",
    "walking group Leeds",
    "lonely",
    "chess club near B15 2TT tuesday evening",
    "food bank E1 6AN",
    "carers support near CF10 1EP free",
    "tai chi wheelchair Bristol",
];
const ROUNDS: usize = 250;
const PAGES: [&str; 3] = ["/healthz", "/api/search", "/search"];

fn main() {
    let made = tempfile::tempdir().expect("a folder");
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../index-data");
    let vocabulary = Arc::new(vocabulary(&data));
    let folder = std::env::var_os("FINGERPOST_HTTP_INDEX").map(PathBuf::from).unwrap_or_else(|| {
        let (snapshot, index) = (made.path().join("snapshot"), made.path().join("index"));
        generator::write_snapshot(&snapshot, 1, 20_000).expect("a snapshot");
        writer::build(&snapshot, &vocabulary, &index, |_| ()).expect("an index");
        index
    });
    let gazetteer = Arc::new(Gazetteer::open(&data.join("gazetteer")).expect("the gazetteer ships"));
    let catalogue = Catalogue::open(&folder, gazetteer, vocabulary).expect("an index of this version");
    let state = Arc::new(State::new(Arc::new(catalogue), folder.join("no-ledger"), Settings::default()));
    println!("{} services", state.catalogue.load().len());

    let hub = Hub::of(&state, "https://find.ambleford.example".to_owned());
    for page in PAGES {
        let Cost { beyond, searched, drawn } = without_a_socket(&state, page);
        println!(
            "no socket, {page}: {beyond:.1} µs beyond {searched:.1} of search, {drawn:.1} of it to draw"
        );
    }
    let program = std::env::var_os("FINGERPOST_HTTP_PROGRAM").map(PathBuf::from);
    let measured = |cores: &str| {
        over_sockets(&start(&state), &hub, cores);
        for (log, lines) in [("info", "with"), ("warn", "without")] {
            if let Some(program) = &program {
                let program = Program::start(program, &folder, made.path(), log);
                over_sockets(&program.server, &hub, &format!("{cores}, the program {lines} its log lines"));
            }
        }
    };
    measured("all cores");
    let mut first = CpuSet::new();
    first.set(0);
    // Threads and processes are held where the thread that starts them is.
    sched_setaffinity(None, &first).expect("there is a core");
    measured("one core");
}

/// Prints what an answer costs to one client over a socket, with the site and with hyper alone.
fn over_sockets(server: &Server, hub: &Hub, what: &str) {
    for page in PAGES {
        let paths = paths(page);
        let Cost { beyond, searched, .. } = of_the_site(server, &paths);
        let bytes: usize = paths.iter().map(|path| get(&mut connect(server.address), path).len()).sum();
        let bytes = bytes / paths.len();
        let bare = of_hyper_alone(hub, &paths, bytes);
        println!(
            "{what}, {page}: {beyond:.1} µs beyond {searched:.1} of search, {bytes} bytes an answer; \
             hyper alone {bare:.1}"
        );
    }
}

/// What answers, and where the times of its threads stand.
struct Server {
    address: SocketAddr,
    threads: PathBuf,
}

impl Server {
    fn here(address: SocketAddr) -> Server {
        Server { address, threads: PathBuf::from("/proc/self/task") }
    }
}

/// A built program that serves; it ends with this.
struct Program {
    server: Server,
    process: Child,
}

impl Program {
    /// Starts it over the folder an index stands in, its log lines in a file as a service has them.
    fn start(program: &Path, index: &Path, made: &Path, log: &str) -> Program {
        let log_file = made.join(format!("{log}.log"));
        let built = index.ancestors().nth(2).filter(|built| built.join("indexes/current").exists());
        let built = built.expect("name with `FINGERPOST_HTTP_INDEX` an index in `indexes` of a built folder");
        let process = Command::new(fs::canonicalize(program).expect("`FINGERPOST_HTTP_PROGRAM` is a file"))
            .arg("serve")
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
            .env("FINGERPOST_BUILT", built)
            .env("FINGERPOST_LISTEN", "127.0.0.1:0")
            .env("FINGERPOST_RATE", "0")
            .env("FINGERPOST_LOG", log)
            .stderr(fs::File::create(&log_file).expect("a file"))
            .spawn()
            .expect("`FINGERPOST_HTTP_PROGRAM` is a program");
        let began = Instant::now();
        let address = loop {
            let said = fs::read_to_string(&log_file).expect("a text");
            let address = said.lines().find_map(|line| line.split_once(" services at http://"));
            if let Some(address) = address.and_then(|(_, address)| address.trim().parse().ok()) {
                break address;
            }
            assert!(began.elapsed().as_secs() < 60, "the program does not serve; it said: {said}");
            std::thread::sleep(std::time::Duration::from_millis(20));
        };
        let threads = PathBuf::from(format!("/proc/{}/task", process.id()));
        Program { server: Server { address, threads }, process }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn paths(page: &str) -> Vec<String> {
    QUESTIONS.iter().map(|question| format!("{page}?q={}", question.replace(' ', "+"))).collect()
}

/// What an answer costs, in microseconds of processor time.
struct Cost {
    beyond: f64,
    searched: f64,
    drawn: f64,
}

/// The answers of the site without a socket.
fn without_a_socket(state: &Arc<State>, page: &str) -> Cost {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let (router, paths) = (site(state, &guards(state)), paths(page));
    let told = || state.telemetry.exposition();
    let answer = async |path: &String| {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        let Ok(response) = router.clone().oneshot(request).await;
        drop(axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("a body"));
    };
    runtime.expect("a runtime").block_on(async {
        for path in &paths {
            answer(path).await;
        }
        let (told_before, before) = (told(), own_thread());
        for path in (0..ROUNDS).flat_map(|_| &paths) {
            answer(path).await;
        }
        let served = (own_thread() - before) as f64 / asked(&paths) / 1e3;
        cost(served, &told_before, &told(), asked(&paths))
    })
}

/// What so many answers cost each, from what the site told of its stages before and after.
fn cost(served: f64, told_before: &str, told: &str, asked: f64) -> Cost {
    let stage = |stage| (seconds(told, stage) - seconds(told_before, stage)) * 1e6 / asked;
    let searched = stage("understand") + stage("answer");
    Cost { beyond: served - searched, searched, drawn: stage("draw") }
}

/// Seconds that the server has spent on a stage, as it says itself.
fn seconds(told: &str, stage: &str) -> f64 {
    let start = format!("fingerpost_stage_seconds_sum{{stage=\"{stage}\"}} ");
    let sum = told.lines().find_map(|line| line.strip_prefix(&start));
    sum.map_or(0.0, |sum| sum.parse().expect("a number"))
}

/// What an answer of the site costs over sockets.
fn of_the_site(server: &Server, paths: &[String]) -> Cost {
    let told = || String::from_utf8(get(&mut connect(server.address), "/metrics")).expect("a text");
    let told_before = told();
    let served = served(server, paths);
    cost(served, &told_before, &told(), asked(paths))
}

/// Microseconds of processor time beyond its search of an answer of so many bytes, with hyper alone around it.
fn of_hyper_alone(hub: &Hub, paths: &[String], bytes: usize) -> f64 {
    let (address, searched) = bare(hub, bytes);
    let served = served(&Server::here(address), paths);
    served - searched.load(Ordering::Relaxed) as f64 / 1e3 / asked(paths)
}

fn asked(paths: &[String]) -> f64 {
    (ROUNDS * paths.len()) as f64
}

/// Asks so many times on one connection; gives what an answer costs, in microseconds of processor time.
fn served(server: &Server, paths: &[String]) -> f64 {
    let before = other_threads(&server.threads);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut connection = connect(server.address);
            (0..ROUNDS).flat_map(|_| paths).for_each(|path| drop(get(&mut connection, path)));
        });
    });
    // The client has ended: what it took is not among the threads that are.
    (other_threads(&server.threads) - before) as f64 / asked(paths) / 1e3
}

fn connect(address: SocketAddr) -> BufReader<TcpStream> {
    let connection = BufReader::new(TcpStream::connect(address).expect("a connection"));
    connection.get_ref().set_nodelay(true).expect("a socket");
    connection
}

/// The whole site on a socket of its own, as `serve` has it on the cores there are.
fn start(state: &Arc<State>) -> Server {
    let site = Site { router: site(state, &guards(state)), door: None };
    Server::here(on_a_thread(move |listener| {
        serve(listener, site, Limits::default(), std::future::pending())
    }))
}

fn guards(state: &Arc<State>) -> Guards {
    Guards {
        allowance: Allowance { per_second: 0, ..Allowance::default() },
        gate: Gate::new(2, 8, std::time::Duration::from_secs(5)),
        telemetry: state.telemetry.clone(),
    }
}

/// A server of hyper alone: it asks the catalogue, tells nobody what came of it, and sends so many bytes. Gives
/// with its address how many nanoseconds it has spent on asking.
fn bare(hub: &Hub, bytes: usize) -> (SocketAddr, Arc<AtomicU64>) {
    let asked_for = Arc::new(AtomicU64::new(0));
    let (hub, asking, body) = (hub.clone(), Arc::clone(&asked_for), bytes::Bytes::from(vec![b' '; bytes]));
    let answer = move |request: hyper::Request<hyper::body::Incoming>| {
        let is_asked = request.uri().path() != "/healthz";
        let question = request.uri().query().and_then(|query| query.strip_prefix("q=")).map(decode);
        if let Some(question) = question.filter(|_| is_asked) {
            let began = Instant::now();
            drop(hub.ask(&Ask::of(question)));
            asking.fetch_add(began.elapsed().as_nanos() as u64, Ordering::Relaxed);
        }
        let body = http_body_util::Full::new(body.clone());
        std::future::ready(Ok::<_, std::convert::Infallible>(hyper::Response::new(body)))
    };
    let address = on_a_thread(move |listener| async move {
        while let Ok((stream, _)) = listener.accept().await {
            stream.set_nodelay(true).expect("a socket");
            let stream = hyper_util::rt::TokioIo::new(stream);
            let service = hyper::service::service_fn(answer.clone());
            tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(stream, service));
        }
    });
    (address, asked_for)
}

/// Runs a server on a socket and a runtime of its own; gives its address.
fn on_a_thread<S: Future>(server: impl FnOnce(TcpListener) -> S + Send + 'static) -> SocketAddr {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a socket");
            tell.send(listener.local_addr().expect("an address")).expect("heard");
            drop(server(listener).await);
        });
    });
    told.recv().expect("the server starts")
}

/// Asks once, for the body.
fn get(connection: &mut BufReader<TcpStream>, path: &str) -> Vec<u8> {
    let head = format!("GET {path} HTTP/1.1\r\nhost: find.ambleford.example\r\n\r\n");
    connection.get_mut().write_all(head.as_bytes()).expect("sent");
    let mut headers = BTreeMap::new();
    let mut line = String::new();
    loop {
        line.clear();
        connection.read_line(&mut line).expect("a line");
        match line.trim_end().split_once(": ") {
            Some((name, value)) => drop(headers.insert(name.to_ascii_lowercase(), value.to_owned())),
            None if line.trim_end().is_empty() => break,
            None => assert!(line.contains(" 200 "), "{path}: {line}"),
        }
    }
    let length = headers.get("content-length").expect("a length").parse().expect("a number");
    let mut body = vec![0; length];
    connection.read_exact(&mut body).expect("a body");
    body
}

/// Nanoseconds of processor time of the thread that asks.
fn own_thread() -> u64 {
    nanoseconds(Path::new("/proc/thread-self/schedstat"))
}

/// Nanoseconds of processor time of all threads but the one that asks, where it is among them.
fn other_threads(threads: &Path) -> u64 {
    let own = rustix::thread::gettid().as_raw_nonzero().to_string();
    let others = fs::read_dir(threads).expect("the threads").flatten();
    let others = others.map(|thread| thread.path()).filter(|thread| !thread.ends_with(&own));
    others.map(|thread| nanoseconds(&thread.join("schedstat"))).sum()
}

fn nanoseconds(path: &Path) -> u64 {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.split(' ').next().and_then(|number| number.parse().ok()).unwrap_or_default()
}

fn vocabulary(data: &Path) -> Vocabulary {
    let mut files: Vec<(String, String)> = fs::read_dir(data.join("vocabulary"))
        .expect("the vocabulary ships")
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "txt"))
        .map(|entry| {
            let text = fs::read_to_string(entry.path()).expect("a text");
            (entry.file_name().to_string_lossy().into_owned(), text)
        })
        .collect();
    files.sort();
    Vocabulary::parse(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))).expect("it reads")
}
