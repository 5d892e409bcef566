//! Whether the days of the gold's incidents are among the times that the reader finds.
//!
//! The open part alone may be looked at: `cargo test -p vigie-read --test time_gold -- --nocapture` lists its
//! misses. Of the check part only the totals are printed.

#![allow(clippy::expect_used, reason = "a test may stop at a broken fixture")]

use jiff::civil::Date;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use vigie_model::{DatePrecision, Document};
use vigie_read::Lexicon;
use vigie_read::time::{Bound, TimeMention, times};
use vigie_read::words::Words;

/// Of the open part's days this share at least must be said somewhere; less means that a rule was lost.
const FLOOR: f64 = 0.95;

#[derive(Default)]
struct Tally {
    days: usize,
    /// Said where the incident is told: in its evidence, the title or the first sentences.
    near: usize,
    anywhere: usize,
}

#[test]
fn the_days_of_the_gold_are_found() {
    let lexicon = Lexicon::embedded().unwrap_or_else(|why| panic!("{why}"));
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gold");
    let (mut open, mut check) = (Tally::default(), Tally::default());
    for file in ["dev", "dev_en", "dev_fr"].iter().flat_map(|set| annotations(&gold.join(set))) {
        let is_check = file.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with(['0', '5']));
        tally(&lexicon, &file, if is_check { &mut check } else { &mut open }, !is_check);
    }
    if open.days == 0 {
        eprintln!("SKIPPED: no gold set in {}", gold.display());
        return;
    }
    for (part, tally) in [("open", &open), ("check", &check)] {
        let share = |n: usize| 100.0 * n as f64 / tally.days as f64;
        println!(
            "{part}: {} days, near {:.1} %, anywhere {:.1} %",
            tally.days,
            share(tally.near),
            share(tally.anywhere)
        );
    }
    assert!(open.anywhere as f64 >= FLOOR * open.days as f64, "{} of {}", open.anywhere, open.days);
}

fn annotations(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files
        .retain(|file| file.extension().is_some_and(|ext| ext == "json") && !file.ends_with("clusters.json"));
    files.sort();
    files
}

fn tally(lexicon: &Lexicon, file: &Path, tally: &mut Tally, shown: bool) {
    let annotation: Value = serde_json::from_slice(&fs::read(file).expect("the annotation")).expect("JSON");
    let bytes = fs::read(file.with_extension("txt")).expect("the report");
    let document = vigie_clean::clean(&bytes, &vigie_clean::Hints::default()).expect("a text");
    let Some(language) = document.lang.as_deref().and_then(|tag| lexicon.language(tag)) else { return };
    let words = Words::of(&document);
    let mentions = times(language, &words, document.published.map(|published| published.day()));
    for incident in annotation["incidents"].as_array().into_iter().flatten() {
        let date = &incident["date"];
        if date["precision"] != "day" {
            continue;
        }
        let (start, end) = (day(&date["start"]), day(&date["end"]));
        let fits = |mention: &&TimeMention| fits(mention, start, end);
        let evidence = evidence(&document, incident["evidence"].as_str().unwrap_or(""));
        let near = mentions
            .iter()
            .filter(|mention| is_near(&words, mention, evidence))
            .any(|mention| fits(&mention));
        let anywhere = mentions.iter().any(|mention| fits(&mention));
        tally.days += 1;
        tally.near += near as usize;
        tally.anywhere += anywhere as usize;
        if shown && !near {
            show(file, incident, &words, &mentions, anywhere);
        }
    }
}

fn day(value: &Value) -> Date {
    value.as_str().and_then(|text| text.parse().ok()).expect("a day")
}

/// A day-precise mention that says one of the incident's days and no more than a day beside them.
fn fits(mention: &TimeMention, start: Date, end: Date) -> bool {
    let Some((first, last)) = mention.date.bounds() else { return false };
    let point = mention.bound != Bound::Period && mention.date.precision == DatePrecision::Day;
    point && first <= end && last >= start && (first == start || last == end)
}

fn evidence(document: &Document, text: &str) -> Option<(usize, usize)> {
    let head: String = text.chars().take(30).collect();
    let from = document.text.find(&head).filter(|_| !head.is_empty())?;
    Some((from, from + text.len()))
}

fn is_near(words: &Words, mention: &TimeMention, evidence: Option<(usize, usize)>) -> bool {
    let sentence = words.sentence_of(mention.words.start);
    let span = words.sentences[sentence].span;
    let overlaps = |(from, to): (usize, usize)| (span.start as usize) < to && (span.end as usize) > from;
    sentence < 4 || evidence.is_some_and(overlaps)
}

fn show(file: &Path, incident: &Value, words: &Words, mentions: &[TimeMention], anywhere: bool) {
    let name = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let said: Vec<String> = mentions
        .iter()
        .map(|mention| {
            let days =
                mention.date.bounds().map_or("?".to_owned(), |(first, last)| format!("{first}..{last}"));
            format!("[{}] {days} {:?}", words.phrase(mention.words.clone()), mention.bound)
        })
        .collect();
    println!(
        "{name} {} wants {} {}\n   {}",
        incident["key"],
        incident["date"],
        if anywhere { "(said elsewhere)" } else { "MISSED" },
        said.join("\n   ")
    );
}
