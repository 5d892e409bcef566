//! What is in force, where and when.
//!
//! Law: three answers. *In force* and *not in force* need a report that says so for that very moment;
//! everything else is *not known*. Announcements of one measure (began, extended, lifted) combine: the latest
//! word that settles the moment wins. A measure whose end is not stated holds for [`OPEN_ENDED_DAYS`] after the
//! last report that speaks of it; a temporary one for the day of that report only.

use crate::words::{Vagueness, vagueness};
use jiff::civil::{Date, Time};
use std::collections::{BTreeMap, BTreeSet};
use vigie_model::{Clock, Measure, MeasureKind, MeasureStatus, PartialDate, Published, fold, fold_name};

/// How long an open-ended measure is taken to hold after the last report that speaks of it. A month: curfews
/// and bans in the field's bulletins are renewed, or not, by the month.
pub const OPEN_ENDED_DAYS: i32 = 30;

/// One report's word on a measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Announcement<'a> {
    /// What it says.
    pub measure: &'a Measure,
    /// The report's name.
    pub report: &'a str,
    /// Who published it.
    pub source: Option<&'a str>,
    /// When.
    pub published: Option<Published>,
    /// Folded names of the places it is for, each on its own.
    pub keys: Vec<String>,
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// A report says so for that moment.
    InForce,
    /// The reports do not settle it.
    NotKnown,
    /// A report says that it ended, or has not begun.
    NotInForce,
}

impl State {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "in force",
            Self::NotKnown => "not known",
            Self::NotInForce => "not in force",
        }
    }
}

/// Where the hour that was asked lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hours {
    /// Within the daily hours, or the measure has none.
    Within,
    /// On a day when it is in force, at an hour when it is not.
    Outside,
}

/// One measure at one place, as all its announcements leave it at the moment that was asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing<'a> {
    /// What is restricted.
    pub kind: MeasureKind,
    /// Folded name of the place.
    pub key: String,
    /// The answer.
    pub state: State,
    /// Why, in words.
    pub why: String,
    /// For a moment with an hour, on a day when it is in force.
    pub hours: Option<Hours>,
    /// Daily hours, local to the place.
    pub daily: Option<[Clock; 2]>,
    /// First day, where stated.
    pub since: Option<PartialDate>,
    /// Last day, where stated.
    pub until: Option<PartialDate>,
    /// The announcement that settled the answer, else the latest.
    pub by: Announcement<'a>,
    /// All announcements, latest first.
    pub said: Vec<Announcement<'a>>,
}

/// The places that a measure's words name: "Bafoulabé and much of the region" → `bafoulabe`. Empty where they
/// name none by themselves ("the area").
pub fn place_keys(place: &str) -> Vec<String> {
    let separators = [" and ", " et ", " ou ", " or ", ",", ";", "/", "(", ")"];
    let mut parts = vec![place.to_owned()];
    for separator in separators {
        parts = parts.iter().flat_map(|part| part.split(separator).map(str::to_owned)).collect();
    }
    let mut keys: Vec<String> =
        parts.iter().map(|part| place_key(part)).filter(|key| !key.is_empty()).collect();
    keys.dedup();
    keys
}

/// Whether the words mean whole countries ("nationwide", "les trois pays") and not an area around.
pub fn means_countries(place: &str) -> bool {
    fold(place).split(' ').any(|word| vagueness(word) == Some(Vagueness::Country))
}

/// What is left of a name without the words that name nothing; empty where only directions are left.
fn place_key(part: &str) -> String {
    let name = fold_name(part);
    let kept: Vec<&str> = name
        .split(' ')
        .filter(|word| !matches!(vagueness(word), Some(Vagueness::Always | Vagueness::Country)))
        .collect();
    let names_nothing = kept.iter().all(|word| vagueness(word).is_some());
    if names_nothing { String::new() } else { kept.join(" ") }
}

