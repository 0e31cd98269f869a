//! Other people's test data, read where it lies. Absent data skips a test by name, never silently.

use std::path::PathBuf;

use ed25519_dalek::Signer as _;
use serde_json::Value;

use crate::jsonld::Engine;
use crate::multibase::Ed25519Public;
use crate::proof::{self, ProofOptions};

/// A path below the vectors folder: `ANAVEZ_VECTORS`, else `../shared/vectors` beside the workspace.
pub(crate) fn folder(path: &str) -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors");
    let path_there = std::env::var_os("ANAVEZ_VECTORS").map_or_else(beside, PathBuf::from).join(path);
    if !path_there.exists() {
        println!("skipped: {path}: vectors absent");
        return None;
    }
    Some(path_there)
}

/// The bytes of a file below the vectors folder.
pub(crate) fn sample(path: &str) -> Option<Vec<u8>> {
    folder(path).map(|file| std::fs::read(file).expect("a sample is readable"))
}

/// The same, as text.
pub(crate) fn sample_text(path: &str) -> Option<String> {
    sample(path).map(|bytes| String::from_utf8(bytes).expect("a text sample is UTF-8"))
}

/// The same, as JSON.
pub(crate) fn sample_json(path: &str) -> Option<Value> {
    sample(path).map(|bytes| serde_json::from_slice(&bytes).expect("a JSON sample is JSON"))
}

/// A key of the tests and what it can do.
pub(crate) struct Signer(ed25519_dalek::SigningKey);

impl Signer {
    pub(crate) fn new(seed: u8) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(&[seed; 32]))
    }

    pub(crate) fn key(&self) -> Ed25519Public {
        Ed25519Public::from_bytes(self.0.verifying_key().as_bytes()).expect("a public key")
    }

    /// The bare signature of `bytes`.
    pub(crate) fn raw(&self, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(bytes).to_bytes()
    }

    /// Signs in the name of `did`, with the key in the fragment.
    pub(crate) fn sign(&self, document: &Value, did: &str) -> Value {
        self.sign_as(document, &crate::did::verification_method(did, &self.key()))
    }

    pub(crate) fn sign_as(&self, document: &Value, verification_method: &str) -> Value {
        let options = ProofOptions { verification_method, created: "2026-03-04T09:00:00Z", purpose: "assertionMethod" };
        self.sign_with(document, &options)
    }

    pub(crate) fn sign_with(&self, document: &Value, options: &ProofOptions<'_>) -> Value {
        let sign = |bytes: &[u8]| Ok(self.0.sign(bytes).to_bytes());
        proof::create(Engine::standard(), document, options, sign).expect("the document can be signed")
    }
}
