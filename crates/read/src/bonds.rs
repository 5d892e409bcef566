//! How a phrase stands to the event words of its sentence: who does, who suffers, who only speaks.
//!
//! Shallow grammar: the words beside a phrase, its preposition, and the voice of the event words around it.
//! Each relation is a feature; weights decide what it amounts to.

use crate::scan::Scan;
use crate::senses::{Cue, Sense, Trigger};
use crate::weights::Features;
use crate::words::Shape;
use std::ops::Range;

/// How an event word is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Voice {
    /// "attacked the village", "ont tué"
    Active,
    /// "was attacked", "tués"
    Passive,
    /// "an attack", "l’attaque"
    Noun,
}

/// The relations of a phrase to its sentence. `words` are the name or noun that it is about.
pub fn bonds(scan: &Scan, words: &Range<usize>) -> Features {
    let sentence = scan.words.sentence_words(words.start);
    let phrase = phrase_start(scan, words.start, sentence.start)..phrase_end(scan, words.end, sentence.end);
    let mut features = Features::default();
    let governor = governor(scan, phrase.start, sentence.start);
    if let Some(name) = governor {
        features.add(name, 1.0);
    }
    before(scan, &phrase, &sentence, governor, &mut features);
    as_first_of_list(scan, &phrase, &sentence, governor, &mut features);
    compound(scan, &phrase, words, &sentence, &mut features);
    after(scan, &phrase, &sentence, &mut features);
    speech(scan, &phrase, &sentence, &mut features);
    features
}

/// The most links back through a list.
const LINKS: usize = 5;

/// "torched homes, a clinic and the mosque": what is joined to others stands to the event as the first of them does.
fn as_first_of_list(
    scan: &Scan,
    phrase: &Range<usize>,
    sentence: &Range<usize>,
    governor: Option<&'static str>,
    features: &mut Features,
) {
    let (mut first, mut held) = (phrase.clone(), governor);
    for _ in 0..LINKS {
        let Some(earlier) =
            (held == Some("joined")).then(|| joined_to(scan, first.start, sentence)).flatten()
        else {
            break;
        };
        first = earlier;
        held = self::governor(scan, first.start, sentence.start);
    }
    if first.start < phrase.start {
        features.mark("listed_behind", true);
        before(scan, &first, sentence, held, features);
    }
}

/// How many words may stand between one of a list and the mark before the next: "homes in the village and".
const ASIDE: usize = 3;

/// The noun before the conjunction or comma at which a phrase begins.
fn joined_to(scan: &Scan, start: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let mark = start.checked_sub(1)?;
    let reach = mark.saturating_sub(ASIDE + 3).max(sentence.start)..mark;
    let nouns = scan.hits_in(reach).filter(|hit| matches!(hit.sense, Sense::Thing(_) | Sense::People(_)));
    let noun =
        nouns.filter(|hit| hit.words.end <= mark && mark - hit.words.end <= ASIDE).last()?.words.clone();
    let verb = scan.triggers_in(noun.end..mark).next().is_some();
    (!verb).then(|| phrase_start(scan, noun.start, sentence.start)..noun.end)
}

/// "road workers' camp", "le camp des ouvriers": one noun tells of the other, and the other is meant.
fn compound(
    scan: &Scan,
    phrase: &Range<usize>,
    words: &Range<usize>,
    sentence: &Range<usize>,
    features: &mut Features,
) {
    let noun = |sense: Sense| matches!(sense, Sense::Thing(_) | Sense::People(_));
    let next = words.end..(words.end + 2).min(sentence.end);
    let possessed = next.clone().next().is_some_and(|at| matches!(scan.words.key(at), "'s" | "'" | "’"));
    let first = if possessed { next.start + 1 } else { next.start };
    features.mark("modifies", scan.hits_in(next).any(|hit| hit.words.start == first && noun(hit.sense)));
    let of = phrase.start.checked_sub(1).filter(|at| *at > sentence.start && is_of(scan.words.key(*at)));
    let whole =
        of.is_some_and(|at| scan.hits_in(at - 1..at).any(|hit| hit.words.end == at && noun(hit.sense)));
    features.mark("part_of", whole);
}

/// The longest stretch of words before a noun that still belongs to its phrase.
const LONGEST: usize = 9;

/// "about fifteen suspected members of the", "des dizaines de combattants présumés de l’": where the phrase begins.
fn phrase_start(scan: &Scan, at: usize, start: usize) -> usize {
    let mut from = at;
    while from > start && at - from < LONGEST && belongs_before(scan, from - 1, from) {
        from -= 1;
    }
    // A phrase does not begin with "of".
    while from < at && is_of(scan.words.key(from)) {
        from += 1;
    }
    from
}

