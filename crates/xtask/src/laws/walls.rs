//! Who may use whom. A new edge here is a change of architecture: docs/adr/0002 says what it costs.
//!
//! Dev-dependencies are free: a test may borrow a room that the product may not.

use super::Offence;
use super::repository::Repository;
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// The crates by folder, in flow order, and the crates that each may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("acquire", &["model"]),
    ("clean", &["model"]),
    ("read", &["model"]),
    ("locate", &["model"]),
    ("fuse", &["model"]),
    ("ledger", &["model"]),
    ("analyse", &["model"]),
    ("publish", &["model"]),
    ("eval", ROOMS),
    ("cli", ROOMS),
    ("xtask", ROOMS),
];

/// What those at the edge may use: every room, and for the command the measuring of them.
const ROOMS: &[&str] =
    &["model", "acquire", "clean", "read", "locate", "fuse", "ledger", "analyse", "publish", "eval"];

/// Libraries that stop at one wall, and the crates that may use them.
const KEPT_WITHIN: &[(&str, &[&str])] = &[
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("rusqlite", &[]),
    ("sqlx", &["ledger"]),
    ("tokio", &["ledger", "cli"]),
];

/// New edges, unlisted crates, listed crates that are gone, libraries behind the wrong wall.
pub fn edges(repository: &Repository) -> Vec<Offence> {
    let manifests: Vec<_> = manifests(repository).collect();
    let mut offences: Vec<_> =
        manifests.iter().flat_map(|(file, manifest)| edges_of(file, manifest)).collect();
    let seen: BTreeSet<&str> = manifests.iter().map(|(file, _)| folder(file)).collect();
    let gone = MAY_USE.iter().filter(|(name, _)| !seen.contains(name));
    offences.extend(gone.map(|(name, _)| Offence::new("Cargo.toml", 1, format!("no crate {name} any more"))));
    offences
}

/// A crate that states a version or a path of its own.
pub fn versions(repository: &Repository) -> Vec<Offence> {
    manifests(repository).flat_map(|(file, manifest)| own_versions(&file, &manifest)).collect()
}

fn edges_of(file: &str, manifest: &Table) -> Vec<Offence> {
    let name = folder(file);
    let Some((_, may_use)) = MAY_USE.iter().find(|(listed, _)| *listed == name) else {
        return vec![Offence::new(file, 1, format!("{name} is not in MAY_USE (laws/walls.rs)"))];
    };
    let used: BTreeMap<&str, &Value> =
        sections(manifest, &["dependencies", "build-dependencies"]).into_iter().collect();
    let wrong = used.keys().filter(|used| !may(name, may_use, used));
    wrong
        .map(|used| Offence::new(file, 1, format!("{name} may not use {used}; see ARCHITECTURE.md")))
        .collect()
}

fn may(name: &str, may_use: &[&str], used: &str) -> bool {
    match used.strip_prefix("vigie-") {
        Some(room) => may_use.contains(&room),
        None => KEPT_WITHIN.iter().all(|(library, within)| *library != used || within.contains(&name)),
    }
}

fn own_versions(file: &str, manifest: &Table) -> Vec<Offence> {
    let all = sections(manifest, &["dependencies", "build-dependencies", "dev-dependencies"]);
    let from_root = |value: &Value| value.get("workspace").and_then(Value::as_bool) == Some(true);
    let own = all.into_iter().filter(|(_, value)| !from_root(value));
    own.map(|(name, _)| Offence::new(file, 1, format!("{name}: want `{name}.workspace = true`"))).collect()
}

/// The named sections' entries, those for one target too.
fn sections<'a>(manifest: &'a Table, names: &[&str]) -> Vec<(&'a str, &'a Value)> {
    let targets = manifest.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
    let tables = std::iter::once(manifest).chain(targets.filter_map(Value::as_table));
    let found = tables.flat_map(|table| names.iter().filter_map(|name| table.get(*name)?.as_table()));
    found.flat_map(|section| section.iter().map(|(name, value)| (name.as_str(), value))).collect()
}

fn manifests(repository: &Repository) -> impl Iterator<Item = (String, Table)> {
    let texts = repository.texts("/Cargo.toml").filter(|(file, _)| file.starts_with("crates/"));
    // A manifest that does not parse stops cargo itself long before this test runs.
    texts.filter_map(|(file, text)| Some((file.to_owned(), text.parse().ok()?)))
}

fn folder(file: &str) -> &str {
    file.split('/').nth(1).unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offences(file: &str, manifest: &str) -> Vec<String> {
        let table: Table = manifest.parse().unwrap();
        edges_of(file, &table).into_iter().map(|offence| offence.what).collect()
    }

    #[test]
    fn a_new_edge_is_named() {
        let found = offences(
            "crates/read/Cargo.toml",
            "[dependencies]\nvigie-model.workspace = true\nvigie-locate.workspace = true",
        );
        assert_eq!(found, ["read may not use vigie-locate; see ARCHITECTURE.md"]);
    }

    #[test]
    fn an_edge_for_one_target_or_a_build_script_counts() {
        let found = offences(
            "crates/clean/Cargo.toml",
            "[build-dependencies]\nvigie-read.workspace = true\n[target.'cfg(unix)'.dependencies]\nsqlx.workspace = true",
        );
        assert_eq!(found.len(), 2, "{found:?}");
    }

    #[test]
    fn a_crate_nobody_listed_is_named() {
        assert_eq!(offences("crates/oracle/Cargo.toml", "").len(), 1);
    }

    #[test]
    fn a_test_may_borrow_another_room() {
        assert!(
            offences("crates/fuse/Cargo.toml", "[dev-dependencies]\nvigie-read.workspace = true").is_empty()
        );
    }

    #[test]
    fn a_version_of_its_own_is_named() {
        let table: Table = "[dependencies]\nserde = \"1\"\njiff.workspace = true".parse().unwrap();
        assert_eq!(own_versions("crates/read/Cargo.toml", &table).len(), 1);
    }
}
