//! When: expressions of time and what days they mean.
//!
//! Law: one look-up a word until an anchor or a number is met; no date is made up. What needs the day of
//! publication and has none stays unknown, and a weekday that contradicts its date is flagged.

use crate::words::Words;
use jiff::Span as Duration;
use jiff::civil::Date;
use std::ops::Range;
use vigie_model::{BlockKind, Clock, DateSpan, PartialDate};

mod calendar;
mod clock;
mod item;
mod phrase;
mod reckon;
mod scan;
mod unit;
mod vocabulary;

pub use vocabulary::TimeWords;

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

/// How long something lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// How many.
    pub count: u16,
    /// Of what.
    pub unit: LengthUnit,
}

/// What a length is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LengthUnit {
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
}

impl Length {
    /// The day on which it ends where it begins on this one: a month from the 4th ends on the 4th.
    pub fn from_day(self, day: Date) -> Option<Date> {
        let count = i64::from(self.count);
        let span = match self.unit {
            LengthUnit::Hours => Duration::new().try_days(count / 24),
            LengthUnit::Days => Duration::new().try_days(count),
            LengthUnit::Weeks => Duration::new().try_weeks(count),
            LengthUnit::Months => Duration::new().try_months(count),
            LengthUnit::Years => Duration::new().try_years(count),
        };
        day.checked_add(span.ok()?).ok()
    }
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
    /// The end of a period, as finely as said.
    pub until: Option<PartialDate>,
    /// How it was resolved.
    pub reckoning: Reckoning,
    /// Point or bound.
    pub bound: Bound,
    /// Hours, where given: "from 8 p.m. to 5 a.m." gives both.
    pub hours: Option<(Clock, Option<Clock>)>,
    /// "for one month": how long, where nothing else is said.
    pub length: Option<Length>,
    /// A weekday that does not fall on the date it stands beside.
    pub contradiction: bool,
    /// Says when the report was written, not when something happened: "DAKAR, Oct 24 (GP) -".
    pub dateline: bool,
}

/// Every time expression of the text, in order, resolved against the publication day.
///
/// Relative days look back ("on Saturday" is the last one before publication, the day itself included);
/// "two days earlier" and its like are reckoned from the last `At` mention before them in the text.
pub fn times(
    language: &crate::lexicon::Language,
    words: &Words,
    published: Option<Date>,
) -> Vec<TimeMention> {
    let sentences: Vec<Vec<item::Item>> = (words.sentences.iter())
        .map(|sentence| {
            let items = scan::items(language, words, sentence.words.clone());
            phrase::joined(&language.time, words, sentence.words.start, items)
        })
        .collect();
    let years = sentences.iter().flatten().filter_map(full_year).collect();
    let mut reckoner = reckon::Reckoner::new(&language.time, words, published, years);
    let mut mentions = Vec::new();
    for (sentence, items) in words.sentences.iter().zip(&sentences) {
        let mut floor = sentence.words.start;
        for item in items {
            let told = reckoner.told;
            let Some(mut mention) = reckoner.mention(item, floor) else { continue };
            floor = mention.words.end;
            let heads = mention.bound == Bound::At
                && has_day(item)
                && is_dateline(words, sentence, &mention, published);
            if heads {
                reckoner.published = published.or(mention.date.start);
            }
            // With its hour it heads the entry of a log: then it is told of.
            mention.dateline = heads && mention.hours.is_none();
            if mention.dateline {
                reckoner.told = told;
            }
            mentions.push(mention);
        }
    }
    mentions
}

/// A date with its year, by the word where it stands.
fn full_year(item: &item::Item) -> Option<(usize, i16)> {
    match item.when {
        Some(item::When::Civil(civil)) if civil.month.is_some() => Some((item.words.start, civil.year?)),
        _ => None,
    }
}

fn has_day(item: &item::Item) -> bool {
    matches!(item.when, Some(item::When::Civil(civil)) if civil.day.is_some() && civil.month.is_some())
}

/// A dateline stands within so many words of the head of a paragraph among the first of the text.
const DATELINE_WORDS: usize = 8;
const DATELINE_SENTENCES: usize = 6;

/// "DAKAR, Oct 24 (GP) -", "January 4, 2026 (AL-OBEID) –", "Bamako, le 14 novembre 2025", "Vendredi 13 mars
/// 2026.": only names before; a dash, a bracket or the end behind.
fn is_dateline(
    words: &Words,
    sentence: &crate::words::Sentence,
    mention: &TimeMention,
    published: Option<Date>,
) -> bool {
    let (first, start, end) = (sentence.words.start, mention.words.start, mention.words.end);
    let head = sentence.opens_block && sentence.kind != BlockKind::ListItem;
    let early = words.sentence_of(start) < DATELINE_SENTENCES && start - first <= DATELINE_WORDS;
    if !(head && early) {
        return false;
    }
    let names =
        (first..start).all(|at| words.is_capital(at) || matches!(words.key(at), "," | "(" | "-" | "/"));
    let bracketed = (first..start).any(|at| words.key(at) == "(");
    // A date alone on its line may head an entry of a log: then it is not the day of publication.
    let placed = start > first || published.is_none_or(|day| mention.date.start == Some(day));
    let full = placed && mention.reckoning == Reckoning::Explicit;
    names && ends_dateline(words, sentence.words.end, end, full, bracketed)
}

fn ends_dateline(words: &Words, last: usize, mut at: usize, full: bool, bracketed: bool) -> bool {
    if at < last && words.key(at) == "(" {
        let close = (at..last.min(at + DATELINE_WORDS)).find(|&at| words.key(at) == ")");
        let Some(close) = close else { return false };
        at = close + 1;
    }
    match if at < last { words.key(at) } else { "" } {
        "" => full,
        "." => full && at + 1 == last,
        "-" | "–" | "—" => true,
        ")" => bracketed,
        _ => false,
    }
}
