//! How many, at least and at most, over all sides of an incident.

use crate::{CountWhat, CountWho, Incident, SettledCount};

/// A number as known: the lowest that any account allows, the settled one, the highest. `None` is not stated
/// (`min`, `best`) or open (`max`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Toll {
    /// At least.
    pub min: Option<u32>,
    /// Settled.
    pub best: Option<u32>,
    /// At most; `None` where no account sets an upper end.
    pub max: Option<u32>,
}

/// How many over all sides; `None` where nothing is stated.
///
/// Sides add up: three civilians and nine soldiers are twelve. A count for a mixed or unknown side may hold the
/// others or not, so the larger of it and their sum stands; the two are never added.
pub fn toll(incident: &Incident, what: CountWhat) -> Option<Toll> {
    toll_of(incident.counts.iter().filter(|count| count.what == what))
}

/// The toll of these rows.
pub fn toll_of<'a>(rows: impl Iterator<Item = &'a SettledCount>) -> Option<Toll> {
    let (sides, whole): (Vec<_>, Vec<_>) = rows.partition(|row| is_one_side(row.who));
    let sum = sides.iter().map(|row| Toll::of(row)).reduce(Toll::sum);
    let whole = whole.iter().map(|row| Toll::of(row)).reduce(Toll::larger);
    match (sum, whole) {
        (Some(sum), Some(whole)) => Some(sum.larger(whole)),
        (one, other) => one.or(other),
    }
}

fn is_one_side(who: CountWho) -> bool {
    matches!(who, CountWho::Civilian | CountWho::SecurityForces | CountWho::ArmedGroup)
}

impl Toll {
    fn of(row: &SettledCount) -> Self {
        Self { min: row.min, best: row.best, max: row.max }
    }

    /// The two together. Where one side has no number the other's stands; an open end opens the sum.
    #[must_use]
    pub fn sum(self, other: Self) -> Self {
        let both = |a: Option<u32>, b: Option<u32>| match (a, b) {
            (Some(a), Some(b)) => Some(a.saturating_add(b)),
            (a, b) => a.or(b),
        };
        let max = self.max.zip(other.max).map(|(a, b)| a.saturating_add(b));
        Self { min: both(self.min, other.min), best: both(self.best, other.best), max }
    }

    fn larger(self, other: Self) -> Self {
        let max = self.max.zip(other.max).map(|(a, b)| a.max(b));
        Self { min: self.min.max(other.min), best: self.best.max(other.best), max }
    }

    /// The one number to count by: the settled one, else the least.
    pub fn known(self) -> Option<u32> {
        self.best.or(self.min)
    }
}

impl std::fmt::Display for Toll {
    /// `14`, `11–16`, `≥ 3`, `≤ 4`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => min.to_string(),
            (Some(min), Some(max)) => format!("{min}–{max}"),
            (Some(min), None) => format!("≥ {min}"),
            (None, Some(max)) => format!("≤ {max}"),
            (None, None) => self.best.map(|best| best.to_string()).unwrap_or_default(),
        };
        f.pad(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(who: CountWho, min: u32, max: Option<u32>) -> SettledCount {
        SettledCount {
            what: CountWhat::Killed,
            who,
            min: Some(min),
            best: Some(min),
            max,
            rule: String::new(),
            for_: Vec::new(),
            against: Vec::new(),
        }
    }

    #[test]
    fn sides_add_up_and_a_total_is_not_added_to_them() {
        let rows = [row(CountWho::Civilian, 4, Some(4)), row(CountWho::SecurityForces, 9, Some(30))];
        assert_eq!(toll_of(rows.iter()).unwrap().to_string(), "13–34");
        let rows = [row(CountWho::Civilian, 4, Some(4)), row(CountWho::Unknown, 10, Some(10))];
        assert_eq!(toll_of(rows.iter()).unwrap().to_string(), "10");
    }

    #[test]
    fn an_open_end_stays_open_and_nothing_is_not_zero() {
        let rows = [row(CountWho::Civilian, 3, None), row(CountWho::Civilian, 1, Some(1))];
        assert_eq!(toll_of(rows.iter()).unwrap().to_string(), "≥ 4");
        assert_eq!(toll_of([].iter()), None);
    }
}
