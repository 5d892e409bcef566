//! What sort of happening: ACLED's sub-type from the whole account, never from one word.
//!
//! A table of weights (`data/ontology/kind.tsv`) says how far each feature of the account speaks for each
//! sub-type; the highest sum wins. Every feature is named, so that a decision can be explained and argued with.

use crate::senses::Trigger;
pub use crate::weights::{Features, Weights};

/// The name under which an event word speaks in the table.
pub fn feature_of(trigger: Trigger) -> Option<&'static str> {
    Some(match trigger {
        Trigger::Abduct => "abduct",
        Trigger::Take => "take",
        Trigger::Release => "release",
        Trigger::Arrest => "arrest",
        Trigger::Attack => "attack",
        Trigger::Ambush => "ambush",
        Trigger::Clash => "clash",
        Trigger::Gunfire => "gunfire",
        Trigger::Airstrike => "airstrike",
        Trigger::Drone => "drone",
        Trigger::Shelling => "shelling",
        Trigger::Explosive => "explosive",
        Trigger::Landmine => "landmine",
        Trigger::Blast => "blast",
        Trigger::Suicide => "suicide",
        Trigger::CarBomb => "car_bomb",
        Trigger::Grenade => "grenade",
        Trigger::Chemical => "chemical",
        Trigger::Arson => "arson",
        Trigger::Destroy => "destroy",
        Trigger::Loot => "loot",
        Trigger::Rustle => "rustle",
        Trigger::Rape => "rape",
        Trigger::Protest => "protest",
        Trigger::Riot => "riot",
        Trigger::Disperse => "disperse",
        Trigger::Mob => "mob",
        Trigger::Capture => "capture",
        Trigger::Retake => "retake",
        Trigger::Withdraw => "withdraw",
        Trigger::Agreement => "agreement",
        Trigger::Defuse => "defuse",
        Trigger::Defect => "defect",
        Trigger::Intercept => "intercept",
        Trigger::Siege => "siege",
        Trigger::Threat => "threat",
        Trigger::Execute => "execute",
        Trigger::Massacre => "massacre",
        Trigger::Assassinate => "assassinate",
        Trigger::Sabotage => "sabotage",
        Trigger::Base => "base",
        Trigger::Kill | Trigger::Death | Trigger::Injure | Trigger::Missing | Trigger::Displace => {
            return None;
        }
    })
}
