//! The gold sets as training sees them: the open part alone.

use anyhow::Context;
use jiff::civil::Date;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use vigie_model::Document;

/// A report with what a coder read in it.
pub struct Report {
    /// Who wrote it: the set, the three of the first writer taken as one.
    pub writer: String,
    /// Its text.
    pub document: Document,
    /// What it tells.
    pub incidents: Vec<Incident>,
}

/// An incident of the annotation.
pub struct Incident {
    /// First and last day.
    pub days: Option<(Date, Date)>,
    /// Its names of places, folded.
    pub places: Vec<String>,
    /// Where it was, folded.
    pub primary: Option<String>,
    /// ACLED's type, as the standard writes it.
    pub event_type: String,
    /// ACLED's sub-type.
    pub sub_event_type: String,
    /// What it quotes, folded, and how far each quote tells one incident from another.
    pub quotes: Vec<(String, f64)>,
    /// The evidence, folded.
    pub evidence: String,
    /// The sides.
    pub actors: Vec<Actor>,
    /// The classes of what was hit.
    pub targets: BTreeSet<String>,
    /// How it was done.
    pub tactics: BTreeSet<String>,
    /// How firmly it stands.
    pub status: String,
}

/// A side of the annotation, or one that was read.
pub struct Actor {
    /// Its canonical name.
    pub name: String,
    /// Its words.
    pub as_written: String,
    /// Its part.
    pub role: String,
}

impl Actor {
    /// A side by its name, words and part.
    pub fn new(name: &str, as_written: &str, role: &str) -> Self {
        Self { name: name.to_owned(), as_written: as_written.to_owned(), role: role.to_owned() }
    }
}

impl Incident {
    /// Those who did it.
    pub fn perpetrators(&self) -> impl Iterator<Item = &Actor> {
        self.actors.iter().filter(|actor| actor.role == "perpetrator")
    }
}

/// A set that is measured as a whole and never opened.
const BLIND: &str = "blind";

/// Every open report of every set, in byte order of the paths.
pub fn load(folder: &Path) -> anyhow::Result<Vec<Report>> {
    let mut sets: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    sets.sort_by_key(std::fs::DirEntry::path);
    let mut reports = Vec::new();
    for set in sets.iter().map(std::fs::DirEntry::path).filter(|path| path.is_dir()) {
        if set.ends_with(BLIND) {
            continue;
        }
        let mut files: Vec<_> = std::fs::read_dir(&set)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()?;
        files.sort();
        for file in
            files.iter().filter(|file| file.extension().is_some_and(|kind| kind == "txt") && is_open(file))
        {
            reports.push(report(file)?);
        }
    }
    Ok(reports)
}

/// The check part is measured, never trained on.
fn is_open(file: &Path) -> bool {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    !stem.ends_with(['0', '5'])
}

fn report(file: &Path) -> anyhow::Result<Report> {
    let named = || file.display().to_string();
    let annotation = std::fs::read_to_string(file.with_extension("json")).with_context(named)?;
    let annotation: Value = serde_json::from_str(&annotation).with_context(named)?;
    let document = vigie_clean::clean(&std::fs::read(file).with_context(named)?, &Default::default())?;
    let incidents = annotation["incidents"].as_array().into_iter().flatten().map(incident).collect();
    Ok(Report { writer: writer(file), document, incidents })
}

fn writer(file: &Path) -> String {
    let set = file.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    if set.starts_with("dev") { "dev".to_owned() } else { set.into_owned() }
}

fn incident(value: &Value) -> Incident {
    let text = |value: &Value| value.as_str().map(vigie_model::fold);
    let listed = |list: &str, key: &str, weight: f64| -> Vec<(String, f64)> {
        let values = value[list].as_array().into_iter().flatten();
        values.filter_map(|entry| text(&entry[key])).map(|quote| (quote, weight)).collect()
    };
    let mut quotes = listed("counts", "as_written", 1.0);
    quotes.extend(listed("places", "name", 0.6));
    quotes.extend(text(&value["primary_place"]).map(|name| (name, 0.8)));
    quotes.extend(listed("targets", "name", 0.7));
    quotes.extend(listed("actors", "as_written", 0.3));
    quotes.retain(|(quote, _)| quote.len() > 3);
    let places = listed("places", "name", 0.0)
        .into_iter()
        .chain(text(&value["primary_place"]).map(|name| (name, 0.0)));
    Incident {
        days: days(&value["date"]),
        places: places.map(|(name, _)| name).collect(),
        primary: text(&value["primary_place"]),
        event_type: value["event_type"].as_str().unwrap_or_default().to_owned(),
        sub_event_type: value["sub_event_type"].as_str().unwrap_or_default().to_owned(),
        evidence: text(&value["evidence"]).unwrap_or_default(),
        actors: actors(&value["actors"]),
        targets: texts(&value["targets"], |target| &target["class"]),
        tactics: texts(&value["tactics"], |tactic| tactic),
        status: value["status"].as_str().unwrap_or_default().to_owned(),
        quotes,
    }
}

fn texts(list: &Value, of: impl Fn(&Value) -> &Value) -> BTreeSet<String> {
    list.as_array().into_iter().flatten().filter_map(|entry| of(entry).as_str()).map(str::to_owned).collect()
}

fn actors(list: &Value) -> Vec<Actor> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let actor = |value: &Value| Actor {
        name: text(&value["name"]),
        as_written: text(&value["as_written"]),
        role: text(&value["role"]),
    };
    list.as_array().into_iter().flatten().map(actor).collect()
}

fn days(date: &Value) -> Option<(Date, Date)> {
    let day = |key: &str| date[key].as_str().and_then(|text| text.parse().ok());
    let (start, end) = (day("start"), day("end"));
    start.or(end).zip(end.or(start))
}
