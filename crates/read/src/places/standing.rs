//! How a place stands in its sentence: there, near, on the way, or only where somebody comes from.

use super::stance::Stance;
use crate::scan::Scan;
use crate::senses::{Counted, Cue, Sense, Trigger};
use crate::words::Shape;
use std::ops::Range;

/// How a place stands to what its sentence tells; later is closer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceStanding {
    /// Where the report was filed: "BAMAKO, Oct 24 (GP) –".
    Dateline,
    /// Someone goes or is brought there: "fled to X".
    Towards,
    /// Someone comes from there, or is in office there: "the mayor of X", "traders from X".
    Of,
    /// So far from there: "55 km east of X".
    Offset,
    /// No preposition that tells.
    Bare,
    /// Beside it: "near X", "30 km north of X".
    Near,
    /// There: "in X", "at X", "à X".
    In,
}

/// What the word before a place says of it.
pub(super) fn of(scan: &Scan, start: usize) -> PlaceStanding {
    let words = &scan.words;
    let from = words.sentence_words(start).start;
    if is_dateline(scan, start, from) {
        return PlaceStanding::Dateline;
    }
    let is = |at: usize, stance| has(scan, at, stance);
    let mut at = start;
    while at > from && is(at - 1, Stance::Between) {
        at -= 1;
    }
    if at == from {
        return PlaceStanding::Bare;
    }
    if is_brought(scan, at, from) {
        return PlaceStanding::Towards;
    }
    if is_based(scan, at - 1, from) {
        return PlaceStanding::Of;
    }
    let last = at - 1;
    let before = |stance| at > from + 1 && is(at - 2, stance);
    match () {
        () if is(last, Stance::Into) && !is_crossing(scan, last, from) => PlaceStanding::In,
        () if is(last, Stance::In) => PlaceStanding::In,
        () if is(last, Stance::To) => french_to(scan, last, from),
        () if is(last, Stance::Near) => PlaceStanding::Near,
        () if is(last, Stance::Towards) && before(Stance::Close) => PlaceStanding::Near,
        () if is(last, Stance::Of) && is_seat(scan, last, from) => PlaceStanding::Of,
        () if is(last, Stance::Of) && is_measured(scan, last, from) => PlaceStanding::Offset,
        () if is(last, Stance::Of) && before(Stance::Beside) => PlaceStanding::Near,
        () if is(last, Stance::From) && before(Stance::Beside) => PlaceStanding::Near,
        () if is(last, Stance::Towards) || is(last, Stance::Into) => PlaceStanding::Towards,
        () if is(last, Stance::Of) || is(last, Stance::From) => of_what(scan, last, from),
        () if is_struck(scan, at, from) => PlaceStanding::Near,
        () => PlaceStanding::Bare,
    }
}

fn has(scan: &Scan, at: usize, stance: Stance) -> bool {
    scan.language.stances.has(scan.words.key(at), stance)
}

/// The name stands behind "chef-lieu de la".
pub(super) fn follows_seat(scan: &Scan, start: usize) -> bool {
    let from = scan.words.sentence_words(start).start;
    let mut at = start;
    while at > from && has(scan, at - 1, Stance::Between) {
        at -= 1;
    }
    at > from + 1 && has(scan, at - 1, Stance::Of) && is_seat(scan, at - 1, from)
}

/// "chef-lieu de la Komondjari", "capital of North Kordofan": the town was told, this is around it.
fn is_seat(scan: &Scan, preposition: usize, from: usize) -> bool {
    preposition > from && has(scan, preposition - 1, Stance::Seat)
}

/// "55 km (34 miles) east of", "à une soixantaine de kilomètres au nord de".
fn is_measured(scan: &Scan, preposition: usize, from: usize) -> bool {
    let near = preposition.saturating_sub(7).max(from)..preposition;
    near.clone().any(|at| has(scan, at, Stance::Distance))
        && !near.clone().any(|at| matches!(scan.words.key(at), "," | ";"))
}

/// "évacué sur X", "taken to hospital in X": where the hurt were brought, a few words before the preposition.
fn is_brought(scan: &Scan, at: usize, from: usize) -> bool {
    let near = at.saturating_sub(5).max(from)..at;
    near.clone().any(|word| has(scan, word, Stance::Brought))
        && !near.clone().any(|word| matches!(scan.words.key(word), "," | ";"))
}

/// "fled into X": who crosses a border is on the other side of what happened. Who bursts into a village is there.
fn is_crossing(scan: &Scan, preposition: usize, from: usize) -> bool {
    (preposition.saturating_sub(4).max(from)..preposition).any(|at| has(scan, at, Stance::Crossing))
}

