use std::net::IpAddr;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue};

use super::{Allowance, Limiter};

fn address(text: &str) -> IpAddr {
    text.parse().expect("an address")
}

fn limiter() -> Limiter {
    Limiter::new(Allowance { burst: 3, per_second: 1, trusted_proxies: vec![address("10.0.0.1")] })
}

#[test]
fn a_client_has_a_burst_and_then_waits() {
    let limiter = limiter();
    let take = |seconds: u64| limiter.take_at(address("192.0.2.1"), Duration::from_secs(seconds));
    assert_eq!([take(0).remaining, take(0).remaining, take(0).remaining], [2, 1, 0]);
    assert_eq!(take(0).wait_seconds, Some(1));
    assert_eq!(take(1).wait_seconds, None, "a second gives one request back");
    assert_eq!(take(1).wait_seconds, Some(1));
    assert_eq!(take(100).remaining, 2, "a rested client has all of it");
}

#[test]
fn clients_do_not_share_and_a_household_is_one_client() {
    let limiter = limiter();
    let take = |client: &str| limiter.take_at(address(client), Duration::ZERO).remaining;
    assert_eq!((take("192.0.2.1"), take("192.0.2.2")), (2, 2));
    assert_eq!((take("2001:db8::1"), take("2001:db8::2"), take("2001:db8:0:1::1")), (2, 1, 2));
}

#[test]
fn only_a_trusted_proxy_can_speak_for_a_client() {
    let limiter = limiter();
    let mut headers = HeaderMap::new();
    headers.insert("x-forwarded-for", HeaderValue::from_static("203.0.113.9, 192.0.2.7"));
    let check = |peer: &str, expected: &str| {
        assert_eq!(limiter.client(Some(address(peer)), &headers), Some(address(expected)), "{peer}");
    };
    check("10.0.0.1", "192.0.2.7");
    check("198.51.100.1", "198.51.100.1");
    assert_eq!(limiter.client(None, &headers), None);
}
