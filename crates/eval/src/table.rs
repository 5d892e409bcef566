//! The table, as text and as JSON.

use crate::notation;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Number;
use std::fmt;

/// The scores of one reader on one gold.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// Reports in the gold.
    pub reports: usize,
    /// Of these, how many were read.
    pub read: usize,
    /// What is found or missed, one row a field.
    pub fields: Vec<(String, Cell)>,
    /// What is right or wrong of the incidents found.
    pub rates: Vec<(String, Cell)>,
    /// How well accounts were linked and settled.
    pub fusion: Option<Vec<(String, Cell)>>,
    /// What was missed, invented or half right, a line each; empty unless asked for.
    pub errors: Vec<String>,
}

/// One row's numbers.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// Found or missed.
    F1 {
        /// Share of what was found that is true.
        precision: f64,
        /// Share of what is true that was found.
        recall: f64,
        /// Their harmonic mean.
        f1: f64,
        /// True things.
        n: usize,
    },
    /// Right or wrong.
    Share {
        /// Share of the right.
        accuracy: f64,
        /// Asked.
        n: usize,
    },
    /// A plain number, such as a median.
    Value {
        /// The number as it came.
        value: Number,
        /// Over so many.
        n: usize,
    },
}

impl Score {
    /// The JSON form, which holds every digit.
    pub fn to_json(&self) -> serde_json::Result<String> {
        notation::json(self)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} reports, {} of them read", self.reports, self.read)?;
        writeln!(f, "{:44}{:>7}{:>7}{:>7}{:>6}", "", "P", "R", "F1", "n")?;
        for (name, cell) in self.fields.iter().chain(&self.rates) {
            writeln!(f, "{name:44}{cell}")?;
        }
        for (name, cell) in self.fusion.iter().flatten() {
            writeln!(f, "{:44}{cell}", format!("fusion: {name}"))?;
        }
        Ok(())
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::F1 { precision, recall, f1, n } => write!(f, "{precision:7.3}{recall:7.3}{f1:7.3}{n:6}"),
            Cell::Share { accuracy, n } => write!(f, "{:14}{accuracy:7.3}{n:6}", ""),
            Cell::Value { value, n } => write!(f, "{:14}{:7.3}{n:6}", "", value.as_f64().unwrap_or(0.0)),
        }
    }
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("reports", &self.reports)?;
        map.serialize_entry("read", &self.read)?;
        map.serialize_entry("fields", &Rows(&self.fields))?;
        map.serialize_entry("rates", &Rows(&self.rates))?;
        if let Some(fusion) = &self.fusion {
            map.serialize_entry("fusion", &Rows(fusion))?;
        }
        map.end()
    }
}

struct Rows<'a>(&'a [(String, Cell)]);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, cell)| (name, cell)))
    }
}
