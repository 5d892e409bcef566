//! `vigie stats`, `figures`, `sources`, `reports`: what is counted is what was ingested.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod support;

use serde_json::{Value, json};
use support::{Desk, QUIET, SEGOU, SEGOU_FR};

fn desk() -> Desk {
    let desk = Desk::with(&[("in/a.txt", SEGOU), ("in/b.txt", SEGOU_FR), ("in/c.txt", QUIET)]);
    desk.run("ingest in --quiet").done();
    desk
}

#[test]
fn counts_carry_their_range() {
    let desk = desk();
    let document: Value =
        serde_json::from_str(&desk.run("stats --by country,month,type --format json").done().out).unwrap();
    let group = &document["groups"][0];
    assert_eq!((&group["country"], &group["month"]), (&json!("ML"), &json!("2026-01")), "{document}");
    assert_eq!(
        (&group["incidents"], &group["killed_min"], &group["killed_max"]),
        (&json!(1), &json!(5), &json!(7)),
        "{document}"
    );
    let csv = desk.run("stats --by admin1 --format csv").done().out;
    assert!(csv.starts_with("admin1,incidents,killed_min,"), "{csv}");
    assert!(csv.contains("Ségou,1,5,"), "{csv}");
}

#[test]
fn a_cited_figure_stands_beside_the_own_count() {
    let desk = Desk::with_demo();
    desk.run("ingest demo --quiet").done();
    let figures = desk.run("figures --format jsonl").done().lines();
    let soum = figures.iter().find(|figure| figure["value"] == json!(64.0)).unwrap();
    // The report counts a half-year that the demo's own incidents do not reach back to.
    assert_eq!(soum["own_count"], "0 incidents", "{soum}");
    assert_eq!((&soum["from"], &soum["until"]), (&json!("2025-07-01"), &json!("2025-12-31")));
    let table = desk.run("stats --by admin1").done().out;
    assert!(table.contains("CITED FIGURES") && table.contains("THIS LEDGER"), "{table}");
}

#[test]
fn sources_and_reports_are_listed() {
    let desk = desk();
    let sources = desk.run("sources --format jsonl").done().lines();
    assert_eq!(sources.len(), 3);
    let wire = sources.iter().find(|source| source["source"] == "Delta Wire").unwrap();
    assert_eq!((&wire["reports"], &wire["incidents"]), (&json!(1), &json!(1)));
    let reports = desk.run("reports --format csv").done().out;
    assert_eq!(reports.lines().count(), 4);
    assert!(desk.run("reports").done().out.contains("quiet"));
}

#[test]
fn an_empty_ledger_counts_nothing_and_is_done() {
    let desk = Desk::with(&[("a.txt", QUIET)]);
    desk.run("ingest a.txt --quiet").done();
    for line in
        ["stats --by country,month", "figures", "incidents", "measures --on 2026-01-12", "show --help"]
    {
        desk.run(line).done();
    }
}
