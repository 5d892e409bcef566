//! One person named without a number: "a driver", "le maire", "un de ses élèves", "a third".
//!
//! Law: the article of a person counts one; of a group, a number or an owner ("the teacher's house") nothing.

use super::fate::what_befell;
use super::grammar::{
    in_time, is_and, is_auxiliary, is_determiner, is_of, is_possessive, is_preposition, number_at,
};
use super::party::{Named, Party, after_including, side_of};
use super::voice::{is_deed, is_intransitive};
use crate::scan::Scan;
use crate::words::Shape;
use std::ops::Range;
use vigie_model::{CountWhat, CountWho};

/// "a man", "the mayor", "un enseignant", "un de ses élèves", "a third": one person, named by what he is.
pub(super) fn one(scan: &Scan, at: usize, sentence: &Range<usize>) -> Option<Party> {
    if !opens(scan, at, sentence) {
        return noted(scan, at, sentence);
    }
    let named =
        another(scan, at).or_else(|| one_of(scan, at, sentence)).or_else(|| described(scan, at, sentence));
    let Some((end, who)) = named else { return unknown_one(scan, at, sentence) };
    Some(Party {
        words: at..end,
        min: Some(1),
        max: Some(1),
        who,
        named: Named::One,
        part: after_including(scan, at, sentence),
    })
}

/// "Driver killed", "Chauffeur blessé": notes leave the article out, right before what befell him.
fn noted(scan: &Scan, at: usize, sentence: &Range<usize>) -> Option<Party> {
    let opens = at == sentence.start || matches!(scan.words.key(at - 1), ":" | ";" | ".");
    let (words, people) = scan.people_in(at..at + 1).next().filter(|_| opens)?;
    let end = words.end;
    let befell = scan.triggers_in(end..end + 1).any(|(_, trigger, _)| {
        matches!(what_befell(trigger), Some(CountWhat::Killed | CountWhat::Injured | CountWhat::Abducted))
    });
    let single = !is_plural(scan.words.key(end - 1));
    (befell && single && end < sentence.end).then_some(Party {
        words: at..end,
        min: Some(1),
        max: Some(1),
        who: people.who,
        named: Named::One,
        part: false,
    })
}

/// A determiner, also inside the "of" of a deed: "l'enlèvement du maire et du préfet".
fn opens(scan: &Scan, at: usize, sentence: &Range<usize>) -> bool {
    let contracted = matches!(scan.words.key(at), "du" | "au") && scan.language.tag == "fr";
    is_determiner(scan, scan.words.key(at))
        || (contracted
            && at > sentence.start
            && (is_and(scan.words.key(at - 1)) || follows_deed(scan, at, sentence)))
}

fn follows_deed(scan: &Scan, at: usize, sentence: &Range<usize>) -> bool {
    let noun = (sentence.start..at).rev().find(|&word| scan.words.key(word) != "," && !in_time(scan, word));
    noun.is_some_and(|noun| is_deed(scan.words.key(noun)))
}

/// How many words a person's name and office may have.
const LONGEST_NAME: usize = 6;

/// "Union leader Pedro Tarqui was gunned down", "Luis Soto, 26, died": a person by name, right before the verb.
pub(super) fn by_name(scan: &Scan, at: usize, sentence: &Range<usize>) -> Option<Party> {
    let capital = |word: usize| word < sentence.end && scan.words.is_capital(word);
    if !capital(at) || (at > sentence.start && capital(at - 1)) {
        return None;
    }
    let end = (at..sentence.end).find(|&word| !capital(word))?;
    let known = |word: usize| scan.hits_in(word..word + 1).next().is_some();
    let named = (2..=LONGEST_NAME).contains(&(end - at)) && !known(end - 1) && !known(end - 2);
    let no_actor = scan.actors_in(at..end).next().is_none() && !in_time(scan, end - 1);
    let of_deed = at > sentence.start + 1
        && is_of(scan.words.key(at - 1))
        && matches!(scan.words.key(at - 2), "death" | "killing" | "murder" | "mort" | "deces" | "assassinat");
    if !named || !no_actor || !(of_deed || leads_to_verb(scan, end, sentence)) {
        return None;
    }
    let office = scan.people_in(at.saturating_sub(2).max(sentence.start)..end).last();
    let who = office.map_or(CountWho::Unknown, |(_, people)| people.who);
    let part = after_including(scan, at, sentence);
    Some(Party { words: at..end, min: Some(1), max: Some(1), who, named: Named::One, part })
}

/// An auxiliary or a verb of dying comes next, at most an age stands before it.
fn leads_to_verb(scan: &Scan, end: usize, sentence: &Range<usize>) -> bool {
    let aged = matches!(scan.words.key(end), "," | "(") && number_at(scan, end + 1).is_some();
    let past =
        (end + 1..(end + 6).min(sentence.end)).filter(|&word| matches!(scan.words.key(word), "," | ")"));
    let at = past.last().filter(|_| aged).map_or(end, |close| close + 1);
    let family = is_and(scan.words.key(at)) && is_possessive(scan.words.key(at + 1));
    let dies =
        || scan.triggers_in(at..at + 1).any(|(words, trigger, _)| is_intransitive(scan, &words, trigger));
    at < sentence.end && (is_auxiliary(scan, scan.words.key(at)) || family || dies())
}

