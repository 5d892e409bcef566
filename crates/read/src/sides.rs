//! By whom and to whom: the organised sides of an account, their part in it and how firmly they are named.
//!
//! Law: a group that the text only suspects, or only knows to be about, is *suspected*, never asserted; what
//! no word names stays "unidentified armed group".

use crate::actors::{Actor, ActorKind};
use crate::scan::{ActorFound, Scan};
use crate::senses::Cue;
use crate::story::Story;
use std::ops::Range;
use vigie_model::{ActorMention, Attribution, CountWho, Role, Span};

/// The name of a side that nobody names.
pub const UNIDENTIFIED: &str = "unidentified armed group";

/// A side and the words that name it.
#[derive(Debug, Clone, PartialEq)]
pub struct SideFound {
    /// The side.
    pub actor: ActorMention,
    /// The words.
    pub span: Span,
    /// Belongs to a state or fights beside one; `None` for those that nobody names.
    pub kind: Option<ActorKind>,
}

/// The sides of a story. `country` is the account's, to tell one army from another.
pub fn sides(scan: &Scan, story: &Story, country: Option<[u8; 2]>) -> Vec<SideFound> {
    let mut found: Vec<SideFound> = Vec::new();
    for &sentence in &story.sentences {
        let range = scan.words.sentences[sentence].words.clone();
        for actor in scan.actors_in(range.clone()) {
            if let Some(side) = named(scan, actor, &range, country) {
                merge(&mut found, side);
            }
        }
    }
    if !found
        .iter()
        .any(|side| side.actor.role == Role::Perpetrator && side.actor.attribution != Attribution::Suspected)
        && let Some(side) = unidentified(scan, story)
    {
        found.insert(0, side);
    }
    found
}

fn named(
    scan: &Scan,
    found: &ActorFound,
    sentence: &Range<usize>,
    country: Option<[u8; 2]>,
) -> Option<SideFound> {
    if is_parent(scan, &found.words, sentence) {
        return None;
    }
    let proper = found.words.clone().any(|at| scan.words.is_capital(at) && at > sentence.start);
    let actor = choose(&found.candidates, country, proper)?;
    let (role, attribution) = part(scan, &found.words, actor, sentence);
    Some(SideFound {
        actor: ActorMention {
            name: actor.name.clone(),
            as_written: scan.words.phrase(found.words.clone()).to_owned(),
            role,
            attribution,
        },
        span: scan.words.span(found.words.clone()),
        kind: Some(actor.kind),
    })
}

/// "JNIM, an affiliate of al-Qaeda", "lié à Al-Qaïda": whom a group belongs to, not who was there.
fn is_parent(scan: &Scan, words: &Range<usize>, sentence: &Range<usize>) -> bool {
    const BONDS: &[&str] = &[
        "affilie",
        "affiliee",
        "affilies",
        "affiliate",
        "affiliated",
        "allegiance",
        "allied",
        "branch",
        "branche",
        "filiale",
        "lie",
        "liee",
        "lies",
        "linked",
        "offshoot",
    ];
    let near = words.start.saturating_sub(3).max(sentence.start)..words.start;
    let bound = near.clone().any(|at| BONDS.contains(&scan.words.key(at)));
    let child = words.start.saturating_sub(12).max(sentence.start)..words.start;
    bound && scan.actors_in(child).next().is_some()
}

/// Of several sides of one name ("the army"), the one of this country; where none fits, nobody.
fn choose<'a>(candidates: &[&'a Actor], country: Option<[u8; 2]>, proper: bool) -> Option<&'a Actor> {
    let here = |actor: &&&Actor| {
        country.is_some_and(|code| actor.countries.iter().any(|known| known.as_bytes() == code))
    };
    match candidates {
        // "the interior ministry" is nobody's in particular; "FAMa" are Mali's wherever they stand.
        [only] if !only.kind.is_state() || only.countries.is_empty() || proper => Some(only),
        several => several.iter().find(here).copied(),
    }
}

/// What the words around a side say of its part.
fn part(scan: &Scan, words: &Range<usize>, actor: &Actor, sentence: &Range<usize>) -> (Role, Attribution) {
    let before = words.start.saturating_sub(6).max(sentence.start)..words.start;
    let after = words.end..(words.end + 9).min(sentence.end);
    let cue = |range: Range<usize>, wanted: Cue| scan.has_cue(range, wanted);
    if cue(after.clone(), Cue::Claiming) || cue(before.clone(), Cue::Claiming) {
        return (Role::Perpetrator, Attribution::Claimed);
    }
    if cue(after.clone(), Cue::Denial) && !actor.kind.is_state() {
        return (Role::Perpetrator, Attribution::Denied);
    }
    let suspected = cue(before.clone(), Cue::Suspicion)
        || cue(before.clone(), Cue::Blame)
        || context_only(scan, sentence);
    if actor.kind == ActorKind::Civilian {
        return (Role::Perpetrator, Attribution::Asserted);
    }
    let hurt_after = scan.triggers_in(after.clone()).next().is_some_and(|(_, trigger, _)| harms(trigger))
        && (after.start..after.end)
            .take(4)
            .any(|at| matches!(scan.words.key(at), "was" | "were" | "been" | "ont" | "ete" | "sont"));
    let harmed_by = (before.clone()).any(|at| {
        matches!(
            scan.words.key(at),
            "on" | "against"
                | "killed"
                | "contre"
                | "killing"
                | "targeting"
                | "targeted"
                | "tue"
                | "tues"
                | "visant"
                | "ambushed"
                | "attacked"
                | "vise"
        )
    });
    if actor.kind.is_state() {
        let acts = by_agent(scan, words) || strikes(scan, &after);
        let role = if hurt_after || harmed_by {
            Role::Victim
        } else if acts {
            Role::Perpetrator
        } else {
            Role::Responder
        };
        return (role, Attribution::Asserted);
    }
    let role = if hurt_after || harmed_by { Role::Victim } else { Role::Perpetrator };
    let attribution = if suspected { Attribution::Suspected } else { Attribution::Asserted };
    (role, attribution)
}

