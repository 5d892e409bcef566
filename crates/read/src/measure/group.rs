//! Restrictions of one sentence: a word that names one ("curfew"), or an act and the things that it falls on
//! ("closed … the border", "forbidden motorcycles and travel on foot").

use super::extent::Ground;
use super::table::{Act, Mark, Role, Subject};
use crate::number::Quantity;
use crate::senses::{Cue, Sense};
use crate::words::Shape;
use std::ops::Range;
use vigie_model::{MeasureKind, MeasureStatus};

/// One act and what it falls on.
#[derive(Debug, Clone)]
pub struct Group {
    /// What is restricted, and the words for it.
    pub subjects: Vec<(Subject, Range<usize>)>,
    /// The words for the act; those of the subject where it names itself.
    pub act: Range<usize>,
    /// What the act is, where the restriction does not name itself.
    pub done: Option<Act>,
    /// What the sentence says of it, and where.
    pub status: Option<(MeasureStatus, Range<usize>)>,
    /// A mere "no" bars it, which is no negation then.
    pub barred: bool,
}

/// An act further than this from a thing does not fall on it.
const REACH: usize = 14;
/// One thing of a list stands so near the next.
const LISTED: usize = 6;
/// A status or an "if" further than this from the act does not turn it.
const NEAR: usize = 15;
const BEFORE: usize = 8;

impl Group {
    /// Words that speak of a restriction and name none.
    pub fn about(words: Range<usize>) -> Self {
        Self { subjects: Vec::new(), act: words, done: None, status: None, barred: false }
    }

    /// The act itself ends it.
    pub fn is_ending(&self) -> bool {
        matches!(self.done, Some(Act::Reopen | Act::Resume))
    }

    /// It is over.
    pub fn is_lifted(&self) -> bool {
        self.status.as_ref().map_or(self.is_ending(), |(status, _)| *status == MeasureStatus::Lifted)
    }

    /// All of its words, from the first to the last.
    pub fn words(&self) -> Range<usize> {
        let all = self.subjects.iter().map(|(_, words)| words).chain([&self.act]);
        all.fold(self.act.clone(), |whole, part| whole.start.min(part.start)..whole.end.max(part.end))
    }
}

/// The restrictions of a sentence, in order.
pub fn groups(ground: Ground, sentence: Range<usize>, marks: &[Mark], numbers: &[Quantity]) -> Vec<Group> {
    let clauses = clauses(ground, sentence);
    let mut groups: Vec<Group> = marks.iter().filter_map(named).collect();
    groups.extend(acted(ground, marks, &clauses, numbers));
    groups.extend(barred(ground, marks, &groups));
    groups.sort_by_key(|group| group.words().start);
    groups.retain(|group| is_real(ground, group, marks, &clauses));
    drop_labels(ground, &mut groups);
    settle_status(ground, &mut groups, marks, &clauses);
    groups
}

/// "STATE OF EMERGENCY - The cabinet has extended the state of emergency": the heading of a notice is no second
/// restriction.
fn drop_labels(ground: Ground, groups: &mut Vec<Group>) {
    let kinds = |group: &Group| group.subjects.iter().map(|(subject, _)| subject.kind).collect::<Vec<_>>();
    let Some((first, rest)) = groups.split_first() else { return };
    let whole = first.words();
    let heads = whole.start <= ground.words.sentence_words(whole.start).start + 1
        && matches!(ground.words.key(whole.end), ":" | "-" | "–" | "—");
    if heads && rest.iter().any(|other| kinds(other) == kinds(first)) {
        groups.remove(0);
    }
}

/// A semicolon parts clauses.
fn clauses(ground: Ground, sentence: Range<usize>) -> Vec<usize> {
    sentence.filter(|&word| ground.words.key(word) == ";").collect()
}

fn same_clause(clauses: &[usize], a: usize, b: usize) -> bool {
    !clauses.iter().any(|&cut| a.min(b) < cut && cut < a.max(b))
}

fn named(mark: &Mark) -> Option<Group> {
    let Role::Measure(subject) = mark.role else { return None };
    let words = mark.words.clone();
    Some(Group {
        subjects: vec![(subject.clone(), words.clone())],
        act: words,
        done: None,
        status: None,
        barred: false,
    })
}

