//! The gazetteer file, byte for byte. `cargo xtask gazetteer` writes it, [`crate::Gazetteer`] reads it in place.
//!
//! Law: nothing is parsed at start. Every record has a fixed width and is decoded when it is asked for, so the
//! operating system maps only the pages that a report needs. A change here is a new [`MAGIC`] and a new file.
//!
//! ```text
//! magic · section table (offset, length) × 9 · strings · units · areas · places · postings · polygons ·
//! members · names (fst) · countries (fst)
//! ```
//! Units stand in tree order (a country, its regions, their districts, their communes) and places in the order
//! of their units, so that all below a unit is one range of units and one range of places.

/// First bytes of the file.
pub const MAGIC: &[u8; 8] = b"VIGIEGZ1";

/// Bytes before the first section.
pub const HEADER: usize = 8 + SECTIONS * 8;

/// How many sections there are.
pub const SECTIONS: usize = 9;

/// No such thing: no parent, no polygon, no code.
pub const NONE: u32 = u32::MAX;

/// The parts of the file, in the order of the section table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Length-prefixed UTF-8.
    Strings,
    /// [`UnitRecord`]s.
    Units,
    /// [`AreaRecord`]s.
    Areas,
    /// [`PlaceRecord`]s.
    Places,
    /// Lists of entries, each a count and as many numbers, as varints.
    Postings,
    /// Rings of polygons in thousandths of a degree, as varint differences.
    Polygons,
    /// The units that an area is made of, as lists like the postings.
    Members,
    /// Folded name → posting.
    Names,
    /// Folded country name or demonym → country.
    Countries,
}

/// An admin unit. 52 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitRecord {
    /// Offset into the strings.
    pub name: u32,
    /// The unit that holds it.
    pub parent: u32,
    /// ISO 3166-1 alpha-2.
    pub country: [u8; 2],
    /// 0 country, 1 region, 2 district, 3 commune.
    pub level: u8,
    /// 1: has a point.
    pub flags: u8,
    /// Hundred-thousandths of a degree.
    pub lat: i32,
    /// Hundred-thousandths of a degree.
    pub lon: i32,
    /// Tenths of a kilometre from the point to the far end.
    pub radius: u32,
    /// P-code of the newest edition, in the strings.
    pub pcode: u32,
    /// P-code of the edition before, in the strings.
    pub old_pcode: u32,
    /// One past the last unit below it.
    pub units_end: u32,
    /// First place in it.
    pub places_start: u32,
    /// One past the last place in it.
    pub places_end: u32,
    /// Offset into the polygons.
    pub polygon: u32,
    /// People in the towns known in it.
    pub population: u32,
}

/// Something on the map that is neither town nor admin unit, or a unit that a reform made. 32 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AreaRecord {
    /// Offset into the strings.
    pub name: u32,
    /// Where reports put it first; two zeros where none comes first.
    pub country: [u8; 2],
    /// See [`AreaKind`].
    pub kind: u8,
    /// Not used.
    pub flags: u8,
    /// Hundred-thousandths of a degree.
    pub lat: i32,
    /// Hundred-thousandths of a degree.
    pub lon: i32,
    /// Tenths of a kilometre.
    pub radius: u32,
    /// The first-level unit it lies in, or [`NONE`].
    pub parent: u32,
    /// List of the units it is made of, or [`NONE`].
    pub members: u32,
    /// P-code, in the strings.
    pub pcode: u32,
}

/// What an area is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AreaKind {
    /// A region of common speech, a forest, a lake, a park.
    Area = 0,
    /// A river.
    River = 1,
    /// A road.
    Road = 2,
    /// A first-level unit made by a reform.
    Region = 3,
    /// A second-level unit made by a reform.
    District = 4,
}

impl AreaKind {
    /// From the byte in the record.
    pub fn of(byte: u8) -> Self {
        match byte {
            1 => Self::River,
            2 => Self::Road,
            3 => Self::Region,
            4 => Self::District,
            _ => Self::Area,
        }
    }
}

/// A town or village. 20 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceRecord {
    /// Offset into the strings.
    pub name: u32,
    /// Hundred-thousandths of a degree.
    pub lat: i32,
    /// Hundred-thousandths of a degree.
    pub lon: i32,
    /// The finest unit it is known to lie in.
    pub unit: u32,
    /// People; 0 where not known.
    pub population: u32,
}

/// A record of fixed width.
pub trait Record: Sized {
    /// Bytes of one record.
    const WIDTH: usize;
    /// Reads one record; `None` where the bytes are too short.
    fn read(bytes: &[u8]) -> Option<Self>;
    /// Appends one record.
    fn write(&self, out: &mut Vec<u8>);
}

/// Little-endian words of a record, read one after the other.
struct Words<'a>(std::slice::ChunksExact<'a, u8>);

impl Words<'_> {
    fn next(&mut self) -> Option<[u8; 4]> {
        self.0.next()?.try_into().ok()
    }

    fn u32(&mut self) -> Option<u32> {
        self.next().map(u32::from_le_bytes)
    }

    fn i32(&mut self) -> Option<i32> {
        self.next().map(i32::from_le_bytes)
    }
}

