//! Reckoning with days: which date is meant where the words leave the year, the month or the week open.
//!
//! Law: no date is invented. What cannot be told without a day of publication stays unknown.

use super::item::Civil;
use super::vocabulary::{Third, Unit, Which};
use jiff::Span;
use jiff::civil::{Date, Weekday};
use vigie_model::{DatePrecision, DateSpan, PartialDate};

/// Which way an incomplete date looks from the day of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// What happened: on or before publication, a few days' grace for a wrong clock or time zone.
    Back,
    /// What will end or begin: on or after.
    Ahead,
    /// Whichever is nearer: "à compter du 20 août".
    Near,
}

/// A stretch of days and how it was said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Days {
    pub first: Date,
    pub last: Date,
    pub precision: DatePrecision,
    pub partial: PartialDate,
    pub contradiction: bool,
}

/// A date may lie so many days after publication and still be past: time zones, wrong headers.
const GRACE: i64 = 3;
/// "until 31 May" in a report of June means the May that has just ended.
const AHEAD: i64 = 300;
/// A date with its weekday may lie so many days ahead.
const WEEKDAY_AHEAD: i64 = 60;
/// "from 20 August" may lie so many days ahead.
const NEAR_AHEAD: i64 = 120;
/// A date so close ahead is meant rather than the same one eleven months ago, which nobody writes without its
/// year: "the film opens on 24 October".
const SOON: i64 = 31;

impl Days {
    pub fn day(day: Date) -> Self {
        Self {
            first: day,
            last: day,
            precision: DatePrecision::Day,
            partial: PartialDate::Day(day),
            contradiction: false,
        }
    }

    pub fn span(self) -> DateSpan {
        DateSpan { start: Some(self.first), end: Some(self.last), precision: self.precision }
    }

    pub fn partial(partial: PartialDate, precision: DatePrecision) -> Option<Self> {
        Some(Self {
            first: partial.first()?,
            last: partial.last()?,
            precision,
            partial,
            contradiction: false,
        })
    }

    /// A month, or the third of it that was said.
    pub fn month(year: i16, month: i8, third: Option<Third>) -> Option<Self> {
        let days = Self::partial(PartialDate::Month(year, month), DatePrecision::Month)?;
        let at = |day| Date::new(year, month, day).ok();
        Some(match third {
            None => days,
            Some(Third::Early) => Self { last: at(10)?, ..days },
            Some(Third::Mid) => Self { first: at(11)?, last: at(20)?, ..days },
            Some(Third::Late) => Self { first: at(21)?, ..days },
        })
    }

    pub fn year(year: i16, third: Option<Third>) -> Option<Self> {
        let days = Self::partial(PartialDate::Year(year), DatePrecision::Year)?;
        let at = |month, day| Date::new(year, month, day).ok();
        Some(match third {
            None => days,
            Some(Third::Early) => Self { last: at(4, 30)?, ..days },
            Some(Third::Mid) => Self { first: at(5, 1)?, last: at(8, 31)?, ..days },
            Some(Third::Late) => Self { first: at(9, 1)?, ..days },
        })
    }

    fn against(self, weekday: Option<Weekday>) -> Self {
        Self { contradiction: weekday.is_some_and(|weekday| weekday != self.first.weekday()), ..self }
    }
}

/// The days of a date as written, seen from the day of publication.
pub(super) fn civil(civil: Civil, look: Look, published: Option<Date>, told: Option<Date>) -> Option<Days> {
    match civil {
        Civil { day: Some(day), month: Some(month), year: Some(year), weekday, .. } => {
            Some(Days::day(Date::new(year, month, day).ok()?).against(weekday))
        }
        Civil { day: Some(day), month: Some(month), weekday, .. } => {
            day_of_month(day, month, weekday, look, published?).map(|date| Days::day(date).against(weekday))
        }
        Civil { day: Some(day), weekday: Some(weekday), .. } => {
            let near = told.or(published)?;
            weekday_and_number(day, weekday, near, published)
                .map(|date| Days::day(date).against(Some(weekday)))
        }
        Civil { day: Some(day), .. } => number_alone(day, look, published, told).map(Days::day),
        Civil { weekday: Some(weekday), which, .. } => {
            self::weekday(weekday, which, look, published?).map(Days::day)
        }
        Civil { month: Some(month), year: Some(year), third, .. } => Days::month(year, month, third),
        Civil { month: Some(month), third, which, .. } => {
            Days::month(year_of_month(month, which, look, published?)?, month, third)
        }
        Civil { year: Some(year), third, .. } => Days::year(year, third),
        _ => None,
    }
}

