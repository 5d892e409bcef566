//! All that a text mentions, found once: words of events, people and things, numbers, times, sides, names.

use crate::actors::Actor;
use crate::citation::{Citation, citations};
use crate::figure::{FoundFigure, figures};
use crate::lexicon::{Language, Lexicon};
use crate::measure::{FoundMeasure, Ground, measures};
use crate::number::{Quantity, quantities};
use crate::places::{PlaceFound, places};
use crate::senses::{Cue, People, Sense, Sort, Strength, Thing, Trigger};
use crate::story::{Live, live_triggers};
use crate::time::{TimeMention, times};
use crate::words::{Shape, Words};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::ops::Range;
use vigie_model::{BlockKind, Document, Toponym, Toponyms, ends_like_demonym};

/// A term of the lexicon in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its words.
    pub words: Range<usize>,
    /// What it means.
    pub sense: Sense,
}

/// A named side in the text.
#[derive(Debug, Clone)]
pub struct ActorFound<'l> {
    /// Its words.
    pub words: Range<usize>,
    /// Every actor that the words may name.
    pub candidates: Vec<&'l Actor>,
}

/// All mentions of a text, each list in text order.
pub struct Scan<'l, 't> {
    /// The language.
    pub language: &'l Language,
    /// The words.
    pub words: Words<'t>,
    /// Terms of the lexicon.
    pub hits: Vec<Hit>,
    /// Numbers.
    pub quantities: Vec<Quantity>,
    /// Times.
    pub times: Vec<TimeMention>,
    /// Named sides.
    pub actors: Vec<ActorFound<'l>>,
    /// Places.
    pub places: Vec<PlaceFound>,
    /// Words that name a country or its people, and which.
    pub countries: Vec<(usize, [u8; 2])>,
    /// The day of publication.
    pub published: Option<Date>,
    /// Restrictions.
    pub measures: Vec<FoundMeasure>,
    /// Statistics; their numbers are nobody's toll.
    pub figures: Vec<FoundFigure>,
    /// Who is cited, by sentence.
    pub citations: Vec<Vec<Citation>>,
    /// Which event words live, by sentence.
    pub live: Vec<Vec<Live>>,
    /// The publisher is an office that answers for what it says.
    pub official: bool,
    /// The country most spoken of.
    pub country: Option<[u8; 2]>,
    /// Countries spoken of, each once.
    pub spoken: BTreeSet<[u8; 2]>,
    /// Sentences of the headline.
    pub titles: Vec<usize>,
    /// The first sentence of running text.
    pub lead: Option<usize>,
    /// Words inside a time expression or a named side, which name no place.
    taken: Vec<bool>,
    /// Words at which a generic word of places begins.
    generic: Vec<bool>,
    /// Words that the text also writes small, by their keys.
    small: OnceCell<FxHashSet<Box<str>>>,
    /// Names that stand beside a unit's word somewhere in the text; looked for when a story first asks.
    pub(crate) units: OnceCell<BTreeSet<String>>,
}

impl<'l, 't> Scan<'l, 't> {
    /// Scans a document in its language.
    pub fn of(
        lexicon: &'l Lexicon,
        language: &'l Language,
        document: &'t Document,
        names: &dyn Toponyms,
    ) -> Self {
        let names = &Memo::of(names);
        let mut words = Words::of(document);
        crate::recase::recase(&mut words, language, names);
        let published = document.published.map(|published| published.day());
        let quantities = quantities(language, &words);
        let times = times(language, &words, published);
        let (mut hits, generic) = hits(language, &words);
        // "March 15" marches nowhere.
        let dated = taken(&words, &times, &[]);
        hits.retain(|hit| !dated[hit.words.start]);
        let actors = actors(lexicon, &words);
        let countries = countries(&words, names, &hits);
        let taken = taken(&words, &times, &actors);
        let spoken = countries.iter().map(|(_, code)| *code).collect();
        let country = crate::whereabouts::most(countries.iter().map(|(_, code)| *code));
        let titles = sentences_of(&words, BlockKind::Title).collect();
        let lead = sentences_of(&words, BlockKind::Paragraph).next();
        let mut scan = Self {
            language,
            words,
            hits,
            quantities,
            times,
            actors,
            places: Vec::new(),
            countries,
            published,
            measures: Vec::new(),
            figures: Vec::new(),
            citations: Vec::new(),
            live: Vec::new(),
            official: document.source.as_deref().is_some_and(|source| is_office(language, source)),
            country,
            spoken,
            titles,
            lead,
            taken,
            generic,
            small: OnceCell::new(),
            units: OnceCell::new(),
        };
        let sentences = 0..scan.words.sentences.len();
        scan.places = places(&scan, names);
        let ground = scan.ground();
        let measures = measures(ground, &scan.quantities, published);
        let figures = figures(ground, &scan.quantities, published);
        (scan.measures, scan.figures) = (measures, figures);
        scan.citations = sentences.clone().map(|sentence| citations(&scan, sentence)).collect();
        scan.live = sentences.map(|sentence| live_triggers(&scan, sentence)).collect();
        scan
    }

