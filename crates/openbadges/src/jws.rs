//! Compact JWS: reading, checking and making signed tokens.
//!
//! The key decides by which algorithm a token is checked; the header must agree. `none` and shared secrets (HMAC) are no
//! algorithms here, and a header that asks for an extension (`crit`) is refused.
//!
//! Sources: RFC 7515 "JSON Web Signature" §3, §4, §5; RFC 8725 "JWT Best Current Practices" §3.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use crate::json::{self, JsonError};
use crate::key::{Algorithm, KeyError, PublicKey};
use crate::proof::SignError;

/// Longest token that is taken apart, in bytes: a credential with its pictures inside.
pub const TOKEN_BYTES_MAX: usize = 4 << 20;
/// Longest header, in bytes of base64url: names, one key, a chain of certificates that nobody reads.
pub const HEADER_BYTES_MAX: usize = 32 << 10;
/// Longest signature, in bytes: RSA with 8,192 bits.
pub const SIGNATURE_BYTES_MAX: usize = 1024;

/// A token taken apart. Nothing in it is believed before [`Compact::verify`].
#[derive(Debug, Clone, PartialEq)]
pub struct Compact<'t> {
    /// What is signed: header and payload as they stand, with the dot.
    signed: &'t str,
    header: Value,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

impl<'t> Compact<'t> {
    /// Takes a token apart: three parts of base64url without padding, of which the first is a JSON object.
    ///
    /// ```
    /// use openbadges::jws::Compact;
    /// let token = Compact::parse("eyJhbGciOiJFZERTQSJ9.e30.c2ln")?;
    /// assert_eq!(token.algorithm(), "EdDSA");
    /// assert_eq!(token.payload(), b"{}");
    /// # Ok::<(), openbadges::jws::JwsError>(())
    /// ```
    ///
    /// # Errors
    /// [`JwsError`].
    pub fn parse(token: &'t str) -> Result<Self, JwsError> {
        if token.len() > TOKEN_BYTES_MAX {
            return Err(JwsError::TooLong { part: "token" });
        }
        let mut parts = token.split('.');
        let (Some(header), Some(payload), Some(signature), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(JwsError::Shape("it has not three parts"));
        };
        if header.len() > HEADER_BYTES_MAX {
            return Err(JwsError::TooLong { part: "header" });
        }
        let header = json::read(&decode(header, "header")?)?;
        if !header.is_object() {
            return Err(JwsError::Shape("its header is no object"));
        }
        if !header["alg"].is_string() {
            return Err(JwsError::Shape("its header names no algorithm"));
        }
        let signature_bytes = decode(signature, "signature")?;
        if signature_bytes.len() > SIGNATURE_BYTES_MAX {
            return Err(JwsError::TooLong { part: "signature" });
        }
        let signed = &token[..token.len() - signature.len() - 1];
        Ok(Self { signed, header, payload: decode(payload, "payload")?, signature: signature_bytes })
    }

    /// The protected header.
    #[must_use]
    pub fn header(&self) -> &Value {
        &self.header
    }

    /// The algorithm as the header names it.
    #[must_use]
    pub fn algorithm(&self) -> &str {
        self.header["alg"].as_str().unwrap_or_default()
    }

    /// The payload.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The payload as strict JSON.
    ///
    /// # Errors
    /// [`JwsError::Json`].
    pub fn claims(&self) -> Result<Value, JwsError> {
        Ok(json::read(&self.payload)?)
    }

    /// The key written into the header (`jwk`), if there is one. It proves nothing about the issuer.
    ///
    /// # Errors
    /// [`JwsError::Key`].
    pub fn embedded_key(&self) -> Result<Option<PublicKey>, JwsError> {
        self.header.get("jwk").map(PublicKey::from_jwk).transpose().map_err(JwsError::Key)
    }

