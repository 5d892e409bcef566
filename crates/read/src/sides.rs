//! By whom and to whom: the organised sides of an account, their part in it and how firmly they are named.
//!
//! Law: a group that the text only suspects, or only knows to be about, is *suspected*, never asserted; what
//! no word names stays "unidentified armed group".

use crate::actors::{Actor, ActorKind};
use crate::scan::{ActorFound, Scan};
use crate::senses::{Cue, Trigger};
use crate::story::Story;
use std::ops::Range;
use vigie_model::{ActorMention, Attribution, CountWho, Role, Span};

/// The name of a side that nobody names.
pub const UNIDENTIFIED: &str = "unidentified armed group";

/// Whoever demonstrates, until the type says whether they rioted.
const CROWD: &str = "protesters";

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
            if let Some(side) = mention(scan, actor, &range, country) {
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

/// A mention of a named side: who, and what the words beside it say of its part.
pub fn mention(
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
    let role = part(scan, &found.words, actor, sentence);
    let name = if actor.kind == ActorKind::Civilian { CROWD } else { &actor.name };
    Some(side_of(scan, name, found.words.clone(), role, Some(actor.kind)))
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

/// The first side of a story that nobody names: a first guess at who did it.
fn unidentified(scan: &Scan, story: &Story) -> Option<SideFound> {
    let first = std::iter::once(story.anchor).chain(story.sentences.iter().copied());
    let mut all = first.flat_map(|sentence| unnamed(scan, &scan.words.sentences[sentence].words));
    all.next().map(|(_, side)| side)
}

/// "armed men on motorcycles", "des individus armés": sides, but nobody's.
pub fn unnamed(scan: &Scan, sentence: &Range<usize>) -> Vec<(Range<usize>, SideFound)> {
    let armed = scan.people_in(sentence.clone()).filter(|(_, people)| people.who == CountWho::ArmedGroup);
    let nobody = armed.filter(|(words, _)| !is_named(scan, words));
    nobody
        .map(|(words, _)| {
            let role = (Role::Perpetrator, Attribution::Unknown);
            let side = side_of(scan, UNIDENTIFIED, widen(scan, words.clone()), role, None);
            (words, side)
        })
        .collect()
}

/// Whoever demonstrates, riots or lynches in a sentence: the people before the word that says so, or after it.
pub fn crowd(scan: &Scan, sentence: usize) -> Option<(Range<usize>, SideFound)> {
    let range = scan.words.sentences[sentence].words.clone();
    let unrest = |trigger| matches!(trigger, Trigger::Protest | Trigger::Riot | Trigger::Mob);
    let event = scan.live[sentence].iter().find(|live| unrest(live.trigger))?;
    let people = || {
        scan.people_in(range.clone())
            .filter(|(_, people)| people.who == CountWho::Civilian)
            .map(|(words, _)| words)
    };
    let before = people().filter(|words| words.end <= event.words.end).last();
    let words = before.or_else(|| people().next()).unwrap_or_else(|| event.words.clone());
    let role = (Role::Perpetrator, Attribution::Asserted);
    let side = side_of(scan, CROWD, words.clone(), role, Some(ActorKind::Civilian));
    Some((words, side))
}

fn side_of(
    scan: &Scan,
    name: &str,
    words: Range<usize>,
    (role, attribution): (Role, Attribution),
    kind: Option<ActorKind>,
) -> SideFound {
    let as_written = scan.words.phrase(words.clone()).to_owned();
    let actor = ActorMention { name: name.to_owned(), as_written, role, attribution };
    SideFound { actor, span: scan.words.span(words), kind }
}

fn is_named(scan: &Scan, words: &Range<usize>) -> bool {
    scan.actors_in(words.start.saturating_sub(8)..words.end + 3)
        .any(|actor| words.start <= actor.words.end + 1)
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
