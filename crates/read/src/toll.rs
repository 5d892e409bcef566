//! How many: numbers of people and things, what befell them, on which side, and who said it.
//!
//! Law: a number is counted once. A part of a whole ("including four children") is no entry, a breakdown by
//! side is ("37 people, including 27 soldiers"); a repetition by the same words of the same fact is the same entry.

use crate::citation::source_of;
use crate::scan::Scan;
use fate::{Fate, fates};
use party::{Named, Party, groups, parties};
use std::ops::Range;
use vigie_model::{Count, CountWhat, CountWho, Span};

mod attackers;
mod breakdown;
mod change;
mod fate;
mod grammar;
mod heads;
mod none_hurt;
mod one;
mod party;
mod survivors;
mod tally;
mod things;
mod voice;

pub use breakdown::{Restricted, breakdown};
pub use survivors::survivors;
pub use tally::{settle_sides, tolls};

/// A count and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct CountFound {
    /// The count.
    pub count: Count,
    /// The words it came from.
    pub span: Span,
    /// The source's words.
    pub source: Option<Span>,
    /// Its sentence.
    pub sentence: usize,
    /// One person or thing named without a number.
    pub single: bool,
}

/// Every count of a sentence.
pub fn counts(scan: &Scan, sentence: usize) -> Vec<CountFound> {
    let range = scan.words.sentences[sentence].words.clone();
    let before = sentence.checked_sub(1).map(|before| scan.words.sentences[before].words.clone());
    let before = before.and_then(|range| people(scan, &range, None).pop());
    let mut rows = people(scan, &range, before.as_ref());
    rows.extend(things::rows(scan, &range));
    let mut counts: Vec<CountFound> = rows.into_iter().map(|row| found(scan, sentence, row)).collect();
    counts.extend(none_hurt::rows(scan, &range).into_iter().map(|row| found(scan, sentence, row)));
    counts.sort_by_key(|count| count.span.start);
    floor_by_sibling(&mut counts);
    counts
}

/// "at least three were abducted, though some say as high as four": from three to four.
fn floor_by_sibling(counts: &mut [CountFound]) {
    for nth in 1..counts.len() {
        let (before, rest) = counts.split_at_mut(nth);
        let open = &mut rest[0].count;
        if open.min.is_none()
            && let Some(sibling) = before.iter().rev().find(|known| known.count.what == open.what)
            && sibling.count.min.zip(open.max).is_some_and(|(min, max)| min <= max)
        {
            (open.min, open.who) = (sibling.count.min, sibling.count.who);
        }
    }
}

/// One count before it is cited.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    what: CountWhat,
    who: CountWho,
    words: Range<usize>,
    min: Option<u64>,
    max: Option<u64>,
    single: bool,
}

impl Row {
    fn is_people(&self) -> bool {
        !matches!(
            self.what,
            CountWhat::VehiclesDestroyed
                | CountWhat::HousesBurned
                | CountWhat::LivestockStolen
                | CountWhat::FacilitiesHit
                | CountWhat::Attackers
        )
    }
}

/// A noun for a toll, and what it is of: "the death toll", "le nombre de blessés".
struct TollNoun(CountWhat);

impl TollNoun {
    fn of(key: &str) -> Option<Self> {
        Some(Self(match key {
            "dead" | "toll" | "losses" | "casualties" | "bilan" | "deaths" | "fatalities" | "morts"
            | "killed" | "tues" => CountWhat::Killed,
            "wounded" | "injured" | "blesses" => CountWhat::Injured,
            "missing" | "disparus" => CountWhat::Missing,
            _ => return None,
        }))
    }
}

/// Every count of people in a sentence. `before` is the last of the sentence before: what a bare number repeats.
fn people(scan: &Scan, range: &Range<usize>, before: Option<&Row>) -> Vec<Row> {
    let mut rows = change::risen(scan, range);
    let taken: Vec<Range<usize>> = rows.iter().map(|row| row.words.clone()).collect();
    let mut all = parties(scan, range);
    all.retain(|party| {
        !taken.iter().any(|words| words.start < party.words.end && party.words.start < words.end)
    });
    for group in groups(scan, &all) {
        let read = match group.as_slice() {
            [part] if part.part => other_side(scan, part, rows.last()).into_iter().collect(),
            group => read(scan, group, rows.last(), before, range),
        };
        rows.extend(read);
    }
    rows
}

