//! What is a name, and what only says which kind of place it is: "cercle de Nara" is Nara, a district.

use std::collections::HashMap;
use std::sync::LazyLock;
use vigie_model::{PlaceKind, fold};

/// A place as written, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The whole, folded.
    pub whole: String,
    /// Without articles and words of kind.
    pub core: String,
    /// What the words of kind say; the word before the name outweighs the one after it.
    pub kind: Option<Kind>,
    /// "northern Niger": the bearing in degrees, and the name without it.
    pub part: Option<(u16, String)>,
}

/// The kind that a word of kind says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// `None` for a unit whose level depends on the country ("province", "département").
    pub place: Option<PlaceKind>,
    /// The admin level, where the word leaves no doubt.
    pub level: Option<u8>,
}

/// Between a word of kind and a name, or before either.
const LINKS: &[&str] = &[
    "a",
    "at",
    "au",
    "aux",
    "d",
    "de",
    "des",
    "du",
    "en",
    "in",
    "l",
    "la",
    "le",
    "les",
    "near",
    "of",
    "off",
    "the",
    "to",
    "un",
    "une",
    "certains",
    "certaines",
    "vers",
];

/// The Arabic article before moon and sun letters, as French and English write it.
const ARTICLES: &[&str] =
    &["ad", "al", "an", "ar", "as", "ash", "at", "ath", "az", "ed", "el", "er", "es", "esh", "ez"];

const BEARINGS: &[(&str, u16)] = &[
    ("central", 999),
    ("centre", 999),
    ("east", 90),
    ("eastern", 90),
    ("est", 90),
    ("extreme nord", 0),
    ("far north", 0),
    ("north", 0),
    ("north east", 45),
    ("north eastern", 45),
    ("north west", 315),
    ("north western", 315),
    ("northeast", 45),
    ("northeastern", 45),
    ("northern", 0),
    ("northwest", 315),
    ("northwestern", 315),
    ("nord", 0),
    ("nord est", 45),
    ("nord ouest", 315),
    ("ouest", 270),
    ("south", 180),
    ("south east", 135),
    ("south eastern", 135),
    ("south west", 225),
    ("south western", 225),
    ("southeast", 135),
    ("southeastern", 135),
    ("southern", 180),
    ("southwest", 225),
    ("southwestern", 225),
    ("sud", 180),
    ("sud est", 135),
    ("sud ouest", 225),
    ("west", 270),
    ("western", 270),
];

/// A bearing that means the middle.
const MIDDLE: u16 = 999;