/// Every measure at every place it was announced for, as it stands at that moment; those in force first, then
/// by kind and place. `time` is local to the place; without one the day as a whole is asked.
pub fn combine<'a>(announcements: &[Announcement<'a>], day: Date, time: Option<Time>) -> Vec<Standing<'a>> {
    let mut groups: BTreeMap<(MeasureKind, &str), Vec<&Announcement<'a>>> = BTreeMap::new();
    for announcement in announcements {
        for key in &announcement.keys {
            groups.entry((announcement.measure.kind, key)).or_default().push(announcement);
        }
    }
    let mut standings: Vec<Standing> =
        groups.into_iter().filter_map(|((kind, key), said)| standing(kind, key, said, day, time)).collect();
    standings.sort_by(|a, b| (a.state, a.kind, &a.key).cmp(&(b.state, b.kind, &b.key)));
    standings
}

fn standing<'a>(
    kind: MeasureKind,
    key: &str,
    mut said: Vec<&Announcement<'a>>,
    day: Date,
    time: Option<Time>,
) -> Option<Standing<'a>> {
    said.sort_by_key(|word| std::cmp::Reverse((word.published.and_then(Published::instant), word.report)));
    let began = |word: &&&Announcement| word.measure.status != MeasureStatus::Lifted;
    let daily = said.iter().filter(began).find_map(|word| word.measure.daily);
    let asked = daily.zip(time).map_or(day, |(daily, time)| night_of(daily, day, time));
    let (by, verdict) = latest_word(&said, asked)?;
    let state = verdict.state();
    let until = said.iter().filter(began).find_map(|word| word.measure.until);
    let ends_later = until.and_then(PartialDate::first).is_some_and(|first| first >= asked);
    Some(Standing {
        kind,
        key: key.to_owned(),
        state,
        why: if verdict == Verdict::Holds && ends_later {
            "within its stated dates".to_owned()
        } else {
            verdict.why(by, asked)
        },
        hours: hours(state, daily, time),
        daily,
        since: said.iter().filter(began).filter_map(|word| word.measure.from).min(),
        until,
        by: by.clone(),
        said: said.into_iter().cloned().collect(),
    })
}

/// Each announcement once: a measure that was announced for two places in one breath is one row, at the first.
pub fn once(standings: &mut Vec<Standing>) {
    let mut seen = BTreeSet::new();
    standings.retain(|standing| {
        let words = standing.said.iter().map(|word| (word.report.to_owned(), word.measure.key.clone()));
        seen.insert((standing.state, words.collect::<Vec<_>>()))
    });
}

/// The hour after midnight belongs to the night that began the day before.
fn night_of([from, until]: [Clock; 2], day: Date, time: Time) -> Date {
    let crosses = until <= from;
    if crosses && clock(time) < until { day.yesterday().unwrap_or(day) } else { day }
}

fn hours(state: State, daily: Option<[Clock; 2]>, time: Option<Time>) -> Option<Hours> {
    let (State::InForce, Some(time)) = (state, time.map(clock)) else { return None };
    let within = daily.is_none_or(|[from, until]| {
        if from < until { from <= time && time < until } else { time >= from || time < until }
    });
    Some(if within { Hours::Within } else { Hours::Outside })
}

fn clock(time: Time) -> Clock {
    Clock { hour: u8::try_from(time.hour()).unwrap_or(0), minute: u8::try_from(time.minute()).unwrap_or(0) }
}

/// What one announcement says of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// In force.
    Holds,
    /// Lifted on a day before, or on it.
    Lifted(Date),
    /// Was to end before.
    Ended(PartialDate),
    /// Begins later; of the time before it says nothing firm.
    NotYet(PartialDate),
    /// The start or the end is stated too coarsely to tell.
    Coarse,
    /// Before the report, and the start is not stated.
    StartUnknown,
    /// So many days after the report, and the end is not stated.
    EndUnknown(i32),
    /// A lifting, asked of a day before it.
    Silent,
}

impl Verdict {
    fn is_firm(self) -> bool {
        matches!(self, Self::Holds | Self::Lifted(_) | Self::Ended(_))
    }

    fn state(self) -> State {
        match self {
            Self::Holds => State::InForce,
            Self::Lifted(_) | Self::Ended(_) | Self::NotYet(_) => State::NotInForce,
            Self::Coarse | Self::StartUnknown | Self::EndUnknown(_) | Self::Silent => State::NotKnown,
        }
    }

