//! The ledger keeps what it acknowledged, once, and says whose file it is.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use jiff::Timestamp;
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};
use std::path::{Path, PathBuf};
use vigie_ledger::{Arrival, Arrived, Derived, Ledger, LedgerError, Options, Recorded, Search};
use vigie_model::{
    AccountId, DateSpan, EventType, Incident, IncidentId, Reading, ReportId, Sensitivity, Status,
    SubEventType,
};

const READER: &str = "test 1";
const CREATE: Options = Options { create: true, max_pages: None };

fn scratch() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    (folder, path)
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_768_000_000 + second).unwrap()
}

fn quiet(name: &str, bytes: &str) -> Reading {
    Reading::quiet(name, ReportId::of(bytes.as_bytes()))
}

/// Records one report whose text is its bytes.
fn put(ledger: &mut Ledger, name: &str, bytes: &str) -> vigie_ledger::Result<Recorded> {
    let reading = quiet(name, bytes);
    let what = Arrived::Read { bytes: bytes.as_bytes(), text: bytes, reading: &reading, reader: READER };
    ledger.record(at(0), &[Arrival { path: name, what }]).map(|recorded| recorded[0])
}

/// Runs SQL behind the ledger's back.
fn sql(path: &Path, sql: &'static str) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let open =
            SqliteConnectOptions::new().filename(path).create_if_missing(true).disable_statement_logging();
        let mut connection = open.connect().await.unwrap();
        let done =
            sqlx::raw_sql(sql).execute(&mut connection).await.map(drop).map_err(|error| error.to_string());
        connection.close().await.unwrap();
        done
    })
}

#[test]
fn the_same_bytes_twice_are_one_report_and_two_receipts() {
    let (_folder, path) = scratch();
    let mut ledger = Ledger::open(&path, CREATE).unwrap();
    assert_eq!(put(&mut ledger, "a", "one").unwrap(), Recorded::New);
    assert_eq!(put(&mut ledger, "a-copy", "one").unwrap(), Recorded::Known);
    assert!(ledger.knows(&ReportId::of(b"one"), READER).unwrap());
    assert!(!ledger.knows(&ReportId::of(b"one"), "test 2").unwrap());
    let reports = ledger.reports().unwrap();
    assert_eq!((reports.len(), reports[0].receipts, reports[0].name.as_str()), (1, 2, "a"));
    assert_eq!(ledger.bytes(&ReportId::of(b"one")).unwrap().unwrap(), b"one");
}

#[test]
fn twice_within_one_batch_is_still_one_report() {
    let (_folder, path) = scratch();
    let mut ledger = Ledger::open(&path, CREATE).unwrap();
    let reading = quiet("a", "one");
    let what = Arrived::Read { bytes: b"one", text: "one", reading: &reading, reader: READER };
    let batch = [Arrival { path: "a", what }, Arrival { path: "b", what }];
    assert_eq!(ledger.record(at(0), &batch).unwrap(), [Recorded::New, Recorded::Known]);
}

#[test]
fn two_reports_of_one_name_stay_two() {
    let (_folder, path) = scratch();
    let mut ledger = Ledger::open(&path, CREATE).unwrap();
    put(&mut ledger, "bulletin", "one").unwrap();
    put(&mut ledger, "bulletin", "two").unwrap();
    let (_, stored) = ledger.stored().unwrap();
    let mut names: Vec<&str> = stored.iter().map(|stored| stored.reading.id.as_str()).collect();
    names.sort();
    assert_eq!(names[0], "bulletin");
    assert!(names[1].starts_with("bulletin~"), "{names:?}");
}

#[test]
fn a_new_version_of_the_reader_adds_a_reading_and_keeps_the_old() {
    let (_folder, path) = scratch();
    let mut ledger = Ledger::open(&path, CREATE).unwrap();
    put(&mut ledger, "a", "one").unwrap();
    let reading = Reading { source: Some("Radio".into()), ..quiet("a", "one") };
    let what = Arrived::Read { bytes: b"one", text: "one", reading: &reading, reader: "test 2" };
    assert_eq!(ledger.record(at(1), &[Arrival { path: "a", what }]).unwrap(), [Recorded::Reread]);
    let stored = ledger.stored_by_name("a").unwrap().unwrap();
    assert_eq!(stored.reading.source.as_deref(), Some("Radio"));
    assert_eq!(ledger.stored().unwrap().1.len(), 1);
}

#[test]
fn quarantine_names_each_thing_once() {
    let (_folder, path) = scratch();
    let mut ledger = Ledger::open(&path, CREATE).unwrap();
    let what = Arrived::Unreadable { report: None, reason: "too large" };
    for _ in 0..2 {
        ledger.record(at(0), &[Arrival { path: "big.txt", what }]).unwrap();
    }
    let kept_out = ledger.quarantined().unwrap();
    assert_eq!((kept_out.len(), kept_out[0].reason.as_str()), (1, "too large"));
}

