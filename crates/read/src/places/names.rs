//! Capitalised names: where one begins and ends, and what it surely is not.

use crate::scan::Scan;
use crate::senses::Sense;
use crate::words::{Shape, Words};
use std::ops::Range;

/// Small words that may stand inside a name: "Saut-d’Eau", "Nioro du Sahel", "Tin-Zaouatène", "Wad al-Nayil".
const INSIDE: &[&str] = &[
    "de", "du", "des", "d'", "la", "le", "les", "l'", "el", "al", "del", "do", "da", "dos", "of", "sur",
    "sous", "ag", "es", "ed", "er",
];

/// The name that begins at this word: capitals, small words between capitals, a number glued to letters.
pub(super) fn run(words: &Words, at: usize, end: usize) -> Option<Range<usize>> {
    if at >= end || !starts_name(words, at) {
        return None;
    }
    let mut finish = if words.key(at).ends_with('\'') { at + 2 } else { at + 1 };
    while finish < end {
        let inner = (finish..end).take_while(|&word| INSIDE.contains(&words.key(word))).count();
        let next = finish + inner;
        let joined = next < end && inner <= 2 && starts_name(words, next);
        // "Mopti de Ségou" is two names; only French and Arabic particles bind, and only one of "of".
        if !joined
            || (inner == 0 && words.shape(next) == Shape::Upper && words.shape(finish - 1) != Shape::Upper)
        {
            break;
        }
        if inner > 0 && !binds(words, finish, next) {
            break;
        }
        finish = next + 1;
    }
    Some(at..finish.min(end))
}

fn starts_name(words: &Words, at: usize) -> bool {
    let capital = words.is_capital(at) && !is_compound_adjective(words.key(at));
    let article = matches!(words.written(at), "L’" | "L'" | "N’" | "D’" | "D'" | "El" | "Al")
        && words.is_capital(at + 1);
    let elided = words.key(at).ends_with('\'');
    if capital && leads_to_name(words, at) {
        return false;
    }
    (capital && !elided) || article || has_arabic_article(words.written(at))
}

/// "In Jonglei State", "À Kerawa": the small word has its capital from the sentence, the name begins behind it.
fn leads_to_name(words: &Words, at: usize) -> bool {
    let article = matches!(words.key(at), "la" | "le" | "les" | "el" | "al" | "the");
    let opens = words.sentence_words(at).start == at || words.shape(at - 1) == Shape::Mark;
    opens && !article && is_function_word(words.key(at)) && words.is_capital(at + 1)
}

/// "al-Mughayyir", "ash-Shati": the article is small, the name is not.
fn has_arabic_article(written: &str) -> bool {
    const ARTICLES: &[&str] =
        &["ad", "al", "an", "ar", "as", "ash", "at", "ath", "az", "ed", "el", "er", "es", "esh", "ez", "ul"];
    written.split_once('-').is_some_and(|(article, name)| {
        ARTICLES.contains(&article) && name.chars().next().is_some_and(char::is_uppercase)
    })
}

/// "Djibo-bound", "Bamako-based", "al-Qaeda-linked": a name made into an adjective names no place here.
fn is_compound_adjective(key: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "bound",
        "based",
        "backed",
        "held",
        "linked",
        "led",
        "affiliated",
        "born",
        "controlled",
        "area",
        "style",
        "run",
        "owned",
        "made",
        "aligned",
        "flagged",
        "allied",
        "supported",
        "ruled",
        "funded",
        "occupied",
    ];
    key.rsplit_once('-').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

/// "Western partners", "le Nord": a point of the compass alone is no name.
pub(crate) fn is_compass(key: &str) -> bool {
    matches!(
        key,
        "north"
            | "south"
            | "east"
            | "west"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "central"
            | "nord"
            | "sud"
            | "ouest"
            | "europeen"
            | "european"
            | "african"
            | "africain"
    )
}

/// A headline or heading in capitals throughout: capitals say nothing there.
pub(super) fn is_shouted(words: &Words, at: usize) -> bool {
    let sentence = words.sentence_words(at);
    let small = sentence
        .clone()
        .filter(|&word| matches!(words.shape(word), Shape::Lower) && words.key(word).len() > 3)
        .count();
    let upper = sentence.filter(|&word| words.shape(word) == Shape::Upper).count();
    upper > 2 * small && upper >= 1
}

/// "du Sahel", "al-Nayil" bind to a name before; a bare "de" or "of" does only between known halves of one.
fn binds(words: &Words, from: usize, to: usize) -> bool {
    let between: Vec<&str> = (from..to).map(|word| words.key(word)).collect();
    matches!(
        between[..],
        ["del"]
            | ["do"]
            | ["da"]
            | ["dos"]
            | ["du"]
            | ["el"]
            | ["al"]
            | ["sur"]
            | ["sous"]
            | ["la"]
            | ["le"]
            | ["es"]
            | ["ed"]
            | ["er"]
            | ["ag"]
    )
}

/// "Maguindanao del Sur", "Quinto Congresso Matola": the name began before this word, so what stands here is a part of
/// it. A word that the reader knows ends a name ("Hospital Maiduguri"), and so does a headline's case.
pub(super) fn goes_on(scan: &Scan, at: usize) -> bool {
    let words = &scan.words;
    let start = words.sentence_words(at).start;
    let inner = (start..at).rev().take_while(|&word| INSIDE.contains(&words.key(word))).count().min(2);
    let Some(before) = (at - inner).checked_sub(1).filter(|&before| before >= start) else { return false };
    let bound = inner == 0 || binds(words, at - inner, at);
    let named = words.shape(before) == Shape::Capital && scan.hits_in(before..before + 1).next().is_none();
    bound && named && before > start && !is_function_word(words.key(before)) && !scan.is_taken(before)
}

