//! `vigie fuse`

use crate::{Global, Outcome};
use anyhow::Context;
use std::fmt::Display;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use vigie_fuse::{TableFiles, Tables, Told, fuse_with};
use vigie_model::{CountWhat, DateSpan, Incident, Reading};

/// Incidents from readings, without a ledger
///
/// Takes readings of any reader that writes the reading line, or a folder of annotations (`<id>.json`).
///
/// Examples: `vigie read reports/ --format jsonl | vigie fuse - --texts reports/` ·
/// `vigie fuse readings.jsonl --format table`
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Readings, one JSON line a report; a `.json` file or a folder of them; `-` for standard input.
    #[arg(required = true, value_name = "READINGS")]
    inputs: Vec<PathBuf>,
    /// Folders with the reports themselves, `<id>.txt` or `<id>.html`: copies of one story and their publishers
    /// are told by them.
    #[arg(long, value_name = "DIR", value_delimiter = ',')]
    texts: Vec<PathBuf>,
    /// How to print the incidents.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One line an incident, with every claim. Internal: it quotes sources by name.
    #[default]
    Jsonl,
    /// One line an incident, for people.
    Table,
}

pub fn run(global: &Global, args: &Args) -> anyhow::Result<Outcome> {
    let mut inbox = Inbox::default();
    for path in &args.inputs {
        inbox.take(path).with_context(|| path.display().to_string())?;
    }
    let texts: Vec<Option<String>> =
        inbox.readings.iter_mut().map(|reading| beside(&args.texts, reading)).collect();
    let told: Vec<Told<'_>> = inbox
        .readings
        .iter()
        .zip(&texts)
        .map(|(reading, text)| Told { reading, text: text.as_deref() })
        .collect();
    let incidents = fuse_with(&tables(global.data.as_deref())?, &told);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match args.format {
        Format::Jsonl => print_lines(&mut out, &incidents)?,
        Format::Table => print_table(&mut out, &incidents)?,
    }
    out.flush()?;
    if !global.quiet {
        anstream::eprintln!("{} reports, {} incidents", inbox.readings.len(), incidents.len());
    }
    Ok(if inbox.refused > 0 { Outcome::Quarantined } else { Outcome::Done })
}

/// The tables of this build, or those of a desk's own folder in their place, file by file.
pub fn tables(data: Option<&Path>) -> anyhow::Result<Tables> {
    let own =
        |name: &str| data.and_then(|folder| std::fs::read_to_string(folder.join("fuse").join(name)).ok());
    let [weights, kin, sources, settling] =
        ["weights.tsv", "kin.tsv", "sources.tsv", "settling.tsv"].map(own);
    let built_in = TableFiles::EMBEDDED;
    Ok(Tables::load(&TableFiles {
        weights: weights.as_deref().unwrap_or(built_in.weights),
        kin: kin.as_deref().unwrap_or(built_in.kin),
        sources: sources.as_deref().unwrap_or(built_in.sources),
        settling: settling.as_deref().unwrap_or(built_in.settling),
    })?)
}

/// What came in: the readings, and how many lines were none.
#[derive(Debug, Default)]
struct Inbox {
    readings: Vec<Reading>,
    refused: usize,
}

impl Inbox {
    fn take(&mut self, path: &Path) -> anyhow::Result<()> {
        if path.as_os_str() == "-" {
            return self.take_lines(path, std::io::stdin().lock());
        }
        if path.is_dir() {
            return self.take_folder(path);
        }
        if path.extension().is_some_and(|extension| extension == "json") {
            return self.take_annotation(path, true);
        }
        self.take_lines(path, BufReader::new(std::fs::File::open(path)?))
    }

    fn take_lines(&mut self, path: &Path, lines: impl BufRead) -> anyhow::Result<()> {
        for (at, line) in lines.lines().enumerate() {
            let line = line?;
            if !line.trim().is_empty() {
                let parsed = serde_json::from_str(&line);
                self.keep(parsed, format_args!("{}, line {}", path.display(), at + 1));
            }
        }
        Ok(())
    }

