//! DID documents that were fetched from their origin, with the date, kept for ever (decision 5): what an
//! instance signed still verifies when it is gone.

use anavez_recognition::Moment;
use sqlx::Row as _;

use crate::engine::sql;
use crate::{Reading, StoreError, Writing};

sql! {
    OF = "SELECT document, fetched_at FROM known_documents WHERE did = $1 ORDER BY fetched_at DESC LIMIT 1";
    ADD = "INSERT INTO known_documents (did, fetched_at, document) SELECT $1, $2, $3
        WHERE NOT EXISTS (SELECT 1 FROM known_documents k WHERE k.did = $1 AND k.document = $3) ON CONFLICT DO NOTHING";
}

/// A DID document as it was fetched.
#[derive(Debug, Clone)]
pub struct KnownDocument {
    /// Its bytes.
    pub document: Vec<u8>,
    /// When it was fetched.
    pub fetched_at: Moment,
}

impl Reading {
    /// The newest document that was fetched for a DID.
    pub async fn known_document(&mut self, did: &str) -> Result<Option<KnownDocument>, StoreError> {
        let row = sqlx::query(OF).bind(did).fetch_optional(self.connection()).await?;
        row.map(|row| {
            Ok(KnownDocument { document: row.try_get("document")?, fetched_at: Moment::from_micros(row.try_get("fetched_at")?) })
        })
        .transpose()
    }
}

impl Writing {
    /// Keeps a document that was just fetched from its origin; the same bytes once.
    pub async fn keep_known_document(&mut self, did: &str, document: &[u8], now: Moment) -> Result<(), StoreError> {
        sqlx::query(ADD).bind(did).bind(now.micros()).bind(document).execute(self.connection()).await?;
        Ok(())
    }
}
