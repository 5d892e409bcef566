//! The closed vocabularies, spelled as the field spells them.
//!
//! Event types, sub-types: ACLED codebook (2024). Admiralty and UCDP scales live with the rooms that use
//! them. An unknown word is an [`UnknownTerm`], never a default.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A word that a closed vocabulary does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{term:?} is not a known {vocabulary}")]
pub struct UnknownTerm {
    /// Which vocabulary was asked.
    pub vocabulary: &'static str,
    /// The word as given.
    pub term: String,
}

/// Declares an enum whose variants are written as fixed strings in JSON, in data files and to people.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident, $human:literal { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] #[doc = $text] $variant,)+ }

        impl $name {
            /// Every term, in the order of the standard.
            pub const ALL: &[$name] = &[$($name::$variant),+];

            /// The term as the standard writes it.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownTerm;
            fn from_str(term: &str) -> Result<Self, UnknownTerm> {
                Self::ALL.iter().copied().find(|known| known.as_str() == term)
                    .ok_or_else(|| UnknownTerm { vocabulary: $human, term: term.to_owned() })
            }
        }
    };
}

vocabulary!(
    /// ACLED's six event types.
    EventType, "event type" {
        Battles = "Battles",
        Explosions = "Explosions/Remote violence",
        ViolenceAgainstCivilians = "Violence against civilians",
        Protests = "Protests",
        Riots = "Riots",
        StrategicDevelopments = "Strategic developments",
    }
);

vocabulary!(
    /// ACLED's twenty-five sub-event types.
    SubEventType, "sub-event type" {
        GovernmentRegainsTerritory = "Government regains territory",
        NonStateOvertakesTerritory = "Non-state actor overtakes territory",
        ArmedClash = "Armed clash",
        ChemicalWeapon = "Chemical weapon",
        AirDroneStrike = "Air/drone strike",
        SuicideBomb = "Suicide bomb",
        Shelling = "Shelling/artillery/missile attack",
        RemoteExplosive = "Remote explosive/landmine/IED",
        Grenade = "Grenade",
        SexualViolence = "Sexual violence",
        Attack = "Attack",
        Abduction = "Abduction/forced disappearance",
        ExcessiveForce = "Excessive force against protesters",
        ProtestWithIntervention = "Protest with intervention",
        PeacefulProtest = "Peaceful protest",
        ViolentDemonstration = "Violent demonstration",
        MobViolence = "Mob violence",
        Agreement = "Agreement",
        Arrests = "Arrests",
        ChangeToGroup = "Change to group/activity",
        DisruptedWeaponsUse = "Disrupted weapons use",
        HeadquartersEstablished = "Headquarters or base established",
        Looting = "Looting/property destruction",
        NonViolentTransfer = "Non-violent transfer of territory",
        Other = "Other",
    }
);

impl SubEventType {
    /// The type that a sub-type belongs to, by the codebook.
    pub const fn event_type(self) -> EventType {
        use SubEventType as S;
        match self {
            S::GovernmentRegainsTerritory | S::NonStateOvertakesTerritory | S::ArmedClash => {
                EventType::Battles
            }
            S::ChemicalWeapon
            | S::AirDroneStrike
            | S::SuicideBomb
            | S::Shelling
            | S::RemoteExplosive
            | S::Grenade => EventType::Explosions,
            S::SexualViolence | S::Attack | S::Abduction => EventType::ViolenceAgainstCivilians,
            S::ExcessiveForce | S::ProtestWithIntervention | S::PeacefulProtest => EventType::Protests,
            S::ViolentDemonstration | S::MobViolence => EventType::Riots,
            S::Agreement
            | S::Arrests
            | S::ChangeToGroup
            | S::DisruptedWeaponsUse
            | S::HeadquartersEstablished
            | S::Looting
            | S::NonViolentTransfer
            | S::Other => EventType::StrategicDevelopments,
        }
    }
}

vocabulary!(
    /// How it was done; an incident may have several.
    Tactic, "tactic" {
        ArmedAssault = "armed_assault", Ambush = "ambush", Arson = "arson", Abduction = "abduction",
        Bombing = "bombing", Ied = "ied", Landmine = "landmine", SuicideBombing = "suicide_bombing",
        VehicleBomb = "vehicle_bomb", Shelling = "shelling", Airstrike = "airstrike", DroneStrike = "drone_strike",
        Looting = "looting", PropertyDestruction = "property_destruction", CattleTheft = "cattle_theft",
        Roadblock = "roadblock", SummaryExecution = "summary_execution", Massacre = "massacre",
        SexualViolence = "sexual_violence", Siege = "siege", Threat = "threat", Arrest = "arrest", Clash = "clash",
        MobViolence = "mob_violence", Protest = "protest", Riot = "riot", Sabotage = "sabotage",
        Assassination = "assassination", Other = "other",
    }
);

vocabulary!(
    /// What a count counts.
    CountWhat, "count" {
        Killed = "killed", Injured = "injured", Abducted = "abducted", Missing = "missing", Released = "released",
        Arrested = "arrested", Displaced = "displaced", Attackers = "attackers",
        VehiclesDestroyed = "vehicles_destroyed", HousesBurned = "houses_burned",
        LivestockStolen = "livestock_stolen", FacilitiesHit = "facilities_hit",
    }
);

vocabulary!(
    /// Which side a count speaks of.
    CountWho, "count side" {
        Civilian = "civilian", SecurityForces = "security_forces", ArmedGroup = "armed_group", Mixed = "mixed",
        Unknown = "unknown",
    }
);

