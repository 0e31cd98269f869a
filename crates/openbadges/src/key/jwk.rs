//! JSON Web Keys (RFC 7517), public ones only.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{KeyError, P256Public, P384Public, PublicKey, RsaPublic};
use crate::multibase::Ed25519Public;

/// Members that hold a secret (RFC 7518 §6.2.2, §6.3.2, §6.4.1).
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
/// Longest member that is decoded, in letters: a modulus of 8,192 bits has 1,366.
const MEMBER_LETTERS_MAX: usize = 2048;

pub(super) fn read(jwk: &Value) -> Result<PublicKey, KeyError> {
    if !jwk.is_object() {
        return Err(KeyError::Jwk { member: "object" });
    }
    if PRIVATE.iter().any(|member| jwk.get(member).is_some()) {
        return Err(KeyError::Private);
    }
    let kind = jwk["kty"].as_str().ok_or(KeyError::Jwk { member: "kty" })?;
    let curve = jwk["crv"].as_str().unwrap_or_default();
    let key = match (kind, curve) {
        ("OKP", "Ed25519") => {
            let x = bytes(jwk, "x")?;
            let x = x.as_slice().try_into().map_err(|_| KeyError::Jwk { member: "x" })?;
            PublicKey::Ed25519(Ed25519Public::from_bytes(x)?)
        }
        ("EC", "P-256") => PublicKey::P256(P256Public::from_coordinates(&bytes(jwk, "x")?, &bytes(jwk, "y")?)?),
        ("EC", "P-384") => PublicKey::P384(P384Public::from_coordinates(&bytes(jwk, "x")?, &bytes(jwk, "y")?)?),
        ("RSA", _) => PublicKey::Rsa(RsaPublic::from_components(&bytes(jwk, "n")?, &bytes(jwk, "e")?)?),
        (kind, "") => return Err(KeyError::Unsupported { kind: kind.to_owned() }),
        (kind, curve) => return Err(KeyError::Unsupported { kind: format!("{kind} {curve}") }),
    };
    use_allows(jwk, &key)?;
    Ok(key)
}

pub(super) fn write(key: &PublicKey) -> Value {
    let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    match key {
        PublicKey::Ed25519(key) => json!({ "kty": "OKP", "crv": "Ed25519", "x": text(key.as_bytes()) }),
        PublicKey::P256(key) => {
            let (x, y) = key.coordinates();
            json!({ "kty": "EC", "crv": "P-256", "x": text(x), "y": text(y) })
        }
        PublicKey::P384(key) => {
            let (x, y) = key.coordinates();
            json!({ "kty": "EC", "crv": "P-384", "x": text(x), "y": text(y) })
        }
        PublicKey::Rsa(key) => json!({ "kty": "RSA", "n": text(key.modulus()), "e": text(key.exponent()) }),
    }
}

/// RFC 7638: the required members alone, in the order of their letters, without blanks.
pub(super) fn thumbprint(key: &PublicKey) -> String {
    let canonical = serde_json_canonicalizer::to_vec(&write(key)).unwrap_or_default();
    URL_SAFE_NO_PAD.encode(Sha256::digest(canonical))
}

/// What the key says it is for (RFC 7517 §4.2 to §4.4) must include what it is used for here.
fn use_allows(jwk: &Value, key: &PublicKey) -> Result<(), KeyError> {
    if jwk.get("use").is_some_and(|used| used != "sig") {
        return Err(KeyError::Jwk { member: "use" });
    }
    let verifies = |operations: &Value| operations.as_array().is_some_and(|list| list.iter().any(|one| one == "verify"));
    if jwk.get("key_ops").is_some_and(|operations| !verifies(operations)) {
        return Err(KeyError::Jwk { member: "key_ops" });
    }
    let own = |name: &Value| name.as_str().and_then(super::Algorithm::of_name) == Some(key.algorithm());
    if jwk.get("alg").is_some_and(|name| !own(name)) {
        return Err(KeyError::Jwk { member: "alg" });
    }
    Ok(())
}

fn bytes(jwk: &Value, member: &'static str) -> Result<Vec<u8>, KeyError> {
    let text = jwk[member].as_str().filter(|text| text.len() <= MEMBER_LETTERS_MAX);
    let bytes = text.and_then(|text| URL_SAFE_NO_PAD.decode(text).ok());
    bytes.ok_or(KeyError::Jwk { member })
}
