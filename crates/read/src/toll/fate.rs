//! What befell a party: the event word that governs it, by the voice of its verb.
//!
//! Law: who acts is not who suffers. "Two men killed a guard" counts one dead, and two who attacked.

use super::grammar::{
    ends_clause, in_time, is_and, is_auxiliary, is_be, is_determiner, is_of, is_preposition, number_at,
};
use super::party::{Named, Party, is_nominal};
use super::voice::{
    Voice, carrier, is_acting, is_deed, is_intransitive, is_losing, is_received, is_suffered, voice,
};
use crate::scan::Scan;
use crate::senses::{Cue, Trigger};
use crate::words::Shape;
use std::ops::Range;
use vigie_model::CountWhat;

/// What befell a party, by which word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fate {
    /// What.
    pub what: CountWhat,
    /// The first word of the event word.
    pub trigger: usize,
}

/// What an event word says of people.
pub(super) fn what_befell(trigger: Trigger) -> Option<CountWhat> {
    Some(match trigger {
        Trigger::Kill | Trigger::Death | Trigger::Execute | Trigger::Massacre | Trigger::Assassinate => {
            CountWhat::Killed
        }
        Trigger::Injure => CountWhat::Injured,
        Trigger::Abduct | Trigger::Take => CountWhat::Abducted,
        Trigger::Release => CountWhat::Released,
        Trigger::Missing => CountWhat::Missing,
        Trigger::Arrest => CountWhat::Arrested,
        Trigger::Displace => CountWhat::Displaced,
        _ => return None,
    })
}

/// Everything that befell the parties of one group.
pub(super) fn fates(scan: &Scan, group: &[Party], sentence: &Range<usize>) -> Vec<Fate> {
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return Vec::new() };
    if let Named::Fate(trigger) = first.named {
        return told_by_noun(scan, first, trigger, sentence).into_iter().collect();
    }
    if first.named == Named::Whole {
        return participle_after(scan, first.words.end, sentence).into_iter().collect();
    }
    if let Some(fate) = object_of(scan, first.words.start, sentence) {
        let mut fates = vec![fate];
        fates.extend(then_befell(scan, fate, last.words.end, sentence));
        return settle(fates);
    }
    let from = match first.named {
        // "three of the 14 passengers abducted were rescued": the participle is the passengers'.
        Named::OutOf => {
            participle_after(scan, last.words.end, sentence).map_or(last.words.end, |fate| fate.trigger + 1)
        }
        _ => last.words.end,
    };
    let fates = befell_after(scan, from, sentence);
    let near = fates.first().is_none_or(|fate| is_near_enough(scan, group, fate, sentence));
    if near { settle(fates) } else { Vec::new() }
}

/// "three hostages were freed", "ils ont tué vingt-trois déplacés": what befell them last; else what names them.
fn told_by_noun(scan: &Scan, party: &Party, trigger: Trigger, sentence: &Range<usize>) -> Option<Fate> {
    let own = Fate { what: what_befell(trigger)?, trigger: party.words.end - 1 };
    let victims = scan.words.key(party.words.end - 1).starts_with("victim");
    if victims && of_rape(scan, party.words.end) {
        return None;
    }
    if !victims && !matches!(own.what, CountWhat::Abducted | CountWhat::Displaced) {
        return Some(own);
    }
    let before = object_of(scan, party.words.start, sentence);
    let later = || befell_after(scan, party.words.end, sentence).last().copied();
    let other = before.or_else(later).filter(|fate| fate.what != CountWhat::Missing);
    Some(other.unwrap_or(own))
}

/// Survivors are never added to a toll.
fn of_rape(scan: &Scan, at: usize) -> bool {
    is_of(scan.words.key(at))
        && scan.triggers_in(at + 1..at + 3).any(|(_, trigger, _)| trigger == Trigger::Rape)
}

