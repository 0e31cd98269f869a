//! Sealed keys of actors. What is inside a sealed key is not this crate's business.

use anavez_recognition::{ActorId, KeyId, Moment};
use sqlx::Row as _;

use crate::engine::{Row, parsed, sql};
use crate::{Reading, StoreError, Writing};

sql! {
    VALID = "SELECT * FROM keys WHERE actor_id = $1 AND kind = $2 AND state = 'valid'";
    KEY = "SELECT * FROM keys WHERE id = $1";
    OF_ACTOR = "SELECT * FROM keys WHERE actor_id = $1 ORDER BY created_at, id";
    ALL = "SELECT * FROM keys ORDER BY created_at, id";
    ADD = "INSERT INTO keys (id, actor_id, multikey, sealed, state, created_at, changed_at, kind, jwk)
        VALUES ($1, $2, $3, $4, 'valid', $5, $5, $6, $7)";
    CHANGE = "UPDATE keys SET state = $2, changed_at = $3 WHERE id = $1 AND state = $4";
}

const ED25519: &str = "ed25519";
const RSA: &str = "rsa";

/// A key as the store keeps it.
#[derive(Debug, Clone)]
pub struct StoredKey {
    /// Its id.
    pub id: KeyId,
    /// Whose it is.
    pub actor: ActorId,
    /// What names it in its actor's DID document: its public half (`z6Mk…`); the thumbprint of an RSA key (RFC 7638).
    pub multikey: String,
    /// The public half of an RSA key, as a JSON Web Key; none for an Ed25519 key.
    pub jwk: Option<String>,
    /// Its private half, sealed.
    pub sealed: Vec<u8>,
    /// `valid`, `retained` (no longer signs, still verifies) or `revoked`.
    pub state: String,
    /// When it was made.
    pub created_at: Moment,
    /// When it came into this state.
    pub changed_at: Moment,
}

impl Reading {
    /// The key that an actor signs documents with now (Ed25519).
    pub async fn valid_key_of(&mut self, actor: ActorId) -> Result<Option<StoredKey>, StoreError> {
        self.valid(actor, ED25519).await
    }

    /// The key that an actor signs tokens with now (RSA), if it ever was asked for.
    pub async fn valid_rsa_key_of(&mut self, actor: ActorId) -> Result<Option<StoredKey>, StoreError> {
        self.valid(actor, RSA).await
    }

    async fn valid(&mut self, actor: ActorId, kind: &'static str) -> Result<Option<StoredKey>, StoreError> {
        let row = sqlx::query(VALID).bind(actor.to_string()).bind(kind).fetch_optional(self.connection()).await?;
        row.as_ref().map(key).transpose()
    }

    /// A key by its id.
    pub async fn key(&mut self, id: KeyId) -> Result<Option<StoredKey>, StoreError> {
        let row = sqlx::query(KEY).bind(id.to_string()).fetch_optional(self.connection()).await?;
        row.as_ref().map(key).transpose()
    }

    /// Every key that an actor ever had, the oldest first.
    pub async fn keys_of(&mut self, actor: ActorId) -> Result<Vec<StoredKey>, StoreError> {
        let rows = sqlx::query(OF_ACTOR).bind(actor.to_string()).fetch_all(self.connection()).await?;
        rows.iter().map(key).collect()
    }

    /// Every key here.
    pub async fn all_keys(&mut self) -> Result<Vec<StoredKey>, StoreError> {
        let rows = sqlx::query(ALL).fetch_all(self.connection()).await?;
        rows.iter().map(key).collect()
    }
}

impl Writing {
    /// A new key that its actor signs with from now on; refused while another of its kind is valid.
    pub async fn add_key(&mut self, key: &StoredKey) -> Result<(), StoreError> {
        sqlx::query(ADD)
            .bind(key.id.to_string())
            .bind(key.actor.to_string())
            .bind(&key.multikey)
            .bind(&key.sealed)
            .bind(key.created_at.micros())
            .bind(if key.jwk.is_some() { RSA } else { ED25519 })
            .bind(&key.jwk)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// A key moves from one state to the next.
    pub async fn change_key(&mut self, id: KeyId, from: &str, to: &str, now: Moment) -> Result<(), StoreError> {
        let done =
            sqlx::query(CHANGE).bind(id.to_string()).bind(to).bind(now.micros()).bind(from).execute(self.connection()).await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::ChangedMeanwhile("the key")) }
    }
}

fn key(row: &Row) -> Result<StoredKey, StoreError> {
    Ok(StoredKey {
        id: parsed(row, "keys", "id")?,
        actor: parsed(row, "keys", "actor_id")?,
        multikey: row.try_get("multikey")?,
        jwk: row.try_get("jwk")?,
        sealed: row.try_get("sealed")?,
        state: row.try_get("state")?,
        created_at: Moment::from_micros(row.try_get("created_at")?),
        changed_at: Moment::from_micros(row.try_get("changed_at")?),
    })
}
