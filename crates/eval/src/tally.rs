//! Hits, extras and misses; yes and no.

use crate::loose::same;
use crate::table::Cell;
use serde_json::Value;
use std::collections::BTreeSet;

/// What was found, what was found too much, what was missed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    hits: usize,
    extras: usize,
    misses: usize,
}

impl Tally {
    /// Adds `paired` hits out of so many true and so many predicted things.
    pub fn add(&mut self, paired: usize, gold: usize, predicted: usize) {
        self.hits += paired;
        self.misses += gold - paired;
        self.extras += predicted - paired;
    }

    /// Things that are equal or not.
    pub fn sets<T: Ord>(&mut self, gold: &BTreeSet<T>, predicted: &BTreeSet<T>) {
        self.add(gold.intersection(predicted).count(), gold.len(), predicted.len());
    }

    /// Things that can be more or less alike; those alike to the letter choose first.
    pub fn fuzzy(&mut self, gold: &[&Value], predicted: &[&Value], alike: fn(&Value, &Value) -> bool) {
        let to_the_letter = |gold: &Value| predicted.iter().any(|predicted| same(gold, predicted));
        let (exact, rest): (Vec<&Value>, Vec<&Value>) = gold.iter().partition(|gold| to_the_letter(gold));
        let mut left = predicted.to_vec();
        for gold in exact.into_iter().chain(rest) {
            let letter = left.iter().position(|predicted| same(gold, predicted));
            match letter.or_else(|| left.iter().position(|predicted| alike(gold, predicted))) {
                Some(found) => drop(left.remove(found)),
                None => continue,
            }
        }
        self.add(predicted.len() - left.len(), gold.len(), predicted.len());
    }

    /// Precision, recall, their harmonic mean, and how many true things there were.
    pub fn row(self) -> Cell {
        let n = self.hits + self.misses;
        f1(share(self.hits, self.hits + self.extras), share(self.hits, n), n)
    }
}

/// Precision and recall with their harmonic mean.
pub fn f1(precision: f64, recall: f64, n: usize) -> Cell {
    Cell::F1 { precision, recall, f1: harmonic(precision, recall), n }
}

/// The harmonic mean; 0 where both are 0.
pub fn harmonic(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}

/// A share; 1 where there was nothing to get wrong.
pub fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Questions answered right or wrong, in the order in which they were first asked.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    asked: Vec<(String, usize, usize)>,
}

impl Marks {
    /// One answer.
    pub fn mark(&mut self, question: &str, right: bool) {
        let known = self.asked.iter().position(|(name, ..)| name == question);
        let at = known.unwrap_or_else(|| {
            self.asked.push((question.to_owned(), 0, 0));
            self.asked.len() - 1
        });
        self.asked[at].1 += usize::from(right);
        self.asked[at].2 += 1;
    }

    /// The share of right answers to each question.
    pub fn shares(self) -> Vec<(String, Cell)> {
        let cell = |right, n| Cell::Share { accuracy: share(right, n), n };
        self.asked.into_iter().map(|(name, right, n)| (name, cell(right, n))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_letter_comes_before_the_likeness() {
        let (plain, precise) = (json!({"a": 1}), json!({"a": 1.0, "b": 2}));
        let mut tally = Tally::default();
        // The plain one is asked first and would take the precise one's twin, were likeness all that counts.
        tally.fuzzy(&[&plain, &precise], &[&precise.clone(), &plain.clone()], |_, _| true);
        assert_eq!((tally.hits, tally.extras, tally.misses), (2, 0, 0));
        tally.fuzzy(&[&plain], &[], |_, _| true);
        assert_eq!((tally.hits, tally.extras, tally.misses), (2, 0, 1));
    }

    #[test]
    fn nothing_to_find_and_nothing_found_is_perfect() {
        assert_eq!(Tally::default().row(), Cell::F1 { precision: 1.0, recall: 1.0, f1: 1.0, n: 0 });
    }
}
