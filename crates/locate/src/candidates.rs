//! What a name may stand for within what is known of its surroundings, each with a score and its reasons.

use crate::anchor::{Lies, lies};
use crate::spelling::{edits, sound_key, sounds_as};
use crate::wording::{Kind, Wording};
use crate::{Entry, Gazetteer, km};
use std::borrow::Cow;
use vigie_model::{PlaceKind, fold};

/// Below this nothing is taken: an honest area is better.
pub const LEAST_SCORE: f64 = 0.6;

/// Towns scanned for a like spelling; beyond it (a whole large country) only exact names count.
const MOST_SCANNED: u32 = 2500;

/// Something that a name may stand for.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// What.
    pub entry: Entry,
    /// How well it fits; at least [`LEAST_SCORE`] to be taken.
    pub score: f64,
    /// Found by a like spelling, not by the name itself.
    pub is_fuzzy: bool,
    /// Why, for people.
    pub reasons: Vec<Cow<'static, str>>,
}

/// What is known around a name.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// The country; nothing outside it is taken.
    pub country: Option<[u8; 2]>,
    /// Units that the account itself names, the widest first.
    pub anchors: Vec<Entry>,
    /// Units that the report names elsewhere.
    pub hints: Vec<Entry>,
    /// Places of the account that are known already.
    pub near: Vec<[f64; 2]>,
}

/// All candidates for a name, the best first: by the name itself, and where none fits by like spellings. Equal
/// scores keep the gazetteer's order.
pub fn candidates(
    gazetteer: &Gazetteer,
    wording: &Wording,
    kind: PlaceKind,
    around: &Surroundings,
) -> Vec<Candidate> {
    let mut found = named(gazetteer, wording, kind, around);
    if !found.iter().any(|candidate| candidate.score >= LEAST_SCORE) {
        found.extend(like_spellings(gazetteer, wording, kind, around));
        sort(&mut found);
    }
    found
}

fn sort(found: &mut [Candidate]) {
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
}

/// Candidates that bear the name.
pub fn named(
    gazetteer: &Gazetteer,
    wording: &Wording,
    kind: PlaceKind,
    around: &Surroundings,
) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let others = wording.other_articles();
    let keys = wording.keys().into_iter().map(|key| (key, false));
    for (key, is_other) in keys.chain(others.iter().map(|key| (key.as_str(), true))) {
        for hit in gazetteer.hits(key) {
            let fits = around.country.is_none() || country_fits(gazetteer, hit.entry, around);
            if fits && !found.iter().any(|known| known.entry == hit.entry) {
                let spelling = match hit.by_first_name && !is_other {
                    true => (1.0, "named so"),
                    false => (0.85, "another of its names"),
                };
                found.push(score(gazetteer, hit.entry, spelling, false, (kind, wording.kind), around));
            }
        }
        if found.iter().any(|candidate| candidate.score >= LEAST_SCORE) {
            break;
        }
    }
    sort(&mut found);
    found
}

/// An area that lies in several countries fits any of them.
fn country_fits(gazetteer: &Gazetteer, entry: Entry, around: &Surroundings) -> bool {
    let country = gazetteer.country_of(entry);
    country == around.country || matches!(entry, Entry::Area(number) if !is_unit_of_reform(gazetteer, number))
}

fn is_unit_of_reform(gazetteer: &Gazetteer, area: u32) -> bool {
    matches!(gazetteer.kind(Entry::Area(area)), PlaceKind::Region | PlaceKind::District)
}