/// "killing 4 patients", "tué six civils", "a coûté la vie à trois", "la mort de deux policiers".
pub(super) fn object_of(scan: &Scan, start: usize, sentence: &Range<usize>) -> Option<Fate> {
    let from = start.saturating_sub(8).max(sentence.start);
    let (words, what) = scan
        .triggers_in(from..start)
        .filter(|(words, ..)| words.end <= start)
        .filter_map(|(words, trigger, _)| {
            let driven = is_driving(scan.words.key(words.start)).then_some(CountWhat::Abducted);
            what_befell(trigger).or(driven).map(|what| (words, what))
        })
        .last()?;
    if is_driving(scan.words.key(words.start)) && !is_people(scan, start, sentence.end) {
        return None;
    }
    let between = words.end..start;
    if told_with_another(scan, &words) {
        return None;
    }
    if is_losing(scan.words.key(words.start)) && !is_people(scan, start, sentence.end) {
        return None;
    }
    let fate = Fate { what, trigger: words.start };
    if let Some(done) = deed_of(scan, &words, start) {
        return done.then_some(fate);
    }
    let direct = lives(scan, &words) || between.clone().all(|at| may_lead(scan, at));
    let governs = direct
        && !is_suffered(scan, &words, sentence)
        && !(words.len() == 1 && is_toll_noun(scan.words.key(words.start)));
    let verbal = is_acting(scan, &words)
        || is_done_infinitive(scan, words.start, sentence.start)
        || !is_nominal(scan, words.start, sentence.start);
    (governs && verbal).then_some(fate)
}

/// "marched 34 people into the bush": with people as its object it is no march of theirs.
fn is_driving(key: &str) -> bool {
    matches!(key, "marched" | "frogmarched" | "herded")
}

/// "the death of two", "l’enlèvement, mardi, du maire", "the bodies of six": a noun, done to whoever follows its "of".
/// `None` where it is no such noun.
fn deed_of(scan: &Scan, words: &Range<usize>, start: usize) -> Option<bool> {
    let ends_in_of = words.len() > 1 && is_of(scan.words.key(words.end - 1));
    let noun = scan.words.key(if ends_in_of { words.end - 2 } else { words.end - 1 });
    // When it was done may stand between.
    let dated = (words.end..start).find(|&at| scan.words.key(at) != "," && !in_time(scan, at));
    let between = dated.unwrap_or(start)..start;
    let contracted = matches!(scan.words.key(start), "du" | "au");
    let of = ends_in_of
        || contracted
        || between.clone().next().is_some_and(|at| is_of(scan.words.key(at)) || scan.words.key(at) == "au");
    let noun_like = is_body(noun) || (is_deed(noun) && (of || !noun.ends_with("ing")));
    let skipped = usize::from(!ends_in_of && !contracted);
    noun_like.then(|| of && between.skip(skipped).all(|at| is_determiner(scan, scan.words.key(at))))
}

fn is_body(key: &str) -> bool {
    matches!(
        key,
        "body"
            | "bodies"
            | "corpse"
            | "corpses"
            | "remains"
            | "corps"
            | "cadavre"
            | "cadavres"
            | "depouilles"
    )
}

/// "ont permis de neutraliser", "avant de tuer": an infinitive of what was done.
fn is_done_infinitive(scan: &Scan, at: usize, start: usize) -> bool {
    at > start + 1
        && scan.words.key(at - 1) == "de"
        && matches!(scan.words.key(at - 2), "permis" | "permettant" | "avant")
}

fn is_people(scan: &Scan, start: usize, end: usize) -> bool {
    scan.people_in(start..(start + 5).min(end)).next().is_some()
}

/// "a coûté la vie à trois VDP", "cost the lives of three".
fn lives(scan: &Scan, words: &Range<usize>) -> bool {
    matches!(scan.words.key(words.end - 1), "vie" | "lives" | "life")
        && matches!(scan.words.key(words.end), "a" | "of" | "aux" | "d'" | "de")
}

/// Between a verb and its object: no preposition, no conjunction, no mark.
fn may_lead(scan: &Scan, at: usize) -> bool {
    let key = scan.words.key(at);
    let along = matches!(scan.words.key(at + 1), "them" | "him" | "eux" | "lui")
        || matches!(key, "them" | "eux" | "lui");
    if along {
        return true;
    }
    let mark = scan.words.shape(at) == Shape::Mark && !matches!(key, "\"" | "“" | "”" | "«" | "»");
    !mark
        && !is_auxiliary(scan, key)
        && !ends_clause(key)
        && (!is_preposition(key) || matches!(key, "a" | "des"))
        && !matches!(
            key,
            "and" | "et" | "when" | "after" | "apres" | "as" | "others" | "autres" | "who" | "qui"
        )
}

