//! Actors, their addresses, their mandates, and guests that join an account.

use std::collections::HashMap;

use anavez_recognition::{Actor, ActorId, EmailAddress, Handle, Language, Moment, Name, Sort, address::normal_form};
use sqlx::Row as _;

use crate::engine::{Row, id_list, parsed, parsed_if_any, sql};
use crate::{Reading, StoreError, Writing};

sql! {
    ANYBODY = "SELECT COUNT(*) AS n FROM (SELECT 1 FROM actors LIMIT 1) AS one";
    ACTOR = "SELECT * FROM actors WHERE id = $1";
    ACTORS = "SELECT * FROM actors WHERE id IN (SELECT value FROM json_each($1))";
    BY_HANDLE = "SELECT * FROM actors WHERE handle = $1";
    BY_ADDRESS = "SELECT a.*, d.verified_at FROM addresses d JOIN actors a ON a.id = d.actor_id WHERE d.address = $1";
    BY_ADDRESSES = "SELECT a.*, d.address FROM addresses d JOIN actors a ON a.id = d.actor_id WHERE d.address IN (SELECT value FROM json_each($1))";
    BY_NAME = "SELECT * FROM actors WHERE name_folded = $1 AND guest = 0 ORDER BY id LIMIT 10";
    ADDRESSES = "SELECT * FROM addresses WHERE actor_id = $1 ORDER BY created_at, address";
    MANDATES = "SELECT a.* FROM mandates m JOIN actors a ON a.id = m.for_id
        WHERE m.actor_id = $1 AND m.since_at <= $2 AND (m.until_at IS NULL OR m.until_at > $2) ORDER BY a.id";
    SPEAKERS = "SELECT actor_id FROM mandates WHERE for_id = $1 AND until_at IS NULL ORDER BY since_at LIMIT 20";
    COUNT_OPENED = "SELECT COUNT(*) AS n FROM actors WHERE opened_by = $1";
    ADD_ACTOR = "INSERT INTO actors (id, sort, guest, joined_to, handle, name, name_folded, about, language, opened_by, created_at)
        SELECT value ->> 0, value ->> 1, value ->> 2, NULL, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9
        FROM json_each($1)";
    CHANGE_ACTOR = "UPDATE actors SET handle = $2, name = $3, name_folded = $4, about = $5, language = $6 WHERE id = $1";
    ADD_ADDRESS = "INSERT INTO addresses (address, shown, actor_id, verified_at, created_at) VALUES ($1, $2, $3, $4, $5)";
    ADD_ADDRESSES = "INSERT INTO addresses (address, shown, actor_id, verified_at, created_at)
        SELECT value ->> 0, value ->> 1, value ->> 2, NULL, $2 FROM json_each($1)";
    MOVE_ADDRESS = "UPDATE addresses SET actor_id = $2, verified_at = $3, shown = $4 WHERE address = $1";
    REMOVE_ADDRESS = "DELETE FROM addresses WHERE address = $1 AND actor_id = $2";
    ADD_MANDATE = "INSERT INTO mandates (actor_id, for_id, since_at, until_at) VALUES ($1, $2, $3, NULL)";
    JOIN = "UPDATE actors SET joined_to = $2 WHERE id = $1 AND guest = 1 AND joined_to IS NULL";
    LIVE = "SELECT 1 AS one WHERE 1 = 1";
}

/// An actor to be made.
#[derive(Debug, Clone)]
pub struct NewActor {
    /// Its id.
    pub id: ActorId,
    /// Person, community, organisation or institution.
    pub sort: Sort,
    /// Named by somebody; has no account.
    pub guest: bool,
    /// Its short name; accounts have one.
    pub handle: Option<Handle>,
    /// The name that it shows.
    pub name: Option<Name>,
    /// What it says of itself.
    pub about: Option<String>,
    /// The language of its letters.
    pub language: Language,
    /// The person who opened this organisation or community.
    pub opened_by: Option<ActorId>,
    /// Now.
    pub created_at: Moment,
}

/// An address of an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Its normal form.
    pub address: String,
    /// As it was typed.
    pub shown: String,
    /// When its owner proved that letters reach them.
    pub verified_at: Option<Moment>,
}

impl Reading {
    /// An actor by its id.
    pub async fn actor(&mut self, id: ActorId) -> Result<Option<Actor>, StoreError> {
        let row = sqlx::query(ACTOR).bind(id.to_string()).fetch_optional(self.connection()).await?;
        row.as_ref().map(actor).transpose()
    }

