//! By whom, whom it hit, how, and how firmly: `role.tsv`, `target.tsv`, `tactic.tsv` and `status.tsv`.
//!
//! Fitted to the stories that are an incident of the annotation. What is printed is pooled over writers whose
//! reports the weights have not seen; the shift of a prior is chosen there, not where the weights were fitted.

use super::columns::{Columns, Tally, best_shift};
use super::gold::{Actor, Incident, Report};
use super::logistic::{Example, PRIOR, Plan, Row, fit as regress};
use super::stories::align;
use anyhow::Context;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use vigie_locate::Gazetteer;
use vigie_model::{Role, Status, TargetClass, fold};
use vigie_read::account::{AccountFound, account};
use vigie_read::scan::Scan;
use vigie_read::status::status_features;
use vigie_read::tactics::tactic_features;
use vigie_read::{Lexicon, story};

/// A story that is an incident, with what speaks for each of its parts.
struct Told<'r> {
    writer: &'r str,
    incident: &'r Incident,
    tactic: Row,
    status: Row,
    targets: Vec<(TargetClass, Row)>,
    parties: Vec<(Actor, Row)>,
}

/// By whom and whom it hit: prints the shares, rewrites the tables where a folder of data is given.
pub fn fit_sides(
    lexicon: &Lexicon,
    names: &Gazetteer,
    reports: &[Report],
    data: Option<&Path>,
) -> anyhow::Result<()> {
    let told: Vec<Told> = reports.iter().flat_map(|report| told(lexicon, names, report)).collect();
    targets(&told, data)?;
    roles(&told, data)
}

/// How, and how firmly: of accounts read with the sides and targets as they are fitted now.
pub fn fit_manner(
    lexicon: &Lexicon,
    names: &Gazetteer,
    reports: &[Report],
    data: &Path,
    save: bool,
) -> anyhow::Result<()> {
    let told: Vec<Told> = reports.iter().flat_map(|report| told(lexicon, names, report)).collect();
    let save = save.then_some(data);
    tactics(&told, data, save)?;
    statuses(&told, save)
}

fn told<'r>(lexicon: &Lexicon, names: &Gazetteer, report: &'r Report) -> Vec<Told<'r>> {
    let Some(language) = report.document.lang.as_deref().and_then(|tag| lexicon.language(tag)) else {
        return Vec::new();
    };
    let scan = Scan::of(lexicon, language, &report.document, names);
    let accounts: Vec<AccountFound> =
        story::stories(lexicon, &scan).into_iter().map(|story| account(lexicon, &scan, story)).collect();
    let aligned = align(&report.incidents, &accounts);
    aligned.into_iter().map(|(nth, at)| parts(&scan, report, &report.incidents[at], &accounts[nth])).collect()
}

fn parts<'r>(scan: &Scan, report: &'r Report, incident: &'r Incident, found: &AccountFound) -> Told<'r> {
    let kind = found.kind;
    let targets = found.candidates.iter().map(|candidate| (candidate.class, candidate.features(kind).0));
    let parties = found.parties.iter().map(|party| {
        let side = &party.side.actor;
        (Actor::new(&side.name, &side.as_written, side.role.as_str()), party.features(kind).0)
    });
    Told {
        writer: &report.writer,
        incident,
        tactic: tactic_features(&found.features, kind, &found.targets, &found.counts).0,
        status: status_features(scan, &found.story, kind, &found.sides).0,
        targets: targets.collect(),
        parties: parties.collect(),
    }
}

const TARGET_RIDGE: f64 = 8.0;

/// A class is hit or not, by all its phrases together.
fn targets(told: &[Told], save: Option<&Path>) -> anyhow::Result<()> {
    let all: Vec<(&Told, &TargetClass, &Row)> = told
        .iter()
        .flat_map(|told| told.targets.iter().map(move |(class, row)| (told, class, row)))
        .collect();
    let columns = Columns::of(&all.iter().map(|(.., row)| *row).collect::<Vec<_>>());
    let is_hit =
        |(told, class, _): &(&Told, &TargetClass, &Row)| told.incident.targets.contains(class.as_str());
    let truth: Vec<bool> = all.iter().map(is_hit).collect();
    let writers: Vec<&str> = all.iter().map(|(told, ..)| told.writer).collect();
    let wanted: usize = told.iter().map(|told| told.incident.targets.len()).sum();
    let unnamed = wanted - truth.iter().filter(|hit| **hit).count();
    let start = vec![0.0; columns.names.len()];
    let sums = columns.unseen(&truth, &writers, TARGET_RIDGE, &start);
    let at = |shift: f64| pooled(&sums, &truth, shift).and_missed(unnamed).f1();
    let shift = best_shift(at);
    println!(
        "targets: {} classes in {} accounts, {unnamed} of {wanted} not named, unseen writers F1 {:.3} (shift {shift:.1}; {})",
        all.len(),
        told.len(),
        at(shift),
        by_writer(&sums, &truth, &writers, shift)
    );
    let Some(data) = save else { return Ok(()) };
    let weights = raised(columns.fit(&truth, &vec![true; truth.len()], TARGET_RIDGE, &start), shift);
    let rows = columns.names.iter().zip(weights).filter(|(_, weight)| weight.abs() >= 0.05);
    let rows = rows.map(|(name, weight)| vec![name.clone(), format!("{weight:.2}")]).collect();
    super::write(data, "target.tsv", "feature\tweight", rows)
}

