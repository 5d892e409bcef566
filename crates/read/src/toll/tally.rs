//! All numbers of a story, each fact once.
//!
//! Law: the headline counts only where the text does not; a person named alone is part of a number told elsewhere.

use super::{CountFound, counts, survivors};
use crate::scan::Scan;
use crate::senses::Cue;
use crate::story::Story;
use crate::time::Bound;
use vigie_model::{BlockKind, CountWhat, CountWho, EventType, SubEventType};

/// Every count of a story.
pub fn tolls(scan: &Scan, story: &Story) -> Vec<CountFound> {
    let mut found: Vec<CountFound> = Vec::new();
    let (titles, body): (Vec<usize>, Vec<usize>) = story
        .sentences
        .iter()
        .partition(|&&sentence| scan.words.sentences[sentence].kind == BlockKind::Title);
    let told = body.into_iter().filter(|&sentence| sentence == story.anchor || !is_context(scan, sentence));
    for count in told.flat_map(|sentence| counts(scan, sentence)) {
        add(&mut found, count);
    }
    for count in titles.into_iter().flat_map(|sentence| counts(scan, sentence)) {
        if !found.iter().any(|known| known.count.what == count.count.what) {
            add(&mut found, count);
        }
    }
    drop_singles(&mut found);
    drop_survivors(&mut found, scan, story);
    found
}

/// The sentences of a story that tell of it, background left out.
pub(super) fn told<'s>(scan: &'s Scan, story: &'s Story) -> impl Iterator<Item = usize> + 's {
    let sentences = story.sentences.iter().copied();
    sentences.filter(|&sentence| sentence == story.anchor || !is_context(scan, sentence))
}

/// A sentence of background does not add to the toll.
fn is_context(scan: &Scan, sentence: usize) -> bool {
    let range = scan.words.sentences[sentence].words.clone();
    let period = scan.times_in(range.clone()).any(|time| matches!(time.bound, Bound::Since | Bound::Never));
    scan.has_cue(range, Cue::Background) || period
}

/// A fact told again is looked for among so many: a long text must not cost the square of it.
pub(super) const RECENT: usize = 100;

/// The same fact told twice is one entry; the one that names its source and side stays.
fn add(found: &mut Vec<CountFound>, count: CountFound) {
    let same = |known: &&mut CountFound| {
        let (a, b) = (&known.count, &count.count);
        let side = a.who == b.who || a.who == CountWho::Unknown || b.who == CountWho::Unknown;
        a.what == b.what && a.min == b.min && a.max == b.max && side
    };
    let recent = found.len().saturating_sub(RECENT);
    match found[recent..].iter_mut().find(same) {
        None => found.push(count),
        Some(known) => {
            if known.count.source.is_none() && count.count.source.is_some() {
                (known.count.source, known.source) = (count.count.source, count.source);
            }
            if known.count.who == CountWho::Unknown {
                known.count.who = count.count.who;
            }
        }
    }
}

/// "The guard, who tried to close the gate, was killed", beside "three people were killed": one of the three.
fn drop_singles(found: &mut Vec<CountFound>) {
    let mut numbers: Vec<(CountWhat, CountWho, usize)> = Vec::new();
    for count in found.iter().filter(|count| !count.single && count.count.min.is_some_and(|min| min > 1)) {
        let (what, who) = (count.count.what, count.count.who);
        if !numbers.iter().any(|&(known, side, _)| (known, side) == (what, who)) {
            numbers.push((what, who, count.sentence));
        }
    }
    let sided = |who: CountWho, other: CountWho| who == other || [who, other].contains(&CountWho::Unknown);
    found.retain(|count| {
        let told = numbers.iter().any(|&(what, who, sentence)| {
            what == count.count.what && sided(who, count.count.who) && sentence != count.sentence
        });
        !(count.single && told && is_definite(&count.count.as_written))
    });
}

/// "Nine survivors of rape were treated": told apart from every toll, as what befell them was no wound of it.
fn drop_survivors(found: &mut Vec<CountFound>, scan: &Scan, story: &Story) {
    let survivors = survivors(scan, story);
    found.retain(|count| {
        let spared = count.count.what == CountWhat::Injured
            && survivors.iter().any(|people| people.span.overlaps(count.span));
        !spared
    });
}

/// "the guard", "le chauffeur": somebody known already; "a passer-by" is one more.
fn is_definite(written: &str) -> bool {
    let first = written.split([' ', '’', '\'']).next().unwrap_or("");
    let (name, first) = (first.chars().next().is_some_and(char::is_uppercase), first.to_lowercase());
    let indefinite = matches!(first.as_str(), "a" | "an" | "one" | "another" | "un" | "une");
    (name && !indefinite)
        || matches!(
            first.as_str(),
            "the" | "his" | "her" | "their" | "le" | "la" | "l" | "son" | "sa" | "leur"
        )
}

/// People of no stated side: civilians, unless two armed sides fought.
pub fn settle_sides(counts: &mut [CountFound], kind: SubEventType) {
    let taken = counts
        .iter()
        .any(|found| found.count.what == CountWhat::Abducted && found.count.min.is_some_and(|min| min > 0));
    for found in counts {
        let fought = kind.event_type() == EventType::Battles;
        let people = matches!(
            found.count.what,
            CountWhat::Killed
                | CountWhat::Injured
                | CountWhat::Abducted
                | CountWhat::Released
                | CountWhat::Displaced
                | CountWhat::Missing
        );
        // Whoever is missing after an abduction was taken, where nobody says how many were.
        let theirs = !matches!(found.count.who, CountWho::SecurityForces | CountWho::ArmedGroup);
        if kind == SubEventType::Abduction && found.count.what == CountWhat::Missing && theirs && !taken {
            found.count.what = CountWhat::Abducted;
        }
        let nobody = found.count.max == Some(0);
        if found.count.who == CountWho::Unknown && people && !fought && !nobody {
            found.count.who = CountWho::Civilian;
        }
    }
}
