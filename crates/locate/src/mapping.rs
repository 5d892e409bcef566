//! From what a name stands for to a point, and how far off it may be.

use crate::anchor::{Lies, lies};
use crate::candidates::{Candidate, level_of};
use crate::context::{runs, words_of};
use crate::resolve::Resolver;
use crate::roads::{Away, Ends, away_before, ends_of};
use crate::wording::{Wording, bearing_of_part};
use crate::{Entry, km, middle, offset};
use vigie_model::{Account, PlaceKind, PlaceMethod, fold};

/// How near a place is to a town named in its paragraph.
const NEARBY_KM: f64 = 120.0;

/// Beyond this a site is not the one of the town named with it.
const STRAY_KM: f64 = 60.0;

/// How many times a name is looked at for a distance beside it.
const MOST_MENTIONS: usize = 8;

/// A city of so many is named as where somebody spoke, seldom as what is near.
const METROPOLIS: u32 = 400_000;

/// A stretch of road longer than this says less than the unit it lies in.
const LONGEST_STRETCH_KM: f64 = 300.0;

/// Where something is, and how that is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Located {
    /// What it was found as; `None` for a stretch or a spot away from a place.
    pub(crate) entry: Option<Entry>,
    /// `[latitude, longitude]`.
    pub(crate) point: [f64; 2],
    /// The truth lies within.
    pub(crate) radius_km: f64,
    /// How it was found.
    pub(crate) method: PlaceMethod,
}

