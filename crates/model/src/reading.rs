//! The reading line: what one report says, with the words it says it in.

use crate::{
    AccountId, Attribution, Basis, ClaimId, Clock, CountWhat, CountWho, DateSpan, EventType, Facet,
    MeasureKind, MeasureStatus, PartialDate, PeopleGroup, PlaceKind, PlaceMethod, Published, PublishedBasis,
    Qualifier, ReportId, Role, SCHEMA, Span, Standing, Status, SubEventType, Tactic, TargetClass,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One report, read. One line of `vigie read --format jsonl`.
///
/// Quiet is empty lists. Extra keys of other readers and of gold annotations are ignored; missing lists are
/// taken as empty, so that a gold annotation is itself a reading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    /// Version of this shape.
    #[serde(default = "schema_version")]
    pub schema: u32,
    /// The report's own id, else its file's stem; unique within one run.
    pub id: String,
    /// Identity of its bytes.
    #[serde(default)]
    pub report: ReportId,
    /// Where it was read from.
    #[serde(default)]
    pub path: Option<String>,
    /// Where it was published.
    #[serde(default)]
    pub url: Option<String>,
    /// Who published it.
    #[serde(default)]
    pub source: Option<String>,
    /// Its headline.
    #[serde(default)]
    pub title: Option<String>,
    /// `en`, `fr`, another tag where the language is known but not read, or null.
    #[serde(default)]
    pub lang: Option<String>,
    /// When it was published.
    #[serde(default)]
    pub published: Option<Published>,
    /// Where that was found.
    #[serde(default = "no_basis")]
    pub published_basis: PublishedBasis,
    /// What it says happened, in text order.
    #[serde(default)]
    pub incidents: Vec<Account>,
    /// Restrictions that it speaks of.
    #[serde(default)]
    pub measures: Vec<Measure>,
    /// Statistics that it cites.
    #[serde(default)]
    pub figures: Vec<Figure>,
    /// Past happenings mentioned only as context.
    #[serde(default)]
    pub background: Vec<Background>,
    /// Every value above with the words it came from.
    #[serde(default)]
    pub claims: Vec<Claim>,
    /// What a person should know of this reading.
    #[serde(default)]
    pub notes: Vec<Note>,
}

fn schema_version() -> u32 {
    SCHEMA
}

fn no_basis() -> PublishedBasis {
    PublishedBasis::None
}

/// What one report says of one happening.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Account {
    /// `i1`, `i2`… in the order of this output; not an identity.
    pub key: String,
    /// The identity: survives a new version of the reader.
    #[serde(default)]
    pub account: AccountId,
    /// ACLED type.
    pub event_type: EventType,
    /// ACLED sub-type, the main one.
    pub sub_event_type: SubEventType,
    /// How it was done.
    #[serde(default)]
    pub tactics: Vec<Tactic>,
    /// When.
    pub date: DateSpan,
    /// Where, most specific first, then the units that the text names around it.
    #[serde(default)]
    pub places: Vec<PlaceMention>,
    /// The name of the place to put on the map.
    #[serde(default)]
    pub primary_place: Option<String>,
    /// Organised sides.
    #[serde(default)]
    pub actors: Vec<ActorMention>,
    /// What was hit.
    #[serde(default)]
    pub targets: Vec<TargetMention>,
    /// One entry a claim: two sources that differ are two entries.
    #[serde(default)]
    pub counts: Vec<Count>,
    /// Parts of counts by age and sex; never added to a toll, restricted; absent where none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breakdown: Vec<Breakdown>,
    /// Survivors of sexual violence; never added to a toll, restricted; absent where none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub survivors: Vec<Survivors>,
    /// How well established.
    pub status: Status,
    /// What it means for those who bring aid; absent where nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<Facet>,
    /// The sentence that tells it, verbatim.
    #[serde(default)]
    pub evidence: String,
    /// `[latitude, longitude]`; null where no honest point can be given.
    #[serde(default)]
    pub point: Option<[f64; 2]>,
    /// The truth lies within this many kilometres of the point.
    #[serde(default)]
    pub radius_km: Option<f64>,
    /// How the point was found.
    #[serde(default)]
    pub place_method: Option<PlaceMethod>,
    /// ACLED's geo-precision, 1 (exact) to 3 (region).
    #[serde(default)]
    pub geo_precision: Option<u8>,
}

/// A place as the report names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceMention {
    /// As written.
    pub name: String,
    /// What sort of place.
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-2.
    #[serde(default)]
    pub country: Option<String>,
    /// First-level unit.
    #[serde(default)]
    pub admin1: Option<String>,
    /// Second-level unit.
    #[serde(default)]
    pub admin2: Option<String>,
    /// OCHA P-code of the finest unit known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pcode: Option<String>,
}

/// An organised side as the report names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ActorMention {
    /// Canonical name, or `unidentified armed group`.
    pub name: String,
    /// The report's words.
    #[serde(default)]
    pub as_written: String,
    /// What it did.
    pub role: Role,
    /// How firmly it is named.
    pub attribution: Attribution,
}

/// What was hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TargetMention {
    /// As written.
    pub name: String,
    /// What sort of thing.
    pub class: TargetClass,
}

/// A number with a side and who said it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Count {
    /// What was counted.
    pub what: CountWhat,
    /// On which side.
    pub who: CountWho,
    /// At least so many; null where the report gives only an upper bound.
    pub min: Option<u32>,
    /// At most so many; null where open.
    #[serde(default)]
    pub max: Option<u32>,
    /// The report's words.
    #[serde(default)]
    pub as_written: String,
    /// The source that the report cites for it, as written.
    #[serde(default)]
    pub source: Option<String>,
}