fn pooled(sums: &[f64], truth: &[bool], shift: f64) -> Tally {
    Tally::of(sums.iter().zip(truth).map(|(sum, right)| (sum + shift > 0.0, *right)))
}

/// The same by writer, what the text did not offer left out.
fn by_writer(sums: &[f64], truth: &[bool], writers: &[&str], shift: f64) -> String {
    let each = writers.iter().collect::<BTreeSet<_>>().into_iter().map(|writer| {
        let own = (0..sums.len()).filter(|&at| writers[at] == *writer);
        format!("{writer} {:.3}", Tally::of(own.map(|at| (sums[at] + shift > 0.0, truth[at]))).f1())
    });
    each.collect::<Vec<_>>().join(", ")
}

/// The prior is the last weight.
fn raised(mut weights: Vec<f64>, shift: f64) -> Vec<f64> {
    if let Some(prior) = weights.last_mut() {
        *prior += shift;
    }
    weights
}

const TACTIC_RIDGE: f64 = 4.0;

/// Each tactic is a question of its own, pulled towards what a person wrote down in `prior_tactic.tsv`.
fn tactics(told: &[Told], data: &Path, save: Option<&Path>) -> anyhow::Result<()> {
    let columns = Columns::of(&told.iter().map(|told| &told.tactic).collect::<Vec<_>>());
    let writers: Vec<&str> = told.iter().map(|told| told.writer).collect();
    let questions: Vec<(String, Vec<f64>, Vec<bool>)> = prior(data, "prior_tactic.tsv")?
        .into_iter()
        .map(|(tactic, start)| {
            let truth = told.iter().map(|told| told.incident.tactics.contains(&tactic)).collect();
            let start = columns.names.iter().map(|name| start.get(name).copied().unwrap_or(0.0)).collect();
            (tactic, start, truth)
        })
        .collect();
    let unseen =
        questions.iter().flat_map(|(_, start, truth)| columns.unseen(truth, &writers, TACTIC_RIDGE, start));
    let sums: Vec<f64> = unseen.collect();
    let truth: Vec<bool> = questions.iter().flat_map(|(.., truth)| truth.clone()).collect();
    let every: Vec<&str> = questions.iter().flat_map(|_| writers.clone()).collect();
    let at = |shift: f64| pooled(&sums, &truth, shift).f1();
    let shift = best_shift(at);
    println!(
        "tactics: {} accounts, unseen writers F1 {:.3} (shift {shift:.1}; {})",
        told.len(),
        at(shift),
        by_writer(&sums, &truth, &every, shift)
    );
    let Some(data) = save else { return Ok(()) };
    let mut rows = Vec::new();
    for (tactic, start, truth) in &questions {
        let weights = raised(columns.fit(truth, &vec![true; truth.len()], TACTIC_RIDGE, start), shift);
        let loud = columns.names.iter().zip(weights).filter(|(_, weight)| weight.abs() >= 0.1);
        rows.extend(loud.map(|(name, weight)| vec![name.clone(), tactic.clone(), format!("{weight:.2}")]));
    }
    super::write(data, "tactic.tsv", "feature\ttactic\tweight", rows)
}

/// Hand-set weights: by label, by feature.
fn prior(data: &Path, name: &str) -> anyhow::Result<BTreeMap<String, BTreeMap<String, f64>>> {
    let path = data.join("ontology").join(name);
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut weights: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let mut cells = line.split('\t');
        if let (Some(feature), Some(label), Some(weight)) = (cells.next(), cells.next(), cells.next()) {
            let weight = weight.parse().with_context(|| line.to_owned())?;
            weights.entry(label.to_owned()).or_default().insert(feature.to_owned(), weight);
        }
    }
    Ok(weights)
}

/// The softmax of a closed vocabulary.
fn plan(answers: usize) -> Plan {
    Plan { answers, ridge: 3.0, steps: 400, start: BTreeMap::new() }
}

