//! `vigie ingest`: reports into the ledger, batch by batch.

use crate::output::{many, say};
use crate::pipeline::{Pipeline, Read};
use crate::sheet::{ALARM, DOUBT, FAINT, paint};
use crate::{Global, Outcome, desk, interrupt, output};
use anyhow::Context;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use vigie_acquire::{AcquireError, Inventory, RawReport, inventory};
use vigie_ledger::{Arrival, Arrived, Ledger, Options, Recorded};
use vigie_model::ReportId;

/// Put reports into the ledger
///
/// Files, folders (walked, hidden files skipped), `-` for the standard input; text, HTML, Markdown, and JSON
/// lines with `text` and, where known, `id`, `title`, `url`, `source`, `published`, `lang`. The same bytes
/// again are one report with one more receipt. What cannot be read goes to quarantine, and the rest goes on.
///
/// Stopping is safe at any time: what was acknowledged is kept, and the same command goes on from there.
///
/// Examples: `vigie ingest reports/` · `vigie ingest feed.jsonl --ledger desk.db` · `pdftotext a.pdf - | vigie ingest -`
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files and folders, `-` for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// `jsonl`: one line for each report as soon as it is kept: path, report, status, reason.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Read reports again that the ledger has, as after a change of the language data.
    #[arg(long)]
    reread: bool,
    /// Reports a transaction.
    #[arg(long, value_name = "N", default_value_t = 200, hide = true, value_parser = clap::value_parser!(u32).range(1..))]
    batch: u32,
    /// The ledger may have so many pages: how a full disk is tried out.
    #[arg(long, value_name = "N", hide = true)]
    max_pages: Option<u32>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A summary on stderr.
    #[default]
    Text,
    /// One line a report on stdout, the summary on stderr.
    Jsonl,
}

/// A batch is committed when it holds so many bytes, however few reports.
const BATCH_BYTES: usize = 8 << 20;

/// A name for the version of the reader, so that a report is read once by each.
pub fn reader(global: &Global) -> String {
    let own = if global.data.is_some() { " with own data" } else { "" };
    format!("vigie {}{own}", env!("CARGO_PKG_VERSION"))
}

pub fn run(global: &Global, args: &Args) -> anyhow::Result<Outcome> {
    let found = inventory(&args.paths);
    refuse_nothing(&found)?;
    interrupt::listen();
    let mut run = Run::new(global, args, &found)?;
    let done = run.all(&found);
    run.bar.finish_and_clear();
    done.and_then(|()| run.end(&found)).with_context(|| run.kept())
}

/// Before a ledger is made for nothing.
fn refuse_nothing(found: &Inventory) -> anyhow::Result<()> {
    let slips = found.errors.iter().all(|failure| matches!(failure, AcquireError::Missing { .. }));
    if found.inputs.is_empty() && slips {
        let mut why: Vec<String> = found.errors.iter().map(ToString::to_string).collect();
        why.extend(
            why.is_empty().then(|| "no file of a format that is read: .txt, .html, .md, .jsonl".to_owned()),
        );
        anyhow::bail!("nothing to ingest: {}", why.join("; "));
    }
    Ok(())
}

/// One run of ingest.
struct Run<'a> {
    global: &'a Global,
    args: &'a Args,
    pipeline: Pipeline,
    ledger: Ledger,
    reader: String,
    out: Box<dyn Write>,
    bar: ProgressBar,
    batch: Vec<Item>,
    bytes: usize,
    tally: Tally,
}

/// Something that came, waiting for its batch to be committed.
struct Item {
    path: String,
    report: Option<ReportId>,
    what: What,
}

enum What {
    Read(Box<(RawReport, Read)>),
    Again,
    Unreadable(String),
}

/// What became of it all.
#[derive(Default)]
struct Tally {
    new: usize,
    known: usize,
    reread: usize,
    quiet: usize,
    not_read: BTreeMap<String, usize>,
    undated: usize,
    quarantined: Vec<(String, String)>,
}

impl Tally {
    fn kept(&self) -> usize {
        self.new + self.known + self.reread
    }
}

