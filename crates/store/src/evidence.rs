//! Evidence beside recognitions.

use anavez_recognition::{Evidence, EvidenceId, RecognitionId};
use sqlx::Row as _;

use crate::engine::{Row, id_list, parsed, sql};
use crate::{Reading, StoreError, Writing};

sql! {
    OF_MANY = "SELECT * FROM evidence WHERE recognition_id IN (SELECT value FROM json_each($1)) ORDER BY recognition_id, position";
    ONE = "SELECT * FROM evidence WHERE id = $1";
    ADD = "INSERT INTO evidence (id, recognition_id, position, text, url, digest, media_type, name)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7 FROM json_each($1)";
    ERASE = "DELETE FROM evidence WHERE recognition_id = $1";
}

impl Reading {
    /// The evidence of a recognition, in order.
    pub async fn evidence_of(&mut self, id: RecognitionId) -> Result<Vec<Evidence>, StoreError> {
        let rows = sqlx::query(OF_MANY).bind(id_list([id])).fetch_all(self.connection()).await?;
        rows.iter().map(evidence).collect()
    }

    /// A piece of evidence and the recognition that it stands beside.
    pub async fn evidence(&mut self, id: EvidenceId) -> Result<Option<(Evidence, RecognitionId)>, StoreError> {
        let row = sqlx::query(ONE).bind(id.to_string()).fetch_optional(self.connection()).await?;
        row.map(|row| Ok((evidence(&row)?, parsed(&row, "evidence", "recognition_id")?))).transpose()
    }
}

impl Writing {
    /// Evidence of several recognitions: each piece with its recognition and its position, from 0.
    pub async fn add_evidence(&mut self, pieces: &[(RecognitionId, usize, &Evidence)]) -> Result<(), StoreError> {
        let row = |(of, position, e): &(RecognitionId, usize, &Evidence)| {
            serde_json::json!([e.id.to_string(), of.to_string(), position, e.text, e.url, e.digest, e.media_type, e.name])
        };
        let rows: serde_json::Value = pieces.iter().map(row).collect();
        sqlx::query(ADD).bind(rows.to_string()).execute(self.connection()).await?;
        Ok(())
    }

    /// Erases the evidence of a recognition; files go with [`Writing::forget_unused_blobs`].
    pub async fn erase_evidence(&mut self, of: RecognitionId) -> Result<(), StoreError> {
        sqlx::query(ERASE).bind(of.to_string()).execute(self.connection()).await?;
        Ok(())
    }
}

fn evidence(row: &Row) -> Result<Evidence, StoreError> {
    Ok(Evidence {
        id: parsed(row, "evidence", "id")?,
        text: row.try_get("text")?,
        url: row.try_get("url")?,
        digest: row.try_get("digest")?,
        media_type: row.try_get("media_type")?,
        name: row.try_get("name")?,
    })
}
