//! A server on loopback that misbehaves in every way we could think of: each gives a named outcome, none
//! hangs, and what was fetched before stays.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::*;
use crate::source::Source;

/// How often each path was asked, and with which headers.
type Asked = Arc<Mutex<Vec<(String, BTreeMap<String, String>)>>>;

/// A server whose answers are a function of the path, the headers and how often it was asked before.
struct Server {
    port: u16,
    asked: Asked,
}

type Behave = fn(&str, &BTreeMap<String, String>, usize, &mut TcpStream) -> std::io::Result<()>;

impl Server {
    fn start(behave: Behave) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let asked: Asked = Arc::default();
        let log = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let log = Arc::clone(&log);
                std::thread::spawn(move || {
                    let _ = answer(stream, &log, behave);
                });
            }
        });
        Server { port, asked }
    }

    fn count(&self, path: &str) -> usize {
        self.asked.lock().expect("no panic").iter().filter(|(asked, _)| asked == path).count()
    }

    fn header(&self, path: &str, name: &str) -> Option<String> {
        let asked = self.asked.lock().expect("no panic");
        let (_, headers) = asked.iter().rfind(|(asked, _)| asked == path)?;
        headers.get(name).cloned()
    }
}

fn answer(mut stream: TcpStream, log: &Asked, behave: Behave) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let path = line.split_whitespace().nth(1).unwrap_or("/").to_owned();
        let mut headers = BTreeMap::new();
        loop {
            let mut header = String::new();
            reader.read_line(&mut header)?;
            match header.trim().split_once(':') {
                Some((name, value)) => headers.insert(name.to_lowercase(), value.trim().to_owned()),
                None => break,
            };
        }
        let before = {
            let mut log = log.lock().expect("no panic");
            let before = log.iter().filter(|(asked, _)| *asked == path).count();
            log.push((path.clone(), headers.clone()));
            before
        };
        behave(&path, &headers, before, &mut stream)?;
    }
}

fn send(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) -> std::io::Result<()> {
    write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {}\r\n{headers}\r\n", body.len())?;
    stream.write_all(body)
}

fn ok(stream: &mut TcpStream, body: &[u8]) -> std::io::Result<()> {
    send(stream, "200 OK", "", body)
}

