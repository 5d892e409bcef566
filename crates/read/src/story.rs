//! Which sentences tell which happening.
//!
//! An article tells one happening and may mention others; a bulletin tells one an item. The cut is made on
//! what a coder looks at: another day, another place, or a word that sets apart ("in a separate attack").

use crate::lexicon::Lexicon;
use crate::scan::Scan;
use crate::senses::{Cue, Strength, Trigger};
use crate::time::{Bound, TimeMention};
use std::ops::Range;
use vigie_model::{BlockKind, DatePrecision, DateSpan, PlaceKind};

mod bulletin;
mod live;
mod thread;

pub use live::{Live, live_triggers};
pub use thread::{Facts, Manner, Thread, threads};

/// The sentences that tell one happening.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// Indices of its sentences, in text order.
    pub sentences: Vec<usize>,
    /// The sentence that tells it best: the evidence.
    pub anchor: usize,
    /// The trigger that told it.
    pub trigger: usize,
    /// Told in passing, of another time: a dated past incident.
    pub aside: bool,
    /// Sentences that lend their country or region: headings above it.
    pub context: Vec<usize>,
    /// One item of a bulletin, which says little of much.
    pub item: bool,
}

/// What one sentence tells on its own.
#[derive(Debug, Clone)]
pub struct Telling {
    /// Its living triggers.
    pub live: Vec<Live>,
    /// How much it tells, for choosing the anchor.
    pub weight: f32,
    /// Speaks of context, not of the news.
    pub background: bool,
}

/// Groups the sentences of a text into stories.
pub fn stories(lexicon: &Lexicon, scan: &Scan) -> Vec<Story> {
    let tellings: Vec<Telling> =
        (0..scan.words.sentences.len()).map(|sentence| telling(scan, sentence)).collect();
    match bulletin::items(scan, &tellings) {
        Some(items) => bulletin::stories(lexicon, scan, &tellings, &items),
        None => article(lexicon, scan, &tellings, 0..scan.words.sentences.len(), Vec::new()),
    }
}

/// What a sentence tells.
fn telling(scan: &Scan, sentence: usize) -> Telling {
    let range = scan.words.sentences[sentence].words.clone();
    let live = scan.live[sentence].clone();
    let founding = live
        .iter()
        .filter(|live| live.strength == Strength::Strong && begins_happening(live.trigger))
        .count() as f32;
    let others = live.len() as f32 - founding;
    let since = scan.times_in(range.clone()).any(|time| time.bound == Bound::Since);
    let background = scan.has_cue(range.clone(), Cue::Background) || since;
    let mut weight = founding.min(4.0) + 0.4 * others.min(3.0);
    if weight > 0.0 {
        weight += if event_time(scan, range.clone()).is_some() { 1.5 } else { 0.0 };
        weight += if located(scan, range.clone()) { 1.5 } else { 0.0 };
        weight += if scan.quantities_in(range).any(|q| !q.article) { 0.5 } else { 0.0 };
    }
    let statistic = scan.figures_in(sentence).next().is_some();
    if background || statistic {
        weight *= 0.4;
    }
    Telling { live, weight, background }
}

fn located(scan: &Scan, range: Range<usize>) -> bool {
    scan.places_in(range)
        .any(|place| place.kind != PlaceKind::Country && place.standing >= crate::places::PlaceStanding::Bare)
}

/// The stories of an article: the main one first, then the others in text order.
pub(crate) fn article(
    lexicon: &Lexicon,
    scan: &Scan,
    tellings: &[Telling],
    range: Range<usize>,
    context: Vec<usize>,
) -> Vec<Story> {
    let Some(anchor) = main_anchor(scan, tellings, range.clone()) else { return Vec::new() };
    let mut all: Vec<Story> = thread::threads(lexicon, scan, range)
        .into_iter()
        .filter_map(|thread| {
            let anchor = best_of(scan, tellings, thread.sentences.iter().copied())?;
            let item = !context.is_empty();
            let trigger = first_trigger(&tellings[anchor]);
            Some(Story {
                sentences: thread.sentences,
                anchor,
                trigger,
                aside: false,
                context: context.clone(),
                item,
            })
        })
        .collect();
    all.sort_by_key(|story| (!story.sentences.contains(&anchor), story.anchor));
    let dated = |main: &Story| crate::when::when(lexicon, scan, main).date;
    let main_when = all.first().map(dated).filter(|date| date.bounds().is_some());
    for story in all.iter_mut().skip(1) {
        story.aside = is_old(scan, story.anchor, main_when);
    }
    all
}

/// Strong enough to be told by: not only people who fled or are missing.
fn founds(live: &Live) -> bool {
    live.strength == Strength::Strong && !matches!(live.trigger, Trigger::Displace | Trigger::Missing)
}

fn first_trigger(telling: &Telling) -> usize {
    let strong = telling.live.iter().find(|live| live.strength == Strength::Strong);
    strong.or(telling.live.first()).map_or(0, |live| live.words.start)
}

/// What each telling sentence before it takes from a sentence's weight: news comes first.
const LATER: f32 = 0.75;

