//! A place as a person types it: `Bafoulabé`, `Bafoulabé, Mali`, `13.81,-10.83`.

use anyhow::bail;
use vigie_locate::{Entry, Gazetteer};
use vigie_model::{PlaceKind, fold, fold_name, same_name};

/// A place found.
#[derive(Debug, Clone)]
pub struct Spot {
    /// As the gazetteer names it, or as typed.
    pub name: String,
    /// In full: kind, units, country.
    pub full: String,
    /// `[latitude, longitude]`; `None` for a place known only by name.
    pub point: Option<[f64; 2]>,
    /// ISO code.
    pub country: Option<String>,
    /// The units that hold it, finest first, without itself.
    pub within: Vec<String>,
    /// Other places of that name, in full, and where they are.
    pub others: Vec<(String, [f64; 2])>,
}

/// Finds the place, the most populous of its name first.
pub fn find(gazetteer: &Gazetteer, typed: &str) -> anyhow::Result<Spot> {
    if let Some(point) = coordinates(typed)? {
        return Ok(bare(typed, Some(point)));
    }
    let found = entries(gazetteer, typed);
    let Some((&best, others)) = found.split_first() else {
        bail!("the gazetteer knows no {typed:?}; give its coordinates instead, as LATITUDE,LONGITUDE")
    };
    let mut spot = spot(gazetteer, best);
    let other = |entry: &Entry| Some((full(gazetteer, *entry), gazetteer.point(*entry)?));
    spot.others = others.iter().filter_map(other).filter(|other| other.0 != spot.full).collect();
    Ok(spot)
}

/// Like [`find`], but a place that the gazetteer does not know is kept as a name.
pub fn find_or_name(gazetteer: &Gazetteer, typed: &str) -> Spot {
    find(gazetteer, typed).unwrap_or_else(|_| bare(typed, None))
}

fn bare(typed: &str, point: Option<[f64; 2]>) -> Spot {
    let (name, full) = (typed.to_owned(), typed.to_owned());
    Spot { name, full, point, country: None, within: Vec::new(), others: Vec::new() }
}

fn coordinates(typed: &str) -> anyhow::Result<Option<[f64; 2]>> {
    let Some((latitude, longitude)) = typed.split_once(',') else { return Ok(None) };
    let (Ok(latitude), Ok(longitude)) = (latitude.trim().parse::<f64>(), longitude.trim().parse::<f64>())
    else {
        return Ok(None);
    };
    if !(-90.0..=90.0).contains(&latitude) || !(-180.0..=180.0).contains(&longitude) {
        bail!(
            "{typed} lies outside the earth: latitude comes first, from -90 to 90, then longitude, from -180 to 180"
        );
    }
    Ok(Some([latitude, longitude]))
}

/// Entries of that name, best first; what follows a comma narrows them to a country or an admin unit.
fn entries(gazetteer: &Gazetteer, typed: &str) -> Vec<Entry> {
    let mut parts = typed.split(',').map(str::trim);
    let name = parts.next().unwrap_or_default();
    let wider: Vec<&str> = parts.collect();
    let country = gazetteer.country_word(&fold(name)).and_then(|word| gazetteer.country_unit(word.country));
    let mut entries: Vec<Entry> = country.map(Entry::Unit).into_iter().collect();
    for folded in [fold(name), fold_name(name)] {
        entries.extend(gazetteer.hits(&folded).map(|hit| hit.entry));
    }
    entries.retain(|entry| {
        gazetteer.point(*entry).is_some() && wider.iter().all(|unit| lies_in(gazetteer, *entry, unit))
    });
    let rank = |entry: &Entry| {
        let is_country = gazetteer.kind(*entry) == PlaceKind::Country;
        (!is_country, std::cmp::Reverse(gazetteer.population(*entry).unwrap_or(0)), *entry)
    };
    entries.sort_by_key(rank);
    entries.dedup();
    town_first(gazetteer, &mut entries);
    entries
}

/// A town before the region that is named after it: who says Kayes and means a point means the town.
fn town_first(gazetteer: &Gazetteer, entries: &mut Vec<Entry>) {
    let Some(&Entry::Unit(unit)) = entries.first() else { return };
    let within = |entry: &Entry| {
        matches!(entry, Entry::Place(_))
            && gazetteer.holder(*entry).is_some_and(|holder| gazetteer.is_within(holder, unit))
    };
    let is_country = gazetteer.kind(Entry::Unit(unit)) == PlaceKind::Country;
    if let Some(at) = entries.iter().position(within).filter(|_| !is_country) {
        let town = entries.remove(at);
        entries.insert(0, town);
    }
}

fn lies_in(gazetteer: &Gazetteer, entry: Entry, wider: &str) -> bool {
    let country = gazetteer.country_of(entry);
    let code = country.is_some_and(|code| wider.as_bytes().eq_ignore_ascii_case(&code));
    let named = gazetteer.country_word(&fold(wider)).is_some_and(|word| Some(word.country) == country);
    code || named || units(gazetteer, entry).iter().any(|unit| same_name(unit, wider))
}

fn spot(gazetteer: &Gazetteer, entry: Entry) -> Spot {
    Spot {
        name: gazetteer.name(entry).to_owned(),
        full: full(gazetteer, entry),
        point: gazetteer.point(entry),
        country: gazetteer.country_of(entry).map(|code| String::from_utf8_lossy(&code).into_owned()),
        within: units(gazetteer, entry),
        others: Vec::new(),
    }
}

/// Names of the units that hold the entry, finest first, the country last; itself left out.
fn units(gazetteer: &Gazetteer, entry: Entry) -> Vec<String> {
    let units = (0..=3).rev().filter_map(|level| gazetteer.admin(entry, level)).map(Entry::Unit);
    let mut names: Vec<String> =
        units.filter(|unit| *unit != entry).map(|unit| gazetteer.name(unit).to_owned()).collect();
    names.dedup();
    names
}

fn full(gazetteer: &Gazetteer, entry: Entry) -> String {
    let kind = gazetteer.kind(entry);
    let within = units(gazetteer, entry).join(", ");
    let name = gazetteer.name(entry);
    if within.is_empty() { format!("{name} ({kind})") } else { format!("{name} ({kind} in {within})") }
}
