//! Coming in: letters with a link and six digits, sessions, API tokens. Only fingerprints of secrets are kept.

use anavez_recognition::ids::NotAnId;
use anavez_recognition::{ActorId, EmailAddress, Language, Moment, RecognitionId, limits};
use sqlx::Row as _;

use crate::engine::{Row, parsed, parsed_if_any, sql};
use crate::{Reading, StoreError, Writing};

sql! {
    RECENT = "SELECT COUNT(*) AS n FROM sign_ins WHERE address = $1 AND created_at > $2";
    ADD = "INSERT INTO sign_ins (id, address, shown, code_print, link_print, tries, for_actor_id, for_recognition_id, language, next, created_at, expires_at, used_at)
        VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9, $10, $11, NULL) ON CONFLICT (id) DO NOTHING";
    BY_LINK = "SELECT * FROM sign_ins WHERE link_print = $1 AND used_at IS NULL AND expires_at > $2";
    OPEN_FOR = "SELECT * FROM sign_ins WHERE address = $1 AND used_at IS NULL AND expires_at > $2 AND tries < $3 ORDER BY created_at DESC, id DESC LIMIT 3";
    TRY = "UPDATE sign_ins SET tries = tries + 1 WHERE address = $1 AND used_at IS NULL AND expires_at > $2";
    USE = "UPDATE sign_ins SET used_at = $2 WHERE address = (SELECT address FROM sign_ins WHERE id = $1) AND used_at IS NULL";
    ADD_SESSION = "INSERT INTO sessions (print, actor_id, created_at, expires_at) VALUES ($1, $2, $3, $4)";
    SESSION = "SELECT actor_id FROM sessions WHERE print = $1 AND expires_at > $2";
    END_SESSION = "DELETE FROM sessions WHERE print = $1";
    END_SESSIONS = "DELETE FROM sessions WHERE actor_id = $1";
    BEING_PROVED = "SELECT DISTINCT shown FROM sign_ins WHERE for_actor_id = $1 AND used_at IS NULL AND expires_at > $2 ORDER BY shown";
    ADD_TOKEN = "INSERT INTO tokens (print, id, name, actor_id, scopes, created_at, revoked_at) VALUES ($1, $2, $3, $4, $5, $6, NULL)
        ON CONFLICT (print) DO NOTHING";
    TOKENS = "SELECT id, name, created_at FROM tokens WHERE actor_id = $1 AND revoked_at IS NULL ORDER BY created_at, id LIMIT 100";
    REVOKE_TOKEN = "UPDATE tokens SET revoked_at = $3 WHERE id = $1 AND actor_id = $2 AND revoked_at IS NULL";
    TOKEN = "SELECT actor_id, scopes FROM tokens WHERE print = $1 AND revoked_at IS NULL";
    FORGET = "DELETE FROM sign_ins WHERE expires_at < $1";
    FORGET_SESSIONS = "DELETE FROM sessions WHERE expires_at < $1";
}

/// A letter that lets somebody in.
#[derive(Debug, Clone)]
pub struct NewSignIn {
    /// An id.
    pub id: String,
    /// Where it is sent.
    pub address: EmailAddress,
    /// Fingerprint of the six digits and the address.
    pub code_print: [u8; 32],
    /// Fingerprint of the link's token.
    pub link_print: [u8; 32],
    /// The account that wants to add this address.
    pub for_actor: Option<ActorId>,
    /// The recognition whose guest becomes this account.
    pub for_recognition: Option<RecognitionId>,
    /// The language it is written in.
    pub language: Language,
    /// The page to go to afterwards: a path of ours.
    pub next: Option<String>,
    /// Now.
    pub created_at: Moment,
}

