//! Settling: one value a property, with its range, and the claims for and against.
//!
//! Law: disagreement is content. A range spans what any account allows; a value is chosen by a rule that the
//! record names; nothing suspected becomes certain by being repeated; "nobody hurt" is a number, and silence
//! is none.

mod scene;
mod sides;
mod standing;
mod tolls;

use crate::facts::Facts;
use crate::voices;
use vigie_model::{Claim, Incident, IncidentId, Published, SCHEMA};

/// The incident that these accounts tell. They come in order of publication; one at least.
pub fn settle(members: &[&Facts<'_>]) -> Incident {
    let voices = voices::voices(members);
    let scene = scene::settle(members);
    let kind = standing::kind(members);
    let published = || members.iter().filter_map(|facts| facts.reading.published);
    let by_instant = |a: &Published, b: &Published| (a.instant(), a).cmp(&(b.instant(), b));
    let mut shown: Vec<&Facts<'_>> = members.to_vec();
    shown.sort_by(|a, b| a.member.cmp(&b.member));
    Incident {
        schema: SCHEMA,
        id: members.first().map(|first| IncidentId::of(&first.id)).unwrap_or_default(),
        former_ids: former_ids(members),
        members: shown.iter().map(|facts| facts.member.clone()).collect(),
        accounts: shown.iter().map(|facts| facts.id.clone()).collect(),
        event_type: kind.event_type(),
        sub_event_type: kind,
        tactics: sides::tactics(members),
        date: scene::date(members),
        places: scene.places,
        primary_place: scene.primary_place,
        point: scene.point,
        radius_km: scene.radius_km,
        geo_precision: scene.geo_precision,
        actors: sides::actors(members),
        targets: sides::targets(members),
        status: standing::status(members),
        counts: tolls::settle(members, &voices),
        voices: voices::count(&voices),
        reports: standing::reports(members),
        credibility: standing::credibility(members, &voices),
        first_reported: published().min_by(by_instant),
        last_changed: published().max_by(by_instant),
        sensitivity: standing::sensitivity(members),
        claims: shown.iter().flat_map(|facts| claims(facts)).collect(),
    }
}

/// The ids that it bore while only a later account was known: whoever noted one still finds it. They follow
/// from the members alone, so that the order of arrival has no part in them.
fn former_ids(members: &[&Facts<'_>]) -> Vec<IncidentId> {
    let first = members.first().map(|facts| IncidentId::of(&facts.id));
    let mut ids: Vec<IncidentId> = members.iter().map(|facts| IncidentId::of(&facts.id)).collect();
    ids.retain(|id| Some(id) != first.as_ref());
    ids.sort();
    ids.dedup();
    ids
}

fn claims(facts: &Facts<'_>) -> Vec<Claim> {
    let own = facts.reading.claims.iter().filter(|claim| claim.about == facts.account.key);
    own.map(|claim| Claim { about: facts.member.clone(), ..claim.clone() }).collect()
}