/// The sentence that tells the news best; the lead unless a later one tells much more.
fn main_anchor(scan: &Scan, tellings: &[Telling], range: Range<usize>) -> Option<usize> {
    best_of(scan, tellings, range)
}

fn best_of(scan: &Scan, tellings: &[Telling], sentences: impl Iterator<Item = usize>) -> Option<usize> {
    let told = sentences.filter(|&sentence| tellings[sentence].live.iter().any(founds));
    let mut nth = 0.0;
    let scored = told.map(|sentence| {
        let kind = scan.words.sentences[sentence].kind;
        let title = if matches!(kind, BlockKind::Title | BlockKind::Heading) { 2.5 } else { 0.0 };
        nth += 1.0;
        (sentence, tellings[sentence].weight - title - LATER * nth)
    });
    scored.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(sentence, _)| sentence)
}

/// The time that a stretch of words gives for what it tells: not that of a statement, not a bound.
pub fn event_time<'s>(scan: &'s Scan, range: Range<usize>) -> Option<&'s TimeMention> {
    scan.times_in(range).find(|time| tells_when(scan, time))
}

/// A mention that may date an event.
pub fn tells_when(scan: &Scan, time: &TimeMention) -> bool {
    let short = time.date.bounds().is_some_and(|(start, end)| {
        (end - start).get_days() <= 7 || time.date.precision == DatePrecision::Month
    });
    // "since the 26 September attack" dates the attack.
    let noun = time.words.end..time.words.end + 1;
    let dates_noun = time.bound == Bound::Since && scan.triggers_in(noun).next().is_some();
    let point = dates_noun || time.bound == Bound::At || (time.bound == Bound::Period && short);
    let label = scan.words.is_label(scan.words.sentence_of(time.words.start));
    let filed = time.dateline && !label;
    point && time.date.bounds().is_some() && !filed && !dates_a_statement(scan, time)
}

/// "said on Monday", "a annoncé lundi", "in a statement on Tuesday": when it was said, not when it was.
fn dates_a_statement(scan: &Scan, time: &TimeMention) -> bool {
    let sentence = scan.words.sentence_words(time.words.start);
    let near = time.words.start.saturating_sub(5).max(sentence.start)..time.words.start;
    let said = |range: Range<usize>| {
        scan.cues_in(range)
            .filter(|(_, cue)| {
                matches!(cue, Cue::Reporting | Cue::Blame | Cue::Claiming | Cue::Denial | Cue::Confirming)
            })
            .map(|(words, _)| words.end)
            .last()
    };
    if scan.has_cue(near.clone(), Cue::Aftermath) {
        return true;
    }
    let Some(cue) = said(near.clone()) else { return followed_by_statement(scan, time, &sentence) };
    let between = scan.triggers_in(cue..time.words.start).next().is_some();
    let comma = (cue..time.words.start).any(|at| matches!(scan.words.key(at), "," | ";" | "that" | "que"));
    !between && !comma
}

/// "lundi, a déclaré", "on Sunday said".
fn followed_by_statement(scan: &Scan, time: &TimeMention, sentence: &Range<usize>) -> bool {
    let after = time.words.end..(time.words.end + 2).min(sentence.end);
    scan.cues_in(after).any(|(_, cue)| cue == Cue::Reporting) && scan.words.key(time.words.end) != ","
}

/// Tells of a happening of its own, if nothing told before is the same.
pub fn founds_story(scan: &Scan, sentence: usize) -> bool {
    let range = scan.words.sentences[sentence].words.clone();
    let dated = event_time(scan, range).is_some();
    scan.live[sentence].iter().any(|live| {
        let begins = begins_happening(live.trigger) || (dated && live.trigger == Trigger::Death);
        live.strength == Strength::Strong && begins
    })
}

/// The sentence itself says that it was there: a spot with a preposition, not only a name in passing.
fn told_there(scan: &Scan, range: Range<usize>) -> bool {
    let spot = |place: &crate::places::PlaceFound| match place.kind {
        PlaceKind::Locality | PlaceKind::Site | PlaceKind::Road => true,
        PlaceKind::District => !place.generic,
        _ => false,
    };
    scan.places_in(range).any(|place| spot(place) && place.standing >= crate::places::PlaceStanding::Near)
}

fn is_old(scan: &Scan, sentence: usize, main: Option<DateSpan>) -> bool {
    let range = scan.words.sentences[sentence].words.clone();
    let when = event_time(scan, range).and_then(|time| time.date.bounds());
    when.zip(main.and_then(DateSpan::bounds))
        .is_some_and(|((_, end), (start, _))| (start - end).get_days() > 30)
}

/// Follow-ups belong to what they follow; these begin something of their own.
fn begins_happening(trigger: Trigger) -> bool {
    !matches!(
        trigger,
        Trigger::Release
            | Trigger::Missing
            | Trigger::Displace
            | Trigger::Threat
            | Trigger::Death
            | Trigger::Take
            | Trigger::Siege
            | Trigger::Defect
            | Trigger::Base
    )
}
