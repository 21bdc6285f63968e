//! Limits a client: a bucket of requests that refills, told in `RateLimit` headers; when it is empty, 429.
//!
//! A client is an address: for IPv6 its /64, since a household has that many. Behind a proxy the operator
//! names it, and the last address it added to `X-Forwarded-For` counts. Nothing about a client is kept
//! longer than its bucket takes to fill.

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, Request};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// How much one client may ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// Requests at once.
    pub burst: u32,
    /// Requests a second, in the long run. 0 is without limit.
    pub per_second: u32,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
}

impl Default for Allowance {
    fn default() -> Allowance {
        Allowance { burst: 3_000, per_second: 100, trusted_proxies: Vec::new() }
    }
}

/// The buckets of all clients.
#[derive(Debug, Clone)]
pub struct Limiter(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    allowance: Allowance,
    started: Instant,
    hasher: RandomState,
    shards: Vec<Mutex<HashMap<IpAddr, Duration>>>,
}

/// What a client has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Requests it may make at once.
    pub remaining: u32,
    /// Seconds until its bucket is full again.
    pub full_in_seconds: u64,
    /// Seconds to wait, when it has none left.
    pub wait_seconds: Option<u64>,
}

/// A shard is swept when it holds more clients than this.
const SWEEP_AT: usize = 4_096;
const SHARDS: usize = 16;

impl Limiter {
    /// A limiter that knows nobody yet.
    pub fn new(allowance: Allowance) -> Limiter {
        let shards = (0..SHARDS).map(|_| Mutex::default()).collect();
        Limiter(Arc::new(Inner { allowance, started: Instant::now(), hasher: RandomState::new(), shards }))
    }

    /// Takes one request out of a client's bucket.
    pub fn take(&self, client: IpAddr) -> Standing {
        self.take_at(client, self.0.started.elapsed())
    }

    /// See [`Limiter::take`], at a time since the start. A bucket is kept as the time at which it would be
    /// full: one number a client.
    fn take_at(&self, client: IpAddr, now: Duration) -> Standing {
        let allowance = &self.0.allowance;
        let each = Duration::from_secs(1) / allowance.per_second.max(1);
        let whole = each * allowance.burst.max(1);
        let client = network_of(client);
        let shard = self.0.hasher.hash_one(client) as usize % SHARDS;
        let mut clients = self.0.shards[shard].lock().unwrap_or_else(PoisonError::into_inner);
        if clients.len() > SWEEP_AT {
            clients.retain(|_, full_at| *full_at > now);
        }
        let full_at = clients.get(&client).copied().unwrap_or(now).max(now) + each;
        let debt = full_at - now;
        if debt > whole {
            let wait = (debt - whole).as_secs_f64().ceil().max(1.0) as u64;
            let full_in_seconds = (debt - each).as_secs_f64().ceil() as u64;
            return Standing { remaining: 0, full_in_seconds, wait_seconds: Some(wait) };
        }
        clients.insert(client, full_at);
        let remaining = ((whole - debt).as_nanos() / each.as_nanos().max(1)) as u32;
        Standing { remaining, full_in_seconds: debt.as_secs_f64().ceil() as u64, wait_seconds: None }
    }

    /// Whose request it is; `None` when there is no socket, as in a test in process.
    fn client(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> Option<IpAddr> {
        let peer = peer?.to_canonical();
        if !self.0.allowance.trusted_proxies.contains(&peer) {
            return Some(peer);
        }
        // Read from the end: what a client wrote itself stands before what our proxy added.
        let forwarded = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let forwarded: Vec<IpAddr> = forwarded
            .flat_map(|value| value.split(','))
            .filter_map(|address| address.trim().parse::<IpAddr>().ok())
            .map(|address| address.to_canonical())
            .collect();
        let trusted = &self.0.allowance.trusted_proxies;
        Some(forwarded.into_iter().rev().find(|address| !trusted.contains(address)).unwrap_or(peer))
    }
}

/// Lets a request through, or answers 429; either way it says what is left.
pub async fn limit<A: Future<Output = Response>>(
    limiter: &Limiter,
    request: Request,
    answer: impl FnOnce(Request) -> A,
) -> Response {
    if limiter.0.allowance.per_second == 0 {
        return answer(request).await;
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let Some(client) = limiter.client(peer, request.headers()) else { return answer(request).await };
    let standing = limiter.take(client);
    let mut response = match standing.wait_seconds {
        None => answer(request).await,
        Some(seconds) => {
            let mut response = Problem::too_many_requests(seconds).into_response();
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            response
        }
    };
    let allowance = &limiter.0.allowance;
    let window = u64::from(allowance.burst.div_ceil(allowance.per_second.max(1)));
    let policy = format!("\"client\";q={};w={window}", allowance.burst);
    let limit = format!("\"client\";r={};t={}", standing.remaining, standing.full_in_seconds);
    let headers = response.headers_mut();
    for (name, value) in [("ratelimit-policy", policy), ("ratelimit", limit)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    response
}

fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
    }
}