/// "killed or wounded more than 30": neither is counted.
fn told_with_another(scan: &Scan, words: &Range<usize>) -> bool {
    let other =
        |at: usize| scan.triggers_in(at..at + 1).any(|(_, trigger, _)| what_befell(trigger).is_some());
    let after = matches!(scan.words.key(words.end), "or" | "ou") && other(words.end + 1);
    let before = words.start > 1
        && matches!(scan.words.key(words.start - 1), "or" | "ou")
        && scan
            .triggers_in(words.start.saturating_sub(3)..words.start - 1)
            .any(|(_, trigger, _)| what_befell(trigger).is_some());
    after || before
}

fn is_toll_noun(key: &str) -> bool {
    matches!(key, "toll" | "bilan" | "attack" | "casualties" | "morts" | "dead" | "bodies")
}

/// How far after its noun an event word may stand, in words.
const REACH: usize = 30;

/// "… were killed", "… enlevés le 11 mars, ont été relâchés": what the same clause says of those before.
fn befell_after(scan: &Scan, from: usize, sentence: &Range<usize>) -> Vec<Fate> {
    let mut fates: Vec<Fate> = Vec::new();
    let mut at = from;
    let end = (from + REACH).min(sentence.end);
    while at < end {
        if let Some(past) = aside(scan, at, sentence.end) {
            at = past;
            continue;
        }
        if ends(scan, at, from, !fates.is_empty()) {
            break;
        }
        let Some((words, trigger)) = event_at(scan, at) else {
            at += 1;
            continue;
        };
        at = words.end;
        match voice(scan, &words, trigger, from, sentence) {
            Voice::Noun => continue,
            Voice::Acted => break,
            _ if of_rape(scan, words.end) => break,
            _ if told_with_another(scan, &words) => break,
            voice => {
                let what = match trigger {
                    _ if taken_to_care(scan, &words, trigger) => Some(CountWhat::Injured),
                    _ if taken_by_the_law(scan, &words, trigger) => Some(CountWhat::Arrested),
                    trigger => what_befell(trigger),
                };
                fates.extend(what.map(|what| Fate { what, trigger: words.start }));
                let main = voice == Voice::Suffered && !is_set_in(scan, from, words.start);
                if main && !goes_on(scan, words.end) {
                    break;
                }
            }
        }
    }
    fates
}

/// "taken to hospital", "conduits au centre de santé": hurt, not carried off.
fn taken_to_care(scan: &Scan, words: &Range<usize>, trigger: Trigger) -> bool {
    let near = words.end..words.end + 5;
    trigger == Trigger::Take
        && near.into_iter().any(|at| {
            let key = scan.words.key(at);
            [
                "hospital",
                "hopita",
                "clinic",
                "cliniqu",
                "dispensai",
                "sante",
                "health",
                "morgue",
                "chu",
                "chr",
            ]
            .iter()
            .any(|stem| key.starts_with(stem))
        })
}

/// "embarqués par la police", "taken away by soldiers": an arrest.
fn taken_by_the_law(scan: &Scan, words: &Range<usize>, trigger: Trigger) -> bool {
    let by = (words.end..words.end + 3).find(|&at| matches!(scan.words.key(at), "by" | "par"));
    let law = |by: usize| {
        scan.people_in(by + 1..by + 4).any(|(_, people)| people.who == vigie_model::CountWho::SecurityForces)
    };
    trigger == Trigger::Take && by.is_some_and(law)
}

/// Past a bracket, or past ", including four children,": what is set between a subject and its verb.
fn aside(scan: &Scan, at: usize, end: usize) -> Option<usize> {
    let closes =
        |mark: &'static str| (at + 1..end.min(at + REACH)).find(|&word| scan.words.key(word) == mark);
    match scan.words.key(at) {
        "(" => closes(")").map(|close| close + 1),
        "," if scan.has_cue(at + 1..at + 2, Cue::Including) || is_share(scan, at + 1) => closes(","),
        "," if is_quantifier(scan.words.key(at + 1)) => closes(",").filter(|&past| past <= at + 7),
        _ => None,
    }
}

