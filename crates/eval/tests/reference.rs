//! The reference scorer itself, where it is at hand, run beside this one on the gold, as it is and disturbed.

#![allow(clippy::unwrap_used, reason = "a test stops where its ground is missing")]

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use vigie_eval::{Gold, Part, read_json_lines, score};

#[test]
fn the_gold_read_as_itself_scores_alike() {
    let Some(case) = Case::new(|reading, _| vec![reading], |cluster, _| vec![cluster]) else { return };
    case.compare_all();
}

#[test]
fn disturbed_readings_score_alike() {
    for seed in 1..=2 {
        let mut chance = Chance(seed);
        let mut merged = Chance(seed + 100);
        let disturb = |reading, _: usize| disturbed(reading, &mut chance);
        let Some(case) = Case::new(disturb, |cluster, _| relinked(cluster, &mut merged)) else { return };
        case.compare_all();
    }
}

/// Readings and incidents on disk, and the scorer that judges them.
struct Case {
    folder: tempfile::TempDir,
    scorer: PathBuf,
    sets: Vec<PathBuf>,
}

impl Case {
    fn new(
        mut read: impl FnMut(Value, usize) -> Vec<Value>,
        mut fuse: impl FnMut(Value, usize) -> Vec<Value>,
    ) -> Option<Self> {
        let scorer = reference()?;
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gold");
        let sets: Vec<PathBuf> = ["dev", "dev_en", "dev_fr"].iter().map(|set| root.join(set)).collect();
        let folder = tempfile::tempdir().unwrap();
        let gold = Gold::open(&sets, None).unwrap();
        let readings = gold.annotations().values().cloned().enumerate().flat_map(|(n, gold)| read(gold, n));
        write_lines(&folder.path().join("readings.jsonl"), readings);
        let clusters =
            sets.iter().flat_map(|set| clusters(set)).enumerate().flat_map(|(n, cluster)| fuse(cluster, n));
        write_lines(&folder.path().join("incidents.jsonl"), clusters);
        Some(Self { folder, scorer, sets })
    }

    fn compare_all(&self) {
        for part in [None, Some(Part::Open), Some(Part::Check)] {
            for (incidents, errors) in [(false, true), (true, false)] {
                self.compare(&self.sets, part, incidents, errors);
            }
        }
        self.compare(&self.sets[1..2], None, true, true);
    }

    fn compare(&self, sets: &[PathBuf], part: Option<Part>, incidents: bool, errors: bool) {
        let gold = Gold::open(sets, part).unwrap();
        let readings = read_json_lines(&self.file("readings.jsonl")).unwrap();
        let fused = incidents.then(|| read_json_lines(&self.file("incidents.jsonl")).unwrap());
        let score = score(&gold, &readings, fused.as_deref(), errors).unwrap();
        let lines: String = score.errors.iter().map(|line| format!("{line}\n")).collect();
        let (table, json) = self.reference(sets, part, incidents, errors);
        // No text of the check part may reach the screen, so a difference is said and not shown.
        assert!(format!("{lines}{score}") == table, "the tables differ: {part:?} {incidents} {errors}");
        assert!(score.to_json().unwrap() == json, "the JSON differs: {part:?} {incidents} {errors}");
    }

