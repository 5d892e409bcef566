//! From bytes to a reading: clean, read, locate. The one place where the rooms are joined.

use anyhow::Context;
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use vigie_acquire::RawReport;
use vigie_clean::{Hints, Unreadable};
use vigie_locate::Gazetteer;
use vigie_model::{Document, Reading};
use vigie_read::{Lexicon, Tables};

/// What reading needs and is made once.
pub struct Pipeline {
    /// The languages read, and the registries.
    pub lexicon: Lexicon,
    /// The world's places.
    pub gazetteer: Gazetteer,
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
        Ok(Self { lexicon, gazetteer: Gazetteer::embedded() })
    }

    /// Reads one report.
    pub fn read(&self, raw: &RawReport) -> Result<Read, Unreadable> {
        let document = vigie_clean::clean(&raw.bytes, &Hints::default())?;

        let mut reading = vigie_read::read(&self.lexicon, &document, &self.gazetteer);
        vigie_locate::locate(&self.gazetteer, &document, &mut reading);
        if reading.id.is_empty() {
            reading.id = raw.stem.clone();
        }
        reading.path = Some(raw.path.clone());
        Ok(Read { document, reading })
    }
}

/// A desk's own `data/` folder.
struct Folder(PathBuf);

impl Tables for Folder {
    fn table(&self, path: &str) -> Option<Cow<'static, str>> {
        std::fs::read_to_string(self.0.join(path)).ok().map(Cow::Owned)
    }
}
