//! The suites that sign the JSON as it stands: `eddsa-jcs-2022` (VC-DI-EDDSA §3.3) and `ecdsa-jcs-2019`
//! (VC-DI-ECDSA §3.3): a signature over the hashes of proof and document in canonical JSON (RFC 8785).
//!
//! Every word is signed, whether a context defines it or not.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256, Sha384};

use super::config;
use super::suite::{Hash, Suite};
use super::{Checked, ProofError};
use crate::contexts::Edition;
use crate::key::PublicKey;

/// The two canonical texts whose hashes are signed.
pub(super) struct Canonical {
    pub(super) proof: Vec<u8>,
    pub(super) document: Vec<u8>,
}

impl Canonical {
    /// What is signed: the hash of the proof configuration, then of the document (§3.3.4).
    pub(super) fn message(&self, hash: Hash) -> Vec<u8> {
        let texts = [self.proof.as_slice(), self.document.as_slice()];
        match hash {
            Hash::Sha256 => texts.iter().flat_map(Sha256::digest).collect(),
            Hash::Sha384 => texts.iter().flat_map(Sha384::digest).collect(),
        }
    }
}

/// Both in canonical form: the document without its proof (but with those that went before), the proof without its
/// value.
pub(super) fn canonical(
    document: &Map<String, Value>,
    previous: &[Value],
    proof: &Map<String, Value>,
) -> Result<Canonical, ProofError> {
    let mut document = document.clone();
    document.shift_remove("proof");
    if !previous.is_empty() {
        document.insert("proof".to_owned(), previous.into());
    }
    let mut proof = proof.clone();
    proof.shift_remove("proofValue");
    let text = |object: &Map<String, Value>| {
        serde_json_canonicalizer::to_vec(object).map_err(|_| ProofError::Shape("it has no canonical form in JSON"))
    };
    Ok(Canonical { proof: text(&proof)?, document: text(&document)? })
}

/// Verify Proof (§3.3.2). A document may have gained contexts since: then the proof says which ones it was signed with,
/// and the document is checked with those (step 4).
pub(super) fn check(
    suite: Suite,
    document: &Map<String, Value>,
    previous: &[Value],
    proof: &Map<String, Value>,
    key: &PublicKey,
) -> Result<Checked, ProofError> {
    config::fields::<Value>(document, proof)?;
    let signature = config::signature::<Value>(proof, key)?;
    let mut contexts_added = false;
    let mut as_signed = document.clone();
    if let Some(own) = proof.get("@context") {
        contexts_added = document.get("@context") != Some(own);
        as_signed.insert("@context".to_owned(), own.clone());
    }
    let message = canonical(&as_signed, previous, proof)?.message(Hash::of(key));
    match key.verify(&message, &signature) {
        Ok(()) => Ok(Checked { suite, edition: Edition::First, contexts_added }),
        Err(_) => Err(ProofError::WrongSignature),
    }
}
