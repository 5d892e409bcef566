//! All the places of a report together: the country, the units named, then the places within them.

use crate::anchor::{Lies, lies, point_lies, unit_at};
use crate::candidates::{Candidate, LEAST_SCORE, Surroundings, candidates, level_of, named};
use crate::context::{Context, Votes};
use crate::country::{country_of, main_country, votes_of_names};
use crate::mapping::{Located, precision};
use crate::wording::Wording;
use crate::{Entry, Gazetteer, km};
use vigie_model::{Account, Document, PlaceKind, PlaceMention, PlaceMethod, Reading};

/// Two towns of one name this far apart are two; nearer they are one place listed twice.
const SAME_PLACE_KM: f64 = 25.0;

/// A city of so many is known by any of its names.
const CITY: u32 = 100_000;

/// How near behind a name, in bytes, a unit is said to hold it; and how many mentions of a name are looked at.
const TIED: usize = 60;
const MOST_MENTIONS: usize = 8;

/// A town of so many is known by its name alone.
const TOWN: u32 = 15_000;

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
pub(crate) struct Report<'a> {
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) text: &'a str,
    pub(crate) context: Context,
    /// Regions and districts that any account names, as written.
    pub(crate) units: Vec<(Wording, PlaceKind)>,
    /// What the names of all accounts together say of the country.
    pub(crate) votes: Votes,
    /// The countries that the text speaks of anywhere.
    pub(crate) spoken_of: Votes,
}

impl<'a> Report<'a> {
    fn of(gazetteer: &'a Gazetteer, document: &'a Document, reading: &Reading) -> Self {
        let mentions = reading.incidents.iter().flat_map(|account| &account.places);
        let units =
            mentions.filter(|mention| matches!(mention.kind, PlaceKind::Region | PlaceKind::District));
        let units = units.map(|mention| (Wording::of(&mention.name), mention.kind)).collect();
        let context = Context::of(gazetteer, document);
        let spoken_of = context.votes(None);
        let votes = votes_of_names(gazetteer, reading, &spoken_of);
        Self { gazetteer, text: &document.text, context, units, votes, spoken_of }
    }

    pub(crate) fn position(&self, account: &Account) -> Option<usize> {
        let evidence = Some(account.evidence.trim()).filter(|evidence| !evidence.is_empty());
        let found = evidence.and_then(|evidence| self.text.find(evidence));
        found.or_else(|| self.text.find(account.primary_place.as_deref()?))
    }
}

/// One account's places.
pub(crate) struct Resolver<'a> {
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) report: &'a Report<'a>,
    pub(crate) mentions: Vec<(Wording, PlaceKind)>,
    pub(crate) country: Option<[u8; 2]>,
    pub(crate) around: Surroundings,
    /// What the names of towns and villages may stand for in this country.
    plain: Vec<Entry>,
    /// What each mention stands for; units and areas too.
    pub(crate) entries: Vec<Option<Candidate>>,
}

