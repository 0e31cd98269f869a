//! The exact bytes that were planned, and the signed ones: a table of its own, so that they can be erased.
//!
//! Rows of a long list are kept as template and values ([`crate::StoredTemplate`]). Whoever reads a document never sees the
//! difference: both forms come out of the same door, byte for byte as they were planned and signed.

use std::collections::HashMap;

use anavez_recognition::{KeyId, RecognitionId, TemplateId};
use sqlx::Row as _;

use crate::engine::{Row, id_list, parsed, parsed_if_any, sql};
use crate::templates::Pieces;
use crate::{Reading, StoreError, Writing};

sql! {
    DOCUMENTS = "SELECT d.*, t.skeleton, t.proof FROM documents d LEFT JOIN templates t ON t.id = d.template_id
        WHERE d.recognition_id IN (SELECT value FROM json_each($1))";
    AFTER = "SELECT d.*, t.skeleton, t.proof FROM documents d LEFT JOIN templates t ON t.id = d.template_id
        WHERE d.recognition_id > $1 ORDER BY d.recognition_id LIMIT $2";
    PLAN = "INSERT INTO documents (recognition_id, key_id, unsigned, signed, template_id)
        SELECT value ->> 0, value ->> 1, CAST(value ->> 2 AS BLOB), NULL, value ->> 3 FROM json_each($1)";
    SIGN = "UPDATE documents SET signed = CAST(given.value ->> 1 AS BLOB) FROM json_each($1) AS given
        WHERE recognition_id = given.value ->> 0 AND signed IS NULL";
    ERASE = "DELETE FROM documents WHERE recognition_id = $1 RETURNING template_id";
    ERASE_TEMPLATE = "DELETE FROM templates WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM documents WHERE template_id = $1)";
}

/// The bytes of one recognition.
#[derive(Debug, Clone)]
pub struct Document {
    /// The recognition.
    pub recognition: RecognitionId,
    /// The key that signs, or signed.
    pub key: KeyId,
    /// The planned bytes: JSON without proof.
    pub unsigned: Vec<u8>,
    /// The signed bytes: JSON with its proof.
    pub signed: Option<Vec<u8>>,
    /// What the bytes are made from, when they are not kept themselves.
    pub filled: Option<Filled>,
}

/// A template and its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The template.
    pub template: TemplateId,
    /// The values, in the order of its holes.
    pub values: Vec<String>,
}

/// A document to be kept before it is signed.
#[derive(Debug, Clone)]
pub struct PlannedDocument {
    /// The recognition.
    pub recognition: RecognitionId,
    /// The key that will sign.
    pub key: KeyId,
    /// The document.
    pub said: Planned,
}

/// A document as it is kept.
#[derive(Debug, Clone)]
pub enum Planned {
    /// The bytes: JSON without proof.
    Whole(String),
    /// What the same bytes are made from.
    Filled(Filled),
}

/// What a signature adds to a planned document.
#[derive(Debug, Clone)]
pub struct SignedDocument {
    /// The recognition.
    pub recognition: RecognitionId,
    /// Of a whole document the signed JSON; of a filled one the signature as it stands in the proof.
    pub said: String,
}

impl Reading {
    /// The bytes of a recognition, unless they were erased.
    pub async fn document(&mut self, id: RecognitionId) -> Result<Option<Document>, StoreError> {
        Ok(self.documents(&[id]).await?.remove(&id))
    }

    /// The bytes of several recognitions.
    pub async fn documents(&mut self, ids: &[RecognitionId]) -> Result<HashMap<RecognitionId, Document>, StoreError> {
        let rows = sqlx::query(DOCUMENTS).bind(id_list(ids)).fetch_all(self.connection()).await?;
        Ok(read(&rows)?.into_iter().map(|document| (document.recognition, document)).collect())
    }

    /// Documents after one, in order of id: for checking all of them page by page.
    pub async fn documents_after(&mut self, after: Option<RecognitionId>, most: usize) -> Result<Vec<Document>, StoreError> {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        let rows =
            sqlx::query(AFTER).bind(after).bind(i64::try_from(most).unwrap_or(i64::MAX)).fetch_all(self.connection()).await?;
        read(&rows)
    }
}

impl Writing {
    /// Keeps planned documents.
    pub async fn plan_documents(&mut self, planned: &[PlannedDocument]) -> Result<(), StoreError> {
        let row = |document: &PlannedDocument| {
            let (said, template) = match &document.said {
                Planned::Whole(said) => (said.clone(), None),
                Planned::Filled(filled) => {
                    (serde_json::Value::from(filled.values.clone()).to_string(), Some(filled.template.to_string()))
                }
            };
            serde_json::json!([document.recognition.to_string(), document.key.to_string(), said, template])
        };
        let rows: serde_json::Value = planned.iter().map(row).collect();
        sqlx::query(PLAN).bind(rows.to_string()).execute(self.connection()).await?;
        Ok(())
    }

    /// Keeps signatures. How many were not there already.
    pub async fn sign_documents(&mut self, signed: &[SignedDocument]) -> Result<usize, StoreError> {
        let rows: serde_json::Value =
            signed.iter().map(|document| serde_json::json!([document.recognition.to_string(), document.said])).collect();
        let done = sqlx::query(SIGN).bind(rows.to_string()).execute(self.connection()).await?;
        Ok(usize::try_from(done.rows_affected()).unwrap_or(usize::MAX))
    }

    /// Erases both forms, and the template with its last document.
    pub async fn erase_document(&mut self, id: RecognitionId) -> Result<(), StoreError> {
        let erased = sqlx::query(ERASE).bind(id.to_string()).fetch_optional(self.connection()).await?;
        let template: Option<String> = erased.map(|row| row.try_get("template_id")).transpose()?.flatten();
        if let Some(template) = template {
            sqlx::query(ERASE_TEMPLATE).bind(template).execute(self.connection()).await?;
        }
        Ok(())
    }
}

/// Documents of a few templates: each template is taken apart once.
fn read(rows: &[Row]) -> Result<Vec<Document>, StoreError> {
    let mut templates = HashMap::new();
    rows.iter().map(|row| document(row, &mut templates)).collect()
}

fn document(row: &Row, templates: &mut HashMap<TemplateId, Pieces>) -> Result<Document, StoreError> {
    let recognition: RecognitionId = parsed(row, "documents", "recognition_id")?;
    let key = parsed(row, "documents", "key_id")?;
    let (unsigned, signed): (Vec<u8>, Option<Vec<u8>>) = (row.try_get("unsigned")?, row.try_get("signed")?);
    let Some(template) = parsed_if_any::<TemplateId>(row, "documents", "template_id")? else {
        return Ok(Document { recognition, key, unsigned, signed, filled: None });
    };
    let unreadable = |what: &str| StoreError::Unreadable { table: "documents", id: recognition.to_string(), what: what.into() };
    let pieces = match templates.entry(template) {
        std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
        std::collections::hash_map::Entry::Vacant(new) => {
            let (skeleton, proof): (String, String) = (row.try_get("skeleton")?, row.try_get("proof")?);
            new.insert(Pieces::read(&skeleton, proof).ok_or_else(|| unreadable("its template"))?)
        }
    };
    let values: Vec<String> = serde_json::from_slice(&unsigned).map_err(|_| unreadable("its values"))?;
    let unsigned = pieces.unsigned(&values).ok_or_else(|| unreadable("as many values as its template has"))?;
    let signed = signed.map(|signature| pieces.signed(&unsigned, &signature));
    Ok(Document { recognition, key, unsigned, signed, filled: Some(Filled { template, values }) })
}
