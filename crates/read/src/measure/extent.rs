//! Phrases of place beside a restriction or a figure, as written: "in the Loroum and Yatenga provinces",
//! "entre Torodi et Makalondi", "the town".
//!
//! A phrase with a name is one of place where the reader of places found a place in it, or where it says what
//! sort of place it is: "in Mangu district", not "on the advice of the Council".

use super::table::{Role, is_road_number};
use crate::lexicon::Language;
use crate::number::Quantity;
use crate::places::{PlaceFound, PlaceStanding, is_compass};
use crate::senses::{Cue, Sense};
use crate::time::TimeMention;
use crate::words::Words;
use std::ops::Range;
use vigie_model::PlaceKind;

/// Where, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// Its words, without the preposition unless that belongs to it ("between").
    pub words: Range<usize>,
    /// It holds a name.
    pub named: bool,
    /// Stands before what it is under: "Bafoulabé has been subject to a curfew".
    pub subject: bool,
    /// How the closest place in it stands in the sentence; `None` where it names none that is known.
    pub standing: Option<PlaceStanding>,
}

/// What a phrase is read with.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The language's words.
    pub language: &'a Language,
    /// The text.
    pub words: &'a Words<'a>,
    /// Its times, which are no places.
    pub times: &'a [TimeMention],
    /// Its places.
    pub places: &'a [PlaceFound],
}

/// Capitals that open a quotation and name nobody.
const PRONOUNS: [&str; 18] = [
    "aucun", "aucune", "elle", "elles", "he", "i", "il", "ils", "it", "je", "no", "nous", "nul", "on", "she",
    "they", "we", "you",
];

/// A "since" that leads to a clause stands so many words before its time.
const CLAUSE: usize = 12;

/// Words between a preposition and the name: "the whole northern".
const ADJECTIVES: usize = 2;

impl<'a> Ground<'a> {
    /// Every phrase of place of a sentence, in order.
    pub fn extents(self, sentence: Range<usize>) -> Vec<Extent> {
        let mut found: Vec<Extent> = self.heading(sentence.clone()).into_iter().collect();
        found.extend(self.subject(sentence.clone()));
        let mut at = sentence.start;
        while at < sentence.end {
            let next = self.led(at, sentence.end).or_else(|| self.area(at, sentence.end));
            at = next.as_ref().map_or(at + 1, |extent| extent.words.end.max(at + 1));
            found.extend(next);
        }
        found.iter_mut().for_each(|extent| extent.words.end = self.bracketed(extent.words.end, sentence.end));
        found.retain_mut(|extent| self.stands(extent));
        let bare = self.unled(sentence, &found);
        found.extend(bare);
        found.sort_by_key(|extent| extent.words.start);
        self.drop_vague(found)
    }

