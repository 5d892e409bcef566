//! Where: names of places in the text, what sort of place each is, and how it stands to what is told.
//!
//! Law: a name is taken as written. Whether it exists, and where, is for `locate`; here the gazetteer only
//! helps to tell a place's name from a person's or an organisation's.

use crate::scan::Scan;
use crate::senses::{Sense, Side};
use crate::words::Shape;
use std::ops::Range;
use vigie_model::{PlaceKind, Toponyms};

mod names;

/// A place named in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceFound {
    /// Its words, generic word included: "cercle de Nara".
    pub words: Range<usize>,
    /// What sort of place.
    pub kind: PlaceKind,
    /// How it stands in its sentence.
    pub standing: PlaceStanding,
    /// ISO code, where the name is a country's.
    pub country: Option<[u8; 2]>,
    /// The gazetteer knows a place of this name.
    pub known: bool,
}

/// How a place stands to what its sentence tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceStanding {
    /// Someone comes from there, or is in office there: "the mayor of X", "traders from X".
    Of,
    /// Someone goes or is brought there: "fled to X".
    Towards,
    /// No preposition that tells.
    Bare,
    /// Beside it: "near X", "30 km north of X".
    Near,
    /// There: "in X", "at X", "à X".
    In,
}

/// Every place of the text.
pub fn places(scan: &Scan, names: &dyn Toponyms) -> Vec<PlaceFound> {
    let mut found: Vec<PlaceFound> = Vec::new();
    let mut at = 0;
    while at < scan.words.words.len() {
        match place_at(scan, names, at) {
            Some(place) => {
                at = place.words.end.max(at + 1);
                found.push(place);
            }
            None => at += 1,
        }
    }
    found
}

fn place_at(scan: &Scan, names: &dyn Toponyms, at: usize) -> Option<PlaceFound> {
    if inside_time_or_actor(scan, at) {
        return None;
    }
    let place = generic_before(scan, names, at).or_else(|| named(scan, names, at))?;
    Some(PlaceFound { standing: standing(scan, place.words.start), ..place })
}

/// "cercle de Nara", "axe Macina–Kolongo", "RN22": a generic word, then a name.
fn generic_before(scan: &Scan, names: &dyn Toponyms, at: usize) -> Option<PlaceFound> {
    let words = &scan.words;
    let end = words.sentence_words(at).end;
    let (length, kind) = generic(scan, at, end, Side::Before)?;
    let start = at + skip_linkers(scan, at + length);
    let name = names::run(words, start, end)?;
    let stretch = if kind == PlaceKind::Road { road_end(scan, start, end) } else { None };
    let finish = stretch.unwrap_or(name.end);
    let country = names.country(words.phrase(name.clone()));
    if inside_time_or_actor(scan, name.start) || (country.is_some() && kind != PlaceKind::Border) {
        return None;
    }
    // "village de X" is called X; "cercle de Nara" keeps its word, as annotators write it.
    let from = if kind == PlaceKind::Locality { name.start } else { at };
    let known = !names.toponyms(words.phrase(name)).is_empty();
    Some(PlaceFound { words: from..finish, kind, standing: PlaceStanding::Bare, country: None, known })
}

fn generic(scan: &Scan, at: usize, end: usize, side: Side) -> Option<(usize, PlaceKind)> {
    let senses = scan.language.senses.at(&scan.words, at, end);
    let fitting = senses.filter_map(|(length, sense)| match sense {
        Sense::Place(word) if word.side == side || word.side == Side::Either => Some((length, word.kind)),
        _ => None,
    });
    fitting.max_by_key(|(length, _)| *length)
}

/// How many words lie between a generic word and its name: "of", "de la", "entre", "reliant".
fn skip_linkers(scan: &Scan, from: usize) -> usize {
    let words = &scan.words;
    let linkers = [
        "de", "du", "d'", "la", "l'", "le", "des", "of", "the", "entre", "reliant", "between", "from",
        "linking",
    ];
    let count = (from..from + 3).take_while(|&at| linkers.contains(&words.key(at))).count();
    from + count - from.min(from)
}

