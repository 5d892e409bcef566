//! Bulletins and round-ups: items that each open with a day or a place.

use super::{Story, Telling, article, event_time};
use crate::lexicon::Lexicon;
use crate::places::PlaceStanding;
use crate::scan::Scan;
use crate::senses::Strength;
use crate::words::Shape;
use std::ops::Range;
use vigie_model::{BlockKind, PlaceKind};

/// A block of a bulletin and what opens it.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Its sentences.
    pub sentences: Range<usize>,
    /// The heading above it.
    pub heading: Option<usize>,
}

/// The items, if the text is a bulletin: two or more blocks that open with a day or a place and tell of an event.
pub(super) fn items(scan: &Scan, tellings: &[Telling]) -> Option<Vec<Item>> {
    let mut found: Vec<Item> = Vec::new();
    let (mut marked, mut openings) = (0, 0);
    let mut heading = None;
    for block in blocks(scan) {
        let kind = scan.words.sentences[block.start].kind;
        if kind == BlockKind::Title {
            continue;
        }
        if kind == BlockKind::Heading {
            heading = Some(block.start);
            continue;
        }
        let mark = is_marked(scan, &block, heading);
        let opens = mark || opens_with_time(scan, block.start) || opens_with_place(scan, block.start);
        let least = if opens { Strength::Weak } else { Strength::Strong };
        if block.clone().any(|sentence| tellings[sentence].live.iter().any(|live| live.strength >= least)) {
            marked += usize::from(mark);
            openings += usize::from(opens);
            found.push(Item { sentences: block, heading });
        }
    }
    // Articles too begin paragraphs with a day; two of them make no bulletin unless the page marks them as items.
    let several = openings * 2 >= found.len() && (marked >= 2 || openings >= 3) || marked >= 3;
    several.then_some(found)
}

/// A block that the page marks as an item: under a heading that names a place, with a label, or in a list.
fn is_marked(scan: &Scan, block: &Range<usize>, heading: Option<usize>) -> bool {
    let first = &scan.words.sentences[block.start];
    let headed = heading.is_some_and(|at| at + 1 == block.start) && names_place(scan, block.start - 1);
    let label = scan.words.is_label(block.start)
        && (names_place(scan, block.start) || opens_with_time(scan, block.start));
    let near = first.words.start..(first.words.start + OPENING).min(first.words.end);
    let listed = first.kind == BlockKind::ListItem
        && (opens_with_time(scan, block.start) || scan.places_in(near).next().is_some());
    headed || label || listed || is_headed(scan, first.words.clone())
}

/// Runs of sentences that share a block.
fn blocks(scan: &Scan) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (nth, sentence) in scan.words.sentences.iter().enumerate() {
        match found.last_mut() {
            Some(last) if !sentence.opens_block => last.end = nth + 1,
            _ => found.push(nth..nth + 1),
        }
    }
    found
}

/// How far into a block a day or a place still opens it, in words.
const OPENING: usize = 6;

fn opens_with_time(scan: &Scan, sentence: usize) -> bool {
    let range = scan.words.sentences[sentence].words.clone();
    let opening = range.start..(range.start + OPENING).min(range.end);
    event_time(scan, opening).is_some()
}

/// "Near Dori, …", "À Bunia, …": a paragraph that opens with a place.
fn opens_with_place(scan: &Scan, sentence: usize) -> bool {
    let range = scan.words.sentences[sentence].words.clone();
    let near = range.start..(range.start + 4).min(range.end);
    scan.places_in(near)
        .any(|place| place.standing >= PlaceStanding::Near && place.kind != PlaceKind::Country)
}

/// How far a label before a colon, a dash, a bracket or a full stop may run, in words.
const LABEL: usize = 14;

/// Everything before the first colon, dash or bracket is names of places and times.
fn is_headed(scan: &Scan, range: Range<usize>) -> bool {
    let near = range.start..(range.start + LABEL).min(range.end);
    let ends = |at: &usize| matches!(scan.words.key(*at), ":" | "–" | "—" | "-" | "(" | ".");
    let Some(mark) = near.skip(1).find(ends) else { return false };
    let covered = |at: usize| scan.place_over(at).is_some() || scan.time_over(at).is_some();
    let loose = (range.start..mark)
        .filter(|&at| scan.words.shape(at) == Shape::Lower && scan.words.key(at).len() > 3 && !covered(at))
        .count();
    (range.start..mark).any(covered) && loose <= 1
}

fn names_place(scan: &Scan, heading: usize) -> bool {
    let range = scan.words.sentences[heading].words.clone();
    scan.places_in(range).any(|place| {
        matches!(
            place.kind,
            PlaceKind::Country | PlaceKind::Region | PlaceKind::District | PlaceKind::Locality
        )
    })
}

/// One story or more an item; headings lend their place.
pub(super) fn stories(lexicon: &Lexicon, scan: &Scan, tellings: &[Telling], items: &[Item]) -> Vec<Story> {
    let stories = items.iter().flat_map(|item| {
        let context = item.heading.into_iter().chain(scan.titles.iter().copied()).collect();
        article(lexicon, scan, tellings, item.sentences.clone(), context)
    });
    stories.collect()
}
