//! Ridge-penalised logistic regression by full-batch descent: small, and the same everywhere.

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
    /// Who wrote its report: a fit is judged by writers that it has not seen.
    pub writer: String,
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

/// Fits all examples but those of one writer.
pub fn fit(plan: &Plan, examples: &[Example], left_out: Option<&str>) -> Fit {
    let kept: Vec<&Example> = examples.iter().filter(|example| left_out != Some(&example.writer)).collect();
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

    /// What all weights say for each answer.
    pub fn sums(&self, row: &Row) -> Vec<f64> {
        let row = sparse(&self.names, row);
        let sum = |answer: usize| row.iter().map(|&(at, value)| self.weights[at][answer] * value).sum();
        (0..self.weights.first().map_or(0, Vec::len)).map(sum).collect()
    }

    /// Yes less no, by feature: what a table of one weight a feature holds.
    pub fn yes(&self) -> impl Iterator<Item = (&str, f64)> {
        self.names.iter().zip(&self.weights).map(|(name, weights)| (name.as_str(), weights[1] - weights[0]))
    }
}

/// The share of examples that a fit to all the other writers answers rightly, by writer and in all.
pub fn cross_validated(plan: &Plan, examples: &[Example]) -> String {
    let writers: BTreeSet<&str> = examples.iter().map(|example| example.writer.as_str()).collect();
    let mut shares = Vec::new();
    let mut all = 0;
    for writer in writers {
        let fitted = fit(plan, examples, Some(writer));
        let own: Vec<&Example> = examples.iter().filter(|example| example.writer == writer).collect();
        let right = own.iter().filter(|example| fitted.answer(&example.row) == example.answer).count();
        shares.push(format!("{writer} {:.3}", right as f64 / own.len().max(1) as f64));
        all += right;
    }
    format!("{:.3} ({})", all as f64 / examples.len().max(1) as f64, shares.join(", "))
}
