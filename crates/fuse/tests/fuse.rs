//! What would hurt a user: incidents that depend on the order of arrival, two villages made one, a suspicion
//! made a fact, a copy counted as a witness, a denial lost.

#![allow(clippy::unwrap_used)] // helpers of tests; a failed parse is a failed test

use proptest::prelude::*;
use serde_json::{Value, json};
use vigie_fuse::{Told, explain, fuse};
use vigie_model::{Attribution, CountWhat, Incident, Reading, Sensitivity};

/// One report that tells one attack on Tibiri in Niger on 4 March; `change` says how it differs.
fn report(id: &str, published: &str, change: impl FnOnce(&mut Value)) -> Reading {
    let mut account = json!({
        "key": "i1", "event_type": "Violence against civilians", "sub_event_type": "Attack",
        "tactics": ["armed_assault"], "date": {"start": "2026-03-04", "end": "2026-03-04", "precision": "day"},
        "places": [
            {"name": "Tibiri", "kind": "locality", "country": "NE", "admin1": "Dosso", "admin2": "Tibiri"},
            {"name": "Dosso", "kind": "region", "country": "NE", "admin1": "Dosso"}],
        "primary_place": "Tibiri", "point": [13.11, 4.01], "radius_km": 10.0,
        "actors": [], "targets": [{"name": "the market", "class": "market"}],
        "counts": [{"what": "killed", "who": "civilian", "min": 9, "max": 9, "as_written": "nine"}],
        "status": "reported", "evidence": "Nine people were killed."});
    change(&mut account);
    reading(json!({"id": id, "published": published, "incidents": [account]}))
}

fn reading(value: Value) -> Reading {
    serde_json::from_value(value).unwrap()
}

fn killed(who: &str, min: u32, max: Option<u32>, source: Option<&str>) -> Value {
    json!({"what": "killed", "who": who, "min": min, "max": max, "as_written": min.to_string(), "source": source})
}

fn fused(readings: &[Reading]) -> Vec<Incident> {
    fuse(&readings.iter().map(|reading| Told { reading, text: None }).collect::<Vec<_>>())
}

fn on(day: &str) -> impl FnOnce(&mut Value) {
    move |account| account["date"] = json!({"start": day, "end": day, "precision": "day"})
}

fn move_to(account: &mut Value, village: &str, point: [f64; 2]) {
    account["places"][0]["name"] = json!(village);
    account["primary_place"] = json!(village);
    account["point"] = json!(point);
}

#[test]
fn two_reports_of_one_attack_are_one_incident() {
    let incidents = fused(&[report("b", "2026-03-06", |_| {}), report("a", "2026-03-05", |_| {})]);
    assert_eq!(incidents.len(), 1);
    assert_eq!(incidents[0].members, ["a#i1", "b#i1"]);
    assert_eq!(incidents[0].former_ids.len(), 1);
    assert_eq!(incidents[0].first_reported, "2026-03-05".parse().ok());
    assert_eq!(incidents[0].last_changed, "2026-03-06".parse().ok());
}

#[test]
fn an_id_is_kept_when_a_later_report_joins() {
    let first = report("a", "2026-03-05", |_| {});
    let alone = fused(std::slice::from_ref(&first));
    let joined = fused(&[report("b", "2026-03-06", |_| {}), first]);
    assert_eq!(alone[0].id, joined[0].id);
}

#[test]
fn the_same_village_a_week_later_is_another_attack() {
    let incidents = fused(&[report("a", "2026-03-05", |_| {}), report("b", "2026-03-12", on("2026-03-11"))]);
    assert_eq!(incidents.len(), 2);
}

#[test]
fn a_day_filled_in_from_the_publication_is_no_other_day() {
    let mut late = report("b", "2026-03-07", on("2026-03-07"));
    late.claims = serde_json::from_value(json!([
        {"about": "i1", "property": "/date", "spans": [], "standing": "asserted", "basis": "default"}]))
    .unwrap();
    let told = [report("a", "2026-03-05", |_| {}), late];
    let told: Vec<Told<'_>> = told.iter().map(|reading| Told { reading, text: None }).collect();
    let why = explain((&told[0], &told[0].reading.incidents[0]), (&told[1], &told[1].reading.incidents[0]));
    assert!(why.iter().all(|reason| reason.weight.is_finite()), "{why:?}");
}

