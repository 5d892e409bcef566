//! Linking: which accounts tell one happening.
//!
//! An index proposes pairs, a sum of weighted features judges each, and clusters grow from the surest pair down,
//! each merge asking the average of all pairs between the two sides. One doubtful bridge can't chain two
//! happenings together.

mod candidates;
mod cluster;
mod features;
mod veto;

pub use veto::Veto;

use crate::facts::Facts;
use crate::table::{Feature, Tables};

/// One term of the score of a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reason {
    /// The feature's name in `data/fuse/weights.tsv`, or the veto's.
    pub feature: &'static str,
    /// How far it holds, 0 to 1.
    pub value: f64,
    /// What it weighs; −∞ for a veto.
    pub weight: f64,
}

/// Each cluster's members as positions in `facts`, sorted; clusters in order of their first member.
pub fn link(facts: &[Facts<'_>]) -> Vec<Vec<usize>> {
    let pairs = candidates::pairs(facts);
    let scored = pairs.into_iter().filter_map(|(a, b)| {
        let score = score(&facts[a], &facts[b]);
        (score > 0.0).then_some((score, a, b))
    });
    cluster::gather(facts, scored.collect())
}

/// The log-odds that two accounts tell one happening; −∞ where they can't.
pub fn score(a: &Facts<'_>, b: &Facts<'_>) -> f64 {
    if veto::veto(a, b).is_some() {
        return f64::NEG_INFINITY;
    }
    sum(a.tables, &features::of(a, b))
}

fn sum(tables: &Tables, features: &[(Feature, f64)]) -> f64 {
    features.iter().map(|(feature, value)| tables.weight(*feature) * value).sum()
}

/// Every feature that holds of a pair, the weightiest first; a veto before all.
pub fn explain(a: &Facts<'_>, b: &Facts<'_>) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = features::of(a, b)
        .into_iter()
        .map(|(feature, value)| Reason { feature: feature.as_str(), value, weight: a.tables.weight(feature) })
        .collect();
    reasons.sort_by(|a, b| (b.value * b.weight).abs().total_cmp(&(a.value * a.weight).abs()));
    if let Some(veto) = veto::veto(a, b) {
        reasons.insert(0, Reason { feature: veto.as_str(), value: 1.0, weight: f64::NEG_INFINITY });
    }
    reasons
}