    /// Several actors at once, by id.
    pub async fn actors(&mut self, ids: impl IntoIterator<Item = ActorId>) -> Result<HashMap<ActorId, Actor>, StoreError> {
        let rows = sqlx::query(ACTORS).bind(id_list(ids)).fetch_all(self.connection()).await?;
        rows.iter().map(|row| actor(row).map(|actor| (actor.id, actor))).collect()
    }

    /// An actor by its handle.
    pub async fn actor_by_handle(&mut self, handle: &Handle) -> Result<Option<Actor>, StoreError> {
        let row = sqlx::query(BY_HANDLE).bind(handle.as_str()).fetch_optional(self.connection()).await?;
        row.as_ref().map(actor).transpose()
    }

    /// The actor that an address belongs to, and whether they proved it.
    pub async fn actor_by_address(&mut self, address: &EmailAddress) -> Result<Option<(Actor, bool)>, StoreError> {
        let row = sqlx::query(BY_ADDRESS).bind(address.normal()).fetch_optional(self.connection()).await?;
        row.map(|row| Ok((actor(&row)?, row.try_get::<Option<i64>, _>("verified_at")?.is_some()))).transpose()
    }

    /// The actors that addresses belong to, by address in its normal form.
    pub async fn actors_by_addresses(&mut self, addresses: &[&str]) -> Result<HashMap<String, Actor>, StoreError> {
        let rows = sqlx::query(BY_ADDRESSES).bind(id_list(addresses)).fetch_all(self.connection()).await?;
        rows.iter().map(|row| Ok((row.try_get("address")?, actor(row)?))).collect()
    }

    /// Accounts that show exactly this name, letter case aside; ten at most.
    pub async fn actors_by_name(&mut self, name: &str) -> Result<Vec<Actor>, StoreError> {
        let rows = sqlx::query(BY_NAME).bind(normal_form(name)).fetch_all(self.connection()).await?;
        rows.iter().map(actor).collect()
    }

    /// The addresses of an actor, the oldest first.
    pub async fn addresses_of(&mut self, id: ActorId) -> Result<Vec<Address>, StoreError> {
        let rows = sqlx::query(ADDRESSES).bind(id.to_string()).fetch_all(self.connection()).await?;
        rows.iter()
            .map(|row| {
                let verified_at: Option<i64> = row.try_get("verified_at")?;
                Ok(Address {
                    address: row.try_get("address")?,
                    shown: row.try_get("shown")?,
                    verified_at: verified_at.map(Moment::from_micros),
                })
            })
            .collect()
    }

    /// Whom a person may speak for at a moment.
    pub async fn mandates_of(&mut self, person: ActorId, now: Moment) -> Result<Vec<Actor>, StoreError> {
        let rows = sqlx::query(MANDATES).bind(person.to_string()).bind(now.micros()).fetch_all(self.connection()).await?;
        rows.iter().map(actor).collect()
    }

    /// Who speaks for an organisation or a community without an end date, the first one first; twenty at most.
    pub async fn speakers_of(&mut self, id: ActorId) -> Result<Vec<ActorId>, StoreError> {
        let rows = sqlx::query(SPEAKERS).bind(id.to_string()).fetch_all(self.connection()).await?;
        rows.iter().map(|row| parsed(row, "mandates", "actor_id")).collect()
    }

    /// How many organisations and communities a person has opened.
    pub async fn opened_by(&mut self, person: ActorId) -> Result<i64, StoreError> {
        Ok(sqlx::query(COUNT_OPENED).bind(person.to_string()).fetch_one(self.connection()).await?.try_get("n")?)
    }

    /// Is anybody here, guest or account?
    pub async fn anybody(&mut self) -> Result<bool, StoreError> {
        Ok(sqlx::query(ANYBODY).fetch_one(self.connection()).await?.try_get::<i64, _>("n")? > 0)
    }

    /// Answers at all?
    pub async fn is_alive(&mut self) -> Result<(), StoreError> {
        sqlx::query(LIVE).fetch_one(self.connection()).await?;
        Ok(())
    }
}

impl Writing {
    /// A new actor.
    pub async fn add_actor(&mut self, new: &NewActor) -> Result<(), StoreError> {
        self.add_actors(std::slice::from_ref(new)).await
    }