/// "samedi": the last one up to publication, that day included; "next Friday", "until Friday": the next.
fn weekday(weekday: Weekday, which: Option<Which>, look: Look, published: Date) -> Option<Date> {
    let back = i64::from(weekday.until(published.weekday()));
    let ahead = i64::from(published.weekday().until(weekday));
    let away = match (which, look) {
        (Some(Which::Last), _) if back == 0 => -7,
        (Some(Which::Last), _) => -back,
        (Some(Which::Next), _) if ahead == 0 => 7,
        (Some(Which::Next), _) => ahead,
        (_, Look::Back) => -back,
        (_, Look::Near) if back < ahead => -back,
        (_, Look::Ahead | Look::Near) => ahead,
    };
    add_days(published, away)
}

/// The year of "12 January".
fn day_of_month(day: i8, month: i8, weekday: Option<Weekday>, look: Look, published: Date) -> Option<Date> {
    let years = [published.year() - 1, published.year(), published.year() + 1];
    let dates: Vec<Date> = years.iter().filter_map(|&year| Date::new(year, month, day).ok()).collect();
    if dates.is_empty() {
        // 29 February outside a leap year and its neighbours.
        return (2..5).find_map(|back| Date::new(published.year() - back, month, day).ok());
    }
    let chosen = choose(&dates, look, published)?;
    let fits = |date: &Date| weekday.is_none_or(|weekday| date.weekday() == weekday);
    if fits(&chosen) {
        return Some(chosen);
    }
    // "Monday 26 January", said on the 19th of what will be.
    let ahead = dates
        .iter()
        .find(|date| fits(date) && (0..=WEEKDAY_AHEAD).contains(&days_between(published, **date)));
    Some(ahead.copied().unwrap_or(chosen))
}

/// One of several dates in order, by the way of looking.
fn choose(dates: &[Date], look: Look, published: Date) -> Option<Date> {
    let away = |date: &Date| days_between(published, *date);
    let back = dates.iter().rev().find(|date| away(date) <= GRACE).copied();
    let ahead = dates.iter().find(|date| away(date) >= 0).copied();
    match look {
        Look::Back => ahead
            .filter(|date| away(date) <= SOON && back.is_none_or(|past| away(&past) < -300))
            .or(back)
            .or(ahead),
        Look::Ahead => ahead.filter(|date| away(date) <= AHEAD).or(back).or(ahead),
        Look::Near => match (back, ahead) {
            (Some(past), Some(next)) if away(&next) <= NEAR_AHEAD && away(&next) < -away(&past) => Some(next),
            (past, next) => past.or(next),
        },
    }
}

/// "Mardi 28": the nearest month in which the 28th is a Tuesday; else the last 28th before publication.
fn weekday_and_number(day: i8, weekday: Weekday, near: Date, published: Option<Date>) -> Option<Date> {
    let months = (-3..=1).rev().filter_map(|away| in_month(near, away, day));
    let months: Vec<Date> =
        months.filter(|date| published.is_none_or(|day| days_between(day, *date) <= 31)).collect();
    let fitting = months.iter().filter(|date| date.weekday() == weekday);
    let nearest = fitting.min_by_key(|date| days_between(near, **date).abs());
    nearest.or_else(|| months.iter().find(|date| days_between(near, **date) <= GRACE)).copied()
}

/// "le 11": beside the day that the text told of last, else the last 11th before publication.
fn number_alone(day: i8, look: Look, published: Option<Date>, told: Option<Date>) -> Option<Date> {
    if let Some(told) = told {
        let months = (-1..=1).filter_map(|away| in_month(told, away, day));
        let past = months.filter(|date| published.is_none_or(|day| days_between(day, *date) <= GRACE));
        let nearest = past.min_by_key(|date| days_between(told, *date).abs());
        if nearest.is_some_and(|date| days_between(told, date).abs() <= 20) {
            return nearest;
        }
    }
    let published = published?;
    let dates: Vec<Date> = (-2..=2).filter_map(|away| in_month(published, away, day)).collect();
    choose(&dates, look, published)
}

/// The same day number so many months away.
fn in_month(from: Date, away: i32, day: i8) -> Option<Date> {
    let month = from.first_of_month().checked_add(Span::new().try_months(away).ok()?).ok()?;
    Date::new(month.year(), month.month(), day).ok()
}

