//! Bad input: no panic, and no more than so many times the work for so many times the text.
//!
//! Work is the time that this thread had on a processor, so that a busy machine takes nothing away; where the system
//! does not tell it, the time that passed. Four times the text is four times the work; the square would be sixteen.

#![allow(clippy::panic, clippy::unwrap_used, reason = "helpers of tests")]

use std::sync::LazyLock;
use std::time::Instant;
use vigie_clean::{Hints, clean};
use vigie_model::{PlaceKind, Reading, Toponym, Toponyms};
use vigie_read::{Lexicon, read};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::embedded().unwrap());

/// Knows three towns and a country.
struct Names;

impl Toponyms for Names {
    fn toponyms(&self, name: &str) -> Vec<Toponym> {
        let known = matches!(vigie_model::fold(name).as_str(), "djibo" | "gao" | "kayes");
        let town = Toponym { country: *b"ML", kind: PlaceKind::Locality, population: Some(20_000) };
        if known { vec![town] } else { Vec::new() }
    }

    fn country(&self, name: &str) -> Option<[u8; 2]> {
        (vigie_model::fold(name) == "mali").then_some(*b"ML")
    }
}

fn reading(text: &str) -> Option<Reading> {
    let document = clean(text.as_bytes(), &Hints::default()).ok()?;
    let reading = read(&LEXICON, &document, &Names);
    for claim in &reading.claims {
        for span in &claim.spans {
            assert!(document.text.get(span.range()).is_some_and(|words| !words.is_empty()), "{claim:?}");
        }
    }
    Some(reading)
}

fn read_en(text: &str) -> Reading {
    reading(&format!("published: 2026-01-12\nlang: en\n\n{text}")).unwrap()
}

fn seconds() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e9)
}

/// What reading costs, the least of several times.
fn cost(head: &str, unit: &str, size: usize) -> f64 {
    let text = format!("{head}{}", unit.repeat(size / unit.len() + 1));
    let once = || {
        let (begun, clock) = (seconds(), Instant::now());
        let _ = reading(&text);
        seconds().zip(begun).map_or(clock.elapsed().as_secs_f64(), |(end, begun)| end - begun)
    };
    (0..2).map(|_| once()).fold(f64::INFINITY, f64::min)
}

const EN: &str = "published: 2026-01-12\nlang: en\n\n";
const FR: &str = "published: 2026-01-12\nlang: fr\n\n";

/// What a text may be made of, by name: what it begins with, and what is repeated.
const SHAPES: &[(&str, &str, &str)] = &[
    ("a sentence", EN, "gunmen attacked the village of Djibo on Saturday killing 12 people in Mali, and "),
    ("une phrase", FR, "des hommes armés ont attaqué Djibo samedi, tuant 12 personnes au Mali, et "),
    ("a paragraph", EN, "Gunmen attacked Djibo on Saturday, killing 12 people, an official said. "),
    ("paragraphs", EN, "Gunmen attacked the village of Djibo on Saturday, killing 12 people.\n\n"),
    ("bullets", EN, "- Gunmen attacked the village of Djibo on Saturday, killing 12 people.\n"),
    ("items", FR, "- Djibo : des hommes armés ont tué 12 personnes le 11 janvier.\n"),
    ("curfews", EN, "The governor imposed a curfew in Kayes from 6 pm to 6 am from 1 July. "),
    ("a curfew", EN, "the governor imposed a curfew in Kayes from 6 pm to 6 am and closed the border and "),
    ("the measures", EN, "A curfew was imposed in Gao. All these measures run until 12 March. "),
    ("figures", EN, "The UN recorded 101 attacks and 222 civilian deaths in Kayes in June. "),
    ("numbers", "published: 2026-01-12\nlang: en\n\nkilled ", "12 300 45 7,000 1.5 "),
    ("one number", "published: 2026-01-12\nlang: en\n\nkilled ", "1234567890"),
    ("a number in words", "published: 2026-01-12\nlang: fr\n\ntué ", "vingt-"),
    ("nested quotes", EN, "“he said ‘gunmen killed "),
    ("guillemets", FR, "« il a dit « tué "),
    ("brackets", EN, "(killed "),
    ("capitals", EN, "GUNMEN ATTACKED THE VILLAGE OF DJIBO ON SATURDAY KILLING 12 PEOPLE. "),
    ("names", "published: 2026-01-12\nlang: en\n\nkilled ", "Djibo and "),
    ("one word", EN, "killed"),
    ("short lines", EN, "killed 12\n"),
    ("stops", "killed", ". "),
    ("apostrophes", FR, "l'attaque d'"),
    ("initials", EN, "U.N.U.S."),
    ("accents", FR, "tue\u{301} "),
    ("garbled", FR, "Ã©tÃ© tuÃ© "),
    ("entities", FR, "&amp;eacute; "),
    ("broken words", FR, "des hommes ont atta-\nqué le village et "),
    ("broken rest", FR, "tu-\n"),
    ("two scripts", FR, "tu\u{430}\u{435}s "),
    ("marks unseen", EN, "\u{200f}gun\u{200b}men kil\u{200d}led\u{202e} 12\u{202c} "),
    ("headings", EN, "MALI\nGunmen killed 12 people in Djibo.\n\nNIGER\nGunmen killed 3 in Gao.\n\n"),
    ("days", EN, "Saturday killed 12 January 2026 "),
    ("a page", "<html><body>", "<p>Gunmen killed 12 people in Djibo on Saturday.</p>\n"),
    ("boxes in boxes", "<html><body>", "<div>"),
    ("tags unclosed", "<html><body>", "< killed "),
];

