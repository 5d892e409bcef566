//! Yes-or-no questions of many features: ridge-penalised logistic regression, one weight at a time.
//!
//! Newton's step on each weight in turn, in byte order of the features, a fixed number of rounds: no rate to
//! choose, and the same everywhere.

use super::logistic::{PRIOR, Row};
use std::collections::{BTreeMap, BTreeSet};

/// A feature that fewer examples have says nothing.
const RARE: usize = 3;
const ROUNDS: usize = 25;
/// How strongly the prior is held: hardly.
const LOOSE: f64 = 0.1;

/// Examples by feature: which of them have it, and how much.
pub struct Columns {
    /// Features in byte order, the prior last.
    pub names: Vec<String>,
    columns: Vec<Vec<(usize, f64)>>,
    examples: usize,
}

impl Columns {
    /// Of the features that are not rare.
    pub fn of(rows: &[&Row]) -> Self {
        let mut found: BTreeMap<&str, Vec<(usize, f64)>> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            for (name, value) in row.iter().filter(|(_, value)| **value != 0.0) {
                found.entry(name).or_default().push((at, f64::from(*value)));
            }
        }
        found.retain(|_, column| column.len() >= RARE);
        let mut names: Vec<String> = found.keys().map(|name| (*name).to_owned()).collect();
        let mut columns: Vec<_> = found.into_values().collect();
        names.push(PRIOR.to_owned());
        columns.push((0..rows.len()).map(|at| (at, 1.0)).collect());
        Self { names, columns, examples: rows.len() }
    }

    /// The weights that answer the kept examples, pulled towards `start`.
    pub fn fit(&self, truth: &[bool], kept: &[bool], ridge: f64, start: &[f64]) -> Vec<f64> {
        let mut weights = start.to_vec();
        let mut sums = self.sums(&weights);
        for _ in 0..ROUNDS {
            for (at, column) in self.columns.iter().enumerate() {
                let pull = if at + 1 == self.columns.len() { LOOSE } else { ridge };
                let (mut slope, mut bend) = (pull * (weights[at] - start[at]), pull);
                for &(row, value) in column.iter().filter(|(row, _)| kept[*row]) {
                    let share = 1.0 / (1.0 + (-sums[row]).exp());
                    slope += (share - f64::from(u8::from(truth[row]))) * value;
                    bend += share * (1.0 - share) * value * value;
                }
                let step = (slope / bend).clamp(-1.0, 1.0);
                weights[at] -= step;
                column.iter().for_each(|&(row, value)| sums[row] -= step * value);
            }
        }
        weights
    }

    /// What the weights say of each example.
    pub fn sums(&self, weights: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.examples];
        for (column, weight) in self.columns.iter().zip(weights) {
            column.iter().for_each(|&(row, value)| sums[row] += weight * value);
        }
        sums
    }

    /// What weights fitted to all the other writers say of each example.
    pub fn unseen(&self, truth: &[bool], writers: &[&str], ridge: f64, start: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.examples];
        for left_out in writers.iter().collect::<BTreeSet<_>>() {
            let kept: Vec<bool> = writers.iter().map(|writer| writer != left_out).collect();
            let own = self.sums(&self.fit(truth, &kept, ridge, start));
            (0..sums.len()).filter(|&at| !kept[at]).for_each(|at| sums[at] = own[at]);
        }
        sums
    }
}

/// Answers told and true: how many hit, how many too many, how many missed.
#[derive(Default, Clone, Copy)]
pub struct Tally {
    hit: usize,
    extra: usize,
    missed: usize,
}

impl Tally {
    /// Of answers and whether each is told and is true.
    pub fn of(answers: impl Iterator<Item = (bool, bool)>) -> Self {
        let mut tally = Self::default();
        for (told, right) in answers {
            tally.hit += usize::from(told && right);
            tally.extra += usize::from(told && !right);
            tally.missed += usize::from(!told && right);
        }
        tally
    }

    /// With so many more that nothing in the text offered.
    pub fn and_missed(mut self, missed: usize) -> Self {
        self.missed += missed;
        self
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        2.0 * self.hit as f64 / (2 * self.hit + self.extra + self.missed).max(1) as f64
    }
}

/// By how much to raise all sums for the best pooled F1: an answer told is worth more than one kept silent.
pub fn best_shift(f1_at: impl Fn(f64) -> f64) -> f64 {
    let shifts = (-10..=20).map(|tenth| f64::from(tenth) / 10.0);
    let rated = shifts.map(|shift| (f1_at(shift), shift));
    rated
        .reduce(|best, next| if next.0 > best.0 + 1e-9 { next } else { best })
        .map_or(0.0, |(_, shift)| shift)
}
