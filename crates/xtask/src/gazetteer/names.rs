//! The index: folded name → entries. The same fold as when names are asked for.

use super::tables::read_table;
use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use vigie_locate::layout::put_varint;
use vigie_model::{fold, fold_name};

/// Entries by folded name; an entry's number is doubled, plus one where the name is not its first.
#[derive(Default)]
pub struct Names(BTreeMap<String, BTreeSet<u64>>);

impl Names {
    /// A name of a town: only as written.
    pub fn add(&mut self, name: &str, entry: usize, is_other: bool) {
        self.insert(fold(name), entry, is_other);
    }

    /// A name of a unit or area: also without the words for its kind.
    pub fn add_with_kind(&mut self, name: &str, entry: usize, is_other: bool) {
        self.insert(fold(name), entry, is_other);
        self.insert(fold_name(name), entry, is_other);
    }

    fn insert(&mut self, key: String, entry: usize, is_other: bool) {
        let first = entry as u64 * 2;
        let entries = self.0.entry(key).or_default();
        if is_other && entries.contains(&first) {
            return;
        }
        if !is_other {
            entries.remove(&(first + 1));
        }
        entries.insert(first + u64::from(is_other));
    }

    /// The map and the lists. A lone entry stands in the map itself, with its last bit clear.
    pub fn pack(&self) -> Result<(Vec<u8>, Vec<u8>)> {
        let mut postings = Vec::new();
        let mut map = fst::MapBuilder::memory();
        for (key, entries) in self.0.iter().filter(|(key, _)| !key.is_empty()) {
            let value = match entries.first() {
                Some(only) if entries.len() == 1 => only << 1,
                _ => {
                    let at = postings.len() as u64;
                    put_varint(&mut postings, entries.len() as u64);
                    entries.iter().for_each(|&entry| put_varint(&mut postings, entry));
                    at << 1 | 1
                }
            };
            map.insert(key, value)?;
        }
        Ok((map.into_inner()?, postings))
    }
}

/// Country names and demonyms: folded form → the two letters, plus 65,536 where it is a demonym.
pub fn pack_countries(data: &Path, names: &[(String, [u8; 2])]) -> Result<Vec<u8>> {
    let mut forms: BTreeMap<String, u64> = BTreeMap::new();
    for (name, country) in names {
        forms.entry(fold(name)).or_insert(u64::from(u16::from_le_bytes(*country)));
    }
    let table = read_table(&data.join("demonyms.tsv"))?;
    for row in table.rows() {
        let code: [u8; 2] =
            table.get(row, "country")?.as_bytes().try_into().context("a country has two letters")?;
        let value = u64::from(u16::from_le_bytes(code));
        for name in table.list(row, "names")? {
            forms.insert(fold(name), value);
        }
        for demonym in table.list(row, "english")?.into_iter().chain(table.list(row, "french")?) {
            let before = forms.insert(fold(demonym), value | 0x1_0000);
            let same = before.is_none_or(|before| before & 0xffff == value);
            ensure!(same, "demonyms.tsv: {demonym:?} stands for two countries");
        }
    }
    Ok(fst::Map::from_iter(forms)?.into_fst().into_inner())
}
