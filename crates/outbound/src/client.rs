//! Fetching: one GET, redirections walked by hand, limits kept while bytes arrive.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, LOCATION};
use reqwest::{Response, StatusCode};

use crate::dialer::{Dialer, Lookup, SystemLookup};
use crate::{Accept, Admitted, FetchRefusal, Guard, Why};

/// Most redirections that one fetch follows.
pub const REDIRECTS_MAX: usize = 3;
/// The time one fetch may take, look-up and redirections and all bytes included.
pub const TIME_MAX: Duration = Duration::from_secs(10);

const HEADERS_MAX: usize = 64;
const MEDIA_TYPE_BYTES_MAX: usize = 100;

/// How this program goes out.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Also http, any port and numbers, on this machine only. For tests and trying, never for serving.
    pub allow_loopback: bool,
    /// Who we say we are, e.g. `Anavez/0.1 (+https://badges.example.org)`.
    pub user_agent: String,
    /// The time one fetch may take; longer than [`TIME_MAX`] is cut to it.
    pub time_max: Duration,
}

impl Settings {
    /// The usual: no loopback, [`TIME_MAX`].
    #[must_use]
    pub fn new(user_agent: impl Into<String>) -> Self {
        Self { allow_loopback: false, user_agent: user_agent.into(), time_max: TIME_MAX }
    }
}

/// What a fetch brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The address that answered, after redirections; without fragment.
    pub final_url: String,
    /// Type and subtype in lower case, without parameters; empty when the answer has none.
    pub media_type: String,
    /// The body, inflated.
    pub bytes: Vec<u8>,
    /// 200 … 299.
    pub status: u16,
}

/// The door out for fetching. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    guard: Guard,
    time_max: Duration,
}

/// The client could not be made.
#[derive(Debug, thiserror::Error)]
#[error("no connections can be made: {why}")]
pub struct ClientError {
    why: String,
}

impl Client {
    /// A client that asks the system's resolver and trusts the system's certificates.
    ///
    /// # Errors
    /// [`ClientError`] if the user agent cannot stand in a header or the TLS library refuses.
    pub fn new(settings: Settings) -> Result<Self, ClientError> {
        Self::with_lookup(settings, Arc::new(SystemLookup))
    }

    /// The same with another resolver: for tests. What it answers is judged like any answer.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn with_lookup(settings: Settings, lookup: Arc<dyn Lookup>) -> Result<Self, ClientError> {
        let guard = Guard::new(settings.allow_loopback);
        Self::build(&settings, Dialer::new(guard, lookup), guard, system_roots())
    }

    /// Fetches this address, for this kind of thing, taking `bytes_max` bytes of it at most (and never more than
    /// [`Accept::bytes_max`]).
    ///
    /// # Errors
    /// [`FetchRefusal`]; whatever it is, nothing of the answer is kept.
    pub async fn fetch(&self, url: &str, accept: Accept, bytes_max: usize) -> Result<Fetched, FetchRefusal> {
        let bytes_max = bytes_max.min(accept.bytes_max());
        let first = self.guard.admit(url)?;
        let host = first.host().to_owned();
        let walk = self.walk(first, accept, bytes_max);
        tokio::time::timeout(self.time_max, walk).await.unwrap_or(Err(FetchRefusal::TooSlow { host }))
    }

    fn build(settings: &Settings, dialer: Dialer, guard: Guard, roots: rustls::RootCertStore) -> Result<Self, ClientError> {
        #[expect(clippy::disallowed_methods, reason = "this is the guard through which everything dials")]
        let http = reqwest::Client::builder()
            .user_agent(&settings.user_agent)
            .tls_backend_preconfigured(tls(roots)?)
            .dns_resolver(dialer)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .no_proxy()
            .referer(false)
            .http1_only()
            .http1_max_headers(HEADERS_MAX)
            // Fetches go to ever other hosts: nothing is gained by lines that stay open.
            .pool_max_idle_per_host(0)
            .build()
            .map_err(|error| ClientError { why: error.to_string() })?;
        Ok(Self { http, guard, time_max: settings.time_max.min(TIME_MAX) })
    }

    async fn walk(&self, first: Admitted, accept: Accept, bytes_max: usize) -> Result<Fetched, FetchRefusal> {
        let mut at = first;
        for _ in 0..=REDIRECTS_MAX {
            let answer = self
                .http
                .get(at.url().clone())
                .header(ACCEPT, accept.header())
                .send()
                .await
                .map_err(|error| FetchRefusal::from_http(&error, at.host()))?;
            match next_step(&answer)? {
                Step::Read => return read(answer, &at, bytes_max).await,
                Step::Follow(location) => at = self.guard.admit_redirect(&at, &location)?,
            }
        }
        Err(FetchRefusal::TooManyRedirects)
    }
}

enum Step {
    Read,
    Follow(String),
}

fn next_step(answer: &Response) -> Result<Step, FetchRefusal> {
    let status = answer.status();
    if status.is_success() {
        return Ok(Step::Read);
    }
    match status {
        StatusCode::GONE => Err(FetchRefusal::Gone),
        StatusCode::MOVED_PERMANENTLY
        | StatusCode::FOUND
        | StatusCode::SEE_OTHER
        | StatusCode::TEMPORARY_REDIRECT
        | StatusCode::PERMANENT_REDIRECT => match answer.headers().get(LOCATION) {
            Some(location) => {
                let location = location.to_str().map_err(|_| Why::StrangeCharacters)?;
                Ok(Step::Follow(location.to_owned()))
            }
            None => Err(FetchRefusal::Status(status.as_u16())),
        },
        _ => Err(FetchRefusal::Status(status.as_u16())),
    }
}

async fn read(mut answer: Response, at: &Admitted, bytes_max: usize) -> Result<Fetched, FetchRefusal> {
    let too_large = FetchRefusal::TooLarge { bytes_max };
    // What the answer says of its length saves the trip; what it sends is counted all the same.
    if answer.content_length().is_some_and(|length| length > bytes_max as u64) {
        return Err(too_large);
    }
    let status = answer.status().as_u16();
    let media_type = media_type(answer.headers());
    let mut bytes = Vec::new();
    // Chunks come inflated, so a bomb is counted at its full size.
    while let Some(chunk) = answer.chunk().await.map_err(|error| FetchRefusal::from_http(&error, at.host()))? {
        if chunk.len() > bytes_max - bytes.len() {
            return Err(too_large);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Fetched { final_url: at.as_str().to_owned(), media_type, bytes, status })
}

fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = value.split(';').next().unwrap_or_default().trim();
    if essence.len() > MEDIA_TYPE_BYTES_MAX { String::new() } else { essence.to_ascii_lowercase() }
}

fn tls(roots: rustls::RootCertStore) -> Result<rustls::ClientConfig, ClientError> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| ClientError { why: error.to_string() })?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// The authorities that this machine trusts.
fn system_roots() -> rustls::RootCertStore {
    let mut roots = rustls::RootCertStore::empty();
    let (added, _) = roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if added == 0 {
        tracing::warn!(
            "this machine trusts no certificate authority, so no https address can be fetched: install ca-certificates"
        );
    }
    roots
}

#[cfg(test)]
mod refused;
#[cfg(test)]
mod tests;
