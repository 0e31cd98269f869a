//! What the documents of a long list have in common: pieces of text between which the values of a row go.
//!
//! Nothing is known here of what the text says. How it comes about, and that it is signed as any other document, is
//! `openbadges::template`'s part.

use anavez_recognition::{Moment, TemplateId};
use serde_json::Value;
use sqlx::Row as _;

use crate::engine::{parsed, sql};
use crate::{Reading, StoreError, Writing};

sql! {
    ONE = "SELECT * FROM templates WHERE id = $1";
    ADD = "INSERT INTO templates (id, skeleton, proof, created_at) VALUES ($1, $2, $3, $4)";
}

/// What follows the signature: its text, the proof and the document end.
const END: &[u8] = b"\"}}";

/// A template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTemplate {
    /// Its id.
    pub id: TemplateId,
    /// A JSON array of texts and numbers of values; its last number is that of all values.
    pub skeleton: String,
    /// What follows the document, up to the signature.
    pub proof: String,
    /// The moment that all its signatures state.
    pub created_at: Moment,
}

impl Reading {
    /// A template by its id.
    pub async fn template(&mut self, id: TemplateId) -> Result<Option<StoredTemplate>, StoreError> {
        let row = sqlx::query(ONE).bind(id.to_string()).fetch_optional(self.connection()).await?;
        row.map(|row| {
            Ok(StoredTemplate {
                id: parsed(&row, "templates", "id")?,
                skeleton: row.try_get("skeleton")?,
                proof: row.try_get("proof")?,
                created_at: Moment::from_micros(row.try_get("created_at")?),
            })
        })
        .transpose()
    }
}

impl Writing {
    /// Keeps a template.
    pub async fn add_template(&mut self, new: &StoredTemplate) -> Result<(), StoreError> {
        sqlx::query(ADD)
            .bind(new.id.to_string())
            .bind(&new.skeleton)
            .bind(&new.proof)
            .bind(new.created_at.micros())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

/// A template taken apart.
#[derive(Debug)]
pub(crate) struct Pieces {
    pieces: Vec<Piece>,
    values: usize,
    proof: String,
}

#[derive(Debug)]
enum Piece {
    Text(String),
    Value(usize),
}

impl Pieces {
    pub(crate) fn read(skeleton: &str, proof: String) -> Option<Self> {
        let number = |item: &Value| item.as_u64().and_then(|n| usize::try_from(n).ok());
        let mut items: Vec<Value> = serde_json::from_str(skeleton).ok()?;
        let values = number(&items.pop()?)?;
        let piece = |item: Value| match item {
            Value::String(text) => Some(Piece::Text(text)),
            other => number(&other).filter(|value| *value < values).map(Piece::Value),
        };
        Some(Self { pieces: items.into_iter().map(piece).collect::<Option<_>>()?, values, proof })
    }

    /// The planned bytes of a row.
    pub(crate) fn unsigned(&self, values: &[String]) -> Option<Vec<u8>> {
        if values.len() != self.values {
            return None;
        }
        let mut bytes = Vec::with_capacity(4 << 10);
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => bytes.extend_from_slice(text.as_bytes()),
                Piece::Value(value) => {
                    let quoted = Value::from(values[*value].as_str()).to_string();
                    bytes.extend_from_slice(quoted.get(1..quoted.len() - 1)?.as_bytes());
                }
            }
        }
        Some(bytes)
    }

    /// The signed bytes of a row: the proof stands last in the document.
    pub(crate) fn signed(&self, unsigned: &[u8], signature: &[u8]) -> Vec<u8> {
        let document = unsigned.strip_suffix(b"}").unwrap_or(unsigned);
        [document, self.proof.as_bytes(), signature, END].concat()
    }
}
