//! How many, to whom: sentences of both languages and the counts that a coder writes down.

#![allow(clippy::panic, clippy::unwrap_used, reason = "helpers of tests")]

use std::sync::LazyLock;
use vigie_clean::{Hints, clean};
use vigie_locate::Gazetteer;
use vigie_model::Reading;
use vigie_read::scan::Scan;
use vigie_read::{Lexicon, read, toll};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::embedded().unwrap());
static NAMES: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

/// The counts of a text as "killed civilian 3-3", joined by " + ".
fn told(lang: &str, text: &str) -> String {
    let report = format!("source: Test\npublished: 2026-03-12\nlang: {lang}\n\nTitle\n\n{text}\n");
    let document = clean(report.as_bytes(), &Hints::default()).unwrap();
    let scan = Scan::of(&LEXICON, LEXICON.language(lang).unwrap(), &document, &*NAMES);
    let counts = (0..scan.words.sentences.len()).flat_map(|sentence| toll::counts(&scan, sentence));
    let show = |bound: Option<u32>| bound.map_or("…".to_owned(), |bound| bound.to_string());
    let rows = counts.map(|found| {
        let count = found.count;
        format!("{} {} {}-{}", count.what, count.who, show(count.min), show(count.max))
    });
    rows.collect::<Vec<_>>().join(" + ")
}

