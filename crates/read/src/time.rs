//! When: expressions of time and what days they mean.

use crate::lexicon::{LexiconError, Tables};
use crate::words::Words;
use jiff::civil::Date;
use std::ops::Range;
use vigie_model::{Clock, DateSpan, PartialDate};

/// The words of time of a language.
#[derive(Debug, Default)]
pub struct TimeWords {}

impl TimeWords {
    /// Loads `data/lexicon/<tag>/time.tsv`.
    pub fn load(_tag: &str, _tables: &dyn Tables) -> Result<Self, LexiconError> {
        Ok(Self {})
    }
}

/// How a time expression was resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reckoning {
    /// Said outright: "on 12 January 2026".
    Explicit,
    /// From the publication date: "on Saturday", "yesterday", "12 January" without its year.
    Publication,
    /// From a date that the text gave before: "two days earlier", "la veille", "the same day".
    Anaphoric,
}

/// Whether an expression is a point or bounds a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// When it was.
    At,
    /// From then on: "since July".
    Since,
    /// Up to then: "until 31 March".
    Until,
    /// From one to the other: "between January 1 and June 30", "du 27 avril au 3 mai".
    Period,
    /// So often, or for so long: "every Monday", "for six months". Says no date.
    Never,
}

/// A time expression in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeMention {
    /// Its words, prepositions included.
    pub words: Range<usize>,
    /// The days it may mean. Unknown where only a clock or a vague past is given.
    pub date: DateSpan,
    /// The same, as finely as said ("2025-07" for "since July"); the start of a period.
    pub partial: Option<PartialDate>,
    /// How it was resolved.
    pub reckoning: Reckoning,
    /// Point or bound.
    pub bound: Bound,
    /// Hours, where given: "from 8 p.m. to 5 a.m." gives both.
    pub hours: Option<(Clock, Option<Clock>)>,
    /// A weekday that does not fall on the date it stands beside.
    pub contradiction: bool,
    /// Stands in the line that says where and when the report was filed.
    pub dateline: bool,
}

/// Every time expression of the text, in order, resolved against the publication day.
///
/// Relative days look back ("on Saturday" is the last one before publication, the day itself included);
/// "two days earlier" and its like are reckoned from the last `At` mention before them in the text.
pub fn times(
    _language: &crate::lexicon::Language,
    _words: &Words,
    _published: Option<Date>,
) -> Vec<TimeMention> {
    Vec::new()
}
