//! `vigie clean`

use crate::{Global, Outcome};
use anyhow::Context;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use vigie_clean::{Hints, Rules, clean_with};
use vigie_model::Document;

/// Readable text of a report, mended, boilerplate gone
///
/// Examples: `vigie clean report.html` · `curl -s https://… | vigie clean - --format jsonl`
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files to clean, `-` for standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// The text alone, a form feed between files.
    #[default]
    Text,
    /// One line a file: path, text, title, published, lang, source.
    Jsonl,
}

pub fn run(global: &Global, args: &Args) -> anyhow::Result<Outcome> {
    let rules = match global.data.as_deref() {
        Some(folder) => crate::pipeline::rules(folder)?,
        None => Rules::with(|_| None).context("the rules for cleaning cannot be used")?,
    };
    let mut out = std::io::stdout().lock();
    let (mut printed, mut failed) = (0, 0);
    for path in &args.files {
        match read(&rules, path) {
            Ok(document) => {
                say_notes(global, path, &document);
                print(&mut out, args.format, path, &document, printed)?;
                printed += 1;
            }
            Err(error) => {
                failed += 1;
                anstream::eprintln!("vigie: {error:#}");
            }
        }
    }
    out.flush()?;
    match (printed, failed) {
        (_, 0) => Ok(Outcome::Done),
        (0, _) => anyhow::bail!("nothing of it could be cleaned"),
        _ => Ok(Outcome::Quarantined),
    }
}

fn read(rules: &Rules, path: &Path) -> anyhow::Result<Document> {
    let bytes = bytes_of(path).with_context(|| path.display().to_string())?;
    let media_type = path.extension().map(|extension| extension.to_string_lossy().into_owned());
    let hints = Hints { media_type, ..Hints::default() };
    clean_with(rules, &bytes, &hints).with_context(|| path.display().to_string())
}

fn bytes_of(path: &Path) -> std::io::Result<Vec<u8>> {
    // One byte more than may be read is enough to be refused: a disk image is not loaded for it.
    let limit = vigie_clean::LIMIT as u64 + 1;
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn say_notes(global: &Global, path: &Path, document: &Document) {
    for note in document.notes.iter().filter(|_| !global.quiet) {
        anstream::eprintln!("{}: {note}", path.display());
    }
}

fn print(
    out: &mut impl Write,
    format: Format,
    path: &Path,
    document: &Document,
    nth: usize,
) -> std::io::Result<()> {
    match format {
        Format::Text if nth == 0 => writeln!(out, "{}", document.text),
        Format::Text => writeln!(out, "\u{c}\n{}", document.text),
        Format::Jsonl => writeln!(out, "{}", line(path, document)),
    }
}

fn line(path: &Path, document: &Document) -> serde_json::Value {
    serde_json::json!({
        "path": path.display().to_string(),
        "text": document.text,
        "title": document.title_text(),
        "published": document.published,
        "lang": document.lang,
        "source": document.source,
    })
}
