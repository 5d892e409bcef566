//! What is not an incident: other worlds that use the words of war, and stories that say too little.

use crate::account::AccountFound;
use crate::scan::Scan;
use crate::senses::{Cue, Trigger};
use std::collections::BTreeSet;
use vigie_model::{BlockKind, CountWhat};

/// An account must say this much, by the weights of its sub-type.
const LEAST_STRENGTH: f32 = 2.0;

/// An item of a bulletin with its day and its place may say less.
const LEAST_OF_ITEM: f32 = 0.9;

/// How far a text speaks of another world: sport, arts, markets, weather, justice, drills.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tenor {
    /// Different words of sport, arts, economy, weather, history.
    pub elsewhere: usize,
    /// Such words in the headline.
    pub elsewhere_title: usize,
    /// Words of drills.
    pub exercise: usize,
    /// Such words in the headline.
    pub exercise_title: usize,
    /// Words of courts.
    pub court: usize,
    /// Words of accidents.
    pub accident: usize,
    /// Words in all, in hundreds.
    pub length: f32,
}

impl Tenor {
    /// Reads the tenor of a text.
    pub fn of(scan: &Scan) -> Self {
        let all = 0..scan.words.words.len();
        let title: BTreeSet<usize> = scan
            .words
            .sentences
            .iter()
            .filter(|sentence| sentence.kind == BlockKind::Title)
            .flat_map(|sentence| sentence.words.clone())
            .collect();
        let mut kinds: [BTreeSet<&str>; 4] = Default::default();
        let (mut elsewhere_title, mut exercise_title) = (0, 0);
        for (words, cue) in scan.cues_in(all.clone()) {
            let slot = match cue {
                Cue::Elsewhere => 0,
                Cue::Exercise => 1,
                Cue::Court => 2,
                Cue::Accident => 3,
                _ => continue,
            };
            elsewhere_title += usize::from(slot == 0 && title.contains(&words.start));
            exercise_title += usize::from(slot == 1 && title.contains(&words.start));
            kinds[slot].insert(scan.words.key(words.start));
        }
        let [elsewhere, exercise, court, accident] = kinds.map(|kind| kind.len());
        Self {
            elsewhere,
            elsewhere_title,
            exercise_title,
            exercise,
            court,
            accident,
            length: all.end as f32 / 100.0,
        }
    }

    /// How much more an account must say for each sign that the text speaks of another world.
    fn distance(self) -> f32 {
        let dense = self.elsewhere as f32 / (2.0 + self.length * 0.6);
        let mut distance = if dense >= 1.0 { 1.3 * dense } else { 0.0 };
        distance += 2.0 * (self.elsewhere_title.min(2) as f32);
        distance +=
            if self.exercise_title > 0 { 4.0 } else { 1.0 * (self.exercise.saturating_sub(1) as f32) };
        distance += 0.8 * (self.court.saturating_sub(2) as f32);
        distance + 1.2 * (self.accident.saturating_sub(1) as f32)
    }
}

/// An account that the desk should see.
pub fn is_incident(tenor: Tenor, found: &AccountFound) -> bool {
    let placed = found.place.primary.is_some();
    let dated = found.when.span.is_some();
    if found.story.aside && !(placed && dated) {
        return false;
    }
    let least = if found.story.item && placed && dated { LEAST_OF_ITEM } else { LEAST_STRENGTH };
    let grave = hurt(found) || armed(found) || is_unarmed_kind(found);
    // An item of a bulletin is judged by itself: its neighbours may speak of trade or of weather.
    let distance = if found.story.item && tenor.exercise_title == 0 { 0.0 } else { tenor.distance() };
    let needed = least + distance + if grave { 0.0 } else { 1.5 };
    found.strength >= needed && (placed || (dated && hurt(found)))
}

/// Somebody bears arms in it.
fn armed(found: &AccountFound) -> bool {
    found.sides.iter().any(|side| side.kind.is_none_or(|kind| kind != crate::actors::ActorKind::Civilian))
}

/// Sorts of happenings that need nobody armed and nobody hurt.
fn is_unarmed_kind(found: &AccountFound) -> bool {
    use vigie_model::EventType as E;
    matches!(found.kind.event_type(), E::Protests | E::Riots)
        || found.kind == vigie_model::SubEventType::Agreement
}

/// Somebody was killed, hurt or taken, in a number.
fn hurt(found: &AccountFound) -> bool {
    found.counts.iter().any(|count| {
        matches!(count.count.what, CountWhat::Killed | CountWhat::Injured | CountWhat::Abducted)
            && count.count.min.or(count.count.max).unwrap_or(0) > 0
    })
}

/// Event words that no text without violence needs: their absence makes a text quiet at no cost.
pub fn is_violent(trigger: Trigger) -> bool {
    !matches!(
        trigger,
        Trigger::Take | Trigger::Release | Trigger::Agreement | Trigger::Withdraw | Trigger::Base
    )
}
