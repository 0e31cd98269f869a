//! Web addresses: how they are asked for, and when two of them are one.
//!
//! Many old badges say `http`. They are asked over https on the same host, which no one else can answer for.

use url::{Host, Url};

use crate::read::discreet;

/// The address to ask for `url`: without e-mail addresses and fragment, and over https unless its host is a number. On this
/// machine http stays, when that is allowed.
pub(in crate::verify) fn to_ask(url: &str, allow_loopback: bool) -> String {
    let url = discreet(url.trim());
    let Ok(mut parsed) = Url::parse(&url) else { return url };
    parsed.set_fragment(None);
    let stays = is_numbered(&parsed) || allow_loopback && is_local(&parsed);
    if parsed.scheme() == "http" && !stays && parsed.set_scheme("https").is_err() {
        return url;
    }
    parsed.to_string()
}

/// Whether two addresses are one, whatever they say of http or https, of e-mail addresses and of fragments.
pub(super) fn same(one: &str, other: &str) -> bool {
    one == other || to_ask(one, false) == to_ask(other, false)
}

/// Whether two addresses are of one host, port included.
pub(super) fn same_host(one: &str, other: &str) -> bool {
    host(one).is_some_and(|name| host(other) == Some(name))
}

/// Who speaks when `answered` answered for `asked`, and whether that is sure. A document that was sent on to another host
/// is that host's word; one that says all the same that it stands where was asked may have been slipped under an address
/// that sends on to anywhere.
pub(super) fn speaker(asked: &str, answered: &str, calls_itself: Option<&str>) -> (String, bool) {
    if same_house(asked, answered) {
        return (asked.to_owned(), true);
    }
    match calls_itself {
        Some(id) if !same_host(id, answered) => (asked.to_owned(), false),
        _ => (answered.to_owned(), true),
    }
}

/// Whether two addresses are of one host, with or without `www`.
pub(super) fn same_house(one: &str, other: &str) -> bool {
    let bare = |url: &str| host(url).map(|name| name.strip_prefix("www.").map_or(name.clone(), str::to_owned));
    bare(one).is_some_and(|name| bare(other) == Some(name))
}

/// The host of an address, with its port when it has one of its own.
pub(super) fn host(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let name = url.host_str()?.to_ascii_lowercase();
    Some(match url.port() {
        Some(port) => format!("{name}:{port}"),
        None => name,
    })
}

/// Nobody has a certificate for a number.
fn is_numbered(url: &Url) -> bool {
    !matches!(url.host(), Some(Host::Domain(_)))
}

fn is_local(url: &Url) -> bool {
    url.host_str() == Some("localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_asked_over_https_and_without_the_receivers_own() {
        let table = [
            ("http://a.example/1", "https://a.example/1"),
            (" https://a.example/1?identity__email=a%40b.example#x ", "https://a.example/1"),
            ("http://a.example:8080/1", "https://a.example:8080/1"),
            ("http://localhost:8080/1", "https://localhost:8080/1"),
            ("http://127.0.0.1:8080/1", "http://127.0.0.1:8080/1"),
            ("urn:uuid:1", "urn:uuid:1"),
            ("no address", "no address"),
        ];
        for (url, asked) in table {
            assert_eq!(to_ask(url, false), asked);
        }
        assert_eq!(to_ask("http://localhost:8080/1", true), "http://localhost:8080/1");
        assert_eq!(to_ask("http://a.example/1", true), "https://a.example/1");
    }

    #[test]
    fn hosts_are_compared_whole() {
        assert!(same_host("http://a.example/1", "https://A.example/2"));
        assert!(!same_host("https://a.example.evil.example/1", "https://a.example/1"));
        assert!(!same_host("https://a.example:444/1", "https://a.example/1"));
        assert!(!same_host("urn:uuid:1", "urn:uuid:2"));
        assert!(same("http://a.example/1#key", "https://a.example/1") && !same("https://a.example/1", "https://a.example/2"));
    }
}
