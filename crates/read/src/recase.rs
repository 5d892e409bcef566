//! Case that says nothing: a block in capitals throughout, or a text without any, is read as if it had been
//! written with the capitals of its language.
//!
//! Law: only shapes change, never the text, and only where case carries no information. A word gets its
//! capital on evidence (the rest of the text, a title before it, the gazetteer where a place stands) and is
//! small otherwise: a village missed does less harm than "THE ROAD" on a map.

use crate::lexicon::Language;
use crate::places::is_function_word;
use crate::senses::{Sense, Side};
use crate::words::{Shape, Words};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use vigie_model::{Toponym, Toponyms};

/// A block of fewer words in capitals may be a list of names or acronyms.
const SHOUTED: usize = 4;
/// A text of fewer small words may lack capitals by chance.
const MUTTERED: usize = 12;
/// The most words of a name that the gazetteer is asked for.
const LONGEST: usize = 4;
/// A city of so many people is known without its country.
const CITY: u32 = 200_000;

/// Gives the words of blocks whose case says nothing the shapes that they would have.
pub fn recase(words: &mut Words, language: &Language, names: &dyn Toponyms) {
    let blind = blind_sentences(words, language);
    if !blind.contains(&true) {
        return;
    }
    let evidence = Evidence::of(words, language, names, &blind);
    let mut shapes: Vec<(usize, Shape)> = Vec::new();
    for (sentence, _) in blind.iter().enumerate().filter(|(_, blind)| **blind) {
        shapes.extend(evidence.shapes(words.sentences[sentence].words.clone()));
    }
    for (at, shape) in shapes {
        words.words[at].shape = shape;
    }
}

/// The sentences whose capitals, or whose lack of them, say nothing.
fn blind_sentences(words: &Words, language: &Language) -> Vec<bool> {
    let whole = Case::of(words, 0..words.words.len());
    if whole.is_muttered() {
        return vec![true; words.sentences.len()];
    }
    let mut blind = vec![false; words.sentences.len()];
    if whole.upper < SHOUTED {
        return blind;
    }
    let mut from = 0;
    for block in words.sentences.chunk_by(|a, b| a.block == b.block) {
        let range = block[0].words.start..block[block.len() - 1].words.end;
        let shouted = Case::of(words, range.clone()).is_shouted()
            && range.clone().any(|at| is_ordinary(words, language, at));
        blind[from..from + block.len()].fill(shouted);
        from += block.len();
    }
    blind
}

/// How many words of each sort a stretch holds.
struct Case {
    upper: usize,
    capital: usize,
    small: usize,
}

impl Case {
    fn of(words: &Words, range: Range<usize>) -> Self {
        let long = |word: &&crate::words::Word| word.span.len() > 1;
        let mut case = Self { upper: 0, capital: 0, small: 0 };
        for word in words.words[range].iter().filter(long) {
            match word.shape {
                Shape::Upper => case.upper += 1,
                Shape::Capital => case.capital += 1,
                Shape::Lower => case.small += 1,
                Shape::Number | Shape::Mark => {}
            }
        }
        case
    }

    fn is_shouted(&self) -> bool {
        self.upper >= SHOUTED && 8 * (self.small + self.capital) <= self.upper
    }

    fn is_muttered(&self) -> bool {
        self.small >= MUTTERED && 50 * (self.upper + self.capital) <= self.small
    }
}

/// A word that nobody would write with a capital: a function word, or one that the language's tables hold.
fn is_ordinary(words: &Words, language: &Language, at: usize) -> bool {
    let key = words.key(at);
    is_function_word(key)
        || language.common.contains(key)
        || language.senses.at(words, at, at + 1).any(|(_, sense)| !matches!(sense, Sense::Place(_)))
        || language.senses.at(words, at, at + 1).any(|(_, sense)| is_kind_of_place(sense))
}

fn is_kind_of_place(sense: &Sense) -> bool {
    matches!(sense, Sense::Place(word) if word.side != Side::Never)
}

/// What speaks for a capital.
struct Evidence<'w, 't> {
    words: &'w Words<'t>,
    language: &'w Language,
    names: &'w dyn Toponyms,
    /// Words written with a capital inside a sentence where case does say something.
    capital: FxHashSet<&'w str>,
    /// Words written small there.
    small: FxHashSet<&'w str>,
    /// The countries that the text speaks of.
    countries: FxHashMap<[u8; 2], usize>,
}

