//! `vigie incidents`: filters answer what they say, and what leaves the desk names nobody.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod support;

use serde_json::Value;
use support::{Desk, QUIET, SEGOU, SEGOU_FR, Said};

/// A victim with a name, a source with a name, and a quote.
const NAMED: &str = "source: Kayes Observer\npublished: 2026-01-14\nlang: en\n\n\
    Trader killed near Kayes\n\n\
    Gunmen killed a trader, Boubacar Sidibé, near Kayes in western Mali on Tuesday 13 January 2026, his brother \
    Mamadou Sidibé said. \"They came at night and called him by his name,\" the brother said.\n";

fn desk() -> Desk {
    let reports = [("in/a.txt", SEGOU), ("in/b.txt", SEGOU_FR), ("in/c.txt", NAMED), ("in/d.txt", QUIET)];
    let desk = Desk::with(&reports);
    desk.run("ingest in --quiet").done();
    desk
}

/// How many incidents answer.
fn count(desk: &Desk, args: &[&str]) -> usize {
    desk.run_args(&[&["incidents", "--format", "jsonl"], args].concat()).done().lines().len()
}

#[test]
fn filters_keep_what_fits() {
    let desk = desk();
    let all = count(&desk, &[]);
    assert!(all >= 2, "{all} incidents of three accounts");
    let alone: &[&[&str]] = &[
        &["--until", "2026-01-11"],
        &["--since", "2026-01-11", "--until", "2026-01-11"],
        &["--near", "Ségou, Mali", "--within", "100"],
        &["--near", "13.43,-6.26", "--within", "100"],
        &["--text", "segou"],
        &["--text", "\"attack on the town\""],
        &["--min-killed", "5"],
    ];
    for args in alone {
        assert_eq!(count(&desk, args), all - 1, "{args:?}");
    }
    let none: &[&[&str]] = &[
        &["--since", "2026-02-01"],
        &["--until", "2026-01-01"],
        &["--bbox", "100,0,120,10"],
        &["--country", "Niger"],
        &["--type", "Riots"],
        &["--actor", "ADF"],
        &["--target", "bridge"],
        &["--min-killed", "100"],
        &["--text", "volcano"],
    ];
    for args in none {
        assert_eq!(count(&desk, args), 0, "{args:?}");
    }
    for args in [
        &["--country", "ML"][..],
        &["--country", "Mali"],
        &["--bbox=-13,10,5,25"],
        &["--type", "violence against"],
    ] {
        assert_eq!(count(&desk, args), all, "{args:?}");
    }
}

#[test]
fn an_answer_with_nothing_in_it_is_done() {
    let desk = desk();
    let said = desk.run("incidents --since 2030-01-01").done();
    assert_eq!(said.out, "");
    assert!(said.err.contains("no incident fits"), "{}", said.err);
    assert!(desk.run("incidents --since 2030-01-01 --format csv").done().out.starts_with("id,date_start"));
}

#[test]
fn what_leaves_the_desk_names_nobody() {
    let desk = desk();
    let internal = desk.run("incidents --format jsonl").done().out;
    assert!(internal.contains("Sidibé") || internal.contains("brother"), "the fixture says nothing to hide");
    for format in ["csv", "geojson"] {
        let said = desk.run(&format!("incidents --format {format}")).done();
        for secret in
            ["Sidibé", "Boubacar", "Mamadou", "brother", "called him", "Observer", "Delta Wire", "trader,"]
        {
            assert!(!said.out.contains(secret), "{secret:?} leaves as {format}:\n{}", said.out);
        }
        assert!(said.out.contains("Ségou"), "{}", said.out);
    }
}

#[test]
fn geojson_is_valid_and_longitude_first() {
    let map: Value =
        serde_json::from_str(&desk().run("incidents --near Ségou --format geojson").done().out).unwrap();
    assert_eq!(map["type"], "FeatureCollection");
    let feature = &map["features"][0];
    let point = feature["geometry"]["coordinates"].as_array().unwrap();
    assert!(point[0].as_f64().unwrap() < 0.0 && point[1].as_f64().unwrap() > 10.0, "{point:?}");
    assert!(feature["properties"]["radius_km"].as_f64().is_some());
}

