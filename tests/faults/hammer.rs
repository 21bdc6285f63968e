//! A load generator of the standard library alone, so that a script can compile it with `rustc -O` in seconds.
//!
//! ```text
//! hammer closed ADDRESS FILE CONNECTIONS SECONDS        each connection asks as soon as it was answered
//! hammer open   ADDRESS FILE CONNECTIONS SECONDS RATE   questions come by the clock, answered or not
//! hammer slow   ADDRESS FILE CONNECTIONS SECONDS        so many clients dawdle while one asks
//! ```
//!
//! `FILE` holds a path a line. What is printed is `name=number` a line, for a shell to read. A time is counted
//! from the moment a question was due, so waiting for a free connection counts too.

use std::fs;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(10);

/// What came of the questions.
#[derive(Default)]
struct Tally {
    accepted_micros: Vec<u32>,
    shed_micros: Vec<u32>,
    without_retry_after: usize,
    other_statuses: usize,
    failed: usize,
    first_failure: Option<String>,
}

/// One client: a connection that is kept while the server keeps it.
struct Client {
    address: String,
    stream: Option<TcpStream>,
    buffer: Vec<u8>,
}

struct Reply {
    status: u16,
    has_retry_after: bool,
}

/// When the next question is due.
struct Clock {
    next: Duration,
    rate: f64,
    state: u64,
}

impl Clock {
    /// Arrivals as of many people who know nothing of each other.
    fn take(&mut self) -> Duration {
        let due = self.next;
        self.state =
            self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = ((self.state >> 11) as f64 + 1.0) / (1_u64 << 53) as f64;
        self.next += Duration::from_secs_f64(-share.ln() / self.rate);
        due
    }
}

impl Client {
    fn new(address: &str) -> Client {
        Client { address: address.to_owned(), stream: None, buffer: Vec::with_capacity(256 * 1024) }
    }

    fn ask(&mut self, path: &str) -> io::Result<Reply> {
        let was_kept = self.stream.is_some();
        match self.ask_once(path) {
            // A kept connection may have been closed for idling: any client asks again on a new one.
            Err(_) if was_kept && self.buffer.is_empty() => self.ask_once(path),
            outcome => outcome,
        }
    }

    fn ask_once(&mut self, path: &str) -> io::Result<Reply> {
        self.buffer.clear();
        let outcome = self.exchange(path);
        if outcome.is_err() {
            self.stream = None;
        }
        outcome
    }

    fn exchange(&mut self, path: &str) -> io::Result<Reply> {
        if self.stream.is_none() {
            let stream = TcpStream::connect(&self.address)?;
            stream.set_nodelay(true)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            self.stream = Some(stream);
        }
        let stream = self.stream.as_mut().expect("connected above");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address)?;
        let mut chunk = [0_u8; 64 * 1024];
        let mut head_end = None;
        loop {
            let count = stream.read(&mut chunk)?;
            if count == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            self.buffer.extend_from_slice(&chunk[..count]);
            if head_end.is_none() {
                head_end = self.buffer.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4);
            }
            let Some(end) = head_end else { continue };
            let head = String::from_utf8_lossy(&self.buffer[..end]).to_ascii_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
            let length = length.and_then(|length| length.trim().parse::<usize>().ok());
            let is_whole = match length {
                Some(length) => self.buffer.len() >= end + length,
                None => self.buffer.ends_with(b"0\r\n\r\n"),
            };
            if is_whole {
                let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
                if head.contains("\r\nconnection: close") {
                    self.stream = None;
                }
                return Ok(Reply { status, has_retry_after: head.contains("\r\nretry-after:") });
            }
        }
    }
}

impl Tally {
    fn note(&mut self, outcome: io::Result<Reply>, took: Duration) {
        let micros = u32::try_from(took.as_micros()).unwrap_or(u32::MAX);
        match outcome {
            Ok(Reply { status: 200, .. }) => self.accepted_micros.push(micros),
            Ok(Reply { status: 503, has_retry_after }) => {
                self.shed_micros.push(micros);
                self.without_retry_after += usize::from(!has_retry_after);
            }
            Ok(Reply { status, .. }) => {
                self.other_statuses += 1;
                self.first_failure.get_or_insert(format!("status {status}"));
            }
            Err(error) => {
                self.failed += 1;
                self.first_failure.get_or_insert(error.to_string());
            }
        }
    }

    fn add(&mut self, other: Tally) {
        self.accepted_micros.extend(other.accepted_micros);
        self.shed_micros.extend(other.shed_micros);
        self.without_retry_after += other.without_retry_after;
        self.other_statuses += other.other_statuses;
        self.failed += other.failed;
        self.first_failure = self.first_failure.take().or(other.first_failure);
    }