/// ", all elderly,", ", most of them traders,": said of the subject, set between commas.
fn is_quantifier(key: &str) -> bool {
    matches!(
        key,
        "all"
            | "most"
            | "mostly"
            | "mainly"
            | "some"
            | "many"
            | "tous"
            | "toutes"
            | "pour"
            | "essentiellement"
    )
}

/// "one of them Egyptian", "dont deux mineurs": a part, set between commas.
fn is_share(scan: &Scan, at: usize) -> bool {
    let after = number_at(scan, at).map(|quantity| quantity.words.end);
    after.is_some_and(|end| {
        let of_them = matches!(
            (scan.words.key(end), scan.words.key(end + 1)),
            ("of", "them" | "whom") | ("d'", "entre")
        );
        // "two guards among them", "deux agents parmi eux"
        let among = (end..end + 4).take_while(|&word| scan.words.key(word) != ",").any(|word| {
            matches!(
                (scan.words.key(word), scan.words.key(word + 1)),
                ("among", "them") | ("parmi", "eux" | "elles")
            )
        });
        of_them || among
    })
}

/// The clause ends here; once something is told, also at the next party.
fn ends(scan: &Scan, at: usize, from: usize, told: bool) -> bool {
    let key = scan.words.key(at);
    let part = key == "dont" && number_at(scan, at + 1).is_some();
    (ends_clause(key) && !part)
        || (scan.has_cue(at..at + 1, Cue::Reporting) && !is_said_of_it(scan, at, from))
        || new_subject(scan, at, from, told)
}

/// "are now confirmed dead", "have been reported missing": said of the subject, not by another.
fn is_said_of_it(scan: &Scan, at: usize, from: usize) -> bool {
    (at.saturating_sub(2).max(from)..at).any(|word| is_be(scan.words.key(word)))
}

fn event_at(scan: &Scan, at: usize) -> Option<(Range<usize>, Trigger)> {
    let mut events = scan.triggers_in(at..at + 1).map(|(words, trigger, _)| {
        let people =
            matches!(scan.words.key(words.start), "seized" | "captured" | "aux" | "capture" | "captures");
        (words, if trigger == Trigger::Capture && people { Trigger::Abduct } else { trigger })
    });
    events.find(|(_, trigger)| what_befell(*trigger).is_some())
}

/// A number of its own begins another subject, unless a preposition ties it to the one before.
fn new_subject(scan: &Scan, at: usize, from: usize, told: bool) -> bool {
    if at == from || in_time(scan, at) {
        return false;
    }
    let before = scan.words.key(at - 1);
    let number = number_at(scan, at).is_some_and(|quantity| !quantity.article);
    let part =
        scan.cues_in(at.saturating_sub(3)..at).any(|(words, cue)| cue == Cue::Including && words.end == at);
    let age = (before == "," && matches!(scan.words.key(at + 1), "," | ")"))
        || is_aged(before)
        || (is_and(before) && at > 2 && is_aged(scan.words.key(at - 3)));
    let tied = is_preposition(before) || part || age;
    let person = told
        && is_determiner(scan, scan.words.key(at))
        && (is_and(before) || before == ",")
        && scan.people_in(at + 1..at + 4).next().is_some();
    (number && !tied) || person || (told && (is_and(before) || before == ",") && another_person(scan, at))
}

/// "aged", "âgées de": a number after it is an age.
pub(super) fn is_aged(key: &str) -> bool {
    matches!(key, "aged" | "age" | "ages" | "agee" | "agees")
}

/// "and a third", "et un troisième".
fn another_person(scan: &Scan, at: usize) -> bool {
    let ordinal = matches!(
        scan.words.key(at + 1),
        "second" | "third" | "fourth" | "fifth" | "deuxieme" | "troisieme" | "quatrieme" | "cinquieme"
    );
    is_determiner(scan, scan.words.key(at)) && ordinal
}

/// "who were kidnapped on 17 March regained their freedom": the main verb is still to come.
fn is_set_in(scan: &Scan, from: usize, at: usize) -> bool {
    (from..at).any(|word| matches!(scan.words.key(word), "who" | "qui" | "that"))
}

/// "taken and later released", "ligotés puis libérés".
fn goes_on(scan: &Scan, at: usize) -> bool {
    let joins =
        |word: usize| matches!(scan.words.key(word), "and" | "et" | "puis" | "then" | "before" | "avant");
    let next = |word: usize| (word + 1..word + 5).any(|word| event_at(scan, word).is_some());
    joins(at) && next(at) || (scan.words.key(at) == "," && joins(at + 1) && next(at + 1))
}

