//! Where the happening of a story was: the place to put on the map, and the units around it.

use crate::kind::Weights;
use crate::places::{PlaceFound, PlaceStanding, Stance};
use crate::scan::Scan;
use crate::scene::{Ranked, is_spot, ranked, sentences};
use crate::story::Story;
use crate::words::Shape;
use std::ops::Range;
use vigie_model::{PlaceKind, PlaceMention, Span, fold_name};

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

/// How much less may speak for a place that is listed beside the primary one.
const BESIDE: f32 = 4.0;

/// Finds the places of a story.
pub fn whereabouts(weights: &Weights, scan: &Scan, story: &Story) -> Whereabouts {
    let ranked = with_mappable_first(scan, story, ranked(weights, scan, story));
    let country = country(scan, story);
    if ranked.is_empty() {
        return Whereabouts { country, ..Whereabouts::default() };
    }
    let known = ranked[0].place.known;
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

/// "the cement plant in Gangontéry": no gazetteer knows the plant, so the village is what can be put on the map.
fn with_mappable_first<'s>(scan: &Scan, story: &Story, mut ranked: Vec<Ranked<'s>>) -> Vec<Ranked<'s>> {
    let Some(first) = ranked.first().map(|first| first.place) else { return ranked };
    if first.kind != PlaceKind::Site || first.known {
        return ranked;
    }
    let name = fold_name(scan.words.phrase(first.name.clone()));
    let holds = |other: &Ranked| {
        let before =
            scan.places_in(other.place.words.start.saturating_sub(SITE_REACH)..other.place.words.start);
        let mut sites = before.filter(|place| place.kind == PlaceKind::Site);
        let beside = sites.any(|place| {
            place.words.end + 2 >= other.place.words.start
                && fold_name(scan.words.phrase(place.name.clone())) == name
        });
        other.place.kind == PlaceKind::Locality && other.place.standing >= PlaceStanding::In && beside
    };
    let at = ranked.iter().position(holds).or_else(|| town_around(scan, story, &ranked));
    if let Some(at) = at {
        ranked[..=at].rotate_right(1);
    }
    ranked
}

/// "in the Lleras neighbourhood" of a town told before: the town, named in the same sentence or the nearest before.
/// A camp or a bridge is a place of its own.
fn town_around(scan: &Scan, story: &Story, ranked: &[Ranked]) -> Option<usize> {
    let site = ranked.first()?.place;
    let is_inner = |at: usize| scan.language.stances.has(scan.words.key(at), Stance::Quarter);
    if !site.words.clone().any(is_inner) {
        return None;
    }
    let own = scan.words.sentence_of(site.words.start);
    let distance = |other: &PlaceFound| {
        let sentence = scan.words.sentence_of(other.words.start);
        let is_own = sentence == own || story.sentences.binary_search(&sentence).is_ok();
        let stands = other.standing >= PlaceStanding::Near
            || (other.standing == PlaceStanding::Bare && scan.words.is_label(sentence));
        let told = other.kind == PlaceKind::Locality && other.known && is_own && stands;
        (told && sentence <= own).then(|| own - sentence)
    };
    let towns = ranked.iter().enumerate().filter_map(|(at, other)| Some((distance(other.place)?, at)));
    towns.min().map(|(_, at)| at)
}

/// How many words a site's name may have.
const SITE_REACH: usize = 10;

/// The primary place, localities told beside it, then the units around them.
fn keep<'s>(
    scan: &'s Scan,
    story: &Story,
    ranked: &[Ranked<'s>],
    country: Option<[u8; 2]>,
) -> Vec<&'s PlaceFound> {
    let primary = ranked[0].place;
    let least = ranked[0].score - BESIDE;
    let told = |place: &&PlaceFound| is_spot(place) && place.standing >= PlaceStanding::Near;
    let localities =
        ranked[1..].iter().filter(|other| other.score > least).map(|other| other.place).filter(told);
    let mut kept = vec![primary];
    kept.extend(localities.take(MOST_LOCALITIES));
    let around = around(scan, story, primary);
    for (kind, most) in AROUND {
        // A neighbour across the border is named too; the country that the text speaks of most holds the place.
        let fits = |place: &&&PlaceFound| {
            place.kind == kind
                && (kind != PlaceKind::Country || (place.country == country && holds(scan, place)))
        };
        let mut names: Vec<String> = Vec::new();
        let new = |place: &&&PlaceFound| {
            let name = fold_name(scan.words.phrase(place.name.clone()));
            let is_new = !names.contains(&name);
            names.push(name);
            is_new
        };
        kept.extend(around.iter().filter(fits).filter(new).take(most));
    }
    if !kept.iter().any(|place| is_unit(place)) {
        kept.extend(lent(scan, story));
    }
    kept
}

/// A country that is named as where things are: "in Mali", "north of Mali", "Nara, Mali", "Mali:". "Israel said", "US
/// strikes" and "the border with Niger" name another side, or a far one.
fn holds(scan: &Scan, place: &PlaceFound) -> bool {
    let words = &scan.words;
    let (start, end) = (place.words.start, place.words.end);
    let sentence = words.sentence_words(start);
    let stops = end >= sentence.end || words.shape(end) == Shape::Mark;
    let glosses = start > sentence.start && matches!(words.key(start - 1), "," | "(" | "–" | "-" | "/");
    let told = match place.standing {
        PlaceStanding::In | PlaceStanding::Dateline => true,
        PlaceStanding::Near => words.key(start.saturating_sub(1)) != "near",
        _ => stops || glosses,
    };
    told && !is_across(scan, start)
}

