//! Who, to what, and how.

use crate::facts::Facts;
use vigie_model::{ActorMention, Attribution, Role, Tactic, TargetMention, fold_name};

/// Each organised side once a role, with the firmest attribution that an account gives it. What every account
/// only suspects stays suspected: repetition is no proof.
pub fn actors(members: &[&Facts<'_>]) -> Vec<ActorMention> {
    let mut actors: Vec<ActorMention> = Vec::new();
    for actor in members.iter().flat_map(|facts| &facts.account.actors) {
        let same = |known: &&mut ActorMention| {
            known.role == actor.role && fold_name(&known.name) == fold_name(&actor.name)
        };
        match actors.iter_mut().find(same) {
            Some(known) if firmness(actor.attribution) > firmness(known.attribution) => {
                known.attribution = actor.attribution;
            }
            Some(_) => {}
            None => actors.push(actor.clone()),
        }
    }
    without_the_unnamed(actors)
}

/// A denial is the weakest hold on an actor, and stands only where nobody says otherwise; the claims show it.
fn firmness(attribution: Attribution) -> u8 {
    match attribution {
        Attribution::Asserted => 4,
        Attribution::Claimed => 3,
        Attribution::Suspected => 2,
        Attribution::Unknown => 1,
        Attribution::Denied => 0,
    }
}

/// "Unidentified armed group" goes once one account names the perpetrator as a fact or the group claims it; a
/// suspicion does not take its place.
fn without_the_unnamed(mut actors: Vec<ActorMention>) -> Vec<ActorMention> {
    let unnamed = |actor: &ActorMention| actor.name.starts_with("unidentified");
    let known = |actor: &ActorMention| {
        actor.role == Role::Perpetrator && !unnamed(actor) && firmness(actor.attribution) >= 3
    };
    if actors.iter().any(known) {
        actors.retain(|actor| actor.role != Role::Perpetrator || !unnamed(actor));
    }
    actors.sort_by_key(|actor| actor.role); // stable: in the order told within a role
    actors
}

/// Each target once.
pub fn targets(members: &[&Facts<'_>]) -> Vec<TargetMention> {
    let mut targets: Vec<TargetMention> = Vec::new();
    for target in members.iter().flat_map(|facts| &facts.account.targets) {
        let name = fold_name(&target.name);
        if !targets.iter().any(|known| known.class == target.class && fold_name(&known.name) == name) {
            targets.push(target.clone());
        }
    }
    targets
}

/// Every tactic that an account tells, in the order of the vocabulary.
pub fn tactics(members: &[&Facts<'_>]) -> Vec<Tactic> {
    let mut tactics: Vec<Tactic> =
        members.iter().flat_map(|facts| facts.account.tactics.iter().copied()).collect();
    tactics.sort_unstable();
    tactics.dedup();
    tactics
}
