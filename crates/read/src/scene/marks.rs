//! What speaks for a mention of a place, and against it.

use super::Mark;
use crate::places::{PlaceFound, PlaceStanding, Stance};
use crate::scan::Scan;
use crate::senses::Cue;
use crate::story::Story;
use crate::words::Shape;
use vigie_model::{BlockKind, PlaceKind};

/// The features of a mention.
pub(super) fn of(scan: &Scan, story: &Story, sentence: usize, place: &PlaceFound) -> Vec<Mark> {
    let mut marks = vec![(sort(scan, place), 1.0), (standing(place.standing), 1.0)];
    marks.extend(where_told(scan, story, sentence));
    marks.extend(nearness(scan, sentence, place).map(|near| ("near_event", near)));
    let words = scan.words.sentences[sentence].words.clone();
    let told = is_spot(place) && place.standing >= PlaceStanding::Near;
    let own = story.sentences.binary_search(&sentence).is_ok();
    let flags = [
        ("told_in_anchor", told && sentence == story.anchor),
        ("told_in_story", told && own),
        ("heads_item", heads_item(scan, sentence, place)),
        ("quarter", is_quarter(scan, place)),
        ("background", scan.has_cue(words, Cue::Background)),
        ("cited", is_cited(scan, sentence, place)),
        ("first_end", follows_between(scan, place)),
        ("gloss", is_gloss(scan, place) && !is_spot(place)),
        ("gloss_spot", is_gloss(scan, place) && is_spot(place)),
        ("glossed", is_glossed(scan, place)),
        ("known", place.known),
        ("second_end", is_second_end(scan, place)),
    ];
    marks.extend(flags.into_iter().filter(|(_, is)| *is).map(|(name, _)| (name, 1.0)));
    marks
}

fn sort(scan: &Scan, place: &PlaceFound) -> &'static str {
    match place.kind {
        PlaceKind::Site if is_care(scan, place) => "care",
        PlaceKind::Locality => "locality",
        PlaceKind::Site => "site",
        // A numbered road is hundreds of kilometres long.
        PlaceKind::Road if is_numbered(scan, place) => "road_numbered",
        PlaceKind::Road => "road",
        PlaceKind::River => "river",
        PlaceKind::Area => "area",
        PlaceKind::Border => "border",
        // A unit named without its word is most often its seat.
        PlaceKind::District if !place.generic => "district_bare",
        PlaceKind::District if is_small_unit(scan, place) => "district_small",
        PlaceKind::District => "district",
        PlaceKind::Region if !place.generic => "region_bare",
        PlaceKind::Region => "region",
        PlaceKind::Country => "country",
    }
}

fn standing(standing: PlaceStanding) -> &'static str {
    match standing {
        PlaceStanding::In => "stands_in",
        PlaceStanding::Near => "stands_near",
        PlaceStanding::Bare => "stands_bare",
        PlaceStanding::Offset => "stands_offset",
        PlaceStanding::Of => "stands_of",
        PlaceStanding::Dateline => "stands_dateline",
        PlaceStanding::Towards => "stands_towards",
    }
}

/// Where in the report the sentence stands, seen from the one that tells the story best.
fn where_told(scan: &Scan, story: &Story, sentence: usize) -> Vec<Mark> {
    let stands = &scan.words.sentences[sentence];
    let own = story.sentences.binary_search(&sentence).is_ok();
    match () {
        () if sentence == story.anchor => vec![("anchor", 1.0)],
        () if scan.words.is_label(sentence) && own => vec![("label", 1.0)],
        () if stands.kind == BlockKind::Title && own => vec![("title", 1.0)],
        () if stands.kind == BlockKind::Title => vec![("title_of_another", 1.0)],
        () if story.context.contains(&sentence) => vec![("context", 1.0)],
        () if stands.block == scan.words.sentences[story.anchor].block => vec![("paragraph", 1.0)],
        () => vec![("later", 1.0), ("far", (sentence.abs_diff(story.anchor) as f32 / 12.0).min(1.0))],
    }
}

/// How near it stands to a word of what happened; `None` where its sentence has none.
fn nearness(scan: &Scan, sentence: usize, place: &PlaceFound) -> Option<f32> {
    let distances = scan.live[sentence].iter().map(|live| live.words.start.abs_diff(place.words.start));
    distances.min().map(|distance| 1.0 - 0.05 * distance.min(20) as f32)
}

