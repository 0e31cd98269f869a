//! `1EdTechRevocationList`: what an issuer has revoked, identifier by identifier.
//!
//! Source: 1EdTech Verifiable Credentials Revocation List 1.0: a verifier gets the `id` of the status; a credential whose
//! `id` is in the list is revoked, if `revoked` is true or not said.

use serde_json::Value;

use super::{StatusError, issuer_of};

/// Entries of one list that are looked through.
pub const REVOKED_MAX: usize = 100_000;

/// A list of one issuer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IdentifierList<'l> {
    revoked: &'l [Value],
}

/// An entry that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revocation<'l> {
    /// Why, in the issuer's words, if it says.
    pub reason: Option<&'l str>,
}

impl<'l> IdentifierList<'l> {
    /// Reads the document found at `address`. As a credential it holds the list in its `credentialSubject`.
    ///
    /// # Errors
    /// When it is another list, another issuer's, too long, or no list.
    pub fn read(document: &'l Value, address: &str, issuer: &str) -> Result<Self, StatusError> {
        let list = if document["credentialSubject"].is_object() { &document["credentialSubject"] } else { document };
        if document["id"].as_str().is_some_and(|id| id != address) {
            return Err(StatusError::OtherList);
        }
        match issuer_of(document) {
            Some(own) if own != issuer => return Err(StatusError::OtherIssuer { issuer: own.to_owned() }),
            _ => {}
        }
        // The specification and the software written by its authors call it so and so.
        let entries = ["revokedCredentials", "revokedCredential"].iter().find_map(|field| list.get(*field));
        let revoked = match entries {
            Some(Value::Array(entries)) => entries.as_slice(),
            Some(Value::Null) | None => return Err(StatusError::List { what: "it does not say what is revoked" }),
            Some(single) => std::slice::from_ref(single),
        };
        if revoked.len() > REVOKED_MAX {
            return Err(StatusError::List { what: "it is longer than is read" });
        }
        Ok(Self { revoked })
    }

    /// What the list says of the credential `id`; `None` when it does not revoke it.
    ///
    /// # Errors
    /// When the entry for it says neither yes nor no.
    pub fn revocation(self, id: &str) -> Result<Option<Revocation<'l>>, StatusError> {
        for entry in self.revoked {
            if entry.as_str() == Some(id) {
                return Ok(Some(Revocation { reason: None }));
            }
            if entry["id"].as_str() != Some(id) {
                continue;
            }
            match entry.get("revoked") {
                None | Some(Value::Null | Value::Bool(true)) => {
                    return Ok(Some(Revocation { reason: entry["revocationReason"].as_str() }));
                }
                Some(Value::Bool(false)) => {}
                Some(_) => return Err(StatusError::List { what: "an entry says neither that it is revoked nor that it is not" }),
            }
        }
        Ok(None)
    }
}
