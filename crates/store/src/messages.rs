//! Replies in the conversation of a recognition.

use anavez_recognition::ids::MessageId;
use anavez_recognition::{ActorId, Moment, RecognitionId};
use sqlx::Row as _;

use crate::engine::{parsed, sql};
use crate::{Reading, StoreError, Writing};

sql! {
    OF = "SELECT m.*, COALESCE(a.joined_to, a.id) AS author FROM messages m JOIN actors a ON a.id = m.author_id WHERE m.recognition_id = $1 ORDER BY m.id";
    COUNT = "SELECT COUNT(*) AS n FROM messages WHERE recognition_id = $1";
    ADD = "INSERT INTO messages (id, recognition_id, author_id, act_id, text, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (recognition_id, act_id) DO NOTHING";
    ERASE = "DELETE FROM messages WHERE recognition_id = $1";
}

/// A reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMessage {
    /// Its id.
    pub id: MessageId,
    /// The account of its author.
    pub author: ActorId,
    /// What it says.
    pub text: String,
    /// When.
    pub created_at: Moment,
}

impl Reading {
    /// The conversation of a recognition, the oldest first.
    pub async fn messages_of(&mut self, id: RecognitionId) -> Result<Vec<StoredMessage>, StoreError> {
        let rows = sqlx::query(OF).bind(id.to_string()).fetch_all(self.connection()).await?;
        rows.iter()
            .map(|row| {
                Ok(StoredMessage {
                    id: parsed(row, "messages", "id")?,
                    author: parsed(row, "messages", "author")?,
                    text: row.try_get("text")?,
                    created_at: Moment::from_micros(row.try_get("created_at")?),
                })
            })
            .collect()
    }

    /// How many replies a conversation has.
    pub async fn count_messages(&mut self, id: RecognitionId) -> Result<i64, StoreError> {
        Ok(sqlx::query(COUNT).bind(id.to_string()).fetch_one(self.connection()).await?.try_get("n")?)
    }
}

impl Writing {
    /// A reply; the same act tried again adds nothing and answers false.
    pub async fn add_message(&mut self, of: RecognitionId, message: &StoredMessage, act_id: &str) -> Result<bool, StoreError> {
        let done = sqlx::query(ADD)
            .bind(message.id.to_string())
            .bind(of.to_string())
            .bind(message.author.to_string())
            .bind(act_id)
            .bind(&message.text)
            .bind(message.created_at.micros())
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Erases the conversation of a recognition.
    pub async fn erase_messages(&mut self, of: RecognitionId) -> Result<(), StoreError> {
        sqlx::query(ERASE).bind(of.to_string()).execute(self.connection()).await?;
        Ok(())
    }
}
