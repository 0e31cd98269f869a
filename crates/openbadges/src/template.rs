//! Many documents that differ in a few values, signed with `eddsa-rdfc-2022` as [`crate::proof`] would sign each of them,
//! without reading each of them as JSON-LD.
//!
//! A [`Skeleton`] is the JSON text of the documents, with holes for the values. A [`Template`] is what is known about it
//! before any value is: its statements as lines of N-Quads with the same holes, those without a hole sorted, and, where
//! possible, hashed. A row is then lines filled in, blank nodes labelled, lines sorted, and two SHA-256.
//!
//! **Exact, not alike.** Labels of blank nodes depend on hashes, and hashes on values: one value may permute *all* labels
//! and the order of all lines, and two lines may become one. So labels, order and repetitions are worked out for every row
//! (RDFC-1.0 §4.4 and §4.6). Rows whose blank nodes are told apart only by N-degree hashes take the general path. What
//! might be read otherwise with another value is refused when compiling: holes in keys, types, contexts, JSON literals,
//! and wherever a value could change the meaning of an IRI.
//!
//! A template proves itself: when compiled it is compared with the general path on values of all kinds, and [`Bulk`]
//! verifies the first of every [`RECHECKED_EVERY`] rows through the general path, on the bytes as written.

mod bulk;
mod holes;
mod rows;
mod skeleton;
mod statements;

#[cfg(test)]
mod tests;

use crate::json::{self, JsonError};
use crate::jsonld::{Engine, JsonLdError};
use crate::proof::{self, ProofError, ProofOptions, SignError};
use holes::Rules;
use statements::Statements;

pub use bulk::{Bulk, RECHECKED_EVERY};
pub use rows::Scratch;
pub use skeleton::{HOLES_MAX, Skeleton};

/// Why there is no template of a skeleton, or no document of a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// A hole stands where its value could change what the document means.
    #[error("hole {hole} stands {place}, where a value changes the meaning of the document")]
    Hole {
        /// Which, from 0.
        hole: usize,
        /// Where.
        place: &'static str,
    },
    /// More than [`HOLES_MAX`] holes.
    #[error("more than {HOLES_MAX} holes")]
    TooManyHoles,
    /// What writes the skeleton does more with a value than to write it down.
    #[error("the documents differ in more than the values of their holes")]
    NotOnlyValues,
    /// A stored skeleton is not one.
    #[error("not a stored skeleton: {0}")]
    Stored(&'static str),
    /// Another number of values than of holes.
    #[error("{values} values for {holes} holes")]
    Count {
        /// Values given.
        values: usize,
        /// Holes there are.
        holes: usize,
    },
    /// A value that its hole does not take.
    #[error("value {hole} is no part of an absolute IRI of a scheme that is taken here")]
    NotAnIri {
        /// Of which hole, from 0.
        hole: usize,
    },
    /// The template and the general path do not agree: nothing that it made may be used.
    #[error("a document made from a template is not what the general path makes of it: {0}")]
    Disagrees(String),
    /// The document cannot be signed, whatever its values.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The document says something that would not be signed.
    #[error(transparent)]
    Document(#[from] JsonLdError),
    /// The skeleton is not strict JSON.
    #[error(transparent)]
    Json(#[from] JsonError),
}

/// A skeleton, compiled for one key and one moment of signing.
#[derive(Debug)]
pub struct Template<'e> {
    engine: &'e Engine,
    skeleton: Skeleton,
    rules: Rules,
    statements: Statements,
    options: Options,
    /// SHA-256 of the canonical proof configuration.
    proof_hash: [u8; 32],
    /// What follows the document in the signed one, up to the signature.
    proof_text: Vec<u8>,
}

/// [`ProofOptions`] that are kept.
#[derive(Debug, Clone)]
struct Options {
    verification_method: String,
    created: String,
    purpose: String,
}

impl Options {
    fn of(options: &ProofOptions<'_>) -> Self {
        let owned = str::to_owned;
        Self {
            verification_method: owned(options.verification_method),
            created: owned(options.created),
            purpose: owned(options.purpose),
        }
    }

    fn lent(&self) -> ProofOptions<'_> {
        ProofOptions { verification_method: &self.verification_method, created: &self.created, purpose: &self.purpose }
    }
}

