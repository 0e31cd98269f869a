//! The document of an identifier: which keys may speak for it.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{DidError, verification_method};
use crate::key::PublicKey;
use crate::multibase::{Ed25519Public, decode};
use crate::read::items;

const DID_V1: &str = "https://www.w3.org/ns/did/v1";
const MULTIKEY_V1: &str = "https://w3id.org/security/multikey/v1";
const JWK_V1: &str = "https://w3id.org/security/jwk/v1";

/// More methods than any actor has; the rest of a longer list is not read.
const METHODS_MAX: usize = 256;

/// A controlled identifier document (a DID document, or an issuer's profile that lists its keys).
#[derive(Debug, Clone, PartialEq)]
pub struct DidDocument {
    /// The identifier it is about.
    pub id: String,
    /// Who may change it; empty when only `id` itself.
    pub controllers: Vec<String>,
    /// Other identifiers it calls its own. A claim, not a proof.
    pub also_known_as: Vec<String>,
    /// The keys it lists.
    pub methods: Vec<Method>,
    /// Identifiers of the methods that may sign statements (`assertionMethod`).
    pub assertion_methods: Vec<String>,
}

/// One verification method (Controlled Identifiers 1.0 §2.2).
#[derive(Debug, Clone, PartialEq)]
pub struct Method {
    /// Its identifier, absolute.
    pub id: String,
    /// Who controls the key.
    pub controller: String,
    /// The key.
    pub key: Key,
    /// From when on the key must not be believed, if ever.
    pub revoked: Option<Timestamp>,
    /// From when on the key should no longer be used, if ever.
    pub expires: Option<Timestamp>,
}

/// A public key, or why it is not read.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    /// A key that signatures can be checked with.
    Known(PublicKey),
    /// Anything else, by the name of its type and what keeps it from being read.
    Other(String),
}

impl DidDocument {
    /// Reads a document. Methods of unknown kinds are kept by name; relative method ids (`#key`) are completed.
    ///
    /// # Errors
    /// When it has no `id`, or a list has the wrong form.
    pub fn parse(document: &Value) -> Result<Self, DidError> {
        let id = document["id"].as_str().ok_or(DidError::Document { what: "it has no id" })?.to_owned();
        let mut read = Self {
            controllers: texts(&document["controller"])?,
            also_known_as: texts(&document["alsoKnownAs"])?,
            methods: Vec::new(),
            assertion_methods: Vec::new(),
            id,
        };
        for method in items(&document["verificationMethod"]) {
            read.add(method)?;
        }
        for method in items(&document["assertionMethod"]) {
            let name = match method {
                Value::String(name) => absolute(&read.id, name),
                Value::Object(_) => read.add(method)?,
                _ => return Err(DidError::Document { what: "assertionMethod holds neither names nor methods" }),
            };
            read.assertion_methods.push(name);
        }
        Ok(read)
    }

    /// The method called `id`, whatever it may be used for.
    #[must_use]
    pub fn method(&self, id: &str) -> Option<&Method> {
        self.methods.iter().find(|method| method.id == id)
    }

    /// The method that lists `key` for signing statements. A method called `preferred` goes first.
    #[must_use]
    pub fn asserting(&self, key: &PublicKey, preferred: &str) -> Option<&Method> {
        let lists = |method: &&Method| {
            matches!(&method.key, Key::Known(listed) if listed == key) && self.assertion_methods.contains(&method.id)
        };
        self.methods.iter().filter(lists).find(|method| method.id == preferred).or_else(|| self.methods.iter().find(lists))
    }

    fn add(&mut self, method: &Value) -> Result<String, DidError> {
        let id = method["id"].as_str().ok_or(DidError::Document { what: "a verification method has no id" })?;
        let id = absolute(&self.id, id);
        if self.methods.len() < METHODS_MAX {
            let date = |field: &str| method[field].as_str().and_then(|text| text.parse().ok());
            self.methods.push(Method {
                id: id.clone(),
                controller: method["controller"].as_str().unwrap_or(&self.id).to_owned(),
                key: method_key(method),
                revoked: date("revoked"),
                expires: date("expires"),
            });
        }
        Ok(id)
    }
}

/// A key to be listed in a document of ours: an [`Ed25519Public`], or a [`PublicKey`] of any kind.
#[derive(Debug, Clone, Copy)]
pub struct ListedKey<'a, K = Ed25519Public> {
    /// The key.
    pub key: &'a K,
    /// When it was revoked: it stays listed, but no longer for signing. Valid and retained keys have `None`.
    pub revoked: Option<Timestamp>,
}