/// Each thing goes to the nearest act that may fall on it; acts without a thing fall away.
fn acted(ground: Ground, marks: &[Mark], clauses: &[usize], numbers: &[Quantity]) -> Vec<Group> {
    let acts: Vec<(Act, Range<usize>)> =
        marks.iter().filter_map(act).filter(|(_, at)| !negated(ground, at)).collect();
    let mut subjects: Vec<Vec<(Subject, Range<usize>)>> = vec![Vec::new(); acts.len()];
    // "891 schools closed" is a figure.
    for mark in objects(ground, marks).into_iter().filter(|mark| !is_counted(ground, mark, numbers)) {
        let (Role::Object(subject, by) | Role::WeakObject(subject, by)) = mark.role else { continue };
        let near = (0..acts.len()).filter(|&nth| {
            let (act, at) = &acts[nth];
            let listed = subjects[nth].last().is_some_and(|(_, last)| gap(last, &mark.words) <= LISTED);
            let reached = gap(at, &mark.words) <= REACH || listed;
            by.contains(act) && same_clause(clauses, at.start, mark.words.start) && reached
        });
        if let Some(nearest) = near.min_by_key(|&nth| (gap(&acts[nth].1, &mark.words), nth)) {
            subjects[nearest].push((subject.clone(), mark.words.clone()));
        }
    }
    let groups = acts.into_iter().zip(subjects).filter(|(_, subjects)| !subjects.is_empty());
    groups.map(|((act, at), subjects)| group(act, at, subjects)).collect()
}

/// A number stands before the thing, or one word further: "two commuter buses". "The three markets" are known ones.
fn is_counted(ground: Ground, thing: &Mark, numbers: &[Quantity]) -> bool {
    let known = |number: &Quantity| {
        let before = number.words.start.checked_sub(1).map(|at| ground.words.key(at));
        matches!(before, Some("the" | "these" | "those" | "les" | "ces" | "des" | "aux"))
    };
    let beside = |number: &Quantity| {
        let plain = number.words.end + 1 == thing.words.start
            && ground.words.shape(number.words.end) == Shape::Lower
            && !known(number)
            && !ground.in_time(number.words.start);
        plain || number.words.end == thing.words.start
    };
    // "until 20 March" is no march.
    ground.in_time(thing.words.start) || numbers.iter().any(|number| !number.article && beside(number))
}

/// "No school, no market, no car on the road", "plus aucune moto après 18 h": what is barred by a mere "no", where
/// several things are, the hours are said, or a modal follows ("no vehicle may", "aucune pirogue ne doit").
fn barred(ground: Ground, marks: &[Mark], told: &[Group]) -> Vec<Group> {
    let things: Vec<(&Mark, &Subject, Range<usize>)> = marks
        .iter()
        .filter_map(|mark| match mark.role {
            Role::Object(subject, by) | Role::WeakObject(subject, by)
                if by.iter().any(|act| matches!(act, Act::Close | Act::Forbid)) =>
            {
                Some((mark, subject, none_before(ground, mark.words.start)?))
            }
            _ => None,
        })
        .collect();
    let Some((first, _, none)) = things.first() else { return Vec::new() };
    let sentence = ground.words.sentence_words(first.words.start);
    let hours = ground.times_in(&sentence).iter().any(|time| time.hours.is_some());
    let free =
        |mark: &Mark| told.iter().all(|group| group.subjects.iter().all(|(_, words)| *words != mark.words));
    // "A lockdown: no school, no trade": what it means, no restriction of its own.
    let named = told.iter().any(|group| group.done.is_none());
    let modal = marks.iter().any(|mark| {
        *mark.role == Role::Modal
            && mark.words.start >= first.words.end
            && gap(&mark.words, &first.words) <= REACH
    });
    if named || things.len() < 2 && !hours && !modal {
        return Vec::new();
    }
    let none = none.clone();
    let kept = things.into_iter().filter(|(mark, ..)| free(mark));
    let subjects: Vec<_> = kept.map(|(mark, subject, _)| (subject.clone(), mark.words.clone())).collect();
    if subjects.is_empty() {
        return Vec::new();
    }
    vec![Group { barred: true, ..group(Act::Forbid, none, subjects) }]
}

