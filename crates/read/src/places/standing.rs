//! How a place stands in its sentence: there, near, on the way, or only where somebody comes from.

use crate::scan::Scan;
use crate::senses::{Counted, Cue, Sense, Trigger};
use crate::words::Shape;
use std::ops::Range;

/// How a place stands to what its sentence tells; later is closer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceStanding {
    /// Where the report was filed: "BAMAKO, Oct 24 (GP) –".
    Dateline,
    /// Someone goes or is brought there: "fled to X".
    Towards,
    /// Someone comes from there, or is in office there: "the mayor of X", "traders from X".
    Of,
    /// So far from there: "55 km east of X".
    Offset,
    /// No preposition that tells.
    Bare,
    /// Beside it: "near X", "30 km north of X".
    Near,
    /// There: "in X", "at X", "à X".
    In,
}

/// Words between a preposition and its name.
const BETWEEN: &[&str] = &[
    "the", "le", "la", "l'", "les", "nearby", "village", "town", "northern", "southern", "western",
    "eastern", "central", "sud", "nord", "city", "north", "south", "east", "west", "remote", "border",
    "downtown", "greater",
];

/// What the word before a place says of it.
pub(super) fn of(scan: &Scan, start: usize) -> PlaceStanding {
    let words = &scan.words;
    let from = words.sentence_words(start).start;
    if is_dateline(scan, start, from) {
        return PlaceStanding::Dateline;
    }
    let mut at = start;
    while at > from && BETWEEN.contains(&words.key(at - 1)) {
        at -= 1;
    }
    if at == from {
        return PlaceStanding::Bare;
    }
    let before = if at > from + 1 { words.key(at - 2) } else { "" };
    if is_brought(scan, at, from) {
        return PlaceStanding::Towards;
    }
    if is_based(scan, at - 1, from) {
        return PlaceStanding::Of;
    }
    match words.key(at - 1) {
        "into" if !is_crossing(scan, at - 1, from) => PlaceStanding::In,
        "in" | "at" | "on" | "inside" | "within" | "throughout" | "across" | "dans" | "au" | "aux" | "en"
        | "sur" | "around" => PlaceStanding::In,
        "a" if scan.language.tag == "fr" => french_to(scan, at - 1, from),
        "near" | "outside" | "close" | "between" | "entre" | "devant" | "autour" | "along" => {
            PlaceStanding::Near
        }
        "to" if matches!(before, "close" | "next") => PlaceStanding::Near,
        "de" | "d'" | "du" | "of" if is_measured(scan, at - 1, from) => PlaceStanding::Offset,
        "de" | "d'" | "du" | "of" if is_beside(before) => PlaceStanding::Near,
        "to" | "towards" | "toward" | "into" | "vers" | "for" | "pour" | "jusqu'" => PlaceStanding::Towards,
        "of" | "from" | "de" | "du" | "d'" | "des" => of_what(scan, at - 1, from),
        _ if is_struck(scan, at, from) => PlaceStanding::Near,
        _ => PlaceStanding::Bare,
    }
}

/// "55 km (34 miles) east of", "à une soixantaine de kilomètres au nord de".
fn is_measured(scan: &Scan, preposition: usize, from: usize) -> bool {
    let near = preposition.saturating_sub(7).max(from)..preposition;
    near.clone().any(|at| {
        matches!(scan.words.key(at), "km" | "kilometres" | "kilometers" | "miles" | "kilometre" | "km,")
    }) && !near.clone().any(|at| matches!(scan.words.key(at), "," | ";"))
}

/// "évacué sur X", "taken to hospital in X": where the hurt were brought, a few words before the preposition.
fn is_brought(scan: &Scan, at: usize, from: usize) -> bool {
    const BROUGHT: &[&str] = &[
        "admis",
        "admise",
        "admitted",
        "airlifted",
        "evacuated",
        "evacue",
        "evacuee",
        "evacuees",
        "evacues",
        "hospitalise",
        "hospitalised",
        "hospitalisee",
        "hospitalises",
        "hospitalized",
        "referred",
        "transferred",
        "transfere",
        "transferes",
        "transferee",
        "transportes",
        "rushed",
        "soigne",
        "soignes",
        "treated",
        "ferried",
        "flown",
        "buried",
        "inhume",
        "inhumes",
    ];
    (at.saturating_sub(5).max(from)..at).any(|word| BROUGHT.contains(&scan.words.key(word)))
        && !(at.saturating_sub(5).max(from)..at).any(|word| matches!(scan.words.key(word), "," | ";"))
}