    fn why(self, word: &Announcement, asked: Date) -> String {
        match self {
            Self::Holds if word.measure.until.is_some() => "within its stated dates".to_owned(),
            Self::Holds if word.measure.status == MeasureStatus::Temporary => {
                "temporary, its end is not stated: known for the day of the report only".to_owned()
            }
            Self::Holds => {
                format!("its end is not stated: taken to hold for {OPEN_ENDED_DAYS} days after the report")
            }
            Self::Lifted(day) => format!("lifted as of {day}"),
            Self::Ended(until) => format!("was to end on {until}, and no later word extends it"),
            Self::NotYet(from) => format!("begins on {from}"),
            Self::Coarse => format!("its dates are stated too coarsely to tell for {asked}"),
            Self::StartUnknown => "its start is not stated, and the report came later".to_owned(),
            Self::EndUnknown(days) if word.measure.status == MeasureStatus::Temporary => {
                format!("temporary, its end is not stated, and the last word is {days} days old")
            }
            Self::EndUnknown(days) => format!("its end is not stated, and the last word is {days} days old"),
            Self::Silent => "lifted later; when it began is not stated".to_owned(),
        }
    }
}

/// The latest announcement that settles the day; else the latest that says anything; else the latest.
fn latest_word<'w, 'a>(said: &[&'w Announcement<'a>], day: Date) -> Option<(&'w Announcement<'a>, Verdict)> {
    let verdicts: Vec<(&Announcement, Verdict)> =
        said.iter().map(|word| (*word, verdict(word, day))).collect();
    let firm = verdicts.iter().find(|(_, verdict)| verdict.is_firm());
    let unsettled = verdicts
        .iter()
        .find(|(_, verdict)| verdict.state() == State::NotKnown && *verdict != Verdict::Silent);
    firm.or(unsettled).or(verdicts.first()).copied()
}

fn verdict(word: &Announcement, day: Date) -> Verdict {
    let published = word.published.map(Published::day);
    if word.measure.status == MeasureStatus::Lifted {
        return lifting(word.measure, published, day);
    }
    if let Some(until) = word.measure.until {
        match (until.first(), until.last()) {
            (_, Some(last)) if day > last => return Verdict::Ended(until),
            (Some(first), Some(last)) if first < day && first != last => return Verdict::Coarse,
            _ => {}
        }
    }
    match beginning(word, published, day) {
        Some(verdict) => verdict,
        None if word.measure.until.is_some() => Verdict::Holds,
        None => open_end(word.measure.status, published, day),
    }
}

fn lifting(measure: &Measure, published: Option<Date>, day: Date) -> Verdict {
    let stated = measure.from.or(measure.until);
    let (first, last) = match stated {
        Some(date) => (date.first(), date.last()),
        None => (published, published),
    };
    match (first, last) {
        (_, Some(last)) if day >= last => Verdict::Lifted(last),
        (Some(first), _) if day >= first => Verdict::Coarse,
        _ => Verdict::Silent,
    }
}

/// What the start says against the day; `None` where the measure had begun.
fn beginning(word: &Announcement, published: Option<Date>, day: Date) -> Option<Verdict> {
    match word.measure.from {
        Some(from) if from.first().is_some_and(|first| day < first) => Some(match word.measure.status {
            // What is extended was there before; since when, this word does not say.
            MeasureStatus::Extended => Verdict::StartUnknown,
            _ => Verdict::NotYet(from),
        }),
        Some(from) if from.last().is_some_and(|last| day < last) => Some(Verdict::Coarse),
        Some(_) => None,
        None => published.is_none_or(|published| day < published).then_some(Verdict::StartUnknown),
    }
}

fn open_end(status: MeasureStatus, published: Option<Date>, day: Date) -> Verdict {
    let patience = if status == MeasureStatus::Temporary { 0 } else { OPEN_ENDED_DAYS };
    let age = published.and_then(|published| days_between(published, day));
    match age {
        Some(age) if age <= patience => Verdict::Holds,
        Some(age) => Verdict::EndUnknown(age),
        // Without a date of publication the last word has no age.
        None => Verdict::Coarse,
    }
}

/// Days from one to the other, negative where it lies before.
fn days_between(from: Date, to: Date) -> Option<i32> {
    from.until(to).ok().map(|span| span.get_days())
}
