//! The people that a sentence names, by number or one by one, and which of them it names together.
//!
//! Law: a part of what was counted ("including four children", "dont deux femmes", "two of them minors") is no
//! party of its own; an age, a rank in a list or a time is none at all.

use super::fate::is_aged;
use super::grammar::{
    in_time, is_and, is_auxiliary, is_nominal_mark, is_of, is_possessive, is_preposition, number_at,
};
use super::heads::{Head, head_of, is_one_person, is_unit};
use super::one::{another, by_name, next_one, one};
use crate::actors::ActorKind;
use crate::number::Quantity;
use crate::scan::Scan;
use crate::senses::{Cue, Trigger};
use crate::words::Shape;
use std::ops::Range;
use vigie_model::CountWho;

/// What names a party.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Named {
    /// A number and a noun for people.
    People,
    /// "others", "autres": people of the kind before.
    Others,
    /// A number and a noun that no table knows.
    Unnamed,
    /// A number alone.
    Bare,
    /// One person without a number: "a driver", "le maire".
    One,
    /// A word that is itself the event: "34 dead", "neuf blessés".
    Fate(Trigger),
    /// The three of "three of the 14 passengers seized".
    OutOf,
    /// The fourteen.
    Whole,
}

/// People named by one phrase.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Party {
    /// From the number or article to the noun.
    pub words: Range<usize>,
    /// At least so many.
    pub min: Option<u64>,
    /// At most so many.
    pub max: Option<u64>,
    /// On which side.
    pub who: CountWho,
    /// What names them.
    pub named: Named,
    /// Part of the party before.
    pub part: bool,
}

/// Every party of a sentence, in order.
pub(super) fn parties(scan: &Scan, sentence: &Range<usize>) -> Vec<Party> {
    let mut found: Vec<Party> = Vec::new();
    let mut nth = scan.quantities.partition_point(|quantity| quantity.words.start < sentence.start);
    let mut at = sentence.start;
    while at < sentence.end {
        while scan.quantities.get(nth).is_some_and(|quantity| quantity.words.start < at) {
            nth += 1;
        }
        let number = scan.quantities.get(nth).filter(|quantity| quantity.words.start == at);
        let here: Vec<Party> = match number {
            Some(quantity) if !quantity.article => numbered(scan, quantity, sentence),
            Some(quantity) => out_of(scan, quantity, sentence)
                .filter(|_| counts_something(scan, quantity, sentence))
                .unwrap_or_else(|| counted_one(scan, quantity, sentence).into_iter().collect()),
            None => one(scan, at, sentence)
                .or_else(|| next_one(scan, at, found.last(), sentence))
                .or_else(|| by_name(scan, at, sentence))
                .into_iter()
                .collect(),
        };
        // "a guard of the mayor": the second only says whose the first is.
        let owned = |party: &Party| {
            let whose = found.last().is_some_and(|last| last.words.end + 1 == party.words.start);
            let single = matches!(party.named, Named::One | Named::People) && party.max == Some(1);
            single && whose && is_of(scan.words.key(party.words.start - 1))
        };
        let here: Vec<Party> = here.into_iter().filter(|party| !owned(party)).collect();
        let past = number.map_or(at + 1, |quantity| quantity.words.end);
        at = here.last().map_or(past, |party| party.words.end.max(past));
        found.extend(here);
    }
    found
}

/// Runs of parties that one event word governs together: "six officers, a nurse and a passer-by".
/// A part stands alone, after the run it is part of.
pub(super) fn groups(scan: &Scan, parties: &[Party]) -> Vec<Vec<Party>> {
    let mut groups: Vec<Vec<Party>> = Vec::new();
    let mut nth = 0;
    while nth < parties.len() {
        if parties[nth].part {
            groups.push(vec![parties[nth].clone()]);
            nth += 1;
            continue;
        }
        let (run, past) = run(scan, parties, nth);
        let (parts, named) =
            parties[nth..past].iter().cloned().partition::<Vec<Party>, _>(|party| party.part);
        // "the mayor, a father of five, was killed": no list, a person named again.
        let list = named.into_iter().take(run).collect();
        groups.push(list);
        groups.extend(parts.into_iter().map(|part| vec![part]));
        nth = past;
    }
    groups
}

