//! The words of time of a language, as its table gives them.
//!
//! An *anchor* carries a time itself ("Saturday", "yesterday", "week"); *small* words only turn the anchor
//! beside them ("since", "last", "ago"). Only anchors and digits start the search, one look-up a word.

use crate::lexicon::{LexiconError, Row, Table, Tables};
use crate::terms::Terms;
use crate::words::Words;
use jiff::civil::Weekday;
use vigie_model::Clock;

/// The words of time of a language.
#[derive(Debug, Default)]
pub struct TimeWords {
    pub(super) anchors: Terms<Anchor>,
    small: Terms<Small>,
}

/// A word that carries a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Anchor {
    /// January is 1.
    Month {
        month: i8,
        sureness: Sureness,
    },
    /// "mid-April" in one word.
    MidMonth(i8),
    Weekday(Weekday),
    /// "Tue.": a weekday only right before a date.
    ShortWeekday(Weekday),
    /// "Mondays": says no date.
    Weekdays,
    Part(Part),
    /// Noon, midnight.
    Clock(Clock),
    Shift(Shift),
    Unit(Unit),
    /// Round the clock.
    AllDay,
}

/// How far a word is a month by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sureness {
    Sure,
    /// "May": with a capital, and beside a number or after a preposition.
    Capital,
    /// "mars": without a capital, and beside a number or after a preposition.
    Small,
    /// "Dec": beside a number.
    Short,
}

/// Part of the day. Only the night runs into another day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Day,
    Night,
    /// By itself the night before publication.
    Overnight,
}

/// Days, weeks… away from a base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    pub base: Base,
    pub unit: Unit,
    pub n: i32,
    /// By a number: "a week ago" is not a calendar week, "last week" is.
    pub counted: bool,
}

/// What a shift is reckoned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    /// The day of publication.
    Published,
    /// The last day that the text told of.
    Told,
    /// A day named before in the sentence, else that of publication.
    Beside,
    /// "two days after the attack": an event that is named instead of dated.
    Event,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    /// The night that ends on the day.
    Night,
    Week,
    Weekend,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
}

/// A word that turns the anchor beside it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Small {
    /// May stand before or between and changes nothing.
    Fill,
    /// The same before a clock, and makes a bare hour one.
    Hourly,
    Since,
    From,
    Until,
    Before,
    Between,
    Join(Join),
    /// "last", before what it turns.
    Which(Which),
    /// "dernier", after it.
    WhichAfter(Which),
    /// "recent", "derniers": a stretch without bounds.
    Recent,
    Third(Third),
    AfterCount(Base, i32),
    BeforeCount(Base, i32),
    For,
    Every,
    Ordinal(i8),
    Future,
    /// "stade du 26 mars": a date behind it is a name.
    Named,
    Afternoon(bool),
    Zone,
    /// Makes hours of the number before it: "heures", "h".
    HourMark,
    /// Stands before a day by its number alone: "le 12," (digits), "the 12th".
    Article {
        digits: bool,
    },
    /// Makes a year of the number after it.
    Year,
    /// Makes a year of the number between it and a noun: "a 2015 accord".
    NounYear,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    To,
    And,
    Into,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Last,
    This,
    Next,
}

/// Part of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Third {
    Early,
    Mid,
    Late,
}

/// A small word reaches over at most so many words.
const LONGEST_SMALL: usize = 6;

impl TimeWords {
    /// Loads `data/lexicon/<tag>/time.tsv`.
    pub fn load(tag: &str, tables: &dyn Tables) -> Result<Self, LexiconError> {
        let table = Table::of_language(tables, tag, "time")?;
        let mut words = Self::default();
        for row in table.rows(&["term", "kind"]) {
            words.add(tag, &row?)?;
        }
        Ok(words)
    }

    fn add(&mut self, tag: &str, row: &Row) -> Result<(), LexiconError> {
        let (term, kind, value) = (row.get("term")?, row.get("kind")?, row.get("value")?);
        let wrong = || row.wrong(&format!("{kind:?} with the value {value:?} is no word of time"));
        let added = match anchor(kind, value) {
            Some(anchor) => self.anchors.add(tag, term, anchor),
            None => self.small.add(tag, term, small(kind, value).ok_or_else(wrong)?),
        };
        added.map_err(|why| row.wrong(&why))
    }

    /// The month that a folded word names.
    pub(super) fn month(&self, key: &str) -> Option<i8> {
        let word = Words::sentence(key);
        match self.anchors.longest_at(&word, 0, 1)?.1 {
            Anchor::Month { month, .. } => Some(*month),
            _ => None,
        }
    }

    /// A word for "since" begins here.
    pub fn is_since(&self, words: &Words, at: usize, end: usize) -> bool {
        self.small(words, at, end, |small| matches!(small, Small::Since).then_some(())).is_some()
    }

    /// The longest small word of the kind wanted that begins here: its length and what it gives.
    pub(super) fn small<T>(
        &self,
        words: &Words,
        at: usize,
        end: usize,
        wanted: impl Fn(Small) -> Option<T>,
    ) -> Option<(usize, T)> {
        let hits = self.small.at(words, at, end.min(words.words.len()));
        hits.filter_map(|(length, &small)| Some((length, wanted(small)?))).max_by_key(|(length, _)| *length)
    }

