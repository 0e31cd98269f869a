//! The journal: what was done, by whom, to what. It names ids only and is only ever added to.

use anavez_recognition::{ActorId, Moment};
use sqlx::Row as _;

use crate::engine::{parsed_if_any, sql};
use crate::{Reading, StoreError, Writing};

sql! {
    ADD = "INSERT INTO journal (at, act, by_id, thing_id) SELECT $1, $2, value ->> 0, value ->> 1 FROM json_each($3)";
    OF = "SELECT * FROM journal WHERE thing_id = $1 ORDER BY seq";
    COUNT = "SELECT COUNT(*) AS n FROM journal WHERE by_id = $1 AND at > $2 AND act = $3";
}

/// One line of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Moment,
    /// What was done: `offer`, `accept`…
    pub act: String,
    /// Who did it; nobody for what happens by itself.
    pub by: Option<ActorId>,
}

impl Reading {
    /// What happened to a thing, in order.
    pub async fn journal_of(&mut self, thing: &str) -> Result<Vec<Entry>, StoreError> {
        let rows = sqlx::query(OF).bind(thing).fetch_all(self.connection()).await?;
        rows.iter()
            .map(|row| {
                Ok(Entry {
                    at: Moment::from_micros(row.try_get("at")?),
                    act: row.try_get("act")?,
                    by: parsed_if_any(row, "journal", "by_id")?,
                })
            })
            .collect()
    }

    /// How often somebody did something since a moment.
    pub async fn count_notes(&mut self, by: ActorId, act: &str, since: Moment) -> Result<i64, StoreError> {
        Ok(sqlx::query(COUNT)
            .bind(by.to_string())
            .bind(since.micros())
            .bind(act)
            .fetch_one(self.connection())
            .await?
            .try_get("n")?)
    }
}

impl Writing {
    /// One more line.
    pub async fn note(&mut self, at: Moment, act: &str, by: Option<ActorId>, thing: &str) -> Result<(), StoreError> {
        self.note_each(at, act, &[(by, thing.to_owned())]).await
    }

    /// The same act on several things, a line for each.
    pub async fn note_each(&mut self, at: Moment, act: &str, things: &[(Option<ActorId>, String)]) -> Result<(), StoreError> {
        let row = |(by, thing): &(Option<ActorId>, String)| serde_json::json!([by.map(|id| id.to_string()), thing]);
        let rows: serde_json::Value = things.iter().map(row).collect();
        sqlx::query(ADD).bind(at.micros()).bind(act).bind(rows.to_string()).execute(self.connection()).await?;
        Ok(())
    }
}
