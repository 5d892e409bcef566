//! How a country is spoken of: as where things are, as a state that may act anywhere, as the far side of a border, or
//! not at all ("Niger State"). The words are in `data/gazetteer/country_cues.tsv`.

use crate::context::Word;
use std::collections::HashMap;
use std::sync::LazyLock;
use vigie_model::fold;

/// How the words around a country's name speak of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spoken {
    /// Plainly: "in Mali", "Mali:".
    Plain,
    /// As a state: "the armed forces of Ukraine".
    Office,
    /// As another country than the scene's: "the border with Niger".
    Across,
    /// As part of another name: "Niger State".
    Other,
}

/// Small words that lead from a cue to the name.
const LINKS: &[&str] = &[
    "avec", "between", "central", "common", "commune", "d", "de", "des", "du", "eastern", "en", "entre",
    "est", "l", "la", "le", "les", "nearby", "nord", "northern", "of", "ouest", "shared", "southern", "sud",
    "the", "western", "with",
];

/// Most words of a cue, and most links between it and the name.
const LONGEST: usize = 3;
const MOST_LINKS: usize = 4;

type Cues = HashMap<String, Spoken>;

static BEFORE: LazyLock<Cues> = LazyLock::new(|| cues("before"));
static AFTER: LazyLock<Cues> = LazyLock::new(|| cues("after"));

fn cues(side: &str) -> Cues {
    let table = include_str!("../../../data/gazetteer/country_cues.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    let cells = rows.filter_map(|row| {
        let mut cells = row.split('\t');
        Some((cells.next()?, cells.next()?, cells.next()?))
    });
    cells
        .filter(|cells| cells.2 == side)
        .filter_map(|(word, sense, _)| Some((fold(word), sense_of(sense)?)))
        .collect()
}

fn sense_of(word: &str) -> Option<Spoken> {
    match word {
        "in" => Some(Spoken::Plain),
        "across" => Some(Spoken::Across),
        "office" => Some(Spoken::Office),
        "other" => Some(Spoken::Other),
        _ => None,
    }
}

/// How the name that takes `used` words from here on is spoken of.
pub(crate) fn spoken(words: &[Word], from: usize, used: usize) -> Spoken {
    let said = after(words, from + used).or_else(|| before(words, from));
    // "Israel said", "US strikes": a name that nothing puts on the map and no mark sets apart is an actor's.
    let glosses = from.checked_sub(1).is_some_and(|before| words[before].is_capital && !words[before].joins);
    let is_apart = glosses || words.get(from + used - 1).is_none_or(|last| !last.joins);
    said.unwrap_or(if is_apart { Spoken::Plain } else { Spoken::Office })
}

/// "Niger State", "Mali's army", "the Chadian border".
fn after(words: &[Word], mut at: usize) -> Option<Spoken> {
    if !words.get(at.checked_sub(1)?)?.joins {
        return None;
    }
    at += usize::from(words.get(at)?.folded == "s");
    cue(&AFTER, words, at, |first, length| first..first + length)
}

/// Back over small words to the cue, all within one clause.
fn before(words: &[Word], from: usize) -> Option<Spoken> {
    let (mut end, mut plain) = (from, None);
    for _ in 0..=MOST_LINKS {
        if end == 0 || !words[end - 1].joins {
            return plain;
        }
        // "fled into northern Togo": what puts it on the map may still be across a border.
        match cue(&BEFORE, words, end, |end, length| end.saturating_sub(length)..end) {
            Some(Spoken::Plain) => plain = Some(Spoken::Plain),
            Some(other) => return Some(other),
            None => {}
        }
        if !LINKS.contains(&words[end - 1].folded.as_str()) {
            return plain;
        }
        end -= 1;
    }
    plain
}

/// The longest cue that stands there, unbroken.
fn cue(
    cues: &Cues,
    words: &[Word],
    at: usize,
    range: impl Fn(usize, usize) -> std::ops::Range<usize>,
) -> Option<Spoken> {
    (1..=LONGEST).rev().find_map(|length| {
        let range = range(at, length);
        let run = words.get(range.clone()).filter(|run| run.len() == length)?;
        let unbroken = run[..length - 1].iter().all(|word| word.joins);
        let phrase: Vec<&str> = run.iter().map(|word| word.folded.as_str()).collect();
        unbroken.then(|| cues.get(&phrase.join(" ")).copied()).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::words_of;

    fn of(text: &str, name: &str) -> Spoken {
        let words = words_of(text);
        let at = words.iter().position(|word| word.folded == fold(name)).unwrap_or_default();
        spoken(&words, at, 1)
    }

    #[test]
    fn the_far_side_of_a_border_is_told_from_the_scene() {
        let across = [
            ("a base on the border with Niger last week", "Niger"),
            ("évacués vers la frontière avec le Burkina.", "Burkina"),
            ("six hundred crossed to the Niger side of the river", "Niger"),
            ("a village near the Chadian border", "Chadian"),
            ("des hommes venus du Soudan", "Soudan"),
            ("residents fled into northern Togo", "Togo"),
            ("factions close to Iran", "Iran"),
        ];
        across.into_iter().for_each(|(text, name)| assert_eq!(of(text, name), Spoken::Across, "{text}"));
        let plain = [
            ("in the border town of Gao, Mali", "Mali"),
            ("soldiers were killed in Niger", "Niger"),
            ("Togo : les députés", "Togo"),
        ];
        plain.into_iter().for_each(|(text, name)| assert_eq!(of(text, name), Spoken::Plain, "{text}"));
    }

    #[test]
    fn a_state_acts_anywhere() {
        assert_eq!(of("a drone of the armed forces of Ukraine", "Ukraine"), Spoken::Office);
        assert_eq!(of("Le président du Tchad a condamné", "Tchad"), Spoken::Office);
        assert_eq!(of("Mali’s army said", "Mali"), Spoken::Office);
        assert_eq!(of("Israel said it had struck", "Israel"), Spoken::Office);
        assert_eq!(of("US strikes on the port", "US"), Spoken::Office);
        assert_eq!(of("gunmen in Niger State", "Niger"), Spoken::Other);
        assert_eq!(of("le fleuve Niger a débordé", "Niger"), Spoken::Other);
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        let table = include_str!("../../../data/gazetteer/country_cues.tsv");
        let rows = table.lines().filter(|line| !line.starts_with('#')).count() - 1;
        assert_eq!(BEFORE.len() + AFTER.len(), rows);
    }
}
