//! Which event words of a sentence live: told as having happened, not denied, feared, planned or played.

use crate::scan::Scan;
use crate::senses::{Cue, Strength, Trigger};
use std::ops::Range;

/// An event word that tells of something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Live {
    /// Its words.
    pub words: Range<usize>,
    /// What sort.
    pub trigger: Trigger,
    /// How far it tells on its own.
    pub strength: Strength,
}

/// The living triggers of a sentence.
pub fn live_triggers(scan: &Scan, sentence: usize) -> Vec<Live> {
    let range = scan.words.sentences[sentence].words.clone();
    let all = scan.triggers_in(range.clone());
    let living =
        all.filter(|(words, ..)| !is_turned(scan, words.start, range.start) && !in_a_name(scan, words));
    living.map(|(words, trigger, strength)| Live { words, trigger, strength }).collect()
}

/// How many words back a negation or a modal still turns an event word.
const REACH: usize = 5;

/// A negation, a modal or a fear stands before it in its clause.
fn is_turned(scan: &Scan, word: usize, start: usize) -> bool {
    let from = word.saturating_sub(REACH).max(start);
    let clause = (from..word).rev().find(|&at| is_clause_mark(scan.words.key(at))).map_or(from, |at| at + 1);
    let turned = |cue| matches!(cue, Cue::Negation | Cue::Hypothetical | Cue::Denial);
    scan.cues_in(clause..word).any(|(words, cue)| turned(cue) && words.end <= word)
}

fn is_clause_mark(key: &str) -> bool {
    matches!(
        key,
        "," | ";" | ":" | "(" | ")" | "." | "but" | "mais" | "\"" | "“" | "”" | "«" | "»" | "–" | "—"
    )
}

/// "Operation Strike", "Rapid Support Forces": a capital inside a sentence makes a name of it.
fn in_a_name(scan: &Scan, words: &Range<usize>) -> bool {
    scan.actor_over(words.start).is_some_and(|actor| words.end <= actor.words.end)
}