/// "fled into X": who crosses a border is on the other side of what happened. Who bursts into a village is there.
fn is_crossing(scan: &Scan, preposition: usize, from: usize) -> bool {
    const CROSSING: &[&str] = &[
        "cross",
        "crossed",
        "crosses",
        "crossing",
        "escaped",
        "flee",
        "fleeing",
        "fled",
        "flown",
        "retreated",
        "retreating",
        "returned",
        "transported",
        "withdrew",
    ];
    (preposition.saturating_sub(4).max(from)..preposition).any(|at| CROSSING.contains(&scan.words.key(at)))
}

/// "a gang based in X", "une ONG basée à X": its home, whatever it did elsewhere.
fn is_based(scan: &Scan, preposition: usize, from: usize) -> bool {
    const BASED: &[&str] = &[
        "based",
        "basee",
        "basees",
        "born",
        "domicilie",
        "etabli",
        "etablie",
        "headquartered",
        "implante",
        "implantee",
        "installe",
        "installee",
        "joint",
        "joints",
        "native",
        "natif",
        "ne",
        "originaire",
        "originaires",
        "posted",
        "reached",
        "reachable",
        "stationed",
    ];
    preposition > from
        && matches!(scan.words.key(preposition), "in" | "at" | "a" | "au" | "of" | "de" | "d'" | "dans")
        && BASED.contains(&scan.words.key(preposition - 1))
}

/// "stormed X", "ont attaqué X", "entered X": the object of an event word.
fn is_struck(scan: &Scan, at: usize, from: usize) -> bool {
    let near = at.saturating_sub(2).max(from)..at;
    let verb = matches!(
        scan.words.key(at - 1),
        "entered" | "reached" | "hit" | "struck" | "took" | "quitte" | "investi" | "left" | "retook"
    );
    verb || scan.triggers_in(near).any(|(words, ..)| words.end == at)
}

/// "north of", "aux abords de".
fn is_beside(key: &str) -> bool {
    const BESIDE: &[&str] = &[
        "abords",
        "alentours",
        "area",
        "banlieue",
        "bord",
        "bords",
        "bourg",
        "bourgade",
        "brousse",
        "bush",
        "campagne",
        "center",
        "centre",
        "champs",
        "cite",
        "city",
        "coast",
        "collines",
        "cote",
        "cotes",
        "countryside",
        "east",
        "edge",
        "edges",
        "entrance",
        "entrances",
        "entree",
        "entrees",
        "environs",
        "est",
        "farmlands",
        "faubourg",
        "faubourgs",
        "fields",
        "flancs",
        "gates",
        "hameau",
        "hameaux",
        "hamlet",
        "hamlets",
        "hauteur",
        "hauteurs",
        "heights",
        "hills",
        "hinterland",
        "kilometres",
        "km",
        "large",
        "lisiere",
        "lisieres",
        "localite",
        "localites",
        "marais",
        "marshes",
        "marshlands",
        "miles",
        "neighborhoods",
        "niveau",
        "neighbourhoods",
        "nord",
        "nord-est",
        "nord-ouest",
        "north",
        "north-east",
        "north-west",
        "northeast",
        "northwest",
        "ouest",
        "outskirts",
        "part",
        "pentes",
        "peripherie",
        "plain",
        "plaine",
        "plaines",
        "plains",
        "portes",
        "pres",
        "proximite",
        "quartier",
        "quartiers",
        "rivages",
        "rives",
        "rues",
        "rural",
        "settlement",
        "settlements",
        "shores",
        "slopes",
        "sortie",
        "south",
        "south-east",
        "south-west",
        "southeast",
        "southwest",
        "streets",
        "suburb",
        "sud",
        "sud-est",
        "sud-ouest",
        "surroundings",
        "swamps",
        "town",
        "towns",
        "vallee",
        "valley",
        "vicinity",
        "village",
        "villages",
        "ville",
        "voisinage",
        "west",
    ];
    BESIDE.contains(&key)
}

