use super::*;
use crate::Lexicon;
use crate::scan::Scan;
use std::sync::LazyLock;
use vigie_clean::{Hints, clean};
use vigie_locate::Gazetteer;
use vigie_model::Document;

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::embedded().unwrap_or_else(|why| panic!("{why}")));
static NAMES: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

/// One paragraph a line; published on Thursday 12 March 2026.
fn told(tag: &str, text: &str) -> String {
    let (document, found) = read(tag, text);
    for one in &found {
        assert!(
            one.evidence.iter().all(|said| said.spans.iter().all(|span| !span.of(&document.text).is_empty())),
            "{text}"
        );
    }
    found.iter().map(show).collect::<Vec<_>>().join(" + ")
}

fn read(tag: &str, text: &str) -> (Document, Vec<FoundMeasure>) {
    let body = text.replace('\n', "\n\n");
    let report = format!("lang: {tag}\npublished: 2026-03-12\n\nNote\n\n{body}\n");
    let document = clean(report.as_bytes(), &Hints::default()).unwrap();
    let scan = Scan::of(&LEXICON, LEXICON.language(tag).unwrap(), &document, &*NAMES);
    let found = scan.measures.clone();
    drop(scan);
    (document, found)
}

/// All that is wrong at once, so that a change of the tables is seen as a whole.
fn check(tag: &str, cases: &[(&str, &str)]) {
    let told = cases.iter().map(|(text, want)| (text, want, told(tag, text)));
    let wrong: Vec<String> = told
        .filter(|(_, want, told)| **want != told)
        .map(|(text, _, told)| format!("{text:?} told {told:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn show(found: &FoundMeasure) -> String {
    let measure = &found.measure;
    let mut parts = vec![measure.kind.to_string()];
    parts.extend(measure.place.as_ref().map(|place| format!("@{place}")));
    parts.extend(measure.from.map(|day| format!("from {day}")));
    parts.extend(measure.until.map(|day| format!("until {day}")));
    parts.extend(measure.daily.map(|[open, close]| format!("{open}-{close}")));
    if measure.status != MeasureStatus::InForce {
        parts.push(measure.status.to_string());
    }
    parts.join(" ")
}

#[test]
fn english_restrictions() {
    check("en", ENGLISH);
}

#[test]
fn french_restrictions() {
    check("fr", FRENCH);
}

#[test]
fn who_ordered_it() {
    for (tag, text, want) in [
        ("en", "The governor of Tahoua has closed the livestock market in Abalak.", "The governor of Tahoua"),
        ("en", "A curfew was imposed in Wau by the state government.", "the state government"),
        ("fr", "Le préfet de Kidal a interdit la circulation des motos.", "Le préfet de Kidal"),
        ("fr", "Un couvre-feu a été décrété à Sarh par les autorités locales.", "les autorités locales"),
    ] {
        let (_, found) = read(tag, text);
        assert_eq!(found[0].measure.authority.as_deref(), Some(want), "{text}");
    }
}

#[test]
fn who_is_exempt() {
    for (tag, text, want) in [
        (
            "en",
            "A curfew is in force in Wau, except for ambulances and holders of a pass.",
            "ambulances and holders of a pass",
        ),
        (
            "en",
            "Motorcycles are banned in Bor.\nHealth workers on duty are exempt.",
            "Health workers on duty",
        ),
        ("en", "A curfew was imposed in Bor.\nExempt are nurses and firemen.", "nurses and firemen"),
        (
            "fr",
            "La circulation est interdite à Dori, à l’exception des véhicules humanitaires.",
            "véhicules humanitaires",
        ),
        ("fr", "Un couvre-feu est décrété à Sarh.\nLes ambulances en sont dispensées.", "Les ambulances"),
        (
            "fr",
            "Article 1 : Les motos sont interdites à Dori.\nArticle 2 : Ne sont pas concernés par les présentes dispositions : les soignants et les ambulances.",
            "les soignants et les ambulances",
        ),
    ] {
        let (document, found) = read(tag, text);
        assert_eq!(found[0].measure.exemptions, [want], "{text}");
        let said = found[0].evidence.iter().find(|said| said.property == "/exemptions").unwrap();
        assert_eq!(said.spans[0].of(&document.text), want);
    }
}

#[test]
fn what_is_derived_says_so() {
    let text = "Bandits raided shops in Torit.\nThe market is closed until further notice.";
    let (document, found) = read("en", text);
    let place = found[0].evidence.iter().find(|said| said.property == "/where").unwrap();
    assert_eq!((place.basis, place.spans[0].of(&document.text)), (Basis::Derived, "Torit"));
}

const ENGLISH: &[(&str, &str)] = &[
    ("A curfew from 8 p.m. to 5 a.m. is in force in Wau.", "curfew @Wau 20:00-05:00"),
    (
        "Since March 4, 2025, Wau has lived under a curfew from 8 p.m. to 5 a.m.",
        "curfew @Wau from 2025-03-04 20:00-05:00",
    ),
    (
        "The governor imposed a night curfew on Maradi, effective immediately.",
        "curfew @Maradi from 2026-03-12",
    ),
    ("Authorities declared a 24-hour curfew in Torit.", "curfew @Torit 00:00-23:59"),
    ("The curfew in Bor has been extended until 30 April.", "curfew @Bor until 2026-04-30 extended"),
    ("The curfew in Malakal was lifted on Tuesday.", "curfew @Malakal until 2026-03-10 lifted"),
    (
        "Since 1 February 2026, Pemba has been under a curfew and movement restrictions.",
        "curfew @Pemba from 2026-02-01 + movement_restriction @Pemba from 2026-02-01",
    ),
    ("The cabinet could impose a curfew in Bamenda.", ""),
    ("Traders called for a curfew in Owerri.", ""),
    ("The minister ruled out a state of emergency in Zamfara.", ""),
    ("No curfew is in force in Goma.", ""),
    (
        "Parliament declared a state of emergency in Amhara on Monday.",
        "state_of_emergency @Amhara from 2026-03-09",
    ),
    (
        "The territory has been under martial law since May 2021.",
        "state_of_emergency @The territory from 2021-05",
    ),
    (
        "The prefect has banned motorcycles between 6 p.m. and 6 a.m. in Tera department.",
        "motorcycle_ban @Tera department 18:00-06:00",
    ),
    ("Motorbikes are prohibited in Dosso until further notice.", "motorcycle_ban @Dosso"),
    ("The ban on motorcycles in Yobe State was lifted.", "motorcycle_ban @Yobe State lifted"),
    (
        "The border with Libya has been closed since January.",
        "border_closure @The border with Libya from 2026-01",
    ),
    ("Kenya has reopened the border with Somalia.", "border_closure @the border with Somalia lifted"),
    (
        "The road between Dori and Gorgadji is closed to civilian traffic.",
        "road_closure @between Dori and Gorgadji",
    ),
    (
        "River crossings at Mopti are suspended until 20 March.",
        "river_crossing_suspension @Mopti until 2026-03-20",
    ),
    (
        "The ferry across the lake resumed on Monday.",
        "river_crossing_suspension @the lake until 2026-03-09 lifted",
    ),
    ("The weekly market in Tougan has been closed by order of the prefect.", "market_closure @Tougan"),
    (
        "All schools in Baidoa district were ordered to close until 1 April.",
        "school_closure @Baidoa district until 2026-04-01",
    ),
    ("Schools in Baidoa stayed closed on Monday.", ""),
    ("Flights to Kidal are suspended by UNHAS.", "flight_ban @Kidal"),
    ("Fighters have imposed a blockade on Djibo since 2022.", "blockade @Djibo from 2022"),
    ("The blockade of Djibo has ended.", "blockade @Djibo lifted"),
    ("Wau won late.\n\"We were under siege for the last quarter of an hour,\" the coach said.", ""),
    ("Demonstrations are banned in Conakry until 15 March.", "other @Conakry until 2026-03-15"),
    ("The ban on carrying weapons in Bunia remains in place.", "other @Bunia"),
    ("The shop was closed and the owner fled.", ""),
    ("In the region, 412 schools closed last year.", ""),
    ("The previous curfew in Wau ran from 9 p.m. to 4 a.m.", ""),
    ("The governor ordered the evacuation order for Lade lifted.", "evacuation_order @Lade lifted"),
    ("The N14 is closed at Macomia.", "road_closure @Macomia"),
    (
        "A curfew was imposed in Juba.\nThe measure will run from 10 March to 20 March 2026.",
        "curfew @Juba from 2026-03-10 until 2026-03-20",
    ),
    (
        "A curfew was declared in Juba.\nUnder the curfew, movement in Juba is barred from 7 p.m. to 6 a.m.",
        "curfew @Juba 19:00-06:00",
    ),
    ("The market in Tougan has been closed for three weeks.", "market_closure @Tougan from 2026-02-19"),
    (
        "The raid came on 3 March.\nA curfew has been in place in Wau since the attack.",
        "curfew @Wau from 2026-03-03",
    ),
    ("A curfew was imposed in Wau.\nIt came into force on Monday.", "curfew @Wau from 2026-03-09"),
    ("Residents may not leave their homes between 10 p.m. and 5 a.m. in Kaya.", "curfew @Kaya 22:00-05:00"),
    ("Maiduguri: curfew 23:00-05:00, unchanged.", "curfew @Maiduguri 23:00-05:00"),
    (
        "Article 1: A curfew is declared in Bor from 8 p.m. to 5 a.m.\nArticle 2: Motorcycles are banned in Bor.\nThis order takes effect on 14 March 2026.",
        "curfew @Bor from 2026-03-14 20:00-05:00 + motorcycle_ban @Bor from 2026-03-14",
    ),
    ("Will the border with Togo be closed?", ""),
    ("Nikopol's outdoor markets will stay shut until Sunday.", "market_closure @Nikopol until 2026-03-15"),
    (
        "Flights to Wau have been suspended since shells hit the airport on 3 March.",
        "flight_ban @Wau from 2026-03-03",
    ),
    (
        "A curfew from 8 p.m. to 5 a.m. applies in Wau from 10 to 20 March 2026.\nMotorcycles are banned in Raja for the same period and at the same hours.",
        "curfew @Wau from 2026-03-10 until 2026-03-20 20:00-05:00 + motorcycle_ban @Raja from 2026-03-10 until 2026-03-20 20:00-05:00",
    ),
    (
        "No school, no market and no traffic in Bor until Sunday.",
        "school_closure @Bor until 2026-03-15 + market_closure @Bor until 2026-03-15 + movement_restriction @Bor until 2026-03-15",
    ),
    ("The army told residents of Torit to leave the town at once.", "evacuation_order @the town"),
    ("We have suspended our flights to Wau for now.", ""),
    ("The committee called on the press to leave.", ""),
    ("Having regard to the decree on the state of emergency in Diffa;", ""),
    (
        "The road from Torit to Juba remained shut on Monday.",
        "road_closure @from Torit to Juba from 2026-03-09",
    ),
    ("Mayor Amos Juba imposed a curfew in Torit.", "curfew @Torit"),
    ("No vehicle may use the road between Torit and Kapoeta.", "vehicle_ban @between Torit and Kapoeta"),
    ("In Torit nobody may be on the road between 10 p.m. and 5 a.m.", "curfew @Torit 22:00-05:00"),
    ("A curfew in Torit is being considered.", ""),
    ("Gunmen halted two commuter buses outside Torit.", ""),
    (
        "The governor ordered the following measures from 14 March 2026 for ten days:\nMotorcycles are banned in Bor.\nThe market of Tougan is closed.",
        "motorcycle_ban @Bor from 2026-03-14 until 2026-03-23 + market_closure @Tougan from 2026-03-14 until 2026-03-23",
    ),
];

const FRENCH: &[(&str, &str)] = &[
    ("Un couvre-feu est en vigueur à Sarh de 20 heures à 5 heures.", "curfew @Sarh 20:00-05:00"),
    (
        "Le gouverneur a instauré un couvre-feu dans la région du Lac à compter du 1er mars 2026.",
        "curfew @la région du Lac from 2026-03-01",
    ),
    ("Le couvre-feu à Gao est prorogé jusqu’au 30 avril.", "curfew @Gao until 2026-04-30 extended"),
    ("Le couvre-feu a été levé mardi à Diffa.", "curfew @Diffa until 2026-03-10 lifted"),
    ("L’état d’urgence a été décrété dans la province du Soum.", "state_of_emergency @la province du Soum"),
    ("L’état de siège est en vigueur en Ituri depuis mai 2021.", "state_of_emergency @Ituri from 2021-05"),
    ("Le ministre a écarté l’idée d’un état d’urgence dans le Nord.", ""),
    ("Aucun couvre-feu n’est en vigueur à Bria.", ""),
    ("Le maire pourrait décréter un couvre-feu à Ziguinchor.", ""),
    (
        "Le préfet a interdit la circulation des motos de 18 heures à 6 heures dans le département de Téra.",
        "motorcycle_ban @le département de Téra 18:00-06:00",
    ),
    (
        "La circulation des engins à deux roues est interdite à Fada pour un mois à compter du 1er mars 2026.",
        "motorcycle_ban @Fada from 2026-03-01 until 2026-04-01",
    ),
    ("L’interdiction des motos à Dori a été levée.", "motorcycle_ban @Dori lifted"),
    (
        "La frontière avec le Nigeria est fermée depuis janvier.",
        "border_closure @La frontière avec le Nigeria from 2026-01",
    ),
    ("Le Bénin a rouvert la frontière avec le Niger.", "border_closure @la frontière avec le Niger lifted"),
    ("La route entre Dori et Gorgadji est fermée à la circulation.", "road_closure @entre Dori et Gorgadji"),
    (
        "La traversée du fleuve est suspendue à Mopti jusqu’à nouvel ordre.",
        "river_crossing_suspension @Mopti",
    ),
    (
        "Les pirogues sont interdites sur la Komadougou de 18 heures à 6 heures.",
        "river_crossing_suspension @la Komadougou 18:00-06:00",
    ),
    ("Le marché hebdomadaire de Tougan est fermé sur décision du préfet.", "market_closure @Tougan"),
    ("La réouverture du marché de Ouallam a été annoncée.", "market_closure @Ouallam lifted"),
    ("Les écoles de Bankass sont fermées jusqu’au 31 mars.", "school_closure @Bankass until 2026-03-31"),
    ("Les écoles sont restées fermées lundi à Bankass.", ""),
    ("En 2025, 412 écoles fermées ont été recensées.", ""),
    ("Les vols vers Kidal sont suspendus.", "flight_ban @Kidal"),
    ("Le blocus de Djibo a été levé.", "blockade @Djibo lifted"),
    ("Le blocus imposé à Tombouctou dure depuis août 2023.", "blockade @Tombouctou from 2023-08"),
    ("Les manifestations sont interdites à Conakry jusqu’au 15 mars.", "other @Conakry until 2026-03-15"),
    ("Le port d’armes blanches est prohibé à Mongo.", "other @Mongo"),
    ("La vente de carburant en bidons est interdite dans la région de l’Est.", "other @la région de l’Est"),
    ("Les rassemblements ne sont pas interdits à Bouaké.", ""),
    ("Les escortes armées obligatoires s’appliquent entre Niamey et Téra.", "other @entre Niamey et Téra"),
    ("Le bac est suspendu à cause de la crue à Mopti.", ""),
    ("La RN16 est coupée à Boni.", "road_closure @Boni"),
    (
        "Un couvre-feu a été instauré à Sarh.\nCette mesure est valable du 10 mars au 20 mars 2026.",
        "curfew @Sarh from 2026-03-10 until 2026-03-20",
    ),
    ("Le marché de Tougan est fermé depuis trois semaines.", "market_closure @Tougan from 2026-02-19"),
    (
        "Le sous-préfet de Mora interdit la vente de carburant en bidons et la circulation des motos sur le territoire de Mora.",
        "other @le territoire de Mora + motorcycle_ban @le territoire de Mora",
    ),
    ("Le présent arrêté prend effet à compter du 14 mars 2026.", ""),
    ("Le gouverneur a fermé le marché de Tougan au public.", "market_closure @Tougan"),
    ("Les mouvements sont suspendus sur l’axe Bouar–Baboua.", "movement_restriction @l’axe Bouar–Baboua"),
    ("Quand rouvre la frontière avec le Togo ?", ""),
    (
        "La circulation des motos est interdite de dix-huit (18) heures à six (06) heures hors agglomération dans les cercles de Niono et de Macina.",
        "motorcycle_ban @les cercles de Niono et de Macina 18:00-06:00",
    ),
    ("Plus aucune moto après 18 heures à Gitega.", "motorcycle_ban @Gitega"),
    ("Vu le décret portant prorogation de l’état d’urgence dans la région de Gao ;", ""),
    ("Un couvre-feu est décrété à Gao et à Bourem.", "curfew @Gao et à Bourem"),
    ("La piste de la Boucle du Mouhoun longe la frontière.", ""),
    ("Le couvre-feu à Gao débute vendredi.", "curfew @Gao from 2026-03-13"),
    ("Aucune pirogue ne doit traverser le fleuve à Mopti.", "river_crossing_suspension @Mopti"),
    ("Nul ne circule de 20 heures à 5 heures à Dori.", "curfew @Dori 20:00-05:00"),
    ("Un couvre-feu à Dori est à l’étude.", ""),
    (
        "Le préfet a pris les mesures suivantes, à compter du 14 mars 2026 :\nLes motos sont interdites à Dori.\nLe marché de Tougan est fermé.",
        "motorcycle_ban @Dori from 2026-03-14 + market_closure @Tougan from 2026-03-14",
    ),
];
