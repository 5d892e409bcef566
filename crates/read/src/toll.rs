//! How many: numbers of people and things, what befell them, on which side, and who said it.
//!
//! Law: a number is counted once. A part of a whole ("including four children") is no entry, a breakdown by
//! side is; a repetition by the same words of the same fact is the same entry.

use crate::citation::source_of;
use crate::number::Quantity;
use crate::scan::Scan;
use crate::senses::{Counted, Cue, Sense, Trigger};
use std::ops::Range;
use vigie_model::{Count, CountWhat, CountWho, Span};

mod heads;
mod none_hurt;
mod uncounted;

pub use heads::{Head, head_of};

/// A count and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct CountFound {
    /// The count.
    pub count: Count,
    /// The words it came from.
    pub span: Span,
    /// The source's words.
    pub source: Option<Span>,
    /// Its sentence.
    pub sentence: usize,
}

/// Every count of a sentence.
pub fn counts(scan: &Scan, sentence: usize) -> Vec<CountFound> {
    let range = scan.words.sentences[sentence].words.clone();
    let mut found = Vec::new();
    for nth in first_in(scan, &range)..scan.quantities.len() {
        let quantity = &scan.quantities[nth];
        if quantity.words.start >= range.end {
            break;
        }
        if let Some(reading) = read(scan, quantity, &range) {
            found.push((quantity.clone(), reading));
        }
    }
    let mut counts = join(scan, sentence, found);
    counts.extend(none_hurt::counts(scan, sentence));
    counts.extend(uncounted::counts(scan, sentence, &counts));
    counts.sort_by_key(|count| count.span.start);
    floor_by_sibling(&mut counts);
    counts
}

/// "at least three were abducted, though some say as high as four": from three to four.
fn floor_by_sibling(counts: &mut [CountFound]) {
    for nth in 1..counts.len() {
        let (before, rest) = counts.split_at_mut(nth);
        let open = &mut rest[0].count;
        if open.min.is_none()
            && let Some(sibling) = before.iter().rev().find(|known| known.count.what == open.what)
            && sibling.count.min.zip(open.max).is_some_and(|(min, max)| min <= max)
        {
            (open.min, open.who) = (sibling.count.min, sibling.count.who);
        }
    }
}

fn first_in(scan: &Scan, range: &Range<usize>) -> usize {
    scan.quantities.partition_point(|quantity| quantity.words.start < range.start)
}

/// What a number counts.
#[derive(Debug, Clone, PartialEq)]
struct CountRead {
    what: CountWhat,
    who: CountWho,
    /// The words from the number to its noun.
    words: Range<usize>,
    /// The event word that says what befell them.
    trigger: usize,
    /// Joined by "and" to the number before, under one event word.
    joined: bool,
}

/// Reads one number: its noun, then the event word that governs it.
fn read(scan: &Scan, quantity: &Quantity, sentence: &Range<usize>) -> Option<CountRead> {
    let statistic =
        scan.figures.iter().any(|figure| figure.anchor.overlaps(scan.words.span(quantity.words.clone())));
    if statistic
        || quantity.max == Some(0)
        || is_part(scan, quantity, sentence)
        || in_time(scan, quantity)
        || is_step(scan, quantity)
    {
        return None;
    }
    let head = head_of(scan, quantity, sentence.end);
    match head {
        Head::Event(words, _) if quantity.article && !heads::is_one_person(scan.words.key(words.end - 1)) => {
            None
        }
        Head::Event(words, trigger) => noun_count(scan, quantity, words, trigger, sentence),
        Head::Thing(words, counted) => thing_count(scan, quantity, words, counted, sentence),
        Head::People(words, who) => people_count(scan, quantity, words, Some(who), sentence),
        Head::Others(words) => people_count(scan, quantity, words, None, sentence),
        Head::Bare if !quantity.article => bare_count(scan, quantity, sentence),
        Head::Other => unnamed_people(scan, quantity, sentence),
        Head::Bare => None,
    }
}

/// "three more bodies", "two of the wounded died": a step of a toll told as a whole elsewhere, no toll of its own.
fn is_step(scan: &Scan, quantity: &Quantity) -> bool {
    let after = |n: usize| scan.words.key(quantity.words.end + n);
    let more = matches!(
        after(0),
        "more" | "new" | "further" | "additional" | "other" | "nouveaux" | "nouvelles" | "nouveau" | "nouvel"
    );
    let of_them = matches!((after(0), after(1)), ("of", "the" | "those" | "them"))
        || matches!((after(0), after(1)), ("des", _) | ("d'", "entre"));
    let harmed = (0..5).any(|n| {
        scan.triggers_in(quantity.words.end + n..quantity.words.end + n + 1)
            .any(|(_, trigger, _)| matches!(trigger, Trigger::Death | Trigger::Injure))
    });
    (more || of_them) && harmed
}

