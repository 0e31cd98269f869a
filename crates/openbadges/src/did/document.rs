//! The document of an identifier: which keys may speak for it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{DidError, verification_method};
use crate::multibase::{Ed25519Public, decode};

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

/// A public key, or the name of a kind that is not read yet.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    /// Ed25519, from Multikey, Ed25519VerificationKey2018 or 2020, or an OKP JSON Web Key.
    Ed25519(Ed25519Public),
    /// Anything else, by the name of its type.
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
    pub fn asserting(&self, key: &Ed25519Public, preferred: &str) -> Option<&Method> {
        let lists = |method: &&Method| {
            matches!(&method.key, Key::Ed25519(listed) if listed == key) && self.assertion_methods.contains(&method.id)
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
                key: key(method),
                revoked: date("revoked"),
                expires: date("expires"),
            });
        }
        Ok(id)
    }
}

/// A key to be listed in a document of ours.
#[derive(Debug, Clone, Copy)]
pub struct ListedKey<'a> {
    /// The key.
    pub key: &'a Ed25519Public,
    /// When it was revoked: it stays listed, but no longer for signing. Valid and retained keys have `None`.
    pub revoked: Option<Timestamp>,
}

/// The document of `did` with its keys, newest first by custom. Keys that only sign no more stay listed
/// (rotation needs no re-issue); revoked ones leave `assertionMethod`.
#[must_use]
pub fn did_document(did: &str, keys: &[ListedKey<'_>]) -> Value {
    let mut methods = Vec::with_capacity(keys.len());
    let mut assertions = Vec::new();
    for listed in keys {
        let id = verification_method(did, listed.key);
        let mut method = Map::new();
        method.insert("id".to_owned(), id.clone().into());
        method.insert("type".to_owned(), "Multikey".into());
        method.insert("controller".to_owned(), did.into());
        method.insert("publicKeyMultibase".to_owned(), listed.key.multikey().into());
        match listed.revoked {
            Some(date) => drop(method.insert("revoked".to_owned(), date.to_string().into())),
            None => assertions.push(Value::from(id)),
        }
        methods.push(Value::Object(method));
    }
    let mut document = Map::new();
    document.insert("@context".to_owned(), json!(["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]));
    document.insert("id".to_owned(), did.into());
    for (field, list) in [("verificationMethod", methods), ("assertionMethod", assertions)] {
        if !list.is_empty() {
            document.insert(field.to_owned(), list.into());
        }
    }
    Value::Object(document)
}

fn key(method: &Value) -> Key {
    let kind = method["type"].as_str().unwrap_or_default();
    let text = |field: &str| method[field].as_str();
    let read = match kind {
        "Multikey" | "Ed25519VerificationKey2020" => {
            text("publicKeyMultibase").and_then(|text| Ed25519Public::from_multikey(text).ok())
        }
        "Ed25519VerificationKey2018" => {
            text("publicKeyBase58").and_then(|text| decode(&format!("z{text}")).ok()).and_then(|bytes| of_bytes(&bytes))
        }
        "JsonWebKey" | "JsonWebKey2020" => of_jwk(&method["publicKeyJwk"]),
        _ => None,
    };
    read.map_or_else(|| Key::Other(kind.to_owned()), Key::Ed25519)
}

/// RFC 8037 §2.
fn of_jwk(jwk: &Value) -> Option<Ed25519Public> {
    if jwk["kty"] != "OKP" || jwk["crv"] != "Ed25519" || jwk.get("d").is_some() {
        return None;
    }
    of_bytes(&URL_SAFE_NO_PAD.decode(jwk["x"].as_str()?).ok()?)
}

fn of_bytes(bytes: &[u8]) -> Option<Ed25519Public> {
    Ed25519Public::from_bytes(bytes.try_into().ok()?).ok()
}

fn absolute(document: &str, name: &str) -> String {
    if name.starts_with('#') { format!("{document}{name}") } else { name.to_owned() }
}

/// One or several: JSON-LD lets a single value stand without its array.
fn items(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        Value::Null => &[],
        single => std::slice::from_ref(single),
    }
}

fn texts(value: &Value) -> Result<Vec<String>, DidError> {
    let text = |item: &Value| item.as_str().map(str::to_owned);
    let read: Option<Vec<String>> = items(value).iter().map(text).collect();
    read.ok_or(DidError::Document { what: "controller or alsoKnownAs holds something else than identifiers" })
}
