//! All the places of a report together: the country, the units named, then the places within them.

use crate::anchor::{Lies, lies, unit_at};
use crate::candidates::{Candidate, LEAST_SCORE, Surroundings, candidates, level_of, named};
use crate::context::{Context, Votes};
use crate::roads::{Ends, away_before, ends_of};
use crate::wording::{Wording, bearing_of_part};
use crate::{Entry, Gazetteer, km, middle, offset};
use vigie_model::{Account, Document, PlaceKind, PlaceMention, PlaceMethod, Reading};

/// A stretch of road longer than this says less than the unit it lies in.
const LONGEST_STRETCH_KM: f64 = 300.0;

/// Two towns of one name this far apart are two; nearer they are one place listed twice.
const SAME_PLACE_KM: f64 = 25.0;

/// Fills the places of a reading and puts its accounts on the map.
pub fn locate(gazetteer: &Gazetteer, document: &Document, reading: &mut Reading) {
    if reading.incidents.is_empty() && reading.measures.is_empty() {
        return;
    }
    let report = Report::of(gazetteer, document, reading);
    for account in &mut reading.incidents {
        Resolver::new(&report, account).fill(account);
    }
    let main = main_country(reading).or_else(|| report.context.votes(None).best());
    for measure in reading.measures.iter_mut().filter(|measure| measure.country.is_none()) {
        measure.country = main.map(code);
    }
}

/// What holds for all accounts of one report.
struct Report<'a> {
    gazetteer: &'a Gazetteer,
    text: &'a str,
    context: Context,
    /// Regions and districts that any account names, as written.
    units: Vec<(Wording, PlaceKind)>,
    /// What the names of all accounts together say of the country.
    votes: Votes,
}

impl<'a> Report<'a> {
    fn of(gazetteer: &'a Gazetteer, document: &'a Document, reading: &Reading) -> Self {
        let mentions = reading.incidents.iter().flat_map(|account| &account.places);
        let units =
            mentions.filter(|mention| matches!(mention.kind, PlaceKind::Region | PlaceKind::District));
        let units = units.map(|mention| (Wording::of(&mention.name), mention.kind)).collect();
        let context = Context::of(gazetteer, document);
        let mut votes = Votes::default();
        let spoken_of = context.votes(None);
        for place in reading.incidents.iter().flat_map(|account| &account.places) {
            vote_of_mention(gazetteer, &Wording::of(&place.name), place, &spoken_of, &mut votes);
        }
        Self { gazetteer, text: &document.text, context, units, votes }
    }

    fn position(&self, account: &Account) -> Option<usize> {
        let evidence = Some(account.evidence.trim()).filter(|evidence| !evidence.is_empty());
        let found = evidence.and_then(|evidence| self.text.find(evidence));
        found.or_else(|| self.text.find(account.primary_place.as_deref()?))
    }
}

fn main_country(reading: &Reading) -> Option<[u8; 2]> {
    let mut votes = Votes::default();
    for account in &reading.incidents {
        let country = account.country().and_then(|country| country.as_bytes().try_into().ok());
        country.into_iter().for_each(|country| votes.add(country, 1.0));
    }
    votes.best()
}

/// Where something is, and how that is known.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Located {
    entry: Option<Entry>,
    point: [f64; 2],
    radius_km: f64,
    method: PlaceMethod,
}

/// One account's places.
struct Resolver<'a> {
    gazetteer: &'a Gazetteer,
    report: &'a Report<'a>,
    mentions: Vec<(Wording, PlaceKind)>,
    country: Option<[u8; 2]>,
    around: Surroundings,
    /// What each mention stands for; units and areas too.
    entries: Vec<Option<Candidate>>,
}

impl<'a> Resolver<'a> {
    fn new(report: &'a Report<'a>, account: &Account) -> Self {
        let mentions: Vec<_> = account.places.iter().map(|p| (Wording::of(&p.name), p.kind)).collect();
        let entries = vec![None; mentions.len()];
        let gazetteer = report.gazetteer;
        let country = country_of(report, account, &mentions);
        let around = Surroundings { country, ..Surroundings::default() };
        let mut resolver = Self { gazetteer, report, mentions, country, around, entries };
        resolver.find_units();
        resolver.find_hints();
        resolver.find_places();
        resolver.country = resolver.country.or_else(|| resolver.country_of_entries());
        resolver
    }

