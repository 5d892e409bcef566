//! From expressions to mentions: bounds, days, and what the text told before.

use super::calendar::{self, Days, Look, add_days, days_between};
use super::item::{Civil, Item, When};
use super::vocabulary::{Base, Shift, Small, TimeWords, Unit, Which};
use super::{Bound, Reckoning, TimeMention};
use crate::words::Words;
use jiff::civil::Date;
use std::ops::Range;
use vigie_model::{DatePrecision, DateSpan, PartialDate};

/// A word of what is to come reaches over so many words: "will resume … on Monday".
const FUTURE_REACH: usize = 10;
/// A stretch that lies ahead of publication is so much less likely than one behind.
const AHEAD_WEIGHT: i64 = 20;

/// What the text has told so far.
pub(super) struct Reckoner<'a> {
    pub time: &'a TimeWords,
    pub words: &'a Words<'a>,
    pub published: Option<Date>,
    /// Dates with their year, by the word where they stand: they lend it where publication is unknown.
    pub years: Vec<(usize, i16)>,
    /// The last day told of.
    pub told: Option<(Date, Date)>,
    /// The last mention: where it ends and its first day.
    pub previous: Option<(usize, Date)>,
    /// The last month told of, and its sentence: "last July … on the 15th".
    pub month: Option<(usize, Date)>,
}

/// A bound as said by the words before.
struct Lead {
    start: usize,
    said: Option<Small>,
}

impl<'a> Reckoner<'a> {
    /// Nothing is told yet.
    pub fn new(
        time: &'a TimeWords,
        words: &'a Words<'a>,
        published: Option<Date>,
        years: Vec<(usize, i16)>,
    ) -> Self {
        Self { time, words, published, years, told: None, previous: None, month: None }
    }

    /// The mention that an expression makes; nothing where it is a name.
    pub fn mention(&mut self, item: &Item, floor: usize) -> Option<TimeMention> {
        let lead = self.lead(floor, item.words.start);
        if self.is_name(floor, lead.start) && !has_year(item) {
            return None;
        }
        let words = lead.start..item.words.end;
        if item.when == Some(When::Vague) || self.is_every(floor, lead.start) {
            return Some(TimeMention {
                length: item.length,
                hours: item.clock,
                ..TimeMention::unknown(words, Bound::Never)
            });
        }
        // "the toll from Tuesday's attack" begins nothing.
        let lead = if self.words.key(item.words.end) == "'s" { Lead { said: None, ..lead } } else { lead };
        let look = self.look(&lead, item);
        let hours_alone = item.when.is_none() && item.clock.is_some_and(|(_, last)| last.is_some());
        let bound = if hours_alone { Bound::At } else { bound(lead.said) };
        let mention = match (item.when, item.until) {
            (Some(first), Some(last)) => self.stretch(words.clone(), item, first, last, look),
            (Some(when), None) => self.point(words.clone(), when, look, bound),
            (None, _) => None,
        };
        let unknown = || TimeMention::unknown(words.clone(), bound);
        let mention = TimeMention { hours: item.clock, ..mention.unwrap_or_else(unknown) };
        self.remember(&mention);
        Some(mention)
    }

    fn remember(&mut self, mention: &TimeMention) {
        let Some((first, last)) = mention.date.bounds() else { return };
        self.previous = Some((mention.words.end, first));
        if mention.date.precision == DatePrecision::Month && mention.bound == Bound::At {
            self.month = Some((self.words.sentence_of(mention.words.start), first));
        }
        let past = self.published.is_none_or(|day| days_between(day, first) <= 3);
        if mention.bound == Bound::At && mention.date.precision == DatePrecision::Day && past {
            self.told = Some((first, last));
        }
    }

    // ---- the words before ---------------------------------------------------------------------------------------

    /// Small words right before, up to one that bounds.
    fn lead(&self, floor: usize, mut start: usize) -> Lead {
        for _ in 0..4 {
            let bounds = |small| {
                let bound = matches!(
                    small,
                    Small::Since | Small::From | Small::Until | Small::Before | Small::Between
                );
                bound.then_some(small)
            };
            let fills = |small| matches!(small, Small::Fill | Small::Hourly).then_some(());
            let filled = self.time.small_before(self.words, floor, start, fills).map(|(from, ())| from);
            let bound = self.time.small_before(self.words, floor, start, bounds);
            // "shortly before" fills, though "before" bounds.
            if let Some((from, said)) = bound.filter(|(from, _)| filled.is_none_or(|other| other >= *from)) {
                return Lead { start: from, said: Some(said) };
            }
            let Some(from) = filled else { break };
            start = from;
        }
        Lead { start, said: None }
    }

