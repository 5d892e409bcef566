//! Which of the places that a story names is the scene: where it happened, not where it was told, fled to or
//! brought to.
//!
//! Every mention of a place is judged by features that can be pointed at: what sort of place, how it stands in its
//! sentence, how near it is to what happened. A table of weights (`data/ontology/scene.tsv`) says how far each
//! speaks for the scene and against it. The mentions of one name stand or fall together: the best speaks for all.

use crate::kind::Weights;
use crate::places::{PlaceFound, PlaceStanding};
use crate::scan::Scan;
use crate::story::Story;
use std::collections::{BTreeMap, BTreeSet};
use vigie_model::{PlaceKind, fold_name};

mod marks;

pub(crate) use marks::is_spot;

/// A feature and how far it is there, from 0 to 1.
pub type Mark = (&'static str, f32);

/// A place of a story with all that speaks for it: one list for each of its mentions.
#[derive(Debug, Clone)]
pub struct Candidate<'s> {
    /// Its mentions, in text order, with their features.
    pub mentions: Vec<(&'s PlaceFound, Vec<Mark>)>,
}

impl Candidate<'_> {
    /// Said to be there, in the very sentence that tells what happened.
    fn is_told(&self) -> bool {
        self.mentions.iter().any(|(place, marks)| {
            is_spot(place)
                && place.standing >= PlaceStanding::Near
                && marks.iter().any(|(name, _)| *name == "anchor")
        })
    }

    /// Said to be there, anywhere in the story itself.
    fn is_told_in_story(&self) -> bool {
        let elsewhere = ["title_of_another", "context", "background"];
        self.mentions.iter().any(|(place, marks)| {
            is_spot(place)
                && place.standing >= PlaceStanding::Near
                && !marks.iter().any(|(name, _)| elsewhere.contains(name))
        })
    }

    fn is_unit(&self) -> bool {
        self.mentions.iter().all(|(place, _)| matches!(place.kind, PlaceKind::District | PlaceKind::Region))
    }

    fn mark(&mut self, mark: &'static str) {
        self.mentions.iter_mut().for_each(|(_, marks)| marks.push((mark, 1.0)));
    }
}

/// A place with the mention that speaks loudest for it.
#[derive(Debug, Clone, Copy)]
pub struct Ranked<'s> {
    /// How far it speaks for the scene.
    pub score: f32,
    /// The mention.
    pub place: &'s PlaceFound,
}

/// The places of a story, the likeliest scene first; of equals the one named first.
pub fn ranked<'s>(weights: &Weights, scan: &'s Scan, story: &Story) -> Vec<Ranked<'s>> {
    let candidates = candidates(scan, story);
    let mut all: Vec<Ranked> = candidates.iter().filter_map(|candidate| best(weights, candidate)).collect();
    all.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.place.words.start.cmp(&b.place.words.start)));
    all
}

fn best<'s>(weights: &Weights, candidate: &Candidate<'s>) -> Option<Ranked<'s>> {
    let mut best: Option<Ranked> = None;
    for (place, marks) in &candidate.mentions {
        let score = weights.weigh(|say| marks.iter().for_each(|(name, value)| say(name, *value)));
        if best.is_none_or(|best| score > best.score) {
            best = Some(Ranked { score, place });
        }
    }
    best
}

/// The places named in a story, above it and in the headlines.
pub fn candidates<'s>(scan: &'s Scan, story: &Story) -> Vec<Candidate<'s>> {
    let units = scan.units.get_or_init(|| units_of_text(scan));
    let mut groups: BTreeMap<(String, u8), Candidate> = BTreeMap::new();
    for sentence in sentences(scan, story) {
        for place in scan.places_in(scan.words.sentences[sentence].words.clone()) {
            let name = name_of(scan, place);
            let mut marks = marks::of(scan, story, sentence, place);
            if !place.generic && units.contains(&name) {
                marks.push(("unit_elsewhere", 1.0));
            }
            let group = groups.entry((name, class(place.kind)));
            group.or_insert_with(|| Candidate { mentions: Vec::new() }).mentions.push((place, marks));
        }
    }
    let mut all: Vec<Candidate> = groups.into_values().map(with_whole).collect();
    if all.iter().filter(|candidate| candidate.is_told()).count() > 0 {
        all.iter_mut()
            .filter(|candidate| !candidate.is_told())
            .for_each(|candidate| candidate.mark("other_told"));
    }
    // A village told in the story was the scene, not the district around it.
    if all.iter().any(Candidate::is_told_in_story) {
        all.iter_mut().filter(|unit| unit.is_unit()).for_each(|unit| unit.mark("spot_told"));
    }
    all
}

fn name_of(scan: &Scan, place: &PlaceFound) -> String {
    fold_name(scan.words.phrase(place.name.clone()))
}

/// Features that all mentions of a place share.
fn with_whole(mut candidate: Candidate) -> Candidate {
    let times = candidate.mentions.len().min(4) as f32 / 4.0;
    let is_title = |marks: &[Mark]| marks.iter().any(|(name, _)| name.starts_with("title"));
    let titled = candidate.mentions.iter().any(|(_, marks)| is_title(marks));
    for (_, marks) in &mut candidate.mentions {
        marks.push(("times", times));
        marks.extend(titled.then_some(("in_title", 1.0)));
    }
    candidate
}

/// Names that stand beside a unit's generic word somewhere: where "Plateau State" is named, "Plateau" is no town.
fn units_of_text(scan: &Scan) -> BTreeSet<String> {
    let unit = |place: &&PlaceFound| {
        place.generic && matches!(place.kind, PlaceKind::District | PlaceKind::Region | PlaceKind::Area)
    };
    scan.places.iter().filter(unit).map(|place| name_of(scan, place)).collect()
}

/// A town and the district of its name are one place to a reader; a road or a hospital there is another.
fn class(kind: PlaceKind) -> u8 {
    match kind {
        PlaceKind::Locality | PlaceKind::District | PlaceKind::Region => 0,
        PlaceKind::Site => 1,
        PlaceKind::Road => 2,
        PlaceKind::River => 3,
        PlaceKind::Border => 4,
        PlaceKind::Area => 5,
        PlaceKind::Country => 6,
    }
}

/// A story set apart does not take the headline's sentences, but the headline's places are weighed.
pub(crate) fn sentences(scan: &Scan, story: &Story) -> Vec<usize> {
    let own = story.context.iter().chain(&story.sentences).copied();
    let mut all: Vec<usize> = own.chain(scan.titles.iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    all
}
