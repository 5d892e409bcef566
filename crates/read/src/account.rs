//! One story to one account: type, day, place, sides, targets, numbers, and how well established it is.

use crate::facets::{FacetFound, facets};
use crate::kind::{Features, feature_of};
use crate::lexicon::Lexicon;
use crate::quiet::Surroundings;
use crate::roles::{Party, parties, settle};
use crate::scan::Scan;
use crate::senses::{Cue, Trigger};
use crate::sides::{SideFound, sides};
use crate::status::status_features;
use crate::story::{Live, Story};
use crate::tactics::{tactic_features, tactics};
use crate::targets::{Candidate, TargetFound, candidates, nearby, targets};
use crate::toll::{CountFound, Restricted, breakdown, settle_sides, survivors, tolls};
use crate::when::{When, when};
use crate::whereabouts::{Whereabouts, whereabouts};
use vigie_model::{
    BlockKind, Breakdown, CountWhat, CountWho, Role, Span, Status, SubEventType, Survivors, Tactic,
};

/// An account with the words of each of its values.
#[derive(Debug, Clone)]
pub struct AccountFound {
    /// The story it was read from.
    pub story: Story,
    /// Its sub-type and how clearly it won.
    pub kind: SubEventType,
    /// The sum of the winning sub-type: how much the text says at all.
    pub strength: f32,
    /// Where the event words stand.
    pub triggers: Vec<Span>,
    /// How it was done.
    pub tactics: Vec<Tactic>,
    /// When.
    pub when: When,
    /// Where.
    pub place: Whereabouts,
    /// By whom, to whom.
    pub sides: Vec<SideFound>,
    /// What their roles were settled from.
    pub parties: Vec<Party>,
    /// What was hit.
    pub targets: Vec<TargetFound>,
    /// What was weighed as a target.
    pub candidates: Vec<Candidate>,
    /// How many.
    pub counts: Vec<CountFound>,
    /// Parts of them by age and sex.
    pub breakdown: Vec<Restricted<Breakdown>>,
    /// Survivors of sexual violence.
    pub survivors: Vec<Restricted<Survivors>>,
    /// How well established.
    pub status: Status,
    /// What it means for those who bring aid.
    pub facets: Vec<FacetFound>,
    /// What spoke for its sub-type.
    pub features: Features,
    /// The headline tells it.
    pub in_headline: bool,
    /// How far it stands in worlds that only use the words of war.
    pub surroundings: Surroundings,
}

/// Reads a story.
pub fn account(lexicon: &Lexicon, scan: &Scan, story: Story) -> AccountFound {
    let place = whereabouts(&lexicon.scene, scan, &story);
    let when = when(lexicon, scan, &story);
    let mut counts = tolls(scan, &story);
    let guessed = sides(scan, &story, place.country);
    let live = weighted_triggers(scan, &story);
    let features = features(scan, &story, &live, &counts, &guessed, &nearby(scan, &story));
    let ranked = lexicon.kinds.rank(&features);
    let (kind, strength) = ranked.first().copied().unwrap_or((SubEventType::Other, 0.0));
    settle_sides(&mut counts, kind);
    let parties = parties(scan, &story, place.country);
    let sides = settle(&lexicon.roles, &parties, kind);
    let candidates = candidates(scan, &story, &counts);
    let targets = targets(&lexicon.targets, scan, &candidates, kind);
    let told = tactic_features(&features, kind, &targets, &counts);
    let standing = lexicon.statuses.rank(&status_features(scan, &story, kind, &sides));
    AccountFound {
        breakdown: breakdown(scan, &story),
        survivors: survivors(scan, &story),
        triggers: anchor_triggers(scan, &story),
        tactics: tactics(&lexicon.tactics, &told),
        in_headline: in_headline(scan, &story),
        surroundings: Surroundings::of(scan, &story),
        facets: facets(scan, &story),
        features,
        status: standing.first().map_or(Status::Reported, |(status, _)| *status),
        story,
        kind,
        strength,
        when,
        place,
        sides,
        parties,
        targets,
        candidates,
        counts,
    }
}

fn in_headline(scan: &Scan, story: &Story) -> bool {
    let told = |&&sentence: &&usize| scan.words.sentences[sentence].kind == BlockKind::Title;
    let mut titles = story.sentences.iter().filter(told);
    titles.any(|&sentence| {
        scan.live[sentence].iter().any(|live| live.strength == crate::senses::Strength::Strong)
    })
}

/// The weight of the anchor and the headline.
const LOUD: f32 = 0.75;

/// Living triggers with the weight of where they stand: the anchor and the title speak loudest.
fn weighted_triggers(scan: &Scan, story: &Story) -> Vec<(Live, f32)> {
    let anchor_block = scan.words.sentences[story.anchor].block;
    let mut all = Vec::new();
    for &sentence in &story.sentences {
        let place = &scan.words.sentences[sentence];
        let background = scan.has_cue(place.words.clone(), Cue::Background);
        let weight = match place.kind {
            _ if sentence == story.anchor => LOUD,
            BlockKind::Title => LOUD,
            _ if background => 0.08,
            _ if place.block == anchor_block => 0.4,
            _ => 0.22,
        };
        all.extend(scan.live[sentence].iter().cloned().map(|live| (live, weight)));
    }
    all
}

