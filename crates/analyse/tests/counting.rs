//! Questions, counts and comparisons over incidents: what is not stated is never a zero.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use vigie_analyse::{Area, Dimension, Kept, Near, Question, beside, tabulate};
use vigie_model::{
    ActorMention, Attribution, CountWhat, CountWho, DateSpan, EventType, Figure, Incident, IncidentId,
    PlaceKind, PlaceMention, Qualifier, Role, Sensitivity, SettledCount, Status, SubEventType,
};

fn incident(id: &str, day: &str, admin1: &str, killed: Option<u32>) -> Incident {
    Incident {
        schema: 1,
        id: IncidentId(id.into()),
        former_ids: Vec::new(),
        members: Vec::new(),
        accounts: Vec::new(),
        event_type: EventType::ViolenceAgainstCivilians,
        sub_event_type: SubEventType::Attack,
        tactics: Vec::new(),
        date: DateSpan::day(day.parse().unwrap()),
        places: vec![PlaceMention {
            name: "Sévaré".into(),
            kind: PlaceKind::Locality,
            country: Some("ML".into()),
            admin1: Some(admin1.into()),
            admin2: None,
            pcode: None,
        }],
        primary_place: Some("Sévaré".into()),
        point: Some([14.53, -4.09]),
        radius_km: Some(60.0),
        geo_precision: None,
        actors: vec![ActorMention {
            name: "Jama'at Nusrat al-Islam wal-Muslimin (JNIM)".into(),
            as_written: "le GSIM".into(),
            role: Role::Perpetrator,
            attribution: Attribution::Suspected,
        }],
        targets: Vec::new(),
        status: Status::Reported,
        counts: killed.map(killed_row).into_iter().collect(),
        voices: 1,
        reports: 1,
        credibility: 6,
        first_reported: None,
        last_changed: None,
        sensitivity: Sensitivity::Normal,
        claims: Vec::new(),
    }
}

fn killed_row(number: u32) -> SettledCount {
    SettledCount {
        what: CountWhat::Killed,
        who: CountWho::Civilian,
        min: Some(number),
        best: Some(number),
        max: Some(number + 2),
        rule: "latest".into(),
        for_: Vec::new(),
        against: Vec::new(),
    }
}

#[test]
fn not_stated_is_left_out_and_said_so() {
    let question = Question { min_killed: Some(3), ..Question::default() };
    assert_eq!(question.keeps(&incident("a", "2026-01-01", "Mopti", Some(3))), Kept::Yes);
    assert_eq!(question.keeps(&incident("b", "2026-01-01", "Mopti", Some(2))), Kept::No);
    assert_eq!(question.keeps(&incident("c", "2026-01-01", "Mopti", None)), Kept::NotStated);
}

#[test]
fn near_keeps_apart_what_is_there_from_what_may_be() {
    let at =
        |within_km| Question { near: Some(Near { point: [14.53, -3.0], within_km }), ..Question::default() };
    let told = incident("a", "2026-01-01", "Mopti", None);
    // 117 km away, known to 60 km.
    assert_eq!(at(120.0).keeps(&told), Kept::Yes);
    assert_eq!(at(60.0).keeps(&told), Kept::MayReachIn);
    assert_eq!(at(50.0).keeps(&told), Kept::No);
}

#[test]
fn a_box_may_cross_the_date_line() {
    let mut told = incident("a", "2026-01-01", "Mopti", None);
    told.point = Some([-17.0, 179.5]);
    let question = Question { bbox: Some([179.0, -18.0, -179.0, -16.0]), ..Question::default() };
    assert_eq!(question.keeps(&told), Kept::Yes);
    told.point = None;
    assert_eq!(question.keeps(&told), Kept::No);
}

#[test]
fn an_actor_is_found_by_acronym_or_as_written_but_not_by_half_a_word() {
    let told = incident("a", "2026-01-01", "Mopti", None);
    let asked = |name: &str| Question { actor: Some(vec![name.into()]), ..Question::default() };
    assert_eq!(asked("jnim").keeps(&told), Kept::Yes);
    assert_eq!(asked("GSIM").keeps(&told), Kept::Yes);
    assert_eq!(asked("NIM").keeps(&told), Kept::No);
    assert_eq!(asked("JNIM").actor_in(&told).unwrap().attribution, Attribution::Suspected);
}

#[test]
fn counts_by_place_and_month_with_toll_ranges() {
    let told = [
        incident("a", "2026-01-01", "Mopti", Some(3)),
        incident("b", "2026-01-30", "Mopti", None),
        incident("c", "2026-02-01", "Kayes", Some(1)),
    ];
    let groups = tabulate(&told, &[Dimension::Admin1, Dimension::Month]);
    let keys: Vec<String> = groups
        .iter()
        .map(|group| group.keys.iter().flatten().cloned().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(keys, ["Kayes 2026-02", "Mopti 2026-01"]);
    assert_eq!((groups[1].incidents, groups[1].killed.stated), (2, 1));
    assert_eq!(groups[1].killed.toll.unwrap().to_string(), "3–5");
    assert_eq!(groups[1].injured.toll, None);
}

#[test]
fn an_unknown_dimension_names_the_known_ones() {
    let why = "weekday".parse::<Dimension>().unwrap_err().to_string();
    assert!(why.contains("admin1") && why.contains("weekday"), "{why}");
}

#[test]
fn a_figure_stands_beside_the_own_count_of_its_area_and_period() {
    let told = [
        incident("a", "2025-03-01", "Kayes", Some(3)),
        incident("b", "2025-06-30", "Kayes", None),
        incident("c", "2025-07-01", "Kayes", Some(9)),
        incident("d", "2025-03-01", "Mopti", Some(9)),
    ];
    let mut figure = Figure {
        key: "f1".into(),
        what: "security incidents".into(),
        value: 101.0,
        qualifier: Qualifier::Exact,
        place: Some("Kayes".into()),
        from: "2025-01-01".parse().ok(),
        until: "2025-06-30".parse().ok(),
        source: None,
    };
    let area = Area { names: vec!["région de Kayes".into()], country: None };
    assert_eq!(beside(&figure, &area, &told).unwrap().incidents, 2);
    figure.what = "civilian casualties".into();
    assert_eq!(beside(&figure, &area, &told).unwrap().toll.unwrap().known(), Some(3));
    figure.what = "population".into();
    assert_eq!(beside(&figure, &area, &told), None);
    figure.what = "killed".into();
    figure.from = None;
    assert_eq!(beside(&figure, &area, &told), None);
}
