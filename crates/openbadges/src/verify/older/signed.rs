//! Signed badges: a JWS around the badge, by a key that the issuer's profile lists.
//!
//! Open Badges 2.0 "SignedBadge Verification": "Do not trust a key that is not properly linked from the issuer Profile."
//! Profiles of 1.0 and 1.1 list no keys: there a key must stand on the issuer's own host.

use serde_json::Value;

use super::address::{same, same_host, same_house};
use super::linked::{Seen, fetch};
use crate::jws::{Compact, JwsError};
use crate::key::PublicKey;
use crate::read::{Standard, is_web, items, normal};
use crate::verify::fetches::{Fetches, Lookup, What};
use crate::verify::report::{IssuerProven, Signature};

/// Keys of one issuer that are tried.
const KEYS_MAX: usize = 8;

/// What became of the signature.
pub(super) struct Finding {
    pub(super) signature: Signature,
    pub(super) detail: String,
    pub(super) issuer: IssuerProven,
    pub(super) issuer_detail: String,
}

/// The issuer, as far as it is known.
pub(super) struct Issuer<'i> {
    pub(super) id: Option<&'i str>,
    pub(super) profile: Option<&'i Seen>,
    pub(super) standard: Standard,
}

/// A key, and what its document says of it.
struct Named {
    name: String,
    key: PublicKey,
    /// The document in which it was found.
    document: Value,
    /// The address that answered in the end, when it was fetched.
    answered: Option<String>,
}

pub(super) fn look(fetches: &mut Fetches, token: &str, badge: &Value, issuer: &Issuer<'_>) -> Finding {
    let compact = match Compact::parse(token) {
        Ok(compact) => compact,
        Err(error) => return unsigned(Signature::Invalid, error.to_string()),
    };
    if let Err(error) = compact.understood() {
        return unsigned(signature_of(&error), error.to_string());
    }
    let creator = creator(badge, issuer.standard);
    let listed =
        issuer.profile.filter(|profile| profile.at.is_some()).map(|profile| items(&profile.normal.document["publicKey"]));
    let linked: Vec<&Value> = listed.unwrap_or_default().iter().take(KEYS_MAX).collect();
    let meant: Vec<&Value> = match creator.and_then(id_of) {
        Some(creator) => linked.iter().copied().filter(|key| id_of(key).is_some_and(|id| same_key(id, creator))).collect(),
        None => linked.clone(),
    };
    if !meant.is_empty() {
        return by_listed(fetches, &compact, &meant, issuer);
    }
    match creator {
        Some(creator) => by_stranger(fetches, &compact, creator, issuer, listed.is_some()),
        None if listed.is_some() => {
            unsigned(Signature::Unknown, "neither the badge nor its issuer's profile names a key".to_owned())
        }
        None => unsigned(Signature::Unknown, "its issuer's profile could not be seen, so no key is known".to_owned()),
    }
}

/// The key that the badge names: `creator` in 2.0, `verify.url` before.
fn creator(badge: &Value, standard: Standard) -> Option<&Value> {
    let verification = &badge["verification"];
    let order = if standard == Standard::Ob20 { ["creator", "url"] } else { ["url", "creator"] };
    order.into_iter().map(|field| &verification[field]).find(|value| !value.is_null())
}

fn by_listed(fetches: &mut Fetches, compact: &Compact<'_>, meant: &[&Value], issuer: &Issuer<'_>) -> Finding {
    let mut wrong: Option<JwsError> = None;
    let mut unseen = None;
    for link in meant {
        match key(fetches, link) {
            Ok(named) => match compact.verify(&named.key) {
                Ok(()) => {
                    let (issuer, issuer_detail) = owned(&named, issuer);
                    return valid(&named.name, issuer, issuer_detail);
                }
                Err(error) => wrong = Some(error),
            },
            Err(reason) => unseen = Some(reason),
        }
    }
    match (unseen, wrong) {
        (None, Some(error)) => unsigned(signature_of(&error), error.to_string()),
        (unseen, _) => unsigned(Signature::Unknown, unseen.unwrap_or_default()),
    }
}

/// A key that no profile lists: the signature may be right, but whose is it?
fn by_stranger(
    fetches: &mut Fetches,
    compact: &Compact<'_>,
    creator: &Value,
    issuer: &Issuer<'_>,
    profile_seen: bool,
) -> Finding {
    let named = match key(fetches, creator) {
        Ok(named) => named,
        Err(reason) => return unsigned(Signature::Unknown, reason),
    };
    if let Err(error) = compact.verify(&named.key) {
        return unsigned(signature_of(&error), error.to_string());
    }
    let stays = named.answered.as_ref().is_some_and(|answered| same_house(answered, &named.name));
    let on_its_host = stays && issuer.id.is_some_and(|issuer| same_host(issuer, &named.name));
    let lists_none = issuer.profile.is_some_and(|profile| profile.normal.document["publicKey"].is_null());
    let early = matches!(issuer.standard, Standard::Ob05 | Standard::Ob10 | Standard::Ob11);
    let (proven, detail) = match (profile_seen, on_its_host) {
        (true, true) if early && lists_none => (IssuerProven::Proven, "the key stands on the issuer's own host".to_owned()),
        (true, _) => (IssuerProven::Contradicted, "the issuer's profile does not list the key".to_owned()),
        (false, true) => {
            let detail = "the key stands on the issuer's host, but its profile could not be seen".to_owned();
            (IssuerProven::Unknown, detail)
        }
        // Nothing connects the key with anybody: whoever made it could have written the badge.
        (false, false) if is_web(&named.name) && creator.is_string() => {
            let detail = format!("the key {} is not known to be the issuer's, whose profile could not be seen", named.name);
            return unsigned(Signature::Unknown, detail);
        }
        (false, false) => (IssuerProven::Unknown, "the key is written in the badge itself, and nobody else names it".to_owned()),
    };
    valid(&named.name, proven, detail)
}

