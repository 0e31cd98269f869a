//! Strict JSON: what two programs could read in two ways is refused.
//!
//! Refused beyond RFC 8259: duplicate keys, lone surrogates, more than [`DEPTH_MAX`] levels, more than
//! [`BYTES_MAX`] bytes. Numbers with a fraction are read; whether they may be signed is [`crate::jsonld`]'s question.

mod parse;
mod tree;
mod write;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use serde_json::{Map, Number, Value};

pub use tree::{Entries, Tree, View};

/// Deepest nesting of arrays and objects accepted.
pub const DEPTH_MAX: usize = 64;

/// Longest document accepted, in bytes (16 MiB: a credential with its pictures inside).
pub const BYTES_MAX: usize = 16 << 20;

/// Why bytes are not JSON that everybody reads alike. `at` is a byte offset.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// The document is longer than [`BYTES_MAX`].
    #[error("the document has {bytes} bytes; at most {BYTES_MAX} are read")]
    TooLong {
        /// Its length in bytes.
        bytes: usize,
    },
    /// Arrays and objects are nested deeper than [`DEPTH_MAX`].
    #[error("nested deeper than {DEPTH_MAX} levels at byte {at}")]
    TooDeep {
        /// Where the level too many opens.
        at: usize,
    },
    /// The same key twice in one object: readers keep either one.
    #[error("key {key:?} is there twice in one object, at byte {at}")]
    DuplicateKey {
        /// The key.
        key: String,
        /// Where the object ends.
        at: usize,
    },
    /// Half of a UTF-16 pair, which is no character.
    #[error("a lone surrogate at byte {at}")]
    LoneSurrogate {
        /// Where the escape begins.
        at: usize,
    },
    /// The bytes are not UTF-8.
    #[error("not UTF-8 at byte {at}")]
    NotUtf8 {
        /// The first wrong byte.
        at: usize,
    },
    /// A number too big for any reader to hold.
    #[error("a number out of range at byte {at}")]
    NumberOutOfRange {
        /// Where the number begins.
        at: usize,
    },
    /// Anything else RFC 8259 does not allow.
    #[error("expected {expected} at byte {at}")]
    Syntax {
        /// What could have stood there.
        expected: &'static str,
        /// Where.
        at: usize,
    },
}

/// A JSON document whose texts are borrowed from its bytes where they have no escape.
#[derive(Debug, Clone, PartialEq)]
pub enum Json<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    Text(Cow<'a, str>),
    /// An array.
    Array(Vec<Json<'a>>),
    /// An object, in the order of the document; no key is there twice.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

/// Reads strict JSON into a [`Value`] that keeps the order of keys.
///
/// ```
/// let value = openbadges::json::read(br#"{"name": "Relire"}"#)?;
/// assert_eq!(value["name"], "Relire");
/// assert!(openbadges::json::read(br#"{"name": "a", "name": "b"}"#).is_err());
/// # Ok::<(), openbadges::json::JsonError>(())
/// ```
///
/// # Errors
/// [`JsonError`], with the byte where reading stopped.
pub fn read(bytes: &[u8]) -> Result<Value, JsonError> {
    read_borrowed(bytes).map(Value::from)
}

/// Appends `value` to `out` as compact JSON, byte for byte as `serde_json` writes it.
///
/// Recurses as deep as the value is nested: values that were not built by the program come from [`read`], which bounds
/// that.
pub fn write(value: &Value, out: &mut Vec<u8>) {
    write::write(value, out);
}

/// Appends a text as it stands between its quotes in compact JSON.
pub(crate) fn write_escaped(text: &str, out: &mut Vec<u8>) {
    write::write_escaped(text, out);
}

/// Reads strict JSON without copying the texts: what verification uses.
///
/// # Errors
/// [`JsonError`], with the byte where reading stopped.
pub fn read_borrowed(bytes: &[u8]) -> Result<Json<'_>, JsonError> {
    if bytes.len() > BYTES_MAX {
        return Err(JsonError::TooLong { bytes: bytes.len() });
    }
    let text = std::str::from_utf8(bytes).map_err(|e| JsonError::NotUtf8 { at: e.valid_up_to() })?;
    parse::document(text)
}

impl Json<'_> {
    /// The value of `key`, when this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => entries.entry(key),
            _ => None,
        }
    }

    /// The text, when this is a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl From<Json<'_>> for Value {
    fn from(json: Json<'_>) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(b) => Self::Bool(b),
            Json::Number(n) => Self::Number(n),
            Json::Text(t) => Self::String(t.into_owned()),
            Json::Array(items) => Self::Array(items.into_iter().map(Self::from).collect()),
            Json::Object(entries) => {
                let mut map = Map::with_capacity(entries.len());
                map.extend(entries.into_iter().map(|(k, v)| (k.into_owned(), Self::from(v))));
                Self::Object(map)
            }
        }
    }
}
