//! Statistics that a report cites: a number over a stretch of time or an area, never one incident's toll.

mod evidence;
mod head;
mod table;
#[cfg(test)]
mod tests;

pub use table::{Class, FigureWords};

use crate::lexicon::Language;
use crate::measure::{Evidence as Said, Ground, numbers_in};
use crate::number::Quantity;
use crate::places::{PlaceFound, PlaceStanding};
use crate::senses::{Cue, Sense};
use crate::time::{Bound, TimeMention};
use crate::words::Words;
use evidence::Evidence;
use head::{Candidate, Line};
use jiff::civil::Date;
use std::ops::Range;
use table::{Mark, Role};
use vigie_model::{Basis, BlockKind, DatePrecision, Figure, PartialDate, PlaceKind, Span};

/// A statistic and the words that say each of its properties.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundFigure {
    /// What was understood; its key is empty.
    pub figure: Figure,
    /// For each property that has a value.
    pub evidence: Vec<Said>,
    /// The number.
    pub anchor: Span,
    /// Its sentence.
    pub sentence: usize,
}

/// A figure told again is looked for among so many before it: a long text must not cost the square of it.
const SAME: usize = 100;

/// Every statistic of a text, in text order.
///
/// A report that tells of no incident and no measure, and does not [speak of security](speaks_of_security),
/// has statistics of another world (health, sport): they are not for the desk, and the caller drops them.
pub fn figures(ground: Ground, quantities: &[Quantity], published: Option<Date>) -> Vec<FoundFigure> {
    let words = ground.words;
    let mut reader = Reader { ground, quantities, published, before: None, listing: false };
    let mut found: Vec<FoundFigure> = Vec::new();
    for sentence in 0..words.sentences.len() {
        for one in reader.read(sentence) {
            let known = |old: &FoundFigure| {
                old.figure.value == one.figure.value && old.figure.what == one.figure.what
            };
            if !found.iter().rev().take(SAME).any(known) {
                found.push(one);
            }
        }
    }
    found
}

/// The text has words of violence: at least one in each of two sentences.
pub fn speaks_of_security(language: &Language, words: &Words) -> bool {
    let sentences = words.sentences.iter();
    let spoken = sentences.filter(|sentence| {
        let marks = language.figures.marks(words, sentence.words.clone());
        marks.iter().any(|mark| *mark.role == Role::Security)
    });
    spoken.count() >= 2
}

/// Reads sentence after sentence; remembers whether the one before held figures.
struct Reader<'a> {
    ground: Ground<'a>,
    quantities: &'a [Quantity],
    published: Option<Date>,
    /// The last sentence with figures, and its times.
    before: Option<(usize, Times)>,
    /// Below a heading of figures.
    listing: bool,
}

/// First and last day, and the words that say so.
type Times = Option<(Option<PartialDate>, Option<PartialDate>, Range<usize>)>;

impl<'a> Reader<'a> {
    fn read(&mut self, nth: usize) -> Vec<FoundFigure> {
        let words = self.ground.words;
        let Some(sentence) = words.sentences.get(nth).filter(|at| at.kind != BlockKind::Title) else {
            return Vec::new();
        };
        let range = sentence.words.clone();
        let marks = self.ground.language.figures.marks(words, range.clone());
        let evidence = self.weigh(nth, &marks, range.clone());
        let line =
            Line { words, marks: &marks, quantities: self.numbers(range.clone()), range: range.clone() };
        let mut kept: Vec<Candidate> = Vec::new();
        for candidate in line.candidates() {
            if !candidate.compared && line.bracketed(candidate.quantity) {
                continue;
            }
            if follows(&candidate, &kept)
                || !candidate.compared && evidence.after(&kept).convinces(&candidate)
            {
                kept.push(candidate);
            }
        }
        self.told(nth, range, &marks, &kept)
    }

