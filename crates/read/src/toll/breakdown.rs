//! Parts of a count by age and sex: "including four children", "dont deux femmes", "six women and a baby were killed".
//!
//! Law: such a part is a claim of its own and is never added to a toll, which holds these people already. It
//! stays at the desk: an age and a sex in a small village are a name.

use super::party::{Named, Party, groups, parties};
use super::{bound, read};
use crate::citation::source_of;
use crate::scan::Scan;
use crate::senses::Cue;
use crate::story::Story;
use std::ops::Range;
use vigie_model::{Breakdown, CountWhat, PeopleGroup, Span};

/// What stays at the desk, with the words that say it.
#[derive(Debug, Clone, PartialEq)]
pub struct Restricted<T> {
    /// What is said.
    pub said: T,
    /// The words.
    pub span: Span,
}

/// Every part by age and sex that a story tells, each once.
pub fn breakdown(scan: &Scan, story: &Story) -> Vec<Restricted<Breakdown>> {
    let mut found: Vec<Restricted<Breakdown>> = Vec::new();
    for part in super::tally::told(scan, story).flat_map(|sentence| parts(scan, sentence)) {
        let (what, group) = (part.said.what, part.said.group);
        let again = |known: &Restricted<Breakdown>| {
            (known.said.what, known.said.group, known.said.min) == (what, group, part.said.min)
        };
        if !found.iter().rev().take(super::tally::RECENT).any(again) {
            found.push(part);
        }
    }
    found
}

fn parts(scan: &Scan, sentence: usize) -> Vec<Restricted<Breakdown>> {
    let range = scan.words.sentences[sentence].words.clone();
    if !scan.cues_in(range.clone()).any(|(_, cue)| group_named(cue).is_some()) {
        return Vec::new();
    }
    let mut whole: Option<CountWhat> = None;
    let mut found = Vec::new();
    for group in groups(scan, &parties(scan, &range)) {
        let part = matches!(group.as_slice(), [party] if party.part);
        let told =
            if part { None } else { read(scan, &group, None, None, &range).first().map(|row| row.what) };
        whole = told.or(whole);
        let what = if part { whole } else { told };
        let bodily = what.filter(|what| is_bodily(*what));
        found.extend(bodily.into_iter().flat_map(|what| {
            group.iter().filter_map(move |party| part_of(scan, sentence, party, what)).collect::<Vec<_>>()
        }));
    }
    found
}

fn is_bodily(what: CountWhat) -> bool {
    matches!(
        what,
        CountWhat::Killed
            | CountWhat::Injured
            | CountWhat::Abducted
            | CountWhat::Missing
            | CountWhat::Released
            | CountWhat::Displaced
            | CountWhat::Arrested
    )
}

fn part_of(scan: &Scan, sentence: usize, party: &Party, what: CountWhat) -> Option<Restricted<Breakdown>> {
    let group = group_of(scan, party)?;
    let source = source_of(scan, sentence, party.words.start);
    let said = Breakdown {
        what,
        group,
        min: bound(party.min),
        max: bound(party.max),
        as_written: scan.words.phrase(party.words.clone()).to_owned(),
        source: source.map(|words| scan.words.phrase(words).to_owned()),
    };
    Some(Restricted { said, span: scan.words.span(party.words.clone()) })
}

/// The age or sex that a party's words name; "six women and children" names none.
pub(super) fn group_of(scan: &Scan, party: &Party) -> Option<PeopleGroup> {
    // "two of them minors"
    let reach = if party.named == Named::Others || party.part { 2 } else { 0 };
    one_group(scan, party.words.clone()).or_else(|| {
        let after = party.words.end..(party.words.end + reach).min(scan.words.words.len());
        let close = after.clone().all(|at| scan.words.shape(at) == crate::words::Shape::Lower);
        one_group(scan, after).filter(|_| close)
    })
}

fn one_group(scan: &Scan, words: Range<usize>) -> Option<PeopleGroup> {
    let mut named = scan.cues_in(words).filter_map(|(_, cue)| group_named(cue));
    let first = named.next()?;
    named.all(|group| group == first).then_some(first)
}

fn group_named(cue: Cue) -> Option<PeopleGroup> {
    Some(match cue {
        Cue::Women => PeopleGroup::Women,
        Cue::Men => PeopleGroup::Men,
        Cue::Girls => PeopleGroup::Girls,
        Cue::Boys => PeopleGroup::Boys,
        Cue::Children => PeopleGroup::Children,
        Cue::Infants => PeopleGroup::Infants,
        Cue::Elderly => PeopleGroup::Elderly,
        _ => return None,
    })
}
