//! The suites that sign statements: `eddsa-rdfc-2022` (VC-DI-EDDSA §3.2), `ecdsa-rdfc-2019` (VC-DI-ECDSA §3.2) and
//! `Ed25519Signature2020` (VC-DI-EDDSA appendix A): a signature over the hashes of the canonical proof and document.

use serde_json::Value;
use sha2::{Digest, Sha256, Sha384};

use super::config;
use super::suite::{Hash, Suite};
use super::{Checked, ProofError};
use crate::contexts::Edition;
use crate::json::{Entries, Tree};
use crate::jsonld::{Engine, Root};
use crate::key::PublicKey;
use crate::rdfc::{self, Canonical, Dataset};

/// The two canonical forms whose hashes are signed.
pub(super) struct Hashed {
    pub(super) proof: Canonical,
    pub(super) document: Canonical,
}

impl Hashed {
    /// What is signed: the hash of the canonical proof configuration, then of the canonical document (§3.2.4).
    pub(super) fn message<D: Digest>(&self) -> Vec<u8> {
        let mut message = Vec::with_capacity(96);
        message.extend_from_slice(&D::digest(self.proof.as_bytes()));
        message.extend_from_slice(&D::digest(self.document.as_bytes()));
        message
    }
}

/// A document as it is signed: its statements, or also those of the proofs that went before.
pub(super) struct Unsecured<'d, T: Tree> {
    pub(super) object: &'d T::Object,
    /// A key that is left out: `proof`, unless it holds the proofs that went before.
    pub(super) without: &'static str,
}

/// Transformation and proof configuration (§3.2.3 and §3.2.5). `proof` may still hold its value.
pub(super) fn hashed<T: Tree, D: Digest>(
    engine: &Engine,
    document: &Unsecured<'_, T>,
    proof: &T::Object,
    edition: Edition,
) -> Result<Hashed, ProofError> {
    let context = document.object.entry("@context").ok_or(ProofError::Shape("the document has no @context"))?;
    let mut dataset = Dataset::new();
    let document = Root::<T> { object: document.object, context: None, without: document.without };
    engine.convert(&document, edition, &mut dataset)?;
    if dataset.is_empty() {
        return Err(ProofError::Shape("the document says nothing"));
    }
    let document = rdfc::canonicalise::<D>(&dataset, rdfc::WORK_MAX)?;
    // The proof is read under the contexts of its document, whatever it says itself.
    let proof = Root::<T> { object: proof, context: Some(context), without: "proofValue" };
    engine.convert(&proof, edition, &mut dataset)?;
    Ok(Hashed { proof: rdfc::canonicalise::<D>(&dataset, rdfc::WORK_MAX)?, document })
}

/// What a new proof signs.
pub(super) fn message(
    engine: &Engine,
    document: &serde_json::Map<String, Value>,
    proof: &serde_json::Map<String, Value>,
    hash: Hash,
) -> Result<Vec<u8>, ProofError> {
    let document = Unsecured { object: document, without: "proof" };
    message_of::<Value>(engine, &document, proof, Edition::First, hash)
}

fn message_of<T: Tree>(
    engine: &Engine,
    document: &Unsecured<'_, T>,
    proof: &T::Object,
    edition: Edition,
    hash: Hash,
) -> Result<Vec<u8>, ProofError> {
    match hash {
        Hash::Sha256 => Ok(hashed::<T, Sha256>(engine, document, proof, edition)?.message::<Sha256>()),
        Hash::Sha384 => Ok(hashed::<T, Sha384>(engine, document, proof, edition)?.message::<Sha384>()),
    }
}

/// Verify Proof (§3.2.2), under each edition of the contexts until one is right.
pub(super) fn check<T: Tree>(
    engine: &Engine,
    suite: Suite,
    document: &Unsecured<'_, T>,
    proof: &T::Object,
    key: &PublicKey,
) -> Result<Checked, ProofError> {
    config::fields::<T>(document.object, proof)?;
    let signature = config::signature::<T>(proof, key)?;
    let mut tried = None;
    let mut outcome = ProofError::WrongSignature;
    for edition in Edition::ALL {
        let message = match message_of::<T>(engine, document, proof, edition, Hash::of(key)) {
            Ok(message) => message,
            Err(error) if error.is_unsigned_term() => {
                // Another edition may define the term.
                if tried.is_none() {
                    outcome = error;
                }
                continue;
            }
            Err(error) => return Err(error),
        };
        if tried.as_ref() == Some(&message) {
            break;
        }
        if key.verify(&message, &signature).is_ok() {
            return Ok(Checked { suite, edition, contexts_added: false });
        }
        outcome = ProofError::WrongSignature;
        tried = Some(message);
    }
    Err(outcome)
}
