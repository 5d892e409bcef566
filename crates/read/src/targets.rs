//! What was hit: things, people and villages, by how they stand to the event words.
//!
//! A table of weights (`data/ontology/target.tsv`) weighs each class that the story names; those above zero
//! were targets, told by the phrase that speaks for its class best.

use crate::bonds::{bonds, is_proper};
use crate::places::PlaceStanding;
use crate::scan::Scan;
use crate::senses::{Cue, Sense, Trigger};
use crate::story::Story;
use crate::toll::CountFound;
use crate::weights::{Features, Weights};
use std::collections::BTreeMap;
use std::ops::Range;
use vigie_model::{BlockKind, PlaceKind, Span, SubEventType, TargetClass, TargetMention};

/// A target and its words.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetFound {
    /// The target.
    pub target: TargetMention,
    /// The words.
    pub span: Span,
}

/// Something that may have been hit.
#[derive(Debug, Clone)]
pub struct Candidate {
    class: TargetClass,
    words: Range<usize>,
    features: Features,
}

/// Everything in a story that may have been hit.
pub fn candidates(scan: &Scan, story: &Story, counts: &[CountFound]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for &sentence in &story.sentences {
        let range = scan.words.sentences[sentence].words.clone();
        let told = scan.triggers_in(range.clone()).any(|(_, trigger, _)| hits_things(trigger));
        if !told && !lists_targets(scan, sentence) {
            continue;
        }
        for hit in scan.hits_in(range.clone()) {
            let Some((class, sort)) = class_and_sort(hit.sense).filter(|_| !is_weapon(scan, &hit.words))
            else {
                continue;
            };
            let class = owner(scan, &hit.words, class).unwrap_or(class);
            let features = candidate_features(scan, story, &hit.words, class, sort, counts);
            found.push(Candidate { class, words: hit.words.clone(), features });
        }
        let villages = scan.places_in(range).filter(|place| place.kind == PlaceKind::Locality);
        for place in villages.filter(|place| place.standing >= PlaceStanding::Of) {
            let class = TargetClass::Village;
            let features = candidate_features(scan, story, &place.words, class, "place", counts);
            found.push(Candidate { class, words: place.words.clone(), features });
        }
    }
    found
}

fn class_and_sort(sense: Sense) -> Option<(TargetClass, &'static str)> {
    match sense {
        Sense::Thing(thing) => Some((thing.class, "thing")),
        Sense::People(people) => Some((people.target?, "people")),
        _ => None,
    }
}

fn candidate_features(
    scan: &Scan,
    story: &Story,
    words: &Range<usize>,
    class: TargetClass,
    sort: &'static str,
    counts: &[CountFound],
) -> Features {
    let mut features = Features::default();
    for (name, value) in bonds(scan, words).0 {
        features.add(&format!("{sort} {name}"), value);
        features.add(&name, value);
    }
    let sentence = scan.words.sentence_of(words.start);
    let place = &scan.words.sentences[sentence];
    features.mark("anchor", sentence == story.anchor);
    features.mark("title", place.kind == BlockKind::Title);
    features.mark("background", scan.has_cue(place.words.clone(), Cue::Background));
    features.mark("live", scan.live[sentence].iter().any(|live| hits_things(live.trigger)));
    features.mark("listed", lists_targets(scan, sentence));
    features.mark("in_place", in_place(scan, words));
    features.mark("ride", class == TargetClass::Transport && is_ride(scan, words));
    features
        .mark("no_event", !scan.triggers_in(place.words.clone()).any(|(_, trigger, _)| hits_things(trigger)));
    features.mark("proper", is_proper(scan, words));
    features.add(sort, 1.0);
    features.add(class.as_str(), 1.0);
    let span = scan.words.span(words.clone());
    for found in counts.iter().filter(|found| found.sentence == sentence) {
        let inside = found.span.start <= span.start && span.end <= found.span.end;
        let some = found.count.min.or(found.count.max).unwrap_or(0) > 0;
        features.mark(&format!("counted_{}", found.count.what), inside && some);
    }
    features
}

/// "a mine", "car bomb": what did it, not what was hit.
fn is_weapon(scan: &Scan, words: &Range<usize>) -> bool {
    use Trigger as T;
    let from = words.start.saturating_sub(1);
    scan.triggers_in(from..words.end).any(|(event, trigger, _)| {
        event.end > words.start
            && matches!(
                trigger,
                T::Explosive | T::Landmine | T::CarBomb | T::Suicide | T::Grenade | T::Shelling | T::Drone
            )
    })
}

/// How many words after a thing its owner may stand.
const OWNED: usize = 5;

