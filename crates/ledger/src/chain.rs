//! The chain: one entry for each thing recorded, each holding the hash of the one before.
//!
//! Law: an entry's hash is SHA-256 over its sequence number, time, kind, subject, content hash and the
//! previous entry's hash, each framed by its length as eight little-endian bytes. Anyone can check it from an
//! export; a change here breaks every ledger ever written.

use crate::{Ledger, LedgerError, Result};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

/// What the first entry holds in place of a previous hash.
const GENESIS: [u8; 32] = [0; 32];

/// What [`Ledger::verify`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// How many entries were checked, and payloads with them.
    pub entries: u64,
    /// What is wrong, first breach first; empty where all is whole.
    pub breaches: Vec<String>,
}

/// The end of the chain, to which a batch adds.
pub(crate) struct Head {
    seq: i64,
    recorded: i64,
    hash: [u8; 32],
}

impl Head {
    /// The last entry, read within the caller's transaction.
    pub(crate) async fn read(connection: &mut SqliteConnection) -> sqlx::Result<Self> {
        let last = sqlx::query("select seq, recorded, hash from entries order by seq desc limit 1");
        match last.fetch_optional(connection).await? {
            Some(row) => Ok(Self { seq: row.get(0), recorded: row.get(1), hash: bytes32(&row, 2) }),
            None => Ok(Self { seq: 0, recorded: i64::MIN, hash: GENESIS }),
        }
    }

    /// The last entry's number; 0 where there is none.
    pub(crate) fn seq(&self) -> i64 {
        self.seq
    }

    /// Adds one entry and gives its number. A clock that was set back does not turn the order around.
    pub(crate) async fn append(
        &mut self,
        connection: &mut SqliteConnection,
        at: Timestamp,
        kind: &str,
        subject: &str,
        content: [u8; 32],
    ) -> sqlx::Result<i64> {
        let (seq, recorded) = (self.seq + 1, at.as_microsecond().max(self.recorded));
        let hash = entry_hash(seq, recorded, kind, subject, &content, &self.hash);
        let sql = "insert into entries (seq, recorded, kind, subject, content, previous, hash) \
                   values ($1, $2, $3, $4, $5, $6, $7)";
        let insert = sqlx::query(sql).bind(seq).bind(recorded).bind(kind).bind(subject);
        insert.bind(&content[..]).bind(&self.hash[..]).bind(&hash[..]).execute(connection).await?;
        *self = Self { seq, recorded, hash };
        Ok(seq)
    }
}

impl Ledger {
    /// Checks every entry's hash and link, and that every payload is what its hash says.
    pub fn verify(&mut self) -> Result<Verdict> {
        let sql = "select seq, recorded, kind, subject, content, previous, hash from entries order by seq";
        let entries = self.wait(|connection| sqlx::query(sql).fetch_all(connection))?;
        let mut breaches = broken_links(&entries);
        breaches.extend(self.broken_payloads()?);
        Ok(Verdict { entries: entries.len() as u64, breaches })
    }

    fn broken_payloads(&mut self) -> Result<Vec<String>> {
        let rows = self.wait(|connection| {
            sqlx::query("select hash, body, size from payloads order by hash").fetch_all(connection)
        })?;
        let wrong = rows.iter().filter(|row| {
            let unpacked = crate::pack::unpack(row.get(1), row.get(2));
            unpacked.is_none_or(|bytes| Sha256::digest(&bytes)[..] != bytes32(row, 0))
        });
        Ok(wrong.map(|row| format!("payload {} is not what its hash says", hex(&bytes32(row, 0)))).collect())
    }

    /// Stops at a payload that is gone or damaged.
    pub(crate) fn missing_payload(&self, hash: &[u8]) -> LedgerError {
        LedgerError::damaged(&self.path, format!("payload {} is missing or unreadable", hex(hash)))
    }
}

fn broken_links(entries: &[SqliteRow]) -> Vec<String> {
    let (mut previous, mut expected, mut recorded) = (GENESIS, 1, i64::MIN);
    let mut breaches = Vec::new();
    for row in entries {
        let (seq, at): (i64, i64) = (row.get(0), row.get(1));
        let hash = entry_hash(seq, at, row.get(2), row.get(3), &bytes32(row, 4), &bytes32(row, 5));
        let whole =
            seq == expected && at >= recorded && bytes32(row, 5) == previous && bytes32(row, 6) == hash;
        if !whole {
            breaches.push(format!("entry {seq} is not what was written"));
        }
        (previous, expected, recorded) = (bytes32(row, 6), seq + 1, at);
    }
    breaches
}

fn entry_hash(
    seq: i64,
    recorded: i64,
    kind: &str,
    subject: &str,
    content: &[u8],
    previous: &[u8],
) -> [u8; 32] {
    let (seq, recorded) = (seq.to_le_bytes(), recorded.to_le_bytes());
    content_hash(&[&seq, &recorded, kind.as_bytes(), subject.as_bytes(), content, previous])
}

/// SHA-256 over length-framed parts, so that no two lists of parts run together.
pub(crate) fn content_hash(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// A hash column; all zeros where it has not 32 bytes, which no hash matches.
fn bytes32(row: &SqliteRow, column: usize) -> [u8; 32] {
    let bytes: &[u8] = row.get(column);
    bytes.try_into().unwrap_or_default()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
