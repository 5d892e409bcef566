//! The words of restrictions: `data/lexicon/<lang>/measure.tsv`.

use crate::lexicon::{LexiconError, Row, Table, Tables};
use crate::terms::Terms;
use crate::words::Words;
use std::ops::Range;
use std::str::FromStr;
use vigie_model::{MeasureKind, MeasureStatus, UnknownTerm};

/// The words of restrictions of a language.
#[derive(Debug, Default)]
pub struct MeasureWords {
    terms: Terms<Role>,
    /// A numbered road ("RN5") is a road in every language.
    road: Option<Role>,
}

/// What a term does in a sentence about a restriction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// Names a restriction by itself: "curfew".
    Measure(Subject),
    /// A thing that may be restricted, and by which acts.
    Object(Subject, Vec<Act>),
    /// The same, where no better object stands beside it: "movement", "circulation".
    WeakObject(Subject, Vec<Act>),
    /// What is done to it.
    Act(Act),
    /// What becomes of the restriction.
    Status(MeasureStatus),
    /// Says that it is not, or not yet, or no longer, or nobody ordered it.
    Unreal,
    /// The same, said behind it: a curfew "will be considered", "was in place at the time".
    UnrealAfter,
    /// Of a school or a market: nobody ordered it. A road or border that "remained shut" is closed.
    Spontaneous,
    /// Opens a recital of a decree: "Vu le décret portant prorogation de l'état d'urgence".
    Recital,
    /// "for the same period", "at the same hours": as the restriction told before.
    Same(Same),
    /// It begins now: "with immediate effect".
    Now,
    /// What follows is its beginning: "à compter du".
    From,
    /// What follows is its beginning, and past: "took effect".
    Began,
    /// What follows is its beginning, and to come: "starts this Friday".
    Starts,
    /// It began with the event that the text tells of: "since the attack".
    SinceEvent,
    /// "has been" closed: what lasts until now.
    Lasting,
    /// Speaks of the restriction just told ("the measure"), or of all that were ("the present order").
    Again(bool),
    /// Announces those that follow: "the following measures", "les dispositions ci-après".
    Ahead,
    /// Behind "no vehicle" or "aucune pirogue": "may", "ne doit".
    Modal,
    /// Leads to who or what is exempt: "except", "à l'exception des".
    Except(Side),
    /// All day: "round-the-clock".
    RoundClock,
    /// A person or body that orders.
    Authority,
    /// Leads to who ordered it: "by order of".
    ByOrder,
    /// An area without a name: "the town".
    Area,
    /// Begins a phrase of place; kept within it or not ("between A and B").
    Lead(bool),
    /// May stand within a phrase of place: "of", "du".
    Link,
    /// What is under it stands before: "subject to".
    Under,
    /// A name, but of no place: "ONG".
    Organisation,
    /// Areas that are counted: "ten departments".
    Unit,
    /// A unit of time: "days".
    Length(Length),
    /// Floods, disease: another world of restrictions.
    Natural,
}

/// What is restricted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// In the model's words.
    pub kind: MeasureKind,
    /// Sets the kinds of `other` apart: gatherings, weapons, escorts.
    pub topic: String,
}

/// Acts of restriction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Closed, shut, sealed.
    Close,
    /// Banned, prohibited.
    Forbid,
    /// Suspended, halted.
    Suspend,
    /// Restricted, limited.
    Restrict,
    /// Reopened: a restriction that ended.
    Reopen,
    /// Resumed: the same, of traffic.
    Resume,
    /// Made compulsory.
    Order,
}

/// On which side of an [exemption's word](Role::Except) the exempt stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// "except ambulances".
    Behind,
    /// "Ambulances are exempt".
    Ahead,
}

/// What a restriction may have as the one before it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Same {
    /// First and last day.
    Period,
    /// Daily hours.
    Hours,
}

/// Units of a restriction's length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
}

/// A term of the table where it stands in the text.
#[derive(Debug, Clone)]
pub struct Mark<'t> {
    /// Its words.
    pub words: Range<usize>,
    /// What it does.
    pub role: &'t Role,
}

impl MeasureWords {
    /// Loads the table of a language.
    pub fn load(tag: &str, tables: &dyn Tables) -> Result<Self, LexiconError> {
        let table = Table::of_language(tables, tag, "measure")?;
        let mut terms = Terms::default();
        for row in table.rows(&["term", "sense"]) {
            let row = row?;
            terms.add(tag, row.get("term")?, role(&row)?).map_err(|why| row.wrong(&why))?;
        }
        let road = Subject { kind: MeasureKind::RoadClosure, topic: String::new() };
        Ok(Self { terms, road: Some(Role::Object(road, vec![Act::Close])) })
    }

