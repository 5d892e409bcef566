//! Incidents against clusters: linking as B-cubed and as pairs, merging too much, and the settled tolls.
//!
//! Only accounts that were found can be linked; a true account that nobody read is a cluster of its own.

use crate::gold::Cluster;
use crate::loose::{Key, key, list, text};
use crate::notation::plain;
use crate::table::Cell;
use crate::tally::{f1, harmonic, share};
use serde_json::Value;
use std::collections::BTreeMap;

const TOLL: [&str; 3] = ["killed", "injured", "abducted"];

/// What the incidents are worth. `aligned` names the true account of each predicted one.
pub fn judge(
    clusters: &[Cluster],
    incidents: &[Value],
    aligned: &BTreeMap<String, String>,
) -> Vec<(String, Cell)> {
    let links = Links::new(clusters, incidents, aligned);
    let n = links.accounts.len().max(1);
    let rows = [
        ("over-merge (share of merged incidents that mix gold ones)", links.over_merge()),
        (
            "B-cubed if nothing were linked",
            Cell::Share { accuracy: harmonic(1.0, links.alone() / n as f64), n },
        ),
        ("B-cubed", links.b_cubed(n)),
        ("links", links.pairs()),
        ("settled toll", settled_tolls(clusters, incidents, &links)),
    ];
    rows.map(|(name, cell)| (name.to_owned(), cell)).to_vec()
}

struct Account<'a> {
    name: &'a str,
    cluster: &'a str,
    incident: String,
}

/// True accounts with the cluster that they belong to and the incident that they were put into.
struct Links<'a> {
    accounts: Vec<Account<'a>>,
    by_cluster: BTreeMap<&'a str, usize>,
    by_incident: BTreeMap<String, usize>,
    by_both: BTreeMap<(&'a str, String), usize>,
}

impl<'a> Links<'a> {
    fn new(clusters: &'a [Cluster], incidents: &[Value], aligned: &BTreeMap<String, String>) -> Self {
        let placed = incidents_of(incidents, aligned);
        let incident = |name: &str| placed.get(name).cloned().unwrap_or_else(|| format!("alone:{name}"));
        let named = clusters_of(clusters).into_iter();
        let accounts = named.map(|(name, cluster)| Account { name, cluster, incident: incident(name) });
        Self::count(accounts.collect())
    }

    fn count(accounts: Vec<Account<'a>>) -> Self {
        let (mut by_cluster, mut by_incident, mut by_both) =
            (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for Account { cluster, incident, .. } in &accounts {
            *by_cluster.entry(*cluster).or_default() += 1;
            *by_incident.entry(incident.clone()).or_default() += 1;
            *by_both.entry((*cluster, incident.clone())).or_default() += 1;
        }
        Self { accounts, by_cluster, by_incident, by_both }
    }

    fn cluster_size(&self, account: &Account<'_>) -> f64 {
        self.by_cluster.get(account.cluster).copied().unwrap_or(1) as f64
    }

    fn incident_size(&self, account: &Account<'_>) -> f64 {
        self.by_incident.get(&account.incident).copied().unwrap_or(1) as f64
    }

    fn shared_size(&self, account: &Account<'a>) -> f64 {
        self.by_both.get(&(account.cluster, account.incident.clone())).copied().unwrap_or(1) as f64
    }

    /// Recall were every account left alone, summed.
    fn alone(&self) -> f64 {
        self.accounts.iter().map(|account| 1.0 / self.cluster_size(account)).sum()
    }

    fn b_cubed(&self, n: usize) -> Cell {
        let accounts = || self.accounts.iter();
        let precision: f64 = accounts().map(|a| self.shared_size(a) / self.incident_size(a)).sum();
        let recall: f64 = accounts().map(|a| self.shared_size(a) / self.cluster_size(a)).sum();
        f1(precision / n as f64, recall / n as f64, n)
    }

    fn pairs(&self) -> Cell {
        let true_pairs = self.by_cluster.values().copied().map(pairs_of).sum();
        let linked = self.by_incident.values().copied().map(pairs_of).sum();
        let right = self.by_both.values().copied().map(pairs_of).sum();
        f1(share(right, linked), share(right, true_pairs), true_pairs)
    }

    fn over_merge(&self) -> Cell {
        let mut mixed: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, incident) in self.by_both.keys() {
            *mixed.entry(incident).or_default() += 1;
        }
        let merged = self.by_incident.values().filter(|size| **size > 1).count();
        let mixing = mixed.values().filter(|clusters| **clusters > 1).count();
        Cell::Share { accuracy: mixing as f64 / merged.max(1) as f64, n: merged }
    }

    /// The incident that most of the cluster's accounts were put into; of equals, the first met.
    fn incident_of(&self, cluster: &Cluster) -> Option<&str> {
        let placed = |member: &String| self.accounts.iter().find(|account| account.name == member);
        let incidents: Vec<&str> =
            cluster.members.iter().filter_map(placed).map(|a| a.incident.as_str()).collect();
        let votes = |incident: &str| incidents.iter().filter(|other| **other == incident).count();
        incidents.iter().rev().max_by_key(|incident| votes(incident)).copied()
    }
}