    /// New actors.
    pub async fn add_actors(&mut self, new: &[NewActor]) -> Result<(), StoreError> {
        let row = |new: &NewActor| {
            serde_json::json!([
                new.id.to_string(),
                new.sort.as_str(),
                i64::from(new.guest),
                new.handle.as_ref().map(Handle::as_str),
                new.name.as_ref().map(Name::as_str),
                new.name.as_ref().map(|name| normal_form(name.as_str())),
                new.about.as_deref(),
                new.language.as_str(),
                new.opened_by.map(|id| id.to_string()),
                new.created_at.micros(),
            ])
        };
        let rows: serde_json::Value = new.iter().map(row).collect();
        sqlx::query(ADD_ACTOR).bind(rows.to_string()).execute(self.connection()).await?;
        Ok(())
    }

    /// Addresses that nobody proved yet, each with its guest.
    pub async fn add_addresses(&mut self, new: &[(ActorId, &EmailAddress)], now: Moment) -> Result<(), StoreError> {
        let row =
            |(id, address): &(ActorId, &EmailAddress)| serde_json::json!([address.normal(), address.shown(), id.to_string()]);
        let rows: serde_json::Value = new.iter().map(row).collect();
        sqlx::query(ADD_ADDRESSES).bind(rows.to_string()).bind(now.micros()).execute(self.connection()).await?;
        Ok(())
    }

    /// Handle, name, what it says of itself and language of an actor are now those of `actor`.
    pub async fn change_actor(&mut self, actor: &Actor) -> Result<(), StoreError> {
        sqlx::query(CHANGE_ACTOR)
            .bind(actor.id.to_string())
            .bind(actor.handle.as_ref().map(Handle::as_str))
            .bind(actor.name.as_ref().map(Name::as_str))
            .bind(actor.name.as_ref().map(|name| normal_form(name.as_str())))
            .bind(actor.about.as_deref())
            .bind(actor.language.as_str())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// A new address of an actor; verified when `verified_at` says when.
    pub async fn add_address(
        &mut self,
        id: ActorId,
        address: &EmailAddress,
        verified_at: Option<Moment>,
        now: Moment,
    ) -> Result<(), StoreError> {
        sqlx::query(ADD_ADDRESS)
            .bind(address.normal())
            .bind(address.shown())
            .bind(id.to_string())
            .bind(verified_at.map(Moment::micros))
            .bind(now.micros())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// An address that was a guest's is now proved to be this account's.
    pub async fn prove_address(&mut self, id: ActorId, address: &EmailAddress, now: Moment) -> Result<(), StoreError> {
        sqlx::query(MOVE_ADDRESS)
            .bind(address.normal())
            .bind(id.to_string())
            .bind(now.micros())
            .bind(address.shown())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// An actor gives up one of its addresses.
    pub async fn remove_address(&mut self, id: ActorId, address: &EmailAddress) -> Result<bool, StoreError> {
        let done = sqlx::query(REMOVE_ADDRESS).bind(address.normal()).bind(id.to_string()).execute(self.connection()).await?;
        Ok(done.rows_affected() == 1)
    }

    /// A person may now speak for an organisation or a community.
    pub async fn add_mandate(&mut self, person: ActorId, for_id: ActorId, since_at: Moment) -> Result<(), StoreError> {
        sqlx::query(ADD_MANDATE)
            .bind(person.to_string())
            .bind(for_id.to_string())
            .bind(since_at.micros())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// The alias row of decision 4: from now on every view reads `guest` as `account`. False when the guest was joined before.
    pub async fn join(&mut self, guest: ActorId, account: ActorId) -> Result<bool, StoreError> {
        let done = sqlx::query(JOIN).bind(guest.to_string()).bind(account.to_string()).execute(self.connection()).await?;
        Ok(done.rows_affected() == 1)
    }
}

pub(crate) fn actor(row: &Row) -> Result<Actor, StoreError> {
    let unreadable = |what: String| StoreError::Unreadable { table: "actors", id: row.try_get("id").unwrap_or_default(), what };
    let handle: Option<String> = row.try_get("handle")?;
    let name: Option<String> = row.try_get("name")?;
    Ok(Actor {
        id: parsed(row, "actors", "id")?,
        sort: parsed(row, "actors", "sort")?,
        guest: row.try_get::<i64, _>("guest")? != 0,
        joined_to: parsed_if_any(row, "actors", "joined_to")?,
        handle: handle.map(|h| Handle::parse(&h)).transpose().map_err(|e| unreadable(e.to_string()))?,
        name: name.map(|n| Name::parse(&n)).transpose().map_err(|e| unreadable(e.to_string()))?,
        about: row.try_get("about")?,
        language: parsed(row, "actors", "language")?,
        created_at: Moment::from_micros(row.try_get("created_at")?),
    })
}