static WORDS: LazyLock<HashMap<String, Kind>> = LazyLock::new(|| {
    let table = include_str!("../../../data/gazetteer/place_words.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(word_of).collect()
});

fn word_of(row: &str) -> Option<(String, Kind)> {
    let mut cells = row.split('\t');
    let (word, kind, level) = (cells.next()?, cells.next()?, cells.next().unwrap_or(""));
    let place = if kind == "unit" { None } else { Some(kind.parse::<PlaceKind>().ok()?) };
    Some((fold(word), Kind { place, level: level.parse().ok() }))
}

impl Wording {
    /// Takes a place apart as it is written.
    pub fn of(name: &str) -> Self {
        let outside = name.split(['(', '[']).next().filter(|part| !part.trim().is_empty()).unwrap_or(name);
        let whole = fold(outside);
        let words: Vec<&str> = whole.split(' ').filter(|word| !word.is_empty()).collect();
        let (mut words, mut kind) = strip(&words);
        let owner = if kind.is_none() { owner_of(outside) } else { None }.map(fold);
        if let Some(owner) = &owner {
            words = strip(&owner.split(' ').collect::<Vec<_>>()).0;
            kind = Some(Kind { place: Some(PlaceKind::Site), level: None });
        }
        let core = words.join(" ");
        let part = part_of(&words);
        Self { whole, core, kind, part }
    }

    /// The folded names to look up, the likeliest first.
    pub fn keys(&self) -> Vec<&str> {
        let mut keys = vec![self.whole.as_str()];
        if self.core != self.whole && !self.core.is_empty() {
            keys.push(&self.core);
        }
        keys
    }

    /// The same name with its Arabic article written otherwise, or left out: "Al-Rahad" is "Er Rahad" and "Ar Rahad".
    pub fn other_articles(&self) -> Vec<String> {
        let Some((article, name)) = self.core.split_once(' ') else { return Vec::new() };
        if !ARTICLES.contains(&article) || name.len() < 4 {
            return Vec::new();
        }
        let sun = &name[..name.chars().next().map_or(0, char::len_utf8)];
        let others = ["al".to_owned(), "el".to_owned(), format!("a{sun}"), format!("e{sun}")];
        let written =
            others.into_iter().filter(|other| other != article).map(|other| format!("{other} {name}"));
        written.chain([name.to_owned()]).collect()
    }

    /// Only words of kind: "the market", "kilometre point 712".
    pub fn is_nameless(&self) -> bool {
        self.core.is_empty()
    }
}

/// Bearing in degrees of a direction word or pair of words, folded. The middle has none.
pub fn bearing(words: &str) -> Option<u16> {
    let at = BEARINGS.iter().find(|(word, _)| *word == words)?;
    (at.1 != MIDDLE).then_some(at.1)
}

/// The bearing of "northern X", unless the gazetteer knows the whole as a name ("North Kivu").
pub fn bearing_of_part(wording: &Wording, is_named: impl Fn(&str) -> bool) -> Option<u16> {
    let (bearing, _) = wording.part.as_ref().filter(|(bearing, _)| *bearing != MIDDLE)?;
    (!wording.keys().into_iter().any(is_named)).then_some(*bearing)
}

fn strip<'a>(words: &[&'a str]) -> (Vec<&'a str>, Option<Kind>) {
    let mut rest = words;
    let mut kind = None;
    loop {
        rest = without_links(rest);
        let Some((found, used)) = word_at(rest) else { break };
        if used == rest.len() {
            // Nothing but a word of kind is left: it is the name, if anything is ("Lac", "Centre").
            return if kind.is_none() { (Vec::new(), Some(found)) } else { (rest.to_vec(), kind) };
        }
        kind = kind.or(Some(found));
        rest = past_link(&rest[used..]);
    }
    if kind.is_none() {
        // "central prison of Yagoua", "Government Day Secondary School of Dansadau".
        if let Some((found, after)) = inner_kind(rest) {
            return (strip_tail(after).0, Some(found));
        }
    }
    let (rest, tail) = strip_tail(rest);
    (rest, kind.or(tail))
}

fn without_links<'a, 'b>(words: &'b [&'a str]) -> &'b [&'a str] {
    let start = words.iter().position(|word| !LINKS.contains(word)).unwrap_or(words.len());
    &words[start..]
}

/// After a word of kind: an adjective or two may stand before the link ("lycée public de X").
fn past_link<'a, 'b>(words: &'b [&'a str]) -> &'b [&'a str] {
    let links = ["d", "de", "des", "du", "of", "at"];
    match words.iter().take(3).position(|word| links.contains(word)) {
        Some(at) if at + 1 < words.len() => &words[at + 1..],
        _ => words,
    }
}

/// The longest word of kind that the words begin with.
fn word_at(words: &[&str]) -> Option<(Kind, usize)> {
    let longest = words.len().min(4);
    (1..=longest).rev().find_map(|length| WORDS.get(&words[..length].join(" ")).map(|kind| (*kind, length)))
}

/// A word of kind within, with a link after it: the name is what follows.
fn inner_kind<'a, 'b>(words: &'b [&'a str]) -> Option<(Kind, &'b [&'a str])> {
    let links = ["d", "de", "des", "du", "of", "at", "in"];
    (1..words.len().saturating_sub(2)).find_map(|at| {
        let (kind, used) = word_at(&words[at..])?;
        let after = words.get(at + used..)?;
        (after.len() > 1 && links.contains(&after[0])).then(|| (kind, without_links(after)))
    })
}

