//! The cheap test: is there anything here at all?
//!
//! Law: the gate may let a quiet text pass, never stop one that the reader would read something from. It
//! looks for whole event words, for words of restrictions, or for an act and its object ("closed" and
//! "border"), in one pass over the bytes each.

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError, MatchKind};
use std::collections::BTreeSet;

/// Finds the first words that could matter.
#[derive(Debug)]
pub struct Gate {
    words: AhoCorasick,
    acts: AhoCorasick,
    objects: AhoCorasick,
}

/// Terms that open the gate, as the tables write them.
#[derive(Debug, Default)]
pub struct Terms {
    /// Each opens alone.
    pub words: Vec<String>,
    /// One of these opens…
    pub acts: Vec<String>,
    /// …together with one of these.
    pub objects: Vec<String>,
}

impl Gate {
    /// A gate for these terms, in any case, with and without accents.
    pub fn new(terms: &Terms) -> Result<Self, BuildError> {
        Ok(Self {
            words: finder(&terms.words)?,
            acts: finder(&terms.acts)?,
            objects: finder(&terms.objects)?,
        })
    }

    /// The text may hold something to read.
    pub fn opens(&self, text: &str) -> bool {
        // A wrapped line ends inside a term.
        let text = text.replace(['\n', '-'], " ");
        has(&self.words, &text) || (has(&self.acts, &text) && has(&self.objects, &text))
    }
}

fn finder(terms: &[String]) -> Result<AhoCorasick, BuildError> {
    let plain = terms.iter().flat_map(|term| choices(term));
    let patterns: BTreeSet<String> = plain.flat_map(|term| spellings(&term)).collect();
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(MatchKind::Standard)
        .build(patterns)
}

/// A match counts only where a word begins; its end is left open for endings.
fn has(finder: &AhoCorasick, text: &str) -> bool {
    finder.find_overlapping_iter(text).any(|found| begins_word(text, found.start()))
}

fn begins_word(text: &str, at: usize) -> bool {
    !text[..at].chars().next_back().is_some_and(char::is_alphanumeric)
}

/// "led/taken away" is "led away" and "taken away".
fn choices(term: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for word in term.split(' ') {
        let space = if all[0].is_empty() { "" } else { " " };
        all = all
            .iter()
            .flat_map(|begun| word.split('/').map(move |one| format!("{begun}{space}{one}")))
            .collect();
    }
    all
}

/// A term as it may stand in a text: with its accents, in capitals, without them, with either apostrophe.
fn spellings(term: &str) -> Vec<String> {
    let bare: String = term.replace('-', " ").chars().filter(|c| !matches!(c, '~' | '*')).collect();
    let lower = bare.to_lowercase();
    let plain: String = lower.split(' ').map(fold_word).collect::<Vec<_>>().join(" ");
    let mut all = vec![lower.to_uppercase(), plain, lower];
    let curly: Vec<String> =
        all.iter().filter(|term| term.contains('\'')).map(|term| term.replace('\'', "’")).collect();
    all.extend(curly);
    all.retain(|term| !term.is_empty());
    all
}

/// Folds the letters of a word and keeps its apostrophe.
fn fold_word(word: &str) -> String {
    word.split('\'').map(vigie_model::fold).collect::<Vec<_>>().join("'")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate() -> Gate {
        let list = |terms: &[&str]| terms.iter().map(|term| (*term).to_owned()).collect();
        let terms = Terms {
            words: list(&["enlevé~", "set on fire", "prise d'otage~", "led/taken to the bush/hill~"]),
            acts: list(&["closed", "fermé~"]),
            objects: list(&["border~", "frontière~"]),
        };
        Gate::new(&terms).unwrap()
    }

    #[test]
    fn opens_in_any_case_with_and_without_accents() {
        for text in [
            "ils ont été ENLEVÉS",
            "enleves hier",
            "huts set\non Fire",
            "la prise d’otages",
            "the Border is closed",
            "taken to the hills",
        ] {
            assert!(gate().opens(text), "{text}");
        }
    }

    #[test]
    fn stays_shut_on_parts_of_words_and_on_acts_alone() {
        for text in
            ["The council set a budget.", "the shop closed early", "un border collie", "des frontières"]
        {
            assert!(!gate().opens(text), "{text}");
        }
    }
}
