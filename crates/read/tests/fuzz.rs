//! Reports bitten and stitched at random: cleaning and reading must neither panic nor hang, and every value keeps
//! its words.
//!
//! Seeded, so that a failure can be met again: `VIGIE_FUZZ_SEED=… VIGIE_FUZZ_SECONDS=600 cargo test -p vigie-read
//! --test fuzz -- --ignored --nocapture`. A short run is part of every test run.

#![allow(clippy::panic, clippy::unwrap_used, reason = "helpers of tests")]

use std::path::Path;
use std::time::{Duration, Instant};
use vigie_clean::{Hints, clean};
use vigie_locate::Gazetteer;
use vigie_model::Span;
use vigie_read::{Lexicon, read};

/// Pieces that rules look for.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "- ",
    "• ",
    " – ",
    ": ",
    "; ",
    ", ",
    ". ",
    "… ",
    "\u{a0}",
    "“",
    "”",
    "« ",
    " »",
    "'",
    "’s ",
    "l’",
    "d'",
    "(",
    ")",
    "[",
    "12 ",
    "1 043 ",
    "12,5 ",
    "1.234.567 ",
    "99999999999999999999 ",
    "0 ",
    "-12 ",
    "12-14 ",
    "17 h 30 ",
    "at least ",
    "more than ",
    "between ",
    " and ",
    "entre ",
    " et ",
    "de ",
    " à ",
    "several dozen ",
    "des milliers de ",
    "quatre-vingt-",
    "vingt-et-un ",
    "31 February 2026 ",
    "29/02/2025 ",
    "0/0/0 ",
    "9999-99-99 ",
    "since July ",
    "depuis ",
    "jusqu’au ",
    "dans la nuit du 3 au 4 ",
    "overnight between ",
    "two days earlier ",
    "la veille ",
    "Saturday ",
    "samedi ",
    "killed ",
    "tués ",
    "abducted ",
    "enlevés ",
    "were killed ",
    "ont été tués ",
    "no one ",
    "aucune victime ",
    "including ",
    "dont ",
    "curfew ",
    "couvre-feu ",
    "from 6 pm to 6 am ",
    "de 18 h à 6 h ",
    "closed ",
    "border ",
    "RN22 ",
    "cercle de ",
    " district",
    "Djibo ",
    "Gao ",
    "Mali ",
    "JNIM ",
    "the army ",
    "said ",
    "a déclaré ",
    "according to ",
    "selon ",
    "101 attacks ",
    "\u{200b}",
    "\u{202e}",
    "\u{ad}",
    "e\u{301}",
    "Ã©",
    "â€™",
    "Â",
    "\u{430}",
    "\u{0}",
    "\u{fffd}",
    "😀",
    "نص",
    "袭击",
    "ß",
    "İ",
    "ǅ",
    "ﬁ",
    "&eacute;",
    "<p>",
    "</p>",
    "<html><body>",
    "<!--",
    "lang: fr\n",
    "published: 2026-01-12\n",
    "title: ",
    "-\n",
    "| 12 | ",
    "\t",
    "%",
    "°",
];

/// Small, seeded, the same everywhere (splitmix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demo");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let known =
        |path: &&std::path::PathBuf| path.extension().is_some_and(|end| end == "txt" || end == "html");
    paths.iter().filter(known).map(|path| std::fs::read(path).unwrap()).collect()
}

/// A report with some of its parts cut, doubled, swapped, or stitched to those of others.
fn bitten(dice: &mut Dice, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = if dice.below(4) == 0 { Vec::new() } else { seeds[dice.below(seeds.len())].clone() };
    for _ in 0..1 + dice.below(24) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + dice.below(60)).min(bytes.len());
        match dice.below(8) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let part = bytes[at..end].repeat(1 + dice.below(8));
                bytes.splice(at..at, part);
            }
            2 => {
                let other = &seeds[dice.below(seeds.len())];
                let from = dice.below(other.len());
                bytes.splice(at..at, other[from..(from + dice.below(300)).min(other.len())].iter().copied());
            }
            3 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            4 => bytes[at..end].make_ascii_uppercase(),
            _ => {
                let many = (0..1 + dice.below(6)).map(|_| PIECES[dice.below(PIECES.len())]);
                let piece: String = many.collect();
                bytes.splice(at..at, piece.bytes());
            }
        }
    }
    bytes
}

fn check(lexicon: &Lexicon, names: &Gazetteer, bytes: &[u8]) -> bool {
    let Ok(document) = clean(bytes, &Hints::default()) else { return false };
    let mut reading = read(lexicon, &document, names);
    let whole = Span::new(0, document.text.len());
    for claim in &reading.claims {
        assert!(!claim.spans.is_empty(), "a claim without words: {claim:?}");
        for span in &claim.spans {
            assert!(span.within(whole) && !span.of(&document.text).is_empty(), "{claim:?}");
        }
        assert!(claim.origin.iter().all(|span| span.end as usize <= bytes.len()), "{claim:?}");
    }
    vigie_locate::locate(names, &document, &mut reading);
    !reading.claims.is_empty()
}

fn run(seed: u64, limit: Duration, most: usize) {
    let (lexicon, names, seeds) = (Lexicon::embedded().unwrap(), Gazetteer::embedded(), seeds());
    let (begun, mut told, mut slowest) = (Instant::now(), 0usize, Duration::ZERO);
    let mut nth = 0usize;
    while nth < most && begun.elapsed() < limit {
        let mut dice = Dice(seed.wrapping_add(nth as u64));
        let bytes = bitten(&mut dice, &seeds);
        let start = Instant::now();
        let result = std::panic::catch_unwind(|| check(&lexicon, &names, &bytes));
        let Ok(said) = result else {
            panic!("seed {seed}, input {nth}: {:?}", String::from_utf8_lossy(&bytes));
        };
        let took = start.elapsed();
        assert!(took < Duration::from_secs(20), "seed {seed}, input {nth} took {took:?}");
        slowest = slowest.max(took);
        told += usize::from(said);
        nth += 1;
    }
    println!(
        "{nth} inputs in {:.0} s, {told} with claims, the slowest {slowest:?}",
        begun.elapsed().as_secs_f64()
    );
}

#[test]
fn a_hundred_bitten_reports() {
    run(7, Duration::from_secs(60), 100);
}

#[test]
#[ignore = "as long as VIGIE_FUZZ_SECONDS says, else ten minutes"]
fn bitten_reports_for_ten_minutes() {
    let number =
        |name: &str, default| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default);
    let seed = number("VIGIE_FUZZ_SEED", 1);
    run(seed << 32, Duration::from_secs(number("VIGIE_FUZZ_SECONDS", 600)), usize::MAX);
}
