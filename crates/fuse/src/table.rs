//! The tables under `data/fuse`: rows of tab-separated cells, with a loader that refuses what it can't mean.

use std::sync::LazyLock;
use vigie_model::{SubEventType, fold};

/// The embedded tables. A test loads each for itself, so that the empty stand-in, which links nothing, is never
/// met in a release.
pub(crate) static EMBEDDED: LazyLock<Tables> =
    LazyLock::new(|| Tables::load(&TableFiles::EMBEDDED).unwrap_or_default());

/// The texts of the tables.
#[derive(Debug, Clone, Copy)]
pub struct TableFiles<'a> {
    /// `weights.tsv`: the weights of the features of a pair.
    pub weights: &'a str,
    /// `kin.tsv`: sub-types that one happening is told as.
    pub kin: &'a str,
    /// `sources.tsv`: words that mark a sort of source.
    pub sources: &'a str,
    /// `settling.tsv`: what speaks for a claim's number.
    pub settling: &'a str,
}

impl TableFiles<'static> {
    /// As they were when this was built.
    pub const EMBEDDED: Self = Self {
        weights: include_str!("../../../data/fuse/weights.tsv"),
        kin: include_str!("../../../data/fuse/kin.tsv"),
        sources: include_str!("../../../data/fuse/sources.tsv"),
        settling: include_str!("../../../data/fuse/settling.tsv"),
    };
}

/// A row that a table can't hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("data/fuse/{file}, line {line}: {why}")]
pub struct BadRow {
    /// Which table.
    pub file: &'static str,
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: String,
}

/// All knowledge of this room.
#[derive(Debug, Default)]
pub struct Tables {
    /// Feature to weight, in the order of [`Feature::ALL`].
    weights: Vec<f64>,
    /// Sorted pairs of sub-types.
    kin: Vec<Kin>,
    /// Folded words, longest first.
    sources: Vec<(String, SourceClass)>,
    /// Term to weight, in the order of [`Term::ALL`].
    settling: Vec<f64>,
}

/// Two sub-types, the lower first, and how often they tell one happening.
type Kin = ((SubEventType, SubEventType), f64);

/// Declares the closed list of words that a table's first column may hold.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = $text] $variant,)+ }

        impl $name {
            /// Every word, in order.
            pub const ALL: &[$name] = &[$($name::$variant),+];

            /// The word as the table writes it.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }

            fn find(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.as_str() == word)
            }
        }
    };
}

words!(
    /// What is asked of a pair of accounts; see `weights.tsv`.
    Feature {
        Bias = "bias", ThresholdMargin = "threshold_margin", DaySame = "day_same", DayVague = "day_vague",
        DayNext = "day_next", DayApart = "day_apart", DayUnknown = "day_unknown", NameSame = "name_same",
        NameDiffers = "name_differs", RoadSame = "road_same", Near = "near", Far = "far",
        Admin2Same = "admin2_same", Admin1Same = "admin1_same", Admin1Differs = "admin1_differs",
        CountryUnknown = "country_unknown", CountryDiffers = "country_differs", KindSame = "kind_same", KindKin = "kind_kin",
        KindClash = "kind_clash", PerpetratorSame = "perpetrator_same",
        PerpetratorDiffers = "perpetrator_differs", TargetSame = "target_same", TacticSame = "tactic_same",
        TollSame = "toll_same", TollClash = "toll_clash", WordsShared = "words_shared",
        SameStory = "same_story", SameAccount = "same_account",
    }
);

words!(
    /// A sort of source, as near to the event and as free of a side as it is.
    SourceClass {
        Assessor = "assessor", Official = "official", Company = "company", Local = "local", Media = "media",
        Forces = "forces", Group = "group", Rumour = "rumour",
    }
);

words!(
    /// What speaks for a claim's number; see `settling.tsv`.
    Term {
        Assessor = "assessor", Official = "official", Company = "company", Own = "own", Media = "media",
        Local = "local", Unclassed = "unclassed", Forces = "forces", Group = "group", Rumour = "rumour", Voices = "voices",
        Later = "later", Exact = "exact", AtLeast = "at_least", Higher = "higher", Part = "part", Denial = "denial",
    }
);

impl Tables {
    /// The tables of these texts; the first row that makes no sense stops.
    pub fn load(files: &TableFiles<'_>) -> Result<Self, BadRow> {
        let feature = |word: &str| Feature::find(word).map(|feature| feature as usize);
        let term = |word: &str| Term::find(word).map(|term| term as usize);
        Ok(Self {
            weights: weights("weights.tsv", files.weights, Feature::ALL.len(), feature)?,
            kin: kin(files.kin)?,
            sources: sources(files.sources)?,
            settling: weights("settling.tsv", files.settling, Term::ALL.len(), term)?,
        })
    }

    /// The weight of a feature.
    pub fn weight(&self, feature: Feature) -> f64 {
        self.weights.get(feature as usize).copied().unwrap_or(0.0)
    }

    /// What a term adds to a claim.
    pub fn term(&self, term: Term) -> f64 {
        self.settling.get(term as usize).copied().unwrap_or(0.0)
    }

    /// How often two different sub-types tell one happening.
    pub fn kinship(&self, a: SubEventType, b: SubEventType) -> Option<f64> {
        let pair = (a.min(b), a.max(b));
        self.kin.binary_search_by_key(&pair, |row| row.0).ok().map(|at| self.kin[at].1)
    }

