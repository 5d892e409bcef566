//! The noun that a number counts.

use super::grammar::number_at;
use super::sense_at;
use crate::number::Quantity;
use crate::scan::Scan;
use crate::senses::{Counted, Sense, Trigger};
use std::ops::Range;
use vigie_model::CountWho;

/// What stands after a number.
#[derive(Debug, Clone, PartialEq)]
pub enum Head {
    /// People, by side.
    People(Range<usize>, CountWho),
    /// "others", "autres", "more": people of the kind before.
    Others(Range<usize>),
    /// A word that is itself the event: "34 dead", "neuf blessés".
    Event(Range<usize>, Trigger),
    /// A thing that is counted.
    Thing(Range<usize>, Counted),
    /// No noun.
    Bare,
    /// A noun of another sort: kilometres, years, francs.
    Other,
}

/// How many words may stand between a number and its noun ("25 heavily armed men").
const GAP: usize = 4;

/// Finds the noun of a number.
pub fn head_of(scan: &Scan, quantity: &Quantity, end: usize) -> Head {
    let from = quantity.words.end;
    let mut at = from;
    while at < end && at - from <= GAP {
        let key = scan.words.key(at);
        if let Some(head) = head_at(scan, at) {
            return extend(scan, head, end);
        }
        if !may_stand_between(scan, key, at, from) || number_at(scan, at).is_some() {
            let alone = (from..at).all(|word| is_quote(scan.words.key(word))) || is_verb(scan, from);
            return if alone { bare_or_other(scan, key) } else { Head::Other };
        }
        at += 1;
    }
    if at >= end || is_verb(scan, from) { Head::Bare } else { Head::Other }
}

/// "Thousands fled toward", "some 50 stormed the": an event word right after the number, and no noun after it.
fn is_verb(scan: &Scan, at: usize) -> bool {
    scan.triggers_in(at..at + 1).any(|(words, ..)| !is_countable(scan.words.key(words.end - 1)))
}

fn head_at(scan: &Scan, at: usize) -> Option<Head> {
    let mut best = None;
    for (words, sense) in sense_at(scan, at) {
        let head = match sense {
            Sense::Trigger(trigger, _) if is_countable(scan.words.key(words.end - 1)) => {
                Head::Event(words, trigger)
            }
            Sense::People(_) if is_other(scan.words.key(at)) => {
                return head_at(scan, words.end).or(Some(Head::Others(words)));
            }
            Sense::People(people) => Head::People(words, people.who),
            Sense::Thing(thing) => match thing.counted {
                Some(counted) => Head::Thing(words, counted),
                None => continue,
            },
            _ => continue,
        };
        best = Some(better(best, head));
    }
    best.or_else(|| fighters(scan, at))
}

fn is_other(key: &str) -> bool {
    matches!(key, "others" | "other" | "autres" | "autre")
}

/// "17 Taliban", "12 VDP": a side's name for its people.
fn fighters(scan: &Scan, at: usize) -> Option<Head> {
    let actor = scan.actors_in(at..at + 1).next()?;
    let kind = actor.candidates.first()?.kind;
    Some(Head::People(actor.words.clone(), super::party::side_of_actor(kind)))
}

/// Event words that stand for people and so can be counted: "34 dead", "neuf blessés", "17 kidnapped".
fn is_countable(key: &str) -> bool {
    const WORDS: &[&str] = &[
        "abducted",
        "abductees",
        "abduction",
        "abductions",
        "abattus",
        "arrested",
        "arrestations",
        "arrests",
        "blesse",
        "blesses",
        "blessees",
        "blessee",
        "bodies",
        "body",
        "cadavre",
        "cadavres",
        "captifs",
        "captives",
        "casualties",
        "cercueils",
        "coffins",
        "corps",
        "corpses",
        "dead",
        "death",
        "deaths",
        "deces",
        "decedes",
        "depouilles",
        "deplaces",
        "deplacees",
        "disparus",
        "disparu",
        "displaced",
        "detained",
        "enleves",
        "enlevees",
        "executions",
        "fatalities",
        "fatality",
        "hostage",
        "hostages",
        "hurt",
        "injured",
        "injuries",
        "interpelles",
        "interpellations",
        "kidnapped",
        "killed",
        "missing",
        "mort",
        "morts",
        "mortes",
        "otage",
        "otages",
        "rescued",
        "slain",
        "tue",
        "tues",
        "tuees",
        "victime",
        "victimes",
        "wounded",
        "freed",
        "released",
        "liberes",
        "relaches",
        "refugees",
        "refugies",
    ];
    WORDS.contains(&key)
}

/// A bare article counts one only before a word for one person: "un mort", never "un bilan" or "une prise d’otages".
pub(super) fn is_one_person(key: &str) -> bool {
    matches!(
        key,
        "mort"
            | "blesse"
            | "otage"
            | "deces"
            | "corps"
            | "cadavre"
            | "body"
            | "death"
            | "fatality"
            | "hostage"
            | "disparu"
    )
}