impl<'e> Template<'e> {
    /// Compiles a skeleton and compares it with the general path on values of all kinds.
    ///
    /// # Errors
    /// [`TemplateError`]: the skeleton cannot be signed, or a hole stands where no hole may.
    pub fn compile(engine: &'e Engine, skeleton: Skeleton, options: &ProofOptions<'_>) -> Result<Self, TemplateError> {
        let markers = skeleton.markers();
        let sentinels = markers.texts(skeleton.holes());
        let bytes = skeleton.fill(&sentinels)?;
        let document = json::read(&bytes)?;
        holes::refuse_in_keys_and_contexts(&document, &markers)?;
        let dataset = engine.dataset(&document, crate::contexts::Edition::First)?;
        let (statements, uses) = Statements::compile(&dataset, &markers)?;
        let rules = holes::rules(&document, &markers, &uses, skeleton.holes())?;
        let (message, proof_text) = general_proof(engine, &document, options)?;
        let mut proof_hash = [0; 32];
        proof_hash.copy_from_slice(&message[..32]);
        let options = Options::of(options);
        let template = Self { engine, skeleton, rules, statements, options, proof_hash, proof_text };
        template.prove(&sentinels, &markers)?;
        Ok(template)
    }

    /// The skeleton.
    pub fn skeleton(&self) -> &Skeleton {
        &self.skeleton
    }

    /// What follows the document in a signed one, up to the signature: what is kept beside a stored skeleton.
    pub fn proof_text(&self) -> &str {
        std::str::from_utf8(&self.proof_text).unwrap_or_default()
    }

    /// The 64 bytes that are signed for a row (VC-DI-EDDSA §3.2.4).
    ///
    /// # Errors
    /// [`TemplateError::Count`], [`TemplateError::NotAnIri`]; [`TemplateError::Proof`] for a row that needs the general path
    /// and is refused there.
    pub fn message(&self, values: &[impl AsRef<str>], scratch: &mut Scratch) -> Result<[u8; 64], TemplateError> {
        self.check_values(values)?;
        let Some(hash) = self.statements.hash(values, scratch) else { return self.general_message(values) };
        let mut message = [0; 64];
        message[..32].copy_from_slice(&self.proof_hash);
        message[32..].copy_from_slice(&hash);
        Ok(message)
    }

    /// Appends the signed document of a row: the bytes that [`proof::create_bytes`] makes of it.
    ///
    /// # Errors
    /// [`TemplateError::Count`].
    pub fn write_signed(&self, values: &[impl AsRef<str>], signature: &[u8; 64], out: &mut Vec<u8>) -> Result<(), TemplateError> {
        self.skeleton.write(values, out)?;
        // A signed document has at least its context: the object is not empty.
        out.pop();
        out.extend_from_slice(&self.proof_text);
        crate::multibase::append_signature(signature, out);
        out.extend_from_slice(b"\"}}");
        Ok(())
    }

    /// Whether a row can be signed: it has as many values as there are holes, and each is one that its hole takes.
    ///
    /// # Errors
    /// [`TemplateError::Count`], [`TemplateError::NotAnIri`].
    pub fn check_values(&self, values: &[impl AsRef<str>]) -> Result<(), TemplateError> {
        if values.len() != self.skeleton.holes() {
            return Err(TemplateError::Count { values: values.len(), holes: self.skeleton.holes() });
        }
        match self.rules.broken(values) {
            Some(hole) => Err(TemplateError::NotAnIri { hole }),
            None => Ok(()),
        }
    }

    /// The general path for one row.
    fn general_message(&self, values: &[impl AsRef<str>]) -> Result<[u8; 64], TemplateError> {
        let document = json::read(&self.skeleton.fill(values)?)?;
        Ok(general_proof(self.engine, &document, &self.options.lent())?.0)
    }

    /// Compares with the general path on the sentinels and on values of all kinds.
    fn prove(&self, sentinels: &[String], markers: &holes::Markers) -> Result<(), TemplateError> {
        let mut scratch = Scratch::default();
        let rounds = (0..holes::PROOF_ROUNDS).map(|round| holes::values_of_all_kinds(&self.rules, markers, round));
        for values in rounds.chain([sentinels.to_vec()]) {
            // The sentinels are no IRIs of a taken scheme; they are compared all the same.
            let made = self.statements.hash(&values, &mut scratch);
            if made.is_some_and(|made| self.general_message(&values).map(|message| message[32..] != made) != Ok(false)) {
                return Err(TemplateError::Disagrees(format!("with the values {values:?}")));
            }
        }
        Ok(())
    }
}

/// What the general path signs, and the text that it writes after the document, up to the signature.
fn general_proof(
    engine: &Engine,
    document: &serde_json::Value,
    options: &ProofOptions<'_>,
) -> Result<([u8; 64], Vec<u8>), TemplateError> {
    let mut message = [0; 64];
    let signed = proof::create(engine, document, options, |bytes| {
        message = bytes.try_into().map_err(|_| SignError("a message of another length".to_owned()))?;
        Ok([0; 64])
    })?;
    let mut text = b",\"proof\":".to_vec();
    json::write(&signed["proof"], &mut text);
    // The value stands last: `"…"}` of 64 zero bytes is cut off.
    let mut value = Vec::with_capacity(90);
    crate::multibase::append_signature(&[0; 64], &mut value);
    value.extend_from_slice(b"\"}");
    text.truncate(text.len() - value.len());
    Ok((message, text))
}
