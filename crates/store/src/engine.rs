//! The one door to the database: opening it, its pragmas, reading and writing connections, its errors.
//! Everything that is SQLite's alone stands in this file.

use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Pool, Transaction};

/// The database driver behind this door.
pub(crate) type Db = sqlx::Sqlite;
/// A row of it.
pub(crate) type Row = sqlx::sqlite::SqliteRow;
/// A connection of it.
pub(crate) type Connection = sqlx::SqliteConnection;

/// SQLite before 3.51.3 can lose a committed page when the WAL is reset.
const SQLITE_AT_LEAST: i32 = 3_051_003;
/// Readers at a time.
const READERS: u32 = 8;
/// How long a writer waits for another process that has the database (decision 23).
const BUSY: Duration = Duration::from_secs(10);

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite");

/// What can go wrong in the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database said no, or is not there.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("the database's schema could not be brought up to date: {0}")]
    Schema(#[from] sqlx::migrate::MigrateError),
    /// A file or folder failed.
    #[error("{path}: {source}")]
    File {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The SQLite that this program was built with is too old to be trusted.
    #[error("SQLite {0} is too old: at least {SQLITE_AT_LEAST} is needed")]
    OldSqlite(i32),
    /// A row holds something that this program never writes.
    #[error("the row {table} {id} cannot be read: {what}")]
    Unreadable {
        /// The table.
        table: &'static str,
        /// The row.
        id: String,
        /// What is wrong with it.
        what: String,
    },
    /// Somebody else did it first: the row is not in the state that this act starts from.
    #[error("{0} changed meanwhile")]
    ChangedMeanwhile(&'static str),
}

impl StoreError {
    /// Did a unique index refuse the row?
    pub fn is_already_there(&self) -> bool {
        matches!(self, StoreError::Database(sqlx::Error::Database(e)) if e.is_unique_violation())
    }
}

/// A data folder and its database.
#[derive(Debug, Clone)]
pub struct Store {
    writer: Pool<Db>,
    readers: Pool<Db>,
    folder: PathBuf,
}

impl Store {
    /// Opens (or makes) the store of a data folder: `main.db`, `media/`.
    pub async fn open(folder: &Path) -> Result<Self, StoreError> {
        let version = libsqlite3_sys_version();
        if version < SQLITE_AT_LEAST {
            return Err(StoreError::OldSqlite(version));
        }
        make_folder(folder)?;
        make_folder(&folder.join("media"))?;
        let options = SqliteConnectOptions::from_str("sqlite:")?
            .filename(folder.join("main.db"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY);
        let writer = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        MIGRATIONS.run(&writer).await?;
        let readers =
            SqlitePoolOptions::new().max_connections(READERS).connect_with(options.read_only(true).create_if_missing(false));
        Ok(Self { writer, readers: readers.await?, folder: folder.to_owned() })
    }

    /// A connection that only reads.
    pub async fn reading(&self) -> Result<Reading, StoreError> {
        Ok(Reading { link: Link::Reader(self.readers.acquire().await?), folder: self.folder.clone() })
    }

    /// The one writer: a transaction that is rolled back unless it is committed.
    pub async fn writing(&self) -> Result<Writing, StoreError> {
        let transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        Ok(Writing { reading: Reading { link: Link::Writer(transaction), folder: self.folder.clone() } })
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Closes every connection; what was committed is on disk already.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// A connection that only reads. Its methods stand in the file of each noun.
#[derive(Debug)]
pub struct Reading {
    link: Link,
    pub(crate) folder: PathBuf,
}

#[derive(Debug)]
enum Link {
    Reader(PoolConnection<Db>),
    Writer(Transaction<'static, Db>),
}

impl Reading {
    pub(crate) fn connection(&mut self) -> &mut Connection {
        match &mut self.link {
            Link::Reader(connection) => connection,
            Link::Writer(transaction) => transaction,
        }
    }
}

/// A transaction: reads and writes, then [`Writing::commit`]; dropped without it, nothing happened.
#[derive(Debug)]
#[must_use = "nothing is written before commit()"]
pub struct Writing {
    reading: Reading,
}

impl Writing {
    /// Makes everything since [`Store::writing`] durable, at once.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.reading.link {
            Link::Writer(transaction) => Ok(transaction.commit().await?),
            Link::Reader(_) => Ok(()),
        }
    }
}

impl Deref for Writing {
    type Target = Reading;
    fn deref(&self) -> &Reading {
        &self.reading
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut Reading {
        &mut self.reading
    }
}

/// Names every SQL text of a noun once and lists them, so that a test can prepare each on the engine.
macro_rules! sql {
    ($($name:ident = $text:expr;)*) => {
        $(const $name: &str = $text;)*
        #[cfg(test)]
        pub(crate) const TEXTS: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}
pub(crate) use sql;

/// A column that holds the text of some type of the domain.
pub(crate) fn parsed<T: FromStr>(row: &Row, table: &'static str, column: &str) -> Result<T, StoreError>
where
    T::Err: std::fmt::Debug,
{
    use sqlx::Row as _;
    let text: String = row.try_get(column)?;
    text.parse().map_err(|e| StoreError::Unreadable {
        table,
        id: text.chars().take(60).collect(),
        what: format!("{column}: {e:?}"),
    })
}

/// The same for a column that may be NULL.
pub(crate) fn parsed_if_any<T: FromStr>(row: &Row, table: &'static str, column: &str) -> Result<Option<T>, StoreError>
where
    T::Err: std::fmt::Debug,
{
    use sqlx::Row as _;
    let text: Option<String> = row.try_get(column)?;
    text.map(|text| {
        text.parse().map_err(|e| StoreError::Unreadable {
            table,
            id: text.chars().take(60).collect(),
            what: format!("{column}: {e:?}"),
        })
    })
    .transpose()
}

/// A list of ids as one argument: the JSON array that `json_each` opens (decision 22).
pub(crate) fn id_list(ids: impl IntoIterator<Item = impl std::fmt::Display>) -> String {
    serde_json::Value::from(ids.into_iter().map(|id| id.to_string()).collect::<Vec<_>>()).to_string()
}

/// The version of the SQLite that is linked in, as a number: 3051003 is 3.51.3.
fn libsqlite3_sys_version() -> i32 {
    libsqlite3_sys::SQLITE_VERSION_NUMBER
}

/// Makes a folder for its owner alone: what people wrote and their addresses are nobody else's on this machine.
pub(crate) fn make_folder(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::DirBuilderExt as _;
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(|source| StoreError::File { path: path.to_owned(), source })
}