/// A person outranks a thing; "34 morts" and "neuf blessés" are events, "14 bodies" both and an event.
fn better(best: Option<Head>, head: Head) -> Head {
    let rank = |head: &Head| match head {
        Head::Event(..) => 3,
        Head::People(..) | Head::Others(_) => 2,
        Head::Thing(..) => 1,
        Head::Bare | Head::Other => 0,
    };
    match best {
        Some(best) if rank(&best) >= rank(&head) => best,
        _ => head,
    }
}

/// "47 people wounded": the people come first; "31 civilian deaths": the noun is the last of the run.
fn extend(scan: &Scan, head: Head, end: usize) -> Head {
    let Head::People(words, who) = &head else { return head };
    let next = words.end;
    // "two police vans": the people only say whose.
    if let Some(thing) = scan.things_in(next..(next + 1).min(end)).next().filter(|(thing, _)| {
        scan.language.tag == "en"
            && thing.start == next
            && scan.words.shape(next) == crate::words::Shape::Lower
    }) {
        let (thing, sort) = thing;
        return sort.counted.map_or(Head::Other, |counted| Head::Thing(words.start..thing.end, counted));
    }
    if next < end
        && let Some(Head::People(further, side)) = head_at(scan, next)
    {
        return Head::People(words.start..further.end, if *who == CountWho::Civilian { side } else { *who });
    }
    head
}

fn may_stand_between(scan: &Scan, key: &str, at: usize, from: usize) -> bool {
    let adjective = scan.words.shape(at) == crate::words::Shape::Lower
        && !matches!(
            key,
            "and"
                | "et"
                | "in"
                | "dans"
                | "were"
                | "was"
                | "ont"
                | "a"
                | "had"
                | "have"
                | "sont"
                | "est"
                | "are"
                | "to"
                | "at"
                | "on"
                | "or"
                | "ou"
                | "with"
                | "avec"
                | "from"
                | "who"
                | "qui"
                | "by"
                | "par"
                | "for"
                | "pour"
                | "when"
                | "while"
                | "selon"
                | "according"
                | "contre"
                | "dont"
                | "including"
                | "among"
                | "parmi"
                | "chez"
                | "that"
                | "que"
                | "off"
                | "away"
                | "it"
                | "he"
                | "she"
                | "they"
                | "il"
                | "elle"
                | "ils"
                | "elles"
        );
    let linker = at == from && matches!(key, "of" | "de" | "d'" | "des");
    let name = scan.words.is_capital(at);
    let quoted = is_quote(key);
    let unit = is_unit(key);
    let opens = matches!(key, "the" | "le" | "la" | "les" | "un" | "une" | "their" | "its" | "his")
        && !matches!(scan.words.key(at - 1), "of" | "de" | "d'" | "entre" | "all" | "both" | "tous");
    !unit
        && !opens
        && (adjective || linker || name || quoted)
        && !matches!(key, "%" | "." | "," | ";" | "(" | ")")
}

fn is_quote(key: &str) -> bool {
    matches!(key, "\"" | "“" | "”" | "«" | "»")
}

fn bare_or_other(scan: &Scan, key: &str) -> Head {
    let unit = is_unit(key) || scan.words.key(0).is_empty();
    if unit { Head::Other } else { Head::Bare }
}

/// Measures of length, time, money and weight: never people.
pub(super) fn is_unit(key: &str) -> bool {
    const UNITS: &[&str] = &[
        "km",
        "kilometres",
        "kilometers",
        "miles",
        "metres",
        "meters",
        "m",
        "hectares",
        "tonnes",
        "tons",
        "litres",
        "barrels",
        "francs",
        "dollars",
        "euros",
        "naira",
        "cfa",
        "years",
        "ans",
        "annees",
        "days",
        "jours",
        "weeks",
        "semaines",
        "months",
        "mois",
        "hours",
        "heures",
        "h",
        "minutes",
        "mn",
        "seconds",
        "percent",
        "pour",
        "am",
        "pm",
        "a.m",
        "p.m",
        "o'clock",
        "%",
        "year",
        "year-old",
        "day",
        "week",
        "month",
        "hour",
        "an",
        "mois",
        "jour",
        "semaine",
        "heure",
        "kg",
        "kilos",
        "bags",
        "sacs",
        "fois",
        "times",
        "degrees",
        "points",
        "buts",
        "goals",
        "milliards",
        "billion",
        "rounds",
        "cartridges",
        "fcfa",
        "kilometre",
        "kilometer",
        "mile",
        "metre",
        "group",
        "groups",
        "provinces",
        "regions",
        "countries",
        "pays",
    ];
    UNITS.contains(&key)
}
