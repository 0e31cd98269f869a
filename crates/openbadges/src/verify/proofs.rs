//! First fact: is a signature right? Any one of several proofs is enough; the best one speaks for the document.

use serde_json::Value;

use super::fetches::Missing;
use super::issuer::Keys;
use super::report::{IssuerProven, Signature};
use crate::contexts::Edition;
use crate::did::{self, Key};
use crate::key::PublicKey;
use crate::proof::{self, ProofError};
use crate::read::ProofKind;
use crate::schema::parse_date;

/// Proofs of one document that are looked at.
const PROOFS_MAX: usize = 8;

/// What became of one proof.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Finding {
    pub(super) kind: ProofKind,
    pub(super) signature: Signature,
    pub(super) detail: String,
    pub(super) issuer: IssuerProven,
    pub(super) issuer_detail: String,
    /// What is wrong with the contexts or terms, when that is why the signature does not count.
    pub(super) context: Option<String>,
}

/// The best finding about the proofs of a document; `None` when it has none.
pub(super) fn best(document: &Value, issuer: &str, keys: &mut Keys<'_>) -> Option<Finding> {
    let proofs = match &document["proof"] {
        Value::Array(proofs) => proofs.as_slice(),
        Value::Null => &[],
        single => std::slice::from_ref(single),
    };
    let findings = proofs.iter().take(PROOFS_MAX).map(|proof| look(document, proof, issuer, keys));
    findings.min_by_key(|finding| {
        let signature = match finding.signature {
            Signature::Valid => 0,
            Signature::Unknown => 1,
            Signature::Invalid => 2,
            Signature::Unsupported => 3,
            Signature::None => 4,
        };
        let issuer = match finding.issuer {
            IssuerProven::Proven => 0,
            IssuerProven::Unknown => 1,
            IssuerProven::Contradicted => 2,
        };
        (signature, issuer)
    })
}

fn look(document: &Value, proof: &Value, issuer: &str, keys: &mut Keys<'_>) -> Finding {
    let kind = ProofKind::of_proof(proof);
    let not = |signature, detail: String| Finding {
        kind: kind.clone(),
        signature,
        detail,
        issuer: IssuerProven::Unknown,
        issuer_detail: "nothing is known of the signer".to_owned(),
        context: None,
    };
    if kind != ProofKind::EddsaRdfc2022 {
        return not(Signature::Unsupported, format!("proofs of kind {kind} are not checked here yet"));
    }
    if let Some(other) = keys.wanted.missed_by(proof) {
        return not(Signature::Invalid, other);
    }
    let method = &proof["verificationMethod"];
    let Some(method) = method.as_str().or_else(|| method["id"].as_str()) else {
        return not(Signature::Invalid, "the proof names no key".to_owned());
    };
    if let Some(expires) = proof["expires"].as_str()
        && parse_date(expires).is_none_or(|expires| expires < keys.at())
    {
        return not(Signature::Invalid, format!("the proof itself expired on {expires}"));
    }
    let key = match key(method, keys) {
        Ok(key) => key,
        Err(missing) => {
            return not(Signature::Unknown, format!("the key {method} could not be seen: {}", missing.reason()));
        }
    };
    match proof::check(keys.engine(), document, proof, &key) {
        Ok(checked) => {
            let created = proof["created"].as_str().and_then(parse_date);
            let (issuer, issuer_detail) = keys.proven(issuer, method, &key, created);
            let edition = match checked.edition {
                Edition::First => "",
                Edition::Second => ", under the second edition of context-3.0.3.json",
            };
            let detail = format!("signed by {method}{edition}");
            Finding { kind, signature: Signature::Valid, detail, issuer, issuer_detail, context: None }
        }
        Err(error) => {
            let context = (error.is_unsigned_term() || error.unknown_context().is_some()).then(|| error.to_string());
            Finding { context, ..not(signature_of(&error), error.to_string()) }
        }
    }
}

/// An unknown context is not understood, so the proof is not checked; a term that no context defines is shown and
/// not signed, so the signature does not cover what is shown.
fn signature_of(error: &ProofError) -> Signature {
    match error {
        error if error.unknown_context().is_some() => Signature::Unsupported,
        error if error.is_too_much_work() => Signature::Unknown,
        ProofError::UnsupportedSuite(_) | ProofError::UnsupportedField(_) => Signature::Unsupported,
        _ => Signature::Invalid,
    }
}

/// The key of a verification method: from the method itself where it holds it, else from its controller's document.
fn key(method: &str, keys: &mut Keys<'_>) -> Result<PublicKey, Missing> {
    if did::holds_its_key(method) {
        return did::key_of(method).map_err(|error| Missing::For(error.to_string()));
    }
    if let Some(key) = did::key_in_fragment(method) {
        return Ok(key);
    }
    let controller = method.split('#').next().unwrap_or(method);
    let document = keys.document(controller)?.document;
    match document.method(method).map(|method| &method.key) {
        Some(Key::Known(key)) => Ok(key.clone()),
        Some(Key::Other(kind)) => Err(Missing::For(format!("its key is not read: {kind}"))),
        None => Err(Missing::For("its controller's document does not list it".to_owned())),
    }
}
