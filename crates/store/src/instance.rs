//! Facts about this instance that never change silently: its public address, its epoch.

use sqlx::Row as _;

use crate::engine::sql;
use crate::{Reading, StoreError, Writing};

sql! {
    VALUE = "SELECT value FROM instance WHERE name = $1";
    ADD = "INSERT INTO instance (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
    VALUES = "SELECT name, value FROM instance ORDER BY name";
}

impl Reading {
    /// A fact by its name.
    pub async fn instance_value(&mut self, name: &str) -> Result<Option<String>, StoreError> {
        let row = sqlx::query(VALUE).bind(name).fetch_optional(self.connection()).await?;
        Ok(row.map(|row| row.try_get("value")).transpose()?)
    }

    /// Every fact.
    pub async fn instance_values(&mut self) -> Result<Vec<(String, String)>, StoreError> {
        let rows = sqlx::query(VALUES).fetch_all(self.connection()).await?;
        rows.iter().map(|row| Ok((row.try_get("name")?, row.try_get("value")?))).collect()
    }
}

impl Writing {
    /// Writes a fact down, once: a fact that is there already stays.
    pub async fn add_instance_value(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        sqlx::query(ADD).bind(name).bind(value).execute(self.connection()).await?;
        Ok(())
    }
}
