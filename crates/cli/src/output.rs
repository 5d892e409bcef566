//! Where the data goes: the standard output, or the file of `-o`; styled only for a terminal that wants it.

use crate::{Global, terminal};
use std::io::{self, BufWriter, Write};

/// How many columns where the output is no terminal, and the most that a table takes on a wide one.
const COLUMNS: usize = 100;

/// The data's way out.
pub fn open(global: &Global) -> anyhow::Result<Box<dyn Write>> {
    match &global.output {
        None => Ok(Box::new(anstream::AutoStream::auto(io::stdout()))),
        Some(path) => {
            let file: Box<dyn Write + Send> = Box::new(BufWriter::new(terminal::create(path)?));
            Ok(Box::new(anstream::StripStream::new(file)))
        }
    }
}

/// How wide a table may be.
pub fn width(global: &Global) -> usize {
    let terminal = console::Term::stdout();
    let known = if global.output.is_none() && terminal.is_term() { terminal.size_checked() } else { None };
    known.map_or(COLUMNS, |(_, columns)| usize::from(columns).clamp(60, 140))
}

/// One line to people, unless they asked for quiet.
pub fn say(global: &Global, line: impl std::fmt::Display) {
    if !global.quiet {
        anstream::eprintln!("{line}");
    }
}

/// `1 report`, `3 reports`.
pub fn many(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

/// At most so many characters, with a mark where it was cut.
pub fn cut(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let kept: String = words.chars().take(most).collect();
    format!("{}…", kept.trim_end())
}
