use super::*;
use crate::Lexicon;
use crate::scan::Scan;
use std::sync::LazyLock;
use vigie_clean::{Hints, clean};
use vigie_locate::Gazetteer;

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::embedded().unwrap_or_else(|why| panic!("{why}")));
static NAMES: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

/// One list item a line that begins with a dash, else one paragraph; published on Thursday 12 March 2026.
fn told(tag: &str, text: &str) -> String {
    let body = text.replace('\n', "\n\n");
    let report = format!("lang: {tag}\npublished: 2026-03-12\n\nNote\n\n{body}\n");
    let document = clean(report.as_bytes(), &Hints::default()).unwrap();
    let scan = Scan::of(&LEXICON, LEXICON.language(tag).unwrap(), &document, &*NAMES);
    let found = &scan.figures;
    for one in found {
        assert!(
            one.evidence.iter().all(|said| said.spans.iter().all(|span| !span.of(&document.text).is_empty())),
            "{text}"
        );
    }
    found.iter().map(show).collect::<Vec<_>>().join(" + ")
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

fn show(found: &FoundFigure) -> String {
    let figure = &found.figure;
    let mut parts = vec![format!("{} {}", figure.value, figure.what)];
    if figure.qualifier != vigie_model::Qualifier::Exact {
        parts.push(format!("({})", figure.qualifier));
    }
    parts.extend(figure.place.as_ref().map(|place| format!("@{place}")));
    parts.extend(figure.from.map(|day| format!("from {day}")));
    parts.extend(figure.until.map(|day| format!("until {day}")));
    parts.extend(figure.source.as_ref().map(|source| format!("by {source}")));
    parts.join(" ")
}

#[test]
fn english_statistics() {
    check("en", ENGLISH);
}

#[test]
fn french_statistics() {
    check("fr", FRENCH);
}

#[test]
fn another_world_is_told_apart() {
    let lexicon = Lexicon::embedded().unwrap();
    for (tag, text, want) in [
        ("en", "The ministry recorded 96 cases of cholera and two deaths in a week.", false),
        ("fr", "La Ligue a recensé 41 matchs depuis janvier.", false),
    ] {
        assert_eq!(
            speaks_of_security(lexicon.language(tag).unwrap(), &Words::sentence(text)),
            want,
            "{text}"
        );
    }
}

const ENGLISH: &[(&str, &str)] = &[
    (
        "OCHA recorded 88 security incidents in Gedo region between 1 January and 28 February 2026.",
        "88 security incidents @Gedo region from 2026-01-01 until 2026-02-28 by OCHA",
    ),
    (
        "We logged 41 incidents in February, up from 35 in January.",
        "41 security incidents from 2026-02-01 until 2026-02-28 by We + 35 security incidents by We",
    ),
    (
        "The network documented 57 attacks on schools in the country in 2025.",
        "57 attacks @the country from 2025-01-01 until 2025-12-31 by The network",
    ),
    (
        "Since January 2025, at least 640 people have been killed in Plateau State, according to the monitoring group.",
        "640 killed (at_least) @Plateau State from 2025-01 by the monitoring group",
    ),
    (
        "More than 3,000 people were killed in the region in 2025.",
        "3000 killed (more_than) @the region from 2025-01-01 until 2025-12-31",
    ),
    (
        "Between July and September, 212 civilians were abducted in Zamfara State.",
        "212 civilians abducted @Zamfara State from 2025-07-01 until 2025-09-30",
    ),
    ("The district hosts 48,000 refugees, according to UNHCR.", "48000 refugees @The district by UNHCR"),
    (
        "Over 310,000 people have been displaced in Cabo Delgado since 2024.",
        "310000 displaced (more_than) @Cabo Delgado from 2024",
    ),
    ("The area has an estimated population of 92,000.", "92000 population @The area"),
    (
        "Key figures:\n- 34 incidents reported\n- 51 civilians killed, 12 abducted",
        "34 security incidents + 51 civilians killed + 12 abducted",
    ),
    (
        "Russia launched 120 drones overnight, of which 98 were shot down.",
        "120 drones launched from 2026-03-11 until 2026-03-12 + 98 shot down from 2026-03-11 until 2026-03-12",
    ),
    ("Some 45,000 customers were left without power.", "45000 customers without power (about)"),
    ("At least 12 people were killed on Sunday in Bama.", ""),
    ("Gunmen killed 40 villagers and wounded 12 others.", ""),
    ("The attack left 27 dead, a hospital source said.", ""),
    ("The third attack since January left 9 dead.", ""),
    ("The plan is 23 per cent funded and seeks 40 million dollars.", ""),
    ("The convoy of 60 trucks travelled 120 kilometres.", ""),
    (
        "Since the launch of the offensive on 1 February, headquarters claims 188 fighters neutralised.",
        "188 killed from 2026-02-01",
    ),
    (
        "The number of attacks recorded in Borno since January has risen to 153.",
        "153 attacks @Borno from 2026-01",
    ),
    (
        "Between 1 and 7 March, 11,300 people were displaced in Ancuabe, seven in ten of them children.",
        "11300 displaced @Ancuabe from 2026-03-01 until 2026-03-07",
    ),
    ("The town recalls the botched 2015 police raid.", ""),
];

const FRENCH: &[(&str, &str)] = &[
    (
        "OCHA a recensé 88 incidents de sécurité dans la région du Lac entre le 1er janvier et le 28 février 2026.",
        "88 security incidents @la région du Lac from 2026-01-01 until 2026-02-28 by OCHA",
    ),
    (
        "L’observatoire a dénombré 41 incidents en février, contre 35 en janvier.",
        "41 security incidents from 2026-02-01 until 2026-02-28 by L’observatoire + 35 security incidents by L’observatoire",
    ),
    (
        "Depuis janvier 2025, au moins 640 personnes ont été tuées dans le pays, selon l’ONU.",
        "640 killed (at_least) @le pays from 2025-01 by l’ONU",
    ),
    (
        "Les frappes ont tué 318 civils en 2025, d’après une ONG.",
        "318 civilians killed from 2025-01-01 until 2025-12-31 by une ONG",
    ),
    (
        "Chiffres : 41 événements, 118 morts, dont 53 civils.",
        "41 security incidents + 118 killed + 53 civilians killed",
    ),
    ("- 1 204 écoles fermées au 31 janvier 2026", "1204 schools closed from 2026-01-31 until 2026-01-31"),
    (
        "Plus de 107.000 personnes ont été déplacées dans le Nord depuis octobre 2025.",
        "107000 displaced (more_than) @le Nord from 2025-10",
    ),
    (
        "La province accueille 48 000 réfugiés et 12 500 retournés.",
        "48000 refugees @La province + 12500 returnees @La province",
    ),
    (
        "Les conflits ont fait plus de 1.000 morts et 2.000 blessés dans le Sud entre 2021 et 2024.",
        "1000 killed (more_than) @le Sud from 2021-01-01 until 2024-12-31 + 2000 injured @le Sud from 2021-01-01 until 2024-12-31",
    ),
    (
        "Au premier semestre 2025, 403 personnes ont été enlevées dans le territoire de Beni.",
        "403 abducted @le territoire de Beni from 2025-01-01 until 2025-06-30",
    ),
    ("Au moins 12 personnes ont été tuées dimanche à Gao.", ""),
    ("Des hommes armés ont tué 40 villageois et blessé 12 autres.", ""),
    ("Le bilan est de 27 morts et 14 blessés, selon une source hospitalière.", ""),
    ("Le projet coûte 14 milliards de francs et emploie 300 ouvriers.", ""),
    ("La létalité est de 6,1 % après six semaines.", ""),
];
