//! Names that no gazetteer knows: nine in ten villages of the Sahel are in no list.
//!
//! One is taken for a place only where it stands as a place stands: after "in" or "near", after what happens to
//! places alone, beside the unit that holds it, or at the head of its item. What is one place is the same place
//! wherever else the text names it.

use super::{PlaceFound, fits, inside_time_or_actor, names, run, standing};
use crate::places::PlaceStanding;
use crate::scan::Scan;
use crate::senses::{Sense, Side, Trigger};
use crate::words::Shape;
use rustc_hash::FxHashMap;
use std::ops::Range;
use vigie_model::{PlaceKind, fold_name};

/// A name that no gazetteer knows, standing where only a place stands.
pub(super) fn unknown(
    scan: &Scan,
    name: &Range<usize>,
    is_unit: impl Fn(usize) -> bool,
) -> Option<PlaceFound> {
    if names::is_shouted(&scan.words, name.start) && !scan.words.is_label(scan.words.sentence_of(name.start))
    {
        return None;
    }
    // "REPRIS PIED À LOGOBOU": no name ends in a small word.
    if names::is_function_word(scan.words.key(name.end - 1)) {
        return None;
    }
    let stands = standing::of(scan, name.start);
    let acted_on =
        stands == PlaceStanding::Near || standing::is_of_event(scan, name.start) || is_home(scan, name.start);
    let placed = stands == PlaceStanding::In
        || (acted_on && !has_article(scan, name.start))
        || labels(scan, name)
        || is_called_village(scan, name)
        || is_taken(scan, name)
        || is_glossed(scan, name, is_unit);
    let taken = placed && stands != PlaceStanding::Dateline && fits(scan, name.clone());
    taken.then(|| PlaceFound::bare(name.clone(), PlaceKind::Locality, false))
}

/// Finds again, anywhere in the text, the names that stood as towns and villages once.
pub(super) fn again(scan: &Scan, found: &mut Vec<PlaceFound>) {
    let once = found.iter().filter(|place| place.kind == PlaceKind::Locality);
    let wanted: FxHashMap<String, bool> =
        once.map(|place| (fold_name(scan.words.phrase(place.name.clone())), place.known)).collect();
    if wanted.is_empty() {
        return;
    }
    let mut more = Vec::new();
    let (mut at, mut next) = (0, 0);
    while at < scan.words.words.len() {
        while found.get(next).is_some_and(|place| place.words.end <= at) {
            next += 1;
        }
        if let Some(inside) = found.get(next).filter(|place| place.words.contains(&at)) {
            at = inside.words.end;
            continue;
        }
        let here = named_again(scan, at, &wanted);
        at = here.as_ref().map_or(at + 1, |place| place.words.end);
        more.extend(here);
    }
    found.extend(more);
    found.sort_by_key(|place| place.words.start);
}

fn named_again(scan: &Scan, at: usize, wanted: &FxHashMap<String, bool>) -> Option<PlaceFound> {
    if inside_time_or_actor(scan, at) {
        return None;
    }
    let whole = run(scan, at, scan.words.sentence_words(at).end)?;
    let (name, known) = (at + 1..=whole.end).rev().find_map(|end| {
        let known = wanted.get(&fold_name(scan.words.phrase(at..end)))?;
        Some((at..end, *known))
    })?;
    let place = PlaceFound::bare(name, PlaceKind::Locality, known);
    Some(PlaceFound { standing: standing::of(scan, at), ..place })
}

/// A village has no article: "a siege of the Treasury", "un dépôt du Programme alimentaire" name none.
fn has_article(scan: &Scan, start: usize) -> bool {
    start > 0 && matches!(scan.words.key(start - 1), "the" | "du" | "des" | "le" | "les")
}