    fn numbers(&self, range: Range<usize>) -> Vec<&'a Quantity> {
        let here = numbers_in(self.quantities, &range).iter().filter(|quantity| !quantity.article);
        here.filter(|quantity| !quantity.words.clone().all(|word| self.ground.in_time(word))).collect()
    }

    fn weigh(&mut self, nth: usize, marks: &[Mark], range: Range<usize>) -> Evidence {
        let words = self.ground.words;
        let Some(sentence) = words.sentences.get(nth) else { return Evidence::default() };
        let times: Vec<&TimeMention> = self.times(&range).collect();
        let mut evidence = Evidence::of(marks, &times, self.published, sentence.kind);
        // "Since the launch of the operation on 1 February": a stretch, though its time is a day.
        if times.iter().any(|time| time.bound == Bound::At && self.ground.is_since(time)) {
            (evidence.period, evidence.day) = (true, false);
        }
        let whole =
            |place: &PlaceFound| place.kind == PlaceKind::Country && place.standing == PlaceStanding::In;
        evidence.scope |= self.ground.places_over(&range).iter().any(whole);
        let heads = sentence.kind == BlockKind::Heading || words.key(range.end.wrapping_sub(1)) == ":";
        if heads {
            self.listing = evidence.section;
        } else if sentence.kind != BlockKind::ListItem && sentence.opens_block {
            self.listing = false;
        }
        let early = |mark: &Mark| {
            let colon = (mark.words.end..mark.words.end + 5).any(|word| words.key(word) == ":");
            *mark.role == Role::Section && mark.words.start < range.start + 4 && colon
        };
        evidence.section = self.listing || marks.iter().any(early) && evidence.section;
        let item = sentence.kind == BlockKind::ListItem && sentence.opens_block;
        let first = self.numbers(range.clone()).first().map(|quantity| quantity.words.start);
        evidence.bullet = item && first.is_some_and(|first| first <= range.start + 2);
        evidence.carried = self.before.as_ref().is_some_and(|(before, _)| before + 1 == nth)
            && (!sentence.opens_block || item);
        evidence
    }

    fn times(&self, range: &Range<usize>) -> impl Iterator<Item = &'a TimeMention> {
        self.ground.times_in(range).iter()
    }

    fn told(
        &mut self,
        nth: usize,
        range: Range<usize>,
        marks: &[Mark],
        kept: &[Candidate],
    ) -> Vec<FoundFigure> {
        if kept.is_empty() {
            return Vec::new();
        }
        let own = self.period(&range);
        let carried = self.before.take().filter(|(before, _)| before + 1 == nth).and_then(|(_, times)| times);
        let basis = if own.is_some() { Basis::Stated } else { Basis::Derived };
        let times = own.or(carried);
        let source = self.source(&range, marks);
        let all = kept.iter().map(|candidate| {
            let mut found = self.bare(nth, candidate);
            self.set_place(&mut found, candidate, &range);
            if !candidate.compared {
                self.set_times(&mut found, &times, basis);
            }
            self.set_source(&mut found, &source);
            found
        });
        let all = all.collect();
        self.before = Some((nth, times));
        all
    }

    fn bare(&self, sentence: usize, candidate: &Candidate) -> FoundFigure {
        let quantity = candidate.quantity;
        let anchor = self.span(&quantity.words);
        let mut what: Vec<Span> = candidate.said.iter().map(|words| self.span(words)).collect();
        what.sort();
        let stated = |property, spans| Said { property, spans, basis: Basis::Stated };
        FoundFigure {
            figure: Figure {
                key: String::new(),
                what: candidate.counted.what.clone(),
                value: quantity.value,
                qualifier: quantity.qualifier,
                place: None,
                from: None,
                until: None,
                source: None,
            },
            evidence: vec![stated("/value", vec![anchor]), stated("/what", what)],
            anchor,
            sentence,
        }
    }

    fn set_place(&self, found: &mut FoundFigure, candidate: &Candidate, range: &Range<usize>) {
        let at = candidate.quantity.words.start;
        let extents = self.ground.extents(range.clone()).into_iter().filter(|extent| {
            let told = extent.standing.is_none_or(|standing| standing >= PlaceStanding::Near);
            !extent.subject && told
        });
        let Some(extent) = extents.min_by_key(|extent| extent.words.start.abs_diff(at)) else { return };
        found.figure.place = Some(self.ground.words.phrase(extent.words.clone()).to_owned());
        found.say("/where", self.span(&extent.words), Basis::Stated);
    }

    fn set_times(&self, found: &mut FoundFigure, times: &Times, basis: Basis) {
        let Some((from, until, words)) = times else { return };
        (found.figure.from, found.figure.until) = (*from, *until);
        if from.is_some() {
            found.say("/from", self.span(words), basis);
        }
        if until.is_some() {
            found.say("/until", self.span(words), basis);
        }
    }

    fn set_source(&self, found: &mut FoundFigure, source: &Option<Range<usize>>) {
        let Some(words) = source else { return };
        found.figure.source = Some(self.ground.words.phrase(words.clone()).to_owned());
        found.say("/source", self.span(words), Basis::Stated);
    }

    /// The stretch that a sentence speaks of: a period, a "since", a month or a year.
    fn period(&self, range: &Range<usize>) -> Times {
        let day = |day: Option<Date>| day.map(PartialDate::Day);
        let told =
            self.times(range).filter(|time| time.bound != Bound::Never && time.date.bounds().is_some());
        let best = told.min_by_key(|time| match (time.bound, time.date.precision) {
            (Bound::Period, _) => 0,
            (Bound::Since, _) => 1,
            (_, DatePrecision::Month | DatePrecision::Year | DatePrecision::Week) => 2,
            _ => 3,
        })?;
        let words = best.words.clone();
        match best.bound {
            Bound::Since => Some((best.partial.or(day(best.date.start)), None, words)),
            Bound::Until => Some((None, day(best.date.end), words)),
            Bound::At if self.ground.is_since(best) => Some((day(best.date.start), None, words)),
            _ => Some((day(best.date.start), day(best.date.end), words)),
        }
    }

    /// Who counted: "according to X", else what stands before the verb of counting.
    fn source(&self, range: &Range<usize>, marks: &[Mark]) -> Option<Range<usize>> {
        let cited = range.clone().find_map(|at| {
            let senses = self.ground.language.senses.at(self.ground.words, at, range.end);
            let cited = senses.filter(|(_, sense)| **sense == Sense::Cue(Cue::CitedBy));
            cited.map(|(length, _)| at + length).max()
        });
        match cited {
            Some(start) => Some(start..self.phrase_end(start, range.end)).filter(|words| !words.is_empty()),
            None => self.counter(range, marks),
        }
    }

    /// The words before the verb of counting, where no number stands among them.
    fn counter(&self, range: &Range<usize>, marks: &[Mark]) -> Option<Range<usize>> {
        let verb = marks.iter().find(|mark| *mark.role == Role::Count)?.words.start;
        let parts = |word: &usize| matches!(self.ground.words.key(*word), "," | ";" | ":" | "(");
        let start = (range.start..verb).rev().find(parts).map_or(range.start, |cut| cut + 1);
        let auxiliary = |word: usize| {
            matches!(self.ground.words.key(word), "has" | "have" | "had" | "a" | "ont" | "also")
        };
        let start = (start..verb).find(|&at| !self.ground.in_time(at)).unwrap_or(verb);
        let what = |mark: &Mark| matches!(mark.role, Role::NumberOf | Role::Head(_));
        // "The number of attacks recorded": what was counted is nobody who counts.
        if marks.iter().any(|mark| what(mark) && (start..verb).contains(&mark.words.start)) {
            return None;
        }
        let mut end = verb;
        while end > start && auxiliary(end - 1) {
            end -= 1;
        }
        let counted = numbers_in(self.quantities, &(start..end)).iter().any(|quantity| !quantity.article);
        (end > start && end - start <= 12 && !counted).then_some(start..end)
    }

    /// A cited source ends at a mark, a time or a number.
    fn phrase_end(&self, start: usize, end: usize) -> usize {
        let ends = |word: &usize| {
            let number =
                numbers_in(self.quantities, &(*word..*word + 1)).iter().any(|quantity| !quantity.article);
            matches!(self.ground.words.key(*word), "," | ";" | "." | ":" | "(" | ")" | "»")
                || self.ground.in_time(*word)
                || number
        };
        (start..end).find(ends).unwrap_or(end)
    }

    fn span(&self, words: &Range<usize>) -> Span {
        self.ground.words.span(words.clone())
    }
}

/// A part of a figure, a figure beside it, or the dead of the incidents just counted.
fn follows(candidate: &Candidate, kept: &[Candidate]) -> bool {
    let Some(last) = kept.last() else { return false };
    let toll = last.counted.class == Class::Incidents && candidate.counted.class == Class::Toll;
    candidate.quantity.value >= 3.0 && (candidate.compared || candidate.part || toll)
}

impl FoundFigure {
    fn say(&mut self, property: &'static str, span: Span, basis: Basis) {
        self.evidence.push(Said { property, spans: vec![span], basis });
    }
}
