//! `vigie stats`: incidents counted, with the range of their tolls.

use crate::commands::figures::{Cited, cited};
use crate::desk::Shelf;
use crate::output::{many, say};
use crate::pipeline::Pipeline;
use crate::sheet::{DOUBT, FAINT, HEADING, STRONG, Sheet, arrange, paint, plain_table};
use crate::{Global, Outcome, desk, output, sheet};
use anyhow::ensure;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::io::Write;
use vigie_analyse::{Dimension, Group, Sum, tabulate};
use vigie_ledger::Search;
use vigie_model::Incident;

/// Count incidents, with the range of their tolls
///
/// Counts are of what was ingested. An incident whose toll is not stated is counted as an incident and adds
/// nothing to a toll. Figures that reports cite for an area and a period stand below, beside the ledger's own
/// count for the same.
///
/// Examples: `vigie stats --by admin1,month,type` · `vigie stats --by country --since 2026-01-01 --format csv`
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to count by: country, admin1, admin2, year, month, day, type, subtype, actor, target, status.
    #[arg(long, value_name = "DIM,…", value_delimiter = ',', default_value = "country", value_parser = dimension)]
    by: Vec<Dimension>,
    /// From this day on, inclusive: YYYY-MM-DD.
    #[arg(long, value_name = "DAY")]
    since: Option<Date>,
    /// Up to this day, inclusive.
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
    /// How to print them.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    #[default]
    Table,
    /// One row a group.
    Csv,
    /// One document: groups and figures.
    Json,
}

pub fn run(global: &Global, args: &Args) -> anyhow::Result<Outcome> {
    let mut ledger = desk::open(global)?;
    let search = Search { since: args.since, until: args.until, ..Search::default() };
    let all = ledger.incidents(&Search::default())?;
    let incidents = ledger.incidents(&search)?;
    let shelf = Shelf::all(&mut ledger)?;
    let pipeline = Pipeline::new(global.data.as_deref())?;
    let groups = tabulate(&incidents, &args.by);
    let cited = cited(&pipeline, &shelf, &all);
    let table = groups_sheet(&args.by, &groups, args.format);
    match args.format {
        Format::Table => print(global, args, &table, &cited)?,
        Format::Csv => table.print(global, sheet::Format::Csv)?,
        Format::Json => print_json(global, &table, &cited)?,
    }
    caveats(global, args, &incidents);
    Ok(Outcome::Done)
}

fn dimension(text: &str) -> Result<Dimension, String> {
    text.parse::<Dimension>().map_err(|why| why.to_string())
}

/// People read a range, programs three numbers.
fn groups_sheet(by: &[Dimension], groups: &[Group], format: Format) -> Sheet {
    let mut columns: Vec<&'static str> = by.iter().map(|dimension| dimension.name()).collect();
    columns.push("incidents");
    columns.extend(if format == Format::Table { &PEOPLE[..] } else { &PROGRAMS[..] });
    let mut sheet = Sheet::new(&columns);
    for group in groups {
        let keys = group.keys.iter().map(|key| match (key, format) {
            (None, Format::Table) => json!("(not stated)"),
            (key, _) => json!(key),
        });
        let mut row: Vec<Value> = keys.collect();
        row.push(json!(group.incidents));
        for sum in [&group.killed, &group.injured, &group.abducted] {
            row.extend(if format == Format::Table {
                vec![json!(range(sum, group.incidents))]
            } else {
                numbers(sum)
            });
        }
        sheet.push(row);
    }
    sheet
}

const PEOPLE: [&str; 3] = ["killed", "injured", "abducted"];
const PROGRAMS: [&str; 12] = [
    "killed_min",
    "killed_best",
    "killed_max",
    "killed_stated",
    "injured_min",
    "injured_best",
    "injured_max",
    "injured_stated",
    "abducted_min",
    "abducted_best",
    "abducted_max",
    "abducted_stated",
];

/// `11–16`, and in how many incidents it is stated where not in all.
fn range(sum: &Sum, incidents: u32) -> Option<String> {
    let toll = sum.toll?;
    Some(if sum.stated < incidents { format!("{toll} (stated in {})", sum.stated) } else { toll.to_string() })
}

fn numbers(sum: &Sum) -> Vec<Value> {
    let toll = sum.toll;
    vec![
        json!(toll.and_then(|toll| toll.min)),
        json!(toll.and_then(|toll| toll.best)),
        json!(toll.and_then(|toll| toll.max)),
        json!(sum.stated),
    ]
}

fn print(global: &Global, args: &Args, table: &Sheet, cited: &[Cited]) -> anyhow::Result<()> {
    ensure!(!args.by.is_empty(), "--by wants at least one dimension");
    table.print(global, sheet::Format::Table)?;
    let comparable: Vec<&Cited> = cited.iter().filter(|cited| cited.beside.is_some()).collect();
    if comparable.is_empty() || global.output.is_some() {
        return Ok(());
    }
    let mut out = output::open(global)?;
    writeln!(out, "\n{}", paint(HEADING, "CITED FIGURES BESIDE THIS LEDGER'S OWN COUNT"))?;
    let mut below = plain_table(output::width(global));
    below.set_header(["WHAT", "WHERE", "PERIOD", "CITED", "THIS LEDGER"].map(|name| paint(FAINT, name)));
    for cited in comparable {
        below.add_row(line(cited));
    }
    arrange(&mut below, 0);
    writeln!(out, "{}", below.trim_fmt())?;
    Ok(out.flush()?)
}

/// What, where, when, how many by whom, and this ledger's own count.
fn line(cited: &Cited) -> [String; 5] {
    let who = format!("{} by {}", paint(STRONG, cited.value()), cited.who());
    let own = cited.own().unwrap_or_default();
    [
        cited.figure.what.clone(),
        cited.place().unwrap_or_default(),
        cited.period().unwrap_or_default(),
        who,
        own,
    ]
}

fn print_json(global: &Global, table: &Sheet, cited: &[Cited]) -> anyhow::Result<()> {
    let figures: Vec<Value> = cited
        .iter()
        .filter_map(|cited| {
            let beside = cited.beside.as_ref()?;
            let own = json!({ "incidents": beside.incidents, "min": beside.toll.and_then(|toll| toll.min),
                "best": beside.toll.and_then(|toll| toll.best), "max": beside.toll.and_then(|toll| toll.max) });
            Some(json!({ "figure": cited.figure, "report": cited.reading.id, "area": cited.place(), "own": own }))
        })
        .collect();
    let mut out = output::open(global)?;
    let groups: Vec<Value> = table.objects().collect();
    writeln!(out, "{}", json!({ "groups": groups, "figures": figures }))?;
    Ok(out.flush()?)
}

fn caveats(global: &Global, args: &Args, incidents: &[Incident]) {
    say(global, paint(FAINT, format!("{} of what was ingested", many(incidents.len(), "incident"))));
    if args.by.iter().any(|dimension| dimension.is_many()) {
        say(
            global,
            paint(DOUBT, "an incident stands in a row for each of its actors or targets: rows do not add up"),
        );
    }
}
