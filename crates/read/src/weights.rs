//! Weights that a person can read and argue with: how far each feature of an account speaks for what.
//!
//! Law: every feature is named for something that can be pointed at in the text; no weight, no say.

use crate::lexicon::{LexiconError, Table, Tables};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

/// The features of an account or of a part of it, each from 0 (absent) to 1 (fully there).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Features(pub BTreeMap<String, f32>);

impl Features {
    /// Adds to a feature, capped at one.
    pub fn add(&mut self, name: &str, amount: f32) {
        match self.0.get_mut(name) {
            Some(value) => *value = (*value + amount).min(1.0),
            None => drop(self.0.insert(name.to_owned(), amount.min(1.0))),
        }
    }

    /// The feature is fully there, if it is.
    pub fn mark(&mut self, name: &str, there: bool) {
        if there {
            self.add(name, 1.0);
        }
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

    /// Of each feature the stronger of the two.
    pub fn strongest(&mut self, other: &Self) {
        for (name, value) in &other.0 {
            match self.0.get_mut(name) {
                Some(known) => *known = known.max(*value),
                None => drop(self.0.insert(name.clone(), value.max(0.0))),
            }
        }
    }
}

/// How far features speak for one answer to a yes-or-no question: above zero is yes.
#[derive(Debug, Clone, Default)]
pub struct Weights(FxHashMap<String, f32>);

impl Weights {
    /// Loads a table of `feature` and `weight`.
    pub fn load(tables: &dyn Tables, path: &str) -> Result<Self, LexiconError> {
        let table = Table::load(tables, path)?;
        let mut weights = FxHashMap::default();
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

/// How far features speak for each label of a closed vocabulary.
#[derive(Debug, Clone)]
pub struct Labels<L> {
    by_feature: FxHashMap<String, Vec<(L, f32)>>,
}

impl<L: Copy + Ord + FromStr<Err: Display>> Labels<L> {
    /// Loads a table with the columns `feature`, the one named `label`, and `weight`.
    pub fn load(tables: &dyn Tables, path: &str, label: &str) -> Result<Self, LexiconError> {
        let table = Table::load(tables, path)?;
        let mut by_feature: FxHashMap<String, Vec<(L, f32)>> = FxHashMap::default();
        for row in table.rows(&["feature", label]) {
            let row = row?;
            let entry = (row.parse(label)?, row.parse("weight")?);
            by_feature.entry(row.get("feature")?.to_owned()).or_default().push(entry);
        }
        Ok(Self { by_feature })
    }

    /// The sum of every label that any feature speaks for or against, in the order of the vocabulary.
    pub fn sums(&self, features: &Features) -> Vec<(L, f32)> {
        let mut sums: Vec<(L, f32)> = Vec::new();
        let said = features.0.iter().map(|(name, value)| (name.as_str(), *value));
        for (name, value) in said.chain([("prior", 1.0)]) {
            for &(label, weight) in self.by_feature.get(name).into_iter().flatten() {
                match sums.iter_mut().find(|(known, _)| *known == label) {
                    Some((_, sum)) => *sum += weight * value,
                    None => sums.push((label, weight * value)),
                }
            }
        }
        sums.sort_unstable_by_key(|(label, _)| *label);
        sums
    }

    /// Labels with their sums, highest first; ties in the order of the vocabulary.
    pub fn rank(&self, features: &Features) -> Vec<(L, f32)> {
        let mut ranked = self.sums(features);
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked
    }
}