/// "Malanville, dans l’Alibori", "Mbar (Bokkos)", "the Jani Khel area of Bannu district": a place that the text takes
/// care to locate in a larger one.
fn is_glossed(scan: &Scan, place: &PlaceFound) -> bool {
    let end = scan.words.sentence_words(place.words.start).end;
    let after = scan.places_in(place.words.end + 1..(place.words.end + 5).min(end)).next();
    !is_second_end(scan, place) && after.is_some_and(|unit| locates(scan, place, unit))
}

/// The larger place behind a name that it locates: it was at Mbar, not at "(Bokkos)".
fn is_gloss(scan: &Scan, place: &PlaceFound) -> bool {
    let start = scan.words.sentence_words(place.words.start).start;
    let near = place.words.start.saturating_sub(12).max(start)..place.words.start;
    scan.places_in(near).last().is_some_and(|smaller| locates(scan, smaller, place))
}

/// Only a comma, a bracket and small links stand between a place and a larger one.
fn locates(scan: &Scan, place: &PlaceFound, unit: &PlaceFound) -> bool {
    const LINKS: &[&str] = &[
        ",", "(", "in", "of", "the", "de", "du", "d'", "dans", "en", "au", "la", "le", "l'", "aux",
        "northern", "southern", "eastern", "western", "central", "nord", "sud", "est", "ouest", "-", "–",
        "/",
    ];
    let between = place.words.end..unit.words.start;
    let linked =
        (1..=4).contains(&between.len()) && between.clone().all(|at| LINKS.contains(&scan.words.key(at)));
    linked && size(place) < size(unit)
}

/// How wide a sort of place is, seen from another.
fn size(place: &PlaceFound) -> u8 {
    match place.kind {
        PlaceKind::Site => 0,
        PlaceKind::Locality | PlaceKind::Area => 1,
        PlaceKind::Road | PlaceKind::River | PlaceKind::Border => 2,
        PlaceKind::District => 3,
        PlaceKind::Region => 4,
        PlaceKind::Country => 5,
    }
}

fn is_cited(scan: &Scan, sentence: usize, place: &PlaceFound) -> bool {
    scan.citations[sentence].iter().any(|citation| citation.source.contains(&place.words.start))
}

/// "between A and B": somewhere on the way from the first.
fn follows_between(scan: &Scan, place: &PlaceFound) -> bool {
    place.words.start.checked_sub(1).is_some_and(|at| matches!(scan.words.key(at), "between" | "entre"))
}

/// … to the second.
fn is_second_end(scan: &Scan, place: &PlaceFound) -> bool {
    let start = place.words.start;
    let joined = start > 0 && matches!(scan.words.key(start - 1), "and" | "et");
    let mut before = scan.places_in(start.saturating_sub(6)..start);
    joined && before.any(|other| other.words.end + 1 == start && follows_between(scan, other))
}

/// A town, a village or a site: what can be pointed at.
pub(crate) fn is_spot(place: &PlaceFound) -> bool {
    matches!(place.kind, PlaceKind::Locality | PlaceKind::Site)
}

fn is_numbered(scan: &Scan, place: &PlaceFound) -> bool {
    place.words.clone().any(|at| scan.words.key(at).bytes().any(|byte| byte.is_ascii_digit()))
}

/// "Faramana, western Burkina. On Monday …", "Timbuktu: two killed": it stands first and a mark sets it apart.
fn heads_item(scan: &Scan, sentence: usize, place: &PlaceFound) -> bool {
    let stands = &scan.words.sentences[sentence];
    let first = place.words.start <= stands.words.start + 1 && stands.opens_block;
    first && scan.words.shape(place.words.end) == Shape::Mark
}

/// A quarter, a market, a school: it lies in a town.
fn is_quarter(scan: &Scan, place: &PlaceFound) -> bool {
    let inner = |at| scan.language.stances.has(scan.words.key(at), Stance::Quarter);
    place.kind == PlaceKind::Site && place.words.clone().any(inner)
}

/// A commune is small enough to be where it was; a cercle or a province is only around it.
fn is_small_unit(scan: &Scan, place: &PlaceFound) -> bool {
    place.words.clone().any(|at| scan.language.stances.has(scan.words.key(at), Stance::Small))
}

/// Where the wounded are brought is not where they were hurt.
fn is_care(scan: &Scan, place: &PlaceFound) -> bool {
    place.words.clone().any(|at| scan.language.stances.has(scan.words.key(at), Stance::Care))
}