/// "37 people, including 27 soldiers": a part is counted where it is of another side than the whole.
fn other_side(scan: &Scan, part: &Party, whole: Option<&Row>) -> Option<Row> {
    let whole = whole?;
    // Children and women are civilians as the others are; soldiers among them are another side.
    let armed = matches!(part.who, CountWho::SecurityForces | CountWho::ArmedGroup);
    let said = part.words.clone().any(|at| scan.words.key(at).starts_with("civil"));
    let civil = said && matches!(whole.who, CountWho::SecurityForces | CountWho::ArmedGroup);
    let counts =
        (armed || civil) && part.who != whole.who && part.named == Named::People && whole.is_people();
    counts.then(|| Row {
        what: whole.what,
        who: part.who,
        words: part.words.clone(),
        min: part.min,
        max: part.max,
        single: false,
    })
}

fn read(
    scan: &Scan,
    group: &[Party],
    here: Option<&Row>,
    before: Option<&Row>,
    range: &Range<usize>,
) -> Vec<Row> {
    if let [party] = group
        && party.named == Named::Bare
        && fate::object_of(scan, party.words.start, range).is_none()
        && let Some(row) =
            attackers::row(scan, party, range).or_else(|| change::bare(scan, party, here, before, range))
    {
        return vec![row];
    }
    let fates = fates(scan, group, range);
    if fates.is_empty() {
        return group.iter().filter_map(|party| attackers::row(scan, party, range)).collect();
    }
    let rows = fates.iter().flat_map(|fate| by_side(scan, group, *fate));
    // Fighters withdraw or desert; they are nobody's displaced. Households are no people.
    let fled = |row: &Row| {
        let households = ["household", "menage"];
        let homes =
            row.words.clone().any(|at| households.iter().any(|home| scan.words.key(at).starts_with(home)));
        row.what == CountWhat::Displaced
            && (homes || !matches!(row.who, CountWho::Civilian | CountWho::Unknown))
    };
    rows.filter(|row| !fled(row)).collect()
}

/// One event word and all parties that it governs: one row a side.
fn by_side(scan: &Scan, group: &[Party], fate: Fate) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for party in whole_of(group) {
        // "three volunteers and a civilian": whoever is told from civilians is none.
        let civil = |words: &Range<usize>| words.clone().any(|at| scan.words.key(at).starts_with("civil"));
        let unsided = |row: &Row| {
            [row.who, party.who].contains(&CountWho::Unknown) && !civil(&row.words) && !civil(&party.words)
        };
        let same = |row: &&mut Row| row.who == party.who || unsided(row);
        match rows.iter_mut().find(same) {
            Some(row) => {
                row.who = if row.who == CountWho::Unknown { party.who } else { row.who };
                row.min = row.min.zip(party.min).map(|(a, b)| a + b);
                row.max = row.max.zip(party.max).map(|(a, b)| a + b);
                row.words.end = party.words.end;
                row.single = false;
            }
            None => rows.push(Row {
                what: fate.what,
                who: party.who,
                words: party.words.clone(),
                min: party.min,
                max: party.max,
                single: party.named == Named::One,
            }),
        }
    }
    rows
}

/// "two civilians, a driver and a vendor": the list only names the two.
fn whole_of(group: &[Party]) -> &[Party] {
    let whole = group.first().and_then(|party| party.min);
    let rest: Option<u64> = group[1..].iter().map(|party| party.min).sum();
    if group.len() > 2 && whole.is_some() && whole == rest { &group[..1] } else { group }
}

fn found(scan: &Scan, sentence: usize, row: Row) -> CountFound {
    let source = source_of(scan, sentence, row.words.start);
    CountFound {
        span: scan.words.span(row.words.clone()),
        source: source.clone().map(|words| scan.words.span(words)),
        sentence,
        single: row.single,
        count: Count {
            what: row.what,
            who: row.who,
            min: bound(row.min),
            max: bound(row.max),
            as_written: scan.words.phrase(row.words).to_owned(),
            source: source.map(|words| scan.words.phrase(words).to_owned()),
        },
    }
}

fn bound(value: Option<u64>) -> Option<u32> {
    value.and_then(|value| u32::try_from(value).ok())
}

/// A sense of the wanted sort that begins at this word.
fn sense_at(scan: &Scan, at: usize) -> impl Iterator<Item = (Range<usize>, crate::senses::Sense)> {
    scan.hits_in(at..at + 1).map(|hit| (hit.words.clone(), hit.sense))
}
