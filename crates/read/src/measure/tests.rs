use super::*;
use crate::Lexicon;
use crate::number::quantities;
use crate::time::times;
use jiff::civil::date;
use vigie_model::{Block, BlockKind};

/// One paragraph a line; published on Thursday 12 March 2026.
fn told(tag: &str, text: &str) -> String {
    let lexicon = Lexicon::embedded().unwrap_or_else(|why| panic!("{why}"));
    let language = lexicon.language(tag).unwrap();
    let mut start = 0;
    let blocks: Vec<Block> = text
        .split('\n')
        .map(|line| {
            let span = Span::new(start, start + line.len());
            start += line.len() + 1;
            Block { kind: BlockKind::Paragraph, span, sentences: vec![span] }
        })
        .collect();
    let words = Words::split(text, &blocks);
    let published = Some(date(2026, 3, 12));
    let found = measures(
        language,
        &words,
        &quantities(language, &words),
        &times(language, &words, published),
        published,
    );
    for one in &found {
        assert!(
            one.evidence.iter().all(|said| said.spans.iter().all(|span| !span.of(text).is_empty())),
            "{text}"
        );
    }
    found.iter().map(show).collect::<Vec<_>>().join(" + ")
}

/// All that is wrong at once, so that a change of the tables is seen as a whole.
fn check(tag: &str, cases: &[(&str, &str)]) {
    let told = cases.iter().map(|(text, want)| (text, want, told(tag, text)));
    let wrong: Vec<String> =
        told.filter(|(_, want, told)| **want != told).map(|(text, _, told)| format!("{text:?} told {told:?}")).collect();
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
        let lexicon = Lexicon::embedded().unwrap();
        let language = lexicon.language(tag).unwrap();
        let words = Words::sentence(text);
        let found = measures(language, &words, &[], &[], None);
        assert_eq!(found[0].measure.authority.as_deref(), Some(want), "{text}");
    }
}

#[test]
fn what_is_derived_says_so() {
    let text = "Bandits raided shops in Torit on Sunday.\nThe market is closed until further notice.";
    let lexicon = Lexicon::embedded().unwrap();
    let language = lexicon.language("en").unwrap();
    let line = text.find('\n').unwrap();
    let block = |from: usize, to: usize| {
        let span = Span::new(from, to);
        Block { kind: BlockKind::Paragraph, span, sentences: vec![span] }
    };
    let words = Words::split(text, &[block(0, line), block(line + 1, text.len())]);
    let found = measures(language, &words, &[], &[], None);
    let place = found[0].evidence.iter().find(|said| said.property == "/where").unwrap();
    assert_eq!((place.basis, place.spans[0].of(text)), (Basis::Derived, "Torit"));
}

const ENGLISH: &[(&str, &str)] = &[
    ("A curfew from 8 p.m. to 5 a.m. is in force in Wau.", ""),
    ("The governor imposed a night curfew on Maradi, effective immediately.", ""),
    ("Authorities declared a 24-hour curfew in Torit.", ""),
    ("The curfew in Bor has been extended until 30 April.", ""),
    ("The curfew in Malakal was lifted on Tuesday.", ""),
    (
        "A curfew has been in force in Pemba since 1 February 2026, alongside restrictions on the movement of people, vehicles and boats.",
        "",
    ),
    ("The cabinet could impose a curfew in Bamenda.", ""),
    ("Traders called for a curfew in Owerri.", ""),
    ("The minister ruled out a state of emergency in Zamfara.", ""),
    ("No curfew is in force in Goma.", ""),
    ("Parliament declared a state of emergency in Amhara on Monday.", ""),
    ("The territory has been under martial law since May 2021.", ""),
    ("The prefect has banned motorcycles between 6 p.m. and 6 a.m. in Tera department.", ""),
    ("Motorbikes are prohibited in Dosso until further notice.", ""),
    ("The ban on motorcycles in Yobe State was lifted.", ""),
    ("The border with Libya has been closed since January.", ""),
    ("Kenya has reopened the border with Somalia.", ""),
    ("The road between Dori and Gorgadji is closed to civilian traffic.", ""),
    ("River crossings at Mopti are suspended until 20 March.", ""),
    ("The ferry across the lake resumed on Monday.", ""),
    ("The weekly market in Tougan has been closed by order of the prefect.", ""),
    ("All schools in Baidoa district were ordered to close until 1 April.", ""),
    ("Schools in Baidoa stayed closed on Monday.", ""),
    ("Flights to Kidal are suspended by UNHAS.", ""),
    ("Fighters have imposed a blockade on Djibo since 2022.", ""),
    ("The blockade of Djibo has ended.", ""),
    ("Demonstrations are banned in Conakry until 15 March.", ""),
    ("The ban on carrying weapons in Bunia remains in place.", ""),
    ("The shop was closed and the owner fled.", ""),
    ("In the region, 412 schools closed last year.", ""),
    ("The previous curfew in Wau ran from 9 p.m. to 4 a.m.", ""),
    ("The governor ordered the evacuation order for Lade lifted.", ""),
    ("The N14 is closed at Macomia.", ""),
    ("A curfew was imposed in Juba.\nThe measure will run from 10 March to 20 March 2026.", ""),
    (
        "A curfew was declared in Juba.\nUnder the curfew, movement in Juba is barred from 7 p.m. to 6 a.m.",
        "",
    ),
];

