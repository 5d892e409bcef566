//! What the reader asks of a gazetteer. `locate` answers; `read` never sees more than this.

use crate::PlaceKind;

/// One thing that a name may name.
#[derive(Debug, Clone, PartialEq)]
pub struct Toponym {
    /// ISO 3166-1 alpha-2.
    pub country: [u8; 2],
    /// Locality, district (admin 2 and 3), region (admin 1) or country.
    pub kind: PlaceKind,
    /// People who live there; `None` where not known.
    pub population: Option<u32>,
}

/// A folded word ends as French demonyms do ("maliens", "nigeriane", "burkinabe"): the cheap test before a look-up
/// of words that have no capital.
pub fn ends_like_demonym(folded: &str) -> bool {
    const ENDINGS: &[&str] =
        &["ien", "ienne", "ais", "aise", "ois", "oise", "ain", "aine", "an", "ane", "be", "een", "eenne"];
    let single = folded.strip_suffix('s').filter(|_| !folded.ends_with("is")).unwrap_or(folded);
    single.len() > 4 && ENDINGS.iter().any(|ending| single.ends_with(ending))
}

/// A gazetteer as the reader sees it.
pub trait Toponyms {
    /// All that the gazetteer knows under this spelling once folded (see [`crate::fold()`]); empty if nothing.
    fn toponyms(&self, name: &str) -> Vec<Toponym>;

    /// The country that this name, or this demonym in English or French, stands for: "Mali", "maliennes",
    /// "Nigerien". Two letters, ISO 3166-1.
    fn country(&self, name: &str) -> Option<[u8; 2]>;
}
