//! Which place of a story is where it happened: `scene.tsv`.
//!
//! A softmax over the places of a story; the mention that speaks loudest speaks for its place, chosen anew in each
//! round. The weights are pulled towards `scene_prior.tsv`, in which a person wrote down what each feature means.

use super::gold::Report;
use super::logistic::Row;
use super::stories::align;
use anyhow::Context;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use vigie_locate::Gazetteer;
use vigie_model::fold;
use vigie_read::account::{AccountFound, account};
use vigie_read::scan::Scan;
use vigie_read::scene::candidates;
use vigie_read::{Lexicon, story};

/// A story with its places, each by its mentions, and whether it is the scene.
struct Scene {
    writer: String,
    places: Vec<(Vec<Row>, bool)>,
}

const RIDGE: f64 = 1.0;
const ROUNDS: usize = 8;
const STEPS: usize = 60;
const RATE: f64 = 0.4;

/// Fits the table, prints the share right for writers not seen, rewrites it if asked.
pub fn fit(
    lexicon: &Lexicon,
    names: &Gazetteer,
    reports: &[Report],
    data: &Path,
    save: bool,
) -> anyhow::Result<()> {
    let prior = prior(data)?;
    let scenes: Vec<Scene> = reports.iter().flat_map(|report| scenes(lexicon, names, report)).collect();
    println!("scenes: {} stories, unseen writers {}", scenes.len(), cross_validated(&prior, &scenes));
    if !save {
        return Ok(());
    }
    let fitted = regress(&prior, &scenes, None);
    let rows = fitted.into_iter().map(|(name, weight)| vec![name, format!("{weight:.2}")]).collect();
    super::write(data, "scene.tsv", "feature\tweight", rows)
}

type Weights = BTreeMap<String, f64>;

fn prior(data: &Path) -> anyhow::Result<Weights> {
    let path = data.join("ontology/scene_prior.tsv");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let cells = text.lines().skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.next()?))
    });
    cells
        .map(|(name, weight)| Ok((name.to_owned(), weight.parse().with_context(|| name.to_owned())?)))
        .collect()
}

/// The stories that are an incident of the annotation and name its place beside others.
fn scenes(lexicon: &Lexicon, names: &Gazetteer, report: &Report) -> Vec<Scene> {
    let Some(language) = report.document.lang.as_deref().and_then(|tag| lexicon.language(tag)) else {
        return Vec::new();
    };
    let scan = Scan::of(lexicon, language, &report.document, names);
    let accounts: Vec<AccountFound> =
        story::stories(lexicon, &scan).into_iter().map(|story| account(lexicon, &scan, story)).collect();
    let mut all = Vec::new();
    for (nth, at) in align(&report.incidents, &accounts) {
        let Some(wanted) = report.incidents[at].primary.as_deref() else { continue };
        let mut places = Vec::new();
        for place in candidates(&scan, &accounts[nth].story) {
            let mut written = place.mentions.iter().map(|(place, _)| scan.words.phrase(place.words.clone()));
            let is_scene = written.any(|name| same_place(wanted, &fold(name)));
            let row =
                |marks: &[(&'static str, f32)]| marks.iter().map(|(n, v)| ((*n).to_owned(), *v)).collect();
            places.push((place.mentions.iter().map(|(_, marks)| row(marks)).collect(), is_scene));
        }
        let right = places.iter().filter(|(_, is_scene)| *is_scene).count();
        if right > 0 && right < places.len() {
            all.push(Scene { writer: report.writer.clone(), places });
        }
    }
    all
}

/// One name, with or without words of kind beside it; both folded.
fn same_place(a: &str, b: &str) -> bool {
    let words = |name: &str| name.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
    let (x, y) = (words(a), words(b));
    3 * x.intersection(&y).count() >= 2 * x.len().min(y.len())
}

fn regress(prior: &Weights, scenes: &[Scene], left_out: Option<&str>) -> Weights {
    let kept: Vec<&Scene> = scenes.iter().filter(|scene| left_out != Some(&scene.writer)).collect();
    let mut weights = prior.clone();
    for _ in 0..ROUNDS {
        let chosen: Vec<Vec<(&Row, bool)>> = kept.iter().map(|scene| loudest(scene, &weights)).collect();
        for _ in 0..STEPS {
            let slope = slope(&chosen, &weights);
            for (name, weight) in &mut weights {
                let away = *weight - prior.get(name).copied().unwrap_or(0.0);
                let slope = slope.get(name.as_str()).copied().unwrap_or(0.0);
                *weight -= RATE * (slope + RIDGE * away) / kept.len().max(1) as f64;
            }
        }
    }
    weights
}

/// Of each place the mention that speaks loudest.
fn loudest<'s>(scene: &'s Scene, weights: &Weights) -> Vec<(&'s Row, bool)> {
    let best =
        |mentions: &'s [Row]| mentions.iter().max_by(|a, b| sum(a, weights).total_cmp(&sum(b, weights)));
    scene.places.iter().filter_map(|(mentions, right)| Some((best(mentions)?, *right))).collect()
}

fn sum(row: &Row, weights: &Weights) -> f64 {
    row.iter().map(|(name, value)| weights.get(name).copied().unwrap_or(0.0) * f64::from(*value)).sum()
}

fn slope<'s>(chosen: &[Vec<(&'s Row, bool)>], weights: &Weights) -> BTreeMap<&'s str, f64> {
    let mut slope: BTreeMap<&str, f64> = BTreeMap::new();
    for places in chosen {
        let sums: Vec<f64> = places.iter().map(|(row, _)| sum(row, weights)).collect();
        let top = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let raised: Vec<f64> = sums.iter().map(|sum| (sum - top).exp()).collect();
        let all: f64 = raised.iter().sum();
        let right: f64 = raised.iter().zip(places).filter(|(_, (_, right))| *right).map(|(z, _)| z).sum();
        for (z, (row, is_right)) in raised.iter().zip(places) {
            let off = z / all - if *is_right { z / right } else { 0.0 };
            for (name, value) in *row {
                *slope.entry(name.as_str()).or_default() += off * f64::from(*value);
            }
        }
    }
    slope
}

fn cross_validated(prior: &Weights, scenes: &[Scene]) -> String {
    let writers: BTreeSet<&str> = scenes.iter().map(|scene| scene.writer.as_str()).collect();
    let (mut shares, mut all) = (Vec::new(), 0);
    for writer in writers {
        let fitted = regress(prior, scenes, Some(writer));
        let own: Vec<&Scene> = scenes.iter().filter(|scene| scene.writer == writer).collect();
        let right = own.iter().filter(|scene| is_right(scene, &fitted)).count();
        shares.push(format!("{writer} {:.3}", right as f64 / own.len().max(1) as f64));
        all += right;
    }
    format!("{:.3} ({})", all as f64 / scenes.len().max(1) as f64, shares.join(", "))
}

/// The highest sum is the scene's.
fn is_right(scene: &Scene, weights: &Weights) -> bool {
    let places = loudest(scene, weights);
    let best = places.iter().max_by(|a, b| sum(a.0, weights).total_cmp(&sum(b.0, weights)));
    best.is_some_and(|(_, right)| *right)
}