    /// What phrases of place are read with.
    fn ground(&self) -> Ground<'_> {
        Ground { language: self.language, words: &self.words, times: &self.times, places: &self.places }
    }

    /// A time expression or a named side holds this word.
    pub fn is_taken(&self, word: usize) -> bool {
        self.taken.get(word).copied().unwrap_or(false)
    }

    /// A number holds this word.
    pub fn is_number(&self, word: usize) -> bool {
        let next = self.quantities.partition_point(|quantity| quantity.words.start <= word);
        next.checked_sub(1).is_some_and(|last| self.quantities[last].words.contains(&word))
    }

    /// A generic word of places ("cercle de", "district") begins here.
    pub fn opens_generic(&self, word: usize) -> bool {
        self.generic.get(word).copied().unwrap_or(false)
    }

    /// Hits that begin within these words.
    pub fn hits_in(&self, range: Range<usize>) -> impl Iterator<Item = &Hit> {
        let first = self.hits.partition_point(|hit| hit.words.start < range.start);
        self.hits[first..].iter().take_while(move |hit| hit.words.start < range.end)
    }

    /// Triggers within these words.
    pub fn triggers_in(
        &self,
        range: Range<usize>,
    ) -> impl Iterator<Item = (Range<usize>, Trigger, Strength)> + '_ {
        self.hits_in(range).filter_map(|hit| match hit.sense {
            Sense::Trigger(trigger, strength) => Some((hit.words.clone(), trigger, strength)),
            _ => None,
        })
    }

    /// Cues within these words.
    pub fn cues_in(&self, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, Cue)> + '_ {
        self.hits_in(range).filter_map(|hit| match hit.sense {
            Sense::Cue(cue) => Some((hit.words.clone(), cue)),
            _ => None,
        })
    }

    /// One sort of cue stands within these words.
    pub fn has_cue(&self, range: Range<usize>, wanted: Cue) -> bool {
        self.cues_in(range).any(|(_, cue)| cue == wanted)
    }

    /// People within these words.
    pub fn people_in(&self, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, People)> + '_ {
        self.hits_in(range).filter_map(|hit| match hit.sense {
            Sense::People(people) => Some((hit.words.clone(), people)),
            _ => None,
        })
    }

    /// Things within these words.
    pub fn things_in(&self, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, Thing)> + '_ {
        self.hits_in(range).filter_map(|hit| match hit.sense {
            Sense::Thing(thing) => Some((hit.words.clone(), thing)),
            _ => None,
        })
    }

    /// Numbers that begin within these words.
    pub fn quantities_in(&self, range: Range<usize>) -> impl Iterator<Item = &Quantity> {
        let first = self.quantities.partition_point(|quantity| quantity.words.start < range.start);
        self.quantities[first..].iter().take_while(move |quantity| quantity.words.start < range.end)
    }

    /// Words of countries and their people within these words.
    pub fn countries_in(&self, range: Range<usize>) -> impl Iterator<Item = (usize, [u8; 2])> + '_ {
        let first = self.countries.partition_point(|(word, _)| *word < range.start);
        self.countries[first..].iter().copied().take_while(move |(word, _)| *word < range.end)
    }

    /// Statistics of a sentence.
    pub fn figures_in(&self, sentence: usize) -> impl Iterator<Item = &FoundFigure> {
        let first = self.figures.partition_point(|figure| figure.sentence < sentence);
        self.figures[first..].iter().take_while(move |figure| figure.sentence == sentence)
    }

    /// The number whose words hold this one.
    pub fn quantity_over(&self, word: usize) -> Option<&Quantity> {
        over(&self.quantities, |quantity| &quantity.words, word)
    }

    /// The time expression that holds this word.
    pub fn time_over(&self, word: usize) -> Option<&TimeMention> {
        over(&self.times, |time| &time.words, word)
    }

    /// The place whose name holds this word.
    pub fn place_over(&self, word: usize) -> Option<&PlaceFound> {
        over(&self.places, |place| &place.words, word)
    }

    /// The named side whose name holds this word.
    pub fn actor_over(&self, word: usize) -> Option<&ActorFound<'l>> {
        over(&self.actors, |actor| &actor.words, word)
    }

    /// The same word stands elsewhere in the text without its capital.
    pub fn also_small(&self, word: usize) -> bool {
        let small = self.small.get_or_init(|| {
            let small = (0..self.words.words.len()).filter(|&at| self.words.shape(at) == Shape::Lower);
            small.map(|at| self.words.key(at).into()).collect()
        });
        small.contains(self.words.key(word))
    }

    /// Times that begin within these words.
    pub fn times_in(&self, range: Range<usize>) -> impl Iterator<Item = &TimeMention> {
        let first = self.times.partition_point(|time| time.words.start < range.start);
        self.times[first..].iter().take_while(move |time| time.words.start < range.end)
    }

    /// Places whose name begins within these words.
    pub fn places_in(&self, range: Range<usize>) -> impl Iterator<Item = &PlaceFound> {
        let first = self.places.partition_point(|place| place.words.start < range.start);
        self.places[first..].iter().take_while(move |place| place.words.start < range.end)
    }

    /// Named sides within these words.
    pub fn actors_in(&self, range: Range<usize>) -> impl Iterator<Item = &ActorFound<'l>> {
        let first = self.actors.partition_point(|actor| actor.words.start < range.start);
        self.actors[first..].iter().take_while(move |actor| actor.words.start < range.end)
    }
}

