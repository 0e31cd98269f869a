//! `eddsa-rdfc-2022` (VC-DI-EDDSA §3.2): Ed25519 over the hashes of the canonical proof and the canonical document.

use ed25519_dalek::Signature;
use serde_json::Value;
use sha2::Sha256;

use super::config::{self, ProofOptions, Suite};
use super::{Checked, ProofError, SignError};
use crate::contexts::Edition;
use crate::json::{Entries, Tree};
use crate::jsonld::{Engine, Root};
use crate::multibase::{self, Ed25519Public};
use crate::rdfc::{self, Canonical, Dataset};

/// The two canonical forms whose hashes are signed.
pub(super) struct Hashed {
    pub(super) proof: Canonical,
    pub(super) document: Canonical,
}

impl Hashed {
    /// What is signed: SHA-256 of the canonical proof configuration, then of the canonical document (§3.2.4).
    pub(super) fn message(&self) -> [u8; 64] {
        let mut message = [0; 64];
        message[..32].copy_from_slice(&self.proof.sha256());
        message[32..].copy_from_slice(&self.document.sha256());
        message
    }
}

/// Transformation and proof configuration (§3.2.3 and §3.2.5). `proof` may still hold its value.
pub(super) fn hashed<T: Tree>(
    engine: &Engine,
    document: &T::Object,
    proof: &T::Object,
    edition: Edition,
) -> Result<Hashed, ProofError> {
    let context = document.entry("@context").ok_or(ProofError::Shape("the document has no @context"))?;
    let mut dataset = Dataset::new();
    let document = Root::<T> { object: document, context: None, without: "proof" };
    engine.convert(&document, edition, &mut dataset)?;
    if dataset.is_empty() {
        return Err(ProofError::Shape("the document says nothing"));
    }
    let document = rdfc::canonicalise::<Sha256>(&dataset, rdfc::WORK_MAX)?;
    // The proof is read under the contexts of its document, whatever it says itself.
    let proof = Root::<T> { object: proof, context: Some(context), without: "proofValue" };
    engine.convert(&proof, edition, &mut dataset)?;
    Ok(Hashed { proof: rdfc::canonicalise::<Sha256>(&dataset, rdfc::WORK_MAX)?, document })
}

/// Add Proof (§3.2.1): the proof object for a document.
pub(super) fn create(
    engine: &Engine,
    document: &Value,
    options: &ProofOptions<'_>,
    sign: impl FnOnce(&[u8]) -> Result<[u8; 64], SignError>,
) -> Result<Value, ProofError> {
    let Value::Object(document) = document else {
        return Err(ProofError::Shape("the document is not an object"));
    };
    if document.contains_key("proof") {
        return Err(ProofError::AlreadySigned);
    }
    let mut proof = config::unsigned(Suite::EddsaRdfc2022, options)?;
    let hashed = hashed::<Value>(engine, document, &proof, Edition::First)?;
    let signature = sign(&hashed.message())?;
    proof.insert("proofValue".to_owned(), multibase::signature(&signature).into());
    Ok(Value::Object(proof))
}

/// Verify Proof (§3.2.2), under each edition of the contexts until one is right.
pub(super) fn check<T: Tree>(
    engine: &Engine,
    document: &T::Object,
    proof: &T::Object,
    key: &Ed25519Public,
) -> Result<Checked, ProofError> {
    config::fields::<T>(document, proof)?;
    let signature = signature::<T>(proof)?;
    let mut tried = None;
    let mut outcome = ProofError::WrongSignature;
    for edition in Edition::ALL {
        let message = match hashed::<T>(engine, document, proof, edition) {
            Ok(hashed) => hashed.message(),
            Err(error) if error.is_unsigned_term() => {
                // Another edition may define the term.
                if tried.is_none() {
                    outcome = error;
                }
                continue;
            }
            Err(error) => return Err(error),
        };
        if tried == Some(message) {
            break;
        }
        if key.verifying_key().verify_strict(&message, &signature).is_ok() {
            return Ok(Checked { suite: Suite::EddsaRdfc2022, edition });
        }
        outcome = ProofError::WrongSignature;
        tried = Some(message);
    }
    Err(outcome)
}

/// The 64 bytes of `proofValue`.
fn signature<T: Tree>(proof: &T::Object) -> Result<Signature, ProofError> {
    let wrong = ProofError::Field { field: "proofValue", fault: "is not 64 bytes in base58btc" };
    let digits = config::text::<T>(proof, "proofValue")?.strip_prefix('z').ok_or(wrong.clone())?;
    let bytes = multibase::base58_decode(digits).map_err(|_| wrong.clone())?;
    Signature::from_slice(&bytes).map_err(|_| wrong)
}
