//! "No one was hurt", "aucune victime": nobody, said outright, which is not the same as nothing said.

use super::Row;
use super::fate::what_befell;
use super::grammar::is_of;
use crate::scan::Scan;
use crate::senses::{Cue, Trigger};
use std::ops::Range;
use vigie_model::{CountWhat, CountWho};

/// Words of a statement that nobody was hurt: from the negation to the noun or verb.
const REACH: usize = 7;

/// Rows of zero that a sentence states.
pub(super) fn rows(scan: &Scan, sentence: &Range<usize>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let cues = scan.cues_in(sentence.clone()).filter_map(|(words, cue)| {
        let opens = match cue {
            Cue::Negation => denies_all(scan, words.start),
            Cue::Denial => denies_harm(scan, words.end, sentence.end),
            _ => false,
        };
        opens.then_some(words)
    });
    for negation in cues {
        for row in zeroes(scan, &negation, sentence.end) {
            if !rows.iter().any(|known| known.what == row.what) {
                rows.push(row);
            }
        }
    }
    rows
}

/// "no", "aucun", "personne ne": none of them; a number with "no" inside ("no fewer than 41") denies nothing.
fn denies_all(scan: &Scan, at: usize) -> bool {
    let none = matches!(
        scan.words.key(at),
        "no" | "nobody"
            | "none"
            | "aucun"
            | "aucune"
            | "pas"
            | "ni"
            | "nul"
            | "nulle"
            | "personne"
            | "sans"
            | "without"
            | "neither"
            | "ya"
    );
    let counted = scan.quantity_over(at).is_some_and(|quantity| quantity.words.len() > 1);
    none && !counted
}

/// "denied that any civilian had been hit", "dément toute victime civile": every one of them.
fn denies_harm(scan: &Scan, at: usize, end: usize) -> bool {
    (at..(at + 4).min(end))
        .any(|word| matches!(scan.words.key(word), "any" | "anyone" | "anybody" | "toute" | "tout"))
}

fn zeroes(scan: &Scan, negation: &Range<usize>, end: usize) -> Vec<Row> {
    let to = (negation.end + REACH).min(end);
    let to = (negation.end..to)
        .find(|&at| matches!(scan.words.key(at), ";" | "." | ":" | "but" | "mais"))
        .unwrap_or(to);
    if no_word_yet(scan, negation.start, to) || is_without_telling(scan, negation) {
        return Vec::new();
    }
    let from = negation.start;
    let harms = scan.triggers_in(from..to).filter(|(words, trigger, _)| {
        let noun = negation.end..words.start;
        is_harm(*trigger, scan.words.key(words.start))
            && (*trigger != Trigger::Take || is_of_people(scan, from..words.start))
            && !is_arrest(scan, words.start)
            && !is_pointed(scan, words.start, negation.end)
            && !of_something(scan, noun)
            && !is_adjective(scan.words.key(words.end - 1))
    });
    let side = |(words, people): &(Range<usize>, crate::senses::People)| {
        people.who != CountWho::Civilian || scan.words.key(words.start).starts_with("civil")
    };
    let who = scan.people_in(from..to).find(side).map_or(CountWho::Unknown, |(_, people)| people.who);
    let mut rows: Vec<Row> = Vec::new();
    let loss = (negation.end..negation.end + 2)
        .find(|&at| matches!(scan.words.key(at), "perte" | "pertes" | "loss" | "losses"));
    if let Some(at) = loss {
        let words = from..at + 1;
        rows.push(Row { what: CountWhat::Killed, who, words, min: Some(0), max: Some(0), single: false });
    }
    for (words, trigger, _) in harms {
        for &what in whats(scan.words.key(words.end - 1), trigger) {
            rows.push(Row { what, who, words: from..words.end, min: Some(0), max: Some(0), single: false });
        }
    }
    rows
}

/// "Nobody was taken", "no pupil was taken", never "no decision was taken".
fn is_of_people(scan: &Scan, words: Range<usize>) -> bool {
    let nobody = words.clone().any(|at| matches!(scan.words.key(at), "nobody" | "none" | "one" | "personne"));
    nobody || scan.people_in(words).next().is_some()
}

/// "without giving its own losses": what was not told is not none; "without causing casualties" is.
fn is_without_telling(scan: &Scan, negation: &Range<usize>) -> bool {
    let verb = scan.words.key(negation.end);
    let told = [
        "giv", "referr", "mention", "specify", "say", "disclos", "provid", "detail", "prec", "donn", "evoqu",
    ];
    matches!(scan.words.key(negation.start), "without" | "sans")
        && told.iter().any(|stem| verb.starts_with(stem))
}

fn whats(key: &str, trigger: Trigger) -> &'static [CountWhat] {
    match (key, what_befell(trigger)) {
        ("casualties" | "victime" | "victimes" | "casualty" | "victim" | "victims" | "harmed", _) => {
            &[CountWhat::Killed, CountWhat::Injured]
        }
        (_, Some(CountWhat::Injured)) => &[CountWhat::Injured],
        (_, Some(CountWhat::Abducted)) => &[CountWhat::Abducted],
        (_, Some(CountWhat::Killed)) => &[CountWhat::Killed],
        _ => &[],
    }
}

fn is_harm(trigger: Trigger, key: &str) -> bool {
    let taken = trigger == Trigger::Take && (key.starts_with("taken") || key.starts_with("emmene"));
    taken || matches!(trigger, Trigger::Death | Trigger::Kill | Trigger::Injure | Trigger::Abduct)
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
                | "survecu"
                | "ransom"
                | "rancon"
        )
    })
}

/// "no list of burials": the harm only belongs to what is denied; "pas de victime" and "sans faire de mort" deny it.
fn of_something(scan: &Scan, between: Range<usize>) -> bool {
    let mut of = between.clone().filter(|&at| is_of(scan.words.key(at)));
    of.any(|at| {
        at != between.start
            && !matches!(scan.words.key(at - 1), "faire" | "fait" | "eu" | "y" | "deplore" | "avoir")
    })
}

/// "the killings", "the wounded": harm that is told elsewhere.
fn is_pointed(scan: &Scan, at: usize, start: usize) -> bool {
    at > start
        && matches!(
            scan.words.key(at - 1),
            "the" | "les" | "ses" | "leurs" | "his" | "their" | "these" | "ces"
        )
}

fn is_adjective(key: &str) -> bool {
    matches!(key, "lethal" | "deadly" | "fatal" | "meurtrier" | "meurtriere" | "mortel" | "mortelle")
}

/// "Nobody has been detained": taken by the law, which harms nobody.
fn is_arrest(scan: &Scan, at: usize) -> bool {
    scan.triggers_in(at..at + 1).any(|(_, trigger, _)| trigger == Trigger::Arrest)
}