/// "a truck of the peacekeepers", "NGO vehicles", "employees of the mine": whose it is says what sort of target.
fn owner(scan: &Scan, words: &Range<usize>, class: TargetClass) -> Option<TargetClass> {
    use TargetClass as T;
    if !matches!(
        class,
        T::Transport | T::Civilians | T::Residential | T::Industrial | T::Other | T::Construction
    ) {
        return None;
    }
    let sentence = scan.words.sentence_words(words.start);
    let linked = words.end < sentence.end
        && matches!(scan.words.key(words.end), "of" | "de" | "du" | "d'" | "des" | "belonging" | "from");
    let after = words.end..(words.end + OWNED).min(sentence.end);
    let close =
        after.clone().find(|&at| matches!(scan.words.key(at), "," | "." | ";" | ":" | "(" | "and" | "et"));
    let after = after.start..close.unwrap_or(after.end);
    let before = words.start.saturating_sub(2).max(sentence.start)..words.start;
    let beside = before.clone().filter(|_| {
        !before.clone().any(|at| matches!(scan.words.key(at), "," | "." | ";" | ":" | "(" | "and" | "et"))
    });
    let whose = |range: Range<usize>| owner_in(scan, range);
    whose(beside.clone().min().map_or(0..0, |from| from..words.start))
        .or_else(|| linked.then(|| whose(after)).flatten())
}

fn owner_in(scan: &Scan, range: Range<usize>) -> Option<TargetClass> {
    use crate::actors::ActorKind as K;
    let side =
        scan.actors_in(range.clone()).find_map(|found| found.candidates.first().map(|actor| actor.kind));
    let of_side = side.and_then(|kind| match kind {
        K::Military | K::ProGovernment => Some(TargetClass::Military),
        K::Police => Some(TargetClass::Police),
        K::External => Some(TargetClass::UnPeacekeeping),
        _ => None,
    });
    let by_class = |hit: &crate::scan::Hit| {
        class_and_sort(hit.sense).map(|(class, _)| class).filter(|class| {
            use TargetClass as T;
            matches!(
                class,
                T::Humanitarian
                    | T::UnPeacekeeping
                    | T::Mining
                    | T::Health
                    | T::School
                    | T::Military
                    | T::Police
                    | T::FuelConvoy
            )
        })
    };
    of_side.or_else(|| scan.hits_in(range).find_map(by_class))
}

/// "on motorcycles", "à bord de pick-up": how the attackers came.
fn is_ride(scan: &Scan, words: &Range<usize>) -> bool {
    let sentence = scan.words.sentence_words(words.start);
    let before = words.start.saturating_sub(4).max(sentence.start)..words.start;
    let last = before.rev().find(|&at| {
        !scan.is_number(at)
            && !matches!(scan.words.key(at), "de" | "of" | "d'" | "des" | "several" | "plusieurs")
    });
    last.is_some_and(|at| {
        matches!(
            scan.words.key(at),
            "on" | "a" | "aboard" | "bord" | "riding" | "sur" | "by" | "with" | "astride" | "avec"
        )
    })
}

impl Candidate {
    /// What speaks for it, in an account of this type.
    pub fn features(&self, kind: SubEventType) -> Features {
        let mut features = self.features.clone();
        features.add(kind.as_str(), 1.0);
        features.add(&format!("{} in {}", self.class, kind.event_type()), 1.0);
        features
    }

    /// What it is, as written.
    pub fn found(&self, scan: &Scan) -> TargetFound {
        target(scan, &self.words, self.class, &scan.words.sentence_words(self.words.start))
    }
}

/// The targets of a story, in text order: of each class the phrase that speaks for it best.
pub fn targets(
    weights: &Weights,
    scan: &Scan,
    candidates: &[Candidate],
    kind: SubEventType,
) -> Vec<TargetFound> {
    let mut best: BTreeMap<TargetClass, (f32, &Candidate)> = BTreeMap::new();
    for candidate in candidates {
        let sum = weights.sum(&candidate.features(kind));
        let known = best.get(&candidate.class).is_some_and(|(known, _)| *known >= sum);
        if sum > 0.0 && !known {
            best.insert(candidate.class, (sum, candidate));
        }
    }
    let mut told: Vec<&Candidate> = best.into_values().map(|(_, candidate)| candidate).collect();
    told.sort_by_key(|candidate| candidate.words.start);
    let mut found: Vec<TargetFound> = told.into_iter().map(|candidate| candidate.found(scan)).collect();
    add_listed(scan, candidates, &mut found);
    found
}

/// "The targeted facilities included the A plant, the B quarry and the C factory": each is a target by its name, and
/// the generic word for them gives way.
fn add_listed(scan: &Scan, candidates: &[Candidate], found: &mut Vec<TargetFound>) {
    let listed = candidates
        .iter()
        .filter(|candidate| lists_targets(scan, scan.words.sentence_of(candidate.words.start)));
    let named: Vec<TargetFound> = listed.map(|candidate| candidate.found(scan)).filter(is_named).collect();
    for target in named {
        if found.len() < MOST && found.iter().all(|known| known.target.name != target.target.name) {
            found.retain(|known| is_named(known) || known.target.class != target.target.class);
            found.push(target);
        }
    }
    found.sort_by_key(|target| target.span);
}

/// The most that an account lists: beyond it the text describes, it does not tell what was hit.
const MOST: usize = 6;

