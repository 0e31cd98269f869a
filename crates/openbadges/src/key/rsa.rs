//! RSA keys: only to verify, and only within lengths that are neither broken nor a burden.

use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::rsa::PublicKey as Parsed;
use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey};

use super::{KeyError, WrongSignature};

/// The shortest modulus that is believed, in bits (RFC 7518 §3.3).
pub const RSA_BITS_MIN: usize = 2048;
/// The longest modulus that is computed with, in bits.
pub const RSA_BITS_MAX: usize = 8192;

/// An RSA public key.
#[derive(Clone, PartialEq, Eq)]
pub struct RsaPublic {
    /// PKCS #1 `RSAPublicKey` in DER: the one encoding of a key.
    der: Box<[u8]>,
    modulus: Box<[u8]>,
    exponent: Box<[u8]>,
}

impl RsaPublic {
    /// Takes modulus and exponent, big-endian and without leading zeros.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn from_components(modulus: &[u8], exponent: &[u8]) -> Result<Self, KeyError> {
        length(modulus)?;
        let components = RsaPublicKeyComponents { n: modulus, e: exponent };
        let wrong = KeyError::Jwk { member: "n or e" };
        let parsed = components.to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256).map_err(|_| wrong.clone())?;
        let der: PublicKeyX509Der<'_> = parsed.as_der().map_err(|_| wrong)?;
        Self::from_der(der.as_ref())
    }

    /// Takes a `SubjectPublicKeyInfo` or a PKCS #1 `RSAPublicKey`.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let parsed = Parsed::from_der(der).map_err(|_| KeyError::Pem { what: "it is no RSA key" })?;
        let modulus = parsed.modulus().big_endian_without_leading_zero();
        length(modulus)?;
        Ok(Self {
            der: parsed.as_ref().into(),
            modulus: modulus.into(),
            exponent: parsed.exponent().big_endian_without_leading_zero().into(),
        })
    }

    /// PKCS #1 `RSAPublicKey` in DER (RFC 8017 §A.1.1).
    #[must_use]
    pub fn as_der(&self) -> &[u8] {
        &self.der
    }

    /// The modulus, big-endian.
    #[must_use]
    pub fn modulus(&self) -> &[u8] {
        &self.modulus
    }

    /// The exponent, big-endian.
    #[must_use]
    pub fn exponent(&self) -> &[u8] {
        &self.exponent
    }

    pub(super) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), WrongSignature> {
        let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &self.der);
        key.verify(message, signature).map_err(|_| WrongSignature)
    }
}

impl std::fmt::Debug for RsaPublic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RsaPublic({} bits)", bits(&self.modulus))
    }
}

fn length(modulus: &[u8]) -> Result<(), KeyError> {
    let bits = bits(modulus);
    if (RSA_BITS_MIN..=RSA_BITS_MAX).contains(&bits) { Ok(()) } else { Err(KeyError::RsaLength { bits }) }
}

fn bits(modulus: &[u8]) -> usize {
    modulus.len() * 8 - modulus.first().map_or(0, |first| first.leading_zeros() as usize)
}