fn in_time(scan: &Scan, quantity: &Quantity) -> bool {
    scan.times
        .iter()
        .any(|time| time.words.start <= quantity.words.start && quantity.words.end <= time.words.end)
}

/// "including four children", "dont deux femmes": part of what was counted before.
fn is_part(scan: &Scan, quantity: &Quantity, sentence: &Range<usize>) -> bool {
    let from = quantity.words.start.saturating_sub(3).max(sentence.start);
    let direct = scan.cues_in(from..quantity.words.start).any(|(_, cue)| cue == Cue::Including);
    direct || second_part(scan, quantity, sentence)
}

/// "including a woman and two children": the second part of the same list.
fn second_part(scan: &Scan, quantity: &Quantity, sentence: &Range<usize>) -> bool {
    let before = quantity.words.start;
    if before <= sentence.start || !matches!(scan.words.key(before - 1), "and" | "et" | ",") {
        return false;
    }
    let from = before.saturating_sub(10).max(sentence.start);
    let Some(cue) = scan
        .cues_in(from..before)
        .filter(|(_, cue)| *cue == Cue::Including)
        .map(|(words, _)| words.end)
        .last()
    else {
        return false;
    };
    let plain = (cue..before).all(|at| {
        !matches!(scan.words.key(at), ";" | "." | "were" | "was" | "ont" | "sont" | "have" | "has")
    });
    plain && scan.triggers_in(cue..before).next().is_none() && after_is_no_event(scan, quantity, sentence)
}

fn after_is_no_event(scan: &Scan, quantity: &Quantity, sentence: &Range<usize>) -> bool {
    let after = quantity.words.end..(quantity.words.end + 4).min(sentence.end);
    scan.triggers_in(after).all(|(_, trigger, _)| what_befell(trigger).is_none())
}

/// What an event word says of people.
fn what_befell(trigger: Trigger) -> Option<CountWhat> {
    Some(match trigger {
        Trigger::Kill | Trigger::Death | Trigger::Execute | Trigger::Massacre | Trigger::Assassinate => {
            CountWhat::Killed
        }
        Trigger::Injure => CountWhat::Injured,
        Trigger::Abduct | Trigger::Take => CountWhat::Abducted,
        Trigger::Release => CountWhat::Released,
        Trigger::Missing => CountWhat::Missing,
        Trigger::Arrest => CountWhat::Arrested,
        Trigger::Displace => CountWhat::Displaced,
        _ => return None,
    })
}

fn noun_count(
    scan: &Scan,
    quantity: &Quantity,
    words: Range<usize>,
    trigger: Trigger,
    sentence: &Range<usize>,
) -> Option<CountRead> {
    let mut what = what_befell(trigger)?;
    let at = words.end - 1;
    // "three hostages were freed": what befell the hostages last.
    if what == CountWhat::Abducted
        && let Some((_, CountWhat::Released, _)) = governing_after(scan, words.end, sentence)
    {
        what = CountWhat::Released;
    }
    Some(CountRead {
        what,
        who: CountWho::Unknown,
        words: quantity.words.start..words.end,
        trigger: at,
        joined: false,
    })
}

/// The event word that governs a number of people: right before it, else after it in its clause.
fn people_count(
    scan: &Scan,
    quantity: &Quantity,
    noun: Range<usize>,
    who: Option<CountWho>,
    sentence: &Range<usize>,
) -> Option<CountRead> {
    let words = quantity.words.start..noun.end;
    let who = who.unwrap_or(CountWho::Unknown);
    if let Some((at, what)) = governing_before(scan, quantity, sentence) {
        return Some(CountRead { what, who, words, trigger: at, joined: false });
    }
    if let Some((at, what, joined)) = governing_after(scan, noun.end, sentence) {
        return Some(CountRead { what, who, words, trigger: at, joined });
    }
    attackers(scan, quantity, who, &words, sentence)
}

