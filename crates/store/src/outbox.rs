//! Letters waiting to be sent: written in the same transaction as what they tell about, sent at least once.

use anavez_recognition::Moment;
use anavez_recognition::ids::LetterId;
use sqlx::Row as _;

use crate::engine::{Row, parsed, sql};
use crate::{Reading, StoreError, Writing};

sql! {
    ADD = "INSERT INTO outbox (id, kind, about, letter, created_at, next_at, tries, sent_at, parked_at, last_error)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 4, 0, NULL, NULL, NULL FROM json_each($1)
        WHERE 1 = 1 ON CONFLICT (kind, about) DO NOTHING";
    DUE = "SELECT * FROM outbox WHERE sent_at IS NULL AND parked_at IS NULL AND next_at <= $1 ORDER BY next_at, id LIMIT $2";
    LATEST = "SELECT * FROM outbox WHERE letter IS NOT NULL ORDER BY created_at DESC, id DESC LIMIT $1";
    SENT = "UPDATE outbox SET sent_at = $2, tries = tries + 1, last_error = NULL WHERE id = $1 AND sent_at IS NULL";
    FORGET = "UPDATE outbox SET letter = NULL WHERE sent_at < $1 AND letter IS NOT NULL";
    AGAIN = "UPDATE outbox SET tries = tries + 1, next_at = $2, last_error = $3 WHERE id = $1";
    PARK = "UPDATE outbox SET tries = tries + 1, parked_at = $2, last_error = $3 WHERE id = $1";
    DROP = "UPDATE outbox SET letter = NULL, parked_at = $3, last_error = 'no longer wanted' WHERE kind = $1 AND about = $2 AND sent_at IS NULL";
    COUNT = "SELECT COUNT(*) AS n FROM outbox WHERE kind = $1 AND about = $2";
    WAITING = "SELECT COUNT(*) AS n FROM outbox WHERE sent_at IS NULL AND parked_at IS NULL";
}

/// A letter to be sent.
#[derive(Debug, Clone)]
pub struct NewLetter<'a> {
    /// Its id.
    pub id: LetterId,
    /// What kind: `offer`, `sign-in`, `answer`…
    pub kind: &'a str,
    /// What it is about: kind and this are unique together, so that nothing is sent twice.
    pub about: &'a str,
    /// The letter itself, as JSON: to, subject, text…
    pub letter: &'a str,
    /// Now.
    pub created_at: Moment,
}

/// A letter in the outbox.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Its id.
    pub id: LetterId,
    /// What kind.
    pub kind: String,
    /// The letter itself, as JSON; forgotten some time after it was sent.
    pub letter: Option<String>,
    /// When it was written.
    pub created_at: Moment,
    /// How often it was tried.
    pub tries: i64,
    /// When it was sent.
    pub sent_at: Option<Moment>,
}

impl Reading {
    /// Letters that should be sent now.
    pub async fn letters_due(&mut self, now: Moment, most: i64) -> Result<Vec<Letter>, StoreError> {
        let rows = sqlx::query(DUE).bind(now.micros()).bind(most).fetch_all(self.connection()).await?;
        rows.iter().map(letter).collect()
    }

    /// The last letters, the newest first (the demo's outbox page).
    pub async fn latest_letters(&mut self, most: i64) -> Result<Vec<Letter>, StoreError> {
        let rows = sqlx::query(LATEST).bind(most).fetch_all(self.connection()).await?;
        rows.iter().map(letter).collect()
    }

    /// How many letters of a kind there are about something: 0 or 1.
    pub async fn count_letters(&mut self, kind: &str, about: &str) -> Result<i64, StoreError> {
        Ok(sqlx::query(COUNT).bind(kind).bind(about).fetch_one(self.connection()).await?.try_get("n")?)
    }

    /// How many letters wait.
    pub async fn letters_waiting(&mut self) -> Result<i64, StoreError> {
        Ok(sqlx::query(WAITING).fetch_one(self.connection()).await?.try_get("n")?)
    }
}

impl Writing {
    /// Letters go into the outbox; one that is there already stays as it is.
    pub async fn add_letters(&mut self, new: &[NewLetter<'_>]) -> Result<(), StoreError> {
        let row = |new: &NewLetter<'_>| {
            serde_json::json!([new.id.to_string(), new.kind, new.about, new.letter, new.created_at.micros()])
        };
        let rows: serde_json::Value = new.iter().map(row).collect();
        sqlx::query(ADD).bind(rows.to_string()).execute(self.connection()).await?;
        Ok(())
    }

    /// A letter was handed over.
    pub async fn letter_sent(&mut self, id: LetterId, now: Moment) -> Result<(), StoreError> {
        sqlx::query(SENT).bind(id.to_string()).bind(now.micros()).execute(self.connection()).await?;
        Ok(())
    }

    /// A letter could not be handed over: try again later.
    pub async fn letter_again(&mut self, id: LetterId, next_at: Moment, why: &str) -> Result<(), StoreError> {
        sqlx::query(AGAIN).bind(id.to_string()).bind(next_at.micros()).bind(why).execute(self.connection()).await?;
        Ok(())
    }

    /// A letter will never be handed over: kept, shown, not tried again.
    pub async fn park_letter(&mut self, id: LetterId, now: Moment, why: &str) -> Result<(), StoreError> {
        sqlx::query(PARK).bind(id.to_string()).bind(now.micros()).bind(why).execute(self.connection()).await?;
        Ok(())
    }

    /// A letter that was not sent yet is no longer wanted: its offer was taken back.
    pub async fn drop_letter(&mut self, kind: &str, about: &str, now: Moment) -> Result<(), StoreError> {
        sqlx::query(DROP).bind(kind).bind(about).bind(now.micros()).execute(self.connection()).await?;
        Ok(())
    }

    /// What letters said that were sent before a moment is forgotten.
    pub async fn forget_letters(&mut self, sent_before: Moment) -> Result<(), StoreError> {
        sqlx::query(FORGET).bind(sent_before.micros()).execute(self.connection()).await?;
        Ok(())
    }
}

fn letter(row: &Row) -> Result<Letter, StoreError> {
    Ok(Letter {
        id: parsed(row, "outbox", "id")?,
        kind: row.try_get("kind")?,
        letter: row.try_get("letter")?,
        created_at: Moment::from_micros(row.try_get("created_at")?),
        tries: row.try_get("tries")?,
        sent_at: row.try_get::<Option<i64>, _>("sent_at")?.map(Moment::from_micros),
    })
}