    fn is_name(&self, floor: usize, start: usize) -> bool {
        let named = |small| matches!(small, Small::Named).then_some(());
        self.time.small_before(self.words, floor, start, named).is_some()
    }

    fn is_every(&self, floor: usize, start: usize) -> bool {
        let every = |small| matches!(small, Small::Every).then_some(());
        self.time.small_before(self.words, floor, start, every).is_some()
    }

    fn look(&self, lead: &Lead, item: &Item) -> Look {
        match lead.said {
            Some(Small::Until | Small::Before) => Look::Ahead,
            Some(Small::From) if item.until.is_none() => Look::Near,
            Some(Small::Since) => Look::Back,
            _ if self.is_to_come(lead.start, item) => Look::Ahead,
            _ => Look::Back,
        }
    }

    /// "will resume on Monday", "prévu le 5 décembre": a word of what is to come in the same clause.
    fn is_to_come(&self, start: usize, item: &Item) -> bool {
        let weekday_only = matches!(item.when, Some(When::Civil(civil)) if civil.year.is_none());
        let sentence = self.words.sentence_words(item.words.start);
        let from = start.saturating_sub(FUTURE_REACH).max(sentence.start);
        let clause =
            (from..start).rev().find(|&at| matches!(self.words.key(at), "," | ";" | ":" | "(" | "."));
        let from = clause.map_or(from, |at| at + 1);
        let future = |small| matches!(small, Small::Future).then_some(());
        weekday_only && (from..start).any(|at| self.time.small(self.words, at, start, future).is_some())
    }

    // ---- one date ------------------------------------------------------------------------------------------------

    fn point(&self, words: Range<usize>, when: When, look: Look, bound: Bound) -> Option<TimeMention> {
        let (days, reckoning) = match when {
            When::Civil(civil) => (self.civil(civil, look, words.start)?, said(civil)),
            When::Shift(shift) => self.shift(shift, &words)?,
            When::Portion { unit, nth, month, year } => {
                let days = calendar::portion(unit, nth, month, year, self.reference(words.start))?;
                (days, if year.is_some() { Reckoning::Explicit } else { Reckoning::Publication })
            }
            When::Vague => return None,
        };
        let portion = matches!(when, When::Portion { .. });
        Some(TimeMention {
            date: days.span(),
            partial: Some(days.partial),
            until: portion.then_some(()).and_then(|()| last_of(days)),
            reckoning,
            contradiction: days.contradiction,
            ..TimeMention::unknown(words, if portion && bound == Bound::At { Bound::Period } else { bound })
        })
    }

    fn civil(&self, civil: Civil, look: Look, at: usize) -> Option<Days> {
        if let Some(days) = self.day_of_told_month(civil, at) {
            return Some(days);
        }
        let told = self.told.map(|(first, _)| first);
        let year = if self.published.is_none() && civil.month.is_some() {
            civil.year.or_else(|| self.year_nearby(at))
        } else {
            civil.year
        };
        calendar::civil(Civil { year, ..civil }, look, self.published, told)
    }

    /// "as in last July, … on the 15th": the month was said in this sentence or the one before.
    fn day_of_told_month(&self, civil: Civil, at: usize) -> Option<Days> {
        let (sentence, month) = self.month?;
        let near = self.words.sentence_of(at) <= sentence + 1;
        let day = civil.day.filter(|_| near && civil.is_bare())?;
        Date::new(month.year(), month.month(), day).ok().map(Days::day)
    }

    /// The year of the nearest full date of the text.
    fn year_nearby(&self, at: usize) -> Option<i16> {
        let next = self.years.partition_point(|(word, _)| *word < at);
        let beside = self.years.get(next.saturating_sub(1)).into_iter().chain(self.years.get(next));
        beside.min_by_key(|(word, _)| word.abs_diff(at)).map(|(_, year)| *year)
    }

    fn reference(&self, at: usize) -> Option<Date> {
        self.published.or_else(|| Date::new(self.year_nearby(at)?, 12, 31).ok())
    }

