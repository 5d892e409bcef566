//! When the happening of a story was.
//!
//! Every day that the story names is weighed by where it stands, what it is and which event word is beside it;
//! `data/ontology/when.tsv` holds the weights.

use crate::lexicon::Lexicon;
use crate::scan::Scan;
use crate::senses::{Cue, Strength, Trigger};
use crate::story::{Live, Story, tells_when};
use crate::time::{Bound, Reckoning, TimeMention};
use vigie_model::{Basis, BlockKind, DatePrecision, DateSpan, Span};

/// The day of a story, and the words that give it.
#[derive(Debug, Clone, PartialEq)]
pub struct When {
    /// The day or days.
    pub date: DateSpan,
    /// The words; `None` where no word says it and the publication day stands in.
    pub span: Option<Span>,
    /// Stated, derived from the publication day, or filled in.
    pub basis: Basis,
    /// The weekday in the words does not fall on their date.
    pub contradiction: bool,
    /// The story itself names no day: it goes on from one that was told of before.
    pub inherited: bool,
    /// Days from then to the publication; `None` where either is not known.
    pub age_days: Option<i32>,
}

impl When {
    const UNKNOWN: When = When {
        date: DateSpan::UNKNOWN,
        span: None,
        basis: Basis::Default,
        contradiction: false,
        inherited: false,
        age_days: None,
    };
}

/// The time mention that dates the story best.
pub fn when(lexicon: &Lexicon, scan: &Scan, story: &Story) -> When {
    let weighed = candidates(scan, story)
        .into_iter()
        .map(|time| (lexicon.when.weigh(|say| speak(scan, story, time, say)), time));
    let best = weighed.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.words.start.cmp(&a.1.words.start)));
    match best.filter(|(sum, _)| *sum > LEAST) {
        Some((_, best)) => said(scan, night_of(scan, story, best).unwrap_or(best)),
        None => told_before(scan, story).map_or(When::UNKNOWN, |time| When {
            basis: Basis::Derived,
            inherited: true,
            ..said(scan, time)
        }),
    }
}

fn said(scan: &Scan, time: &TimeMention) -> When {
    When {
        date: time.date,
        span: Some(scan.words.span(time.words.clone())),
        basis: if time.reckoning == Reckoning::Explicit { Basis::Stated } else { Basis::Derived },
        contradiction: time.contradiction,
        inherited: false,
        age_days: scan
            .published
            .zip(time.date.bounds())
            .map(|(published, (_, end))| (published - end).get_days()),
    }
}

/// How many times back a day may be taken up.
const REACH: usize = 24;

/// Where a story names no day, it goes on from the day that the text told of last: "in the next village, another
/// drone hit a house".
fn told_before<'s>(scan: &'s Scan, story: &Story) -> Option<&'s TimeMention> {
    let first = scan.words.sentences[*story.sentences.first()?].words.start;
    let before = &scan.times[..scan.times.partition_point(|time| time.words.start < first)];
    // The last few tell: a text of thousands of undated items must not be walked for each.
    let mut last = before.iter().rev().take(REACH);
    last.find(|time| time.date.precision == DatePrecision::Day && tells_when(scan, time))
}

/// A mention less likely than this (about one in fifteen) dates nothing: better to say that the day is not known.
const LEAST: f32 = -2.6;

/// The times of a story that are days at all, and those of the headings above it.
pub fn candidates<'s>(scan: &'s Scan, story: &Story) -> Vec<&'s TimeMention> {
    let sentences = story.sentences.iter().chain(&story.context);
    let times = sentences.flat_map(|&sentence| scan.times_in(scan.words.sentences[sentence].words.clone()));
    times
        .filter(|time| !matches!(time.bound, Bound::Never | Bound::Until) && time.date.bounds().is_some())
        .collect()
}

/// What speaks for a mention being the day of the story, and what against.
pub fn speak(scan: &Scan, story: &Story, time: &TimeMention, say: &mut dyn FnMut(&str, f32)) {
    let mut mark = |name: &str, holds: bool| {
        if holds {
            say(name, 1.0);
        }
    };
    where_it_stands(scan, story, time, &mut mark);
    what_it_is(scan, time, &mut mark);
    beside_events(scan, time, &mut mark);
}