fn belongs_before(scan: &Scan, word: usize, next: usize) -> bool {
    let key = scan.words.key(word);
    let number = scan.is_number(word);
    let people = scan.people_in(word..word + 1).next().is_some();
    let led =
        is_of(key) && word > 0 && (leads(scan, word - 1) || scan.people_in(word - 1..word).next().is_some());
    let name = scan.words.is_capital(word)
        && scan.words.is_capital(next)
        && scan.triggers_in(word..word + 1).next().is_none();
    is_article(key)
        || number
        || people
        || led
        || name
        || is_adjective(key)
        || leads(scan, word)
        || scan.has_cue(word..word + 1, Cue::Suspicion)
}

/// "members of", "une dizaine de": a noun of number or membership.
fn leads(scan: &Scan, word: usize) -> bool {
    matches!(
        scan.words.key(word),
        "member"
            | "members"
            | "membres"
            | "group"
            | "groupe"
            | "groups"
            | "groupes"
            | "gang"
            | "band"
            | "bande"
            | "dozens"
            | "dizaines"
            | "dizaine"
            | "vingtaine"
            | "trentaine"
            | "quarantaine"
            | "cinquantaine"
            | "centaine"
            | "centaines"
            | "scores"
            | "hundreds"
            | "column"
            | "colonne"
            | "horde"
            | "coalition"
            | "unit"
            | "units"
            | "unites"
            | "elements"
            | "element"
            | "base"
            | "bases"
            | "position"
            | "positions"
            | "camp"
            | "camps"
            | "fief"
    ) || scan.is_number(word)
}

fn is_adjective(key: &str) -> bool {
    matches!(
        key,
        "armed"
            | "heavily"
            | "unknown"
            | "unidentified"
            | "masked"
            | "hooded"
            | "local"
            | "several"
            | "some"
            | "young"
            | "angry"
            | "rival"
            | "former"
            | "regular"
            | "allied"
            | "plusieurs"
            | "quelques"
            | "certains"
            | "jeunes"
            | "presumes"
            | "presume"
            | "rebel"
            | "jihadist"
            | "islamist"
            | "government"
            | "pro-government"
            | "feuding"
            | "lone"
            | "other"
            | "autres"
            | "many"
            | "more"
            | "than"
            | "about"
            | "around"
            | "plus"
            | "environ"
    )
}

fn is_article(key: &str) -> bool {
    matches!(
        key,
        "the"
            | "a"
            | "an"
            | "le"
            | "la"
            | "les"
            | "l'"
            | "un"
            | "une"
            | "des"
            | "this"
            | "these"
            | "those"
            | "ces"
            | "ce"
            | "cette"
            | "its"
            | "their"
            | "his"
            | "ses"
            | "leurs"
            | "son"
            | "sa"
            | "leur"
    )
}

fn is_of(key: &str) -> bool {
    matches!(key, "of" | "from" | "de" | "du" | "d'" | "belonging")
}

/// "JNIM fighters", "Fano (FANO)", "the army's": where the phrase ends.
fn phrase_end(scan: &Scan, at: usize, end: usize) -> usize {
    let mut to = at;
    while to < end && to - at < 6 {
        let key = scan.words.key(to);
        let people = scan.hits_in(to..to + 1).find_map(|hit| match hit.sense {
            Sense::People(_) => Some(hit.words.end),
            _ => None,
        });
        if let Some(end) = people {
            to = end;
        } else if key == "(" {
            let close = (to..end.min(to + 6)).find(|&word| scan.words.key(word) == ")");
            let Some(close) = close else { break };
            to = close + 1;
        } else if matches!(
            key,
            "'s" | "group" | "gang" | "militia" | "armed" | "armes" | "presumes" | "forces"
        ) || scan.has_cue(to..to + 1, Cue::Suspicion)
        {
            to += 1;
        } else {
            break;
        }
    }
    to
}

