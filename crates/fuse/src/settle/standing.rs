//! How well established, of what kind, and how far it may travel.

use crate::facts::{Facts, tally};
use crate::voices;
use std::collections::BTreeSet;
use vigie_model::{CountWhat, EventType, Sensitivity, Status, SubEventType, Tactic};

/// The sub-type that most accounts tell. Among equals violence against people goes before what was burned, and
/// the earliest account before later ones.
pub fn kind(members: &[&Facts<'_>]) -> SubEventType {
    let votes = tally(members.iter().map(|facts| facts.account.sub_event_type));
    let most = votes.first().map_or(0, |row| row.1);
    let tied: Vec<SubEventType> = votes.into_iter().filter(|row| row.1 == most).map(|row| row.0).collect();
    let told = members.iter().map(|facts| facts.account.sub_event_type).filter(|kind| tied.contains(kind));
    told.min_by_key(|kind| mildness(*kind)).unwrap_or(SubEventType::Other)
}

fn mildness(kind: SubEventType) -> u8 {
    match (kind, kind.event_type()) {
        (SubEventType::Other, _) => 2,
        (_, EventType::StrategicDevelopments) => 1,
        _ => 0,
    }
}

/// Confirmed where one report has it confirmed; rumoured or denied only where all do.
pub fn status(members: &[&Facts<'_>]) -> Status {
    let told = members.iter().map(|facts| facts.account.status);
    told.min_by_key(|status| match status {
        Status::Confirmed => 0,
        Status::Reported => 1,
        Status::Denied => 2,
        Status::Rumoured => 3,
    })
    .unwrap_or(Status::Reported)
}

/// Reports that tell it; the same bytes under two names are one.
pub fn reports(members: &[&Facts<'_>]) -> u32 {
    let name = |facts: &&Facts<'_>| match facts.reading.report.as_str() {
        "" => facts.reading.id.clone(),
        hash => hash.to_owned(),
    };
    let reports: BTreeSet<String> = members.iter().map(name).collect();
    u32::try_from(reports.len()).unwrap_or(u32::MAX)
}

/// The Admiralty's credibility of information, by this rule:
///
/// 1. confirmed: three independent voices, or two of which one is a confirmation;
/// 2. probably true: two independent voices, or one confirmation;
/// 3. possibly true: one voice, nothing against it;
/// 4. doubtful: rumours only, however many;
/// 5. improbable: denied, and nobody stands by it;
/// 6. cannot be judged: neither a day nor a place is told.
pub fn credibility(members: &[&Facts<'_>], voice: &[usize]) -> u8 {
    let somewhere = members.iter().any(|facts| facts.window.dated || !facts.account.places.is_empty());
    if !somewhere {
        return 6;
    }
    match (status(members), voices::count(voice)) {
        (Status::Denied, _) => 5,
        (Status::Rumoured, _) => 4,
        (Status::Confirmed, 2..) | (Status::Reported, 3..) => 1,
        (Status::Confirmed, _) | (Status::Reported, 2) => 2,
        (Status::Reported, _) => 3,
    }
}

/// Sensitive where people are held or were violated: details can cost them. An embargo is a person's decision.
pub fn sensitivity(members: &[&Facts<'_>]) -> Sensitivity {
    let sensitive = members.iter().any(|facts| {
        let account = facts.account;
        matches!(account.sub_event_type, SubEventType::Abduction | SubEventType::SexualViolence)
            || account
                .tactics
                .iter()
                .any(|tactic| matches!(tactic, Tactic::Abduction | Tactic::SexualViolence))
            || !account.survivors.is_empty()
            || account.counts.iter().any(|count| count.what == CountWhat::Abducted && count.max != Some(0))
    });
    if sensitive { Sensitivity::Sensitive } else { Sensitivity::Normal }
}