/// "in October": the last one that had begun by publication.
fn year_of_month(month: i8, which: Option<Which>, look: Look, published: Date) -> Option<i16> {
    let (year, current) = (published.year(), published.month());
    Some(match (which, look) {
        (Some(Which::Last), _) if month >= current => year - 1,
        (Some(Which::Last), _) => year,
        (Some(Which::Next), _) | (None, Look::Ahead) if month < current => {
            // "until October" in November is nearer behind than eleven months ahead.
            if which.is_none() && current - month < 2 { year } else { year + 1 }
        }
        (Some(Which::Next), _) | (None, Look::Ahead) => year,
        (_, Look::Near) if (1..=2).contains(&(month - current)) => year,
        (_, Look::Near) if month + 12 - current <= 2 => year + 1,
        _ if month > current => year - 1,
        _ => year,
    })
}

/// So many units away from a day: "three weeks ago", "last month".
pub(super) fn away(day: Date, unit: Unit, n: i32, counted: bool) -> Option<Days> {
    match unit {
        Unit::Minute => Some(Days::day(day)),
        Unit::Hour => add_days(day, i64::from(n / 24)).map(Days::day),
        Unit::Day => add_days(day, n.into()).map(Days::day),
        Unit::Night => night(add_days(day, i64::from(n) + 1)?),
        Unit::Week if counted => around(add_days(day, 7 * i64::from(n))?),
        Unit::Week => week(add_days(day, 7 * i64::from(n))?),
        Unit::Weekend => weekend(day, n),
        Unit::Month => {
            let there = day.first_of_month().checked_add(Span::new().try_months(n).ok()?).ok()?;
            Days::month(there.year(), there.month(), None)
        }
        Unit::Year => Days::year(day.year().checked_add(i16::try_from(n).ok()?)?, None),
        Unit::Decade => Days::year(day.year().checked_add(i16::try_from(n.checked_mul(10)?).ok()?)?, None),
        Unit::Quarter | Unit::Half => None,
    }
}

/// The night that ends on this day.
fn night(day: Date) -> Option<Days> {
    Some(Days { first: add_days(day, -1)?, ..Days::day(day) })
}

/// "three weeks ago" is not said to the day.
fn around(day: Date) -> Option<Days> {
    let (first, last) = (add_days(day, -3)?, add_days(day, 3)?);
    Some(Days { first, last, precision: DatePrecision::Week, ..Days::day(day) })
}

fn week(day: Date) -> Option<Days> {
    let first = add_days(day, -i64::from(day.weekday().to_monday_zero_offset()))?;
    Some(Days { first, last: add_days(first, 6)?, precision: DatePrecision::Week, ..Days::day(first) })
}

/// The last Saturday and Sunday up to publication; "last weekend" never one that still runs.
fn weekend(day: Date, n: i32) -> Option<Days> {
    let since_saturday = i64::from(Weekday::Saturday.until(day.weekday()));
    let weeks = match n {
        -1 if since_saturday > 1 => 0,
        n => i64::from(n),
    };
    let saturday = add_days(day, 7 * weeks - since_saturday)?;
    Some(Days { last: add_days(saturday, 1)?, ..Days::day(saturday) })
}

/// "the first half of 2025", "the first week of May".
pub(super) fn portion(
    unit: Unit,
    nth: i8,
    month: Option<i8>,
    year: Option<i16>,
    published: Option<Date>,
) -> Option<Days> {
    if let (Unit::Week, Some(month)) = (unit, month) {
        let year = year.or_else(|| year_of_month(month, None, Look::Back, published?))?;
        let whole = Days::month(year, month, None)?;
        let first =
            if nth == 5 { add_days(whole.last, -6)? } else { add_days(whole.first, 7 * i64::from(nth - 1))? };
        return Some(Days { first, last: add_days(first, 6)?, precision: DatePrecision::Week, ..whole });
    }
    let months: i8 = if unit == Unit::Half { 6 } else { 3 };
    let nth = if nth == 5 { 12 / months } else { nth };
    let from = (nth - 1).checked_mul(months)? + 1;
    let begins = |year| Date::new(year, from, 1).ok();
    let year = year.or_else(|| {
        let published = published?;
        let begun = begins(published.year()).is_some_and(|first| first <= published);
        Some(if begun { published.year() } else { published.year() - 1 })
    })?;
    let last = Date::new(year, from + months - 1, 1).ok()?.last_of_month();
    let first = begins(year)?;
    Some(Days {
        first,
        last,
        precision: DatePrecision::Month,
        partial: PartialDate::Month(year, from),
        contradiction: false,
    })
}

pub(super) fn add_days(day: Date, n: i64) -> Option<Date> {
    day.checked_add(Span::new().try_days(n).ok()?).ok()
}

/// From one day to another; negative where it lies before.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(i64::MAX, |span| i64::from(span.get_days()))
}
