//! Survivors of sexual violence: "six women were raped", "douze survivantes de viol".
//!
//! Law: they are of no toll and stay at the desk. Who is accused of rape is no survivor; "the soldiers raped two
//! girls" counts the girls.

use super::bound;
use super::breakdown::{Restricted, group_of};
use super::fate::is_aged;
use super::grammar::{ends_clause, is_determiner, is_of, number_at};
use super::party::{Party, parties};
use super::voice::{Voice, voice};
use crate::citation::source_of;
use crate::scan::Scan;
use crate::senses::Trigger;
use crate::story::Story;
use std::ops::Range;
use vigie_model::{CountWho, Survivors};

/// How far after people what befell them may stand, in words.
const REACH: usize = 10;

/// Every number of survivors that a story tells, each once.
pub fn survivors(scan: &Scan, story: &Story) -> Vec<Restricted<Survivors>> {
    let mut found: Vec<Restricted<Survivors>> = Vec::new();
    for people in super::tally::told(scan, story).flat_map(|sentence| in_sentence(scan, sentence)) {
        let again = |known: &Restricted<Survivors>| {
            (known.said.min, known.said.max) == (people.said.min, people.said.max)
        };
        if !found.iter().rev().take(super::tally::RECENT).any(again) {
            found.push(people);
        }
    }
    found
}

fn in_sentence(scan: &Scan, sentence: usize) -> Vec<Restricted<Survivors>> {
    let rapes: Vec<Range<usize>> = scan.live[sentence]
        .iter()
        .filter(|live| live.trigger == Trigger::Rape)
        .map(|live| live.words.clone())
        .collect();
    if rapes.is_empty() {
        return Vec::new();
    }
    let range = scan.words.sentences[sentence].words.clone();
    let all = parties(scan, &range);
    let violated = all.iter().filter(|party| {
        !party.part && is_victim(party) && rapes.iter().any(|rape| befell(scan, party, rape, &range))
    });
    violated.map(|party| people(scan, sentence, party)).collect()
}

fn is_victim(party: &Party) -> bool {
    matches!(party.who, CountWho::Civilian | CountWho::Unknown)
}

fn befell(scan: &Scan, party: &Party, rape: &Range<usize>, sentence: &Range<usize>) -> bool {
    if rape.end <= party.words.start {
        let between = rape.end..party.words.start;
        return between.len() <= 2
            && between
                .clone()
                .all(|at| is_of(scan.words.key(at)) || is_determiner(scan, scan.words.key(at)));
    }
    let end = party.words.end;
    if rape.start < end {
        return false;
    }
    let mut between = end..rape.start;
    let apart = between.len() > REACH
        || between.clone().any(|at| {
            let number = number_at(scan, at).is_some_and(|quantity| !quantity.article)
                && !(at.saturating_sub(2)..at).any(|word| is_aged(scan.words.key(word)));
            ends_clause(scan.words.key(at)) || number || matches!(scan.words.key(at), "by" | "par")
        });
    if apart {
        return false;
    }
    let named =
        |at: usize| ["victim", "surviv", "rescap"].iter().any(|stem| scan.words.key(at).starts_with(stem));
    if party.words.clone().chain(between.clone()).chain(rape.clone()).any(named) {
        return true;
    }
    match voice(scan, rape, Trigger::Rape, end, sentence) {
        Voice::Suffered => true,
        Voice::Participle => {
            rape.len() > 1 || between.is_empty() || between.all(|at| !is_of(scan.words.key(at)))
        }
        Voice::Acted | Voice::Noun => false,
    }
}

fn people(scan: &Scan, sentence: usize, party: &Party) -> Restricted<Survivors> {
    let source = source_of(scan, sentence, party.words.start);
    let said = Survivors {
        group: group_of(scan, party),
        min: bound(party.min),
        max: bound(party.max),
        as_written: scan.words.phrase(party.words.clone()).to_owned(),
        source: source.map(|words| scan.words.phrase(words).to_owned()),
    };
    Restricted { said, span: scan.words.span(party.words.clone()) }
}
