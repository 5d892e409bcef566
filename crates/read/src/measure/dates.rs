//! Since when, until when, and at which hours.

use super::extent::{Ground, numbers_in};
use super::group::{Group, gap};
use super::table::{Act, Length, Mark, Role};
use crate::number::Quantity;
use crate::senses::Sense;
use crate::time::{Bound, TimeMention};
use crate::words::Shape;
use jiff::ToSpan;
use jiff::civil::Date;
use std::ops::Range;
use vigie_model::{Basis, Clock, DatePrecision, DateSpan, MeasureKind, MeasureStatus, PartialDate};

/// So many words nearer must a time ahead of a restriction stand than one behind another.
const AHEAD: usize = 4;

/// Told as news of a day no longer ago than this.
const FRESH_DAYS: i32 = 4;

/// So many times back the day of the news is looked for.
const LOOKED: usize = 30;

/// Who ordered it stands so near before it.
const DEED: usize = 8;

/// A value and the words that say it.
pub type Said<T> = Option<(T, Range<usize>, Basis)>;

/// The times of one restriction.
#[derive(Debug, Clone, Default)]
pub struct Dates {
    /// Since when.
    pub from: Said<PartialDate>,
    /// Until when.
    pub until: Said<PartialDate>,
    /// From which hour to which.
    pub daily: Said<[Clock; 2]>,
}

/// What the times of a sentence say about one of its restrictions.
pub struct Hearing<'a> {
    /// The text.
    pub ground: Ground<'a>,
    /// The sentence's terms.
    pub marks: &'a [Mark<'a>],
    /// All numbers of the text.
    pub quantities: &'a [Quantity],
    /// When the report was published.
    pub published: Option<Date>,
}