    /// In byte order; hidden files and other formats are passed over.
    fn take_folder(&mut self, folder: &Path) -> anyhow::Result<()> {
        let entries: Result<Vec<_>, _> = std::fs::read_dir(folder)?.collect();
        let mut paths: Vec<PathBuf> = entries?.into_iter().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths.iter().filter(|path| is_visible_json(path)) {
            self.take_annotation(path, false)?;
        }
        Ok(())
    }

    /// A folder's companions (`clusters.json`) have no id and are passed over; a file that is named outright
    /// must be a reading.
    fn take_annotation(&mut self, path: &Path, named: bool) -> anyhow::Result<()> {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let value: Result<serde_json::Value, _> = serde_json::from_str(&text);
        let companion = value.as_ref().is_ok_and(|value| value.get("id").is_none());
        if named || !companion {
            self.keep(value.and_then(serde_json::from_value), path.display());
        }
        Ok(())
    }

    fn keep(&mut self, parsed: serde_json::Result<Reading>, from: impl Display) {
        match parsed {
            Ok(reading) => self.readings.push(reading),
            Err(why) => {
                self.refused += 1;
                anstream::eprintln!("vigie: {from}: not a reading: {why}");
            }
        }
    }
}

fn is_visible_json(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    !hidden && path.is_file() && path.extension().is_some_and(|extension| extension == "json")
}

/// The report's text, if it lies in one of the folders; it also tells publisher and time where the reading doesn't.
fn beside(folders: &[PathBuf], reading: &mut Reading) -> Option<String> {
    let id = Path::new(&reading.id);
    if !id.components().all(|part| matches!(part, std::path::Component::Normal(_))) {
        return None; // an id is no way out of the folder
    }
    let names = ["txt", "html"].map(|extension| format!("{}.{extension}", reading.id));
    let path = folders
        .iter()
        .flat_map(|folder| names.iter().map(|name| folder.join(name)))
        .find(|path| path.is_file())?;
    let media_type = path.extension().map(|extension| extension.to_string_lossy().into_owned());
    let hints = vigie_clean::Hints { media_type, ..vigie_clean::Hints::default() };
    let document = vigie_clean::clean(&std::fs::read(path).ok()?, &hints).ok()?;
    reading.source = reading.source.take().or(document.source);
    reading.published = reading.published.or(document.published);
    Some(document.text)
}

fn print_lines(out: &mut impl Write, incidents: &[Incident]) -> anyhow::Result<()> {
    for incident in incidents {
        serde_json::to_writer(&mut *out, incident).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

const HEAD: [&str; 9] =
    ["incident", "date", "type", "place", "killed", "injured", "abducted", "voices", "reports"];

fn print_table(out: &mut impl Write, incidents: &[Incident]) -> std::io::Result<()> {
    let rows: Vec<[String; 9]> =
        std::iter::once(HEAD.map(str::to_owned)).chain(incidents.iter().map(table_row)).collect();
    let widths: Vec<usize> =
        (0..HEAD.len()).map(|at| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0)).collect();
    for row in &rows {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    Ok(())
}

fn table_row(incident: &Incident) -> [String; 9] {
    [
        incident.id.to_string(),
        date(incident.date),
        incident.sub_event_type.to_string(),
        incident.primary_place.clone().unwrap_or_default(),
        toll(incident, CountWhat::Killed),
        toll(incident, CountWhat::Injured),
        toll(incident, CountWhat::Abducted),
        incident.voices.to_string(),
        incident.reports.to_string(),
    ]
}

fn date(date: DateSpan) -> String {
    match date.bounds() {
        Some((first, last)) if first == last => first.to_string(),
        Some((first, last)) => format!("{first}/{last}"),
        None => "not known".to_owned(),
    }
}

/// Each side's settled number with its range: `14 (9–17)`; empty where nobody states one.
fn toll(incident: &Incident, what: CountWhat) -> String {
    let rows = incident.counts.iter().filter(|count| count.what == what);
    let told = rows.map(|row| match (row.min, row.best, row.max) {
        (min, Some(best), max) if min == Some(best) && max == min => best.to_string(),
        (min, best, max) => {
            let side = |bound: Option<u32>| bound.map_or("?".to_owned(), |bound| bound.to_string());
            format!("{} ({}–{})", side(best), side(min), max.map_or(String::new(), |max| max.to_string()))
        }
    });
    told.collect::<Vec<_>>().join(", ")
}
