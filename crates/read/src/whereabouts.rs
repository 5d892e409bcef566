//! Where the happening of a story was: the place to put on the map, and the units around it.

use crate::places::{PlaceFound, PlaceStanding};
use crate::scan::Scan;
use crate::story::Story;
use std::collections::BTreeMap;
use vigie_model::{BlockKind, PlaceKind, PlaceMention, Span, fold_name};

/// The places of a story.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Whereabouts {
    /// Most specific first, with the words of each.
    pub places: Vec<(PlaceMention, Span)>,
    /// Index of the primary place; `None` where the story names none.
    pub primary: Option<usize>,
    /// The country that the text points to.
    pub country: Option<[u8; 2]>,
    /// The gazetteer knows the primary place.
    pub known: bool,
}

/// The most localities that an account lists beside its primary place.
const MOST_LOCALITIES: usize = 3;

/// Finds the places of a story.
pub fn whereabouts(scan: &Scan, story: &Story) -> Whereabouts {
    let ranked = ranked(scan, story);
    let country = country(scan, story);
    if ranked.is_empty() {
        return Whereabouts { country, ..Whereabouts::default() };
    }
    let known = ranked[0].1.known;
    let kept = keep(scan, story, &ranked, country);
    let mut places: Vec<(PlaceMention, Span)> = Vec::new();
    for place in kept {
        let mention = mention(scan, place);
        let again = |known: &PlaceMention| {
            fold_name(&known.name) == fold_name(&mention.name) && known.kind == mention.kind
        };
        if !places.iter().any(|(known, _)| again(known)) {
            places.push((mention, scan.words.span(place.words.clone())));
        }
    }
    let primary = places.first().is_some_and(|(place, _)| place.kind != PlaceKind::Country).then_some(0);
    Whereabouts { places, primary, country, known }
}

/// The primary place, localities told beside it, then one unit of each sort around them.
fn keep<'s>(
    scan: &'s Scan,
    story: &Story,
    ranked: &[(f32, &'s PlaceFound)],
    country: Option<[u8; 2]>,
) -> Vec<&'s PlaceFound> {
    let around = |kind: PlaceKind| {
        ranked[1..].iter().map(|(_, place)| *place).filter(move |place| match kind {
            // A neighbour across the border is named too; the country that the text speaks of most holds the place.
            PlaceKind::Country => place.kind == kind && place.country == country,
            _ => place.kind == kind && place.standing > PlaceStanding::Towards,
        })
    };
    let told = |place: &&PlaceFound| is_spot(place) && place.standing >= PlaceStanding::Near;
    let localities =
        ranked[1..].iter().filter(|(score, _)| *score > 3.0).map(|(_, place)| *place).filter(told);
    let mut kept = vec![ranked[0].1];
    kept.extend(localities.take(MOST_LOCALITIES));
    for kind in [PlaceKind::Road, PlaceKind::River, PlaceKind::Border] {
        kept.extend(around(kind).take(1));
    }
    kept.extend(around(PlaceKind::District).take(2));
    for kind in [PlaceKind::Region, PlaceKind::Area, PlaceKind::Country] {
        kept.extend(around(kind).take(1));
    }
    if !kept.iter().any(|place| is_unit(place)) {
        kept.extend(lent(scan, story));
    }
    kept
}

/// A unit that the text names before or after, where the story itself names none.
fn lent<'s>(scan: &'s Scan, story: &Story) -> Option<&'s PlaceFound> {
    let anchor = scan.words.sentences[story.anchor].words.start;
    let units = scan.places.iter().filter(|place| is_unit(place) && place.standing > PlaceStanding::Dateline);
    units.min_by_key(|place| (place.words.start > anchor, place.words.start.abs_diff(anchor)))
}

fn is_unit(place: &PlaceFound) -> bool {
    matches!(place.kind, PlaceKind::District | PlaceKind::Region | PlaceKind::Country)
}

fn mention(scan: &Scan, place: &PlaceFound) -> PlaceMention {
    PlaceMention {
        name: scan.words.phrase(place.words.clone()).to_owned(),
        kind: place.kind,
        country: place.country.map(|code| String::from_utf8_lossy(&code).into_owned()),
        admin1: None,
        admin2: None,
        pcode: None,
    }
}

fn is_spot(place: &PlaceFound) -> bool {
    matches!(place.kind, PlaceKind::Locality | PlaceKind::Site)
}

/// Places of the story, its context and its title, best first.
fn ranked<'s>(scan: &'s Scan, story: &Story) -> Vec<(f32, &'s PlaceFound)> {
    let mut best: BTreeMap<(String, PlaceKind), (f32, &PlaceFound, usize)> = BTreeMap::new();
    for &sentence in story.context.iter().chain(&story.sentences).chain(&titles(scan, story)) {
        for place in scan.places_in(scan.words.sentences[sentence].words.clone()) {
            let score = score(scan, story, sentence, place);
            let key = (fold_name(scan.words.phrase(place.words.clone())), place.kind);
            let entry = best.entry(key).or_insert((score, place, 0));
            entry.2 += 1;
            if score > entry.0 {
                (entry.0, entry.1) = (score, place);
            }
        }
    }
    let mut ranked: Vec<_> = best
        .into_values()
        .map(|(score, place, times)| (score + 0.6 * (times.min(4) as f32 - 1.0), place))
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.words.start.cmp(&b.1.words.start)));
    ranked
}

/// A story set apart does not take the headline's places.
fn titles(scan: &Scan, story: &Story) -> Vec<usize> {
    let all = 0..scan.words.sentences.len();
    all.filter(|sentence| {
        let heading = scan.words.sentences[*sentence].kind == BlockKind::Title;
        heading && !story.sentences.contains(sentence) && !story.context.contains(sentence)
    })
    .collect()
}

