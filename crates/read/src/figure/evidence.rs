//! Is it a statistic, or one incident's toll? Points for and against.
//!
//! A statistic is counted over a stretch of time or a wide area, by somebody who counts; a toll belongs to a
//! day and a place. The points were weighed on the open part of the development sets.

use super::head::Candidate;
use super::table::{Class, Mark, Role};
use crate::time::{Bound, TimeMention};
use jiff::civil::Date;
use vigie_model::{BlockKind, DatePrecision};

/// What a sentence says about its numbers as a whole.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence {
    /// Over a stretch of time.
    pub period: bool,
    /// A word for a stretch of time without a date.
    pub stretch: bool,
    /// In a month or a year.
    pub coarse: bool,
    /// Somebody counted.
    pub count: bool,
    /// A wide area.
    pub scope: bool,
    /// Under a heading of figures.
    pub section: bool,
    /// Beside an earlier number.
    pub compare: bool,
    /// An item of a list that begins with the number.
    pub bullet: bool,
    /// The sentence or item before held figures.
    pub carried: bool,
    /// A place that hosts or holds.
    pub hosts: bool,
    /// On one recent day.
    pub day: bool,
}

/// Enough points.
const ENOUGH: i32 = 2;
/// A stretch shorter than this is an incident's own.
const SHORT_DAYS: i32 = 5;
/// A "since" nearer than this is an incident's own.
const RECENT_DAYS: i32 = 10;

/// A day longer ago than this is no news: "depuis la trêve, le 27 novembre".
const RECALLED_DAYS: i32 = 45;

impl Evidence {
    /// From a sentence's terms and times.
    pub fn of(marks: &[Mark], times: &[&TimeMention], published: Option<Date>, kind: BlockKind) -> Self {
        let has = |role: &Role| marks.iter().any(|mark| mark.role == role);
        let coarse = |time: &&&TimeMention| {
            time.bound == Bound::At
                && matches!(time.date.precision, DatePrecision::Month | DatePrecision::Year)
        };
        Self {
            period: times.iter().any(|time| is_stretch(time, published) && !is_of_one(time, marks)),
            stretch: has(&Role::Period),
            coarse: times.iter().any(|time| coarse(&time)),
            count: has(&Role::Count),
            scope: has(&Role::Scope),
            section: has(&Role::Section) && kind != BlockKind::Title,
            compare: has(&Role::Compare),
            hosts: has(&Role::Population),
            day: times.iter().any(|time| is_day(time, published)),
            ..Self::default()
        }
    }

    /// The same, once a figure was found in the sentence.
    pub fn after(self, kept: &[Candidate]) -> Self {
        Self { carried: self.carried || !kept.is_empty(), ..self }
    }

    /// Whether a number of this sentence is a statistic.
    pub fn convinces(self, candidate: &Candidate) -> bool {
        let value = candidate.quantity.value;
        let class = candidate.counted.class;
        let points = self.points(class) + size(class, value);
        let anchored = match class {
            Class::Toll | Class::Injured | Class::Abducted | Class::Other => {
                let loose = (self.coarse || self.stretch) && (self.count || size(class, value) > 0);
                self.period || self.section || self.carried || loose || size(class, value) > 1
            }
            Class::Population => {
                self.hosts || self.count || self.section || self.bullet || candidate.said.len() > 1
            }
            _ => true,
        };
        class == Class::Plain && value >= 5.0 || value >= 3.0 && anchored && points >= ENOUGH
    }

    fn points(self, class: Class) -> i32 {
        let yes = |said: bool, points: i32| if said { points } else { 0 };
        let listed = matches!(class, Class::Incidents | Class::Facilities | Class::Displaced);
        let day = match class {
            Class::Incidents | Class::Population => 0,
            Class::Displaced | Class::Facilities => -1,
            _ => -2,
        };
        yes(self.period, 2)
            + yes(self.coarse || self.stretch, 1)
            + yes(self.count, 1)
            + yes(self.scope, 1)
            + yes(self.section, 2)
            + yes(self.compare && class == Class::Incidents, 1)
            + yes(self.bullet, if listed { 2 } else { 1 })
            + yes(self.carried, 1)
            + yes(class == Class::Population, 1)
            + yes(self.hosts && class == Class::Displaced, 1)
            + yes(self.day && !self.period, day)
    }
}

/// Numbers too large for one incident.
fn size(class: Class, value: f64) -> i32 {
    let (large, huge) = match class {
        Class::Toll | Class::Injured | Class::Abducted => (200.0, 1000.0),
        Class::Displaced | Class::Population => (10_000.0, 100_000.0),
        Class::Facilities => (100.0, 500.0),
        Class::Incidents => (20.0, 100.0),
        Class::Other | Class::Plain => return 0,
    };
    i32::from(value >= large) + i32::from(value >= huge)
}

fn is_stretch(time: &TimeMention, published: Option<Date>) -> bool {
    let days = |from: Date, to: Date| to.since(from).map_or(0, |span| span.get_days());
    match (time.bound, time.date.bounds(), published) {
        (Bound::Since, Some((start, _)), Some(day)) => days(start, day) >= RECENT_DAYS,
        (Bound::Since, Some(_), None) => true,
        (Bound::Period, Some((start, end)), _) => days(start, end) >= SHORT_DAYS,
        _ => false,
    }
}

/// "the third attack since January": the stretch belongs to the one attack, not to the number.
fn is_of_one(time: &TimeMention, marks: &[Mark]) -> bool {
    let incident =
        |mark: &&Mark| matches!(mark.role, Role::Head(counted) if counted.class == Class::Incidents);
    let before = marks
        .iter()
        .filter(incident)
        .any(|mark| mark.words.end == time.words.start || mark.words.start == time.words.end);
    before && time.bound == Bound::Since
}

/// One day, not long ago.
fn is_day(time: &TimeMention, published: Option<Date>) -> bool {
    let Some(start) = time.date.start.filter(|_| time.bound == Bound::At) else { return false };
    let old = published.is_some_and(|day| day.since(start).is_ok_and(|span| span.get_days() > RECALLED_DAYS));
    time.date.precision == DatePrecision::Day && !old
}
