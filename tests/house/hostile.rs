//! Ten thousand requests made by rule to do harm: each is answered with what was asked or with what was wrong
//! about it, none with a fault of ours, and nothing that was sent comes back as script or as a header.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::house::town::{Server, fingerpost, own_town};

const REQUESTS: usize = 10_000;

/// Where something can be put.
const TARGETS: [&str; 44] = [
    "/search?q=",
    "/search?q=choir&near=",
    "/search?q=choir&page=",
    "/search?q=choir&within=",
    "/search?q=choir&cost=",
    "/search?q=choir&list=",
    "/search?q=choir&drop=",
    "/cy/search?q=",
    "/desk?q=",
    "/map?q=",
    "/whats-on?q=",
    "/shortlist?list=",
    "/shortlist.pdf?list=",
    "/service/",
    "/s/",
    "/browse/",
    "/browse/in/",
    "/assets/",
    "/sources/",
    "/offline/",
    "/directory?area=",
    "/api/search?q=",
    "/api/search?near=",
    "/api/search?lat=1&lon=",
    "/api/search?per_page=",
    "/api/suggest?q=",
    "/api/places?q=",
    "/api/services/",
    "/oruk/v3/services?postcode=",
    "/oruk/v3/services?page=",
    "/oruk/v3/services/",
    "/oruk/v3/taxonomies/",
    "/oruk/v1/services?proximity=",
    "/fhir/HealthcareService?_count=",
    "/fhir/HealthcareService?near=",
    "/fhir/Location/",
    "/openactive/session-series?afterTimestamp=",
    "/changes?after=",
    "/feeds/search.ics?q=",
    "/feeds/search.atom?q=",
    "/sitemaps/",
    "/embed?q=",
    "/embed?q=choir&heading=",
    "/",
];

/// What is put there.
fn payload(number: usize) -> Vec<u8> {
    const SMALL: [&str; 40] = [
        "'; DROP TABLE services; --",
        "' OR '1'='1",
        "<script>alert(6021)</script>",
        "\"><img src=x onerror=alert(6021)>",
        "javascript:alert(6021)",
        "{{7*7}}${7*7}",
        "${jndi:ldap://127.0.0.1/a}",
        "%s%s%s%n",
        "`id`; $(id) | id",
        "\r\nSet-Cookie: hostile=1",
        "\r\n\r\n<script>alert(6021)</script>",
        "\n",
        "\0",
        "a\0b",
        "\u{202e}evitcerroc",
        "\u{200b}\u{200d}\u{feff}",
        "e\u{301}\u{301}\u{301}\u{301}\u{301}",
        "Ａ１ Ｂ２",
        "ſtockport ﬁn İ ß",
        "🏳️‍🌈👨‍👩‍👧‍👦",
        "-1",
        "0",
        "4294967296",
        "99999999999999999999999",
        "1e309",
        "-1e-309",
        "NaN",
        "inf",
        "0x10",
        "1.7976931348623157e308",
        "//example.org/",
        "/\\example.org",
        "http://example.org/",
        "file:///etc/passwd",
        "null",
        "[]",
        "{\"$gt\":\"\"}",
        "*",
        "(a+)+$",
        "\"",
    ];
    match number % 10 {
        0 => "../".repeat(1 + number % 23).into_bytes().into_iter().chain(*b"etc/passwd").collect(),
        1 => "..\\".repeat(1 + number % 17).into_bytes(),
        2 => vec![b'A'; [10, 500, 2_000, 7_000, 12_000, 40_000][number / 10 % 6]],
        3 => (0..=255).cycle().skip(number).take(1 + number % 60).collect(),
        4 => vec![0xc0, 0xaf, 0xe0, 0x80, 0xaf, 0xff, 0xfe][..1 + number % 7].to_vec(),
        5 => [b'(', b'[', b'"', b'-', b'\'', b'%'][number / 10 % 6..].repeat(1 + number % 400),
        6 => "choir near ".repeat(1 + number % 300).into_bytes(),
        _ => SMALL[(number / 10 * 3 + number % 3) % SMALL.len()].as_bytes().to_vec(),
    }
}

