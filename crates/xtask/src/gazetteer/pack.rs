//! The tables laid out as one file.

use super::names::{Names, pack_countries};
use super::polygon;
use super::tables::{Table, read_lines, read_table};
use anyhow::{Context, Result, bail, ensure};
use std::collections::HashMap;
use std::path::Path;
use vigie_locate::layout::{
    AreaKind, AreaRecord, HEADER, MAGIC, NONE, PlaceRecord, Record, SECTIONS, UnitRecord, put_varint,
};
use vigie_model::fold_name;

/// Reads the tables, writes `gazetteer.bin`, says its size.
pub fn run(data: &Path, tables: &Path) -> Result<()> {
    let mut packer = Packer::default();
    packer.read_units(tables)?;
    packer.read_areas(data)?;
    packer.read_reforms(data)?;
    packer.read_young(tables)?;
    packer.read_places(tables)?;
    packer.index();
    let bytes = packer.pack(data)?;
    let path = data.join("gazetteer.bin");
    std::fs::write(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
    eprintln!(
        "{}: {} units, {} areas, {} places, {:.1} MB",
        path.display(),
        packer.units.len(),
        packer.areas.len(),
        packer.places.len(),
        bytes.len() as f64 / 1e6
    );
    Ok(())
}

/// A record with the names it is found by.
struct Named<R> {
    record: R,
    names: Vec<String>,
}

#[derive(Default)]
struct Packer {
    strings: Strings,
    units: Vec<Named<UnitRecord>>,
    areas: Vec<Named<AreaRecord>>,
    places: Vec<Named<PlaceRecord>>,
    polygons: Vec<u8>,
    members: Vec<u8>,
    names: Names,
    countries: Vec<(String, [u8; 2])>,
    region_codes: HashMap<String, u32>,
}

/// Every distinct text once, with its length before it.
#[derive(Default)]
struct Strings {
    bytes: Vec<u8>,
    known: HashMap<String, u32>,
}

impl Strings {
    fn add(&mut self, text: &str) -> Result<u32> {
        if let Some(&at) = self.known.get(text) {
            return Ok(at);
        }
        let at = u32::try_from(self.bytes.len())?;
        put_varint(&mut self.bytes, text.len() as u64);
        self.bytes.extend(text.as_bytes());
        self.known.insert(text.to_owned(), at);
        Ok(at)
    }

    fn add_or_none(&mut self, text: Option<&str>) -> Result<u32> {
        text.filter(|text| !text.is_empty()).map_or(Ok(NONE), |text| self.add(text))
    }
}

impl Packer {
    fn read_units(&mut self, tables: &Path) -> Result<()> {
        let mut polygons: HashMap<usize, String> = HashMap::new();
        for row in read_lines(&tables.join("polygons.tsv"))? {
            polygons.insert(row[0].parse()?, row[1].clone());
        }
        for row in read_lines(&tables.join("units.tsv"))? {
            let at = self.units.len();
            ensure!(row[0].parse::<usize>()? == at, "units.tsv: row {} out of order", row[0]);
            let polygon = match polygons.get(&at) {
                Some(text) => {
                    let start = u32::try_from(self.polygons.len())?;
                    polygon::pack(text, &mut self.polygons)?;
                    start
                }
                None => NONE,
            };
            let unit = self.unit(&row, polygon)?;
            self.units.push(unit);
        }
        self.close_units();
        Ok(())
    }

    fn unit(&mut self, row: &[String], polygon: u32) -> Result<Named<UnitRecord>> {
        let mut pcodes = row[6].split('|').filter(|code| !code.is_empty());
        let (pcode, old_pcode) = (pcodes.next(), pcodes.next());
        let country = two_letters(&row[2])?;
        let record = UnitRecord {
            name: self.strings.add(&row[4])?,
            parent: if row[3].is_empty() { NONE } else { row[3].parse()? },
            country,
            level: row[1].parse()?,
            flags: u8::from(!row[7].is_empty()),
            lat: micro(&row[7])?,
            lon: micro(&row[8])?,
            radius: tenths(&row[9])?,
            pcode: self.strings.add_or_none(pcode)?,
            old_pcode: self.strings.add_or_none(old_pcode)?,
            units_end: 0,
            places_start: 0,
            places_end: 0,
            polygon,
            population: row[10].parse::<u64>()?.try_into().unwrap_or(u32::MAX),
        };
        let others = row[5].split('|').filter(|name| !name.is_empty());
        let names: Vec<String> = std::iter::once(row[4].as_str()).chain(others).map(str::to_owned).collect();
        if record.level == 0 {
            self.countries.extend(names.iter().map(|name| (name.clone(), country)));
        }
        Ok(Named { record, names })
    }

    /// Units come in tree order, so the units below one are those up to the next that is not deeper.
    fn close_units(&mut self) {
        for at in 0..self.units.len() {
            let level = self.units[at].record.level;
            let below = self.units[at + 1..].iter().take_while(|unit| unit.record.level > level).count();
            self.units[at].record.units_end = (at + 1 + below) as u32;
        }
    }

    fn read_areas(&mut self, data: &Path) -> Result<()> {
        let table = read_table(&data.join("areas.tsv"))?;
        for row in table.rows() {
            let kind = match table.get(row, "kind")? {
                "area" => AreaKind::Area,
                "river" => AreaKind::River,
                "road" => AreaKind::Road,
                other => bail!("areas.tsv: kind {other:?} is not known"),
            };
            let country = table.get(row, "country")?;
            let country = if country.is_empty() { [0, 0] } else { two_letters(country)? };
            let position =
                (table.number(row, "lat")?, table.number(row, "lon")?, table.number(row, "radius_km")?);
            ensure!(position.0.abs() <= 90.0 && position.1.abs() <= 180.0, "areas.tsv: {position:?}");
            self.add_area(&table, row, kind, country, position, (NONE, NONE), None)?;
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "one call a kind of row; a struct would only rename them")]
    fn add_area(
        &mut self,
        table: &Table,
        row: usize,
        kind: AreaKind,
        country: [u8; 2],
        (lat, lon, radius): (f64, f64, f64),
        (parent, members): (u32, u32),
        pcode: Option<&str>,
    ) -> Result<()> {
        let name = table.get(row, "name")?;
        let record = AreaRecord {
            name: self.strings.add(name)?,
            country,
            kind: kind as u8,
            flags: 0,
            lat: (lat * 1e5).round() as i32,
            lon: (lon * 1e5).round() as i32,
            radius: (radius * 10.0).round() as u32,
            parent,
            members,
            pcode: self.strings.add_or_none(pcode)?,
        };
        let names = std::iter::once(name).chain(table.list(row, "also")?).map(str::to_owned).collect();
        self.areas.push(Named { record, names });
        Ok(())
    }

    /// Units made by a reform: drawn as the union of the older ones.
    fn read_reforms(&mut self, data: &Path) -> Result<()> {
        let table = read_table(&data.join("reforms.tsv"))?;
        for row in table.rows() {
            let country = two_letters(table.get(row, "country")?)?;
            let is_region = table.get(row, "level")? == "1";
            let old = self.find(country, if is_region { 1 } else { 2 }, table.get(row, "old")?)?;
            let made_of = table.list(row, "made_of")?;
            let units: Vec<usize> =
                made_of.iter().map(|name| self.find(country, 2, name)).collect::<Result<_>>()?;
            let members = u32::try_from(self.members.len())?;
            put_varint(&mut self.members, units.len() as u64);
            units.iter().for_each(|&unit| put_varint(&mut self.members, unit as u64));
            let parent = if is_region { old as u32 } else { self.units[old].record.parent };
            let kind = if is_region { AreaKind::Region } else { AreaKind::District };
            let pcode = Some(table.get(row, "pcode")?).filter(|code| !code.is_empty());
            if let (true, Some(code)) = (is_region, pcode) {
                self.region_codes.insert(code.to_owned(), parent);
            }
            self.add_area(&table, row, kind, country, self.around(&units), (parent, members), pcode)?;
        }
        Ok(())
    }

    /// The middle of some units and the distance to the far end of the farthest.
    fn around(&self, units: &[usize]) -> (f64, f64, f64) {
        let points: Vec<(f64, f64, f64)> = units.iter().map(|&unit| self.position(unit)).collect();
        let count = points.len().max(1) as f64;
        let lat = points.iter().map(|p| p.0).sum::<f64>() / count;
        let lon = points.iter().map(|p| p.1).sum::<f64>() / count;
        let reach = |p: &(f64, f64, f64)| vigie_locate::km([lat, lon], [p.0, p.1]) + p.2;
        (lat, lon, points.iter().map(reach).fold(0.0, f64::max))
    }

    fn position(&self, unit: usize) -> (f64, f64, f64) {
        let record = &self.units[unit].record;
        (f64::from(record.lat) / 1e5, f64::from(record.lon) / 1e5, f64::from(record.radius) / 10.0)
    }

    fn find(&self, country: [u8; 2], level: u8, name: &str) -> Result<usize> {
        let key = fold_name(name);
        let same = |unit: &&(usize, &Named<UnitRecord>)| {
            let (_, unit) = unit;
            let of_level = unit.record.country == country && unit.record.level == level;
            of_level && unit.names.iter().any(|other| fold_name(other) == key)
        };
        let found = self.units.iter().enumerate().collect::<Vec<_>>().iter().find(same).map(|(at, _)| *at);
        found.with_context(|| format!("reforms.tsv: no unit {name:?} of level {level}"))
    }

    /// New second-level units that stand where the commune of their name does.
    fn read_young(&mut self, tables: &Path) -> Result<()> {
        let known: Vec<String> =
            self.areas.iter().flat_map(|area| &area.names).map(|name| fold_name(name)).collect();
        for row in read_lines(&tables.join("young.tsv"))? {
            if known.contains(&fold_name(&row[1])) {
                continue;
            }
            let commune: usize = row[4].parse()?;
            let parent =
                self.region_codes.get(&row[3]).copied().unwrap_or_else(|| self.region_above(commune));
            let record = AreaRecord {
                name: self.strings.add(&row[1])?,
                country: two_letters(&row[0])?,
                kind: AreaKind::District as u8,
                flags: 0,
                lat: micro(&row[5])?,
                lon: micro(&row[6])?,
                radius: tenths(&row[7])?,
                parent,
                members: NONE,
                pcode: self.strings.add(&row[2])?,
            };
            self.areas.push(Named { record, names: vec![row[1].clone()] });
        }
        Ok(())
    }

    fn region_above(&self, unit: usize) -> u32 {
        let mut at = unit;
        while self.units[at].record.level > 1 && self.units[at].record.parent != NONE {
            at = self.units[at].record.parent as usize;
        }
        at as u32
    }

    fn read_places(&mut self, tables: &Path) -> Result<()> {
        for row in read_lines(&tables.join("places.tsv"))? {
            let record = PlaceRecord {
                name: self.strings.add(&row[1])?,
                lat: micro(&row[3])?,
                lon: micro(&row[4])?,
                unit: row[5].parse()?,
                population: row[6].parse()?,
            };
            let others = row[2].split('|').filter(|name| !name.is_empty());
            let names = std::iter::once(row[1].as_str()).chain(others).map(str::to_owned).collect();
            self.places.push(Named { record, names });
        }
        ensure!(
            self.places.is_sorted_by_key(|place| place.record.unit),
            "places.tsv is not in the order of units"
        );
        self.give_places();
        Ok(())
    }

    fn give_places(&mut self) {
        let places = &self.places;
        for (at, unit) in self.units.iter_mut().enumerate() {
            let end = unit.record.units_end;
            unit.record.places_start =
                places.partition_point(|place| (place.record.unit as usize) < at) as u32;
            unit.record.places_end = places.partition_point(|place| place.record.unit < end) as u32;
        }
    }

    fn index(&mut self) {
        for (at, unit) in self.units.iter().enumerate() {
            for (nth, name) in unit.names.iter().enumerate() {
                self.names.add_with_kind(name, at, nth > 0);
            }
        }
        for (at, area) in self.areas.iter().enumerate() {
            for (nth, name) in area.names.iter().enumerate() {
                self.names.add_with_kind(name, self.units.len() + at, nth > 0);
            }
        }
        let before = self.units.len() + self.areas.len();
        for (at, place) in self.places.iter().enumerate() {
            for (nth, name) in place.names.iter().enumerate() {
                self.names.add(name, before + at, nth > 0);
            }
        }
    }

    fn pack(&self, data: &Path) -> Result<Vec<u8>> {
        let (names, postings) = self.names.pack()?;
        let countries = pack_countries(data, &self.countries)?;
        let sections: [Vec<u8>; SECTIONS] = [
            self.strings.bytes.clone(),
            records(&self.units),
            records(&self.areas),
            records(&self.places),
            postings,
            self.polygons.clone(),
            self.members.clone(),
            names,
            countries,
        ];
        let mut out = Vec::from(MAGIC.as_slice());
        let mut at = HEADER;
        for section in &sections {
            out.extend(u32::try_from(at)?.to_le_bytes());
            out.extend(u32::try_from(section.len())?.to_le_bytes());
            at += section.len();
        }
        sections.iter().for_each(|section| out.extend(section));
        Ok(out)
    }
}

fn records<R: Record>(all: &[Named<R>]) -> Vec<u8> {
    let mut out = Vec::with_capacity(all.len() * R::WIDTH);
    all.iter().for_each(|named| named.record.write(&mut out));
    out
}

fn two_letters(code: &str) -> Result<[u8; 2]> {
    code.as_bytes().try_into().with_context(|| format!("{code:?} is no country"))
}

/// Degrees as hundred-thousandths; nothing is 0, and the record's flag says so.
fn micro(degrees: &str) -> Result<i32> {
    if degrees.is_empty() {
        return Ok(0);
    }
    Ok((degrees.parse::<f64>()? * 1e5).round() as i32)
}

fn tenths(kilometres: &str) -> Result<u32> {
    if kilometres.is_empty() {
        return Ok(0);
    }
    Ok((kilometres.parse::<f64>()? * 10.0).round() as u32)
}
