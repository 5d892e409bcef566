//! Of which sub-type an account is, and whether it is news: `kind.tsv` and `news.tsv`.

use super::gold::{Incident, Report};
use super::logistic::{Example, Plan, Row, cross_validated, fit as regress};
use anyhow::Context;
use std::collections::BTreeMap;
use std::path::Path;
use vigie_locate::Gazetteer;
use vigie_model::{SubEventType, fold};
use vigie_read::account::{AccountFound, account};
use vigie_read::kind::Features;
use vigie_read::quiet::{Tenor, news_features};
use vigie_read::scan::Scan;
use vigie_read::{Lexicon, story, when};

/// An account as the reader considers it, with the incident that it is, if it is one.
struct Told {
    writer: String,
    kind: Row,
    news: Row,
    placed_or_dated: bool,
    incident: Option<String>,
    quiet: bool,
}

/// How much more an account of a report without incidents counts: a false alarm is the worse mistake.
const QUIET: f64 = 2.0;

/// Fits both, prints the cross-validated shares, rewrites the tables if asked.
pub fn fit(
    lexicon: &Lexicon,
    names: &Gazetteer,
    reports: &[Report],
    data: &Path,
    save: bool,
) -> anyhow::Result<()> {
    let told: Vec<Told> = reports.iter().flat_map(|report| told(lexicon, names, report)).collect();
    kinds(&told, data, save)?;
    news(&told, data, save)
}

fn kinds(told: &[Told], data: &Path, save: bool) -> anyhow::Result<()> {
    let start = prior(data)?;
    let answers: Vec<SubEventType> = SubEventType::ALL.to_vec();
    let place = |name: &str| answers.iter().position(|kind| kind.as_str() == name);
    let examples: Vec<Example> = told
        .iter()
        .filter_map(|told| {
            let answer = place(told.incident.as_deref()?)?;
            Some(Example { row: told.kind.clone(), answer, weight: 1.0, writer: told.writer.clone() })
        })
        .collect();
    let start = start
        .into_iter()
        .filter_map(|((feature, kind), weight)| Some(((feature, place(&kind)?), weight)))
        .collect();
    let plan = Plan { answers: answers.len(), ridge: 2.0, steps: 400, start };
    println!("sub-types: {} accounts, unseen writers {}", examples.len(), cross_validated(&plan, &examples));
    if !save {
        return Ok(());
    }
    let fitted = regress(&plan, &examples, None);
    let mut rows = Vec::new();
    for (name, weights) in fitted.names.iter().zip(&fitted.weights) {
        let loud = weights.iter().enumerate().filter(|(_, weight)| weight.abs() >= 0.05);
        rows.extend(
            loud.map(|(at, weight)| {
                vec![name.clone(), answers[at].as_str().to_owned(), format!("{weight:.2}")]
            }),
        );
    }
    super::write(data, "kind.tsv", "feature\tsub_event_type\tweight", rows)
}

fn news(told: &[Told], data: &Path, save: bool) -> anyhow::Result<()> {
    let examples: Vec<Example> = told
        .iter()
        .filter(|told| told.placed_or_dated)
        .map(|told| Example {
            row: told.news.clone(),
            answer: usize::from(told.incident.is_some()),
            weight: if told.quiet { QUIET } else { 1.0 },
            writer: told.writer.clone(),
        })
        .collect();
    let plan = Plan { answers: 2, ridge: 1.5, steps: 3000, start: BTreeMap::new() };
    println!("news: {} accounts, unseen writers {}", examples.len(), cross_validated(&plan, &examples));
    if !save {
        return Ok(());
    }
    let fitted = regress(&plan, &examples, None);
    let rows = fitted.yes().map(|(name, weight)| vec![name.to_owned(), format!("{weight:.2}")]).collect();
    super::write(data, "news.tsv", "feature\tweight", rows)
}

/// The hand-set weights that the fitted ones are pulled to.
fn prior(data: &Path) -> anyhow::Result<BTreeMap<(String, String), f64>> {
    let path = data.join("ontology/prior.tsv");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut weights = BTreeMap::new();
    for line in text.lines().skip(1) {
        let mut cells = line.split('\t');
        let (Some(feature), Some(kind), Some(weight)) = (cells.next(), cells.next(), cells.next()) else {
            continue;
        };
        weights
            .insert((feature.to_owned(), kind.to_owned()), weight.parse().with_context(|| line.to_owned())?);
    }
    Ok(weights)
}

