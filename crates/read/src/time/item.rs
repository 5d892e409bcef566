//! What a time expression says, before it is reckoned.

use super::Length;
use super::vocabulary::{Part, Shift, Third, Unit, Which};
use jiff::civil::Weekday;
use std::ops::Range;
use vigie_model::Clock;

/// A date as written: whatever parts of it are there.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Civil {
    pub weekday: Option<Weekday>,
    pub day: Option<i8>,
    pub month: Option<i8>,
    pub year: Option<i16>,
    pub which: Option<Which>,
    pub third: Option<Third>,
}

impl Civil {
    /// "the 12th": neither month nor weekday.
    pub fn is_bare(&self) -> bool {
        self.day.is_some() && self.month.is_none() && self.weekday.is_none()
    }
}

/// Which days are meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum When {
    Civil(Civil),
    Shift(Shift),
    /// "the first half of 2025", "the first week of May".
    Portion {
        unit: Unit,
        nth: i8,
        month: Option<i8>,
        year: Option<i16>,
    },
    /// "in recent months", "every Monday": no day at all.
    Vague,
}

/// One expression: a date, a part of the day, a clock, or several of them joined.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    pub words: Range<usize>,
    pub when: Option<When>,
    /// The far end of a stretch.
    pub until: Option<When>,
    pub part: Option<Part>,
    pub clock: Option<(Clock, Option<Clock>)>,
    pub length: Option<Length>,
    /// Is what it looks like even if nothing joins it: "le 12," but not "12".
    pub sure: bool,
    /// Said of one night that runs from one day into the next.
    pub into: bool,
}

impl Item {
    pub fn new(words: Range<usize>) -> Self {
        Self {
            words,
            when: None,
            until: None,
            part: None,
            clock: None,
            length: None,
            sure: true,
            into: false,
        }
    }

    pub fn civil(words: Range<usize>, civil: Civil) -> Self {
        Self { when: Some(When::Civil(civil)), ..Self::new(words) }
    }

    pub fn when(words: Range<usize>, when: When) -> Self {
        Self { when: Some(when), ..Self::new(words) }
    }

    pub fn part(words: Range<usize>, part: Part) -> Self {
        Self { part: Some(part), ..Self::new(words) }
    }

    pub fn clock(words: Range<usize>, clock: Clock, sure: bool) -> Self {
        Self { clock: Some((clock, None)), sure, ..Self::new(words) }
    }

    pub fn only_clock(&self) -> bool {
        self.clock.is_some() && self.when.is_none() && self.part.is_none()
    }

    pub fn is_night(&self) -> bool {
        matches!(self.part, Some(Part::Night | Part::Overnight))
    }
}
