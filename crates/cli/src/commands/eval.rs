//! `vigie eval`

use crate::pipeline::{Pipeline, Read};
use crate::{Global, Outcome};
use anyhow::Context;
use serde::Serialize;
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use vigie_acquire::RawReport;
use vigie_eval::{Gold, Part, Score, read_json_lines, score};
use vigie_fuse::{Told, fuse_with};

/// Score readings and incidents against gold sets
///
/// Without --readings it reads the texts of the gold sets itself and fuses what it read.
/// Examples: `vigie eval gold/dev,gold/dev_en,gold/dev_fr` · `vigie eval gold/dev --part open --errors`
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders of `<id>.txt`, `<id>.json` and `clusters.json`; several, with commas, are one inflow.
    #[arg(required = true, value_name = "GOLD", value_delimiter = ',')]
    gold: Vec<PathBuf>,
    /// Readings to score, one a line, instead of our own.
    #[arg(long, value_name = "FILE")]
    readings: Option<PathBuf>,
    /// Incidents to score, one a line; their members name accounts of the readings.
    #[arg(long, value_name = "FILE")]
    incidents: Option<PathBuf>,
    /// Only reports whose number ends in 0 or 5 (check), or only the others (open).
    #[arg(long, value_enum)]
    part: Option<PartName>,
    /// Say what was missed, invented or half right; never of the check part.
    #[arg(long)]
    errors: bool,
    /// Write the scores there as well, with every digit.
    #[arg(long, value_name = "OUT")]
    json: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum PartName {
    Open,
    Check,
}

pub fn run(global: &Global, args: &Args) -> anyhow::Result<Outcome> {
    let gold = Gold::open(&args.gold, args.part.map(part))?;
    let (readings, incidents) = to_score(global, args, &gold)?;
    let score = score(&gold, &readings, incidents.as_deref(), args.errors)?;
    print(&score)?;
    if let Some(path) = &args.json {
        write_json(&score, path)?;
    }
    Ok(Outcome::Done)
}

fn part(name: PartName) -> Part {
    match name {
        PartName::Open => Part::Open,
        PartName::Check => Part::Check,
    }
}

type Lines = Vec<Value>;

fn to_score(global: &Global, args: &Args, gold: &Gold) -> anyhow::Result<(Lines, Option<Lines>)> {
    let given = args.incidents.as_deref().map(read_json_lines).transpose()?;
    match &args.readings {
        Some(path) => Ok((read_json_lines(path)?, given)),
        None => {
            let (readings, fused) = read_and_fuse(global, gold)?;
            Ok((readings, given.or(Some(fused))))
        }
    }
}

/// The gold's own texts, read and fused by this build.
fn read_and_fuse(global: &Global, gold: &Gold) -> anyhow::Result<(Lines, Lines)> {
    let pipeline = Pipeline::new(global.data.as_deref())?;
    let read: Vec<Read> = gold
        .texts()
        .iter()
        .map(|(id, path)| read_text(&pipeline, id, path))
        .collect::<anyhow::Result<_>>()?;
    let told: Vec<Told<'_>> =
        read.iter().map(|read| Told { reading: &read.reading, text: Some(&read.document.text) }).collect();
    let readings = lines(read.iter().map(|read| &read.reading))?;
    let incidents = fuse_with(&super::fuse::tables(global.data.as_deref())?, &told);
    Ok((readings, lines(incidents.iter())?))
}

fn read_text(pipeline: &Pipeline, id: &str, path: &Path) -> anyhow::Result<Read> {
    let name = || path.display().to_string();
    let bytes = std::fs::read(path).with_context(name)?;
    let raw = RawReport { path: name(), stem: id.to_owned(), bytes, extension: Some("txt".to_owned()) };
    let mut read = pipeline.read(&raw).with_context(name)?;
    read.reading.id = id.to_owned();
    Ok(read)
}

fn lines<'a, T: Serialize + 'a>(values: impl Iterator<Item = &'a T>) -> anyhow::Result<Lines> {
    Ok(values.map(serde_json::to_value).collect::<Result<_, _>>()?)
}

fn print(score: &Score) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in &score.errors {
        writeln!(out, "{line}")?;
    }
    write!(out, "{score}")?;
    out.flush()
}

fn write_json(score: &Score, path: &Path) -> anyhow::Result<()> {
    let json = score.to_json()?;
    std::fs::write(path, json).with_context(|| format!("cannot write {}", path.display()))
}
