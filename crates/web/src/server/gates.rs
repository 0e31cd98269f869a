//! How much at a time: by actor and by link where a room of 400 sits behind one address, by network address only for
//! what strangers can hammer (decision 19); and a bounded number of requests in flight.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::App;

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// Asking for a sign-in letter, or typing its digits; by network address.
    SignIn,
    /// Claim links that nobody has, tokens that nobody has; by network address.
    Unknown,
    /// Giving, replying, making models; by actor or by link.
    Giving,
    /// Reading badges, which may fetch; by network address.
    Reading,
}

/// Too much at once: come back after so many seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// Seconds to wait.
    pub seconds: u64,
}

pub(crate) struct Gates {
    sign_in: DefaultKeyedRateLimiter<String>,
    unknown: DefaultKeyedRateLimiter<String>,
    giving: DefaultKeyedRateLimiter<String>,
    reading: DefaultKeyedRateLimiter<String>,
}

impl Gates {
    pub fn new() -> Self {
        let per_minute = |number: u32| RateLimiter::keyed(Quota::per_minute(NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN)));
        Self { sign_in: per_minute(300), unknown: per_minute(300), giving: per_minute(120), reading: per_minute(300) }
    }

    /// Lets one more through, or says how long to wait.
    pub fn admit(&self, gate: Gate, key: &str) -> Result<(), Wait> {
        let limiter = match gate {
            Gate::SignIn => &self.sign_in,
            Gate::Unknown => &self.unknown,
            Gate::Giving => &self.giving,
            Gate::Reading => &self.reading,
        };
        if limiter.len() > 50_000 {
            limiter.retain_recent();
        }
        limiter.check_key(&key.to_owned()).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            Wait { seconds: wait.as_secs() + 1 }
        })
    }
}

impl IntoResponse for Wait {
    fn into_response(self) -> Response {
        (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, self.seconds.to_string())]).into_response()
    }
}

/// The network address behind a request: what a proxy on this machine says it is, else the other end.
pub(crate) fn network_address(headers: &HeaderMap, peer: Option<SocketAddr>) -> IpAddr {
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
    if !peer.is_loopback() {
        return peer;
    }
    let forwarded = headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    forwarded.and_then(|list| list.rsplit(',').next()).and_then(|last| last.trim().parse().ok()).unwrap_or(peer)
}

/// A bounded number of requests in flight; the rest gets 503 with Retry-After at once.
pub(super) async fn one_of_so_many(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
    let address = network_address(request.headers(), peer);
    request.extensions_mut().insert(address);
    let Ok(_permit) = app.in_flight.try_acquire() else {
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "2")], "Many people at once. Try again in 2 seconds.")
            .into_response();
    };
    let started = std::time::Instant::now();
    let method = request.method().clone();
    let response = next.run(request).await;
    super::health::count(&app, &method, response.status(), started.elapsed());
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gate_closes_after_its_number_and_for_its_key_only() {
        let gates = Gates::new();
        for _ in 0..120 {
            assert_eq!(gates.admit(Gate::Giving, "ana"), Ok(()));
        }
        assert!(gates.admit(Gate::Giving, "ana").is_err_and(|wait| wait.seconds >= 1));
        assert_eq!(gates.admit(Gate::Giving, "ben"), Ok(()));
        assert_eq!(gates.admit(Gate::SignIn, "ana"), Ok(()));
    }

    #[test]
    fn only_a_proxy_on_this_machine_is_believed() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "198.51.100.9, 203.0.113.7".parse().unwrap());
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        assert_eq!(network_address(&headers, Some("127.0.0.1:5".parse().unwrap())), ip("203.0.113.7"));
        assert_eq!(network_address(&headers, Some("192.0.2.1:5".parse().unwrap())), ip("192.0.2.1"));
        assert_eq!(network_address(&HeaderMap::new(), Some("127.0.0.1:5".parse().unwrap())), ip("127.0.0.1"));
    }
}