impl<'w, 't> Evidence<'w, 't> {
    fn of(words: &'w Words<'t>, language: &'w Language, names: &'w dyn Toponyms, blind: &[bool]) -> Self {
        let mut evidence = Self {
            words,
            language,
            names,
            capital: FxHashSet::default(),
            small: FxHashSet::default(),
            countries: FxHashMap::default(),
        };
        for (at, word) in words.words.iter().enumerate() {
            let opens = words.sentence_words(at).start == at;
            match word.shape {
                _ if blind[word.sentence as usize] => evidence.note_country(at),
                Shape::Lower => _ = evidence.small.insert(words.key(at)),
                Shape::Capital if !opens => _ = evidence.capital.insert(words.key(at)),
                _ => {}
            }
        }
        evidence
    }

    fn note_country(&mut self, at: usize) {
        if let Some(code) = self.country(at..at + 1) {
            *self.countries.entry(code).or_default() += 1;
        }
    }

    fn country(&self, range: Range<usize>) -> Option<[u8; 2]> {
        let letters = matches!(self.words.shape(range.start), Shape::Upper | Shape::Lower | Shape::Capital);
        let ordinary = range.len() == 1 && is_ordinary(self.words, self.language, range.start);
        let worth = letters && !ordinary && self.words.key(range.start).len() > 3;
        if worth { self.names.country(self.words.phrase(range)) } else { None }
    }

    /// The shapes of a sentence's words.
    fn shapes(&self, sentence: Range<usize>) -> Vec<(usize, Shape)> {
        let mut shapes = Vec::with_capacity(sentence.len());
        let mut at = sentence.start;
        while at < sentence.end {
            if matches!(self.words.shape(at), Shape::Number | Shape::Mark) {
                at += 1;
                continue;
            }
            let named = self.name(at, &sentence);
            let shape = if named > 0 { self.raised(at) } else { Shape::Lower };
            let length = named.max(1);
            shapes.extend((at..at + length).filter(|&word| self.is_word(word)).map(|word| (word, shape)));
            at += length;
        }
        shapes
    }

    fn is_word(&self, at: usize) -> bool {
        !matches!(self.words.shape(at), Shape::Number | Shape::Mark)
    }

    /// An acronym in brackets stays one: "(URNG)".
    fn raised(&self, at: usize) -> Shape {
        let bracket = at > 0 && matches!(self.words.key(at - 1), "(" | "[");
        let alone = bracket && matches!(self.words.key(at + 1), ")" | "]");
        if alone { Shape::Upper } else { Shape::Capital }
    }

    /// How many words of a name begin here; none if nothing speaks for one.
    fn name(&self, at: usize, sentence: &Range<usize>) -> usize {
        let key = self.words.key(at);
        if self.capital.contains(key) && !self.small.contains(key) {
            return 1;
        }
        if self.small.contains(key) || is_function_word(key) {
            return 0;
        }
        let bracketed = matches!(self.raised(at), Shape::Upper);
        let known = self.known(at, sentence);
        if known > 0 || bracketed {
            return known.max(1);
        }
        if self.follows_title(at, sentence) || self.stands_as_place(at, sentence) {
            return self.strange(at, sentence);
        }
        0
    }

    /// The longest name from here on that is a country's, or a place's that may be meant.
    fn known(&self, at: usize, sentence: &Range<usize>) -> usize {
        let most = LONGEST.min(sentence.end - at);
        let lengths = (1..=most).rev().filter(|length| self.is_word(at + length - 1));
        let mut fitting = lengths.filter(|&length| {
            let range = at..at + length;
            self.country(range.clone()).is_some() || self.is_place(range, sentence)
        });
        fitting.next().unwrap_or(0)
    }

    fn is_place(&self, range: Range<usize>, sentence: &Range<usize>) -> bool {
        let one = range.len() == 1;
        let last = range.end - 1;
        if is_function_word(self.words.key(last))
            || range.clone().all(|at| is_ordinary(self.words, self.language, at))
            || (one && self.words.key(last).len() < 4)
        {
            return false;
        }
        let entries = self.names.toponyms(self.words.phrase(range.clone()));
        let near = |entry: &Toponym| {
            let city = entry.population.is_some_and(|people| people > CITY);
            city || self.countries.contains_key(&entry.country) || self.countries.is_empty()
        };
        entries.iter().any(near) && (!one || self.stands_as_place(range.start, sentence) || is_city(&entries))
    }

