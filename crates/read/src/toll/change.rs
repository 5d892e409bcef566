//! A toll that is given as a number alone: "rose from 9 to 14", "put the dead at eight", "the army speaks of 25".
//!
//! Law: both ends of a toll that rose are told, each a claim; a range ("between 40 and 50 dead") is one.

use super::fate::what_befell;
use super::grammar::{is_be, is_determiner, is_of};
use super::party::Party;
use super::{Row, TollNoun};
use crate::number::Quantity;
use crate::scan::Scan;
use crate::senses::Cue;
use crate::words::Shape;
use std::ops::Range;
use vigie_model::{CountWhat, CountWho};

/// How far before its number a toll is named, in words.
const REACH: usize = 14;

/// The same where a verb of rising ties them.
const FAR: usize = 40;

/// "from 9 to 14", "de six à neuf morts": what was told first, and what is told now.
pub(super) fn risen(scan: &Scan, sentence: &Range<usize>) -> Vec<Row> {
    let first = scan.quantities.partition_point(|quantity| quantity.words.start < sentence.start);
    let here = scan.quantities[first..].iter().take_while(|quantity| quantity.words.start < sentence.end);
    here.filter(|quantity| is_rise(scan, quantity, sentence))
        .flat_map(|quantity| ends(scan, quantity, sentence))
        .collect()
}

fn is_rise(scan: &Scan, quantity: &Quantity, sentence: &Range<usize>) -> bool {
    let ranged = quantity.min.zip(quantity.max).is_some_and(|(min, max)| min < max);
    let led = matches!(scan.words.key(quantity.words.start), "from" | "de");
    let near = quantity.words.start.saturating_sub(REACH).max(sentence.start)..quantity.words.start;
    let rises = near.clone().any(|at| is_rising(scan.words.key(at)));
    ranged && led && rises && toll_before(scan, quantity.words.start, &near).is_some()
}

fn is_rising(key: &str) -> bool {
    matches!(
        key,
        "rose"
            | "risen"
            | "rise"
            | "rises"
            | "climbed"
            | "climbs"
            | "gone"
            | "goes"
            | "went"
            | "jumped"
            | "jumps"
            | "increased"
            | "increases"
            | "grew"
            | "grown"
            | "revised"
            | "raised"
            | "passe"
            | "passer"
            | "passant"
            | "monte"
            | "grimpe"
            | "alourdi"
            | "alourdit"
            | "revu"
            | "porte"
            | "bondi"
    )
}

fn ends(scan: &Scan, quantity: &Quantity, sentence: &Range<usize>) -> Vec<Row> {
    let what = toll_before(scan, quantity.words.start, sentence).unwrap_or(CountWhat::Killed);
    let words = quantity.words.clone();
    let end = |value: Option<u64>, words: Range<usize>| Row {
        what,
        who: CountWho::Unknown,
        words,
        min: value,
        max: value,
        single: false,
    };
    let joint = (words.start + 1..words.end).find(|&at| matches!(scan.words.key(at), "to" | "a"));
    let joint = joint.unwrap_or(words.start + 1);
    vec![end(quantity.min, words.start..joint), end(quantity.max, joint..words.end)]
}

/// A number without a noun, read by what stands around it.
pub(super) fn bare(
    scan: &Scan,
    party: &Party,
    here: Option<&Row>,
    before: Option<&Row>,
    sentence: &Range<usize>,
) -> Option<Row> {
    let row = |what, who| Row {
        what,
        who,
        words: party.words.clone(),
        min: party.min,
        max: party.max,
        single: false,
    };
    if let Some((what, who)) = number_of(scan, party.words.end, sentence) {
        return Some(row(what, who));
    }
    if let Some(what) = put_at(scan, party.words.start, sentence).or_else(|| could_be(scan, party, sentence))
    {
        return Some(row(what, CountWho::Unknown));
    }
    let again = match here {
        Some(here) if contrasts(scan, party, sentence) => Some(here),
        _ => here.or(before).filter(|_| is_told_by(scan, party, sentence)),
    };
    if again.is_none() && is_told_by(scan, party, sentence) {
        return toll_before(scan, party.words.start, sentence).map(|what| row(what, CountWho::Unknown));
    }
    let side = |before: &Row| if party.who == CountWho::Unknown { before.who } else { party.who };
    again.filter(|before| before.is_people()).map(|before| row(before.what, side(before)))
}

/// "put the dead at eight", "bilan porté à 14", "the toll stood at nine", "a toll of 11".
fn put_at(scan: &Scan, start: usize, sentence: &Range<usize>) -> Option<CountWhat> {
    let quoted = start > sentence.start && matches!(scan.words.key(start - 1), "\"" | "“" | "«");
    let start = start - usize::from(quoted);
    let determined = start > sentence.start && matches!(scan.words.key(start - 1), "the" | "les");
    let start = start - usize::from(determined);
    if start == sentence.start
        || !matches!(
            scan.words.key(start - 1),
            "at" | "a" | "to" | "of" | "de" | "reached" | "atteint" | "atteignait" | "atteindre"
        )
    {
        return fronted(scan, start, sentence);
    }
    let rising = (start.saturating_sub(4).max(sentence.start)..start).any(|at| is_rising(scan.words.key(at)));
    let near = match scan.words.key(start - 1) {
        "of" | "de" if start == sentence.start + 1 => return fronted(scan, start, sentence),
        "of" | "de" => 3,
        "reached" | "atteint" | "atteignait" | "atteindre" => FAR,
        // Where it happened may stand between: "the toll from Sunday's attack on … has risen to seven".
        _ if rising => FAR,
        _ => REACH,
    };
    toll_before(scan, start, &(start.saturating_sub(near).max(sentence.start)..sentence.end))
}