/// A road runs on to its other end: "Macina–Kolongo", "entre A et B", "from A to B".
fn road_end(scan: &Scan, start: usize, end: usize) -> Option<usize> {
    let first = names::run(&scan.words, start, end)?;
    let joiner = scan.words.key(first.end);
    let joins = matches!(joiner, "–" | "-" | "—" | "to" | "and" | "et" | "a" | "/" | "vers");
    if !joins {
        return None;
    }
    names::run(&scan.words, first.end + 1, end).map(|second| second.end)
}

/// A capitalised name: "Nara district", "the Macina–Kolongo road", or a name alone that is a place's.
fn named(scan: &Scan, names: &dyn Toponyms, at: usize) -> Option<PlaceFound> {
    let words = &scan.words;
    let end = words.sentence_words(at).end;
    let name = names::run(words, at, end)?;
    pair_before_generic(scan, &name, end)
        .or_else(|| generic_after(scan, names, &name, end))
        .or_else(|| alone(scan, names, &name))
}

/// "the Bamenda - Kumbo road": two names, then the word for a road.
fn pair_before_generic(scan: &Scan, name: &Range<usize>, end: usize) -> Option<PlaceFound> {
    let words = &scan.words;
    if !matches!(words.key(name.end), "–" | "-" | "—" | "to") {
        return None;
    }
    let second = names::run(words, name.end + 1, end)?;
    let (length, kind) = generic(scan, second.end, end, Side::After)?;
    let found = PlaceFound {
        words: name.start..second.end + length,
        kind,
        standing: PlaceStanding::Bare,
        country: None,
        known: true,
    };
    matches!(kind, PlaceKind::Road | PlaceKind::Border).then_some(found)
}

fn generic_after(scan: &Scan, names: &dyn Toponyms, name: &Range<usize>, end: usize) -> Option<PlaceFound> {
    let words = &scan.words;
    let (length, kind) = generic(scan, name.end, end, Side::After)?;
    let known = !names.toponyms(words.phrase(name.clone())).is_empty();
    if inside_time_or_actor(scan, name.start) || names.country(words.phrase(name.clone())).is_some() {
        return None;
    }
    if !known && matches!(kind, PlaceKind::Site | PlaceKind::Area) {
        return None;
    }
    let finish = if kind == PlaceKind::Locality { name.end } else { name.end + length };
    Some(PlaceFound { words: name.start..finish, kind, standing: PlaceStanding::Bare, country: None, known })
}

/// A name with no generic word beside it: taken if the gazetteer knows it, or if it stands where a place stands.
fn alone(scan: &Scan, names: &dyn Toponyms, name: &Range<usize>) -> Option<PlaceFound> {
    let words = &scan.words;
    let found = |words: Range<usize>, kind, country, known| {
        Some(PlaceFound { words, kind, standing: PlaceStanding::Bare, country, known })
    };
    if let Some(country) = names.country(words.phrase(name.clone())) {
        let adjective = words.shape(name.start) != Shape::Upper && is_demonym(scan, names, name);
        return if adjective { None } else { found(name.clone(), PlaceKind::Country, Some(country), true) };
    }
    let mut finish = name.end;
    while finish > name.start {
        let entries = names.toponyms(words.phrase(name.start..finish));
        if !entries.is_empty() && fits(scan, name.start..finish) {
            return found(name.start..finish, sort_of(&entries), None, true);
        }
        finish -= 1;
    }
    let located = standing(scan, name.start) >= PlaceStanding::Near;
    (located && fits(scan, name.clone()) && !names::is_person(scan, name)).then(|| PlaceFound {
        words: name.clone(),
        kind: PlaceKind::Locality,
        standing: PlaceStanding::In,
        country: None,
        known: false,
    })
}

/// "Malian", "nigérienne": an adjective or people, not the country itself.
fn is_demonym(scan: &Scan, names: &dyn Toponyms, name: &Range<usize>) -> bool {
    names.toponyms(scan.words.phrase(name.clone())).iter().all(|entry| entry.kind != PlaceKind::Country)
}