/// How many parties the list that begins here names, and where the next one begins.
fn run(scan: &Scan, parties: &[Party], first: usize) -> (usize, usize) {
    let (mut listed, mut closed, mut past) = (1, 1, first + 1);
    let mut last = first;
    for next in first + 1..parties.len() {
        if parties[next].part {
            continue;
        }
        let Some(link) = link(scan, &parties[last], &parties[next]) else { break };
        listed += 1;
        if link == Link::And {
            (closed, past) = (listed, next + 1);
        } else if parties[next].named == Named::One && past == last + 1 {
            past = next + 1;
        }
        last = next;
    }
    (closed, past)
}

/// A number that counts people: its party, and the whole that it was taken from.
fn numbered(scan: &Scan, quantity: &Quantity, sentence: &Range<usize>) -> Vec<Party> {
    if !counts_something(scan, quantity, sentence) {
        return Vec::new();
    }
    if let Some(parties) = out_of(scan, quantity, sentence) {
        return parties;
    }
    let start = quantity.words.start;
    let noun = quantity.words.end;
    let part = is_part(scan, quantity, sentence);
    let party = |words: Range<usize>, who, named| {
        vec![Party { words: start..words.end, min: quantity.min, max: quantity.max, who, named, part }]
    };
    if let Some(end) = of_them(scan, noun) {
        // "nine of them paramilitary soldiers"
        let named = scan.people_in(end..(end + 4).min(sentence.end)).next().filter(|_| part);
        let who = named.map_or(CountWho::Unknown, |(_, people)| people.who);
        return party(noun..end, who, if part { Named::People } else { Named::Others });
    }
    if is_weapon(scan, noun) {
        return Vec::new();
    }
    match head_of(scan, quantity, sentence.end) {
        Head::Event(words, trigger) => {
            let who = side_among(scan, words.end, sentence.end);
            party(words, who, Named::Fate(trigger))
        }
        Head::People(words, who) => {
            let who = side_of(scan, &words, who, sentence.end);
            let among =
                is_of(scan.words.key(noun)) && matches!(scan.words.key(noun + 1), "the" | "those" | "these");
            party(words, who, if among { Named::OutOf } else { Named::People })
        }
        Head::Others(words) => party(words, CountWho::Unknown, Named::Others),
        // "a couple": two, said as one
        Head::Bare | Head::Other if is_couple(scan, noun) => {
            party(start..noun, CountWho::Civilian, Named::People)
        }
        Head::Bare => party(start..noun, side_among(scan, noun, sentence.end), Named::Bare),
        Head::Other if is_plain_noun(scan, quantity) => {
            party(noun..noun + 1, CountWho::Unknown, Named::Unnamed)
        }
        Head::Other | Head::Thing(..) => Vec::new(),
    }
}

fn is_couple(scan: &Scan, end: usize) -> bool {
    scan.words.key(end - 1) == "couple" && !is_of(scan.words.key(end))
}

/// "two drones released grenades": no number of people.
fn is_weapon(scan: &Scan, at: usize) -> bool {
    scan.triggers_in(at..at + 1).any(|(_, trigger, _)| {
        matches!(
            trigger,
            Trigger::Drone
                | Trigger::Explosive
                | Trigger::Shelling
                | Trigger::Airstrike
                | Trigger::Grenade
                | Trigger::Blast
                | Trigger::Landmine
        )
    })
}

/// "seven of them", "sept d'entre eux": the pronoun's end.
fn of_them(scan: &Scan, at: usize) -> Option<usize> {
    match (scan.words.key(at), scan.words.key(at + 1), scan.words.key(at + 2)) {
        ("of", "them" | "those", _) => Some(at + 2),
        ("d'", "entre", "eux" | "elles") => Some(at + 3),
        _ => None,
    }
}

/// No statistic, time, age, step of a toll or "no one".
fn counts_something(scan: &Scan, quantity: &Quantity, sentence: &Range<usize>) -> bool {
    let span = scan.words.span(quantity.words.clone());
    let mut figures = scan.figures_in(scan.words.sentence_of(quantity.words.start));
    let statistic = figures.any(|figure| figure.anchor.overlaps(span));
    let negated = quantity.words.start > sentence.start
        && matches!(scan.words.key(quantity.words.start - 1), "no" | "any")
        && scan.words.key(quantity.words.start) == "one";
    // "over one Christmas", "over an area": a preposition, not "more than one".
    let over = matches!(scan.words.key(quantity.words.end - 1), "one" | "a" | "an")
        && scan.words.key(quantity.words.start) == "over";
    !statistic
        && !negated
        && !over
        && quantity.max != Some(0)
        && !in_time(scan, quantity.words.start)
        && !is_age(scan, quantity, sentence)
        && !is_step(scan, quantity)
}