fn where_it_stands(scan: &Scan, story: &Story, time: &TimeMention, mark: &mut impl FnMut(&str, bool)) {
    let sentence = scan.words.sentence_of(time.words.start);
    let place = &scan.words.sentences[sentence];
    let anchor = &scan.words.sentences[story.anchor];
    let context = story.sentences.binary_search(&sentence).is_err();
    let own = !context && sentence != story.anchor && place.kind != BlockKind::Title;
    mark("anchor", sentence == story.anchor);
    mark("title", place.kind == BlockKind::Title && !context);
    mark("context", context);
    mark("anchor_block", own && place.block == anchor.block);
    mark("before_anchor", own && sentence < story.anchor);
    mark("beside_anchor", own && sentence.abs_diff(story.anchor) == 1);
    mark("far_from_anchor", own && sentence.abs_diff(story.anchor) > 4);
    mark("opens_block", place.opens_block && time.words.start <= place.words.start + 3);
    mark("label", !context && scan.words.is_label(sentence));
    let listed = story.item && place.opens_block;
    mark("opens_item", listed && own);
    mark("first_of_sentence", scan.times_in(place.words.clone()).next() == Some(time));
    mark("background", scan.has_cue(place.words.clone(), Cue::Background));
    mark("court", scan.has_cue(place.words.clone(), Cue::Court));
}

fn what_it_is(scan: &Scan, time: &TimeMention, mark: &mut impl FnMut(&str, bool)) {
    let precision = time.date.precision;
    mark("week", precision == DatePrecision::Week);
    mark("month", precision == DatePrecision::Month);
    mark("year", matches!(precision, DatePrecision::Year | DatePrecision::Unknown));
    mark("explicit", time.reckoning == Reckoning::Explicit);
    mark("anaphoric", time.reckoning == Reckoning::Anaphoric);
    mark("since", time.bound == Bound::Since);
    mark("period", time.bound == Bound::Period);
    mark("hours", time.hours.is_some());
    mark("dateline", time.dateline);
    mark("night", time.date.bounds().is_some_and(|(start, end)| (end - start).get_days() == 1));
    mark("tells_when", tells_when(scan, time));
    let published = scan.published.zip(time.date.bounds());
    mark("to_come", published.is_some_and(|(published, (start, _))| start > published));
    mark("old", published.is_some_and(|(published, (_, end))| (published - end).get_days() > 45));
    mark("day_of_publication", published.is_some_and(|(published, (start, _))| start == published));
    mark("by", matches!(scan.words.key(time.words.start), "by" | "ici"));
}

fn beside_events(scan: &Scan, time: &TimeMention, mark: &mut impl FnMut(&str, bool)) {
    let sentence = scan.words.sentence_of(time.words.start);
    let live = &scan.live[sentence];
    let gap = |live: &&Live| match () {
        () if live.words.start >= time.words.end => live.words.start - time.words.end,
        () => time.words.start.saturating_sub(live.words.end),
    };
    let Some(nearest) = live.iter().min_by_key(gap) else { return mark("no_event", true) };
    let between = nearest.words.end.min(time.words.end)..nearest.words.start.max(time.words.start);
    mark("event_beside", gap(&nearest) <= 1);
    mark("event_near", (2..=5).contains(&gap(&nearest)));
    mark("event_far", gap(&nearest) > 12);
    mark("event_after", nearest.words.start >= time.words.end && gap(&nearest) <= 1);
    mark("other_clause", between.clone().any(|at| matches!(scan.words.key(at), "," | ";" | "–" | "—" | "(")));
    mark("saying_between", scan.has_cue(between, Cue::Reporting));
    mark("event_weak", nearest.strength == Strength::Weak);
    let other = live.iter().any(|live| !is_follow_up(live.trigger));
    mark("follow_up", is_follow_up(nearest.trigger) && other);
    mark("only_follow_up", is_follow_up(nearest.trigger) && !other);
    mark("found_dead", nearest.trigger == Trigger::Death);
}

/// "early Sunday" of an attack that the lead puts "overnight between Saturday and Sunday": the night says more.
fn night_of<'s>(scan: &'s Scan, story: &Story, best: &TimeMention) -> Option<&'s TimeMention> {
    let (start, end) = best.date.bounds().filter(|(start, end)| start == end)?;
    let before = story.sentences.iter().filter(|&&sentence| sentence < story.anchor);
    let mut times = before.flat_map(|&sentence| scan.times_in(scan.words.sentences[sentence].words.clone()));
    times.find(|time| {
        let night = time.date.bounds().filter(|(from, to)| (*to - *from).get_days() == 1);
        tells_when(scan, time) && night.is_some_and(|(from, to)| from <= start && end <= to)
    })
}

/// What came after (a release, a burial, a claim) has its own day.
fn is_follow_up(trigger: Trigger) -> bool {
    use Trigger as T;
    matches!(trigger, T::Release | T::Arrest | T::Displace | T::Threat | T::Missing)
}
