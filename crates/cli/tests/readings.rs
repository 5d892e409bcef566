//! What the reader makes of some of the bundled reports, as snapshots: a changed reading shows as a diff.
//!
//! Ids are left out (they have tests of their own); each claim is shown with the words that it points at.
//! `just bless` takes today's readings, to be read before they are committed.

#![allow(clippy::unwrap_used, reason = "a test stops where its ground is missing")]

use serde_json::Value;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Each for something that the others do not have.
const REPORTS: [&str; 8] = [
    "01-bafoulabe-wire.txt",       // rival counts, a suspected group, measures and figures
    "02-bafoulabe-radio.txt",      // the same in French
    "05-kayes-mesures.txt",        // measures alone
    "06-djibo-etat-major.txt",     // an army's own count
    "11-banibangou-corrected.txt", // a toll corrected
    "17-el-obeid-dementi.txt",     // a denial
    "18-bougouni-citernes.html",   // a page
    "19-football.txt",             // nothing at all, in words of war
];

#[test]
fn the_bundled_reports_read_as_before() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for report in REPORTS {
            insta::assert_snapshot!(report, shown(&demo(report)));
        }
    });
}

fn demo(report: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demo").join(report)
}

fn shown(path: &Path) -> String {
    let text = vigie(&["clean"], path);
    let mut reading: Value = serde_json::from_str(&vigie(&["read", "--format", "jsonl"], path)).unwrap();
    let claims = reading["claims"].take();
    let mut out = head(&reading);
    for list in ["incidents", "measures", "figures", "background", "notes"] {
        write_list(&mut out, list, &reading[list]);
    }
    out.push_str("claims\n");
    for claim in claims.as_array().unwrap() {
        writeln!(out, "  {}", said(claim, &text)).unwrap();
    }
    out
}

fn vigie(arguments: &[&str], path: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vigie"));
    command.args(arguments).arg(path).env_remove("VIGIE_DATA").env("NO_COLOR", "1");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn head(reading: &Value) -> String {
    let keys = ["id", "lang", "published", "published_basis", "source", "title"];
    keys.iter().map(|key| format!("{key}: {}\n", reading[key])).collect()
}

/// Each element with a line a value, and a line an element where the value is a list; without ids and what is
/// empty.
fn write_list(out: &mut String, name: &str, list: &Value) {
    for element in list.as_array().unwrap() {
        writeln!(out, "{name}").unwrap();
        let said =
            |key: &str, value: &Value| key != "account" && !value.is_null() && value != &Value::Array(vec![]);
        for (key, value) in element.as_object().unwrap().iter().filter(|(key, value)| said(key, value)) {
            write_value(out, key, value);
        }
    }
}

fn write_value(out: &mut String, key: &str, value: &Value) {
    match value.as_array().filter(|elements| elements.iter().any(Value::is_object)) {
        None => writeln!(out, "  {key}: {value}").unwrap(),
        Some(elements) => {
            writeln!(out, "  {key}").unwrap();
            elements.iter().for_each(|element| writeln!(out, "    {}", without_null(element)).unwrap());
        }
    }
}

fn without_null(element: &Value) -> Value {
    let mut element = element.clone();
    element.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    element
}

/// `i1 /counts/0/min asserted, stated: "Eleven" (by a local official)`
fn said(claim: &Value, text: &str) -> String {
    let word = |key: &str| claim[key].as_str().unwrap_or_default().to_owned();
    let spans = claim["spans"].as_array().unwrap().iter().map(|span| {
        let at = |end: usize| usize::try_from(span[end].as_u64().unwrap()).unwrap();
        format!("{:?}", &text[at(0)..at(1)])
    });
    let words = spans.collect::<Vec<_>>().join(" … ");
    let by = claim["by"].as_str().map(|by| format!(" (by {by})")).unwrap_or_default();
    format!("{} {} {}, {}: {words}{by}", word("about"), word("property"), word("standing"), word("basis"))
}