/// "Lakki Marwat district", "Abadam Local Government Area", "Makala gold digging".
fn strip_tail<'a>(words: &[&'a str]) -> (Vec<&'a str>, Option<Kind>) {
    let (mut rest, mut kind) = (words.to_vec(), None);
    while rest.len() > 1 {
        let longest = (rest.len() - 1).min(4);
        let found = (1..=longest)
            .rev()
            .find_map(|length| WORDS.get(&rest[rest.len() - length..].join(" ")).map(|kind| (*kind, length)));
        let Some((found, used)) = found else { break };
        rest.truncate(rest.len() - used);
        kind = Some(found);
    }
    (rest, kind)
}

/// "plant of Kryvyi Rih", "puits d’Inadiatafan": a thing written small, then the place that it belongs to.
fn owner_of(name: &str) -> Option<&str> {
    let is_high = |text: &str| text.trim_start().chars().next().is_some_and(char::is_uppercase);
    if is_high(name) {
        return None;
    }
    let links = [" of ", " at ", " de ", " du ", " d’", " d'", " à ", " in "];
    let ends = links.iter().flat_map(|link| name.match_indices(link).map(|(at, link)| at + link.len()));
    ends.filter(|end| is_high(&name[*end..])).min().map(|end| &name[end..])
}

fn part_of(words: &[&str]) -> Option<(u16, String)> {
    (1..=2).rev().filter(|used| *used < words.len()).find_map(|used| {
        let head = words[..used].join(" ");
        let bearing = BEARINGS.iter().find(|(word, _)| *word == head)?.1;
        let name = without_links(&words[used..]).join(" ");
        (!name.is_empty()).then_some((bearing, name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn core(name: &str) -> String {
        Wording::of(name).core
    }

    #[test]
    fn words_of_kind_fall_away() {
        let cases = [
            ("cercle de Nara", "nara"),
            ("commune rurale de Tori", "tori"),
            ("Bafoulabé district", "bafoulabe"),
            ("pont de Tassiga", "tassiga"),
            ("site de déplacés de Kindjandi", "kindjandi"),
            ("the central prison of Yagoua", "yagoua"),
            ("Abadam Local Government Area", "abadam"),
            ("département de l’Alibori", "alibori"),
            ("région du Kuilsé (ex-Centre-Nord)", "kuilse"),
            ("lycée public de Dansadau", "dansadau"),
            ("le centre-ville de Kayes", "kayes"),
            ("L’Estère", "estere"),
            ("camp de déplacés d’Al-Suwayda", "al suwayda"),
            ("Lakki Marwat district", "lakki marwat"),
            ("the police post at Ajegunle", "ajegunle"),
            ("North Kivu province", "north kivu"),
            ("Borno State", "borno"),
            ("l’État du Niger", "niger"),
            ("the Makala gold digging", "makala"),
            ("plant of Kryvyi Rih", "kryvyi rih"),
            ("le puits d’Inadiatafan", "inadiatafan"),
            ("Saint-Louis", "saint louis"),
            ("Bamako", "bamako"),
        ];
        for (written, wanted) in cases {
            assert_eq!(core(written), wanted, "{written}");
        }
    }

    #[test]
    fn kinds_and_parts_are_kept() {
        assert_eq!(Wording::of("commune de Segbana").kind.and_then(|kind| kind.level), Some(3));
        assert_eq!(Wording::of("Niger State").kind.and_then(|kind| kind.place), Some(PlaceKind::Region));
        assert_eq!(Wording::of("northern Niger").part, Some((0, "niger".to_owned())));
        assert_eq!(Wording::of("nord Tillabéri").part, Some((0, "tillaberi".to_owned())));
        assert!(Wording::of("the market").is_nameless());
    }

    #[test]
    fn the_table_of_words_is_read_whole() {
        let table = include_str!("../../../data/gazetteer/place_words.tsv");
        let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
        for row in rows {
            let (word, _) = word_of(row).unwrap_or_else(|| panic!("{row:?} is not understood"));
            assert!(WORDS.contains_key(&word), "{row}");
        }
    }
}
