//! Who is cited: the source that a report names for what it says.

use crate::scan::Scan;
use crate::senses::Cue;
use std::ops::Range;

/// A source and the words that it is cited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The source's words: "local sources", "le gouverneur".
    pub source: Range<usize>,
    /// The words said on its authority.
    pub scope: Range<usize>,
    /// Cited for a claim of responsibility.
    pub claims: bool,
}

/// Longest phrase taken for a source, in words: beyond it the phrase has run into the next clause.
const LONGEST: usize = 14;

/// Every citation of a sentence.
pub fn citations(scan: &Scan, sentence: usize) -> Vec<Citation> {
    let range = scan.words.sentences[sentence].words.clone();
    let mut found = Vec::new();
    for (cue_words, cue) in scan.cues_in(range.clone()) {
        let citation = match cue {
            Cue::CitedBy if is_bare_source(scan, &cue_words) => None,
            Cue::CitedBy => named_after(scan, cue_words.end, range.clone()),
            Cue::Reporting | Cue::Blame | Cue::Denial => speaker(scan, &cue_words, range.clone()),
            _ => None,
        };
        found.extend(citation);
    }
    found
}

/// The source on whose authority this word stands: the nearest one whose scope holds it, or whom "he said" means.
pub fn source_of(scan: &Scan, sentence: usize, word: usize) -> Option<Range<usize>> {
    let all = &scan.citations[sentence];
    let covering =
        all.iter().filter(|citation| citation.scope.contains(&word) && !citation.source.contains(&word));
    let nearest = covering.min_by_key(|citation| citation.source.start.abs_diff(word));
    nearest.map(|citation| citation.source.clone()).or_else(|| meant_by_pronoun(scan, sentence))
}

/// How many sentences back "he" may mean somebody cited.
const MEMORY: usize = 4;

/// "He added", "a-t-elle précisé": whoever was cited last.
fn meant_by_pronoun(scan: &Scan, sentence: usize) -> Option<Range<usize>> {
    let range = scan.words.sentences[sentence].words.clone();
    let spoken = scan.cues_in(range.clone()).any(|(verb, cue)| {
        let beside = [verb.start.checked_sub(1), verb.start.checked_sub(2), Some(verb.end)];
        let near = |at: &usize| range.contains(at) && is_person_pronoun(scan.words.key(*at));
        cue == Cue::Reporting && beside.into_iter().flatten().any(|at| near(&at))
    });
    let back = sentence.saturating_sub(MEMORY)..sentence;
    let last = || back.rev().find_map(|earlier| scan.citations[earlier].last());
    spoken.then(last).flatten().map(|citation| citation.source.clone())
}

fn is_person_pronoun(key: &str) -> bool {
    matches!(key, "he" | "she" | "they" | "il" | "elle" | "ils" | "elles")
}

/// "Source: local media" cites; "some local sources suggested" has a verb that does.
fn is_bare_source(scan: &Scan, cue: &Range<usize>) -> bool {
    matches!(scan.words.key(cue.start), "source" | "sources") && scan.words.key(cue.end) != ":"
}

/// "according to X", "selon X": the phrase after the cue; it is cited for its part of the sentence.
fn named_after(scan: &Scan, from: usize, sentence: Range<usize>) -> Option<Citation> {
    let from = from + usize::from(scan.words.key(from) == ":");
    let source = phrase_from(scan, from, sentence.end)?;
    Some(Citation { scope: part(scan, from, sentence), source, claims: false })
}

/// "X said", "said X", "a indiqué X": the noun phrase beside the verb.
fn speaker(scan: &Scan, verb: &Range<usize>, sentence: Range<usize>) -> Option<Citation> {
    let before = phrase_before(scan, verb.start, sentence.start);
    let pronoun = verb.start > sentence.start
        && (is_person_pronoun(scan.words.key(verb.start - 1)) || scan.words.key(verb.start - 1) == "on");
    let source = match before {
        Some(source) => source,
        None if pronoun => return None,
        None => phrase_from(scan, verb.end, sentence.end)?,
    };
    Some(Citation { scope: part(scan, verb.start, sentence), source, claims: false })
}

/// From the word after a cue to the next comma, bracket or verb.
fn phrase_from(scan: &Scan, from: usize, end: usize) -> Option<Range<usize>> {
    // "a annoncé lundi le gouverneur", "said on Sunday the mayor": the day stands between.
    let from = scan.times_in(from..from + 1).next().map_or(from, |time| time.words.end);
    let stop = (from..end).find(|&at| ends_phrase(scan, at, from)).unwrap_or(end);
    let source = trim(scan, from..stop.min(from + LONGEST));
    is_source(scan, &source).then_some(source)
}

