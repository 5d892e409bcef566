//! JSON lines: one report a line, turned into the plain form with a header that `clean` reads.
//!
//! The report's bytes, and so its identity, are that plain form: two lines that say the same with their keys
//! in another order are one report.

use crate::{AcquireError, LIMIT, RawReport};
use serde::Deserialize;
use std::io::{BufRead, Read};

/// Extensions of files of lines.
pub(crate) const EXTENSIONS: &[&str] = &["jsonl", "ndjson"];

/// Whether a stream without a name begins like a JSON object.
pub(crate) fn look_like_json(reader: &mut dyn BufRead) -> std::io::Result<bool> {
    let first = reader.fill_buf()?.iter().copied().find(|byte| !byte.is_ascii_whitespace());
    Ok(first == Some(b'{'))
}

/// The reports of a file of lines.
pub(crate) struct Lines {
    path: String,
    stem: String,
    reader: Box<dyn BufRead>,
    line: u64,
    over: bool,
}

/// One line. Other keys are let be: the shape is what feeds and archives export, not a contract.
#[derive(Debug, Deserialize)]
struct Line {
    id: Option<String>,
    url: Option<String>,
    source: Option<String>,
    published: Option<String>,
    lang: Option<String>,
    title: Option<String>,
    #[serde(alias = "body", alias = "content")]
    text: String,
}

impl Lines {
    pub(crate) fn new(path: String, stem: String, reader: Box<dyn BufRead>) -> Self {
        Self { path, stem, reader, line: 0, over: false }
    }

    fn place(&self) -> String {
        format!("{}:{}", self.path, self.line)
    }

    /// The next line that is not blank, without reading more of a line than a report may have.
    fn next_line(&mut self) -> Result<Option<Vec<u8>>, AcquireError> {
        loop {
            self.line += 1;
            let mut bytes = Vec::new();
            let read = self.reader.by_ref().take(LIMIT + 1).read_until(b'\n', &mut bytes);
            let read = read.map_err(|error| AcquireError::of(&self.place(), error))?;
            match read as u64 {
                0 => return Ok(None),
                read if read > LIMIT => return Err(AcquireError::too_large(self.place(), None)),
                _ if bytes.iter().all(u8::is_ascii_whitespace) => {}
                _ => return Ok(Some(bytes)),
            }
        }
    }

    fn report(&self, bytes: &[u8]) -> Result<RawReport, AcquireError> {
        let wrong = |why: serde_json::Error| AcquireError::Line { path: self.place(), why: why.to_string() };
        let line: Line = serde_json::from_slice(bytes).map_err(wrong)?;
        let stem = format!("{}:{}", self.stem, self.line);
        Ok(RawReport {
            path: self.place(),
            stem,
            bytes: line.plain().into_bytes(),
            extension: Some("txt".into()),
        })
    }
}

impl Iterator for Lines {
    type Item = Result<RawReport, AcquireError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        match self.next_line() {
            Ok(line) => line.map(|line| self.report(&line)),
            // After a line without an end there is no way to know where the next one begins.
            Err(error) => {
                self.over = true;
                Some(Err(error))
            }
        }
    }
}

impl Line {
    fn plain(&self) -> String {
        let header = [
            ("id", &self.id),
            ("url", &self.url),
            ("source", &self.source),
            ("published", &self.published),
            ("lang", &self.lang),
        ];
        let said = header.iter().filter_map(|(key, value)| Some((key, value.as_deref()?)));
        let mut plain: String = said.map(|(key, value)| format!("{key}: {}\n", one_line(value))).collect();
        if !plain.is_empty() {
            plain.push('\n');
        }
        if let Some(title) = &self.title {
            plain.push_str(&format!("{}\n\n", one_line(title)));
        }
        plain.push_str(&self.text);
        plain
    }
}

fn one_line(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}
