//! Ridge-penalised logistic regression by full-batch descent: small, and the same everywhere.

use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Named values, as the reader names them.
pub type Row = BTreeMap<String, f32>;

/// The name of the value that every row has.
pub const PRIOR: &str = "prior";

/// One example: what speaks, the right answer, how much it counts, and the report it is from.
pub struct Example {
    /// Its features.
    pub row: Row,
    /// Which answer is right.
    pub answer: usize,
    /// How much it counts.
    pub weight: f64,
    /// The report's id: a report is never on both sides of a fold.
    pub report: String,
}

/// Weights by feature and answer.
pub struct Fit {
    /// Features in byte order, the prior among them.
    pub names: Vec<String>,
    /// One row a feature, one column an answer.
    pub weights: Vec<Vec<f64>>,
}

/// How a fit is made.
pub struct Plan {
    /// How many answers there are; two means yes (1) or no (0), and only yes gets weights.
    pub answers: usize,
    /// Pull towards the start.
    pub ridge: f64,
    /// Steps of descent.
    pub steps: usize,
    /// Where the weights begin and are pulled to: (feature, answer) to weight.
    pub start: BTreeMap<(String, usize), f64>,
}

/// How many folds a cross-validation has.
pub const FOLDS: usize = 5;

/// The fold that a report is left out in.
pub fn fold_of(report: &str) -> usize {
    usize::from(Sha256::digest(report.as_bytes())[0]) % FOLDS
}

/// Fits all examples but those of one fold.
pub fn fit(plan: &Plan, examples: &[Example], left_out: Option<usize>) -> Fit {
    let kept: Vec<&Example> =
        examples.iter().filter(|example| left_out != Some(fold_of(&example.report))).collect();
    let names: BTreeSet<&str> = (examples.iter().flat_map(|example| example.row.keys()))
        .chain(plan.start.keys().map(|(name, _)| name))
        .map(String::as_str)
        .chain([PRIOR])
        .collect();
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    let rows: Vec<Vec<(usize, f64)>> = kept.iter().map(|example| sparse(&names, &example.row)).collect();
    let start =
        |name: &String, answer: usize| plan.start.get(&(name.clone(), answer)).copied().unwrap_or(0.0);
    let begun: Vec<Vec<f64>> =
        names.iter().map(|name| (0..plan.answers).map(|answer| start(name, answer)).collect()).collect();
    let mut weights = begun.clone();
    let total: f64 = kept.iter().map(|example| example.weight).sum();
    let rate = if plan.answers == 2 { 0.5 } else { 1.2 };
    for _ in 0..plan.steps {
        let slope = slope(&rows, &kept, &weights);
        for (at, name) in names.iter().enumerate() {
            for answer in 0..plan.answers {
                let pull = if plan.answers == 2 && name == PRIOR { 0.0 } else { plan.ridge };
                let away = weights[at][answer] - begun[at][answer];
                weights[at][answer] -= rate * (slope[at][answer] + pull * away) / total;
            }
        }
    }
    Fit { names, weights }
}

fn sparse(names: &[String], row: &Row) -> Vec<(usize, f64)> {
    let found = row
        .iter()
        .filter_map(|(name, value)| names.binary_search(name).ok().map(|at| (at, f64::from(*value))));
    found.chain(names.binary_search(&PRIOR.to_owned()).ok().map(|at| (at, 1.0))).collect()
}

fn slope(rows: &[Vec<(usize, f64)>], examples: &[&Example], weights: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let answers = weights[0].len();
    let mut slope = vec![vec![0.0; answers]; weights.len()];
    for (row, example) in rows.iter().zip(examples) {
        let shares = shares(row, weights);
        for (answer, share) in shares.iter().enumerate() {
            let off = (share - f64::from(u8::from(answer == example.answer))) * example.weight;
            for &(at, value) in row {
                slope[at][answer] += off * value;
            }
        }
    }
    slope
}

fn shares(row: &[(usize, f64)], weights: &[Vec<f64>]) -> Vec<f64> {
    let sums =
        (0..weights[0].len()).map(|answer| row.iter().map(|&(at, value)| weights[at][answer] * value).sum());
    let sums: Vec<f64> = sums.collect();
    let top = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let raised: Vec<f64> = sums.iter().map(|sum| (sum - top).exp()).collect();
    let total: f64 = raised.iter().sum();
    raised.into_iter().map(|value| value / total).collect()
}

impl Fit {
    /// The answer of the highest sum.
    pub fn answer(&self, row: &Row) -> usize {
        let shares = shares(&sparse(&self.names, row), &self.weights);
        (0..shares.len()).max_by(|&a, &b| shares[a].total_cmp(&shares[b]).then(b.cmp(&a))).unwrap_or(0)
    }

    /// Yes less no, by feature: what a table of one weight a feature holds.
    pub fn yes(&self) -> impl Iterator<Item = (&str, f64)> {
        self.names.iter().zip(&self.weights).map(|(name, weights)| (name.as_str(), weights[1] - weights[0]))
    }
}

/// How many examples the fits of the other folds answer rightly.
pub fn cross_validated(plan: &Plan, examples: &[Example]) -> f64 {
    let fits: Vec<Fit> = (0..FOLDS).map(|fold| fit(plan, examples, Some(fold))).collect();
    let right = examples.iter().filter(|e| fits[fold_of(&e.report)].answer(&e.row) == e.answer).count();
    right as f64 / examples.len().max(1) as f64
}