impl Resolver<'_> {
    /// Puts the primary place on the map: itself, a stretch between two others, or the finest unit named.
    pub(crate) fn put(&self, at: usize, account: &Account) -> Option<Located> {
        let (wording, kind) = &self.mentions[at];
        let own = self.entries[at].as_ref().filter(|found| !self.is_stray_site(*kind, found));
        let own = own.map(|found| self.of_candidate(found, wording));
        let own =
            own.flatten().map(|located| self.moved(self.seated(located), &account.places[at].name, account));
        let own = own.or_else(|| self.site_in_town(*kind)).or_else(|| self.beside(&account.places[at].name));
        own.or_else(|| self.fallback(account, at))
    }

    fn of_candidate(&self, found: &Candidate, wording: &Wording) -> Option<Located> {
        let entry = self.drawn(found.entry)?;
        let (mut point, mut radius_km) = (self.gazetteer.point(entry)?, self.gazetteer.radius_km(entry));
        let level = level_of(self.gazetteer, entry);
        let method = match (entry, level) {
            (Entry::Place(_), _) if found.is_fuzzy => PlaceMethod::Fuzzy,
            (Entry::Place(_), _) => PlaceMethod::Exact,
            (_, Some(3)) => PlaceMethod::Admin3,
            (_, Some(2)) => PlaceMethod::Admin2,
            (_, Some(1)) => PlaceMethod::Admin1,
            (_, Some(_)) => PlaceMethod::Country,
            (_, None) => PlaceMethod::Linear,
        };
        if let Some(bearing) =
            bearing_of_part(wording, |key| self.gazetteer.hits(key).any(|hit| hit.entry == entry))
        {
            point = offset(point, f64::from(bearing), 0.35 * radius_km);
            radius_km *= 0.8;
        }
        let is_beside = found.is_fuzzy && matches!(entry, Entry::Place(_));
        Some(Located {
            entry: Some(entry),
            point,
            radius_km: radius_km + if is_beside { 4.0 } else { 0.0 },
            method,
        })
    }

    /// A district named as the place itself is mostly its seat: the point moves there, the radius still covers the
    /// whole. (For an unknown village in it the middle is as near as the seat, and needs the smaller radius.)
    fn seated(&self, located: Located) -> Located {
        let Some(Entry::Unit(unit)) = located.entry else { return located };
        let is_small = matches!(located.method, PlaceMethod::Admin2 | PlaceMethod::Admin3);
        let towns = self.gazetteer.hits(&fold(self.gazetteer.name(Entry::Unit(unit)))).map(|hit| hit.entry);
        let mut towns = towns.filter(|town| matches!(town, Entry::Place(_)));
        let seat = towns.find(|town| lies(self.gazetteer, *town, Entry::Unit(unit)) == Lies::Inside);
        let Some(seat) = seat.filter(|_| is_small).and_then(|seat| self.gazetteer.point(seat)) else {
            return located;
        };
        Located { point: seat, radius_km: located.radius_km + km(seat, located.point), ..located }
    }

    /// The entry, or the nearest unit above it that has a place on the map.
    fn drawn(&self, entry: Entry) -> Option<Entry> {
        let mut at = entry;
        for _ in 0..8 {
            if self.gazetteer.point(at).is_some() {
                return Some(at);
            }
            let Entry::Unit(unit) = at else { return None };
            at = Entry::Unit(self.gazetteer.unit(unit)?.parent);
        }
        None
    }

    /// "30 km north of X": the place is not X. Only what the telling sentence says counts.
    fn moved(&self, located: Located, name: &str, account: &Account) -> Located {
        let is_town = matches!(located.entry, Some(Entry::Place(_)));
        let told = self
            .report
            .text
            .find(account.evidence.trim())
            .filter(|_| is_town && !account.evidence.is_empty());
        let Some(start) = told else { return located };
        let end = start + account.evidence.trim().len();
        let text = &self.report.text[..end];
        let mut stands = text[start..].match_indices(name).map(|(at, _)| start + at);
        let places: Vec<usize> = stands.by_ref().collect();
        if let Some(away) = places.iter().find_map(|&at| away_before(&text[..at])) {
            return displaced(located, away);
        }
        let near = !places.is_empty() && places.iter().all(|&at| is_near_word(&text[..at]));
        if near {
            Located { radius_km: located.radius_km.max(NEAR_KM), method: PlaceMethod::Offset, ..located }
        } else {
            located
        }
    }

    /// "X, 30 km north of Y": X is in no list, Y is. Wherever the text says so.
    fn beside(&self, name: &str) -> Option<Located> {
        let ends = self.report.text.match_indices(name).map(|(at, _)| at + name.len());
        ends.take(MOST_MENTIONS).find_map(|end| self.beside_after(&self.report.text[end..]))
    }

    fn beside_after(&self, rest: &str) -> Option<Located> {
        let end = rest.find(['.', '\n']).unwrap_or(rest.len()).min(160);
        let rest = rest.get(..end).or_else(|| rest.get(..rest.floor_char_boundary(end)))?;
        let words = words_of(rest);
        (0..words.len()).filter(|nth| words[*nth].is_capital).find_map(|nth| {
            let away = away_before(&rest[..words[nth].start])?;
            let found = runs(&words, nth, 3).iter().find_map(|(_, run)| {
                let wording = Wording::of(run);
                let found = self.pick(&wording, PlaceKind::Locality, 0)?;
                self.of_candidate(&found, &wording)
            })?;
            Some(displaced(found, away))
        })
    }

    /// A camp or a mine found by a like spelling, far from the town that the account names with it, is another one.
    fn is_stray_site(&self, kind: PlaceKind, found: &Candidate) -> bool {
        let point = self.gazetteer.point(found.entry);
        let towns = self.entries.iter().flatten().filter(|town| town.entry != found.entry && !town.is_fuzzy);
        let mut points = towns.filter_map(|town| self.gazetteer.point(town.entry));
        let is_far = |town| point.is_none_or(|point| km(point, town) > STRAY_KM);
        kind == PlaceKind::Site && found.is_fuzzy && points.any(is_far)
    }

    /// A site without a place of its own stands in the town that the account names with it.
    fn site_in_town(&self, kind: PlaceKind) -> Option<Located> {
        if kind != PlaceKind::Site {
            return None;
        }
        let town = self.entries.iter().flatten().find(|found| matches!(found.entry, Entry::Place(_)))?;
        let located = self.of_candidate(town, &Wording::of(""))?;
        Some(Located { radius_km: located.radius_km + 8.0, method: PlaceMethod::Offset, ..located })
    }

    /// The tightest of what else is known: a commune, a stretch of road, a district, a region, the country.
    fn fallback(&self, account: &Account, primary: usize) -> Option<Located> {
        let stretch = self.stretch(account, primary);
        let unit = self.around.anchors.iter().rev().find_map(|anchor| self.of_unit(*anchor));
        let neighbour = self.neighbour(self.mentions[primary].1);
        let tight = [stretch, unit, neighbour]
            .into_iter()
            .flatten()
            .min_by(|a, b| a.radius_km.total_cmp(&b.radius_km));
        tight
            .or_else(|| self.of_vague())
            .or_else(|| self.beside_in_text(account, primary))
            .or_else(|| self.of_unit(Entry::Unit(self.gazetteer.country_unit(self.country?)?)))
    }

    fn of_unit(&self, entry: Entry) -> Option<Located> {
        let found = Candidate { entry, score: 1.0, is_fuzzy: false, reasons: Vec::new() };
        let located = self.of_candidate(&found, &Wording::of(""))?;
        // A town that is named as a district stands for the country around it.
        let is_town = matches!(entry, Entry::Place(_));
        Some(if is_town {
            Located { radius_km: 50.0, method: PlaceMethod::Admin2, ..located }
        } else {
            located
        })
    }

    /// A vague area that the account names: "the Nugaal coast", "nord Tillabéri".
    fn of_vague(&self) -> Option<Located> {
        let found = self
            .entries
            .iter()
            .zip(&self.mentions)
            .find_map(|(found, (wording, _))| Some((found.as_ref()?, wording)))?;
        self.of_candidate(found.0, found.1)
    }

    /// Another village of the same account: an unknown one beside it is seldom far; an unknown road may be long.
    fn neighbour(&self, kind: PlaceKind) -> Option<Located> {
        let known = self.entries.iter().flatten().find(|found| matches!(found.entry, Entry::Place(_)))?;
        let located = self.of_candidate(known, &Wording::of(""))?;
        let radius_km = if kind == PlaceKind::Road { 100.0 } else { 45.0 };
        Some(Located { radius_km, method: PlaceMethod::Offset, ..located })
    }

    /// The town or the region that the text names nearest to the place: seldom the same, seldom far. A capital is
    /// named for other reasons.
    fn beside_in_text(&self, account: &Account, primary: usize) -> Option<Located> {
        let at =
            self.report.position(account).or_else(|| self.report.text.find(&account.places[primary].name))?;
        let is_capital = |entry: Entry| {
            matches!(entry, Entry::Place(_)) && self.gazetteer.population(entry) >= Some(METROPOLIS)
        };
        let named = self.report.context.named_in(self.country?);
        let (start, end) = self.report.context.block_around(at);
        let near = named.filter(|(other, entry)| (start..end).contains(other) && !is_capital(*entry));
        let (_, entry) = near.min_by_key(|(other, _)| other.abs_diff(at))?;
        let located = self.of_unit(entry)?;
        let radius_km = located.radius_km.max(NEARBY_KM);
        Some(Located { radius_km, method: PlaceMethod::Offset, ..located })
    }

    /// A stretch of road that the account names, from its two ends or from the one that is known.
    fn stretch(&self, account: &Account, primary: usize) -> Option<Located> {
        let roads =
            account.places.iter().filter(|place| matches!(place.kind, PlaceKind::Road | PlaceKind::Border));
        let own = &account.places[primary];
        let names = std::iter::once(own)
            .filter(|_| own.kind == PlaceKind::Site)
            .chain(roads)
            .map(|place| &place.name);
        names
            .filter_map(|name| self.between(&ends_of(name)?))
            .min_by(|a, b| a.radius_km.total_cmp(&b.radius_km))
    }

    fn between(&self, ends: &Ends) -> Option<Located> {
        let end = |name: &String| {
            let wording = Wording::of(name);
            self.pick(&wording, PlaceKind::Locality, 1).and_then(|found| self.of_candidate(&found, &wording))
        };
        let linear =
            |point, radius_km| Some(Located { entry: None, point, radius_km, method: PlaceMethod::Linear });
        match ends {
            Ends::One(name) => end(name).and_then(|end| linear(end.point, end.radius_km + 45.0)),
            Ends::Two(a, b) => match (end(a), end(b)) {
                (Some(a), Some(b)) => {
                    let length = km(a.point, b.point);
                    // Roads wind: a third more than half the straight line.
                    linear(middle(&[a.point, b.point])?, 0.6 * length + 6.0)
                        .filter(|_| length <= LONGEST_STRETCH_KM)
                }
                (Some(end), None) | (None, Some(end)) => linear(end.point, end.radius_km + 60.0),
                (None, None) => None,
            },
        }
    }
}

