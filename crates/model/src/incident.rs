//! The incident line: what happened, settled over all accounts that tell it.

use crate::{
    AccountId, ActorMention, Claim, ClaimId, CountWhat, CountWho, DateSpan, EventType, IncidentId,
    PlaceMention, Published, SCHEMA, Status, SubEventType, Tactic, TargetMention,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A happening: a view of claims. One line of `vigie incidents --format jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Incident {
    /// Version of this shape.
    #[serde(default = "schema_version")]
    pub schema: u32,
    /// From its earliest-published, then smallest, account.
    pub id: IncidentId,
    /// Ids that it had before a merge; each still resolves.
    #[serde(default)]
    pub former_ids: Vec<IncidentId>,
    /// `<report id>#<account key>` of each account, sorted.
    pub members: Vec<String>,
    /// Stable ids of the accounts, in the order of `members`.
    pub accounts: Vec<AccountId>,
    /// ACLED type.
    pub event_type: EventType,
    /// ACLED sub-type.
    pub sub_event_type: SubEventType,
    /// Every tactic that an account tells.
    pub tactics: Vec<Tactic>,
    /// When.
    pub date: DateSpan,
    /// Where.
    pub places: Vec<PlaceMention>,
    /// The place to put on the map.
    pub primary_place: Option<String>,
    /// `[latitude, longitude]`.
    pub point: Option<[f64; 2]>,
    /// The truth lies within.
    pub radius_km: Option<f64>,
    /// ACLED's geo-precision.
    pub geo_precision: Option<u8>,
    /// Organised sides, the firmest attribution of each.
    pub actors: Vec<ActorMention>,
    /// What was hit.
    pub targets: Vec<TargetMention>,
    /// How well established.
    pub status: Status,
    /// One row a (what, who).
    pub counts: Vec<SettledCount>,
    /// Independent sources: copies of one story are one voice.
    pub voices: u32,
    /// Reports that tell it.
    pub reports: u32,
    /// Admiralty credibility, 1 (confirmed) to 6 (cannot be judged).
    pub credibility: u8,
    /// Publication of the earliest report that tells it.
    pub first_reported: Option<Published>,
    /// Publication of the latest.
    pub last_changed: Option<Published>,
    /// How far it may travel.
    pub sensitivity: Sensitivity,
    /// Every claim of every account; `about` is `<report id>#<account key>`.
    pub claims: Vec<Claim>,
}

fn schema_version() -> u32 {
    SCHEMA
}

impl Incident {
    /// The mention that `primary_place` names, else the most specific one.
    pub fn primary(&self) -> Option<&PlaceMention> {
        let named = self.places.iter().find(|place| Some(&place.name) == self.primary_place.as_ref());
        named.or_else(|| self.places.first())
    }
}

/// How far an incident may travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// Nothing holds it back but the rules for all.
    Normal,
    /// People could be hurt by details: abductions, sexual violence.
    Sensitive,
    /// Blocked from every export, feed and alert.
    Embargoed,
}

/// One number of an incident, settled over what all accounts say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SettledCount {
    /// What was counted.
    pub what: CountWhat,
    /// On which side.
    pub who: CountWho,
    /// The lowest that any account allows.
    pub min: Option<u32>,
    /// The settled value; null where nothing settles it.
    pub best: Option<u32>,
    /// The highest that any account allows; null where open.
    pub max: Option<u32>,
    /// The rule that chose `best`, a slug explained in the guide.
    pub rule: String,
    /// Claims that agree with `best`.
    #[serde(rename = "for")]
    pub for_: Vec<ClaimId>,
    /// Claims that do not.
    pub against: Vec<ClaimId>,
}
