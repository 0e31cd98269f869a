//! Decentralised identifiers: `did:key` holds its key, `did:web` names the address of a document that holds it.
//!
//! Sources: did:key v0.9 (W3C CCG), did:web (W3C CCG) §2.5, Controlled Identifiers 1.0 §2.

mod document;
mod web;

pub use document::{DidDocument, Key, ListedKey, Method, did_document};
pub use web::{web_did, web_url};

use crate::multibase::{Ed25519Public, MultibaseError};

/// The `did:key` of a public key.
#[must_use]
pub fn did_key(key: &Ed25519Public) -> String {
    format!("did:key:{}", key.multikey())
}

/// The verification method of `key` under `did`: the fragment is the public key itself, so the signature can be
/// checked for ever and without the document. Who the key belongs to, only the document says.
#[must_use]
pub fn verification_method(did: &str, key: &Ed25519Public) -> String {
    format!("{did}#{}", key.multikey())
}

/// The key a `did:key` (with or without fragment) holds.
///
/// # Errors
/// When it is no `did:key`, or its key is not an Ed25519 one, or its fragment is another key than its own.
pub fn key_of(did: &str) -> Result<Ed25519Public, DidError> {
    let rest = did.strip_prefix("did:key:").ok_or(DidError::Method)?;
    let (name, fragment) = rest.split_once('#').map_or((rest, None), |(name, fragment)| (name, Some(fragment)));
    if fragment.is_some_and(|fragment| fragment != name) {
        return Err(DidError::Fragment);
    }
    Ok(Ed25519Public::from_multikey(name)?)
}

/// The key written in the fragment of a verification method, if the fragment is one.
#[must_use]
pub fn key_in_fragment(verification_method: &str) -> Option<Ed25519Public> {
    let (_, fragment) = verification_method.split_once('#')?;
    Ed25519Public::from_multikey(fragment).ok()
}

/// Why an identifier or a document about it could not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DidError {
    /// Not a DID of the expected method.
    #[error("not a DID of the method that is expected here")]
    Method,
    /// A `did:key` whose fragment is not its own key.
    #[error("the fragment of a did:key must repeat its key")]
    Fragment,
    /// The key could not be read.
    #[error("the key is unreadable: {0}")]
    Key(#[from] MultibaseError),
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
