//! The gazetteer: a file that is looked into, never read in.

use crate::layout::{
    AreaKind, AreaRecord, HEADER, MAGIC, NONE, PlaceRecord, Record, SECTIONS, Section, UnitRecord,
    take_varint,
};
use crate::polygon::Polygon;
use std::fmt;
use std::ops::Range;
use vigie_model::PlaceKind;

/// The world: towns, admin units, areas. Cheap to make and to copy; all of it stays in the file.
#[derive(Clone)]
pub struct Gazetteer {
    sections: [&'static [u8]; SECTIONS],
    names: Option<fst::Map<&'static [u8]>>,
    countries: Option<fst::Map<&'static [u8]>>,
}

/// One thing in the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entry {
    /// An admin unit.
    Unit(u32),
    /// An area, a river, a road, or a unit that a reform made.
    Area(u32),
    /// A town or village.
    Place(u32),
}

/// An entry that a name leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub entry: Entry,
    /// Found by its first name, not by another one.
    pub by_first_name: bool,
}

/// A country that a word stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountryWord {
    /// ISO 3166-1 alpha-2.
    pub country: [u8; 2],
    /// "Malian", not "Mali".
    pub is_demonym: bool,
}

/// The file is not a gazetteer of this version.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the gazetteer file cannot be used: {0}")]
pub struct BadGazetteer(pub String);

impl fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Gazetteer({} units, {} areas, {} places)",
            self.unit_count(),
            self.area_count(),
            self.place_count()
        )
    }
}

impl Gazetteer {
    /// The one that comes with the program. A test holds that it opens, so that the empty one never stands in.
    pub fn embedded() -> Self {
        static BYTES: &[u8] = include_bytes!("../../../data/gazetteer/gazetteer.bin");
        Self::open(BYTES).unwrap_or_else(|_| Self::empty())
    }

    /// Knows nothing: every place stays unlocated.
    pub fn empty() -> Self {
        Self { sections: [&[]; SECTIONS], names: None, countries: None }
    }

    /// Looks at the section table and at the heads of the two maps; nothing else is touched.
    pub fn open(bytes: &'static [u8]) -> Result<Self, BadGazetteer> {
        let bad = |what: &str| BadGazetteer(what.to_owned());
        if bytes.get(..MAGIC.len()) != Some(MAGIC.as_slice()) {
            return Err(bad("it does not begin with the mark of this version"));
        }
        let table = bytes.get(MAGIC.len()..HEADER).ok_or_else(|| bad("it ends within its section table"))?;
        let mut sections: [&'static [u8]; SECTIONS] = [&[]; SECTIONS];
        for (section, row) in sections.iter_mut().zip(table.chunks_exact(8)) {
            *section = section_of(bytes, row).ok_or_else(|| bad("a section lies outside the file"))?;
        }
        let map = |section: Section| {
            fst::Map::new(sections[section as usize]).map_err(|why| BadGazetteer(why.to_string()))
        };
        Ok(Self { sections, names: Some(map(Section::Names)?), countries: Some(map(Section::Countries)?) })
    }

    /// How many admin units there are.
    pub fn unit_count(&self) -> u32 {
        self.count::<UnitRecord>(Section::Units)
    }

    /// How many areas there are.
    pub fn area_count(&self) -> u32 {
        self.count::<AreaRecord>(Section::Areas)
    }

    /// How many towns and villages there are.
    pub fn place_count(&self) -> u32 {
        self.count::<PlaceRecord>(Section::Places)
    }

    /// Everything that bears this name; the name must be folded already (see [`vigie_model::fold()`]).
    pub fn hits(&self, folded: &str) -> Hits<'_> {
        match self.names.as_ref().and_then(|names| names.get(folded)) {
            None => Hits { gazetteer: self, rest: Rest::Done },
            Some(value) if value & 1 == 0 => Hits { gazetteer: self, rest: Rest::One(value >> 1) },
            Some(value) => {
                let mut at = (value >> 1) as usize;
                let left = take_varint(self.section(Section::Postings), &mut at).unwrap_or(0);
                Hits { gazetteer: self, rest: Rest::Many { at, left } }
            }
        }
    }

    /// The country that a folded name or demonym stands for.
    pub fn country_word(&self, folded: &str) -> Option<CountryWord> {
        let value = self.countries.as_ref()?.get(folded)?;
        Some(CountryWord { country: (value as u16).to_le_bytes(), is_demonym: value >> 16 != 0 })
    }

    /// An admin unit's record.
    pub fn unit(&self, number: u32) -> Option<UnitRecord> {
        self.record(Section::Units, number)
    }