/// The "no" right before a thing, or with one word between: "no private car".
pub(super) fn none_before(ground: Ground, at: usize) -> Option<Range<usize>> {
    let start = ground.words.sentence_words(at).start;
    let none = |word: usize| {
        let mut senses = ground.language.senses.at(ground.words, word, at);
        senses.any(|(_, sense)| *sense == Sense::Cue(Cue::Negation))
    };
    let verb = |word: usize| match ground.words.key(word) {
        "not" | "ne" | "n'" => true,
        "pas" => !matches!(ground.words.key(word + 1), "de" | "d'"),
        _ => false,
    };
    (at.saturating_sub(2).max(start)..at)
        .rev()
        .find(|&word| none(word) && !verb(word))
        .map(|word| word..word + 1)
}

fn act(mark: &Mark) -> Option<(Act, Range<usize>)> {
    if let Role::Act(act) = mark.role { Some((*act, mark.words.clone())) } else { None }
}

fn group(act: Act, at: Range<usize>, mut subjects: Vec<(Subject, Range<usize>)>) -> Group {
    let mut seen: Vec<Subject> = Vec::new();
    subjects.retain(|(subject, _)| {
        let new = !seen.contains(subject);
        seen.push(subject.clone());
        new
    });
    Group { subjects, act: at, done: Some(act), status: None, barred: false }
}

/// Things that may be restricted; a wide word ("circulation", "vehicles") gives way to the one it leads to
/// ("circulation des motos") or follows ("movement of people, vehicles and motorcycles").
fn objects<'m, 't>(ground: Ground<'m>, marks: &'m [Mark<'t>]) -> Vec<&'m Mark<'t>> {
    let is_object = |mark: &&Mark| matches!(mark.role, Role::Object(..) | Role::WeakObject(..));
    let all: Vec<&Mark> = marks.iter().filter(is_object).collect();
    let acts: Vec<Act> = marks.iter().filter_map(act).map(|(act, _)| act).collect();
    let strong =
        |mark: &Mark| matches!(mark.role, Role::Object(_, by) if by.iter().any(|act| acts.contains(act)));
    let wide = |mark: &Mark| match mark.role {
        Role::WeakObject(..) => true,
        Role::Object(subject, _) => subject.kind == MeasureKind::VehicleBan,
        _ => false,
    };
    let gives_way = |mark: &Mark| {
        wide(mark)
            && all.iter().any(|other| {
                strong(other)
                    && !std::ptr::eq(*other, mark)
                    && other.words != mark.words
                    && gap(&other.words, &mark.words) <= 3
                    && no_comma(ground, &other.words, &mark.words)
            })
    };
    // "Fishing is forbidden in the Kukawa axis": where, not what.
    let only_where = |mark: &Mark| {
        let road = matches!(mark.role, Role::Object(subject, _) if subject.kind == MeasureKind::RoadClosure);
        let other = all.iter().any(|other| strong(other) && other.words != mark.words);
        road && other && is_led(ground, mark.words.start)
    };
    let keep: Vec<bool> = all.iter().map(|mark| !gives_way(mark) && !only_where(mark)).collect();
    all.iter().zip(keep).filter(|(_, keep)| *keep).map(|(mark, _)| *mark).collect()
}

/// A preposition of place stands shortly before, with no comma between.
fn is_led(ground: Ground, at: usize) -> bool {
    let start = ground.words.sentence_words(at).start.max(at.saturating_sub(6));
    let mut near = (start..at).rev().take_while(|&word| !matches!(ground.words.key(word), "," | ";" | ":"));
    near.any(|word| ground.is_lead(word, at))
}

fn no_comma(ground: Ground, a: &Range<usize>, b: &Range<usize>) -> bool {
    !(a.end.min(b.end)..a.start.max(b.start)).any(|word| matches!(ground.words.key(word), "," | ";" | ":"))
}

/// Words between two stretches.
pub fn gap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.start.max(b.start).saturating_sub(a.end.min(b.end))
}

/// "not closed", "no curfew", "ne sont pas interdits".
fn negated(ground: Ground, at: &Range<usize>) -> bool {
    let language = ground.language;
    let sentence = ground.words.sentence_words(at.start);
    (at.start.saturating_sub(2).max(sentence.start)..at.start).any(|word| {
        let mut senses = language.senses.at(ground.words, word, at.start);
        senses.any(|(_, sense)| *sense == Sense::Cue(Cue::Negation))
    })
}

