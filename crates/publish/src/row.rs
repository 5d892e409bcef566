//! An incident as it may leave the desk: the one place where words are let out or kept in.

use serde::Serialize;
use std::collections::BTreeSet;
use vigie_model::{ActorMention, Attribution, CountWhat, Incident, PlaceKind, PlaceMention, Role, toll};

/// Who will read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Anyone.
    Public,
    /// The desk, and those it trusts with names and sources.
    Internal,
}

/// What the desk knows of words, handed in by the command.
pub struct Terms<'a> {
    /// What sort of source these words cite; `None` where unknown.
    pub source_class: &'a dyn Fn(&str) -> Option<&'static str>,
    /// Whether this is the name of an organised side that the registry knows.
    pub is_organisation: &'a dyn Fn(&str) -> bool,
}

impl std::fmt::Debug for Terms<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Terms")
    }
}

/// One incident, one row: the columns of the CSV and the properties of the GeoJSON, in this order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// The incident's id.
    pub id: String,
    /// First day it may have been.
    pub date_start: Option<String>,
    /// Last day.
    pub date_end: Option<String>,
    /// How finely the day is known.
    pub date_precision: String,
    /// ACLED type.
    pub event_type: String,
    /// ACLED sub-type.
    pub sub_event_type: String,
    /// Tactics, `;` between them.
    pub tactics: String,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// First-level unit.
    pub admin1: Option<String>,
    /// Second-level unit.
    pub admin2: Option<String>,
    /// The place, where it is no building or home.
    pub place: Option<String>,
    /// Degrees north, WGS 84.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// The truth lies within.
    pub radius_km: Option<f64>,
    /// ACLED's geo-precision, 1 to 3.
    pub geo_precision: Option<u8>,
    /// Organised sides with how firmly they are named, `;` between them; what the registry does not know goes
    /// out as its role.
    pub actors: String,
    /// Classes of what was hit.
    pub targets: String,
    /// Killed, at least.
    pub killed_min: Option<u32>,
    /// Killed, settled.
    pub killed_best: Option<u32>,
    /// Killed, at most; empty where open.
    pub killed_max: Option<u32>,
    /// Injured, at least.
    pub injured_min: Option<u32>,
    /// Injured, settled.
    pub injured_best: Option<u32>,
    /// Injured, at most.
    pub injured_max: Option<u32>,
    /// Abducted, at least.
    pub abducted_min: Option<u32>,
    /// Abducted, settled.
    pub abducted_best: Option<u32>,
    /// Abducted, at most.
    pub abducted_max: Option<u32>,
    /// How well established.
    pub status: String,
    /// Independent sources.
    pub voices: u32,
    /// Reports that tell it.
    pub reports: u32,
    /// Admiralty credibility, 1 to 6.
    pub credibility: u8,
    /// Classes of the sources cited.
    pub attributed_to: String,
    /// Publication of the earliest report.
    pub first_reported: Option<String>,
    /// Publication of the latest.
    pub last_changed: Option<String>,
    /// How far it may travel.
    pub sensitivity: String,
    /// Only for the desk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actors_as_written: Option<String>,
    /// Only for the desk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub targets_as_written: Option<String>,
    /// Only for the desk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sources_cited: Option<String>,
    /// Only for the desk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members: Option<String>,
}

