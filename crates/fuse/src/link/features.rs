//! What is asked of a pair of accounts. Each answer lies between 0 and 1; silence is no answer.

use super::veto::days_apart;
use crate::facts::Facts;
use crate::names;
use crate::table::Feature;
use std::collections::BTreeSet;
use vigie_model::{Attribution, Count, CountWhat, Role, TargetClass, fold_name};

/// Kilometres that two honest geocoders differ by where both say they are exact.
const SLACK_KM: f64 = 10.0;
/// Kilometres beyond the radii at which distance has said all it can.
const FAR_KM: f64 = 50.0;
/// A commune that is named after its town says less than the town itself.
const DISTRICT_FOR_TOWN: f64 = 0.6;
/// A site that is named after its town may be one of several there.
const SITE_FOR_TOWN: f64 = 0.8;
/// A point with a wider radius, in kilometres, is not one.
const VAGUE_KM: f64 = 200.0;
/// A window longer than this, in days, overlaps with almost anything.
const VAGUE_DAYS: i64 = 3;
/// Tolls that differ by more than this factor are not one happening's early and late count.
const TOLL_FACTOR: u32 = 4;

/// Every feature that holds, in the order of the table.
pub fn of(a: &Facts<'_>, b: &Facts<'_>) -> Vec<(Feature, f64)> {
    let mut found = vec![(Feature::Bias, 1.0), (Feature::ThresholdMargin, 1.0)];
    time(a, b, &mut found);
    names(a, b, &mut found);
    units(a, b, &mut found);
    distance(a, b, &mut found);
    kind(a, b, &mut found);
    sides(a, b, &mut found);
    tolls(a, b, &mut found);
    words(a, b, &mut found);
    found.retain(|(_, value)| *value > 0.0);
    found
}

type Found = Vec<(Feature, f64)>;

fn time(a: &Facts<'_>, b: &Facts<'_>, found: &mut Found) {
    let Some(apart) = days_apart(a, b).filter(|_| a.window.dated && b.window.dated) else {
        return found.push((Feature::DayUnknown, 1.0));
    };
    found.push(match apart {
        0 if length(a).max(length(b)) <= VAGUE_DAYS => (Feature::DaySame, 1.0),
        0 => (Feature::DayVague, overlap_share(a, b)),
        1 => (Feature::DayNext, 1.0),
        days => (Feature::DayApart, (days as f64 / 14.0).min(1.0)),
    });
}

fn length(facts: &Facts<'_>) -> i64 {
    facts.window.days.map_or(0, |(first, last)| last - first + 1)
}

/// The overlap's share of the wider window, by its root: a day in a month still says something.
fn overlap_share(a: &Facts<'_>, b: &Facts<'_>) -> f64 {
    let (Some((a_first, a_last)), Some((b_first, b_last))) = (a.window.days, b.window.days) else {
        return 0.0;
    };
    let common = a_last.min(b_last) - a_first.max(b_first) + 1;
    (common as f64 / length(a).max(length(b)) as f64).sqrt()
}

fn names(a: &Facts<'_>, b: &Facts<'_>, found: &mut Found) {
    let villages = best_likeness(&a.names, &b.names);
    let district = best_likeness(&a.names, &b.districts).max(best_likeness(&b.names, &a.districts));
    let likeness = villages.max(district * DISTRICT_FOR_TOWN).max(town_of_a_site(a, b) * SITE_FOR_TOWN);
    found.push((Feature::NameSame, likeness));
    if likeness == 0.0 && !a.names.is_empty() && !b.names.is_empty() {
        found.push((Feature::NameDiffers, 1.0));
    }
    if !a.ways.is_disjoint(&b.ways) {
        found.push((Feature::RoadSame, 1.0));
    }
}

/// "Tibiri" here and "the market of Tibiri" there.
fn town_of_a_site(a: &Facts<'_>, b: &Facts<'_>) -> f64 {
    best_likeness(&a.names, &b.name_words).max(best_likeness(&b.names, &a.name_words))
}

fn best_likeness(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let pairs = a.iter().flat_map(|x| b.iter().map(move |y| names::likeness(x, y)));
    pairs.fold(0.0, f64::max)
}

fn units(a: &Facts<'_>, b: &Facts<'_>, found: &mut Found) {
    if !a.admin2.is_disjoint(&b.admin2) {
        found.push((Feature::Admin2Same, 1.0));
    }
    let both = !a.admin1.is_empty() && !b.admin1.is_empty();
    match a.admin1.is_disjoint(&b.admin1) {
        false => found.push((Feature::Admin1Same, 1.0)),
        true if both => found.push((Feature::Admin1Differs, 1.0)),
        true => {}
    }
    if a.countries.is_empty() || b.countries.is_empty() {
        found.push((Feature::CountryUnknown, 1.0));
    } else if a.countries.is_disjoint(&b.countries) {
        found.push((Feature::CountryDiffers, 1.0));
    }
}

fn distance(a: &Facts<'_>, b: &Facts<'_>, found: &mut Found) {
    let (Some(from), Some(to)) = (a.account.point, b.account.point) else { return };
    let [ours, theirs] = [a, b].map(|facts| facts.account.radius_km.unwrap_or(SLACK_KM));
    if ours.max(theirs) > VAGUE_KM {
        return;
    }
    let reach = ours + theirs + SLACK_KM;
    let apart = kilometres(from, to);
    found.push((Feature::Near, (1.0 - apart / reach).max(0.0)));
    found.push((Feature::Far, ((apart - reach) / FAR_KM).clamp(0.0, 1.0)));
}

