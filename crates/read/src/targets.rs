//! What was hit: things and people beside the event words.

use crate::places::PlaceStanding;
use crate::scan::Scan;
use crate::senses::{Sense, Trigger};
use crate::story::Story;
use std::ops::Range;
use vigie_model::{Span, TargetClass, TargetMention};

/// A target and its words.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetFound {
    /// The target.
    pub target: TargetMention,
    /// The words.
    pub span: Span,
}

/// The most that an account lists: beyond it the text describes, it does not tell what was hit.
const MOST: usize = 6;

/// The targets of a story: those named in a list of targets, then those of its anchor, then what else was hit.
pub fn targets(scan: &Scan, story: &Story) -> Vec<TargetFound> {
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
    scan.places.iter().any(|place| {
        place.standing >= PlaceStanding::Bare
            && place.words.start <= words.start
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
    article
        || linked
        || (scan.words.is_capital(at) && !scan.times.iter().any(|time| time.words.contains(&at)))
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