/// The part of each side; for the perpetrator the prior is shifted to the best F1.
fn roles(told: &[Told], save: Option<&Path>) -> anyhow::Result<()> {
    let mut examples = Vec::new();
    for told in told {
        for (side, row) in &told.parties {
            let role = told
                .incident
                .actors
                .iter()
                .find(|actor| same_side(actor, side))
                .map(|actor| actor.role.as_str());
            let answer = Role::ALL.iter().position(|known| known.as_str() == role.unwrap_or("other"));
            let Some(answer) = answer else { continue };
            examples.push(Example { row: row.clone(), answer, weight: 1.0, writer: told.writer.to_owned() });
        }
    }
    let did = Role::ALL.iter().position(|role| *role == Role::Perpetrator).unwrap_or(0);
    let wanted: usize = told.iter().map(|told| told.incident.perpetrators().count()).sum();
    let named = examples.iter().filter(|example| example.answer == did).count();
    let sums = unseen_sums(&plan(Role::ALL.len()), &examples);
    let tells =
        |sums: &[f64], shift: f64| (0..sums.len()).all(|at| at == did || sums[at] < sums[did] + shift);
    let at = |shift: f64| {
        let answers =
            sums.iter().zip(&examples).map(|(sums, example)| (tells(sums, shift), example.answer == did));
        Tally::of(answers).and_missed(wanted.saturating_sub(named)).f1()
    };
    let shift = best_shift(at);
    println!(
        "roles: {} sides, {named} of {wanted} perpetrators named, unseen writers F1 {:.3} (shift {shift:.1})",
        examples.len(),
        at(shift)
    );
    let Some(data) = save else { return Ok(()) };
    let labels: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
    super::write(data, "role.tsv", "feature\trole\tweight", table(&examples, &labels, (did, shift)))
}

/// What weights fitted to all the other writers say of each example, by answer.
fn unseen_sums(plan: &Plan, examples: &[Example]) -> Vec<Vec<f64>> {
    let mut sums = vec![Vec::new(); examples.len()];
    for writer in examples.iter().map(|example| example.writer.as_str()).collect::<BTreeSet<_>>() {
        let fitted = regress(plan, examples, Some(writer));
        for (at, example) in examples.iter().enumerate().filter(|(_, example)| example.writer == writer) {
            sums[at] = fitted.sums(&example.row);
        }
    }
    sums
}

fn table(examples: &[Example], labels: &[&str], (raised, shift): (usize, f64)) -> Vec<Vec<String>> {
    let fitted = regress(&plan(labels.len()), examples, None);
    let mut rows = Vec::new();
    for (name, weights) in fitted.names.iter().zip(&fitted.weights) {
        for (at, label) in labels.iter().enumerate() {
            let weight = weights[at] + if name == PRIOR && at == raised { shift } else { 0.0 };
            if weight.abs() >= 0.05 {
                rows.push(vec![name.clone(), (*label).to_owned(), format!("{weight:.2}")]);
            }
        }
    }
    rows
}

/// Words that name no side on their own.
const COMMON: &[&str] = &[
    "the", "of", "armed", "forces", "force", "group", "army", "police", "national", "de", "des", "la", "les",
    "le", "du",
];
const NOBODY: &[&str] = &[
    "unidentified",
    "unknown",
    "gunmen",
    "armed men",
    "assailants",
    "hommes armes",
    "individus armes",
    "inconnus",
    "bandits",
];
const CROWD: &[&str] = &["protest", "riot", "manifestant", "demonstrat", "crowd", "youth"];

/// An annotated side and a read one, by their names or words.
fn same_side(gold: &Actor, read: &Actor) -> bool {
    let (a, b) = (fold(&gold.name), fold(&read.name));
    let any = |words: &[&str], name: &str| words.iter().any(|word| name.contains(word));
    if any(NOBODY, &a) || any(NOBODY, &b) {
        return any(NOBODY, &a) && any(NOBODY, &b);
    }
    if matches!(read.name.as_str(), "protesters" | "rioters") {
        return any(CROWD, &a);
    }
    let words = |side: &Actor| -> BTreeSet<String> {
        let all = format!("{} {}", fold(&side.name), fold(&side.as_written));
        all.split(' ').filter(|word| !word.is_empty() && !COMMON.contains(word)).map(str::to_owned).collect()
    };
    !words(gold).is_disjoint(&words(read))
}

fn statuses(told: &[Told], save: Option<&Path>) -> anyhow::Result<()> {
    let labels: Vec<&str> = Status::ALL.iter().map(|status| status.as_str()).collect();
    let examples: Vec<Example> = told
        .iter()
        .filter_map(|told| {
            let answer = labels.iter().position(|label| *label == told.incident.status)?;
            Some(Example { row: told.status.clone(), answer, weight: 1.0, writer: told.writer.to_owned() })
        })
        .collect();
    println!(
        "status: {} accounts, unseen writers {}",
        examples.len(),
        super::logistic::cross_validated(&plan(labels.len()), &examples)
    );
    let Some(data) = save else { return Ok(()) };
    super::write(data, "status.tsv", "feature\tstatus\tweight", table(&examples, &labels, (0, 0.0)))
}
