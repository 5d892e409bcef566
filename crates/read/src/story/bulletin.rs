//! Bulletins and round-ups: items that each open with a day or a place.

use super::{Story, Telling, article, event_time};
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
    let mut openings = 0;
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
        let opens = opens(scan, &block, heading);
        let least = if opens { Strength::Weak } else { Strength::Strong };
        if block.clone().any(|sentence| tellings[sentence].live.iter().any(|live| live.strength >= least)) {
            openings += usize::from(opens);
            found.push(Item { sentences: block, heading });
        }
    }
    let several = openings >= 3 || (openings == 2 && openings * 2 >= found.len());
    several.then_some(found)
}

/// A block that opens with its own day or place, or stands right under a heading that names one.
fn opens(scan: &Scan, block: &Range<usize>, heading: Option<usize>) -> bool {
    let headed = heading.is_some_and(|at| at + 1 == block.start) && names_place(scan, block.start - 1);
    let label = scan.words.is_label(block.start)
        && (names_place(scan, block.start) || opens_with_time(scan, block.start));
    headed || label || opens_with_time(scan, block.start) || opens_with_place(scan, block.start)
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

/// "Nord-Kivu – …", "Onitsha, Anambra State: …", "4. Near Dori, …", "À Bunia, …": what opens an item with a place.
fn opens_with_place(scan: &Scan, sentence: usize) -> bool {
    let range = scan.words.sentences[sentence].words.clone();
    let within = |length: usize| range.start..(range.start + length).min(range.end);
    let numbered = scan.words.sentences[sentence].kind == BlockKind::ListItem;
    let listed = numbered && scan.places_in(within(OPENING)).next().is_some();
    let there = scan
        .places_in(within(4))
        .any(|place| place.standing >= PlaceStanding::Near && place.kind != PlaceKind::Country);
    listed || there || is_headed(scan, range)
}

/// How far a label before a colon, a dash, a bracket or a full stop may run, in words.
const LABEL: usize = 14;

/// Everything before the first colon, dash or bracket is names of places and times.
fn is_headed(scan: &Scan, range: Range<usize>) -> bool {
    let near = range.start..(range.start + LABEL).min(range.end);
    let ends = |at: &usize| matches!(scan.words.key(*at), ":" | "–" | "—" | "-" | "(" | ".");
    let Some(mark) = near.skip(1).find(ends) else { return false };
    let covered = |at: usize| {
        scan.places.iter().any(|place| place.words.contains(&at))
            || scan.times.iter().any(|time| time.words.contains(&at))
    };
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
pub(super) fn stories(scan: &Scan, tellings: &[Telling], items: &[Item]) -> Vec<Story> {
    let title: Vec<usize> = (0..scan.words.sentences.len())
        .filter(|&sentence| scan.words.sentences[sentence].kind == BlockKind::Title)
        .collect();
    let stories = items.iter().flat_map(|item| {
        let context = item.heading.into_iter().chain(title.iter().copied()).collect();
        article(scan, tellings, item.sentences.clone(), context)
    });
    stories.collect()
}
