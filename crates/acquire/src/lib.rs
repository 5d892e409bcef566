//! Files, folders and streams to raw reports.
//!
//! Law: the only room that reads the outside world's files. It never decides what a report says; it knows
//! formats by their extension and sizes by their metadata. Order is byte order of names, so that the same
//! folder gives the same run anywhere. What cannot be had is an [`AcquireError`] that names it, and the rest
//! goes on.

mod error;
mod lines;
mod walk;

pub use error::AcquireError;
pub use walk::{Inventory, inventory};

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// The most bytes that one report may have. No article comes near it; a longer file is a dump or a mistake.
pub const LIMIT: u64 = 64 << 20;

/// A report as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawReport {
    /// Where from: a path, `-` for the standard input, with `:LINE` for one line of a file of lines.
    pub path: String,
    /// What to call it where it does not name itself: the file's name without folder and extension.
    pub stem: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The file's extension in lower case: a hint at the format.
    pub extension: Option<String>,
}

/// Something that gives reports: a file, or the standard input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// The standard input: one report, or JSON lines.
    Stdin,
    /// A file: one report, or JSON lines.
    File(PathBuf),
}

/// Reports, one by one; each may fail on its own.
pub type Reports = Box<dyn Iterator<Item = Result<RawReport, AcquireError>>>;

impl Input {
    /// Where from, for people.
    pub fn name(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// Its reports. A file of one report is read whole, a file of lines line by line.
    pub fn reports(&self) -> Reports {
        match self.open() {
            Ok(reports) => reports,
            Err(error) => Box::new(std::iter::once(Err(error))),
        }
    }

    fn open(&self) -> Result<Reports, AcquireError> {
        let extension = self.extension();
        let mut reader = self.reader(extension.as_deref())?;
        let lines = match extension.as_deref() {
            Some(extension) => lines::EXTENSIONS.contains(&extension),
            None => {
                lines::look_like_json(&mut reader).map_err(|error| AcquireError::of(&self.name(), error))?
            }
        };
        if lines {
            return Ok(Box::new(lines::Lines::new(self.name(), self.stem(), reader)));
        }
        let bytes = self.whole(reader)?;
        let report = RawReport { path: self.name(), stem: self.stem(), bytes, extension };
        Ok(Box::new(std::iter::once(Ok(report))))
    }

    /// The size is looked up before a byte is read: a file of 200 MB is refused at once.
    fn reader(&self, extension: Option<&str>) -> Result<Box<dyn BufRead>, AcquireError> {
        let Self::File(path) = self else { return Ok(Box::new(BufReader::new(std::io::stdin()))) };
        let said = |error| AcquireError::of(&self.name(), error);
        let metadata = std::fs::metadata(path).map_err(said)?;
        if metadata.is_dir() {
            return Err(AcquireError::Folder { path: self.name() });
        }
        if metadata.len() > LIMIT
            && !extension.is_some_and(|extension| lines::EXTENSIONS.contains(&extension))
        {
            return Err(AcquireError::too_large(self.name(), Some(metadata.len())));
        }
        Ok(Box::new(BufReader::new(File::open(path).map_err(said)?)))
    }

    /// A pipe has no size beforehand: it is read one byte past the limit and no further.
    fn whole(&self, reader: Box<dyn BufRead>) -> Result<Vec<u8>, AcquireError> {
        let mut bytes = Vec::new();
        let read = reader.take(LIMIT + 1).read_to_end(&mut bytes);
        let read = read.map_err(|error| AcquireError::of(&self.name(), error))?;
        if read as u64 > LIMIT { Err(AcquireError::too_large(self.name(), None)) } else { Ok(bytes) }
    }

    fn extension(&self) -> Option<String> {
        match self {
            Self::Stdin => None,
            Self::File(path) => extension(path),
        }
    }

    fn stem(&self) -> String {
        match self {
            Self::Stdin => "stdin".to_owned(),
            Self::File(path) => {
                path.file_stem().map_or_else(|| self.name(), |stem| stem.to_string_lossy().into_owned())
            }
        }
    }
}

/// A path's extension in lower case.
fn extension(path: &Path) -> Option<String> {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase())
}
