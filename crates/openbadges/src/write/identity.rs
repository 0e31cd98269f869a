//! A receiver's address as a salted hash: whoever knows the address can recognise it, nobody can read it.

use serde_json::Value;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::WriteError;
use super::fields::Fields;

/// A hashed identity (`IdentityObject`, Open Badges 3.0 §B.1.13).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    hash: String,
    salt: String,
}

impl Identity {
    /// Hashes an e-mail address, [normalised](normalise_address) first, with a salt of its own.
    #[must_use]
    pub fn of_address(address: &str, salt: &str) -> Self {
        Self { hash: hash_identity(&normalise_address(address), salt), salt: salt.to_owned() }
    }

    /// An identity that was hashed elsewhere, [as it should be](hash_identity).
    #[must_use]
    pub fn hashed(hash: &str, salt: &str) -> Self {
        Self { hash: hash.to_owned(), salt: salt.to_owned() }
    }

    /// The hash, `sha256$` before it.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The salt that was hashed with it.
    #[must_use]
    pub fn salt(&self) -> &str {
        &self.salt
    }

    pub(super) fn document(&self) -> Result<Value, WriteError> {
        let mut fields = Fields::new();
        fields.put("type", "IdentityObject".into());
        fields.put("hashed", true.into());
        fields.text("identityHash", &self.hash)?;
        fields.put("identityType", "emailAddress".into());
        fields.text("salt", &self.salt)?;
        Ok(fields.finish())
    }
}

/// An address in the form that is hashed: without surrounding white space, NFC, lower case.
///
/// ```
/// assert_eq!(openbadges::write::normalise_address(" Ann@A.Example "), "ann@a.example");
/// ```
#[must_use]
pub fn normalise_address(address: &str) -> String {
    // What most are: ASCII is NFC already.
    if address.is_ascii() {
        return address.trim().to_ascii_lowercase();
    }
    address.trim().nfc().collect::<String>().to_lowercase()
}

/// `sha256$` and the hexadecimal SHA-256 of identity and salt, one after the other (`IdentityHash`).
#[must_use]
pub fn hash_identity(identity: &str, salt: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digest = Sha256::new().chain_update(identity).chain_update(salt).finalize();
    let mut hash = String::with_capacity(7 + 64);
    hash.push_str("sha256$");
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    hash.extend(digest.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]));
    hash
}
