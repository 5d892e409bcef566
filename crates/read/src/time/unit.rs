//! Expressions around a unit: "two days ago", "la semaine dernière", "over the weekend", "the first half of
//! 2025", "for six months".

use super::item::{Civil, Item, When};
use super::scan::{Scan, all_day, day_number};
use super::vocabulary::{Anchor, Base, Shift, Small, Unit, Which};
use super::{Length, LengthUnit};
use crate::number::NumberWord;
use crate::words::Shape;
use std::ops::Range;

impl Scan<'_> {
    /// What a unit word says with the words around it.
    pub fn unit(&self, here: Range<usize>, unit: Unit) -> Option<Item> {
        if let Some((start, count)) = self.count_before(here.start) {
            // "two and a half years ago" is no half-year.
            if matches!(unit, Unit::Half | Unit::Quarter) {
                return None;
            }
            return self.counted(start, count, here, unit);
        }
        if matches!(unit, Unit::Minute | Unit::Hour) {
            return self.round_the_clock(here, unit);
        }
        if let Some(item) = self.portion(&here, unit) {
            return Some(item);
        }
        self.turned(here, unit)
    }

    /// "24-hour" and "24 heures sur 24" are every hour.
    fn round_the_clock(&self, here: Range<usize>, unit: Unit) -> Option<Item> {
        let dashed = here.start >= self.floor + 2 && self.words.key(here.start - 1) == "-";
        let every = unit == Unit::Hour && dashed && self.words.key(here.start - 2) == "24";
        every.then(|| all_day(here.start - 2..here.end))
    }

    // ---- with a number ---------------------------------------------------------------------------------------

    fn counted(&self, start: usize, count: i64, here: Range<usize>, unit: Unit) -> Option<Item> {
        let n = i32::try_from(count).ok().filter(|n| *n < 10_000)?;
        if let Some((length, base, sign)) = self.direction(here.end) {
            let base = self.event_or_text(base, sign, here.end + length);
            let shift = Shift { base, unit, n: sign * n, counted: true };
            return Some(Item::when(start..here.end + length, When::Shift(shift)));
        }
        if let Some((from, base, sign)) = self.ago_before(start) {
            let shift = Shift { base, unit, n: sign * n, counted: true };
            return Some(Item::when(from..here.end, When::Shift(shift)));
        }
        if unit == Unit::Hour && self.words.key(here.end) == "sur" && self.words.key(here.end + 1) == "24" {
            return Some(all_day(start..(here.end + 2).min(self.end)));
        }
        if self.recent_beside(start, here.start) {
            return Some(Item::when(start..here.end, When::Vague));
        }
        if self.is_small_before(start, |small| matches!(small, Small::Since)) {
            let shift = Shift { base: Base::Published, unit, n: -n, counted: true };
            return Some(Item::when(start..here.end, When::Shift(shift)));
        }
        self.length(start, n, &here, unit)
    }

    /// "for six months", "pour trente jours": says how long, and no day. An age is neither.
    fn length(&self, start: usize, n: i32, here: &Range<usize>, unit: Unit) -> Option<Item> {
        let lasting = |small| matches!(small, Small::For).then_some(());
        let from = self.time.small_before(self.words, self.floor, start, lasting).map(|(from, ())| from);
        let weak = from.is_some_and(|from| self.is_fill(from));
        let clock = if unit == Unit::Hour { self.spelled_clock(start, n.into(), here.start) } else { None };
        if let Some(clock) = clock.filter(|_| from.is_none() || weak) {
            return Some(clock);
        }
        let unit = match unit {
            Unit::Hour => LengthUnit::Hours,
            Unit::Day | Unit::Night => LengthUnit::Days,
            Unit::Week => LengthUnit::Weeks,
            Unit::Month => LengthUnit::Months,
            Unit::Year if !weak => LengthUnit::Years,
            _ => return None,
        };
        let length = Length { count: u16::try_from(n).ok()?, unit };
        let item = Item::when(from?..here.end, When::Vague);
        Some(Item { length: Some(length), ..item })
    }

    fn direction(&self, at: usize) -> Option<(usize, Base, i32)> {
        let after = |small| if let Small::AfterCount(base, sign) = small { Some((base, sign)) } else { None };
        self.time.small(self.words, at, self.end, after).map(|(length, (base, sign))| (length, base, sign))
    }

    /// "two days before." is reckoned from the text's last day, "two days before the vote" from the vote.
    fn event_or_text(&self, base: Base, sign: i32, at: usize) -> Base {
        let ends = at >= self.end || self.words.shape(at) == Shape::Mark;
        if base == Base::Event && sign < 0 && ends { Base::Told } else { base }
    }

    /// "il y a trois jours", "il y a près de deux mois".
    fn ago_before(&self, start: usize) -> Option<(usize, Base, i32)> {
        let ago = |small| if let Small::BeforeCount(base, sign) = small { Some((base, sign)) } else { None };
        let fill = |small| matches!(small, Small::Fill | Small::Hourly).then_some(());
        let before = |end| self.time.small_before(self.words, self.floor, end, ago);
        let (from, (base, sign)) = before(start).or_else(|| {
            let (from, ()) = self.time.small_before(self.words, self.floor, start, fill)?;
            before(from)
        })?;
        Some((from, base, sign))
    }

    /// "last three months", "trois derniers mois".
    fn recent_beside(&self, start: usize, unit: usize) -> bool {
        let recent = |small: Small| matches!(small, Small::Recent);
        self.is_small_before(start, recent) || self.is_small_before(unit, recent)
    }

    fn recent_from(&self, end: usize) -> usize {
        let recent = |small| matches!(small, Small::Recent).then_some(());
        self.time.small_before(self.words, self.floor, end, recent).map_or(end, |(from, ())| from)
    }

    fn is_small_before(&self, end: usize, wanted: impl Fn(Small) -> bool) -> bool {
        let found = |small| wanted(small).then_some(());
        self.time.small_before(self.words, self.floor, end, found).is_some()
    }

    /// The number right before a unit, an adjective or "of" between at most: "two", "a couple of", "3".
    fn count_before(&self, unit: usize) -> Option<(usize, i64)> {
        let mut at = unit.checked_sub(1).filter(|at| *at >= self.floor)?;
        let skip = |small| matches!(small, Small::Recent).then_some(());
        let between = self.time.small_before(self.words, self.floor, unit, skip).map(|(from, ())| from);
        if let Some(from) = between {
            at = from.checked_sub(1).filter(|at| *at >= self.floor)?;
        } else if matches!(self.words.key(at), "of" | "de" | "-") && at > self.floor {
            at -= 1;
        }
        if let Some(bracketed) = self.bracketed(at) {
            return Some(bracketed);
        }
        let count = self.count(at)?;
        let article = at > self.floor && self.count(at - 1) == Some(1) && count > 1;
        Some((at - article as usize, count))
    }

    /// "dix-huit (18) heures", "thirty (30) days": the number in words, then in digits.
    fn bracketed(&self, close: usize) -> Option<(usize, i64)> {
        let word = close.checked_sub(3).filter(|at| *at >= self.floor)?;
        let marked = self.words.key(close) == ")" && self.words.key(close - 2) == "(";
        let count = self.count(close - 1).filter(|_| marked)?;
        (self.count(word) == Some(count)).then_some((word, count))
    }

    fn count(&self, at: usize) -> Option<i64> {
        let key = self.words.key(at);
        if self.words.shape(at) == Shape::Number {
            return if key.len() <= 4 { key.parse().ok() } else { None };
        }
        match self.number_word(key) {
            Some(count) => Some(count),
            // "vingt-deux", "twenty-two"; French joins its "et" with hyphens too.
            None if key.contains('-') => {
                key.split('-').filter(|part| *part != "et").map(|part| self.number_word(part)).sum()
            }
            None => None,
        }
    }

    fn number_word(&self, key: &str) -> Option<i64> {
        match *self.language.numbers.get(key)? {
            NumberWord::One => Some(1),
            NumberWord::Unit(n) | NumberWord::Tens(n) | NumberWord::Group(n) => i64::try_from(n).ok(),
            _ => None,
        }
    }

    // ---- without a number ------------------------------------------------------------------------------------

    /// "last week", "la semaine dernière", "this month", "over the weekend", "in recent months", "the year 2024".
    fn turned(&self, here: Range<usize>, unit: Unit) -> Option<Item> {
        if matches!(unit, Unit::Half | Unit::Quarter | Unit::Decade) {
            return None;
        }
        if unit == Unit::Year
            && let Some(item) = self.named_year(&here)
        {
            return Some(item);
        }
        let (start, which, end) = self.which_around(here.start, here.end);
        let n = match which {
            _ if self.recent_beside(start, here.start) && (which.is_none() || unit == Unit::Day) => {
                return Some(Item::when(self.recent_from(here.start)..here.end, When::Vague));
            }
            Some(Which::Last) => -1,
            Some(Which::This) => 0,
            Some(Which::Next) => 1,
            None if unit == Unit::Weekend => 0,
            None => return None,
        };
        if unit == Unit::Day {
            return None;
        }
        Some(Item::when(start..end, When::Shift(Shift { base: Base::Published, unit, n, counted: false })))
    }

    /// "l’année 2024".
    fn named_year(&self, here: &Range<usize>) -> Option<Item> {
        let key = self.words.key(here.end);
        let year: i16 = if key.len() == 4 && here.end < self.end { key.parse().ok()? } else { return None };
        let civil = Civil { year: Some(year), ..Civil::default() };
        (1950..2050).contains(&year).then(|| Item::civil(here.start..here.end + 1, civil))
    }

    /// "the first half of 2025", "au premier semestre", "the first week of May".
    fn portion(&self, here: &Range<usize>, unit: Unit) -> Option<Item> {
        if !matches!(unit, Unit::Half | Unit::Quarter | Unit::Week) {
            return None;
        }
        let ordinal = |small| if let Small::Ordinal(nth) = small { Some(nth) } else { None };
        let (start, nth) = self.time.small_before(self.words, self.floor, here.start, ordinal)?;
        let next = here.end + self.is_fill(here.end) as usize;
        let mut end = here.end;
        let mut civil = Civil::default();
        if let Some(item) = self.month_behind(next) {
            end = item.words.end;
            if let Some(When::Civil(found)) = item.when {
                civil = found;
            }
        }
        if unit == Unit::Week && (civil.month.is_none() || civil.day.is_some()) {
            return None;
        }
        let portion = When::Portion { unit, nth, month: civil.month, year: civil.year };
        Some(Item::when(start..end, portion))
    }

    /// A month or a year that says of what something is a part.
    fn month_behind(&self, at: usize) -> Option<Item> {
        if at >= self.end || day_number(self.words.key(at)).is_some() {
            return None;
        }
        let key = self.words.key(at);
        if let (4, Ok(year)) = (key.len(), key.parse()) {
            return Some(Item::civil(at..at + 1, Civil { year: Some(year), ..Civil::default() }));
        }
        match *self.time.anchors.longest_at(self.words, at, self.end)?.1 {
            Anchor::Month { month, sureness } => self.month_alone(at..at + 1, month, sureness),
            _ => None,
        }
    }
}