    /// "outside of built-up areas in the cercles of Niono and Macina": the area that has a name says more.
    fn drop_vague(self, found: Vec<Extent>) -> Vec<Extent> {
        let led = |range: Range<usize>| {
            let end = range.end;
            range.into_iter().all(|at| self.is_lead(at, end) || self.joint(at, end).is_some())
        };
        let named = |extent: &Extent, next: Option<&Extent>| {
            next.is_some_and(|next| {
                let between = extent.words.end..next.words.start.max(extent.words.end);
                next.named && between.len() <= 3 && led(between)
            })
        };
        let keep: Vec<bool> =
            (0..found.len()).map(|nth| found[nth].named || !named(&found[nth], found.get(nth + 1))).collect();
        found.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(extent, _)| extent).collect()
    }

    /// "parts of Baringo (Tiaty West, Baringo North)": the places in brackets say which.
    fn bracketed(self, at: usize, end: usize) -> usize {
        if self.words.key(at) != "(" {
            return at;
        }
        let Some(close) = (at + 1..end.min(at + 16)).find(|&word| self.words.key(word) == ")") else {
            return at;
        };
        let inside = at + 1..close;
        let known =
            |word: usize| self.is_placed(word) || self.is_name(word) || self.joint(word, close).is_some();
        let all = inside.clone().all(|word| known(word) || self.words.key(word) == ",");
        let more = self.places_over(&inside).len();
        // "(Kossi, Boucle du Mouhoun)" behind a town says what it lies in.
        let listed = inside.clone().any(|word| self.is_common_list(word)) || more > 2;
        if all && more > 0 && listed { close + 1 } else { at }
    }

    fn is_common_list(self, at: usize) -> bool {
        matches!(self.words.key(at), "," | "and" | "et")
    }

    /// Takes over how its place stands; false where a name is no place's, or only says where the report was filed.
    fn stands(self, extent: &mut Extent) -> bool {
        let inside = self.places_over(&extent.words);
        extent.standing = inside.iter().map(|place| place.standing).max();
        // "the District Magistrate", "section 8 of the Act"
        if self.is_organisation(extent.words.start) || extent.standing.is_none() && self.is_officer(extent) {
            return false;
        }
        match extent.standing {
            Some(standing) => extent.subject || standing != PlaceStanding::Dateline,
            None => !extent.named || extent.words.clone().any(|at| self.is_sort(at, extent.words.end)),
        }
    }

    /// Places that no preposition leads to: "the blockade of Hudur and Wajid", "Uvira residents".
    fn unled(self, sentence: Range<usize>, led: &[Extent]) -> Vec<Extent> {
        let overlaps = |words: &Range<usize>| {
            led.iter().any(|extent| extent.words.start < words.end && words.start < extent.words.end)
        };
        let mut found: Vec<Extent> = Vec::new();
        for place in self.places_over(&sentence) {
            let seen = found.last().is_some_and(|last| place.words.start < last.words.end);
            let zone = self.is_zone(&place.words, sentence.start);
            if seen
                || zone
                || self.is_organisation(place.words.start)
                || place.standing == PlaceStanding::Dateline
                || overlaps(&place.words)
            {
                continue;
            }
            let (end, _) = self.extend(place.words.start, sentence.end);
            let words = place.words.start..self.bracketed(end.max(place.words.end), sentence.end);
            found.push(Extent { words, named: true, subject: false, standing: Some(place.standing) });
        }
        found
    }

    /// "heure de Paris", "Kyiv time": whose clock it is.
    fn is_zone(self, place: &Range<usize>, start: usize) -> bool {
        let before = place.start >= start + 2 && self.words.key(place.start - 2) == "heure";
        before || self.words.key(place.end) == "time"
    }

    /// The places that share words with a stretch of text.
    pub fn places_over(self, range: &Range<usize>) -> &'a [PlaceFound] {
        let from = self.places.partition_point(|place| place.words.end <= range.start);
        let to = self.places.partition_point(|place| place.words.start < range.end);
        self.places.get(from..to.max(from)).unwrap_or(&[])
    }

    /// Part of the name of a place.
    pub fn is_placed(self, at: usize) -> bool {
        !self.places_over(&(at..at + 1)).is_empty()
    }

    /// A word for a sort of place stands here.
    fn is_sort(self, at: usize, end: usize) -> bool {
        self.place_word(at, end).is_some()
            || is_road_number(self.words.key(at))
            || self.words.is_capital(at) && (is_compass(self.words.key(at)) || self.words.key(at) == "est")
            || self.language.measures.is(self.words, at, end, |role| *role == Role::Area).is_some()
    }

    /// "Kaya: …": the place that opens a notice.
    fn heading(self, sentence: Range<usize>) -> Option<Extent> {
        let first = sentence.clone().find(|&at| !matches!(self.words.key(at), "-" | "–" | "•" | "*"))?;
        let (last, named) = self.extend(first, sentence.end.min(first + 6));
        // "Nakambé (formerly Centre-Est): …"
        let bracket = (last..sentence.end.min(last + 8)).find(|&at| self.words.key(at) == ")");
        let colon = bracket.filter(|_| self.words.key(last) == "(").map_or(last, |close| close + 1);
        let opens = self.is_name(first) && named && self.words.key(colon) == ":";
        opens.then_some(Extent { words: first..last, named, subject: true, standing: None })
    }

    /// "in X", "between A and B".
    pub fn led(self, at: usize, end: usize) -> Option<Extent> {
        // "a fermé" is no "à Fermé": folded they are alike.
        if self.language.tag == "fr" && self.words.written(at) == "a" {
            return None;
        }
        let table = &self.language.measures;
        let kept = table.is(self.words, at, end, |role| *role == Role::Lead(true));
        let length = kept.or_else(|| table.is(self.words, at, end, |role| *role == Role::Lead(false)))?;
        // "from Torit to Juba" is a stretch; "barred from Torit" is at Torit.
        let kept = kept.filter(|_| self.words.key(at) != "from" || self.leads_on(at + length, end));
        // "from using the road", "in visiting Torit": what is done there.
        let done = self.words.key(at + length).ends_with("ing") && !self.words.is_capital(at + length);
        let length = length + usize::from(done);
        let (last, named) = self.name(at + length, end, kept.is_some())?;
        let start = if kept.is_some() { at } else { at + length };
        Some(Extent { words: start..last, named, subject: false, standing: None })
    }

    /// "from A" goes on "to B".
    fn leads_on(self, at: usize, end: usize) -> bool {
        let ahead = at..end.min(at + 12);
        ahead
            .into_iter()
            .any(|word| matches!(self.words.key(word), "to" | "towards" | "toward" | "until" | "through"))
    }

    /// "between A and B" says more than the river or road that it bounds.
    pub fn is_between(self, at: usize) -> bool {
        let kept = |role: &Role| *role == Role::Lead(true);
        self.language.measures.is(self.words, at, self.words.words.len(), kept).is_some()
    }

    /// "in", "à": begins a phrase of place.
    pub fn is_lead(self, at: usize, end: usize) -> bool {
        self.language.measures.is(self.words, at, end, |role| matches!(role, Role::Lead(_))).is_some()
    }

    /// "the town", "la province": an area of its own.
    fn area(self, at: usize, end: usize) -> Option<Extent> {
        let length = self.language.measures.is(self.words, at, end, |role| *role == Role::Area)?;
        let (last, named) = self.extend(at + length, end);
        let last = if named { last } else { at + length };
        Some(Extent { words: at..last, named, subject: false, standing: None })
    }

    /// What something is put "under" or "subject to": the area just before, else the sentence's first name.
    fn subject(self, sentence: Range<usize>) -> Option<Extent> {
        let is =
            |at: usize| self.language.measures.is(self.words, at, sentence.end, |role| *role == Role::Under);
        let under = sentence.clone().find(|&at| is(at).is_some())?;
        let area = (sentence.start..under)
            .find_map(|at| self.area(at, under).filter(|area| area.words.end == under));
        if let Some(area) = area {
            return Some(Extent { subject: true, ..area });
        }
        let first =
            (sentence.start..under).find(|&at| self.is_name(at) && !self.is_common(at, sentence.start))?;
        let officer = self.language.measures.is(self.words, first, under, |role| *role == Role::Authority);
        let (last, named) = self.extend(first, under);
        officer.is_none().then_some(Extent { words: first..last, named, subject: true, standing: None })
    }

    /// A capital that only opens the sentence: "The", "Un", "Since".
    pub fn is_common(self, at: usize, start: usize) -> bool {
        let table = &self.language.measures;
        let small = |role: &Role| matches!(role, Role::Link | Role::Lead(_) | Role::Area);
        let known = table.is(self.words, at, self.words.words.len(), small).is_some();
        let mut senses = self.language.senses.at(self.words, at, at + 1);
        let negation = senses.any(|(_, sense)| *sense == Sense::Cue(Cue::Negation));
        at == start && (known || negation || self.language.numbers.contains_key(self.words.key(at)))
    }

    /// The first name after a restriction, where nothing leads to it: "the blockade that choked Diafarabé".
    pub fn bare_name(self, range: Range<usize>) -> Option<Range<usize>> {
        let first = range.clone().find(|&at| self.is_name(at))?;
        let (last, _) = self.extend(first, range.end);
        Some(first..last)
    }

    /// A name or area after a preposition: where it ends, and whether it holds a name. A mere word for an
    /// area ("corridor") is enough only after a preposition that is part of the phrase.
    fn name(self, at: usize, end: usize, kept: bool) -> Option<(usize, bool)> {
        let area = self.language.measures.is(self.words, at, end, |role| *role == Role::Area);
        let known = self.counted(at, end).or(area.map(|length| at + length));
        let (last, named) = self.extend(at, end);
        if named || kept && last > at { Some((last, named)) } else { known.map(|last| (last, false)) }
    }

    /// "ten departments", "11 countries".
    pub fn counted(self, at: usize, end: usize) -> Option<usize> {
        let led = (at..end).find(|&word| self.is_lead(word, end)).unwrap_or(end);
        (at + 1..(at + 5).min(led)).find_map(|unit| {
            let length = self.language.measures.is(self.words, unit, end, |role| *role == Role::Unit)?;
            // "five valley districts"
            let adjective = unit > at + 1 && self.is_adjective(unit - 1) && self.is_number(unit - 2);
            (self.is_number(unit - 1) || adjective).then_some(unit + length)
        })
    }

    fn is_number(self, at: usize) -> bool {
        let digits = self.words.written(at).starts_with(|c: char| c.is_ascii_digit());
        digits || self.language.numbers.contains_key(self.words.key(at))
    }

    /// Follows a name through its joints: capitals, "of the", "and", dashes, words for areas. Where it ends,
    /// and whether a name was met.
    pub fn extend(self, at: usize, end: usize) -> (usize, bool) {
        let (mut here, mut last, mut named, mut skipped) = (at, at, false, 0);
        while here < end && !self.in_time(here) {
            if self.is_name(here) {
                (here, named) = (here + 1, true);
                last = here;
            } else if let Some(length) = self.joint(here, end).or_else(|| self.lead_again(here, end, named)) {
                here += length;
            } else if let Some(length) = self.place_word(here, end) {
                here += length;
                last = here;
            } else if self.comma_list(here, end, named) {
                here += 1;
            } else if !named && skipped < ADJECTIVES && self.is_adjective(here) {
                (here, skipped) = (here + 1, skipped + 1);
            } else {
                break;
            }
        }
        (last, named)
    }

    /// Part of a name: a capital or a road's number, outside of times.
    pub fn is_name(self, at: usize) -> bool {
        let numbered = at > 0 && self.words.is_capital(at - 1) && self.words.key(at).parse::<u8>().is_ok();
        let named = (self.words.is_capital(at) || numbered) && !PRONOUNS.contains(&self.words.key(at));
        named && !self.in_time(at) && !self.is_organisation(at)
    }

    fn is_officer(self, extent: &Extent) -> bool {
        let officer = |role: &Role| *role == Role::Authority;
        let whole = |at: usize| {
            let length = self.language.measures.is(self.words, at, extent.words.end, officer);
            length.is_some_and(|length| at + length == extent.words.end)
        };
        extent.named && extent.words.clone().any(whole)
    }

    fn is_organisation(self, at: usize) -> bool {
        self.language.measures.is(self.words, at, at + 1, |role| *role == Role::Organisation).is_some()
    }

    /// A word that may stand within a name: "of", "du", a dash.
    pub fn joint(self, at: usize, end: usize) -> Option<usize> {
        if matches!(self.words.key(at), "-" | "–" | "—" | "/") {
            return Some(1);
        }
        let inner = |role: &Role| matches!(role, Role::Link | Role::Lead(true));
        self.language.measures.is(self.words, at, end, inner)
    }

    /// "in Wau and in Raja", "à Gao et à Bourem": the preposition said again before the next name.
    fn lead_again(self, at: usize, end: usize, named: bool) -> Option<usize> {
        let and = at > 0 && matches!(self.words.key(at - 1), "and" | "et" | "&" | ",");
        let length = self.language.measures.is(self.words, at, end, |role| *role == Role::Lead(false))?;
        let article = usize::from(matches!(self.words.key(at + length), "the" | "la" | "le" | "les" | "l'"));
        (named && and && self.is_placed(at + length + article)).then_some(length + article)
    }

    /// A word for a sort of place: how long it is.
    pub fn place_word(self, at: usize, end: usize) -> Option<usize> {
        let senses = self.language.senses.at(self.words, at, end);
        let known =
            senses.filter(|(_, sense)| matches!(sense, Sense::Place(_))).map(|(length, _)| length).max();
        known.or_else(|| self.language.measures.is(self.words, at, end, |role| *role == Role::Unit))
    }

    /// Holds a word for a unit of administration: "le cercle de Bafoulabé".
    pub fn is_unit(self, extent: &Extent) -> bool {
        let unit = |sense: &Sense| matches!(sense, Sense::Place(word) if matches!(word.kind, PlaceKind::District | PlaceKind::Region));
        let at = |at: usize| self.language.senses.at(self.words, at, extent.words.end);
        extent.words.clone().any(|word| at(word).any(|(_, sense)| unit(sense)))
    }

    /// "Maru, Tsafe and Bungudu": a comma within a list of names that an "and" ends.
    fn comma_list(self, at: usize, end: usize, named: bool) -> bool {
        if !named || self.words.key(at) != "," {
            return false;
        }
        if self.is_chain(at) {
            return true;
        }
        let ahead = at + 1..(at + 9).min(end);
        let stop = ahead.clone().find(|&word| matches!(self.words.key(word), "and" | "et"));
        stop.is_some_and(|stop| {
            let between = at + 1..stop;
            let listed = |word: usize| {
                self.is_name(word) || self.words.key(word) == "," || self.joint(word, end).is_some()
            };
            !between.is_empty()
                && between.clone().all(listed)
                && self.is_name(stop - 1)
                && self.name_soon(stop + 1, end)
        })
    }

    /// Places one after the other, a comma between them and an "and" before the last.
    fn is_chain(self, mut comma: usize) -> bool {
        while self.words.key(comma) == "," {
            let near = comma + 1..comma + 4;
            let next = self.places_over(&near).iter().find(|place| place.words.start > comma);
            let Some(next) = next.filter(|next| self.only_joints(comma + 1..next.words.start)) else {
                return false;
            };
            comma = next.words.end;
        }
        let and = usize::from(self.words.key(comma) == ",");
        matches!(self.words.key(comma + and), "and" | "et" | "&")
            && !self.places_over(&(comma + and + 1..comma + and + 4)).is_empty()
    }

    fn only_joints(self, range: Range<usize>) -> bool {
        let end = range.end;
        let small = |at: usize| {
            self.is_lead(at, end) || matches!(self.words.key(at), "the" | "la" | "le" | "les" | "l'")
        };
        range
            .into_iter()
            .all(|at| self.joint(at, end).is_some() || self.place_word(at, end).is_some() || small(at))
    }

    fn name_soon(self, at: usize, end: usize) -> bool {
        (at..(at + 3).min(end)).any(|word| self.is_name(word))
    }

    fn is_adjective(self, at: usize) -> bool {
        let key = self.words.key(at);
        let lead = self.language.measures.is(self.words, at, at + 1, |role| matches!(role, Role::Lead(_)));
        lead.is_none()
            && !self.language.numbers.contains_key(key)
            && key.len() > 3
            && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    }

    /// Within a time expression. Mentions stand in order, so that a long text costs no more a word.
    pub fn in_time(self, at: usize) -> bool {
        let after = self.times.partition_point(|time| time.words.start <= at);
        after.checked_sub(1).and_then(|nth| self.times.get(nth)).is_some_and(|time| time.words.contains(&at))
    }

    /// "in force since gangs fired on three jets last November": the "since" leads to a clause that ends in the time.
    pub fn is_since(self, time: &TimeMention) -> bool {
        let words = self.words;
        let start = words.sentence_words(time.words.start).start.max(time.words.start.saturating_sub(CLAUSE));
        let cut = |at: &usize| matches!(words.key(*at), "," | ";" | ":" | "." | "(" | ")" | "–" | "—");
        let clause = (start..time.words.start).rev().take_while(|at| !cut(at));
        clause.into_iter().any(|at| self.language.time.is_since(words, at, time.words.start))
    }

    /// The times of a stretch of text.
    pub fn times_in(self, range: &Range<usize>) -> &'a [TimeMention] {
        let from = self.times.partition_point(|time| time.words.start < range.start);
        let to = self.times.partition_point(|time| time.words.start < range.end);
        self.times.get(from..to).unwrap_or(&[])
    }
}

/// The numbers of a stretch of text.
pub fn numbers_in<'q>(quantities: &'q [Quantity], range: &Range<usize>) -> &'q [Quantity] {
    let from = quantities.partition_point(|quantity| quantity.words.start < range.start);
    let to = quantities.partition_point(|quantity| quantity.words.start < range.end);
    quantities.get(from..to).unwrap_or(&[])
}