/// The clock of processor time ticks every few milliseconds: less than this is no measurement.
const TICK: f64 = 0.008;

/// The most by which the work may grow where the text grows fourfold.
const MOST: f64 = 8.0;

fn grows(size: usize, (name, head, unit): (&str, &str, &str)) -> Option<String> {
    // A cache that is full the second time is no square: what is too much once is measured again, larger.
    let ratio = |size| cost(head, unit, 4 * size) / cost(head, unit, size).max(TICK);
    let first = ratio(size);
    let told = || format!("{name}: {:.1} times, then {:.1}", first, ratio(2 * size));
    (first > MOST && ratio(2 * size) > MOST).then(told)
}

#[test]
fn four_times_the_text_is_not_sixteen_times_the_work() {
    let _ = read_en("Gunmen killed two people in Djibo.");
    let slow: Vec<String> = SHAPES.iter().filter_map(|&shape| grows(16_000, shape)).collect();
    assert!(slow.is_empty(), "{slow:#?}");
}

/// `just full`: each shape at 2 MB, in a release build.
#[test]
#[ignore = "minutes; run by `just full`"]
fn large_texts_are_read_in_proportion() {
    let slow: Vec<String> = SHAPES.iter().filter_map(|&shape| grows(500_000, shape)).collect();
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
#[ignore = "half a minute in a release build; run by `just full`"]
fn fifty_megabytes_of_one_sentence_are_read() {
    let (_, head, unit) = SHAPES[0];
    let text = format!("{head}{}", unit.repeat((50 << 20) / unit.len()));
    let begun = Instant::now();
    let found = reading(&text).unwrap();
    assert!(!found.incidents.is_empty());
    println!("50 MB of one sentence: {:.1} s", begun.elapsed().as_secs_f64());
}

#[test]
fn an_endless_sentence_is_still_read() {
    let (_, head, unit) = SHAPES[0];
    let found = reading(&format!("{head}{}", unit.repeat(500))).unwrap();
    assert_eq!(found.incidents[0].primary_place.as_deref(), Some("Djibo"));
}

#[test]
fn a_hundred_thousand_quotes_hide_nothing_and_cost_nothing() {
    let quotes = "“".repeat(100_000);
    let found = read_en(&format!("Gunmen killed 12 people in Djibo on Saturday.\n\n{quotes}killed{quotes}"));
    assert_eq!(found.incidents[0].counts[0].min, Some(12));
}

#[test]
fn a_text_of_numbers_says_nothing() {
    let found = reading(&"12 300 45 7,000 1.5 2026-01-12 ".repeat(500)).unwrap();
    assert!(found.incidents.is_empty() && found.measures.is_empty() && found.figures.is_empty());
}

/// One report as people write it, and as machines maim it: the same incident.
#[test]
fn what_cannot_be_seen_changes_nothing() {
    let plain =
        "Gunmen attacked the village of Djibo in Mali on Saturday, killing 12 people and abducting four.";
    let key = |text: &str| {
        let found = read_en(text);
        let [one] = found.incidents.as_slice() else { panic!("{text:?}: {:?}", found.incidents) };
        let counts: Vec<_> = one.counts.iter().map(|count| (count.what, count.min, count.max)).collect();
        (one.sub_event_type, one.date, one.primary_place.clone(), counts)
    };
    let wanted = key(plain);
    let hidden = |mark: &str| plain.split("").collect::<Vec<_>>().join(mark);
    for mark in ["\u{200b}", "\u{200e}", "\u{200f}", "\u{2060}", "\u{feff}", "\u{202a}", "\u{2067}"] {
        assert_eq!(key(&hidden(mark)), wanted, "{mark:?}");
    }
    // Homoglyphs: Cyrillic а, е, о, і and Greek ο.
    for (latin, other) in [("a", "\u{430}"), ("e", "\u{435}"), ("o", "\u{43e}"), ("i", "\u{456}"), ("o", "ο")]
    {
        let disguised = plain.replacen("Djibo", &"Djibo".replace(latin, other), 1);
        assert_eq!(key(&disguised), wanted, "{other:?}");
    }
    let broken = plain.replace("attacked", "at-\ntacked").replace("killing", "kil-\nling");
    assert_eq!(key(&broken), wanted);
}

#[test]
fn two_languages_in_one_report_are_said() {
    let english =
        "Gunmen attacked the village of Djibo on Saturday and the people fled to the town. ".repeat(6);
    let french =
        "Les assaillants sont venus dans la nuit et ont incendié des maisons près du marché. ".repeat(6);
    let found = reading(&format!("published: 2026-01-12\n\n{english}\n\n{french}")).unwrap();
    assert_eq!(found.lang.as_deref(), Some("en"));
    assert!(found.notes.iter().any(|note| note.text.contains("its end reads as fr")), "{:?}", found.notes);
}

#[test]
fn capitals_and_missing_marks_break_nothing() {
    let text = "Gunmen attacked the village of Djibo in Mali on Saturday. They killed 12 people.";
    let _ = read_en(&text.to_uppercase());
    let found = read_en(&text.replace(['.', ','], ""));
    assert_eq!(found.incidents[0].primary_place.as_deref(), Some("Djibo"));
}
