//! The key behind a name: of a proof's `verificationMethod` or of a token's `kid`.
//!
//! Names that hold their key (`did:key`, `did:jwk`, a Multikey in the fragment) need no document. An address leads to a
//! JSON Web Key, a set of them, a verification method, or the document of its controller. Whose the key is, is not said
//! here.

use serde_json::Value;

use super::fetches::{Missing, What};
use super::issuer::Keys;
use crate::did::{self, DidDocument, Key, method_key};
use crate::key::PublicKey;

/// Keys of one set that are looked through.
const SET_MAX: usize = 64;

/// The key that `name` names.
pub(super) fn named(name: &str, keys: &mut Keys<'_>) -> Result<PublicKey, Missing> {
    if did::holds_its_key(name) {
        return did::key_of(name).map_err(|error| Missing::For(error.to_string()));
    }
    if let Some(key) = did::key_in_fragment(name) {
        return Ok(key);
    }
    let controller = name.split('#').next().unwrap_or(name);
    if !controller.starts_with("https:") && !controller.starts_with("http:") {
        return listed(&keys.document(controller)?.document, name);
    }
    match keys.fetches.look_up_own_json(controller, What::Profile) {
        Ok(found) => of_found(&found, name),
        Err(Missing::Asked) => Err(Missing::Asked),
        // Perhaps its document was fetched before.
        Err(missing) => listed(&keys.document(controller).map_err(|_| missing)?.document, name),
    }
}

/// What an address may answer with.
fn of_found(found: &Value, name: &str) -> Result<PublicKey, Missing> {
    if let Some(set) = found["keys"].as_array() {
        return of_set(set, name);
    }
    if found["kty"].is_string() {
        return of_jwk(found);
    }
    let is_method = found["id"] == name && found["controller"].is_string();
    if is_method && let Key::Known(key) = method_key(found) {
        return Ok(key);
    }
    let document = DidDocument::parse(found).map_err(|error| Missing::For(error.to_string()))?;
    listed(&document, name)
}

/// A JSON Web Key Set (RFC 7517 §5): the key whose `kid` is the name or its fragment, or the only one.
fn of_set(set: &[Value], name: &str) -> Result<PublicKey, Missing> {
    let fragment = name.split_once('#').map(|(_, fragment)| fragment);
    let is_meant = |jwk: &&Value| jwk["kid"].as_str().is_some_and(|kid| kid == name || Some(kid) == fragment);
    let mut meant = set.iter().take(SET_MAX).filter(is_meant);
    match (meant.next(), meant.next(), fragment, set) {
        (Some(jwk), None, _, _) => of_jwk(jwk),
        (Some(_), Some(_), _, _) => Err(Missing::For("several keys there have this name".to_owned())),
        (None, _, None, [only]) => of_jwk(only),
        _ => Err(Missing::For("no key there has this name".to_owned())),
    }
}

fn of_jwk(jwk: &Value) -> Result<PublicKey, Missing> {
    PublicKey::from_jwk(jwk).map_err(|error| Missing::For(error.to_string()))
}

fn listed(document: &DidDocument, name: &str) -> Result<PublicKey, Missing> {
    match document.method(name).map(|method| &method.key) {
        Some(Key::Known(key)) => Ok(key.clone()),
        Some(Key::Other(kind)) => Err(Missing::For(format!("its key is not read: {kind}"))),
        None => Err(Missing::For("its controller's document does not list it".to_owned())),
    }
}
