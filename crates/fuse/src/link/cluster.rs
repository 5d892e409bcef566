//! Clusters, from the surest pair down.
//!
//! Average linkage, greedily: a merge needs the mean score over the pairs between the two sides above zero, none
//! of them vetoed, and none so unlikely that the two ends would never have met but for the middle.

use super::score;
use crate::facts::Facts;
use std::collections::BTreeMap;

/// A cross pair below this breaks the chain, however good the others.
const LEAST_PAIR: f64 = -4.0;
/// Members of each side that are compared: ten thousand copies of one story need not all meet.
const WITNESSES: usize = 16;

/// The clusters over all of `facts`, from pairs that score above zero.
pub fn gather(facts: &[Facts<'_>], mut scored: Vec<(f64, usize, usize)>) -> Vec<Vec<usize>> {
    scored.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let known: BTreeMap<(usize, usize), f64> = scored.iter().map(|&(score, a, b)| ((a, b), score)).collect();
    let mut home: Vec<usize> = (0..facts.len()).collect();
    let mut clusters: Vec<Vec<usize>> = (0..facts.len()).map(|at| vec![at]).collect();
    for &(_, a, b) in &scored {
        let (a, b) = (home[a].min(home[b]), home[a].max(home[b]));
        if a != b && belong(facts, &known, &clusters[a], &clusters[b]) {
            let moved = std::mem::take(&mut clusters[b]);
            moved.iter().for_each(|&at| home[at] = a);
            clusters[a].extend(moved);
            clusters[a].sort_unstable();
        }
    }
    clusters.retain(|cluster| !cluster.is_empty());
    clusters
}

fn belong(facts: &[Facts<'_>], known: &BTreeMap<(usize, usize), f64>, a: &[usize], b: &[usize]) -> bool {
    if share_a_report(facts, a, b) {
        return false;
    }
    let (mut sum, mut pairs) = (0.0, 0.0);
    for &x in a.iter().take(WITNESSES) {
        for &y in b.iter().take(WITNESSES) {
            let pair = (x.min(y), x.max(y));
            let score = known.get(&pair).copied().unwrap_or_else(|| score(&facts[pair.0], &facts[pair.1]));
            if score < LEAST_PAIR {
                return false;
            }
            sum += score;
            pairs += 1.0;
        }
    }
    sum / pairs > 0.0
}

/// Asked of every member, not of the witnesses alone: a report that tells two happenings tells two.
fn share_a_report(facts: &[Facts<'_>], a: &[usize], b: &[usize]) -> bool {
    let (small, large) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if small.len() == 1 && large.len() == 1 {
        return false; // the pair's own score has settled it
    }
    let reports: std::collections::BTreeSet<&str> =
        large.iter().map(|&at| facts[at].reading.id.as_str()).collect();
    small.iter().any(|&at| reports.contains(facts[at].reading.id.as_str()))
}
