//! Joins the single expressions of a sentence: "on Tuesday | at | 4 p.m.", "night of | Saturday | to | Sunday".
//!
//! Only small words may stand between what is joined. First pairs of hours, then a date with its hours and
//! its part of the day, then pairs of dates, then what belongs to the pair.

use super::item::{Civil, Item, When};
use super::vocabulary::{Base, Join, Part, Small, TimeWords, Unit};
use crate::words::{Shape, Words};
use std::ops::Range;

/// Small words that change nothing between two expressions.
struct Gap {
    comma: bool,
    words: usize,
}

/// A gap holds at most so many words.
const WIDEST: usize = 5;

/// Joins what belongs together.
pub(super) fn joined(time: &TimeWords, words: &Words, begin: usize, items: Vec<Item>) -> Vec<Item> {
    let phrase = Phrase { time, words, begin };
    let items = reduce(items, |a, b| phrase.hours(a, b));
    let items = reduce(items, |a, b| phrase.beside(a, b));
    let items = reduce(items, |a, b| phrase.dates(a, b));
    let mut items = reduce(items, |a, b| phrase.beside(a, b));
    phrase.share_month(&mut items);
    items.into_iter().filter(|item| item.sure || item.until.is_some()).filter_map(settled).collect()
}

/// A part of the day by itself says nothing, but "overnight" says which night.
fn settled(item: Item) -> Option<Item> {
    match (item.when, item.clock, item.part) {
        (None, None, Some(Part::Overnight)) => {
            let night =
                super::vocabulary::Shift { base: Base::Beside, unit: Unit::Night, n: -1, counted: false };
            Some(Item { when: Some(When::Shift(night)), ..item })
        }
        (None, None, _) => None,
        _ => Some(item),
    }
}

/// Joins neighbours from the left as long as they join.
fn reduce(items: Vec<Item>, join: impl Fn(&Item, &Item) -> Option<Item>) -> Vec<Item> {
    let mut reduced: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        match reduced.last().and_then(|last| join(last, &item)) {
            Some(both) => {
                reduced.pop();
                reduced.push(both);
            }
            None => reduced.push(item),
        }
    }
    reduced
}

struct Phrase<'a> {
    time: &'a TimeWords,
    words: &'a Words<'a>,
    begin: usize,
}