/// The preposition that the phrase hangs on.
fn governor(scan: &Scan, at: usize, start: usize) -> Option<&'static str> {
    let word = at.checked_sub(1).filter(|word| *word >= start)?;
    let key = scan.words.key(word);
    Some(match key {
        "by" | "par" => "by",
        "on" | "against" | "contre" | "sur" | "visant" | "targeting" | "upon" => "upon",
        "of" | "de" | "du" | "d'" => "of",
        "in" | "at" | "into" | "inside" | "dans" | "near" | "outside" | "a" | "au" | "aux" | "chez"
        | "devant" => "in",
        "with" | "avec" => "with",
        "between" | "entre" => "between",
        "to" | "toward" | "towards" | "vers" => "to",
        "from" | "depuis" => "from",
        "aboard" | "bord" | "riding" | "astride" => "aboard",
        "for" | "pour" => "for",
        "and" | "et" | "," | "or" | "ou" => "joined",
        _ => return None,
    })
}

/// How far an event word may stand from a phrase, in words, and still bear on it.
const REACH: usize = 7;

/// The event word before a phrase: it is its object, its doer, or what an attack was aimed at.
fn before(
    scan: &Scan,
    phrase: &Range<usize>,
    sentence: &Range<usize>,
    governor: Option<&str>,
    features: &mut Features,
) {
    let reach = phrase.start.saturating_sub(REACH).max(sentence.start)..phrase.start;
    let events =
        scan.triggers_in(reach).filter(|(words, trigger, _)| acts(*trigger) && words.end <= phrase.start);
    let Some((event, trigger, _)) = events.last() else { return };
    let gap = event.end..phrase.start;
    if gap.clone().any(|at| closes(scan.words.key(at))) {
        return;
    }
    let voice = voice(scan, &event, sentence);
    let close = gap.len() <= 2;
    let relation = match (governor, voice) {
        (Some("by"), Voice::Noun) => "by_noun",
        (Some("by"), _) => "by_event",
        (Some("upon"), _) => "upon_event",
        (Some("of"), _) => "of_event",
        (Some("in"), _) => "in_event",
        (Some("joined"), Voice::Active) => "joined_object",
        (Some(_), _) => "other_event",
        (None, Voice::Active) if close => "object",
        (None, Voice::Active) => "far_object",
        (None, Voice::Passive) => "after_passive",
        (None, Voice::Noun) if gap.is_empty() => "owned_event",
        (None, Voice::Noun) => "after_noun",
    };
    features.add(relation, 1.0);
    features.add(&format!("{relation} {}", sort(trigger)), 1.0);
}

/// The event word after a phrase: it is its subject, or what belongs to it.
fn after(scan: &Scan, phrase: &Range<usize>, sentence: &Range<usize>, features: &mut Features) {
    let reach = phrase.end..(phrase.end + REACH + 2).min(sentence.end);
    let mut events = scan.triggers_in(reach).filter(|(_, trigger, _)| acts(*trigger));
    let Some((event, trigger, _)) = events.next() else { return };
    let gap = phrase.end..event.start;
    if gap.clone().any(|at| closes(scan.words.key(at))) {
        return;
    }
    let close = gap.len() <= 3;
    let relation = match voice(scan, &event, sentence) {
        Voice::Noun if gap.is_empty() => "owns_event",
        Voice::Noun if close => "before_noun",
        Voice::Noun => "far_before_noun",
        Voice::Active if close => "subject",
        Voice::Active => "far_subject",
        Voice::Passive if close => "sufferer",
        Voice::Passive => "far_sufferer",
    };
    features.add(relation, 1.0);
    features.add(&format!("{relation} {}", sort(trigger)), 1.0);
}

/// Words of saying, claiming, blaming and doubt beside a phrase.
fn speech(scan: &Scan, phrase: &Range<usize>, sentence: &Range<usize>, features: &mut Features) {
    let next = phrase.end..(phrase.end + 4).min(sentence.end);
    let far = phrase.end..(phrase.end + 9).min(sentence.end);
    let back = phrase.start.saturating_sub(5).max(sentence.start)..phrase.start;
    features.mark("speaks", scan.has_cue(next.clone(), Cue::Reporting));
    features.mark(
        "claims",
        scan.has_cue(far.clone(), Cue::Claiming) || scan.has_cue(back.clone(), Cue::Claiming),
    );
    features.mark("denies", scan.has_cue(far.clone(), Cue::Denial));
    features.mark("accuses", scan.has_cue(next, Cue::Blame));
    features.mark("accused", scan.has_cue(back.clone(), Cue::Blame));
    features.mark("suspected", scan.has_cue(back.start..phrase.end, Cue::Suspicion));
    let number = scan.words.sentence_of(phrase.start);
    let citations = scan.citations.get(number);
    let cited =
        citations.is_some_and(|all| all.iter().any(|citation| citation.source.contains(&phrase.start)));
    features.mark("cited", cited);
    features.mark("background", scan.has_cue(sentence.clone(), Cue::Background));
}

