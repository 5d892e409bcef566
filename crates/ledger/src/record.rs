//! Writing: one batch, one transaction, idempotent by the hash of a report's bytes.

use crate::chain::{Head, content_hash};
use crate::pack::keep;
use crate::{Ledger, Result};
use jiff::Timestamp;
use sqlx::Connection;
use sqlx::sqlite::SqliteConnection;
use vigie_model::{Account, Claim, Figure, Measure, PartialDate, Reading, ReportId};

/// Something that came to the desk.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    /// Where from, as people know it.
    pub path: &'a str,
    /// What it is.
    pub what: Arrived<'a>,
}

/// What came.
#[derive(Debug, Clone, Copy)]
pub enum Arrived<'a> {
    /// A report, read.
    Read {
        /// Its bytes as they came.
        bytes: &'a [u8],
        /// Its clean text, into which the spans point.
        text: &'a str,
        /// What was read in it.
        reading: &'a Reading,
        /// Which version of the reader read it.
        reader: &'a str,
    },
    /// Bytes that the ledger already has, with a reading of this version: a receipt, nothing else.
    Again(&'a ReportId),
    /// Input that could not be read.
    Unreadable {
        /// Identity of its bytes, where they could be had.
        report: Option<&'a ReportId>,
        /// Why, in words.
        reason: &'a str,
    },
}

/// What became of an arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// A report that the ledger did not have.
    New,
    /// One more receipt of a report that it has.
    Known,
    /// A report that it has, read anew.
    Reread,
    /// Kept out, with the reason.
    Quarantined,
}

impl Ledger {
    /// Whether the report is here with its newest reading by `reader`, so that it need not be read again.
    pub fn knows(&mut self, report: &ReportId, reader: &str) -> Result<bool> {
        let sql = "select reader from readings where report = $1 order by seq desc limit 1";
        let newest: Option<String> =
            self.wait(|connection| sqlx::query_scalar(sql).bind(report.as_str()).fetch_optional(connection))?;
        Ok(newest.as_deref() == Some(reader))
    }

    /// Records a batch, all of it or nothing; on return it is on the disk. `at` is the time of recording.
    pub fn record(&mut self, at: Timestamp, batch: &[Arrival]) -> Result<Vec<Recorded>> {
        self.wait(|connection| record_all(connection, at, batch))
    }
}

async fn record_all(
    connection: &mut SqliteConnection,
    at: Timestamp,
    batch: &[Arrival<'_>],
) -> sqlx::Result<Vec<Recorded>> {
    // Immediate: a second process waits here, and not halfway through with a stale head.
    let mut transaction = connection.begin_with("begin immediate").await?;
    let head = Head::read(&mut transaction).await?;
    let mut scribe = Scribe { connection: &mut transaction, head, at };
    let mut recorded = Vec::with_capacity(batch.len());
    for arrival in batch {
        recorded.push(scribe.arrival(arrival).await?);
    }
    transaction.commit().await?;
    Ok(recorded)
}

/// Writes one batch, entry by entry.
struct Scribe<'c> {
    connection: &'c mut SqliteConnection,
    head: Head,
    at: Timestamp,
}

/// A report as read, on its way to the tables.
struct Fresh<'a> {
    bytes: &'a [u8],
    text: &'a str,
    reading: &'a Reading,
    reader: &'a str,
}