#[test]
fn two_villages_one_night_two_attackers_stay_two() {
    let by = |name: &str| json!([{"name": name, "as_written": name, "role": "perpetrator", "attribution": "asserted"}]);
    let here =
        report("a", "2026-03-05", |account| account["actors"] = by("Islamic State Sahel Province (ISSP)"));
    let there = report("b", "2026-03-05", |account| {
        account["actors"] = by("Lakurawa");
        move_to(account, "Koré Maïroua", [13.25, 4.15]);
    });
    assert_eq!(fused(&[here, there]).len(), 2);
}

#[test]
fn one_report_never_tells_one_incident_twice() {
    let mut twice = report("a", "2026-03-05", |_| {});
    let mut second = twice.incidents[0].clone();
    second.key = "i2".into();
    twice.incidents.push(second);
    let incidents = fused(&[twice, report("b", "2026-03-06", |_| {})]);
    assert_eq!(incidents.len(), 2);
}

#[test]
fn homonyms_in_two_countries_stay_two() {
    let abroad = report("b", "2026-03-05", |account| {
        for place in account["places"].as_array_mut().unwrap() {
            place["country"] = json!("NG");
        }
    });
    assert_eq!(fused(&[report("a", "2026-03-05", |_| {}), abroad]).len(), 2);
}

#[test]
fn one_village_by_two_ears_is_one() {
    let here = report("a", "2026-03-05", |account| move_to(account, "Gangontéry", [13.11, 4.01]));
    let there = report("b", "2026-03-05", |account| {
        move_to(account, "Gangonteri", [13.11, 4.01]);
        account["point"] = Value::Null;
    });
    assert_eq!(fused(&[here, there]).len(), 1);
}

#[test]
fn conflicting_tolls_keep_both_ends() {
    let army = report("a", "2026-03-05", |account| {
        account["counts"] = json!([killed("civilian", 3, Some(3), Some("the army"))])
    });
    let clinic = report("b", "2026-03-06", |account| {
        account["counts"] =
            json!([killed("civilian", 14, Some(17), Some("a doctor at the regional hospital"))]);
    });
    let row = fused(&[army, clinic]).remove(0).counts.remove(0);
    assert_eq!((row.min, row.best, row.max), (Some(3), Some(15), Some(17)));
    assert_eq!(row.rule, "better_sourced");
}

#[test]
fn nobody_killed_is_a_number_and_silence_is_none() {
    let nobody = report("a", "2026-03-05", |account| {
        account["counts"] = json!([killed("civilian", 0, Some(0), None)])
    });
    let row = fused(std::slice::from_ref(&nobody)).remove(0).counts.remove(0);
    assert_eq!((row.min, row.best, row.max), (Some(0), Some(0), Some(0)));
    let silent = report("a", "2026-03-05", |account| account["counts"] = json!([]));
    assert!(fused(&[silent]).remove(0).counts.is_empty());
}

#[test]
fn a_denial_stays_in_the_range_and_does_not_win() {
    let told = report("a", "2026-03-05", |account| {
        account["counts"] = json!([
            killed("civilian", 9, None, Some("residents")),
            killed("civilian", 0, Some(0), Some("the general staff"))
        ]);
    });
    let row = fused(&[told]).remove(0).counts.remove(0);
    assert_eq!((row.min, row.best, row.max), (Some(0), Some(9), None));
}

#[test]
fn one_number_for_civilians_and_for_people_is_one_row() {
    let people =
        report("b", "2026-03-06", |account| account["counts"] = json!([killed("unknown", 9, Some(9), None)]));
    let incident = fused(&[report("a", "2026-03-05", |_| {}), people]).remove(0);
    assert_eq!(incident.counts.len(), 1);
    assert_eq!(incident.counts[0].who.as_str(), "civilian");
}

