//! Whether a sentence goes on with a thread: `thread.tsv`.
//!
//! Sentences get the incident whose quotes they hold. The rest say nothing here, but for those that plainly
//! tell of another day than any incident of the report: they go on with none.

use super::gold::{Incident, Report};
use super::logistic::{Example, Plan, cross_validated, fit as regress};
use std::collections::{BTreeMap, BTreeSet};
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

/// Fits and, where a folder of data is given, rewrites the table. Twice over: the first fit says where sentences go
/// that no quote binds, so that the second learns from threads as full as those in use.
pub fn fit(
    mut lexicon: Lexicon,
    names: &Gazetteer,
    reports: &[Report],
    data: Option<&Path>,
) -> anyhow::Result<()> {
    let plan = Plan { answers: 2, ridge: 1.5, steps: 1500, start: start() };
    let bare: Vec<Example> =
        reports.iter().flat_map(|report| examples(&lexicon, names, report, false)).collect();
    lexicon.threads = weights(&regress(&plan, &bare, None))?;
    let full: Vec<Example> =
        reports.iter().flat_map(|report| examples(&lexicon, names, report, true)).collect();
    println!("threads: {} pairs, unseen writers {}", full.len(), cross_validated(&plan, &full));
    println!("threads: B-cubed of unseen writers {}", unseen(&plan, &full, &mut lexicon, names, reports)?);
    let Some(data) = data else { return Ok(()) };
    let fitted = regress(&plan, &full, None);
    let rows = fitted.yes().map(|(name, weight)| vec![name.to_owned(), format!("{weight:.2}")]).collect();
    super::write(data, "thread.tsv", "feature\tweight", rows)
}

/// How well threads cut by a fit to all other writers agree with the labels: precision, recall and F1 of B-cubed
/// over the labelled sentences of reports that tell two incidents or more, and of all.
fn unseen(
    plan: &Plan,
    examples: &[Example],
    lexicon: &mut Lexicon,
    names: &Gazetteer,
    reports: &[Report],
) -> anyhow::Result<String> {
    let writers: BTreeSet<&str> = reports.iter().map(|report| report.writer.as_str()).collect();
    let (mut all, mut several) = (Share::default(), Share::default());
    for writer in writers {
        let fitted = regress(plan, examples, Some(writer));
        lexicon.threads = weights(&fitted)?;
        for report in reports.iter().filter(|report| report.writer == writer) {
            let pairs = decoded(lexicon, names, report);
            all.add(&pairs);
            if report.incidents.len() > 1 {
                several.add(&pairs);
            }
        }
    }
    Ok(format!("{all}; of several {several}"))
}

#[derive(Default)]
struct Share {
    precision: f64,
    recall: f64,
    count: f64,
}

impl Share {
    fn add(&mut self, pairs: &[(Label, usize)]) {
        for (label, thread) in pairs {
            let same =
                |key: &dyn Fn(&(Label, usize)) -> bool| pairs.iter().filter(|pair| key(pair)).count() as f64;
            let both = same(&|pair| pair.0 == *label && pair.1 == *thread);
            self.precision += both / same(&|pair| pair.1 == *thread);
            self.recall += both / same(&|pair| pair.0 == *label);
            self.count += 1.0;
        }
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (precision, recall) = (self.precision / self.count, self.recall / self.count);
        write!(out, "{precision:.3}/{recall:.3}/{:.3}", 2.0 * precision * recall / (precision + recall))
    }
}

fn decoded(lexicon: &Lexicon, names: &Gazetteer, report: &Report) -> Vec<(Label, usize)> {
    let Some(language) = report.document.lang.as_deref().and_then(|tag| lexicon.language(tag)) else {
        return Vec::new();
    };
    let scan = Scan::of(lexicon, language, &report.document, names);
    let threads = vigie_read::story::stories(lexicon, &scan);
    let mut pairs = Vec::new();
    for (nth, thread) in threads.iter().enumerate() {
        for &sentence in &thread.sentences {
            pairs.extend(label(&scan, sentence, &report.incidents).map(|label| (label, nth)));
        }
    }
    pairs
}

struct Fitted(String);

impl vigie_read::Tables for Fitted {
    fn table(&self, _: &str) -> Option<std::borrow::Cow<'static, str>> {
        Some(self.0.clone().into())
    }
}

fn weights(fitted: &super::logistic::Fit) -> anyhow::Result<vigie_read::weights::Weights> {
    let rows: String = fitted.yes().map(|(name, weight)| format!("{name}\t{weight:.2}\t\n")).collect();
    Ok(vigie_read::weights::Weights::load(&Fitted(format!("feature\tweight\tnote\n{rows}")), "")?)
}

/// Set by hand: coordinated strikes on several sites of one night are one account (GUIDE.md), and few reports say so.
fn start() -> BTreeMap<(String, usize), f64> {
    BTreeMap::from([(("coordinated".to_owned(), 1), 2.0), (("coordinated".to_owned(), 0), -2.0)])
}

fn examples(lexicon: &Lexicon, names: &Gazetteer, report: &Report, full: bool) -> Vec<Example> {
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
        let fit = |nth: usize, thread: &Thread| {
            lexicon.threads.weigh(|say| thread.speak(facts, manner, (nth == current, nth == 0), say))
        };
        let Some(label) = label(&scan, sentence, &report.incidents) else {
            // What no quote binds goes where the reader would put it: threads in use are as full as these.
            let sums = threads.iter().enumerate().map(|(nth, (_, thread))| (fit(nth, thread), nth));
            let best = sums.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            if let Some((sum, nth)) = best.filter(|_| full)
                && (sum > 0.0 || !founds_story(&scan, sentence))
            {
                threads[nth].1.add(sentence, facts);
                current = nth;
            }
            continue;
        };
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