    /// Regions before districts, and the more words of kind say of a level, the coarser first.
    fn find_units(&mut self) {
        for wanted in [PlaceKind::Region, PlaceKind::District] {
            for at in 0..self.mentions.len() {
                if self.mentions[at].1 == wanted && !self.mentions[at].0.is_nameless() {
                    self.find_unit(at);
                }
            }
        }
        self.around.anchors.sort_by_key(|entry| level_of(self.gazetteer, *entry).unwrap_or(2));
    }

    fn find_unit(&mut self, at: usize) {
        let (wording, kind) = &self.mentions[at];
        let mut best = candidates(self.gazetteer, wording, *kind, &self.around).into_iter().next();
        if best.as_ref().is_none_or(|best| best.score < LEAST_SCORE) {
            best = part_of_unit(self.gazetteer, wording, *kind, &self.around);
        }
        if let Some(best) = best.filter(|best| best.score >= LEAST_SCORE) {
            // An area of common speech is too vague to rule anything out.
            let is_vague =
                matches!(best.entry, Entry::Area(_)) && level_of(self.gazetteer, best.entry).is_none();
            if !is_vague && wording.part.as_ref().is_none_or(|_| self.is_whole(at, best.entry)) {
                self.around.anchors.push(best.entry);
            }
            self.entries[at] = Some(best);
        }
    }

    /// The mention names this unit itself and not its north or its east.
    fn is_whole(&self, at: usize, entry: Entry) -> bool {
        let wording = &self.mentions[at].0;
        wording.keys().iter().any(|key| self.gazetteer.hits(key).any(|hit| hit.entry == entry))
    }

    /// Units that other accounts of the report name, in this country.
    fn find_hints(&mut self) {
        let bare = Surroundings { country: self.country, ..Surroundings::default() };
        for (wording, kind) in &self.report.units {
            let best = candidates(self.gazetteer, wording, *kind, &bare).into_iter().next();
            if let Some(best) = best.filter(|best| best.score >= LEAST_SCORE && !best.is_fuzzy) {
                if !self.around.anchors.contains(&best.entry) {
                    self.around.hints.push(best.entry);
                }
            }
        }
    }

    /// Twice: what is plain the first time helps with the rest.
    fn find_places(&mut self) {
        for round in 0..2 {
            for at in 0..self.mentions.len() {
                let (wording, kind) = &self.mentions[at];
                let is_place = matches!(
                    kind,
                    PlaceKind::Site | PlaceKind::Locality | PlaceKind::Area | PlaceKind::River
                );
                if !is_place || wording.is_nameless() || self.entries[at].is_some() {
                    continue;
                }
                if let Some(found) = self.pick(wording, *kind, round) {
                    self.around.near.extend(
                        self.gazetteer.point(found.entry).filter(|_| !is_wide(self.gazetteer, found.entry)),
                    );
                    self.entries[at] = Some(found);
                }
            }
        }
    }

    fn pick(&self, wording: &Wording, kind: PlaceKind, round: usize) -> Option<Candidate> {
        let look_up = if round == 0 { named } else { candidates };
        let found = look_up(self.gazetteer, wording, kind, &self.around);
        let best = found.first().filter(|best| best.score >= LEAST_SCORE)?.clone();
        let is_torn = found[1..].iter().any(|other| self.rivals(&best, other));
        // Without a country only a name that is hardly anything else's is taken.
        let is_sure =
            self.country.is_some() || (!is_torn && self.gazetteer.population(best.entry) > Some(20_000));
        (is_sure && !is_torn).then_some(best)
    }

    /// As good, and somewhere else.
    fn rivals(&self, best: &Candidate, other: &Candidate) -> bool {
        let apart = match (self.gazetteer.point(best.entry), self.gazetteer.point(other.entry)) {
            (Some(a), Some(b)) => km(a, b),
            _ => return false,
        };
        apart > SAME_PLACE_KM && other.score >= LEAST_SCORE && best.score - other.score < 0.12
    }

    fn country_of_entries(&self) -> Option<[u8; 2]> {
        self.entries.iter().flatten().find_map(|found| self.gazetteer.country_of(found.entry))
    }

