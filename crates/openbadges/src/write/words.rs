//! Words, endorsements, Bits of Trust, added evidence: `EndorsementCredential` (Open Badges 3.0 §B.1.10).

use jiff::Timestamp;
use serde_json::Value;

use super::fields::Fields;
use super::{Evidence, Issuer, WriteError, date, evidence, issuer, language};
use crate::status::StatusEntry;

/// What somebody says of somebody or something.
#[derive(Debug, Clone)]
pub struct Words<'a> {
    /// Their address for ever.
    pub id: &'a str,
    /// Who says them.
    pub issuer: Issuer<'a>,
    /// What such a document is called, in its language: "Reconnaissance".
    pub name: &'a str,
    /// One sentence for relation and context.
    pub description: Option<&'a str>,
    /// Of whom or what: an actor, an award, a model version, words, evidence, an address, a digest (`ni:`), a place.
    pub target: &'a str,
    /// The words.
    pub comment: &'a str,
    /// Their language.
    pub language: &'a str,
    /// The day of saying.
    pub valid_from: Timestamp,
    /// What shows it.
    pub evidence: &'a [Evidence<'a>],
    /// The exact bytes they endorse or answer.
    pub resources: &'a [Resource<'a>],
    /// Their bit in a status list.
    pub status: Option<&'a StatusEntry>,
}

/// A document by its address and digest (Verifiable Credentials 2.0 §5.3 `relatedResource`).
#[derive(Debug, Clone, Copy)]
pub struct Resource<'a> {
    /// Its address.
    pub id: &'a str,
    /// [`super::digest_multibase`] of its bytes.
    pub digest: &'a str,
}

/// Writes words.
///
/// # Errors
/// When a required text is empty, something is longer than the limits, or an identifier is not absolute.
pub fn words(words: &Words<'_>) -> Result<Value, WriteError> {
    let mut fields = Fields::credential(words.id, "EndorsementCredential")?;
    fields.put("issuer", issuer(&words.issuer)?);
    fields.text("name", words.name)?;
    fields.optional("description", words.description)?;
    fields.put("validFrom", date(words.valid_from).into());
    let mut subject = Fields::new();
    subject.iri("id", words.target)?;
    subject.types(&["EndorsementSubject"]);
    subject.text("endorsementComment", words.comment)?;
    subject.put("inLanguage", language("inLanguage", words.language)?);
    fields.put("credentialSubject", subject.finish());
    fields.list("evidence", words.evidence, evidence)?;
    fields.list("relatedResource", words.resources, |resource| {
        let mut fields = Fields::new();
        fields.iri("id", resource.id)?;
        fields.text("digestMultibase", resource.digest)?;
        Ok(fields.finish())
    })?;
    if let Some(status) = words.status {
        fields.put("credentialStatus", status.document());
    }
    Ok(fields.finish())
}
