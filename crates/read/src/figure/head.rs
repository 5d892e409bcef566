//! What a number counts: the noun after it, the deed done to people, or the word before it.

use super::table::{Class, Counted, Mark, Role};
use crate::number::Quantity;
use crate::words::{Shape, Words};
use std::ops::Range;

/// A number and what it counts.
#[derive(Debug, Clone)]
pub struct Candidate<'q> {
    /// The number.
    pub quantity: &'q Quantity,
    /// What it counts.
    pub counted: Counted,
    /// The words that say so.
    pub said: Vec<Range<usize>>,
    /// Set beside an earlier number: "against 51 in September".
    pub compared: bool,
    /// A part of the number before: "of whom 19".
    pub part: bool,
}

/// The noun stands at most so many words after its number.
const NOUN: usize = 4;
/// The deed at most so many after the noun, or before the number.
const DEED: usize = 8;

/// A sentence being read for its numbers.
pub struct Line<'a> {
    /// The text.
    pub words: &'a Words<'a>,
    /// Its terms.
    pub marks: &'a [Mark<'a>],
    /// Its numbers, outside of times.
    pub quantities: Vec<&'a Quantity>,
    /// Its words.
    pub range: Range<usize>,
}

impl<'a> Line<'a> {
    /// Every number that counts something known.
    pub fn candidates(&self) -> Vec<Candidate<'a>> {
        let mut found: Vec<Candidate> = Vec::new();
        for (nth, &quantity) in self.quantities.iter().enumerate() {
            if self.share(quantity) || self.label(quantity) || self.is_ratio(nth, quantity) {
                continue;
            }
            let candidate = self
                .beside(nth, quantity, found.last())
                .or_else(|| self.counted(nth, quantity))
                .or_else(|| self.out_of(nth, quantity))
                .or_else(|| self.announced(quantity));
            found.extend(candidate);
        }
        found
    }

    /// "up from 371", "of whom 19 have been released": takes over from the number before.
    fn beside(
        &self,
        nth: usize,
        quantity: &'a Quantity,
        before: Option<&Candidate>,
    ) -> Option<Candidate<'a>> {
        let before = before?;
        let at = quantity.words.start;
        let led = |role: &Role| {
            self.marks.iter().any(|mark| {
                mark.role == role
                    && mark.words.end <= at
                    && mark.words.end + 3 > at
                    && mark.words.start >= before.quantity.words.end
            })
        };
        let own = self.counted(nth, quantity);
        if led(&Role::Compare) && own.as_ref().is_none_or(|own| own.counted.class == before.counted.class) {
            let (counted, said) = (before.counted.clone(), before.said.clone());
            return Some(Candidate { quantity, counted, said, compared: true, part: false });
        }
        let after = self.mark_in(quantity.words.end..quantity.words.end + 2, |role| *role == Role::Part);
        match own {
            Some(own) => Some(Candidate { part: led(&Role::Part), ..own }),
            None if after.is_some() => {
                let (counted, said) = (before.counted.clone(), before.said.clone());
                Some(Candidate { quantity, counted, said, compared: false, part: true })
            }
            None if led(&Role::Part) => {
                self.civil_part(quantity, before).or_else(|| self.part_by(quantity, before))
            }
            None => None,
        }
    }

    /// "118 morts, dont 53 civils": the part is dead as the whole is.
    fn civil_part(&self, quantity: &'a Quantity, whole: &Candidate) -> Option<Candidate<'a>> {
        let people = self.mark_in(self.ahead(quantity), |role| *role == Role::People(true))?;
        let counted =
            Counted { class: whole.counted.class, what: format!("civilians {}", whole.counted.what) };
        let said = whole.said.iter().cloned().chain([people]).collect();
        Some(Candidate { quantity, counted, said, compared: false, part: true })
    }

    /// "213 dead, including 58 by mines": the part dies as the whole does.
    fn part_by(&self, quantity: &'a Quantity, whole: &Candidate) -> Option<Candidate<'a>> {
        let by = matches!(self.words.key(quantity.words.end), "by" | "par" | "in" | "dans" | "at" | "a");
        let (counted, said) = (whole.counted.clone(), whole.said.clone());
        by.then_some(Candidate { quantity, counted, said, compared: false, part: true })
    }

    /// "71 of 94 drones", "83 des 116 drones": of the number after it, and with the deed before it.
    fn out_of(&self, nth: usize, quantity: &'a Quantity) -> Option<Candidate<'a>> {
        let whole = self.quantities.get(nth + 1)?;
        let between = quantity.words.end..whole.words.start;
        let of = matches!(self.words.key(between.start), "of" | "des" | "sur" | "out");
        let near = of && (1..=3).contains(&between.len());
        let (counted, mut said) = self.noun(nth + 1, whole).filter(|_| near)?;
        let before = quantity.words.start.saturating_sub(DEED).max(self.range.start)..quantity.words.start;
        let done = self.deed_before(before).filter(|(deed, _)| deed.class == Class::Plain);
        let what = match done {
            Some((deed, words)) => {
                said.push(words);
                let thing = counted.what.split(' ').next().unwrap_or("");
                Counted { what: format!("{thing} {}", deed.what), ..deed }
            }
            None => counted,
        };
        Some(Candidate { quantity, counted: what, said, compared: false, part: false })
    }

    /// What is counted is named before its number: "the number of attacks has risen to 153", "airstrikes in
    /// November: 187", "more drone strikes than anywhere: 97 so far this year".
    fn announced(&self, quantity: &'a Quantity) -> Option<Candidate<'a>> {
        let at = quantity.words.start;
        let heads = |from: usize, to: usize| {
            self.marks.iter().filter(move |mark| from <= mark.words.start && mark.words.end <= to)
        };
        let head = |mark: &&Mark| matches!(mark.role, Role::Head(_));
        let number_of = heads(self.range.start, at).find(|mark| *mark.role == Role::NumberOf);
        let reaches =
            |word: usize| matches!(self.words.key(word), "to" | "at" | "a" | "reached" | "atteint" | "de");
        let colon = self.range.start < at && self.words.key(at - 1) == ":";
        let mark = match number_of {
            Some(number_of) if at > self.range.start && reaches(at - 1) => {
                heads(number_of.words.end, at.min(number_of.words.end + NOUN)).find(head)
            }
            _ if colon && self.ends_or_spans(quantity) => heads(self.range.start, at).rev().find(head),
            _ => None,
        }?;
        let Role::Head(counted) = mark.role else { return None };
        let said = vec![mark.words.clone()];
        Some(Candidate { quantity, counted: counted.clone(), said, compared: false, part: false })
    }

    /// Nothing follows the number but the end, a mark or a stretch of time.
    fn ends_or_spans(&self, quantity: &Quantity) -> bool {
        let after = quantity.words.end;
        let mark = after >= self.range.end || self.words.shape(after) == Shape::Mark;
        mark || self.mark_in(after..after + 1, |role| *role == Role::Period).is_some()
    }

    /// "seven in ten of them": no number of anything.
    fn is_ratio(&self, nth: usize, quantity: &Quantity) -> bool {
        let before = nth.checked_sub(1).and_then(|nth| self.quantities.get(nth));
        let tied = before.is_some_and(|before| {
            let between = before.words.end..quantity.words.start;
            let key = self.words.key(between.start);
            let small = before.value <= quantity.value && quantity.value <= 10.0;
            between.len() == 1 && small && matches!(key, "in" | "sur")
        });
        tied || self.is_year(quantity)
    }

    /// "the botched 2015 police raid": four bare digits before a noun, where no number of things is said.
    fn is_year(&self, quantity: &Quantity) -> bool {
        let written = self.words.written(quantity.words.start);
        let bare = quantity.words.len() == 1 && written.len() == 4;
        let year = written.parse::<u16>().is_ok_and(|year| (1950..=2050).contains(&year));
        bare && year && self.mark_in(self.ahead(quantity), |role| matches!(role, Role::People(_))).is_none()
    }

    fn counted(&self, nth: usize, quantity: &'a Quantity) -> Option<Candidate<'a>> {
        let found =
            self.noun(nth, quantity).or_else(|| self.population(quantity)).or_else(|| self.bare(quantity));
        found.map(|(counted, said)| Candidate { quantity, counted, said, compared: false, part: false })
    }

    /// The noun after the number; people need a deed, and a deed makes prisoners or lorries a toll.
    fn noun(&self, nth: usize, quantity: &Quantity) -> Option<(Counted, Vec<Range<usize>>)> {
        let ahead = self.ahead(quantity);
        let noun = self.marks.iter().find(|mark| {
            ahead.contains(&mark.words.start) && matches!(mark.role, Role::Head(_) | Role::People(_))
        })?;
        match noun.role {
            Role::Head(counted) if counted.class != Class::Other => {
                Some((counted.clone(), vec![noun.words.clone()]))
            }
            Role::Head(counted) => {
                let deed = self.deed(nth, quantity, noun).filter(|(deed, _)| deed.class != Class::Facilities);
                let mut own = (counted.clone(), vec![noun.words.clone()]);
                if let Some((_, held)) = self.hosted(quantity) {
                    own =
                        (Counted { class: Class::Plain, ..counted.clone() }, vec![noun.words.clone(), held]);
                }
                Some(
                    deed.map_or(own, |(deed, words)| (named(counted, deed), vec![noun.words.clone(), words])),
                )
            }
            Role::People(civil) => {
                let (deed, words) = self.deed(nth, quantity, noun).or_else(|| self.hosted(quantity))?;
                let what = if *civil { format!("civilians {}", deed.what) } else { deed.what };
                Some((Counted { class: deed.class, what }, vec![noun.words.clone(), words]))
            }
            _ => None,
        }
    }

    /// What was done: after the noun up to the next number, else before the number.
    fn deed(&self, nth: usize, quantity: &Quantity, noun: &Mark) -> Option<(Counted, Range<usize>)> {
        let open = |next: &&&Quantity| !self.bracketed(next);
        let next =
            self.quantities[nth + 1..].iter().find(open).map_or(self.range.end, |next| next.words.start);
        let after = noun.words.start..next.min(noun.words.end + DEED).min(self.stop(noun.words.end));
        let last = nth
            .checked_sub(1)
            .and_then(|nth| self.quantities.get(nth))
            .map_or(self.range.start, |last| last.words.end);
        let before = last.max(quantity.words.start.saturating_sub(DEED))..quantity.words.start;
        self.deed_in(after).or_else(|| self.deed_before(before))
    }

    fn deed_before(&self, range: Range<usize>) -> Option<(Counted, Range<usize>)> {
        let mut deeds = self.marks.iter().rev().filter(|mark| range.contains(&mark.words.start));
        deeds.find_map(|mark| match mark.role {
            Role::Deed(counted) => Some((counted.clone(), mark.words.clone())),
            _ => None,
        })
    }

    fn deed_in(&self, range: Range<usize>) -> Option<(Counted, Range<usize>)> {
        self.marks.iter().filter(|mark| range.contains(&mark.words.start)).find_map(|mark| match mark.role {
            Role::Deed(counted) => Some((counted.clone(), mark.words.clone())),
            _ => None,
        })
    }

    /// "hosts 190,000 people".
    fn hosted(&self, quantity: &Quantity) -> Option<(Counted, Range<usize>)> {
        let words = self.mark_in(quantity.words.start.saturating_sub(3)..quantity.words.start, |role| {
            *role == Role::Population
        })?;
        Some((Counted { class: Class::Population, what: "population".to_owned() }, words))
    }

    /// "a population of more than 813,000".
    fn population(&self, quantity: &Quantity) -> Option<(Counted, Vec<Range<usize>>)> {
        let start = quantity.words.start;
        let words =
            self.marks.iter().find(|mark| *mark.role == Role::Population && mark.words.end == start)?;
        let counted = Counted { class: Class::Population, what: "population".to_owned() };
        (quantity.value >= 500.0).then(|| (counted, vec![words.words.clone()]))
    }

    /// "12 kidnapped", "19 have been released".
    fn bare(&self, quantity: &Quantity) -> Option<(Counted, Vec<Range<usize>>)> {
        let (counted, words) = self.deed_in(self.ahead(quantity))?;
        (counted.class != Class::Facilities).then(|| (counted, vec![words]))
    }

    /// The words after a number in which its noun may stand: up to a mark or the next number.
    fn ahead(&self, quantity: &Quantity) -> Range<usize> {
        let end = quantity.words.end;
        let far = (end + NOUN).min(self.range.end);
        let next =
            self.quantities.iter().map(|next| next.words.start).find(|&start| start >= end).unwrap_or(far);
        let bracket = |word: &usize| matches!(self.words.key(*word), "," | ";" | ":" | ")" | ".");
        end..(end..far.min(next)).find(bracket).unwrap_or(far.min(next))
    }

    /// "(277 households)": says the number before again, in other units.
    pub fn bracketed(&self, quantity: &Quantity) -> bool {
        quantity.words.start > 0 && self.words.key(quantity.words.start - 1) == "("
    }

    /// A semicolon or colon after this word.
    fn stop(&self, at: usize) -> usize {
        let stops = |word: &usize| {
            self.words.shape(*word) == Shape::Mark && matches!(self.words.key(*word), ";" | ":")
        };
        (at..self.range.end).find(stops).unwrap_or(self.range.end)
    }

    /// "week 27", "003/2026".
    fn label(&self, quantity: &Quantity) -> bool {
        let at = quantity.words.start;
        let slash = at > 0 && self.words.key(at - 1) == "/" || self.words.key(quantity.words.end) == "/";
        slash || self.marks.iter().any(|mark| *mark.role == Role::Label && mark.words.end == at)
    }

    /// "23 per cent", "6,1 %".
    fn share(&self, quantity: &Quantity) -> bool {
        let at = quantity.words.end;
        self.words.key(at) == "%" || self.mark_in(at..at + 1, |role| *role == Role::Share).is_some()
    }

    fn mark_in(&self, range: Range<usize>, wanted: fn(&Role) -> bool) -> Option<Range<usize>> {
        let mark = self.marks.iter().find(|mark| range.contains(&mark.words.start) && wanted(mark.role))?;
        Some(mark.words.clone())
    }
}

/// "drones launched"; a toll is a toll whoever died.
fn named(thing: &Counted, deed: Counted) -> Counted {
    if deed.class == Class::Plain {
        Counted { what: format!("{} {}", thing.what, deed.what), ..deed }
    } else {
        deed
    }
}
