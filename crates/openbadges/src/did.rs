//! Decentralised identifiers: `did:key` and `did:jwk` hold their key, `did:web` names the address of a document that
//! holds it.
//!
//! Sources: did:key v0.9 (W3C CCG), did:jwk (method specification), did:web (W3C CCG) §2.5, Controlled Identifiers 1.0 §2.

mod document;
mod web;

pub use document::{DidDocument, Key, ListedKey, Method, did_document, method_key};
pub use web::{web_did, web_url};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::json;
use crate::key::{KeyError, PublicKey};
use crate::multibase::Ed25519Public;

/// Longest `did:jwk` that is read, in bytes.
const DID_JWK_BYTES_MAX: usize = 4096;

/// The `did:key` of a public key.
#[must_use]
pub fn did_key(key: &Ed25519Public) -> String {
    format!("did:key:{}", key.multikey())
}

/// The verification method of `key` under `did`: the fragment is the public key itself, so the signature can be
/// checked for ever and without the document. Who the key belongs to, only the document says. A key without Multikey
/// (RSA) is called by its thumbprint instead.
#[must_use]
pub fn verification_method<K: Clone + Into<PublicKey>>(did: &str, key: &K) -> String {
    let key: PublicKey = key.clone().into();
    format!("{did}#{}", key.multikey().unwrap_or_else(|| key.thumbprint()))
}

/// Whether `did` holds its key itself.
#[must_use]
pub fn holds_its_key(did: &str) -> bool {
    did.starts_with("did:key:") || did.starts_with("did:jwk:")
}

/// The key that a `did:key` or `did:jwk` (with or without fragment) holds.
///
/// # Errors
/// When it is neither, or its key is not read here, or its fragment is not the name of its one key.
pub fn key_of(did: &str) -> Result<PublicKey, DidError> {
    let (name, fragment) = did.split_once('#').map_or((did, None), |(name, fragment)| (name, Some(fragment)));
    if let Some(multikey) = name.strip_prefix("did:key:") {
        if fragment.is_some_and(|fragment| fragment != multikey) {
            return Err(DidError::Fragment);
        }
        return Ok(PublicKey::from_multikey(multikey)?);
    }
    let jwk = name.strip_prefix("did:jwk:").ok_or(DidError::Method)?;
    if fragment.is_some_and(|fragment| fragment != "0") {
        return Err(DidError::Fragment);
    }
    let unreadable = DidError::Document { what: "a did:jwk is a JSON Web Key in base64url" };
    if jwk.len() > DID_JWK_BYTES_MAX {
        return Err(unreadable);
    }
    let jwk = URL_SAFE_NO_PAD.decode(jwk).ok().and_then(|bytes| json::read(&bytes).ok()).ok_or(unreadable)?;
    Ok(PublicKey::from_jwk(&jwk)?)
}

/// The key written in the fragment of a verification method, if the fragment is one.
#[must_use]
pub fn key_in_fragment(verification_method: &str) -> Option<PublicKey> {
    let (_, fragment) = verification_method.split_once('#')?;
    PublicKey::from_multikey(fragment).ok()
}

/// Why an identifier or a document about it could not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DidError {
    /// Not a DID of the expected method.
    #[error("not a DID of the method that is expected here")]
    Method,
    /// The fragment of a `did:key` or `did:jwk` is not the name of its one key.
    #[error("the fragment must name the one key of the DID")]
    Fragment,
    /// The key could not be read.
    #[error("the key is unreadable: {0}")]
    Key(#[from] KeyError),
    /// The host of a `did:web` is missing, an IP address, or a name of this machine.
    #[error("the host {host:?} cannot stand in a did:web")]
    Host {
        /// The host as written.
        host: String,
    },
    /// A path segment is empty, a dot segment, or hides a separator.
    #[error("the path segment {segment:?} cannot stand in a did:web")]
    Path {
        /// The segment as written.
        segment: String,
    },
    /// The document lacks something or has it in the wrong form.
    #[error("the DID document is malformed: {what}")]
    Document {
        /// What is wrong.
        what: &'static str,
    },
}

#[cfg(test)]
mod tests;
