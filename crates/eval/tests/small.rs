//! A small gold set with every sort of slip, whose table the reference scorer printed once.

#![allow(clippy::unwrap_used, reason = "a test stops where its ground is missing")]

use serde_json::Value;
use std::path::{Path, PathBuf};
use vigie_eval::{EvalError, Gold, Part, Score, read_json_lines, score};

fn small(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/small").join(name)
}

fn judged(part: Option<Part>, with_incidents: bool, show_errors: bool) -> Score {
    let gold = Gold::open(&[small("gold")], part).unwrap();
    let readings = read_json_lines(&small("readings.jsonl")).unwrap();
    let incidents = with_incidents.then(|| read_json_lines(&small("incidents.jsonl")).unwrap());
    score(&gold, &readings, incidents.as_deref(), show_errors).unwrap()
}

fn expected(name: &str) -> String {
    std::fs::read_to_string(small(name)).unwrap()
}

#[test]
fn the_table_is_the_references() {
    let score = judged(None, true, true);
    let lines: String = score.errors.iter().map(|line| format!("{line}\n")).collect();
    assert_eq!(format!("{lines}{score}"), expected("table.txt"));
    assert_eq!(score.to_json().unwrap(), expected("table.json"));
}

#[test]
fn the_check_part_is_measured_and_never_listed() {
    let score = judged(Some(Part::Check), false, true);
    assert_eq!(score.to_string(), expected("table-check.txt"));
    // a005 has a wrong country and a far point, but no line says so
    assert_eq!(score.errors, Vec::<String>::new());
}

#[test]
fn a_part_is_read_within_the_whole_inflow() {
    let folder = tempfile::tempdir().unwrap();
    for id in ["a001", "a005"] {
        std::fs::write(folder.path().join(format!("{id}.json")), format!("{{\"id\": {id:?}}}")).unwrap();
        std::fs::write(folder.path().join(format!("{id}.txt")), "text").unwrap();
    }
    let gold = Gold::open(&[folder.path().to_owned()], Some(Part::Check)).unwrap();
    assert_eq!(gold.annotations().keys().collect::<Vec<_>>(), ["a005"]);
    // Incidents are fused over all reports that came in, whichever of them are scored.
    assert_eq!(gold.texts().into_keys().collect::<Vec<_>>(), ["a001", "a005"]);
}

#[test]
fn a_bad_line_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("readings.jsonl");
    std::fs::write(&path, "{\"id\": \"a\"}\n\n{\"id\": \n").unwrap();
    let error = read_json_lines(&path).unwrap_err();
    assert!(matches!(error, EvalError::NotJson { line: 3, .. }), "{error}");
}

#[test]
fn a_folder_without_annotations_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("clusters.json"), "{\"incidents\": []}").unwrap();
    let error = Gold::open(&[folder.path().to_owned()], None).unwrap_err();
    assert!(matches!(error, EvalError::NoAnnotations(_)), "{error}");
}

#[test]
fn silence_scores_as_silence() {
    let gold = Gold::open(&[small("gold")], None).unwrap();
    let score = score(&gold, &Vec::<Value>::new(), None, false).unwrap();
    assert_eq!(score.read, 0);
    assert!(
        score.to_string().contains("quiet reports kept quiet                                    1.000     2")
    );
}
