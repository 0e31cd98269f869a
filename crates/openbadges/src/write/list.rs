//! A status list as a document: `BitstringStatusListCredential` (Bitstring Status List 1.0 §2.2).

use jiff::Timestamp;
use serde_json::{Value, json};

use super::fields::Fields;
use super::{WriteError, date};
use crate::contexts::CREDENTIALS_V2;
use crate::status::{Purpose, StatusList};

/// A list of one issuer, for one purpose.
#[derive(Debug, Clone, Copy)]
pub struct List<'a> {
    /// Its address: the `statusListCredential` of every entry.
    pub id: &'a str,
    /// The issuer: the same as of the documents on the list, since others check that.
    pub issuer: &'a str,
    /// What a set bit means.
    pub purpose: Purpose,
    /// The bits.
    pub bits: &'a StatusList,
    /// When it was made.
    pub valid_from: Timestamp,
    /// Until when it may be relied on, if a new one is promised by then.
    pub valid_until: Option<Timestamp>,
}

/// Writes a status list. Its one context is that of credentials/v2, which has all its terms.
///
/// # Errors
/// When an identifier is not absolute.
pub fn status_list(list: &List<'_>) -> Result<Value, WriteError> {
    let mut fields = Fields::new();
    fields.put("@context", json!([CREDENTIALS_V2]));
    fields.iri("id", list.id)?;
    fields.types(&["VerifiableCredential", "BitstringStatusListCredential"]);
    fields.iri("issuer", list.issuer)?;
    fields.put("validFrom", date(list.valid_from).into());
    if let Some(until) = list.valid_until {
        fields.put("validUntil", date(until).into());
    }
    let mut subject = Fields::new();
    subject.iri("id", &format!("{}#list", list.id))?;
    subject.put("type", "BitstringStatusList".into());
    subject.put("statusPurpose", list.purpose.word().into());
    // Longer than any text a person writes, so not measured as one: its size is fixed by the number of entries.
    subject.put("encodedList", list.bits.encode()?.into());
    fields.put("credentialSubject", subject.finish());
    Ok(fields.finish())
}
