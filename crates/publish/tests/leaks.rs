//! What leaves the desk: no quote, no person's name, no attribution beyond its class.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use vigie_model::{
    ActorMention, Attribution, Basis, Claim, ClaimId, CountWhat, CountWho, DateSpan, EventType, Incident,
    IncidentId, PlaceKind, PlaceMention, Role, Sensitivity, SettledCount, Standing, Status, SubEventType,
    TargetClass, TargetMention,
};
use vigie_publish::{Audience, Terms, csv, geojson};

/// Words that a report holds and that no file for the public may hold.
const SECRETS: &[&str] =
    &["Traoré", "Koné", "Moussa", "Aminata", "domicile", "cousin", "Imam", "Radio", "burnt alive", "gunmen"];

fn place(name: &str, kind: PlaceKind) -> PlaceMention {
    let (country, admin1) = (Some("ML".into()), Some("Kayes".into()));
    PlaceMention { name: name.into(), kind, country, admin1, admin2: None, pcode: None }
}

fn actor(name: &str, as_written: &str, role: Role, attribution: Attribution) -> ActorMention {
    ActorMention { name: name.into(), as_written: as_written.into(), role, attribution }
}

fn claim(by: &str) -> Claim {
    Claim {
        id: ClaimId("c1".into()),
        about: "Moussa Traoré.txt#i1".into(),
        property: "/counts/0/min".into(),
        spans: Vec::new(),
        origin: Vec::new(),
        by: Some(by.into()),
        standing: Standing::Asserted,
        basis: Basis::Stated,
        restricted: false,
    }
}

fn told() -> Incident {
    Incident {
        schema: 1,
        id: IncidentId("v1".into()),
        former_ids: Vec::new(),
        members: vec!["Moussa Traoré.txt#i1".into()],
        accounts: Vec::new(),
        event_type: EventType::ViolenceAgainstCivilians,
        sub_event_type: SubEventType::Abduction,
        tactics: Vec::new(),
        date: DateSpan::day("2026-01-11".parse().unwrap()),
        places: vec![
            place("domicile de Moussa Traoré", PlaceKind::Site),
            place("Gangontéry", PlaceKind::Locality),
        ],
        primary_place: Some("domicile de Moussa Traoré".into()),
        point: Some([13.81, -10.83]),
        radius_km: Some(45.0),
        geo_precision: Some(2),
        actors: vec![
            actor(
                "Jama'at Nusrat al-Islam wal-Muslimin (JNIM)",
                "gunmen",
                Role::Perpetrator,
                Attribution::Suspected,
            ),
            actor("Aminata Koné", "Aminata Koné", Role::Victim, Attribution::Asserted),
        ],
        targets: vec![TargetMention {
            name: "maison du cousin de Moussa Traoré".into(),
            class: TargetClass::Residential,
        }],
        status: Status::Reported,
        counts: vec![SettledCount {
            what: CountWhat::Abducted,
            who: CountWho::Civilian,
            min: Some(3),
            best: Some(3),
            max: Some(4),
            rule: "official".into(),
            for_: Vec::new(),
            against: Vec::new(),
        }],
        voices: 2,
        reports: 3,
        credibility: 2,
        first_reported: "2026-01-12".parse().ok(),
        last_changed: "2026-01-13".parse().ok(),
        sensitivity: Sensitivity::Sensitive,
        claims: vec![claim("Imam Traoré"), claim("a cousin of Aminata Koné"), claim("le préfet")],
    }
}

fn class(words: &str) -> Option<&'static str> {
    words.contains("préfet").then_some("official")
}

fn write(audience: Audience, incidents: &[Incident]) -> (String, String) {
    let known = |name: &str| name.contains("JNIM");
    let terms = Terms { source_class: &class, is_organisation: &known };
    let (mut table, mut map) = (Vec::new(), Vec::new());
    csv(&mut table, incidents, audience, &terms).unwrap();
    geojson(&mut map, incidents, audience, &terms).unwrap();
    (String::from_utf8(table).unwrap(), String::from_utf8(map).unwrap())
}

