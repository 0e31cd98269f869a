//! Data Integrity proofs: signing and checking a document.
//!
//! Source: Verifiable Credential Data Integrity 1.0 (<https://www.w3.org/TR/vc-data-integrity/>), the EdDSA and the ECDSA
//! cryptosuites (<https://www.w3.org/TR/vc-di-eddsa/>, <https://www.w3.org/TR/vc-di-ecdsa/>). A right signature says that the holder of the key signed these
//! statements; whether that key is the issuer's, and whether the document still holds today, are other questions.

mod config;
mod jcs;
mod rdfc;
mod suite;

#[cfg(test)]
pub(crate) mod tests;

use serde_json::{Map, Value};

pub use config::{Occasion, ProofOptions};
pub use suite::Suite;

use crate::contexts::Edition;
use crate::json::{self, Entries, Json, JsonError, Tree, View};
use crate::jsonld::{Engine, JsonLdError};
use crate::key::PublicKey;
use crate::multibase;
use crate::rdfc::RdfcError;
use suite::Hash;

/// The signer did not sign, in its own words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the key did not sign: {0}")]
pub struct SignError(pub String);

/// Why a proof was not made, or does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The signature is not one of these statements by this key.
    #[error("the signature is not of this document by this key")]
    WrongSignature,
    /// The document or the proof says something that would not be signed, or needs a context that is not known.
    #[error(transparent)]
    Document(#[from] JsonLdError),
    /// The dataset could not be brought into canonical form within the allowed work.
    #[error(transparent)]
    Canonical(#[from] RdfcError),
    /// A cryptosuite or proof type that is not checked here; its name.
    #[error("proofs of {0:?} are not checked here")]
    UnsupportedSuite(String),
    /// A feature of Data Integrity that is not supported, by the name of its field.
    #[error("{0} in a proof is not supported")]
    UnsupportedField(&'static str),
    /// A field of the proof is missing or has a wrong value.
    #[error("the proof's {field} {fault}")]
    Field {
        /// The field.
        field: &'static str,
        /// What is wrong with it.
        fault: &'static str,
    },
    /// The proof has a context of its own which its document has not: it would be read in two ways.
    #[error("the proof's @context is not that of the document")]
    ProofContext,
    /// The key is of another kind than the suite signs with.
    #[error("the key is of another kind than the proof is made with")]
    OtherKey,
    /// The document has a proof already.
    #[error("the document has a proof already")]
    AlreadySigned,
    /// The bytes are not strict JSON.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// The document is not a JSON object, or has no proof.
    #[error("{0}")]
    Shape(&'static str),
    /// The signer failed.
    #[error(transparent)]
    Sign(#[from] SignError),
}

impl ProofError {
    /// Whether the document says something that no signature covers: an undefined term, a relative IRI.
    pub fn is_unsigned_term(&self) -> bool {
        use crate::jsonld::Fault;
        matches!(
            self,
            Self::Document(JsonLdError {
                fault: Fault::UndefinedTerm(_)
                    | Fault::TermSwitchedOff(_)
                    | Fault::RelativeIri(_)
                    | Fault::InvalidIri(_)
                    | Fault::Unsigned(_),
                ..
            })
        )
    }

    /// The context that is not known here, if that is the reason.
    pub fn unknown_context(&self) -> Option<&str> {
        match self {
            Self::Document(JsonLdError { fault: crate::jsonld::Fault::UnknownContext(url), .. }) => Some(url),
            _ => None,
        }
    }

    /// Whether the document asks for more work than is allowed.
    pub fn is_too_much_work(&self) -> bool {
        use crate::jsonld::Fault;
        matches!(self, Self::Canonical(_) | Self::Document(JsonLdError { fault: Fault::TooMuchWork { .. }, .. }))
    }
}

/// A proof that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The suite of the proof.
    pub suite: Suite,
    /// The edition of the Open Badges 3.0.3 context the signature is right under. Documents that use no term in which
    /// the editions differ are right under both: then the first.
    pub edition: Edition,
    /// The document has contexts that were added after it was signed: their text is not signed. Only suites that sign
    /// JSON allow it, and only behind those that were there.
    pub contexts_added: bool,
}

/// Signs `document` with `eddsa-rdfc-2022` and returns it with its `proof`.
///
/// What is signed under [`Edition::First`] reads the same under both.
///
/// # Errors
/// [`ProofError`]: the document says something that would not be signed, has a proof already, or `sign` failed.
pub fn create(
    engine: &Engine,
    document: &Value,
    options: &ProofOptions<'_>,
    sign: impl FnOnce(&[u8]) -> Result<[u8; 64], SignError>,
) -> Result<Value, ProofError> {
    create_for(engine, document, options, &Occasion::default(), sign)
}

/// As [`create`], for one occasion: how a holder signs a presentation, with the purpose `authentication`.
///
/// # Errors
/// As [`create`].
pub fn create_for(
    engine: &Engine,
    document: &Value,
    options: &ProofOptions<'_>,
    occasion: &Occasion,
    sign: impl FnOnce(&[u8]) -> Result<[u8; 64], SignError>,
) -> Result<Value, ProofError> {
    let proof = eddsa_rdfc_2022(engine, document, options, occasion, sign)?;
    let mut signed = document.clone();
    signed["proof"] = proof;
    Ok(signed)
}

/// Signs `document` with any of the suites and returns it with its `proof`. `key` is the public half of the key that
/// `sign` signs with; ECDSA signatures are `r` and `s` at full length.
///
/// # Errors
/// As [`create`]; [`ProofError::OtherKey`] when such a key does not sign with this suite.
pub fn create_with(
    engine: &Engine,
    document: &Value,
    suite: Suite,
    key: &PublicKey,
    options: &ProofOptions<'_>,
    sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, SignError>,
) -> Result<Value, ProofError> {
    if !suite.takes(key) {
        return Err(ProofError::OtherKey);
    }
    let object = unsigned(document)?;
    let mut proof = config::unsigned(suite, options)?;
    let message = if suite.signs_json() {
        // The contexts are signed as those of the proof as well (VC-DI-EDDSA §3.3.1 step 2).
        if let Some(context) = object.get("@context") {
            proof.insert("@context".to_owned(), context.clone());
        }
        jcs::canonical(object, &[], &proof)?.message(Hash::of(key))
    } else {
        rdfc::message(engine, object, &proof, Hash::of(key))?
    };
    let value = multibase::encode_base58(&sign(&message)?).map_err(|_| SignError("a signature too long".to_owned()))?;
    proof.insert("proofValue".to_owned(), value.into());
    let mut signed = document.clone();
    signed["proof"] = Value::Object(proof);
    Ok(signed)
}

/// As [`create`], straight to compact JSON: what issuing many uses.
///
/// # Errors
/// As [`create`].
pub fn create_bytes(
    engine: &Engine,
    document: &Value,
    options: &ProofOptions<'_>,
    sign: impl FnOnce(&[u8]) -> Result<[u8; 64], SignError>,
) -> Result<Vec<u8>, ProofError> {
    let proof = eddsa_rdfc_2022(engine, document, options, &Occasion::default(), sign)?;
    let mut bytes = Vec::with_capacity(4 << 10);
    json::write(document, &mut bytes);
    // A signed document has at least its context: the object is not empty.
    bytes.pop();
    bytes.extend_from_slice(b",\"proof\":");
    json::write(&proof, &mut bytes);
    bytes.push(b'}');
    Ok(bytes)
}

/// Checks one `proof` of a `document`; a `proof` entry in the document itself is left out of what is checked.
///
/// # Errors
/// [`ProofError`]; [`ProofError::WrongSignature`] when everything else was in order, [`ProofError::UnsupportedField`] for
/// a link of a chain ([`check_link`]).
pub fn check<T: Tree, K: Clone + Into<PublicKey>>(
    engine: &Engine,
    document: &T,
    proof: &T,
    key: &K,
) -> Result<Checked, ProofError> {
    let (View::Object(object), View::Object(fields)) = (document.view(), proof.view()) else {
        return Err(ProofError::Shape("the document or the proof is not an object"));
    };
    if fields.entry("previousProof").is_some() {
        return Err(ProofError::UnsupportedField("previousProof"));
    }
    let suite = Suite::of::<T>(fields)?;
    let key: PublicKey = key.clone().into();
    if !suite.takes(&key) {
        return Err(ProofError::OtherKey);
    }
    if suite.signs_json() {
        let (document, proof) = (document.to_value(), proof.to_value());
        return jcs::check(suite, entries(&document)?, &[], entries(&proof)?, &key);
    }
    rdfc::check::<T>(engine, suite, &rdfc::Unsecured { object, without: "proof" }, fields, &key)
}

/// Checks a `proof` that was made after others (`previousProof`) and signs them with the document (Data Integrity §4.5).
/// `previous` are those others, whole. Whether they are right themselves is another question: a chain is right only when
/// every one of its links is.
///
/// # Errors
/// As [`check`].
pub fn check_link(
    engine: &Engine,
    document: &Value,
    proof: &Value,
    previous: &[Value],
    key: &PublicKey,
) -> Result<Checked, ProofError> {
    let (object, fields) = (entries(document)?, entries(proof)?);
    let suite = Suite::of::<Value>(fields)?;
    if !suite.takes(key) {
        return Err(ProofError::OtherKey);
    }
    if suite.signs_json() {
        return jcs::check(suite, object, previous, fields, key);
    }
    let mut with_previous = object.clone();
    with_previous.insert("proof".to_owned(), previous.into());
    rdfc::check::<Value>(engine, suite, &rdfc::Unsecured { object: &with_previous, without: "" }, fields, key)
}

/// Checks the single `proof` of a document in its bytes.
///
/// # Errors
/// As [`check`]; [`ProofError::Json`] when the bytes are not strict JSON, [`ProofError::Shape`] when there is no single
/// proof.
pub fn check_bytes<K: Clone + Into<PublicKey>>(engine: &Engine, bytes: &[u8], key: &K) -> Result<Checked, ProofError> {
    let document = json::read_borrowed(bytes)?;
    let proof = match document.get("proof") {
        Some(Json::Array(proofs)) if proofs.len() == 1 => &proofs[0],
        Some(proof @ Json::Object(_)) => proof,
        _ => return Err(ProofError::Shape("the document has no single proof")),
    };
    check(engine, &document, proof, key)
}

fn eddsa_rdfc_2022(
    engine: &Engine,
    document: &Value,
    options: &ProofOptions<'_>,
    occasion: &Occasion,
    sign: impl FnOnce(&[u8]) -> Result<[u8; 64], SignError>,
) -> Result<Value, ProofError> {
    let document = unsigned(document)?;
    let mut proof = config::unsigned(Suite::EddsaRdfc2022, options)?;
    for (field, said) in [("challenge", &occasion.challenge), ("domain", &occasion.domain)] {
        if let Some(said) = said {
            proof.insert(field.to_owned(), said.clone().into());
        }
    }
    let signature = sign(&rdfc::message(engine, document, &proof, Hash::Sha256)?)?;
    proof.insert("proofValue".to_owned(), multibase::signature(&signature).into());
    Ok(Value::Object(proof))
}

/// A document that may be signed: an object without proof.
fn unsigned(document: &Value) -> Result<&Map<String, Value>, ProofError> {
    let document = entries(document)?;
    if document.contains_key("proof") { Err(ProofError::AlreadySigned) } else { Ok(document) }
}

fn entries(value: &Value) -> Result<&Map<String, Value>, ProofError> {
    value.as_object().ok_or(ProofError::Shape("the document or the proof is not an object"))
}
