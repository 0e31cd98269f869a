//! Status lists. Bitstring: one bit per document says whether it is revoked. 1EdTech: a list of what is revoked.
//!
//! Sources: Bitstring Status List 1.0 (W3C), §2 "Data model" and §3 "Algorithms"; 1EdTech Verifiable Credentials
//! Revocation List 1.0.

mod bits;
mod identifiers;

pub use bits::{ENTRIES_MIN, StatusList};
pub use identifiers::{IdentifierList, REVOKED_MAX, Revocation};

use serde_json::{Map, Value};

/// What a set bit means (§2.1, `statusPurpose`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Withdrawn for good.
    Revocation,
    /// Withdrawn for now.
    Suspension,
}

impl Purpose {
    /// The word of the specification.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Revocation => "revocation",
            Self::Suspension => "suspension",
        }
    }
}

/// One entry of `credentialStatus`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// `BitstringStatusListEntry` for revocation or suspension.
    Bit(StatusEntry),
    /// `1EdTechRevocationList`: the address of a list of identifiers.
    Identifiers(String),
    /// A bit for something that does not decide whether the document holds (`message`, `refresh`): its purpose.
    Aside(&'static str),
}

impl Entry {
    /// Reads one entry of `credentialStatus`.
    ///
    /// # Errors
    /// As [`StatusEntry::parse`].
    pub fn parse(entry: &Value) -> Result<Self, StatusError> {
        match (entry["type"].as_str(), entry["statusPurpose"].as_str()) {
            (Some("1EdTechRevocationList"), _) => {
                let list = entry["id"].as_str().ok_or(StatusError::Entry { what: "it has no address" })?;
                Ok(Self::Identifiers(list.to_owned()))
            }
            (Some("BitstringStatusListEntry"), Some("message")) => Ok(Self::Aside("message")),
            (Some("BitstringStatusListEntry"), Some("refresh")) => Ok(Self::Aside("refresh")),
            _ => StatusEntry::parse(entry).map(Self::Bit),
        }
    }
}

/// Where a document's bit stands: a `BitstringStatusListEntry` (§2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusEntry {
    /// What the bit means.
    pub purpose: Purpose,
    /// Which bit.
    pub index: u64,
    /// The address of the list.
    pub list: String,
}

impl StatusEntry {
    /// The entry as it stands in `credentialStatus`.
    #[must_use]
    pub fn document(&self) -> Value {
        let mut entry = Map::new();
        entry.insert("id".to_owned(), format!("{}#{}", self.list, self.index).into());
        entry.insert("type".to_owned(), "BitstringStatusListEntry".into());
        entry.insert("statusPurpose".to_owned(), self.purpose.word().into());
        entry.insert("statusListIndex".to_owned(), self.index.to_string().into());
        entry.insert("statusListCredential".to_owned(), self.list.as_str().into());
        Value::Object(entry)
    }

    /// Reads one entry of `credentialStatus`.
    ///
    /// # Errors
    /// When it is another kind of status, or an index or address is missing or malformed.
    pub fn parse(entry: &Value) -> Result<Self, StatusError> {
        let kind = entry["type"].as_str().unwrap_or_default();
        if kind != "BitstringStatusListEntry" {
            return Err(StatusError::Unsupported { kind: kind.to_owned() });
        }
        let purpose = match entry["statusPurpose"].as_str() {
            Some("revocation") => Purpose::Revocation,
            Some("suspension") => Purpose::Suspension,
            Some(other) => return Err(StatusError::Unsupported { kind: format!("{kind} for {other}") }),
            None => return Err(StatusError::Entry { what: "it has no statusPurpose" }),
        };
        if entry.get("statusSize").is_some_and(|size| *size != 1) {
            return Err(StatusError::Unsupported { kind: format!("{kind} of several bits") });
        }
        let index = entry["statusListIndex"].as_str().and_then(digits);
        let index = index.ok_or(StatusError::Entry { what: "statusListIndex is not a number written as text" })?;
        let list = entry["statusListCredential"].as_str().map(str::to_owned);
        let list = list.ok_or(StatusError::Entry { what: "it has no statusListCredential" })?;
        Ok(Self { purpose, index, list })
    }

    /// Whether the bit is set in `list`, the document found at [`StatusEntry::list`] (§3.2, steps 6 to 12).
    ///
    /// The caller has verified the list's proof and dates; here it is compared with the entry, and with the issuer of
    /// the document that holds the entry: another issuer's list says nothing about it.
    ///
    /// # Errors
    /// When the list is another one, another issuer's, for another purpose, or too short.
    pub fn is_set(&self, list: &Value, issuer: &str) -> Result<bool, StatusError> {
        if list["id"].as_str().is_some_and(|id| id != self.list) {
            return Err(StatusError::OtherList);
        }
        let kinds = &list["type"];
        let is_list = |kind: &Value| *kind == "BitstringStatusListCredential";
        if !(is_list(kinds) || kinds.as_array().is_some_and(|kinds| kinds.iter().any(is_list))) {
            return Err(StatusError::List { what: "its type is not BitstringStatusListCredential" });
        }
        if issuer_of(list) != Some(issuer) {
            return Err(StatusError::OtherIssuer { issuer: issuer_of(list).unwrap_or_default().to_owned() });
        }
        let subject = &list["credentialSubject"];
        let purpose = |value: &Value| *value == self.purpose.word();
        let purposes = &subject["statusPurpose"];
        if !(purpose(purposes) || purposes.as_array().is_some_and(|list| list.iter().any(purpose))) {
            return Err(StatusError::OtherPurpose { wanted: self.purpose.word() });
        }
        let encoded = subject["encodedList"].as_str().ok_or(StatusError::List { what: "it has no encodedList" })?;
        let bits = StatusList::decode(encoded)?;
        bits.bit(self.index).ok_or(StatusError::OutOfRange { index: self.index, entries: bits.entries() })
    }
}

/// Why a status could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatusError {
    /// Another kind of status, which is not read (yet).
    #[error("a status of type {kind:?} is not understood")]
    Unsupported {
        /// Its type.
        kind: String,
    },
    /// The entry is malformed.
    #[error("the status entry is malformed: {what}")]
    Entry {
        /// What is wrong.
        what: &'static str,
    },
    /// The list is malformed.
    #[error("the status list is malformed: {what}")]
    List {
        /// What is wrong.
        what: &'static str,
    },
    /// The document at the list's address calls itself otherwise.
    #[error("the document at the list's address is another list")]
    OtherList,
    /// The list was issued by somebody else.
    #[error("the status list was issued by {issuer:?}, not by the issuer of this document")]
    OtherIssuer {
        /// Who issued the list.
        issuer: String,
    },
    /// The list is for another purpose.
    #[error("the status list is not for {wanted}")]
    OtherPurpose {
        /// The purpose of the entry.
        wanted: &'static str,
    },
    /// Fewer entries than the specification asks for: too small a crowd to hide in.
    #[error("the status list has {entries} entries, fewer than {ENTRIES_MIN}")]
    TooShort {
        /// How many.
        entries: u64,
    },
    /// More than is inflated here.
    #[error("the status list is larger than {max} bytes")]
    Bomb {
        /// The limit in bytes.
        max: usize,
    },
    /// No such bit.
    #[error("entry {index} of a status list with {entries} entries")]
    OutOfRange {
        /// The index.
        index: u64,
        /// How many entries there are.
        entries: u64,
    },
}

pub(crate) fn issuer_of(document: &Value) -> Option<&str> {
    let issuer = &document["issuer"];
    issuer.as_str().or_else(|| issuer["id"].as_str())
}

fn digits(text: &str) -> Option<u64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests;