/// The document of `did` with its keys, newest first by custom. Keys that only sign no more stay listed
/// (rotation needs no re-issue); revoked ones leave `assertionMethod`. A key without Multikey (RSA) is written as a
/// JSON Web Key.
#[must_use]
pub fn did_document<K: Clone + Into<PublicKey>>(did: &str, keys: &[ListedKey<'_, K>]) -> Value {
    let mut methods = Vec::with_capacity(keys.len());
    let mut assertions = Vec::new();
    let mut contexts = vec![Value::from(DID_V1), Value::from(MULTIKEY_V1)];
    for listed in keys {
        let key: PublicKey = listed.key.clone().into();
        let id = verification_method(did, &key);
        let mut method = Map::new();
        method.insert("id".to_owned(), id.clone().into());
        let written = match key.multikey() {
            Some(multikey) => [("type", "Multikey".into()), ("publicKeyMultibase", multikey.into())],
            None => [("type", "JsonWebKey".into()), ("publicKeyJwk", key.jwk())],
        };
        if key.multikey().is_none() && contexts.len() == 2 {
            contexts.push(JWK_V1.into());
        }
        let [(kind, name), (field, value)] = written;
        method.insert(kind.to_owned(), name);
        method.insert("controller".to_owned(), did.into());
        method.insert(field.to_owned(), value);
        match listed.revoked {
            Some(date) => drop(method.insert("revoked".to_owned(), date.to_string().into())),
            None => assertions.push(Value::from(id)),
        }
        methods.push(Value::Object(method));
    }
    let mut document = Map::new();
    document.insert("@context".to_owned(), contexts.into());
    document.insert("id".to_owned(), did.into());
    for (field, list) in [("verificationMethod", methods), ("assertionMethod", assertions)] {
        if !list.is_empty() {
            document.insert(field.to_owned(), list.into());
        }
    }
    Value::Object(document)
}

/// The key that a verification method holds (Controlled Identifiers 1.0 §2.2). Its type says only how it is written.
#[must_use]
pub fn method_key(method: &Value) -> Key {
    let kind = method["type"].as_str().unwrap_or_default();
    let text = |field: &str| method[field].as_str();
    let read = if let Some(jwk) = method.get("publicKeyJwk") {
        PublicKey::from_jwk(jwk).map_err(|error| error.to_string())
    } else if let Some(multikey) = text("publicKeyMultibase") {
        PublicKey::from_multikey(multikey).map_err(|error| error.to_string())
    } else if let Some(base58) = text("publicKeyBase58").filter(|_| kind == "Ed25519VerificationKey2018") {
        of_base58(base58).ok_or_else(|| "its base58 is no key".to_owned())
    } else if let Some(pem) = text("publicKeyPem") {
        PublicKey::from_pem(pem).map_err(|error| error.to_string())
    } else {
        Err("it holds no key in a form that is read here".to_owned())
    };
    match read {
        Ok(key) if is_of(kind, &key) => Key::Known(key),
        Ok(_) => Key::Other(format!("{kind} (its key is of another kind)")),
        Err(reason) => Key::Other(format!("{kind} ({reason})")),
    }
}

/// Whether a method of this type may hold such a key. Types that are not known hold none.
fn is_of(kind: &str, key: &PublicKey) -> bool {
    match kind {
        "Multikey" | "JsonWebKey" | "JsonWebKey2020" => true,
        "Ed25519VerificationKey2018" | "Ed25519VerificationKey2020" => matches!(key, PublicKey::Ed25519(_)),
        "EcdsaSecp256r1VerificationKey2019" | "P256Key2021" => matches!(key, PublicKey::P256(_)),
        "P384Key2021" => matches!(key, PublicKey::P384(_)),
        "RsaVerificationKey2018" | "CryptographicKey" => matches!(key, PublicKey::Rsa(_)),
        _ => false,
    }
}

fn of_base58(text: &str) -> Option<PublicKey> {
    let bytes = decode(&format!("z{text}")).ok()?;
    Ed25519Public::from_bytes(bytes.as_slice().try_into().ok()?).ok().map(PublicKey::Ed25519)
}

fn absolute(document: &str, name: &str) -> String {
    if name.starts_with('#') { format!("{document}{name}") } else { name.to_owned() }
}

fn texts(value: &Value) -> Result<Vec<String>, DidError> {
    let text = |item: &Value| item.as_str().map(str::to_owned);
    let read: Option<Vec<String>> = items(value).iter().map(text).collect();
    read.ok_or(DidError::Document { what: "controller or alsoKnownAs holds something else than identifiers" })
}