fn pairs_of(size: usize) -> usize {
    size * (size - 1) / 2
}

/// True accounts in the order in which the clusters first name them, each with the last cluster to do so.
fn clusters_of(clusters: &[Cluster]) -> Vec<(&str, &str)> {
    let mut named: Vec<(&str, &str)> = Vec::new();
    let mut positions: BTreeMap<&str, usize> = BTreeMap::new();
    for (cluster, member) in clusters.iter().flat_map(|c| c.members.iter().map(move |member| (c, member))) {
        let position = *positions.entry(member).or_insert(named.len());
        match named.get_mut(position) {
            Some(known) => known.1 = &cluster.id,
            None => named.push((member, &cluster.id)),
        }
    }
    named
}

fn incidents_of(incidents: &[Value], aligned: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut placed = BTreeMap::new();
    for incident in incidents {
        let members = list(incident, "members").iter().filter_map(Value::as_str);
        for account in members.filter_map(|member| aligned.get(member)) {
            placed.insert(account.clone(), plain(incident.get("id")));
        }
    }
    placed
}

/// A row too many costs what a right one earns, so listing every number gains nothing.
fn settled_tolls(clusters: &[Cluster], incidents: &[Value], links: &Links<'_>) -> Cell {
    let by_id: BTreeMap<String, &Value> = incidents.iter().map(|i| (plain(i.get("id")), i)).collect();
    let (mut right, mut total) = (0, 0);
    for cluster in clusters {
        let incident =
            links.incident_of(cluster).and_then(|id| by_id.get(id).copied()).unwrap_or(&Value::Null);
        for what in TOLL {
            let (wanted, given) = (settled(&cluster.truth, what), settled(incident, what));
            total += size(&wanted);
            right += rows_right(&wanted, &given);
        }
    }
    Cell::Share { accuracy: share(right, total), n: total }
}

fn rows_right(wanted: &BTreeMap<Key, usize>, given: &BTreeMap<Key, usize>) -> usize {
    let shared = wanted.iter().map(|(best, n)| given.get(best).map_or(0, |m| *n.min(m))).sum::<usize>();
    shared.saturating_sub(size(given).saturating_sub(size(wanted)))
}

fn size(rows: &BTreeMap<Key, usize>) -> usize {
    rows.values().sum()
}

/// How often each settled number stands among the rows of this sort.
fn settled(incident: &Value, what: &str) -> BTreeMap<Key, usize> {
    let mut rows = BTreeMap::new();
    for count in list(incident, "counts").iter().filter(|count| text(count, "what") == what) {
        *rows.entry(key(count, "best")).or_default() += 1;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn cluster(id: &str, members: &[&str]) -> Cluster {
        let members = members.iter().map(|member| (*member).to_owned()).collect();
        Cluster { id: id.into(), members, truth: json!({"counts": [{"what": "killed", "best": 4}]}) }
    }

    fn aligned(members: &[&str]) -> BTreeMap<String, String> {
        members.iter().map(|member| ((*member).to_owned(), (*member).to_owned())).collect()
    }

    #[test]
    fn linking_strangers_costs_precision_and_is_named() {
        let clusters = [cluster("X1", &["a#i1", "b#i1"]), cluster("X2", &["c#i1"])];
        let all = aligned(&["a#i1", "b#i1", "c#i1"]);
        let one = json!({"id": "v1", "members": ["a#i1", "b#i1", "c#i1"], "counts": [{"what": "killed", "best": 4}]});
        let rows: BTreeMap<String, Cell> = judge(&clusters, &[one], &all).into_iter().collect();
        let (precision, recall) = (1.0 / 3.0, 1.0);
        assert_eq!(rows["links"], Cell::F1 { precision, recall, f1: harmonic(precision, recall), n: 1 });
        let over = "over-merge (share of merged incidents that mix gold ones)";
        assert_eq!(rows[over], Cell::Share { accuracy: 1.0, n: 1 });
        assert_eq!(rows["settled toll"], Cell::Share { accuracy: 1.0, n: 2 });
    }

    #[test]
    fn an_account_nobody_read_stands_alone() {
        let clusters = [cluster("X1", &["a#i1", "b#i1"])];
        let rows = judge(&clusters, &[json!({"id": "v1", "members": ["a#i1", "b#i1"]})], &aligned(&["a#i1"]));
        assert_eq!(rows[3].1, Cell::F1 { precision: 1.0, recall: 0.0, f1: 0.0, n: 1 });
    }

    #[test]
    fn a_row_too_many_costs_what_a_right_one_earns() {
        let rows = |best: &[i32]| {
            let counts: Vec<Value> =
                best.iter().map(|best| json!({"what": "killed", "best": best})).collect();
            settled(&json!({ "counts": counts }), "killed")
        };
        assert_eq!(rows_right(&rows(&[4]), &rows(&[4, 5])), 0);
        assert_eq!(rows_right(&rows(&[4, 5]), &rows(&[4, 6])), 1);
        assert_eq!(rows_right(&rows(&[4]), &rows(&[])), 0);
    }
}
