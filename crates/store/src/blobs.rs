//! Files: cleaned pictures, kept under the SHA-256 of their bytes in `media/`.
//!
//! A file is written and synced before the row that names it, so that a row never points to nothing.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anavez_recognition::Moment;
use sha2::{Digest as _, Sha256};
use sqlx::Row as _;

use crate::engine::{make_folder, sql};
use crate::{Reading, Store, StoreError, Writing};

sql! {
    BLOB = "SELECT media_type FROM blobs WHERE digest = $1";
    ADD = "INSERT INTO blobs (digest, media_type, bytes, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (digest) DO NOTHING";
    UNUSED = "SELECT digest FROM blobs b WHERE created_at < $1
        AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.digest = b.digest)
        AND NOT EXISTS (SELECT 1 FROM model_versions v WHERE v.said LIKE '%' || b.digest || '%')";
    REMOVE = "DELETE FROM blobs WHERE digest = $1";
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: String,
}

impl Store {
    /// Writes a file durably and answers its SHA-256 (lower-case hex). The row that names it comes with [`Writing::add_blob`].
    pub async fn keep_file(&self, bytes: Vec<u8>) -> Result<String, StoreError> {
        let digest = hex(&Sha256::digest(&bytes));
        let path = path_of(self.folder(), &digest);
        tokio::task::spawn_blocking(move || write_durably(&path, &bytes))
            .await
            .map_err(|e| StoreError::File { path: PathBuf::from("media"), source: std::io::Error::other(e) })??;
        Ok(digest)
    }
}

impl Reading {
    /// A file by its SHA-256 (lower-case hex).
    pub async fn blob(&mut self, digest: &str) -> Result<Option<Blob>, StoreError> {
        let row = sqlx::query(BLOB).bind(digest).fetch_optional(self.connection()).await?;
        let Some(row) = row else { return Ok(None) };
        let path = path_of(&self.folder, digest);
        let bytes = tokio::fs::read(&path).await.map_err(|source| StoreError::File { path, source })?;
        Ok(Some(Blob { bytes, media_type: row.try_get("media_type")? }))
    }
}

impl Writing {
    /// Names a file that [`Store::keep_file`] wrote.
    pub async fn add_blob(&mut self, digest: &str, media_type: &str, bytes: usize, now: Moment) -> Result<(), StoreError> {
        sqlx::query(ADD)
            .bind(digest)
            .bind(media_type)
            .bind(i64::try_from(bytes).unwrap_or(i64::MAX))
            .bind(now.micros())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Files older than a moment that nothing names any more: their rows go now; the caller removes the files after the commit.
    pub async fn forget_unused_blobs(&mut self, older_than: Moment) -> Result<Vec<PathBuf>, StoreError> {
        let rows = sqlx::query(UNUSED).bind(older_than.micros()).fetch_all(self.connection()).await?;
        let mut paths = Vec::with_capacity(rows.len());
        for row in rows {
            let digest: String = row.try_get("digest")?;
            sqlx::query(REMOVE).bind(&digest).execute(self.connection()).await?;
            paths.push(path_of(&self.folder, &digest));
        }
        Ok(paths)
    }
}

pub(crate) fn path_of(folder: &Path, digest: &str) -> PathBuf {
    folder.join("media").join(digest.get(..2).unwrap_or("xx")).join(digest)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Temporary name, sync, rename, sync of the folder: after this the file is there whole, or not at all.
fn write_durably(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let failed = |source| StoreError::File { path: path.to_owned(), source };
    if path.exists() {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(path);
    make_folder(folder)?;
    let partial = path.with_extension(format!("{}.partial", std::process::id()));
    let mut file = std::fs::File::create(&partial).map_err(failed)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(failed)?;
    std::fs::rename(&partial, path).map_err(failed)?;
    std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)
}