#[test]
fn output_goes_into_a_file_and_colour_nowhere_but_a_terminal() {
    let desk = desk();
    let said = desk.run("incidents --format csv -o out.csv").done();
    assert_eq!(said.out, "");
    assert!(std::fs::read_to_string(desk.path("out.csv")).unwrap().starts_with("id,"));
    assert!(!desk.run("incidents").done().out.contains('\u{1b}'));
    let said = desk.run("incidents -o nowhere/out.csv").ends(1);
    assert!(said.err.contains("nowhere/out.csv cannot be written"), "{}", said.err);
}

#[test]
fn a_slip_is_explained() {
    let desk = desk();
    let slips: &[(&[&str], i32, &str)] = &[
        (&["incidents", "--type", "massacring"], 2, "no type of ACLED"),
        (&["incidents", "--type", "a"], 2, "may be Armed clash, Air/drone strike"),
        (&["incidents", "--bbox", "1,2,3"], 2, "west,south,east,north"),
        (&["incidents", "--since", "yesterday"], 2, "--since"),
        (&["incidents", "--near", "Qwxyzzy"], 1, "the gazetteer knows no"),
        (&["incidents", "--near", "95,200"], 1, "latitude comes first"),
        (&["incidents", "--country", "Atlantis"], 1, "no country"),
        (&["incidents", "--ledger", "none.db"], 1, "vigie ingest"),
        (&["incidents", "--ledger", "in/a.txt"], 1, "not a Vigie ledger"),
        (&["show", "v0000"], 1, "there is no incident"),
        (&["stats", "--by", "weekday"], 2, "nothing to count by"),
        (&["measures", "--on", "tonight"], 2, "no moment"),
    ];
    for (args, code, wanted) in slips {
        let said: Said = desk.run_args(args).ends(*code);
        assert!(said.err.contains(wanted), "{args:?}: {wanted:?} is not in:\n{}", said.err);
        assert_eq!(said.out, "", "{args:?}");
    }
    assert_eq!(std::fs::read_to_string(desk.path("in/a.txt")).unwrap(), SEGOU, "a foreign file was touched");
}

#[test]
fn the_not_stated_are_counted_on_stderr() {
    let unstated = "published: 2026-01-12\nlang: en\n\nArmed men abducted three teachers in the town of Gao, Mali, on \
        Sunday 11 January 2026, police said.\n";
    let desk = Desk::with(&[("in/a.txt", SEGOU), ("in/b.txt", unstated)]);
    desk.run("ingest in --quiet").done();
    let said = desk.run("incidents --min-killed 1 --format jsonl").done();
    assert_eq!(said.lines().len(), 1);
    assert!(said.err.contains("1 incident left out: the number of killed is not stated"), "{}", said.err);
}

#[test]
fn show_sets_claims_side_by_side_with_their_words() {
    let desk = desk();
    let incidents = desk.run("incidents --near Ségou --format jsonl").done().lines();
    let merged =
        incidents.iter().find(|incident| incident["reports"] == 2).expect("two tellings of one incident");
    let id = merged["id"].as_str().unwrap();
    let said = desk.run(&format!("show {}", &id[..8])).done();
    for wanted in [id, "they differ", "Delta Wire", "Radio du Delta", "five", "sept", "SETTLED", "rule:"] {
        assert!(said.out.contains(wanted), "{wanted:?} is not in:\n{}", said.out);
    }
    let json: Value =
        serde_json::from_str(&desk.run(&format!("show {id} --format json")).done().out).unwrap();
    assert_eq!(json["id"], merged["id"]);
    for former in merged["former_ids"].as_array().unwrap() {
        let said = desk.run(&format!("show {}", former.as_str().unwrap())).done();
        assert!(said.out.contains(id), "a former id still resolves");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = Desk::with_demo();
    desk.run("ingest demo --quiet").done();
    let mut child = desk.command(["incidents", "--format", "jsonl"]);
    let mut child =
        child.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let said: Said = child.wait_with_output().unwrap().into();
    assert_eq!(said.done().err, "");
}
