//! Incident-free English and French, made with a seed from `bench/quiet_*.toml`.

use crate::root;
use anyhow::Context;
use serde::Deserialize;
use std::collections::BTreeMap;

const SEED: u64 = 20_260_111;

/// At least so many bytes of reports, half of them in each language, each of about 2 kB on one subject.
pub fn reports(bytes: usize) -> anyhow::Result<Vec<(&'static str, String)>> {
    let mut writers =
        [("en", Writer::new("quiet_en.toml", SEED)?), ("fr", Writer::new("quiet_fr.toml", SEED)?)];
    let (mut reports, mut total) = (Vec::new(), 0);
    while total < bytes {
        for (lang, writer) in &mut writers {
            let report = writer.report();
            total += report.len();
            reports.push((*lang, report));
        }
    }
    Ok(reports)
}

/// Writes sentences of one language.
pub struct Writer {
    stock: Stock,
    subjects: Vec<String>,
    chance: Chance,
}

/// Sentences with slots by subject, and what may fill each slot.
#[derive(Deserialize)]
struct Stock {
    words: BTreeMap<String, Vec<String>>,
    sentences: BTreeMap<String, Vec<String>>,
}

impl Writer {
    /// A writer with the words of this file.
    pub fn new(file: &str, seed: u64) -> anyhow::Result<Self> {
        let path = root().join("bench").join(file);
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let stock: Stock = toml::from_str(&text).with_context(|| path.display().to_string())?;
        let subjects = stock.sentences.keys().cloned().collect();
        Ok(Self { stock, subjects, chance: Chance(seed) })
    }

    fn report(&mut self) -> String {
        let subject = self.chance.pick(&self.subjects).cloned().unwrap_or_default();
        let mut report = format!("{}\n\n", self.sentence(&subject));
        while report.len() < 2_000 {
            let end = if self.chance.below(4) == 0 { "\n\n" } else { " " };
            report = report + &self.sentence(&subject) + end;
        }
        report
    }

    /// One sentence on this subject.
    pub fn sentence(&mut self, subject: &str) -> String {
        let shapes = self.stock.sentences.get(subject).map_or(&[][..], Vec::as_slice);
        let shape = self.chance.pick(shapes).cloned().unwrap_or_default();
        let filled: String = shape.split('{').map(|part| self.fill(part)).collect();
        capitalised(&filled)
    }

    /// `slot} and what follows`; a part without a slot is itself.
    fn fill(&mut self, part: &str) -> String {
        let Some((slot, rest)) = part.split_once('}') else { return part.to_owned() };
        let words = self.stock.words.get(slot).map_or(&[][..], Vec::as_slice);
        let word = self.chance.pick(words).map_or("", String::as_str);
        format!("{word}{rest}")
    }
}

fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A linear congruential source: the same text on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }
}
