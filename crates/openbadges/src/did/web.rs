//! `did:web` ⇄ address (did:web §2.5.1 and §2.5.2).

use url::{Host, Url};

use super::DidError;

/// The address of the document of a `did:web`: `https://HOST/PATH/did.json`, or `/.well-known/did.json` without a path.
///
/// `allow_loopback` is for trying things out: then, and only then, a name or address of this machine is accepted and
/// resolved over http. A fragment is left out of account.
///
/// # Errors
/// When it is no `did:web`, or its host is an IP address or this machine, or a path segment is not a plain one.
pub fn web_url(did: &str, allow_loopback: bool) -> Result<Url, DidError> {
    let rest = did.strip_prefix("did:web:").ok_or(DidError::Method)?;
    let rest = rest.split_once('#').map_or(rest, |(rest, _)| rest);
    let mut parts = rest.split(':');
    let host = parts.next().unwrap_or_default();
    let segments: Vec<&str> = parts.collect();
    for segment in &segments {
        if !is_plain(segment) {
            return Err(DidError::Path { segment: (*segment).to_owned() });
        }
    }
    let refused = || DidError::Host { host: host.to_owned() };
    let authority = authority(host).ok_or_else(refused)?;
    let path = if segments.is_empty() { ".well-known".to_owned() } else { segments.join("/") };
    let url = Url::parse(&format!("https://{authority}/{path}/did.json")).map_err(|_| refused())?;
    if is_loopback(&url) {
        if !allow_loopback {
            return Err(refused());
        }
        return Url::parse(&format!("http://{authority}/{path}/did.json")).map_err(|_| refused());
    }
    match url.host() {
        Some(Host::Domain(name)) if name.contains('.') => Ok(url),
        _ => Err(refused()),
    }
}

/// The `did:web` whose document would stand below `url`: `https://HOST/a/b` → `did:web:HOST:a:b`.
///
/// # Errors
/// When the address is not http(s), or its path has a segment that a `did:web` cannot hold.
pub fn web_did(url: &Url) -> Result<String, DidError> {
    let host = match (url.scheme(), url.host_str()) {
        ("https" | "http", Some(host)) => host,
        _ => return Err(DidError::Host { host: url.host_str().unwrap_or_default().to_owned() }),
    };
    let mut did = format!("did:web:{host}");
    if let Some(port) = url.port() {
        did.push_str(&format!("%3A{port}"));
    }
    for segment in url.path().split('/').filter(|segment| !segment.is_empty()) {
        if !is_plain(segment) {
            return Err(DidError::Path { segment: segment.to_owned() });
        }
        did.push(':');
        did.push_str(segment);
    }
    Ok(did)
}

/// `HOST` or `HOST%3APORT`, nothing else encoded: an encoded `@` or `/` would send the reader elsewhere.
fn authority(host: &str) -> Option<String> {
    let (name, port) = match host.split_once("%3A").or_else(|| host.split_once("%3a")) {
        Some((name, port)) => (name, Some(port.parse::<u16>().ok()?)),
        None => (host, None),
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
    if name.is_empty() || !name.bytes().all(plain) {
        return None;
    }
    Some(port.map_or_else(|| name.to_owned(), |port| format!("{name}:{port}")))
}

/// Letters of a DID's method-specific part (DID 1.0 §3.1) that are a whole path segment.
fn is_plain(segment: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    !segment.is_empty() && segment != "." && segment != ".." && segment.bytes().all(letter)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}