/// "his wife and adult son": the determiner stands for both.
pub(super) fn next_one(
    scan: &Scan,
    at: usize,
    last: Option<&Party>,
    sentence: &Range<usize>,
) -> Option<Party> {
    let last =
        last.filter(|last| last.named == Named::One && last.words.end == at && is_and(scan.words.key(at)))?;
    let (end, who) = described(scan, at, sentence)?;
    Some(Party { words: at + 1..end, who, part: last.part, ..last.clone() })
}

/// "A welder was shot dead": a noun that no table knows, right before its verb.
fn unknown_one(scan: &Scan, at: usize, sentence: &Range<usize>) -> Option<Party> {
    let noun = at + 1;
    let plain = scan.words.shape(noun) == Shape::Lower
        && scan.hits_in(noun..noun + 1).next().is_none()
        && is_auxiliary(scan, scan.words.key(noun + 1));
    let indefinite = matches!(scan.words.key(at), "a" | "an" | "another" | "un" | "une");
    (plain && indefinite && noun < sentence.end).then(|| Party {
        words: at..noun + 1,
        min: Some(1),
        max: Some(1),
        who: CountWho::Unknown,
        named: Named::Unnamed,
        part: false,
    })
}

/// "a third", "un troisième": one more of those before.
pub(super) fn another(scan: &Scan, at: usize) -> Option<(usize, CountWho)> {
    let ordinal = matches!(
        scan.words.key(at + 1),
        "second"
            | "third"
            | "fourth"
            | "fifth"
            | "sixth"
            | "deuxieme"
            | "troisieme"
            | "quatrieme"
            | "cinquieme"
            | "sixieme"
    );
    let follows = at + 2;
    let indefinite = matches!(scan.words.key(at), "a" | "un" | "une");
    let bare = is_auxiliary(scan, scan.words.key(follows))
        || matches!(scan.words.key(follows), "," | "with" | "avec" | "in" | "dans")
        || scan.triggers_in(follows..follows + 1).next().is_some();
    (ordinal && indefinite && bare).then_some((follows, CountWho::Unknown))
}

/// "un de ses élèves", "l'un des gardes".
fn one_of(scan: &Scan, at: usize, sentence: &Range<usize>) -> Option<(usize, CountWho)> {
    let of = (at..at + 2).find(|&word| matches!(scan.words.key(word), "un" | "une"))? + 1;
    if !is_of(scan.words.key(of)) {
        return None;
    }
    let (words, people) = scan.people_in(of + 1..(of + 4).min(sentence.end)).next()?;
    Some((words.end, people.who))
}

/// One noun for one person, with what describes it before it.
fn described(scan: &Scan, at: usize, sentence: &Range<usize>) -> Option<(usize, CountWho)> {
    let (words, people) = scan.people_in(at + 1..(at + 5).min(sentence.end)).next()?;
    let between = (at + 1..words.start).all(|word| may_describe(scan, word));
    let more = scan.people_in(words.end..words.end + 1).next();
    let end = more.as_ref().map_or(words.end, |(words, _)| words.end);
    let who = side_of(scan, &words, more.map_or(people.who, |(_, people)| people.who), sentence.end);
    let former =
        (at + 1..end).any(|word| matches!(scan.words.key(word), "former" | "retired" | "ancien" | "ex"));
    let who = if former { CountWho::Civilian } else { who };
    let owner = scan.words.key(end) == "'s" || scan.words.key(end - 1).ends_with("'s");
    (between && !owner && !is_plural(scan.words.key(end - 1))).then_some((end, who))
}

/// "54-year-old", "village", "Nigerian": between an article and its noun; "number of" is no description.
fn may_describe(scan: &Scan, word: usize) -> bool {
    let key = scan.words.key(word);
    let aged = key == "-" && scan.words.key(word + 1).starts_with("year");
    if aged || (scan.words.key(word + 1) == "-" && scan.words.key(word + 2).starts_with("year")) {
        return true;
    }
    let shape = scan.words.shape(word);
    let described = shape == Shape::Lower || scan.words.is_capital(word) || key.contains("year");
    described
        && shape != Shape::Mark
        && !is_of(key)
        && !is_and(key)
        && !is_auxiliary(scan, key)
        && !is_preposition(key)
        && !key.ends_with('\'')
}

fn is_plural(key: &str) -> bool {
    key.ends_with('s')
        || matches!(
            key,
            "men"
                | "women"
                | "children"
                | "people"
                | "gunmen"
                | "police"
                | "crew"
                | "congregation"
                | "staff"
                | "personnel"
        )
}