/// "a trader, 67, and", "a girl of ten died", "âgé de 12 ans": no number of people.
fn is_age(scan: &Scan, quantity: &Quantity, sentence: &Range<usize>) -> bool {
    let (start, end) = (quantity.words.start, quantity.words.end);
    let back = |n: usize| if start >= sentence.start + n { scan.words.key(start - n) } else { "" };
    let small = quantity.value < 110.0 && quantity.min == quantity.max;
    let in_commas = back(1) == "," && matches!(scan.words.key(end), "," | ")") && quantity.digits;
    let aged = matches!(back(1), "aged" | "age" | "agee")
        || matches!(back(2), "aged" | "age" | "agee" | "ages" | "agees");
    let of_person = matches!(back(1), "of" | "de")
        && matches!(back(2), "girl" | "boy" | "child" | "man" | "woman" | "fillette" | "garcon" | "enfant");
    let named = start > sentence.start + 1
        && scan.words.is_capital(start - 2)
        && scan.quantity_over(start - 2).is_none();
    let in_brackets = back(1) == "(" && scan.words.key(end) == ")" && quantity.digits && named;
    // "aged 9 and 12", "âgées de 9 et 12 ans"
    let second = is_and(back(1)) && (is_aged(back(3)) || (is_of(back(3)) && is_aged(back(4))));
    let of_years = scan.words.key(end) == "-" && scan.words.key(end + 1).starts_with("year");
    of_years || (small && (in_commas || in_brackets || aged || second || of_person))
}

/// "three more bodies", "two of the wounded died": a step of a toll told as a whole elsewhere, no toll of its own.
fn is_step(scan: &Scan, quantity: &Quantity) -> bool {
    let after = |n: usize| scan.words.key(quantity.words.end + n);
    let more = matches!(
        after(0),
        "more" | "new" | "further" | "additional" | "other" | "nouveaux" | "nouvelles" | "nouveau" | "nouvel"
    );
    let pointed =
        after(0) == "des" || (is_of(after(0)) && matches!(after(1), "the" | "those" | "ces" | "les"));
    let from_harmed = pointed
        && (1..3).any(|n| {
            let word = quantity.words.end + n;
            scan.triggers_in(word..word + 1)
                .any(|(_, trigger, _)| matches!(trigger, Trigger::Death | Trigger::Injure))
        });
    let harmed = (0..5).any(|n| {
        scan.triggers_in(quantity.words.end + n..quantity.words.end + n + 1)
            .any(|(_, trigger, _)| matches!(trigger, Trigger::Death | Trigger::Injure))
    });
    (more && harmed) || from_harmed
}

/// "three of the 14 passengers": three, and the fourteen that they were among.
fn out_of(scan: &Scan, quantity: &Quantity, sentence: &Range<usize>) -> Option<Vec<Party>> {
    let of = quantity.words.end;
    if !(is_of(scan.words.key(of)) || scan.words.key(of) == "parmi") {
        return None;
    }
    let whole = (of + 1..of + 3).find_map(|at| number_at(scan, at).filter(|whole| !whole.article))?;
    let from = whole.words.start;
    let (words, who) = match head_of(scan, whole, sentence.end) {
        Head::People(words, who) => (words, who),
        Head::Event(words, Trigger::Abduct) => (words, CountWho::Unknown),
        Head::Bare => (whole.words.clone(), CountWho::Unknown),
        _ => return None,
    };
    let (start, part) = (quantity.words.start, is_part(scan, quantity, sentence));
    let (min, max) = (quantity.min, quantity.max);
    Some(vec![
        Party { words: start..words.end, min, max, who, named: Named::OutOf, part },
        Party {
            words: from..words.end,
            min: whole.min,
            max: whole.max,
            who,
            named: Named::Whole,
            part: false,
        },
    ])
}

