//! What no weight can buy: pairs that are never one incident.

use crate::facts::Facts;

/// Two sharp days so far apart are two happenings, in one village or not.
const DAYS_APART: i64 = 2;

/// Why two accounts can't be one incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Veto {
    /// A report that tells two happenings tells two.
    OneReport,
    /// No country in common, and each has its place found in one.
    OtherCountry,
    /// Each names a day, and they are days apart.
    OtherDay,
}

impl Veto {
    /// As `why` prints it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OneReport => "cannot: two accounts of one report",
            Self::OtherCountry => "cannot: different countries",
            Self::OtherDay => "cannot: different days, each named",
        }
    }
}

/// The first veto that holds.
pub fn veto(a: &Facts<'_>, b: &Facts<'_>) -> Option<Veto> {
    if a.id == b.id && a.reading.id != b.reading.id {
        return None; // the same bytes under two names
    }
    [
        (Veto::OneReport, one_report(a, b)),
        (Veto::OtherCountry, other_country(a, b)),
        (Veto::OtherDay, other_day(a, b)),
    ]
    .into_iter()
    .find_map(|(veto, holds)| holds.then_some(veto))
}

fn one_report(a: &Facts<'_>, b: &Facts<'_>) -> bool {
    let known = !a.reading.report.as_str().is_empty();
    a.reading.id == b.reading.id || (known && a.reading.report == b.reading.report)
}

fn other_country(a: &Facts<'_>, b: &Facts<'_>) -> bool {
    let known = a.pinned && b.pinned && !a.countries.is_empty() && !b.countries.is_empty();
    known && a.countries.is_disjoint(&b.countries)
}

fn other_day(a: &Facts<'_>, b: &Facts<'_>) -> bool {
    a.window.sharp && b.window.sharp && days_apart(a, b).is_some_and(|days| days >= DAYS_APART)
}

/// Days between the two windows; 0 where they overlap.
pub fn days_apart(a: &Facts<'_>, b: &Facts<'_>) -> Option<i64> {
    let ((a_first, a_last), (b_first, b_last)) = (a.window.days?, b.window.days?);
    Some((a_first - b_last).max(b_first - a_last).max(0))
}
