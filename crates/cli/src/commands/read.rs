//! `vigie read`: what reports say, without a ledger.

use crate::pipeline::{Pipeline, Read};
use crate::{Global, Outcome};
use clap::ValueEnum;
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

mod page;

/// One report's reading: the text with its evidence marked, then the fields
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  vigie read report.txt
  vigie read reports/ --format jsonl -o readings.jsonl
  curl -s https://example.org/page.html | vigie read -")]
pub struct Args {
    /// Files, folders, or - for the standard input.
    #[arg(required = true, value_name = "FILE|DIR|-")]
    paths: Vec<PathBuf>,
    /// text for people; json an array; jsonl one line a report (the reading contract; internal: it quotes).
    #[arg(long, default_value = "text")]
    format: Format,
    /// Write there instead of to the standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Jsonl,
}

pub fn run(global: &Global, args: &Args) -> anyhow::Result<Outcome> {
    let pipeline = Pipeline::new(global.data.as_deref())?;
    let inventory = vigie_acquire::inventory(&args.paths);
    let mut out = Output::open(args)?;
    let mut ids = Ids::default();
    let mut refused = 0;
    for error in &inventory.errors {
        refused += 1;
        anstream::eprintln!("vigie: {error}");
    }
    for raw in inventory.inputs.iter().flat_map(vigie_acquire::Input::reports) {
        let read = raw.map_err(anyhow::Error::from).and_then(|raw| {
            pipeline.read(&raw).map_err(|why| anyhow::Error::from(why).context(raw.path.clone()))
        });
        match read {
            Ok(mut read) => {
                read.reading.id = ids.unique(&read.reading.id, read.reading.path.as_deref());
                out.write(&read)?;
            }
            Err(error) => {
                refused += 1;
                anstream::eprintln!("vigie: {error:#}");
            }
        }
    }
    out.finish()?;
    Ok(if refused > 0 { Outcome::Quarantined } else { Outcome::Done })
}

/// Ids made unique within one run, by their path where two reports have the same.
#[derive(Default)]
pub struct Ids(BTreeMap<String, u32>);

impl Ids {
    /// The id itself the first time; later its path, later still a number behind it.
    pub fn unique(&mut self, id: &str, path: Option<&str>) -> String {
        let seen = self.0.entry(id.to_owned()).or_default();
        *seen += 1;
        if *seen == 1 {
            return id.to_owned();
        }
        let (count, path) = (*seen, path.unwrap_or_default());
        let candidate = if count == 2 && !path.is_empty() && path != "-" {
            path.to_owned()
        } else {
            format!("{id}~{count}")
        };
        if self.0.contains_key(&candidate) {
            format!("{id}~{count}")
        } else {
            self.0.insert(candidate.clone(), 1);
            candidate
        }
    }
}

/// Where readings are written, one after another.
struct Output {
    to: Box<dyn Write>,
    format: Format,
    written: usize,
}

impl Output {
    fn open(args: &Args) -> anyhow::Result<Self> {
        let to: Box<dyn Write> = match &args.output {
            Some(path) => Box::new(BufWriter::new(crate::terminal::create(path)?)),
            None => Box::new(BufWriter::new(anstream::stdout())),
        };
        Ok(Self { to, format: args.format, written: 0 })
    }

    fn write(&mut self, read: &Read) -> anyhow::Result<()> {
        match self.format {
            Format::Text => page::write(&mut self.to, read, self.written > 0)?,
            Format::Jsonl => writeln!(self.to, "{}", serde_json::to_string(&read.reading)?)?,
            Format::Json => {
                let opening = if self.written == 0 { "[\n" } else { ",\n" };
                write!(self.to, "{opening}{}", serde_json::to_string_pretty(&read.reading)?)?;
            }
        }
        self.written += 1;
        Ok(())
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        if self.format == Format::Json {
            writeln!(self.to, "{}", if self.written == 0 { "[]" } else { "\n]" })?;
        }
        Ok(self.to.flush()?)
    }
}
