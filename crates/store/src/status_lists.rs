//! Status lists: one series per issuer, a random unused place for each signed document (decision 12).

use anavez_recognition::ids::ListId;
use anavez_recognition::{ActorId, Moment, RecognitionId};
use sqlx::Row as _;

use crate::engine::{Row, parsed, sql};
use crate::{Reading, StoreError, Writing};

sql! {
    CURRENT = "SELECT l.*, (SELECT COUNT(*) FROM status_entries e WHERE e.list_id = l.id) AS taken FROM status_lists l
        WHERE l.issuer_id = $1 ORDER BY l.number DESC LIMIT 1";
    LIST = "SELECT * FROM status_lists WHERE id = $1";
    STALE = "SELECT * FROM status_lists WHERE signed IS NULL OR signed_version < version ORDER BY id LIMIT $1";
    BITS = "SELECT position FROM status_entries WHERE list_id = $1 AND set_at IS NOT NULL ORDER BY position";
    PLACE_OF = "SELECT list_id, position, set_at FROM status_entries WHERE recognition_id = $1";
    ADD_LIST = "INSERT INTO status_lists (id, issuer_id, number, version, signed, signed_version, created_at) VALUES ($1, $2, $3, 1, NULL, NULL, $4)";
    TAKE = "INSERT INTO status_entries (list_id, position, recognition_id, set_at) VALUES ($1, $2, $3, NULL) ON CONFLICT (list_id, position) DO NOTHING";
    SET = "UPDATE status_entries SET set_at = $2 WHERE recognition_id = $1 AND set_at IS NULL";
    GROW = "UPDATE status_lists SET version = version + 1 WHERE id = (SELECT list_id FROM status_entries WHERE recognition_id = $1)";
    AGE = "UPDATE status_lists SET version = version + 1 WHERE issuer_id = $1";
    SIGN = "UPDATE status_lists SET signed = $2, signed_version = $3 WHERE id = $1 AND (signed_version IS NULL OR signed_version < $3)";
}

/// Entries of one list: the herd in which one hides (Bitstring Status List §6.1 asks for at least this many).
pub const LIST_ENTRIES: u32 = 131_072;
/// A list that is this full gets a successor: a random unused place stays quick to find.
const HALF: i64 = LIST_ENTRIES as i64 / 2;

/// A place on a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The list.
    pub list: ListId,
    /// The index in it.
    pub position: u32,
    /// When its bit was set.
    pub set_at: Option<Moment>,
}

/// A list.
#[derive(Debug, Clone)]
pub struct StatusList {
    /// Its id; its address ends in it.
    pub id: ListId,
    /// Whose it is.
    pub issuer: ActorId,
    /// Grows with every bit.
    pub version: i64,
    /// The signed credential that is served.
    pub signed: Option<Vec<u8>>,
    /// The version that `signed` says.
    pub signed_version: Option<i64>,
    /// When it was begun.
    pub created_at: Moment,
}

impl Reading {
    /// A list by its id.
    pub async fn status_list(&mut self, id: ListId) -> Result<Option<StatusList>, StoreError> {
        let row = sqlx::query(LIST).bind(id.to_string()).fetch_optional(self.connection()).await?;
        row.as_ref().map(list).transpose()
    }

    /// Lists whose signed form does not say their newest bits.
    pub async fn stale_status_lists(&mut self, most: usize) -> Result<Vec<StatusList>, StoreError> {
        let rows = sqlx::query(STALE).bind(i64::try_from(most).unwrap_or(i64::MAX)).fetch_all(self.connection()).await?;
        rows.iter().map(list).collect()
    }

    /// The set bits of a list.
    pub async fn status_bits(&mut self, id: ListId) -> Result<Vec<u32>, StoreError> {
        let rows = sqlx::query(BITS).bind(id.to_string()).fetch_all(self.connection()).await?;
        rows.iter().map(|row| Ok(u32::try_from(row.try_get::<i64, _>("position")?).unwrap_or(u32::MAX))).collect()
    }

    /// Where a recognition stands on its issuer's list.
    pub async fn place_of(&mut self, id: RecognitionId) -> Result<Option<Place>, StoreError> {
        let row = sqlx::query(PLACE_OF).bind(id.to_string()).fetch_optional(self.connection()).await?;
        row.map(|row| {
            Ok(Place {
                list: parsed(&row, "status_entries", "list_id")?,
                position: u32::try_from(row.try_get::<i64, _>("position")?).unwrap_or(u32::MAX),
                set_at: row.try_get::<Option<i64>, _>("set_at")?.map(Moment::from_micros),
            })
        })
        .transpose()
    }
}

impl Writing {
    /// A random unused place on the issuer's newest list, or on a new one when that is half full.
    /// `chance` gives positions (taken modulo the size of a list), `new_list` the id of a list if one is begun.
    pub async fn list_for(&mut self, issuer: ActorId, new_list: ListId, now: Moment) -> Result<ListId, StoreError> {
        let row = sqlx::query(CURRENT).bind(issuer.to_string()).fetch_optional(self.connection()).await?;
        let (number, has_room) = match &row {
            Some(row) => (row.try_get::<i64, _>("number")?, row.try_get::<i64, _>("taken")? < HALF),
            None => (0, false),
        };
        if let (Some(row), true) = (&row, has_room) {
            return parsed(row, "status_lists", "id");
        }
        sqlx::query(ADD_LIST)
            .bind(new_list.to_string())
            .bind(issuer.to_string())
            .bind(number + 1)
            .bind(now.micros())
            .execute(self.connection())
            .await?;
        Ok(new_list)
    }

    /// Takes one place on a list for a recognition. False when the place is taken: try another.
    pub async fn take_place(&mut self, list: ListId, position: u32, id: RecognitionId) -> Result<bool, StoreError> {
        let done = sqlx::query(TAKE)
            .bind(list.to_string())
            .bind(i64::from(position % LIST_ENTRIES))
            .bind(id.to_string())
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Sets the bit of a recognition: nobody may rely on its document any more. The list is then to be signed anew.
    pub async fn set_status(&mut self, id: RecognitionId, now: Moment) -> Result<(), StoreError> {
        let done = sqlx::query(SET).bind(id.to_string()).bind(now.micros()).execute(self.connection()).await?;
        if done.rows_affected() == 1 {
            sqlx::query(GROW).bind(id.to_string()).execute(self.connection()).await?;
        }
        Ok(())
    }

    /// The lists of an issuer are to be signed anew: it signs with another key now.
    pub async fn age_status_lists(&mut self, issuer: ActorId) -> Result<(), StoreError> {
        sqlx::query(AGE).bind(issuer.to_string()).execute(self.connection()).await?;
        Ok(())
    }

    /// Keeps the signed form of a list's version, unless a newer one is there.
    pub async fn sign_status_list(&mut self, id: ListId, version: i64, signed: &[u8]) -> Result<(), StoreError> {
        sqlx::query(SIGN).bind(id.to_string()).bind(signed).bind(version).execute(self.connection()).await?;
        Ok(())
    }
}

fn list(row: &Row) -> Result<StatusList, StoreError> {
    Ok(StatusList {
        id: parsed(row, "status_lists", "id")?,
        issuer: parsed(row, "status_lists", "issuer_id")?,
        version: row.try_get("version")?,
        signed: row.try_get("signed")?,
        signed_version: row.try_get("signed_version")?,
        created_at: Moment::from_micros(row.try_get("created_at")?),
    })
}
