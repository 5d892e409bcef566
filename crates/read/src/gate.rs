//! The cheap test: is there anything here at all?
//!
//! Law: the gate may let a quiet text pass, never stop one that the reader would read something from. It
//! looks for the first letters of every word that a value can hang on, in one pass over the bytes.

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError, MatchKind};
use std::collections::BTreeSet;

/// How many letters of a word the gate looks for.
const STEM: usize = 6;

/// Finds the first word that could matter.
#[derive(Debug)]
pub struct Gate(AhoCorasick);

impl Gate {
    /// Opens at any of these terms, in any case, with and without accents.
    pub fn new<'t>(terms: impl IntoIterator<Item = &'t str>) -> Result<Self, BuildError> {
        let mut stems: BTreeSet<String> = BTreeSet::new();
        for term in terms {
            let Some(word) = rarest_word(term) else { continue };
            let stem: String = word.to_lowercase().chars().take(STEM).collect();
            stems.insert(stem.to_uppercase());
            stems.insert(vigie_model::fold(&stem));
            stems.insert(stem);
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .match_kind(MatchKind::Standard)
            .build(minimal(&stems))?;
        Ok(Self(automaton))
    }

    /// The text may hold something to read.
    pub fn opens(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

/// The longest word of a term stands for it: "set on fire" waits for "fire", "a" never opens.
fn rarest_word(term: &str) -> Option<&str> {
    let words = term.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2);
    words.max_by_key(|word| word.chars().count())
}

/// A stem that begins with another is covered by it.
fn minimal(stems: &BTreeSet<String>) -> Vec<&str> {
    let mut kept: Vec<&str> = Vec::new();
    for stem in stems.iter().filter(|stem| !stem.is_empty()) {
        if !kept.last().is_some_and(|last| stem.starts_with(last)) {
            kept.push(stem);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_in_any_case_with_and_without_accents() {
        let gate = Gate::new(["enlevé~", "set on fire", "roadside bomb"]).unwrap();
        for text in ["ils ont été ENLEVÉS", "enleves hier", "it was set on Fire", "a Roadside device"] {
            assert!(gate.opens(text), "{text}");
        }
        assert!(!gate.opens("The council set a budget on Friday."));
    }
}
