//! Unsigned documents: awards, words and status lists, ready for [`crate::proof::create`]; and the same awards as hosted
//! Open Badges 2.0, which nobody signs.
//!
//! Everything is said with terms of credentials/v2 and Open Badges 3.0.3, no context of our own: a validator with pinned
//! contexts reads them all. Keys stand in one fixed order; there are no nulls and no empty arrays; what may be there
//! several times is an array (Open Badges 3.0 §"Serialization").

mod award;
mod fields;
mod hosted;
mod identity;
mod list;
mod token;
mod words;

pub use award::{Achievement, Alignment, Award, Related, award};
pub use hosted::{
    BadgeClass, HostedAt, OPEN_BADGES_2, Profile, badge_class, hosted_assertion, issuer_profile, revoked_assertion,
};
pub use identity::{Identity, hash_identity, normalise_address};
pub use list::{List, status_list};
pub use token::{TokenError, TokenParts, sign_token};
pub use words::{Resource, Words, words};

use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::multibase;
use fields::Fields;

/// The longest single text of a document, in bytes.
pub const TEXT_BYTES_MAX: usize = 64 * 1024;
/// The longest list of a document.
pub const ITEMS_MAX: usize = 256;

/// Who gives: a `Profile` with the name that the giver shows.
#[derive(Debug, Clone, Copy)]
pub struct Issuer<'a> {
    /// The giver's DID.
    pub id: &'a str,
    /// The name the giver chose to show and signs.
    pub name: &'a str,
    /// A page about the giver.
    pub url: Option<&'a str>,
    /// A sentence about the giver.
    pub description: Option<&'a str>,
    /// The giver's picture.
    pub image: Option<Image<'a>>,
}

/// A picture by its address.
#[derive(Debug, Clone, Copy)]
pub struct Image<'a> {
    /// Where it is.
    pub id: &'a str,
    /// What it shows, in words.
    pub caption: Option<&'a str>,
}

/// Something that shows what is recognised: an address, a text, or both.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence<'a> {
    /// Where it is.
    pub id: Option<&'a str>,
    /// What it is called.
    pub name: Option<&'a str>,
    /// What it tells, Markdown.
    pub narrative: Option<&'a str>,
    /// [`digest_multibase`] of the bytes at `id`.
    pub digest: Option<&'a str>,
}

/// Why a document cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// A required text is empty.
    #[error("{field} is empty")]
    Empty {
        /// Its name in the document.
        field: &'static str,
    },
    /// A text is longer than [`TEXT_BYTES_MAX`].
    #[error("{field} is longer than {TEXT_BYTES_MAX} bytes")]
    TooLong {
        /// Its name in the document.
        field: &'static str,
    },
    /// A list is longer than [`ITEMS_MAX`].
    #[error("{field} has more than {ITEMS_MAX} items")]
    TooMany {
        /// Its name in the document.
        field: &'static str,
    },
    /// An identifier is not an absolute IRI, so it would mean nothing once the document has moved.
    #[error("{field} is not an absolute address or identifier: {value:?}")]
    NotAbsolute {
        /// Its name in the document.
        field: &'static str,
        /// The value.
        value: String,
    },
    /// A value outside the vocabulary or pattern of its field.
    #[error("{field} cannot be {value:?}")]
    Value {
        /// Its name in the document.
        field: &'static str,
        /// The value.
        value: String,
    },
    /// A piece of evidence that is neither an address nor a text.
    #[error("a piece of evidence says nothing")]
    NoEvidence,
    /// The bits of a status list could not be compressed.
    #[error("the status list cannot be written: {0}")]
    Status(#[from] crate::status::StatusError),
}

/// The digest of `bytes` as `digestMultibase` wants it (Verifiable Credentials 2.0 §5.3): multibase base64url of the
/// SHA-256 multihash.
#[must_use]
pub fn digest_multibase(bytes: &[u8]) -> String {
    let mut multihash = vec![0x12, 0x20];
    multihash.extend_from_slice(&Sha256::digest(bytes));
    multibase::encode_base64url(&multihash)
}

/// A date of a document: whole seconds, UTC.
#[must_use]
pub fn date(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn issuer(issuer: &Issuer<'_>) -> Result<Value, WriteError> {
    let mut fields = Fields::new();
    fields.iri("id", issuer.id)?;
    fields.types(&["Profile"]);
    fields.text("name", issuer.name)?;
    if let Some(url) = issuer.url {
        fields.iri("url", url)?;
    }
    fields.optional("description", issuer.description)?;
    if let Some(picture) = &issuer.image {
        fields.put("image", image(picture)?);
    }
    Ok(fields.finish())
}

/// `Image` has one type, not a list of types: the schema says so.
fn image(image: &Image<'_>) -> Result<Value, WriteError> {
    let mut fields = Fields::new();
    fields.iri("id", image.id)?;
    fields.put("type", "Image".into());
    fields.optional("caption", image.caption)?;
    Ok(fields.finish())
}

fn evidence(evidence: &Evidence<'_>) -> Result<Value, WriteError> {
    if evidence.id.is_none() && evidence.narrative.is_none() {
        return Err(WriteError::NoEvidence);
    }
    let mut fields = Fields::new();
    if let Some(id) = evidence.id {
        fields.iri("id", id)?;
    }
    fields.types(&["Evidence"]);
    fields.optional("name", evidence.name)?;
    fields.optional("narrative", evidence.narrative)?;
    fields.optional("digestMultibase", evidence.digest)?;
    Ok(fields.finish())
}

fn language(field: &'static str, tag: &str) -> Result<Value, WriteError> {
    if is_language(tag) { Ok(tag.into()) } else { Err(WriteError::Value { field, value: tag.to_owned() }) }
}

/// The pattern of the schema: `fr`, `gsw`, `zh-Hant`, `pt-BR`, `es-419`.
pub(crate) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let first = parts.next().unwrap_or_default();
    let mut rest = parts.peekable();
    let is_script =
        |part: &&str| part.len() == 4 && letters(part) && part[..1].bytes().all(|b| b.is_ascii_uppercase()) && lower(&part[1..]);
    rest.next_if(is_script);
    let region = rest.next();
    let region_fits = region.is_none_or(|part| {
        part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase())
            || part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit())
    });
    (2..=4).contains(&first.len()) && lower(first) && region_fits && rest.next().is_none()
}

fn lower(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
pub(crate) mod tests;