/// A noun in small letters that no table knows, and no measure.
fn is_plain_noun(scan: &Scan, quantity: &Quantity) -> bool {
    let noun = quantity.words.end;
    (scan.words.shape(noun) == Shape::Lower && !is_preposition(scan.words.key(noun))
        || is_people_of(scan, noun))
        && scan.things_in(noun..noun + 1).next().is_none()
        && quantity.value <= 10_000.0
        && !is_unit(scan.words.key(noun))
        && !is_limb(scan.words.key(noun))
}

fn is_limb(key: &str) -> bool {
    matches!(
        key,
        "legs"
            | "arms"
            | "eyes"
            | "hands"
            | "feet"
            | "fingers"
            | "jambes"
            | "bras"
            | "yeux"
            | "mains"
            | "doigts"
    )
}

/// "five Christians", "deux Tchadiens": a capital in the plural.
fn is_people_of(scan: &Scan, noun: usize) -> bool {
    scan.words.is_capital(noun) && scan.words.key(noun).ends_with('s') && !scan.is_taken(noun)
}

/// "un mort", "a civilian death", "a driver": an article that counts one.
fn counted_one(scan: &Scan, quantity: &Quantity, sentence: &Range<usize>) -> Option<Party> {
    if let Head::Event(words, trigger) = head_of(scan, quantity, sentence.end)
        && is_one_person(scan.words.key(words.end - 1))
        && counts_something(scan, quantity, sentence)
    {
        let part = is_part(scan, quantity, sentence);
        let words = quantity.words.start..words.end;
        let (who, named) = (CountWho::Unknown, Named::Fate(trigger));
        return Some(Party { words, min: Some(1), max: Some(1), who, named, part });
    }
    one(scan, quantity.words.start, sentence)
}

/// Members, agents and bodies are on the side that the words after them name: "deux membres de la Garde nationale".
pub(super) fn side_of(scan: &Scan, noun: &Range<usize>, who: CountWho, end: usize) -> CountWho {
    let near = noun.end + 1..(noun.end + 4).min(end);
    if who != CountWho::Civilian
        || !is_of(scan.words.key(noun.end))
        || !is_belonging(scan.words.key(noun.end - 1))
    {
        return who;
    }
    let named =
        scan.people_in(near.clone()).map(|(_, people)| people.who).find(|&who| who != CountWho::Civilian);
    let actor =
        scan.actors_in(near).next().and_then(|actor| actor.candidates.first().map(|actor| actor.kind));
    named.or(actor.map(side_of_actor)).unwrap_or(who)
}

/// "onze morts chez les cultivateurs", "six among the attackers": the side that the words after them name.
fn side_among(scan: &Scan, at: usize, end: usize) -> CountWho {
    let among = matches!(scan.words.key(at), "chez" | "parmi" | "among")
        || (scan.words.key(at) == "du" && scan.words.key(at + 1) == "cote")
        || (scan.words.key(at) == "dans" && scan.words.key(at + 2) == "rangs")
        || (scan.words.key(at) == "in" && scan.words.key(at + 2) == "ranks");
    let near = at + 1..(at + 7).min(end);
    let named = among.then(|| scan.people_in(near).next()).flatten();
    named.map_or(CountWho::Unknown, |(_, people)| people.who)
}

fn is_belonging(key: &str) -> bool {
    matches!(
        key,
        "member"
            | "members"
            | "membre"
            | "membres"
            | "personnel"
            | "staff"
            | "agent"
            | "agents"
            | "men"
            | "hommes"
            | "employees"
            | "bodies"
            | "corps"
    )
}

pub(super) fn side_of_actor(kind: ActorKind) -> CountWho {
    match kind {
        ActorKind::Civilian => CountWho::Civilian,
        ActorKind::Insurgent | ActorKind::Criminal | ActorKind::Militia => CountWho::ArmedGroup,
        _ => CountWho::SecurityForces,
    }
}

/// How two parties are joined.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Link {
    Comma,
    And,
}