/// "Tougouri (Namentenga, Centre-Nord) – 8 Dec.", "Monday 4 August, Magaia.": a name at the head of its block. (One
/// before a colon may be "Needs:" as well as a village; a village is named again.)
fn labels(scan: &Scan, name: &Range<usize>) -> bool {
    let words = &scan.words;
    let sentence = &words.sentences[words.sentence_of(name.start)];
    let before = sentence.words.start..name.start;
    let opens = sentence.opens_block && name.start <= sentence.words.start + 4;
    let glossed = words.key(name.end) == "(" && words.is_capital(name.end + 1);
    let alone = words.is_label(words.sentence_of(name.start))
        && matches!(words.key(name.end), "." | "," | "–" | "-" | "/");
    let marked = before.clone().any(|at| matches!(words.key(at), "[" | "]" | ":"));
    // "SECOND." numbers a clause.
    let numbers = words.shape(name.start) == Shape::Upper && before.is_empty() && words.key(name.end) == ".";
    let heads = before.clone().all(|at| is_heading(scan, at)) && !marked && !numbers;
    (opens && glossed) || (alone && heads)
}

/// A day, a mark or another name: what stands before a village in the heading of an item.
fn is_heading(scan: &Scan, at: usize) -> bool {
    scan.is_taken(at) || scan.words.shape(at) != Shape::Lower
}

/// "Katogota est tombée", "X was retaken": a side takes places, not people.
fn is_taken(scan: &Scan, name: &Range<usize>) -> bool {
    const BEING: &[&str] = &["a", "est", "fut", "had", "has", "is", "remains", "reste", "was"];
    let lost = |trigger| matches!(trigger, Trigger::Capture | Trigger::Retake | Trigger::Siege);
    let end = scan.words.sentence_words(name.start).end;
    BEING.contains(&scan.words.key(name.end))
        && scan.triggers_in(name.end..(name.end + 5).min(end)).any(|(_, trigger, _)| lost(trigger))
}

/// "Mbar, a farming hamlet in Bokkos", "Libiri, un village du département de Gothèye".
fn is_called_village(scan: &Scan, name: &Range<usize>) -> bool {
    const ADJECTIVES: usize = 2;
    let words = &scan.words;
    let article = name.end + 1;
    if words.key(name.end) != ","
        || !matches!(words.key(article), "a" | "an" | "the" | "un" | "une" | "le" | "la")
    {
        return false;
    }
    let end = words.sentence_words(name.start).end;
    let mut near = article + 1..(article + 2 + ADJECTIVES).min(end);
    near.any(|at| {
        let sorts = scan.hits_in(at..at + 1).map(|hit| hit.sense);
        sorts.into_iter().any(|sense| {
            matches!(sense, Sense::Place(word) if word.kind == PlaceKind::Locality && word.side != Side::Never)
        })
    })
}

/// "traders from X", "chassés de X", "withdrew from X": people live there, or a side lost it.
fn is_home(scan: &Scan, start: usize) -> bool {
    const REACH: usize = 4;
    let from = scan.words.sentence_words(start).start;
    let Some(preposition) = start.checked_sub(1).filter(|&at| at > from) else { return false };
    if !matches!(scan.words.key(preposition), "from" | "de" | "d'" | "of" | "du") {
        return false;
    }
    let near = preposition.saturating_sub(REACH).max(from)..preposition;
    let lost = |sense| {
        matches!(
            sense,
            Sense::Trigger(
                Trigger::Capture | Trigger::Retake | Trigger::Withdraw | Trigger::Displace | Trigger::Siege,
                _
            )
        )
    };
    let people = |sense| matches!(sense, Sense::People(_));
    let is_from = scan.words.key(preposition) == "from";
    standing::is_unbroken(scan, near.clone())
        && scan
            .hits_in(near)
            .any(|hit| lost(hit.sense) || (is_from && people(hit.sense) && hit.words.end == preposition))
}

/// "Umutu, Delta State", "Kapalanga (territoire de Beni)": a unit named right behind the name.
fn is_glossed(scan: &Scan, name: &Range<usize>, is_unit: impl Fn(usize) -> bool) -> bool {
    const LINKS: &[&str] = &["in", "dans", "en", "the", "le", "la", "l'", "au"];
    let words = &scan.words;
    let end = words.sentence_words(name.start).end;
    if name.len() > 3 || !matches!(words.key(name.end), "," | "(") || name.end + 1 >= end {
        return false;
    }
    let links = (name.end + 1..end).take(2).take_while(|&at| LINKS.contains(&words.key(at))).count();
    is_unit(name.end + 1 + links)
}
