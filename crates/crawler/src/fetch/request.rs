//! One request: checked, in turn, tried again when that may help, within its bounds.

use std::io::Write;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, LAST_MODIFIED, LOCATION, RETRY_AFTER,
};
use url::Url;

use super::address::is_public;
use super::gate::Rules;
use super::{FetchError, Manners};

/// More redirects than this are not followed.
const MOST_REDIRECTS: usize = 5;

/// A `robots.txt` is read this far.
const MOST_ROBOTS_BYTES: u64 = 512 * 1024;

/// Accepted from every host.
const ACCEPTED: &str = "application/json, application/vnd.openactive.rpde+json, text/csv, application/geo+json, text/calendar, \
     application/xml, text/html;q=0.8, */*;q=0.5";

/// What the server said besides the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// The address that answered, after redirects.
    pub url: String,
    /// For asking again.
    pub etag: Option<String>,
    /// For asking again.
    pub last_modified: Option<String>,
    /// The character set it names.
    pub charset: Option<String>,
    /// `br`, `gzip`: the bytes are as they came.
    pub encoding: Option<String>,
}

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    /// The bytes, which were written.
    Whole(Answer),
    /// It is as it was.
    NotModified,
}

/// Validators of an earlier answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Earlier {
    /// Its entity tag.
    pub etag: Option<String>,
    /// Its date.
    pub last_modified: Option<String>,
}

/// A client that resolves names itself, and refuses what is not public.
pub struct Requests<'m> {
    manners: &'m Manners,
    client: reqwest::Client,
}

/// What is asked for, and how much of it is taken.
pub struct Ask<'a> {
    /// The address.
    pub url: &'a Url,
    /// What came earlier.
    pub earlier: &'a Earlier,
    /// The most bytes.
    pub maximum_bytes: u64,
    /// The pause between two requests to the host.
    pub delay: Duration,
}