/// Named in one breath: only a complement and a comma or an "and" stand between.
fn link(scan: &Scan, before: &Party, after: &Party) -> Option<Link> {
    let apart = |party: &Party| match party.named {
        Named::Bare | Named::Whole => true,
        Named::Fate(trigger) => !matches!(trigger, Trigger::Abduct | Trigger::Displace),
        _ => party.part || another(scan, party.words.start).is_some(),
    };
    if apart(before) || apart(after) {
        return None;
    }
    let between = before.words.end..after.words.start;
    let joint = between.clone().rev().find(|&at| is_and(scan.words.key(at)) || scan.words.key(at) == ",")?;
    let repeated = (joint + 1..between.end).all(|at| {
        is_preposition(scan.words.key(at))
            || is_possessive(scan.words.key(at))
            || matches!(scan.words.key(at), "also" | "aussi" | "\"" | "“" | "«")
    });
    // "31 civilians, including six children, and two policemen"
    let part = scan.words.key(between.start) == ","
        && scan.has_cue(between.start + 1..between.start + 2, Cue::Including);
    let beside =
        is_complement(scan, between.start..joint) || (part && is_one_list(scan, between.start..joint));
    let joined = repeated && between.len() <= 9 && beside;
    joined.then_some(if scan.words.key(joint) == "," { Link::Comma } else { Link::And })
}

/// "of the guard", "de Tilemsi", "aged 40": what belongs to the noun before it.
fn is_complement(scan: &Scan, words: Range<usize>) -> bool {
    let opens = words.is_empty() || is_preposition(scan.words.key(words.start)) || words.len() <= 2;
    opens
        && scan.triggers_in(words.clone()).next().is_none()
        && words.clone().all(|at| {
            let key = scan.words.key(at);
            !is_auxiliary(scan, key)
                && !matches!(key, ";" | ":" | "." | "(" | ")" | "who" | "qui" | "that" | "que")
                && !scan.has_cue(at..at + 1, Cue::Reporting)
        })
}

/// "including four children", "dont deux femmes", "two of them minors": part of what was counted before.
fn is_part(scan: &Scan, quantity: &Quantity, sentence: &Range<usize>) -> bool {
    let (start, end) = (quantity.words.start, quantity.words.end);
    let of_them = matches!(
        (scan.words.key(end), scan.words.key(end + 1)),
        ("of", "them" | "whom" | "those") | ("among", "them") | ("d'", "entre")
    );
    let aside = start > sentence.start && matches!(scan.words.key(start - 1), "," | "(" | "–" | "—");
    let phrase = (end..(end + 4).min(sentence.end)).take_while(|&at| scan.words.shape(at) != Shape::Mark);
    let among =
        phrase.into_iter().any(|at| (scan.words.key(at), scan.words.key(at + 1)) == ("among", "them"));
    (of_them && aside) || among || after_including(scan, start, sentence)
}

/// After "including", also as a later member of its list.
pub(super) fn after_including(scan: &Scan, start: usize, sentence: &Range<usize>) -> bool {
    let near = start.saturating_sub(3).max(sentence.start)..start;
    if scan.cues_in(near).any(|(words, cue)| cue == Cue::Including && words.end <= start) {
        return true;
    }
    if start <= sentence.start || !(is_and(scan.words.key(start - 1)) || scan.words.key(start - 1) == ",") {
        return false;
    }
    let from = start.saturating_sub(10).max(sentence.start);
    let cue = scan.cues_in(from..start).filter(|(_, cue)| *cue == Cue::Including).last();
    cue.is_some_and(|(cue, _)| is_one_list(scan, cue.end..start) && !governs_next(scan, start, sentence))
}

fn is_one_list(scan: &Scan, words: Range<usize>) -> bool {
    scan.triggers_in(words.clone()).next().is_none()
        && words.clone().all(|at| {
            let key = scan.words.key(at);
            !matches!(key, ";" | ".") && !is_auxiliary(scan, key)
        })
}

/// A verb right after the noun: it opens a clause of its own ("and three were wounded").
fn governs_next(scan: &Scan, start: usize, sentence: &Range<usize>) -> bool {
    let after =
        (start + 1..(start + 5).min(sentence.end)).take_while(|&at| scan.words.shape(at) != Shape::Mark);
    after.into_iter().any(|at| {
        let befell =
            |(_, trigger, _): (Range<usize>, Trigger, _)| super::fate::what_befell(trigger).is_some();
        is_auxiliary(scan, scan.words.key(at)) || scan.triggers_in(at..at + 1).any(befell)
    })
}

/// Two ways of pointing at people who are told of: "the wounded", "des blessés".
pub(super) fn is_nominal(scan: &Scan, at: usize, start: usize) -> bool {
    at > start && is_nominal_mark(scan, scan.words.key(at - 1))
}
