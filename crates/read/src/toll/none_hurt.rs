//! "No one was hurt", "aucune victime": nobody, said outright, which is not the same as nothing said.

use super::{CountFound, CountRead, found_count};
use crate::scan::Scan;
use crate::senses::{Cue, Trigger};
use std::ops::Range;
use vigie_model::{CountWhat, CountWho};

/// Words of a statement that nobody was hurt: from the negation to the noun or verb.
const REACH: usize = 6;

/// Counts of zero that a sentence states.
pub(super) fn counts(scan: &Scan, sentence: usize) -> Vec<CountFound> {
    let range = scan.words.sentences[sentence].words.clone();
    let mut found = Vec::new();
    let negations: Vec<Range<usize>> = scan
        .cues_in(range.clone())
        .filter(|(_, cue)| *cue == Cue::Negation)
        .map(|(words, _)| words)
        .collect();
    for negation in negations {
        let key = scan.words.key(negation.start);
        if !matches!(
            key,
            "no" | "nobody"
                | "none"
                | "aucun"
                | "aucune"
                | "pas"
                | "ni"
                | "personne"
                | "sans"
                | "without"
                | "neither"
                | "ya"
        ) {
            continue;
        }
        found.extend(zeroes(scan, sentence, &negation, range.end));
    }
    found.dedup_by(|a, b| a.count.what == b.count.what);
    found
}

fn zeroes(scan: &Scan, sentence: usize, negation: &Range<usize>, end: usize) -> Vec<CountFound> {
    let to = (negation.end + REACH).min(end);
    if no_word_yet(scan, negation.start, to) {
        return Vec::new();
    }
    let Some((words, trigger, _)) =
        scan.triggers_in(negation.start..to).find(|(_, trigger, _)| is_harm(*trigger))
    else {
        return Vec::new();
    };
    let words = negation.start..words.end;
    let casualties = matches!(
        scan.words.key(words.end - 1),
        "casualties" | "victime" | "victimes" | "casualty" | "victim" | "victims"
    );
    let whats: &[CountWhat] = match trigger {
        _ if casualties => &[CountWhat::Killed, CountWhat::Injured],
        Trigger::Injure => &[CountWhat::Injured],
        _ => &[CountWhat::Killed],
    };
    let zero = |&what: &CountWhat| {
        let reading = CountRead {
            what,
            who: CountWho::Unknown,
            words: words.clone(),
            trigger: words.end - 1,
            joined: false,
        };
        found_count(scan, sentence, reading, Some(0), Some(0))
    };
    whats.iter().map(zero).collect()
}

fn is_harm(trigger: Trigger) -> bool {
    matches!(trigger, Trigger::Death | Trigger::Kill | Trigger::Injure)
}

/// "no toll was available", "no official information on fatalities": nothing was said, not nobody hurt.
fn no_word_yet(scan: &Scan, from: usize, to: usize) -> bool {
    (from..to).any(|at| {
        matches!(
            scan.words.key(at),
            "information"
                | "toll"
                | "bilan"
                | "word"
                | "claim"
                | "comment"
                | "details"
                | "official"
                | "officiel"
                | "indication"
                | "group"
                | "groupe"
                | "figure"
                | "yet"
                | "immediate"
                | "revendication"
                | "responsibility"
                | "trace"
        )
    })
}