    fn print(mut self, seconds: f64) {
        self.accepted_micros.sort_unstable();
        self.shed_micros.sort_unstable();
        let ms = |micros: &[u32], share: f64| {
            let at = (micros.len() as f64 * share) as usize;
            micros
                .get(at.min(micros.len().saturating_sub(1)))
                .map_or(0.0, |micros| f64::from(*micros) / 1000.0)
        };
        println!("accepted={}", self.accepted_micros.len());
        println!("accepted_a_second={:.0}", self.accepted_micros.len() as f64 / seconds);
        println!("accepted_p50_ms={:.2}", ms(&self.accepted_micros, 0.5));
        println!("accepted_p99_ms={:.2}", ms(&self.accepted_micros, 0.99));
        println!("accepted_worst_ms={:.2}", ms(&self.accepted_micros, 1.0));
        println!("shed={}", self.shed_micros.len());
        println!("shed_p99_ms={:.2}", ms(&self.shed_micros, 0.99));
        println!("without_retry_after={}", self.without_retry_after);
        println!("other_statuses={}", self.other_statuses);
        println!("failed={}", self.failed);
        println!("first_failure={:?}", self.first_failure.unwrap_or_default());
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [how, address, file, connections, seconds, rest @ ..] = arguments.as_slice() else {
        eprintln!("hammer closed|open|slow ADDRESS FILE CONNECTIONS SECONDS [RATE]");
        std::process::exit(2);
    };
    let text = fs::read_to_string(file).expect("the file of paths");
    let paths: Arc<Vec<String>> = Arc::new(text.lines().map(str::to_owned).collect());
    let connections: usize = connections.parse().expect("a number of connections");
    let seconds: f64 = seconds.parse().expect("a number of seconds");
    let tally = match how.as_str() {
        "closed" => closed(address, &paths, connections, seconds),
        "open" => open(address, &paths, connections, seconds, rest[0].parse().expect("a rate")),
        "slow" => slow(address, &paths, connections, seconds),
        other => panic!("`{other}` is none of closed, open, slow"),
    };
    tally.print(seconds);
}

fn in_threads(count: usize, work: impl Fn(usize) -> Tally + Send + Sync + 'static) -> Tally {
    let work = Arc::new(work);
    let threads: Vec<_> = (0..count)
        .map(|number| {
            let work = Arc::clone(&work);
            let small = thread::Builder::new().stack_size(256 * 1024);
            small.spawn(move || work(number)).expect("a thread")
        })
        .collect();
    let mut tally = Tally::default();
    for thread in threads {
        tally.add(thread.join().expect("a client ended well"));
    }
    tally
}

fn closed(address: &str, paths: &Arc<Vec<String>>, connections: usize, seconds: f64) -> Tally {
    let (address, paths, next) = (address.to_owned(), Arc::clone(paths), AtomicUsize::new(0));
    let started = Instant::now();
    in_threads(connections, move |_| {
        let (mut client, mut tally) = (Client::new(&address), Tally::default());
        while started.elapsed().as_secs_f64() < seconds {
            let path = &paths[next.fetch_add(1, Ordering::Relaxed) % paths.len()];
            let asked = Instant::now();
            let outcome = client.ask(path);
            tally.note(outcome, asked.elapsed());
        }
        tally
    })
}

fn open(address: &str, paths: &Arc<Vec<String>>, connections: usize, seconds: f64, rate: f64) -> Tally {
    let (address, paths, next) = (address.to_owned(), Arc::clone(paths), AtomicUsize::new(0));
    let clock = Mutex::new(Clock { next: Duration::ZERO, rate, state: 7 });
    let started = Instant::now();
    in_threads(connections, move |_| {
        let (mut client, mut tally) = (Client::new(&address), Tally::default());
        loop {
            let due = clock.lock().expect("no client panicked").take();
            if due.as_secs_f64() > seconds {
                return tally;
            }
            let early = due.saturating_sub(started.elapsed());
            thread::sleep(early);
            // To wake up late is this program's fault; to have had no connection free is the server's.
            let asked = if early.is_zero() { due } else { started.elapsed() };
            let path = &paths[next.fetch_add(1, Ordering::Relaxed) % paths.len()];
            let outcome = client.ask(path);
            tally.note(outcome, started.elapsed() - asked);
        }
    })
}

/// Clients that send the beginning of a request and then a byte now and again.
fn slow(address: &str, paths: &Arc<Vec<String>>, connections: usize, seconds: f64) -> Tally {
    let done = Arc::new(AtomicBool::new(false));
    let crowd: Vec<_> = (0..connections.min(4))
        .map(|_| {
            let (address, done, share) = (address.to_owned(), Arc::clone(&done), connections.div_ceil(4));
            thread::spawn(move || dawdle(&address, share, &done))
        })
        .collect();
    // The crowd is in before the fast one begins.
    thread::sleep(Duration::from_secs_f64((seconds / 4.0).min(5.0)));
    let tally = closed(address, paths, 1, seconds);
    done.store(true, Ordering::Relaxed);
    let opened: usize =
        crowd.into_iter().map(|thread| thread.join().expect("a slow client ended well")).sum();
    println!("slow_connections_opened={opened}");
    tally
}

fn dawdle(address: &str, count: usize, done: &AtomicBool) -> usize {
    let mut streams: Vec<Option<TcpStream>> = (0..count).map(|_| None).collect();
    let mut opened = 0;
    while !done.load(Ordering::Relaxed) {
        for stream in &mut streams {
            if done.load(Ordering::Relaxed) {
                break;
            }
            let is_open = stream.as_mut().is_some_and(|stream| stream.write_all(b"x").is_ok());
            if !is_open {
                *stream = TcpStream::connect(address).ok().and_then(|mut stream| {
                    stream.write_all(b"GET /search?q=choir HTTP/1.1\r\nHost: a\r\nX-Slow: ").ok()?;
                    Some(stream)
                });
                opened += usize::from(stream.is_some());
            }
        }
        thread::sleep(Duration::from_millis(500));
    }
    opened
}
