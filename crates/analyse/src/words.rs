//! The two tables of words under `data/analyse`.

use crate::figures::Own;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use vigie_model::fold;

const QUANTITIES: &str = include_str!("../../../data/analyse/quantities.tsv");
const VAGUE: &str = include_str!("../../../data/analyse/vague.tsv");

/// A row that the tables may not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {why}")]
pub struct BadWords {
    /// The table.
    pub file: &'static str,
    /// Where in it.
    pub line: usize,
    /// What is wrong.
    pub why: String,
}

/// Words of a figure and what they count.
pub(crate) type Quantities = Vec<(Vec<String>, Own)>;

/// Words that name no place by themselves.
pub(crate) type Vague = BTreeMap<String, Vagueness>;

/// How a word fails to name a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vagueness {
    /// Never part of a name.
    Always,
    /// Never part of a name, and it means whole countries.
    Country,
    /// Part of a name beside other words: "North Kivu", but not "the north".
    Alone,
}

static EMBEDDED: LazyLock<Result<(Quantities, Vague), BadWords>> =
    LazyLock::new(|| Ok((quantities(QUANTITIES)?, vague(VAGUE)?)));

/// What a figure of this name counts, where the ledger counts it too.
pub(crate) fn quantity(what: &str) -> Option<Own> {
    let (quantities, _) = EMBEDDED.as_ref().ok()?;
    let words: Vec<String> = fold(what).split(' ').map(str::to_owned).collect();
    let known = quantities.iter().filter(|(row, _)| row.iter().all(|word| words.contains(word)));
    known.max_by_key(|(row, _)| row.len()).map(|(_, own)| *own)
}

/// How the word fails to name a place; `None` where it may name one.
pub(crate) fn vagueness(word: &str) -> Option<Vagueness> {
    EMBEDDED.as_ref().ok()?.1.get(word).copied()
}

fn quantities(text: &str) -> Result<Quantities, BadWords> {
    let file = "quantities.tsv";
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for (line, row) in self::rows(text) {
        let bad = |why: &str| BadWords { file, line, why: why.to_owned() };
        let (words, own) = row.split_once('\t').ok_or_else(|| bad("wants two columns"))?;
        if !seen.insert(words) {
            return Err(bad("is there twice"));
        }
        let own = own.parse().map_err(|()| bad("names no count that the ledger has"))?;
        rows.push((words.split(' ').map(str::to_owned).collect(), own));
    }
    Ok(rows)
}

fn vague(text: &str) -> Result<Vague, BadWords> {
    let mut words = BTreeMap::new();
    for (line, row) in rows(text) {
        let bad = |why: &str| BadWords { file: "vague.tsv", line, why: why.to_owned() };
        let (word, kind) = row.split_once('\t').ok_or_else(|| bad("wants two columns"))?;
        let vagueness = match kind {
            "vague" => Vagueness::Always,
            "direction" => Vagueness::Alone,
            "country" => Vagueness::Country,
            _ => return Err(bad("is neither vague, direction nor country")),
        };
        if fold(word) != word || word.contains(' ') {
            return Err(bad("is not one folded word"));
        }
        if words.insert(word.to_owned(), vagueness).is_some() {
            return Err(bad("is there twice"));
        }
    }
    Ok(words)
}

/// The rows below the header, with their line numbers.
fn rows(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).skip(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_tables_load() {
        assert_eq!(EMBEDDED.as_ref().err(), None);
        assert_eq!(quantity("security incidents"), Some(Own::Incidents));
        assert_eq!(quantity("Civilian casualties"), Some(Own::CivilianCasualties));
        assert_eq!(quantity("population"), None);
    }

    #[test]
    fn a_row_twice_or_unknown_stops() {
        assert!(quantities("words\tcounts\nkilled\tkilled\nkilled\tkilled\n").is_err());
        assert!(quantities("words\tcounts\nkilled\tslain\n").is_err());
        assert!(vague("word\tkind\nzone\tvague\nzone\tvague\n").is_err());
        assert!(vague("word\tkind\nRégion\tvague\n").is_err());
    }
}
