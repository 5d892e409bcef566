//! How a verb stands to the people before it: suffered, done, or a noun.

use super::grammar::{in_time, is_auxiliary, is_be, is_determiner, is_have, number_at};
use super::party::is_nominal;
use crate::scan::Scan;
use crate::senses::Trigger;
use std::ops::Range;

/// How a verb stands to what is before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Voice {
    /// "was killed", "ont été tués", "died", "ont péri": it befell the subject.
    Suffered,
    /// "three soldiers killed in an ambush": it befell the noun right before.
    Participle,
    /// "killed a guard", "ont tué", "killing": the subject did it.
    Acted,
    /// "the wounded", "la mort": a noun.
    Noun,
}

/// How an event word after a noun stands to it.
pub(super) fn voice(
    scan: &Scan,
    words: &Range<usize>,
    trigger: Trigger,
    from: usize,
    sentence: &Range<usize>,
) -> Voice {
    if trigger == Trigger::Injure && is_received(scan, words.start, from) {
        return Voice::Suffered;
    }
    let suffered = is_suffered(scan, words, sentence);
    // "ont trouvé la mort" ends in a noun and is a verb.
    let verbal = words.len() > 1 && (carrier(scan, words.start, from).is_some() || is_acting(scan, words));
    let deed = is_deed(scan.words.key(words.end - 1)) && words.start > from && !suffered && !verbal;
    if is_nominal(scan, words.start, from) || deed {
        return Voice::Noun;
    }
    if suffered {
        return Voice::Suffered;
    }
    if is_losing(scan.words.key(words.start)) && has_object(scan, words.end, sentence) {
        return Voice::Acted;
    }
    let have = carrier(scan, words.start, from).is_some_and(|key| is_have(scan, key));
    if is_intransitive(scan, words, trigger) {
        return Voice::Suffered;
    }
    // "seized by gunmen": who follows did it.
    let by = matches!(scan.words.key(words.end - 1), "by" | "par");
    if have || is_acting(scan, words) || (!by && has_object(scan, words.end, sentence)) {
        return Voice::Acted;
    }
    let adverb =
        scan.words.key(words.start - 1).ends_with("ment") || scan.words.key(words.start - 1).ends_with("ly");
    if trigger == Trigger::Take && words.start > from + 1 && !adverb {
        Voice::Noun
    } else {
        Voice::Participle
    }
}

/// "sustained gunshot wounds", "escaped with panga cuts", "reçu une balle": the wound is the object.
pub(super) fn is_received(scan: &Scan, at: usize, from: usize) -> bool {
    (at.saturating_sub(4).max(from)..at).any(|word| {
        let key = scan.words.key(word);
        let escaped = key == "with" && matches!(scan.words.key(word - 1), "escaped" | "fled" | "admitted");
        escaped || matches!(key, "recu" | "received" | "sustained" | "suffered" | "nursing" | "subi")
    })
}

/// "lost both legs", "perdu trois hommes": with an object it is no death of the subject.
pub(super) fn is_losing(key: &str) -> bool {
    matches!(key, "lost" | "lose" | "losing" | "perdu" | "perdent" | "buried" | "enterre")
}

/// "was killed", "ont été enlevés", also where the table has the auxiliary in the term.
pub(super) fn is_suffered(scan: &Scan, words: &Range<usize>, sentence: &Range<usize>) -> bool {
    let inside = words.clone().any(|at| is_be(scan.words.key(at)));
    inside || carrier(scan, words.start, sentence.start).is_some_and(is_be)
}

/// The nearest auxiliary before a verb.
pub(super) fn carrier<'s>(scan: &'s Scan, at: usize, start: usize) -> Option<&'s str> {
    let from = at.saturating_sub(4).max(start);
    let near = (from..at).rev().take_while(|&word| !matches!(scan.words.key(word), "," | ";" | "and" | "et"));
    near.map(|word| scan.words.key(word)).find(|key| is_auxiliary(scan, key))
}

/// Verbs that nobody does to another: die, perish, flee, escape.
pub(super) fn is_intransitive(scan: &Scan, words: &Range<usize>, trigger: Trigger) -> bool {
    let last = scan.words.key(words.end - 1);
    let first = scan.words.key(words.start);
    let dying = matches!(
        last,
        "vie"
            | "peri"
            | "succombe"
            | "succombent"
            | "tombe"
            | "tombes"
            | "tombees"
            | "mort"
            | "morts"
            | "decede"
            | "decedes"
    );
    let freed = matches!(
        first,
        "regained"
            | "regain"
            | "escaped"
            | "recouvre"
            | "retrouve"
            | "walked"
            | "returned"
            | "reappeared"
            | "slipped"
            | "managed"
            | "reussi"
            | "ont"
            | "sont"
            | "s'"
            | "echappe"
            | "echappes"
            | "rentre"
            | "rentres"
    );
    match trigger {
        Trigger::Death | Trigger::Displace | Trigger::Missing => true,
        Trigger::Kill => dying || matches!(first, "died" | "found"),
        Trigger::Release => freed,
        Trigger::Injure => matches!(first, "sustained" | "suffered" | "received"),
        _ => false,
    }
}

/// "killing", "tuant", "tuent": never a passive.
pub(super) fn is_acting(scan: &Scan, words: &Range<usize>) -> bool {
    let key = scan.words.key(words.start);
    if scan.language.tag == "fr" {
        key.ends_with("ant") || key.ends_with("ent")
    } else {
        key.ends_with("ing")
            || matches!(key, "kill" | "kills" | "kidnap" | "kidnaps" | "abduct" | "abducts" | "took" | "slew")
    }
}

/// Somebody follows: a number, a determiner with a noun, a name, a pronoun.
fn has_object(scan: &Scan, at: usize, sentence: &Range<usize>) -> bool {
    if at >= sentence.end || in_time(scan, at) {
        return false;
    }
    let key = scan.words.key(at);
    let number = number_at(scan, at).is_some();
    let pronoun = matches!(key, "him" | "her" | "them" | "it");
    let named = scan.words.is_capital(at) || scan.people_in(at..at + 1).next().is_some();
    number || pronoun || named || is_determiner(scan, key) || matches!(key, "des" | "ses" | "some")
}

/// Nouns of a deed, done to whoever follows "of".
pub(super) fn is_deed(key: &str) -> bool {
    matches!(
        key,
        "abduction"
            | "injury"
            | "injuries"
            | "wounding"
            | "blessure"
            | "neutralisation"
            | "neutralization"
            | "elimination"
            | "kidnapping"
            | "killing"
            | "murder"
            | "death"
            | "deaths"
            | "loss"
            | "losses"
            | "release"
            | "rescue"
            | "execution"
            | "assassination"
            | "arrest"
            | "arrests"
            | "detention"
            | "disappearance"
            | "seizure"
            | "mort"
            | "deces"
            | "perte"
            | "pertes"
            | "enlevement"
            | "rapt"
            | "kidnappings"
            | "meurtre"
            | "assassinat"
            | "liberation"
            | "arrestation"
            | "interpellation"
            | "disparition"
            | "executions"
            | "killings"
            | "abductions"
    )
}
