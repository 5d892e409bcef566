//! How it was done: tactics from the event words, the losses and the sub-type of an account.
//!
//! A table of weights (`data/ontology/tactic.tsv`) says how far each feature speaks for each tactic; every
//! tactic whose sum is above zero is told.

use crate::targets::TargetFound;
use crate::toll::CountFound;
use crate::weights::{Features, Labels};
use vigie_model::{CountWhat, CountWho, SubEventType, Tactic};

/// What speaks for tactics: what spoke for the sub-type, the sub-type itself, what was hit and how many died.
pub fn tactic_features(
    told: &Features,
    kind: SubEventType,
    targets: &[TargetFound],
    counts: &[CountFound],
) -> Features {
    let mut features = told.clone();
    features.add(kind.as_str(), 1.0);
    features.add(kind.event_type().as_str(), 1.0);
    for found in targets {
        features.add(&format!("hit_{}", found.target.class), 1.0);
    }
    for found in counts {
        let (least, who) = (found.count.min.unwrap_or(0), found.count.who);
        if found.count.what == CountWhat::Killed && who != CountWho::ArmedGroup {
            let civilian = who != CountWho::SecurityForces;
            features.mark("many_killed", civilian && least >= MANY);
        }
        features.mark("taken_away", found.count.what == CountWhat::Abducted && least > 0);
        features.mark("held", found.count.what == CountWhat::Arrested && least > 0);
    }
    features
}

/// From how many dead civilians on coders speak of a massacre.
const MANY: u32 = 8;

/// The tactics of an account, in the order of the vocabulary.
pub fn tactics(weights: &Labels<Tactic>, features: &Features) -> Vec<Tactic> {
    weights.sums(features).into_iter().filter(|(_, sum)| *sum > 0.0).map(|(tactic, _)| tactic).collect()
}