/// From the last comma or clause opening before a verb up to it.
fn phrase_before(scan: &Scan, verb: usize, start: usize) -> Option<Range<usize>> {
    let mut from = verb;
    while from > start && !opens_clause(scan.words.key(from - 1)) && verb - from < LONGEST {
        from -= 1;
    }
    // "A member who spoke to us said": he who is spoken of, not what he did before.
    if from > start && matches!(scan.words.key(from - 1), "who" | "which" | "qui") {
        return phrase_before(scan, from - 1, start);
    }
    let mut source = trim(scan, from..verb);
    // "the mayor, Issa Maïga, said": the office stands before the name.
    if source.is_empty() && from > start {
        source = trim(scan, from.saturating_sub(LONGEST).max(start)..from - 1);
    }
    is_source(scan, &source).then_some(source)
}

fn ends_phrase(scan: &Scan, at: usize, from: usize) -> bool {
    let key = scan.words.key(at);
    let mark = matches!(key, "," | "." | ";" | ":" | "(" | ")" | "\"" | "“" | "”" | "»" | "«" | "–" | "—");
    let conjunction = matches!(
        key,
        "that"
            | "que"
            | "qu'"
            | "qui"
            | "who"
            | "which"
            | "while"
            | "but"
            | "mais"
            | "as"
            | "after"
            | "apres"
    );
    let time = scan.time_over(at).is_some_and(|time| time.words.start == at);
    (mark && at > from) || conjunction || time
}

fn opens_clause(key: &str) -> bool {
    matches!(
        key,
        "," | "."
            | ";"
            | ":"
            | "\""
            | "“"
            | "”"
            | "»"
            | "«"
            | "–"
            | "—"
            | "that"
            | "que"
            | "qu'"
            | "but"
            | "mais"
            | "and"
            | "et"
            | "while"
            | "though"
            | "although"
            | ")"
            | "who"
            | "qui"
    )
}

fn trim(scan: &Scan, mut range: Range<usize>) -> Range<usize> {
    let loose = |key: &str| {
        matches!(
            key,
            "," | "."
                | ";"
                | "\""
                | "“"
                | "”"
                | "»"
                | "«"
                | "–"
                | "—"
                | "-"
                | "has"
                | "have"
                | "had"
                | "also"
                | "later"
                | "a"
                | "ont"
                | "au"
                | "elle"
                | "elles"
                | "lui"
                | "eux"
                | ":"
        )
    };
    while range.start < range.end
        && matches!(
            scan.words.key(range.start),
            "," | "." | ";" | "\"" | "“" | "”" | "»" | "«" | "–" | "—" | "-" | ":" | "and" | "et"
        )
    {
        range.start += 1;
    }
    while range.start < range.end && loose(scan.words.key(range.end - 1)) {
        range.end -= 1;
    }
    range
}

/// A source is somebody: a person, an office, an organisation, "sources"; not "it", not a bare time.
fn is_source(scan: &Scan, range: &Range<usize>) -> bool {
    if range.is_empty() {
        return false;
    }
    let pronoun = range.len() == 1
        && matches!(
            scan.words.key(range.start),
            "it" | "he"
                | "she"
                | "they"
                | "il"
                | "elle"
                | "ils"
                | "elles"
                | "on"
                | "we"
                | "i"
                | "nous"
                | "who"
                | "qui"
                | "this"
                | "cela"
        );
    let speech = range
        .clone()
        .all(|at| scan.has_cue(at..at + 1, Cue::Reporting) || matches!(scan.words.key(at), "the" | "les"));
    // "In a message, the group said": the message is no source.
    let adverbial = matches!(
        scan.words.key(range.start),
        "in" | "on"
            | "at"
            | "by"
            | "with"
            | "after"
            | "dans"
            | "sur"
            | "lors"
            | "apres"
            | "par"
            | "en"
            | "for"
    );
    let denied = matches!(scan.words.key(range.start), "not" | "pas");
    !pronoun && !speech && !adverbial && !denied
}

/// The part of a sentence around a word, between its semicolons and its "but".
fn part(scan: &Scan, at: usize, sentence: Range<usize>) -> Range<usize> {
    let cuts = |word: &usize| {
        matches!(
            scan.words.key(*word),
            ";" | "but" | "mais" | "while" | "tandis" | "whereas" | "though" | "although"
        )
    };
    let from = (sentence.start..at).rev().find(cuts).map_or(sentence.start, |cut| cut + 1);
    let to = (at..sentence.end).find(cuts).unwrap_or(sentence.end);
    from..to
}