fn sentences_of<'w>(words: &'w Words, kind: BlockKind) -> impl Iterator<Item = usize> + use<'w> {
    let sentences = words.sentences.iter().enumerate();
    sentences.filter(move |(_, sentence)| sentence.kind == kind).map(|(nth, _)| nth)
}

/// Of mentions in text order without overlap, the one that holds a word.
fn over<T>(all: &[T], words: impl Fn(&T) -> &Range<usize>, word: usize) -> Option<&T> {
    let next = all.partition_point(|one| words(one).end <= word);
    all.get(next).filter(|one| words(one).contains(&word))
}

/// Every sense of every term; a term inside a longer one of the same sort does not count.
fn hits(language: &Language, words: &Words) -> (Vec<Hit>, Vec<bool>) {
    let mut generic = vec![false; words.words.len()];
    let mut found: Vec<Hit> = Vec::new();
    let mut reach: [usize; Sort::COUNT] = [0; Sort::COUNT];
    for (at, opens_generic) in generic.iter_mut().enumerate() {
        let end = words.sentence_words(at).end;
        let mut here: Vec<Hit> = language
            .senses
            .at(words, at, end)
            .map(|(length, &sense)| Hit { words: at..at + length, sense })
            .inspect(|hit| *opens_generic |= matches!(hit.sense, Sense::Place(_)))
            .filter(|hit| hit.words.end > reach[hit.sense.sort() as usize])
            .collect();
        let longest = longest_by_sort(&here);
        here.retain(|hit| hit.words.end == longest[hit.sense.sort() as usize]);
        for hit in here {
            reach[hit.sense.sort() as usize] = hit.words.end;
            found.push(hit);
        }
    }
    (found, generic)
}

fn longest_by_sort(hits: &[Hit]) -> [usize; Sort::COUNT] {
    let mut longest = [0; Sort::COUNT];
    for hit in hits {
        let slot = &mut longest[hit.sense.sort() as usize];
        *slot = (*slot).max(hit.words.end);
    }
    longest
}

