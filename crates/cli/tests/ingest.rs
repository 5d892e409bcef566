//! `vigie ingest`: nothing acknowledged is lost, nothing is doubled, bad input is named and the rest goes on.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod support;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use support::{Desk, QUIET, SEGOU, SEGOU_FR};
use vigie_ledger::{Ledger, Options};

/// More acknowledgements than a pipe holds, so that a run whose output nobody reads cannot be over.
const MANY: usize = 1500;

fn ledger(desk: &Desk) -> Ledger {
    Ledger::open(&desk.path("vigie.db"), Options::default()).unwrap()
}

fn report_ids(desk: &Desk) -> BTreeSet<String> {
    ledger(desk).reports().unwrap().into_iter().map(|card| card.report.0).collect()
}

fn assert_whole(desk: &Desk) {
    assert_eq!(ledger(desk).verify().unwrap().breaches, Vec::<String>::new());
}

#[test]
fn the_same_folder_twice_gives_the_same_incidents() {
    let desk = Desk::with_demo();
    let first = desk.run("ingest demo").done();
    assert!(first.err.contains("20 reports: 20 new, 0 already known"), "{}", first.err);
    let incidents = desk.run("incidents --format jsonl").done().out;
    let second = desk.run("ingest demo").done();
    assert!(second.err.contains("20 reports: 0 new, 20 already known"), "{}", second.err);
    assert_eq!(desk.run("incidents --format jsonl").done().out, incidents);
    assert!(!incidents.is_empty());
    assert_whole(&desk);
}

#[test]
fn the_order_of_arrival_changes_nothing() {
    let (one, other) = (Desk::with_demo(), Desk::with_demo());
    one.run("ingest demo").done();
    let mut names: Vec<_> =
        std::fs::read_dir(other.path("demo")).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    for name in names.iter().rev().filter(|name| !name.ends_with("README.md")) {
        other.run_args(&["ingest", "--quiet", name.to_str().unwrap()]).done();
    }
    let ask = "incidents --format jsonl";
    assert_eq!(one.run(ask).done().out, other.run(ask).done().out);
}

#[test]
fn one_file_under_two_names_is_one_report_with_two_receipts() {
    let desk = Desk::with(&[("in/a.txt", SEGOU), ("in/b.txt", SEGOU)]);
    desk.run("ingest in").done();
    let reports = desk.run("reports --format jsonl").done().lines();
    assert_eq!((reports.len(), &reports[0]["receipts"]), (1, &serde_json::json!(2)));
}

#[test]
fn bad_input_is_named_and_the_rest_goes_on() {
    let desk = Desk::with(&[
        ("in/a.txt", SEGOU),
        ("in/z.txt", SEGOU_FR),
        ("in/empty.txt", ""),
        ("in/table.json", "{}"),
    ]);
    desk.write("in/image.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01");
    std::fs::File::create(desk.path("in/huge.txt")).unwrap().set_len(200_000_000).unwrap();
    let said = desk.run("ingest in").ends(3);
    for wanted in [
        "5 reports: 2 new",
        "3 quarantined",
        "empty.txt: empty",
        "image.txt: not text",
        "huge.txt: too large: 200000000 bytes",
        "1 file skipped (.json): in/table.json",
    ] {
        assert!(said.err.contains(wanted), "{wanted:?} is not in:\n{}", said.err);
    }
    assert_eq!(said.out, "", "the summary is for people");
    let kept_out = desk.run("reports --quarantined --format jsonl").done().lines();
    assert_eq!(kept_out.len(), 3);
    // Again: the same things are named again and kept once.
    desk.run("ingest in").ends(3);
    assert_eq!(desk.run("reports --quarantined --format jsonl").done().lines().len(), 3);
}

#[test]
fn a_text_cut_in_the_middle_of_a_letter_is_still_read() {
    let cut = SEGOU_FR.as_bytes();
    let end = cut.iter().rposition(|byte| *byte == "é".as_bytes()[0]).unwrap();
    let desk = Desk::new();
    desk.write("cut.txt", &cut[..=end]);
    let said = desk.run("ingest cut.txt").done();
    assert!(said.err.contains("1 new"), "{}", said.err);
}

#[test]
fn no_date_and_no_known_language_are_said_and_kept() {
    let undated = SEGOU.replace("published: 2026-01-12T09:00:00Z\n", "");
    let german = "lang: de\npublished: 2026-01-12\n\nAngriff\n\nBewaffnete Männer haben in der Stadt fünf Menschen getötet.\n";
    let desk = Desk::with(&[("in/undated.txt", &undated), ("in/german.txt", german)]);
    let said = desk.run("ingest in").done();
    assert!(said.err.contains("without a date of publication"), "{}", said.err);
    assert!(said.err.contains("kept but not read") && said.err.contains("\"de\""), "{}", said.err);
    assert_eq!(report_ids(&desk).len(), 2);
}

#[test]
fn a_slip_of_the_hand_makes_no_ledger() {
    let desk = Desk::new();
    let said = desk.run("ingest nowhere.txt").ends(1);
    assert!(said.err.contains("there is no nowhere.txt"), "{}", said.err);
    assert!(!desk.path("vigie.db").exists());
}

