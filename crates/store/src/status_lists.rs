//! Status lists: one series per issuer, a random unused place for each signed document (decision 12).
//!
//! A list says what was revoked. Beside it there may be a second one, which says what is on hold: it has the same places, and
//! a document that can be put on hold names its place on both.

use std::collections::HashMap;

use anavez_recognition::ids::ListId;
use anavez_recognition::{ActorId, Moment, RecognitionId};
use sqlx::Row as _;

use crate::engine::{Row, id_list, parsed, parsed_if_any, sql};
use crate::{Reading, StoreError, Writing};

sql! {
    CURRENT = "SELECT l.*, (SELECT COUNT(*) FROM status_entries e WHERE e.list_id = l.id) AS taken FROM status_lists l
        WHERE l.issuer_id = $1 AND l.purpose = 'revocation' ORDER BY l.number DESC LIMIT 1";
    NUMBER = "SELECT COALESCE(MAX(number), 0) AS number FROM status_lists WHERE issuer_id = $1";
    BESIDE = "SELECT id FROM status_lists WHERE beside = $1";
    LIST = "SELECT * FROM status_lists WHERE id = $1";
    STALE = "SELECT * FROM status_lists WHERE signed IS NULL OR signed_version < version ORDER BY id LIMIT $1";
    BITS = "SELECT e.position FROM status_lists l JOIN status_entries e ON e.list_id = COALESCE(l.beside, l.id)
        WHERE l.id = $1 AND (CASE l.purpose WHEN 'revocation' THEN e.set_at ELSE e.suspended_at END) IS NOT NULL ORDER BY e.position";
    ADD_LIST = "INSERT INTO status_lists (id, issuer_id, number, version, signed, signed_version, created_at, purpose, beside)
        VALUES ($1, $2, $3, 1, NULL, NULL, $4, $5, $6)";
    TAKE = "INSERT INTO status_entries (list_id, position, recognition_id, set_at)
        SELECT $1, value ->> 1, value ->> 0, NULL FROM json_each($2) WHERE 1 = 1 ON CONFLICT (list_id, position) DO NOTHING
        RETURNING recognition_id, position";
    SET = "UPDATE status_entries SET set_at = $2 WHERE recognition_id = $1 AND set_at IS NULL";
    ALLOW = "UPDATE status_entries SET suspendable = 1 WHERE recognition_id IN (SELECT value FROM json_each($1))";
    PLACES_OF = "SELECT recognition_id, list_id, position, set_at, suspendable, suspended_at FROM status_entries
        WHERE recognition_id IN (SELECT value FROM json_each($1))";
    HOLD = "UPDATE status_entries SET suspended_at = $2 WHERE recognition_id = $1 AND suspendable = 1 AND suspended_at IS NULL";
    RELEASE = "UPDATE status_entries SET suspended_at = NULL WHERE recognition_id = $1 AND suspended_at IS NOT NULL";
    GROW_BESIDE = "UPDATE status_lists SET version = version + 1 WHERE beside = (SELECT list_id FROM status_entries WHERE recognition_id = $1)";
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
    /// The document also names its place on the list beside: it can be put on hold.
    pub suspendable: bool,
    /// When its bit on the list beside was set.
    pub suspended_at: Option<Moment>,
}

/// A list.
#[derive(Debug, Clone)]
pub struct StatusList {
    /// Its id; its address ends in it.
    pub id: ListId,
    /// Whose it is.
    pub issuer: ActorId,
    /// The list whose places it shares, when it says what is on hold; none: it says what was revoked.
    pub beside: Option<ListId>,
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
        Ok(self.places_of(&[id]).await?.remove(&id))
    }

    /// Where several recognitions stand.
    pub async fn places_of(&mut self, ids: &[RecognitionId]) -> Result<HashMap<RecognitionId, Place>, StoreError> {
        let rows = sqlx::query(PLACES_OF).bind(id_list(ids)).fetch_all(self.connection()).await?;
        let place = |row: &Row| {
            let place = Place {
                list: parsed(row, "status_entries", "list_id")?,
                position: position(row)?,
                set_at: row.try_get::<Option<i64>, _>("set_at")?.map(Moment::from_micros),
                suspendable: row.try_get::<i64, _>("suspendable")? == 1,
                suspended_at: row.try_get::<Option<i64>, _>("suspended_at")?.map(Moment::from_micros),
            };
            Ok((parsed(row, "status_entries", "recognition_id")?, place))
        };
        rows.iter().map(place).collect()
    }

    /// The list beside a list, if something on it can be put on hold.
    pub async fn list_beside(&mut self, list: ListId) -> Result<Option<ListId>, StoreError> {
        let row = sqlx::query(BESIDE).bind(list.to_string()).fetch_optional(self.connection()).await?;
        row.as_ref().map(|row| parsed(row, "status_lists", "id")).transpose()
    }
}

