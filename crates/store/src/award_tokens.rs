//! Awards signed once more as tokens. The bytes that were planned stand in their own table; here is what surrounds them.

use anavez_recognition::{KeyId, Moment, RecognitionId};
use sqlx::Row as _;

use crate::engine::{parsed, sql};
use crate::{Reading, StoreError, Writing};

sql! {
    TOKEN = "SELECT * FROM award_tokens WHERE recognition_id = $1";
    ADD = "INSERT INTO award_tokens (recognition_id, key_id, header, claims, signature, created_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (recognition_id) DO NOTHING";
    ERASE = "DELETE FROM award_tokens WHERE recognition_id = $1";
    DROP_OF_KEY = "DELETE FROM award_tokens WHERE key_id = $1";
    AFTER = "SELECT * FROM award_tokens WHERE recognition_id > $1 ORDER BY recognition_id LIMIT $2";
}

/// What makes a token of the planned bytes of an award: `header` . `{claims,` + bytes without their first brace . `signature`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardToken {
    /// The award.
    pub recognition: RecognitionId,
    /// The RSA key that signed.
    pub key: KeyId,
    /// The JOSE header, JSON.
    pub header: String,
    /// The claims beside the properties of the award: the members of a JSON object, without its braces.
    pub claims: String,
    /// The signature.
    pub signature: Vec<u8>,
    /// When it was made.
    pub created_at: Moment,
}

impl Reading {
    /// The token of an award, if it was asked for.
    pub async fn award_token(&mut self, id: RecognitionId) -> Result<Option<AwardToken>, StoreError> {
        let row = sqlx::query(TOKEN).bind(id.to_string()).fetch_optional(self.connection()).await?;
        row.as_ref().map(token).transpose()
    }

    /// Tokens after one, in order of id: for checking all of them page by page.
    pub async fn award_tokens_after(&mut self, after: Option<RecognitionId>, most: usize) -> Result<Vec<AwardToken>, StoreError> {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = sqlx::query(AFTER).bind(after).bind(most).fetch_all(self.connection()).await?;
        rows.iter().map(token).collect()
    }
}

impl Writing {
    /// Keeps a token. False when there is one already, which stays: a token is signed once.
    pub async fn add_award_token(&mut self, token: &AwardToken) -> Result<bool, StoreError> {
        let done = sqlx::query(ADD)
            .bind(token.recognition.to_string())
            .bind(token.key.to_string())
            .bind(&token.header)
            .bind(&token.claims)
            .bind(&token.signature)
            .bind(token.created_at.micros())
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Erases the token of an award.
    pub async fn erase_award_token(&mut self, id: RecognitionId) -> Result<(), StoreError> {
        sqlx::query(ERASE).bind(id.to_string()).execute(self.connection()).await?;
        Ok(())
    }

    /// Drops every token that a key signed: it proves nothing any more.
    pub async fn drop_tokens_of_key(&mut self, key: KeyId) -> Result<(), StoreError> {
        sqlx::query(DROP_OF_KEY).bind(key.to_string()).execute(self.connection()).await?;
        Ok(())
    }
}

fn token(row: &crate::engine::Row) -> Result<AwardToken, StoreError> {
    Ok(AwardToken {
        recognition: parsed(row, "award_tokens", "recognition_id")?,
        key: parsed(row, "award_tokens", "key_id")?,
        header: row.try_get("header")?,
        claims: row.try_get("claims")?,
        signature: row.try_get("signature")?,
        created_at: Moment::from_micros(row.try_get("created_at")?),
    })
}