#[test]
fn json_lines_come_through_a_pipe() {
    let desk = Desk::new();
    let mut command = desk.command(["ingest", "-", "--format", "jsonl"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let lines = "{\"id\":\"one\",\"text\":\"A calm day.\"}\n{\"id\":\"two\",\"text\":\n{\"id\":\"three\",\"text\":\"Calm.\"}\n";
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let said: support::Said = child.wait_with_output().unwrap().into();
    let statuses: Vec<_> = said.ends(3).lines().iter().map(|line| line["status"].clone()).collect();
    assert_eq!(statuses, ["new", "quarantined", "new"]);
}

#[test]
fn a_full_disk_says_so_keeps_what_it_took_and_the_same_command_goes_on() {
    let desk = Desk::new();
    for nth in 0..300 {
        desk.write(&format!("in/{nth:03}.txt"), format!("{QUIET}\n{}", noise(nth)));
    }
    let said = desk.run("ingest in --batch 10 --max-pages 150 --format jsonl").ends(1);
    assert!(said.err.contains("the disk is full") && said.err.contains("make room"), "{}", said.err);
    let acknowledged = said.lines().len();
    assert!(acknowledged > 0 && acknowledged < 300, "{acknowledged}");
    assert_eq!(report_ids(&desk).len(), acknowledged);
    let said = desk.run("ingest in").done();
    assert!(
        said.err.contains(&format!("{} new, {acknowledged} already known", 300 - acknowledged)),
        "{}",
        said.err
    );
    assert_whole(&desk);
}

/// Words that hardly shrink.
fn noise(seed: u32) -> String {
    let mut state = seed.wrapping_add(1).wrapping_mul(2_654_435_761);
    let mut letter = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'a' + ((state >> 16) % 26) as u8)
    };
    (0..250).map(|_| (0..6).map(|_| letter()).collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// A desk with many small reports.
fn many() -> Desk {
    let desk = Desk::new();
    for nth in 0..MANY {
        desk.write(&format!("in/{nth:04}.txt"), format!("{QUIET}\nNote number {nth}.\n"));
    }
    desk
}

fn start(desk: &Desk) -> Child {
    let mut command = desk.command(["ingest", "in", "--batch", "3", "--format", "jsonl"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Reads this many acknowledgements and leaves the rest in the pipe, which stops the run where it fills.
fn read_some(child: &mut Child, count: usize) -> (Vec<String>, BufReader<std::process::ChildStdout>) {
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let lines = (0..count).map(|_| next_line(&mut reader)).collect();
    (lines, reader)
}

fn next_line(reader: &mut impl BufRead) -> String {
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    line
}

/// The reports of whole lines; a line cut short by the kill was not acknowledged to anybody.
fn acknowledged(mut lines: Vec<String>, mut rest: impl Read) -> BTreeSet<String> {
    let mut text = String::new();
    rest.read_to_string(&mut text).unwrap();
    lines.extend(text.split_inclusive('\n').map(str::to_owned));
    let whole = lines.iter().filter(|line| line.ends_with('\n'));
    whole
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["report"].as_str().unwrap().to_owned()
        })
        .collect()
}

#[test]
fn killed_at_any_point_it_loses_and_doubles_nothing() {
    let desk = many();
    for kill_after in [0, 1, 2, 3, 50, 200] {
        let mut child = start(&desk);
        let (lines, rest) = read_some(&mut child, kill_after);
        child.kill().unwrap();
        let acknowledged = acknowledged(lines, rest);
        child.wait().unwrap();
        if desk.path("vigie.db").exists() {
            desk.run("incidents --format jsonl").done();
            let kept = report_ids(&desk);
            assert!(
                acknowledged.is_subset(&kept),
                "killed after {kill_after}: an acknowledged report is gone"
            );
            assert_whole(&desk);
        }
    }
    desk.run("ingest in").done();
    assert_eq!(report_ids(&desk).len(), MANY);
    assert_whole(&desk);
}

#[cfg(unix)]
#[test]
fn ctrl_c_finishes_the_batch_and_says_what_is_kept() {
    let desk = many();
    let mut child = start(&desk);
    let (lines, mut rest) = read_some(&mut child, 1);
    // The pipe is full by now or will be: the run cannot be over before the signal is there.
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    // The handler runs on a thread of its own; only what it has set is seen, so wait for its word on stderr.
    let acknowledged = acknowledged(lines, &mut rest);
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{said}");
    assert!(acknowledged.len() < MANY);
    assert!(said.contains(&format!("interrupted: {} reports", acknowledged.len())), "{said}");
    assert_eq!(report_ids(&desk), acknowledged);
    desk.run("ingest in").done();
    assert_eq!(report_ids(&desk).len(), MANY);
}

#[cfg(unix)]
#[test]
fn a_folder_without_rights_is_named_and_the_rest_goes_on() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let desk = Desk::with(&[("in/a.txt", SEGOU), ("in/locked/b.txt", SEGOU_FR)]);
    let locked = desk.path("in/locked");
    let rights = |path: &std::path::Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    rights(&locked, 0o000);
    rights(&desk.path(""), 0o777);
    let mut command = desk.command(["ingest", "in"]);
    // An administrator may read everything: the command then runs as somebody who may not.
    if std::fs::read_dir(&locked).is_ok() {
        let own = desk.path("vigie-for-anyone");
        std::fs::copy(env!("CARGO_BIN_EXE_vigie"), &own).unwrap();
        rights(&own, 0o755);
        command = Command::new(own);
        command.args(["ingest", "in"]).current_dir(desk.path("")).uid(65534).gid(65534);
    }
    let said: support::Said = command.output().unwrap().into();
    rights(&locked, 0o755);
    let said = said.ends(3);
    assert!(said.err.contains("locked may not be read"), "{}", said.err);
    assert!(said.err.contains("1 new"), "{}", said.err);
}