/// Great-circle distance between two `[latitude, longitude]` points, on a sphere.
pub fn kilometres(a: [f64; 2], b: [f64; 2]) -> f64 {
    let [lat1, lon1, lat2, lon2] = [a[0], a[1], b[0], b[1]].map(f64::to_radians);
    let h =
        ((lat2 - lat1) / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * ((lon2 - lon1) / 2.0).sin().powi(2);
    12_742.0 * h.min(1.0).sqrt().asin()
}

fn kind(a: &Facts<'_>, b: &Facts<'_>, found: &mut Found) {
    let (ours, theirs) = (a.account.sub_event_type, b.account.sub_event_type);
    found.push(match a.tables.kinship(ours, theirs) {
        _ if ours == theirs => (Feature::KindSame, 1.0),
        Some(strength) => (Feature::KindKin, strength),
        None => (Feature::KindClash, 1.0),
    });
}

fn sides(a: &Facts<'_>, b: &Facts<'_>, found: &mut Found) {
    let (ours, theirs) = (perpetrators(a, |_| true), perpetrators(b, |_| true));
    if !ours.is_disjoint(&theirs) {
        found.push((Feature::PerpetratorSame, 1.0));
    } else if both_firm(a, b) {
        found.push((Feature::PerpetratorDiffers, 1.0));
    }
    let targets = share(&target_classes(a), &target_classes(b));
    found.push((Feature::TargetSame, targets));
    let tactics = |f: &Facts<'_>| f.account.tactics.iter().copied().collect::<BTreeSet<_>>();
    found.push((Feature::TacticSame, share(&tactics(a), &tactics(b))));
}

fn both_firm(a: &Facts<'_>, b: &Facts<'_>) -> bool {
    let firm = |attribution| matches!(attribution, Attribution::Asserted | Attribution::Claimed);
    !perpetrators(a, firm).is_empty() && !perpetrators(b, firm).is_empty()
}

fn perpetrators(facts: &Facts<'_>, wanted: impl Fn(Attribution) -> bool) -> BTreeSet<String> {
    let actors = facts.account.actors.iter();
    let named =
        actors.filter(|actor| actor.role == Role::Perpetrator && !actor.name.starts_with("unidentified"));
    named.filter(|actor| wanted(actor.attribution)).map(|actor| fold_name(&actor.name)).collect()
}

/// Everybody has civilians; they tell no two happenings apart.
fn target_classes(facts: &Facts<'_>) -> BTreeSet<TargetClass> {
    let classes = facts.account.targets.iter().map(|target| target.class);
    classes
        .filter(|class| !matches!(class, TargetClass::Civilians | TargetClass::Village | TargetClass::Other))
        .collect()
}

/// Common share of the smaller set.
fn share<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    let smaller = a.len().min(b.len());
    if smaller == 0 { 0.0 } else { a.intersection(b).count() as f64 / smaller as f64 }
}

fn tolls(a: &Facts<'_>, b: &Facts<'_>, found: &mut Found) {
    let same: f64 = CountWhat::ALL.iter().map(|what| toll_agrees(a, b, *what)).sum();
    found.push((Feature::TollSame, same.min(1.0)));
    if same == 0.0 && deaths_clash(a, b) {
        found.push((Feature::TollClash, 1.0));
    }
}

/// The largest number that both give for it; a one or a two is told of many a village.
fn toll_agrees(a: &Facts<'_>, b: &Facts<'_>, what: CountWhat) -> f64 {
    let (ours, theirs) = (numbers(a, what), numbers(b, what));
    match ours.intersection(&theirs).max() {
        None | Some(0) => 0.0,
        Some(1 | 2) => 0.25,
        Some(3..=5) => 0.5,
        Some(_) => 0.8,
    }
}

fn numbers(facts: &Facts<'_>, what: CountWhat) -> BTreeSet<u32> {
    let counts = facts.account.counts.iter().filter(|count| count.what == what);
    counts.flat_map(|count: &Count| [count.min, count.max]).flatten().collect()
}

/// No number of the one comes near any of the other.
fn deaths_clash(a: &Facts<'_>, b: &Facts<'_>) -> bool {
    let (ours, theirs) = (numbers(a, CountWhat::Killed), numbers(b, CountWhat::Killed));
    let near = |x: u32, y: u32| x.max(y) <= x.min(y).max(1).saturating_mul(TOLL_FACTOR);
    !ours.is_empty() && !theirs.is_empty() && !ours.iter().any(|&x| theirs.iter().any(|&y| near(x, y)))
}

fn words(a: &Facts<'_>, b: &Facts<'_>, found: &mut Found) {
    // Under four words a share is chance.
    let enough = a.words.len().min(b.words.len()) >= 4;
    found.push((Feature::WordsShared, if enough { share(&a.words, &b.words) } else { 0.0 }));
    found.push((Feature::SameStory, a.story.copied(&b.story)));
    if a.id == b.id {
        found.push((Feature::SameAccount, 1.0));
    }
}
