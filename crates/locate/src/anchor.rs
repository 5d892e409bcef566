//! The units that a report names around a place, and whether something lies in them.

use crate::{Entry, Gazetteer, km, offset};

/// A candidate this far outside a boundary may still be meant: boundaries are drawn with a broad pen.
const MARGIN_KM: f64 = 15.0;

/// How something lies to a unit or area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lies {
    /// Clearly outside.
    Outside,
    /// Within the margin.
    Beside,
    /// Inside.
    Inside,
}

/// How `entry` lies to `anchor`: by the tree of units first, by the drawn boundary or the radius else.
pub fn lies(gazetteer: &Gazetteer, entry: Entry, anchor: Entry) -> Lies {
    if entry == anchor || is_below(gazetteer, entry, anchor) {
        return Lies::Inside;
    }
    match gazetteer.point(entry) {
        _ if is_undrawn(gazetteer, anchor) => Lies::Beside,
        Some(point) => point_lies(gazetteer, point, anchor),
        None => Lies::Outside,
    }
}

/// A unit of which only the name is known, as after a reform: nothing can be said to lie outside it but what lies
/// in another country.
fn is_undrawn(gazetteer: &Gazetteer, anchor: Entry) -> bool {
    let Entry::Unit(unit) = anchor else { return false };
    gazetteer.polygon(unit).is_none() && gazetteer.point(anchor).is_none()
}

fn is_below(gazetteer: &Gazetteer, entry: Entry, anchor: Entry) -> bool {
    let Some(holder) = gazetteer.holder(entry) else { return false };
    match anchor {
        Entry::Unit(unit) => gazetteer.is_within(holder, unit),
        Entry::Area(area) => gazetteer.members(area).iter().any(|unit| gazetteer.is_within(holder, *unit)),
        Entry::Place(_) => false,
    }
}

/// How a point lies to a unit, an area or a town.
pub fn point_lies(gazetteer: &Gazetteer, point: [f64; 2], anchor: Entry) -> Lies {
    if holds(gazetteer, anchor, point) {
        return Lies::Inside;
    }
    let around = (0..8).map(|eighth| offset(point, f64::from(eighth) * 45.0, MARGIN_KM));
    if around.into_iter().any(|point| holds(gazetteer, anchor, point)) { Lies::Beside } else { Lies::Outside }
}

/// The finest unit of a country that a point lies in, as far as boundaries are known.
pub fn unit_at(gazetteer: &Gazetteer, country: [u8; 2], point: [f64; 2]) -> Option<u32> {
    let mut found = None;
    let mut at = gazetteer.country_unit(country)?;
    let end = gazetteer.unit(at)?.units_end;
    at += 1;
    while at < end {
        let unit = gazetteer.unit(at)?;
        let is_in = gazetteer.polygon(at).is_some_and(|polygon| polygon.contains(point));
        found = if is_in { Some(at) } else { found };
        // A region without a boundary may still have districts with one.
        at = if is_in || unit.polygon == crate::layout::NONE { at + 1 } else { unit.units_end };
    }
    found
}

fn holds(gazetteer: &Gazetteer, anchor: Entry, point: [f64; 2]) -> bool {
    let drawn: Vec<u32> = match anchor {
        Entry::Unit(unit) => vec![unit],
        Entry::Area(area) => gazetteer.members(area),
        Entry::Place(_) => Vec::new(),
    };
    let polygons: Vec<_> = drawn.iter().filter_map(|unit| gazetteer.polygon(*unit)).collect();
    if polygons.is_empty() {
        return is_in_reach(gazetteer, anchor, point);
    }
    polygons.iter().any(|polygon| polygon.contains(point))
}

/// Without a boundary: within the radius. A town named as a district reaches as far as districts do.
fn is_in_reach(gazetteer: &Gazetteer, anchor: Entry, point: [f64; 2]) -> bool {
    let reach = match anchor {
        Entry::Place(_) => 50.0,
        _ => gazetteer.radius_km(anchor),
    };
    gazetteer.point(anchor).is_some_and(|centre| km(centre, point) <= reach)
}
