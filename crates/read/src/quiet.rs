//! What is not an incident: other worlds that use the words of war, and stories that say too little.

use crate::account::AccountFound;
use crate::kind::{Features, Weights};
use crate::scan::Scan;
use crate::senses::Cue;
use crate::story::Story;
use std::collections::BTreeSet;
use vigie_model::{BlockKind, CountWhat, DatePrecision};

/// Worlds that use the words of war, and how the table of weights names them.
const WORLDS: [(Cue, [&str; 4]); 4] = [
    (Cue::Elsewhere, ["elsewhere", "elsewhere_title", "elsewhere_story", "elsewhere_anchor"]),
    (Cue::Exercise, ["exercise", "exercise_title", "exercise_story", "exercise_anchor"]),
    (Cue::Court, ["court", "court_title", "court_story", "court_anchor"]),
    (Cue::Accident, ["accident", "accident_title", "accident_story", "accident_anchor"]),
];

const ACCIDENT: usize = 3;

/// How far a stretch of text speaks of other worlds: how many different words of each, for its length.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tenor([f32; WORLDS.len()]);

impl Tenor {
    /// The tenor of a whole text.
    pub fn of(scan: &Scan) -> Self {
        Self::of_sentences(scan, 0..scan.words.sentences.len())
    }

    fn of_sentences(scan: &Scan, sentences: impl Iterator<Item = usize>) -> Self {
        let mut kinds: [BTreeSet<&str>; WORLDS.len()] = Default::default();
        let mut length = 0;
        for sentence in sentences {
            let range = scan.words.sentences[sentence].words.clone();
            length += range.len();
            for (words, cue) in scan.cues_in(range) {
                if let Some(world) = WORLDS.iter().position(|(known, _)| *known == cue) {
                    kinds[world].insert(scan.words.key(words.start));
                }
            }
        }
        // Three words in a short note tell as much as six in a long article.
        let dense = |words: BTreeSet<&str>| words.len() as f32 / (3.0 + length as f32 / 80.0);
        Self(kinds.map(|words| dense(words).min(1.0)))
    }
}

impl Tenor {
    /// The text is of the world of sport and the stage, or of drills: full of its words, or half so below a
    /// headline that has one.
    pub fn is_elsewhere(self, scan: &Scan) -> bool {
        const HALF: f32 = 0.6;
        let title = Tenor::of_sentences(scan, titles(scan));
        let worlds = [Cue::Elsewhere, Cue::Exercise];
        let known = WORLDS.iter().enumerate().filter(|(_, (cue, _))| worlds.contains(cue));
        known.into_iter().any(|(at, _)| self.0[at] >= 1.0 || self.0[at] >= HALF && title.0[at] > 0.0)
    }
}

fn titles<'s>(scan: &'s Scan) -> impl Iterator<Item = usize> + 's {
    let sentences = 0..scan.words.sentences.len();
    sentences.take_while(|&at| scan.words.sentences[at].kind == BlockKind::Title)
}

/// How far an account stands in other worlds: in the whole text, its headline, its own sentences and its anchor.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Surroundings([Tenor; 3]);

impl Surroundings {
    /// Those of a story.
    pub fn of(scan: &Scan, story: &Story) -> Self {
        let own = story.sentences.iter().copied();
        Self([
            Tenor::of_sentences(scan, titles(scan)),
            Tenor::of_sentences(scan, own),
            Tenor::of_sentences(scan, std::iter::once(story.anchor)),
        ])
    }

    /// Marks them. An item of a bulletin is judged by itself: its neighbours may speak of trade or of weather.
    fn mark(self, text: Tenor, features: &mut Features, item: bool) {
        let text = if item { Tenor::default() } else { text };
        for (world, (_, names)) in WORLDS.iter().enumerate() {
            let tenors = [text, self.0[0], self.0[1], self.0[2]];
            for (name, tenor) in names.iter().zip(tenors) {
                features.add(name, tenor.0[world]);
            }
        }
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
    let datable = weighed.iter().any(|(sum, found)| *sum > 0.0 && !is_of_a_season(found));
    let least = if news { -COMPANY } else { 0.0 };
    let told = weighed.into_iter().filter(|(sum, _)| *sum > least).map(|(_, found)| found);
    told.filter(|found| !datable || !is_of_a_season(found)).collect()
}

/// It says where, or when and whom it hurt; a past happening told in passing says both.
fn tells_where_or_whom(found: &AccountFound) -> bool {
    let placed = found.place.primary.is_some();
    let dated = is_dated(found);
    if found.story.aside { placed && dated } else { placed || (dated && hurt(found)) }
}

/// Dated to more than a month: a past told as background, or a statistic, where the text has news beside it (GUIDE.md
/// wants a month at least). What a text tells of nothing else is weighed: a day misread must not lose a report.
fn is_of_a_season(found: &AccountFound) -> bool {
    const MONTH: i32 = 31;
    found.when.date.bounds().is_some_and(|(start, end)| (end - start).get_days() > MONTH)
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
    found.surroundings.mark(tenor, &mut features, found.story.item);
    let armed = ["perp_armed", "told_armed", "actor_insurgent"].iter().any(|name| features.get(name) > 0.0);
    if !armed {
        features.add("accident_unarmed", found.surroundings.0[1].0[ACCIDENT]);
    }
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