/// A letter that can still let somebody in.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// Its id.
    pub id: String,
    /// The address, as it was typed.
    pub shown: String,
    /// Fingerprint of the six digits and the address.
    pub code_print: Vec<u8>,
    /// The account that wants to add this address.
    pub for_actor: Option<ActorId>,
    /// The recognition whose guest becomes this account.
    pub for_recognition: Option<RecognitionId>,
    /// The language it was written in.
    pub language: Language,
    /// The page to go to afterwards.
    pub next: Option<String>,
}

/// An API token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredToken {
    /// Its id.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// When it was made.
    pub created_at: Moment,
}

impl Reading {
    /// The tokens of an actor that still let in, the oldest first; a hundred at most.
    pub async fn tokens_of(&mut self, actor: ActorId) -> Result<Vec<StoredToken>, StoreError> {
        let rows = sqlx::query(TOKENS).bind(actor.to_string()).fetch_all(self.connection()).await?;
        rows.iter()
            .map(|row| {
                Ok(StoredToken {
                    id: row.try_get("id")?,
                    name: row.try_get("name")?,
                    created_at: Moment::from_micros(row.try_get("created_at")?),
                })
            })
            .collect()
    }

    /// How many letters were asked for to this address since a moment.
    pub async fn sign_ins_since(&mut self, address: &EmailAddress, since: Moment) -> Result<i64, StoreError> {
        let row = sqlx::query(RECENT).bind(address.normal()).bind(since.micros()).fetch_one(self.connection()).await?;
        Ok(row.try_get("n")?)
    }

    /// The letter behind a link, unless it was used or is too old.
    pub async fn sign_in_by_link(&mut self, link_print: &[u8; 32], now: Moment) -> Result<Option<SignIn>, StoreError> {
        let row = sqlx::query(BY_LINK).bind(link_print.as_slice()).bind(now.micros()).fetch_optional(self.connection()).await?;
        row.as_ref().map(sign_in).transpose()
    }

    /// The letters to an address that can still be used with their digits: the last three.
    pub async fn open_sign_ins(&mut self, address: &EmailAddress, now: Moment) -> Result<Vec<SignIn>, StoreError> {
        let rows = sqlx::query(OPEN_FOR)
            .bind(address.normal())
            .bind(now.micros())
            .bind(limits::CODE_TRIES)
            .fetch_all(self.connection())
            .await?;
        rows.iter().map(sign_in).collect()
    }

    /// Addresses that an account wants to add: a letter to each waits to be used.
    pub async fn addresses_being_proved(&mut self, account: ActorId, now: Moment) -> Result<Vec<String>, StoreError> {
        let rows = sqlx::query(BEING_PROVED).bind(account.to_string()).bind(now.micros()).fetch_all(self.connection()).await?;
        rows.iter().map(|row| Ok(row.try_get("shown")?)).collect()
    }

    /// Who is behind a session.
    pub async fn session(&mut self, print: &[u8; 32], now: Moment) -> Result<Option<ActorId>, StoreError> {
        let row = sqlx::query(SESSION).bind(print.as_slice()).bind(now.micros()).fetch_optional(self.connection()).await?;
        row.as_ref().map(|row| parsed(row, "sessions", "actor_id")).transpose()
    }

    /// Who is behind an API token, and its scopes.
    pub async fn token(&mut self, print: &[u8; 32]) -> Result<Option<(ActorId, String)>, StoreError> {
        let row = sqlx::query(TOKEN).bind(print.as_slice()).fetch_optional(self.connection()).await?;
        row.map(|row| Ok((parsed(&row, "tokens", "actor_id")?, row.try_get("scopes")?))).transpose()
    }
}

