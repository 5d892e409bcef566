//! What the desk's words mean to an export: which names are of organisations, what sort of source is cited.

use crate::pipeline::Pipeline;
use vigie_fuse::table::SourceClass;
use vigie_fuse::{TableFiles, Tables};
use vigie_model::fold;
use vigie_publish::Terms;
use vigie_read::sides::UNIDENTIFIED;

/// Answers from the registries that reading and fusing work with.
pub struct Words<'a> {
    pipeline: &'a Pipeline,
    sources: Tables,
}

impl<'a> Words<'a> {
    /// With the registries of this run.
    pub fn new(pipeline: &'a Pipeline) -> anyhow::Result<Self> {
        Ok(Self { pipeline, sources: Tables::load(&TableFiles::EMBEDDED)? })
    }

    /// What sort of source these words cite, as an export may say it.
    pub fn source_class(&self, cited: &str) -> Option<&'static str> {
        Some(match self.sources.source_class(cited)? {
            SourceClass::Assessor => "assessor",
            SourceClass::Official => "official",
            SourceClass::Company => "company",
            SourceClass::Local => "local source",
            SourceClass::Media => "media",
            SourceClass::Forces => "armed forces",
            SourceClass::Group => "armed group",
            SourceClass::Rumour => "unconfirmed",
        })
    }

    /// Whether this is the name of an organised side that the registry knows.
    pub fn is_organisation(&self, name: &str) -> bool {
        let folded = fold(name);
        folded == fold(UNIDENTIFIED)
            || self.pipeline.lexicon.actors.actors.iter().any(|actor| fold(&actor.name) == folded)
    }

    /// Runs `work` with what an export asks of words.
    pub fn with<T>(&self, work: impl FnOnce(&Terms) -> T) -> T {
        let source_class = |cited: &str| self.source_class(cited);
        let is_organisation = |name: &str| self.is_organisation(name);
        work(&Terms { source_class: &source_class, is_organisation: &is_organisation })
    }

    /// Every name that a person may mean by this one: itself, and the registry's where it is an alias.
    pub fn actor_names(&self, asked: &str) -> Vec<String> {
        let words = vigie_read::words::Words::sentence(asked);
        let named = self
            .pipeline
            .lexicon
            .actors
            .at(&words, 0, words.words.len())
            .filter(|found| found.0 == words.words.len());
        let mut names = vec![asked.to_owned()];
        names.extend(named.into_iter().flat_map(|(_, actors)| actors).map(|actor| actor.name.clone()));
        names
    }
}