    /// After a preposition of place or a mark that sets off a place, or beside a word for a kind of place.
    fn stands_as_place(&self, at: usize, sentence: &Range<usize>) -> bool {
        const BEFORE: &[&str] = &[
            "a", "at", "au", "between", "dans", "de", "en", "entre", "from", "in", "inside", "near", "of",
            "outside", "pres", "to", "toward", "towards", "vers", "within",
        ];
        let before = if at > sentence.start { self.words.key(at - 1) } else { "" };
        let opens = at == sentence.start && matches!(self.words.key(at + 1), "," | "(" | "-" | "–" | ":");
        let place = |at: usize| {
            at < sentence.end
                && self
                    .language
                    .senses
                    .at(self.words, at, sentence.end)
                    .any(|(_, sense)| is_kind_of_place(sense))
        };
        let said_a = before == "a" && self.language.tag != "fr";
        (BEFORE.contains(&before) && !said_a) || opens || place(at + 1) || place(at + 2)
    }

    fn follows_title(&self, at: usize, sentence: &Range<usize>) -> bool {
        at > sentence.start && crate::places::is_title(self.words.key(at - 1))
    }

    /// Words from here on that no table holds and that are not built like ordinary ones.
    fn strange(&self, at: usize, sentence: &Range<usize>) -> usize {
        let strange = |&at: &usize| {
            let key = self.words.key(at);
            self.is_word(at)
                && !self.words.key(at).starts_with('\'')
                && !is_ordinary(self.words, self.language, at)
                && !is_built(key)
        };
        (at..sentence.end.min(at + LONGEST)).take_while(strange).count()
    }
}

fn is_city(entries: &[Toponym]) -> bool {
    entries.iter().any(|entry| entry.population.is_some_and(|people| people > CITY))
}

/// Built by an ending of English or French that names rarely have: "counteroffensive", "perquisitions".
fn is_built(key: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "able",
        "ance",
        "ances",
        "ated",
        "ation",
        "ations",
        "ed",
        "ence",
        "ences",
        "ers",
        "ible",
        "ical",
        "ies",
        "ification",
        "ing",
        "ings",
        "ion",
        "ions",
        "ism",
        "ity",
        "ive",
        "ives",
        "less",
        "ly",
        "ment",
        "ments",
        "ness",
        "ors",
        "ous",
        "ship",
        "sion",
        "sions",
        "teur",
        "teurs",
        "tion",
        "tions",
        "ual",
    ];
    key.len() > 5 && ENDINGS.iter().any(|ending| key.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lexicon;
    use vigie_model::PlaceKind;

    /// Knows three towns and a country.
    struct Few;

    impl Toponyms for Few {
        fn toponyms(&self, name: &str) -> Vec<Toponym> {
            let known = ["dembeni", "san pedro", "reading"].contains(&vigie_model::fold(name).as_str());
            let town = Toponym { country: *b"ML", kind: PlaceKind::Locality, population: Some(900) };
            if known { vec![town] } else { Vec::new() }
        }

        fn country(&self, name: &str) -> Option<[u8; 2]> {
            (vigie_model::fold(name) == "mali").then_some(*b"ML")
        }
    }

    fn capitals(tag: &str, text: &str) -> Vec<String> {
        let lexicon = Lexicon::embedded().unwrap();
        let mut words = Words::sentence(text);
        recase(&mut words, lexicon.language(tag).unwrap(), &Few);
        let raised = (0..words.words.len()).filter(|&at| words.is_capital(at));
        raised.map(|at| words.written(at).to_owned()).collect()
    }

    #[test]
    fn shouted_names_keep_their_capital_and_words_lose_it() {
        assert_eq!(
            capitals("en", "GUNMEN WERE READING A LETTER AND KILLED COLONEL ARKO IN DEMBENI, MALI."),
            ["ARKO", "DEMBENI", "MALI"]
        );
        assert_eq!(
            capitals("en", "THE ATTACK IN SAN PEDRO WAS THE WORK OF THE FRONT (FLX), THE ARMY SAID."),
            ["SAN", "PEDRO", "FLX"]
        );
        assert_eq!(
            capitals("fr", "CINQ CIVILS ONT ÉTÉ TUÉS DANS LE VILLAGE DE DEMBENI AU MALI"),
            ["DEMBENI", "MALI"]
        );
    }

    #[test]
    fn names_without_capitals_get_one() {
        let text =
            "gunmen on motorcycles killed two people in dembeni and burned the market of san pedro in mali";
        assert_eq!(capitals("en", text), ["dembeni", "san", "pedro", "mali"]);
    }

    #[test]
    fn case_that_speaks_is_left_alone() {
        let text = "The FARDC and the ADF fought near Dembeni, and the RSF watched.";
        assert_eq!(capitals("en", text), ["The", "FARDC", "ADF", "Dembeni", "RSF"]);
        assert_eq!(capitals("en", "BABANUSA, DEMBENI, SAN PEDRO"), ["BABANUSA", "DEMBENI", "SAN", "PEDRO"]);
    }
}
