//! PEM (RFC 7468): how issuers of Open Badges 2.0 publish their keys.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{KeyError, P256Public, P384Public, PublicKey, RsaPublic};
use crate::multibase::Ed25519Public;

/// Longest text that is read, in bytes: a key of 8,192 bits takes 1,500.
const PEM_BYTES_MAX: usize = 8 * 1024;
/// `SubjectPublicKeyInfo` of an Ed25519 key up to the key itself (RFC 8410 §4).
const ED25519_SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

pub(super) fn read(text: &str) -> Result<PublicKey, KeyError> {
    let wrong = |what| KeyError::Pem { what };
    if text.len() > PEM_BYTES_MAX {
        return Err(wrong("it is too long"));
    }
    if text.contains("PRIVATE KEY-----") {
        return Err(KeyError::Private);
    }
    let (label, body) = block(text).ok_or(wrong("it is not one block"))?;
    // Some issuers write the line ends as the two letters \n.
    let body = body.replace("\\n", "");
    let body: String = body.chars().filter(|letter| !letter.is_ascii_whitespace()).collect();
    let der = STANDARD.decode(body).map_err(|_| wrong("its base64 is malformed"))?;
    match label {
        "RSA PUBLIC KEY" => RsaPublic::from_der(&der).map(PublicKey::Rsa),
        "PUBLIC KEY" => of_spki(&der),
        other => Err(KeyError::Unsupported { kind: format!("PEM {other}") }),
    }
}

fn of_spki(der: &[u8]) -> Result<PublicKey, KeyError> {
    if let Some(key) = der.strip_prefix(&ED25519_SPKI) {
        let key = key.try_into().map_err(|_| KeyError::Pem { what: "an Ed25519 key has 32 bytes" })?;
        return Ok(PublicKey::Ed25519(Ed25519Public::from_bytes(key)?));
    }
    let p256 = P256Public::from_spki(der).map(PublicKey::P256);
    p256.or_else(|_| P384Public::from_spki(der).map(PublicKey::P384)).or_else(|_| RsaPublic::from_der(der).map(PublicKey::Rsa))
}

/// Label and body of the single block of a text.
fn block(text: &str) -> Option<(&str, &str)> {
    let (_, rest) = text.split_once("-----BEGIN ")?;
    let (label, rest) = rest.split_once("-----")?;
    let (body, end) = rest.split_once("-----END ")?;
    let (closing, after) = end.split_once("-----")?;
    (closing == label && !after.contains("-----BEGIN ")).then_some((label, body))
}