fn percent(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("%{byte:02X}")).collect()
}

/// As it is, where a request line can carry it; percent-encoded, where not.
fn bare(bytes: &[u8]) -> String {
    let carried = |byte: &u8| match byte {
        0x21..=0x7e if *byte != b'#' => (*byte as char).to_string(),
        other => format!("%{other:02x}"),
    };
    bytes.iter().map(carried).collect()
}

/// Without the ends of lines, which would begin another header.
fn in_a_header(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().filter(|byte| !matches!(byte, b'\r' | b'\n' | 0)).collect()
}

/// One request, and whether it keeps to the rules of HTTP.
fn request(number: usize, service: &str) -> (Vec<u8>, bool) {
    const METHODS: [&str; 9] =
        ["HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW"];
    const HEADERS: [&str; 12] = [
        "Accept",
        "Accept-Encoding",
        "Accept-Language",
        "Cookie",
        "If-None-Match",
        "If-Modified-Since",
        "Range",
        "X-Forwarded-For",
        "X-Request-Id",
        "Referer",
        "Authorization",
        "Upgrade",
    ];
    let evil = payload(number);
    let target = TARGETS[number * 7 % TARGETS.len()];
    let plain = |method: &str, target: &str| {
        format!("{method} {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n").into_bytes()
    };
    let end = b"\r\n".as_slice();
    match number % 16 {
        0..=4 => ([plain("GET", &format!("{target}{}", percent(&evil))), end.to_vec()].concat(), true),
        5..=8 => ([plain("GET", &format!("{target}{}", bare(&evil))), end.to_vec()].concat(), true),
        9 => {
            let many =
                format!("{target}a{}", format!("&q={}", bare(&evil[..evil.len().min(20)])).repeat(200));
            ([plain("GET", &many), end.to_vec()].concat(), true)
        }
        10 => {
            let name = HEADERS[number / 16 % HEADERS.len()];
            let header = [name.as_bytes(), b": ", &in_a_header(&evil), b"\r\n"].concat();
            ([plain("GET", "/search?q=choir"), header, end.to_vec()].concat(), true)
        }
        11 => {
            let flood: String =
                (0..1 + number % 300).map(|count| format!("X-{count}: {number}\r\n")).collect();
            ([plain("GET", "/api/search?q=choir"), flood.into_bytes(), end.to_vec()].concat(), true)
        }
        12 => {
            let method = METHODS[number / 16 % METHODS.len()];
            (
                [plain(method, &format!("{target}choir")), b"Content-Length: 0\r\n".to_vec(), end.to_vec()]
                    .concat(),
                true,
            )
        }
        13 => {
            let body = [b"about=closed&text=".as_slice(), percent(&evil).as_bytes()].concat();
            let head = plain("POST", &format!("/service/{service}/report"));
            let length = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
            ([head, length, body].concat(), true)
        }
        14 => {
            let start = b"GET /search?q=choir HTTP/1.1\r\nConnection: close\r\nHost: ".to_vec();
            ([start, in_a_header(&evil), b"\r\n\r\n".to_vec()].concat(), true)
        }
        _ => {
            let broken = match number / 16 % 6 {
                0 => [b"GET /search?q=".as_slice(), &evil, b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"].concat(),
                1 => [b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".as_slice(), &evil].concat(),
                2 => [b"GET / HTTP/9.9\r\n".as_slice(), &evil, b"\r\n\r\n"].concat(),
                3 => [&evil[..], b"\r\n\r\n"].concat(),
                4 => [b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -".as_slice(), &evil, b"\r\n\r\n"].concat(),
                _ => [b"GET / HTTP/1.1\r\n: ".as_slice(), &evil, b"\r\n\r\n"].concat(),
            };
            (broken, false)
        }
    }
}

/// What came back; nothing when the server hung up.
fn send(address: &str, request: &[u8], patience: Duration) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    stream.set_read_timeout(Some(patience)).expect("a time limit");
    // A server that has said no already need not read the rest.
    let _ = stream.write_all(request);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    answer
}

fn check(address: &str, number: usize, service: &str) -> Option<String> {
    let (request, keeps_the_rules) = request(number, service);
    // What is no request may be waited for until it becomes one.
    let patience = Duration::from_millis(if keeps_the_rules { 20_000 } else { 200 });
    let answer = send(address, &request, patience);
    let shown = String::from_utf8_lossy(&request[..request.len().min(200)]).into_owned();
    let text = String::from_utf8_lossy(&answer);
    let head = text.split("\r\n\r\n").next().unwrap_or_default().to_ascii_lowercase();
    let wrong = |what: &str| Some(format!("request {number}: {what}\n{shown:?}\n{head}"));
    let Some(status) = head.split(' ').nth(1).and_then(|status| status.parse::<u16>().ok()) else {
        let may_be_hung_up_on = !keeps_the_rules || request.len() > 8_000;
        return if may_be_hung_up_on && answer.is_empty() { None } else { wrong("no answer") };
    };
    let location = head.lines().find_map(|line| line.strip_prefix("location: "));
    match (status, location) {
        (200..=299 | 400..=499, _) => {}
        // To another address of ours: the one name of a service, or back to its page after a report.
        (300..=399, Some(to)) if to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/\\") => {}
        _ => return wrong("neither answered nor refused"),
    }
    if head.lines().any(|line| line.starts_with("set-cookie:")) {
        return wrong("a header that was sent came back");
    }
    // What is refused before it is a request has no page around it.
    let is_from_the_site = head.contains("x-request-id:");
    if is_from_the_site && !(head.contains("content-security-policy:") && head.contains("nosniff")) {
        return wrong("without its headers");
    }
    let is_a_page = head.contains("content-type: text/html");
    if is_a_page && ["<script>alert(6021)", "<img src=x"].iter().any(|script| text.contains(script)) {
        return wrong("script that was sent stands in a page");
    }
    None
}

#[test]
fn ten_thousand_hostile_requests_are_answered_or_refused() {
    let built = own_town();
    let mut command = fingerpost(built.path(), &["serve", "--listen", "127.0.0.1:0"]);
    command.env("FINGERPOST_RATE", "0").env("FINGERPOST_LOG", "error");
    // Room for all clients, and for the work of those who hung up, on however busy a machine: what is asked
    // here is not whether it sheds.
    command.env("FINGERPOST_WORKERS", "64");
    let server = Server::start_with(command);
    let answer = server.json("/api/search?q=choir+near+SK4+3AA");
    let service = answer["lanes"][0]["services"][0]["id"].as_str().expect("the choir is found").to_owned();
    let address = server.address.trim_start_matches("http://").to_owned();
    let workers: Vec<_> = (0..4)
        .map(|worker| {
            let (address, service) = (address.clone(), service.clone());
            std::thread::spawn(move || {
                let numbers = (worker..REQUESTS).step_by(4);
                numbers.filter_map(|number| check(&address, number, &service)).collect::<Vec<_>>()
            })
        })
        .collect();
    let wrong: Vec<String> =
        workers.into_iter().flat_map(|worker| worker.join().expect("a client ended well")).collect();
    assert!(wrong.is_empty(), "{} of {REQUESTS}:\n{}", wrong.len(), wrong[..wrong.len().min(5)].join("\n\n"));
    assert_eq!(server.get("/search?q=choir+near+SK4+3AA").0, 200, "it still answers");
    let log = server.log.lock().expect("no test panicked with the log").clone();
    assert!(!log.contains("panicked"), "{log}");
    assert!(!log.contains("6021") && !log.contains("DROP TABLE"), "what was sent stands in the log:\n{log}");
}