#[test]
fn parts_that_one_report_tells_apart_are_not_run_together() {
    let told = report("a", "2026-03-05", |account| {
        account["counts"] =
            json!([killed("civilian", 6, Some(6), None), killed("security_forces", 6, Some(6), None)]);
    });
    assert_eq!(fused(&[told]).remove(0).counts.len(), 2);
}

#[test]
fn what_a_strike_is_said_to_have_hit_is_contested_while_others_bury_civilians() {
    let told = report("a", "2026-03-05", |account| {
        account["event_type"] = json!("Explosions/Remote violence");
        account["sub_event_type"] = json!("Air/drone strike");
        account["counts"] = json!([
            killed("civilian", 9, Some(9), Some("residents")),
            killed("armed_group", 20, Some(20), Some("the general staff"))
        ]);
    });
    let counts = fused(&[told]).remove(0).counts;
    let enemies = counts.iter().find(|row| row.who.as_str() == "armed_group").unwrap();
    assert_eq!(
        (enemies.min, enemies.best, enemies.max, enemies.rule.as_str()),
        (Some(0), Some(0), Some(20), "contested")
    );
}

#[test]
fn claims_stand_for_and_against_under_their_members_name() {
    let with_claim = |id: &str, published: &str, number: u32, source: &str| {
        let mut told = report(id, published, |account| {
            account["counts"] = json!([killed("civilian", number, Some(number), Some(source))]);
        });
        told.claims = serde_json::from_value(json!([
            {"id": format!("c-{id}"), "about": "i1", "property": "/counts/0/min", "spans": [[0, 4]],
             "standing": "asserted", "basis": "stated"}]))
        .unwrap();
        told
    };
    let told =
        [with_claim("a", "2026-03-05", 3, "the army"), with_claim("b", "2026-03-06", 14, "the hospital")];
    let incident = fused(&told).remove(0);
    let row = &incident.counts[0];
    assert_eq!((row.for_[0].as_str(), row.against[0].as_str()), ("c-b", "c-a"));
    assert_eq!(
        incident.claims.iter().map(|claim| claim.about.as_str()).collect::<Vec<_>>(),
        ["a#i1", "b#i1"]
    );
}

#[test]
fn repetition_makes_no_suspicion_a_fact() {
    let suspect = json!([{"name": "JNIM", "as_written": "JNIM", "role": "perpetrator", "attribution": "suspected"},
        {"name": "unidentified armed group", "as_written": "gunmen", "role": "perpetrator", "attribution": "asserted"}]);
    let told =
        ["a", "b", "c"].map(|id| report(id, "2026-03-05", |account| account["actors"] = suspect.clone()));
    let actors = fused(&told).remove(0).actors;
    let jnim = actors.iter().find(|actor| actor.name == "JNIM").unwrap();
    assert_eq!(jnim.attribution, Attribution::Suspected);
    assert_eq!(actors.len(), 2, "the unnamed stay while the named are only suspected");
}

#[test]
fn a_copy_is_no_second_witness() {
    let wire = "Gunmen on motorcycles attacked the weekly market of Tibiri on Wednesday afternoon, killing at least \
        nine people and setting stalls on fire before they rode off towards the border, residents told reporters.";
    let edited = wire.replace("residents told reporters", "residents said by telephone");
    let own = "The governor of the region confirmed on Thursday that the market of Tibiri was attacked the day \
        before; nine traders were buried in the morning and a search is under way along the dry river bed.";
    let told = ["a", "b", "c"].map(|id| report(id, "2026-03-05", |_| {}));
    let texts = [wire, edited.as_str(), own];
    let told: Vec<Told<'_>> =
        told.iter().zip(texts).map(|(reading, text)| Told { reading, text: Some(text) }).collect();
    let incident = fuse(&told).remove(0);
    assert_eq!((incident.reports, incident.voices), (3, 2));
}

#[test]
fn the_same_bytes_twice_are_one_report_and_one_voice() {
    let twins = ["a", "copy-of-a"].map(|id| {
        let mut told = report(id, "2026-03-05", |account| account["account"] = json!("a0123"));
        told.report = serde_json::from_value(json!("sha256:00")).unwrap();
        told
    });
    let incidents = fused(&twins);
    assert_eq!(incidents.len(), 1);
    assert_eq!((incidents[0].reports, incidents[0].voices), (1, 1));
}

