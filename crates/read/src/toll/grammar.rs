//! Closed words of both languages that tie people to what befell them: auxiliaries, determiners, prepositions.

use crate::number::Quantity;
use crate::scan::Scan;

/// "was", "été": the passive, or a state.
pub(super) fn is_be(key: &str) -> bool {
    matches!(
        key,
        "was"
            | "were"
            | "been"
            | "be"
            | "being"
            | "are"
            | "is"
            | "got"
            | "ete"
            | "sont"
            | "est"
            | "etait"
            | "etaient"
            | "soient"
            | "seraient"
            | "serait"
    )
}

/// "had", "ont": the perfect. "a" is French alone: in English it is an article.
pub(super) fn is_have(scan: &Scan, key: &str) -> bool {
    let french = matches!(
        key,
        "a" | "ont" | "avait" | "avaient" | "ayant" | "aurait" | "auraient" | "aura" | "auront" | "avoir"
    );
    matches!(key, "has" | "have" | "had" | "having") || (french && scan.language.tag == "fr")
}

/// A verb that only carries another.
pub(super) fn is_auxiliary(scan: &Scan, key: &str) -> bool {
    is_be(key) || is_have(scan, key)
}

/// What may open a phrase for one person.
pub(super) fn is_determiner(scan: &Scan, key: &str) -> bool {
    let english = matches!(key, "a" | "an" | "the" | "his" | "her" | "their" | "one" | "another" | "its");
    let french =
        matches!(key, "un" | "une" | "le" | "la" | "l'" | "son" | "sa" | "leur" | "leurs" | "ses" | "les");
    if scan.language.tag == "fr" { french } else { english }
}

/// "his", "leurs": ties people to those named before.
pub(super) fn is_possessive(key: &str) -> bool {
    matches!(key, "his" | "her" | "their" | "its" | "son" | "sa" | "ses" | "leur" | "leurs")
}

/// What makes a noun of an event word: "the wounded", "des blessés", "aux morts".
pub(super) fn is_nominal_mark(scan: &Scan, key: &str) -> bool {
    let shared =
        matches!(key, "les" | "des" | "aux" | "du" | "au" | "ses" | "leurs" | "ces" | "cette" | "ce");
    shared
        || matches!(key, "of" | "de" | "d'" | "the" | "those" | "these" | "its" | "no" | "any")
        || matches!(key, "without" | "sans" | "aucun" | "aucune")
        || is_determiner(scan, key)
}

/// "and", "et", "&".
pub(super) fn is_and(key: &str) -> bool {
    matches!(key, "and" | "et" | "&" | "plus" | "puis")
}

/// "of", "de".
pub(super) fn is_of(key: &str) -> bool {
    matches!(key, "of" | "de" | "d'" | "des" | "du")
}

/// What opens a complement: "from a village", "à Bamako".
pub(super) fn is_preposition(key: &str) -> bool {
    is_of(key)
        || matches!(
            key,
            "from"
                | "in"
                | "at"
                | "on"
                | "near"
                | "with"
                | "by"
                | "aboard"
                | "for"
                | "to"
                | "a"
                | "au"
                | "aux"
                | "dans"
                | "en"
                | "sur"
                | "pres"
                | "par"
                | "avec"
                | "chez"
                | "pour"
        )
}

/// Ends a clause: nothing beyond it governs what stands before.
pub(super) fn ends_clause(key: &str) -> bool {
    matches!(
        key,
        ";" | "."
            | ":"
            | "while"
            | "tandis"
            | "but"
            | "mais"
            | "when"
            | "whose"
            | "dont"
            | "que"
            | "qu'"
            | "alors"
    )
}

/// The number that begins at this word.
pub(super) fn number_at<'s>(scan: &'s Scan, at: usize) -> Option<&'s Quantity> {
    let nth = scan.quantities.partition_point(|quantity| quantity.words.start < at);
    scan.quantities.get(nth).filter(|quantity| quantity.words.start == at)
}

/// The longest time expression looked back for, in words.
const LONGEST_TIME: usize = 12;

/// A time expression holds this word.
pub(super) fn in_time(scan: &Scan, at: usize) -> bool {
    scan.times_in(at.saturating_sub(LONGEST_TIME)..at + 1).any(|time| time.words.contains(&at))
}
