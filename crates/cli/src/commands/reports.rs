//! `vigie reports`: what came, from where, and what was kept out.

use crate::output::say;
use crate::sheet::{FAINT, Format, Sheet, paint};
use crate::{Global, Outcome, desk, output};
use serde_json::{Value, json};
use vigie_ledger::{Ledger, ReportCard};

/// The reports of the ledger, what each told, and what was kept out
///
/// Internal: titles and sources are named.
///
/// Examples: `vigie reports` · `vigie reports --quarantined` · `vigie reports --format csv -o reports.csv`
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What could not be read, and why.
    #[arg(long)]
    quarantined: bool,
    /// How to print them.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(global: &Global, args: &Args) -> anyhow::Result<Outcome> {
    let mut ledger = desk::open(global)?;
    let sheet = if args.quarantined { quarantined(&mut ledger)? } else { reports(&mut ledger, args.format)? };
    sheet.print(global, args.format)?;
    say(
        global,
        paint(FAINT, output::many(sheet.len(), if args.quarantined { "thing kept out" } else { "report" })),
    );
    Ok(Outcome::Done)
}

/// A table has room for what each is about; a file has room for all.
fn reports(ledger: &mut Ledger, format: Format) -> anyhow::Result<Sheet> {
    let table = format == Format::Table;
    let mut sheet = Sheet::new(if table { &SHORT } else { &FULL });
    for card in ledger.reports()? {
        sheet.push(if table { short(&card) } else { full(&card) });
    }
    Ok(sheet)
}

const SHORT: [&str; 6] = ["name", "published", "lang", "source", "says", "title"];
const FULL: [&str; 16] = [
    "name",
    "published",
    "lang",
    "source",
    "title",
    "incidents",
    "measures",
    "figures",
    "receipts",
    "report",
    "size",
    "received",
    "path",
    "url",
    "published_basis",
    "notes",
];

fn short(card: &ReportCard) -> Vec<Value> {
    let reading = &card.reading;
    let counts = [
        (reading.incidents.len(), "incident"),
        (reading.measures.len(), "measure"),
        (reading.figures.len(), "figure"),
    ];
    let says: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| output::many(*count, what))
        .collect();
    let says = if says.is_empty() { "quiet".to_owned() } else { says.join(", ") };
    let day = reading.published.map(|at| at.day().to_string());
    let title = reading.title.as_deref().map(|title| output::cut(title, 60));
    vec![json!(card.name), json!(day), json!(reading.lang), json!(reading.source), json!(says), json!(title)]
}

fn full(card: &ReportCard) -> Vec<Value> {
    let reading = &card.reading;
    let notes: Vec<&str> = reading.notes.iter().map(|note| note.text.as_str()).collect();
    vec![
        json!(card.name),
        json!(reading.published),
        json!(reading.lang),
        json!(reading.source),
        json!(reading.title),
        json!(reading.incidents.len()),
        json!(reading.measures.len()),
        json!(reading.figures.len()),
        json!(card.receipts),
        json!(card.report),
        json!(card.size),
        json!(card.received),
        json!(card.path),
        json!(reading.url),
        json!(reading.published_basis),
        json!(notes),
    ]
}

fn quarantined(ledger: &mut Ledger) -> anyhow::Result<Sheet> {
    let mut sheet = Sheet::new(&["path", "reason", "recorded", "report"]);
    for kept_out in ledger.quarantined()? {
        sheet.push(vec![
            json!(kept_out.path),
            json!(kept_out.reason),
            json!(kept_out.recorded),
            json!(kept_out.report),
        ]);
    }
    Ok(sheet)
}