    /// Every term of a sentence, the longest at each place; a term with two senses stands there twice.
    pub fn marks<'t>(&'t self, words: &'t Words, range: Range<usize>) -> Vec<Mark<'t>> {
        let mut marks = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let first = marks.len();
            let mut length = 0;
            for (one, role) in self.terms.at(words, at, range.end) {
                if one > length {
                    marks.truncate(first);
                    length = one;
                }
                if one == length {
                    marks.push(Mark { words: at..at + one, role });
                }
            }
            if length == 0 && is_road_number(words.key(at)) {
                marks.extend(self.road.as_ref().map(|role| Mark { words: at..at + 1, role }));
            }
            at += length.max(1);
        }
        marks
    }

    /// The longest term at this word that has such a role.
    pub fn is(&self, words: &Words, at: usize, end: usize, wanted: fn(&Role) -> bool) -> Option<usize> {
        self.terms.at(words, at, end).filter(|(_, role)| wanted(role)).map(|(length, _)| length).max()
    }
}

/// "rn5", "n14", "rr8".
pub(crate) fn is_road_number(key: &str) -> bool {
    let digits = key.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = &key[..key.len() - digits.len()];
    let number = (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    number && matches!(letters, "rn" | "n" | "rr" | "rp" | "rd")
}

fn role(row: &Row) -> Result<Role, LexiconError> {
    let value = row.get("value")?;
    Ok(match row.get("sense")? {
        "measure" => Role::Measure(subject(row, value)?),
        "object" => Role::Object(subject(row, value)?, acts(row)?),
        "weak_object" => Role::WeakObject(subject(row, value)?, acts(row)?),
        "act" => Role::Act(row.parse("value")?),
        "status" => Role::Status(row.parse("value")?),
        "unreal" if value == "spontaneous" => Role::Spontaneous,
        "unreal" if value == "after" => Role::UnrealAfter,
        "unreal" => Role::Unreal,
        "recital" => Role::Recital,
        "same" if value == "hours" => Role::Same(Same::Hours),
        "same" => Role::Same(Same::Period),
        "start" if value == "now" => Role::Now,
        "start" if value == "starts" => Role::Starts,
        "start" if value == "began" => Role::Began,
        "start" => Role::From,
        "since_event" => Role::SinceEvent,
        "lasting" => Role::Lasting,
        "again" if value == "next" => Role::Ahead,
        "again" => Role::Again(value == "all"),
        "modal" => Role::Modal,
        "except" if value == "behind" => Role::Except(Side::Behind),
        "except" => Role::Except(Side::Ahead),
        "round_clock" => Role::RoundClock,
        "authority" => Role::Authority,
        "by_order" => Role::ByOrder,
        "area" => Role::Area,
        "lead" => Role::Lead(false),
        "lead_kept" => Role::Lead(true),
        "link" => Role::Link,
        "subject" => Role::Under,
        "organisation" => Role::Organisation,
        "unit" => Role::Unit,
        "length" => Role::Length(row.parse("value")?),
        "natural" => Role::Natural,
        other => return Err(row.wrong(&format!("{other:?} is no sense of a measure's word"))),
    })
}

/// `other/weapons`: a kind and, where the kind is wide, its topic.
fn subject(row: &Row, value: &str) -> Result<Subject, LexiconError> {
    let (kind, topic) = value.split_once('/').unwrap_or((value, ""));
    let kind = kind.parse().map_err(|why: UnknownTerm| row.wrong(&why))?;
    Ok(Subject { kind, topic: topic.to_owned() })
}

fn acts(row: &Row) -> Result<Vec<Act>, LexiconError> {
    let acts = row.get("acts")?.split(' ');
    acts.map(|act| act.parse().map_err(|why: UnknownTerm| row.wrong(&why))).collect()
}

impl FromStr for Act {
    type Err = UnknownTerm;
    fn from_str(term: &str) -> Result<Self, UnknownTerm> {
        Ok(match term {
            "close" => Self::Close,
            "forbid" => Self::Forbid,
            "suspend" => Self::Suspend,
            "restrict" => Self::Restrict,
            "reopen" => Self::Reopen,
            "resume" => Self::Resume,
            "order" => Self::Order,
            _ => return Err(UnknownTerm { vocabulary: "act of restriction", term: term.to_owned() }),
        })
    }
}

impl FromStr for Length {
    type Err = UnknownTerm;
    fn from_str(term: &str) -> Result<Self, UnknownTerm> {
        Ok(match term {
            "days" => Self::Days,
            "weeks" => Self::Weeks,
            "months" => Self::Months,
            _ => return Err(UnknownTerm { vocabulary: "unit of length", term: term.to_owned() }),
        })
    }
}
