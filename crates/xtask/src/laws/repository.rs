//! The repository as the laws see it: its files, by path from the root.

use anyhow::Context;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The files that belong to the repository: tracked, or new and not ignored.
pub struct Repository {
    root: PathBuf,
    files: Vec<String>,
}

impl Repository {
    /// The repository that this crate stands in.
    pub fn open() -> anyhow::Result<Self> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let root = here.canonicalize().context("the repository's root")?;
        let mut files = listed_by_git(&root).unwrap_or_else(|| walked(&root));
        files.retain(|file| root.join(file).is_file());
        files.sort();
        anyhow::ensure!(!files.is_empty(), "{} holds no file", root.display());
        Ok(Self { root, files })
    }

    /// The folder at the top.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The files that end like this, sorted.
    pub fn files<'a>(&'a self, end: &'a str) -> impl Iterator<Item = &'a str> {
        self.files.iter().map(String::as_str).filter(move |file| file.ends_with(end))
    }

    /// A file's text; `None` where it is binary or went away meanwhile.
    pub fn text(&self, file: &str) -> Option<String> {
        let bytes = std::fs::read(self.root.join(file)).ok()?;
        String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))
    }

    /// The files that end like this, with their texts.
    pub fn texts<'a>(&'a self, end: &'a str) -> impl Iterator<Item = (&'a str, String)> {
        self.files(end).filter_map(|file| Some((file, self.text(file)?)))
    }
}

fn listed_by_git(root: &Path) -> Option<Vec<String>> {
    let list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let output = Command::new("git").args(list).current_dir(root).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.split_terminator('\0').map(str::to_owned).collect())
}

/// Without git (a source archive): everything but hidden folders and what cargo builds.
fn walked(root: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            match path.is_dir() {
                true if name == ".git" || name == "target" => {}
                true => folders.push(path),
                false => files.extend(path.strip_prefix(root).ok().and_then(Path::to_str).map(str::to_owned)),
            }
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_archive_without_git_has_the_same_manifests() {
        let repository = Repository::open().unwrap();
        let mut walked: Vec<String> = walked(repository.root());
        walked.retain(|file| file.ends_with("Cargo.toml"));
        walked.sort();
        assert_eq!(walked, repository.files("Cargo.toml").collect::<Vec<_>>());
    }
}
