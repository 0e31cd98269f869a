//! Badge models and their immutable versions.

use std::collections::HashMap;

use anavez_recognition::{ActorId, ModelId, ModelVersion, Moment, NewVersion, VersionId};
use sqlx::Row as _;

use crate::engine::{Row, id_list, parsed, sql};
use crate::{Reading, StoreError, Writing};

sql! {
    LATEST = "SELECT v.*, m.owner_id FROM model_versions v JOIN models m ON m.id = v.model_id WHERE m.id = $1 ORDER BY v.number DESC LIMIT 1";
    VERSION = "SELECT v.*, m.owner_id FROM model_versions v JOIN models m ON m.id = v.model_id WHERE v.id = $1";
    SOME_VERSIONS = "SELECT v.*, m.owner_id FROM model_versions v JOIN models m ON m.id = v.model_id WHERE v.id IN (SELECT value FROM json_each($1))";
    VERSIONS = "SELECT v.*, m.owner_id FROM model_versions v JOIN models m ON m.id = v.model_id WHERE m.id = $1 ORDER BY v.number";
    BY_ACT = "SELECT v.*, m.owner_id FROM model_versions v JOIN models m ON m.id = v.model_id WHERE m.by_id = $1 AND m.act_id = $2 AND v.number = 1";
    OF_OWNERS = "SELECT v.*, m.owner_id FROM model_versions v JOIN models m ON m.id = v.model_id
        WHERE m.owner_id IN (SELECT value FROM json_each($1)) AND m.id > $2
          AND v.number = (SELECT MAX(number) FROM model_versions w WHERE w.model_id = m.id) ORDER BY m.id LIMIT $3";
    ADD_MODEL = "INSERT INTO models (id, owner_id, by_id, act_id, created_at) VALUES ($1, $2, $3, $4, $5)";
    ADD_VERSION = "INSERT INTO model_versions (id, model_id, number, said, created_at) VALUES ($1, $2, $3, $4, $5)";
}

impl Reading {
    /// The newest version of a model.
    pub async fn model(&mut self, id: ModelId) -> Result<Option<ModelVersion>, StoreError> {
        let row = sqlx::query(LATEST).bind(id.to_string()).fetch_optional(self.connection()).await?;
        row.as_ref().map(version).transpose()
    }

    /// A version by its id.
    pub async fn version(&mut self, id: VersionId) -> Result<Option<ModelVersion>, StoreError> {
        let row = sqlx::query(VERSION).bind(id.to_string()).fetch_optional(self.connection()).await?;
        row.as_ref().map(version).transpose()
    }

    /// Several versions at once, by id.
    pub async fn versions(
        &mut self,
        ids: impl IntoIterator<Item = VersionId>,
    ) -> Result<HashMap<VersionId, ModelVersion>, StoreError> {
        let rows = sqlx::query(SOME_VERSIONS).bind(id_list(ids)).fetch_all(self.connection()).await?;
        rows.iter().map(|row| version(row).map(|v| (v.id, v))).collect()
    }

    /// Every version of a model, the first one first.
    pub async fn versions_of(&mut self, id: ModelId) -> Result<Vec<ModelVersion>, StoreError> {
        let rows = sqlx::query(VERSIONS).bind(id.to_string()).fetch_all(self.connection()).await?;
        rows.iter().map(version).collect()
    }

    /// The model that an act made, when the act is tried again.
    pub async fn model_by_act(&mut self, by: ActorId, act_id: &str) -> Result<Option<ModelVersion>, StoreError> {
        let row = sqlx::query(BY_ACT).bind(by.to_string()).bind(act_id).fetch_optional(self.connection()).await?;
        row.as_ref().map(version).transpose()
    }

    /// The newest versions of the models of some owners, in the order they were made, after a model.
    pub async fn models_of(
        &mut self,
        owners: &[ActorId],
        after: Option<ModelId>,
        most: usize,
    ) -> Result<Vec<ModelVersion>, StoreError> {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = sqlx::query(OF_OWNERS).bind(id_list(owners)).bind(after).bind(most).fetch_all(self.connection()).await?;
        rows.iter().map(version).collect()
    }
}

impl Writing {
    /// A new model with its first version.
    pub async fn add_model(&mut self, first: &ModelVersion, by: ActorId, act_id: &str) -> Result<(), StoreError> {
        sqlx::query(ADD_MODEL)
            .bind(first.model.to_string())
            .bind(first.owner.to_string())
            .bind(by.to_string())
            .bind(act_id)
            .bind(first.created_at.micros())
            .execute(self.connection())
            .await?;
        self.add_version(first).await
    }

    /// The next version of a model. Two at a time with one number: the second is refused.
    pub async fn add_version(&mut self, version: &ModelVersion) -> Result<(), StoreError> {
        let said = serde_json::to_string(&version.said).map_err(|e| StoreError::Unreadable {
            table: "model_versions",
            id: version.id.to_string(),
            what: e.to_string(),
        })?;
        sqlx::query(ADD_VERSION)
            .bind(version.id.to_string())
            .bind(version.model.to_string())
            .bind(version.number)
            .bind(said)
            .bind(version.created_at.micros())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

fn version(row: &Row) -> Result<ModelVersion, StoreError> {
    let said: String = row.try_get("said")?;
    let id: VersionId = parsed(row, "model_versions", "id")?;
    let said: NewVersion = serde_json::from_str(&said).map_err(|e| StoreError::Unreadable {
        table: "model_versions",
        id: id.to_string(),
        what: e.to_string(),
    })?;
    Ok(ModelVersion {
        id,
        model: parsed(row, "model_versions", "model_id")?,
        owner: parsed(row, "models", "owner_id")?,
        number: row.try_get("number")?,
        said,
        created_at: Moment::from_micros(row.try_get("created_at")?),
    })
}
