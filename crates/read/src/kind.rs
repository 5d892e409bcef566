//! What sort of happening: ACLED's sub-type from the whole account, never from one word.
//!
//! A table of weights (`data/ontology/kind.tsv`) says how far each feature of the account speaks for each
//! sub-type; the highest sum wins. Every feature is named, so that a decision can be explained and argued with.

use crate::lexicon::{LexiconError, Table, Tables};
use crate::senses::Trigger;
use std::collections::BTreeMap;
use vigie_model::SubEventType;

/// How far features speak for sub-types.
#[derive(Debug, Clone, Default)]
pub struct KindWeights {
    by_feature: BTreeMap<String, Vec<(SubEventType, f32)>>,
}

/// The features of an account, each from 0 (absent) to 1 (fully there).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Features(pub BTreeMap<String, f32>);

impl Features {
    /// Adds to a feature, capped at one.
    pub fn add(&mut self, name: &str, amount: f32) {
        let value = self.0.entry(name.to_owned()).or_default();
        *value = (*value + amount).min(1.0);
    }

    /// Features that are said one by one.
    pub fn said(speak: impl FnOnce(&mut dyn FnMut(&str, f32))) -> Self {
        let mut features = Self::default();
        speak(&mut |name, value| features.add(name, value));
        features
    }

    /// The feature's value.
    pub fn get(&self, name: &str) -> f32 {
        self.0.get(name).copied().unwrap_or(0.0)
    }
}

/// How far features speak for one answer to a yes-or-no question: above zero is yes.
#[derive(Debug, Clone, Default)]
pub struct Weights(BTreeMap<String, f32>);

impl Weights {
    /// Loads a table of `feature` and `weight`.
    pub fn load(tables: &dyn Tables, path: &str) -> Result<Self, LexiconError> {
        let table = Table::load(tables, path)?;
        let mut weights = BTreeMap::new();
        for row in table.rows(&["feature"]) {
            let row = row?;
            weights.insert(row.get("feature")?.to_owned(), row.parse("weight")?);
        }
        Ok(Self(weights))
    }

    /// What all features together say, the prior included.
    pub fn sum(&self, features: &Features) -> f32 {
        self.weigh(|say| features.0.iter().for_each(|(name, value)| say(name, *value)))
    }

    /// The same of features that are said one by one, each once.
    pub fn weigh(&self, speak: impl FnOnce(&mut dyn FnMut(&str, f32))) -> f32 {
        let weight = |name: &str| self.0.get(name).copied().unwrap_or(0.0);
        let mut sum = weight("prior");
        speak(&mut |name, value| sum += weight(name) * value);
        sum
    }
}

impl KindWeights {
    /// Loads `data/ontology/kind.tsv`.
    pub fn load(tables: &dyn Tables) -> Result<Self, LexiconError> {
        let table = Table::load(tables, "ontology/kind.tsv")?;
        let mut weights = Self::default();
        for row in table.rows(&["feature", "sub_event_type"]) {
            let row = row?;
            let entry = (row.parse("sub_event_type")?, row.parse("weight")?);
            weights.by_feature.entry(row.get("feature")?.to_owned()).or_default().push(entry);
        }
        Ok(weights)
    }

    /// Sub-types with their sums, highest first; ties in the order of the standard.
    pub fn rank(&self, features: &Features) -> Vec<(SubEventType, f32)> {
        let mut sums: BTreeMap<SubEventType, f32> = BTreeMap::new();
        let prior = [("prior", 1.0)];
        for (name, value) in features.0.iter().map(|(name, value)| (name.as_str(), *value)).chain(prior) {
            for &(kind, weight) in self.by_feature.get(name).into_iter().flatten() {
                *sums.entry(kind).or_default() += weight * value;
            }
        }
        let mut ranked: Vec<_> = sums.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked
    }
}

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