impl Phrase<'_> {
    /// "from 9 p.m. to 6 a.m.", "18 h – 6 h", "between 00:45 and 03:30".
    fn hours(&self, a: &Item, b: &Item) -> Option<Item> {
        if !(a.only_clock() && b.only_clock()) {
            return None;
        }
        let ((first, None), (last, None)) = (a.clock?, b.clock?) else { return None };
        let joined = self.join_between(a, b)? != Join::And || self.begun_by_between(a);
        let words = a.words.start..b.words.end;
        joined.then(|| Item { clock: Some((first, Some(last))), ..Item::new(words) })
    }

    /// A date, its part of the day and its hours, in any order; "yesterday, Sunday".
    fn beside(&self, a: &Item, b: &Item) -> Option<Item> {
        let Gap { comma, words } = self.gap(a, b)?;
        // "the night of 16": an unsure number may yet turn out a day; an unsure hour joins nothing.
        let usable = |one: &Item, other: &Item| one.sure || (one.is_bare() && other.only_part());
        if !usable(a, b) || !usable(b, a) || a.is_vague() || b.is_vague() {
            return None;
        }
        let both = a.words.start..b.words.end;
        if a.when.is_some() && b.when.is_some() {
            return self.same_day(a, b, words).map(|item| Item { words: both, ..item });
        }
        let apart = (a.clock.is_some() && b.clock.is_some()) || (a.part.is_some() && b.part.is_some());
        // "On Saturday, in the evening of Friday": a part of the day binds to what follows without a comma.
        if apart || (comma && (a.part.is_some() || b.part.is_some())) || (a.until.is_some() && b.is_night()) {
            return None;
        }
        Some(Item {
            words: both,
            when: a.when.or(b.when),
            until: a.until.or(b.until),
            part: a.part.or(b.part),
            clock: a.clock.or(b.clock),
            length: None,
            sure: a.sure && b.sure,
            into: a.into || b.into,
        })
    }

    /// "yesterday, Sunday 26 October": the day by its name is said outright.
    fn same_day(&self, a: &Item, b: &Item, gap: usize) -> Option<Item> {
        let (When::Shift(shift), When::Civil(civil)) = (a.when?, b.when?) else { return None };
        let day = shift.base == Base::Published && shift.unit == Unit::Day && shift.n <= 0;
        let names_day = civil.weekday.is_some() || (civil.day.is_some() && civil.month.is_some());
        let fits =
            day && names_day && gap <= 2 && a.until.is_none() && b.until.is_none() && a.clock.is_none();
        let when = if civil.day.is_some() { b.when } else { a.when };
        fits.then(|| Item { when, part: a.part.or(b.part), ..b.clone() })
    }

    /// "17 September to 17 October", "between Saturday and Sunday", "night of 7-8 July".
    fn dates(&self, a: &Item, b: &Item) -> Option<Item> {
        let (first, last) = (a.when?, b.when?);
        if a.until.is_some() || b.until.is_some() || first == When::Vague || last == When::Vague {
            return None;
        }
        let join = self.join_between(a, b)?;
        let begun = self.begun_by_between(a);
        let night = a.is_night();
        if join == Join::And && !begun && !night {
            return None;
        }
        let bare = a.is_bare() && b.is_bare();
        if (bare && !night) || !comparable(first, last) {
            return None;
        }
        let (first, last) = completed(first, last);
        Some(Item {
            words: a.words.start..b.words.end,
            when: Some(first),
            until: Some(last),
            part: a.part.or(b.part.filter(|_| a.part.is_none())),
            clock: both_hours(a, b),
            length: None,
            sure: true,
            into: night || join == Join::Into,
        })
    }

    fn begun_by_between(&self, a: &Item) -> bool {
        let between = |small| matches!(small, Small::Between).then_some(());
        let fill = |small| matches!(small, Small::Fill).then_some(());
        let before = |end| self.time.small_before(self.words, self.begin, end, between).is_some();
        before(a.words.start)
            || self
                .time
                .small_before(self.words, self.begin, a.words.start, fill)
                .is_some_and(|(from, ())| before(from))
            || self.between_inside(a.words.clone())
    }

    /// "overnight between Saturday and": the word stands within what was joined already.
    fn between_inside(&self, range: Range<usize>) -> bool {
        let between = |small| matches!(small, Small::Between).then_some(());
        range.clone().any(|at| self.time.small(self.words, at, range.end, between).is_some())
    }

    /// The words between two expressions, a comma or bracket at their head set apart.
    fn inside(&self, a: &Item, b: &Item) -> Option<(Range<usize>, bool)> {
        let (at, end) = (a.words.end, b.words.start);
        if end < at || end - at > WIDEST {
            return None;
        }
        let comma = at < end && matches!(self.words.key(at), "," | "(");
        Some((at + comma as usize..end, comma))
    }

    fn gap(&self, a: &Item, b: &Item) -> Option<Gap> {
        let (inside, comma) = self.inside(a, b)?;
        self.only_fill(inside.clone(), false).then_some(Gap { comma, words: inside.len() })
    }

    fn join_between(&self, a: &Item, b: &Item) -> Option<Join> {
        let (inside, _) = self.inside(a, b)?;
        let (length, join) = self.join(inside.start, inside.end)?;
        self.only_fill(inside.start + length..inside.end, true).then_some(join)
    }

    fn join(&self, at: usize, end: usize) -> Option<(usize, Join)> {
        if at >= end {
            return None;
        }
        if self.words.shape(at) == Shape::Mark {
            return matches!(self.words.key(at), "-" | "–" | "—").then_some((1, Join::To));
        }
        let join = |small| if let Small::Join(join) = small { Some(join) } else { None };
        self.time.small(self.words, at, end, join)
    }

    /// Nothing but small words; those that bound a stretch only where a stretch ends.
    fn only_fill(&self, Range { start: mut at, end }: Range<usize>, closing: bool) -> bool {
        while at < end {
            let fills = |small| {
                matches!(small, Small::Fill | Small::Hourly | Small::From | Small::Between).then_some(())
            };
            let bounds = |small| matches!(small, Small::Since | Small::Until | Small::Before).then_some(());
            let Some((length, ())) = self.time.small(self.words, at, end, fills) else { return false };
            let bounded =
                self.time.small(self.words, at, end, bounds).is_some_and(|(bound, ())| bound >= length);
            if bounded && !closing {
                return false;
            }
            at += length;
        }
        true
    }

    /// "on 10 and 13 December": both are in December; "June and July 2024": both in 2024.
    fn share_month(&self, items: &mut [Item]) {
        for at in (1..items.len()).rev() {
            let (before, after) = items.split_at_mut(at);
            let (Some(a), Some(b)) = (before.last_mut(), after.first()) else { continue };
            let and = self.join_between(a, b) == Some(Join::And);
            let (Some(When::Civil(first)), Some(When::Civil(last))) = (a.when, b.when) else { continue };
            if and && a.is_bare() && a.until.is_none() {
                a.when = Some(When::Civil(Civil { month: last.month, year: last.year, ..first }));
                a.sure = last.month.is_some();
            } else if and && first.month.is_some() && first.year.is_none() && first.month < last.month {
                a.when = Some(When::Civil(Civil { year: last.year, ..first }));
            }
        }
    }
}