/// "a gang based in X", "une ONG basée à X": its home, whatever it did elsewhere.
fn is_based(scan: &Scan, preposition: usize, from: usize) -> bool {
    let links = [Stance::In, Stance::To, Stance::Of];
    preposition > from
        && links.into_iter().any(|stance| has(scan, preposition, stance))
        && has(scan, preposition - 1, Stance::Based)
}

/// "stormed X", "ont attaqué X", "entered X": the object of an event word.
fn is_struck(scan: &Scan, at: usize, from: usize) -> bool {
    let near = at.saturating_sub(2).max(from)..at;
    has(scan, at - 1, Stance::Entered) || scan.triggers_in(near).any(|(words, ..)| words.end == at)
}

/// "à X" is there, unless somebody moves: "transférés à X", "de X à Y".
fn french_to(scan: &Scan, at: usize, from: usize) -> PlaceStanding {
    let near = (at.saturating_sub(3).max(from)..at).any(|word| has(scan, word, Stance::Moving));
    // "ont indiqué à l'agence": somebody is told, nobody is there.
    let told = scan
        .cues_in(at.saturating_sub(4).max(from)..at)
        .any(|(words, cue)| words.end == at && matches!(cue, Cue::Reporting | Cue::Confirming));
    if near || told { PlaceStanding::Towards } else { PlaceStanding::In }
}

/// "the attack of X", "le marché de X" put the event there; "the mayor of X" puts a person in office.
fn of_what(scan: &Scan, preposition: usize, from: usize) -> PlaceStanding {
    let told_there = is_of_event_at(scan, preposition, from)
        || has(scan, preposition.saturating_sub(1), Stance::Inhabitants);
    if has(scan, preposition, Stance::Of) && told_there { PlaceStanding::Near } else { PlaceStanding::Of }
}

/// An event, a thing or a crowd of inhabitants stands before "of": "massacre de X", "residents of X".
pub(super) fn is_of_event(scan: &Scan, start: usize) -> bool {
    let from = scan.words.sentence_words(start).start;
    let preposition = start.checked_sub(1).filter(|&at| at > from && has(scan, at, Stance::Of));
    preposition.is_some_and(|at| is_of_event_at(scan, at, from) || has(scan, at - 1, Stance::Inhabitants))
}

fn is_of_event_at(scan: &Scan, preposition: usize, from: usize) -> bool {
    const REACH: usize = 4;
    let near = preposition.saturating_sub(REACH).max(from)..preposition;
    let reaches = |end: usize| is_unbroken(scan, end..preposition);
    scan.hits_in(near).any(|hit| match hit.sense {
        // "l'enlèvement de X" takes a person as well as "le massacre de X" a place.
        Sense::Trigger(trigger, _) => hit.words.end + 1 >= preposition && !takes_people(trigger),
        sense => is_fixed(sense) && reaches(hit.words.end),
    })
}

fn takes_people(trigger: Trigger) -> bool {
    use Trigger as T;
    matches!(
        trigger,
        T::Abduct
            | T::Arrest
            | T::Assassinate
            | T::Death
            | T::Execute
            | T::Kill
            | T::Missing
            | T::Release
            | T::Take
    )
}

/// One phrase: small words only, and no mark between them.
pub(super) fn is_unbroken(scan: &Scan, mut words: Range<usize>) -> bool {
    words.all(|at| scan.words.shape(at) == Shape::Lower)
}

/// A market stays where it is; the convoy of a town is on its way there.
fn is_fixed(sense: Sense) -> bool {
    matches!(sense, Sense::Thing(thing) if thing.counted != Some(Counted::Vehicle))
}

/// The place that opens the first paragraph, before the agency's sign or a dash: "DAKAR, Oct 24 (GP) –".
fn is_dateline(scan: &Scan, start: usize, from: usize) -> bool {
    let words = &scan.words;
    let sentence = &words.sentences[words.sentence_of(start)];
    let first = scan.lead.map(|lead| words.sentences[lead].span);
    if start > from + 4 || first.is_none_or(|first| first != sentence.span) {
        return false;
    }
    let near = start..(start + 14).min(sentence.words.end);
    let dash = near.clone().find(|&at| matches!(words.key(at), "-" | "–" | "—" | "--"));
    let sign = near.clone().any(|at| words.key(at) == "(" && words.key(at + 2) == ")");
    let shouted = words.shape(start) == Shape::Upper && words.written(start).len() > 3;
    let dated = dash.is_some_and(|dash| scan.times_in(start..dash).next().is_some());
    (shouted && (dash.is_some() || sign))
        || (sign && dash.is_some())
        || (dated && dash.is_some_and(|dash| dash < start + 10))
}