/// "De neuf, le nombre de morts est passé à quinze": the toll is named after its number.
fn fronted(scan: &Scan, start: usize, sentence: &Range<usize>) -> Option<CountWhat> {
    let opens = start == sentence.start + 1 && matches!(scan.words.key(sentence.start), "de" | "from");
    let comma = (start + 1..(start + 6).min(sentence.end)).find(|&at| scan.words.key(at) == ",")?;
    let after = comma..(comma + 10).min(sentence.end);
    let named = after.clone().any(|at| matches!(scan.words.key(at), "nombre" | "number" | "bilan" | "toll"));
    (opens && named).then(|| toll_before(scan, after.end, &after)).flatten()
}

/// What a toll named shortly before is of: "the number of wounded", "le bilan".
fn toll_before(scan: &Scan, start: usize, sentence: &Range<usize>) -> Option<CountWhat> {
    let near = start.saturating_sub(FAR).max(sentence.start)..start;
    let noun = near.clone().rev().find_map(|at| TollNoun::of(scan.words.key(at)).map(|noun| noun.0));
    // "le nombre de personnes abattues"
    let number = || near.clone().rev().find(|&at| matches!(scan.words.key(at), "number" | "nombre"));
    noun.or_else(|| {
        let after = number()?..start;
        scan.triggers_in(after).find_map(|(_, trigger, _)| what_befell(trigger))
    })
}

/// "brings to two the number of warders killed", "porte à onze le nombre de morts".
fn number_of(scan: &Scan, end: usize, sentence: &Range<usize>) -> Option<(CountWhat, CountWho)> {
    let noun = end + usize::from(is_determiner(scan, scan.words.key(end)));
    if !matches!(scan.words.key(noun), "number" | "nombre" | "toll" | "bilan") {
        return None;
    }
    let after = noun..(noun + 8).min(sentence.end);
    let what = scan.triggers_in(after.clone()).find_map(|(_, trigger, _)| what_befell(trigger))?;
    let who = scan.people_in(after).next().map_or(CountWho::Unknown, |(_, people)| people.who);
    Some((what, who))
}

/// "the number could be as high as four": of those just told of.
fn could_be(scan: &Scan, party: &Party, sentence: &Range<usize>) -> Option<CountWhat> {
    let start = party.words.start;
    let near = start.saturating_sub(6).max(sentence.start)..start;
    let open = party.min.is_none() || near.clone().any(|at| is_numbering(scan.words.key(at)));
    let told = start.saturating_sub(FAR).max(sentence.start)..start;
    let before = scan.triggers_in(told).filter_map(|(_, trigger, _)| what_befell(trigger));
    if open { before.last() } else { None }
}

fn is_numbering(key: &str) -> bool {
    matches!(
        key,
        "number" | "numbering" | "numbered" | "estimated" | "nombre" | "figure" | "estimes" | "chiffre"
    )
}

/// "contre dix-sept la veille", "up from 9", "not the 80-plus": beside the number just told.
fn contrasts(scan: &Scan, party: &Party, sentence: &Range<usize>) -> bool {
    let start = party.words.start;
    let back = |n: usize| if start >= sentence.start + n { scan.words.key(start - n) } else { "" };
    let start = start - usize::from(start > sentence.start && matches!(back(1), "the" | "les"));
    let back = |n: usize| if start >= sentence.start + n { scan.words.key(start - n) } else { "" };
    let falling = back(1) == "from"
        && scan.quantity_over(start.saturating_sub(2)).is_some_and(|quantity| !quantity.article);
    let against = falling
        || matches!(back(1), "contre" | "against")
        || matches!((back(2), back(1)), ("up" | "down" | "earlier", "from"));
    let not = matches!((back(2), back(1)), ("not", "the") | ("non", "les" | "pas") | ("et", "non"));
    against || not
}

/// "the army speaks of 25", "five according to local media": a number on another's word.
fn is_told_by(scan: &Scan, party: &Party, sentence: &Range<usize>) -> bool {
    let (start, end) = (party.words.start, party.words.end);
    let near = start.saturating_sub(5).max(sentence.start)..start;
    // "speaks of 25", "later said 115"
    let spoken = start > sentence.start
        && (is_of(scan.words.key(start - 1))
            || scan.words.key(start - 1) == "\""
            || scan.has_cue(start - 1..start, Cue::Reporting));
    let said = scan.cues_in(near).any(|(words, cue)| {
        words.end + 2 >= start && matches!(cue, Cue::Reporting | Cue::Claiming | Cue::Blame)
    });
    let cited = scan.has_cue(end..(end + 2).min(sentence.end), Cue::CitedBy);
    let closes =
        end >= sentence.end || matches!(scan.words.key(end), "." | "," | ";" | ")" | "\"" | "”" | "»");
    let sided = party.who != CountWho::Unknown;
    // "a councillor said seven were"
    let closes = closes
        || (is_be(scan.words.key(end))
            && (end + 1 >= sentence.end || scan.words.shape(end + 1) == Shape::Mark));
    (spoken && said && closes) || cited || sided || taken_up(scan, start, sentence)
}

/// "en admet deux", "n'en recensait que neuf": the pronoun takes up what was counted.
fn taken_up(scan: &Scan, start: usize, sentence: &Range<usize>) -> bool {
    let from = start.saturating_sub(5).max(sentence.start);
    let clitic = (from..start).rev().find(|&at| scan.words.key(at) == "en");
    let verb = |at: usize| at + 1 < start && scan.words.shape(at + 1) == Shape::Lower;
    let one_clause = |at: usize| (at..start).all(|word| scan.words.shape(word) != Shape::Mark);
    scan.language.tag == "fr" && clitic.is_some_and(|at| verb(at) && one_clause(at))
}