fn actors<'l>(lexicon: &'l Lexicon, words: &Words) -> Vec<ActorFound<'l>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.words.len() {
        let end = words.sentence_words(at).end;
        match lexicon.actors.at(words, at, end) {
            Some((length, candidates)) => {
                found.push(ActorFound { words: at..at + length, candidates });
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

fn taken(words: &Words, times: &[TimeMention], actors: &[ActorFound]) -> Vec<bool> {
    let mut taken = vec![false; words.words.len()];
    let ranges = times.iter().map(|time| &time.words).chain(actors.iter().map(|actor| &actor.words));
    for range in ranges {
        taken[range.start.min(words.words.len())..range.end.min(words.words.len())].fill(true);
    }
    taken
}

/// Countries and demonyms, also of two or three words ("Burkina Faso", "Côte d’Ivoire").
fn countries(words: &Words, names: &dyn Toponyms, hits: &[Hit]) -> Vec<(usize, [u8; 2])> {
    let weapon = |at: usize| {
        let first = hits.partition_point(|hit| hit.words.start < at);
        let mut here = hits[first..].iter().take_while(|hit| hit.words.start == at);
        here.any(|hit| matches!(hit.sense, Sense::Trigger(..)))
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.words.len() {
        let end = words.sentence_words(at).end;
        let lengths = (1..=3usize.min(end - at)).rev();
        let country = lengths.filter_map(|length| country_at(words, names, at, length)).next();
        let country = country.filter(|(length, _)| !is_named_after(words, at, *length) && !weapon(at));
        match country {
            Some((length, code)) => {
                found.push((at, code));
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

fn country_at(words: &Words, names: &dyn Toponyms, at: usize, length: usize) -> Option<(usize, [u8; 2])> {
    // A demonym is small in French ("les soldats maliens").
    let worth = words.is_capital(at)
        || (length == 1 && words.shape(at) == Shape::Lower && ends_like_demonym(words.key(at)));
    if !worth || (length > 1 && !words.is_capital(at + length - 1)) {
        return None;
    }
    names.country(words.phrase(at..at + length)).map(|code| (length, code))
}

/// "Niger State", "l’État du Niger", "the Niger river": what is named after a country lies elsewhere.
fn is_named_after(words: &Words, at: usize, length: usize) -> bool {
    const LINKS: &[&str] = &["de", "du", "d'", "la", "le", "l'", "of", "the"];
    const NAMESAKES: &[&str] = &["delta", "etat", "fleuve", "golfe", "gulf", "river", "riviere", "state"];
    let start = words.sentence_words(at).start;
    let before = (start..at).rev().take(3).find(|&word| !LINKS.contains(&words.key(word)));
    let linked = before.is_some_and(|word| word + 1 < at && NAMESAKES.contains(&words.key(word)));
    linked || matches!(words.key(at + length), "state" | "delta" | "river")
}

/// A ministry, a command, an agency of the UN: the words of a publisher's name that say so.
fn is_office(language: &Language, publisher: &str) -> bool {
    let words = Words::sentence(publisher);
    let end = words.words.len();
    let office =
        |at| language.senses.at(&words, at, end).any(|(_, sense)| *sense == Sense::Cue(Cue::Official));
    (0..end).any(office)
}

/// A report names the same places again and again: each name is looked up once.
struct Memo<'n> {
    names: &'n dyn Toponyms,
    known: RefCell<FxHashMap<String, Vec<Toponym>>>,
}

impl<'n> Memo<'n> {
    fn of(names: &'n dyn Toponyms) -> Self {
        Self { names, known: RefCell::default() }
    }
}

impl Toponyms for Memo<'_> {
    fn toponyms(&self, name: &str) -> Vec<Toponym> {
        if let Some(known) = self.known.borrow().get(name) {
            return known.clone();
        }
        let found = self.names.toponyms(name);
        self.known.borrow_mut().insert(name.to_owned(), found.clone());
        found
    }

    fn country(&self, name: &str) -> Option<[u8; 2]> {
        self.names.country(name)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]
    use super::*;

    /// The event words that the English tables find.
    fn told(text: &str) -> Vec<String> {
        let lexicon = Lexicon::embedded().unwrap();
        let words = Words::sentence(text);
        let (hits, _) = hits(lexicon.language("en").unwrap(), &words);
        let told = hits.iter().filter(|hit| matches!(hit.sense, Sense::Trigger(..)));
        told.map(|hit| words.phrase(hit.words.clone()).to_owned()).collect()
    }

    #[test]
    fn a_hollow_term_hides_the_event_words_inside_it() {
        assert!(told("The grant was a shot in the arm for growers.").is_empty());
        assert!(told("The final went to a penalty shootout.").is_empty());
        assert!(told("The office released a statement.").is_empty());
        assert!(told("He was shot in the arm.").contains(&"shot in the arm".to_owned()));
        assert_eq!(told("The office released the captives.")[0], "released");
    }
}
