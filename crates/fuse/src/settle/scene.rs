//! When and where.

use crate::facts::{Facts, tally};
use crate::names;
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use vigie_model::{DatePrecision, DateSpan, PlaceKind, PlaceMention};

/// Readings of one night, by the day before and the day after, are kept whole up to so many days.
const NIGHT_DAYS: i64 = 3;

/// Where it happened.
#[derive(Debug, Default)]
pub struct Scene {
    /// Most specific first.
    pub places: Vec<PlaceMention>,
    /// The one to put on the map.
    pub primary_place: Option<String>,
    /// `[latitude, longitude]`.
    pub point: Option<[f64; 2]>,
    /// The truth lies within.
    pub radius_km: Option<f64>,
    /// ACLED's.
    pub geo_precision: Option<u8>,
}

/// The finest dates that are told; where they differ by a night, both days; where by more, what most agree on.
pub fn date(members: &[&Facts<'_>]) -> DateSpan {
    let credible = |f: &&&Facts<'_>| f.window.dated;
    let Some(finest) = members.iter().filter(credible).map(|f| fineness(f)).min() else {
        return as_told(members);
    };
    let told: Vec<&Facts<'_>> =
        members.iter().filter(credible).filter(|f| fineness(f) == finest).copied().collect();
    let spans: Vec<(Date, Date)> = told.iter().filter_map(|f| f.account.date.bounds()).collect();
    let precision = told.first().map_or(DatePrecision::Unknown, |f| f.account.date.precision);
    let agreed = hull(&spans).filter(|(first, last)| days(*first, *last) < NIGHT_DAYS);
    match agreed.or_else(|| common(&spans)).or_else(|| tally(spans).first().map(|row| row.0)) {
        Some((first, last)) => DateSpan::days(first, last, precision),
        None => DateSpan::UNKNOWN,
    }
}

/// A date that can't be right (it lies after the publication) is shown as it was told where there is no other:
/// it may be the publication that is wrong.
fn as_told(members: &[&Facts<'_>]) -> DateSpan {
    let told = members.iter().map(|f| f.account.date).find(|date| date.bounds().is_some());
    told.unwrap_or(DateSpan::UNKNOWN)
}

/// A day that was filled in from the publication is coarser than one that was said.
fn fineness(facts: &Facts<'_>) -> (bool, DatePrecision) {
    (!facts.window.sharp, facts.account.date.precision)
}

fn days(first: Date, last: Date) -> i64 {
    last.duration_since(first).as_hours() / 24
}

fn hull(spans: &[(Date, Date)]) -> Option<(Date, Date)> {
    Some((spans.iter().map(|span| span.0).min()?, spans.iter().map(|span| span.1).max()?))
}

fn common(spans: &[(Date, Date)]) -> Option<(Date, Date)> {
    let (first, last) = (spans.iter().map(|span| span.0).max()?, spans.iter().map(|span| span.1).min()?);
    (first <= last).then_some((first, last))
}

/// Every place, each once; the primary one by most accounts; the point of whoever knows that place best.
pub fn settle(members: &[&Facts<'_>]) -> Scene {
    let primary = primary(members);
    let best = members.iter().filter(|f| f.account.point.is_some()).min_by(|a, b| {
        let near = |f: &Facts<'_>| (!names_it(f, primary.as_deref()), radius(f));
        let ((a_off, a_radius), (b_off, b_radius)) = (near(a), near(b));
        a_off.cmp(&b_off).then(a_radius.total_cmp(&b_radius))
    });
    Scene {
        places: places(members),
        point: best.and_then(|f| f.account.point),
        radius_km: best.and_then(|f| f.account.radius_km),
        geo_precision: best.and_then(|f| f.account.geo_precision),
        primary_place: primary,
    }
}

fn radius(facts: &Facts<'_>) -> f64 {
    facts.account.radius_km.unwrap_or(f64::INFINITY)
}

fn names_it(facts: &Facts<'_>, primary: Option<&str>) -> bool {
    let (Some(primary), Some(name)) = (primary, facts.account.primary_place.as_deref()) else { return false };
    alike(primary, name)
}

fn alike(a: &str, b: &str) -> bool {
    names::likeness(&names::sound(a), &names::sound(b)) > 0.0
}

/// The spelling that most accounts use of the place that most accounts mean; among equals the most specific kind,
/// then the earliest told.
fn primary(members: &[&Facts<'_>]) -> Option<String> {
    let mut told: Vec<(&str, PlaceKind)> = Vec::new(); // each spelling once, in the order told
    let mut spelled: BTreeMap<&str, usize> = BTreeMap::new();
    for account in members.iter().map(|facts| facts.account) {
        let Some(name) = account.primary_place.as_deref() else { continue };
        let times = spelled.entry(name).or_default();
        if *times == 0 {
            told.push((name, account.primary().map_or(PlaceKind::Area, |place| place.kind)));
        }
        *times += 1;
    }
    let meant =
        |name: &str| spelled.iter().filter(|(other, _)| alike(name, other)).map(|row| row.1).sum::<usize>();
    let ranked = told.iter().rev().max_by_key(|(name, kind)| (meant(name), Reverse(*kind), spelled[name]));
    ranked.map(|(name, _)| (*name).to_owned())
}

fn places(members: &[&Facts<'_>]) -> Vec<PlaceMention> {
    let mut places: Vec<PlaceMention> = Vec::new();
    for place in members.iter().flat_map(|f| &f.account.places) {
        match places.iter_mut().find(|known| same_place(known, place)) {
            Some(known) => complete(known, place),
            None => places.push(place.clone()),
        }
    }
    places.sort_by_key(|place| place.kind); // stable: in the order told within a kind
    places
}

fn same_place(a: &PlaceMention, b: &PlaceMention) -> bool {
    let countries = a.country.is_none() || b.country.is_none() || a.country == b.country;
    a.kind == b.kind && countries && alike(&a.name, &b.name)
}

/// What one account leaves out another may know.
fn complete(known: &mut PlaceMention, other: &PlaceMention) {
    let fill = |to: &mut Option<String>, from: &Option<String>| {
        if to.is_none() {
            to.clone_from(from);
        }
    };
    fill(&mut known.country, &other.country);
    fill(&mut known.admin1, &other.admin1);
    fill(&mut known.admin2, &other.admin2);
    fill(&mut known.pcode, &other.pcode);
}
