//! The index that proposes pairs: time × place, never all with all.
//!
//! An account stands in one block for each of its few-day steps and each of its place keys. Whoever shares a
//! block is compared; in a crowded block (a capital on election night) only the nearest in order, which are of
//! like kind and day, so that the cost of a report does not grow with the crowd.

use crate::facts::Facts;
use vigie_model::fold_name;

/// Days of one step; an account stands in the steps that its window, a day wider on both sides, touches.
const STEP_DAYS: i64 = 4;
/// Steps of the longest window: a quarter.
const MOST_STEPS: i64 = 24;
/// In one block an account is compared with so many that follow.
const NEIGHBOURS: usize = 64;
/// Degrees of a cell.
const CELL: f64 = 1.0;

/// Pairs of positions, the lower first, sorted.
pub fn pairs(facts: &[Facts<'_>]) -> Vec<(usize, usize)> {
    let mut rows: Vec<(u64, usize)> =
        facts.iter().enumerate().flat_map(|(at, f)| keys(f).into_iter().map(move |key| (key, at))).collect();
    let crowd: Vec<(i64, u8)> = facts
        .iter()
        .map(|f| (f.window.days.map_or(0, |days| days.0), f.account.sub_event_type as u8))
        .collect();
    rows.sort_by_key(|(key, at)| (*key, crowd[*at].1, crowd[*at].0, *at));
    rows.dedup();
    let mut pairs = Vec::new();
    for block in rows.chunk_by(|a, b| a.0 == b.0) {
        pair_block(block, &mut pairs);
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn pair_block(block: &[(u64, usize)], pairs: &mut Vec<(usize, usize)>) {
    for (first, (_, a)) in block.iter().enumerate() {
        for (_, b) in block[first + 1..].iter().take(NEIGHBOURS) {
            pairs.push(((*a).min(*b), (*a).max(*b)));
        }
    }
}

fn keys(facts: &Facts<'_>) -> Vec<u64> {
    let places = place_keys(facts);
    let mut keys: Vec<u64> = steps(facts)
        .flat_map(|step| places.iter().map(move |place| hash(&format!("{step} {place}"))))
        .collect();
    keys.extend(facts.story.sketch().iter().map(|mark| hash(&format!("story {mark}"))));
    keys.push(hash(&format!("account {}", facts.id)));
    keys
}

fn steps(facts: &Facts<'_>) -> impl Iterator<Item = i64> + use<> {
    let (first, last) = facts.window.days.unwrap_or((0, -STEP_DAYS * 2));
    let (first, last) = ((first - 1).div_euclid(STEP_DAYS), (last + 1).div_euclid(STEP_DAYS));
    first..(last + 1).min(first + MOST_STEPS)
}

fn place_keys(facts: &Facts<'_>) -> Vec<String> {
    let countries = facts.countries.iter();
    let mut keys: Vec<String> = facts
        .names
        .iter()
        .chain(&facts.name_words)
        .chain(&facts.districts)
        .map(|name| format!("name {}", name.chars().take(4).collect::<String>()))
        .collect();
    keys.extend(countries.clone().map(|country| format!("country {country}")));
    keys.extend(facts.admin1.iter().map(|unit| format!("unit {}", fold_name(unit))));
    keys.extend(facts.account.point.into_iter().flat_map(cells));
    keys
}

/// The point's cells in four grids, shifted by half a cell each way: two points within half a degree share one.
fn cells([lat, lon]: [f64; 2]) -> impl Iterator<Item = String> {
    let at = |degrees: f64, shift: f64| (degrees / CELL + shift).floor() as i64;
    [(0.0, 0.0), (0.0, 0.5), (0.5, 0.0), (0.5, 0.5)]
        .into_iter()
        .enumerate()
        .map(move |(grid, (dy, dx))| format!("cell {grid} {} {}", at(lat, dy), at(lon, dx)))
}

/// FNV-1a, as in `voices`: a collision costs one comparison, no more.
fn hash(key: &str) -> u64 {
    key.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
