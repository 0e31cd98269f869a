//! Where an issuer's documents may stand: on the issuer's own host, unless its profile says otherwise.
//!
//! Open Badges 2.0 "VerificationObject" and "HostedBadge Verification".

use serde_json::Value;
use url::Url;

use super::address::{host, same_host, to_ask};
use crate::read::items;

/// Places that one profile may allow.
const PLACES_MAX: usize = 64;

/// Whether a document fetched at `at` may speak for the issuer at `issuer`.
///
/// # Errors
/// Why not, in words.
pub(super) fn allows(profile: &Value, issuer: &str, at: &str) -> Result<(), String> {
    let texts = |field: &str| -> Vec<&str> {
        items(&profile["verification"][field]).iter().filter_map(Value::as_str).take(PLACES_MAX).collect()
    };
    let (origins, starts) = (texts("allowedOrigins"), texts("startsWith"));
    if origins.is_empty() && starts.is_empty() {
        return if same_host(issuer, at) {
            Ok(())
        } else {
            Err(format!("it stands on another host than its issuer: {at} is not of {}", host(issuer).unwrap_or_default()))
        };
    }
    if !origins.is_empty() && !origins.iter().any(|origin| is_of(at, origin)) {
        return Err(format!("{at} is on none of the hosts that its issuer allows (allowedOrigins)"));
    }
    if !starts.is_empty() && !starts.iter().any(|start| begins_with(at, start)) {
        return Err(format!("{at} begins with none of the addresses that its issuer allows (startsWith)"));
    }
    Ok(())
}

/// A host name; some write an address instead.
fn is_of(at: &str, origin: &str) -> bool {
    let Ok(url) = Url::parse(at) else { return false };
    let wanted = host(origin).unwrap_or_else(|| origin.trim_end_matches('/').to_ascii_lowercase());
    url.host_str().is_some_and(|name| name.eq_ignore_ascii_case(&wanted)) || host(at) == Some(wanted)
}

/// As a text, after both were made one (`..` is gone); and never on another host, which a beginning without its end
/// (`https://a.example`) would allow.
fn begins_with(at: &str, start: &str) -> bool {
    same_host(at, start) && to_ask(at, false).starts_with(&to_ask(start, false))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ISSUER: &str = "https://a.example/issuer";

    fn allowed(verification: Value, at: &str) -> bool {
        allows(&json!({ "verification": verification }), ISSUER, at).is_ok()
    }

    #[test]
    fn without_a_word_only_the_issuers_own_host_counts() {
        for verification in [Value::Null, json!({ "verificationProperty": "id" }), json!({ "allowedOrigins": [] })] {
            assert!(allowed(verification.clone(), "https://a.example/1"));
            assert!(!allowed(verification.clone(), "https://b.example/1"));
            assert!(!allowed(verification, "https://a.example:8443/1"));
        }
    }

    #[test]
    fn allowed_origins_are_hosts_and_no_endings_of_hosts() {
        let origins = json!({ "allowedOrigins": ["b.example", "https://c.example/"] });
        for at in ["https://b.example/1", "http://B.example/1", "https://c.example/1"] {
            assert!(allowed(origins.clone(), at), "{at}");
        }
        for at in ["https://a.example/1", "https://evil-b.example/1", "https://x.b.example/1", "https://b.example.evil.example/"]
        {
            assert!(!allowed(origins.clone(), at), "{at}");
        }
        assert!(allowed(json!({ "allowedOrigins": "b.example" }), "https://b.example/1"));
    }

    #[test]
    fn a_beginning_cannot_be_left_by_a_longer_host_or_by_a_way_up() {
        let start = json!({ "startsWith": ["https://a.example/badges/", "https://b.example"] });
        for at in ["https://a.example/badges/1", "http://a.example/badges/1", "https://b.example/1"] {
            assert!(allowed(start.clone(), at), "{at}");
        }
        for at in ["https://a.example/1", "https://a.example/badges/../1", "https://b.example.evil.example/1", "urn:uuid:1"] {
            assert!(!allowed(start.clone(), at), "{at}");
        }
        // A beginning without a host would let everything in.
        for start in ["", "h", "https://", "https:"] {
            assert!(!allowed(json!({ "startsWith": start }), "https://evil.example/1"), "{start:?}");
        }
        let both = json!({ "allowedOrigins": "a.example", "startsWith": "https://b.example/" });
        assert!(!allowed(both.clone(), "https://a.example/1") && !allowed(both, "https://b.example/1"));
    }
}
