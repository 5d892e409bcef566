//! Incidents counted by dimensions, with the range of their tolls.

use jiff::civil::Date;
use std::collections::BTreeMap;
use std::str::FromStr;
use vigie_model::{CountWhat, Incident, Toll, toll};

/// What to count by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// Country of the primary place.
    Country,
    /// First-level unit of the primary place.
    Admin1,
    /// Second-level unit of the primary place.
    Admin2,
    /// Year of the first day.
    Year,
    /// Month of the first day.
    Month,
    /// First day.
    Day,
    /// ACLED type.
    Type,
    /// ACLED sub-type.
    SubType,
    /// Each organised side that is named as perpetrator.
    Actor,
    /// Each class of target.
    Target,
    /// How well established.
    Status,
}

impl Dimension {
    /// All, as they are written.
    pub const ALL: &[(&str, Dimension)] = &[
        ("country", Self::Country),
        ("admin1", Self::Admin1),
        ("admin2", Self::Admin2),
        ("year", Self::Year),
        ("month", Self::Month),
        ("day", Self::Day),
        ("type", Self::Type),
        ("subtype", Self::SubType),
        ("actor", Self::Actor),
        ("target", Self::Target),
        ("status", Self::Status),
    ];

    /// As it is written.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, dimension)| *dimension == self).map_or("", |(name, _)| name)
    }

    /// One incident may stand in several rows of it.
    pub fn is_many(self) -> bool {
        matches!(self, Self::Actor | Self::Target)
    }
}

/// A word that is no dimension.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is nothing to count by; known are {known}", known = known())]
pub struct UnknownDimension(String);

fn known() -> String {
    Dimension::ALL.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

impl FromStr for Dimension {
    type Err = UnknownDimension;
    fn from_str(word: &str) -> Result<Self, UnknownDimension> {
        let found = Self::ALL.iter().find(|(name, _)| *name == word);
        found.map(|(_, dimension)| *dimension).ok_or_else(|| UnknownDimension(word.to_owned()))
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// One value a dimension; `None` where it is not stated.
    pub keys: Vec<Option<String>>,
    /// Incidents in it.
    pub incidents: u32,
    /// Killed.
    pub killed: Sum,
    /// Injured.
    pub injured: Sum,
    /// Abducted.
    pub abducted: Sum,
}

/// A toll over several incidents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    /// `None` where no incident states one.
    pub toll: Option<Toll>,
    /// Incidents that state one.
    pub stated: u32,
}

/// The rows, sorted by their keys, what is not stated last.
pub fn tabulate(incidents: &[Incident], by: &[Dimension]) -> Vec<Group> {
    let mut groups: BTreeMap<Vec<(bool, Option<String>)>, Group> = BTreeMap::new();
    for incident in incidents {
        for keys in combinations(incident, by) {
            let sorted = keys.iter().map(|key| (key.is_none(), key.clone())).collect();
            groups.entry(sorted).or_insert_with(|| Group::new(keys)).add(incident);
        }
    }
    groups.into_values().collect()
}

/// Every combination of the incident's values, one a dimension.
fn combinations(incident: &Incident, by: &[Dimension]) -> Vec<Vec<Option<String>>> {
    let mut all = vec![Vec::new()];
    for dimension in by {
        let values = values(incident, *dimension);
        let longer = |keys: Vec<Option<String>>| {
            values
                .iter()
                .map(move |value| keys.iter().chain([value]).cloned().collect::<Vec<_>>())
                .collect::<Vec<_>>()
        };
        all = all.into_iter().flat_map(longer).collect();
    }
    all
}

fn values(incident: &Incident, dimension: Dimension) -> Vec<Option<String>> {
    match dimension {
        Dimension::Actor => several(perpetrators(incident)),
        Dimension::Target => several(incident.targets.iter().map(|target| target.class.to_string())),
        _ => vec![value(incident, dimension)],
    }
}

fn value(incident: &Incident, dimension: Dimension) -> Option<String> {
    let primary = incident.primary();
    let first = incident.date.bounds().map(|(start, _)| start);
    match dimension {
        Dimension::Country => primary?.country.clone(),
        Dimension::Admin1 => primary?.admin1.clone(),
        Dimension::Admin2 => primary?.admin2.clone(),
        Dimension::Year => Some(format!("{:04}", first?.year())),
        Dimension::Month => first.map(month),
        Dimension::Day => Some(first?.to_string()),
        Dimension::Type => Some(incident.event_type.to_string()),
        Dimension::SubType => Some(incident.sub_event_type.to_string()),
        Dimension::Status => Some(incident.status.to_string()),
        Dimension::Actor | Dimension::Target => None,
    }
}

fn month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

fn perpetrators(incident: &Incident) -> impl Iterator<Item = String> {
    let accused = incident.actors.iter().filter(|actor| actor.role == vigie_model::Role::Perpetrator);
    accused.map(|actor| actor.name.clone())
}

/// Each once; one empty value where there is none, so that the incident is not lost.
fn several(values: impl Iterator<Item = String>) -> Vec<Option<String>> {
    let values: std::collections::BTreeSet<String> = values.collect();
    if values.is_empty() { vec![None] } else { values.into_iter().map(Some).collect() }
}

impl Group {
    fn new(keys: Vec<Option<String>>) -> Self {
        let none = Sum::default();
        Self { keys, incidents: 0, killed: none, injured: none, abducted: none }
    }

    fn add(&mut self, incident: &Incident) {
        self.incidents += 1;
        self.killed.add(toll(incident, CountWhat::Killed));
        self.injured.add(toll(incident, CountWhat::Injured));
        self.abducted.add(toll(incident, CountWhat::Abducted));
    }
}

impl Sum {
    fn add(&mut self, toll: Option<Toll>) {
        let Some(toll) = toll else { return };
        self.stated += 1;
        self.toll = Some(self.toll.map_or(toll, |sum| sum.sum(toll)));
    }
}
