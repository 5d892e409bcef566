//! Restrictions: what is closed, banned or suspended, where, since when, until when, at which hours, by whom.
//!
//! Law: only what somebody ordered, or an armed group imposed, and only as it stands: what could be imposed,
//! what was demanded, and what closed by itself is no measure. Told twice in a report, it is one.

mod dates;
mod exempt;
mod extent;
mod group;
mod merge;
mod place;
mod table;
#[cfg(test)]
mod tests;

pub use extent::{Extent, Ground, numbers_in};
pub(crate) use table::is_road_number;
pub use table::{MeasureWords, Role};

use crate::number::Quantity;
use crate::places::PlaceFound;
use crate::words::Words;
use dates::{Dates, Hearing};
use group::{Group, gap};
use jiff::civil::Date;
use std::cell::OnceCell;
use std::ops::Range;
use table::{Mark, Same, Subject};
use vigie_model::{Basis, BlockKind, Measure, MeasureKind, MeasureStatus, PlaceKind, Span};

/// A restriction and the words that say each of its properties.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundMeasure {
    /// What was understood; its key is empty.
    pub measure: Measure,
    /// For each property that has a value.
    pub evidence: Vec<Evidence>,
    /// The words for the restriction itself.
    pub anchor: Span,
    /// Its sentence.
    pub sentence: usize,
    /// Sets the kinds of `other` apart.
    topic: String,
    /// Its place holds a name.
    named: bool,
    /// Told in the headline alone.
    headline: bool,
}

/// The words that say one property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// JSON pointer within the measure or figure.
    pub property: &'static str,
    /// Where it is said.
    pub spans: Vec<Span>,
    /// Said, or derived from what stands around.
    pub basis: Basis,
}

/// "All measures" looks back on so many: a long text must not cost the square of it.
const RECENT: usize = 100;

/// The topic of people who go about.
const OUTING: &str = "outing";

/// "The following measures, from 10 April" holds for so many sentences behind it.
const LISTED: usize = 20;

/// What a text is about shows in so many of its first sentences, or words.
const OPENING: usize = 200;

/// Every restriction of a text, in the order of its first mention.
pub fn measures(ground: Ground, quantities: &[Quantity], published: Option<Date>) -> Vec<FoundMeasure> {
    let words = ground.words;
    let scene = Scene { ground, quantities, published, home: OnceCell::new() };
    let mut found: Vec<FoundMeasure> = Vec::new();
    let mut announced: Option<(usize, Dates)> = None;
    for sentence in 0..words.sentences.len() {
        announced = scene.announced(sentence).or(announced);
        let read = scene.read(sentence, found.last());
        let mut read = if read.is_empty() { scene.again(sentence, &found) } else { read };
        if let Some((at, dates)) = announced.as_ref().filter(|(at, _)| at + LISTED >= sentence) {
            read.iter_mut().filter(|one| one.sentence >= *at).for_each(|one| scene.default_dates(one, dates));
        }
        found.extend(read);
        scene.exempt(sentence, &mut found);
    }
    if scene.is_of_nature() {
        // A flood cuts roads; only what somebody ordered is a restriction then.
        found.retain(|one| one.measure.kind != MeasureKind::RoadClosure || one.measure.authority.is_some());
    }
    // A headline says least; the body's words stand for what both say.
    found.sort_by_key(|one: &FoundMeasure| one.headline);
    merge::merge(found)
}

/// What one sentence is read against.
struct Scene<'a> {
    ground: Ground<'a>,
    quantities: &'a [Quantity],
    published: Option<Date>,
    /// The place that the text names most.
    home: OnceCell<Option<Range<usize>>>,
}

