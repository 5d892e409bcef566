//! Where: names of places in the text, what sort of place each is, and how it stands to what is told.
//!
//! Law: a name is taken as written. Whether it exists, and where, is for `locate`; here the gazetteer only
//! helps to tell a place's name from a person's or an organisation's.

use crate::scan::Scan;
use crate::senses::{Sense, Side};
use crate::words::Shape;
use std::ops::Range;
use vigie_model::{BlockKind, PlaceKind, Toponym, Toponyms};

mod names;
mod stance;
mod standing;
mod unlisted;

pub(crate) use names::{is_compass, is_function_word, is_title};
pub(crate) use stance::{Stance, Stances};
pub use standing::PlaceStanding;

/// A place named in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceFound {
    /// Its words, generic word included: "cercle de Nara".
    pub words: Range<usize>,
    /// The name alone: "Nara".
    pub name: Range<usize>,
    /// What sort of place.
    pub kind: PlaceKind,
    /// How it stands in its sentence.
    pub standing: PlaceStanding,
    /// ISO code, where the name is a country's.
    pub country: Option<[u8; 2]>,
    /// The gazetteer knows a place of this name.
    pub known: bool,
    /// A generic word beside the name says what sort of place it is.
    pub generic: bool,
}

impl PlaceFound {
    fn generic(words: Range<usize>, name: Range<usize>, kind: PlaceKind, known: bool) -> Self {
        Self { words, name, kind, standing: PlaceStanding::Bare, country: None, known, generic: true }
    }

    fn bare(name: Range<usize>, kind: PlaceKind, known: bool) -> Self {
        let words = name.clone();
        Self { words, name, kind, standing: PlaceStanding::Bare, country: None, known, generic: false }
    }
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
    unlisted::again(scan, &mut found);
    found
}

fn place_at(scan: &Scan, names: &dyn Toponyms, at: usize) -> Option<PlaceFound> {
    if inside_time_or_actor(scan, at) {
        return None;
    }
    let place = numbered_road(scan, at)
        .or_else(|| generic_before(scan, names, at))
        .or_else(|| named(scan, names, at))?;
    // "chef-lieu de la Komondjari": what a town is the seat of is the unit around it.
    let around = place.kind == PlaceKind::Locality && standing::follows_seat(scan, place.words.start);
    let kind = if around { PlaceKind::District } else { place.kind };
    Some(PlaceFound { standing: standing::of(scan, place.words.start), kind, ..place })
}

/// "RN22", "RN 4", "route nationale 22", "National Route 22".
fn numbered_road(scan: &Scan, at: usize) -> Option<PlaceFound> {
    let words = &scan.words;
    let end = words.sentence_words(at).end;
    if words.is_capital(at) && is_road_number(words.key(at)) {
        return Some(PlaceFound::generic(at..at + 1, at..at + 1, PlaceKind::Road, true));
    }
    let (length, kind) = generic(scan, at, end, Side::Before)?;
    let number = at + length + usize::from(matches!(words.key(at + length), "no" | "n" | "numero"));
    let numbered = kind == PlaceKind::Road && number < end && words.shape(number) == Shape::Number;
    numbered.then(|| PlaceFound::generic(at..number + 1, number..number + 1, PlaceKind::Road, true))
}