    /// The longest small word of the kind wanted that ends right before `end`: where it begins.
    pub(super) fn small_before<T>(
        &self,
        words: &Words,
        floor: usize,
        end: usize,
        wanted: impl Fn(Small) -> Option<T>,
    ) -> Option<(usize, T)> {
        (floor.max(end.saturating_sub(LONGEST_SMALL))..end).find_map(|at| {
            let hits = self.small.at(words, at, end);
            let mut whole = hits.filter(|(length, _)| at + length == end);
            whole.find_map(|(_, &small)| Some((at, wanted(small)?)))
        })
    }
}

fn anchor(kind: &str, value: &str) -> Option<Anchor> {
    let month = |sureness| Some(Anchor::Month { month: month(value)?, sureness });
    match kind {
        "month" => month(Sureness::Sure),
        "month_capital" => month(Sureness::Capital),
        "month_small" => month(Sureness::Small),
        "month_short" => month(Sureness::Short),
        "month_mid" => self::month(value).map(Anchor::MidMonth),
        "weekday" => weekday(value).map(Anchor::Weekday),
        "weekday_short" => weekday(value).map(Anchor::ShortWeekday),
        "weekdays" => weekday(value).map(|_| Anchor::Weekdays),
        "part" => part(value).map(Anchor::Part),
        "clock" => value.parse().ok().map(Anchor::Clock),
        "shift" => shift(value).map(Anchor::Shift),
        "unit" => unit(value).map(Anchor::Unit),
        "allday" => Some(Anchor::AllDay),
        _ => None,
    }
}

fn small(kind: &str, value: &str) -> Option<Small> {
    Some(match kind {
        "fill" => Small::Fill,
        "hourly" => Small::Hourly,
        "since" => Small::Since,
        "from" => Small::From,
        "until" => Small::Until,
        "before" => Small::Before,
        "between" => Small::Between,
        "join" => Small::Join(join(value)?),
        "which" => Small::Which(which(value)?),
        "which_after" => Small::WhichAfter(which(value)?),
        "recent" => Small::Recent,
        "third" => Small::Third(third(value)?),
        "after_count" => signed(value).map(|(base, sign)| Small::AfterCount(base, sign))?,
        "before_count" => signed(value).map(|(base, sign)| Small::BeforeCount(base, sign))?,
        "for" => Small::For,
        "every" => Small::Every,
        "ordinal" => Small::Ordinal(value.parse().ok()?),
        "future" => Small::Future,
        "named" => Small::Named,
        "meridiem" => Small::Afternoon(value == "pm"),
        "zone" => Small::Zone,
        "hour_mark" => Small::HourMark,
        "article" => Small::Article { digits: value == "digits" },
        "in_year" => Small::Year,
        "year_noun" => Small::NounYear,
        _ => return None,
    })
}

fn month(value: &str) -> Option<i8> {
    value.parse().ok().filter(|month| (1..=12).contains(month))
}

fn weekday(value: &str) -> Option<Weekday> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let nth = DAYS.iter().position(|day| *day == value)?;
    Weekday::from_monday_zero_offset(i8::try_from(nth).ok()?).ok()
}

fn part(value: &str) -> Option<Part> {
    Some(match value {
        "day" => Part::Day,
        "night" => Part::Night,
        "overnight" => Part::Overnight,
        _ => return None,
    })
}

/// "told day -1".
fn shift(value: &str) -> Option<Shift> {
    let (base, rest) = value.split_once(' ')?;
    let (unit_name, n) = rest.split_once(' ')?;
    Some(Shift { base: self::base(base)?, unit: unit(unit_name)?, n: n.parse().ok()?, counted: false })
}

fn base(value: &str) -> Option<Base> {
    match value {
        "published" => Some(Base::Published),
        "told" => Some(Base::Told),
        "event" => Some(Base::Event),
        _ => None,
    }
}

fn signed(value: &str) -> Option<(Base, i32)> {
    let (base, sign) = value.split_once(' ')?;
    Some((self::base(base)?, if sign == "-" { -1 } else { 1 }))
}

fn unit(value: &str) -> Option<Unit> {
    Some(match value {
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "night" => Unit::Night,
        "week" => Unit::Week,
        "weekend" => Unit::Weekend,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "half" => Unit::Half,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        _ => return None,
    })
}

fn join(value: &str) -> Option<Join> {
    Some(match value {
        "to" => Join::To,
        "and" => Join::And,
        "into" => Join::Into,
        _ => return None,
    })
}

fn which(value: &str) -> Option<Which> {
    Some(match value {
        "last" => Which::Last,
        "this" => Which::This,
        "next" => Which::Next,
        _ => return None,
    })
}

fn third(value: &str) -> Option<Third> {
    Some(match value {
        "early" => Third::Early,
        "mid" => Third::Mid,
        "late" => Third::Late,
        _ => return None,
    })
}
