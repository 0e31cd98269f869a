//! Keys of the NIST curves P-256 and P-384.

use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, EcdsaVerificationAlgorithm, ParsedPublicKey, UnparsedPublicKey,
};

use super::{KeyError, WrongSignature};
use crate::multibase;

/// First byte of an uncompressed point (SEC 1 §2.3.3).
const UNCOMPRESSED: u8 = 4;

/// A point of P-256.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct P256Public([u8; 65]);

/// A point of P-384.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct P384Public([u8; 97]);

macro_rules! curve {
    ($key:ident, $name:literal, $field:literal, $algorithm:expr, $multicodec:expr) => {
        impl $key {
            /// Takes the compressed point (SEC 1 §2.3.3): what a Multikey holds.
            ///
            /// # Errors
            /// [`KeyError::NotAPoint`].
            pub fn from_compressed(bytes: &[u8]) -> Result<Self, KeyError> {
                match bytes {
                    [2 | 3, x @ ..] if x.len() == $field => point(&$algorithm, bytes).map(Self),
                    _ => Err(KeyError::NotAPoint),
                }
            }

            /// Takes the two coordinates at full length: what a JSON Web Key holds.
            ///
            /// # Errors
            /// [`KeyError::NotAPoint`].
            pub fn from_coordinates(x: &[u8], y: &[u8]) -> Result<Self, KeyError> {
                if x.len() != $field || y.len() != $field {
                    return Err(KeyError::NotAPoint);
                }
                point(&$algorithm, &[&[UNCOMPRESSED], x, y].concat()).map(Self)
            }

            /// Takes a `SubjectPublicKeyInfo` (RFC 5480).
            ///
            /// # Errors
            /// [`KeyError::NotAPoint`], also when it holds a key of another kind.
            pub fn from_spki(der: &[u8]) -> Result<Self, KeyError> {
                // The library would take a bare point as well.
                if der.first() != Some(&0x30) {
                    return Err(KeyError::NotAPoint);
                }
                point(&$algorithm, der).map(Self)
            }

            /// The two coordinates, big-endian, at full length.
            #[must_use]
            pub fn coordinates(&self) -> (&[u8], &[u8]) {
                self.0[1..].split_at($field)
            }

            /// The compressed point.
            #[must_use]
            pub fn compressed(&self) -> Vec<u8> {
                let (x, y) = self.coordinates();
                let sign = 2 + (y[$field - 1] & 1);
                [&[sign], x].concat()
            }

            pub(super) fn multikey(&self) -> String {
                // Shorter than the maximum of base58, so never an error.
                multibase::encode_base58(&[&$multicodec, self.compressed().as_slice()].concat()).unwrap_or_default()
            }

            pub(super) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), WrongSignature> {
                UnparsedPublicKey::new(&$algorithm, &self.0).verify(message, signature).map_err(|_| WrongSignature)
            }
        }

        impl std::fmt::Debug for $key {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple($name).field(&self.multikey()).finish()
            }
        }
    };
}

curve!(P256Public, "P256Public", 32, ECDSA_P256_SHA256_FIXED, [0x80, 0x24]);
curve!(P384Public, "P384Public", 48, ECDSA_P384_SHA384_FIXED, [0x81, 0x24]);

/// The uncompressed point behind any encoding of it that the library reads, once it has checked that it is one.
fn point<const BYTES: usize>(algorithm: &'static EcdsaVerificationAlgorithm, encoded: &[u8]) -> Result<[u8; BYTES], KeyError> {
    let parsed = ParsedPublicKey::new(algorithm, encoded).map_err(|_| KeyError::NotAPoint)?;
    let der: PublicKeyX509Der<'_> = parsed.as_der().map_err(|_| KeyError::NotAPoint)?;
    // A SubjectPublicKeyInfo ends with the point (RFC 5480 §2.2).
    let tail = der.as_ref().last_chunk::<BYTES>().ok_or(KeyError::NotAPoint)?;
    if tail[0] == UNCOMPRESSED { Ok(*tail) } else { Err(KeyError::NotAPoint) }
}
