//! From bytes to a reading: clean, read, locate. The one place where the rooms are joined.

use anyhow::Context;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use vigie_acquire::RawReport;
use vigie_clean::{Hints, PATHS, Rules, Unreadable, clean, clean_with};
use vigie_locate::Gazetteer;
use vigie_model::{Document, Reading};
use vigie_read::{Lexicon, Tables};

/// What reading needs and is made once.
pub struct Pipeline {
    /// The languages read, and the registries.
    pub lexicon: Lexicon,
    /// The world's places.
    pub gazetteer: Gazetteer,
    /// A desk's own rules for cleaning; the embedded ones are made at their first use.
    rules: Option<Rules>,
}

/// A report made readable, and what it says.
pub struct Read {
    /// Its text.
    pub document: Document,
    /// What it says.
    pub reading: Reading,
}

impl Pipeline {
    /// With the tables of this build, or those of a desk's own folder in their place, file by file.
    pub fn new(data: Option<&Path>) -> anyhow::Result<Self> {
        let lexicon = match data {
            None => Lexicon::embedded(),
            Some(folder) => Lexicon::load(&Folder(folder.to_owned())),
        };
        let lexicon = lexicon.context("the language data cannot be used")?;
        let rules = data.map(rules).transpose()?;
        Ok(Self { lexicon, gazetteer: Gazetteer::embedded(), rules })
    }

    /// Reads one report.
    pub fn read(&self, raw: &RawReport) -> Result<Read, Unreadable> {
        let hints = Hints { media_type: raw.extension.clone(), ..Hints::default() };
        let document = match &self.rules {
            None => clean(&raw.bytes, &hints)?,
            Some(rules) => clean_with(rules, &raw.bytes, &hints)?,
        };
        let mut reading = vigie_read::read(&self.lexicon, &document, &self.gazetteer);
        vigie_locate::locate(&self.gazetteer, &document, &mut reading);
        if reading.id.is_empty() {
            reading.id = raw.stem.clone();
        }
        reading.path = Some(raw.path.clone());
        Ok(Read { document, reading })
    }
}

/// The rules for cleaning of a desk's own folder, or those of this build in their place, file by file.
pub fn rules(folder: &Path) -> anyhow::Result<Rules> {
    let mut own = BTreeMap::new();
    for path in PATHS {
        let there = folder.join(path);
        match std::fs::read_to_string(&there) {
            Ok(text) => drop(own.insert(path, text)),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| there.display().to_string()),
        }
    }
    Rules::with(|path| own.get(path).cloned()).context("the rules for cleaning cannot be used")
}

/// A desk's own `data/` folder.
struct Folder(PathBuf);

impl Tables for Folder {
    fn table(&self, path: &str) -> Option<Cow<'static, str>> {
        std::fs::read_to_string(self.0.join(path)).ok().map(Cow::Owned)
    }
}
