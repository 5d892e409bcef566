//! Speed and memory beside their floors: `cargo bench -p vigie`, or `just bench`.
//!
//! Law: it measures and fails nothing, for a slow machine is not an error. One thread; medians. What is told
//! of a child process is measured first, while this process is small: a child inherits its parent's peak.

#[path = "../../src/pipeline.rs"]
#[allow(dead_code, reason = "the command uses all of it")]
mod pipeline;

mod child;
mod inner;
mod quiet;
mod table;

use mimalloc::MiMalloc;
use std::path::{Path, PathBuf};
use table::Row;

/// As in the command.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> anyhow::Result<()> {
    let save = std::env::args().any(|argument| argument == "--save");
    let mut rows = child::rows()?;
    table::print_head();
    rows.iter().for_each(Row::print);
    for measure in [inner::gate, inner::gold, inner::incident_free] {
        for row in measure()? {
            row.print();
            rows.push(row);
        }
    }
    if save { table::save(&rows, &root().join("bench/results")) } else { Ok(()) }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The middle one of `runs` measurements.
fn median(runs: usize, mut measure: impl FnMut() -> anyhow::Result<f64>) -> anyhow::Result<f64> {
    let mut taken: Vec<f64> = (0..runs).map(|_| measure()).collect::<anyhow::Result<_>>()?;
    taken.sort_by(f64::total_cmp);
    taken.get(taken.len() / 2).copied().ok_or_else(|| anyhow::anyhow!("nothing was measured"))
}
