//! `vigie figures`: statistics that reports cite, beside the ledger's own count.

use crate::desk::Shelf;
use crate::output::{many, say};
use crate::pipeline::Pipeline;
use crate::sheet::{FAINT, Format, Sheet, paint};
use crate::{Global, Outcome, desk, output};
use serde_json::{Value, json};
use vigie_analyse::{Area, Beside, Own, beside, means_countries, place_keys};
use vigie_ledger::Search;
use vigie_model::{Figure, Incident, Reading, fold};

/// Statistics that reports cite, each beside the ledger's own count for the same area and period
///
/// The ledger knows what was put into it and no more: where its count is lower, that says as much about what
/// was ingested as about the figure.
///
/// Examples: `vigie figures` · `vigie figures --format jsonl`
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How to print them; csv and jsonl are internal: they name sources.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(global: &Global, args: &Args) -> anyhow::Result<Outcome> {
    let mut ledger = desk::open(global)?;
    let incidents = ledger.incidents(&Search::default())?;
    let shelf = Shelf::all(&mut ledger)?;
    let pipeline = Pipeline::new(global.data.as_deref())?;
    let table = args.format == Format::Table;
    let mut sheet = Sheet::new(if table { &SHORT } else { &FULL });
    for cited in cited(&pipeline, &shelf, &incidents) {
        sheet.push(if table { cited.short() } else { cited.full() });
    }
    sheet.print(global, args.format)?;
    say(global, paint(FAINT, many(sheet.len(), "figure")));
    Ok(Outcome::Done)
}

const SHORT: [&str; 6] = ["what", "value", "where", "period", "counted_by", "this_ledger"];
const FULL: [&str; 11] = [
    "what",
    "value",
    "qualifier",
    "where",
    "from",
    "until",
    "counted_by",
    "own_count",
    "report",
    "source",
    "published",
];

/// A figure, who cites it, and the ledger's own count.
pub struct Cited<'a> {
    /// The figure.
    pub figure: &'a Figure,
    /// The report that cites it.
    pub reading: &'a Reading,
    /// The area meant, where it could be told.
    pub area: Option<Area>,
    /// The ledger's own count.
    pub beside: Option<Beside>,
}

/// Every figure of every report.
pub fn cited<'a>(pipeline: &Pipeline, shelf: &'a Shelf, incidents: &[Incident]) -> Vec<Cited<'a>> {
    let readings = shelf.reports().map(|stored| &stored.reading);
    let figures = readings.flat_map(|reading| reading.figures.iter().map(move |figure| (reading, figure)));
    figures
        .map(|(reading, figure)| {
            let area = area(pipeline, reading, figure);
            let beside = area.as_ref().and_then(|area| beside(figure, area, incidents));
            Cited { figure, reading, area, beside }
        })
        .collect()
}

/// The area by its name; "the region" is the region of the report's own first incident.
fn area(pipeline: &Pipeline, reading: &Reading, figure: &Figure) -> Option<Area> {
    let words = figure.place.as_deref()?;
    if let Some(word) = pipeline.gazetteer.country_word(&fold(words)) {
        let country = Some(String::from_utf8_lossy(&word.country).into_owned());
        return Some(Area { names: vec![words.to_owned()], country });
    }
    let names = place_keys(words);
    if !names.is_empty() {
        return Some(Area { names, country: None });
    }
    if means_countries(words) {
        return None;
    }
    let unit = reading.incidents.first().and_then(|account| account.admin1())?;
    Some(Area { names: vec![unit.to_owned()], country: None })
}

impl Cited<'_> {
    fn short(&self) -> Vec<Value> {
        let (value, who) = (self.value(), self.who());
        vec![
            json!(self.figure.what),
            json!(value),
            json!(self.place()),
            json!(self.period()),
            json!(who),
            json!(self.own()),
        ]
    }

    fn full(&self) -> Vec<Value> {
        let figure = self.figure;
        vec![
            json!(figure.what),
            json!(figure.value),
            json!(figure.qualifier),
            json!(self.place()),
            json!(figure.from),
            json!(figure.until),
            json!(figure.source),
            json!(self.own()),
            json!(self.reading.id),
            json!(self.reading.source),
            json!(self.reading.published),
        ]
    }

    /// `2025-01-01 to 2025-06-30`; `None` where none is stated.
    pub fn period(&self) -> Option<String> {
        let (from, until) = (self.figure.from, self.figure.until.or(self.figure.from));
        Some(format!("{} to {}", from?, until?))
    }

    /// Who counted, else who cites it.
    pub fn who(&self) -> String {
        let counted = self.figure.source.as_deref().map(|who| output::cut(who, 40));
        counted.or_else(|| self.reading.source.clone()).unwrap_or_else(|| self.reading.id.clone())
    }

    /// `101`, `more than 813000`.
    pub fn value(&self) -> String {
        let value = self.figure.value;
        match self.figure.qualifier {
            vigie_model::Qualifier::Exact => value.to_string(),
            qualifier => format!("{} {value}", qualifier.as_str().replace('_', " ")),
        }
    }

    /// The area as written, and as understood where that is not the same.
    pub fn place(&self) -> Option<String> {
        let words = self.figure.place.clone()?;
        let understood = self.area.as_ref().and_then(|area| area.names.first());
        Some(match understood {
            Some(name) if place_keys(&words).is_empty() => format!("{words} ({name})"),
            _ => words,
        })
    }

    /// `7 incidents`, `12–15 in 4 incidents`; `None` where the ledger does not count it.
    pub fn own(&self) -> Option<String> {
        let beside = self.beside.as_ref()?;
        let incidents = many(beside.incidents, "incident");
        Some(match (beside.own, beside.toll) {
            (Own::Incidents, _) => incidents,
            (_, Some(toll)) => format!("{toll} in {incidents}"),
            (_, None) if beside.incidents == 0 => incidents,
            (_, None) => format!("none stated in {incidents}"),
        })
    }
}