impl Hearing<'_> {
    /// The times of a restriction, where it is the nearest to them among its sentence's; a "since" that opens
    /// the sentence holds for all.
    pub fn dates(&self, group: &Group, groups: &[Group], sentence: Range<usize>) -> Dates {
        let mut dates = Dates::default();
        for time in self.ground.times_in(&sentence) {
            let opens = time.bound == Bound::Since
                && groups.iter().all(|group| time.words.end <= group.words().start);
            if opens || is_nearest(&time.words, group, groups) {
                self.hear(time, group, &mut dates);
            }
        }
        self.now(group, groups, &mut dates);
        self.since_event(group, groups, &sentence, &mut dates);
        self.round_clock(group, groups, &mut dates);
        self.lasts(group, groups, sentence.clone(), &mut dates);
        self.inherit(group, sentence, &mut dates);
        dates
    }

    fn hear(&self, time: &TimeMention, group: &Group, dates: &mut Dates) {
        let words = time.words.clone();
        // The hours of a crossing that is open again are no restriction's.
        if let Some((open, Some(close))) = time.hours.filter(|_| !group.is_lifted()) {
            dates.daily.get_or_insert((([open, close]), words.clone(), Basis::Stated));
        }
        // "from 9 p.m. to 6 a.m." says no day, and takes none away.
        if time.date == DateSpan::UNKNOWN && time.partial.is_none() && time.until.is_none() {
            return;
        }
        let start = self.start(time);
        match time.bound {
            Bound::Since if self.ends(time, group) => put(&mut dates.until, start, words, Basis::Stated),
            Bound::Since => {
                // "decreed yesterday, for twenty days from this Tuesday": the day of the news yields.
                let at = |words: &Range<usize>| {
                    self.ground.times_in(words).iter().any(|time| time.bound == Bound::At)
                };
                dates.from.take_if(|(_, words, _)| at(words));
                put(&mut dates.from, start, words, Basis::Stated);
            }
            Bound::Until => put(&mut dates.until, last(time), words, Basis::Stated),
            // "depuis trois semaines" comes as a stretch that ends with the report.
            Bound::Period if !group.is_lifted() && self.lasts_still(time) => {
                put(&mut dates.from, start, words, Basis::Stated);
            }
            Bound::Period => {
                // What holds now outranks "instaurée en juin 2022".
                let said =
                    |day: Option<Date>| day.map(|day| (PartialDate::Day(day), words.clone(), Basis::Stated));
                (dates.from, dates.until) = (said(time.date.start), said(time.date.end));
            }
            Bound::At if self.ground.is_since(time) => put(&mut dates.from, start, words, Basis::Stated),
            Bound::At => self.hear_point(time, start, group, dates),
            Bound::Never => {}
        }
    }

    /// "lifted from Monday", "de nouveau autorisée depuis le 20 janvier": the "since" of its end.
    fn ends(&self, time: &TimeMention, group: &Group) -> bool {
        let ended = group.status.as_ref().map_or(&group.act, |(_, words)| words);
        let from =
            self.marks.iter().any(|mark| *mark.role == Role::From && gap(&mark.words, &time.words) == 0);
        group.is_lifted() && (from || ended.end <= time.words.start && gap(ended, &time.words) <= 1)
    }

    /// A bare day is when it begins, or ended.
    fn hear_point(&self, time: &TimeMention, start: Option<PartialDate>, group: &Group, dates: &mut Dates) {
        let words = time.words.clone();
        let begins = self.marks.iter().any(|mark| {
            let beside = mark.words.start < words.end && mark.words.end + 1 >= words.start;
            matches!(mark.role, Role::From | Role::Began | Role::Starts) && beside
        });
        let status = group.status.as_ref().map(|(status, _)| *status);
        if begins {
            dates.from = start.map(|start| (start, words, Basis::Stated));
        } else if group.is_lifted() {
            if self.is_nearest_point(time, group) {
                put(&mut dates.until, start, words, Basis::Derived);
            }
        } else if status != Some(MeasureStatus::Extended)
            && matches!(time.date.precision, DatePrecision::Day | DatePrecision::Month)
        {
            put(&mut dates.from, start, words, Basis::Derived);
        }
    }

    /// Of the days of a sentence, this one stands nearest to the word for the end.
    fn is_nearest_point(&self, time: &TimeMention, group: &Group) -> bool {
        let ended = group.status.as_ref().map_or(&group.act, |(_, words)| words);
        let sentence = self.ground.words.sentence_words(time.words.start);
        let points = self
            .ground
            .times_in(&sentence)
            .iter()
            .filter(|other| other.bound == Bound::At && other.date.start.is_some());
        points.map(|other| gap(&other.words, ended)).min() == Some(gap(&time.words, ended))
    }

    /// A weekday that looks ahead ("from Wednesday") looks back where the restriction already began.
    fn start(&self, time: &TimeMention) -> Option<PartialDate> {
        let start = time.partial.or(time.date.start.map(PartialDate::Day))?;
        let began =
            self.marks.iter().any(|mark| *mark.role == Role::Began && gap(&mark.words, &time.words) <= 2);
        let starts =
            || self.marks.iter().any(|mark| *mark.role == Role::Starts && gap(&mark.words, &time.words) <= 2);
        match (start, self.published) {
            (PartialDate::Day(day), Some(published)) if self.is_weekday(time, day, published) && starts() => {
                day.checked_add(7.days()).ok().map(PartialDate::Day)
            }
            (PartialDate::Day(day), Some(published)) if began && day > published => {
                day.checked_sub(7.days()).ok().map(PartialDate::Day)
            }
            _ => Some(start),
        }
    }

    /// A day of the last week, said without a number: "this Friday".
    fn is_weekday(&self, time: &TimeMention, day: Date, published: Date) -> bool {
        let digits = time.words.clone().any(|at| self.ground.words.shape(at) == Shape::Number);
        !digits && day < published && (published - day).get_days() < 7
    }

    /// "with immediate effect": from the day of the report.
    fn now(&self, group: &Group, groups: &[Group], dates: &mut Dates) {
        let now = self.nearest_mark(group, groups, &Role::Now);
        if let (Some(words), Some(day)) = (now, self.published) {
            put(&mut dates.from, Some(PartialDate::Day(day)), words, Basis::Derived);
        }
    }

    /// "since the attack": since the day that the text told last.
    fn since_event(&self, group: &Group, groups: &[Group], sentence: &Range<usize>, dates: &mut Dates) {
        let marked = self.nearest_mark(group, groups, &Role::SinceEvent);
        let Some(words) = marked.or_else(|| self.event_since(sentence)) else { return };
        let before = self.ground.times_in(&(0..sentence.start)).iter().rev();
        let mut days =
            before.filter(|time| time.bound == Bound::At && time.date.precision == DatePrecision::Day);
        let day = days.find_map(|time| time.date.start).map(PartialDate::Day);
        put(&mut dates.from, day, words, Basis::Derived);
    }

    /// "depuis cet assaut", "since the twin bombings": a "since" with a word of events right behind it.
    fn event_since(&self, sentence: &Range<usize>) -> Option<Range<usize>> {
        let language = self.ground.language;
        let is = |at: &usize| language.time.is_since(self.ground.words, *at, sentence.end);
        let since = sentence.clone().find(|at| is(at) && !self.ground.in_time(*at))?;
        let event = |at: &usize| {
            let mut senses = language.senses.at(self.ground.words, *at, sentence.end);
            senses.any(|(_, sense)| matches!(sense, Sense::Trigger(..)))
        };
        let event = (since + 1..sentence.end.min(since + 4)).find(event)?;
        Some(since..event + 1)
    }

    /// The day of which the paragraph spoke last, where the restriction is told as what came of it: "A rocket
    /// fell at 19:55 tonight. All movement is frozen". Other paragraphs tell of other days.
    fn inherit(&self, group: &Group, sentence: Range<usize>, dates: &mut Dates) {
        let told = group.status.as_ref().map(|(status, _)| *status);
        if dates.from.is_some() || group.is_lifted() || told.is_some() {
            return;
        }
        let Some(published) = self.published else { return };
        let recent = |time: &&TimeMention| {
            let day = time.bound == Bound::At && time.date.precision == DatePrecision::Day;
            let end = time.date.end.filter(|_| day && !time.dateline);
            end.is_some_and(|end| end <= published && (published - end).get_days() <= FRESH_DAYS)
        };
        // What somebody did ("the prefect closed") is news of the day that the text tells of.
        let start = if self.is_deed(group) { 0 } else { self.ground.words.block_start(sentence.start) };
        let last = self.ground.times_in(&(start..sentence.end)).iter().rev().take(LOOKED).find(recent);
        let day = last.and_then(|time| Some((PartialDate::Day(time.date.end?), time.words.clone())));
        dates.from = day.map(|(day, words)| (day, words, Basis::Derived));
    }

    /// "the mayor decreed a curfew", "le préfet a suspendu la traversée": told as somebody's deed, not as a state.
    fn is_deed(&self, group: &Group) -> bool {
        let whole = group.words();
        let officer = self.marks.iter().any(|mark| {
            let ahead = mark.words.end <= group.act.start || mark.words.end <= whole.start;
            let near = gap(&mark.words, &whole) <= DEED;
            let cut = (mark.words.end..whole.start).any(|at| self.ground.words.key(at) == ";");
            *mark.role == Role::Authority && ahead && near && !cut
        });
        officer || self.is_theirs(&whole)
    }

    /// "Il a décrété un couvre-feu", "he banned motorcycles": a person as pronoun right before the act.
    fn is_theirs(&self, whole: &Range<usize>) -> bool {
        let words = self.ground.words;
        let person =
            |at: usize| matches!(words.key(at), "il" | "elle" | "ils" | "elles" | "he" | "she" | "they");
        let helps = |at: usize| matches!(words.key(at), "a" | "ont" | "has" | "have" | "had");
        let acts = |mark: &&Mark| matches!(mark.role, Role::Act(_) | Role::From | Role::Status(_));
        // Without accents "dès" is "des".
        let near = |mark: &&Mark| {
            let verb = words.key(mark.words.start) != "des";
            let and = matches!(words.key(whole.start.wrapping_sub(1)), "and" | "et");
            let reach = if and { 3 * DEED } else { DEED };
            verb && gap(&mark.words, whole) <= reach && mark.words.start < whole.end
        };
        self.marks.iter().filter(acts).filter(near).any(|mark| {
            let first = words.sentence_words(mark.words.start).start;
            let verb = mark.words.start;
            let before = if verb > first && helps(verb - 1) { verb - 1 } else { verb };
            before > first && person(before - 1)
        })
    }

    fn lasts_still(&self, time: &TimeMention) -> bool {
        match (time.date.end, self.published) {
            (Some(end), Some(day)) => end < day && end.checked_add(2.days()).is_ok_and(|soon| soon >= day),
            _ => false,
        }
    }

    fn round_clock(&self, group: &Group, groups: &[Group], dates: &mut Dates) {
        let curfew = group.subjects.iter().any(|(subject, _)| subject.kind == MeasureKind::Curfew);
        if let Some(words) = self.nearest_mark(group, groups, &Role::RoundClock).filter(|_| curfew) {
            let day = [Clock { hour: 0, minute: 0 }, Clock { hour: 23, minute: 59 }];
            dates.daily.get_or_insert((day, words, Basis::Stated));
        }
    }

    fn nearest_mark(&self, group: &Group, groups: &[Group], role: &Role) -> Option<Range<usize>> {
        let found =
            self.marks.iter().find(|mark| mark.role == role && is_nearest(&mark.words, group, groups));
        found.map(|mark| mark.words.clone())
    }

    /// "for one month", "de trente jours", "60-day": the end follows from the beginning.
    fn lasts(&self, group: &Group, groups: &[Group], sentence: Range<usize>, dates: &mut Dates) {
        let stretch = |quantity| self.stretch(quantity);
        if self.is_lasting(group) && dates.from.is_none() {
            let ago = numbers_in(self.quantities, &sentence).iter().find_map(stretch);
            let from = ago.and_then(|(quantity, length, words)| {
                Some((ago_day(self.published?, quantity, length)?, words))
            });
            dates.from = from.map(|(day, words)| (PartialDate::Day(day), words, Basis::Derived));
            return;
        }
        let Some((from, _, _)) = dates.from.clone() else { return };
        let Some(first) = from.first().filter(|_| matches!(from, PartialDate::Day(_))) else { return };
        let dated = |quantity: &&Quantity| {
            self.ground
                .times_in(&sentence)
                .iter()
                .any(|time| time.bound != Bound::Never && time.words.contains(&quantity.words.start))
        };
        let stretches = numbers_in(self.quantities, &sentence).iter().filter(|quantity| !dated(quantity));
        for (quantity, length, words) in stretches.filter_map(|quantity| self.stretch(quantity)) {
            if is_nearest(&quantity.words, group, groups) {
                put(
                    &mut dates.until,
                    end(first, quantity, length).map(PartialDate::Day),
                    words,
                    Basis::Derived,
                );
            }
        }
    }

    /// "has been closed for three weeks" looks back.
    fn is_lasting(&self, group: &Group) -> bool {
        let closed = group.done == Some(Act::Close);
        closed
            && self.marks.iter().any(|mark| *mark.role == Role::Lasting && mark.words.end == group.act.start)
    }

    /// A number of days, weeks or months.
    fn stretch<'q>(&self, quantity: &'q Quantity) -> Option<(&'q Quantity, Length, Range<usize>)> {
        let words = self.ground.words;
        let dash = usize::from(matches!(words.key(quantity.words.end), "-" | "‑"));
        let unit = quantity.words.end + dash;
        let mark = self
            .marks
            .iter()
            .find(|mark| mark.words.start == unit && matches!(mark.role, Role::Length(_)))?;
        let Role::Length(length) = *mark.role else { return None };
        Some((quantity, length, quantity.words.start..unit + 1))
    }
}

