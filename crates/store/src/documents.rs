//! The exact bytes that were planned, and the signed ones: a table of its own, so that they can be erased.

use anavez_recognition::{KeyId, RecognitionId};
use sqlx::Row as _;

use crate::engine::{parsed, sql};
use crate::{Reading, StoreError, Writing};

sql! {
    DOCUMENT = "SELECT * FROM documents WHERE recognition_id = $1";
    PLAN = "INSERT INTO documents (recognition_id, key_id, unsigned, signed) VALUES ($1, $2, $3, NULL)";
    SIGN = "UPDATE documents SET signed = $2 WHERE recognition_id = $1 AND signed IS NULL";
    ERASE = "DELETE FROM documents WHERE recognition_id = $1";
    AFTER = "SELECT recognition_id, key_id, unsigned, signed FROM documents WHERE recognition_id > $1 ORDER BY recognition_id LIMIT $2";
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
}

impl Reading {
    /// The bytes of a recognition, unless they were erased.
    pub async fn document(&mut self, id: RecognitionId) -> Result<Option<Document>, StoreError> {
        let row = sqlx::query(DOCUMENT).bind(id.to_string()).fetch_optional(self.connection()).await?;
        row.as_ref().map(document).transpose()
    }

    /// Documents after one, in order of id: for checking all of them page by page.
    pub async fn documents_after(&mut self, after: Option<RecognitionId>, most: usize) -> Result<Vec<Document>, StoreError> {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        let rows =
            sqlx::query(AFTER).bind(after).bind(i64::try_from(most).unwrap_or(i64::MAX)).fetch_all(self.connection()).await?;
        rows.iter().map(document).collect()
    }
}

impl Writing {
    /// Keeps the planned bytes.
    pub async fn plan_document(&mut self, id: RecognitionId, key: KeyId, unsigned: &[u8]) -> Result<(), StoreError> {
        sqlx::query(PLAN).bind(id.to_string()).bind(key.to_string()).bind(unsigned).execute(self.connection()).await?;
        Ok(())
    }

    /// Keeps the signed bytes. False when they were there already.
    pub async fn sign_document(&mut self, id: RecognitionId, signed: &[u8]) -> Result<bool, StoreError> {
        let done = sqlx::query(SIGN).bind(id.to_string()).bind(signed).execute(self.connection()).await?;
        Ok(done.rows_affected() == 1)
    }

    /// Erases both.
    pub async fn erase_document(&mut self, id: RecognitionId) -> Result<(), StoreError> {
        sqlx::query(ERASE).bind(id.to_string()).execute(self.connection()).await?;
        Ok(())
    }
}

fn document(row: &crate::engine::Row) -> Result<Document, StoreError> {
    Ok(Document {
        recognition: parsed(row, "documents", "recognition_id")?,
        key: parsed(row, "documents", "key_id")?,
        unsigned: row.try_get("unsigned")?,
        signed: row.try_get("signed")?,
    })
}
