//! Finds the single expressions of a sentence: dates, shifts, parts of the day, clocks.
//!
//! Every search starts from an anchor word or from digits; the words around are looked at only then.

use super::item::{Civil, Item, When};
use super::vocabulary::{Anchor, Small, Sureness, Third, TimeWords, Which};
use crate::lexicon::Language;
use crate::words::{Shape, Words};
use jiff::civil::Weekday;
use std::ops::Range;
use vigie_model::Clock;

/// A sentence under search.
pub(super) struct Scan<'a> {
    pub language: &'a Language,
    pub time: &'a TimeWords,
    pub words: &'a Words<'a>,
    /// First word of the sentence.
    pub begin: usize,
    /// One past its last word.
    pub end: usize,
    /// First word that no expression has taken yet.
    pub floor: usize,
}

/// The expressions of a sentence, in order, without overlap.
pub(super) fn items(language: &Language, words: &Words, sentence: Range<usize>) -> Vec<Item> {
    let mut scan = Scan {
        language,
        time: &language.time,
        words,
        begin: sentence.start,
        end: sentence.end,
        floor: sentence.start,
    };
    let mut found = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        match scan.item(at) {
            Some(item) => {
                at = item.words.end.max(at + 1);
                scan.floor = at;
                found.push(item);
            }
            None => at += 1,
        }
    }
    found
}

/// How many words may stand before the day that heads an item of a bulletin.
const HEAD: usize = 10;