/// The last day: thirty days from the 1st end on the 30th, one month from the 4th on the 4th.
fn end(from: Date, quantity: &Quantity, length: Length) -> Option<Date> {
    let count = i32::try_from(quantity.min?).ok().filter(|count| (1..=400).contains(count))?;
    let span = match length {
        Length::Days => (count - 1).days(),
        Length::Weeks => (count * 7 - 1).days(),
        Length::Months => count.months(),
    };
    from.checked_add(span).ok()
}

fn ago_day(day: Date, quantity: &Quantity, length: Length) -> Option<Date> {
    let count = i32::try_from(quantity.min?).ok().filter(|count| (1..=400).contains(count))?;
    let span = match length {
        Length::Days => count.days(),
        Length::Weeks => (count * 7).days(),
        Length::Months => count.months(),
    };
    day.checked_sub(span).ok()
}

fn last(time: &TimeMention) -> Option<PartialDate> {
    let day = time.date.end.or(time.date.start).map(PartialDate::Day);
    time.partial.or(day)
}

fn put(slot: &mut Said<PartialDate>, value: Option<PartialDate>, words: Range<usize>, basis: Basis) {
    let Some(value) = value else { return };
    let better = slot.as_ref().is_none_or(|(_, _, old)| *old == Basis::Derived && basis == Basis::Stated);
    if better {
        *slot = Some((value, words, basis));
    }
}

/// Of the restrictions of a sentence, these words stand nearest to this one; they rather follow it.
fn is_nearest(words: &Range<usize>, group: &Group, groups: &[Group]) -> bool {
    let distance = |group: &Group| {
        let whole = group.words();
        gap(&whole, words) + if words.end <= whole.start { AHEAD } else { 0 }
    };
    let nearest = groups.iter().map(distance).min().unwrap_or(0);
    distance(group) == nearest
}
