//! First fact: is a signature right? Any one of several proofs is enough; the best one speaks for the document.
//!
//! A proof that was made after others stands only with them: each of those must be right as well.

use serde_json::Value;

use super::issuer::{Keys, Signer};
use super::keys;
use super::report::{IssuerProven, Signature};
use crate::contexts::Edition;
use crate::proof::{self, Checked, ProofError};
use crate::read::ProofKind;
use crate::read::items;
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
    /// Contexts behind the signed ones, which the signature does not cover.
    pub(super) contexts_added: bool,
}

impl Finding {
    /// Nothing is known of the signer.
    pub(super) fn not(kind: ProofKind, signature: Signature, detail: impl Into<String>) -> Self {
        Self {
            kind,
            signature,
            detail: detail.into(),
            issuer: IssuerProven::Unknown,
            issuer_detail: "nothing is known of the signer".to_owned(),
            context: None,
            contexts_added: false,
        }
    }

    /// The lower, the better it speaks for its document.
    pub(super) fn rank(&self) -> (u8, u8) {
        let signature = match self.signature {
            Signature::Valid => 0,
            Signature::Unknown => 1,
            Signature::Invalid => 2,
            Signature::Unsupported => 3,
            Signature::None => 4,
        };
        let issuer = match self.issuer {
            IssuerProven::Proven => 0,
            IssuerProven::Unknown => 1,
            IssuerProven::Contradicted => 2,
        };
        (signature, issuer)
    }
}

/// The best finding about the proofs of a document; `None` when it has none.
pub(super) fn best(document: &Value, issuer: &str, keys: &mut Keys<'_>) -> Option<Finding> {
    let proofs = items(&document["proof"]);
    let proofs = &proofs[..proofs.len().min(PROOFS_MAX)];
    let mut set = Set { document, proofs, issuer, keys };
    let findings = (0..proofs.len()).map(|place| (place, set.look(place, &mut Vec::new())));
    let (place, mut finding) = findings.min_by_key(|(_, finding)| finding.rank())?;
    if proofs.len() > 1 {
        finding.detail = format!("proof {} of {} ({}): {}", place + 1, proofs.len(), finding.kind, finding.detail);
    }
    Some(finding)
}

struct Set<'p, 'k> {
    document: &'p Value,
    proofs: &'p [Value],
    issuer: &'p str,
    keys: &'p mut Keys<'k>,
}

impl Set<'_, '_> {
    /// What becomes of the proof at `place`. `later` are the places of those that were made after it.
    fn look(&mut self, place: usize, later: &mut Vec<usize>) -> Finding {
        let proof = &self.proofs[place];
        let kind = ProofKind::of_proof(proof);
        let not = |signature, detail: String| Finding::not(kind.clone(), signature, detail);
        if !is_checked_here(&kind) {
            return not(Signature::Unsupported, format!("proofs of kind {kind} are not checked here"));
        }
        if self.keys.too_much_work {
            return not(Signature::Unknown, "another part has asked for too much work already".to_owned());
        }
        if let Some(other) = self.keys.wanted.missed_by(proof) {
            return not(Signature::Invalid, other);
        }
        let method = &proof["verificationMethod"];
        let Some(method) = method.as_str().or_else(|| method["id"].as_str()) else {
            return not(Signature::Invalid, "the proof names no key".to_owned());
        };
        if let Some(expires) = proof["expires"].as_str()
            && parse_date(expires).is_none_or(|expires| expires < self.keys.at())
        {
            return not(Signature::Invalid, format!("the proof itself expired on {expires}"));
        }
        let previous = match self.previous(place, later) {
            Ok(previous) => previous,
            Err((signature, detail)) => return not(signature, detail),
        };
        let key = match keys::named(method, self.keys) {
            Ok(key) => key,
            Err(missing) => {
                return not(Signature::Unknown, format!("the key {method} could not be seen: {}", missing.reason()));
            }
        };
        let verdict = match &previous {
            None => proof::check(self.keys.engine(), self.document, proof, &key),
            Some(previous) => proof::check_link(self.keys.engine(), self.document, proof, previous, &key),
        };
        match verdict {
            Ok(checked) => {
                let created = proof["created"].as_str().and_then(parse_date);
                let (issuer, issuer_detail) = self.keys.proven(self.issuer, Signer::Named(method), &key, created);
                let detail = said_of(method, &checked, previous.as_deref());
                let contexts_added = checked.contexts_added;
                Finding { issuer, issuer_detail, contexts_added, ..not(Signature::Valid, detail) }
            }
            Err(error) => {
                self.keys.too_much_work |= error.is_too_much_work();
                let context = (error.is_unsigned_term() || error.unknown_context().is_some()).then(|| error.to_string());
                Finding { context, ..not(signature_of(&error), error.to_string()) }
            }
        }
    }

    /// The proofs that went before the one at `place`, each right itself (Data Integrity §4.5); `None` for a proof that
    /// stands alone.
    fn previous(&mut self, place: usize, later: &mut Vec<usize>) -> Result<Option<Vec<Value>>, (Signature, String)> {
        let ids: Vec<&Value> = match &self.proofs[place]["previousProof"] {
            Value::Null => return Ok(None),
            Value::Array(ids) => ids.iter().collect(),
            single => vec![single],
        };
        later.push(place);
        let mut previous = Vec::with_capacity(ids.len());
        for id in ids {
            let named: Vec<usize> = (0..self.proofs.len()).filter(|at| id.is_string() && self.proofs[*at]["id"] == *id).collect();
            let [before] = named.as_slice() else {
                return Err((Signature::Invalid, format!("it was made after a proof {id}, which is not there once")));
            };
            if later.contains(before) {
                return Err((Signature::Invalid, "it was made after itself".to_owned()));
            }
            let finding = self.look(*before, later);
            if finding.signature != Signature::Valid {
                return Err((finding.signature, format!("it was made after a proof {id}, of which: {}", finding.detail)));
            }
            previous.push(self.proofs[*before].clone());
        }
        later.pop();
        Ok(Some(previous))
    }
}

fn is_checked_here(kind: &ProofKind) -> bool {
    matches!(
        kind,
        ProofKind::EddsaRdfc2022
            | ProofKind::EddsaJcs2022
            | ProofKind::EcdsaRdfc2019
            | ProofKind::EcdsaJcs2019
            | ProofKind::Ed25519Signature2020
    )
}

fn said_of(method: &str, checked: &Checked, previous: Option<&[Value]>) -> String {
    let edition = match checked.edition {
        Edition::First => "",
        Edition::Second => ", under the second edition of context-3.0.3.json",
    };
    let chain = match previous {
        None => String::new(),
        Some(previous) => format!(", after {} other proof(s) that are right as well", previous.len()),
    };
    format!("signed by {method}{edition}{chain}")
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