#[test]
fn no_name_no_quote_and_no_source_goes_out() {
    let (table, map) = write(Audience::Public, &[told()]);
    for (format, text) in [("csv", &table), ("geojson", &map)] {
        for secret in SECRETS {
            assert!(!text.contains(secret), "{secret:?} is in the {format}:\n{text}");
        }
        for wanted in ["Gangontéry", "(JNIM) (suspected)", "unidentified victim", "official; other source"] {
            assert!(text.contains(wanted), "{wanted:?} is not in the {format}:\n{text}");
        }
    }
}

#[test]
fn ages_sexes_and_survivors_stay_at_the_desk() {
    let (open, _) = write(Audience::Public, &[told()]);
    let mut incident = told();
    for property in ["/breakdown/0/min", "/survivors/0/min"] {
        let clinic = claim("le préfet de la clinique");
        incident.claims.push(Claim { property: property.into(), restricted: true, ..clinic });
    }
    incident.claims.retain(|claim| claim.restricted || claim.by.as_deref() != Some("le préfet"));
    let (table, map) = write(Audience::Public, &[incident]);
    for text in [&table, &map] {
        for word in ["breakdown", "survivor", "clinique", "official"] {
            assert!(!text.contains(word), "{word} is in {text}");
        }
    }
    assert_eq!(table.lines().next(), open.lines().next());
}

#[test]
fn the_desk_sees_names_only_when_it_says_so() {
    let (table, map) = write(Audience::Internal, &[told()]);
    for text in [table, map] {
        assert!(text.contains("Imam Traoré") && text.contains("maison du cousin"), "{text}");
    }
}

#[test]
fn an_embargo_blocks_every_format_even_for_the_desk() {
    let hostage = Incident { sensitivity: Sensitivity::Embargoed, ..told() };
    for audience in [Audience::Public, Audience::Internal] {
        let (table, map) = write(audience, std::slice::from_ref(&hostage));
        assert_eq!((table.lines().count(), map.matches("Feature\"").count()), (1, 0), "{table}{map}");
    }
}

#[test]
fn geojson_is_longitude_first_and_says_how_far_to_trust_it() {
    let (_, map) = write(Audience::Public, &[told()]);
    let map: serde_json::Value = serde_json::from_str(&map).unwrap();
    let feature = &map["features"][0];
    assert_eq!(feature["geometry"]["coordinates"], serde_json::json!([-10.83, 13.81]));
    assert_eq!(feature["properties"]["radius_km"], 45.0);
    assert_eq!(feature["properties"]["geo_precision"], 2);
    assert_eq!(feature["properties"]["abducted_max"], 4);
    assert_eq!(feature["properties"]["killed_best"], serde_json::Value::Null);
}

#[test]
fn an_incident_without_a_point_has_no_made_up_one() {
    let (_, map) = write(Audience::Public, &[Incident { point: None, ..told() }]);
    let map: serde_json::Value = serde_json::from_str(&map).unwrap();
    assert_eq!(map["features"][0]["geometry"], serde_json::Value::Null);
}

#[test]
fn the_columns_are_the_fields_and_no_cell_is_a_formula() {
    let mut told = told();
    told.places[1].name = "=HYPERLINK(1)".into();
    for audience in [Audience::Public, Audience::Internal] {
        let (table, map) = write(audience, &[told.clone()]);
        let header: Vec<&str> = table.lines().next().unwrap().split(',').collect();
        let map: serde_json::Value = serde_json::from_str(&map).unwrap();
        let properties = map["features"][0]["properties"].as_object().unwrap();
        let known: Vec<&str> =
            header.into_iter().filter(|column| !["id", "latitude", "longitude"].contains(column)).collect();
        assert_eq!(known, properties.keys().map(String::as_str).collect::<Vec<_>>());
    }
    let (table, _) = write(Audience::Public, &[told]);
    assert!(table.contains("'=HYPERLINK"), "{table}");
}

#[test]
fn nothing_gives_a_header_and_an_empty_collection() {
    let (table, map) = write(Audience::Public, &[]);
    assert!(table.starts_with("id,date_start,"));
    assert_eq!(serde_json::from_str::<serde_json::Value>(&map).unwrap()["features"], serde_json::json!([]));
}
