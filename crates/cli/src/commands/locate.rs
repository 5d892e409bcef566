//! `vigie locate`

use crate::{Global, Outcome};
use anyhow::Context;
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use vigie_locate::{Explained, Explanation, Gazetteer, explain};

/// Places named in a text, with candidates and reasons
///
/// Prints every name that the gazetteer knows in the country that the text speaks of, what it may stand for, how
/// well each fits, and why. The first candidate is the one that a reading takes; a name without one is put at
/// the finest admin unit that the report names.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  vigie locate \"Attack near Djibo, in the Soum province of Burkina Faso\"\n  \
    vigie locate report.html --format json"
)]
pub struct Args {
    /// A text, a file, or - for standard input.
    #[arg(value_name = "TEXT|FILE")]
    input: String,
    /// How to print it.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One JSON array.
    Json,
}

pub fn run(_global: &Global, args: &Args) -> anyhow::Result<Outcome> {
    let bytes = bytes_of(&args.input)?;
    let document = vigie_clean::clean(&bytes, &vigie_clean::Hints::default())
        .with_context(|| format!("cannot read {}", shortened(&args.input)))?;
    let found = explain(&Gazetteer::embedded(), &document);
    let mut out = anstream::stdout().lock();
    match args.format {
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(&as_json(&found))?)?,
        Format::Text => found.iter().try_for_each(|name| write_name(&mut out, name))?,
    }
    if found.is_empty() && args.format == Format::Text {
        anstream::eprintln!("no name in this text is in the gazetteer");
    }
    Ok(Outcome::Done)
}

/// What stands in the file of this name, or the words themselves.
fn bytes_of(input: &str) -> anyhow::Result<Vec<u8>> {
    if input == "-" {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes)
            .context("cannot read standard input")?;
        return Ok(bytes);
    }
    if input.len() < 4096 && Path::new(input).is_file() {
        return std::fs::read(input).with_context(|| format!("cannot read {input}"));
    }
    Ok(input.as_bytes().to_vec())
}

fn shortened(input: &str) -> String {
    input.chars().take(60).collect()
}

fn write_name(out: &mut impl Write, name: &Explained) -> std::io::Result<()> {
    let bold = anstyle::Style::new().bold();
    let country = name.country.as_deref().unwrap_or("country not said");
    writeln!(out, "{bold}{}{bold:#}  {} · {country}", name.name, name.kind)?;
    if !name.candidates.iter().any(|candidate| candidate.is_taken) {
        writeln!(out, "  not taken for any entry: it would be put at the finest unit that the report names")?;
    }
    name.candidates.iter().try_for_each(|candidate| write_candidate(out, candidate))
}

fn write_candidate(out: &mut impl Write, candidate: &Explanation) -> std::io::Result<()> {
    let units = [candidate.admin2, candidate.admin1, candidate.country.as_deref()];
    let within: Vec<&str> = units.into_iter().flatten().collect();
    let mark = if candidate.is_taken { "+" } else { "-" };
    write!(
        out,
        "  {mark} {:5.2}  {} ({}), {}",
        candidate.score,
        candidate.name,
        candidate.kind,
        within.join(", ")
    )?;
    if let Some([lat, lon]) = candidate.point {
        write!(out, "  {lat:.3}, {lon:.3} ± {:.0} km", candidate.radius_km)?;
    }
    writeln!(out, "\n           {}", candidate.reasons.join("; "))
}

fn as_json(found: &[Explained]) -> Value {
    found.iter().map(name_as_json).collect()
}

fn name_as_json(name: &Explained) -> Value {
    json!({
        "name": name.name, "kind": name.kind, "span": name.span, "country": name.country,
        "candidates": name.candidates.iter().map(candidate_as_json).collect::<Vec<_>>(),
    })
}

fn candidate_as_json(candidate: &Explanation) -> Value {
    json!({
        "name": candidate.name, "kind": candidate.kind, "country": candidate.country, "admin1": candidate.admin1,
        "admin2": candidate.admin2, "point": candidate.point, "radius_km": candidate.radius_km,
        "score": (candidate.score * 1000.0).round() / 1000.0, "taken": candidate.is_taken, "reasons": candidate.reasons,
    })
}