/// "à X" is there, unless somebody moves: "transférés à X", "de X à Y".
fn french_to(scan: &Scan, at: usize, from: usize) -> PlaceStanding {
    const MOVING: &[&str] = &[
        "achemines",
        "arrives",
        "conduits",
        "depuis",
        "envoye",
        "evacue",
        "evacuee",
        "evacuees",
        "evacues",
        "fui",
        "joint",
        "joints",
        "rendu",
        "rendus",
        "transfere",
        "transferee",
        "transferees",
        "transferes",
        "telephone",
    ];
    let near = (at.saturating_sub(3).max(from)..at).any(|word| MOVING.contains(&scan.words.key(word)));
    // "ont indiqué à l'agence": somebody is told, nobody is there.
    let told = scan
        .cues_in(at.saturating_sub(4).max(from)..at)
        .any(|(words, cue)| words.end == at && matches!(cue, Cue::Reporting | Cue::Confirming));
    if near || told { PlaceStanding::Towards } else { PlaceStanding::In }
}

/// "the attack of X", "le marché de X" put the event there; "the mayor of X" puts a person in office.
fn of_what(scan: &Scan, preposition: usize, from: usize) -> PlaceStanding {
    let told_there = is_of_event_at(scan, preposition, from)
        || is_inhabitants(scan.words.key(preposition.saturating_sub(1)));
    if scan.words.key(preposition) != "from" && told_there { PlaceStanding::Near } else { PlaceStanding::Of }
}

/// An event, a thing or a crowd of inhabitants stands before "of": "massacre de X", "residents of X".
pub(super) fn is_of_event(scan: &Scan, start: usize) -> bool {
    let from = scan.words.sentence_words(start).start;
    let preposition = start
        .checked_sub(1)
        .filter(|&at| at > from && matches!(scan.words.key(at), "of" | "de" | "du" | "d'"));
    preposition.is_some_and(|at| is_of_event_at(scan, at, from) || is_inhabitants(scan.words.key(at - 1)))
}

fn is_of_event_at(scan: &Scan, preposition: usize, from: usize) -> bool {
    const REACH: usize = 4;
    let near = preposition.saturating_sub(REACH).max(from)..preposition;
    let reaches = |end: usize| is_unbroken(scan, end..preposition);
    scan.hits_in(near).any(|hit| match hit.sense {
        // "l'enlèvement de X" takes a person as well as "le massacre de X" a place.
        Sense::Trigger(trigger, _) => hit.words.end + 1 >= preposition && !takes_people(trigger),
        sense => is_fixed(sense) && reaches(hit.words.end),
    })
}

fn takes_people(trigger: Trigger) -> bool {
    use Trigger as T;
    matches!(
        trigger,
        T::Abduct
            | T::Arrest
            | T::Assassinate
            | T::Death
            | T::Execute
            | T::Kill
            | T::Missing
            | T::Release
            | T::Take
    )
}

/// One phrase: small words only, and no mark between them.
pub(super) fn is_unbroken(scan: &Scan, mut words: Range<usize>) -> bool {
    words.all(|at| scan.words.shape(at) == Shape::Lower)
}

/// A market stays where it is; the convoy of a town is on its way there.
fn is_fixed(sense: Sense) -> bool {
    matches!(sense, Sense::Thing(thing) if thing.counted != Some(Counted::Vehicle))
}

fn is_inhabitants(key: &str) -> bool {
    matches!(
        key,
        "residents"
            | "inhabitants"
            | "villagers"
            | "people"
            | "habitants"
            | "populations"
            | "population"
            | "villageois"
            | "riverains"
    )
}

/// The place that opens the first paragraph, before the agency's sign or a dash: "DAKAR, Oct 24 (GP) –".
fn is_dateline(scan: &Scan, start: usize, from: usize) -> bool {
    let words = &scan.words;
    let sentence = &words.sentences[words.sentence_of(start)];
    let first = scan.lead.map(|lead| words.sentences[lead].span);
    if start > from + 4 || first.is_none_or(|first| first != sentence.span) {
        return false;
    }
    let near = start..(start + 14).min(sentence.words.end);
    let dash = near.clone().find(|&at| matches!(words.key(at), "-" | "–" | "—" | "--"));
    let sign = near.clone().any(|at| words.key(at) == "(" && words.key(at + 2) == ")");
    let shouted = words.shape(start) == Shape::Upper && words.written(start).len() > 3;
    let dated = dash.is_some_and(|dash| scan.times_in(start..dash).next().is_some());
    (shouted && (dash.is_some() || sign))
        || (sign && dash.is_some())
        || (dated && dash.is_some_and(|dash| dash < start + 10))
}
