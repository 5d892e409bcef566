//! Restrictions: what is closed, banned or suspended, where, since when, until when, at which hours, by whom.
//!
//! Law: only what somebody ordered, or an armed group imposed, and only as it stands: what could be imposed,
//! what was demanded, and what closed by itself is no measure. Told twice in a report, it is one.

mod dates;
mod extent;
mod group;
mod merge;
mod table;
#[cfg(test)]
mod tests;

pub use extent::{Extent, Ground, numbers_in};
pub use table::{MeasureWords, Role};

use crate::lexicon::Language;
use crate::number::Quantity;
use crate::time::TimeMention;
use crate::words::Words;
use dates::{Dates, Hearing};
use group::{Group, gap};
use jiff::civil::Date;
use std::cell::OnceCell;
use std::ops::Range;
use table::{Mark, Subject};
use vigie_model::{Basis, BlockKind, Measure, MeasureKind, MeasureStatus, Span};

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

/// A phrase of place that costs more yields to the thing's own name.
const FAR: usize = 12;

/// What a text is about shows in so many of its first sentences, or words.
const OPENING: usize = 200;

/// Every restriction of a text, in the order of its first mention.
pub fn measures(
    language: &Language,
    words: &Words,
    quantities: &[Quantity],
    times: &[TimeMention],
    published: Option<Date>,
) -> Vec<FoundMeasure> {
    let ground = Ground { language, words, times };
    let scene = Scene { ground, quantities, published, home: OnceCell::new() };
    let mut found: Vec<FoundMeasure> = Vec::new();
    for sentence in 0..words.sentences.len() {
        let read = scene.read(sentence);
        let read = if read.is_empty() { scene.again(sentence, &found) } else { read };
        found.extend(read);
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
    fn read(&self, sentence: usize) -> Vec<FoundMeasure> {
        let Some(range) = self.ground.words.sentences.get(sentence).map(|sentence| sentence.words.clone())
        else {
            return Vec::new();
        };
        let marks = self.ground.language.measures.marks(self.ground.words, range.clone());
        if !has_core(&marks) || marks.iter().any(|mark| *mark.role == Role::Natural) {
            return Vec::new();
        }
        let headline = self.is_title(sentence);
        let marks: Vec<Mark> = marks
            .into_iter()
            .filter(|mark| !headline || !matches!(mark.role, Role::WeakObject(..)))
            .collect();
        let groups = group::groups(self.ground, range.clone(), &marks, numbers_in(self.quantities, &range));
        let hearing = Hearing {
            ground: self.ground,
            marks: &marks,
            quantities: self.quantities,
            published: self.published,
        };
        let told = groups.iter().map(|group| {
            let dates = hearing.dates(group, &groups, range.clone());
            self.told(group, &dates, sentence, &marks)
        });
        told.flatten().collect()
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
        let group = Group { subjects: Vec::new(), act: mark.words.clone(), done: None, status: None };
        let hearing = Hearing {
            ground: self.ground,
            marks: &marks,
            quantities: self.quantities,
            published: self.published,
        };
        let dates = hearing.dates(&group, std::slice::from_ref(&group), range);
        let told = found.iter().filter(|one| all && !one.headline || one.sentence == last);
        told.map(|one| self.more(one, &group, &dates)).collect()
    }

    fn more(&self, told: &FoundMeasure, group: &Group, dates: &Dates) -> FoundMeasure {
        let subject = Subject { kind: told.measure.kind, topic: told.topic.clone() };
        let mut found = self.bare(group, &subject, &group.act, told.sentence);
        self.set_dates(&mut found, dates);
        found
    }

    fn told(&self, group: &Group, dates: &Dates, sentence: usize, marks: &[Mark]) -> Vec<FoundMeasure> {
        let each = group.subjects.iter();
        each.map(|(subject, words)| {
            let mut found = self.bare(group, subject, words, sentence);
            self.set_status(&mut found, group);
            self.set_place(&mut found, group, words, marks);
            self.set_authority(&mut found, group, marks);
            self.set_dates(&mut found, dates);
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

    /// Beside the act, or the thing's own name ("the border with Sudan"), else that of who ordered it, else what
    /// the text spoke of last.
    fn set_place(&self, found: &mut FoundMeasure, group: &Group, thing: &Range<usize>, marks: &[Mark]) {
        let kind = found.measure.kind;
        let (own, named) = self.own_name(thing, kind, *thing == group.act);
        let own_named = Some(own.clone()).filter(|_| named);
        let (beside, cost) = self.beside(group, found.sentence).unzip();
        let ahead = |words: &Option<Range<usize>>| {
            words.as_ref().is_some_and(|words| words.end <= group.words().start)
        };
        let stated = match kind {
            MeasureKind::BorderClosure | MeasureKind::FlightBan => own_named.or(beside).or(Some(own)),
            _ if cost.is_some_and(|cost| cost > FAR) || ahead(&beside) => own_named.or(beside),
            // "sealed off the road": which, the reader of the text knows.
            MeasureKind::RoadClosure => {
                beside.or(own_named).or(Some(own).filter(|words| words.len() == thing.len() + 1))
            }
            _ => beside.or(own_named),
        };
        let stated = stated.or_else(|| self.after(group));
        let derived = || {
            self.seat(group, marks)
                .or_else(|| self.before(found.sentence))
                .or_else(|| self.home.get_or_init(|| home(self.ground)).clone())
        };
        let told = stated
            .map(|words| (words, Basis::Stated))
            .or_else(|| derived().map(|words| (words, Basis::Derived)));
        let Some((words, basis)) = told else { return };
        found.named = words.clone().any(|word| self.ground.is_name(word));
        found.measure.place = Some(self.ground.words.phrase(words.clone()).to_owned());
        found.say("/where", vec![self.span(&words)], basis);
    }

    /// A name just after the restriction that nothing leads to.
    fn after(&self, group: &Group) -> Option<Range<usize>> {
        let whole = group.words();
        let end = self.ground.words.sentence_words(whole.start).end.min(whole.end + 6);
        self.ground.bare_name(whole.end..end)
    }

    /// The name within the title of who ordered it: "le maire d’Oicha".
    fn seat(&self, group: &Group, marks: &[Mark]) -> Option<Range<usize>> {
        let mark = self.officer(group, marks)?;
        let end = self.ground.words.sentence_words(mark.words.start).end;
        let start = mark.words.end + self.ground.joint(mark.words.end, end)?;
        let (last, named) = self.ground.extend(start, end);
        named.then_some(start..last)
    }

    /// The phrase of place of this sentence that stands nearest, one after the act before one ahead of it.
    fn beside(&self, group: &Group, sentence: usize) -> Option<(Range<usize>, usize)> {
        let words = self.ground.words.sentences.get(sentence)?.words.clone();
        let whole = group.words();
        let extents = self.ground.extents(words).into_iter();
        let cost = |extent: &Extent| {
            let ahead = if extent.words.start < whole.start && !extent.subject { 6 } else { 0 };
            let parted = (extent.words.end..whole.start).any(|word| self.ground.words.key(word) == ":");
            let far = if parted { 20 } else { 0 };
            gap(&extent.words, &whole) + ahead + far + if extent.named { 0 } else { 4 }
        };
        let inside =
            |extent: &Extent| group.subjects.iter().any(|(_, words)| words.contains(&extent.words.start));
        extents
            .filter(|extent| !inside(extent))
            .map(|extent| (cost(&extent), extent.words))
            .min_by_key(|(cost, _)| *cost)
            .map(|(cost, words)| (words, cost))
    }

    /// The thing's own name, and whether it has one. A border, road or crossing is its own place ("The border
    /// with Sudan", "the Gatumba crossing"); a market, school or flight is at the place it names ("Tougan").
    fn own_name(&self, thing: &Range<usize>, kind: MeasureKind, itself: bool) -> (Range<usize>, bool) {
        use MeasureKind as K;
        let ground = self.ground;
        let sentence = ground.words.sentence_words(thing.start);
        let owner = self.owner(thing.start, sentence.start);
        let start = self.with_article(thing.start, sentence.start);
        let before = |word: usize| ground.is_name(word) && !ground.is_common(word, sentence.start);
        let named_before = !itself && (start..thing.end).any(before);
        let joint = ground.joint(thing.end, sentence.end);
        let units = joint.and_then(|joint| ground.counted(thing.end + joint, sentence.end));
        let (end, named) = ground.extend(thing.end, sentence.end);
        // "Curfew Of": a joint in capitals is no name.
        let named = named && end > thing.end + joint.unwrap_or(0);
        if let Some(owner) = owner.filter(|_| !named) {
            return (owner, true);
        }
        let end = if named { end } else { units.unwrap_or(thing.end) };
        let whole = matches!(kind, K::BorderClosure | K::RoadClosure | K::RiverCrossingSuspension)
            || end == thing.end;
        let opens = |word: &usize| ground.is_name(*word) || is_article(ground, *word);
        let inner =
            (thing.end + joint.unwrap_or(0)..end).find(opens).unwrap_or(thing.end + joint.unwrap_or(0));
        let start = if whole { start } else { inner };
        (start..end.max(thing.end), named || named_before || units.is_some())
    }

    /// "Nikopol's outdoor" markets: the name before the possessive.
    fn owner(&self, thing: usize, first: usize) -> Option<Range<usize>> {
        let mark = (first.max(thing.saturating_sub(3))..thing)
            .rev()
            .find(|&at| self.ground.words.key(at) == "'s")?;
        let start = self.with_article(mark, first);
        (start < mark && self.ground.is_name(mark - 1)).then_some(start..mark)
    }

    /// Back over articles and names: "the Gatumba" crossing, "The Plateau State" government.
    fn with_article(&self, mut start: usize, first: usize) -> usize {
        while start > first && (self.ground.is_name(start - 1) || is_article(self.ground, start - 1)) {
            start -= 1;
        }
        start
    }

    /// The last named place of the sentences before, in the same block or its heading.
    fn before(&self, sentence: usize) -> Option<Range<usize>> {
        let words = self.ground.words;
        (sentence.saturating_sub(2)..sentence).rev().find_map(|earlier| {
            let earlier = words.sentences.get(earlier).filter(|earlier| earlier.kind != BlockKind::Title)?;
            let extents = self.ground.extents(earlier.words.clone());
            extents.into_iter().find(|extent| extent.named).map(|extent| extent.words)
        })
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
        let whole = group.words();
        let sentence = self.ground.words.sentence_words(whole.start);
        let cost =
            |mark: &&Mark| gap(&mark.words, &whole) + if mark.words.start < whole.start { 0 } else { 3 };
        let Some(mark) = marks.iter().filter(|mark| *mark.role == Role::Authority).min_by_key(cost) else {
            return;
        };
        let start = self.with_article(mark.words.start, sentence.start);
        let (end, named) = self.ground.extend(mark.words.end, sentence.end);
        let words = start..if named { end } else { mark.words.end };
        found.measure.authority = Some(self.ground.words.phrase(words.clone()).to_owned());
        found.say("/authority", vec![self.span(&words)], Basis::Stated);
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
    fn say(&mut self, property: &'static str, spans: Vec<Span>, basis: Basis) {
        self.evidence.retain(|old| old.property != property);
        self.evidence.push(Evidence { property, spans, basis });
    }
}

/// "We were under siege for the last quarter of an hour": a blockade is one where a place is said to be under it.
fn is_figure_of_speech(found: &FoundMeasure) -> bool {
    let placed = found.evidence.iter().any(|one| one.property == "/where" && one.basis == Basis::Stated);
    found.measure.kind == MeasureKind::Blockade && !(found.named && placed)
}

/// A sentence without a named restriction or an act is left alone.
fn has_core(marks: &[Mark]) -> bool {
    marks.iter().any(|mark| matches!(mark.role, Role::Measure(_) | Role::Act(_)))
}

fn is_article(ground: Ground, word: usize) -> bool {
    matches!(ground.words.key(word), "the" | "le" | "la" | "les" | "l'")
}

fn sorted(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    spans
}

/// The place that most phrases of place of the text name, a unit of administration before a site; the first
/// of several.
fn home(ground: Ground) -> Option<Range<usize>> {
    let sentences = ground.words.sentences.iter().take(OPENING);
    let all =
        sentences.flat_map(|sentence| ground.extents(sentence.words.clone())).filter(|extent| extent.named);
    let mut counted: Vec<(String, usize, Range<usize>)> = Vec::new();
    for extent in all {
        let name = vigie_model::fold_name(ground.words.phrase(extent.words.clone()));
        let weight = 1 + usize::from(ground.is_unit(&extent));
        match counted.iter_mut().find(|(known, _, _)| *known == name) {
            Some((_, times, _)) => *times += weight,
            None => counted.push((name, weight, extent.words)),
        }
    }
    let most = counted.into_iter().rev().max_by_key(|(_, times, _)| *times).map(|(_, _, words)| words);
    most.or_else(|| repeated(ground))
}

/// A short notice leads to no place: the first name that it says twice.
fn repeated(ground: Ground) -> Option<Range<usize>> {
    let words = ground.words;
    let named = |word: &usize| ground.is_name(*word) && words.written(*word).len() > 3;
    let again = |word: &usize| {
        (*word + 1..words.words.len())
            .any(|other| words.key(other) == words.key(*word) && ground.is_name(other))
    };
    (0..words.words.len().min(OPENING)).filter(named).find(again).map(|word| word..word + 1)
}