impl Scan<'_> {
    fn item(&self, at: usize) -> Option<Item> {
        if self.words.shape(at) == Shape::Number {
            return self.number(at);
        }
        let (length, &anchor) = self.time.anchors.longest_at(self.words, at, self.end)?;
        let here = at..at + length;
        match anchor {
            Anchor::Month { month, sureness } => self.month_alone(here, month, sureness),
            Anchor::MidMonth(month) => Some(self.mid_month(here, month)),
            Anchor::Weekday(day) => Some(self.weekday(here, day)),
            Anchor::ShortWeekday(day) => self.short_weekday(here, day),
            Anchor::Weekdays => Some(Item::when(here, When::Vague)),
            Anchor::Part(part) => Some(Item::part(here, part)),
            Anchor::Clock(clock) => Some(Item::clock(here, clock, true)),
            Anchor::Shift(shift) => Some(Item::when(here, When::Shift(shift))),
            Anchor::Unit(unit) => self.unit(here, unit),
            Anchor::AllDay => Some(all_day(here)),
        }
    }

    /// Digits begin a date, a clock or a year, or are none of ours.
    fn number(&self, at: usize) -> Option<Item> {
        if let Some((civil, end)) = self.in_figures(at).or_else(|| self.day_first(at)) {
            return Some(Item::civil(at..end, civil));
        }
        self.glued_days(at).or_else(|| self.year(at)).or_else(|| self.clock(at)).or_else(|| self.bare_day(at))
    }

    // ---- dates -------------------------------------------------------------------------------------------

    /// "11 January 2026", "11th of January", "1er avril".
    pub fn day_first(&self, at: usize) -> Option<(Civil, usize)> {
        let day = day_number(self.words.key(at))?;
        let of = self.is_fill(at + 1) as usize;
        let (month, end, _) =
            self.month_name(at + 1).or_else(|| (of == 1).then(|| self.month_name(at + 2))?)?;
        let civil = Civil { day: Some(day), month: Some(month), ..Civil::default() };
        Some(self.with_year(civil, end))
    }

    /// "27 avril-3 mai 2026": the hyphen made one word of the first month and the second day.
    fn glued_days(&self, at: usize) -> Option<Item> {
        let (month, day) = self.words.key(at + 1).rsplit_once('-').filter(|_| at + 2 < self.end)?;
        let (second, end, _) = self.month_name(at + 2)?;
        let first = self.time.month(month)?;
        let one = |day, month| Civil { day: Some(day), month: Some(month), ..Civil::default() };
        let (last, end) = self.with_year(one(day_number(day)?, second), end);
        let civil = Civil {
            year: last.year.filter(|_| first <= second),
            ..one(day_number(self.words.key(at))?, first)
        };
        Some(Item { until: Some(When::Civil(last)), ..Item::civil(at..end, civil) })
    }

    /// "January 11, 2026": the order of English alone.
    fn month_first(&self, at: usize) -> Option<(Civil, usize)> {
        let (month, end, _) = self.month_name(at)?;
        let day = day_number(self.words.key(end)).filter(|_| end < self.end && self.language.tag == "en")?;
        let (civil, after) =
            self.with_year(Civil { day: Some(day), month: Some(month), ..Civil::default() }, end + 1);
        // "In January 11 people were killed" names no day.
        let counted = civil.year.is_none() && at > self.floor && self.words.key(at - 1) == "in";
        (!counted).then_some((civil, after))
    }

    /// A month name, short ones with their stop.
    fn month_name(&self, at: usize) -> Option<(i8, usize, Sureness)> {
        let (length, anchor) = self.time.anchors.longest_at(self.words, at, self.end)?;
        let Anchor::Month { month, sureness } = *anchor else { return None };
        let stop =
            sureness == Sureness::Short && self.words.key(at + length) == "." && at + length < self.end;
        Some((month, at + length + stop as usize, sureness))
    }

    fn with_year(&self, civil: Civil, end: usize) -> (Civil, usize) {
        let comma = (self.words.key(end) == ",") as usize;
        match year_number(self.words.key(end + comma)) {
            Some(year) if end + comma < self.end => (Civil { year: Some(year), ..civil }, end + comma + 1),
            _ => (civil, end),
        }
    }

    /// A month with a day behind it, with a year, or alone.
    pub fn month_alone(&self, here: Range<usize>, month: i8, sureness: Sureness) -> Option<Item> {
        if let Some((civil, end)) = self.month_first(here.start) {
            return Some(Item::civil(here.start..end, civil));
        }
        let (_, end, _) = self.month_name(here.start)?;
        let (civil, end) = self.with_year(Civil { month: Some(month), ..Civil::default() }, end);
        let (start, third) = self.third_before(here.start);
        let (start, which, end) = self.which_around(start, end);
        let known = civil.year.is_some() || third.is_some() || which.is_some();
        let alone = match sureness {
            Sureness::Sure => true,
            Sureness::Capital => self.words.is_capital(here.start) && self.after_preposition(here.start),
            Sureness::Small => !self.words.is_capital(here.start) && self.after_preposition(here.start),
            Sureness::Short => false,
        };
        (known || alone).then(|| Item::civil(start..end, Civil { third, which, ..civil }))
    }

    fn mid_month(&self, here: Range<usize>, month: i8) -> Item {
        let civil = Civil { month: Some(month), third: Some(Third::Mid), ..Civil::default() };
        let (civil, end) = self.with_year(civil, here.end);
        Item::civil(here.start..end, civil)
    }

    fn third_before(&self, start: usize) -> (usize, Option<Third>) {
        let third = |small| if let Small::Third(third) = small { Some(third) } else { None };
        match self.time.small_before(self.words, self.floor, start, third) {
            Some((from, third)) => (from, Some(third)),
            None => (start, None),
        }
    }

    /// "last" before or "dernier" after.
    pub fn which_around(&self, start: usize, end: usize) -> (usize, Option<Which>, usize) {
        let before = |small| if let Small::Which(which) = small { Some(which) } else { None };
        let after = |small| if let Small::WhichAfter(which) = small { Some(which) } else { None };
        if let Some((length, which)) = self.time.small(self.words, end, self.end, after) {
            return (start, Some(which), end + length);
        }
        match self.time.small_before(self.words, self.floor, start, before) {
            Some((from, which)) => (from, Some(which), end),
            None => (start, None, end),
        }
    }

    /// "Tuesday", "Tuesday, Jan. 6", "mardi 11 novembre", "Mardi 11 –", "vendredi dernier".
    fn weekday(&self, here: Range<usize>, day: Weekday) -> Item {
        let (start, which, end) = self.which_around(here.start, here.end);
        let weekday = Civil { weekday: Some(day), which, ..Civil::default() };
        match self.date_after_weekday(here.end) {
            Some((civil, end)) => Item::civil(start..end, Civil { weekday: Some(day), which, ..civil }),
            None => Item::civil(start..end, weekday),
        }
    }

    fn short_weekday(&self, here: Range<usize>, day: Weekday) -> Option<Item> {
        let stop = (self.words.key(here.end) == ".") as usize;
        let (civil, end) = self.date_after_weekday(here.end + stop)?;
        Some(Item::civil(here.start..end, Civil { weekday: Some(day), ..civil }))
    }

    fn date_after_weekday(&self, at: usize) -> Option<(Civil, usize)> {
        let mark = matches!(self.words.key(at), "," | "(") as usize;
        let next = at + mark + self.is_article(at + mark) as usize;
        if next >= self.end {
            return None;
        }
        let figures = self.in_figures(next).or_else(|| self.day_and_month(next));
        let full = figures.or_else(|| self.day_first(next)).or_else(|| self.month_first(next));
        if let Some((civil, end)) = full {
            let close = self.words.key(at) == "(" && self.words.key(end) == ")" && end < self.end;
            return Some((civil, end + close as usize));
        }
        // "samedi 14 personnes": a day stands alone only before a mark or a small word.
        let day = day_number(self.words.key(next)).filter(|_| mark == 0 && self.ends_day(next + 1))?;
        Some((Civil { day: Some(day), ..Civil::default() }, next + 1))
    }

    /// "2026-01-11", "11/01/2026", "11.01.2026": day first, unless only the other order makes a date.
    fn in_figures(&self, at: usize) -> Option<(Civil, usize)> {
        let key = self.words.key(at);
        let mut parts: Vec<&str> = key.split('.').collect();
        let mut end = at + 1;
        if parts.len() == 1 {
            let mark = self.words.key(at + 1);
            let twice =
                matches!(mark, "-" | "/" | "–") && self.words.key(at + 3) == mark && at + 4 < self.end;
            if !twice {
                return None;
            }
            parts = vec![key, self.words.key(at + 2), self.words.key(at + 4)];
            end = at + 5;
        }
        let [first, second, third] = parts[..] else { return None };
        figures(first, second, third).map(|civil| (civil, end))
    }

    /// "samedi 10/01", "le 10/01": two numbers are a day and a month only where a day is expected.
    fn day_and_month(&self, at: usize) -> Option<(Civil, usize)> {
        let third = self.words.key(at + 3);
        if self.words.key(at + 1) != "/" || at + 2 >= self.end || (third == "/" && at + 3 < self.end) {
            return None;
        }
        let (day, month) = (day_number(self.words.key(at))?, day_number(self.words.key(at + 2))?);
        let civil = Civil { day: Some(day), month: Some(month), ..Civil::default() };
        (month <= 12).then_some((civil, at + 3))
    }

    /// "8/11 : rixe à Bawku", "Mali / Kayes – 14/02 –": only names, numbers and marks before, a mark behind.
    fn heads(&self, at: usize, end: usize) -> bool {
        let label = |at: usize| self.words.shape(at) != Shape::Lower || self.words.key(at).len() <= 3;
        let before = at - self.begin <= HEAD && (self.begin..at).all(label);
        before && (end == self.end || matches!(self.words.key(end), ":" | "–" | "—" | "-" | "," | "."))
    }

    /// A day of the month by its number alone; kept only where something joins it or sets it off.
    fn bare_day(&self, at: usize) -> Option<Item> {
        let day = day_number(self.words.key(at))?;
        let digits_expected = |small| matches!(small, Small::Article { digits: true }).then_some(());
        if self.time.small_before(self.words, self.floor, at, digits_expected).is_some()
            && let Some((civil, end)) = self.day_and_month(at)
        {
            return Some(Item::civil(at..end, civil));
        }
        if let Some((civil, end)) = self.day_and_month(at).filter(|(_, end)| self.heads(at, *end)) {
            return Some(Item::civil(at..end, civil));
        }
        let civil = Civil { day: Some(day), ..Civil::default() };
        let this = |small| if let Small::WhichAfter(which) = small { Some(which) } else { None };
        if let Some((length, which)) = self.time.small(self.words, at + 1, self.end, this) {
            let item = Item::civil(at..at + 1 + length, Civil { which: Some(which), ..civil });
            return self.is_article(at.wrapping_sub(1)).then_some(item);
        }
        let digits = self.words.key(at).bytes().all(|byte| byte.is_ascii_digit());
        let article = |small| if let Small::Article { digits } = small { Some(digits) } else { None };
        let set_off = self.time.small_before(self.words, self.floor, at, article);
        let sure = set_off.is_some_and(|(_, takes)| takes || !digits) && self.ends_day(at + 1);
        let joined = self.is_join(at + 1) || (at > 0 && self.is_join(at - 1));
        let counts = matches!(self.anchor(at + 1), Some(Anchor::Unit(_)))
            || (at + 1 < self.end && self.words.shape(at + 1) == Shape::Number);
        let (civil, end) = self.with_year(civil, at + 1);
        ((sure || joined) && !counts).then(|| Item { sure, ..Item::civil(at..end, civil) })
    }

    /// A year by itself, behind a word that makes it one.
    fn year(&self, at: usize) -> Option<Item> {
        let year = year_number(self.words.key(at)).filter(|year| (1950..2050).contains(year))?;
        let before = |small| match small {
            Small::Year | Small::Since | Small::Until | Small::Between | Small::From => Some(true),
            Small::NounYear => Some(false),
            _ => None,
        };
        let joined = self.clock_follows(at) || self.is_counted(at + 1);
        let (start, third) = self.third_before(at);
        let preposition = self.time.small_before(self.words, self.floor.saturating_sub(1), start, before);
        let makes_year = match preposition {
            _ if third.is_some() => true,
            Some((_, true)) => !joined,
            // "a 2015 accord", not "the 2000 men".
            Some((_, false)) => year % 100 != 0 && self.words.shape(at + 1) == Shape::Lower && !joined,
            None => self.joined_to_year(at),
        };
        let civil = Civil { year: Some(year), third, ..Civil::default() };
        makes_year.then(|| Item::civil(start..at + 1, civil))
    }

    /// "2021 to 2024", "2021-2024".
    fn joined_to_year(&self, at: usize) -> bool {
        at >= 2
            && at == self.floor + 1
            && self.is_join(at - 1)
            && year_number(self.words.key(at - 2)).is_some()
    }

    /// "from 2000 to 0600" is a pair of hours.
    fn clock_follows(&self, at: usize) -> bool {
        let next = self.words.key(at + 2);
        self.is_join(at + 1) && next.len() == 4 && next.starts_with('0')
    }

    // ---- what stands around ---------------------------------------------------------------------------------

    pub fn is_fill(&self, at: usize) -> bool {
        let fill = |small| matches!(small, Small::Fill | Small::Hourly).then_some(());
        at < self.end
            && self.time.small(self.words, at, self.end, fill).is_some_and(|(length, ())| length == 1)
    }

    fn is_article(&self, at: usize) -> bool {
        let article = |small| matches!(small, Small::Article { .. }).then_some(());
        at < self.end && self.time.small(self.words, at, at + 1, article).is_some()
    }

    pub fn is_join(&self, at: usize) -> bool {
        let join = |small| matches!(small, Small::Join(_)).then_some(());
        at < self.end
            && (matches!(self.words.key(at), "-" | "–" | "—")
                || self.time.small(self.words, at, self.end, join).is_some())
    }

    /// A noun that is counted, not a year or a day.
    fn is_counted(&self, at: usize) -> bool {
        let senses = self.language.senses.at(self.words, at, self.end);
        let mut counted = senses.filter(|(_, sense)| {
            matches!(sense, crate::senses::Sense::People(_) | crate::senses::Sense::Thing(_))
        });
        at < self.end && counted.next().is_some()
    }

    /// Nothing that could be counted follows.
    fn ends_day(&self, at: usize) -> bool {
        at >= self.end
            || (self.words.shape(at) == Shape::Mark
                && !matches!(self.words.key(at), "%" | "°" | "/" | "$" | "€"))
            || self.is_fill(at)
            || self.is_join(at)
    }

    fn after_preposition(&self, at: usize) -> bool {
        let preposition = |small| {
            let turns = matches!(
                small,
                Small::Fill | Small::Since | Small::From | Small::Until | Small::Before | Small::Between
            );
            turns.then_some(())
        };
        // "in April and May": joined to another expression.
        let joined = at > self.begin && at == self.floor + 1 && self.is_join(at - 1);
        joined || self.time.small_before(self.words, self.floor, at, preposition).is_some()
    }
}