/// The voice of an event word, from the words before it and its ending.
fn voice(scan: &Scan, event: &Range<usize>, sentence: &Range<usize>) -> Voice {
    let back = |n: usize| {
        event.start.checked_sub(n).filter(|at| *at >= sentence.start).map_or("", |at| scan.words.key(at))
    };
    let near = [back(1), back(2), back(3)];
    if near.iter().any(|key| is_passive_help(key)) {
        return Voice::Passive;
    }
    let written = scan.words.phrase(event.start..event.start + 1);
    let french = scan.language.tag == "fr";
    let participle = french && ["é", "és", "ée", "ées"].iter().any(|end| written.ends_with(end));
    let had = near.iter().take(2).any(|key| {
        matches!(*key, "a" | "ont" | "avait" | "avaient" | "ayant" | "aurait" | "auraient" | "avoir" | "eu")
    });
    if participle {
        return if had { Voice::Active } else { Voice::Passive };
    }
    let followed = scan.words.words.len() > event.end && matches!(scan.words.key(event.end), "by" | "par");
    let verb = !french
        && (written.ends_with("ed") || written.ends_with("ing") || is_irregular(scan.words.key(event.start)));
    if verb {
        return if followed && !written.ends_with("ing") { Voice::Passive } else { Voice::Active };
    }
    if french && had { Voice::Active } else { Voice::Noun }
}

fn is_passive_help(key: &str) -> bool {
    matches!(
        key,
        "was"
            | "were"
            | "been"
            | "being"
            | "be"
            | "is"
            | "are"
            | "got"
            | "get"
            | "ete"
            | "fut"
            | "furent"
            | "est"
            | "sont"
            | "etre"
            | "etaient"
            | "etait"
            | "seraient"
            | "serait"
            | "left"
    )
}

/// English pasts without -ed.
fn is_irregular(key: &str) -> bool {
    matches!(
        key,
        "shot"
            | "slew"
            | "slain"
            | "beat"
            | "blew"
            | "blown"
            | "took"
            | "taken"
            | "burnt"
            | "hit"
            | "struck"
            | "stole"
            | "stolen"
            | "overran"
            | "overrun"
            | "fought"
            | "drove"
            | "driven"
            | "broke"
            | "broken"
            | "set"
            | "cut"
            | "hacked"
            | "held"
            | "seized"
            | "fired"
            | "opened"
            | "kill"
            | "attack"
            | "burn"
            | "raid"
            | "abduct"
            | "storm"
            | "kidnap"
            | "torch"
    )
}

/// A mark or a word at which a clause ends.
fn closes(key: &str) -> bool {
    matches!(
        key,
        ";" | ":"
            | "."
            | "but"
            | "mais"
            | "while"
            | "tandis"
            | "after"
            | "apres"
            | "before"
            | "avant"
            | "when"
            | "lorsque"
            | "said"
            | "»"
            | "”"
    )
}

/// Does something to somebody; not what only follows.
fn acts(trigger: Trigger) -> bool {
    !matches!(
        trigger,
        Trigger::Displace | Trigger::Missing | Trigger::Release | Trigger::Threat | Trigger::Agreement
    )
}

/// Event words by what they do to what stands beside them.
fn sort(trigger: Trigger) -> &'static str {
    use Trigger as T;
    match trigger {
        T::Kill | T::Death | T::Injure | T::Execute | T::Massacre | T::Assassinate | T::Rape => "harm",
        T::Abduct | T::Take => "taking",
        T::Arson | T::Destroy | T::Sabotage | T::Loot | T::Rustle => "damage",
        T::Airstrike | T::Drone | T::Shelling => "strike",
        T::Explosive | T::Landmine | T::Blast | T::Suicide | T::CarBomb | T::Grenade | T::Chemical => "bomb",
        T::Attack | T::Ambush | T::Gunfire | T::Clash | T::Siege => "assault",
        T::Capture | T::Retake | T::Withdraw | T::Base => "hold",
        T::Protest | T::Riot | T::Mob | T::Disperse => "crowd",
        _ => "police",
    }
}

/// The phrase is written with a capital of its own inside the sentence.
pub fn is_proper(scan: &Scan, words: &Range<usize>) -> bool {
    let start = scan.words.sentence_words(words.start).start;
    words.clone().any(|at| at > start && matches!(scan.words.shape(at), Shape::Capital | Shape::Upper))
}
