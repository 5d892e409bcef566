//! Clusters, from the surest pair down.
//!
//! Average linkage, greedily: a merge needs the mean score over the pairs between the two sides above zero, none
//! of them vetoed, and none so unlikely that the two ends would never have met but for the middle.

use super::score;
use crate::facts::Facts;
use std::collections::{BTreeMap, BTreeSet};

/// A cross pair below this breaks the chain, however good the others.
const LEAST_PAIR: f64 = -4.0;
/// Members of each side that are compared: ten thousand copies of one story need not all meet.
const WITNESSES: usize = 16;

/// One side of a merge.
#[derive(Debug)]
struct Cluster<'a> {
    members: Vec<usize>,
    /// A report that tells two happenings tells two: asked of every member, not of the witnesses alone.
    reports: BTreeSet<&'a str>,
}

/// The clusters over all of `facts`, from pairs that score above zero.
pub fn gather(facts: &[Facts<'_>], mut scored: Vec<(f64, usize, usize)>) -> Vec<Vec<usize>> {
    scored.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let known: BTreeMap<(usize, usize), f64> = scored.iter().map(|&(score, a, b)| ((a, b), score)).collect();
    let mut home: Vec<usize> = (0..facts.len()).collect();
    let mut clusters: Vec<Option<Cluster<'_>>> =
        facts.iter().enumerate().map(|(at, f)| Some(Cluster::of(at, f))).collect();
    for &(_, a, b) in &scored {
        let (a, b) = (home[a], home[b]);
        if a == b {
            continue;
        }
        let (Some(one), Some(other)) = (&clusters[a], &clusters[b]) else { continue };
        if belong(facts, &known, one, other) {
            merge(&mut clusters, &mut home, a, b);
        }
    }
    let mut gathered: Vec<Vec<usize>> =
        clusters.into_iter().flatten().map(|cluster| cluster.members).collect();
    gathered.iter_mut().for_each(|members| members.sort_unstable());
    gathered.sort();
    gathered
}

impl<'a> Cluster<'a> {
    fn of(at: usize, facts: &'a Facts<'_>) -> Self {
        Self { members: vec![at], reports: BTreeSet::from([facts.reading.id.as_str()]) }
    }

    fn shares_a_report(&self, other: &Self) -> bool {
        let (small, large) =
            if self.reports.len() < other.reports.len() { (self, other) } else { (other, self) };
        small.reports.iter().any(|report| large.reports.contains(report))
    }
}

/// The smaller moves into the larger, so that no member moves more than a few times.
fn merge(clusters: &mut [Option<Cluster<'_>>], home: &mut [usize], a: usize, b: usize) {
    let size = |at: usize| clusters[at].as_ref().map_or(0, |cluster| cluster.members.len());
    let (to, from) = if (size(a), b) >= (size(b), a) { (a, b) } else { (b, a) };
    let Some(moved) = clusters[from].take() else { return };
    moved.members.iter().for_each(|&at| home[at] = to);
    if let Some(cluster) = &mut clusters[to] {
        cluster.members.extend(moved.members);
        cluster.reports.extend(moved.reports);
        // The witnesses are the first; let them be the same whichever side moved.
        let witnesses = cluster.members.len().min(WITNESSES * 2);
        cluster.members.select_nth_unstable(witnesses - 1);
        cluster.members[..witnesses].sort_unstable();
    }
}

fn belong(
    facts: &[Facts<'_>],
    known: &BTreeMap<(usize, usize), f64>,
    a: &Cluster<'_>,
    b: &Cluster<'_>,
) -> bool {
    if a.shares_a_report(b) {
        return false;
    }
    let (mut sum, mut pairs) = (0.0, 0.0);
    for &x in a.members.iter().take(WITNESSES) {
        for &y in b.members.iter().take(WITNESSES) {
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
