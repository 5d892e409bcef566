//! Rows and columns: for people as a table, for programs as CSV or JSON lines, from one list of cells.

use crate::Global;
use crate::output;
use anstyle::{AnsiColor, Style};
use comfy_table::{Attribute, Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, presets};
use serde_json::Value;
use std::io::Write;

/// How a list is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Table,
    /// One row a line, a header first.
    Csv,
    /// One object a line; internal: it may quote reports.
    Jsonl,
}

/// A list: the names of its columns, and its rows.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    columns: Vec<&'static str>,
    rows: Vec<Vec<Value>>,
}

impl Sheet {
    /// No rows yet.
    pub fn new(columns: &[&'static str]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// One more row, with a cell a column.
    pub fn push(&mut self, row: Vec<Value>) {
        self.rows.push(row);
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Prints it.
    pub fn print(&self, global: &Global, format: Format) -> anyhow::Result<()> {
        let mut out = output::open(global)?;
        match format {
            Format::Table => writeln!(out, "{}", self.table(output::width(global)).trim_fmt())?,
            Format::Csv => self.csv(&mut out)?,
            Format::Jsonl => self.jsonl(&mut out)?,
        }
        out.flush()?;
        Ok(())
    }

    /// The objects of its rows.
    pub fn objects(&self) -> impl Iterator<Item = Value> {
        self.rows.iter().map(|row| {
            Value::Object(self.columns.iter().map(|name| name.to_string()).zip(row.iter().cloned()).collect())
        })
    }

    fn table(&self, width: usize) -> Table {
        let mut table = plain_table(width);
        table.set_header(
            self.columns.iter().map(|name| Cell::new(name.replace('_', " ")).add_attribute(Attribute::Bold)),
        );
        for row in &self.rows {
            table.add_row(row.iter().map(cell));
        }
        arrange(&mut table, 0);
        table
    }

    fn csv(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(&self.columns)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(text))?;
        }
        writer.flush()?;
        Ok(())
    }

    fn jsonl(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        for object in self.objects() {
            writeln!(out, "{object}")?;
        }
        Ok(())
    }
}

/// A table without lines, columns two blanks apart, wrapped to the width.
pub fn plain_table(width: usize) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX)).enforce_styling();
    table
}

/// What is narrow stays whole, so that only long texts wrap; `indent` blanks before the first column.
pub fn arrange(table: &mut Table, indent: u16) {
    let widths = table.column_max_content_widths();
    for (column, width) in table.column_iter_mut().zip(widths) {
        let first = column.index == 0;
        column.set_padding((if first { indent } else { 0 }, 2));
        if width <= NARROW {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
}

/// A day, an id, a number with its range.
const NARROW: u16 = 15;

fn cell(value: &Value) -> Cell {
    let cell = Cell::new(text(value));
    if value.is_number() { cell.set_alignment(CellAlignment::Right) } else { cell }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

/// A heading.
pub const HEADING: Style = Style::new().bold();
/// What people look for first: a place, a toll.
pub const STRONG: Style = Style::new().bold();
/// What stands behind.
pub const FAINT: Style = Style::new().dimmed();
/// Disagreement, doubt.
pub const DOUBT: Style = AnsiColor::Yellow.on_default();
/// In force, alarming.
pub const ALARM: Style = AnsiColor::Red.on_default().bold();
/// Settled, over.
pub const CALM: Style = AnsiColor::Green.on_default();
/// An id to type.
pub const NAME: Style = AnsiColor::Cyan.on_default();

/// The text in that style.
pub fn paint(style: Style, text: impl std::fmt::Display) -> String {
    format!("{style}{text}{style:#}")
}
