//! `vigie reports`: what came, from where, and what was kept out.

use crate::output::say;
use crate::sheet::{FAINT, Format, Sheet, paint};
use crate::{Global, Outcome, desk, output};
use serde_json::json;
use vigie_ledger::Ledger;

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
    say(global, paint(FAINT, output::many(sheet.len(), if args.quarantined { "thing kept out" } else { "report" })));
    Ok(Outcome::Done)
}

/// A table has room for a name and a title; a file has room for all.
fn reports(ledger: &mut Ledger, format: Format) -> anyhow::Result<Sheet> {
    let short = ["name", "published", "lang", "source", "title", "incidents", "measures", "figures", "receipts"];
    let full = ["report", "size", "received", "path", "url", "published_basis", "notes"];
    let wide = format != Format::Table;
    let columns: Vec<&'static str> = short.iter().chain(if wide { &full[..] } else { &[] }).copied().collect();
    let mut sheet = Sheet::new(&columns);
    for card in ledger.reports()? {
        let reading = &card.reading;
        let published = reading.published.map(|at| if wide { at.to_string() } else { at.day().to_string() });
        let mut row = vec![json!(card.name), json!(published), json!(reading.lang), json!(reading.source), json!(reading.title)];
        row.extend([reading.incidents.len(), reading.measures.len(), reading.figures.len()].map(|count| json!(count)));
        row.push(json!(card.receipts));
        if wide {
            let notes: Vec<&str> = reading.notes.iter().map(|note| note.text.as_str()).collect();
            row.extend([json!(card.report), json!(card.size), json!(card.received), json!(card.path), json!(reading.url)]);
            row.extend([json!(reading.published_basis), json!(notes)]);
        }
        sheet.push(row);
    }
    Ok(sheet)
}

fn quarantined(ledger: &mut Ledger) -> anyhow::Result<Sheet> {
    let mut sheet = Sheet::new(&["path", "reason", "recorded", "report"]);
    for kept_out in ledger.quarantined()? {
        sheet.push(vec![json!(kept_out.path), json!(kept_out.reason), json!(kept_out.recorded), json!(kept_out.report)]);
    }
    Ok(sheet)
}
