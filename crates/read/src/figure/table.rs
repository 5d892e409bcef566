//! The words of statistics: `data/lexicon/<lang>/figure.tsv`.

use crate::lexicon::{LexiconError, Row, Table, Tables};
use crate::terms::Terms;
use crate::words::Words;
use std::ops::Range;
use std::str::FromStr;
use vigie_model::UnknownTerm;

/// The words of statistics of a language.
#[derive(Debug, Default)]
pub struct FigureWords {
    terms: Terms<Role>,
}

/// What a term does in a sentence about numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// What is counted.
    Head(Counted),
    /// People of whom something is said: "drivers killed".
    People(bool),
    /// What was done to them.
    Deed(Counted),
    /// "population of" before the number, or "hosts".
    Population,
    /// A verb or noun of counting.
    Count,
    /// An area wider than one incident's.
    Scope,
    /// Heads a section of figures.
    Section,
    /// Sets a number beside an earlier one.
    Compare,
    /// Takes a part of the number before.
    Part,
    /// A stretch of time without a date.
    Period,
    /// The number is a share.
    Share,
    /// "the number of": what is counted follows, and its number later.
    NumberOf,
    /// The number after it is a label: "week 27".
    Label,
    /// A word of violence: the text is of our world.
    Security,
}

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Its class.
    pub class: Class,
    /// In English.
    pub what: String,
}

/// Classes that need different evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Incidents, attacks, violations.
    Incidents,
    /// Dead and casualties.
    Toll,
    /// Wounded.
    Injured,
    /// Taken.
    Abducted,
    /// Displaced, refugees, returnees.
    Displaced,
    /// Inhabitants, people in need, assisted.
    Population,
    /// Schools, health centres, villages.
    Facilities,
    /// What only a statistic counts: salvoes of drones, homes without power.
    Plain,
    /// Anything else that the table names.
    Other,
}

/// A term of the table where it stands in the text.
#[derive(Debug, Clone)]
pub struct Mark<'t> {
    /// Its words.
    pub words: Range<usize>,
    /// What it does.
    pub role: &'t Role,
}

impl FigureWords {
    /// Loads the table of a language.
    pub fn load(tag: &str, tables: &dyn Tables) -> Result<Self, LexiconError> {
        let table = Table::of_language(tables, tag, "figure")?;
        let mut terms = Terms::default();
        for row in table.rows(&["term", "sense"]) {
            let row = row?;
            terms.add(tag, row.get("term")?, role(&row)?).map_err(|why| row.wrong(&why))?;
        }
        Ok(Self { terms })
    }

    /// Every term of a stretch of text, the longest of each role at each place.
    pub fn marks<'t>(&'t self, words: &'t Words, range: Range<usize>) -> Vec<Mark<'t>> {
        let here = |at: usize| self.terms.at(words, at, range.end).map(move |(n, role)| (at, n, role));
        let mut marks: Vec<Mark> = range
            .clone()
            .flat_map(here)
            .map(|(at, length, role)| Mark { words: at..at + length, role })
            .collect();
        marks.sort_by_key(|mark| (mark.words.start, std::cmp::Reverse(mark.words.end)));
        marks
    }
}

fn role(row: &Row) -> Result<Role, LexiconError> {
    Ok(match row.get("sense")? {
        "head" => Role::Head(counted(row)?),
        "deed" => Role::Deed(counted(row)?),
        "people" => Role::People(false),
        "civilian" => Role::People(true),
        "population" => Role::Population,
        "count" => Role::Count,
        "scope" => Role::Scope,
        "section" => Role::Section,
        "compare" => Role::Compare,
        "part" => Role::Part,
        "period" => Role::Period,
        "share" => Role::Share,
        "label" => Role::Label,
        "number_of" => Role::NumberOf,
        "security" => Role::Security,
        other => return Err(row.wrong(&format!("{other:?} is no sense of a figure's word"))),
    })
}

fn counted(row: &Row) -> Result<Counted, LexiconError> {
    Ok(Counted { class: row.parse("class")?, what: row.get("what")?.to_owned() })
}

impl FromStr for Class {
    type Err = UnknownTerm;
    fn from_str(term: &str) -> Result<Self, UnknownTerm> {
        Ok(match term {
            "incidents" => Self::Incidents,
            "toll" => Self::Toll,
            "injured" => Self::Injured,
            "abducted" => Self::Abducted,
            "displaced" => Self::Displaced,
            "population" => Self::Population,
            "facilities" => Self::Facilities,
            "plain" => Self::Plain,
            "other" => Self::Other,
            _ => return Err(UnknownTerm { vocabulary: "class of figure", term: term.to_owned() }),
        })
    }
}
