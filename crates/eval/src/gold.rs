//! Gold sets on disk, and lines of JSON.

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Why a gold set or a file of lines could not be used.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// A file or folder could not be read.
    #[error("cannot read {}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file, or a line of it, is not JSON.
    #[error("{}:{line}: not JSON", path.display())]
    NotJson {
        /// Which file.
        path: PathBuf,
        /// Which line.
        line: usize,
        /// Why.
        source: serde_json::Error,
    },
    /// The folders hold no annotation of the wanted part.
    #[error("no annotations in {0}")]
    NoAnnotations(String),
}

/// Reports whose number ends in 0 or 5 are measured and never opened; the rest is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// May be read by anybody.
    Open,
    /// Measured in totals only.
    Check,
}

/// Belongs to the check part. `d000` does not: it is everybody's first report.
pub fn in_check_part(id: &str) -> bool {
    id.ends_with(['0', '5']) && id != "d000"
}

/// One or more gold sets, taken as one inflow.
#[derive(Debug, Clone)]
pub struct Gold {
    folders: Vec<PathBuf>,
    inflow: Vec<String>,
    annotations: BTreeMap<String, Value>,
}

impl Gold {
    /// Reads the annotations of these folders; all of them where no part is asked for.
    pub fn open(folders: &[PathBuf], part: Option<Part>) -> Result<Self, EvalError> {
        let mut annotations = BTreeMap::new();
        for path in folders.iter().map(|folder| json_files(folder)).collect::<Result<Vec<_>, _>>()?.concat() {
            let annotation = read_json(&path)?;
            // clusters.json and other companions have no id
            if annotation.as_object().is_some_and(|keys| keys.contains_key("id")) {
                annotations.insert(stem(&path), annotation);
            }
        }
        let inflow = annotations.keys().cloned().collect();
        annotations.retain(|id, _| part.is_none_or(|part| in_check_part(id) == (part == Part::Check)));
        if annotations.is_empty() {
            let names: Vec<_> = folders.iter().map(|folder| folder.display().to_string()).collect();
            return Err(EvalError::NoAnnotations(names.join(",")));
        }
        Ok(Self { folders: folders.to_vec(), inflow, annotations })
    }

    /// The annotations of the part that was asked for, by report id.
    pub fn annotations(&self) -> &BTreeMap<String, Value> {
        &self.annotations
    }

    /// The texts of all annotated reports, by report id: a part is scored within the whole inflow.
    pub fn texts(&self) -> BTreeMap<&str, PathBuf> {
        let text = |folder: &PathBuf, id: &str| folder.join(format!("{id}.txt"));
        let found =
            |id: &str| self.folders.iter().map(|folder| text(folder, id)).rfind(|path| path.is_file());
        self.inflow.iter().filter_map(|id| Some((id.as_str(), found(id)?))).collect()
    }

    /// The clusters with the members whose report is there; a set's name goes before a cluster's id.
    pub(crate) fn clusters(&self) -> Result<Vec<Cluster>, EvalError> {
        let mut clusters = Vec::new();
        for folder in &self.folders {
            let file = read_json(&folder.join("clusters.json"))?;
            let listed = crate::loose::list(&file, "incidents").iter();
            clusters.extend(listed.map(|cluster| self.cluster(folder, cluster)));
        }
        clusters.retain(|cluster| !cluster.members.is_empty());
        Ok(clusters)
    }

    fn cluster(&self, folder: &Path, cluster: &Value) -> Cluster {
        let members = crate::loose::list(cluster, "members").iter().filter_map(Value::as_str);
        let is_here = |member: &&str| self.annotations.contains_key(member.split('#').next().unwrap_or(""));
        Cluster {
            id: format!("{}/{}", last_name(folder), crate::notation::plain(cluster.get("id"))),
            members: members.filter(is_here).map(str::to_owned).collect(),
            truth: cluster.get("truth").cloned().unwrap_or_else(|| json!({})),
        }
    }
}

/// A true incident: the accounts that tell it, and what is true of it.
#[derive(Debug, Clone)]
pub(crate) struct Cluster {
    pub id: String,
    pub members: Vec<String>,
    pub truth: Value,
}

/// One value a line; empty lines are passed over.
pub fn read_json_lines(path: &Path) -> Result<Vec<Value>, EvalError> {
    let text = read(path)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(n, line)| parse(path, n + 1, line)).collect()
}

fn read_json(path: &Path) -> Result<Value, EvalError> {
    let text = read(path)?;
    serde_json::from_str(&text).map_err(|source| not_json(path, source.line(), source))
}

fn parse(path: &Path, line: usize, text: &str) -> Result<Value, EvalError> {
    serde_json::from_str(text).map_err(|source| not_json(path, line, source))
}

fn not_json(path: &Path, line: usize, source: serde_json::Error) -> EvalError {
    EvalError::NotJson { path: path.to_owned(), line, source }
}

fn read(path: &Path) -> Result<String, EvalError> {
    std::fs::read_to_string(path).map_err(|source| unreadable(path, source))
}

fn unreadable(path: &Path, source: std::io::Error) -> EvalError {
    EvalError::Unreadable { path: path.to_owned(), source }
}

fn json_files(folder: &Path) -> Result<Vec<PathBuf>, EvalError> {
    let entries = std::fs::read_dir(folder).map_err(|source| unreadable(folder, source))?;
    let mut paths = BTreeSet::new();
    for entry in entries {
        paths.insert(entry.map_err(|source| unreadable(folder, source))?.path());
    }
    Ok(paths.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "json")).collect())
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn last_name(folder: &Path) -> String {
    folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