#[test]
fn a_clock_set_back_does_not_turn_the_order_round() {
    let (_folder, path) = scratch();
    let mut ledger = Ledger::open(&path, CREATE).unwrap();
    let what = Arrived::Unreadable { report: None, reason: "late" };
    ledger.record(at(100), &[Arrival { path: "a", what }]).unwrap();
    ledger.record(at(50), &[Arrival { path: "b", what }]).unwrap();
    assert_eq!(ledger.quarantined().unwrap()[1].recorded, at(100));
    assert_eq!(ledger.verify().unwrap().breaches, Vec::<String>::new());
}

#[test]
fn what_was_recorded_cannot_be_changed_and_tampering_is_named() {
    let (_folder, path) = scratch();
    let mut ledger = Ledger::open(&path, CREATE).unwrap();
    put(&mut ledger, "a", "one").unwrap();
    put(&mut ledger, "b", "two").unwrap();
    assert_eq!(ledger.verify().unwrap().breaches, Vec::<String>::new());
    drop(ledger);
    assert!(sql(&path, "delete from entries where seq = 1").unwrap_err().contains("never deleted"));
    assert!(sql(&path, "update entries set recorded = 0").unwrap_err().contains("never changed"));
    sql(&path, "drop trigger entries_stay; update entries set subject = 'x' where seq = 2").unwrap();
    sql(&path, "update payloads set body = x'00' where size = 3").unwrap();
    let breaches = Ledger::open(&path, CREATE).unwrap().verify().unwrap().breaches;
    assert!(breaches[0].contains("entry 2"), "{breaches:?}");
    assert!(breaches.iter().any(|breach| breach.contains("payload")), "{breaches:?}");
}

#[test]
fn a_full_disk_loses_nothing_acknowledged() {
    let (_folder, path) = scratch();
    let tight = Options { create: true, max_pages: Some(90) };
    let mut ledger = Ledger::open(&path, tight).unwrap();
    let mut acknowledged = 0;
    let failure = loop {
        let bytes = incompressible(acknowledged);
        match put(&mut ledger, &format!("r{acknowledged}"), &bytes) {
            Ok(_) => acknowledged += 1,
            Err(failure) => break failure,
        }
    };
    assert!(matches!(failure, LedgerError::DiskFull { .. }), "{failure:?}");
    assert!(failure.to_string().contains("make room"));
    assert!(acknowledged > 0);
    drop(ledger);
    let mut ledger = Ledger::open(&path, CREATE).unwrap();
    assert_eq!(ledger.reports().unwrap().len(), acknowledged as usize);
    assert_eq!(ledger.verify().unwrap().breaches, Vec::<String>::new());
    put(&mut ledger, "after", &incompressible(acknowledged)).unwrap();
}

/// About 3 kB that deflate cannot shrink much.
fn incompressible(seed: u32) -> String {
    let mut state = seed.wrapping_add(1).wrapping_mul(2_654_435_761);
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'!' + ((state >> 16) % 90) as u8)
    };
    (0..3000).map(|_| next()).collect()
}

#[test]
fn a_foreign_file_is_left_as_it_is() {
    let (_folder, path) = scratch();
    sql(&path, "create table theirs (x)").unwrap();
    let before = std::fs::read(&path).unwrap();
    let failure = Ledger::open(&path, CREATE).unwrap_err();
    assert!(matches!(failure, LedgerError::Foreign { .. }), "{failure:?}");
    assert_eq!(std::fs::read(&path).unwrap(), before);

    std::fs::write(&path, "not a database at all, but some text that is long enough to be looked at")
        .unwrap();
    let failure = Ledger::open(&path, CREATE).unwrap_err();
    assert!(matches!(failure, LedgerError::Foreign { .. }), "{failure:?}");
}

#[test]
fn a_newer_ledger_says_so() {
    let (_folder, path) = scratch();
    drop(Ledger::open(&path, CREATE).unwrap());
    sql(&path, "pragma user_version = 99").unwrap();
    let failure = Ledger::open(&path, CREATE).unwrap_err();
    assert!(failure.to_string().contains("format 99"), "{failure}");
}

#[test]
fn a_missing_ledger_names_the_way_out() {
    let (_folder, path) = scratch();
    let failure = Ledger::open(&path, Options::default()).unwrap_err();
    assert!(failure.to_string().contains("vigie ingest"), "{failure}");
    assert!(!path.exists());
}

#[test]
fn an_empty_file_left_by_a_kill_becomes_a_ledger() {
    let (_folder, path) = scratch();
    std::fs::write(&path, "").unwrap();
    put(&mut Ledger::open(&path, CREATE).unwrap(), "a", "one").unwrap();
}

