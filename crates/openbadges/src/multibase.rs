//! Multibase and Multikey: base58btc, base64url and Ed25519 keys as text.
//!
//! Source: Controlled Identifiers 1.0, §2.4 "Multibase" and §2.2.2 "Multikey".

mod base58;

#[cfg(test)]
mod tests;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::VerifyingKey;

pub use base58::{BASE58_BYTES_MAX, base58_decode, base58_encode};

/// Multicodec prefix of an Ed25519 public key: varint of 0xed.
const ED25519_PUBLIC: [u8; 2] = [0xed, 0x01];
/// Multicodec prefix of an Ed25519 secret key (the 32-byte seed): varint of 0x1300.
const ED25519_SECRET: [u8; 2] = [0x80, 0x26];

/// Why a text is not the multibase or Multikey it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MultibaseError {
    /// The first letter names a base that is not `z` (base58btc) or `u` (base64url).
    #[error("multibase text does not begin with z or u")]
    UnknownBase,
    /// A letter outside the alphabet of its base.
    #[error("a letter outside the alphabet of its base")]
    Letter,
    /// More bytes than base58 is used for.
    #[error("base58 of more than {BASE58_BYTES_MAX} bytes")]
    TooLong,
    /// Not the key type that was asked for.
    #[error("not an Ed25519 key")]
    NotEd25519,
    /// 32 bytes that are no point of the curve, or a weak one.
    #[error("not a usable point of Curve25519")]
    NotAPoint,
}

/// Bytes of a multibase text: `z…` is base58btc, `u…` is base64url without padding.
///
/// # Errors
/// [`MultibaseError`].
pub fn decode(text: &str) -> Result<Vec<u8>, MultibaseError> {
    if let Some(digits) = text.strip_prefix('z') {
        return base58_decode(digits);
    }
    let digits = text.strip_prefix('u').ok_or(MultibaseError::UnknownBase)?;
    URL_SAFE_NO_PAD.decode(digits).map_err(|_| MultibaseError::Letter)
}

/// `z…`: multibase base58btc. At most [`BASE58_BYTES_MAX`] bytes.
///
/// # Errors
/// [`MultibaseError::TooLong`].
pub fn encode_base58(bytes: &[u8]) -> Result<String, MultibaseError> {
    let mut text = String::with_capacity(2 + bytes.len() * 7 / 5);
    text.push('z');
    base58_encode(bytes, &mut text)?;
    Ok(text)
}

/// `z…` of a 64-byte signature.
pub(crate) fn signature(bytes: &[u8; 64]) -> String {
    let mut text = String::with_capacity(90);
    text.push('z');
    base58::encode_within(bytes, &mut text);
    text
}

/// Appends `z…` of a 64-byte signature.
pub(crate) fn append_signature(bytes: &[u8; 64], text: &mut Vec<u8>) {
    text.extend_from_slice(signature(bytes).as_bytes());
}

/// `u…`: multibase base64url without padding.
pub fn encode_base64url(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(1 + bytes.len().div_ceil(3) * 4);
    text.push('u');
    URL_SAFE_NO_PAD.encode_string(bytes, &mut text);
    text
}

/// An Ed25519 public key: a point of the curve, and not a weak one (checked when made).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ed25519Public(VerifyingKey);

impl Ed25519Public {
    /// Takes the 32 bytes of RFC 8032.
    ///
    /// # Errors
    /// [`MultibaseError::NotAPoint`] when they are no point of the curve, or one of small order, under which
    /// anything verifies.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, MultibaseError> {
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| MultibaseError::NotAPoint)?;
        if key.is_weak() {
            return Err(MultibaseError::NotAPoint);
        }
        Ok(Self(key))
    }

    /// Reads a Multikey text, `z6Mk…`.
    ///
    /// ```
    /// use openbadges::multibase::Ed25519Public;
    /// let text = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi";
    /// assert_eq!(Ed25519Public::from_multikey(text)?.multikey(), text);
    /// # Ok::<(), openbadges::multibase::MultibaseError>(())
    /// ```
    ///
    /// # Errors
    /// [`MultibaseError`].
    pub fn from_multikey(text: &str) -> Result<Self, MultibaseError> {
        Self::from_bytes(&keyed(text, ED25519_PUBLIC)?)
    }

    /// The 32 bytes of RFC 8032.
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// The Multikey text, `z6Mk…`.
    pub fn multikey(&self) -> String {
        multikey(ED25519_PUBLIC, self.as_bytes())
    }

    /// The key as the curve library knows it.
    pub(crate) fn verifying_key(&self) -> &VerifyingKey {
        &self.0
    }
}

/// Seed of an Ed25519 key from its Multikey text, `z3u2…`. Whoever asks for it wipes it.
///
/// # Errors
/// [`MultibaseError`].
pub fn ed25519_secret(text: &str) -> Result<[u8; 32], MultibaseError> {
    keyed(text, ED25519_SECRET)
}

/// Multikey text of an Ed25519 seed, `z3u2…`.
pub fn ed25519_secret_multikey(seed: &[u8; 32]) -> String {
    multikey(ED25519_SECRET, seed)
}

fn keyed(text: &str, prefix: [u8; 2]) -> Result<[u8; 32], MultibaseError> {
    let digits = text.strip_prefix('z').ok_or(MultibaseError::UnknownBase)?;
    let bytes = base58_decode(digits)?;
    bytes.strip_prefix(&prefix).and_then(|key| key.try_into().ok()).ok_or(MultibaseError::NotEd25519)
}

fn multikey(prefix: [u8; 2], key: &[u8; 32]) -> String {
    let mut bytes = [0; 34];
    bytes[..2].copy_from_slice(&prefix);
    bytes[2..].copy_from_slice(key);
    let mut text = String::with_capacity(49);
    text.push('z');
    base58::encode_within(&bytes, &mut text);
    text
}
