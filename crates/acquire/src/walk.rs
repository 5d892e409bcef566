//! What there is to read: files as named, folders walked in byte order.

use crate::{AcquireError, Input, extension};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Formats that a walk picks up. A file named outright is always tried.
const READ: &[&str] = &["htm", "html", "jsonl", "md", "ndjson", "text", "txt", "xhtml"];

/// What there is to read, in the order in which it will be.
#[derive(Debug, Default)]
pub struct Inventory {
    /// Files, and the standard input where it was named.
    pub inputs: Vec<Input>,
    /// Files of formats that are not read, by extension (empty where a file has none).
    pub skipped: BTreeMap<String, Vec<PathBuf>>,
    /// What could not be looked into.
    pub errors: Vec<AcquireError>,
}

/// Lists what these paths hold: files as they are, folders walked, `-` the standard input.
pub fn inventory(paths: &[PathBuf]) -> Inventory {
    let mut found = Inventory::default();
    for path in paths {
        found.add(path);
    }
    found
}

impl Inventory {
    fn add(&mut self, path: &Path) {
        if path.as_os_str() == "-" {
            self.inputs.push(Input::Stdin);
            return;
        }
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => self.walk(path),
            Ok(_) => self.inputs.push(Input::File(path.to_owned())),
            Err(error) => self.errors.push(AcquireError::of(&path.display().to_string(), error)),
        }
    }

    fn walk(&mut self, folder: &Path) {
        match entries(folder) {
            Ok(entries) => entries.into_iter().for_each(|(path, is_folder)| self.entry(path, is_folder)),
            Err(error) => self.errors.push(AcquireError::of(&folder.display().to_string(), error)),
        }
    }

    fn entry(&mut self, path: PathBuf, is_folder: bool) {
        if is_folder {
            self.walk(&path);
            return;
        }
        let format = extension(&path).unwrap_or_default();
        if READ.contains(&format.as_str()) && !is_about_the_folder(&path) {
            self.inputs.push(Input::File(path));
        } else {
            self.skipped.entry(format).or_default().push(path);
        }
    }
}

/// What a folder holds, hidden files aside, in byte order of names. A link to a folder is not followed, since
/// it may lead back; a link to a file is.
fn entries(folder: &Path) -> std::io::Result<Vec<(PathBuf, bool)>> {
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let kind = entry.file_type()?;
        let links_to_folder = kind.is_symlink() && entry.path().is_dir();
        if !hidden && !links_to_folder {
            entries.push((entry.path(), kind.is_dir()));
        }
    }
    entries.sort_by(|a, b| a.0.as_os_str().as_encoded_bytes().cmp(b.0.as_os_str().as_encoded_bytes()));
    Ok(entries)
}

/// A README speaks about the reports beside it and is none itself.
fn is_about_the_folder(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"))
}