    /// An area's record.
    pub fn area(&self, number: u32) -> Option<AreaRecord> {
        self.record(Section::Areas, number)
    }

    /// A town's record.
    pub fn place(&self, number: u32) -> Option<PlaceRecord> {
        self.record(Section::Places, number)
    }

    /// The text at this offset of the strings.
    pub fn text(&self, offset: u32) -> &'static str {
        let bytes = self.section(Section::Strings);
        let mut at = offset as usize;
        let length = if offset == NONE { None } else { take_varint(bytes, &mut at) };
        let text = length.and_then(|length| bytes.get(at..at.checked_add(length as usize)?));
        text.and_then(|text| std::str::from_utf8(text).ok()).unwrap_or("")
    }

    /// An entry's first name.
    pub fn name(&self, entry: Entry) -> &'static str {
        let offset = match entry {
            Entry::Unit(number) => self.unit(number).map(|unit| unit.name),
            Entry::Area(number) => self.area(number).map(|area| area.name),
            Entry::Place(number) => self.place(number).map(|place| place.name),
        };
        offset.map_or("", |offset| self.text(offset))
    }

    /// ISO code of the country that it lies in; `None` for what lies in several.
    pub fn country_of(&self, entry: Entry) -> Option<[u8; 2]> {
        match entry {
            Entry::Unit(number) => self.unit(number).map(|unit| unit.country),
            Entry::Area(number) => {
                self.area(number).map(|area| area.country).filter(|country| *country != [0, 0])
            }
            Entry::Place(number) => self.country_of(Entry::Unit(self.place(number)?.unit)),
        }
    }

    /// Where it is put on the map; `None` for a unit whose place nobody knows.
    pub fn point(&self, entry: Entry) -> Option<[f64; 2]> {
        let (lat, lon) = match entry {
            Entry::Unit(number) => {
                self.unit(number).filter(|unit| unit.flags & 1 == 1).map(|u| (u.lat, u.lon))?
            }
            Entry::Area(number) => self.area(number).map(|area| (area.lat, area.lon))?,
            Entry::Place(number) => self.place(number).map(|place| (place.lat, place.lon))?,
        };
        Some([f64::from(lat) / 1e5, f64::from(lon) / 1e5])
    }

    /// Kilometres from its point to its far end. A town's grows with its people.
    pub fn radius_km(&self, entry: Entry) -> f64 {
        match entry {
            Entry::Unit(number) => self.unit(number).map_or(0.0, |unit| f64::from(unit.radius) / 10.0),
            Entry::Area(number) => self.area(number).map_or(0.0, |area| f64::from(area.radius) / 10.0),
            Entry::Place(number) => self.place(number).map_or(0.0, |place| town_radius(place.population)),
        }
    }

    /// What sort of thing it is.
    pub fn kind(&self, entry: Entry) -> PlaceKind {
        match entry {
            Entry::Place(_) => PlaceKind::Locality,
            Entry::Unit(number) => match self.unit(number).map(|unit| unit.level) {
                Some(0) => PlaceKind::Country,
                Some(1) => PlaceKind::Region,
                _ => PlaceKind::District,
            },
            Entry::Area(number) => match self.area(number).map(|area| AreaKind::of(area.kind)) {
                Some(AreaKind::River) => PlaceKind::River,
                Some(AreaKind::Road) => PlaceKind::Road,
                Some(AreaKind::Region) => PlaceKind::Region,
                Some(AreaKind::District) => PlaceKind::District,
                _ => PlaceKind::Area,
            },
        }
    }

    /// People, where known.
    pub fn population(&self, entry: Entry) -> Option<u32> {
        let people = match entry {
            Entry::Unit(number) => self.unit(number)?.population,
            Entry::Area(_) => 0,
            Entry::Place(number) => self.place(number)?.population,
        };
        (people > 0).then_some(people)
    }

    /// P-code of the newest edition.
    pub fn pcode(&self, entry: Entry) -> Option<&'static str> {
        let offset = match entry {
            Entry::Unit(number) => self.unit(number)?.pcode,
            Entry::Area(number) => self.area(number)?.pcode,
            Entry::Place(_) => NONE,
        };
        Some(self.text(offset)).filter(|code| !code.is_empty())
    }

    /// The finest unit that holds it, which for a unit is itself.
    pub fn holder(&self, entry: Entry) -> Option<u32> {
        match entry {
            Entry::Unit(number) => Some(number),
            Entry::Area(number) => self.area(number).map(|area| area.parent).filter(|parent| *parent != NONE),
            Entry::Place(number) => self.place(number).map(|place| place.unit),
        }
    }

    /// The unit of this level that holds the entry.
    pub fn admin(&self, entry: Entry, level: u8) -> Option<u32> {
        let mut at = self.holder(entry)?;
        // Four levels at most; a file that goes in circles ends here too.
        for _ in 0..8 {
            let unit = self.unit(at)?;
            if unit.level == level {
                return Some(at);
            }
            at = unit.parent;
        }
        None
    }

    /// The unit of a country.
    pub fn country_unit(&self, country: [u8; 2]) -> Option<u32> {
        // Countries are few and stand in the order of their codes, with their units behind them.
        let mut at = 0;
        while let Some(unit) = self.unit(at) {
            if unit.country == country {
                return Some(at);
            }
            at = unit.units_end.max(at + 1);
        }
        None
    }

    /// Is `inner` the unit `outer` or one below it?
    pub fn is_within(&self, inner: u32, outer: u32) -> bool {
        self.unit(outer).is_some_and(|unit| (outer..unit.units_end).contains(&inner))
    }

    /// All units below one, itself first.
    pub fn units_of(&self, unit: u32) -> Range<u32> {
        self.unit(unit).map_or(0..0, |record| unit..record.units_end)
    }

    /// All towns in a unit.
    pub fn places_of(&self, unit: u32) -> Range<u32> {
        self.unit(unit).map_or(0..0, |record| record.places_start..record.places_end)
    }

    /// The units that an area is made of.
    pub fn members(&self, area: u32) -> Vec<u32> {
        let Some(mut at) =
            self.area(area).filter(|area| area.members != NONE).map(|area| area.members as usize)
        else {
            return Vec::new();
        };
        let bytes = self.section(Section::Members);
        let count = take_varint(bytes, &mut at).unwrap_or(0).min(1000);
        (0..count).filter_map(|_| take_varint(bytes, &mut at)).map(|unit| unit as u32).collect()
    }

    /// A unit's boundary, where one is known.
    pub fn polygon(&self, unit: u32) -> Option<Polygon<'static>> {
        let at = self.unit(unit)?.polygon;
        self.section(Section::Polygons).get(at as usize..).filter(|_| at != NONE).map(Polygon::new)
    }

    fn section(&self, section: Section) -> &'static [u8] {
        self.sections[section as usize]
    }

    fn count<R: Record>(&self, section: Section) -> u32 {
        (self.section(section).len() / R::WIDTH) as u32
    }

    fn record<R: Record>(&self, section: Section, number: u32) -> Option<R> {
        let at = (number as usize).checked_mul(R::WIDTH)?;
        R::read(self.section(section).get(at..)?)
    }

    fn hit(&self, value: u64) -> Hit {
        let (number, units, areas) = ((value >> 1) as u32, self.unit_count(), self.area_count());
        let entry = match number {
            number if number < units => Entry::Unit(number),
            number if number < units + areas => Entry::Area(number - units),
            number => Entry::Place(number - units - areas),
        };
        Hit { entry, by_first_name: value & 1 == 0 }
    }
}

