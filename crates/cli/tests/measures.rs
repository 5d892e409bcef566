//! `vigie measures`: in force, not in force, or not known; never safe by silence.

mod support;

use serde_json::Value;
use support::Desk;

const CURFEW: &str = "source: Kayes Gazette\npublished: 2026-01-12T08:00:00Z\nlang: en\n\n\
    Curfew in Bafoulabé\n\n\
    Bafoulabé, in Mali's Kayes region, has been under a curfew from 9 p.m. to 6 a.m. since 1 July 2025.\n";

const LIFTED: &str = "source: Kayes Gazette\npublished: 2026-01-20T08:00:00Z\nlang: en\n\n\
    Curfew lifted\n\n\
    The curfew in Bafoulabé, in Mali's Kayes region, was lifted on January 19, 2026, the governor said.\n";

fn curfew(desk: &Desk, on: &str) -> Value {
    let said =
        desk.run_args(&["measures", "--at", "Bafoulabé, Mali", "--on", on, "--format", "jsonl"]).done();
    let lines = said.lines();
    let curfews: Vec<&Value> = lines.iter().filter(|line| line["kind"] == "curfew").collect();
    assert_eq!(curfews.len(), 1, "{}\n{}", said.out, said.err);
    curfews[0].clone()
}

#[test]
fn a_curfew_holds_at_its_hours_and_across_midnight() {
    let desk = Desk::with(&[("a.txt", CURFEW)]);
    desk.run("ingest a.txt --quiet").done();
    for (on, state, at_this_hour) in [
        ("2026-01-12T23:00", "in force", Value::Bool(true)),
        ("2026-01-13T05:30", "in force", Value::Bool(true)),
        ("2026-01-12T12:00", "in force", Value::Bool(false)),
        ("2026-01-12", "in force", Value::Null),
        ("2025-06-15T23:00", "not in force", Value::Null),
        ("2027-01-01T23:00", "not known", Value::Null),
    ] {
        let said = curfew(&desk, on);
        assert_eq!(
            (&said["state"], &said["at_this_hour"]),
            (&Value::from(state), &at_this_hour),
            "{on}: {said}"
        );
        assert_eq!(said["published"], "2026-01-12T08:00:00Z");
    }
    let noon = desk.run_args(&["measures", "--at", "Bafoulabé, Mali", "--on", "2026-01-12T12:00"]).done();
    assert!(noon.out.contains("in force, not at this hour"), "{}", noon.out);
    assert!(noon.out.contains("last report 2026-01-12 (the same day)"), "{}", noon.out);
}

#[test]
fn the_latest_word_wins() {
    let desk = Desk::with(&[("in/a.txt", CURFEW), ("in/b.txt", LIFTED)]);
    desk.run("ingest in --quiet").done();
    assert_eq!(curfew(&desk, "2026-01-15T23:00")["state"], "in force");
    assert_eq!(curfew(&desk, "2026-01-21T23:00")["state"], "not in force");
}

#[test]
fn silence_is_not_known_and_not_an_error() {
    let desk = Desk::with(&[("a.txt", CURFEW)]);
    desk.run("ingest a.txt --quiet").done();
    let said = desk.run("measures --at Ouagadougou --on 2026-01-12T23:00").done();
    assert!(
        said.out.starts_with("not known: no report in this ledger speaks of a measure at Ouagadougou"),
        "{}",
        said.out
    );
    assert!(said.err.contains("1 measure elsewhere"), "{}", said.err);
    let said = desk.run("measures --at Qwxyzzy --on 2026-01-12T23:00").done();
    assert!(said.out.starts_with("not known") && said.err.contains("does not know Qwxyzzy"), "{}", said.err);
}

#[test]
fn an_hour_with_a_zone_is_refused_since_hours_are_local() {
    let said = Desk::new().run("measures --on 2026-01-12T23:00Z").ends(2);
    assert!(said.err.contains("leave the zone away"), "{}", said.err);
}