impl Scene<'_> {
    fn read(&self, sentence: usize, before: Option<&FoundMeasure>) -> Vec<FoundMeasure> {
        let Some(range) = self.ground.words.sentences.get(sentence).map(|sentence| sentence.words.clone())
        else {
            return Vec::new();
        };
        let marks = self.ground.language.measures.marks(self.ground.words, range.clone());
        let recital = |mark: &Mark| *mark.role == Role::Recital && mark.words.start <= range.start + 1;
        let aside = |mark: &Mark| *mark.role == Role::Natural || recital(mark);
        if !has_core(self.ground, &marks) || marks.iter().any(aside) {
            return Vec::new();
        }
        let headline = self.is_title(sentence);
        let marks: Vec<Mark> = marks
            .into_iter()
            .filter(|mark| !headline || !matches!(mark.role, Role::WeakObject(..)))
            // The "Boucle du Mouhoun" seals nothing off.
            .filter(|mark| !matches!(mark.role, Role::Act(_)) || !self.ground.is_placed(mark.words.start))
            .collect();
        let mut groups =
            group::groups(self.ground, range.clone(), &marks, numbers_in(self.quantities, &range));
        if !groups.is_empty() {
            groups.extend(before.and_then(|before| resumed(&marks, before, sentence)));
        }
        let hearing = self.hearing(&marks);
        let told = groups.iter().map(|group| {
            let dates = hearing.dates(group, &groups, range.clone());
            self.told(group, &groups, &dates, sentence, &marks)
        });
        let mut told: Vec<FoundMeasure> = told.flatten().collect();
        for mark in &marks {
            let (Role::Same(same), Some(before)) = (mark.role, before) else { continue };
            told.iter_mut().for_each(|one| one.share(*same, before));
        }
        told
    }

    /// The headline tells of a flood or a disease.
    fn is_of_nature(&self) -> bool {
        let Some(first) = self.ground.words.sentences.first().filter(|_| self.is_title(0)) else {
            return false;
        };
        let marks = self.ground.language.measures.marks(self.ground.words, first.words.clone());
        marks.iter().any(|mark| *mark.role == Role::Natural)
    }

    /// "The following measures apply from 10 April for three months:": the times of those that follow.
    fn announced(&self, sentence: usize) -> Option<(usize, Dates)> {
        let range = self.ground.words.sentences.get(sentence)?.words.clone();
        let marks = self.ground.language.measures.marks(self.ground.words, range.clone());
        let mark = marks.iter().find(|mark| *mark.role == Role::Ahead)?;
        let group = Group::about(mark.words.clone());
        let dates = self.hearing(&marks).dates(&group, std::slice::from_ref(&group), range);
        dates.from.is_some().then_some((sentence, dates))
    }

    /// Takes over what the announcement of several says where it says nothing itself.
    fn default_dates(&self, found: &mut FoundMeasure, dates: &Dates) {
        let stated = |property| {
            let mut said = found.evidence.iter().filter(|one| one.property == property);
            said.any(|one| one.basis == Basis::Stated)
        };
        let derived = |said: &dates::Said<_>| {
            said.clone().map(|(day, words, _): (_, Range<usize>, Basis)| (day, words, Basis::Derived))
        };
        let from = derived(&dates.from).filter(|_| !stated("/from"));
        let until = derived(&dates.until).filter(|_| !stated("/until") && !stated("/from"));
        self.set_dates(found, &Dates { from, until, daily: None });
    }

    /// "The measure, in force since June, will run until 12 March": more about what was just told.
    fn again(&self, sentence: usize, found: &[FoundMeasure]) -> Vec<FoundMeasure> {
        let Some(range) = self.ground.words.sentences.get(sentence).map(|sentence| sentence.words.clone())
        else {
            return Vec::new();
        };
        let marks = self.ground.language.measures.marks(self.ground.words, range.clone());
        let Some(mark) = marks.iter().find(|mark| matches!(mark.role, Role::Again(_))) else {
            return Vec::new();
        };
        let Some(last) = found.last().map(|last| last.sentence) else { return Vec::new() };
        let all = *mark.role == Role::Again(true);
        if !all && last + 2 < sentence {
            return Vec::new();
        }
        let group = Group::about(mark.words.clone());
        let dates = self.hearing(&marks).dates(&group, std::slice::from_ref(&group), range);
        let recent = found.len().saturating_sub(RECENT);
        let told = found[recent..].iter().filter(|one| all && !one.headline || one.sentence == last);
        told.map(|one| self.more(one, &group, &dates)).collect()
    }

    fn hearing<'h>(&'h self, marks: &'h [Mark<'h>]) -> Hearing<'h> {
        let (quantities, published) = (self.quantities, self.published);
        Hearing { ground: self.ground, marks, quantities, published }
    }

    fn more(&self, told: &FoundMeasure, group: &Group, dates: &Dates) -> FoundMeasure {
        let subject = Subject { kind: told.measure.kind, topic: told.topic.clone() };
        let mut found = self.bare(group, &subject, &group.act, told.sentence);
        self.set_dates(&mut found, dates);
        found
    }

    fn told(
        &self,
        group: &Group,
        groups: &[Group],
        dates: &Dates,
        sentence: usize,
        marks: &[Mark],
    ) -> Vec<FoundMeasure> {
        let each = group.subjects.iter();
        each.map(|(subject, words)| {
            let mut found = self.bare(group, subject, words, sentence);
            self.set_status(&mut found, group);
            self.set_place(&mut found, group, groups, words, marks);
            self.set_authority(&mut found, group, marks);
            self.set_dates(&mut found, dates);
            found.settle_outing();
            found
        })
        .filter(|found| !is_figure_of_speech(found))
        .collect()
    }

    fn bare(&self, group: &Group, subject: &Subject, words: &Range<usize>, sentence: usize) -> FoundMeasure {
        let anchor = self.span(words);
        let spans =
            if *words == group.act { vec![anchor] } else { sorted(vec![anchor, self.span(&group.act)]) };
        FoundMeasure {
            measure: Measure {
                key: String::new(),
                kind: subject.kind,
                place: None,
                country: None,
                authority: None,
                from: None,
                until: None,
                daily: None,
                exemptions: Vec::new(),
                status: MeasureStatus::InForce,
            },
            evidence: vec![Evidence { property: "/kind", spans, basis: Basis::Stated }],
            anchor,
            sentence,
            topic: subject.topic.clone(),
            named: false,
            headline: self.is_title(sentence),
        }
    }

    fn set_status(&self, found: &mut FoundMeasure, group: &Group) {
        let told = group
            .status
            .clone()
            .or_else(|| group.is_ending().then(|| (MeasureStatus::Lifted, group.act.clone())));
        if let Some((status, words)) = told {
            found.measure.status = status;
            found.say("/status", vec![self.span(&words)], Basis::Stated);
        }
    }

    /// The nearest person or body that orders, the one before the act first.
    fn officer<'m>(&self, group: &Group, marks: &'m [Mark]) -> Option<&'m Mark<'m>> {
        let whole = group.words();
        let cost =
            |mark: &&Mark| gap(&mark.words, &whole) + if mark.words.start < whole.start { 0 } else { 3 };
        marks.iter().filter(|mark| *mark.role == Role::Authority).min_by_key(cost)
    }

    /// Who ordered it, with their title and its name.
    fn set_authority(&self, found: &mut FoundMeasure, group: &Group, marks: &[Mark]) {
        let sentence = self.ground.words.sentence_words(group.act.start);
        let Some(mark) = self.officer(group, marks) else { return self.set_orders(found, &sentence, marks) };
        let start = self.with_article(mark.words.start, sentence.start);
        let (end, named) = self.ground.extend(mark.words.end, sentence.end);
        let words = start..if named { end } else { mark.words.end };
        found.measure.authority = Some(self.ground.words.phrase(words.clone()).to_owned());
        found.say("/authority", vec![self.span(&words)], Basis::Stated);
    }

    /// "by order of Sector 3": who ordered it, where no title says so.
    fn set_orders(&self, found: &mut FoundMeasure, sentence: &Range<usize>, marks: &[Mark]) {
        let Some(mark) = marks.iter().find(|mark| *mark.role == Role::ByOrder) else { return };
        let ends = |at: &usize| {
            self.ground.in_time(*at) || matches!(self.ground.words.key(*at), "," | "." | ";" | "(")
        };
        let end = (mark.words.end..sentence.end).find(ends).unwrap_or(sentence.end).min(mark.words.end + 7);
        let words = mark.words.end..end;
        if !words.is_empty() {
            found.measure.authority = Some(self.ground.words.phrase(words.clone()).to_owned());
            found.say("/authority", vec![self.span(&words)], Basis::Stated);
        }
    }

    fn set_dates(&self, found: &mut FoundMeasure, dates: &Dates) {
        if let Some((from, words, basis)) = &dates.from {
            found.measure.from = Some(*from);
            found.say("/from", vec![self.span(words)], *basis);
        }
        if let Some((until, words, basis)) = &dates.until {
            found.measure.until = Some(*until);
            found.say("/until", vec![self.span(words)], *basis);
        }
        if let Some((daily, words, basis)) = &dates.daily {
            found.measure.daily = Some(*daily);
            found.say("/daily", vec![self.span(words)], *basis);
        }
    }

    fn is_title(&self, sentence: usize) -> bool {
        self.ground.words.sentences.get(sentence).is_some_and(|sentence| sentence.kind == BlockKind::Title)
    }

    fn span(&self, words: &Range<usize>) -> Span {
        self.ground.words.span(words.clone())
    }
}

