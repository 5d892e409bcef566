//! The derived incidents: replaced as a whole, found by day, type, box and word.

use crate::{Ledger, LedgerError, Result};
use jiff::civil::Date;
use sqlx::sqlite::SqliteConnection;
use sqlx::{Connection, QueryBuilder, Sqlite};
use vigie_model::{EventType, Incident, SubEventType};

/// An incident on its way into the cache.
#[derive(Debug, Clone, Copy)]
pub struct Derived<'a> {
    /// The incident.
    pub incident: &'a Incident,
    /// What `--text` searches: the words that its reports tell it in.
    pub words: &'a str,
}

/// Which incidents; everything that is `None` lets all through.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Search {
    /// It may have been on this day or later.
    pub since: Option<Date>,
    /// It may have been on this day or earlier.
    pub until: Option<Date>,
    /// ACLED type.
    pub event_type: Option<EventType>,
    /// ACLED sub-type.
    pub sub_event_type: Option<SubEventType>,
    /// West, south, east, north in degrees; a box whose west is greater than its east crosses the date line.
    pub bbox: Option<[f64; 4]>,
    /// All of these words, accents and case aside; `"in quotes"` as a phrase, `pre*` as a beginning.
    pub text: Option<String>,
}

impl Ledger {
    /// Whether entries came, or another version made the incidents, since they were last made.
    pub fn incidents_are_stale(&mut self, maker: &str) -> Result<bool> {
        let head = self.head()?;
        let sql = "select covers, maker from cache";
        let (covers, made_by): (i64, String) =
            self.wait(|connection| sqlx::query_as(sql).fetch_one(connection))?;
        Ok(covers != head || made_by != maker)
    }

    /// Puts these in the place of all incidents. `covers` is the last entry they take in, from [`Ledger::stored`];
    /// `maker` says what made them.
    pub fn replace_incidents(&mut self, covers: i64, maker: &str, incidents: &[Derived]) -> Result<()> {
        self.wait(|connection| replace(connection, covers, maker, incidents))
    }

    /// Those that match, by first day, then id; those without a day last.
    pub fn incidents(&mut self, search: &Search) -> Result<Vec<Incident>> {
        let mut query = QueryBuilder::<Sqlite>::new("select line from incidents where true");
        narrow(&mut query, search);
        query.push(" order by starts is null, starts, id");
        let lines: Vec<String> = self.wait(|connection| query.build_query_scalar().fetch_all(connection))?;
        lines.iter().map(|line| self.parse(line)).collect()
    }

    /// All incidents whose id, now or formerly, is this or begins with it.
    pub fn incidents_by_id(&mut self, id: &str) -> Result<Vec<Incident>> {
        let sql = "select line from incidents where substr(id, 1, length($1)) = $1 \
                   or id in (select id from former_ids where substr(former, 1, length($1)) = $1) order by id";
        let lines: Vec<String> =
            self.wait(|connection| sqlx::query_scalar(sql).bind(id).fetch_all(connection))?;
        lines.iter().map(|line| self.parse(line)).collect()
    }

    fn parse(&self, line: &str) -> Result<Incident> {
        let damaged = |error| LedgerError::damaged(&self.path, format!("an incident in its cache: {error}"));
        serde_json::from_str(line).map_err(damaged)
    }
}

fn narrow(query: &mut QueryBuilder<Sqlite>, search: &Search) {
    if let Some(since) = search.since {
        query.push(" and ends >= ").push_bind(since.to_string());
    }
    if let Some(until) = search.until {
        query.push(" and starts <= ").push_bind(until.to_string());
    }
    if let Some(event_type) = search.event_type {
        query.push(" and event_type = ").push_bind(event_type.as_str());
    }
    if let Some(sub_type) = search.sub_event_type {
        query.push(" and sub_type = ").push_bind(sub_type.as_str());
    }
    if let Some(bbox) = search.bbox {
        within(query, bbox);
    }
    if let Some(text) = search.text.as_deref().map(fts_query) {
        query.push(" and row in (select rowid from incident_words where incident_words match ");
        query.push_bind(text).push(")");
    }
}