fn anchor_triggers(scan: &Scan, story: &Story) -> Vec<Span> {
    let live = scan.live[story.anchor].clone();
    live.into_iter().map(|live| scan.words.span(live.words)).collect()
}

fn features(
    scan: &Scan,
    story: &Story,
    live: &[(Live, f32)],
    counts: &[CountFound],
    sides: &[SideFound],
    targets: &[TargetFound],
) -> Features {
    let mut features = Features::default();
    for (live, weight) in live {
        let weak = if live.strength == crate::senses::Strength::Weak { 0.5 } else { 1.0 };
        if let Some(name) = feature_of(live.trigger) {
            features.add(name, weight * weak);
            if *weight >= LOUD {
                features.add(&format!("main_{name}"), 1.0);
            }
        }
    }
    people_told(scan, story, &mut features);
    for count in counts {
        count_features(&mut features, count);
    }
    side_features(&mut features, sides);
    target_features(&mut features, targets);
    people_hurt(scan, story, &mut features);
    features
}

fn count_features(features: &mut Features, found: &CountFound) {
    let count = &found.count;
    let some = count.min.or(count.max).unwrap_or(0) > 0;
    match (count.what, count.who) {
        (CountWhat::Killed | CountWhat::Injured, _) if !some => features.add("nobody_hurt", 1.0),
        (CountWhat::Killed, CountWho::Civilian) => features.add("kill_civilian", 1.0),
        (CountWhat::Killed, CountWho::SecurityForces) => features.add("kill_security", 1.0),
        (CountWhat::Killed, CountWho::ArmedGroup) => features.add("kill_armed", 1.0),
        (CountWhat::Killed, _) => features.add("kill_unknown", 1.0),
        (CountWhat::Injured, CountWho::SecurityForces) => features.add("hurt_security", 1.0),
        (CountWhat::Injured, _) => features.add("hurt_civilian", 1.0),
        (CountWhat::Abducted, _) if some => features.add("abducted_counted", 1.0),
        (CountWhat::Missing, CountWho::SecurityForces) => features.add("missing_security", 1.0),
        (CountWhat::HousesBurned | CountWhat::VehiclesDestroyed | CountWhat::FacilitiesHit, _) => {
            features.add("things_hit", 0.5)
        }
        (CountWhat::LivestockStolen, _) => features.add("rustle", 0.6),
        _ => {}
    }
}

fn side_features(features: &mut Features, sides: &[SideFound]) {
    let by = |role: Role| sides.iter().filter(move |side| side.actor.role == role);
    let state = |side: &SideFound| side.kind.is_some_and(crate::actors::ActorKind::is_state);
    if by(Role::Perpetrator).any(|side| !state(side)) {
        features.add("perp_armed", 1.0);
    }
    for side in sides {
        use crate::actors::ActorKind as K;
        match side.kind {
            Some(K::Civilian) => features.add("actor_civilian", 1.0),
            Some(K::Insurgent) => features.add("actor_insurgent", 1.0),
            Some(K::Criminal) => features.add("actor_criminal", 1.0),
            Some(K::Militia) => features.add("actor_militia", 1.0),
            Some(K::Police) => features.add("actor_police", 1.0),
            Some(K::Military | K::ProGovernment | K::External) => features.add("actor_military", 1.0),
            None => features.add("actor_unnamed", 1.0),
        }
    }
    if by(Role::Perpetrator).any(state) {
        features.add("perp_state", 1.0);
    }
    if by(Role::Victim).any(state) && by(Role::Perpetrator).any(|side| !state(side)) {
        features.add("both_sides", 1.0);
    }
}

fn target_features(features: &mut Features, targets: &[TargetFound]) {
    use vigie_model::TargetClass as T;
    for (nth, found) in targets.iter().enumerate() {
        let weight = if nth == 0 { 1.0 } else { 0.5 };
        match found.target.class {
            T::Military | T::UnPeacekeeping => features.add("target_military", weight),
            T::Police => features.add("target_police", weight),
            T::Civilians
            | T::Village
            | T::Residential
            | T::Market
            | T::Religious
            | T::School
            | T::Health
            | T::Refugees => {
                features.add("target_civilian", weight);
            }
            _ => {}
        }
    }
}

/// Which sides the anchor and the headline speak of.
fn people_told(scan: &Scan, story: &Story, features: &mut Features) {
    let told = |sentence: &&usize| {
        **sentence == story.anchor || scan.words.sentences[**sentence].kind == BlockKind::Title
    };
    for &sentence in story.sentences.iter().filter(told) {
        for (_, people) in scan.people_in(scan.words.sentences[sentence].words.clone()) {
            let name = match people.who {
                CountWho::Civilian => "told_civilian",
                CountWho::SecurityForces => "told_security",
                CountWho::ArmedGroup => "told_armed",
                CountWho::Mixed | CountWho::Unknown => continue,
            };
            features.add(name, 1.0);
        }
    }
}

/// Words of killing without a number beside them still say that people died.
fn people_hurt(scan: &Scan, story: &Story, features: &mut Features) {
    let anchor = &scan.live[story.anchor];
    if anchor.iter().any(|live| matches!(live.trigger, Trigger::Kill | Trigger::Death))
        && features.get("kill_civilian") == 0.0
    {
        features.add("kill_unknown", 0.5);
    }
}
