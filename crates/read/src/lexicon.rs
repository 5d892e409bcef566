//! The knowledge of a language, loaded from its folder of tables.
//!
//! A table is TSV with a header line; the loader stops at the first row that is out of order, doubled, or
//! names something unknown, and says which file and line.

use crate::gate::{Effect, Gate};
use crate::number::{NumberWord, NumberWords};
use crate::senses::{HOLLOW, Sense, Strength, Trigger};
use crate::terms::Terms;
use crate::weights::{Labels, Weights};
use crate::words::Words;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use vigie_model::{Document, Qualifier, Role, Status, SubEventType, Tactic};

mod tables;

pub use tables::{LexiconError, Row, Table};

/// All languages that the reader reads, and the registries that they share.
pub struct Lexicon {
    /// By tag, as `lexicon/languages.tsv` lists them. Those of this build are made when a report in them first comes:
    /// most runs read one language, and making one takes longer than reading a report.
    languages: BTreeMap<String, OnceLock<Option<Language>>>,
    /// The name of each that reads only simple reports as yet.
    starters: BTreeMap<String, String>,
    /// Organised sides, worldwide.
    pub actors: crate::actors::Registry,
    /// How far features of an account speak for each sub-type.
    pub kinds: Labels<SubEventType>,
    /// How far features of an account speak for its being news.
    pub news: Weights,
    /// How far a time is the day of a story.
    pub when: Weights,
    /// How far a sentence goes on with what was told before.
    pub threads: Weights,
    /// How far a place is where it happened.
    pub scene: Weights,
    /// How far features of a side speak for each role.
    pub roles: Labels<Role>,
    /// How far features of an account speak for each tactic.
    pub tactics: Labels<Tactic>,
    /// How far features of a phrase speak for its having been hit.
    pub targets: Weights,
    /// How far features of an account speak for each status.
    pub statuses: Labels<Status>,
}

/// One language.
pub struct Language {
    /// The name of its folder: `en`, `fr`.
    pub tag: String,
    /// Number words.
    pub numbers: NumberWords,
    /// What words of events, people, things, and of grammar mean.
    pub senses: Terms<Sense>,
    /// Months, weekdays and the other words of time.
    pub time: crate::time::TimeWords,
    /// Words of restrictions.
    pub measures: crate::measure::MeasureWords,
    /// Small words that say how a place stands.
    pub(crate) stances: crate::places::Stances,
    /// Words of statistics.
    pub figures: crate::figure::FigureWords,
    /// Ordinary words, folded: asked only where case does not tell them from names.
    pub(crate) common: FxHashSet<String>,
    qualifiers: Terms<Qualifier>,
    gate: Gate,
}

/// Where a table comes from: the embedded copy, or a desk's own file in its place.
pub trait Tables {
    /// The text of a file of `data/`, by its path there; `None` where it has none.
    fn table(&self, path: &str) -> Option<Cow<'static, str>>;
}

impl Lexicon {
    /// The tables that came with this build. A test holds that each of its languages loads.
    pub fn embedded() -> Result<Self, LexiconError> {
        let listed = tags(&tables::Embedded)?;
        let empty = listed.keys().map(|tag| (tag.clone(), OnceLock::new())).collect();
        Self::shared(&tables::Embedded, listed, empty)
    }

    /// Tables from elsewhere; what is not there is taken from this build, file by file.
    pub fn load(tables: &dyn Tables) -> Result<Self, LexiconError> {
        let listed = tags(tables)?;
        let made = |tag: &String| Ok((tag.clone(), OnceLock::from(Some(Language::load(tag, tables)?))));
        let languages = listed.keys().map(made).collect::<Result<_, _>>()?;
        Self::shared(tables, listed, languages)
    }

    /// What the languages share.
    fn shared(
        tables: &dyn Tables,
        listed: BTreeMap<String, Option<String>>,
        languages: BTreeMap<String, OnceLock<Option<Language>>>,
    ) -> Result<Self, LexiconError> {
        let actors = crate::actors::Registry::load(tables)?;
        Ok(Self {
            languages,
            starters: listed.into_iter().filter_map(|(tag, name)| Some((tag, name?))).collect(),
            actors,
            kinds: Labels::load(tables, "ontology/kind.tsv", "sub_event_type")?,
            news: Weights::load(tables, "ontology/news.tsv")?,
            when: Weights::load(tables, "ontology/when.tsv")?,
            threads: Weights::load(tables, "ontology/thread.tsv")?,
            scene: Weights::load(tables, "ontology/scene.tsv")?,
            roles: Labels::load(tables, "ontology/role.tsv", "role")?,
            tactics: Labels::load(tables, "ontology/tactic.tsv", "tactic")?,
            targets: Weights::load(tables, "ontology/target.tsv")?,
            statuses: Labels::load(tables, "ontology/status.tsv", "status")?,
        })
    }

    /// The [cheap test](Language::gate) of a document; shut for one in a language that is not read.
    pub fn gate(&self, document: &Document) -> bool {
        let language = self.language(document.lang.as_deref().unwrap_or(""));
        language.is_some_and(|language| language.gate(&document.text))
    }

    /// A language by its tag.
    pub fn language(&self, tag: &str) -> Option<&Language> {
        let made = self.languages.get(tag)?;
        made.get_or_init(|| Language::load(tag, &tables::Embedded).ok()).as_ref()
    }

    /// The name of a language that reads only simple reports as yet.
    pub fn starter(&self, tag: &str) -> Option<&str> {
        self.starters.get(tag).map(String::as_str)
    }

    /// The tags of the languages read, in byte order.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.languages.keys().map(String::as_str)
    }
}

