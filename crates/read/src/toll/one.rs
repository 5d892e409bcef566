//! One person named without a number: "a driver", "le maire", "un de ses élèves", "a third".
//!
//! Law: the article of a person counts one; of a group, a number or an owner ("the teacher's house") nothing.

use super::grammar::{is_and, is_auxiliary, is_determiner, is_of, is_preposition};
use super::party::{Named, Party, after_including, side_of};
use crate::scan::Scan;
use crate::words::Shape;
use std::ops::Range;
use vigie_model::CountWho;

/// "a man", "the mayor", "un enseignant", "un de ses élèves", "a third": one person, named by what he is.
pub(super) fn one(scan: &Scan, at: usize, sentence: &Range<usize>) -> Option<Party> {
    if !is_determiner(scan, scan.words.key(at)) {
        return None;
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