fn told(lexicon: &Lexicon, names: &Gazetteer, report: &Report) -> Vec<Told> {
    let Some(language) = report.document.lang.as_deref().and_then(|tag| lexicon.language(tag)) else {
        return Vec::new();
    };
    let scan = Scan::of(lexicon, language, &report.document, names);
    let tenor = Tenor::of(&scan);
    let accounts: Vec<AccountFound> =
        story::stories(lexicon, &scan).into_iter().map(|story| account(lexicon, &scan, story)).collect();
    let incidents = align(&report.incidents, &accounts);
    accounts
        .iter()
        .enumerate()
        .map(|(nth, found)| Told {
            writer: report.writer.clone(),
            kind: found.features.0.clone(),
            news: news_features(tenor, found).0,
            placed_or_dated: !found.place.places.is_empty() || found.when.date.bounds().is_some(),
            incident: incidents.get(&nth).map(|&at| report.incidents[at].sub_event_type.clone()),
            quiet: report.incidents.is_empty(),
        })
        .collect()
}

/// Which time of a story is its day: `when.tsv`. Days fitted to the accounts that the present weights align.
pub fn fit_when(
    lexicon: &Lexicon,
    names: &Gazetteer,
    reports: &[Report],
    data: Option<&Path>,
) -> anyhow::Result<()> {
    let examples: Vec<Example> = reports.iter().flat_map(|report| times(lexicon, names, report)).collect();
    let plan = Plan { answers: 2, ridge: 1.5, steps: 2000, start: BTreeMap::new() };
    println!("days: {} times, unseen writers {}", examples.len(), cross_validated(&plan, &examples));
    let Some(data) = data else { return Ok(()) };
    let fitted = regress(&plan, &examples, None);
    let rows = fitted.yes().map(|(name, weight)| vec![name.to_owned(), format!("{weight:.2}")]).collect();
    super::write(data, "when.tsv", "feature\tweight", rows)
}

fn times(lexicon: &Lexicon, names: &Gazetteer, report: &Report) -> Vec<Example> {
    let Some(language) = report.document.lang.as_deref().and_then(|tag| lexicon.language(tag)) else {
        return Vec::new();
    };
    let scan = Scan::of(lexicon, language, &report.document, names);
    let accounts: Vec<AccountFound> =
        story::stories(lexicon, &scan).into_iter().map(|story| account(lexicon, &scan, story)).collect();
    let mut examples = Vec::new();
    for (nth, at) in align(&report.incidents, &accounts) {
        let Some(days) = report.incidents[at].days else { continue };
        for time in when::candidates(&scan, &accounts[nth].story) {
            examples.push(Example {
                row: Features::said(|say| when::speak(&scan, &accounts[nth].story, time, say)).0,
                answer: usize::from(is_day(time.date, days)),
                weight: 1.0,
                writer: report.writer.clone(),
            });
        }
    }
    examples
}

/// Overlaps the true days and claims no more than a day beyond them.
fn is_day(date: vigie_model::DateSpan, (start, end): (jiff::civil::Date, jiff::civil::Date)) -> bool {
    date.bounds().is_some_and(|(from, to)| {
        from <= end && to >= start && (start - from).get_days() <= 1 && (to - end).get_days() <= 1
    })
}

/// Which account is which incident: two of day, place and type must agree; the more the better.
pub(super) fn align(incidents: &[Incident], accounts: &[AccountFound]) -> BTreeMap<usize, usize> {
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (i, incident) in incidents.iter().enumerate() {
        for (j, found) in accounts.iter().enumerate() {
            let alike = likeness(incident, found);
            if alike >= 2 {
                pairs.push((3 - alike, i, j));
            }
        }
    }
    pairs.sort_unstable();
    let mut aligned: BTreeMap<usize, usize> = BTreeMap::new();
    for (_, i, j) in pairs {
        if !aligned.contains_key(&j) && !aligned.values().any(|&used| used == i) {
            aligned.insert(j, i);
        }
    }
    aligned
}

fn likeness(incident: &Incident, found: &AccountFound) -> usize {
    let near = incident.days.zip(found.when.date.bounds()).is_some_and(|((start, end), (from, to))| {
        (start - to).get_days() <= 3 && (from - end).get_days() <= 3
    });
    let shares_word = |a: &str, b: &str| a.split(' ').any(|word| b.split(' ').any(|other| word == other));
    let told: Vec<String> = found.place.places.iter().map(|(place, _)| fold(&place.name)).collect();
    let there = incident.places.iter().any(|name| told.iter().any(|other| shares_word(name, other)));
    let same = found.kind.event_type().as_str() == incident.event_type;
    usize::from(near) + usize::from(there) + usize::from(same)
}