/// An ordinary word that has its capital only because it begins a sentence or a headline.
pub(super) fn is_common_word(scan: &Scan, at: usize) -> bool {
    let words = &scan.words;
    let sentence = words.sentence_words(at);
    let known = scan.hits_in(at..at + 1).any(|hit| !matches!(hit.sense, Sense::Place(_)));
    let opens = sentence.start == at
        || matches!(words.key(at - 1), "“" | "\"" | "«" | ":" | "–" | "-" | "•" | "]" | ")" | "*" | "—");
    known || (opens && (is_function_word(words.key(at)) || scan.also_small(at)))
}

/// A small word of either language.
pub(crate) fn is_function_word(key: &str) -> bool {
    const WORDS: &[&str] = &[
        "a",
        "about",
        "after",
        "all",
        "alors",
        "although",
        "an",
        "and",
        "another",
        "apres",
        "as",
        "at",
        "au",
        "aucun",
        "aucune",
        "aux",
        "avant",
        "avec",
        "before",
        "but",
        "by",
        "ce",
        "ces",
        "cet",
        "cette",
        "chaque",
        "dans",
        "de",
        "depuis",
        "des",
        "deux",
        "du",
        "during",
        "each",
        "early",
        "elle",
        "elles",
        "en",
        "entre",
        "et",
        "every",
        "face",
        "for",
        "four",
        "from",
        "five",
        "he",
        "her",
        "his",
        "hier",
        "how",
        "i",
        "if",
        "il",
        "ils",
        "in",
        "it",
        "its",
        "la",
        "last",
        "late",
        "le",
        "les",
        "leur",
        "leurs",
        "local",
        "locals",
        "many",
        "mais",
        "more",
        "most",
        "no",
        "nobody",
        "not",
        "notre",
        "nous",
        "on",
        "one",
        "or",
        "our",
        "par",
        "pendant",
        "plus",
        "plusieurs",
        "pour",
        "quant",
        "quatre",
        "quelque",
        "quelques",
        "residents",
        "sa",
        "sans",
        "selon",
        "ses",
        "several",
        "she",
        "since",
        "six",
        "so",
        "some",
        "son",
        "sources",
        "sous",
        "sur",
        "that",
        "the",
        "their",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "three",
        "to",
        "tous",
        "toutes",
        "trois",
        "two",
        "un",
        "une",
        "under",
        "until",
        "vers",
        "we",
        "what",
        "when",
        "where",
        "while",
        "who",
        "witnesses",
        "with",
        "you",
        "dix",
        "ten",
        "seven",
        "eight",
        "nine",
        "un",
        "voici",
        "voila",
        "tout",
        "toute",
        "ainsi",
        "autre",
        "certains",
        "most",
        "other",
    ];
    WORDS.contains(&key)
}

/// A title that stands before a person's name.
pub(crate) fn is_title(key: &str) -> bool {
    const TITLES: &[&str] = &[
        "mr",
        "mrs",
        "ms",
        "dr",
        "pa",
        "elder",
        "captain",
        "colonel",
        "general",
        "lieutenant",
        "major",
        "sergeant",
        "president",
        "minister",
        "governor",
        "imam",
        "pastor",
        "father",
        "bishop",
        "chief",
        "professor",
        "sheikh",
        "cheikh",
        "mme",
        "m",
        "mlle",
        "capitaine",
        "commandant",
        "adjudant",
        "abbe",
        "pere",
        "maitre",
        "docteur",
        "ministre",
        "gouverneur",
        "ambassador",
        "spokesman",
        "spokesperson",
        "spokeswoman",
        "named",
        "nomme",
        "surnomme",
        "alias",
        "called",
        "hadj",
        "alhaji",
        "malam",
        "comrade",
        "judge",
        "commissioner",
        "director",
        "secretary",
        "senator",
        "widow",
        "coach",
        "directeur",
        "madam",
        "mayor",
        "commander",
        "brigadier",
        "superintendent",
        "inspector",
        "prosecutor",
    ];
    TITLES.contains(&key)
}

/// Titles and given-name patterns: "Elder Philip Tsado", "le colonel Sissoko", "said Bouba".
pub(super) fn is_person(scan: &Scan, name: &Range<usize>) -> bool {
    const VERBS: &[&str] = &[
        "said", "told", "says", "dit", "raconte", "confie", "explique", "temoigne", "assure", "relate",
        "added", "recalled",
    ];
    let words = &scan.words;
    let sentence = words.sentence_words(name.start);
    let before = if name.start > sentence.start { words.key(name.start - 1) } else { "" };
    // "told The Post": a title of something, not a place.
    if matches!(words.written(name.start.wrapping_sub(1)), "The" | "Le" | "La")
        && name.start > sentence.start + 1
    {
        return true;
    }
    let dotted = before == "."
        && name.start >= sentence.start + 2
        && matches!(words.key(name.start - 2), "m" | "dr" | "mr" | "mrs" | "st");
    is_title(before)
        || dotted
        || (VERBS.contains(&before) && !matches!(words.key(name.end), "," | "."))
        || (VERBS.contains(&before) && words.key(name.end) == ",")
        || VERBS.contains(&words.key(name.end)) && name.len() >= 2
}
