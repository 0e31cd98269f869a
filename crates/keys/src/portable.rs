//! `KEY.json`: a key that lives outside a server, as `anavez keys generate` prints it.
//!
//! Shape: `{"id", "type": "Multikey", "controller", "publicKeyMultibase", "secretKeyMultibase"}`, a
//! verification method of a `did:key` (Controlled Identifiers 1.0, 2.2.2; did:key 0.7, 3.1.2), the shape that
//! other software's key files have too.

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::multibase::{self, ED25519_SECRET};
use crate::{KeysError, SecretKey};

/// The longest `KEY.json` that is read, in bytes.
const LONGEST: usize = 16 * 1024;

/// A `did:key` with its secret.
#[derive(Debug)]
pub struct Portable(SecretKey);

impl Portable {
    /// Makes a key portable.
    #[must_use]
    pub const fn new(key: SecretKey) -> Self {
        Self(key)
    }

    /// `did:key:z6Mk…`
    #[must_use]
    pub fn did(&self) -> String {
        format!("did:key:{}", self.0.multikey())
    }

    /// `did:key:z6Mk…#z6Mk…`
    #[must_use]
    pub fn verification_method(&self) -> String {
        format!("did:key:{0}#{0}", self.0.multikey())
    }

    /// The key, to sign with.
    #[must_use]
    pub const fn key(&self) -> &SecretKey {
        &self.0
    }

    /// The key, out of its wrapping.
    #[must_use]
    pub fn into_key(self) -> SecretKey {
        self.0
    }

    /// The text of `KEY.json`, secret included: for its owner's eyes.
    ///
    /// # Errors
    /// [`KeysError::Refused`] if the text cannot be written, which does not happen.
    pub fn to_json(&self) -> Result<Zeroizing<String>, KeysError> {
        let file = KeyFile {
            id: Some(self.verification_method()),
            kind: Some("Multikey".into()),
            controller: Some(self.did()),
            public: Some(self.0.multikey().to_owned()),
            secret: self.0.secret_multibase().to_string(),
        };
        // Enough room from the start: a text that grows leaves copies of the secret behind.
        let mut text = Zeroizing::new(Vec::with_capacity(1024));
        serde_json::to_writer_pretty(&mut *text, &file).map_err(|_| KeysError::Refused { doing: "write KEY.json" })?;
        text.push(b'\n');
        let text = String::from_utf8(std::mem::take(&mut *text));
        text.map(Zeroizing::new).map_err(|_| KeysError::Refused { doing: "write KEY.json" })
    }

    /// Reads the text of a `KEY.json`. Unknown members (`@context`, dates) are let be; what names the public
    /// key must agree with the secret one.
    ///
    /// # Errors
    /// [`KeysError::NotPortable`] with what is wrong; the text itself is never repeated.
    pub fn from_json(text: &str) -> Result<Self, KeysError> {
        let wrong = |why| KeysError::NotPortable { why };
        if text.len() > LONGEST {
            return Err(wrong("it is too long"));
        }
        let file: KeyFile = serde_json::from_str(text).map_err(|_| wrong("it must be a JSON object with secretKeyMultibase"))?;
        if file.kind.as_deref().is_some_and(|kind| kind != "Multikey") {
            return Err(wrong("its type must be Multikey"));
        }
        let seed = multibase::decode(ED25519_SECRET, &file.secret)
            .ok_or_else(|| wrong("secretKeyMultibase must be an Ed25519 secret, z3u2…"))?;
        let own = Self(SecretKey::from_seed(seed)?);
        if file.public.as_deref().is_some_and(|public| public != own.0.multikey()) {
            return Err(wrong("publicKeyMultibase does not belong to secretKeyMultibase"));
        }
        if file.controller.as_deref().is_some_and(|did| did != own.did()) {
            return Err(wrong("controller is not the did:key of this key"));
        }
        if file.id.as_deref().is_some_and(|id| id != own.verification_method()) {
            return Err(wrong("id is not the did:key of this key"));
        }
        Ok(own)
    }
}

/// The members of the file, in the order they are written.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
struct KeyFile {
    id: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    controller: Option<String>,
    #[serde(rename = "publicKeyMultibase")]
    public: Option<String>,
    #[serde(rename = "secretKeyMultibase")]
    secret: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::rng;

    fn portable(seed: u64) -> Portable {
        Portable::new(SecretKey::generate(&mut rng(seed)).unwrap())
    }

    #[test]
    fn a_key_file_is_written_and_read_back() {
        let key = portable(1);
        let text = key.to_json().unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["type"], "Multikey");
        assert_eq!(json["controller"], key.did());
        assert_eq!(json["id"], key.verification_method());
        assert!(json["secretKeyMultibase"].as_str().unwrap().starts_with("z3u2"));
        assert!(text.len() < 1024, "the room reserved in to_json is enough");
        let back = Portable::from_json(&text).unwrap();
        assert_eq!(back.key().sign(b"x"), key.key().sign(b"x"));
    }

    #[test]
    fn the_published_pair_is_read() {
        // Data Integrity EdDSA Cryptosuites 1.0, B.1, where the members stand alone.
        let text = r#"{"publicKeyMultibase": "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
            "secretKeyMultibase": "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"}"#;
        let key = Portable::from_json(text).unwrap();
        assert_eq!(key.did(), "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2");
    }

    #[test]
    fn a_file_whose_halves_disagree_is_refused() {
        let (mine, other) = (portable(1), portable(2));
        let text = mine.to_json().unwrap();
        for (member, value) in [
            ("publicKeyMultibase", other.key().multikey().to_owned()),
            ("controller", other.did()),
            ("controller", "did:web:example.org".into()),
            ("id", other.verification_method()),
            ("type", "JsonWebKey".into()),
            ("secretKeyMultibase", mine.key().multikey().to_owned()),
            ("secretKeyMultibase", String::new()),
        ] {
            let mut json: serde_json::Value = serde_json::from_str(&text).unwrap();
            json[member] = value.into();
            assert!(Portable::from_json(&json.to_string()).is_err(), "{member}");
        }
        let long = format!("{}{}", " ".repeat(LONGEST), *text);
        for text in ["", "[]", "{}", "null", &long] {
            assert!(Portable::from_json(text).is_err(), "{text:.20}");
        }
    }

    #[test]
    fn what_is_printed_and_what_is_refused_hold_no_secret() {
        let key = portable(3);
        let secret = key.key().secret_multibase();
        crate::testing::assert_does_not_leak(&format!("{key:?}"), key.key().seed());
        let broken = format!("{{\"secretKeyMultibase\": \"{}x\"}}", *secret);
        let refusal = Portable::from_json(&broken).unwrap_err();
        assert!(!format!("{refusal} {refusal:?}").contains(&secret[..12]));
    }
}
