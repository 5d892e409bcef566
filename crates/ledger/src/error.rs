//! Why the ledger could not do what it was asked; each names the file and the way out.

use std::path::{Path, PathBuf};

/// What the ledger's functions return.
pub type Result<T, E = LedgerError> = std::result::Result<T, E>;

/// Why the ledger could not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// Nothing is there.
    #[error("there is no ledger at {}; `vigie ingest PATH…` makes one", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A file that someone else made.
    #[error("{} is not a Vigie ledger; it was left as it is (name another with --ledger)", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// Made by a later Vigie.
    #[error("the ledger {} has format {found}; this build reads up to {newest}: use a newer vigie", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest that this build knows.
        newest: i64,
    },
    /// No room left.
    #[error("the disk is full: the ledger {} cannot grow. What was acknowledged is kept; \
             make room and run the same command again", path.display())]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// Another process writes.
    #[error("the ledger {} is being written by another process; try again when it is done", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The file or its folder may not be written.
    #[error("the ledger {} cannot be written: check the rights of the file and of its folder", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The file or its folder could not be opened.
    #[error("the ledger {} cannot be opened", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: sqlx::Error,
    },
    /// The file is damaged.
    #[error("the ledger {} is damaged: {what}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// A migration failed.
    #[error("the ledger {} could not be brought to this build's format", path.display())]
    Migrate {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: sqlx::migrate::MigrateError,
    },
    /// Anything else that SQLite says.
    #[error("the ledger {} could not be asked", path.display())]
    Sql {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: sqlx::Error,
    },
    /// The machine gives no runtime to work in.
    #[error("the ledger could not start its runtime")]
    Runtime(#[source] std::io::Error),
}

impl LedgerError {
    /// The error that SQLite's own code means to a person.
    pub(crate) fn of(path: &Path, source: sqlx::Error) -> Self {
        let path = path.to_owned();
        match primary_code(&source) {
            Some(SQLITE_BUSY | SQLITE_LOCKED) => Self::Busy { path },
            Some(SQLITE_READONLY) => Self::ReadOnly { path },
            Some(SQLITE_FULL) => Self::DiskFull { path },
            Some(SQLITE_CANTOPEN) => Self::Open { path, source },
            Some(SQLITE_CORRUPT) => Self::Damaged { path, what: source.to_string() },
            Some(SQLITE_NOTADB) => Self::Foreign { path },
            _ => Self::Sql { path, source },
        }
    }

    pub(crate) fn damaged(path: &Path, what: impl Into<String>) -> Self {
        Self::Damaged { path: path.to_owned(), what: what.into() }
    }
}

// https://www.sqlite.org/rescode.html
const SQLITE_BUSY: u32 = 5;
const SQLITE_LOCKED: u32 = 6;
const SQLITE_READONLY: u32 = 8;
const SQLITE_CORRUPT: u32 = 11;
const SQLITE_FULL: u32 = 13;
const SQLITE_CANTOPEN: u32 = 14;
const SQLITE_NOTADB: u32 = 26;

/// The low byte of an extended code is the primary one.
fn primary_code(error: &sqlx::Error) -> Option<u32> {
    let code: u32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}