impl<'a> Run<'a> {
    fn new(global: &'a Global, args: &'a Args, found: &Inventory) -> anyhow::Result<Self> {
        let options = Options { create: true, max_pages: args.max_pages };
        Ok(Self {
            global,
            args,
            pipeline: Pipeline::new(global.data.as_deref())?,
            ledger: Ledger::open(&global.ledger(), options)?,
            reader: reader(global),
            out: output::open(global)?,
            bar: progress(global, found.inputs.len()),
            batch: Vec::new(),
            bytes: 0,
            tally: Tally::default(),
        })
    }

    fn all(&mut self, found: &Inventory) -> anyhow::Result<()> {
        for failure in &found.errors {
            self.failed(failure)?;
        }
        for input in &found.inputs {
            for raw in input.reports() {
                if interrupt::asked() {
                    return self.commit();
                }
                match raw {
                    Ok(raw) => self.raw(raw)?,
                    Err(failure) => self.failed(&failure)?,
                }
            }
            self.bar.inc(1);
        }
        self.commit()
    }

    /// A name that leads nowhere is a slip of the hand, not an input: it is said, and not recorded.
    fn failed(&mut self, failure: &AcquireError) -> anyhow::Result<()> {
        if let AcquireError::Missing { path } = failure {
            self.tally.quarantined.push((path.clone(), "not there".to_owned()));
            return Ok(());
        }
        let what = What::Unreadable(failure.to_string());
        self.item(Item { path: failure.path().to_owned(), report: None, what }, 0)
    }

    fn raw(&mut self, raw: RawReport) -> anyhow::Result<()> {
        let (path, size, report) = (raw.path.clone(), raw.bytes.len(), ReportId::of(&raw.bytes));
        let what = if !self.args.reread && self.ledger.knows(&report, &self.reader)? {
            What::Again
        } else {
            match self.pipeline.read(&raw) {
                Ok(read) => What::Read(Box::new((raw, read))),
                Err(unreadable) => What::Unreadable(unreadable.to_string()),
            }
        };
        self.item(Item { path, report: Some(report), what }, size)
    }

    fn item(&mut self, item: Item, size: usize) -> anyhow::Result<()> {
        self.bytes += size;
        self.batch.push(item);
        if self.batch.len() >= self.args.batch as usize || self.bytes >= BATCH_BYTES {
            self.commit()
        } else {
            Ok(())
        }
    }

    /// One transaction; only what is on the disk is acknowledged.
    fn commit(&mut self) -> anyhow::Result<()> {
        let batch = std::mem::take(&mut self.batch);
        self.bytes = 0;
        let arrivals: Vec<Arrival> = batch.iter().map(|item| item.arrival(&self.reader)).collect();
        let recorded = self.ledger.record(Timestamp::now(), &arrivals)?;
        for (item, recorded) in batch.iter().zip(recorded) {
            self.acknowledge(item, recorded)?;
        }
        Ok(self.out.flush()?)
    }