/// The incident as `audience` may see it.
pub fn row(incident: &Incident, audience: Audience, terms: &Terms) -> Row {
    let primary = incident.primary();
    let days = incident.date.bounds();
    let [killed, injured, abducted] =
        [CountWhat::Killed, CountWhat::Injured, CountWhat::Abducted].map(|what| range(incident, what));
    let desk = |words: Vec<String>| (audience == Audience::Internal).then(|| joined(words.into_iter()));
    Row {
        id: incident.id.to_string(),
        date_start: days.map(|days| days.0.to_string()),
        date_end: days.map(|days| days.1.to_string()),
        date_precision: incident.date.precision.to_string(),
        event_type: incident.event_type.to_string(),
        sub_event_type: incident.sub_event_type.to_string(),
        tactics: joined(incident.tactics.iter().map(|tactic| tactic.to_string())),
        country: primary.and_then(|place| place.country.clone()),
        admin1: primary.and_then(|place| place.admin1.clone()),
        admin2: primary.and_then(|place| place.admin2.clone()),
        place: place(incident, audience).map(|place| cell(&place.name)),
        latitude: incident.point.map(|point| point[0]),
        longitude: incident.point.map(|point| point[1]),
        radius_km: incident.radius_km,
        geo_precision: incident.geo_precision,
        actors: joined(incident.actors.iter().map(|actor| actor_words(actor, terms))),
        targets: joined(incident.targets.iter().map(|target| target.class.to_string())),
        killed_min: killed[0],
        killed_best: killed[1],
        killed_max: killed[2],
        injured_min: injured[0],
        injured_best: injured[1],
        injured_max: injured[2],
        abducted_min: abducted[0],
        abducted_best: abducted[1],
        abducted_max: abducted[2],
        status: incident.status.to_string(),
        voices: incident.voices,
        reports: incident.reports,
        credibility: incident.credibility,
        attributed_to: joined(cited(incident).map(|words| source_words(words, terms))),
        first_reported: incident.first_reported.map(|at| at.to_string()),
        last_changed: incident.last_changed.map(|at| at.to_string()),
        sensitivity: sensitivity(incident),
        actors_as_written: desk(incident.actors.iter().map(|actor| actor.as_written.clone()).collect()),
        targets_as_written: desk(incident.targets.iter().map(|target| target.name.clone()).collect()),
        sources_cited: desk(cited(incident).map(str::to_owned).collect()),
        members: desk(incident.members.clone()),
    }
}

/// The primary place; for the public the finest one that is no building, since a home names its owner.
fn place(incident: &Incident, audience: Audience) -> Option<&PlaceMention> {
    let primary = incident.primary()?;
    let open = |place: &PlaceMention| audience == Audience::Internal || place.kind != PlaceKind::Site;
    if open(primary) { Some(primary) } else { incident.places.iter().find(|place| open(place)) }
}

/// A side by its name where the registry knows it, else by what it did: a name that nobody knows may be a person's.
fn actor_words(actor: &ActorMention, terms: &Terms) -> String {
    let name = if (terms.is_organisation)(&actor.name) { &actor.name } else { role_words(actor.role) };
    match actor.attribution {
        Attribution::Asserted | Attribution::Unknown => name.to_owned(),
        attribution => format!("{name} ({attribution})"),
    }
}

fn role_words(role: Role) -> &'static str {
    match role {
        Role::Perpetrator => "unidentified perpetrator",
        Role::Victim => "unidentified victim",
        Role::Responder => "unidentified responder",
        Role::Claimant => "unidentified claimant",
        Role::Other => "unidentified side",
    }
}

fn source_words(cited: &str, terms: &Terms) -> String {
    (terms.source_class)(cited).unwrap_or("other source").to_owned()
}

/// Whoever is cited for a restricted claim alone would tell that there is one.
fn cited(incident: &Incident) -> impl Iterator<Item = &str> {
    incident.claims.iter().filter(|claim| !claim.restricted).filter_map(|claim| claim.by.as_deref())
}

fn sensitivity(incident: &Incident) -> String {
    match incident.sensitivity {
        vigie_model::Sensitivity::Normal => "normal",
        vigie_model::Sensitivity::Sensitive => "sensitive",
        vigie_model::Sensitivity::Embargoed => "embargoed",
    }
    .to_owned()
}

/// Each once, sorted.
fn joined(words: impl Iterator<Item = String>) -> String {
    let words: BTreeSet<String> = words.map(|word| cell(&word)).filter(|word| !word.is_empty()).collect();
    words.into_iter().collect::<Vec<_>>().join("; ")
}

/// A spreadsheet runs what begins with these; reports come from anyone.
fn cell(word: &str) -> String {
    if word.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{word}") } else { word.to_owned() }
}

/// At least, settled, at most.
fn range(incident: &Incident, what: CountWhat) -> [Option<u32>; 3] {
    toll(incident, what).map_or([None; 3], |toll| [toll.min, toll.best, toll.max])
}
