//! People told without a number: "a driver was killed" is one; "le sous-préfet et son chauffeur" are two.

use super::{CountFound, CountRead, Range, found_count, governing_after};
use crate::scan::Scan;
use vigie_model::{CountWhat, CountWho};

/// Counts of single people, each named by what they are, that no number counts already.
pub(super) fn counts(scan: &Scan, sentence: usize, counted: &[CountFound]) -> Vec<CountFound> {
    let range = scan.words.sentences[sentence].words.clone();
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let Some((words, number, who)) = singles(scan, at, range.end) else {
            at += 1;
            continue;
        };
        at = words.end;
        let span = scan.words.span(words.clone());
        if counted.iter().any(|count| count.span.overlaps(span))
            || follows_including(scan, words.start, range.start)
        {
            continue;
        }
        if let Some((trigger, what, _)) = governing_after(scan, words.end, &range)
            && trigger <= words.end + 9
            && matches!(
                what,
                CountWhat::Abducted | CountWhat::Killed | CountWhat::Injured | CountWhat::Released
            )
            && !counted.iter().any(|count| count.count.what == what)
            && !no_verb_between(scan, words.end, trigger)
        {
            let reading = CountRead { what, who, words, trigger, joined: false };
            found.push(found_count(scan, sentence, reading, Some(number), Some(number)));
        }
    }
    found
}

/// A passive or a verb must tie the people to what befell them.
fn no_verb_between(scan: &Scan, from: usize, trigger: usize) -> bool {
    !(from..trigger).any(|at| {
        matches!(
            scan.words.key(at),
            "was"
                | "were"
                | "been"
                | "ete"
                | "a"
                | "ont"
                | "est"
                | "sont"
                | "had"
                | "has"
                | "have"
                | "reportedly"
        )
    })
}

/// A run of single people: "a man", "the mayor and his driver", "un enseignant".
fn singles(scan: &Scan, at: usize, end: usize) -> Option<(Range<usize>, u32, CountWho)> {
    let (mut words, mut who) = single(scan, at, end)?;
    let mut number = 1;
    while matches!(scan.words.key(words.end), "and" | "et") {
        let Some((next, side)) = single(scan, words.end + 1, end) else { break };
        who = if side == who { who } else { CountWho::Mixed };
        words.end = next.end;
        number += 1;
    }
    Some((words, number, who))
}

fn single(scan: &Scan, at: usize, end: usize) -> Option<(Range<usize>, CountWho)> {
    let determined = matches!(
        scan.words.key(at),
        "a" | "an"
            | "the"
            | "his"
            | "her"
            | "their"
            | "one"
            | "un"
            | "une"
            | "le"
            | "la"
            | "l'"
            | "son"
            | "sa"
            | "leur"
            | "another"
    );
    if !determined {
        return None;
    }
    let to = (at + 4).min(end);
    let (words, people) = scan.people_in(at + 1..to).next()?;
    let key = scan.words.key(words.end - 1);
    let plural = key.ends_with('s')
        || matches!(
            key,
            "men" | "women" | "children" | "people" | "gunmen" | "police" | "crew" | "congregation"
        );
    let between = (at + 1..words.start).all(|word| {
        scan.words.shape(word) == crate::words::Shape::Lower
            && !matches!(scan.words.key(word), "of" | "de" | "d'")
    });
    (!plural && between).then_some((at..words.end, people.who))
}

fn follows_including(scan: &Scan, at: usize, start: usize) -> bool {
    let from = at.saturating_sub(6).max(start);
    scan.cues_in(from..at).any(|(_, cue)| cue == crate::senses::Cue::Including)
}
