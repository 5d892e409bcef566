//! Which country an account happened in.

use crate::context::Votes;
use crate::resolve::Report;
use crate::roads::{Ends, ends_of};
use crate::wording::Wording;
use crate::{Entry, Gazetteer};
use vigie_model::{Account, PlaceKind, PlaceMention, Reading, fold};

/// Country of an account: what it says itself, what the text around it says, and where its names are known.
pub(crate) fn country_of(
    report: &Report,
    account: &Account,
    mentions: &[(Wording, PlaceKind)],
) -> Option<[u8; 2]> {
    let position = report.position(account);
    let mut votes = report.context.votes(position);
    let block = position.map(|at| report.context.block_around(at));
    let block = block.and_then(|(start, end)| report.text.get(start..end)).unwrap_or(report.text);
    let mut names = Votes::default();
    for (place, (wording, _)) in account.places.iter().zip(mentions) {
        let mut own = Votes::default();
        vote_of_mention(report.gazetteer, wording, place, &report.spoken_of, &mut own);
        let nearness = if block.contains(&place.name) { 1.0 } else { ELSEWHERE };
        names.add_all(&own, nearness);
    }
    // "Two Chinese were taken": a nationality without any place there is somebody's, not the scene's.
    votes.lower(0.5, |country| names.of(country) < LEAST_NAMED && !report.context.names(country));
    votes.add_all(&names, 1.0);
    // A round-up of many countries must not outvote its items.
    let share = (MOST_OF_REPORT / report.votes.sum().max(1.0)).min(0.3);
    votes.add_all(&report.votes, share);
    votes.best()
}

/// Less than this from names of places is chance.
const LEAST_NAMED: f64 = 0.2;

/// How much a place counts that is not named in the paragraph that tells the event.
const ELSEWHERE: f64 = 0.6;

/// The most that the places of the other accounts of a report weigh together.
const MOST_OF_REPORT: f64 = 2.5;

/// What the names of all accounts of a report together say of the country.
pub(crate) fn votes_of_names(gazetteer: &Gazetteer, reading: &Reading, spoken_of: &Votes) -> Votes {
    let mut votes = Votes::default();
    for place in reading.incidents.iter().flat_map(|account| &account.places) {
        vote_of_mention(gazetteer, &Wording::of(&place.name), place, spoken_of, &mut votes);
    }
    votes
}

fn vote_of_mention(
    gazetteer: &Gazetteer,
    wording: &Wording,
    place: &PlaceMention,
    spoken_of: &Votes,
    votes: &mut Votes,
) {
    let said = place.country.as_deref().and_then(|country| country.as_bytes().try_into().ok());
    let named = (place.kind == PlaceKind::Country).then(|| country_named(gazetteer, wording)).flatten();
    if let Some(country) = said.or(named) {
        votes.add(country, 5.0);
    } else if matches!(place.kind, PlaceKind::Road | PlaceKind::Border) {
        let ends = match ends_of(&place.name) {
            Some(Ends::Two(a, b)) => vec![a, b],
            Some(Ends::One(name)) => vec![name],
            None => Vec::new(),
        };
        // "the border with Mali": the scene is on this side of it.
        for end in ends.into_iter().filter(|end| gazetteer.country_word(&fold(end)).is_none()) {
            vote_of_name(gazetteer, &Wording::of(&end), PlaceKind::Locality, spoken_of, votes);
        }
    } else if place.kind != PlaceKind::Country {
        vote_of_name(gazetteer, wording, place.kind, spoken_of, votes);
    }
}

fn country_named(gazetteer: &Gazetteer, wording: &Wording) -> Option<[u8; 2]> {
    wording.keys().into_iter().find_map(|key| gazetteer.country_word(key)).map(|word| word.country)
}

/// A name speaks for the countries where it is known, the fewer they are the louder; for one that the report
/// never speaks of only softly, since every village has a namesake somewhere.
fn vote_of_name(
    gazetteer: &Gazetteer,
    wording: &Wording,
    kind: PlaceKind,
    spoken_of: &Votes,
    votes: &mut Votes,
) {
    let weight = match kind {
        PlaceKind::Region => 5.0,
        PlaceKind::District => 4.0,
        _ => 3.0,
    };
    let known = countries_of_name(gazetteer, wording, kind);
    // Nara is a region of Mali to a report that speaks of Mali, whatever Japan has.
    let is_elsewhere = known.iter().any(|(country, _)| spoken_of.knows(*country));
    let all: f64 = known.iter().map(|(_, fit)| fit).sum::<f64>();
    for (country, fit) in known {
        let heard = match spoken_of.knows(country) {
            true => 1.0,
            false if is_elsewhere => 0.1,
            false if fit > 0.95 && spoken_of.is_empty() => 1.0,
            false if spoken_of.is_empty() => 0.4,
            false => 0.25,
        };
        votes.add(country, weight * heard * fit * fit / all);
    }
}

fn countries_of_name(gazetteer: &Gazetteer, wording: &Wording, kind: PlaceKind) -> Vec<([u8; 2], f64)> {
    let mut known: Vec<([u8; 2], f64)> = Vec::new();
    for key in wording.keys() {
        for hit in gazetteer.hits(key).filter(|hit| gazetteer.kind(hit.entry) != PlaceKind::Country) {
            let Some(country) = gazetteer.country_of(hit.entry) else { continue };
            let fit = fit_of(gazetteer, hit.entry, kind) * if hit.by_first_name { 1.0 } else { ALIAS };
            match known.iter_mut().find(|(other, _)| *other == country) {
                Some((_, best)) => *best = best.max(fit),
                None => known.push((country, fit)),
            }
        }
        if !known.is_empty() {
            break;
        }
    }
    known
}

/// How much of a name another name is.
const ALIAS: f64 = 0.7;

fn fit_of(gazetteer: &Gazetteer, entry: Entry, kind: PlaceKind) -> f64 {
    let people = f64::from(gazetteer.population(entry).unwrap_or(1)).log10() / 20.0;
    let is = gazetteer.kind(entry);
    if is == kind { 0.7 + people } else { 0.35 + people }
}

/// The country of most accounts of a report, once they are located.
pub(crate) fn main_country(reading: &Reading) -> Option<[u8; 2]> {
    let mut votes = Votes::default();
    for account in &reading.incidents {
        let country = account.country().and_then(|country| country.as_bytes().try_into().ok());
        country.into_iter().for_each(|country| votes.add(country, 1.0));
    }
    votes.best()
}