    fn shift(&self, shift: Shift, words: &Range<usize>) -> Option<(Days, Reckoning)> {
        let Shift { base, unit, n, counted } = shift;
        let away = |day, n| calendar::away(day, unit, n, counted);
        match base {
            Base::Published => Some((away(self.published?, n)?, Reckoning::Publication)),
            Base::Told => {
                let (first, last) = self.told?;
                if n == 0 && unit == Unit::Day {
                    return Some((Days { last, ..Days::day(first) }, Reckoning::Anaphoric));
                }
                Some((away(if n > 0 { last } else { first }, n)?, Reckoning::Anaphoric))
            }
            // "halted on Tuesday after a section was set alight overnight": the night before Tuesday.
            Base::Beside => match self.previous.filter(|(end, _)| self.same_sentence(end - 1, words.start)) {
                Some((_, day)) => Some((away(day, n)?, Reckoning::Anaphoric)),
                None => Some((away(self.published?, n)?, Reckoning::Publication)),
            },
            Base::Event => self.event(unit, n, words, &away),
        }
    }

    fn same_sentence(&self, a: usize, b: usize) -> bool {
        self.words.sentence_of(a) == self.words.sentence_of(b)
    }

    /// "released on Sunday, 22 days after their abduction" dates the abduction: 22 days before Sunday. So does
    /// the same at the head of a report, from publication. "Five days before the vote" dates nothing.
    fn event(
        &self,
        unit: Unit,
        n: i32,
        words: &Range<usize>,
        away: &dyn Fn(Date, i32) -> Option<Days>,
    ) -> Option<(Days, Reckoning)> {
        if n < 0 || unit == Unit::Minute || (unit == Unit::Hour && n < 24) {
            return None;
        }
        let beside = self.previous.filter(|(end, _)| (*end..words.start).all(|at| self.words.key(at) == ","));
        if let Some((_, day)) = beside.filter(|(end, _)| self.same_sentence(end - 1, words.start)) {
            return Some((away(day, -n)?, Reckoning::Anaphoric));
        }
        let told = self.told.and_then(|(_, last)| away(last, n));
        // A day after publication cannot be told of: then the event is so far behind publication.
        match told.filter(|days| self.published.is_none_or(|published| days.first <= published)) {
            Some(days) => Some((days, Reckoning::Anaphoric)),
            None => Some((away(self.published?, -n)?, Reckoning::Publication)),
        }
    }

    // ---- from one to another -----------------------------------------------------------------------------------------

    fn stretch(
        &self,
        words: Range<usize>,
        item: &Item,
        first: When,
        last: When,
        look: Look,
    ) -> Option<TimeMention> {
        let (a, b) = match (first, last) {
            (When::Civil(a), When::Civil(b)) => self.civil_stretch(a, b, look, words.start)?,
            _ => {
                let one = self.point(words.clone(), first, look, Bound::At)?;
                let other = self.point(words.clone(), last, look, Bound::At)?;
                let ends = one.date.bounds().zip(other.date.bounds());
                let ((from, _), (_, to)) = ends?;
                (
                    Days { partial: one.partial?, ..Days::day(from) },
                    Days { partial: other.partial?, ..Days::day(to) },
                )
            }
        };
        let adjacent = days_between(a.first, b.last) <= 1 && a.precision == DatePrecision::Day;
        let weekdays = |when| matches!(when, When::Civil(civil) if civil.weekday.is_some());
        let night = item.into || (adjacent && weekdays(first) && weekdays(last));
        let explicit = |when| matches!(when, When::Civil(civil) if civil.year.is_some());
        Some(TimeMention {
            date: DateSpan::days(a.first, b.last, a.precision),
            partial: Some(a.partial),
            until: Some(b.partial),
            reckoning: if explicit(first) || explicit(last) {
                Reckoning::Explicit
            } else {
                Reckoning::Publication
            },
            contradiction: a.contradiction || b.contradiction,
            ..TimeMention::unknown(words, if night { Bound::At } else { Bound::Period })
        })
    }