    fn reference(
        &self,
        sets: &[PathBuf],
        part: Option<Part>,
        incidents: bool,
        errors: bool,
    ) -> (String, String) {
        let names: Vec<String> = sets.iter().map(|set| set.display().to_string()).collect();
        let mut command = Command::new("python3");
        command.env("PYTHONIOENCODING", "utf-8");
        command.arg(&self.scorer).arg(names.join(",")).arg(self.file("readings.jsonl"));
        command.arg("--json").arg(self.file("out.json"));
        if incidents {
            command.arg("--incidents").arg(self.file("incidents.jsonl"));
        }
        if errors {
            command.arg("--errors");
        }
        if let Some(part) = part {
            command.args(["--part", if part == Part::Open { "open" } else { "check" }]);
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        (String::from_utf8(output.stdout).unwrap(), std::fs::read_to_string(self.file("out.json")).unwrap())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

fn reference() -> Option<PathBuf> {
    let scorer = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/eval/score.py");
    let python =
        Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
    if python && scorer.is_file() {
        return Some(scorer);
    }
    eprintln!("SKIPPED: equality with the reference scorer (needs python3 and ../shared/eval/score.py)");
    None
}

fn clusters(set: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(set.join("clusters.json")).unwrap();
    let file: Value = serde_json::from_str(&text).unwrap();
    file["incidents"].as_array().unwrap().clone()
}

fn write_lines(path: &Path, lines: impl Iterator<Item = Value>) {
    let text: String = lines.map(|line| format!("{line}\n")).collect();
    std::fs::write(path, text).unwrap();
}

/// A seeded source of small numbers: the same disturbance in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

/// A report not read, an incident missed, invented or told twice, and every sort of slip within.
fn disturbed(mut reading: Value, chance: &mut Chance) -> Vec<Value> {
    if chance.one_in(15) {
        return Vec::new();
    }
    let incidents = reading["incidents"].as_array().unwrap().clone();
    let mut kept: Vec<Value> = Vec::new();
    for incident in incidents {
        if chance.one_in(6) {
            continue;
        }
        if chance.one_in(5) {
            kept.push(slipped(incident.clone(), chance));
        }
        kept.push(slipped(incident, chance));
    }
    if kept.is_empty() && chance.one_in(3) {
        kept.push(json!({"key": "i1", "event_type": "Riots", "primary_place": "Nowhere", "date": null}));
    }
    if chance.one_in(3) {
        kept.reverse();
    }
    for (n, incident) in kept.iter_mut().enumerate() {
        incident["key"] = json!(format!("i{}", n + 1));
    }
    reading["incidents"] = Value::Array(kept);
    for list in ["measures", "figures"] {
        slip_list(&mut reading[list], chance);
    }
    vec![reading]
}

fn slipped(mut incident: Value, chance: &mut Chance) -> Value {
    for key in ["event_type", "sub_event_type", "status", "point", "actors", "tactics", "counts"] {
        if chance.one_in(8) {
            incident[key] = Value::Null;
        }
    }
    slip_date(&mut incident["date"], chance);
    slip_place(&mut incident, chance);
    slip_point(&mut incident, chance);
    for list in ["actors", "targets", "counts", "places"] {
        slip_list(&mut incident[list], chance);
    }
    incident
}

fn slip_date(date: &mut Value, chance: &mut Chance) {
    let other_ends =
        [json!("2026-01-15"), json!(null), json!("2026"), json!("2025-13-40"), json!("20260115")];
    if chance.one_in(5) {
        let start = date["start"].as_str().unwrap_or("2026-01-31").to_owned();
        date["start"] = json!(start.replace("-1", "-2"));
    }
    if chance.one_in(6) {
        date["end"] = other_ends[chance.below(5) as usize].clone();
    }
}

fn slip_place(incident: &mut Value, chance: &mut Chance) {
    let Some(name) = incident["primary_place"].as_str().map(str::to_owned) else { return };
    let slips = [
        name.replace(['é', 'è', 'ê'], "e"),
        name.replace('é', "Ã©"),
        name.replace('é', "&eacute;").to_uppercase(),
        format!("town of {name}"),
        name.chars().skip(1).collect(),
        format!("{name}x"),
        name.replace('a', "o"),
        "Bamako".to_owned(),
    ];
    if chance.one_in(2) {
        incident["primary_place"] = json!(slips[chance.below(8) as usize]);
    }
}

fn slip_point(incident: &mut Value, chance: &mut Chance) {
    let Some(latitude) = incident["point"][0].as_f64() else { return };
    if chance.one_in(2) {
        incident["point"][0] = json!(latitude + chance.below(100) as f64 / 173.0);
    }
    incident["radius_km"] = match chance.below(4) {
        0 => json!(null),
        1 => json!(12.5 + chance.below(3) as f64),
        _ => json!(chance.below(60)),
    };
}

/// Drops, doubles and rewrites elements; whole numbers become fractions that are whole.
fn slip_list(list: &mut Value, chance: &mut Chance) {
    let Some(elements) = list.as_array_mut() else { return };
    elements.retain(|_| !chance.one_in(9));
    if let Some(first) = elements.first().cloned().filter(|_| chance.one_in(6)) {
        elements.push(first);
    }
    for element in elements {
        for key in ["min", "max", "value"] {
            if let Some(number) = element.get(key).and_then(Value::as_f64) {
                element[key] = match chance.below(5) {
                    0 => json!(number),
                    1 => json!(number + 1.0),
                    2 if key == "value" => json!(number.to_string()),
                    _ => continue,
                };
            }
        }
        for key in ["name", "as_written", "class", "where", "from", "what", "kind", "country", "admin1"] {
            if element.get(key).is_some() && chance.one_in(12) {
                element[key] = if chance.one_in(3) { json!("gunmen from Kayes") } else { Value::Null };
            }
        }
    }
}

/// Splits a cluster or leaves it; its id and settled numbers may go wrong.
fn relinked(cluster: Value, chance: &mut Chance) -> Vec<Value> {
    let mut counts = cluster["truth"]["counts"].clone();
    slip_list(&mut counts, chance);
    for count in counts.as_array_mut().into_iter().flatten() {
        if chance.one_in(5) {
            count["best"] = json!(chance.below(9));
        }
    }
    let id = if chance.one_in(4) { json!("X01") } else { cluster["id"].clone() };
    let mut members = cluster["members"].as_array().unwrap().clone();
    let rest = if chance.one_in(3) { members.split_off(members.len() / 2) } else { Vec::new() };
    let rest = json!({"id": format!("{id}b"), "members": rest, "counts": counts});
    vec![json!({"id": id, "members": members, "counts": counts}), rest]
}