/// Sends for ever, or until the other side has had enough.
fn for_ever(stream: &mut TcpStream, piece: &[u8], pause: Duration) -> std::io::Result<()> {
    loop {
        stream.write_all(piece)?;
        stream.flush()?;
        if !pause.is_zero() {
            // The only way to be slow is to wait; the client's own bound ends it.
            std::thread::park_timeout(pause);
        }
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

const ROWS: &[u8] = b"id,name\n1,Ambleford Choir\n";

/// Everything a server can do wrong, by path.
fn misbehave(
    path: &str,
    headers: &BTreeMap<String, String>,
    before: usize,
    stream: &mut TcpStream,
) -> std::io::Result<()> {
    let plain = path.split('?').next().unwrap_or(path);
    match plain {
        "/robots.txt" => send(stream, "404 Not Found", "", b""),
        "/good.csv" => ok(stream, ROWS),
        "/404.csv" => send(stream, "404 Not Found", "", b"gone"),
        "/410.csv" => send(stream, "410 Gone", "", b"gone"),
        "/401.csv" => send(stream, "401 Unauthorized", "", b""),
        "/403.csv" => send(stream, "403 Forbidden", "", b""),
        "/500-always.csv" => send(stream, "500 Internal Server Error", "", b""),
        "/503-twice.csv" if before < 2 => send(stream, "503 Service Unavailable", "", b""),
        "/503-twice.csv" => ok(stream, ROWS),
        "/429-then-good.csv" if before == 0 => send(stream, "429 Too Many Requests", "Retry-After: 1\r\n", b""),
        "/429-then-good.csv" => ok(stream, ROWS),
        "/429-for-a-day.csv" => send(stream, "429 Too Many Requests", "Retry-After: 86400\r\n", b""),
        "/slow-drip.csv" => {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")?;
            for_ever(stream, b"x", Duration::from_millis(50))
        }
        "/silent.csv" => {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n12345")?;
            stream.flush()?;
            let mut rest = [0; 1];
            stream.read_exact(&mut rest)
        }
        "/never-answers.csv" => {
            let mut rest = [0; 1];
            stream.read_exact(&mut rest)
        }
        "/endless.csv" => {
            write!(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")?;
            for_ever(stream, &[b'x'; 65_536], Duration::ZERO)
        }
        "/too-long-by-its-own-word.csv" => {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
        }
        "/breaks-off.csv" => {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nid,name\n")?;
            stream.shutdown(std::net::Shutdown::Both)
        }
        "/hangs-up.csv" => stream.shutdown(std::net::Shutdown::Both),
        "/not-http.csv" => {
            stream.write_all(b"SSH-2.0-OpenSSH_9.2\r\n")?;
            stream.shutdown(std::net::Shutdown::Both)
        }
        "/chunk-lies.csv" => {
            write!(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\nid,name\r\n")?;
            stream.shutdown(std::net::Shutdown::Both)
        }
        "/loop.csv" => send(stream, "302 Found", "Location: /loop.csv\r\n", b""),
        "/ping.csv" => send(stream, "302 Found", "Location: /pong.csv\r\n", b""),
        "/pong.csv" => send(stream, "302 Found", "Location: /ping.csv\r\n", b""),
        "/to-private.csv" => send(stream, "302 Found", "Location: http://169.254.169.254/latest/\r\n", b""),
        "/to-local-name.csv" => send(stream, "302 Found", "Location: http://localhost:1/x\r\n", b""),
        "/to-file.csv" => send(stream, "302 Found", "Location: file:///etc/passwd\r\n", b""),
        "/to-nowhere.csv" => send(stream, "302 Found", "", b""),
        "/redirect-once.csv" => send(stream, "301 Moved Permanently", "Location: /good.csv\r\n", b""),
        "/etag.csv" if headers.get("if-none-match").is_some_and(|tag| tag == "\"v1\"") => {
            send(stream, "304 Not Modified", "ETag: \"v1\"\r\n", b"")
        }
        "/etag.csv" => send(stream, "200 OK", "ETag: \"v1\"\r\n", ROWS),
        "/304-unasked.csv" => send(stream, "304 Not Modified", "", b""),
        "/bomb.csv" => send(stream, "200 OK", "Content-Encoding: gzip\r\n", &gzip(&vec![b'a'; 40 * 1024 * 1024])),
        "/packed.csv" => send(stream, "200 OK", "Content-Encoding: gzip\r\n", &gzip(ROWS)),
        "/half-packed.csv" => {
            let bytes = gzip(&(0..20_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect::<Vec<u8>>());
            ok(stream, &bytes[..bytes.len() / 2])
        }
        "/wrong-charset.csv" => send(stream, "200 OK", "Content-Type: text/csv; charset=utf-16\r\n", "name\nCafé\n".as_bytes()),
        "/html-instead.json" => ok(stream, b"<html>Sorry, we are down</html>"),
        "/truncated.json" => ok(stream, b"[{\"name\":\"A\"},{\"na"),
        "/empty.csv" => ok(stream, b""),
        "/rpde-endless" => {
            let after: u64 = path.split("after=").nth(1).and_then(|n| n.parse().ok()).unwrap_or(0);
            let body = format!("{{\"items\":[{{\"state\":\"deleted\",\"kind\":\"k\",\"id\":\"1\",\"modified\":1}}],\"next\":\"/rpde-endless?after={}\"}}", after + 1);
            ok(stream, body.as_bytes())
        }
        "/rpde-circle" => ok(stream, b"{\"items\":[{\"state\":\"deleted\",\"kind\":\"k\",\"id\":\"1\",\"modified\":1}],\"next\":\"/rpde-circle\"}"),
        "/rpde-no-next" => ok(stream, b"{\"items\":[]}"),
        "/rpde-good" if path.contains("after=1") => ok(stream, b"{\"items\":[],\"next\":\"/rpde-good?after=1\"}"),
        "/rpde-good" => ok(stream, b"{\"items\":[{\"state\":\"updated\",\"kind\":\"e\",\"id\":\"1\",\"modified\":1,\"data\":{\"@type\":\"Event\",\"name\":\"A\"}}],\"next\":\"/rpde-good?after=1\"}"),
        "/changing/services" => {
            let page: u32 = path.split("page=").nth(1).and_then(|n| n.split('&').next()?.parse().ok()).unwrap_or(1);
            let total = if page == 1 { 3 } else { 2 };
            let body = format!("{{\"total_pages\":{total},\"contents\":[{{\"id\":\"a{page}\",\"name\":\"A\",\"schedules\":[]}},{{\"id\":\"same\",\"name\":\"S\",\"schedules\":[]}}]}}");
            ok(stream, body.as_bytes())
        }
        "/page-2-breaks/services" if path.contains("page=2") => ok(stream, b"{\"contents\":[{"),
        "/page-2-breaks/services" => ok(stream, b"{\"total_pages\":2,\"contents\":[{\"id\":\"a\",\"name\":\"A\",\"schedules\":[]}]}"),
        _ => send(stream, "404 Not Found", "", b""),
    }
}

fn source(url: &str, format: &str) -> Source {
    let map = if format == "csv" || format == "json" { "[map]\nname = \"name\"\n" } else { "" };
    let text = format!(
        "id = \"ambleford\"\ntitle = \"A\"\npublisher = \"A\"\nlicence = \"OGL-UK-3.0\"\n[fetch]\nurl = \"{url}\"\ndelay = \"0s\"\n\
         maximum_mebibytes = 2\nmaximum_pages = 20\n[read]\nformat = \"{format}\"\n{map}"
    );
    Source::parse(Path::new("scrapers/ambleford"), &text, |_| None).expect("the settings are good")
}

/// Manners in a hurry, with loopback allowed by name.
fn hurried() -> Manners {
    Manners {
        allowed_hosts: ["127.0.0.1".to_owned()].into(),
        connect_timeout: Duration::from_millis(1000),
        idle_timeout: Duration::from_millis(1500),
        whole_timeout: Duration::from_millis(5000),
        tries: 3,
        backoff: Duration::from_millis(10),
        patience: Duration::from_secs(2),
        ..Manners::default()
    }
}

fn now() -> Timestamp {
    "2026-11-22T04:00:00Z".parse().expect("a moment")
}

fn get(source: &Source, folder: &Path, manners: &Manners) -> Result<Fetched, FetchError> {
    remote(source, folder, now(), manners, &|_| {})
}

/// Reads what was fetched; the number of records, or the words of the error.
fn read(source: &Source, fetched: &Fetched) -> String {
    let mut count = 0;
    let parts = fetched.files.iter().map(|file| {
        let bytes = std::fs::File::open(&file.path)?;
        Ok(crate::read::Part {
            name: file.name.clone(),
            charset: file.charset.clone(),
            bytes: Box::new(bytes),
        })
    });
    let outcome = crate::read::records(source, parts, &mut |_| {
        count += 1;
        std::ops::ControlFlow::Continue(())
    });
    match outcome {
        Ok(()) => format!("{count} records"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_server_that_misbehaves_in_forty_ways_gets_a_named_outcome_each_time() {
    let server = Server::start(misbehave);
    let cases = [
        ("/good.csv", "csv", "1 records"),
        ("/404.csv", "csv", "answered 404"),
        ("/410.csv", "csv", "answered 410"),
        ("/401.csv", "csv", "answered 401"),
        ("/403.csv", "csv", "answered 403"),
        ("/500-always.csv", "csv", "answered 500"),
        ("/503-twice.csv", "csv", "1 records"),
        ("/429-then-good.csv", "csv", "1 records"),
        ("/429-for-a-day.csv", "csv", "asks us to wait 86400 seconds"),
        ("/slow-drip.csv", "csv", "too slow"),
        ("/silent.csv", "csv", "too slow"),
        ("/never-answers.csv", "csv", "too slow"),
        ("/endless.csv", "csv", "sent more than 2 MiB"),
        ("/too-long-by-its-own-word.csv", "csv", "sent more than 2 MiB"),
        ("/breaks-off.csv", "csv", "the connection to"),
        ("/hangs-up.csv", "csv", "the connection to"),
        ("/not-http.csv", "csv", "the connection to"),
        ("/chunk-lies.csv", "csv", "the connection to"),
        ("/loop.csv", "csv", "redirects more than 5 times"),
        ("/ping.csv", "csv", "redirects more than 5 times"),
        ("/to-private.csv", "csv", "`169.254.169.254` is on a private network"),
        ("/to-local-name.csv", "csv", "`localhost` is on a private network"),
        ("/to-file.csv", "csv", "it is not of the web"),
        ("/to-nowhere.csv", "csv", "does not say where to"),
        ("/redirect-once.csv", "csv", "1 records"),
        ("/304-unasked.csv", "csv", "answered 304"),
        ("/bomb.csv", "csv", "unpacks to more than"),
        ("/packed.csv", "csv", "1 records"),
        ("/half-packed.csv", "csv", "could not read"),
        ("/wrong-charset.csv", "csv", "records"),
        ("/html-instead.json", "json", "not well formed"),
        ("/truncated.json", "json", "it breaks off"),
        ("/empty.csv", "csv", "0 records"),
        ("/rpde-endless", "open-active", "more than 20 pages"),
        ("/rpde-circle", "open-active", "leads back to a page"),
        ("/rpde-no-next", "open-active", "it has no `next`"),
        ("/rpde-good", "open-active", "1 records"),
        ("/changing/services", "open-referral", "4 records"),
        ("/page-2-breaks/services", "open-referral", "it breaks off"),
    ];
    assert!(cases.len() >= 25);
    // All at once: a slow one does not hold up the others, and each has a host of its own turn by port.
    let began = Instant::now();
    std::thread::scope(|scope| {
        for (path, format, expected) in cases {
            let url = format!("http://127.0.0.1:{}{path}", server.port);
            scope.spawn(move || {
                let folder = tempfile::tempdir().expect("a folder");
                let source = source(&url, format);
                let said = match get(&source, folder.path(), &hurried()) {
                    Ok(fetched) => read(&source, &fetched),
                    Err(error) => error.to_string(),
                };
                assert!(said.contains(expected), "{path}: wanted {expected}, got {said}");
            });
        }
    });
    assert!(began.elapsed() < Duration::from_secs(60), "something hung");
}

#[test]
fn no_request_leaves_for_a_private_address_unless_the_host_is_allowed_by_name() {
    let server = Server::start(misbehave);
    let folder = tempfile::tempdir().expect("a folder");
    let strict = Manners { allowed_hosts: BTreeSet::new(), ..hurried() };
    for host in ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.1", "2130706433", "0x7f000001"] {
        let source = source(&format!("http://{host}:{}/good.csv", server.port), "csv");
        let error = get(&source, folder.path(), &strict).expect_err(host);
        assert!(matches!(error, FetchError::PrivateAddress { .. }), "{host}: {error}");
    }
    assert_eq!(server.count("/good.csv") + server.count("/robots.txt"), 0, "nothing reached the server");
    let allowed = Manners { allowed_hosts: ["localhost".to_owned()].into(), ..hurried() };
    let source = source(&format!("http://localhost:{}/good.csv", server.port), "csv");
    assert!(get(&source, folder.path(), &allowed).is_ok());
}

#[test]
fn what_has_not_changed_is_not_fetched_again() {
    let server = Server::start(misbehave);
    let folder = tempfile::tempdir().expect("a folder");
    let source = source(&format!("http://127.0.0.1:{}/etag.csv", server.port), "csv");
    let first = get(&source, folder.path(), &hurried()).expect("the first");
    let second = get(&source, folder.path(), &hurried()).expect("the second");
    assert_eq!(server.header("/etag.csv", "if-none-match").as_deref(), Some("\"v1\""));
    assert_eq!(first.digest, second.digest);
    assert_eq!(read(&source, &second), "1 records");
    let agent = server.header("/etag.csv", "user-agent").expect("an agent");
    assert!(agent.starts_with("Fingerpost/"), "{agent}");
    let due = Manners { due_only: true, ..hurried() };
    get(&source, folder.path(), &due).expect("not due");
    assert_eq!(server.count("/etag.csv"), 2, "what is not due is not asked for");
    let offline = Manners { offline: true, ..hurried() };
    assert_eq!(get(&source, folder.path(), &offline).expect("offline").digest, first.digest);
}

#[test]
fn an_interrupted_feed_goes_on_where_it_was_and_a_grown_one_from_its_end() {
    fn feed(
        path: &str,
        _: &BTreeMap<String, String>,
        before: usize,
        stream: &mut TcpStream,
    ) -> std::io::Result<()> {
        let item = |id: u32| {
            format!(
                "{{\"state\":\"updated\",\"kind\":\"e\",\"id\":\"{id}\",\"modified\":{id},\"data\":{{\"@type\":\"Event\",\"@id\":\"{id}\",\"name\":\"E{id}\"}}}}"
            )
        };
        match path {
            "/feed" => {
                ok(stream, format!("{{\"items\":[{}],\"next\":\"/feed?after=1\"}}", item(1)).as_bytes())
            }
            // It fails until the third time of asking, which is the second crawl.
            "/feed?after=1" if before < 3 => send(stream, "503 Service Unavailable", "", b""),
            "/feed?after=1" => {
                ok(stream, format!("{{\"items\":[{}],\"next\":\"/feed?after=2\"}}", item(2)).as_bytes())
            }
            "/feed?after=2" if before == 0 => ok(stream, b"{\"items\":[],\"next\":\"/feed?after=2\"}"),
            "/feed?after=2" => {
                ok(stream, format!("{{\"items\":[{}],\"next\":\"/feed?after=3\"}}", item(3)).as_bytes())
            }
            "/feed?after=3" => ok(stream, b"{\"items\":[],\"next\":\"/feed?after=3\"}"),
            _ => send(stream, "404 Not Found", "", b""),
        }
    }
    let server = Server::start(feed);
    let folder = tempfile::tempdir().expect("a folder");
    let source = source(&format!("http://127.0.0.1:{}/feed", server.port), "open-active");
    assert!(get(&source, folder.path(), &hurried()).is_err(), "the second page failed");
    let fetched = get(&source, folder.path(), &hurried()).expect("it goes on");
    assert_eq!(read(&source, &fetched), "2 records");
    assert_eq!(server.count("/feed"), 1, "a page that was complete is not fetched again");
    let grown = get(&source, folder.path(), &hurried()).expect("it has grown");
    assert_eq!(read(&source, &grown), "3 records");
    assert_eq!((server.count("/feed"), server.count("/feed?after=1")), (1, 4), "only its end is asked for");
}

#[test]
fn robots_txt_is_obeyed_and_one_request_at_a_time_is_made_with_a_pause() {
    fn site(
        path: &str,
        _: &BTreeMap<String, String>,
        _: usize,
        stream: &mut TcpStream,
    ) -> std::io::Result<()> {
        match path {
            "/robots.txt" => ok(stream, b"User-agent: *\nDisallow: /private/\nCrawl-delay: 0.3\n"),
            "/sitemap.xml" => {
                ok(stream, b"<urlset><url><loc>/a</loc></url><url><loc>/b</loc></url></urlset>")
            }
            _ => ok(
                stream,
                b"<script type=\"application/ld+json\">{\"@type\":\"Event\",\"name\":\"A\"}</script>",
            ),
        }
    }
    let server = Server::start(site);
    let folder = tempfile::tempdir().expect("a folder");
    let closed = source(&format!("http://127.0.0.1:{}/private/a.csv", server.port), "csv");
    let error = get(&closed, folder.path(), &hurried()).expect_err("not let in");
    assert!(matches!(error, FetchError::Robots { .. }), "{error}");
    assert_eq!(server.count("/private/a.csv"), 0);
    let pages = source(&format!("http://127.0.0.1:{}/sitemap.xml", server.port), "json-ld");
    let began = Instant::now();
    let fetched = get(&pages, &folder.path().join("pages"), &hurried()).expect("the pages");
    assert!(began.elapsed() >= Duration::from_millis(850), "three pauses of 0.3 s");
    assert_eq!(read(&pages, &fetched), "2 records");
    assert_eq!(server.count("/robots.txt"), 2, "once a crawl");
}

#[test]
fn nobody_is_let_in_when_robots_txt_cannot_be_had() {
    fn site(_: &str, _: &BTreeMap<String, String>, _: usize, stream: &mut TcpStream) -> std::io::Result<()> {
        send(stream, "500 Internal Server Error", "", b"")
    }
    let server = Server::start(site);
    let folder = tempfile::tempdir().expect("a folder");
    let source = source(&format!("http://127.0.0.1:{}/a.csv", server.port), "csv");
    assert!(matches!(get(&source, folder.path(), &hurried()), Err(FetchError::Robots { .. })));
}