impl Item {
    fn is_bare(&self) -> bool {
        matches!(self.when, Some(When::Civil(civil)) if civil.is_bare())
    }

    fn only_part(&self) -> bool {
        self.part.is_some() && self.when.is_none() && self.clock.is_none()
    }

    fn is_vague(&self) -> bool {
        self.when == Some(When::Vague)
    }
}

/// "from 9 p.m. Saturday to 6 a.m. Sunday".
fn both_hours(a: &Item, b: &Item) -> Option<(vigie_model::Clock, Option<vigie_model::Clock>)> {
    match (a.clock, b.clock) {
        (Some((first, None)), Some((last, None))) => Some((first, Some(last))),
        (first, last) => first.or(last),
    }
}

/// Two ends of one stretch are of one sort: days with days, months with months, years with years.
fn comparable(first: When, last: When) -> bool {
    match (first, last) {
        (When::Civil(a), When::Civil(b)) if b.is_bare() && a.day.is_none() => false,
        (When::Civil(a), When::Civil(b)) => {
            grain(a) == grain(b) || (grain(a) == 1 && a.day.is_none() && b.month.is_some())
        }
        (When::Civil(a), When::Shift(b)) => grain(a) == 0 && b.n >= 0 && b.base == Base::Published,
        (When::Shift(a), When::Civil(b)) => a.unit == Unit::Day && grain(b) == 0,
        (When::Shift(a), When::Shift(b)) => a.unit == b.unit,
        (When::Portion { .. }, When::Portion { .. }) => true,
        _ => false,
    }
}

fn grain(civil: Civil) -> u8 {
    if civil.day.is_some() || civil.weekday.is_some() {
        0
    } else if civil.month.is_some() {
        1
    } else {
        2
    }
}

/// What one end leaves to the other: "12 to 13 January 2026", "October 8 to 14", "samedi à dimanche derniers".
fn completed(first: When, last: When) -> (When, When) {
    let (When::Civil(mut a), When::Civil(mut b)) = (first, last) else { return (first, last) };
    if a.day.is_some() || a.weekday.is_none() {
        a.month = a.month.or(b.month);
    }
    if b.day.is_some() {
        b.month = b.month.or(a.month);
    }
    if a.month.is_some() || a.weekday.is_none() {
        a.year = a.year.or(b.year);
    }
    if b.month.is_some() && a.month <= b.month {
        b.year = b.year.or(a.year);
    }
    a.which = a.which.or(b.which);
    (When::Civil(a), When::Civil(b))
}