fn is_real(ground: Ground, group: &Group, marks: &[Mark], clauses: &[usize]) -> bool {
    let whole = group.words();
    let last = ground.words.sentence_words(whole.start).end;
    if ground.words.key(last.wrapping_sub(1)) == "?" {
        return false;
    }
    let shuts_itself = |(subject, _): &(Subject, Range<usize>)| {
        matches!(subject.kind, MeasureKind::SchoolClosure | MeasureKind::MarketClosure | MeasureKind::Other)
    };
    let itself = group.subjects.iter().all(shuts_itself);
    let unreal = |mark: &&Mark| *mark.role == Role::Unreal || itself && *mark.role == Role::Spontaneous;
    let unreal = marks.iter().filter(unreal).any(|mark| {
        let before = mark.words.start < whole.end && gap(&mark.words, &whole) <= BEFORE;
        before && same_clause(clauses, mark.words.start, whole.start)
    });
    let unreal = unreal
        || marks.iter().any(|mark| {
            let behind = mark.words.start >= whole.end && gap(&mark.words, &whole) <= BEFORE;
            *mark.role == Role::UnrealAfter && behind && same_clause(clauses, mark.words.start, whole.start)
        });
    let denied = |words: &Range<usize>| negated(ground, words) && gap(&group.act, words) > 0;
    if group.barred {
        return !unreal;
    }
    let own = |(subject, words): &(Subject, Range<usize>)| {
        is_own(ground, subject.kind, words.start) || is_ours(ground, subject.kind, words.start)
    };
    !unreal
        && !group.subjects.iter().any(own)
        && !negated(ground, &whole)
        && !group.subjects.iter().any(|(_, words)| denied(words))
}

/// "We have paused our road movements", "the company suspends its rotations": what somebody decides for themselves.
fn is_own(ground: Ground, kind: MeasureKind, thing: usize) -> bool {
    let start = ground.words.sentence_words(thing).start;
    let goes = matches!(
        kind,
        MeasureKind::FlightBan
            | MeasureKind::MovementRestriction
            | MeasureKind::VehicleBan
            | MeasureKind::Other
    );
    (thing.saturating_sub(3).max(start)..thing).any(|word| match ground.words.key(word) {
        "our" | "nos" | "notre" => true,
        "its" | "their" | "ses" | "sa" | "leur" | "leurs" => goes,
        _ => false,
    })
}

/// "We are under siege": people are, and it is often a manner of speech.
fn is_ours(ground: Ground, kind: MeasureKind, thing: usize) -> bool {
    let start = ground.words.sentence_words(thing).start;
    let we = |word: usize| matches!(ground.words.key(word), "we" | "i" | "nous" | "je");
    kind == MeasureKind::Blockade && (thing.saturating_sub(3).max(start)..thing).any(we)
}

/// Each word of status goes to the nearest restriction of its clause.
fn settle_status(ground: Ground, groups: &mut [Group], marks: &[Mark], clauses: &[usize]) {
    for mark in marks {
        let Role::Status(status) = mark.role else { continue };
        if negated(ground, &mark.words) {
            continue;
        }
        let near = groups.iter_mut().filter(|group| {
            same_clause(clauses, group.act.start, mark.words.start)
                && gap(&group.words(), &mark.words) <= NEAR
        });
        if let Some(group) = near.min_by_key(|group| gap(&group.words(), &mark.words)) {
            let away = |words: &Range<usize>| gap(&group.words(), words);
            let weight =
                |status: MeasureStatus, words: &Range<usize>| (rank(status), std::cmp::Reverse(away(words)));
            let told = group.status.as_ref().map(|(old, words)| weight(*old, words));
            let stronger = told.is_none_or(|old| weight(*status, &mark.words) > old);
            if stronger {
                group.status = Some((*status, mark.words.clone()));
            }
        }
    }
}

/// Which of two statuses of one restriction is told.
fn rank(status: MeasureStatus) -> u8 {
    match status {
        MeasureStatus::Announced => 0,
        MeasureStatus::InForce => 1,
        MeasureStatus::Temporary => 2,
        MeasureStatus::Extended => 3,
        MeasureStatus::Lifted => 4,
    }
}
