//! Reading back: reports, their newest readings and texts, the quarantine.

use crate::chain::Head;
use crate::pack::unpack;
use crate::{Ledger, Result};
use jiff::Timestamp;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use vigie_model::{Reading, ReportId};

/// A report's newest reading and the text that its spans point into.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// What was read.
    pub reading: Reading,
    /// Where.
    pub text: String,
}

/// A report as the list of reports shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportCard {
    /// Its name within the ledger.
    pub name: String,
    /// Identity of its bytes.
    pub report: ReportId,
    /// Its size in bytes.
    pub size: u64,
    /// When it first came.
    pub received: Timestamp,
    /// How often it came.
    pub receipts: u32,
    /// Where it first came from.
    pub path: String,
    /// Its newest reading.
    pub reading: Reading,
}

/// Input that was kept out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// Where it came from.
    pub path: String,
    /// Identity of its bytes, where they could be had.
    pub report: Option<ReportId>,
    /// Why.
    pub reason: String,
    /// When.
    pub recorded: Timestamp,
}

impl Ledger {
    /// The newest reading of every report, in the order of the reports' ids, whatever the order they came in;
    /// and the last entry that they take in.
    pub fn stored(&mut self) -> Result<(i64, Vec<Stored>)> {
        let sql = "select p.body, p.size, t.body, t.size, r.line, r.text from readings r \
                   join payloads p on p.hash = r.line join payloads t on t.hash = r.text \
                   where r.seq in (select max(seq) from readings group by report) order by r.report";
        let head = self.head()?;
        let rows = self.wait(|connection| sqlx::query(sql).fetch_all(connection))?;
        let stored: Result<Vec<Stored>> = rows.iter().map(|row| self.stored_row(row)).collect();
        Ok((head, stored?))
    }

    /// The newest reading of the report with this name.
    pub fn stored_by_name(&mut self, name: &str) -> Result<Option<Stored>> {
        let sql = "select p.body, p.size, t.body, t.size, r.line, r.text from reports n \
                   join readings r on r.report = n.id \
                   join payloads p on p.hash = r.line join payloads t on t.hash = r.text \
                   where n.name = $1 order by r.seq desc limit 1";
        let row = self.wait(|connection| sqlx::query(sql).bind(name).fetch_optional(connection))?;
        row.map(|row| self.stored_row(&row)).transpose()
    }

    /// Every report, by name.
    pub fn reports(&mut self) -> Result<Vec<ReportCard>> {
        let sql = "select n.name, n.id, b.size, e.recorded, count(c.seq), \
                   (select path from receipts where report = n.id order by seq limit 1), \
                   p.body, p.size, r.line \
                   from reports n join entries e on e.seq = n.seq join payloads b on b.hash = n.bytes \
                   join receipts c on c.report = n.id \
                   join readings r on r.seq = (select max(seq) from readings where report = n.id) \
                   join payloads p on p.hash = r.line \
                   group by n.id order by n.name";
        let rows = self.wait(|connection| sqlx::query(sql).fetch_all(connection))?;
        rows.iter().map(|row| self.report_card(row)).collect()
    }

    /// What was kept out, in the order it came. What was read in the end is left out.
    pub fn quarantined(&mut self) -> Result<Vec<Quarantined>> {
        let sql = "select q.path, q.report, q.reason, e.recorded from quarantine q join entries e on e.seq = q.seq \
                   where q.report is null or q.report not in (select id from reports) order by q.seq";
        let rows = self.wait(|connection| sqlx::query(sql).fetch_all(connection))?;
        Ok(rows.iter().map(quarantined).collect())
    }

    /// The bytes of a report as they came.
    pub fn bytes(&mut self, report: &ReportId) -> Result<Option<Vec<u8>>> {
        let sql = "select p.body, p.size, p.hash from reports n join payloads p on p.hash = n.bytes where n.id = $1";
        let row =
            self.wait(|connection| sqlx::query(sql).bind(report.as_str()).fetch_optional(connection))?;
        row.map(|row| self.payload(&row, 0, 2)).transpose()
    }

    /// The number of the last entry.
    pub(crate) fn head(&mut self) -> Result<i64> {
        self.wait(async |connection| Head::read(connection).await.map(|head| head.seq()))
    }

    fn stored_row(&self, row: &SqliteRow) -> Result<Stored> {
        let text = String::from_utf8(self.payload(row, 2, 5)?);
        Ok(Stored {
            reading: self.reading(row, 0, 4)?,
            text: text.map_err(|_| self.missing_payload(row.get(5)))?,
        })
    }

    fn report_card(&self, row: &SqliteRow) -> Result<ReportCard> {
        Ok(ReportCard {
            name: row.get(0),
            report: ReportId(row.get(1)),
            size: row.get(2),
            received: timestamp(row.get(3)),
            receipts: row.get(4),
            path: row.get(5),
            reading: self.reading(row, 6, 8)?,
        })
    }

    fn reading(&self, row: &SqliteRow, body: usize, hash: usize) -> Result<Reading> {
        let line = self.payload(row, body, hash)?;
        serde_json::from_slice(&line).map_err(|_| self.missing_payload(row.get(hash)))
    }

    /// A payload whose body stands in column `body` and its size in the next.
    fn payload(&self, row: &SqliteRow, body: usize, hash: usize) -> Result<Vec<u8>> {
        unpack(row.get(body), row.get(body + 1)).ok_or_else(|| self.missing_payload(row.get(hash)))
    }
}

fn quarantined(row: &SqliteRow) -> Quarantined {
    let report: Option<String> = row.get(1);
    Quarantined {
        path: row.get(0),
        report: report.map(ReportId),
        reason: row.get(2),
        recorded: timestamp(row.get(3)),
    }
}

/// Out of range only where the file was tampered with, which `verify` names.
fn timestamp(microseconds: i64) -> Timestamp {
    Timestamp::from_microsecond(microseconds).unwrap_or(Timestamp::MIN)
}