/// Part of a count by age or sex: "including four children". The count holds these people already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Breakdown {
    /// The count that it is a part of.
    pub what: CountWhat,
    /// Who these are.
    pub group: PeopleGroup,
    /// At least so many.
    pub min: Option<u32>,
    /// At most so many; null where open.
    #[serde(default)]
    pub max: Option<u32>,
    /// The report's words.
    #[serde(default)]
    pub as_written: String,
    /// The source that the report cites for it, as written.
    #[serde(default)]
    pub source: Option<String>,
}

/// People who survived sexual violence: of no toll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Survivors {
    /// By age and sex, where the report says so.
    #[serde(default)]
    pub group: Option<PeopleGroup>,
    /// At least so many.
    pub min: Option<u32>,
    /// At most so many; null where open.
    #[serde(default)]
    pub max: Option<u32>,
    /// The report's words.
    #[serde(default)]
    pub as_written: String,
    /// The source that the report cites for it, as written.
    #[serde(default)]
    pub source: Option<String>,
}

/// A restriction that a report speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Measure {
    /// `m1`, `m2`… in the order of this output.
    #[serde(default)]
    pub key: String,
    /// What is restricted.
    pub kind: MeasureKind,
    /// Where, as written.
    #[serde(default, rename = "where")]
    pub place: Option<String>,
    /// ISO 3166-1 alpha-2 of that place, where it could be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Who ordered it, as written.
    #[serde(default)]
    pub authority: Option<String>,
    /// Since when.
    #[serde(default)]
    pub from: Option<PartialDate>,
    /// Until when, inclusive.
    #[serde(default)]
    pub until: Option<PartialDate>,
    /// From which hour to which, local time; may cross midnight.
    #[serde(default)]
    pub daily: Option<[Clock; 2]>,
    /// Who or what it does not hold for, as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exemptions: Vec<String>,
    /// What the report says of it.
    pub status: MeasureStatus,
}

/// A statistic about a period or an area; never one incident's toll.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// `f1`, `f2`… in the order of this output.
    #[serde(default)]
    pub key: String,
    /// What was counted, in English: "security incidents", "killed", "displaced"…
    pub what: String,
    /// The number.
    pub value: f64,
    /// How it is meant.
    pub qualifier: Qualifier,
    /// Where, as written.
    #[serde(default, rename = "where")]
    pub place: Option<String>,
    /// First day of the period.
    #[serde(default)]
    pub from: Option<PartialDate>,
    /// Last day of the period.
    #[serde(default)]
    pub until: Option<PartialDate>,
    /// Who counted, as written.
    #[serde(default)]
    pub source: Option<String>,
}

/// A past happening mentioned as context.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Background {
    /// What, in the report's words, short.
    pub event: String,
    /// When, as finely as said.
    #[serde(default)]
    pub date: Option<PartialDate>,
    /// Where, as written.
    #[serde(default, rename = "where")]
    pub place: Option<String>,
}

/// One statement of a report with the words it was made in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// Survives a new version of the reader.
    #[serde(default)]
    pub id: ClaimId,
    /// The `key` of what it speaks of.
    pub about: String,
    /// JSON pointer of the value within that.
    pub property: String,
    /// Byte ranges of the mended text.
    pub spans: Vec<Span>,
    /// Byte ranges of the report's own bytes.
    #[serde(default)]
    pub origin: Vec<Span>,
    /// The source that the report cites for it.
    #[serde(default)]
    pub by: Option<String>,
    /// How it stands.
    pub standing: Standing,
    /// Said, derived or filled in.
    pub basis: Basis,
    /// Never leaves the desk: ages, sexes, survivors. Absent where it may, under the rules for all.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub restricted: bool,
}

/// Claims of these properties could give a person away, and stay at the desk.
pub fn is_restricted(property: &str) -> bool {
    matches!(property.split('/').nth(1), Some("breakdown" | "survivors"))
}

/// Something a person should know of a reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// A short slug: `language_not_read`, `weekday_contradicts_date`, `no_publication_date`…
    pub kind: String,
    /// In words.
    pub text: String,
    /// Where.
    #[serde(default)]
    pub spans: Vec<Span>,
}

impl Reading {
    /// Says nothing yet.
    pub fn quiet(id: impl Into<String>, report: ReportId) -> Self {
        Self {
            schema: SCHEMA,
            id: id.into(),
            report,
            path: None,
            url: None,
            source: None,
            title: None,
            lang: None,
            published: None,
            published_basis: PublishedBasis::None,
            incidents: Vec::new(),
            measures: Vec::new(),
            figures: Vec::new(),
            background: Vec::new(),
            claims: Vec::new(),
            notes: Vec::new(),
        }
    }
}

impl Account {
    /// The mention that `primary_place` names, else the most specific one.
    pub fn primary(&self) -> Option<&PlaceMention> {
        let named = self.places.iter().find(|place| Some(&place.name) == self.primary_place.as_ref());
        named.or_else(|| self.places.first())
    }

    /// ISO code of the country where it happened: the primary place's, else any place's.
    pub fn country(&self) -> Option<&str> {
        let primary = self.primary().and_then(|place| place.country.as_deref());
        primary.or_else(|| self.places.iter().find_map(|place| place.country.as_deref()))
    }

    /// First-level unit of the primary place, else of any place.
    pub fn admin1(&self) -> Option<&str> {
        let primary = self.primary().and_then(|place| place.admin1.as_deref());
        primary.or_else(|| self.places.iter().find_map(|place| place.admin1.as_deref()))
    }
}