    fn acknowledge(&mut self, item: &Item, recorded: Recorded) -> anyhow::Result<()> {
        let status = self.tally.count(item, recorded);
        if self.args.format == Format::Jsonl {
            let reason = if let What::Unreadable(reason) = &item.what { Some(reason) } else { None };
            let line = serde_json::json!({ "path": item.path, "report": item.report, "status": status, "reason": reason });
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    fn kept(&self) -> String {
        let path = self.ledger.path().display();
        format!("stopped; {} of this run are kept in {path}", many(self.tally.kept(), "report"))
    }

    fn end(&mut self, found: &Inventory) -> anyhow::Result<Outcome> {
        if interrupt::asked() {
            let kept = many(self.tally.kept(), "report");
            self.say(format!(
                "interrupted: {kept} of this run are kept; the same command goes on from there"
            ));
            return Ok(Outcome::Interrupted);
        }
        desk::refresh(&mut self.ledger)?;
        self.summary(found)?;
        Ok(if self.tally.quarantined.is_empty() { Outcome::Done } else { Outcome::Quarantined })
    }

    fn summary(&mut self, found: &Inventory) -> anyhow::Result<()> {
        let incidents = self.ledger.incidents(&vigie_ledger::Search::default())?.len();
        let reports = self.ledger.reports()?.len();
        let tally = &self.tally;
        let mut parts = vec![format!("{} new", tally.new), format!("{} already known", tally.known)];
        parts.extend((tally.reread > 0).then(|| format!("{} read anew", tally.reread)));
        parts.push(format!("{} quiet", tally.quiet));
        parts.push(format!("{} quarantined", tally.quarantined.len()));
        self.say(format!("{}: {}", many(tally.kept() + tally.quarantined.len(), "report"), parts.join(", ")));
        self.notes(found);
        let path = self.ledger.path().display();
        self.say(format!("{} from {} in {path}", many(incidents, "incident"), many(reports, "report")));
        Ok(())
    }

    fn notes(&self, found: &Inventory) {
        for (lang, count) in &self.tally.not_read {
            let count = many(*count, "report");
            self.say(paint(DOUBT, format!("{count} kept but not read: {lang}")));
        }
        if self.tally.undated > 0 {
            self.say(paint(
                DOUBT,
                format!(
                    "{} without a date of publication: relative days in them stay unknown",
                    many(self.tally.undated, "report")
                ),
            ));
        }
        self.say_skipped(found);
        for (path, reason) in &self.tally.quarantined {
            // Said even to those who want quiet: it is what went wrong.
            anstream::eprintln!("{} {path}: {reason}", paint(ALARM, "quarantined"));
        }
    }

    fn say_skipped(&self, found: &Inventory) {
        for (extension, files) in &found.skipped {
            let format =
                if extension.is_empty() { "no extension".to_owned() } else { format!(".{extension}") };
            let mut named: Vec<String> =
                files.iter().take(3).map(|file| file.display().to_string()).collect();
            named.extend((files.len() > 3).then(|| "…".to_owned()));
            self.say(paint(
                FAINT,
                format!("{} skipped ({format}): {}", many(files.len(), "file"), named.join(", ")),
            ));
        }
    }

    fn say(&self, line: impl std::fmt::Display) {
        say(self.global, line);
    }
}

impl Item {
    fn arrival<'i>(&'i self, reader: &'i str) -> Arrival<'i> {
        let what = match (&self.what, &self.report) {
            (What::Read(read), _) => Arrived::Read {
                bytes: &read.0.bytes,
                text: &read.1.document.text,
                reading: &read.1.reading,
                reader,
            },
            (What::Again, Some(report)) => Arrived::Again(report),
            (What::Again, None) => Arrived::Unreadable { report: None, reason: "no bytes" },
            (What::Unreadable(reason), report) => Arrived::Unreadable { report: report.as_ref(), reason },
        };
        Arrival { path: &self.path, what }
    }
}

impl Tally {
    fn count(&mut self, item: &Item, recorded: Recorded) -> &'static str {
        if let What::Read(read) = &item.what {
            self.read(&read.1);
        }
        match recorded {
            Recorded::New => self.new += 1,
            Recorded::Known => self.known += 1,
            Recorded::Reread => self.reread += 1,
            Recorded::Quarantined => {
                let reason =
                    if let What::Unreadable(reason) = &item.what { reason.clone() } else { String::new() };
                self.quarantined.push((item.path.clone(), reason));
            }
        }
        match recorded {
            Recorded::New => "new",
            Recorded::Known => "known",
            Recorded::Reread => "reread",
            Recorded::Quarantined => "quarantined",
        }
    }

    fn read(&mut self, read: &Read) {
        let reading = &read.reading;
        let says =
            !reading.incidents.is_empty() || !reading.measures.is_empty() || !reading.figures.is_empty();
        self.quiet += usize::from(!says);
        self.undated += usize::from(reading.published.is_none());
        if let Some(note) = reading.notes.iter().find(|note| note.kind == "language_not_read") {
            *self.not_read.entry(note.text.clone()).or_default() += 1;
        }
    }
}

/// On stderr, and only where someone looks on.
fn progress(global: &Global, inputs: usize) -> ProgressBar {
    let shown = !global.quiet && std::io::stderr().is_terminal();
    let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(inputs as u64), target);
    match ProgressStyle::with_template("reading {bar:30.cyan} {pos}/{len}  {per_sec}  {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