#[test]
fn a_night_told_by_its_evening_and_by_its_morning_keeps_both_days() {
    let night = report("a", "2026-03-05", |account| account["date"]["end"] = json!("2026-03-05"));
    let morning = report("b", "2026-03-05", on("2026-03-05"));
    let date = fused(&[night, morning]).remove(0).date;
    assert_eq!(date.bounds().map(|(first, last)| (first.day(), last.day())), Some((4, 5)));
}

#[test]
fn a_day_after_its_publication_is_shown_and_keeps_nothing_apart() {
    let misread = || report("b", "2026-03-05", on("2026-03-09"));
    assert_eq!(fused(&[misread()]).remove(0).date.bounds().map(|(first, _)| first.day()), Some(9));
    let joined = fused(&[report("a", "2026-03-05", |_| {}), misread()]);
    assert_eq!(joined.len(), 1);
    assert_eq!(joined[0].date.bounds().map(|(first, _)| first.day()), Some(4));
}

#[test]
fn who_is_held_is_not_spread_about() {
    let told = report("a", "2026-03-05", |account| account["tactics"] = json!(["abduction"]));
    assert_eq!(fused(&[told]).remove(0).sensitivity, Sensitivity::Sensitive);
}

#[test]
fn an_account_without_date_or_place_is_kept() {
    let bare = report("a", "2026-03-05", |account| {
        account["date"] = json!({"start": null, "end": null, "precision": "unknown"});
        account["places"] = json!([]);
        account["primary_place"] = Value::Null;
        account["point"] = Value::Null;
    });
    let incident = fused(&[bare]).remove(0);
    assert_eq!((incident.credibility, incident.date.bounds()), (6, None));
}

#[test]
fn why_names_the_veto_first() {
    let told = [report("a", "2026-03-05", |_| {}), report("b", "2026-03-12", on("2026-03-11"))];
    let told: Vec<Told<'_>> = told.iter().map(|reading| Told { reading, text: None }).collect();
    let why = explain((&told[0], &told[0].reading.incidents[0]), (&told[1], &told[1].reading.incidents[0]));
    assert_eq!((why[0].feature, why[0].weight), ("cannot: different days, each named", f64::NEG_INFINITY));
}

/// Four villages, a few days, several outlets: some tell the same thing, some nearly.
fn inflow() -> Vec<Reading> {
    let villages = [
        ("Tibiri", [13.11, 4.01]),
        ("Koré", [13.25, 4.15]),
        ("Guéchémé", [12.85, 3.9]),
        ("Douméga", [13.0, 3.8]),
    ];
    let told = (0..24_u32).map(|n| {
        report(&format!("r{n:02}"), &format!("2026-03-{:02}", 5 + n % 3), |account| {
            let (village, point) = villages[n as usize % 4];
            move_to(account, village, point);
            let day = format!("2026-03-{:02}", 4 + n % 2);
            account["date"] = json!({"start": day, "end": day, "precision": "day"});
            account["counts"] = json!([killed("civilian", 5 + n % 5, None, None)]);
        })
    });
    told.collect()
}

fn bytes(incidents: &[Incident]) -> String {
    serde_json::to_string(incidents).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_order_of_arrival_gives_the_same_bytes(order in Just(inflow()).prop_shuffle()) {
        prop_assert_eq!(bytes(&fused(&order)), bytes(&fused(&inflow())));
    }

    #[test]
    fn what_arrives_twice_counts_once(order in Just([inflow(), inflow()].concat()).prop_shuffle()) {
        prop_assert_eq!(bytes(&fused(&order)), bytes(&fused(&inflow())));
    }
}

#[test]
fn every_account_is_in_one_incident_and_ids_differ() {
    let incidents = fused(&inflow());
    let members: usize = incidents.iter().map(|incident| incident.members.len()).sum();
    let ids: std::collections::BTreeSet<_> = incidents.iter().map(|incident| incident.id.clone()).collect();
    assert_eq!((members, ids.len()), (24, incidents.len()));
    assert!(incidents.iter().all(|incident| incident.counts.iter().all(|row| row.what == CountWhat::Killed)));
}
