//! Floors on the development gold sets, given the right names. Skipped, loudly, where the sets are not there.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::{Path, PathBuf};
use vigie_clean::{Hints, clean};
use vigie_locate::{Gazetteer, km, locate};
use vigie_model::{Account, Reading};

const SETS: [&str; 3] = ["dev", "dev_en", "dev_fr"];

/// Annotations of the open part: the check part is measured elsewhere, in totals only.
fn annotations() -> Vec<PathBuf> {
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold");
    let folders = SETS.iter().filter_map(|set| std::fs::read_dir(gold.join(set)).ok());
    let mut paths: Vec<PathBuf> = folders.flatten().map(|entry| entry.unwrap().path()).collect();
    let stem = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    let is_open = |path: &Path| stem(path) == "d000" || !stem(path).ends_with(['0', '5']);
    paths.retain(|path| {
        path.extension().is_some_and(|e| e == "json") && path.with_extension("txt").is_file() && is_open(path)
    });
    paths.sort();
    paths
}

/// The annotation, and what locate makes of its names and kinds alone.
fn located(gazetteer: &Gazetteer, path: &Path) -> Vec<(Account, Account)> {
    let gold: Reading = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let mut reading = gold.clone();
    for account in &mut reading.incidents {
        (account.point, account.radius_km) = (None, None);
        for place in &mut account.places {
            (place.country, place.admin1, place.admin2) = (None, None, None);
        }
    }
    let document = clean(&std::fs::read(path.with_extension("txt")).unwrap(), &Hints::default()).unwrap();
    locate(gazetteer, &document, &mut reading);
    gold.incidents.into_iter().zip(reading.incidents).collect()
}

#[test]
fn the_country_is_right_and_the_radius_holds_the_truth() {
    let gazetteer = Gazetteer::embedded();
    let pairs: Vec<_> = annotations().iter().flat_map(|path| located(&gazetteer, path)).collect();
    if pairs.is_empty() {
        eprintln!("SKIPPED: no gold sets beside the repository; locate was not measured");
        return;
    }
    let share = |right: usize, of: usize| right as f64 / of as f64;
    let countries = pairs.iter().filter(|(gold, found)| gold.country() == found.country()).count();
    assert!(share(countries, pairs.len()) >= 0.97, "country {countries} of {}", pairs.len());

    let placed = pairs
        .iter()
        .filter_map(|(gold, found)| Some((gold.point?, gold.radius_km?, found.point?, found.radius_km?)));
    let (mut held, mut all) = (0, 0);
    for (truth, tolerance, point, radius) in placed {
        all += 1;
        held += usize::from(km(truth, point) <= radius + tolerance);
    }
    assert!(share(held, all) >= 0.97, "radius and tolerance hold {held} of {all}");
}