    /// Writes what was found into the account.
    fn fill(&self, account: &mut Account) {
        let primary = account.primary().and_then(|primary| account.places.iter().position(|p| p == primary));
        let located = primary.and_then(|at| self.put(at, account));
        let by_point =
            located.filter(|located| located.radius_km < 120.0).and_then(|located| self.unit_around(located));
        for (at, mention) in account.places.iter_mut().enumerate() {
            let own = self.entries[at].as_ref().map(|found| found.entry);
            let entry = own.filter(|entry| self.gazetteer.admin(*entry, 0).is_some());
            self.fill_mention(entry.or(by_point.filter(|_| Some(at) == primary)), mention);
        }
        if let Some(located) = located {
            account.point = Some(located.point.map(|degrees| (degrees * 1e5).round() / 1e5));
            account.radius_km = Some((located.radius_km * 10.0).round() / 10.0);
            account.place_method = Some(located.method);
            account.geo_precision = Some(precision(located));
        }
    }

    /// The unit that something located without an entry of its own lies in: a road, a river, a neighbour.
    fn unit_around(&self, located: Located) -> Option<Entry> {
        let unit = unit_at(self.gazetteer, self.country?, located.point)?;
        Some(Entry::Unit(unit)).filter(|_| !matches!(located.method, PlaceMethod::Country))
    }

    fn fill_mention(&self, entry: Option<Entry>, mention: &mut PlaceMention) {
        let country = entry.and_then(|entry| self.gazetteer.country_of(entry)).or(self.country);
        let own = mention.country.take().filter(|_| mention.kind == PlaceKind::Country);
        mention.country = own.or(country.map(code));
        if matches!(mention.kind, PlaceKind::Country) {
            return;
        }
        let region = self.region_of(entry);
        mention.admin1 = region.map(|region| self.gazetteer.name(region).to_owned());
        let is_region = mention.kind == PlaceKind::Region;
        let district = if is_region { None } else { self.district_of(entry) };
        mention.admin2 = district.map(|district| self.gazetteer.name(district).to_owned());
        let finest = entry.filter(|entry| level_of(self.gazetteer, *entry).is_some());
        let holder = entry.and_then(|entry| self.gazetteer.holder(entry)).map(Entry::Unit);
        let known = [finest, holder, district, region].into_iter().flatten();
        mention.pcode = known.into_iter().find_map(|entry| self.gazetteer.pcode(entry)).map(str::to_owned);
    }

    /// The region that the account names, where it holds the entry; else the one of the gazetteer, which is the
    /// one from before a reform.
    fn region_of(&self, entry: Option<Entry>) -> Option<Entry> {
        let is_region = |unit: &&Entry| level_of(self.gazetteer, **unit) == Some(1);
        let named = self.around.anchors.iter().find(is_region).copied();
        let Some(entry) = entry else { return named.or_else(|| self.level_above(1)) };
        if let Some(named) = named.filter(|named| lies(self.gazetteer, entry, *named) != Lies::Outside) {
            return Some(named);
        }
        let elsewhere = self.around.hints.iter().filter(is_region);
        if let Some(named) =
            elsewhere.copied().find(|named| lies(self.gazetteer, entry, *named) == Lies::Inside)
        {
            return Some(named);
        }
        if level_of(self.gazetteer, entry) == Some(1) {
            return Some(entry);
        }
        self.gazetteer.admin(entry, 1).map(Entry::Unit)
    }

    fn district_of(&self, entry: Option<Entry>) -> Option<Entry> {
        let named = self
            .around
            .anchors
            .iter()
            .rev()
            .find(|anchor| level_of(self.gazetteer, **anchor) == Some(2))
            .copied();
        let Some(entry) = entry else { return named.or_else(|| self.level_above(2)) };
        let own = self.gazetteer.admin(entry, 2).map(Entry::Unit);
        let is_named = named.filter(|named| lies(self.gazetteer, entry, *named) == Lies::Inside);
        is_named.or(own)
    }

    fn level_above(&self, level: u8) -> Option<Entry> {
        self.around
            .anchors
            .iter()
            .rev()
            .find_map(|anchor| self.gazetteer.admin(*anchor, level))
            .map(Entry::Unit)
    }

