//! The rooms themselves, in this process: what a batch of a million reports costs.

use crate::pipeline::Pipeline;
use crate::table::{Floor, Row};
use crate::{median, quiet, root};
use anyhow::Context;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;
use vigie_acquire::RawReport;
use vigie_clean::Hints;
use vigie_eval::Gold;

const RUNS: usize = 7;

/// Clean, read and locate, on the gold sets, and what each takes of the whole.
pub fn gold() -> anyhow::Result<Vec<Row>> {
    let raws = gold_reports()?;
    let pipeline = Pipeline::new(None)?;
    let rate = end_to_end(&pipeline, &raws)?;
    let mut rows = vec![
        Row::new("the gold sets, clean to located", rate, "MB/s", Some(Floor::AtLeast(2.0))),
        Row::new("the gold sets, clean alone", clean_alone(&raws)?, "MB/s", None),
    ];
    rows.extend(shares(&pipeline, &raws)?);
    Ok(rows)
}

/// The stages whose shares are told, in their order. Language identification and the gate are parts of the two
/// stages above them, measured by doing them once more.
const STAGES: [&str; 5] = [
    "share of clean",
    "  of it, language identification",
    "share of read",
    "  of it, the gate",
    "share of locate",
];

fn shares(pipeline: &Pipeline, raws: &[RawReport]) -> anyhow::Result<Vec<Row>> {
    let mut taken: Vec<[f64; STAGES.len()]> = (0..RUNS).map(|_| stages(pipeline, raws)).collect();
    let whole = |times: &[f64; STAGES.len()]| times[0] + times[2] + times[4];
    taken.sort_by(|a, b| whole(a).total_cmp(&whole(b)));
    let times = taken.get(RUNS / 2).context("nothing was measured")?;
    let share =
        |(stage, time): (&&'static str, &f64)| Row::new(stage, 100.0 * time / whole(times), "%", None);
    Ok(STAGES.iter().zip(times).map(share).collect())
}

/// Seconds of each stage over all reports.
fn stages(pipeline: &Pipeline, raws: &[RawReport]) -> [f64; STAGES.len()] {
    let mut times = [0.0; STAGES.len()];
    for raw in raws {
        let (cleaning, cleaned) = timed(|| vigie_clean::clean(black_box(&raw.bytes), &Hints::default()));
        let Ok(document) = cleaned else { continue };
        let (telling, _) = timed(|| vigie_clean::language_of(black_box(&document.text)));
        let (reading, mut read) =
            timed(|| vigie_read::read(&pipeline.lexicon, black_box(&document), &pipeline.gazetteer));
        let (gating, _) = timed(|| pipeline.lexicon.gate(black_box(&document)));
        let (locating, ()) =
            timed(|| vigie_locate::locate(&pipeline.gazetteer, &document, black_box(&mut read)));
        for (sum, time) in times.iter_mut().zip([cleaning, telling, reading, gating, locating]) {
            *sum += time;
        }
    }
    times
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let done = black_box(work());
    (start.elapsed().as_secs_f64(), done)
}

/// The cheap test alone, on text that holds no incident.
pub fn gate() -> anyhow::Result<Vec<Row>> {
    let pipeline = Pipeline::new(None)?;
    let texts = quiet::reports(20_000_000)?;
    let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    let opens = |(lang, text): &(&str, String)| {
        pipeline.lexicon.language(lang).is_some_and(|language| language.gate(black_box(text)))
    };
    let rate = median(RUNS, || {
        let start = Instant::now();
        for text in &texts {
            black_box(opens(text));
        }
        Ok(megabytes_a_second(bytes, start))
    })?;
    let stopped = texts.iter().filter(|text| !opens(text)).count();
    let share = 100.0 * stopped as f64 / texts.len() as f64;
    Ok(vec![
        Row::new("incident-free text, the gate alone", rate, "MB/s", Some(Floor::AtLeast(100.0))),
        Row::new("incident-free reports that the gate stops", share, "%", None),
    ])
}

/// The same on text that holds no incident, and how many of its reports are told as incidents all the same.
pub fn incident_free() -> anyhow::Result<Vec<Row>> {
    let pipeline = Pipeline::new(None)?;
    let raws: Vec<RawReport> =
        quiet::reports(1_000_000)?.into_iter().map(|(_, text)| raw("quiet", text)).collect();
    let rate = end_to_end(&pipeline, &raws)?;
    let read = raws.iter().filter_map(|raw| pipeline.read(raw).ok());
    let told = read.filter(|read| !read.reading.incidents.is_empty()).count();
    let share = 100.0 * told as f64 / raws.len() as f64;
    Ok(vec![
        Row::new("incident-free text, clean to located", rate, "MB/s", None),
        Row::new("incident-free reports told as incidents", share, "%", None),
    ])
}

/// Megabytes of decoded text a second.
fn end_to_end(pipeline: &Pipeline, raws: &[RawReport]) -> anyhow::Result<f64> {
    let bytes: usize =
        raws.iter().filter_map(|raw| pipeline.read(raw).ok()).map(|r| r.document.text.len()).sum();
    median(RUNS, || {
        let start = Instant::now();
        for raw in raws {
            black_box(pipeline.read(black_box(raw)).ok());
        }
        Ok(megabytes_a_second(bytes, start))
    })
}

fn clean_alone(raws: &[RawReport]) -> anyhow::Result<f64> {
    let clean = |raw: &RawReport| vigie_clean::clean(&raw.bytes, &Hints::default()).ok();
    let bytes: usize = raws.iter().filter_map(clean).map(|document| document.text.len()).sum();
    median(RUNS, || {
        let start = Instant::now();
        for raw in raws {
            black_box(clean(black_box(raw)));
        }
        Ok(megabytes_a_second(bytes, start))
    })
}

fn gold_reports() -> anyhow::Result<Vec<RawReport>> {
    let sets: Vec<PathBuf> =
        ["dev", "dev_en", "dev_fr"].iter().map(|set| root().join("gold").join(set)).collect();
    let gold = Gold::open(&sets, None)?;
    let text = |path: &PathBuf| std::fs::read_to_string(path).with_context(|| path.display().to_string());
    gold.texts().iter().map(|(id, path)| Ok(raw(id, text(path)?))).collect()
}

fn raw(id: &str, text: String) -> RawReport {
    let (path, extension) = (format!("{id}.txt"), Some("txt".to_owned()));
    RawReport { path, stem: id.to_owned(), bytes: text.into_bytes(), extension }
}

fn megabytes_a_second(bytes: usize, start: Instant) -> f64 {
    bytes as f64 / 1e6 / start.elapsed().as_secs_f64()
}
