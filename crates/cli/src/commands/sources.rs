//! `vigie sources`: who publishes what the ledger holds.

use crate::desk::{Shelf, split_member};
use crate::output::{many, say};
use crate::sheet::{FAINT, Format, Sheet, paint};
use crate::{Global, Outcome, desk};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use vigie_ledger::{Ledger, Search};

/// Who published the reports, and how many incidents each tells
///
/// Examples: `vigie sources` · `vigie sources --format csv`
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How to print them.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What one publisher gave.
#[derive(Default)]
struct Given {
    reports: usize,
    quiet: usize,
    langs: BTreeSet<String>,
    incidents: BTreeSet<String>,
    /// Incidents that nobody else tells.
    alone: usize,
    first: Option<String>,
    last: Option<String>,
}

pub fn run(global: &Global, args: &Args) -> anyhow::Result<Outcome> {
    let mut ledger = desk::open(global)?;
    let sources = gather(&mut ledger)?;
    let mut sheet = Sheet::new(&[
        "source",
        "reports",
        "quiet",
        "languages",
        "incidents",
        "told_by_no_other",
        "first",
        "last",
    ]);
    for (source, given) in &sources {
        let langs: Vec<&String> = given.langs.iter().collect();
        let counts = [given.incidents.len(), given.alone];
        let mut row = vec![json!(source), json!(given.reports), json!(given.quiet), json!(langs)];
        row.extend(counts.map(|count| json!(count)));
        row.extend([json!(given.first), json!(given.last)]);
        sheet.push(row);
    }
    sheet.print(global, args.format)?;
    say(global, paint(FAINT, many(sheet.len(), "source")));
    Ok(Outcome::Done)
}

fn gather(ledger: &mut Ledger) -> anyhow::Result<BTreeMap<String, Given>> {
    let shelf = Shelf::all(ledger)?;
    let mut sources: BTreeMap<String, Given> = BTreeMap::new();
    for stored in shelf.reports() {
        let reading = &stored.reading;
        let given = sources.entry(name(reading.source.as_deref())).or_default();
        given.reports += 1;
        given.quiet += usize::from(reading.incidents.is_empty());
        given.langs.extend(reading.lang.clone());
        let day = reading.published.map(|at| at.day().to_string());
        given.first = [given.first.take(), day.clone()].into_iter().flatten().min();
        given.last = given.last.take().max(day);
    }
    for incident in ledger.incidents(&Search::default())? {
        let reports = incident.members.iter().filter_map(|member| shelf.report(split_member(member).0));
        let tellers: BTreeSet<String> =
            reports.map(|stored| name(stored.reading.source.as_deref())).collect();
        for teller in &tellers {
            let given = sources.entry(teller.clone()).or_default();
            given.incidents.insert(incident.id.to_string());
            given.alone += usize::from(tellers.len() == 1);
        }
    }
    Ok(sources)
}

fn name(source: Option<&str>) -> String {
    source.unwrap_or("(not stated)").to_owned()
}
