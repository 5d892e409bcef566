//! Tab-separated tables with a header line; lines that start with `#` are for people.

use anyhow::{Context, Result, ensure};
use std::path::Path;

/// A table in memory.
pub struct Table {
    name: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Row numbers.
    pub fn rows(&self) -> std::ops::Range<usize> {
        0..self.rows.len()
    }

    /// The cell, trimmed; empty where the row is short.
    pub fn get(&self, row: usize, column: &str) -> Result<&str> {
        let at = self.columns.iter().position(|name| name == column);
        let at = at.with_context(|| format!("{}: no column {column}", self.name))?;
        Ok(self.rows[row].get(at).map_or("", |cell| cell.trim()))
    }

    /// The parts of a cell between bars.
    pub fn list(&self, row: usize, column: &str) -> Result<Vec<&str>> {
        Ok(self.get(row, column)?.split('|').map(str::trim).filter(|part| !part.is_empty()).collect())
    }

    /// The cell as a number; where it is wrong the table and the row are named.
    pub fn number(&self, row: usize, column: &str) -> Result<f64> {
        let cell = self.get(row, column)?;
        cell.parse().with_context(|| format!("{}, row {}: {column} is {cell:?}", self.name, row + 1))
    }
}

/// Reads a hand-made table; a row that stands twice is refused.
pub fn read_table(path: &Path) -> Result<Table> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<_>>();
    let columns = cells(lines.next().with_context(|| format!("{} is empty", path.display()))?);
    let rows: Vec<Vec<String>> = lines.map(cells).collect();
    for (at, row) in rows.iter().enumerate() {
        ensure!(row.len() <= columns.len(), "{}, row {}: too many cells", path.display(), at + 1);
        ensure!(!rows[..at].contains(row), "{}: {row:?} stands twice", path.display());
    }
    Ok(Table { name: path.display().to_string(), columns, rows })
}

/// Reads an intermediate table without a header, line by line.
pub fn read_lines(path: &Path) -> Result<Vec<Vec<String>>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}