/// "by the army", "par l’armée": the doer of a passive.
fn by_agent(scan: &Scan, words: &Range<usize>) -> bool {
    let at = words.start;
    let back = |n: usize| at.checked_sub(n).map_or("", |at| scan.words.key(at));
    matches!(back(1), "by" | "par")
        || (matches!(back(1), "the" | "l'" | "la" | "les" | "le")
            && matches!(back(2), "by" | "par" | "operated"))
}

fn strikes(scan: &Scan, after: &Range<usize>) -> bool {
    use crate::senses::Trigger as T;
    scan.triggers_in(after.clone()).any(|(words, trigger, _)| {
        words.start <= after.start + 4
            && matches!(
                trigger,
                T::Airstrike
                    | T::Drone
                    | T::Shelling
                    | T::Attack
                    | T::Kill
                    | T::Retake
                    | T::Capture
                    | T::Arson
                    | T::Gunfire
                    | T::Disperse
                    | T::Abduct
                    | T::Loot
            )
    })
}

/// "reflects a pattern linked to X", "where X is active": the text knows the group, not that it did it.
fn context_only(scan: &Scan, sentence: &Range<usize>) -> bool {
    let range = sentence.clone();
    let background =
        scan.has_cue(range.clone(), Cue::Background) || scan.has_cue(range.clone(), Cue::Suspicion);
    let active = range.clone().any(|at| {
        matches!(
            scan.words.key(at),
            "active"
                | "actif"
                | "actifs"
                | "roam"
                | "operate"
                | "operates"
                | "sevissent"
                | "sevit"
                | "area"
                | "stronghold"
                | "bastion"
                | "pattern"
                | "operent"
        )
    });
    background || active
}

fn harms(trigger: crate::senses::Trigger) -> bool {
    use crate::senses::Trigger as T;
    matches!(
        trigger,
        T::Kill
            | T::Death
            | T::Injure
            | T::Abduct
            | T::Ambush
            | T::Attack
            | T::Explosive
            | T::Landmine
            | T::Blast
            | T::Airstrike
    )
}

/// "armed men on motorcycles", "des individus armés": a side, but nobody's.
fn unidentified(scan: &Scan, story: &Story) -> Option<SideFound> {
    let first = std::iter::once(story.anchor).chain(story.sentences.iter().copied());
    let mut people = first.flat_map(|sentence| scan.people_in(scan.words.sentences[sentence].words.clone()));
    let (words, _) =
        people.find(|(words, people)| people.who == CountWho::ArmedGroup && !is_named(scan, words))?;
    let words = widen(scan, words);
    Some(SideFound {
        actor: ActorMention {
            name: UNIDENTIFIED.to_owned(),
            as_written: scan.words.phrase(words.clone()).to_owned(),
            role: Role::Perpetrator,
            attribution: Attribution::Unknown,
        },
        span: scan.words.span(words),
        kind: None,
    })
}

fn is_named(scan: &Scan, words: &Range<usize>) -> bool {
    scan.actors.iter().any(|actor| actor.words.start <= words.end + 2 && words.start <= actor.words.end + 1)
}

/// "heavily armed men on motorcycles": the words before and after that belong to the phrase.
fn widen(scan: &Scan, words: Range<usize>) -> Range<usize> {
    let sentence = scan.words.sentence_words(words.start);
    let mut from = words.start;
    while from > sentence.start && words.start - from < 3 && is_modifier(scan.words.key(from - 1)) {
        from -= 1;
    }
    from..words.end
}

fn is_modifier(key: &str) -> bool {
    matches!(
        key,
        "heavily"
            | "armed"
            | "unknown"
            | "unidentified"
            | "suspected"
            | "masked"
            | "hooded"
            | "des"
            | "de"
            | "some"
            | "several"
    )
}

/// One row a side: the strongest part, the firmest words.
fn merge(found: &mut Vec<SideFound>, side: SideFound) {
    let Some(known) = found.iter_mut().find(|known| known.actor.name == side.actor.name) else {
        found.push(side);
        return;
    };
    let rank = |role: Role| match role {
        Role::Perpetrator => 3,
        Role::Victim => 2,
        _ => 1,
    };
    let firmness = |attribution: Attribution| match attribution {
        Attribution::Claimed => 3,
        Attribution::Asserted => 2,
        Attribution::Denied => 1,
        Attribution::Suspected | Attribution::Unknown => 0,
    };
    let (old, new) = (&known.actor, &side.actor);
    let stronger = (rank(new.role), firmness(new.attribution)) > (rank(old.role), firmness(old.attribution));
    if stronger && !(old.role == Role::Victim && new.attribution == Attribution::Suspected) {
        *known = side;
    }
}