/// The link between key and profile goes both ways.
fn owned(named: &Named, issuer: &Issuer<'_>) -> (IssuerProven, String) {
    let owner = named.document["owner"].as_str().or_else(|| named.document["owner"]["id"].as_str());
    match (owner, issuer.id) {
        (Some(owner), Some(id)) if !same(owner, id) => {
            (IssuerProven::Contradicted, format!("the issuer lists the key, but the key is said to be {owner}'s"))
        }
        (_, Some(_)) if !issuer.profile.is_some_and(|profile| profile.sure) => {
            (IssuerProven::Unknown, "the issuer's host sends on to another one, which may be anybody's".to_owned())
        }
        (_, Some(_)) => (IssuerProven::Proven, "the issuer's profile lists the key".to_owned()),
        (_, None) => (IssuerProven::Unknown, "the issuer has no address at which it could say so".to_owned()),
    }
}

/// A key by its link: fetched, or written in the profile.
fn key(fetches: &mut Fetches, link: &Value) -> Result<Named, String> {
    if link.is_object() {
        let document = normal(link).document;
        let name = id_of(&document).unwrap_or("without a name").to_owned();
        if document["publicKeyPem"].is_string() {
            return parsed(name, document, None);
        }
        return Err(format!("the key {name} is not written where it is named"));
    }
    let Some(url) = link.as_str().filter(|url| is_web(url)) else {
        return Err("the key has no address".to_owned());
    };
    if let Some(key) = pem(fetches, url) {
        return key;
    }
    match fetch(fetches, url, What::Profile) {
        Ok(fetched) => {
            let document = normal(&fetched.document).document;
            // The address may be one of a profile with the key inside.
            let inside = items(&document["publicKey"]).iter().find(|key| id_of(key) == Some(url) && key.is_object()).cloned();
            parsed(url.to_owned(), inside.unwrap_or(document), Some(fetched.answered))
        }
        Err(reason) => Err(format!("the key {url} could not be seen: {}", reason.reason())),
    }
}

/// In 1.0 and 1.1 what stands at a key's address is the key itself.
fn pem(fetches: &mut Fetches, url: &str) -> Option<Result<Named, String>> {
    let asked = super::address::to_ask(url, fetches.allows_loopback());
    let Lookup::Found(fetched) = fetches.look_up(&asked, What::Profile) else { return None };
    let text = std::str::from_utf8(&fetched.bytes).ok().filter(|text| text.trim_start().starts_with("-----BEGIN "))?;
    Some(parsed(url.to_owned(), serde_json::json!({ "publicKeyPem": text }), Some(fetched.url.clone())))
}

fn parsed(name: String, document: Value, answered: Option<String>) -> Result<Named, String> {
    let Some(text) = document["publicKeyPem"].as_str() else {
        return Err(format!("what stands at {name} is no key"));
    };
    match PublicKey::from_pem(text) {
        Ok(key) => Ok(Named { name, key, document, answered }),
        Err(error) => Err(format!("the key {name} cannot be read: {error}")),
    }
}

fn id_of(key: &Value) -> Option<&str> {
    key.as_str().or_else(|| key["id"].as_str()).or_else(|| key["@id"].as_str())
}

/// Unlike documents, keys are told apart by their fragments.
fn same_key(one: &str, other: &str) -> bool {
    let fragment = |url: &str| url.split_once('#').map(|(_, fragment)| fragment.to_owned());
    same(one, other) && fragment(one) == fragment(other)
}

fn signature_of(error: &JwsError) -> Signature {
    match error {
        JwsError::Unsupported { .. } | JwsError::Critical => Signature::Unsupported,
        _ => Signature::Invalid,
    }
}

fn valid(name: &str, issuer: IssuerProven, issuer_detail: String) -> Finding {
    Finding { signature: Signature::Valid, detail: format!("signed with the key {name}"), issuer, issuer_detail }
}

fn unsigned(signature: Signature, detail: String) -> Finding {
    let issuer_detail = "nothing is known of the signer".to_owned();
    Finding { signature, detail, issuer: IssuerProven::Unknown, issuer_detail }
}
