//! Who did it, who suffered it, who came after: the part of each side once the type is known.
//!
//! A table of weights (`data/ontology/role.tsv`) weighs how a side's mentions stand to the event words, what
//! sort of side it is, and what sort of account this is; the highest sum is its role.

use crate::actors::ActorKind;
use crate::bonds::bonds;
use crate::scan::Scan;
use crate::senses::Trigger;
use crate::sides::{SideFound, UNIDENTIFIED, crowd, mention, unnamed};
use crate::story::Story;
use crate::weights::{Features, Labels};
use std::ops::Range;
use vigie_model::{Attribution, BlockKind, EventType, Role, SubEventType};

/// A side of a story with all that its mentions say of its part.
#[derive(Debug, Clone)]
pub struct Party {
    /// The mention that tells its part best, with the attribution of the firmest.
    pub side: SideFound,
    features: Features,
    /// How much of a doer that mention is.
    agency: f32,
}

/// Everybody armed, in uniform or in a crowd whom a story mentions.
pub fn parties(scan: &Scan, story: &Story, country: Option<[u8; 2]>) -> Vec<Party> {
    let mut found: Vec<Party> = Vec::new();
    for &sentence in &story.sentences {
        let range = scan.words.sentences[sentence].words.clone();
        let named = scan.actors_in(range.clone()).filter_map(|actor| {
            mention(scan, actor, &range, country).map(|side| (actor.words.clone(), side))
        });
        let others = unnamed(scan, &range).into_iter().chain(crowd(scan, sentence));
        for (words, side) in named.chain(others) {
            join(&mut found, party(scan, story, words, side));
        }
    }
    company(&mut found);
    found
}

/// The sort of side, as the weights name it.
fn sort(side: &SideFound) -> &'static str {
    match side.kind {
        None => "unnamed",
        Some(ActorKind::Military | ActorKind::ProGovernment) => "army",
        Some(ActorKind::Police) => "police",
        Some(ActorKind::External) => "foreign",
        Some(ActorKind::Insurgent) => "insurgent",
        Some(ActorKind::Militia | ActorKind::Criminal) => "band",
        Some(ActorKind::Civilian) => "crowd",
    }
}

/// Armed or in office: what most relations turn on.
fn camp(side: &SideFound) -> &'static str {
    match side.kind {
        Some(ActorKind::Civilian) => "people",
        Some(kind) if kind.is_state() => "state",
        _ => "armed",
    }
}

fn party(scan: &Scan, story: &Story, words: Range<usize>, side: SideFound) -> Party {
    let sentence = scan.words.sentence_of(words.start);
    let place = &scan.words.sentences[sentence];
    let relations = bonds(scan, &words);
    let agency = ["by", "by_event", "by_noun", "subject", "owns_event", "owned_event"]
        .iter()
        .map(|name| relations.get(name))
        .sum();
    let camp = camp(&side);
    let mut features = Features::default();
    for (name, value) in relations.0 {
        features.add(&format!("{camp} {name}"), value);
        features.add(&name, value);
    }
    features.mark("anchor", sentence == story.anchor);
    features.mark("title", place.kind == BlockKind::Title);
    features.mark(&format!("{camp} anchor"), sentence == story.anchor);
    features.mark(&format!("{camp} title"), place.kind == BlockKind::Title);
    features.mark(&format!("guess {}", side.actor.role), true);
    features.mark(&format!("told {}", side.actor.attribution), true);
    features.mark("told_here", scan.live[sentence].iter().any(|live| live.trigger != Trigger::Release));
    Party { side, features, agency }
}

/// One party a name: its features are the strongest of its mentions, its words those of the best doer.
fn join(found: &mut Vec<Party>, new: Party) {
    let Some(known) = found.iter_mut().find(|known| known.side.actor.name == new.side.actor.name) else {
        found.push(new);
        return;
    };
    known.features.strongest(&new.features);
    known.features.add("often", 0.25);
    let attribution = firmer(known.side.actor.attribution, new.side.actor.attribution);
    if new.agency > known.agency {
        (known.agency, known.side) = (new.agency, new.side);
    }
    known.side.actor.attribution = attribution;
}

fn firmer(a: Attribution, b: Attribution) -> Attribution {
    let rank = |attribution| match attribution {
        Attribution::Claimed => 4,
        Attribution::Asserted => 3,
        Attribution::Denied => 2,
        Attribution::Suspected => 1,
        Attribution::Unknown => 0,
    };
    if rank(b) > rank(a) { b } else { a }
}

/// Who else is there: a named group beside "gunmen" is most often who they are.
fn company(found: &mut [Party]) {
    let sorts: Vec<&'static str> = found.iter().map(|party| sort(&party.side)).collect();
    for (nth, party) in found.iter_mut().enumerate() {
        let own = sort(&party.side);
        party.features.add(own, 1.0);
        for (other, sort) in sorts.iter().enumerate() {
            party.features.mark(&format!("{own} beside {sort}"), other != nth);
        }
        party.features.mark(&format!("{own} alone"), sorts.len() == 1);
        party.features.mark("first", nth == 0);
    }
}

impl Party {
    /// Killed or hurt, and nowhere a doer: whatever the sums say, "a vigilante was shot dead" accuses no vigilante.
    fn only_suffers(&self) -> bool {
        let suffers = ["sufferer harm", "object harm"].iter().any(|name| self.features.get(name) > 0.0);
        suffers && self.agency <= 0.0
    }

    /// What speaks for its role, in an account of this type.
    pub fn features(&self, kind: SubEventType) -> Features {
        let mut features = self.features.clone();
        features.add(&format!("{} in {kind}", camp(&self.side)), 1.0);
        features.add(&format!("{} in {}", sort(&self.side), kind.event_type()), 1.0);
        features
    }
}

/// The sides of an account, each with its role.
pub fn settle(weights: &Labels<Role>, parties: &[Party], kind: SubEventType) -> Vec<SideFound> {
    let settled = parties.iter().map(|party| {
        let weighed = weights.rank(&party.features(kind)).first().map(|(role, _)| *role);
        let role = if party.only_suffers() { Role::Victim } else { weighed.unwrap_or(party.side.actor.role) };
        let mut side = party.side.clone();
        side.actor.role = role;
        if side.kind == Some(ActorKind::Civilian) {
            side.actor.name =
                if kind.event_type() == EventType::Riots { "rioters" } else { "protesters" }.to_owned();
        }
        side
    });
    // Of gunmen whom nobody names and who did nothing here there is nothing to tell.
    settled.filter(|side| side.actor.name != UNIDENTIFIED || side.actor.role != Role::Other).collect()
}
