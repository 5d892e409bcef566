//! `vigie demo`: what someone new sees first.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod support;

use support::{Desk, QUIET};

#[test]
fn someone_new_sees_what_happened_who_disagrees_what_holds_and_what_to_type() {
    let desk = Desk::new();
    let said = desk.run("demo").done();
    for wanted in [
        "20 reports",
        "WHAT HAPPENED",
        "WHO DISAGREES",
        "IN FORCE",
        "WHAT TO TYPE NEXT",
        "Bafoulabé",
        "curfew",
    ] {
        assert!(said.out.contains(wanted), "{wanted:?} is not in:\n{}", said.out);
    }
    assert!(!said.out.contains('\u{1b}'), "styled into a pipe");
    let widest = said.out.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(widest <= 100, "{widest} columns");
    assert!(said.err.contains("invented"), "{}", said.err);
    assert!(desk.path("vigie-demo.db").exists() && !desk.path("vigie.db").exists());
}

#[test]
fn again_it_says_the_same() {
    let desk = Desk::new();
    let first = desk.run("demo").done().out;
    assert_eq!(desk.run("demo").done().out, first);
    assert_eq!(desk.run("reports --ledger vigie-demo.db --format jsonl").done().lines().len(), 20);
}

#[test]
fn the_other_verbs_ask_its_ledger_as_it_says() {
    let desk = Desk::new();
    let demo = desk.run("demo").done().out;
    let next: Vec<&str> = demo.lines().map(str::trim).filter(|line| line.starts_with("vigie ")).collect();
    assert!(next.len() >= 4, "{demo}");
    for line in next.iter().filter(|line| !line.contains("your-reports")) {
        let words: Vec<&str> = line.split("  ").next().unwrap().split(' ').skip(1).collect();
        let said: support::Said =
            desk.command(words).env("VIGIE_LEDGER", "vigie-demo.db").output().unwrap().into();
        said.done();
    }
}

#[test]
fn it_leaves_a_ledger_that_it_did_not_make() {
    let desk = Desk::with(&[("a.txt", QUIET)]);
    desk.run("ingest a.txt --ledger vigie-demo.db --quiet").done();
    let said = desk.run("demo").ends(1);
    assert!(said.err.contains("not the demo's"), "{}", said.err);
    assert_eq!(desk.run("reports --ledger vigie-demo.db --format jsonl").done().lines().len(), 1);
}
