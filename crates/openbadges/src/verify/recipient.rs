//! Was it given to the one who is asked about?

use serde_json::Value;

use super::report::Outcome;
use crate::read::items;
use crate::write::{hash_identity, normalise_address};

/// Identifiers of one document that are compared.
const IDENTIFIERS_MAX: usize = 32;

/// Compares `wanted` with everything by which the receiver is named: as given, then lower case.
pub(super) fn compare(document: &Value, wanted: &str) -> (Outcome, String) {
    let subject = &document["credentialSubject"];
    let wanted = wanted.strip_prefix("mailto:").unwrap_or(wanted).trim();
    if subject["id"].as_str().is_some_and(|id| id == wanted || id.strip_prefix("mailto:") == Some(wanted)) {
        return (Outcome::Pass, "it was given to this identifier".to_owned());
    }
    let identifiers = items(&subject["identifier"]);
    let mut unreadable = None;
    for identity in identifiers.iter().take(IDENTIFIERS_MAX) {
        match matches(identity, wanted) {
            Some(true) => {
                let how = if identity["hashed"] == true { "as a hash" } else { "openly" };
                return (Outcome::Pass, format!("it was given to this identity, named {how}"));
            }
            Some(false) => {}
            None => unreadable = Some("a hash of its receiver is of a kind that is not read"),
        }
    }
    match unreadable {
        Some(reason) => (Outcome::Unknown, reason.to_owned()),
        None => (Outcome::Fail, "it was given to somebody else".to_owned()),
    }
}

/// Whether one `IdentityObject` is `wanted`; `None` when its hash is of an unknown kind.
fn matches(identity: &Value, wanted: &str) -> Option<bool> {
    let named = identity["identityHash"].as_str().unwrap_or_default();
    let forms = [wanted.to_owned(), wanted.to_lowercase(), normalise_address(wanted)];
    // Some say `hashed: false` and hash all the same; a hash is told by its prefix.
    let hashed = identity["hashed"] == true || named.starts_with("sha256$");
    if !hashed {
        return Some(forms.iter().any(|form| form == named) || normalise_address(named) == forms[2]);
    }
    let hash = named.strip_prefix("sha256$")?.to_lowercase();
    let salt = identity["salt"].as_str().unwrap_or_default();
    Some(forms.iter().any(|form| hash_identity(form, salt).strip_prefix("sha256$") == Some(&hash)))
}
