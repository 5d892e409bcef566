//! Which predicted incident is which true one, within a report.

use crate::days::{date_right, dates_near};
use crate::loose::{Key, agree, key, list};
use crate::places::{places_touch, primary_right};
use serde_json::Value;
use std::collections::BTreeSet;

/// A true incident and the predicted one that is taken for it, by position.
pub type Pair = (usize, usize);

/// Greedy one-to-one pairing, the likest first; ties go by position.
pub fn pair(golds: &[Value], predicted: &[Value]) -> Vec<Pair> {
    let (mut used_gold, mut used_predicted) = (vec![false; golds.len()], vec![false; predicted.len()]);
    let mut pairs = Vec::new();
    for (_, (i, j)) in candidates(golds, predicted) {
        if !used_gold[i] && !used_predicted[j] {
            (used_gold[i], used_predicted[j]) = (true, true);
            pairs.push((i, j));
        }
    }
    pairs
}

fn candidates(golds: &[Value], predicted: &[Value]) -> Vec<(f64, Pair)> {
    let all = golds.iter().enumerate().flat_map(|(i, gold)| {
        let detected = predicted.iter().enumerate().filter(move |(_, predicted)| detected(gold, predicted));
        detected.map(move |(j, predicted)| (likeness(gold, predicted), (i, j)))
    });
    let mut all: Vec<_> = all.collect();
    all.sort_by(|(a, a_pair), (b, b_pair)| b.total_cmp(a).then(a_pair.cmp(b_pair)));
    all
}

/// Two of three agree: type, date within three days, place.
fn detected(gold: &Value, predicted: &Value) -> bool {
    let agreed =
        [agree(gold, predicted, "event_type"), dates_near(gold, predicted), places_touch(gold, predicted)];
    agreed.iter().filter(|agreed| **agreed).count() >= 2
}

// Summed in the reference's order: the last bit decides between ties.
fn likeness(gold: &Value, predicted: &Value) -> f64 {
    let mut score = 0.0;
    score += weigh(agree(gold, predicted, "event_type"), 2.0);
    score += weigh(agree(gold, predicted, "sub_event_type"), 0.5);
    score += if date_right(gold, predicted) { 2.0 } else { weigh(dates_near(gold, predicted), 0.7) };
    score += if primary_right(gold, predicted) { 2.0 } else { weigh(places_touch(gold, predicted), 1.0) };
    score + 0.3 * kinds_counted(gold).intersection(&kinds_counted(predicted)).count() as f64
}

fn weigh(holds: bool, weight: f64) -> f64 {
    if holds { weight } else { 0.0 }
}

fn kinds_counted(incident: &Value) -> BTreeSet<Key> {
    list(incident, "counts").iter().map(|count| key(count, "what")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn incident(place: &str, day: &str) -> Value {
        json!({"event_type": "Battles", "primary_place": place, "date": {"start": day, "end": day}})
    }

    #[test]
    fn the_likest_pair_goes_first_whatever_the_order() {
        let golds = [incident("Ber", "2026-01-10"), incident("Léré", "2026-01-10")];
        let predicted = [incident("Léré", "2026-01-10"), incident("Ber", "2026-01-10")];
        assert_eq!(pair(&golds, &predicted), [(0, 1), (1, 0)]);
    }

    #[test]
    fn twins_are_paired_in_order_and_one_agreement_is_not_enough() {
        let twin = || incident("Ber", "2026-01-10");
        assert_eq!(pair(&[twin(), twin()], &[twin(), twin()]), [(0, 0), (1, 1)]);
        assert_eq!(pair(&[twin()], &[incident("Goma", "2024-05-01")]), []);
    }
}
