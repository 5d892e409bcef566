//! Whether a sentence goes on with a thread: `thread.tsv`.
//!
//! Sentences get the incident whose quotes they hold. The rest say nothing here, but for those that plainly
//! tell of another day than any incident of the report: they go on with none.

use super::gold::{Incident, Report};
use super::logistic::{Example, Plan, cross_validated, fit as regress};
use std::collections::BTreeMap;
use std::path::Path;
use vigie_locate::Gazetteer;
use vigie_read::Lexicon;
use vigie_read::kind::Features;
use vigie_read::scan::Scan;
use vigie_read::senses::Cue;
use vigie_read::story::{Facts, Manner, Thread, event_time, founds_story};

/// What a sentence tells of, by the annotation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Label {
    Incident(usize),
    /// Something that is no incident of the report, each its own.
    Apart(usize),
}

/// Fits and, where a folder of data is given, rewrites the table.
pub fn fit(
    lexicon: &Lexicon,
    names: &Gazetteer,
    reports: &[Report],
    data: Option<&Path>,
) -> anyhow::Result<()> {
    let examples: Vec<Example> = reports.iter().flat_map(|report| examples(lexicon, names, report)).collect();
    let plan = Plan { answers: 2, ridge: 1.5, steps: 1500, start: start() };
    println!("threads: {} pairs, unseen writers {}", examples.len(), cross_validated(&plan, &examples));
    let Some(data) = data else { return Ok(()) };
    let fitted = regress(&plan, &examples, None);
    let rows = fitted.yes().map(|(name, weight)| vec![name.to_owned(), format!("{weight:.2}")]).collect();
    super::write(data, "thread.tsv", "feature\tweight", rows)
}

/// Set by hand: coordinated strikes on several sites of one night are one account (GUIDE.md), and few reports say so.
fn start() -> BTreeMap<(String, usize), f64> {
    BTreeMap::from([(("coordinated".to_owned(), 1), 2.0), (("coordinated".to_owned(), 0), -2.0)])
}

fn examples(lexicon: &Lexicon, names: &Gazetteer, report: &Report) -> Vec<Example> {
    let Some(language) = report.document.lang.as_deref().and_then(|tag| lexicon.language(tag)) else {
        return Vec::new();
    };
    let scan = Scan::of(lexicon, language, &report.document, names);
    let mut found = Vec::new();
    let mut threads: Vec<(Label, Thread)> = Vec::new();
    let mut current = 0;
    let all: Vec<Facts> =
        (0..scan.words.sentences.len()).map(|sentence| Facts::of(&scan, sentence)).collect();
    let manner = Manner::of(&scan, 0, &all);
    for (sentence, facts) in all.iter().enumerate() {
        let Some(label) = label(&scan, sentence, &report.incidents) else { continue };
        let weight = if founds_story(&scan, sentence) { 1.0 } else { 0.4 };
        for (nth, (told, thread)) in threads.iter().enumerate() {
            found.push(Example {
                row: Features::said(|say| thread.speak(facts, manner, (nth == current, nth == 0), say)).0,
                answer: usize::from(*told == label),
                weight,
                writer: report.writer.clone(),
            });
        }
        current = match threads.iter().position(|(told, _)| *told == label) {
            Some(at) => {
                threads[at].1.add(sentence, facts);
                at
            }
            None => {
                threads.push((label, Thread::begin(sentence, facts)));
                threads.len() - 1
            }
        };
    }
    found
}

/// How much clearer the best incident must be than the second.
const MARGIN: f64 = 0.6;

fn label(scan: &Scan, sentence: usize, incidents: &[Incident]) -> Option<Label> {
    let text = vigie_model::fold(scan.words.sentences[sentence].span.of(scan.words.text));
    let scores: Vec<f64> = incidents.iter().map(|incident| likeness(&text, incident, incidents)).collect();
    let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a)))?;
    let second = (0..scores.len()).filter(|&at| at != best).map(|at| scores[at]).fold(0.0, f64::max);
    if scores[best] >= 0.8 && scores[best] >= second + MARGIN {
        return Some(Label::Incident(best));
    }
    if !founds_story(scan, sentence) {
        return None;
    }
    if is_another_time(scan, sentence, incidents) {
        return (scores[best] < 0.8).then_some(Label::Apart(sentence));
    }
    // Where a report tells one incident, what it tells of no other time is of that one.
    let background = scan.has_cue(scan.words.sentences[sentence].words.clone(), Cue::Background);
    (incidents.len() == 1 && !background).then_some(Label::Incident(best))
}

fn likeness(text: &str, incident: &Incident, all: &[Incident]) -> f64 {
    let evidence = !incident.evidence.is_empty()
        && (text.contains(&incident.evidence) || (text.len() > 20 && incident.evidence.contains(text)));
    let shared =
        |quote: &str| all.iter().filter(|other| other.quotes.iter().any(|(known, _)| known == quote)).count();
    let quoted = incident.quotes.iter().filter(|(quote, _)| holds(text, quote));
    f64::from(u8::from(evidence)) * 4.0
        + quoted.map(|(quote, weight)| weight / shared(quote).max(1) as f64).sum::<f64>()
}

/// The quote stands in the text, not inside a longer word.
fn holds(text: &str, quote: &str) -> bool {
    text.match_indices(quote).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        before && text[at + quote.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
    })
}

/// It gives a day, and no incident of the report is within three days of it.
fn is_another_time(scan: &Scan, sentence: usize, incidents: &[Incident]) -> bool {
    let range = scan.words.sentences[sentence].words.clone();
    let Some((start, end)) = event_time(scan, range).and_then(|time| time.date.bounds()) else {
        return false;
    };
    incidents
        .iter()
        .filter_map(|incident| incident.days)
        .all(|(from, to)| (start - to).get_days() > 3 || (from - end).get_days() > 3)
}