/// The languages that a desk lists, as folders of `lexicon`; the name of those that have only begun.
fn tags(tables: &dyn Tables) -> Result<BTreeMap<String, Option<String>>, LexiconError> {
    let table = Table::load(tables, "lexicon/languages.tsv")?;
    let entry = |row: Row| {
        let name = row.get("name")?.to_owned();
        let begun = match row.get("stage")? {
            "full" => None,
            "starter" => Some(name),
            other => return Err(row.wrong(&format!("{other:?} is no stage of a language"))),
        };
        Ok((row.get("tag")?.to_owned(), begun))
    };
    table.rows(&["tag"]).map(|row| entry(row?)).collect()
}

impl Language {
    fn load(tag: &str, tables: &dyn Tables) -> Result<Self, LexiconError> {
        let table = |name: &str| Table::of_language(tables, tag, name);
        let mut senses = Terms::default();
        for kind in crate::senses::TABLES {
            crate::senses::load(tag, kind, &table(kind)?, &mut senses)?;
        }
        Ok(Self {
            tag: tag.to_owned(),
            numbers: number_words(&table("number")?)?,
            qualifiers: qualifiers(tag, &table("qualifier")?)?,
            time: crate::time::TimeWords::load(tag, tables)?,
            measures: crate::measure::MeasureWords::load(tag, tables)?,
            stances: crate::places::Stances::load(&table("standing")?)?,
            figures: crate::figure::FigureWords::load(tag, tables)?,
            common: common(&table("common")?)?,
            gate: gate(tag, tables)?,
            senses,
        })
    }

    /// The cheap test: may this text hold an incident, a measure or a figure at all?
    pub fn gate(&self, text: &str) -> bool {
        self.gate.opens(text)
    }

    /// A qualifier of numbers that begins at this word: how many words, and what it does.
    pub fn qualifier(&self, words: &Words, at: usize, end: usize) -> Option<(usize, Qualifier)> {
        self.qualifiers.longest_at(words, at, end).map(|(length, &qualifier)| (length, qualifier))
    }
}

/// Opens at every strong event word and every word of a restriction, or at an act with its object.
fn gate(tag: &str, tables: &dyn Tables) -> Result<Gate, LexiconError> {
    let mut gate = Gate::new(tag);
    let mut take = |name: &str, effect: fn(&Row) -> Result<Option<Effect>, LexiconError>| {
        for row in Table::of_language(tables, tag, name)?.rows(&[]) {
            let row = row?;
            if let Some(effect) = effect(&row)? {
                gate.add(row.get("term")?, effect);
            }
        }
        Ok::<_, LexiconError>(())
    };
    take("trigger", |row| Ok(Some(event(row)?)))?;
    take("measure", |row| Ok(restriction(row.get("sense")?)))?;
    take("figure", |row| Ok((row.get("sense")? == "security").then_some(Effect::Security)))?;
    Ok(gate)
}

fn event(row: &Row) -> Result<Effect, LexiconError> {
    if row.get("trigger")? == HOLLOW || row.parse::<Strength>("strength")? == Strength::Weak {
        return Ok(Effect::Hide);
    }
    let flight = matches!(row.parse("trigger")?, Trigger::Displace | Trigger::Missing);
    Ok(if flight { Effect::Flight } else { Effect::Event })
}

fn restriction(sense: &str) -> Option<Effect> {
    match sense {
        "measure" => Some(Effect::Measure),
        "act" => Some(Effect::Act),
        "object" | "subject" | "weak_object" => Some(Effect::Object),
        _ => None,
    }
}

fn qualifiers(tag: &str, table: &Table) -> Result<Terms<Qualifier>, LexiconError> {
    let mut terms = Terms::default();
    for row in table.rows(&["term", "qualifier"]) {
        let row = row?;
        let qualifier = row.parse("qualifier")?;
        terms.add(tag, row.get("term")?, qualifier).map_err(|why| row.wrong(&why))?;
    }
    Ok(terms)
}

/// Where a language has none, its shouted words are small unless something else speaks for them.
fn common(table: &Table) -> Result<FxHashSet<String>, LexiconError> {
    table.rows(&["word"]).map(|row| Ok(vigie_model::fold(row?.get("word")?))).collect()
}

fn number_words(table: &Table) -> Result<NumberWords, LexiconError> {
    let mut words = NumberWords::default();
    for row in table.rows(&["term", "kind", "value"]) {
        let row = row?;
        let value = row.get("value")?;
        let whole = || value.parse::<u64>().map_err(|why| row.wrong(&why));
        let word = match row.get("kind")? {
            "one" => NumberWord::One,
            "unit" => NumberWord::Unit(whole()?),
            "tens" => NumberWord::Tens(whole()?),
            "scale" => NumberWord::Scale(whole()?),
            "group" => NumberWord::Group(whole()?),
            "vague" => NumberWord::Vague(whole()?),
            "range" => between(value).ok_or_else(|| row.wrong(&"a range is written low-high"))?,
            other => return Err(row.wrong(&format!("{other:?} is no kind of number word"))),
        };
        words.insert(row.get("term")?.to_owned(), word);
    }
    Ok(words)
}

fn between(value: &str) -> Option<NumberWord> {
    let (low, high) = value.split_once('-')?;
    Some(NumberWord::Between(low.parse().ok()?, high.parse().ok()?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]
    use super::*;

    #[test]
    fn every_table_of_this_build_loads() {
        let lexicon = Lexicon::load(&tables::Embedded).unwrap();
        assert_eq!(lexicon.tags().collect::<Vec<_>>(), ["en", "es", "fr"]);
        assert!(lexicon.tags().all(|tag| lexicon.language(tag).is_some()));
        assert!(lexicon.language("xx").is_none());
    }
}