fn score(
    gazetteer: &Gazetteer,
    entry: Entry,
    (base, spelling): (f64, &'static str),
    is_fuzzy: bool,
    kinds: (PlaceKind, Option<Kind>),
    around: &Surroundings,
) -> Candidate {
    let mut candidate = Candidate { entry, score: base, is_fuzzy, reasons: vec![Cow::Borrowed(spelling)] };
    let kind = kind_score(gazetteer, entry, kinds);
    candidate.add(kind, if kind > 0.0 { "the kind of place meant" } else { "another kind of place" });
    anchor_score(gazetteer, &mut candidate, around);
    if let Some(point) = gazetteer.point(entry) {
        let nearest = around.near.iter().map(|near| km(*near, point)).fold(f64::INFINITY, f64::min);
        let close = 0.6 * (-nearest / 60.0).exp();
        if close > 0.05 {
            candidate.score += close;
            candidate.reasons.push(Cow::Owned(format!("{nearest:.0} km from a place of the account")));
        }
    }
    if kind_is_district(kinds.0) && matches!(entry, Entry::Unit(_)) {
        // Of a town and the district around it that share a name and a level, the wider is the district.
        // One that nobody has drawn stands behind both.
        candidate.score += 0.04 * gazetteer.radius_km(entry).max(1.0).ln();
    }
    let people = gazetteer.population(entry).unwrap_or(1);
    candidate.score += 0.05 * f64::from(people).log10().max(0.0);
    candidate
}

fn kind_is_district(kind: PlaceKind) -> bool {
    kind == PlaceKind::District
}

impl Candidate {
    fn add(&mut self, weight: f64, reason: &'static str) {
        if weight != 0.0 {
            self.score += weight;
            self.reasons.push(Cow::Borrowed(reason));
        }
    }
}

/// Inside the finest unit named is worth most; outside one that the account names is not forgiven.
fn anchor_score(gazetteer: &Gazetteer, candidate: &mut Candidate, around: &Surroundings) {
    for anchor in &around.anchors {
        if *anchor == candidate.entry {
            continue;
        }
        match lies(gazetteer, candidate.entry, *anchor) {
            Lies::Inside => candidate.add(0.7, "inside a unit that the account names"),
            Lies::Beside => candidate.add(0.2, "just outside a unit that the account names"),
            Lies::Outside => candidate.add(-3.0, "outside a unit that the account names"),
        }
    }
    let hinted = around.hints.iter().any(|hint| lies(gazetteer, candidate.entry, *hint) == Lies::Inside);
    candidate.add(if hinted { 0.3 } else { 0.0 }, "inside a unit that the report names");
}

fn kind_score(gazetteer: &Gazetteer, entry: Entry, (kind, said): (PlaceKind, Option<Kind>)) -> f64 {
    let is = gazetteer.kind(entry);
    let level = level_of(gazetteer, entry);
    if let (Some(wanted), Some(level)) = (said.and_then(|said| said.level), level) {
        return if level == wanted { 0.6 } else { 0.1 };
    }
    match (kind, is) {
        (a, b) if a == b => 0.4,
        (PlaceKind::Locality | PlaceKind::Site, PlaceKind::Locality) => 0.4,
        (PlaceKind::Locality | PlaceKind::Site, PlaceKind::District) if level == Some(3) => 0.2,
        (PlaceKind::District, PlaceKind::Region)
        | (PlaceKind::Region, PlaceKind::District | PlaceKind::Area) => 0.1,
        (PlaceKind::Area, PlaceKind::Region | PlaceKind::River) | (PlaceKind::River, PlaceKind::Area) => 0.1,
        (_, PlaceKind::Country) => -1.0,
        (_, PlaceKind::Road | PlaceKind::River | PlaceKind::Area) => -0.4,
        _ => 0.0,
    }
}

/// The admin level that an entry stands at.
pub fn level_of(gazetteer: &Gazetteer, entry: Entry) -> Option<u8> {
    match entry {
        Entry::Unit(number) => gazetteer.unit(number).map(|unit| unit.level),
        Entry::Area(_) => match gazetteer.kind(entry) {
            PlaceKind::Region => Some(1),
            PlaceKind::District => Some(2),
            _ => None,
        },
        Entry::Place(_) => None,
    }
}

/// How many bytes longer or shorter a like spelling may be, articles and accents included.
const LETTERS_APART: usize = 5;

/// Names in the finest anchor that sound the same or differ by a letter or two. Never looked for far and wide:
/// nine in ten villages of the Sahel are in no list, and somewhere another village always sounds like them.
fn like_spellings(
    gazetteer: &Gazetteer,
    wording: &Wording,
    kind: PlaceKind,
    around: &Surroundings,
) -> Vec<Candidate> {
    let key = sound_key(&wording.core);
    let country = around.country.and_then(|country| gazetteer.country_unit(country)).map(Entry::Unit);
    let Some(within) = around.anchors.last().copied().or(country) else { return Vec::new() };
    if key.len() < 4 || !matches!(kind, PlaceKind::Locality | PlaceKind::Site | PlaceKind::District) {
        return Vec::new();
    }
    let Some(most) = allowed_edits(gazetteer, within, key.len()) else { return Vec::new() };
    let mut found: Vec<Candidate> = Vec::new();
    for entry in entries_within(gazetteer, within) {
        let name = gazetteer.name(entry);
        // A spelling differs by a few letters; most names of a country fall at this cheap test.
        if name.len().abs_diff(wording.core.len()) > LETTERS_APART {
            continue;
        }
        let Some(edits) = heard_edits(&key, &fold(name), most) else { continue };
        let is_whole_country = level_of(gazetteer, within) == Some(0);
        let is_plain = !is_whole_country || is_plainly_meant(gazetteer, entry, &wording.core, key.len());
        if is_plain && is_near_enough(gazetteer, entry, around) {
            let spelling = (0.7 - 0.15 * edits as f64, "a like spelling");
            found.push(score(gazetteer, entry, spelling, true, (kind, wording.kind), around));
        }
    }
    found
}

/// Sounds in which a name differs from a key; two only where both are as long.
fn heard_edits(key: &str, folded: &str, most: usize) -> Option<usize> {
    if most == 0 {
        return sounds_as(folded, key).then_some(0);
    }
    let other = sound_key(folded);
    edits(key, &other, most).filter(|edits| *edits < 2 || key.len() == other.len())
}

/// In a whole country a short name that only sounds the same is taken for a large town or a letter's difference.
fn is_plainly_meant(gazetteer: &Gazetteer, entry: Entry, name: &str, key_length: usize) -> bool {
    let is_town = gazetteer.population(entry).is_some_and(|people| people >= 20_000);
    key_length >= 6 || is_town || edits(name, &fold(gazetteer.name(entry)), 1).is_some()
}

/// A like spelling far from what is known of the account is another village.
fn is_near_enough(gazetteer: &Gazetteer, entry: Entry, around: &Surroundings) -> bool {
    let Some(point) = gazetteer.point(entry) else { return false };
    around.near.is_empty() || around.near.iter().any(|near| km(*near, point) < 80.0)
}

/// Letters that may differ: none in a whole country, and there only long names; two only in a long name within a
/// district.
fn allowed_edits(gazetteer: &Gazetteer, within: Entry, length: usize) -> Option<usize> {
    match (level_of(gazetteer, within), length) {
        (Some(0), ..5) => None,
        (Some(0), _) | (Some(1), ..8) | (_, ..5) => Some(0),
        (Some(1), _) | (_, ..10) => Some(1),
        _ => Some(2),
    }
}

/// Towns and communes within a unit or an area.
fn entries_within(gazetteer: &Gazetteer, within: Entry) -> Vec<Entry> {
    let units = match within {
        Entry::Unit(unit) => vec![unit],
        Entry::Area(area) => gazetteer.members(area),
        Entry::Place(_) => Vec::new(),
    };
    let mut entries = Vec::new();
    for unit in units {
        let (places, below) = (gazetteer.places_of(unit), gazetteer.units_of(unit));
        if places.len() as u32 > MOST_SCANNED || below.len() as u32 > MOST_SCANNED {
            continue;
        }
        entries.extend(places.map(Entry::Place));
        entries.extend(
            below.filter(|unit| gazetteer.unit(*unit).is_some_and(|u| u.level == 3)).map(Entry::Unit),
        );
    }
    entries
}