/// "killing 4 patients", "tué six civils", "a fait neuf morts".
fn governing_before(scan: &Scan, quantity: &Quantity, sentence: &Range<usize>) -> Option<(usize, CountWhat)> {
    let start = quantity.words.start;
    let from = start.saturating_sub(4).max(sentence.start);
    let near = scan
        .triggers_in(from..start)
        .filter_map(|(words, trigger, _)| what_befell(trigger).map(|what| (words, trigger, what)));
    let (words, trigger, what) = near.last()?;
    let key = scan.words.key(words.end - 1);
    // A participle that closes a passive ("were killed and 47 others") governs what stands before it.
    let passive = is_passive(scan, words.start, sentence.start) && !matches!(trigger, Trigger::Take);
    // "a coûté la vie à trois VDP", "cost the lives of three".
    let lives = matches!(key, "vie" | "lives" | "life")
        && matches!(scan.words.key(words.end), "a" | "of" | "aux" | "d'" | "de");
    let blocked = !lives
        && (words.end..start).any(|at| {
            matches!(
                scan.words.key(at),
                "and"
                    | "et"
                    | ","
                    | "in"
                    | "dans"
                    | "by"
                    | "par"
                    | "on"
                    | "at"
                    | ";"
                    | "when"
                    | "after"
                    | "of"
                    | "for"
                    | "to"
                    | "from"
                    | "a"
                    | "with"
                    | "avec"
            )
        });
    let noun = matches!(
        key,
        "death" | "deaths" | "toll" | "bilan" | "attack" | "killings" | "abduction" | "kidnapping"
    );
    (!passive && !blocked && !noun).then_some((words.start, what))
}

fn is_passive(scan: &Scan, at: usize, start: usize) -> bool {
    let from = at.saturating_sub(3).max(start);
    (from..at).any(|word| {
        matches!(
            scan.words.key(word),
            "was"
                | "were"
                | "been"
                | "be"
                | "being"
                | "ete"
                | "sont"
                | "est"
                | "are"
                | "is"
                | "etait"
                | "etaient"
                | "got"
        )
    })
}

/// How far after its noun an event word may stand, in words.
const REACH: usize = 18;

