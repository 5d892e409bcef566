//! When the happening of a story was.

use crate::scan::Scan;
use crate::story::{Story, tells_when};
use crate::time::{Reckoning, TimeMention};
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
    /// Days from then to the publication; `None` where either is not known.
    pub age_days: Option<i32>,
}

impl When {
    const UNKNOWN: When = When {
        date: DateSpan::UNKNOWN,
        span: None,
        basis: Basis::Default,
        contradiction: false,
        age_days: None,
    };
}

/// The time mention that dates the story best.
pub fn when(scan: &Scan, story: &Story) -> When {
    let mentions =
        story.sentences.iter().chain(&story.context).flat_map(|&sentence| candidates(scan, story, sentence));
    let best = mentions.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.words.start.cmp(&a.1.words.start)));
    let Some((_, best)) = best else { return When::UNKNOWN };
    let time = night_of(scan, story, best).unwrap_or(best);
    When {
        date: time.date,
        span: Some(scan.words.span(time.words.clone())),
        basis: if time.reckoning == Reckoning::Explicit { Basis::Stated } else { Basis::Derived },
        contradiction: time.contradiction,
        age_days: scan
            .published
            .zip(time.date.bounds())
            .map(|(published, (_, end))| (published - end).get_days()),
    }
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

fn candidates<'s>(scan: &'s Scan, story: &'s Story, sentence: usize) -> Vec<(f32, &'s TimeMention)> {
    let range = scan.words.sentences[sentence].words.clone();
    let times = scan.times_in(range).filter(|time| tells_when(scan, time));
    times.map(|time| (score(scan, story, sentence, time), time)).collect()
}

fn score(scan: &Scan, story: &Story, sentence: usize, time: &TimeMention) -> f32 {
    let place = &scan.words.sentences[sentence];
    let mut score = match () {
        () if sentence == story.anchor => 6.0,
        () if place.kind == BlockKind::Title => 2.0,
        () if place.block == scan.words.sentences[story.anchor].block => 3.5,
        () => 1.5 - 0.1 * (sentence.abs_diff(story.anchor) as f32).min(10.0),
    };
    score += match time.date.precision {
        DatePrecision::Day => 1.5,
        DatePrecision::Week => 0.2,
        DatePrecision::Month => -0.5,
        DatePrecision::Year | DatePrecision::Unknown => -2.0,
    };
    if place.opens_block && time.words.start <= place.words.start + 3 {
        score += 1.5;
    }
    if matches!(scan.words.key(time.words.start), "by" | "ici") {
        score -= 3.0;
    }
    let live = &scan.live[sentence];
    let nearest = live.iter().map(|live| live.words.start.abs_diff(time.words.start)).min();
    score += match nearest {
        Some(distance) => 2.0 - 0.08 * (distance.min(25) as f32),
        None => -1.0,
    };
    // What came after (a release, a burial, a claim) has its own day.
    let follow_up = live.iter().min_by_key(|live| live.words.start.abs_diff(time.words.start));
    if follow_up.is_some_and(|live| is_follow_up(live.trigger))
        && live.iter().any(|live| !is_follow_up(live.trigger))
    {
        score -= 2.5;
    }
    score
}

fn is_follow_up(trigger: crate::senses::Trigger) -> bool {
    use crate::senses::Trigger as T;
    matches!(trigger, T::Release | T::Arrest | T::Displace | T::Threat | T::Missing)
}
