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

/// A sort of thing that may have been hit, with every phrase of the story that names one.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// What sort.
    pub class: TargetClass,
    mentions: Vec<Mention>,
    features: Features,
}

/// One phrase.
#[derive(Debug, Clone)]
struct Mention {
    words: Range<usize>,
    features: Features,
}

/// Everything in a story that may have been hit, in the order of the text.
pub fn candidates(scan: &Scan, story: &Story, counts: &[CountFound]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for &sentence in &story.sentences {
        for (class, sort, words) in named(scan, sentence) {
            let features = mention_features(scan, story, &words, class, sort, counts);
            join(&mut found, class, Mention { words, features });
        }
    }
    company(&mut found);
    found
}

/// The things, people and villages of a sentence.
fn named(scan: &Scan, sentence: usize) -> Vec<(TargetClass, &'static str, Range<usize>)> {
    let range = scan.words.sentences[sentence].words.clone();
    let mut found = Vec::new();
    for hit in scan.hits_in(range.clone()) {
        let sorted = class_and_sort(hit.sense).filter(|_| !is_weapon(scan, &hit.words));
        let Some((class, sort)) = sorted else { continue };
        found.push((owner(scan, &hit.words, class).unwrap_or(class), sort, hit.words.clone()));
    }
    let villages = scan.places_in(range).filter(|place| place.kind == PlaceKind::Locality);
    let villages = villages.filter(|place| place.standing >= PlaceStanding::Of);
    found.extend(villages.map(|place| (TargetClass::Village, "place", place.words.clone())));
    found
}

/// One candidate a class: its features are the strongest of its mentions.
fn join(found: &mut Vec<Candidate>, class: TargetClass, mention: Mention) {
    let known = match found.iter().position(|known| known.class == class) {
        Some(at) => at,
        None => {
            found.push(Candidate { class, mentions: Vec::new(), features: Features::default() });
            found.len() - 1
        }
    };
    found[known].features.strongest(&mention.features);
    found[known].features.add("often", 0.25);
    found[known].mentions.push(mention);
}

/// What else is there: of people and the house they lived in, coders name the house.
fn company(found: &mut [Candidate]) {
    let classes: Vec<TargetClass> = found.iter().map(|candidate| candidate.class).collect();
    for (nth, candidate) in found.iter_mut().enumerate() {
        candidate.features.mark("first", nth == 0);
        for other in classes.iter().filter(|class| **class != candidate.class) {
            candidate.features.add(&format!("{} beside {other}", candidate.class), 1.0);
        }
    }
}

fn class_and_sort(sense: Sense) -> Option<(TargetClass, &'static str)> {
    match sense {
        Sense::Thing(thing) => Some((thing.class, "thing")),
        Sense::People(people) => Some((people.target?, "people")),
        _ => None,
    }
}

fn mention_features(
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
    let line = |sentence: usize| scan.words.sentences[sentence].block;
    features.mark("anchor_block", line(sentence) == line(story.anchor));
    features.mark("after_anchor", sentence == story.anchor + 1);
    features.mark("long_after", sentence > story.anchor + 3);
    features.mark(&format!("word {}", scan.words.key(words.end - 1)), sort != "place");
    features.mark("background", scan.has_cue(place.words.clone(), Cue::Background));
    features.mark("live", scan.live[sentence].iter().any(|live| hits_things(live.trigger)));
    features.mark("listed", lists_targets(scan, sentence));
    features.mark("in_place", in_place(scan, words));
    features.mark("ride", class == TargetClass::Transport && is_ride(scan, words));
    let events = || scan.triggers_in(place.words.clone());
    features.mark("no_event", !events().any(|(_, trigger, _)| hits_things(trigger)));
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
        features.add(&format!("{} in {kind}", self.class), 1.0);
        features.add(&format!("{} in {}", self.class, kind.event_type()), 1.0);
        features
    }

    /// It as the phrase names it that speaks for it best, the first of equals.
    fn found(&self, weights: &Weights, scan: &Scan) -> Option<TargetFound> {
        let sums = self.mentions.iter().map(|mention| (weights.sum(&mention.features), mention));
        let best = sums.reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.map(|(_, mention)| self.written(scan, mention))
    }

    fn written(&self, scan: &Scan, mention: &Mention) -> TargetFound {
        target(scan, &mention.words, self.class, &scan.words.sentence_words(mention.words.start))
    }
}

/// The targets of a story, in text order: each class that its weights speak for.
pub fn targets(
    weights: &Weights,
    scan: &Scan,
    candidates: &[Candidate],
    kind: SubEventType,
) -> Vec<TargetFound> {
    let hit = candidates.iter().filter(|candidate| weights.sum(&candidate.features(kind)) > 0.0);
    let mut found: Vec<TargetFound> = hit.filter_map(|candidate| candidate.found(weights, scan)).collect();
    add_listed(scan, candidates, &mut found);
    found.sort_by_key(|target| target.span);
    found
}

/// "The targeted facilities included the A plant, the B quarry and the C factory": each is a target by its name, and
/// the generic word for them gives way.
fn add_listed(scan: &Scan, candidates: &[Candidate], found: &mut Vec<TargetFound>) {
    let mentions =
        candidates.iter().flat_map(|candidate| candidate.mentions.iter().map(move |m| (candidate, m)));
    let listed =
        mentions.filter(|(_, mention)| lists_targets(scan, scan.words.sentence_of(mention.words.start)));
    let mut named: Vec<TargetFound> =
        listed.map(|(candidate, mention)| candidate.written(scan, mention)).filter(is_named).collect();
    named.sort_by_key(|target| target.span);
    for target in named {
        if found.len() < MOST && found.iter().all(|known| known.target.name != target.target.name) {
            found.retain(|known| is_named(known) || known.target.class != target.target.class);
            found.push(target);
        }
    }
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
