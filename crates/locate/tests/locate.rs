//! What would hurt: a pin in the wrong country, on a namesake, or without saying how far off it may be.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use proptest::prelude::*;
use serde_json::{Value, json};
use vigie_clean::{Hints, clean};
use vigie_locate::{Gazetteer, km, locate};
use vigie_model::{Account, Document, PlaceMethod, Reading};

fn document(text: &str) -> Document {
    clean(text.as_bytes(), &Hints::default()).unwrap()
}

/// One account with these places, the first of them primary, told by `evidence`.
fn account(evidence: &str, places: &[(&str, &str)]) -> Value {
    let mentions: Vec<Value> =
        places.iter().map(|(name, kind)| json!({"name": name, "kind": kind})).collect();
    json!({
        "key": "i1", "event_type": "Battles", "sub_event_type": "Armed clash", "status": "reported",
        "date": {"start": null, "end": null, "precision": "unknown"}, "evidence": evidence,
        "places": mentions, "primary_place": places.first().map(|place| place.0),
    })
}

fn located(text: &str, accounts: Vec<Value>) -> Vec<Account> {
    let mut reading: Reading = serde_json::from_value(json!({"id": "t", "incidents": accounts})).unwrap();
    locate(&Gazetteer::embedded(), &document(text), &mut reading);
    reading.incidents
}

fn one(text: &str, places: &[(&str, &str)]) -> Account {
    located(text, vec![account(text, places)]).remove(0)
}

fn within(account: &Account, point: [f64; 2], tolerance_km: f64) {
    let found = account.point.unwrap_or_else(|| panic!("no point: {account:?}"));
    let off = km(found, point);
    assert!(off <= tolerance_km, "{off:.0} km off, at {found:?}: {account:?}");
}

fn admin(account: &Account) -> (Option<&str>, Option<&str>, Option<&str>) {
    let place = account.primary().unwrap();
    (place.country.as_deref(), place.admin1.as_deref(), place.admin2.as_deref())
}

#[test]
fn a_namesake_in_another_country_never_wins() {
    // There is a Kaya in four countries, a Léo in five, a Fan in France and a Baye in Brittany.
    let cases = [
        ("Burkina Faso: des hommes armés ont attaqué Kaya.", "Kaya", "BF"),
        ("Au Burkina Faso, deux morts à Léo.", "Léo", "BF"),
        ("Mali: the army struck a camp near Baye.", "Baye", "ML"),
        ("Nigeria: gunmen stormed Fan on Tuesday.", "Fan", "NG"),
        ("Attack on Florence in Sudan's Darfur.", "Florence", "SD"),
    ];
    for (text, name, country) in cases {
        let account = one(text, &[(name, "locality")]);
        assert_eq!(account.country(), Some(country), "{text}");
    }
}

#[test]
fn a_namesake_outside_the_unit_named_never_wins() {
    let text = "Mali: three men were killed at Kolondiéba, in the cercle of Bafoulabé (Kayes).";
    let account =
        one(text, &[("Kolondiéba", "locality"), ("cercle of Bafoulabé", "district"), ("Kayes", "region")]);
    assert_eq!(admin(&account), (Some("ML"), Some("Kayes"), Some("Bafoulabé")));
    within(&account, [13.8, -10.8], 60.0);
    assert!(account.radius_km.unwrap() > 40.0, "{account:?}");
}

#[test]
fn an_unknown_village_lies_somewhere_in_the_unit_named() {
    let text = "Au Mali, le hameau de Xarabougni, dans le cercle de Bafoulabé, a été brûlé.";
    let account = one(text, &[("Xarabougni", "locality"), ("cercle de Bafoulabé", "district")]);
    assert_eq!(account.place_method, Some(PlaceMethod::Admin2));
    assert_eq!(admin(&account), (Some("ML"), Some("Kayes"), Some("Bafoulabé")));
    // Corners of the cercle: wherever the village is, the radius reaches it.
    for corner in [[14.4, -10.6], [13.1, -10.9], [13.9, -11.2]] {
        assert!(km(account.point.unwrap(), corner) <= account.radius_km.unwrap(), "{account:?}");
    }
    assert_eq!(account.geo_precision, Some(3).filter(|_| account.radius_km > Some(120.0)).or(Some(2)));
}

#[test]
fn with_nothing_but_a_country_the_whole_country_is_said() {
    let account = one(
        "Niger: an attack on Xarabougni killed two.",
        &[("Xarabougni", "locality"), ("Niger", "country")],
    );
    assert_eq!(account.place_method, Some(PlaceMethod::Country));
    assert_eq!(account.geo_precision, Some(3));
    assert!(account.radius_km.unwrap() > 500.0);
    assert_eq!(account.primary().unwrap().admin1, None);
}

#[test]
fn with_nothing_at_all_nothing_is_said() {
    let account = one("Somebody was hurt in Xarabougni.", &[("Xarabougni", "locality")]);
    assert_eq!((account.point, account.radius_km, account.place_method), (None, None, None));
    assert_eq!(account.country(), None);
}

#[test]
fn niger_and_nigeria_stay_apart() {
    let nigerien = one("Des soldats nigériens ont été tués à Tillabéri.", &[("Tillabéri", "locality")]);
    assert_eq!(nigerien.country(), Some("NE"));
    let nigerian = one("Nigerian police freed ten people in Kaduna.", &[("Kaduna", "locality")]);
    assert_eq!(nigerian.country(), Some("NG"));
    let state = one(
        "Gunmen took pupils in Kagara, Niger State.",
        &[("Kagara", "locality"), ("Niger State", "region")],
    );
    assert_eq!(admin(&state).0, Some("NG"));
    assert_eq!(admin(&state).1, Some("Niger"));
}