impl Writing {
    /// A letter that lets somebody in is on its way. False when one of this id was before: the form was sent twice.
    pub async fn add_sign_in(&mut self, new: &NewSignIn) -> Result<bool, StoreError> {
        let done = sqlx::query(ADD)
            .bind(&new.id)
            .bind(new.address.normal())
            .bind(new.address.shown())
            .bind(new.code_print.as_slice())
            .bind(new.link_print.as_slice())
            .bind(new.for_actor.map(|id| id.to_string()))
            .bind(new.for_recognition.map(|id| id.to_string()))
            .bind(new.language.as_str())
            .bind(new.next.as_deref())
            .bind(new.created_at.micros())
            .bind(new.created_at.plus_seconds(limits::SIGN_IN_SECONDS).micros())
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Wrong digits were typed for an address: one try less for each letter to it.
    pub async fn count_try(&mut self, address: &EmailAddress, now: Moment) -> Result<(), StoreError> {
        sqlx::query(TRY).bind(address.normal()).bind(now.micros()).execute(self.connection()).await?;
        Ok(())
    }

    /// A letter was used; it and the others to its address let nobody in any more. False when it was used before.
    pub async fn use_sign_in(&mut self, id: &str, now: Moment) -> Result<bool, StoreError> {
        let done = sqlx::query(USE).bind(id).bind(now.micros()).execute(self.connection()).await?;
        Ok(done.rows_affected() > 0)
    }

    /// A session begins.
    pub async fn add_session(&mut self, print: &[u8; 32], actor: ActorId, now: Moment) -> Result<(), StoreError> {
        sqlx::query(ADD_SESSION)
            .bind(print.as_slice())
            .bind(actor.to_string())
            .bind(now.micros())
            .bind(now.plus_seconds(limits::SESSION_SECONDS).micros())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// A session ends.
    pub async fn end_session(&mut self, print: &[u8; 32]) -> Result<(), StoreError> {
        sqlx::query(END_SESSION).bind(print.as_slice()).execute(self.connection()).await?;
        Ok(())
    }

    /// Every session of an actor ends.
    pub async fn end_sessions(&mut self, actor: ActorId) -> Result<(), StoreError> {
        sqlx::query(END_SESSIONS).bind(actor.to_string()).execute(self.connection()).await?;
        Ok(())
    }

    /// A new API token; the same one again changes nothing.
    pub async fn add_token(
        &mut self,
        print: &[u8; 32],
        token: &StoredToken,
        actor: ActorId,
        scopes: &str,
    ) -> Result<(), StoreError> {
        sqlx::query(ADD_TOKEN)
            .bind(print.as_slice())
            .bind(&token.id)
            .bind(&token.name)
            .bind(actor.to_string())
            .bind(scopes)
            .bind(token.created_at.micros())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// An actor's token lets nobody in any more. False when it was not theirs, or revoked before.
    pub async fn revoke_token(&mut self, id: &str, actor: ActorId, now: Moment) -> Result<bool, StoreError> {
        let done =
            sqlx::query(REVOKE_TOKEN).bind(id).bind(actor.to_string()).bind(now.micros()).execute(self.connection()).await?;
        Ok(done.rows_affected() == 1)
    }

    /// Forgets letters and sessions that ended before a moment.
    pub async fn forget_old_sign_ins(&mut self, before: Moment) -> Result<(), StoreError> {
        sqlx::query(FORGET).bind(before.micros()).execute(self.connection()).await?;
        sqlx::query(FORGET_SESSIONS).bind(before.micros()).execute(self.connection()).await?;
        Ok(())
    }
}

fn sign_in(row: &Row) -> Result<SignIn, StoreError> {
    let recognition: Option<String> = row.try_get("for_recognition_id")?;
    let unreadable = |e: NotAnId| StoreError::Unreadable { table: "sign_ins", id: e.0, what: "for_recognition_id".into() };
    Ok(SignIn {
        id: row.try_get("id")?,
        shown: row.try_get("shown")?,
        code_print: row.try_get("code_print")?,
        for_actor: parsed_if_any(row, "sign_ins", "for_actor_id")?,
        for_recognition: recognition.map(|id| id.parse()).transpose().map_err(unreadable)?,
        language: parsed(row, "sign_ins", "language")?,
        next: row.try_get("next")?,
    })
}