vocabulary!(
    /// People by age and sex, as a report breaks a number down.
    PeopleGroup, "group of people" {
        Women = "women", Men = "men", Girls = "girls", Boys = "boys",
        /// Minors of either sex.
        Children = "children",
        /// Babies and infants.
        Infants = "infants",
        Elderly = "elderly",
    }
);

vocabulary!(
    /// What an account means for those who bring aid. Kept beside ACLED's types, which do not say it.
    Facet, "facet" {
        /// Aid workers, their goods, vehicles, offices or activities were touched.
        AffectsHumanitarian = "affects_humanitarian",
        /// They were stopped, threatened, taxed, detained or kept from people in need.
        AccessConstraint = "access_constraint",
    }
);

vocabulary!(
    /// What an actor did in an account.
    Role, "actor role" {
        Perpetrator = "perpetrator", Victim = "victim", Responder = "responder", Claimant = "claimant",
        Other = "other",
    }
);

vocabulary!(
    /// How firmly an actor is named.
    Attribution, "attribution" {
        Asserted = "asserted", Suspected = "suspected", Claimed = "claimed", Denied = "denied", Unknown = "unknown",
    }
);

vocabulary!(
    /// How well established an account is.
    Status, "status" { Confirmed = "confirmed", Reported = "reported", Rumoured = "rumoured", Denied = "denied", }
);

vocabulary!(
    /// How a claim stands in its report.
    Standing, "standing" {
        Asserted = "asserted", Suspected = "suspected", Claimed = "claimed", Denied = "denied",
        Hypothetical = "hypothetical", Background = "background",
    }
);

vocabulary!(
    /// Whether the words say it, it follows from them, or a rule filled it in.
    Basis, "basis" { Stated = "stated", Derived = "derived", Default = "default", }
);

vocabulary!(
    /// Where a report's publication time was found.
    PublishedBasis, "publication basis" {
        Header = "header", Page = "page", Feed = "feed", Text = "text", None = "none",
    }
);

vocabulary!(
    /// How finely a day is known.
    DatePrecision, "date precision" {
        Day = "day", Week = "week", Month = "month", Year = "year", Unknown = "unknown",
    }
);

vocabulary!(
    /// What sort of place a name names.
    PlaceKind, "place kind" {
        Site = "site", Locality = "locality", District = "district", Region = "region", Country = "country",
        Road = "road", River = "river", Border = "border", Area = "area",
    }
);

vocabulary!(
    /// By which way a point was found; each says how far it may be trusted.
    PlaceMethod, "place method" {
        /// A gazetteer entry, confirmed by the admin units of the text or unique in its country.
        Exact = "exact",
        /// A gazetteer entry by a spelling close to the one written.
        Fuzzy = "fuzzy",
        /// Away from a known place by a stated distance or direction.
        Offset = "offset",
        /// Between known places, or along a road or river.
        Linear = "linear",
        /// Known only to lie in an admin unit of the third level.
        Admin3 = "admin3",
        /// Known only to lie in an admin unit of the second level.
        Admin2 = "admin2",
        /// Known only to lie in an admin unit of the first level.
        Admin1 = "admin1",
        /// Known only to lie in a country.
        Country = "country",
    }
);

vocabulary!(
    /// A restriction on people.
    MeasureKind, "measure" {
        Curfew = "curfew", MovementRestriction = "movement_restriction", VehicleBan = "vehicle_ban",
        MotorcycleBan = "motorcycle_ban", BorderClosure = "border_closure", RoadClosure = "road_closure",
        RiverCrossingSuspension = "river_crossing_suspension", MarketClosure = "market_closure",
        SchoolClosure = "school_closure", StateOfEmergency = "state_of_emergency", Blockade = "blockade",
        EvacuationOrder = "evacuation_order", FlightBan = "flight_ban", Other = "other",
    }
);

vocabulary!(
    /// What a report says of a measure.
    MeasureStatus, "measure status" {
        InForce = "in_force", Announced = "announced", Lifted = "lifted", Extended = "extended",
        Temporary = "temporary",
    }
);

vocabulary!(
    /// How a figure's number is meant.
    Qualifier, "qualifier" {
        Exact = "exact", AtLeast = "at_least", MoreThan = "more_than", About = "about", UpTo = "up_to",
    }
);

vocabulary!(
    /// What sort of thing was hit.
    TargetClass, "target class" {
        Industrial = "industrial", Mining = "mining", Energy = "energy", FuelConvoy = "fuel_convoy",
        Transport = "transport", Road = "road", Bridge = "bridge", Telecom = "telecom", Construction = "construction",
        Agriculture = "agriculture", Market = "market", School = "school", Health = "health",
        Religious = "religious", Government = "government", Police = "police", Military = "military",
        UnPeacekeeping = "un_peacekeeping", Humanitarian = "humanitarian", Media = "media",
        Residential = "residential", Village = "village", Civilians = "civilians", Refugees = "refugees",
        ForeignNationals = "foreign_nationals", Water = "water", Financial = "financial", Other = "other",
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_has_six_types_and_twenty_five_sub_types() {
        assert_eq!((EventType::ALL.len(), SubEventType::ALL.len()), (6, 25));
    }

    #[test]
    fn an_unknown_word_stops() {
        let why = "massacring".parse::<Tactic>().unwrap_err();
        assert_eq!(why.to_string(), "\"massacring\" is not a known tactic");
    }

    #[test]
    fn json_spelling_is_the_display_spelling() {
        for sub in SubEventType::ALL {
            assert_eq!(serde_json::to_value(sub).unwrap(), serde_json::json!(sub.to_string()));
        }
    }
}