fn then_befell(scan: &Scan, first: Fate, end: usize, sentence: &Range<usize>) -> Option<Fate> {
    let freed = first.what == CountWhat::Abducted && goes_on(scan, end);
    let later = freed.then(|| befell_after(scan, end, sentence)).into_iter().flatten().next();
    later.filter(|fate| fate.what == CountWhat::Released)
}

/// Right after its noun: "the 53 students seized by gunmen", whatever befell the others.
fn participle_after(scan: &Scan, from: usize, sentence: &Range<usize>) -> Option<Fate> {
    let to = (from + 3).min(sentence.end);
    let (words, trigger) = (from..to).find_map(|at| event_at(scan, at))?;
    let bare = !(from..words.start).any(|at| is_auxiliary(scan, scan.words.key(at)));
    let fate = what_befell(trigger).map(|what| Fate { what, trigger: words.start });
    fate.filter(|_| bare && voice(scan, &words, trigger, from, sentence) == Voice::Participle)
}

/// One person, a bare number and an unknown noun must stand close to what befell them.
fn is_near_enough(scan: &Scan, group: &[Party], fate: &Fate, sentence: &Range<usize>) -> bool {
    let Some(last) = group.last() else { return false };
    let (end, at) = (last.words.end, fate.trigger);
    let carried = || {
        carrier(scan, at, end).is_some()
            || is_received(scan, at, end)
            || is_suffered_in_term(scan, at)
            || is_joined_passive(scan, at, end)
    };
    let bodily = matches!(fate.what, CountWhat::Killed | CountWhat::Injured | CountWhat::Abducted);
    let told = bodily || matches!(fate.what, CountWhat::Released | CountWhat::Missing | CountWhat::Arrested);
    let among = |named: Named| group.iter().all(|party| party.named == named);
    if among(Named::One) {
        let intransitive =
            scan.triggers_in(at..at + 1).any(|(words, trigger, _)| is_intransitive(scan, &words, trigger));
        let beside = at == end || (at == end + 1 && scan.words.key(end) == ",");
        told && at <= end + 14 && (beside || intransitive || carried())
    } else if among(Named::Unnamed) {
        let fell = matches!(scan.words.key(at), "fallen" | "fell" | "lost")
            || scan.words.key(at).starts_with("tomb");
        (bodily || fate.what == CountWhat::Missing) && !fell && at <= end + 3 && (at == end || carried())
    } else if among(Named::Bare) {
        let end = aside(scan, end, sentence.end).unwrap_or(end);
        let verb = (end..(end + 4).min(sentence.end)).any(|word| is_auxiliary(scan, scan.words.key(word)));
        verb || at <= end + 1
    } else {
        true
    }
}

/// "was pulled out of his house and executed", "a été ligoté puis égorgé": the auxiliary stands once.
fn is_joined_passive(scan: &Scan, at: usize, end: usize) -> bool {
    let joined = at > end && matches!(scan.words.key(at - 1), "and" | "et" | "then" | "puis");
    joined && (end..at).any(|word| is_be(scan.words.key(word)))
}

fn is_suffered_in_term(scan: &Scan, at: usize) -> bool {
    scan.triggers_in(at..at + 1).any(|(words, ..)| words.clone().any(|word| is_be(scan.words.key(word))))
}

/// Who was hurt and died is dead; who was missing and is found is not missing.
fn settle(mut fates: Vec<Fate>) -> Vec<Fate> {
    let has = |fates: &[Fate], what: CountWhat| fates.iter().any(|fate| fate.what == what);
    if has(&fates, CountWhat::Killed) {
        fates.retain(|fate| !matches!(fate.what, CountWhat::Injured | CountWhat::Missing));
    }
    if has(&fates, CountWhat::Released) {
        fates.retain(|fate| fate.what != CountWhat::Missing);
    }
    let mut kept: Vec<Fate> = Vec::new();
    for fate in fates {
        let follows = matches!(fate.what, CountWhat::Released | CountWhat::Killed);
        if kept.is_empty() || (follows && !has(&kept, fate.what)) {
            kept.push(fate);
        }
    }
    kept
}