impl<'a> Resolver<'a> {
    fn new(report: &'a Report<'a>, account: &Account) -> Self {
        let mentions: Vec<_> = account.places.iter().map(|p| (Wording::of(&p.name), p.kind)).collect();
        let entries = vec![None; mentions.len()];
        let gazetteer = report.gazetteer;
        let country = country_of(report, account, &mentions);
        let around = Surroundings { country, ..Surroundings::default() };
        let mut resolver = Self { gazetteer, report, mentions, country, around, plain: Vec::new(), entries };
        resolver.find_plain();
        resolver.find_units();
        resolver.find_hints();
        resolver.find_places();
        resolver.find_towns(account);
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
        let mut best = self.fullest(candidates(self.gazetteer, wording, *kind, &self.around));
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

    /// Of several units of one name ("North Shewa" in Amhara and in Oromia) the one that holds the account's places.
    fn fullest(&self, units: Vec<Candidate>) -> Option<Candidate> {
        let (best, level) = units.first().map(|unit| (unit.score, level_of(self.gazetteer, unit.entry)))?;
        let close = units.into_iter().take_while(|unit| best - unit.score < 0.5);
        let close = close.filter(|unit| level_of(self.gazetteer, unit.entry) == level);
        let mut fullest: Option<(usize, Candidate)> = None;
        for unit in close {
            let held =
                self.plain.iter().filter(|place| lies(self.gazetteer, **place, unit.entry) == Lies::Inside);
            let held = held.count();
            if fullest.as_ref().is_none_or(|(most, _)| held > *most) {
                fullest = Some((held, unit));
            }
        }
        fullest.map(|(_, unit)| unit)
    }

    /// Towns and villages of the account that bear their name in this country, whatever units are named.
    fn find_plain(&mut self) {
        let bare = Surroundings { country: self.country, ..Surroundings::default() };
        for (wording, kind) in &self.mentions {
            if matches!(kind, PlaceKind::Locality | PlaceKind::Site) && !wording.is_nameless() {
                let found = named(self.gazetteer, wording, *kind, &bare);
                let sure = found.into_iter().take_while(|found| found.score >= LEAST_SCORE);
                self.plain.extend(sure.map(|found| found.entry));
            }
        }
    }

    /// A town that lies outside every unit named is itself all the same: the unit held something else, another
    /// item of a round-up or where the victims came from.
    fn find_towns(&mut self, account: &Account) {
        let bare = Surroundings { country: self.country, ..Surroundings::default() };
        for at in 0..self.mentions.len() {
            let (wording, kind) = &self.mentions[at];
            if *kind != PlaceKind::Locality || self.entries[at].is_some() || self.country.is_none() {
                continue;
            }
            let found = named(self.gazetteer, wording, *kind, &bare).into_iter().next();
            let is_town = |found: &Candidate| {
                let people = self.gazetteer.population(found.entry);
                people >= Some(CITY) || (people >= Some(TOWN) && self.is_named(wording, found.entry))
            };
            let town = found.filter(is_town).filter(|_| !self.is_tied(&account.places[at].name, account));
            if let Some(town) = town.filter(|town| !self.is_torn(wording, *kind, town, &bare)) {
                self.around.anchors.retain(|unit| lies(self.gazetteer, town.entry, *unit) != Lies::Outside);
                self.entries[at] = Some(town);
            }
        }
    }

    /// Its first name, not a spelling that somebody uses.
    fn is_named(&self, wording: &Wording, entry: Entry) -> bool {
        let mut hits = wording.keys().into_iter().flat_map(|key| self.gazetteer.hits(key));
        hits.any(|hit| hit.entry == entry && hit.by_first_name)
    }

    /// "Kolondiéba, in the cercle of Bafoulabé": the text itself ties the name to a unit.
    fn is_tied(&self, name: &str, account: &Account) -> bool {
        let text = self.report.text;
        let units =
            account.places.iter().filter(|p| matches!(p.kind, PlaceKind::Region | PlaceKind::District));
        let units: Vec<&str> = units.map(|unit| unit.name.as_str()).collect();
        text.match_indices(name).take(MOST_MENTIONS).any(|(at, _)| {
            let end = at + name.len();
            let near = &text[end..text.floor_char_boundary((end + TIED).min(text.len()))];
            let near = near.split(['.', ';', '\n']).next().unwrap_or(near);
            units.iter().any(|unit| near.contains(unit))
        })
    }

    fn is_torn(&self, wording: &Wording, kind: PlaceKind, best: &Candidate, around: &Surroundings) -> bool {
        let found = named(self.gazetteer, wording, kind, around);
        found.iter().any(|other| other.entry != best.entry && self.rivals(best, other))
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
            let sure = best.filter(|best| best.score >= LEAST_SCORE && !best.is_fuzzy).map(|best| best.entry);
            self.around.hints.extend(sure.filter(|entry| !self.around.anchors.contains(entry)));
        }
        let Some(country) = self.country else { return };
        let named = self.report.context.named_in(country).map(|(_, entry)| entry);
        let is_region =
            |entry: &Entry| matches!(entry, Entry::Unit(_)) && level_of(self.gazetteer, *entry) == Some(1);
        for region in named.filter(is_region) {
            if !self.around.anchors.contains(&region) && !self.around.hints.contains(&region) {
                self.around.hints.push(region);
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

    pub(crate) fn pick(&self, wording: &Wording, kind: PlaceKind, round: usize) -> Option<Candidate> {
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
        let is_close = apart > SAME_PLACE_KM && other.score >= LEAST_SCORE && best.score - other.score < 0.12;
        is_close && !self.outweighs(best.entry, other.entry)
    }

    /// A town of some size, and its namesake a tenth of it or less: nobody means the namesake without saying so.
    fn outweighs(&self, town: Entry, namesake: Entry) -> bool {
        let people = |entry| self.gazetteer.population(entry).unwrap_or(0);
        people(town) >= TOWN && people(town) >= 10 * people(namesake)
    }

    fn country_of_entries(&self) -> Option<[u8; 2]> {
        self.entries.iter().flatten().find_map(|found| self.gazetteer.country_of(found.entry))
    }

    /// Writes what was found into the account.
    fn fill(&self, account: &mut Account) {
        let primary = account.primary().and_then(|primary| account.places.iter().position(|p| p == primary));
        let located = primary.and_then(|at| self.put(at, account));
        let by_point = located
            .filter(|located| located.radius_km <= 120.0)
            .and_then(|located| self.unit_around(located));
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
        let named = self.around.anchors.iter().find(|unit| level_of(self.gazetteer, **unit) == Some(1));
        let drawn = unit_at(self.gazetteer, self.country?, located.point).map(Entry::Unit);
        let holder = located.entry.and_then(|entry| self.gazetteer.holder(entry)).map(Entry::Unit);
        let named = named.copied().filter(|unit| {
            let region = drawn.or(holder).and_then(|unit| self.gazetteer.admin(unit, 1)).map(Entry::Unit);
            region != Some(*unit) && point_lies(self.gazetteer, located.point, *unit) != Lies::Outside
        });
        named.or(drawn).or(holder).filter(|_| !matches!(located.method, PlaceMethod::Country))
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

fn code(country: [u8; 2]) -> String {
    String::from_utf8_lossy(&country).into_owned()
}