/// Entries of one name, in the order of the file.
#[derive(Debug, Clone)]
pub struct Hits<'a> {
    gazetteer: &'a Gazetteer,
    rest: Rest,
}

#[derive(Debug, Clone)]
enum Rest {
    Done,
    One(u64),
    Many { at: usize, left: u64 },
}

impl Iterator for Hits<'_> {
    type Item = Hit;

    fn next(&mut self) -> Option<Hit> {
        match &mut self.rest {
            Rest::Done => None,
            Rest::One(value) => {
                let hit = self.gazetteer.hit(*value);
                self.rest = Rest::Done;
                Some(hit)
            }
            Rest::Many { at, left } => {
                *left = left.checked_sub(1)?;
                take_varint(self.gazetteer.section(Section::Postings), at)
                    .map(|value| self.gazetteer.hit(value))
            }
        }
    }
}

fn section_of(bytes: &'static [u8], row: &[u8]) -> Option<&'static [u8]> {
    let number = |at: usize| row.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes);
    let (start, length) = (number(0)? as usize, number(4)? as usize);
    bytes.get(start..start.checked_add(length)?)
}

/// How far from a town's point its people and the fields around it reach.
fn town_radius(population: u32) -> f64 {
    match population {
        0 => 9.0,
        1..10_000 => 6.0,
        10_000..100_000 => 8.0,
        100_000..1_000_000 => 12.0,
        _ => 20.0,
    }
}