fn incident(id: &str, day: &str, point: Option<[f64; 2]>) -> Incident {
    Incident {
        schema: 1,
        id: IncidentId(id.into()),
        former_ids: vec![IncidentId(format!("old-{id}"))],
        members: vec!["r#i1".into()],
        accounts: vec![AccountId("a1".into())],
        event_type: EventType::Battles,
        sub_event_type: SubEventType::ArmedClash,
        tactics: Vec::new(),
        date: DateSpan::day(day.parse().unwrap()),
        places: Vec::new(),
        primary_place: None,
        point,
        radius_km: None,
        geo_precision: None,
        actors: Vec::new(),
        targets: Vec::new(),
        status: Status::Reported,
        counts: Vec::new(),
        voices: 1,
        reports: 1,
        credibility: 6,
        first_reported: None,
        last_changed: None,
        sensitivity: Sensitivity::Normal,
        claims: Vec::new(),
    }
}

/// A ledger with three incidents: Sévaré on the 1st, one in the Pacific on the 2nd, one nowhere on the 3rd.
fn with_incidents(path: &Path) -> Ledger {
    let mut ledger = Ledger::open(path, CREATE).unwrap();
    put(&mut ledger, "r", "one").unwrap();
    let incidents = [
        (incident("v1", "2026-01-01", Some([14.53, -4.09])), "Une attaque près de Sévaré"),
        (incident("v2", "2026-01-02", Some([-17.0, 179.5])), "A boat was seized"),
        (incident("v3", "2026-01-03", None), "An attack somewhere"),
    ];
    let derived: Vec<Derived> =
        incidents.iter().map(|(incident, words)| Derived { incident, words }).collect();
    let (covers, _) = ledger.stored().unwrap();
    ledger.replace_incidents(covers, "fuse 1", &derived).unwrap();
    ledger
}

fn ids(ledger: &mut Ledger, search: &Search) -> Vec<String> {
    ledger.incidents(search).unwrap().into_iter().map(|incident| incident.id.0).collect()
}

#[test]
fn incidents_are_found_by_day_box_and_word() {
    let (_folder, path) = scratch();
    let mut ledger = with_incidents(&path);
    let any = Search::default();
    assert_eq!(ids(&mut ledger, &any), ["v1", "v2", "v3"]);
    let day = "2026-01-02".parse().ok();
    assert_eq!(ids(&mut ledger, &Search { since: day, until: day, ..any.clone() }), ["v2"]);
    assert_eq!(ids(&mut ledger, &Search { bbox: Some([-5.0, 14.0, -4.0, 15.0]), ..any.clone() }), ["v1"]);
    assert_eq!(
        ids(&mut ledger, &Search { bbox: Some([179.0, -18.0, -179.0, -16.0]), ..any.clone() }),
        ["v2"]
    );
    for text in ["severe OR sevare", "sevare", "SÉVARÉ attaque", "\"pres de\"", "seva*"] {
        let found = ids(&mut ledger, &Search { text: Some(text.into()), ..any.clone() });
        let wanted: &[&str] = if text.contains("OR") { &[] } else { &["v1"] };
        assert_eq!(found, wanted, "{text}");
    }
    assert!(ids(&mut ledger, &Search { event_type: Some(EventType::Riots), ..any }).is_empty());
}

#[test]
fn a_former_id_and_a_beginning_still_resolve() {
    let (_folder, path) = scratch();
    let mut ledger = with_incidents(&path);
    assert_eq!(ledger.incidents_by_id("old-v2").unwrap()[0].id.as_str(), "v2");
    assert_eq!(ledger.incidents_by_id("v").unwrap().len(), 3);
    assert!(ledger.incidents_by_id("%").unwrap().is_empty());
}

#[test]
fn incidents_are_stale_once_something_came() {
    let (_folder, path) = scratch();
    let mut ledger = with_incidents(&path);
    assert!(!ledger.incidents_are_stale("fuse 1").unwrap());
    assert!(ledger.incidents_are_stale("fuse 2").unwrap());
    put(&mut ledger, "s", "two").unwrap();
    assert!(ledger.incidents_are_stale("fuse 1").unwrap());
}

#[test]
fn a_second_process_waits_for_its_turn() {
    let (_folder, path) = scratch();
    let (mut one, mut two) = (Ledger::open(&path, CREATE).unwrap(), Ledger::open(&path, CREATE).unwrap());
    put(&mut one, "a", "one").unwrap();
    assert_eq!(put(&mut two, "a", "one").unwrap(), Recorded::Known);
    put(&mut two, "b", "two").unwrap();
    assert_eq!(one.verify().unwrap().breaches, Vec::<String>::new());
}

#[test]
fn a_closed_ledger_is_one_file() {
    let (folder, path) = scratch();
    put(&mut Ledger::open(&path, CREATE).unwrap(), "a", "one").unwrap();
    let files: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(files, ["desk.db"], "people copy this one file");
}