/// What is listed around the primary place, and how many of each.
const AROUND: [(PlaceKind, usize); 7] = [
    (PlaceKind::Road, 1),
    (PlaceKind::River, 1),
    (PlaceKind::Border, 1),
    (PlaceKind::District, 2),
    (PlaceKind::Region, 1),
    (PlaceKind::Area, 1),
    (PlaceKind::Country, 1),
];

/// Every place of the story that nobody comes from or goes to, the nearest to the primary one first: the region in
/// its own sentence holds it, one of another sentence holds something else.
fn around<'s>(scan: &'s Scan, story: &Story, primary: &PlaceFound) -> Vec<&'s PlaceFound> {
    let home = scan.words.sentence_of(primary.words.start);
    let mut all = Vec::new();
    // What is told in passing is not where the headline is.
    let untitled = |sentence: &usize| !story.aside || !scan.titles.contains(sentence);
    for sentence in sentences(scan, story).into_iter().filter(untitled) {
        for place in scan.places_in(scan.words.sentences[sentence].words.clone()) {
            let far = place.words.start.abs_diff(primary.words.start);
            let own = story.sentences.binary_search(&sentence).is_ok();
            let key = (sentence != home, sentence != story.anchor, !own, !place.generic, far);
            all.push((key, place));
        }
    }
    all.retain(|(_, place)| place.standing > PlaceStanding::Towards && *place != primary);
    all.sort_by_key(|(key, _)| *key);
    all.into_iter().map(|(_, place)| place).collect()
}

/// How many places away a unit may be that lends itself: a long text must not be walked for each story.
const FAR: usize = 200;

/// A unit that the text names before or after, where the story itself names none. An item of a bulletin and a past
/// event told in passing are elsewhere than their neighbours: only a country is lent to them.
fn lent<'s>(scan: &'s Scan, story: &Story) -> Option<&'s PlaceFound> {
    let apart = story.item || story.aside;
    if apart && scan.spoken.len() > 1 {
        return None;
    }
    let fits = |place: &&PlaceFound| {
        let unit = if apart { place.kind == PlaceKind::Country } else { is_unit(place) };
        let holds = place.kind != PlaceKind::Country || holds(scan, place);
        unit && holds && place.standing > PlaceStanding::Dateline
    };
    let anchor = scan.words.sentences[story.anchor].words.start;
    let (before, after) =
        scan.places.split_at(scan.places.partition_point(|place| place.words.start <= anchor));
    let nearest = before.iter().rev().take(FAR).find(fits);
    nearest.or_else(|| after.iter().take(FAR).find(fits))
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

/// The country of a story: one named in it, else the one most named in the text.
fn country(scan: &Scan, story: &Story) -> Option<[u8; 2]> {
    let inside = |sentences: &[usize]| {
        let words = |&sentence: &usize| scan.words.sentences[sentence].words.clone();
        let named = sentences.iter().flat_map(|sentence| scan.countries_in(words(sentence)));
        most(named.filter(|(word, _)| !is_across(scan, *word)).map(|(_, code)| code))
    };
    inside(&[story.anchor])
        .or_else(|| inside(&story.sentences))
        .or_else(|| inside(&story.context))
        .or(scan.country)
}

/// "the border with Niger", "coming from Libya", "refugees in Chad fled to": another country than where it was.
fn is_across(scan: &Scan, word: usize) -> bool {
    let start = scan.words.sentence_words(word).start;
    let clause =
        (start..word).rev().find(|&at| scan.words.shape(at) == Shape::Mark).map_or(start, |at| at + 1);
    let near = word.saturating_sub(5).max(clause)..word;
    let said = |at: usize, stance| scan.language.stances.has(scan.words.key(at), stance);
    let towards = |place: &PlaceFound| place.words.start == word && place.standing == PlaceStanding::Towards;
    let away = [Stance::Border, Stance::Origin, Stance::From];
    near.clone().any(|at| away.into_iter().any(|stance| said(at, stance)))
        || said(word + 1, Stance::Border)
        || said(word + 1, Stance::Side)
        || is_of_state(scan, near)
        || scan.places_in(word..word + 1).any(towards)
}

/// "the armed forces of Ukraine", "factions close to Iran": a state that acts, or is somebody's friend.
fn is_of_state(scan: &Scan, before: Range<usize>) -> bool {
    let said = |at: usize, stance| scan.language.stances.has(scan.words.key(at), stance);
    let small = |at: &usize| scan.words.key(*at).len() <= 3;
    let link = before.clone().next_back().filter(small);
    let word = link.and_then(|_| before.rev().find(|at| !small(at)));
    word.is_some_and(|at| said(at, Stance::Office) || said(at, Stance::Ally))
}

/// The most frequent; of equals the first named.
pub(crate) fn most(codes: impl Iterator<Item = [u8; 2]>) -> Option<[u8; 2]> {
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