#[test]
fn each_item_of_a_round_up_has_its_own_country() {
    let text = "Weekly brief\n\nEthiopia\n\nA drone hit Mehal Meda.\n\nBurkina Faso\n\nTwo died in Djibo.\n\nSudan\n\n\
                Shells fell on Dilling.";
    let accounts = vec![
        account("A drone hit Mehal Meda.", &[("Mehal Meda", "locality")]),
        account("Two died in Djibo.", &[("Djibo", "locality")]),
        account("Shells fell on Dilling.", &[("Dilling", "locality")]),
    ];
    let found = located(text, accounts);
    let countries: Vec<_> = found.iter().map(Account::country).collect();
    assert_eq!(countries, [Some("ET"), Some("BF"), Some("SD")]);
}

#[test]
fn a_new_region_is_kept_where_named_and_the_old_one_else() {
    let new = one(
        "Mali: attaque à Diéma, dans la région de Nioro.",
        &[("Diéma", "locality"), ("région de Nioro", "region")],
    );
    assert_eq!(admin(&new).1, Some("Nioro"));
    let old = one("Mali: attaque à Diéma.", &[("Diéma", "locality")]);
    assert_eq!(admin(&old).1, Some("Kayes"));
}

#[test]
fn a_stretch_of_road_has_its_middle_and_both_its_ends() {
    let text = "Mali: an ambush between Ségou and Bla.";
    let account = one(text, &[("between Ségou and Bla", "road")]);
    assert_eq!(account.place_method, Some(PlaceMethod::Linear));
    for end in [[13.43, -6.26], [12.95, -5.76]] {
        assert!(km(account.point.unwrap(), end) <= account.radius_km.unwrap(), "{account:?}");
    }
}

#[test]
fn a_distance_moves_the_point() {
    let text = "Mali: a bus was stopped 30 km north of Kayes.";
    let account = one(text, &[("Kayes", "locality"), ("Mali", "country")]);
    assert_eq!(account.place_method, Some(PlaceMethod::Offset));
    within(&account, [14.717, -11.44], 5.0);
    let text = "Mali : le hameau de Xarabougni, à 30 km au nord de Kayes, a été pillé.";
    within(&one(text, &[("Xarabougni", "locality")]), [14.717, -11.44], 5.0);
}

#[test]
fn a_site_stands_in_the_town_that_is_named_with_it() {
    let text = "Cameroon: the prison of Yagoua was stormed.";
    let account = one(text, &[("the central prison of Yagoua", "site"), ("Yagoua", "locality")]);
    within(&account, [10.34, 15.23], 10.0);
}

#[test]
fn a_like_spelling_counts_inside_the_unit_and_not_outside_it() {
    let near =
        one("Mali: Bafoulabe cercle, Ouyaga.", &[("Kayess", "locality"), ("cercle of Kayes", "district")]);
    assert_eq!(near.country(), Some("ML"));
    let far = one(
        "Mali: attack on Bamaco in the cercle of Kidal.",
        &[("Bamaco", "locality"), ("cercle of Kidal", "district")],
    );
    within(&far, [18.4, 1.4], 150.0);
}

#[test]
fn measures_are_given_the_country_of_the_report() {
    let measure = json!({"kind": "curfew", "where": "Kayes", "status": "in_force"});
    let mut reading: Reading = serde_json::from_value(json!({"id": "t", "measures": [measure]})).unwrap();
    locate(&Gazetteer::embedded(), &document("Mali: a curfew holds in Kayes."), &mut reading);
    assert_eq!(reading.measures[0].country.as_deref(), Some("ML"));
}

proptest! {
    #[test]
    fn whatever_is_written_a_point_has_a_radius_and_lies_on_the_earth(
        text in "(Mali|Niger|Kayes|à 30 km au nord de |Bamako|[A-Z][a-zé]{0,8}|[ .,–-]|[0-9]{1,3}){0,30}",
        name in "(cercle de |entre |région |[A-Z][a-zéïô]{0,9}|–| et |State| of |['’( )0-9]){0,6}",
        other in "\\PC{0,20}",
        kind in prop::sample::select(vec!["site", "locality", "district", "region", "country", "road", "river", "border", "area"]),
    ) {
        let Ok(document) = clean(text.as_bytes(), &Hints::default()) else { return Ok(()) };
        let told = account(&text, &[(&name, kind), (&other, "locality")]);
        let mut reading: Reading = serde_json::from_value(json!({"id": "t", "incidents": [told]})).unwrap();
        locate(&Gazetteer::embedded(), &document, &mut reading);
        let account = &reading.incidents[0];
        prop_assert_eq!(account.point.is_some(), account.radius_km.is_some());
        prop_assert_eq!(account.point.is_some(), account.place_method.is_some());
        if let (Some([lat, lon]), Some(radius)) = (account.point, account.radius_km) {
            prop_assert!(lat.abs() <= 90.0 && lon.abs() <= 180.0 && radius > 0.0 && radius < 20_100.0);
        }
    }
}

#[test]
fn an_explanation_shows_the_unknown_village_and_why_nothing_was_taken() {
    let text = "Au Mali, ils ont brûlé le village de Xarabougni, dans le cercle de Bafoulabé.";
    let found = vigie_locate::explain(&Gazetteer::embedded(), &document(text));
    let village = found.iter().find(|mention| mention.name == "Xarabougni").unwrap();
    assert!(!village.candidates.iter().any(|candidate| candidate.is_taken), "{village:?}");
    let district = found.iter().find(|mention| mention.name == "Bafoulabé").unwrap();
    assert_eq!(district.candidates[0].kind, vigie_model::PlaceKind::District);
    assert_eq!(district.country.as_deref(), Some("ML"));
}