impl<'m> Requests<'m> {
    /// Makes a client.
    pub fn new(manners: &'m Manners) -> Result<Requests<'m>, FetchError> {
        // The process may have its provider already; then that one is used.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .user_agent(&manners.user_agent)
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(manners.connect_timeout)
            .read_timeout(manners.idle_timeout)
            .timeout(manners.whole_timeout)
            .no_proxy()
            .dns_resolver(Arc::new(PublicOnly { allowed: manners.allowed_hosts.iter().cloned().collect() }))
            .build()
            .map_err(|error| FetchError::Connection { host: String::new(), reason: reason_of(&error) })?;
        Ok(Requests { manners, client })
    }

    /// Asks, tries again where that may help, and writes the bytes to what `begin` makes.
    pub async fn get(
        &self,
        ask: &Ask<'_>,
        begin: &mut dyn FnMut() -> std::io::Result<Box<dyn Write>>,
        told: &dyn Fn(u64),
    ) -> Result<Came, FetchError> {
        let mut wait = self.manners.backoff;
        let mut tried = 1;
        loop {
            let (error, asked) = match self.follow(ask, begin, told).await {
                Ok(came) => return Ok(came),
                Err(failure) => failure,
            };
            if !error.may_pass() || tried >= self.manners.tries {
                return Err(error);
            }
            let pause = asked.unwrap_or_else(|| jittered(wait));
            if pause > self.manners.patience {
                let host = host_of(ask.url);
                return Err(FetchError::AskedToWait { host, seconds: pause.as_secs() });
            }
            tokio::time::sleep(pause).await;
            wait *= 2;
            tried += 1;
        }
    }

    /// Follows redirects, each checked as if it were the first address.
    async fn follow(
        &self,
        ask: &Ask<'_>,
        begin: &mut dyn FnMut() -> std::io::Result<Box<dyn Write>>,
        told: &dyn Fn(u64),
    ) -> Result<Came, (FetchError, Option<Duration>)> {
        let mut url = ask.url.clone();
        for _ in 0..=MOST_REDIRECTS {
            match self.one(&url, ask, begin, told).await? {
                Step::Came(came) => return Ok(came),
                Step::Redirect(next) => {
                    if url.scheme() == "https" && next.scheme() == "http" {
                        let reason = "from https to http".to_owned();
                        return Err((FetchError::BadRedirect { host: host_of(&url), reason }, None));
                    }
                    url = next;
                }
            }
        }
        Err((FetchError::TooManyRedirects { host: host_of(ask.url), most: MOST_REDIRECTS }, None))
    }

    async fn one(
        &self,
        url: &Url,
        ask: &Ask<'_>,
        begin: &mut dyn FnMut() -> std::io::Result<Box<dyn Write>>,
        told: &dyn Fn(u64),
    ) -> Result<Step, (FetchError, Option<Duration>)> {
        self.check(url).map_err(|error| (error, None))?;
        let turn = self.manners.gate.host(&origin_of(url));
        let mut turn = turn.lock().await;
        if turn.rules.is_none() {
            turn.rules = Some(self.robots(url).await.map_err(|error| (error, None))?);
            turn.last = Some(Instant::now());
        }
        if !turn.rules.as_ref().is_some_and(|rules| rules.allow(url.as_str())) {
            return Err((FetchError::Robots { host: host_of(url) }, None));
        }
        turn.wait(ask.delay).await;
        let outcome = self.exchange(url, ask, begin, told).await;
        turn.last = Some(Instant::now());
        outcome
    }

    async fn exchange(
        &self,
        url: &Url,
        ask: &Ask<'_>,
        begin: &mut dyn FnMut() -> std::io::Result<Box<dyn Write>>,
        told: &dyn Fn(u64),
    ) -> Result<Step, (FetchError, Option<Duration>)> {
        let mut request =
            self.client.get(url.clone()).header(ACCEPT, ACCEPTED).header(ACCEPT_ENCODING, "zstd, br, gzip");
        if let Some(etag) = &ask.earlier.etag {
            request = request.header(IF_NONE_MATCH, etag);
        }
        if let Some(date) = &ask.earlier.last_modified {
            request = request.header(IF_MODIFIED_SINCE, date);
        }
        let mut response = request.send().await.map_err(|error| (self.failed(url, &error), None))?;
        let status = response.status();
        if status.as_u16() == 304 {
            return Ok(Step::Came(Came::NotModified));
        }
        if status.is_redirection() {
            let next = redirect_of(url, response.headers()).map_err(|error| (error, None))?;
            return Ok(Step::Redirect(next));
        }
        if !status.is_success() {
            let asked = retry_after(response.headers());
            return Err((FetchError::Status { host: host_of(url), status: status.as_u16() }, asked));
        }
        let too_big =
            || FetchError::TooBig { host: host_of(url), limit_mebibytes: ask.maximum_bytes / (1024 * 1024) };
        if response.content_length().is_some_and(|length| length > ask.maximum_bytes) {
            return Err((too_big(), None));
        }
        let answer = answer_of(url, response.headers());
        let disk = |error: std::io::Error| {
            (FetchError::File { path: "a download".to_owned(), reason: error.to_string() }, None)
        };
        let mut out = begin().map_err(disk)?;
        let mut total = 0;
        while let Some(piece) = response.chunk().await.map_err(|error| (self.failed(url, &error), None))? {
            total += piece.len() as u64;
            if total > ask.maximum_bytes {
                return Err((too_big(), None));
            }
            out.write_all(&piece).map_err(disk)?;
            told(total);
        }
        out.flush().map_err(disk)?;
        Ok(Step::Came(Came::Whole(answer)))
    }

    /// An address of the web, at no private number unless the operator named it.
    fn check(&self, url: &Url) -> Result<(), FetchError> {
        if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some()
        {
            return Err(FetchError::BadAddress { address: url.to_string() });
        }
        let number: Option<IpAddr> = match url.host() {
            Some(url::Host::Ipv4(address)) => Some(address.into()),
            Some(url::Host::Ipv6(address)) => Some(address.into()),
            Some(url::Host::Domain(_)) => None,
            None => return Err(FetchError::BadAddress { address: url.to_string() }),
        };
        let host = host_of(url);
        match number {
            Some(address) if !is_public(address) && !self.manners.allowed_hosts.contains(&host) => {
                Err(FetchError::PrivateAddress { host })
            }
            _ => Ok(()),
        }
    }

    async fn robots(&self, url: &Url) -> Result<Rules, FetchError> {
        let Ok(mut at) = url.join("/robots.txt") else { return Ok(Rules::Closed) };
        for _ in 0..=MOST_REDIRECTS {
            if self.check(&at).is_err() {
                return Ok(Rules::Closed);
            }
            let mut response = match self.client.get(at.clone()).send().await {
                Ok(response) => response,
                Err(error) => {
                    return match self.failed(&at, &error) {
                        private @ FetchError::PrivateAddress { .. } => Err(private),
                        _ => Ok(Rules::Closed),
                    };
                }
            };
            let status = response.status();
            if status.is_redirection() {
                match redirect_of(&at, response.headers()) {
                    Ok(next) => at = next,
                    Err(_) => return Ok(Rules::Open),
                }
                continue;
            }
            if status.is_client_error() && status.as_u16() != 429 {
                return Ok(Rules::Open);
            }
            if !status.is_success() {
                return Ok(Rules::Closed);
            }
            let mut text = Vec::new();
            while let Ok(Some(piece)) = response.chunk().await {
                text.extend_from_slice(&piece);
                if text.len() as u64 > MOST_ROBOTS_BYTES {
                    text.truncate(MOST_ROBOTS_BYTES as usize);
                    break;
                }
            }
            return Ok(match texting_robots::Robot::new("fingerpost", &text) {
                Ok(robot) => Rules::Said(Box::new(robot)),
                Err(_) => Rules::Open,
            });
        }
        Ok(Rules::Open)
    }

    fn failed(&self, url: &Url, error: &reqwest::Error) -> FetchError {
        let host = host_of(url);
        let reason = reason_of(error);
        if reason.contains(PRIVATE) {
            FetchError::PrivateAddress { host }
        } else if error.is_timeout() {
            FetchError::TooSlow { host }
        } else {
            FetchError::Connection { host, reason }
        }
    }
}

enum Step {
    Came(Came),
    Redirect(Url),
}

fn redirect_of(url: &Url, headers: &HeaderMap) -> Result<Url, FetchError> {
    let bad = |reason: &str| FetchError::BadRedirect { host: host_of(url), reason: reason.to_owned() };
    let to = headers.get(LOCATION).ok_or_else(|| bad("it does not say where to"))?;
    let to = to.to_str().map_err(|_| bad("it is not text"))?;
    let next = url.join(to).map_err(|_| bad("it is no address"))?;
    if matches!(next.scheme(), "http" | "https") { Ok(next) } else { Err(bad("it is not of the web")) }
}

fn answer_of(url: &Url, headers: &HeaderMap) -> Answer {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let charset = text(CONTENT_TYPE).and_then(|kind| {
        let (_, parameters) = kind.split_once(';')?;
        let (_, charset) = parameters.split_once("charset=")?;
        Some(charset.split(';').next()?.trim().trim_matches('"').to_owned())
    });
    Answer {
        url: url.to_string(),
        etag: text(ETAG),
        last_modified: text(LAST_MODIFIED),
        charset,
        encoding: text(CONTENT_ENCODING).map(|name| name.to_lowercase()),
    }
}

/// Seconds, or a date to wait for.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = jiff::fmt::rfc2822::DateTimeParser::new().parse_zoned(value).ok()?;
    // A server's clock counts from its own `Date`.
    let now = headers.get(reqwest::header::DATE)?.to_str().ok()?;
    let now = jiff::fmt::rfc2822::DateTimeParser::new().parse_zoned(now).ok()?;
    Duration::try_from(date.timestamp().duration_since(now.timestamp())).ok()
}