/// What stands near the event words: a list of targets, then the anchor's, then what else; before the type is known.
pub fn nearby(scan: &Scan, story: &Story) -> Vec<TargetFound> {
    let mut found: Vec<TargetFound> = Vec::new();
    let others = story.sentences.iter().copied().filter(|&sentence| sentence != story.anchor);
    let listed = story.sentences.iter().copied().filter(|&sentence| lists_targets(scan, sentence));
    for sentence in listed.chain([story.anchor]).chain(others) {
        for target in in_sentence(scan, sentence) {
            let named = is_named(&target);
            if named {
                found.retain(|known| is_named(known) || known.target.class != target.target.class);
            }
            let known = found.iter().any(|known| {
                known.target.name == target.target.name
                    || (!named && known.target.class == target.target.class)
            });
            if !known && found.len() < MOST {
                found.push(target);
            }
        }
        if found.len() >= 2 && sentence != story.anchor && !lists_targets(scan, sentence) {
            break;
        }
    }
    found
}

/// "The targeted facilities included …", "parmi les cibles : …"
fn lists_targets(scan: &Scan, sentence: usize) -> bool {
    let range = scan.words.sentences[sentence].words.clone();
    let opening = range.start..(range.start + 7).min(range.end);
    let target = opening.clone().any(|at| {
        matches!(
            scan.words.key(at),
            "targeted" | "targets" | "cibles" | "vises" | "visees" | "ciblees" | "touches" | "sites"
        )
    });
    target
        && range.clone().any(|at| {
            matches!(
                scan.words.key(at),
                "included" | "include" | "including" | ":" | "sont" | "comprennent" | "dont" | "are" | "were"
            )
        })
}

/// Written with a name of its own: "the Diamond Cement plant".
fn is_named(target: &TargetFound) -> bool {
    target.target.name.split_whitespace().skip(1).any(|word| word.starts_with(char::is_uppercase))
}

fn in_sentence(scan: &Scan, sentence: usize) -> Vec<TargetFound> {
    let range = scan.words.sentences[sentence].words.clone();
    let harm: Vec<Range<usize>> = scan
        .triggers_in(range.clone())
        .filter(|(_, trigger, _)| hits_things(*trigger))
        .map(|(words, ..)| words)
        .collect();
    if harm.is_empty() {
        return Vec::new();
    }
    let listed = lists_targets(scan, sentence);
    let near = |words: &Range<usize>| {
        listed
            || harm.iter().any(|trigger| {
                words.start.abs_diff(trigger.end) <= 12 || trigger.start.abs_diff(words.end) <= 12
            })
    };
    let hits = scan.hits_in(range.clone()).filter(|hit| near(&hit.words) && !in_place(scan, &hit.words));
    hits.filter_map(|hit| class_of(hit.sense).map(|class| target(scan, &hit.words, class, &range))).collect()
}

fn class_of(sense: Sense) -> Option<TargetClass> {
    match sense {
        Sense::Thing(thing) => Some(thing.class),
        Sense::People(people) => people.target.filter(|class| *class != TargetClass::Civilians),
        _ => None,
    }
}

/// The kind word of a place's name is where it was, not what was hit.
fn in_place(scan: &Scan, words: &Range<usize>) -> bool {
    scan.place_over(words.start).is_some_and(|place| {
        place.standing >= PlaceStanding::Bare
            && words.end <= place.words.end
            && !matches!(place.kind, vigie_model::PlaceKind::Site)
    })
}

/// How many words before its noun belong to a target's name.
const LONGEST: usize = 7;

/// The phrase as written: a few words before that belong to it, and a name after.
fn target(scan: &Scan, words: &Range<usize>, class: TargetClass, sentence: &Range<usize>) -> TargetFound {
    let mut from = words.start;
    while from > sentence.start && words.start - from < LONGEST && belongs(scan, from - 1) {
        from -= 1;
    }
    let words = from..words.end;
    TargetFound {
        target: TargetMention { name: scan.words.phrase(words.clone()).to_owned(), class },
        span: scan.words.span(words),
    }
}

fn belongs(scan: &Scan, at: usize) -> bool {
    let key = scan.words.key(at);
    let article = matches!(
        key,
        "the" | "a" | "an" | "le" | "la" | "les" | "l'" | "un" | "une" | "two" | "deux" | "trois" | "three"
    );
    let linked = matches!(key, "et" | "and" | "du" | "de" | "of")
        && at > 0
        && scan.words.is_capital(at - 1)
        && scan.words.is_capital(at + 1);
    article || linked || (scan.words.is_capital(at) && !scan.is_taken(at))
}

fn hits_things(trigger: Trigger) -> bool {
    use Trigger as T;
    matches!(
        trigger,
        T::Attack
            | T::Ambush
            | T::Arson
            | T::Destroy
            | T::Loot
            | T::Airstrike
            | T::Drone
            | T::Shelling
            | T::Explosive
            | T::Landmine
            | T::Blast
            | T::Suicide
            | T::CarBomb
            | T::Grenade
            | T::Abduct
            | T::Kill
            | T::Sabotage
            | T::Capture
            | T::Intercept
            | T::Gunfire
            | T::Rustle
            | T::Clash
            | T::Take
    )
}
