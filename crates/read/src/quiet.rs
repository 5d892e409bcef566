//! What is not an incident: other worlds that use the words of war, and stories that say too little.

use crate::account::AccountFound;
use crate::scan::Scan;
use crate::senses::{Cue, Trigger};
use std::collections::BTreeSet;
use vigie_model::{BlockKind, CountWhat};

/// An account must say this much, by the weights of its sub-type.
const LEAST_STRENGTH: f32 = 2.0;

/// How far a text speaks of another world: sport, arts, markets, weather, justice, drills.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tenor {
    /// Different words of sport, arts, economy, weather, history.
    pub elsewhere: usize,
    /// Such words in the headline.
    pub elsewhere_title: usize,
    /// Words of drills.
    pub exercise: usize,
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
        let mut elsewhere_title = 0;
        for (words, cue) in scan.cues_in(all.clone()) {
            let slot = match cue {
                Cue::Elsewhere => 0,
                Cue::Exercise => 1,
                Cue::Court => 2,
                Cue::Accident => 3,
                _ => continue,
            };
            elsewhere_title += usize::from(slot == 0 && title.contains(&words.start));
            kinds[slot].insert(scan.words.key(words.start));
        }
        let [elsewhere, exercise, court, accident] = kinds.map(|kind| kind.len());
        Self { elsewhere, elsewhere_title, exercise, court, accident, length: all.end as f32 / 100.0 }
    }

    /// Of another world: nothing short of a plain toll on a plain day makes an incident of it.
    fn is_elsewhere(self) -> bool {
        let dense = self.elsewhere as f32 >= 3.0 + self.length * 0.5;
        dense
            || (self.elsewhere >= 2 && self.elsewhere_title >= 1)
            || self.exercise >= 2
            || self.court >= 4
            || self.accident >= 3
    }
}

/// An account that the desk should see.
pub fn is_incident(tenor: Tenor, found: &AccountFound) -> bool {
    let placed = found.place.primary.is_some();
    let dated = found.when.span.is_some();
    if found.story.aside && !(placed && dated) {
        return false;
    }
    let needed = LEAST_STRENGTH + if tenor.is_elsewhere() { 2.6 } else { 0.0 };
    let anchored = placed || (dated && hurt(found));
    found.strength >= needed && anchored
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