impl FoundMeasure {
    /// Holds a unit or country, or says both who ordered it and when: in a text about sport or the stage, no other
    /// restriction is meant.
    pub fn is_sure(&self, places: &[PlaceFound], words: &Words) -> bool {
        let spans = self.evidence.iter().filter(|one| one.property == "/where").flat_map(|one| &one.spans);
        let wide = |place: &PlaceFound| {
            matches!(place.kind, PlaceKind::Country | PlaceKind::Region | PlaceKind::District)
        };
        let mut spans = spans.map(|span| {
            let first = places.partition_point(|place| words.span(place.words.clone()).end <= span.start);
            let mut over =
                places[first..].iter().take_while(|place| words.span(place.words.clone()).overlaps(*span));
            over.any(wide)
        });
        let dated = self.measure.from.is_some() || self.measure.until.is_some();
        spans.any(|held| held) || dated && self.measure.authority.is_some()
    }

    /// Who may not go about over midnight is under a curfew: "l'interdiction de circuler entre 22 h et 5 h".
    fn settle_outing(&mut self) {
        if self.topic != OUTING {
            return;
        }
        self.topic.clear();
        if self.measure.daily.is_some_and(|[from, until]| until < from) {
            self.measure.kind = MeasureKind::Curfew;
        }
    }