impl Scribe<'_> {
    async fn arrival(&mut self, arrival: &Arrival<'_>) -> sqlx::Result<Recorded> {
        match arrival.what {
            Arrived::Unreadable { report, reason } => self.unreadable(arrival.path, report, reason).await,
            Arrived::Again(report) => {
                self.receipt(report, arrival.path).await?;
                Ok(Recorded::Known)
            }
            Arrived::Read { bytes, text, reading, reader } => {
                self.read(arrival.path, &Fresh { bytes, text, reading, reader }).await
            }
        }
    }

    async fn read(&mut self, path: &str, fresh: &Fresh<'_>) -> sqlx::Result<Recorded> {
        let report = &fresh.reading.report;
        let name: Option<String> = sqlx::query_scalar("select name from reports where id = $1")
            .bind(report.as_str())
            .fetch_optional(&mut *self.connection)
            .await?;
        let known = name.is_some();
        let name = match name {
            Some(name) => name,
            None => self.report(fresh).await?,
        };
        self.receipt(report, path).await?;
        match self.reading(&name, fresh).await? {
            _ if !known => Ok(Recorded::New),
            true => Ok(Recorded::Reread),
            false => Ok(Recorded::Known),
        }
    }

    async fn report(&mut self, fresh: &Fresh<'_>) -> sqlx::Result<String> {
        let report = &fresh.reading.report;
        let name = self.free_name(fresh.reading).await?;
        let bytes = keep(self.connection, fresh.bytes).await?;
        let seq = self.entry("report", report.as_str(), bytes).await?;
        let insert = sqlx::query("insert into reports (seq, id, name, bytes) values ($1, $2, $3, $4)");
        let insert = insert.bind(seq).bind(report.as_str()).bind(&name).bind(&bytes[..]);
        insert.execute(&mut *self.connection).await?;
        Ok(name)
    }

    /// The name that the report gives itself; where another has it, with a piece of its own hash.
    async fn free_name(&mut self, reading: &Reading) -> sqlx::Result<String> {
        let taken = sqlx::query_scalar::<_, i64>("select count(*) from reports where name = $1");
        let taken = taken.bind(&reading.id).fetch_one(&mut *self.connection).await? > 0;
        let digest = reading.report.as_str().trim_start_matches("sha256:");
        let piece: String = digest.chars().take(12).collect();
        Ok(if taken { format!("{}~{piece}", reading.id) } else { reading.id.clone() })
    }

    async fn receipt(&mut self, report: &ReportId, path: &str) -> sqlx::Result<()> {
        let content = content_hash(&[report.as_str().as_bytes(), path.as_bytes()]);
        let seq = self.entry("receipt", report.as_str(), content).await?;
        let insert = sqlx::query("insert into receipts (seq, report, path) values ($1, $2, $3)");
        insert.bind(seq).bind(report.as_str()).bind(path).execute(&mut *self.connection).await?;
        Ok(())
    }

    /// Writes the reading unless the newest one says the same; tells whether it did.
    async fn reading(&mut self, name: &str, fresh: &Fresh<'_>) -> sqlx::Result<bool> {
        // Paths are on the receipts: the same bytes from another folder are the same reading.
        let named = Reading { id: name.to_owned(), path: None, ..fresh.reading.clone() };
        let line = serde_json::to_vec(&named).map_err(|error| sqlx::Error::Encode(Box::new(error)))?;
        let line = keep(self.connection, &line).await?;
        let text = keep(self.connection, fresh.text.as_bytes()).await?;
        if self.newest(&named.report).await? == Some((fresh.reader.to_owned(), line.to_vec())) {
            return Ok(false);
        }
        let content = content_hash(&[fresh.reader.as_bytes(), &text, &line]);
        let seq = self.entry("reading", named.report.as_str(), content).await?;
        self.reading_row(seq, fresh.reader, &named, text, line).await?;
        self.parts(seq, &named).await?;
        Ok(true)
    }

    async fn newest(&mut self, report: &ReportId) -> sqlx::Result<Option<(String, Vec<u8>)>> {
        let sql = "select reader, line from readings where report = $1 order by seq desc limit 1";
        sqlx::query_as(sql).bind(report.as_str()).fetch_optional(&mut *self.connection).await
    }

    async fn reading_row(
        &mut self,
        seq: i64,
        reader: &str,
        reading: &Reading,
        text: [u8; 32],
        line: [u8; 32],
    ) -> sqlx::Result<()> {
        let sql = "insert into readings (seq, report, reader, text, line, source, lang, published) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8)";
        let insert = sqlx::query(sql).bind(seq).bind(reading.report.as_str()).bind(reader);
        let insert = insert.bind(&text[..]).bind(&line[..]).bind(&reading.source).bind(&reading.lang);
        insert.bind(reading.published.map(|at| at.to_string())).execute(&mut *self.connection).await?;
        Ok(())
    }

    async fn parts(&mut self, seq: i64, reading: &Reading) -> sqlx::Result<()> {
        for account in &reading.incidents {
            self.account(seq, account).await?;
        }
        for (ordinal, claim) in (0_i64..).zip(&reading.claims) {
            self.claim(seq, ordinal, claim).await?;
        }
        for measure in &reading.measures {
            self.measure(seq, measure).await?;
        }
        for figure in &reading.figures {
            self.figure(seq, figure).await?;
        }
        Ok(())
    }

    async fn account(&mut self, seq: i64, account: &Account) -> sqlx::Result<()> {
        let sql = "insert into accounts (reading, key, account, event_type, starts, ends, country) \
                   values ($1, $2, $3, $4, $5, $6, $7)";
        let insert = sqlx::query(sql).bind(seq).bind(&account.key).bind(account.account.as_str());
        let days = account.date.bounds();
        let insert = insert.bind(account.event_type.as_str()).bind(days.map(|days| days.0.to_string()));
        let insert = insert.bind(days.map(|days| days.1.to_string())).bind(account.country());
        insert.execute(&mut *self.connection).await.map(drop)
    }

    async fn claim(&mut self, seq: i64, ordinal: i64, claim: &Claim) -> sqlx::Result<()> {
        let sql = "insert into claims (reading, ordinal, claim, about, property, cited, standing, basis, spans) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let spans: Vec<String> =
            claim.spans.iter().map(|span| format!("[{},{}]", span.start, span.end)).collect();
        let insert = sqlx::query(sql).bind(seq).bind(ordinal).bind(claim.id.as_str()).bind(&claim.about);
        let insert = insert.bind(&claim.property).bind(&claim.by).bind(claim.standing.as_str());
        let insert = insert.bind(claim.basis.as_str()).bind(format!("[{}]", spans.join(",")));
        insert.execute(&mut *self.connection).await.map(drop)
    }

    async fn measure(&mut self, seq: i64, measure: &Measure) -> sqlx::Result<()> {
        let sql = "insert into measures (reading, key, kind, status, place, starts, ends) \
                   values ($1, $2, $3, $4, $5, $6, $7)";
        let insert = sqlx::query(sql).bind(seq).bind(&measure.key).bind(measure.kind.as_str());
        let insert = insert.bind(measure.status.as_str()).bind(&measure.place);
        let insert = insert.bind(first_day(measure.from)).bind(last_day(measure.until));
        insert.execute(&mut *self.connection).await.map(drop)
    }

    async fn figure(&mut self, seq: i64, figure: &Figure) -> sqlx::Result<()> {
        let sql = "insert into figures (reading, key, what, value, place, starts, ends) \
                   values ($1, $2, $3, $4, $5, $6, $7)";
        let insert = sqlx::query(sql).bind(seq).bind(&figure.key).bind(&figure.what).bind(figure.value);
        let insert = insert.bind(&figure.place).bind(first_day(figure.from)).bind(last_day(figure.until));
        insert.execute(&mut *self.connection).await.map(drop)
    }

    async fn unreadable(
        &mut self,
        path: &str,
        report: Option<&ReportId>,
        reason: &str,
    ) -> sqlx::Result<Recorded> {
        let known = "select count(*) from quarantine where path = $1 and report is $2 and reason = $3";
        let known =
            sqlx::query_scalar::<_, i64>(known).bind(path).bind(report.map(ReportId::as_str)).bind(reason);
        if known.fetch_one(&mut *self.connection).await? == 0 {
            let subject = report.map_or("", ReportId::as_str);
            let content = content_hash(&[path.as_bytes(), subject.as_bytes(), reason.as_bytes()]);
            let seq = self.entry("quarantine", subject, content).await?;
            let insert =
                sqlx::query("insert into quarantine (seq, path, report, reason) values ($1, $2, $3, $4)");
            let insert = insert.bind(seq).bind(path).bind(report.map(ReportId::as_str)).bind(reason);
            insert.execute(&mut *self.connection).await?;
        }
        Ok(Recorded::Quarantined)
    }

    async fn entry(&mut self, kind: &str, subject: &str, content: [u8; 32]) -> sqlx::Result<i64> {
        self.head.append(self.connection, self.at, kind, subject, content).await
    }
}

fn first_day(date: Option<PartialDate>) -> Option<String> {
    date.and_then(PartialDate::first).map(|day| day.to_string())
}

fn last_day(date: Option<PartialDate>) -> Option<String> {
    date.and_then(PartialDate::last).map(|day| day.to_string())
}
