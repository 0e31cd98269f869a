//! Answers remembered for a retry with the same Idempotency-Key.

use anavez_recognition::{ActorId, Moment};
use sqlx::Row as _;

use crate::engine::sql;
use crate::{Reading, StoreError, Writing};

sql! {
    FIND = "SELECT request_print, answer FROM remembered WHERE actor_id = $1 AND idempotency_key = $2";
    ADD = "INSERT INTO remembered (actor_id, idempotency_key, request_print, answer, created_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (actor_id, idempotency_key) DO NOTHING";
    FORGET = "DELETE FROM remembered WHERE created_at < $1";
}

/// What was answered the first time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Fingerprint of the request: the same key with another request is an error of the caller.
    pub request_print: Vec<u8>,
    /// The answer, as JSON.
    pub answer: String,
}

impl Reading {
    /// The answer given before under this key.
    pub async fn remembered(&mut self, actor: ActorId, key: &str) -> Result<Option<Remembered>, StoreError> {
        let row = sqlx::query(FIND).bind(actor.to_string()).bind(key).fetch_optional(self.connection()).await?;
        row.map(|row| Ok(Remembered { request_print: row.try_get("request_print")?, answer: row.try_get("answer")? })).transpose()
    }
}

impl Writing {
    /// Remembers an answer.
    pub async fn remember(
        &mut self,
        actor: ActorId,
        key: &str,
        request_print: &[u8; 32],
        answer: &str,
        now: Moment,
    ) -> Result<(), StoreError> {
        sqlx::query(ADD)
            .bind(actor.to_string())
            .bind(key)
            .bind(request_print.as_slice())
            .bind(answer)
            .bind(now.micros())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Forgets answers given before a moment.
    pub async fn forget_remembered(&mut self, before: Moment) -> Result<(), StoreError> {
        sqlx::query(FORGET).bind(before.micros()).execute(self.connection()).await?;
        Ok(())
    }
}
