//! Phrases of place beside a restriction or a figure, as written: "in the Loroum and Yatenga provinces",
//! "entre Torodi et Makalondi", "the town".
//!
//! Names are not looked up here: what follows "in" and begins with a capital, or is a word for an area,
//! is a place. `locate` knows better later.

use super::table::Role;
use crate::lexicon::Language;
use crate::senses::Sense;
use crate::time::TimeMention;
use crate::words::Words;
use std::ops::Range;

/// Where, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// Its words, without the preposition unless that belongs to it ("between").
    pub words: Range<usize>,
    /// It holds a name.
    pub named: bool,
    /// Stands before what it is under: "Bafoulabé has been subject to a curfew".
    pub subject: bool,
}

/// What a phrase is read with.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The language's words.
    pub language: &'a Language,
    /// The text.
    pub words: &'a Words<'a>,
    /// Its times, which are no places.
    pub times: &'a [TimeMention],
}

/// Words between a preposition and the name: "the whole northern".
const ADJECTIVES: usize = 2;

impl Ground<'_> {
    /// Every phrase of place of a sentence, in order.
    pub fn extents(self, sentence: Range<usize>) -> Vec<Extent> {
        let mut found: Vec<Extent> = self.subject(sentence.clone()).into_iter().collect();
        let mut at = sentence.start;
        while at < sentence.end {
            let next = self.led(at, sentence.end).or_else(|| self.area(at, sentence.end));
            at = next.as_ref().map_or(at + 1, |extent| extent.words.end.max(at + 1));
            found.extend(next);
        }
        found
    }

    /// "in X", "between A and B".
    fn led(self, at: usize, end: usize) -> Option<Extent> {
        let table = &self.language.measures;
        let kept = table.is(self.words, at, end, |role| *role == Role::Lead(true));
        let length = kept.or_else(|| table.is(self.words, at, end, |role| *role == Role::Lead(false)))?;
        let (last, named) = self.name(at + length, end, kept.is_some())?;
        let start = if kept.is_some() { at } else { at + length };
        Some(Extent { words: start..last, named, subject: false })
    }

    /// "the town", "la province": an area of its own.
    fn area(self, at: usize, end: usize) -> Option<Extent> {
        let length = self.language.measures.is(self.words, at, end, |role| *role == Role::Area)?;
        let (last, named) = self.extend(at + length, end);
        let last = if named { last } else { at + length };
        Some(Extent { words: at..last, named, subject: false })
    }

    /// The name that opens a sentence in which something is put "under" or "subject to" a restriction.
    fn subject(self, sentence: Range<usize>) -> Option<Extent> {
        let is =
            |at: usize| self.language.measures.is(self.words, at, sentence.end, |role| *role == Role::Under);
        let under = sentence.clone().find(|&at| is(at).is_some())?;
        let first = (sentence.start..under).find(|&at| self.is_name(at))?;
        let (last, named) = self.extend(first, under);
        Some(Extent { words: first..last, named, subject: true })
    }

    /// A name or area after a preposition: where it ends, and whether it holds a name. A mere word for an
    /// area ("corridor") is enough only after a preposition that is part of the phrase.
    fn name(self, at: usize, end: usize, kept: bool) -> Option<(usize, bool)> {
        let area = self.language.measures.is(self.words, at, end, |role| *role == Role::Area);
        let known = self.counted(at, end).or(area.map(|length| at + length));
        let (last, named) = self.extend(at, end);
        if named || kept && last > at { Some((last, named)) } else { known.map(|last| (last, false)) }
    }

    /// "ten departments", "11 countries".
    fn counted(self, at: usize, end: usize) -> Option<usize> {
        (at + 1..(at + 4).min(end)).find_map(|unit| {
            let length = self.language.measures.is(self.words, unit, end, |role| *role == Role::Unit)?;
            let number = self.language.numbers.contains_key(self.words.key(unit - 1));
            let digits = self.words.written(unit - 1).starts_with(|c: char| c.is_ascii_digit());
            (number || digits).then_some(unit + length)
        })
    }

    /// Follows a name through its joints: capitals, "of the", "and", dashes, words for areas. Where it ends,
    /// and whether a name was met.
    pub fn extend(self, at: usize, end: usize) -> (usize, bool) {
        let (mut here, mut last, mut named, mut skipped) = (at, at, false, 0);
        while here < end && !self.in_time(here) {
            if self.is_name(here) {
                (here, named) = (here + 1, true);
                last = here;
            } else if let Some(length) = self.joint(here, end) {
                here += length;
            } else if let Some(length) = self.place_word(here, end) {
                here += length;
                last = here;
            } else if self.comma_list(here, end, named) {
                here += 1;
            } else if !named && skipped < ADJECTIVES && self.is_adjective(here) {
                (here, skipped) = (here + 1, skipped + 1);
            } else {
                break;
            }
        }
        (last, named)
    }

    /// Part of a name: a capital or a road's number, outside of times.
    pub fn is_name(self, at: usize) -> bool {
        let numbered = at > 0 && self.words.is_capital(at - 1) && self.words.key(at).parse::<u8>().is_ok();
        (self.words.is_capital(at) || numbered) && !self.in_time(at)
    }

    fn joint(self, at: usize, end: usize) -> Option<usize> {
        if matches!(self.words.key(at), "-" | "–" | "—" | "/") {
            return Some(1);
        }
        let inner = |role: &Role| matches!(role, Role::Link | Role::Lead(true));
        self.language.measures.is(self.words, at, end, inner)
    }

    fn place_word(self, at: usize, end: usize) -> Option<usize> {
        let senses = self.language.senses.at(self.words, at, end);
        senses.filter(|(_, sense)| matches!(sense, Sense::Place(_))).map(|(length, _)| length).max()
    }

    /// "Maru, Tsafe and Bungudu": a comma within a list of names that an "and" ends.
    fn comma_list(self, at: usize, end: usize, named: bool) -> bool {
        if !named || self.words.key(at) != "," {
            return false;
        }
        let ahead = at + 1..(at + 9).min(end);
        let stop = ahead.clone().find(|&word| matches!(self.words.key(word), "and" | "et"));
        stop.is_some_and(|stop| {
            let between = at + 1..stop;
            let listed = |word: usize| {
                self.is_name(word) || self.words.key(word) == "," || self.joint(word, end).is_some()
            };
            between.len() > 0
                && between.clone().all(listed)
                && self.is_name(stop - 1)
                && self.name_soon(stop + 1, end)
        })
    }

    fn name_soon(self, at: usize, end: usize) -> bool {
        (at..(at + 3).min(end)).any(|word| self.is_name(word))
    }

    fn is_adjective(self, at: usize) -> bool {
        let key = self.words.key(at);
        key.len() > 3 && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    }

    /// Within a time expression.
    pub fn in_time(self, at: usize) -> bool {
        self.times.iter().any(|time| time.words.contains(&at))
    }
}