fn sort_of(entries: &[vigie_model::Toponym]) -> PlaceKind {
    let has = |kind| entries.iter().any(|entry| entry.kind == kind);
    let big = entries
        .iter()
        .filter(|entry| entry.kind == PlaceKind::Locality)
        .filter_map(|entry| entry.population)
        .max();
    if has(PlaceKind::Locality) && (big.unwrap_or(0) > 0 || !has(PlaceKind::Region)) {
        return PlaceKind::Locality;
    }
    [PlaceKind::Region, PlaceKind::District, PlaceKind::River, PlaceKind::Area]
        .into_iter()
        .find(|&kind| has(kind))
        .unwrap_or(PlaceKind::Locality)
}

/// A name at the very start of a sentence may be any word; it needs more than its capital.
fn fits(scan: &Scan, name: Range<usize>) -> bool {
    let words = &scan.words;
    let common = name.len() == 1 && names::is_common_word(scan, name.start);
    !common && !names::is_person(scan, &name) && words.written(name.start).chars().count() > 1
}

fn inside_time_or_actor(scan: &Scan, at: usize) -> bool {
    scan.times.iter().any(|time| time.words.contains(&at))
        || scan.actors.iter().any(|actor| actor.words.contains(&at))
}

/// What the word before a place says of it.
fn standing(scan: &Scan, start: usize) -> PlaceStanding {
    let words = &scan.words;
    let from = words.sentence_words(start).start;
    let mut at = start;
    while at > from
        && matches!(
            words.key(at - 1),
            "the"
                | "le"
                | "la"
                | "l'"
                | "les"
                | "nearby"
                | "village"
                | "town"
                | "northern"
                | "southern"
                | "western"
                | "eastern"
                | "central"
                | "sud"
                | "nord"
                | "city"
        )
    {
        at -= 1;
    }
    if at == from {
        return PlaceStanding::Bare;
    }
    match words.key(at - 1) {
        "in" | "at" | "on" | "inside" | "within" | "throughout" | "across" | "dans" | "au" | "aux" | "en"
        | "sur" | "around" => PlaceStanding::In,
        "a" if scan.language.tag == "fr" => french_to(scan, at - 1, from),
        "near" | "outside" | "close" | "between" | "entre" | "devant" | "autour" | "along" => {
            PlaceStanding::Near
        }
        "de" | "d'" | "du"
            if at > from + 1
                && matches!(
                    words.key(at - 2),
                    "pres"
                        | "loin"
                        | "nord"
                        | "sud"
                        | "est"
                        | "ouest"
                        | "proximite"
                        | "large"
                        | "hauteur"
                        | "sortie"
                        | "entree"
                        | "abords"
                        | "km"
                        | "kilometres"
                        | "nord-est"
                        | "nord-ouest"
                        | "sud-est"
                        | "sud-ouest"
                ) =>
        {
            PlaceStanding::Near
        }
        "of" if at > from + 1
            && matches!(
                words.key(at - 2),
                "north"
                    | "south"
                    | "east"
                    | "west"
                    | "outskirts"
                    | "km"
                    | "kilometres"
                    | "north-east"
                    | "north-west"
                    | "south-east"
                    | "south-west"
                    | "northwest"
                    | "northeast"
                    | "southeast"
                    | "southwest"
                    | "town"
                    | "village"
                    | "edge"
                    | "part"
            ) =>
        {
            PlaceStanding::Near
        }
        "to" | "towards" | "toward" | "into" | "vers" | "for" | "pour" | "jusqu'" => PlaceStanding::Towards,
        "of" | "from" | "de" | "du" | "d'" | "des" => PlaceStanding::Of,
        _ => PlaceStanding::Bare,
    }
}

/// "à X" is there, unless somebody moves: "transférés à X", "de X à Y".
fn french_to(scan: &Scan, at: usize, from: usize) -> PlaceStanding {
    let moving = [
        "evacue",
        "evacues",
        "evacuees",
        "transfere",
        "transferes",
        "conduits",
        "achemines",
        "rendus",
        "rendu",
        "arrives",
        "fui",
        "joint",
        "joints",
        "joint",
        "envoye",
        "depuis",
    ];
    let near = (at.saturating_sub(3).max(from)..at).any(|word| moving.contains(&scan.words.key(word)));
    if near { PlaceStanding::Towards } else { PlaceStanding::In }
}