/// Every hour of the day.
pub(super) fn all_day(words: Range<usize>) -> Item {
    let (first, last) = (Clock { hour: 0, minute: 0 }, Clock { hour: 23, minute: 59 });
    Item { clock: Some((first, Some(last))), when: Some(When::Vague), ..Item::new(words) }
}

impl Scan<'_> {
    fn anchor(&self, at: usize) -> Option<Anchor> {
        if at >= self.end {
            return None;
        }
        self.time.anchors.longest_at(self.words, at, self.end).map(|(_, &anchor)| anchor)
    }
}

/// "1" to "31", "1er", "11th".
pub(super) fn day_number(key: &str) -> Option<i8> {
    let digits = key.trim_end_matches(|c: char| c.is_alphabetic());
    let ordinal = matches!(&key[digits.len()..], "" | "er" | "st" | "nd" | "rd" | "th");
    let day: i8 = if ordinal && digits.len() <= 2 { digits.parse().ok()? } else { return None };
    (1..=31).contains(&day).then_some(day)
}

fn year_number(key: &str) -> Option<i16> {
    let year: i16 = if key.len() == 4 { key.parse().ok()? } else { return None };
    (1900..2100).contains(&year).then_some(year)
}

fn figures(first: &str, second: &str, third: &str) -> Option<Civil> {
    let small = |text: &str| text.parse::<i8>().ok().filter(|_| text.len() <= 2);
    if let Some(year) = year_number(first) {
        let day = third.split(|c: char| !c.is_ascii_digit()).next()?;
        return civil(year, small(second)?, small(day)?);
    }
    let year = match third.len() {
        4 => year_number(third)?,
        2 => 2000 + i16::from(small(third)?),
        _ => return None,
    };
    let (a, b) = (small(first)?, small(second)?);
    civil(year, b, a).or_else(|| civil(year, a, b))
}

fn civil(year: i16, month: i8, day: i8) -> Option<Civil> {
    jiff::civil::Date::new(year, month, day).ok()?;
    Some(Civil { day: Some(day), month: Some(month), year: Some(year), ..Civil::default() })
}
