//! What is not an incident: other worlds that use the words of war, and stories that say too little.

use crate::account::AccountFound;
use crate::kind::{Features, Weights};
use crate::scan::Scan;
use crate::senses::Cue;
use std::collections::BTreeSet;
use vigie_model::{BlockKind, CountWhat, DatePrecision};

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
}

impl Tenor {
    /// Marks how far the text speaks of another world. An item of a bulletin is judged by itself: its neighbours
    /// may speak of trade or of weather.
    fn mark(self, features: &mut Features, item: bool) {
        let density = self.elsewhere as f32 / (4.0 + self.length * 1.2);
        features.add(if item { "item_elsewhere" } else { "elsewhere" }, density.min(1.0));
        features.add("elsewhere_title", self.elsewhere_title as f32 / 2.0);
        features.add("exercise", self.exercise as f32 / 3.0);
        features.add("exercise_title", self.exercise_title as f32);
        features.add("court", (self.court as f32 / 5.0).min(1.0));
        features.add("accident", (self.accident as f32 / 4.0).min(1.0));
    }
}

/// How much less a further account needs in a text that tells one already.
const COMPANY: f32 = 1.0;

/// The accounts that the desk should see. Where one is news, its neighbours need less to be.
pub fn incidents(weights: &Weights, tenor: Tenor, all: Vec<AccountFound>) -> Vec<AccountFound> {
    let weighed = all.into_iter().filter(tells_where_or_whom).map(|found| {
        let sum = weights.sum(&news_features(tenor, &found));
        (sum, found)
    });
    let weighed: Vec<(f32, AccountFound)> = weighed.collect();
    let news = weighed.iter().any(|(sum, _)| *sum > 0.0);
    let least = if news { -COMPANY } else { 0.0 };
    weighed.into_iter().filter(|(sum, _)| *sum > least).map(|(_, found)| found).collect()
}

/// It says where, or when and whom it hurt; a past happening told in passing says both.
fn tells_where_or_whom(found: &AccountFound) -> bool {
    let placed = found.place.primary.is_some();
    let dated = is_dated(found);
    if found.story.aside { placed && dated } else { placed || (dated && hurt(found)) }
}

/// How many sentences, the headline among them, make the head of a report.
const LEAD: usize = 3;

/// It names a day of its own.
fn is_dated(found: &AccountFound) -> bool {
    found.when.span.is_some() && !found.when.inherited
}

/// What speaks for an account being news, and what against.
pub fn news_features(tenor: Tenor, found: &AccountFound) -> Features {
    let mut features = Features::default();
    let mut mark = |name: &str, value: f32| features.add(name, value);
    let yes = |fact: bool| if fact { 1.0 } else { 0.0 };
    mark("placed", yes(found.place.primary.is_some()));
    mark("place_known", yes(found.place.known));
    mark("dated", yes(is_dated(found)));
    mark("day", yes(is_dated(found) && found.when.date.precision == DatePrecision::Day));
    mark("recent", yes(is_dated(found) && found.when.age_days.is_some_and(|days| (-1..=21).contains(&days))));
    mark("old", yes(found.when.age_days.is_some_and(|days| days > 180)));
    mark("item", yes(found.story.item));
    mark("aside", yes(found.story.aside));
    mark("strength", (found.strength / 10.0).clamp(0.0, 1.0));
    mark("hurt", yes(hurt(found)));
    mark("nobody_hurt", found.features.get("nobody_hurt"));
    mark("things_hit", found.features.get("things_hit"));
    mark("unarmed_kind", yes(is_unarmed_kind(found)));
    for name in [
        "told_armed",
        "told_security",
        "told_civilian",
        "actor_insurgent",
        "actor_unnamed",
        "actor_military",
        "actor_police",
        "actor_criminal",
        "actor_militia",
        "perp_armed",
    ] {
        mark(name, found.features.get(name));
    }
    mark("headline", yes(found.in_headline));
    mark("lead", yes(found.story.anchor <= LEAD));
    mark("long", (found.story.sentences.len() as f32 / 8.0).min(1.0));
    mark("triggers", (found.triggers.len() as f32 / 5.0).min(1.0));
    tenor.mark(&mut features, found.story.item);
    features
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