impl Writing {
    /// A random unused place on the issuer's newest list, or on a new one when that is half full.
    /// `chance` gives positions (taken modulo the size of a list), `new_list` the id of a list if one is begun.
    pub async fn list_for(&mut self, issuer: ActorId, new_list: ListId, now: Moment) -> Result<ListId, StoreError> {
        let row = sqlx::query(CURRENT).bind(issuer.to_string()).fetch_optional(self.connection()).await?;
        if let Some(row) = &row
            && row.try_get::<i64, _>("taken")? < HALF
        {
            return parsed(row, "status_lists", "id");
        }
        self.add_list(new_list, issuer, None, now).await?;
        Ok(new_list)
    }

    /// The list beside a list, begun as `new_list` when there was none.
    pub async fn list_beside_for(
        &mut self,
        list: ListId,
        issuer: ActorId,
        new_list: ListId,
        now: Moment,
    ) -> Result<ListId, StoreError> {
        if let Some(beside) = self.list_beside(list).await? {
            return Ok(beside);
        }
        self.add_list(new_list, issuer, Some(list), now).await?;
        Ok(new_list)
    }

    async fn add_list(&mut self, id: ListId, issuer: ActorId, beside: Option<ListId>, now: Moment) -> Result<(), StoreError> {
        let number: i64 = sqlx::query(NUMBER).bind(issuer.to_string()).fetch_one(self.connection()).await?.try_get("number")?;
        sqlx::query(ADD_LIST)
            .bind(id.to_string())
            .bind(issuer.to_string())
            .bind(number + 1)
            .bind(now.micros())
            .bind(if beside.is_some() { "suspension" } else { "revocation" })
            .bind(beside.map(|list| list.to_string()))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// The documents at these places name the list beside as well.
    pub async fn allow_suspension(&mut self, ids: &[RecognitionId]) -> Result<(), StoreError> {
        sqlx::query(ALLOW).bind(id_list(ids)).execute(self.connection()).await?;
        Ok(())
    }

    /// Sets or clears the bit of a recognition on the list beside. False when its document does not name that list, or the
    /// bit was so before. The list is then to be signed anew.
    pub async fn set_suspension(&mut self, id: RecognitionId, held: bool, now: Moment) -> Result<bool, StoreError> {
        let change = match held {
            true => sqlx::query(HOLD).bind(id.to_string()).bind(now.micros()),
            false => sqlx::query(RELEASE).bind(id.to_string()),
        };
        let changed = change.execute(self.connection()).await?.rows_affected() == 1;
        if changed {
            sqlx::query(GROW_BESIDE).bind(id.to_string()).execute(self.connection()).await?;
        }
        Ok(changed)
    }

    /// Takes places on a list, one for each recognition. Those that got theirs; for the others it was taken: try another.
    pub async fn take_places(
        &mut self,
        list: ListId,
        wanted: &[(RecognitionId, u32)],
    ) -> Result<Vec<(RecognitionId, u32)>, StoreError> {
        let row = |(id, position): &(RecognitionId, u32)| serde_json::json!([id.to_string(), position % LIST_ENTRIES]);
        let rows: serde_json::Value = wanted.iter().map(row).collect();
        let taken = sqlx::query(TAKE).bind(list.to_string()).bind(rows.to_string()).fetch_all(self.connection()).await?;
        taken.iter().map(|row| Ok((parsed(row, "status_entries", "recognition_id")?, position(row)?))).collect()
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

fn position(row: &Row) -> Result<u32, StoreError> {
    Ok(u32::try_from(row.try_get::<i64, _>("position")?).unwrap_or(u32::MAX))
}

fn list(row: &Row) -> Result<StatusList, StoreError> {
    Ok(StatusList {
        id: parsed(row, "status_lists", "id")?,
        issuer: parsed(row, "status_lists", "issuer_id")?,
        beside: parsed_if_any(row, "status_lists", "beside")?,
        version: row.try_get("version")?,
        signed: row.try_get("signed")?,
        signed_version: row.try_get("signed_version")?,
        created_at: Moment::from_micros(row.try_get("created_at")?),
    })
}
