//! Who: the registry of organised sides.
//!
//! Law: an alias names one actor, or one a country ("the army"); what it does not name stays unidentified.

use crate::lexicon::{LexiconError, Row, Table, Tables};
use crate::terms::Terms;
use std::str::FromStr;
use vigie_model::{CountWho, UnknownTerm};

/// All organised sides that the reader can name.
#[derive(Debug)]
pub struct Registry {
    /// In the order of the table.
    pub actors: Vec<Actor>,
    aliases: Terms<usize>,
}

/// One organised side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Canonical name.
    pub name: String,
    /// What sort.
    pub kind: ActorKind,
    /// Two-letter codes of the countries where it acts; empty: anywhere.
    pub countries: Vec<String>,
}

/// What sort of side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorKind {
    /// An army or a gendarmerie at war.
    Military,
    /// A police force.
    Police,
    /// A militia on the side of a state.
    ProGovernment,
    /// An insurgent or terrorist group.
    Insurgent,
    /// A communal or self-defence militia.
    Militia,
    /// A gang, pirates, bandits with a name.
    Criminal,
    /// Peacekeepers, foreign missions, companies under contract.
    External,
    /// People without arms: protesters.
    Civilian,
}

impl ActorKind {
    /// On which side its dead count.
    pub fn who(self) -> CountWho {
        match self {
            Self::Military | Self::Police | Self::ProGovernment | Self::External => CountWho::SecurityForces,
            Self::Insurgent | Self::Militia | Self::Criminal => CountWho::ArmedGroup,
            Self::Civilian => CountWho::Civilian,
        }
    }

    /// Belongs to a state, or fights beside one.
    pub fn is_state(self) -> bool {
        matches!(self, Self::Military | Self::Police | Self::ProGovernment | Self::External)
    }
}

impl FromStr for ActorKind {
    type Err = UnknownTerm;
    fn from_str(term: &str) -> Result<Self, UnknownTerm> {
        Ok(match term {
            "military" => Self::Military,
            "police" => Self::Police,
            "pro_government" => Self::ProGovernment,
            "insurgent" => Self::Insurgent,
            "militia" => Self::Militia,
            "criminal" => Self::Criminal,
            "external" => Self::External,
            "civilian" => Self::Civilian,
            _ => return Err(UnknownTerm { vocabulary: "actor kind", term: term.to_owned() }),
        })
    }
}

impl Registry {
    /// Loads `data/actors/actors.tsv`.
    pub fn load(tables: &dyn Tables) -> Result<Self, LexiconError> {
        let table = Table::load(tables, "actors/actors.tsv")?;
        let mut registry = Self { actors: Vec::new(), aliases: Terms::default() };
        for row in table.rows(&["name"]) {
            registry.add(&row?)?;
        }
        Ok(registry)
    }

    fn add(&mut self, row: &Row) -> Result<(), LexiconError> {
        let nth = self.actors.len();
        let codes = row.get("countries")?.split(' ').filter(|code| *code != "-");
        self.actors.push(Actor {
            name: row.get("name")?.to_owned(),
            kind: row.parse("kind")?,
            countries: codes.map(str::to_owned).collect(),
        });
        for alias in row.get("aliases")?.split('|').map(str::trim).filter(|alias| !alias.is_empty()) {
            // "AFC/M23" is one name: no choice of words.
            self.aliases.add("en", &alias.replace('/', " "), nth).map_err(|why| row.wrong(&why))?;
        }
        Ok(())
    }

    /// The longest alias that begins at this word: how many words, and every actor that it may name.
    pub fn at(&self, words: &crate::words::Words, at: usize, end: usize) -> Option<(usize, Vec<&Actor>)> {
        let longest = self.aliases.longest_at(words, at, end)?.0;
        let named = self.aliases.at(words, at, end).filter(|(length, _)| *length == longest);
        Some((longest, named.map(|(_, &nth)| &self.actors[nth]).collect()))
    }
}