    /// Whether the header can be understood at all: its algorithm is known, and it asks for no extension.
    ///
    /// # Errors
    /// [`JwsError::Unsupported`] for an algorithm that is not checked here, [`JwsError::Unsecured`] for `none` and shared
    /// secrets, [`JwsError::Critical`] for extensions.
    pub fn understood(&self) -> Result<Algorithm, JwsError> {
        // `b64` changes what is signed (RFC 7797), and without `crit` it would be read in two ways.
        if self.header.get("crit").is_some() || self.header.get("b64").is_some() {
            return Err(JwsError::Critical);
        }
        let name = self.algorithm();
        match Algorithm::of_name(name) {
            Some(algorithm) => Ok(algorithm),
            None if name.eq_ignore_ascii_case("none") || name.starts_with("HS") => {
                Err(JwsError::Unsecured { algorithm: name.to_owned() })
            }
            None => Err(JwsError::Unsupported { algorithm: name.to_owned() }),
        }
    }

    /// Checks the signature by `key`, whose algorithm the header must name.
    ///
    /// # Errors
    /// [`JwsError`]; [`JwsError::WrongSignature`] when everything else was in order.
    pub fn verify(&self, key: &PublicKey) -> Result<(), JwsError> {
        let named = self.understood()?;
        if named != key.algorithm() {
            return Err(JwsError::OtherAlgorithm { named: named.name(), key: key.algorithm().name() });
        }
        key.verify(self.signed.as_bytes(), &self.signature).map_err(|_| JwsError::WrongSignature)
    }
}

/// Makes a token of `payload`. `sign` gets the bytes to be signed; ECDSA signatures are `r` and `s` at full length.
///
/// # Errors
/// [`JwsError`]: the header is not one that [`Compact::understood`] would accept, holds a private key, or `sign` failed.
pub fn sign(header: &Value, payload: &[u8], sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, SignError>) -> Result<String, JwsError> {
    let mut bytes = Vec::with_capacity(128);
    json::write(header, &mut bytes);
    let mut token = String::with_capacity((bytes.len() + payload.len()) * 4 / 3 + 350);
    URL_SAFE_NO_PAD.encode_string(&bytes, &mut token);
    token.push('.');
    URL_SAFE_NO_PAD.encode_string(payload, &mut token);
    // What we would not read, we do not write.
    let unsigned = format!("{token}.");
    let read = Compact::parse(&unsigned)?;
    read.understood()?;
    read.embedded_key()?;
    let signature = sign(token.as_bytes())?;
    token.push('.');
    URL_SAFE_NO_PAD.encode_string(&signature, &mut token);
    Ok(token)
}

fn decode(part: &str, name: &'static str) -> Result<Vec<u8>, JwsError> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| JwsError::Base64 { part: name })
}

/// Why a token is not right, or was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JwsError {
    /// Longer than is read.
    #[error("the token's {part} is too long")]
    TooLong {
        /// Which part.
        part: &'static str,
    },
    /// Not a compact JWS.
    #[error("not a compact JWS: {0}")]
    Shape(&'static str),
    /// Not base64url without padding.
    #[error("the token's {part} is not base64url")]
    Base64 {
        /// Which part.
        part: &'static str,
    },
    /// Header or payload is not strict JSON.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// The header's key cannot be used.
    #[error("the key in the token's header: {0}")]
    Key(KeyError),
    /// An algorithm that is not checked here, by name.
    #[error("tokens signed with {algorithm:?} are not checked here")]
    Unsupported {
        /// Its name.
        algorithm: String,
    },
    /// Not signed, or signed with a secret that others share: nobody can tell who did.
    #[error("a token with algorithm {algorithm:?} proves nothing")]
    Unsecured {
        /// Its name.
        algorithm: String,
    },
    /// The header asks for an extension.
    #[error("the token's header asks for an extension (crit) that is not understood here")]
    Critical,
    /// The header names another algorithm than the key's.
    #[error("the token says it is signed with {named}, but its key signs with {key}")]
    OtherAlgorithm {
        /// The header's.
        named: &'static str,
        /// The key's.
        key: &'static str,
    },
    /// The signature is not of this token by this key.
    #[error("the signature is not of this token by this key")]
    WrongSignature,
    /// The signer failed.
    #[error(transparent)]
    Sign(#[from] SignError),
}

#[cfg(test)]
mod tests;
