//! An object under construction: fixed order, no nulls, no empty arrays, limits on everything.

use serde_json::{Map, Value, json};

use super::{ITEMS_MAX, TEXT_BYTES_MAX, WriteError};
use crate::contexts::{CREDENTIALS_V2, OPEN_BADGES_3_0_3};

pub(super) struct Fields(Map<String, Value>);

impl Fields {
    pub(super) fn new() -> Self {
        Self(Map::new())
    }

    /// The head of an Open Badges credential.
    pub(super) fn credential(id: &str, kind: &str) -> Result<Self, WriteError> {
        let mut fields = Self::new();
        fields.put("@context", json!([CREDENTIALS_V2, OPEN_BADGES_3_0_3]));
        fields.iri("id", id)?;
        fields.types(&["VerifiableCredential", kind]);
        Ok(fields)
    }

    pub(super) fn put(&mut self, field: &'static str, value: Value) {
        self.0.insert(field.to_owned(), value);
    }

    pub(super) fn types(&mut self, types: &[&str]) {
        self.put("type", json!(types));
    }

    pub(super) fn text(&mut self, field: &'static str, value: &str) -> Result<(), WriteError> {
        if value.trim().is_empty() {
            return Err(WriteError::Empty { field });
        }
        if value.len() > TEXT_BYTES_MAX {
            return Err(WriteError::TooLong { field });
        }
        self.put(field, value.into());
        Ok(())
    }

    /// Absent and empty are the same: nothing is written.
    pub(super) fn optional(&mut self, field: &'static str, value: Option<&str>) -> Result<(), WriteError> {
        match value {
            Some(value) if !value.trim().is_empty() => self.text(field, value),
            _ => Ok(()),
        }
    }

    pub(super) fn iri(&mut self, field: &'static str, value: &str) -> Result<(), WriteError> {
        let bad = |byte: u8| byte <= b' ' || b"<>\"{}|\\^`".contains(&byte);
        if url::Url::parse(value).is_err() || value.bytes().any(bad) {
            return Err(WriteError::NotAbsolute { field, value: value.to_owned() });
        }
        self.text(field, value)
    }

    pub(super) fn list<T>(
        &mut self,
        field: &'static str,
        items: &[T],
        write: impl Fn(&T) -> Result<Value, WriteError>,
    ) -> Result<(), WriteError> {
        if items.len() > ITEMS_MAX {
            return Err(WriteError::TooMany { field });
        }
        if !items.is_empty() {
            let items: Result<Vec<Value>, WriteError> = items.iter().map(write).collect();
            self.put(field, items?.into());
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Value {
        Value::Object(self.0)
    }
}