    /// Puts the primary place on the map: itself, a stretch between two others, or the finest unit named.
    fn put(&self, at: usize, account: &Account) -> Option<Located> {
        let (wording, kind) = &self.mentions[at];
        let own = self.entries[at].as_ref().map(|found| self.of_candidate(found, wording));
        let own = own.flatten().map(|located| self.moved(located, &account.places[at].name));
        own.or_else(|| self.site_in_town(*kind)).or_else(|| self.fallback(account, at))
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

    /// "30 km north of X": the place is not X.
    fn moved(&self, located: Located, name: &str) -> Located {
        let is_town = matches!(located.entry, Some(Entry::Place(_)));
        let said =
            self.report.text.match_indices(name).find_map(|(at, _)| away_before(&self.report.text[..at]));
        let Some(away) = said.filter(|_| is_town) else { return located };
        let (point, radius_km) = match away.bearing {
            Some(bearing) => {
                (offset(located.point, f64::from(bearing), away.distance), (0.35 * away.distance).max(4.0))
            }
            None => (located.point, away.distance),
        };
        Located { point, radius_km: radius_km + 4.0, method: PlaceMethod::Offset, ..located }
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
        let neighbour = self.neighbour();
        let tight = [stretch, unit, neighbour]
            .into_iter()
            .flatten()
            .min_by(|a, b| a.radius_km.total_cmp(&b.radius_km));
        tight
            .or_else(|| self.of_vague())
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

    /// Another village of the same account: an unknown one beside it is seldom far.
    fn neighbour(&self) -> Option<Located> {
        let known = self.entries.iter().flatten().find(|found| matches!(found.entry, Entry::Place(_)))?;
        let located = self.of_candidate(known, &Wording::of(""))?;
        Some(Located { radius_km: 45.0, method: PlaceMethod::Offset, ..located })
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

/// Country of an account: what it says itself, what the text around it says, and where its names are known.
fn country_of(report: &Report, account: &Account, mentions: &[(Wording, PlaceKind)]) -> Option<[u8; 2]> {
    let mut votes = report.context.votes(report.position(account));
    let spoken_of = report.context.votes(None);
    for (place, (wording, _)) in account.places.iter().zip(mentions) {
        vote_of_mention(report.gazetteer, wording, place, &spoken_of, &mut votes);
    }
    votes.add_all(&report.votes, 0.3);
    votes.best()
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
        for end in ends {
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
    let all: f64 = known.iter().map(|(_, fit)| fit).sum::<f64>();
    for (country, fit) in known {
        let heard = if spoken_of.knows(country) || fit > 0.95 { 1.0 } else { 0.4 };
        votes.add(country, weight * heard * fit * fit / all);
    }
}

fn countries_of_name(gazetteer: &Gazetteer, wording: &Wording, kind: PlaceKind) -> Vec<([u8; 2], f64)> {
    let mut known: Vec<([u8; 2], f64)> = Vec::new();
    for key in wording.keys() {
        for hit in gazetteer.hits(key).filter(|hit| gazetteer.kind(hit.entry) != PlaceKind::Country) {
            let Some(country) = gazetteer.country_of(hit.entry) else { continue };
            let fit = fit_of(gazetteer, hit.entry, kind) * if hit.by_first_name { 1.0 } else { 0.7 };
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

fn fit_of(gazetteer: &Gazetteer, entry: Entry, kind: PlaceKind) -> f64 {
    let people = f64::from(gazetteer.population(entry).unwrap_or(1)).log10() / 20.0;
    let is = gazetteer.kind(entry);
    if is == kind { 0.7 + people } else { 0.35 + people }
}

/// "northern Niger", "nord Tillabéri": the unit that the rest of the words names.
fn part_of_unit(
    gazetteer: &Gazetteer,
    wording: &Wording,
    kind: PlaceKind,
    around: &Surroundings,
) -> Option<Candidate> {
    let (_, name) = wording.part.as_ref()?;
    candidates(gazetteer, &Wording::of(name), kind, around).into_iter().next()
}

fn is_wide(gazetteer: &Gazetteer, entry: Entry) -> bool {
    gazetteer.radius_km(entry) > 40.0
}

/// ACLED's geo-precision: 1 the place itself, 2 near it or a small part of a region, 3 the region.
fn precision(located: Located) -> u8 {
    match located.method {
        PlaceMethod::Exact | PlaceMethod::Fuzzy => 1,
        PlaceMethod::Admin1 | PlaceMethod::Country => 3,
        _ if located.radius_km > 120.0 => 3,
        _ => 2,
    }
}

fn code(country: [u8; 2]) -> String {
    String::from_utf8_lossy(&country).into_owned()
}
