//! The small words that say how a place stands, one table a language: `data/lexicon/<lang>/standing.tsv`.

use crate::lexicon::{LexiconError, Table};
use crate::words::Words;
use rustc_hash::FxHashMap;

/// Declares the senses with their bits and their names in the table.
macro_rules! senses {
    ($($(#[$doc:meta])* $variant:ident = $text:literal,)+) => {
        /// What a word beside a place does.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Stance { $($(#[$doc])* $variant,)+ }

        impl Stance {
            fn of(name: &str) -> Option<Self> {
                match name {
                    $($text => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

senses! {
    /// "close to Iran", "proches de": politics, not distance.
    Ally = "ally",
    /// "based in X": a home.
    Based = "based",
    /// "outskirts of", "aux abords de": beside it.
    Beside = "beside",
    /// May stand between a preposition and its name.
    Between = "between",
    /// "the border with X".
    Border = "border",
    /// "airlifted to X": where the hurt are brought.
    Brought = "brought",
    /// A hospital.
    Care = "care",
    /// "close to", "next to".
    Close = "close",
    /// "fled into X".
    Crossing = "crossing",
    /// "30 km from X".
    Distance = "distance",
    /// "entered X": what somebody does to a place.
    Entered = "entered",
    /// "from X".
    From = "from",
    /// "in X".
    In = "in",
    /// "residents of X".
    Inhabitants = "inhabitants",
    /// "into X".
    Into = "into",
    /// "transférés à X": somebody moves.
    Moving = "moving",
    /// "near X".
    Near = "near",
    /// "of X".
    Of = "of",
    /// "the army of X": a state.
    Office = "office",
    /// "venus de X".
    Origin = "origin",
    /// A quarter, a market, a school: what lies within a town.
    Quarter = "quarter",
    /// "capital of X": X is what the town is the seat of.
    Seat = "seat",
    /// "the Niger side".
    Side = "side",
    /// "ward", "commune": a unit small enough to be where it was.
    Small = "small",
    /// "à X", which is there unless somebody moves.
    To = "to",
    /// "towards X".
    Towards = "towards",
}

/// The words of a language, each with its senses as bits.
#[derive(Debug, Clone, Default)]
pub struct Stances(FxHashMap<String, u32>);

impl Stances {
    /// Loads the table.
    pub(crate) fn load(table: &Table) -> Result<Self, LexiconError> {
        let mut words = FxHashMap::default();
        for row in table.rows(&["term", "sense"]) {
            let row = row?;
            let (term, sense) = (row.get("term")?, row.get("sense")?);
            let stance = Stance::of(sense).ok_or_else(|| row.wrong(&format!("{sense:?} is no stance")))?;
            // "d’" is a word of its own only before another.
            let sample = if term.ends_with('\'') { format!("{term}x") } else { term.to_owned() };
            let one = Words::sentence(&sample);
            if one.words.len() != 1 + usize::from(term.ends_with('\'')) {
                return Err(row.wrong(&"one word a row"));
            }
            *words.entry(one.key(0).to_owned()).or_default() |= bit(stance);
        }
        Ok(Self(words))
    }

    /// Does the folded word have this sense?
    pub(crate) fn has(&self, key: &str, stance: Stance) -> bool {
        self.0.get(key).is_some_and(|bits| bits & bit(stance) != 0)
    }
}

fn bit(stance: Stance) -> u32 {
    1 << stance as u32
}