/// Away from a place by so much; without a direction anywhere at that distance.
fn displaced(located: Located, away: Away) -> Located {
    let (point, radius_km) = match away.bearing {
        Some(bearing) => {
            (offset(located.point, f64::from(bearing), away.distance), (0.4 * away.distance).max(5.0))
        }
        None => (located.point, away.distance),
    };
    Located { entry: None, point, radius_km: radius_km + 4.0, method: PlaceMethod::Offset }
}

/// How far off "near X" may be: a day's walk, not the next street.
const NEAR_KM: f64 = 25.0;

/// What stands before a name says that it was beside it: "near X", "aux environs de X".
fn is_near_word(before: &str) -> bool {
    const NEAR: &[&str] = &[
        "near",
        "outside",
        "close to",
        "not far from",
        "around",
        "in the vicinity of",
        "on the outskirts of",
        "près de",
        "près d’",
        "près d'",
        "non loin de",
        "aux environs de",
        "aux abords de",
        "aux alentours de",
        "à proximité de",
    ];
    let before = before.trim_end().to_lowercase();
    NEAR.iter().any(|word| before.ends_with(word))
}

/// ACLED's geo-precision: 1 the place itself, 2 near it or a small part of a region, 3 the region.
pub(crate) fn precision(located: Located) -> u8 {
    match located.method {
        PlaceMethod::Exact | PlaceMethod::Fuzzy => 1,
        PlaceMethod::Admin1 | PlaceMethod::Country => 3,
        _ if located.radius_km > 120.0 => 3,
        _ => 2,
    }
}