/// All that is wrong at once, so that a change of the tables is seen as a whole.
fn assert_told(lang: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|&(text, wanted)| (text, wanted, told(lang, text)))
        .filter(|(_, wanted, found)| wanted != found)
        .map(|(text, wanted, found)| format!("{text}\n   wanted {wanted}\n   found  {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn who_acts_is_not_who_suffers() {
    assert_told(
        "en",
        &[
            ("Two gunmen killed a shopkeeper.", "attackers armed_group 2-2 + killed civilian 1-1"),
            ("The wounded were visited by the governor.", ""),
            ("A nurse was carrying a neighbour with a leg wound.", ""),
            ("Soldiers shot dead four bandits.", "killed armed_group 4-4"),
        ],
    );
    assert_told(
        "fr",
        &[
            ("Deux hommes à moto l'ont abattu devant sa porte.", "attackers armed_group 2-2"),
            ("Le préfet s'est rendu au chevet des blessés.", ""),
            ("L'attaque a coûté la vie à trois bergers.", "killed civilian 3-3"),
        ],
    );
}

#[test]
fn a_list_is_summed_by_side_and_a_part_is_not_added() {
    assert_told(
        "en",
        &[
            ("A teacher and two pupils were killed.", "killed civilian 3-3"),
            (
                "The blast killed six soldiers and a baker.",
                "killed security_forces 6-6 + killed civilian 1-1",
            ),
            ("Twelve people, including four children, were killed.", "killed civilian 12-12"),
            (
                "Nine people, including two policemen, were killed.",
                "killed civilian 9-9 + killed security_forces 2-2",
            ),
            ("Two traders, a woman and her son, were abducted.", "abducted civilian 2-2"),
        ],
    );
    assert_told(
        "fr",
        &[
            ("Deux gendarmes et un douanier ont été tués.", "killed security_forces 3-3"),
            ("Douze personnes, dont quatre enfants, ont été tuées.", "killed civilian 12-12"),
        ],
    );
}

#[test]
fn a_toll_that_rose_is_two_and_a_range_is_one() {
    assert_told(
        "en",
        &[
            ("The death toll rose from 9 to 14.", "killed unknown 9-9 + killed unknown 14-14"),
            ("Between 40 and 50 people were killed.", "killed civilian 40-50"),
            ("This brings to five the number of farmers killed.", "killed civilian 5-5"),
        ],
    );
    assert_told(
        "fr",
        &[
            ("Le bilan passe de six à neuf morts.", "killed unknown 6-6 + killed unknown 9-9"),
            ("Quarante et un assaillants ont été tués.", "killed armed_group 41-41"),
        ],
    );
}

#[test]
fn taken_and_freed_and_taken_to_care() {
    assert_told(
        "en",
        &[
            (
                "Three of the 14 passengers abducted were rescued.",
                "released civilian 3-3 + abducted civilian 14-14",
            ),
            ("Four drivers were taken to hospital with burns.", "injured civilian 4-4"),
            (
                "Six workers, kidnapped on 3 March, were freed.",
                "abducted civilian 6-6 + released civilian 6-6",
            ),
        ],
    );
    assert_told(
        "fr",
        &[(
            "Le maire et deux conseillers, enlevés lundi, ont été relâchés.",
            "abducted civilian 3-3 + released civilian 3-3",
        )],
    );
}

#[test]
fn nobody_is_said_outright() {
    assert_told(
        "en",
        &[
            ("There were no casualties.", "killed unknown 0-0 + injured unknown 0-0"),
            ("No one has owned up to the killings.", ""),
            ("No fewer than 12 rebels were killed.", "killed armed_group 12-…"),
            ("No toll was available.", ""),
        ],
    );
    assert_told(
        "fr",
        &[
            ("Personne n'a été blessé.", "injured unknown 0-0"),
            ("Aucune perte n'est à déplorer.", "killed unknown 0-0"),
        ],
    );
}

#[test]
fn survivors_ages_and_things() {
    assert_told(
        "fr",
        &[
            ("Onze femmes ont été victimes de viols.", ""),
            ("Une fillette de dix ans a été tuée.", "killed civilian 1-1"),
            ("Deux camions et une moto ont été incendiés.", "vehicles_destroyed civilian 3-3"),
        ],
    );
    assert_told(
        "en",
        &[
            ("They came on about 20 motorcycles and burned 14 houses.", "houses_burned civilian 14-14"),
            ("A girl of ten was killed.", "killed civilian 1-1"),
        ],
    );
}

#[test]
fn a_number_on_another_word() {
    assert_told(
        "en",
        &[
            (
                "Eight people were killed. Local officials later said 115.",
                "killed civilian 8-8 + killed civilian 115-115",
            ),
            (
                "The army said six rebels were killed; a councillor said seven were.",
                "killed armed_group 6-6 + killed armed_group 7-7",
            ),
            ("The death toll has risen to 14 from nine.", "killed unknown 14-14 + killed unknown 9-9"),
        ],
    );
}

#[test]
fn what_is_set_between_a_subject_and_its_verb() {
    assert_told(
        "en",
        &[
            ("Nineteen people, two guards among them, were injured in a riot.", "injured civilian 19-19"),
            ("At least 21 people are now confirmed dead.", "killed civilian 21-…"),
            (
                "Two nurses seized by gunmen have regained their freedom.",
                "abducted civilian 2-2 + released civilian 2-2",
            ),
            (
                "The chief of a nearby village was pulled out of his house and executed.",
                "killed civilian 1-1",
            ),
        ],
    );
    assert_told(
        "fr",
        &[("Trois personnes, dont une femme enceinte, ont trouvé la mort.", "killed civilian 3-3")],
    );
}

#[test]
fn deeds_told_by_nouns() {
    assert_told(
        "en",
        &[
            ("The bodies of six miners were found.", "killed civilian 6-6"),
            (
                "Troops killed 16 insurgents for the loss of two soldiers.",
                "killed armed_group 16-16 + killed security_forces 2-2",
            ),
        ],
    );
    assert_told(
        "fr",
        &[
            (
                "Enlèvement du chef de village et de son conseiller par des hommes armés.",
                "abducted civilian 2-2",
            ),
            ("L'armée reconnaît la perte de neuf volontaires.", "killed security_forces 9-9"),
            ("Les corps de six pêcheurs ont été retrouvés.", "killed civilian 6-6"),
        ],
    );
}

#[test]
fn a_person_by_name_and_a_family_count() {
    assert_told(
        "en",
        &[
            ("Union leader Pedro Tarqui was gunned down on Thursday.", "killed unknown 1-1"),
            ("A farmer and his two sons were killed.", "killed civilian 3-3"),
            ("One of the three hostages was killed.", "killed unknown 1-1"),
            ("The Boko Haram fighters were killed.", ""),
        ],
    );
}

#[test]
fn a_damaged_house_still_stands() {
    assert_told("en", &[("Four houses were damaged.", "facilities_hit civilian 4-4")]);
}

/// What a report's reading holds, beside its counts.
fn reading(lang: &str, text: &str) -> Reading {
    let report = format!("source: Test\npublished: 2026-03-12\nlang: {lang}\n\nRaid\n\n{text}\n");
    read(&LEXICON, &clean(report.as_bytes(), &Hints::default()).unwrap(), &*NAMES)
}

/// "killed 12 | killed children 4 | women 6": counts, breakdown, survivors.
fn restricted(lang: &str, text: &str) -> String {
    let reading = reading(lang, text);
    let all = |part: &dyn Fn(&vigie_model::Account) -> Vec<String>| {
        reading.incidents.iter().flat_map(part).collect::<Vec<_>>().join(" + ")
    };
    let counts = all(&|told| {
        told.counts.iter().map(|count| format!("{} {}", count.what, count.min.unwrap())).collect()
    });
    let parts = all(&|told| {
        told.breakdown
            .iter()
            .map(|part| format!("{} {} {}", part.what, part.group, part.min.unwrap()))
            .collect()
    });
    let survivors = all(&|told| {
        let group = |people: &vigie_model::Survivors| people.group.map_or("people", |group| group.as_str());
        told.survivors.iter().map(|people| format!("{} {}", group(people), people.min.unwrap())).collect()
    });
    format!("{counts} | {parts} | {survivors}")
}

#[test]
fn ages_sexes_and_survivors_are_never_added_to_the_toll() {
    let cases = [
        (
            "en",
            "Gunmen attacked the village of Barsalogho on Tuesday, killing 12 people, including four children and \
             two women. Six women were raped, a nurse said. Nine survivors of sexual violence were treated.",
            "killed 12 | killed children 4 + killed women 2 | women 6 + people 9",
        ),
        (
            "fr",
            "Des hommes armés ont attaqué mardi le village de Barsalogho, tuant douze personnes, dont quatre enfants. \
             Onze femmes ont été victimes de viols. Neuf survivantes de viol sont prises en charge.",
            "killed 12 | killed children 4 | women 11 + people 9",
        ),
        (
            "en",
            "Gunmen attacked the village of Barsalogho on Tuesday and killed a farmer. Three soldiers were accused of \
             raping women.",
            "killed 1 |  | ",
        ),
    ];
    for (lang, text, wanted) in cases {
        assert_eq!(restricted(lang, text), wanted, "{text}");
    }
}

#[test]
fn what_must_not_leave_the_desk_is_marked_in_its_claims() {
    let text = "Gunmen attacked the village of Barsalogho on Tuesday, killing 12 people, including four children. Six \
                women were raped.";
    let claims = reading("en", text).claims;
    let kept = |property: &str| property.starts_with("/breakdown") || property.starts_with("/survivors");
    assert_eq!(claims.iter().filter(|claim| claim.restricted).count(), 4);
    assert!(claims.iter().all(|claim| claim.restricted == kept(&claim.property)));
}

#[test]
fn a_toll_that_rose_from_either_side() {
    assert_told(
        "en",
        &[(
            "The number of people killed in the bombardment has reached 21, up from the 14 it announced that evening.",
            "killed unknown 21-21 + killed unknown 14-14",
        )],
    );
    assert_told(
        "fr",
        &[(
            "De neuf, le nombre de personnes abattues est passé à quinze.",
            "killed unknown 9-9 + killed unknown 15-15",
        )],
    );
}

#[test]
fn what_is_no_number_of_people() {
    assert_told(
        "en",
        &[
            ("N. Rakesh (29), was killed.", ""),
            ("All 84 staff have been accounted for and there were no injuries.", "injured unknown 0-0"),
            ("They left without giving their own losses.", ""),
            ("Nine fighters surrendered to the army.", ""),
            ("Two brothers aged 9 and 12 were killed.", "killed civilian 2-2"),
        ],
    );
}

#[test]
fn sides_couples_and_notes() {
    assert_told(
        "en",
        &[
            ("3 volunteers and 1 civilian woman killed.", "killed security_forces 3-3 + killed civilian 1-1"),
            ("A shell hit a house, killing a couple and their infant son.", "killed civilian 3-3"),
            (
                "A soldier of the District Reserve Guard suffered splinter injuries.",
                "injured security_forces 1-1",
            ),
            ("Driver killed, 2 soldiers WIA.", "killed civilian 1-1 + injured security_forces 2-2"),
        ],
    );
    assert_told(
        "fr",
        &[
            ("Un couple et leurs trois enfants ont été tués.", "killed civilian 5-5"),
            ("Ces frappes ont permis de neutraliser une dizaine de terroristes.", "killed armed_group 10-10"),
        ],
    );
}
