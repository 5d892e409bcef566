//! Why a name is where it is: every name of a text with what it may stand for, for people.

use crate::candidates::{Candidate, LEAST_SCORE, Surroundings, candidates, level_of};
use crate::context::{Context, Word, runs, words_of};
use crate::wording::Wording;
use crate::{Entry, Gazetteer};
use vigie_model::{Document, PlaceKind, Span};

/// Words that begin sentences and are towns somewhere.
const NOT_ALONE: &[&str] = &[
    "a", "an", "and", "at", "au", "aux", "by", "ce", "ces", "cette", "dans", "de", "des", "du", "elle", "en",
    "et", "for", "from", "he", "il", "ils", "in", "it", "la", "le", "les", "on", "our", "par", "pour", "she",
    "that", "the", "there", "they", "this", "three", "to", "trois", "two", "deux", "un", "une", "we", "who",
    "with", "nous", "selon", "after", "apres", "avant",
];

/// Longest name, in words.
const LONGEST: usize = 4;

/// How many candidates are shown of each name.
const MOST_SHOWN: usize = 5;

/// A name of the text.
#[derive(Debug, Clone)]
pub struct Explained {
    /// Where it stands.
    pub span: Span,
    /// As written.
    pub name: String,
    /// What kind of place the words around it say, a locality where they say nothing.
    pub kind: PlaceKind,
    /// ISO code of the country that the text speaks of there.
    pub country: Option<String>,
    /// What it may stand for, the best first.
    pub candidates: Vec<Explanation>,
}

/// One thing that a name may stand for.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// Its name in the gazetteer.
    pub name: &'static str,
    /// What it is.
    pub kind: PlaceKind,
    /// ISO code.
    pub country: Option<String>,
    /// First-level unit.
    pub admin1: Option<&'static str>,
    /// Second-level unit.
    pub admin2: Option<&'static str>,
    /// `[latitude, longitude]`.
    pub point: Option<[f64; 2]>,
    /// How far it reaches.
    pub radius_km: f64,
    /// How well it fits.
    pub score: f64,
    /// Good enough to be taken.
    pub is_taken: bool,
    /// Why.
    pub reasons: Vec<String>,
}

/// Every name of a text that the gazetteer knows, or that words like "the village of" announce, with what it may
/// stand for in the country spoken of, and why.
pub fn explain(gazetteer: &Gazetteer, document: &Document) -> Vec<Explained> {
    let context = Context::of(gazetteer, document);
    let words = words_of(&document.text);
    let mentions = mentions(gazetteer, &words, &document.text);
    let mut units: Vec<Entry> = Vec::new();
    let mut explained = Vec::new();
    // Units first, so that the towns are weighed inside them.
    for is_unit in [true, false] {
        for mention in mentions.iter().filter(|mention| mention.is_unit() == is_unit) {
            let votes = context.votes(Some(mention.span.start as usize));
            let around =
                Surroundings { country: votes.best(), hints: units.clone(), ..Surroundings::default() };
            let found = candidates(gazetteer, &mention.wording, mention.kind, &around);
            let best = found.first().filter(|best| best.score >= LEAST_SCORE);
            units
                .extend(best.filter(|best| level_of(gazetteer, best.entry).is_some()).map(|best| best.entry));
            explained.push(explanation(gazetteer, mention, votes.best(), &found));
        }
    }
    explained.sort_by_key(|mention| mention.span);
    explained
}

struct Mention {
    span: Span,
    name: String,
    wording: Wording,
    kind: PlaceKind,
    /// The words around it say what kind of place it is.
    is_announced: bool,
}

impl Mention {
    fn is_unit(&self) -> bool {
        matches!(self.kind, PlaceKind::Region | PlaceKind::District)
    }
}

fn mentions(gazetteer: &Gazetteer, words: &[Word], text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut next = 0;
    while next < words.len() {
        let known = if words[next].is_capital { name_at(gazetteer, words, next) } else { None };
        let taken = known.or_else(|| announced_at(words, next, text));
        if let Some(used) = taken {
            found.push(mention(words, next, used, text));
        }
        next += taken.unwrap_or(1);
    }
    found
}

/// How many words the longest name here has.
fn name_at(gazetteer: &Gazetteer, words: &[Word], from: usize) -> Option<usize> {
    let is_common = NOT_ALONE.contains(&words[from].folded.as_str());
    runs(words, from, LONGEST).iter().find_map(|(used, run)| {
        let is_name = words[from + used - 1].is_capital && (used > 1 || (!is_common && run.len() > 2));
        let is_country = gazetteer.country_word(run).is_some();
        (is_name && !is_country && gazetteer.hits(run).next().is_some()).then_some(used)
    })
}

/// A name that the gazetteer does not know, after words that announce a place: "le village de Selinkegny".
fn announced_at(words: &[Word], from: usize, text: &str) -> Option<usize> {
    let is_capital = |word: &&Word| word.is_capital;
    let used = words[from..].iter().take(3).take_while(is_capital).count();
    let joined = 1 + words[from..].iter().take(used.max(1) - 1).take_while(|word| word.joins).count();
    let is_announced = used > 0 && mention(words, from, joined, text).is_announced;
    is_announced.then_some(joined)
}

fn mention(words: &[Word], from: usize, used: usize, text: &str) -> Mention {
    let end_of = |at: usize| words[at].start + words[at].length;
    let span = Span::new(words[from].start, end_of(from + used - 1));
    let core: Vec<&str> = words[from..from + used].iter().map(|word| word.folded.as_str()).collect();
    let first = from.saturating_sub(3);
    let before = (first..=from).map(|at| Span::new(words[at].start, span.end as usize));
    let last = (from + used + 2).min(words.len().saturating_sub(1));
    let after =
        (from + used..=last).map(|at| Span::new(span.start as usize, end_of(at).max(span.end as usize)));
    let said = before.chain(after).map(|span| Wording::of(span.of(text)));
    let kind = said.filter(|wording| wording.core == core.join(" ")).find_map(|wording| wording.kind);
    let is_announced = kind.is_some();
    let kind = kind.map_or(PlaceKind::Locality, |kind| kind.place.unwrap_or(PlaceKind::District));
    let name = span.of(text).to_owned();
    Mention { span, wording: Wording::of(&name), name, kind, is_announced }
}

fn explanation(
    gazetteer: &Gazetteer,
    mention: &Mention,
    country: Option<[u8; 2]>,
    found: &[Candidate],
) -> Explained {
    let candidates = found.iter().take(MOST_SHOWN).map(|candidate| describe(gazetteer, candidate)).collect();
    let (name, kind, span) = (mention.name.clone(), mention.kind, mention.span);
    Explained { span, name, kind, country: country.map(letters), candidates }
}

fn describe(gazetteer: &Gazetteer, candidate: &Candidate) -> Explanation {
    let entry = candidate.entry;
    let unit = |level| gazetteer.admin(entry, level).map(|unit| gazetteer.name(Entry::Unit(unit)));
    Explanation {
        name: gazetteer.name(entry),
        kind: gazetteer.kind(entry),
        country: gazetteer.country_of(entry).map(letters),
        admin1: unit(1),
        admin2: unit(2),
        point: gazetteer.point(entry),
        radius_km: gazetteer.radius_km(entry),
        score: candidate.score,
        is_taken: candidate.score >= LEAST_SCORE,
        reasons: candidate.reasons.iter().map(|reason| reason.to_string()).collect(),
    }
}

fn letters(country: [u8; 2]) -> String {
    String::from_utf8_lossy(&country).into_owned()
}