fn words<R: Record>(bytes: &[u8]) -> Option<Words<'_>> {
    Some(Words(bytes.get(..R::WIDTH)?.chunks_exact(4)))
}

fn put(out: &mut Vec<u8>, words: &[[u8; 4]]) {
    out.extend(words.iter().flatten());
}

impl Record for UnitRecord {
    const WIDTH: usize = 52;

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut w = words::<Self>(bytes)?;
        let (name, parent) = (w.u32()?, w.u32()?);
        let [a, b, level, flags] = w.next()?;
        let (lat, lon, radius, pcode, old_pcode) = (w.i32()?, w.i32()?, w.u32()?, w.u32()?, w.u32()?);
        let (units_end, places_start, places_end) = (w.u32()?, w.u32()?, w.u32()?);
        let (polygon, population) = (w.u32()?, w.u32()?);
        let country = [a, b];
        Some(Self {
            name,
            parent,
            country,
            level,
            flags,
            lat,
            lon,
            radius,
            pcode,
            old_pcode,
            units_end,
            places_start,
            places_end,
            polygon,
            population,
        })
    }

    fn write(&self, out: &mut Vec<u8>) {
        let [a, b] = self.country;
        put(out, &[self.name.to_le_bytes(), self.parent.to_le_bytes(), [a, b, self.level, self.flags]]);
        put(out, &[self.lat.to_le_bytes(), self.lon.to_le_bytes()]);
        let rest = [
            self.radius,
            self.pcode,
            self.old_pcode,
            self.units_end,
            self.places_start,
            self.places_end,
            self.polygon,
            self.population,
        ];
        put(out, &rest.map(u32::to_le_bytes));
    }
}

impl Record for AreaRecord {
    const WIDTH: usize = 32;

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut w = words::<Self>(bytes)?;
        let name = w.u32()?;
        let [a, b, kind, flags] = w.next()?;
        let (lat, lon, radius) = (w.i32()?, w.i32()?, w.u32()?);
        let (parent, members, pcode) = (w.u32()?, w.u32()?, w.u32()?);
        Some(Self { name, country: [a, b], kind, flags, lat, lon, radius, parent, members, pcode })
    }

    fn write(&self, out: &mut Vec<u8>) {
        let [a, b] = self.country;
        put(out, &[self.name.to_le_bytes(), [a, b, self.kind, self.flags]]);
        put(out, &[self.lat.to_le_bytes(), self.lon.to_le_bytes()]);
        put(out, &[self.radius, self.parent, self.members, self.pcode].map(u32::to_le_bytes));
    }
}

impl Record for PlaceRecord {
    const WIDTH: usize = 20;

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut w = words::<Self>(bytes)?;
        Some(Self { name: w.u32()?, lat: w.i32()?, lon: w.i32()?, unit: w.u32()?, population: w.u32()? })
    }

    fn write(&self, out: &mut Vec<u8>) {
        put(out, &[self.name.to_le_bytes(), self.lat.to_le_bytes(), self.lon.to_le_bytes()]);
        put(out, &[self.unit.to_le_bytes(), self.population.to_le_bytes()]);
    }
}

/// Appends a number in groups of seven bits, low first.
pub fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Reads a number and moves `at` past it; `None` at the end or past 64 bits.
pub fn take_varint(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0u64;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// Signed differences as unsigned numbers: 0, −1, 1, −2 … become 0, 1, 2, 3 …
pub fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

/// And back.
pub fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_back_as_written() {
        let unit = UnitRecord {
            name: 1,
            parent: 2,
            country: *b"ML",
            level: 2,
            flags: 1,
            lat: -5,
            lon: 1_383_720,
            radius: 43,
            pcode: 7,
            old_pcode: NONE,
            units_end: 9,
            places_start: 10,
            places_end: 11,
            polygon: NONE,
            population: 12,
        };
        let place = PlaceRecord { name: 3, lat: -1, lon: i32::MIN, unit: 4, population: 5 };
        let (mut a, mut b) = (Vec::new(), Vec::new());
        unit.write(&mut a);
        place.write(&mut b);
        assert_eq!((a.len(), b.len()), (UnitRecord::WIDTH, PlaceRecord::WIDTH));
        assert_eq!(UnitRecord::read(&a), Some(unit));
        assert_eq!(PlaceRecord::read(&b), Some(place));
        assert_eq!(PlaceRecord::read(&b[1..]), None);
    }

    #[test]
    fn varints_of_every_size_come_back() {
        for value in [0, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            let mut bytes = Vec::new();
            put_varint(&mut bytes, value);
            assert_eq!(take_varint(&bytes, &mut 0), Some(value));
        }
        for value in [0, -1, 1, i64::MIN, i64::MAX] {
            assert_eq!(unzigzag(zigzag(value)), value);
        }
        assert_eq!(take_varint(&[0x80], &mut 0), None);
    }
}