/// "… were killed", "… ont été enlevés": the first event word of people after the noun, in the same clause.
fn governing_after(scan: &Scan, from: usize, sentence: &Range<usize>) -> Option<(usize, CountWhat, bool)> {
    let to = (from + REACH).min(sentence.end);
    let mut joined = false;
    let mut at = from;
    let mut depth = 0usize;
    while at < to {
        let key = scan.words.key(at);
        match key {
            ";" | "." | ":" | "while" | "tandis" | "but" | "mais" | "when" | "who"
                if depth == 0 && key != "who" =>
            {
                return None;
            }
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && scan.has_cue(at..at + 1, Cue::Reporting) {
            return None;
        }
        if depth == 0 {
            if let Some((words, trigger, _)) =
                scan.triggers_in(at..at + 1).find(|(_, trigger, _)| what_befell(*trigger).is_some())
            {
                let what = what_befell(trigger)?;
                let led = trigger != Trigger::Take
                    || is_passive(scan, words.start, sentence.start)
                    || words.start <= from + 1;
                return (led && governs_back(scan, &words, sentence)).then_some((words.start, what, joined));
            }
            joined |= matches!(key, "and" | "et" | ",") && next_is_number(scan, at + 1);
        }
        at += 1;
    }
    None
}

fn next_is_number(scan: &Scan, at: usize) -> bool {
    scan.quantities.iter().any(|quantity| quantity.words.start == at)
}

/// An event word followed by its own number ("killing 3") governs forward, not back.
fn governs_back(scan: &Scan, words: &Range<usize>, sentence: &Range<usize>) -> bool {
    let after = words.end;
    let number = scan.quantities.iter().any(|quantity| quantity.words.start == after && !quantity.article);
    let active = scan.words.key(words.start).ends_with("ing") && number;
    let object = number && !is_passive(scan, words.start, sentence.start);
    !(active || object)
}

/// "six" of "boasting that six had been killed", "two were ferried with wounds": no noun at all.
fn bare_count(scan: &Scan, quantity: &Quantity, sentence: &Range<usize>) -> Option<CountRead> {
    let words = quantity.words.clone();
    if let Some((at, what)) = governing_before(scan, quantity, sentence) {
        return Some(CountRead { what, who: CountWho::Unknown, words, trigger: at, joined: false });
    }
    if let Some(reading) = numbered_so(scan, quantity, sentence) {
        return Some(reading);
    }
    if put_at(scan, quantity, sentence) {
        return Some(CountRead {
            what: CountWhat::Killed,
            who: CountWho::Unknown,
            words,
            trigger: quantity.words.start,
            joined: false,
        });
    }
    let auxiliary = (words.end..(words.end + 4).min(sentence.end)).any(|at| {
        matches!(
            scan.words.key(at),
            "were"
                | "was"
                | "had"
                | "have"
                | "has"
                | "ont"
                | "a"
                | "sont"
                | "est"
                | "avaient"
                | "autres"
                | "others"
                | "more"
        )
    });
    let (at, what, joined) = governing_after(scan, words.end, sentence)?;
    let adjacent = at <= words.end + 1;
    (auxiliary || adjacent).then_some(CountRead { what, who: CountWho::Unknown, words, trigger: at, joined })
}

/// "One fireman died", "trois dockers ont été tués": a noun that no table knows, right before what befell them.
fn unnamed_people(scan: &Scan, quantity: &Quantity, sentence: &Range<usize>) -> Option<CountRead> {
    let noun = quantity.words.end;
    let plain = scan.words.shape(noun) == crate::words::Shape::Lower
        && scan.things_in(noun..noun + 1).next().is_none();
    if !plain || quantity.value > 10_000.0 || heads::is_unit(scan.words.key(noun)) {
        return None;
    }
    let (at, what, joined) = governing_after(scan, noun + 1, sentence)?;
    let close = at <= noun + 4 && (is_passive(scan, at, sentence.start) || at == noun + 1);
    let bodily = matches!(what, CountWhat::Killed | CountWhat::Injured | CountWhat::Abducted);
    (close && bodily).then(|| CountRead {
        what,
        who: CountWho::Unknown,
        words: quantity.words.start..noun + 1,
        trigger: at,
        joined,
    })
}

/// "assailants, estimated to number more than 100", "the number could be as high as four": the people stand before.
fn numbered_so(scan: &Scan, quantity: &Quantity, sentence: &Range<usize>) -> Option<CountRead> {
    let start = quantity.words.start;
    let near = start.saturating_sub(6).max(sentence.start)..start;
    let numbering = |at: usize| {
        matches!(
            scan.words.key(at),
            "number" | "numbering" | "numbered" | "estimated" | "nombre" | "figure" | "estimes" | "chiffre"
        )
    };
    if !near.clone().any(numbering) {
        return None;
    }
    let words = quantity.words.clone();
    let armed = scan.people_in(start.saturating_sub(9).max(sentence.start)..start).last();
    if let Some((_, people)) = armed.filter(|(_, people)| people.who == CountWho::ArmedGroup) {
        return Some(CountRead {
            what: CountWhat::Attackers,
            who: people.who,
            trigger: start,
            words,
            joined: false,
        });
    }
    let before = scan
        .triggers_in(sentence.start..start)
        .filter_map(|(words, trigger, _)| what_befell(trigger).map(|what| (words.start, what)));
    let (trigger, what) = before.last()?;
    Some(CountRead { what, who: CountWho::Unknown, words, trigger, joined: false })
}

/// "put the dead at eight", "bilan porté à 14", "the toll stood at nine".
fn put_at(scan: &Scan, quantity: &Quantity, sentence: &Range<usize>) -> bool {
    let start = quantity.words.start;
    let joined = start > sentence.start && matches!(scan.words.key(start - 1), "at" | "a" | "to");
    let near = start.saturating_sub(6).max(sentence.start)..start;
    joined
        && near.into_iter().any(|at| {
            matches!(
                scan.words.key(at),
                "dead" | "toll" | "losses" | "bilan" | "deaths" | "fatalities" | "morts"
            )
        })
}

/// "more than 100 gunmen", "une dizaine d’hommes armés": attackers, where the noun says so.
fn attackers(
    scan: &Scan,
    quantity: &Quantity,
    who: CountWho,
    words: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<CountRead> {
    let armed = who == CountWho::ArmedGroup && !quantity.article;
    let lost = scan
        .triggers_in(words.end..(words.end + 6).min(sentence.end))
        .any(|(_, trigger, _)| what_befell(trigger).is_some());
    (armed && !lost).then(|| CountRead {
        what: CountWhat::Attackers,
        who: CountWho::ArmedGroup,
        words: words.clone(),
        trigger: words.start,
        joined: false,
    })
}

/// Houses burned, vehicles destroyed, cattle stolen: a thing with the fitting event word beside it.
fn thing_count(
    scan: &Scan,
    quantity: &Quantity,
    words: Range<usize>,
    counted: Counted,
    sentence: &Range<usize>,
) -> Option<CountRead> {
    let near =
        quantity.words.start.saturating_sub(9).max(sentence.start)..(words.end + REACH).min(sentence.end);
    let fits = |trigger: Trigger| match counted {
        Counted::House => matches!(trigger, Trigger::Arson | Trigger::Destroy),
        Counted::Vehicle => {
            matches!(trigger, Trigger::Arson | Trigger::Destroy | Trigger::Loot | Trigger::Explosive)
        }
        Counted::Livestock => matches!(trigger, Trigger::Loot | Trigger::Rustle | Trigger::Take),
        Counted::Facility => matches!(
            trigger,
            Trigger::Attack
                | Trigger::Arson
                | Trigger::Destroy
                | Trigger::Loot
                | Trigger::Airstrike
                | Trigger::Shelling
                | Trigger::Drone
        ),
    };
    let what = match counted {
        Counted::House => CountWhat::HousesBurned,
        Counted::Vehicle => CountWhat::VehiclesDestroyed,
        Counted::Livestock => CountWhat::LivestockStolen,
        Counted::Facility => CountWhat::FacilitiesHit,
    };
    if quantity.article {
        return None;
    }
    let trigger = scan
        .triggers_in(near)
        .filter(|(at, trigger, _)| fits(*trigger) && !at.contains(&quantity.words.start))
        .map(|(at, ..)| at.start)
        .next()?;
    Some(CountRead {
        what,
        who: CountWho::Civilian,
        words: quantity.words.start..words.end,
        trigger,
        joined: false,
    })
}

/// Sums parts of one side that share one event word ("two policemen and a customs officer lost their lives").
fn join(scan: &Scan, sentence: usize, found: Vec<(Quantity, CountRead)>) -> Vec<CountFound> {
    let mut out: Vec<CountFound> = Vec::new();
    let mut open: Vec<(Quantity, CountRead)> = Vec::new();
    for (quantity, reading) in found {
        let joined = reading.joined;
        open.push((quantity, reading));
        if !joined {
            out.extend(close(scan, sentence, std::mem::take(&mut open)));
        }
    }
    out.extend(close(scan, sentence, open));
    out
}

/// One event word and all numbers before it that it governs: one entry a side.
fn close(scan: &Scan, sentence: usize, mut parts: Vec<(Quantity, CountRead)>) -> Vec<CountFound> {
    let Some((_, last)) = parts.last() else { return Vec::new() };
    let (what, trigger) = (last.what, last.trigger);
    // "two civilians, a driver and a vendor": the list only names the two.
    let whole = parts[0].0.min;
    let rest: Option<u64> = parts[1..].iter().map(|(quantity, _)| quantity.min).sum();
    if parts.len() > 2 && whole.is_some() && whole == rest {
        parts.truncate(1);
    }
    let mut sides: Vec<(CountRead, Option<u32>, Option<u32>)> = Vec::new();
    for (quantity, reading) in parts {
        let (min, max) = (bound(quantity.min), bound(quantity.max));
        match sides.iter_mut().find(|(known, ..)| known.who == reading.who) {
            Some((known, low, high)) => {
                *low = low.zip(min).map(|(a, b)| a + b);
                *high = high.zip(max).map(|(a, b)| a + b);
                known.words.end = reading.words.end;
            }
            None => sides.push((CountRead { what, trigger, ..reading }, min, max)),
        }
    }
    sides.into_iter().map(|(reading, min, max)| found_count(scan, sentence, reading, min, max)).collect()
}

fn bound(value: Option<u64>) -> Option<u32> {
    value.and_then(|value| u32::try_from(value).ok())
}

fn found_count(
    scan: &Scan,
    sentence: usize,
    reading: CountRead,
    min: Option<u32>,
    max: Option<u32>,
) -> CountFound {
    let source = source_of(scan, sentence, reading.words.start);
    let span = scan.words.span(reading.words.clone());
    CountFound {
        count: Count {
            what: reading.what,
            who: reading.who,
            min,
            max,
            as_written: scan.words.phrase(reading.words).to_owned(),
            source: source.clone().map(|words| scan.words.phrase(words).to_owned()),
        },
        span,
        source: source.map(|words| scan.words.span(words)),
        sentence,
    }
}

/// A sense of the wanted sort that begins at this word.
fn sense_at(scan: &Scan, at: usize) -> impl Iterator<Item = (Range<usize>, Sense)> {
    scan.hits_in(at..at + 1).map(|hit| (hit.words.clone(), hit.sense))
}
