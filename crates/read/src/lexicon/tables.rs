//! TSV tables: header line, sorted by the first column, no row twice.

use super::Tables;
use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

/// A table could not be taken; names the file and the line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LexiconError {
    /// Neither the desk nor this build has the file.
    #[error("the table data/{path} is missing")]
    Missing {
        /// Path below `data/`.
        path: String,
    },
    /// A row says something that cannot be.
    #[error("data/{path}, line {line}: {why}")]
    Row {
        /// Path below `data/`.
        path: String,
        /// Counted from one, the header included.
        line: usize,
        /// What is wrong with it.
        why: String,
    },
}

/// A table's text and the names of its columns.
pub struct Table {
    path: String,
    text: Cow<'static, str>,
    columns: Vec<String>,
}

/// One row of a table.
pub struct Row<'t> {
    table: &'t Table,
    line: usize,
    cells: Vec<&'t str>,
}

impl Table {
    /// Takes a table from the desk's folder, or from this build.
    pub fn load(tables: &dyn Tables, path: &str) -> Result<Self, LexiconError> {
        let missing = || LexiconError::Missing { path: path.to_owned() };
        let text = tables.table(path).or_else(|| Embedded.table(path)).ok_or_else(missing)?;
        let header = text.lines().find(|line| !is_comment(line)).unwrap_or_default();
        let columns = header.split('\t').map(str::to_owned).collect();
        Ok(Self { path: path.to_owned(), text, columns })
    }

    /// A table of a language. One that is not there has no rows: a young language grows table by table.
    pub fn of_language(tables: &dyn Tables, tag: &str, name: &str) -> Result<Self, LexiconError> {
        let path = format!("lexicon/{tag}/{name}.tsv");
        match Self::load(tables, &path) {
            Err(LexiconError::Missing { .. }) => Ok(Self { path, text: "".into(), columns: Vec::new() }),
            table => table,
        }
    }

    /// The rows, which must be sorted, with no two alike in the columns of `key`.
    pub fn rows<'t>(&'t self, key: &[&str]) -> impl Iterator<Item = Result<Row<'t>, LexiconError>> + 't {
        let columns: Vec<usize> = key.iter().filter_map(|name| self.column(name)).collect();
        let mut previous: Option<Vec<&'t str>> = None;
        let lines = self.text.lines().enumerate().filter(|(_, line)| !is_comment(line)).skip(1);
        lines.map(move |(number, line)| {
            let row = Row { table: self, line: number + 1, cells: line.split('\t').collect() };
            let this: Vec<&str> =
                columns.iter().map(|&at| row.cells.get(at).copied().unwrap_or("")).collect();
            if !this.is_empty() && previous.as_ref().is_some_and(|previous| *previous >= this) {
                return Err(row.wrong(&format!("{this:?} is out of order or stands there twice")));
            }
            previous = Some(this);
            Ok(row)
        })
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }
}

fn is_comment(line: &str) -> bool {
    line.is_empty() || line.starts_with('#')
}

impl<'t> Row<'t> {
    /// The cell of a column, which must be there; empty cells are empty text.
    pub fn get(&self, column: &str) -> Result<&'t str, LexiconError> {
        let at = self.table.column(column).ok_or_else(|| self.wrong(&format!("no column {column:?}")))?;
        self.cells.get(at).copied().ok_or_else(|| self.wrong(&format!("the cell {column:?} is missing")))
    }

    /// The cell of a column, as a value of a closed vocabulary.
    pub fn parse<T>(&self, column: &str) -> Result<T, LexiconError>
    where
        T: FromStr,
        T::Err: Display,
    {
        self.get(column)?.parse().map_err(|why| self.wrong(&why))
    }

    /// An error that names this row.
    pub fn wrong(&self, why: &dyn Display) -> LexiconError {
        LexiconError::Row { path: self.table.path.clone(), line: self.line, why: why.to_string() }
    }
}

/// The tables that came with this build.
pub(super) struct Embedded;

// Path below `data/` and text of every table, in byte order: the build script lists what lies there.
include!(concat!(env!("OUT_DIR"), "/tables.rs"));

impl Tables for Embedded {
    fn table(&self, path: &str) -> Option<Cow<'static, str>> {
        let at = FILES.binary_search_by_key(&path, |(known, _)| known).ok()?;
        Some(Cow::Borrowed(FILES[at].1))
    }
}
