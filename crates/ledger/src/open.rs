//! Opening: whose file is it, is it ours to write, and is its format one that we know?

use crate::{LedgerError, Result};
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqlSafeStr};
use std::borrow::Cow;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::runtime::Runtime;

/// The format that this build writes, and the newest that it reads.
pub const FORMAT: i64 = 1;

/// "VIGI": tells our files from other people's SQLite files.
const APPLICATION_ID: i64 = 0x5649_4749;

/// A second process waits so long for the first one's batch before it says so.
const PATIENCE: Duration = Duration::from_secs(30);

const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "truth", include_str!("../migrations/0001_truth.sql")),
    (2, "derived", include_str!("../migrations/0002_derived.sql")),
];

/// How to open.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Make the ledger where there is none.
    pub create: bool,
    /// The file may not grow beyond so many pages of 4096 bytes: how a full disk is tried out.
    pub max_pages: Option<u32>,
}

/// A ledger, open. One at a time writes; many may read.
pub struct Ledger {
    pub(crate) path: PathBuf,
    /// `None` only while it is being closed.
    connection: Option<SqliteConnection>,
    runtime: Runtime,
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ledger").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Ledger {
    /// Opens the ledger at `path`. A file that is no ledger of ours is left as it is.
    pub fn open(path: &Path, options: Options) -> Result<Self> {
        if !options.create && !path.exists() {
            return Err(LedgerError::Missing { path: path.to_owned() });
        }
        let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(LedgerError::Runtime)?;
        let connection = runtime.block_on(connect(path, options))?;
        Ok(Self { path: path.to_owned(), connection: Some(connection), runtime })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs `work` on the connection to its end: the blocking face of what is async within.
    pub(crate) fn wait<'a, T, F>(&'a mut self, work: impl FnOnce(&'a mut SqliteConnection) -> F) -> Result<T>
    where
        F: Future<Output = sqlx::Result<T>> + 'a,
    {
        let done = match &mut self.connection {
            Some(connection) => self.runtime.block_on(work(connection)),
            None => Err(sqlx::Error::PoolClosed),
        };
        done.map_err(|error| LedgerError::of(&self.path, error))
    }
}

/// Closes in order, so that the write-ahead log is folded into the one file that people copy.
impl Drop for Ledger {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            // A failure here loses nothing: the log stays beside the file and is read at the next start.
            self.runtime.block_on(connection.close()).ok();
        }
    }
}

async fn connect(path: &Path, options: Options) -> Result<SqliteConnection> {
    let said = |error| LedgerError::of(path, error);
    let opened =
        SqliteConnectOptions::new().filename(path).create_if_missing(options.create).busy_timeout(PATIENCE);
    let mut connection = opened.disable_statement_logging().connect().await.map_err(said)?;
    refuse_what_is_not_ours(path, &mut connection).await?;
    prepare(&mut connection, options).await.map_err(said)?;
    migrate(path, &mut connection).await?;
    Ok(connection)
}

/// Reads before anything is written: not even the journal mode of a foreign file changes.
async fn refuse_what_is_not_ours(path: &Path, connection: &mut SqliteConnection) -> Result<()> {
    let said = |error| LedgerError::of(path, error);
    let application: i64 = number(connection, "pragma application_id").await.map_err(said)?;
    let found: i64 = number(connection, "pragma user_version").await.map_err(said)?;
    // A kill between the making of the file and the first migration leaves at most the migrator's own table.
    let objects =
        "select count(*) from sqlite_schema where name not like '%sqlx%' and name not like 'sqlite%'";
    let objects = number(connection, objects).await.map_err(said)?;
    match application {
        APPLICATION_ID if found > FORMAT => {
            Err(LedgerError::Newer { path: path.to_owned(), found, newest: FORMAT })
        }
        APPLICATION_ID => Ok(()),
        0 if objects == 0 => Ok(()),
        _ => Err(LedgerError::Foreign { path: path.to_owned() }),
    }
}

async fn number(connection: &mut SqliteConnection, asked: &'static str) -> sqlx::Result<i64> {
    sqlx::query_scalar(asked).fetch_one(connection).await
}

/// `synchronous=full`: in WAL mode only this makes a commit survive a power cut, and "acknowledged" mean it.
async fn prepare(connection: &mut SqliteConnection, options: Options) -> sqlx::Result<()> {
    let pragmas = "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on";
    sqlx::raw_sql(pragmas).execute(&mut *connection).await?;
    if let Some(pages) = options.max_pages {
        let limit = format!("pragma max_page_count = {pages}");
        sqlx::raw_sql(AssertSqlSafe(limit)).execute(connection).await?;
    }
    Ok(())
}

async fn migrate(path: &Path, connection: &mut SqliteConnection) -> Result<()> {
    let migration = |&(version, name, sql): &(i64, &'static str, &'static str)| {
        Migration::new(version, Cow::Borrowed(name), MigrationType::Simple, sql.into_sql_str(), false)
    };
    let migrator = Migrator::with_migrations(MIGRATIONS.iter().map(migration).collect());
    migrator.run_direct(None, connection, false).await.map_err(|source| match source {
        MigrateError::Execute(source) | MigrateError::ExecuteMigration(source, _) => {
            LedgerError::of(path, source)
        }
        source => LedgerError::Migrate { path: path.to_owned(), source },
    })
}