    fn civil_stretch(&self, a: Civil, b: Civil, look: Look, at: usize) -> Option<(Days, Days)> {
        let published = self.published;
        if b.year.is_some() || (published.is_none() && b.month.is_some()) {
            let last = self.civil(b, look, at)?;
            return Some((self.before(a, last.last)?, last));
        }
        if a.year.is_some() || (published.is_none() && a.month.is_some()) {
            let first = self.civil(a, look, at)?;
            return Some((first, self.after(b, first.first)?));
        }
        let near = published?;
        if a.month.is_none() {
            return self.stretch_of_days(a, b, look, at);
        }
        let whole = |year| {
            let first = calendar::civil(Civil { year: Some(year), ..a }, look, published, None)?;
            Some((first, self.after(b, first.first)?))
        };
        let years = [near.year() - 1, near.year(), near.year() + 1];
        let weight = if look == Look::Ahead { 1 } else { AHEAD_WEIGHT };
        years.into_iter().filter_map(whole).min_by_key(|(first, last)| {
            let (ahead, behind) = (days_between(near, first.first), days_between(last.last, near));
            (ahead.max(0).saturating_mul(weight)).max(behind)
        })
    }

    /// "de samedi à dimanche", "du 16 au 17": no month in either.
    fn stretch_of_days(&self, a: Civil, b: Civil, look: Look, at: usize) -> Option<(Days, Days)> {
        let last = self.civil(b, look, at)?;
        let first = self.before(a, last.last)?;
        Some((first, last))
    }

    /// The last such date up to a day.
    fn before(&self, civil: Civil, day: Date) -> Option<Days> {
        // The same weekday twice is a week.
        let limit = if civil.day.is_none() && civil.weekday.is_some() { add_days(day, -1)? } else { day };
        let civil = if civil.year.is_some() && civil.month.is_none() && civil.weekday.is_some() {
            Civil { year: None, ..civil }
        } else {
            civil
        };
        let days = if civil.is_bare() { self.bare_before(civil, day) } else { None };
        days.or_else(|| calendar::civil(Civil { which: None, ..civil }, Look::Back, Some(limit), None))
            .map(|days| if days.first > day { self.year_earlier(civil, days) } else { days })
    }

    fn bare_before(&self, civil: Civil, day: Date) -> Option<Days> {
        let number = civil.day?;
        let this = Date::new(day.year(), day.month(), number).ok().filter(|date| *date <= day);
        let earlier = || {
            let month = add_days(day.first_of_month(), -1)?;
            Date::new(month.year(), month.month(), number).ok()
        };
        this.or_else(earlier).map(Days::day)
    }

    fn year_earlier(&self, civil: Civil, days: Days) -> Days {
        let earlier = Civil { year: Some(days.first.year() - 1), ..civil };
        calendar::civil(earlier, Look::Back, None, None).unwrap_or(days)
    }

    /// The first such date from a day on.
    fn after(&self, civil: Civil, day: Date) -> Option<Days> {
        let fixed = |year| calendar::civil(Civil { year: Some(year), ..civil }, Look::Back, None, None);
        match (civil.year, civil.month) {
            (Some(_), _) => calendar::civil(civil, Look::Back, None, None),
            (None, Some(_)) => {
                let same = fixed(day.year()).filter(|days| days.last >= day);
                same.or_else(|| fixed(day.year() + 1))
            }
            _ => calendar::civil(Civil { which: Some(Which::Next), ..civil }, Look::Ahead, Some(day), None),
        }
    }
}

impl TimeMention {
    fn unknown(words: Range<usize>, bound: Bound) -> Self {
        Self {
            words,
            date: DateSpan::UNKNOWN,
            partial: None,
            until: None,
            reckoning: Reckoning::Publication,
            bound,
            hours: None,
            length: None,
            contradiction: false,
            dateline: false,
        }
    }
}

fn bound(said: Option<Small>) -> Bound {
    match said {
        Some(Small::Since | Small::From) => Bound::Since,
        Some(Small::Until | Small::Before) => Bound::Until,
        _ => Bound::At,
    }
}

fn said(civil: Civil) -> Reckoning {
    if civil.year.is_some() { Reckoning::Explicit } else { Reckoning::Publication }
}

fn has_year(item: &Item) -> bool {
    matches!(item.when, Some(When::Civil(civil)) if civil.year.is_some() && civil.month.is_some())
}

/// The month in which a half or a quarter ends.
fn last_of(days: Days) -> Option<PartialDate> {
    match days.partial {
        PartialDate::Month(..) if days.precision == DatePrecision::Month => {
            Some(PartialDate::Month(days.last.year(), days.last.month()))
        }
        _ => Some(PartialDate::Day(days.last)),
    }
}
