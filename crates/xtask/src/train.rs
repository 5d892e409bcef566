//! `cargo run -p xtask -- train [STEP…] [--write]`: fits the weights under `data/ontology` to the gold sets. The steps
//! are threads, when, scene, kind and parts; none named is all, in this order.
//!
//! Law: the check part (reports whose number ends in 0 or 5) takes no part. The same repository gives the same
//! bytes: full-batch descent in a fixed number of steps, folds by the hash of the report's id, no chance.

mod columns;
mod gold;
mod logistic;
mod parts;
mod scenes;
mod stories;
mod threads;

use anyhow::Context;
use std::path::{Path, PathBuf};
use vigie_locate::Gazetteer;
use vigie_read::{Lexicon, Tables};

/// Tables of the working tree, so that a fit is seen by the next one.
struct Working(PathBuf);

impl Tables for Working {
    fn table(&self, path: &str) -> Option<std::borrow::Cow<'static, str>> {
        std::fs::read_to_string(self.0.join(path)).ok().map(Into::into)
    }
}

/// Fits and prints the cross-validated shares; `--write` rewrites the tables.
pub fn run(arguments: &[String]) -> anyhow::Result<()> {
    let save = arguments.iter().any(|argument| argument == "--write");
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let gazetteer = Gazetteer::embedded();
    let reports = gold::load(&data.join("../gold"))?;
    println!(
        "{} reports, {} incidents",
        reports.len(),
        reports.iter().map(|r| r.incidents.len()).sum::<usize>()
    );
    // Each step reads with the tables that the ones before it wrote.
    let lexicon = || Lexicon::load(&Working(data.clone()));
    if is_asked(arguments, "threads") {
        threads::fit(lexicon()?, &gazetteer, &reports, save.then_some(data.as_path()))?;
    }
    if is_asked(arguments, "when") {
        stories::fit_when(&lexicon()?, &gazetteer, &reports, save.then_some(data.as_path()))?;
    }
    if is_asked(arguments, "scene") {
        scenes::fit(&lexicon()?, &gazetteer, &reports, &data, save)?;
    }
    if is_asked(arguments, "kind") {
        stories::fit(&lexicon()?, &gazetteer, &reports, &data, save)?;
    }
    if is_asked(arguments, "parts") {
        parts::fit_sides(&lexicon()?, &gazetteer, &reports, save.then_some(data.as_path()))?;
        parts::fit_manner(&lexicon()?, &gazetteer, &reports, &data, save)?;
    }
    Ok(())
}

/// The steps named on the command line, or all.
fn is_asked(arguments: &[String], step: &str) -> bool {
    let mut named = arguments.iter().filter(|argument| !argument.starts_with('-')).peekable();
    named.peek().is_none() || named.any(|name| name == step)
}

/// Writes a table of weights: a header, then rows in byte order.
fn write(data: &Path, name: &str, head: &str, mut rows: Vec<Vec<String>>) -> anyhow::Result<()> {
    rows.sort();
    let mut text = format!("{head}\tnote\n");
    for row in rows {
        text.push_str(&row.join("\t"));
        text.push_str("\t\n");
    }
    let path = data.join("ontology").join(name);
    std::fs::write(&path, text).with_context(|| path.display().to_string())
}
