//! Public keys of every kind that signs badges, from Multikey, JSON Web Key and PEM.
//!
//! A key has one algorithm and no other: what a token or proof calls its algorithm is compared with the key and never
//! chosen from. So no key can be talked into another algorithm than its own.
//!
//! Sources: Controlled Identifiers 1.0 §2.2.2 "Multikey", RFC 7517 "JSON Web Key", RFC 7518 §6, RFC 8037 §2,
//! RFC 7638 "Thumbprint", RFC 7468 "PEM", RFC 8017 §A.1.1.

mod ec;
mod jwk;
mod pem;
mod rsa;

pub use ec::{P256Public, P384Public};
pub use rsa::{RSA_BITS_MAX, RSA_BITS_MIN, RsaPublic};

use serde_json::Value;

use crate::multibase::{Ed25519Public, MultibaseError, base58_decode};

/// A public key, checked when made: a point of its curve, or a modulus of an allowed length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// Ed25519 (RFC 8032).
    Ed25519(Ed25519Public),
    /// ECDSA over P-256.
    P256(P256Public),
    /// ECDSA over P-384.
    P384(P384Public),
    /// RSA, signing with PKCS #1 v1.5.
    Rsa(RsaPublic),
}

/// By what a key signs. Each kind of key has exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// Ed25519, strictly verified (RFC 8037).
    EdDsa,
    /// ECDSA with P-256 and SHA-256 (RFC 7518 §3.4).
    Es256,
    /// ECDSA with P-384 and SHA-384 (RFC 7518 §3.4).
    Es384,
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3).
    Rs256,
}

impl Algorithm {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::EdDsa, Self::Es256, Self::Es384, Self::Rs256];

    /// Its name in a JOSE header.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::EdDsa => "EdDSA",
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::Rs256 => "RS256",
        }
    }

    /// The algorithm of this name, if it is one of ours. `Ed25519` is the fully specified name of `EdDSA` (RFC 9864).
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        if name == "Ed25519" {
            return Some(Self::EdDsa);
        }
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }
}

/// The signature is not of these bytes by this key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signature is not of these bytes by this key")]
pub struct WrongSignature;

impl PublicKey {
    /// Reads a Multikey text: `z6Mk…` Ed25519, `zDn…` P-256, `z82…` P-384.
    ///
    /// ```
    /// use openbadges::key::PublicKey;
    /// let text = "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP";
    /// assert_eq!(PublicKey::from_multikey(text)?.multikey().as_deref(), Some(text));
    /// # Ok::<(), openbadges::key::KeyError>(())
    /// ```
    ///
    /// # Errors
    /// [`KeyError`]; [`KeyError::Unsupported`] for a key of another kind.
    pub fn from_multikey(text: &str) -> Result<Self, KeyError> {
        let digits = text.strip_prefix('z').ok_or(MultibaseError::UnknownBase)?;
        let bytes = base58_decode(digits)?;
        match bytes.as_slice() {
            [0xed, 0x01, ..] => Ok(Self::Ed25519(Ed25519Public::from_multikey(text)?)),
            [0x80, 0x24, point @ ..] => P256Public::from_compressed(point).map(Self::P256),
            [0x81, 0x24, point @ ..] => P384Public::from_compressed(point).map(Self::P384),
            _ => Err(KeyError::Unsupported { kind: "Multikey of another kind".to_owned() }),
        }
    }

    /// The Multikey text; `None` for RSA, whose keys are written as JSON Web Keys.
    #[must_use]
    pub fn multikey(&self) -> Option<String> {
        match self {
            Self::Ed25519(key) => Some(key.multikey()),
            Self::P256(key) => Some(key.multikey()),
            Self::P384(key) => Some(key.multikey()),
            Self::Rsa(_) => None,
        }
    }

    /// Reads a JSON Web Key. One that holds anything private is refused: whoever published it has lost it.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn from_jwk(jwk: &Value) -> Result<Self, KeyError> {
        jwk::read(jwk)
    }

    /// The JSON Web Key: only what is public.
    #[must_use]
    pub fn jwk(&self) -> Value {
        jwk::write(self)
    }

    /// SHA-256 thumbprint in base64url (RFC 7638): the name of a key that has no Multikey.
    #[must_use]
    pub fn thumbprint(&self) -> String {
        jwk::thumbprint(self)
    }

    /// Reads one PEM block: `PUBLIC KEY` (SubjectPublicKeyInfo) of any kind, or `RSA PUBLIC KEY` (PKCS #1).
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        pem::read(text)
    }

    /// The one algorithm of this kind of key.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        match self {
            Self::Ed25519(_) => Algorithm::EdDsa,
            Self::P256(_) => Algorithm::Es256,
            Self::P384(_) => Algorithm::Es384,
            Self::Rsa(_) => Algorithm::Rs256,
        }
    }

    /// Checks a signature over `message`. ECDSA signatures are `r` and `s` at full length (IEEE P1363).
    ///
    /// # Errors
    /// [`WrongSignature`].
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), WrongSignature> {
        match self {
            Self::Ed25519(key) => {
                let signature = ed25519_dalek::Signature::from_slice(signature).map_err(|_| WrongSignature)?;
                key.verifying_key().verify_strict(message, &signature).map_err(|_| WrongSignature)
            }
            Self::P256(key) => key.verify(message, signature),
            Self::P384(key) => key.verify(message, signature),
            Self::Rsa(key) => key.verify(message, signature),
        }
    }
}

impl From<Ed25519Public> for PublicKey {
    fn from(key: Ed25519Public) -> Self {
        Self::Ed25519(key)
    }
}

/// Why a text is not a public key that is read here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Multibase or Ed25519.
    #[error(transparent)]
    Multibase(#[from] MultibaseError),
    /// A kind of key that is not read, by its name.
    #[error("keys of kind {kind} are not read here")]
    Unsupported {
        /// Its name.
        kind: String,
    },
    /// It holds a private key.
    #[error("it holds a private key, which must never be published")]
    Private,
    /// Not a point of its curve, or not written as one.
    #[error("not a point of its curve")]
    NotAPoint,
    /// An RSA modulus of this length in bits.
    #[error("an RSA key of {bits} bits; {RSA_BITS_MIN} to {RSA_BITS_MAX} are read")]
    RsaLength {
        /// Its length.
        bits: usize,
    },
    /// A JSON Web Key with a member that is missing or wrong.
    #[error("the JSON Web Key's {member} is missing or wrong")]
    Jwk {
        /// The member.
        member: &'static str,
    },
    /// Not one PEM block, or not DER inside.
    #[error("not a public key in PEM: {what}")]
    Pem {
        /// What is wrong.
        what: &'static str,
    },
}

#[cfg(test)]
mod tests;