/// Between half and all of it, so that many clients do not come back at once.
fn jittered(wait: Duration) -> Duration {
    let nanos = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.subsec_nanos());
    wait.mul_f64(0.5 + f64::from(nanos % 1000) / 2000.0)
}

/// The host for people, without its port.
pub fn host_of(url: &Url) -> String {
    url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned()
}

fn origin_of(url: &Url) -> String {
    format!("{}:{}", host_of(url), url.port_or_known_default().unwrap_or(0))
}

/// The innermost cause, which says the most.
fn reason_of(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    let mut all = String::new();
    while let Some(source) = cause.source() {
        cause = source;
        all.push_str(&cause.to_string());
        if all.contains(PRIVATE) {
            return PRIVATE.to_owned();
        }
    }
    cause.to_string()
}

const PRIVATE: &str = "the name leads to a private address";

/// Resolves names, and lets only public addresses through unless the name is allowed.
struct PublicOnly {
    allowed: Vec<String>,
}

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        let allowed = self.allowed.contains(&host);
        Box::pin(async move {
            let found: Vec<_> = tokio::net::lookup_host((host.as_str(), 0)).await?.collect();
            let good: Vec<_> = found.into_iter().filter(|at| allowed || is_public(at.ip())).collect();
            if good.is_empty() {
                return Err(PRIVATE.into());
            }
            Ok(Box::new(good.into_iter()) as Addrs)
        })
    }
}
