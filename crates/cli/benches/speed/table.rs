//! The figures, for people and as CSV.

use anyhow::Context;
use std::fmt::Write;
use std::path::Path;

/// What a figure is held against.
#[derive(Debug, Clone, Copy)]
pub enum Floor {
    /// Slower is worse.
    AtLeast(f64),
    /// More is worse.
    AtMost(f64),
}

/// One figure.
pub struct Row {
    what: &'static str,
    value: f64,
    unit: &'static str,
    floor: Option<Floor>,
}

impl Row {
    /// A figure with its floor, or one that only informs.
    pub fn new(what: &'static str, value: f64, unit: &'static str, floor: Option<Floor>) -> Self {
        Self { what, value, unit, floor }
    }

    /// On one line.
    pub fn print(&self) {
        let Self { what, value, unit, .. } = self;
        println!("{what:44}{value:>12.2} {unit:6}{:>14}  {}", self.floor_text(), self.verdict());
    }

    fn floor_text(&self) -> String {
        match self.floor {
            Some(Floor::AtLeast(floor)) => format!("≥ {floor}"),
            Some(Floor::AtMost(floor)) => format!("≤ {floor}"),
            None => String::new(),
        }
    }

    fn verdict(&self) -> &'static str {
        let holds = match self.floor {
            Some(Floor::AtLeast(floor)) => self.value >= floor,
            Some(Floor::AtMost(floor)) => self.value <= floor,
            None => return "",
        };
        if holds { "holds" } else { "BELOW" }
    }
}

/// What stands above the rows.
pub fn print_head() {
    println!("{:44}{:>12} {:6}{:>14}", "", "measured", "", "floor");
}

/// `<date>-<machine>.csv` in this folder.
pub fn save(rows: &[Row], folder: &Path) -> anyhow::Result<()> {
    let mut csv = String::from("what,measured,unit,floor\n");
    for row in rows {
        writeln!(csv, "{:?},{:.3},{},{}", row.what, row.value, row.unit, row.floor_text())?;
    }
    std::fs::create_dir_all(folder)?;
    let path = folder.join(format!("{}-{}.csv", jiff::Zoned::now().date(), machine()));
    std::fs::write(&path, csv).with_context(|| path.display().to_string())?;
    println!("saved {}", path.display());
    Ok(())
}

/// The processor's name, where the system tells it.
fn machine() -> String {
    let told = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let named =
        told.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or(std::env::consts::ARCH);
    let letters = named.to_lowercase().replace(|letter: char| !letter.is_ascii_alphanumeric(), " ");
    letters.split_whitespace().collect::<Vec<_>>().join("-")
}
