//! One restriction told several times in a report.

use super::{Evidence, FoundMeasure};
use vigie_model::{Basis, MeasureKind, MeasureStatus, PartialDate, fold_name};

/// A restriction told again is looked for among so many: a long text must not cost the square of it.
const RECENT: usize = 100;

/// Joins what is told of one restriction; the order of first mention stays.
pub(super) fn merge(found: Vec<FoundMeasure>) -> Vec<FoundMeasure> {
    let mut kept: Vec<FoundMeasure> = Vec::new();
    for one in found {
        let recent = kept.len().saturating_sub(RECENT);
        match kept[recent..].iter_mut().find(|old| is_same(old, &one)) {
            Some(old) => old.take(one),
            None => kept.push(one),
        }
    }
    drop_echoes(kept)
}

/// "since July", then "since July 1, 2025": the same start, said more finely.
fn is_finer(mine: Option<PartialDate>, theirs: Option<PartialDate>) -> bool {
    let (Some(mine), Some(theirs)) = (mine, theirs) else { return false };
    let (mine, theirs) = (mine.to_string(), theirs.to_string());
    theirs.len() > mine.len() && theirs.starts_with(&mine)
}

/// Of one kind, and not at two places that are both stated and share no name.
fn is_same(a: &FoundMeasure, b: &FoundMeasure) -> bool {
    a.measure.kind == b.measure.kind && a.topic == b.topic && !apart(a, b)
}

fn apart(a: &FoundMeasure, b: &FoundMeasure) -> bool {
    let stated = |one: &FoundMeasure| one.basis("/where") == Some(Basis::Stated);
    if a.headline || b.headline || !stated(a) || !stated(b) {
        return false;
    }
    let names = |one: &FoundMeasure| fold_name(one.measure.place.as_deref().unwrap_or(""));
    let (one, other) = (names(a), names(b));
    let shared = one.split(' ').any(|word| other.split(' ').any(|second| word == second));
    !shared && a.named && b.named
}

impl FoundMeasure {
    fn basis(&self, property: &str) -> Option<Basis> {
        self.evidence.iter().find(|one| one.property == property).map(|one| one.basis)
    }

    /// Takes from another telling what this one lacks or only derived; the later status wins if it says one.
    fn take(&mut self, other: FoundMeasure) {
        let better = |mine: Option<Basis>, theirs: Option<Basis>| match (mine, theirs) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(mine), Some(theirs)) => mine != Basis::Stated && theirs == Basis::Stated,
        };
        for (property, finer) in [
            ("/where", false),
            ("/authority", false),
            ("/from", is_finer(self.measure.from, other.measure.from)),
            ("/until", is_finer(self.measure.until, other.measure.until)),
            ("/daily", false),
            ("/exemptions", false),
        ] {
            if finer || better(self.basis(property), other.basis(property)) {
                self.copy(property, &other);
            }
        }
        if other.measure.status != MeasureStatus::InForce && other.basis("/status").is_some() {
            self.copy("/status", &other);
        }
        self.add_kind(&other);
    }

    fn copy(&mut self, property: &'static str, other: &FoundMeasure) {
        let (mine, theirs) = (&mut self.measure, &other.measure);
        match property {
            "/where" => mine.place.clone_from(&theirs.place),
            "/authority" => mine.authority.clone_from(&theirs.authority),
            "/from" => mine.from = theirs.from,
            "/until" => mine.until = theirs.until,
            "/daily" => mine.daily = theirs.daily,
            "/exemptions" => mine.exemptions.clone_from(&theirs.exemptions),
            _ => mine.status = theirs.status,
        }
        self.evidence.retain(|one| one.property != property);
        self.evidence.extend(other.evidence.iter().filter(|one| one.property == property).cloned());
    }

    fn add_kind(&mut self, other: &FoundMeasure) {
        let theirs: Vec<_> = other.evidence.iter().filter(|one| one.property == "/kind").collect();
        let spans: Vec<_> = theirs.into_iter().flat_map(|one: &Evidence| one.spans.iter().copied()).collect();
        if let Some(mine) = self.evidence.iter_mut().find(|one| one.property == "/kind") {
            mine.spans.extend(spans);
        }
    }
}

/// "Movement will be barred from 6 p.m." beside a curfew is the curfew's hours, no restriction of its own.
fn drop_echoes(mut kept: Vec<FoundMeasure>) -> Vec<FoundMeasure> {
    let Some(curfew) = kept.iter().position(|one| one.measure.kind == MeasureKind::Curfew) else {
        return kept;
    };
    let echo = |one: &FoundMeasure| {
        one.measure.kind == MeasureKind::MovementRestriction && one.measure.daily.is_some()
    };
    let Some(found) = kept.iter().position(echo) else { return kept };
    let near = kept[found].sentence.abs_diff(kept[curfew].sentence) <= 2;
    let hours = kept[curfew].measure.daily;
    if near && (hours.is_none() || hours == kept[found].measure.daily) {
        let movement = kept.remove(found);
        let curfew = if found < curfew { curfew - 1 } else { curfew };
        kept[curfew].take(movement);
    }
    kept
}
