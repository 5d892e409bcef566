//! The seed report, end to end: what a convoy planner must be able to rely on.
//!
//! It is somebody's article and lies beside the repository, on a developer's machine. Only fields are asserted;
//! nothing of its text, and no reading of it, stands here or in a message of a failing test.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use vigie_model::fold;

/// What the command says of it; `None`, said loudly, where it is not there.
fn reading() -> Option<&'static Value> {
    static READING: OnceLock<Option<Value>> = OnceLock::new();
    READING.get_or_init(read).as_ref()
}

fn read() -> Option<Value> {
    let path = seed();
    if !path.is_file() {
        eprintln!("SKIPPED: ../shared/gold/dev/d000.txt is not here; the seed report was not read");
        return None;
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_vigie"));
    command.args(["read", "--format", "jsonl"]).arg(path).env_remove("VIGIE_DATA");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

fn seed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold/dev/d000.txt")
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn incident(reading: &Value) -> &Value {
    &reading["incidents"][0]
}

fn counts<'v>(reading: &'v Value, what: &str) -> Vec<&'v Value> {
    list(incident(reading), "counts").iter().filter(|count| count["what"] == what).collect()
}

#[test]
fn it_tells_one_incident() {
    let Some(reading) = reading() else { return };
    assert_eq!(list(reading, "incidents").len(), 1);
}

#[test]
fn it_was_the_night_of_10_to_11_january() {
    let Some(reading) = reading() else { return };
    let date = &incident(reading)["date"];
    assert_eq!((&date["start"], &date["end"]), (&"2026-01-10".into(), &"2026-01-11".into()));
}

#[test]
fn it_is_put_at_the_village_in_its_cercle() {
    let Some(reading) = reading() else { return };
    let incident = incident(reading);
    assert_eq!(fold(incident["primary_place"].as_str().unwrap()), "gangontery");
    let primary = list(incident, "places").iter().find(|place| place["name"] == incident["primary_place"]);
    let unit = |key: &str| primary.unwrap()[key].as_str().map(fold);
    assert_eq!(unit("admin2").as_deref(), Some("bafoulabe"));
    assert_eq!(unit("admin1").as_deref(), Some("kayes"));
    assert_eq!(unit("country").as_deref(), Some("ml"));
}

#[test]
fn the_radius_admits_that_no_layer_knows_the_village() {
    let Some(reading) = reading() else { return };
    let incident = incident(reading);
    assert!(incident["point"].is_array(), "an honest area has a middle");
    let radius = incident["radius_km"].as_f64().unwrap();
    let is_known = incident["place_method"] == "exact";
    assert!(is_known || radius >= 20.0, "{radius} km for a village that is in no gazetteer");
}

#[test]
fn three_facilities_are_named() {
    let Some(reading) = reading() else { return };
    // The owner's names, not the generic word: "factory" alone would not do.
    let targets: Vec<String> = list(incident(reading), "targets")
        .iter()
        .map(|target| fold(target["name"].as_str().unwrap()))
        .collect();
    for name in ["diamond cement", "carriere et chaux", "stones"] {
        assert!(targets.iter().any(|target| target.contains(name)), "{name} is not among the targets");
    }
}

#[test]
fn there_was_arson_and_abduction() {
    let Some(reading) = reading() else { return };
    let tactics = list(incident(reading), "tactics");
    for tactic in ["arson", "abduction"] {
        assert!(tactics.iter().any(|told| told == tactic), "{tactic}");
    }
}

#[test]
fn at_least_three_were_taken_and_nobody_is_cited_for_it() {
    let Some(reading) = reading() else { return };
    let abducted = counts(reading, "abducted");
    let least = abducted.iter().find(|count| count["min"] == 3 && count["max"].is_null());
    assert!(least.expect("a lower end of three")["source"].is_null(), "somebody is cited");
}

#[test]
fn some_local_sources_say_up_to_four() {
    let Some(reading) = reading() else { return };
    let abducted = counts(reading, "abducted");
    assert_eq!(abducted.len(), 2, "two rival claims");
    let most = abducted.iter().find(|count| count["max"] == 4).expect("an upper end of four");
    assert_eq!(most["source"], "some local sources");
}

#[test]
fn the_attackers_were_more_than_a_hundred() {
    let Some(reading) = reading() else { return };
    assert!(counts(reading, "attackers").iter().any(|count| count["min"] == 101));
}

#[test]
fn the_company_confirmed_it() {
    let Some(reading) = reading() else { return };
    assert_eq!(incident(reading)["status"], "confirmed");
}

#[test]
fn jnim_is_suspected_and_no_fact() {
    let Some(reading) = reading() else { return };
    let is_jnim = |actor: &&Value| fold(actor["name"].as_str().unwrap()).contains("jnim");
    let named: Vec<&Value> = list(incident(reading), "actors").iter().filter(is_jnim).collect();
    assert!(!named.is_empty(), "not named at all");
    assert!(named.iter().all(|actor| actor["attribution"] == "suspected"), "more than suspected");
}

#[test]
fn three_restrictions_are_in_force() {
    let Some(reading) = reading() else { return };
    let mut kinds: Vec<&str> =
        list(reading, "measures").iter().map(|measure| measure["kind"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["curfew", "movement_restriction", "river_crossing_suspension"]);
    let curfew = list(reading, "measures").iter().find(|measure| measure["kind"] == "curfew").unwrap();
    assert_eq!(curfew["from"], "2025-07-01");
    assert_eq!(curfew["daily"], serde_json::json!(["21:00", "06:00"]));
}

#[test]
fn three_figures_are_cited_and_none_is_a_toll() {
    let Some(reading) = reading() else { return };
    let cited = [101, 222, 813_000];
    let mut figures: Vec<u64> =
        list(reading, "figures").iter().map(|figure| figure["value"].as_f64().unwrap() as u64).collect();
    figures.sort_unstable();
    assert_eq!(figures, cited);
    for count in list(incident(reading), "counts").iter().filter(|count| count["what"] != "attackers") {
        for bound in ["min", "max"] {
            let number = count[bound].as_u64();
            assert!(!number.is_some_and(|number| cited.contains(&number)), "{} {bound}", count["what"]);
        }
    }
}
