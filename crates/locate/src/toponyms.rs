//! The gazetteer as the reader sees it.

use crate::Gazetteer;
use crate::candidates::level_of;
use vigie_model::{PlaceKind, Toponym, Toponyms, fold};

impl Toponyms for Gazetteer {
    fn toponyms(&self, name: &str) -> Vec<Toponym> {
        self.hits(&fold(name)).filter_map(|hit| self.toponym(hit.entry)).collect()
    }

    fn country(&self, name: &str) -> Option<[u8; 2]> {
        self.country_word(&fold(name)).map(|word| word.country)
    }
}

impl Gazetteer {
    fn toponym(&self, entry: crate::Entry) -> Option<Toponym> {
        let country = self.country_of(entry).unwrap_or(*b"  ");
        // A commune named without its word is its seat to whoever writes.
        let kind = if level_of(self, entry) == Some(3) { PlaceKind::Locality } else { self.kind(entry) };
        Some(Toponym { country, kind, population: self.population(entry) })
    }
}