/// The box index holds 32-bit floats, rounded outwards: a hair too many, never one too few.
fn within(query: &mut QueryBuilder<Sqlite>, [west, south, east, north]: [f64; 4]) {
    query.push(" and row in (select row from incident_box where north >= ").push_bind(south);
    query.push(" and south <= ").push_bind(north);
    query.push(" and (east >= ").push_bind(west);
    query.push(if west <= east { " and " } else { " or " });
    query.push("west <= ").push_bind(east).push("))");
}

/// Every word quoted, so that no word of a person is an operator of FTS5.
fn fts_query(text: &str) -> String {
    let mut terms = Vec::new();
    for (index, part) in text.split('"').enumerate() {
        match index % 2 {
            1 if !part.trim().is_empty() => terms.push(format!("\"{part}\"")),
            1 => {}
            _ => terms.extend(part.split_whitespace().map(fts_term)),
        }
    }
    if terms.is_empty() { "\"\"".to_owned() } else { terms.join(" ") }
}

fn fts_term(word: &str) -> String {
    match word.strip_suffix('*') {
        Some(beginning) if !beginning.is_empty() => format!("\"{beginning}\"*"),
        _ => format!("\"{word}\""),
    }
}

async fn replace(
    connection: &mut SqliteConnection,
    covers: i64,
    maker: &str,
    incidents: &[Derived<'_>],
) -> sqlx::Result<()> {
    let mut transaction = connection.begin_with("begin immediate").await?;
    clear(&mut transaction).await?;
    for (row, derived) in (1_i64..).zip(incidents) {
        insert(&mut transaction, row, derived).await?;
    }
    let done = sqlx::query("update cache set covers = $1, maker = $2").bind(covers).bind(maker);
    done.execute(&mut *transaction).await?;
    transaction.commit().await
}

async fn clear(connection: &mut SqliteConnection) -> sqlx::Result<()> {
    let all = "delete from incidents; delete from former_ids; delete from incident_box; \
               insert into incident_words (incident_words) values ('delete-all')";
    sqlx::raw_sql(all).execute(connection).await.map(drop)
}

async fn insert(connection: &mut SqliteConnection, row: i64, derived: &Derived<'_>) -> sqlx::Result<()> {
    let incident = derived.incident;
    let line = serde_json::to_string(incident).map_err(|error| sqlx::Error::Encode(Box::new(error)))?;
    let days = incident.date.bounds();
    let sql = "insert into incidents (row, id, event_type, sub_type, starts, ends, line) \
               values ($1, $2, $3, $4, $5, $6, $7)";
    let insert = sqlx::query(sql).bind(row).bind(incident.id.as_str()).bind(incident.event_type.as_str());
    let insert = insert.bind(incident.sub_event_type.as_str()).bind(days.map(|days| days.0.to_string()));
    insert.bind(days.map(|days| days.1.to_string())).bind(line).execute(&mut *connection).await?;
    index(connection, row, derived).await
}

async fn index(connection: &mut SqliteConnection, row: i64, derived: &Derived<'_>) -> sqlx::Result<()> {
    for former in &derived.incident.former_ids {
        let sql = "insert into former_ids (former, id) values ($1, $2) on conflict (former) do nothing";
        let insert = sqlx::query(sql).bind(former.as_str()).bind(derived.incident.id.as_str());
        insert.execute(&mut *connection).await?;
    }
    if let Some([latitude, longitude]) = derived.incident.point {
        let sql = "insert into incident_box (row, west, east, south, north) values ($1, $2, $2, $3, $3)";
        sqlx::query(sql).bind(row).bind(longitude).bind(latitude).execute(&mut *connection).await?;
    }
    let words = sqlx::query("insert into incident_words (rowid, words) values ($1, $2)");
    words.bind(row).bind(derived.words).execute(connection).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_an_operator() {
        assert_eq!(fts_query("Ménaka OR mil*"), "\"Ménaka\" \"OR\" \"mil\"*");
        assert_eq!(fts_query("\"river crossing\" curfew"), "\"river crossing\" \"curfew\"");
        assert_eq!(fts_query("  "), "\"\"");
        assert_eq!(fts_query("*"), "\"*\"");
    }
}