fn score(scan: &Scan, story: &Story, sentence: usize, place: &PlaceFound) -> f32 {
    let stands = &scan.words.sentences[sentence];
    let own = story.sentences.contains(&sentence);
    let mut score = match place.kind {
        PlaceKind::Site if is_care(scan, place) => 0.5,
        PlaceKind::Locality => 4.2,
        PlaceKind::Site => 3.4,
        // A numbered road is hundreds of kilometres long.
        PlaceKind::Road if is_numbered(scan, place) => 1.2,
        PlaceKind::Road => 2.6,
        PlaceKind::River | PlaceKind::Area | PlaceKind::Border => 2.0,
        // A unit named without its word is most often its seat.
        PlaceKind::District if !place.generic => 3.2,
        PlaceKind::District if is_small_unit(scan, place) => 3.0,
        PlaceKind::District => 2.0,
        PlaceKind::Region => 0.8,
        PlaceKind::Country => 0.0,
    };
    score += match place.standing {
        PlaceStanding::In => 1.6,
        PlaceStanding::Near => 1.2,
        PlaceStanding::Bare => 0.6,
        PlaceStanding::Offset => -1.2,
        PlaceStanding::Of => -0.6,
        PlaceStanding::Dateline => -7.0,
        PlaceStanding::Towards => -2.4,
    };
    score += match () {
        () if sentence == story.anchor => 2.6,
        () if scan.words.is_label(sentence) && own => 3.4,
        () if stands.kind == BlockKind::Title && own => 2.0,
        () if stands.kind == BlockKind::Title => 0.0,
        () if story.context.contains(&sentence) => -0.5,
        () if stands.block == scan.words.sentences[story.anchor].block => 1.2,
        () => 0.5 - 0.15 * (sentence.abs_diff(story.anchor) as f32).min(12.0),
    };
    if let Some(distance) =
        scan.live[sentence].iter().map(|live| live.words.start.abs_diff(place.words.start)).min()
    {
        score += 1.0 - 0.05 * (distance.min(20) as f32);
    }
    if is_glossed(scan, place) {
        score += 1.5;
    }
    if scan.citations[sentence].iter().any(|citation| citation.source.contains(&place.words.start)) {
        score -= 3.0;
    }
    score + if place.known { 0.4 } else { 0.0 }
}

/// "Malanville, dans l’Alibori", "Mbar (Bokkos)": a place that the text takes care to locate.
fn is_glossed(scan: &Scan, place: &PlaceFound) -> bool {
    let after = place.words.end;
    let near = after + 1..after + 5;
    let mark = matches!(scan.words.key(after), "," | "(");
    let unit = |inner: &&PlaceFound| near.contains(&inner.words.start) && !is_spot(inner);
    matches!(place.kind, PlaceKind::Locality | PlaceKind::Site)
        && mark
        && scan.places.iter().any(|inner| unit(&inner))
}

fn is_numbered(scan: &Scan, place: &PlaceFound) -> bool {
    place.words.clone().any(|at| scan.words.key(at).bytes().any(|byte| byte.is_ascii_digit()))
}

/// A commune is small enough to be where it was; a cercle or a province is only around it.
fn is_small_unit(scan: &Scan, place: &PlaceFound) -> bool {
    let mut keys = place.words.clone().map(|at| scan.words.key(at));
    keys.any(|key| {
        matches!(
            key,
            "commune" | "canton" | "arrondissement" | "communale" | "township" | "chiefdom" | "section"
        )
    })
}

/// Where the wounded are brought is not where they were hurt.
fn is_care(scan: &Scan, place: &PlaceFound) -> bool {
    let mut keys = place.words.clone().map(|at| scan.words.key(at));
    keys.any(|key| {
        matches!(key, "hospital" | "hopital" | "clinic" | "clinique" | "csps" | "morgue" | "university")
    })
}

/// The country of a story: one named in it, else the one most named in the text.
fn country(scan: &Scan, story: &Story) -> Option<[u8; 2]> {
    let inside = |sentences: &[usize]| {
        let ranges: Vec<_> =
            sentences.iter().map(|&sentence| scan.words.sentences[sentence].words.clone()).collect();
        most(
            scan.countries
                .iter()
                .filter(|(word, _)| {
                    ranges.iter().any(|range| range.contains(word)) && !is_across(scan, *word)
                })
                .map(|(_, code)| *code),
        )
    };
    inside(&[story.anchor])
        .or_else(|| inside(&story.sentences))
        .or_else(|| inside(&story.context))
        .or_else(|| most(scan.countries.iter().map(|(_, code)| *code)))
}

/// "the border with Niger", "à la frontière du Mali": the country on the other side.
fn is_across(scan: &Scan, word: usize) -> bool {
    let start = scan.words.sentence_words(word).start;
    let near = word.saturating_sub(4).max(start)..word;
    let border = |at: usize| {
        matches!(scan.words.key(at), "border" | "frontier" | "frontiere" | "frontalier" | "frontaliere")
    };
    near.into_iter().any(border) || border(word + 1)
}

/// The most frequent; of equals the first named.
fn most(codes: impl Iterator<Item = [u8; 2]>) -> Option<[u8; 2]> {
    let mut votes: Vec<([u8; 2], usize)> = Vec::new();
    for code in codes {
        match votes.iter_mut().find(|(known, _)| *known == code) {
            Some((_, votes)) => *votes += 1,
            None => votes.push((code, 1)),
        }
    }
    let top = votes.iter().map(|(_, count)| *count).max()?;
    votes.iter().find(|(_, count)| *count == top).map(|(code, _)| *code)
}