    /// What sort of source these words cite; `None` where no word of the table is in them.
    pub fn source_class(&self, cited: &str) -> Option<SourceClass> {
        let padded = format!(" {} ", fold(cited));
        self.sources.iter().find(|(word, _)| padded.contains(word.as_str())).map(|row| row.1)
    }
}

/// The rows of a table under its header: line number and cells.
fn rows(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
    lines
        .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
        .skip(1)
        .map(|(at, line)| (at, line.split('\t').collect()))
}

fn weights(
    file: &'static str,
    text: &str,
    len: usize,
    find: impl Fn(&str) -> Option<usize>,
) -> Result<Vec<f64>, BadRow> {
    let mut found: Vec<Option<f64>> = vec![None; len];
    for (line, cells) in rows(text) {
        let bad = |why: String| BadRow { file, line, why };
        let [word, number, ..] = cells[..] else { return Err(bad("a word and a weight are wanted".into())) };
        let at = find(word).ok_or_else(|| bad(format!("{word:?} is not known")))?;
        let weight = number.parse().ok().filter(|w: &f64| w.is_finite());
        let weight = weight.ok_or_else(|| bad(format!("{number:?} is no weight")))?;
        if found[at].replace(weight).is_some() {
            return Err(bad(format!("{word:?} stands twice")));
        }
    }
    let whole: Option<Vec<f64>> = found.into_iter().collect();
    whole.ok_or_else(|| BadRow { file, line: 0, why: "a row is missing".into() })
}

fn kin(text: &str) -> Result<Vec<Kin>, BadRow> {
    let mut pairs = Vec::new();
    for (line, cells) in rows(text) {
        let bad = |why: String| BadRow { file: "kin.tsv", line, why };
        let [a, b, strength, ..] = cells[..] else {
            return Err(bad("two sub-types and a strength are wanted".into()));
        };
        let parse = |name: &str| name.parse::<SubEventType>().map_err(|why| bad(why.to_string()));
        let (a, b) = (parse(a)?, parse(b)?);
        let strength = strength.parse().ok().filter(|s: &f64| (0.0..=1.0).contains(s));
        let strength = strength.ok_or_else(|| bad("a strength lies between 0 and 1".into()))?;
        let pair = (a.min(b), a.max(b));
        if a == b || pairs.iter().any(|(known, _)| *known == pair) {
            return Err(bad(format!("{a} and {b} stand twice")));
        }
        pairs.push((pair, strength));
    }
    pairs.sort_by_key(|row| row.0);
    Ok(pairs)
}

fn sources(text: &str) -> Result<Vec<(String, SourceClass)>, BadRow> {
    let mut words: Vec<(String, SourceClass)> = Vec::new();
    for (line, cells) in rows(text) {
        let bad = |why: String| BadRow { file: "sources.tsv", line, why };
        let [word, class, ..] = cells[..] else { return Err(bad("a word and a class are wanted".into())) };
        let class =
            SourceClass::find(class).ok_or_else(|| bad(format!("{class:?} is not a class of source")))?;
        let needle = needle(word);
        if needle.trim().is_empty() || words.iter().any(|(known, _)| *known == needle) {
            return Err(bad(format!("{word:?} is empty or stands twice")));
        }
        words.push((needle, class));
    }
    words.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
    Ok(words)
}

/// `"ong$"` → `" ong "`, `"resident"` → `" resident"`: where a word begins, and whether it must end there.
fn needle(word: &str) -> String {
    match word.strip_suffix('$') {
        Some(whole) => format!(" {} ", fold(whole)),
        None => format!(" {}", fold(word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_released_tables_load() {
        Tables::load(&TableFiles::EMBEDDED).unwrap();
    }

    #[test]
    fn nonsense_is_refused_with_its_line() {
        assert_eq!(kin("a\tb\tstrength\nAttack\tAtack\t1\n").unwrap_err().line, 2);
        assert_eq!(kin("a\tb\tstrength\nAttack\tOther\t1\nOther\tAttack\t1\n").unwrap_err().line, 3);
        assert!(sources("word\tclass\nongs\tofficials\n").is_err());
        let find = |word: &str| Term::find(word).map(|t| t as usize);
        assert!(weights("settling.tsv", "term\tweight\nvoices\tnan\n", Term::ALL.len(), find).is_err());
        assert!(weights("settling.tsv", "term\tweight\nvoices\t1\n", Term::ALL.len(), find).is_err());
    }

    #[test]
    fn the_longest_word_names_the_source() {
        let tables = Tables::load(&TableFiles::EMBEDDED).unwrap();
        assert_eq!(tables.source_class("l’État-major général des Armées"), Some(SourceClass::Forces));
        assert_eq!(tables.source_class("The state news agency"), Some(SourceClass::Forces));
        assert_eq!(tables.source_class("la Croix-Rouge tchadienne"), Some(SourceClass::Assessor));
        assert_eq!(tables.source_class("Des riverains"), Some(SourceClass::Local));
        assert_eq!(tables.source_class("les réseaux sociaux"), Some(SourceClass::Rumour));
        assert_eq!(tables.source_class("Kasereka"), None);
    }
}
