//! For whom a restriction does not hold: "except ambulances", "les ambulances en sont dispensées".

use super::table::{Mark, Role, Side};
use super::{FoundMeasure, RECENT, Scene};
use crate::words::Shape;
use std::ops::Range;
use vigie_model::Basis;

/// Those exempt are told so many sentences behind the restriction.
const BEHIND: usize = 2;

/// A list of those exempt is no longer than this, in words.
const LIST: usize = 60;

impl Scene<'_> {
    /// Gives the exempt that a sentence tells to its own restrictions, else to those told just before; where it speaks
    /// of "the present provisions", to all.
    pub(super) fn exempt(&self, sentence: usize, found: &mut [FoundMeasure]) {
        let Some(range) = self.ground.words.sentences.get(sentence).map(|one| one.words.clone()) else {
            return;
        };
        let Some(last) = found.last().map(|one| one.sentence) else { return };
        let marks = self.ground.language.measures.marks(self.ground.words, range.clone());
        let all = marks.iter().any(|mark| *mark.role == Role::Again(true));
        if !all && last + BEHIND < sentence {
            return;
        }
        let told = marks.iter().filter_map(|mark| self.exempted(mark, &marks, range.clone()));
        let told: Vec<Range<usize>> = told.collect();
        if told.is_empty() {
            return;
        }
        let recent = found.len().saturating_sub(RECENT);
        for one in found[recent..].iter_mut().filter(|one| all || one.sentence == last) {
            let phrases = told.iter().map(|words| self.ground.words.phrase(words.clone()).to_owned());
            one.measure.exemptions = phrases.collect();
            one.say("/exemptions", told.iter().map(|words| self.span(words)).collect(), Basis::Stated);
        }
    }

    /// The words for those exempt on their side of such a word.
    fn exempted(&self, mark: &Mark, marks: &[Mark], sentence: Range<usize>) -> Option<Range<usize>> {
        let Role::Except(side) = mark.role else { return None };
        let stop = (sentence.start..mark.words.start).rev().find(|&at| self.is_stop(at));
        let ahead = self.trimmed(stop.map_or(sentence.start, |stop| stop + 1)..mark.words.start);
        // "Exempt are ambulances", "Sont exemptés les agents de santé".
        if *side == Side::Ahead && !ahead.is_empty() {
            return Some(ahead);
        }
        let start = (mark.words.end..sentence.end).find(|&at| !self.is_stop(at))?;
        let end = (start..sentence.end).find(|&at| self.ends(at, marks)).unwrap_or(sentence.end);
        let behind = self.trimmed(start..end.min(start + LIST));
        (!behind.is_empty()).then_some(behind)
    }

    fn is_stop(&self, at: usize) -> bool {
        matches!(self.ground.words.key(at), ";" | ":" | "(" | ")" | "." | "–" | "—" | "«" | "»" | "\"")
    }

    /// A mark, a time or the next thing said of the restriction ends a list of those exempt.
    fn ends(&self, at: usize, marks: &[Mark]) -> bool {
        let next = |mark: &Mark| {
            let turns = matches!(
                mark.role,
                Role::Measure(_)
                    | Role::Act(_)
                    | Role::Status(_)
                    | Role::Now
                    | Role::Again(_)
                    | Role::Except(_)
            );
            mark.words.start == at && turns
        };
        self.is_stop(at) || self.ground.in_time(at) || marks.iter().any(next)
    }

    /// Without the commas and small words at its edges.
    fn trimmed(&self, mut words: Range<usize>) -> Range<usize> {
        let key = |at: usize| self.ground.words.key(at);
        let small = |at: usize| {
            self.ground.words.shape(at) == Shape::Mark
                || matches!(
                    key(at),
                    "and"
                        | "or"
                        | "but"
                        | "et"
                        | "ou"
                        | "mais"
                        | "are"
                        | "is"
                        | "were"
                        | "sont"
                        | "est"
                        | "en"
                        | "will"
                        | "be"
                )
        };
        let opens = |at: usize| {
            self.ground.words.shape(at) == Shape::Mark
                || matches!(key(at), "only" | "seul" | "seuls" | "seules")
        };
        while words.start < words.end && opens(words.start) {
            words.start += 1;
        }
        while words.start < words.end && small(words.end - 1) {
            words.end -= 1;
        }
        words
    }
}