const FRENCH: &[(&str, &str)] = &[
    ("Un couvre-feu est en vigueur à Sarh de 20 heures à 5 heures.", ""),
    ("Le gouverneur a instauré un couvre-feu dans la région du Lac à compter du 1er mars 2026.", ""),
    ("Le couvre-feu à Gao est prorogé jusqu’au 30 avril.", ""),
    ("Le couvre-feu a été levé mardi à Diffa.", ""),
    ("L’état d’urgence a été décrété dans la province du Soum.", ""),
    ("L’état de siège est en vigueur en Ituri depuis mai 2021.", ""),
    ("Le ministre a écarté l’idée d’un état d’urgence dans le Nord.", ""),
    ("Aucun couvre-feu n’est en vigueur à Bria.", ""),
    ("Le maire pourrait décréter un couvre-feu à Ziguinchor.", ""),
    (
        "Le préfet a interdit la circulation des motos de 18 heures à 6 heures dans le département de Téra.",
        "",
    ),
    (
        "La circulation des engins à deux roues est interdite à Fada pour un mois à compter du 1er mars 2026.",
        "",
    ),
    ("L’interdiction des motos à Dori a été levée.", ""),
    ("La frontière avec le Nigeria est fermée depuis janvier.", ""),
    ("Le Bénin a rouvert la frontière avec le Niger.", ""),
    ("La route entre Dori et Gorgadji est fermée à la circulation.", ""),
    ("La traversée du fleuve est suspendue à Mopti jusqu’à nouvel ordre.", ""),
    ("Les pirogues sont interdites sur la Komadougou de 18 heures à 6 heures.", ""),
    ("Le marché hebdomadaire de Tougan est fermé sur décision du préfet.", ""),
    ("La réouverture du marché de Ouallam a été annoncée.", ""),
    ("Les écoles de Bankass sont fermées jusqu’au 31 mars.", ""),
    ("Les écoles sont restées fermées lundi à Bankass.", ""),
    ("En 2025, 412 écoles fermées ont été recensées.", ""),
    ("Les vols vers Kidal sont suspendus.", ""),
    ("Le blocus de Djibo a été levé.", ""),
    ("Le blocus imposé à Tombouctou dure depuis août 2023.", ""),
    ("Les manifestations sont interdites à Conakry jusqu’au 15 mars.", ""),
    ("Le port d’armes blanches est prohibé à Mongo.", ""),
    ("La vente de carburant en bidons est interdite dans la région de l’Est.", ""),
    ("Les rassemblements ne sont pas interdits à Bouaké.", ""),
    ("Les escortes armées obligatoires s’appliquent entre Niamey et Téra.", ""),
    ("Le bac est suspendu à cause de la crue à Mopti.", ""),
    ("La RN16 est coupée à Boni.", ""),
    ("Un couvre-feu a été instauré à Sarh.\nCette mesure est valable du 10 mars au 20 mars 2026.", ""),
];
