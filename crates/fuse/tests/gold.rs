//! The gold's own accounts as readings: what linking and settling alone are worth. Skipped, loudly, where no gold
//! set lies beside the checkout. Totals only: a part of the sets is for measuring, not for reading.

#![allow(clippy::unwrap_used)] // helpers of tests; a gold set that can't be parsed is a failed test

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use vigie_fuse::{Told, fuse};
use vigie_model::{Incident, Reading};

const SETS: [&str; 3] = ["dev", "dev_en", "dev_fr"];

/// The readings of all sets as one inflow, and the cluster of each account.
struct Gold {
    readings: Vec<Reading>,
    cluster: BTreeMap<String, String>,
}

fn gold() -> Option<Gold> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold");
    let folders: Vec<PathBuf> = SETS.iter().map(|set| root.join(set)).collect();
    if !folders.iter().all(|folder| folder.is_dir()) {
        eprintln!("SKIPPED: no gold sets under {}", root.display());
        return None;
    }
    let mut gold = Gold { readings: Vec::new(), cluster: BTreeMap::new() };
    for (set, folder) in SETS.iter().zip(&folders) {
        gold.take(set, folder);
    }
    Some(gold)
}

impl Gold {
    fn take(&mut self, set: &str, folder: &Path) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let value: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
                match value.get("id") {
                    Some(_) => self.readings.push(serde_json::from_value(value).unwrap()),
                    None => self.take_clusters(set, &value),
                }
            }
        }
    }

    fn take_clusters(&mut self, set: &str, clusters: &Value) {
        for cluster in clusters["incidents"].as_array().unwrap() {
            for member in cluster["members"].as_array().unwrap() {
                self.cluster.insert(member.as_str().unwrap().into(), format!("{set}/{}", cluster["id"]));
            }
        }
    }
}

fn pairs<'a>(groups: impl IntoIterator<Item = Vec<&'a str>>) -> BTreeSet<(&'a str, &'a str)> {
    let mut pairs = BTreeSet::new();
    for group in groups {
        for (at, a) in group.iter().enumerate() {
            pairs.extend(group[at + 1..].iter().map(|b| (*a.min(b), *a.max(b))));
        }
    }
    pairs
}

#[test]
fn gold_accounts_link_as_the_gold_does() {
    let Some(gold) = gold() else { return };
    let incidents =
        fuse(&gold.readings.iter().map(|reading| Told { reading, text: None }).collect::<Vec<_>>());
    let mut clusters: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (member, cluster) in &gold.cluster {
        clusters.entry(cluster).or_default().push(member);
    }
    let wanted = pairs(clusters.into_values());
    let given = pairs(incidents.iter().map(|incident| incident.members.iter().map(String::as_str).collect()));
    let right = wanted.intersection(&given).count() as f64;
    let f1 = 2.0 * right / (wanted.len() + given.len()) as f64;
    let mixed = incidents.iter().filter(|incident| mixes(&gold, incident)).count();
    let merged = incidents.iter().filter(|incident| incident.members.len() > 1).count();
    assert!(f1 >= 0.88, "link F1 {f1:.3}");
    assert!(mixed as f64 <= 0.03 * merged as f64, "{mixed} of {merged} merged incidents mix gold ones");
}

fn mixes(gold: &Gold, incident: &Incident) -> bool {
    let clusters: BTreeSet<Option<&String>> =
        incident.members.iter().map(|member| gold.cluster.get(member)).collect();
    clusters.len() > 1
}
