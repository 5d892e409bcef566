//! One claim of a number, with what is needed to weigh it.

use crate::facts::Facts;
use crate::table::{SourceClass, Term};
use crate::voices;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use vigie_model::{Claim, ClaimId, Count, CountWhat, CountWho, Published, fold};

/// Words that make a number rough, in English and French, folded.
const ROUGH: &[&str] = &[
    "about",
    "around",
    "approximately",
    "roughly",
    "some",
    "estimated",
    "nearly",
    "almost",
    "environ",
    "quelque",
    "quelques",
    "une dizaine",
    "une quinzaine",
    "une vingtaine",
    "une trentaine",
    "une quarantaine",
    "une cinquantaine",
    "une soixantaine",
    "une centaine",
    "dozens",
    "dozen",
    "scores",
    "several",
    "plusieurs",
    "des dizaines",
    "hundreds",
    "centaines",
    "pres de",
    "presque",
];

/// A claim of a number.
#[derive(Debug)]
pub struct Said {
    /// Which account says it, by position.
    pub member: usize,
    /// What is counted.
    pub what: CountWhat,
    /// On which side.
    pub who: CountWho,
    /// At least.
    pub low: Option<u32>,
    /// At most.
    pub high: Option<u32>,
    /// The one number that it comes down to.
    pub value: u32,
    /// Its words make it rough.
    pub approximate: bool,
    /// The same account gives a larger number for the same row, and cites nobody for this one: of eleven dead,
    /// "three women", or a toll that was overtaken.
    pub part: bool,
    /// Somebody is cited for it.
    pub cited: bool,
    /// What sort of source that is.
    pub class: Option<SourceClass>,
    /// Whose voice it is.
    pub voice: Voice,
    /// When it was published; an early toll that a follow-up recalls is as old as when it was first told.
    pub when: Option<Timestamp>,
    /// The claims of the reading that it was made of.
    pub claims: Vec<ClaimId>,
}

/// A voice for one claim: the source that is cited by name, else the report's own.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    /// A named body or office.
    Cited(String),
    /// A family of copies, or a publisher.
    Report(usize),
}

impl Said {
    /// Its range holds this number.
    pub fn allows(&self, number: u32) -> bool {
        self.low.is_none_or(|low| low <= number) && self.high.is_none_or(|high| number <= high)
    }

    /// One person out of those that the same account counts: "an old man".
    pub fn is_one_of_many(&self) -> bool {
        self.part && self.value == 1
    }

    /// They come down to the same number.
    pub fn agrees(&self, other: &Said) -> bool {
        self.value == other.value
    }
}

/// Every claim of a number, in the order of the members and of the text. A count without bounds says nothing.
pub fn all(members: &[&Facts<'_>], voices: &[usize]) -> Vec<Said> {
    let mut all = Vec::new();
    for (member, facts) in members.iter().enumerate() {
        for (at, count) in facts.account.counts.iter().enumerate() {
            all.extend(value(count).map(|value| said(facts, member, voices[member], at, count, value)));
        }
    }
    set_beside_each_other(&mut all);
    all
}

/// A report that gives two numbers recalls the one that was known already, and tells parts beside the whole.
fn set_beside_each_other(all: &mut [Said]) {
    let mut numbers: BTreeMap<(usize, CountWhat, CountWho), BTreeSet<u32>> = BTreeMap::new();
    let mut first: BTreeMap<(CountWhat, CountWho, u32), Timestamp> = BTreeMap::new();
    for said in all.iter() {
        numbers.entry((said.member, said.what, said.who)).or_default().insert(said.value);
        if let Some(when) = said.when {
            let earliest = first.entry((said.what, said.who, said.value)).or_insert(when);
            *earliest = when.min(*earliest);
        }
    }
    for said in all {
        let beside = &numbers[&(said.member, said.what, said.who)];
        said.part = !said.cited && beside.last().is_some_and(|largest| said.value < *largest);
        if beside.len() > 1 {
            said.when = first.get(&(said.what, said.who, said.value)).copied();
        }
    }
}

fn said(facts: &Facts<'_>, member: usize, voice: usize, at: usize, count: &Count, value: u32) -> Said {
    let claims: Vec<&Claim> = claims(facts, at).collect();
    let cited = count.source.as_deref().or_else(|| claims.iter().find_map(|claim| claim.by.as_deref()));
    Said {
        member,
        what: count.what,
        who: count.who,
        low: count.min,
        high: count.max,
        value,
        approximate: is_rough(&count.as_written),
        part: false,
        cited: cited.is_some(),
        class: cited.and_then(|cited| facts.tables.source_class(cited)),
        voice: cited.and_then(voices::source_key).map_or(Voice::Report(voice), Voice::Cited),
        when: facts.reading.published.and_then(Published::instant),
        claims: claims.iter().map(|claim| claim.id.clone()).collect(),
    }
}

/// "Nine to fourteen" comes down to eleven, "at least nine" to nine.
fn value(count: &Count) -> Option<u32> {
    match (count.min, count.max) {
        (Some(min), Some(max)) => Some(min.midpoint(max)),
        (one, other) => one.or(other),
    }
}

/// The claims of `/counts/N/min` and `/counts/N/max`, or of the whole count.
fn claims<'f>(facts: &'f Facts<'_>, at: usize) -> impl Iterator<Item = &'f Claim> {
    let whole = format!("/counts/{at}");
    let bounds = [format!("{whole}/min"), format!("{whole}/max")];
    let own = facts.reading.claims.iter().filter(|claim| claim.about == facts.account.key);
    own.filter(move |claim| claim.property == whole || bounds.contains(&claim.property))
}

fn is_rough(words: &str) -> bool {
    let padded = format!(" {} ", fold(words));
    ROUGH.iter().any(|rough| padded.contains(&format!(" {rough} ")))
}

/// The term of the table that speaks for its source.
pub fn class_term(said: &Said) -> Term {
    match said.class {
        Some(SourceClass::Assessor) => Term::Assessor,
        Some(SourceClass::Official) => Term::Official,
        Some(SourceClass::Company) => Term::Company,
        Some(SourceClass::Local) => Term::Local,
        Some(SourceClass::Media) => Term::Media,
        Some(SourceClass::Forces) => Term::Forces,
        Some(SourceClass::Group) => Term::Group,
        Some(SourceClass::Rumour) => Term::Rumour,
        None if said.cited => Term::Unclassed,
        None => Term::Own,
    }
}
