//! The gazetteer that comes with the program: that it opens, knows what it must, and may be passed on.

use vigie_locate::{Entry, Gazetteer};
use vigie_model::{PlaceKind, Toponyms};

fn named(gazetteer: &Gazetteer, name: &str, country: &[u8; 2], kind: PlaceKind) -> Option<Entry> {
    let hits = gazetteer.hits(&vigie_model::fold(name)).map(|hit| hit.entry);
    hits.into_iter()
        .find(|entry| gazetteer.country_of(*entry) == Some(*country) && gazetteer.kind(*entry) == kind)
}

#[test]
fn the_embedded_file_opens_and_holds_the_world() {
    let gazetteer = Gazetteer::embedded();
    assert!(gazetteer.place_count() > 200_000, "{gazetteer:?}");
    assert!(gazetteer.unit_count() > 50_000, "{gazetteer:?}");
}

#[test]
fn a_broken_file_is_an_error_and_not_a_crash() {
    assert!(Gazetteer::open(b"VIGIEGZ0").is_err());
    assert!(Gazetteer::open(b"VIGIEGZ1 cut").is_err());
    assert_eq!(Gazetteer::empty().toponyms("Bamako"), []);
}

#[test]
fn towns_lie_in_the_units_that_hold_them() {
    let gazetteer = Gazetteer::embedded();
    let town = named(&gazetteer, "Bafoulabé", b"ML", PlaceKind::Locality).unwrap();
    let region = gazetteer.admin(town, 1).unwrap();
    let district = gazetteer.admin(town, 2).unwrap();
    assert_eq!(gazetteer.name(Entry::Unit(region)), "Kayes");
    assert_eq!(gazetteer.name(Entry::Unit(district)), "Bafoulabé");
    let point = gazetteer.point(town).unwrap();
    assert!(gazetteer.polygon(district).unwrap().contains(point));
    assert!(!gazetteer.polygon(district).unwrap().contains([12.65, -8.0]), "Bamako is elsewhere");
}

#[test]
fn names_are_found_however_they_are_typed() {
    let gazetteer = Gazetteer::embedded();
    for name in
        ["BAFOULABE", "Bafoulabé", "cercle de Bafoulabé", "Tombouctou", "Timbuktu", "Région de Tombouctou"]
    {
        let toponyms = gazetteer.toponyms(name);
        let plain = vigie_model::fold_name(name);
        assert!(toponyms.iter().chain(&gazetteer.toponyms(&plain)).any(|t| t.country == *b"ML"), "{name}");
    }
}

#[test]
fn neighbours_with_like_names_stay_apart() {
    let gazetteer = Gazetteer::embedded();
    let cases = [
        ("Niger", b"NE"),
        ("Nigeria", b"NG"),
        ("Nigerien", b"NE"),
        ("nigérienne", b"NE"),
        ("Nigerian", b"NG"),
        ("nigériane", b"NG"),
        ("Sudan", b"SD"),
        ("South Sudan", b"SS"),
        ("Soudan du Sud", b"SS"),
        ("Guinée", b"GN"),
        ("Guinée-Bissau", b"GW"),
        ("Guinée équatoriale", b"GQ"),
        ("Papua New Guinea", b"PG"),
        ("Congo", b"CD"),
        ("RDC", b"CD"),
        ("Congo-Brazzaville", b"CG"),
        ("RCA", b"CF"),
        ("Burkinabè", b"BF"),
        ("maliennes", b"ML"),
        ("Côte d’Ivoire", b"CI"),
        ("Tchad", b"TD"),
        ("Dominica", b"DM"),
        ("Dominican Republic", b"DO"),
    ];
    for (name, country) in cases {
        assert_eq!(gazetteer.country(name), Some(*country), "{name}");
    }
    assert_eq!(gazetteer.country("Bamako"), None);
}

#[test]
fn reforms_know_both_names() {
    let gazetteer = Gazetteer::embedded();
    for (new, country, old) in
        [("Nioro", b"ML", "Kayes"), ("Goulmou", b"BF", "Est"), ("Kuilsé", b"BF", "Centre-Nord")]
    {
        let region = named(&gazetteer, new, country, PlaceKind::Region).unwrap();
        let before = gazetteer.holder(region).unwrap();
        assert_eq!(gazetteer.name(Entry::Unit(before)), old);
    }
    let sahel = named(&gazetteer, "Sahel", b"BF", PlaceKind::Region).unwrap();
    assert_eq!(gazetteer.pcode(sahel), Some("BF56"));
}

#[test]
fn only_free_licences_stand_in_the_core() {
    let free = |licence: &str| {
        let prefixes = [
            "CC BY 2.5",
            "CC BY 3.0",
            "CC BY 4.0",
            "CC BY-IGO",
            "CC0",
            "Public Domain",
            "Unicode-3.0",
            "MIT",
        ];
        prefixes.iter().any(|prefix| licence == *prefix || licence.strip_prefix(prefix) == Some(" IGO"))
    };
    let layers = include_str!("../../../data/gazetteer/layers.tsv");
    let rows = layers.lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut used = 0;
    for row in rows {
        let cells: Vec<&str> = row.split('\t').collect();
        let [_, _, _, licence, _, used_here] = cells[..] else { panic!("{row}") };
        assert!(used_here == "no" || (used_here == "yes" && free(licence)), "{row}");
        used += usize::from(used_here == "yes");
    }
    assert!(used > 40);
    let sources = include_str!("../../../data/gazetteer/sources.tsv");
    for row in sources.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let licence = row.split('\t').nth(7).unwrap();
        assert!(free(licence) || licence == "per layer", "{row}");
    }
}