    /// "for the same period", "at the same hours": takes over what the restriction told before has.
    fn share(&mut self, same: Same, before: &FoundMeasure) {
        let (mine, theirs) = (&mut self.measure, &before.measure);
        let properties: &[&str] = match same {
            Same::Period if mine.from.is_none() || mine.until.is_none() => {
                (mine.from, mine.until) = (theirs.from, theirs.until);
                &["/from", "/until"]
            }
            Same::Hours if mine.daily.is_none() => {
                mine.daily = theirs.daily;
                &["/daily"]
            }
            _ => return,
        };
        self.evidence.retain(|one| !properties.contains(&one.property));
        let shared = before.evidence.iter().filter(|one| properties.contains(&one.property));
        self.evidence.extend(shared.map(|one| Evidence { basis: Basis::Derived, ..one.clone() }));
    }

    fn say(&mut self, property: &'static str, spans: Vec<Span>, basis: Basis) {
        self.evidence.retain(|old| old.property != property);
        self.evidence.push(Evidence { property, spans, basis });
    }
}

/// "The measure covers three provinces, with a curfew in Milagro": beside another restriction, the one just told.
fn resumed(marks: &[Mark], before: &FoundMeasure, sentence: usize) -> Option<Group> {
    let again = marks.iter().find(|mark| *mark.role == Role::Again(false))?;
    let subject = Subject { kind: before.measure.kind, topic: before.topic.clone() };
    let words = again.words.clone();
    (before.sentence + 2 >= sentence).then(|| Group {
        subjects: vec![(subject, words.clone())],
        act: words,
        done: None,
        status: None,
        barred: false,
    })
}

/// "We were under siege for the last quarter of an hour", "told the press to leave": a blockade or evacuation is
/// one where its place is said.
fn is_figure_of_speech(found: &FoundMeasure) -> bool {
    let placed = found.evidence.iter().any(|one| one.property == "/where" && one.basis == Basis::Stated);
    match found.measure.kind {
        MeasureKind::Blockade => !(found.named && placed),
        MeasureKind::EvacuationOrder => !placed,
        _ => false,
    }
}

/// A sentence without a named restriction, an act or a "no" before a thing is left alone.
fn has_core(ground: Ground, marks: &[Mark]) -> bool {
    marks.iter().any(|mark| match mark.role {
        Role::Measure(_) | Role::Act(_) => true,
        Role::Object(..) | Role::WeakObject(..) => group::none_before(ground, mark.words.start).is_some(),
        _ => false,
    })
}

fn sorted(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    spans
}