fn is_road_number(key: &str) -> bool {
    ["rn", "rd", "rr"].iter().any(|sign| {
        key.strip_prefix(sign)
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// "cercle de Nara", "axe Macina–Kolongo": a generic word, then a name.
fn generic_before(scan: &Scan, names: &dyn Toponyms, at: usize) -> Option<PlaceFound> {
    let words = &scan.words;
    let end = words.sentence_words(at).end;
    let (length, kind) = generic(scan, at, end, Side::Before)?;
    let start = skip_linkers(scan, at + length);
    // "District Magistrate", "State Prosecutor": in English a unit before its name takes "of".
    let unit = matches!(kind, PlaceKind::District | PlaceKind::Region);
    let linked = start > at + length || words.key(start - 1) == "of";
    if unit && !linked && scan.language.tag == "en" {
        return None;
    }
    let name = run(scan, start, end)?;
    let road = if kind == PlaceKind::Road { road_end(scan, start, end) } else { None };
    if inside_time_or_actor(scan, name.start) || is_country(scan, names, &name, kind) {
        return None;
    }
    // "village de X" is called X; "cercle de Nara" keeps its word, as annotators write it.
    let from = if kind == PlaceKind::Locality { name.start } else { at };
    let known = !names.toponyms(words.phrase(name.clone())).is_empty();
    Some(PlaceFound::generic(from..road.unwrap_or(name.end), start..road.unwrap_or(name.end), kind, known))
}

/// "the country of Mali" is the country; "Niger State" and "the border with Mali" are what their word says.
fn is_country(scan: &Scan, names: &dyn Toponyms, name: &Range<usize>, kind: PlaceKind) -> bool {
    let named = scan.countries_in(name.start..name.start + 1).next().is_some();
    kind != PlaceKind::Border && named && names.country(scan.words.phrase(name.clone())).is_some()
}

fn generic(scan: &Scan, at: usize, end: usize, side: Side) -> Option<(usize, PlaceKind)> {
    if !scan.opens_generic(at) {
        return None;
    }
    let senses = scan.language.senses.at(&scan.words, at, end);
    let fitting = senses.filter_map(|(length, sense)| match sense {
        Sense::Place(word) if word.side == side || (word.side == Side::Either && side != Side::Never) => {
            Some((length, word.kind))
        }
        _ => None,
    });
    fitting.max_by_key(|(length, _)| *length)
}

/// Past "of", "de la", "entre", "reliant" between a generic word and its name.
fn skip_linkers(scan: &Scan, from: usize) -> usize {
    const LINKERS: &[&str] = &[
        "de", "du", "d'", "la", "l'", "le", "des", "of", "the", "entre", "reliant", "between", "from",
        "linking",
    ];
    from + (from..from + 3).take_while(|&at| LINKERS.contains(&scan.words.key(at))).count()
}

/// A road runs on to its other end: "Macina–Kolongo", "entre A et B", "from A to B".
fn road_end(scan: &Scan, start: usize, end: usize) -> Option<usize> {
    let first = run(scan, start, end)?;
    let joins =
        matches!(scan.words.key(first.end), "–" | "-" | "—" | "to" | "and" | "et" | "a" | "/" | "vers");
    if !joins {
        return None;
    }
    run(scan, first.end + 1, end).map(|second| second.end)
}

/// A capitalised name: "Nara district", "the Macina–Kolongo road", or a name alone that is a place's.
fn named(scan: &Scan, names: &dyn Toponyms, at: usize) -> Option<PlaceFound> {
    let end = scan.words.sentence_words(at).end;
    let run = run(scan, at, end)?;
    pair_before_generic(scan, &run, end)
        .or_else(|| generic_after(scan, names, &run, end))
        .or_else(|| alone(scan, names, &run))
}

/// "the Bamenda - Kumbo road": two names, then the word for a road.
fn pair_before_generic(scan: &Scan, name: &Range<usize>, end: usize) -> Option<PlaceFound> {
    let words = &scan.words;
    if !matches!(words.key(name.end), "–" | "-" | "—" | "to") {
        return None;
    }
    let second = run(scan, name.end + 1, end)?;
    let (length, kind) = generic(scan, second.end, end, Side::After)?;
    let line = matches!(kind, PlaceKind::Road | PlaceKind::Border);
    line.then(|| PlaceFound::generic(name.start..second.end + length, name.start..second.end, kind, true))
}

/// "Nara district", and where the generic word has a capital too: "Patigi Local Government Area".
fn generic_after(scan: &Scan, names: &dyn Toponyms, run: &Range<usize>, end: usize) -> Option<PlaceFound> {
    let words = &scan.words;
    let (cut, length, kind) = (run.start + 1..=run.end).find_map(|cut| {
        let (length, kind) = generic(scan, cut, end, Side::After)?;
        (cut + length >= run.end).then_some((cut, length, kind))
    })?;
    let name = run.start..cut;
    let entries = names.toponyms(words.phrase(name.clone()));
    if inside_time_or_actor(scan, name.start) || is_country(scan, names, &name, kind) {
        return None;
    }
    // "Infantry Division", "Police District" are commanded, not lived in.
    let unit = matches!(kind, PlaceKind::District | PlaceKind::Region);
    if unit && generic(scan, name.start, name.end, Side::Never).is_some() {
        return None;
    }
    // "the Post", "Wolof market": too loose to be a place's name unless the gazetteer knows it.
    if entries.is_empty() && kind == PlaceKind::Area
        || names::is_common_word(scan, name.start) && name.len() == 1
    {
        return None;
    }
    let finish = if kind == PlaceKind::Locality { name.end } else { name.end + length };
    Some(PlaceFound::generic(name.start..finish, name, kind, !entries.is_empty()))
}

/// A name with no generic word beside it: taken if the gazetteer knows it, or if it stands where a place stands.
fn alone(scan: &Scan, names: &dyn Toponyms, name: &Range<usize>) -> Option<PlaceFound> {
    let words = &scan.words;
    let entries = |range: Range<usize>| names.toponyms(words.phrase(range));
    let country = names.country(words.phrase(name.clone()));
    if let Some(country) = country.filter(|_| !is_weapon(scan, name.start)) {
        let itself = entries(name.clone()).iter().any(|entry| entry.kind == PlaceKind::Country);
        let place = PlaceFound::bare(name.clone(), PlaceKind::Country, true);
        return itself.then_some(PlaceFound { country: Some(country), ..place });
    }
    let title = words.sentences[words.sentence_of(name.start)].kind == BlockKind::Title;
    if !title && names::goes_on(scan, name.start) {
        return None;
    }
    let known = (name.start + 1..=name.end).rev().find_map(|finish| {
        let entries = entries(name.start..finish);
        let taken = !entries.is_empty()
            && ends_there(scan, finish, name.end)
            && fits(scan, name.start..finish)
            && is_near(scan, &entries, name.start)
            && !is_doubtful(scan, &entries, name.start..finish);
        taken.then(|| {
            let country = names.country(words.phrase(name.start..finish));
            let itself = country.filter(|_| entries.iter().any(|entry| entry.kind == PlaceKind::Country));
            let kind = itself.map_or_else(|| sort_of(scan, &entries), |_| PlaceKind::Country);
            PlaceFound { country: itself, ..PlaceFound::bare(name.start..finish, kind, true) }
        })
    });
    known.or_else(|| unlisted::unknown(scan, name, |at| is_unit(scan, names, at)))
}

/// "Grenade" is a weapon before it is an island.
fn is_weapon(scan: &Scan, at: usize) -> bool {
    scan.triggers_in(at..at + 1).next().is_some()
}

/// "Sahel Water Relief", "Delta Post" begin like places: within running text a name that goes on is another name.
fn ends_there(scan: &Scan, finish: usize, end: usize) -> bool {
    if finish == end || scan.words.shape(finish) != Shape::Capital {
        return true;
    }
    let ends = |sense| match sense {
        Sense::Trigger(..) | Sense::People(_) => true,
        Sense::Place(word) => word.side != Side::Never,
        _ => false,
    };
    let sentence = &scan.words.sentences[scan.words.sentence_of(finish)];
    scan.hits_in(finish..finish + 1).any(|hit| ends(hit.sense))
        || (sentence.kind == BlockKind::Title && is_title_case(scan, sentence.words.clone()))
}

/// "Make nobody leave", "Can the President regroup?": a word that opens a sentence and is also some hamlet's name. A
/// town is known by its size, or is named again where it must be a place.
fn is_doubtful(scan: &Scan, entries: &[Toponym], name: Range<usize>) -> bool {
    const TOWN: u32 = 30_000;
    let words = &scan.words;
    let sentence = words.sentence_of(name.start);
    let opens = words.sentences[sentence].words.start == name.start && name.len() == 1;
    let runs_on = words.shape(name.end) == Shape::Lower;
    let small =
        entries.iter().all(|entry| entry.kind == PlaceKind::Locality && entry.population.unwrap_or(0) < TOWN);
    opens && runs_on && small && words.sentences[sentence].kind == BlockKind::Paragraph
}

/// "Gunmen Kill Twelve in Benue Village": capitals say nothing of where a name ends.
fn is_title_case(scan: &Scan, sentence: Range<usize>) -> bool {
    let long = sentence.filter(|&at| scan.words.key(at).len() > 4);
    let (all, small) = long.fold((0, 0), |(all, small), at| {
        (all + 1, small + usize::from(scan.words.shape(at) == Shape::Lower))
    });
    small * 3 < all
}

/// A district or region stands here, by its generic word or by its name.
fn is_unit(scan: &Scan, names: &dyn Toponyms, at: usize) -> bool {
    let unit = |kind| matches!(kind, PlaceKind::District | PlaceKind::Region);
    let end = scan.words.sentence_words(at).end;
    if generic(scan, at, end, Side::Before).is_some_and(|(_, kind)| unit(kind)) {
        return true;
    }
    let Some(name) = run(scan, at, end) else { return false };
    let after = (name.start + 1..=name.end)
        .any(|cut| generic(scan, cut, end, Side::After).is_some_and(|(_, kind)| unit(kind)));
    let spoken = |entry: &Toponym| scan.countries.is_empty() || scan.spoken.contains(&entry.country);
    after || names.toponyms(scan.words.phrase(name)).iter().any(|entry| unit(entry.kind) && spoken(entry))
}

/// A homonym far from every country that the text speaks of is no place here, unless it is a city of the world.
fn is_near(scan: &Scan, entries: &[Toponym], at: usize) -> bool {
    const CITY: u32 = 200_000;
    let spoken = |entry: &Toponym| scan.spoken.contains(&entry.country);
    let city = |entry: &Toponym| entry.population.unwrap_or(0) > CITY;
    let located = standing::of(scan, at) >= PlaceStanding::Near;
    scan.countries.is_empty() || located || entries.iter().any(|entry| spoken(entry) || city(entry))
}

/// Of several things of one name, those in the countries that the text speaks of decide what it is; a hamlet that
/// bears a region's name is not what a report means.
fn sort_of(scan: &Scan, entries: &[Toponym]) -> PlaceKind {
    const TOWN: u32 = 15_000;
    let spoken = |entry: &&Toponym| scan.spoken.contains(&entry.country);
    let mut near: Vec<&Toponym> = entries.iter().filter(spoken).collect();
    if near.is_empty() {
        near = entries.iter().collect();
    }
    let has = |kind| near.iter().any(|entry| entry.kind == kind);
    let town = near.iter().any(|entry| entry.kind == PlaceKind::Locality && entry.population >= Some(TOWN));
    if has(PlaceKind::Region) && !town && !has(PlaceKind::District) {
        return PlaceKind::Region;
    }
    let kinds =
        [PlaceKind::Locality, PlaceKind::District, PlaceKind::Region, PlaceKind::River, PlaceKind::Area];
    kinds.into_iter().find(|&kind| has(kind)).unwrap_or(PlaceKind::Locality)
}

/// A name that is no ordinary word, acronym, person or shouted headline.
fn fits(scan: &Scan, name: Range<usize>) -> bool {
    let words = &scan.words;
    let one = name.len() == 1;
    let never = generic(scan, name.start, name.end, Side::Never).is_some();
    let common =
        never || one && (names::is_common_word(scan, name.start) || names::is_compass(words.key(name.start)));
    let letters = words.written(name.start).chars().count();
    let acronym = one && words.shape(name.start) == Shape::Upper && letters <= 4;
    let label = words.is_label(words.sentence_of(name.start));
    // In capitals throughout, "VILLE" is a word like any other.
    if one && scan.opens_generic(name.start) && names::is_shouted(words, name.start) {
        return false;
    }
    // "LOWER SHABELLE" alone on its line heads what follows.
    let heading = words.sentence_words(name.start) == name;
    let shouted = !label
        && !heading
        && names::is_shouted(words, name.start)
        && standing::of(scan, name.start) < PlaceStanding::Near;
    !common && !acronym && !shouted && !names::is_person(scan, &name) && letters > 1
}

/// The name that begins at this word, up to where a time or a named side begins.
fn run(scan: &Scan, at: usize, end: usize) -> Option<Range<usize>> {
    let name = names::run(&scan.words, at, end)?;
    let stop = (name.start + 1..name.end).find(|&word| inside_time_or_actor(scan, word));
    Some(name.start..stop.unwrap_or(name.end))
}

fn inside_time_or_actor(scan: &Scan, at: usize) -> bool {
    scan.is_taken(at)
}
