//! Multi-word terms, found by their folded words.
//!
//! A term in a data file is written as people write it; it is folded like the text. Two regularities are
//! code, not rows: a word that ends in `~` takes the endings of its language (English `-s`, `-es`; French
//! `-e`, `-s`, `-es`), and one that ends in `*` stands for every word that begins so. A slash stands between
//! words of which any will do ("led into the bush/forest/hills").
//!
//! A term may have a gap: `set … on fire` is "set three shops on fire". English puts the object between a verb
//! and what completes it, French what is said of the deed. Such a term *is* the part before its gap, so that
//! what stands behind it is its object; the part behind only has to follow within the clause.

use crate::words::{STEM, Shape, Words, hash_of, push_key, stem_of};
use rustc_hash::FxHashMap;
use std::ops::Range;
use vigie_model::{Block, BlockKind, Span};

/// A table from terms to what they mean.
///
/// Thousands of rows are taken at every start and asked of every word, so all of it lies in a few flat lists:
/// terms with one first word are a chain of nodes, and most are ruled out by one bit of their second word.
#[derive(Debug, Clone)]
pub struct Terms<T> {
    /// The chain of terms that begin with a word, by its hash.
    by_first: FxHashMap<u64, Chain>,
    /// Those whose first word is a beginning, by the hash of its first letters.
    by_stem: FxHashMap<u64, Chain>,
    nodes: Vec<Node>,
    entries: Vec<Entry<T>>,
    patterns: Vec<Pattern>,
    /// The hashes of whole words, with their endings.
    wholes: Vec<u64>,
    stems: Vec<Box<str>>,
}

/// First and last node.
#[derive(Debug, Clone, Copy)]
struct Chain {
    first: u32,
    last: u32,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    /// The bits of the words that may come second; all where the term is one word.
    second: u64,
    entry: u32,
    next: u32,
}

/// No further node.
const LAST: u32 = u32::MAX;

#[derive(Debug, Clone)]
struct Entry<T> {
    /// One a word.
    patterns: Range<u32>,
    meaning: T,
}

/// What may stand in one place of a term. Whole words are known by their hashes alone: among a million words,
/// two share one of sixty-four bits with a chance of one in thirty million.
#[derive(Debug, Clone)]
enum Pattern {
    /// Any of these.
    Whole(Range<u32>),
    /// Every word that begins so.
    Stem(u32),
    /// One to [`GAP`] words of the same clause.
    Gap,
}

/// The words that a gap may hold: "set at least fourteen houses and a provision store on fire" needs eight.
const GAP: usize = 8;

/// A term could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadTerm {
    /// No letters or digits in it.
    #[error("an empty term")]
    Empty,
    /// A stem of fewer than four letters would match half the language.
    #[error("the stem {0:?} has fewer than four letters")]
    ShortStem(String),
    /// Between slashes stands one whole word each.
    #[error("{0:?} between slashes is not one whole word")]
    Choice(String),
    /// A gap stands between words, once.
    #[error("the gap in {0:?} does not stand by itself between words, once")]
    Gap(String),
}

impl<T> Default for Terms<T> {
    fn default() -> Self {
        Self {
            by_first: FxHashMap::default(),
            by_stem: FxHashMap::default(),
            nodes: Vec::new(),
            entries: Vec::new(),
            patterns: Vec::new(),
            wholes: Vec::new(),
            stems: Vec::new(),
        }
    }
}

impl<T> Terms<T> {
    /// Adds a term of the language `tag`.
    pub fn add(&mut self, tag: &str, term: &str, meaning: T) -> Result<(), BadTerm> {
        let from = self.patterns.len() as u32;
        self.push_patterns(tag, term)?;
        let patterns = from..self.patterns.len() as u32;
        if patterns.is_empty() {
            return Err(BadTerm::Empty);
        }
        if term.contains('…') && !self.is_gapped(&patterns) {
            return Err(BadTerm::Gap(term.to_owned()));
        }
        self.entries.push(Entry { patterns, meaning });
        self.chain_last();
        Ok(())
    }

    /// One gap, with words before and behind it.
    fn is_gapped(&self, patterns: &Range<u32>) -> bool {
        let patterns = &self.patterns[patterns.start as usize..patterns.end as usize];
        let (head, tail) = parts(patterns);
        let whole = |part: &[Pattern]| !part.is_empty() && !part.iter().any(Pattern::is_gap);
        whole(head) && tail.is_some_and(whole)
    }

    /// Makes the last entry known by the forms of its first word.
    fn chain_last(&mut self) {
        let entry = self.entries.len() as u32 - 1;
        let first = self.entries[entry as usize].patterns.start as usize;
        let second = self.patterns.get(first + 1).map_or(u64::MAX, |pattern| self.bits(pattern));
        let node = Node { second, entry, next: LAST };
        match self.patterns[first].clone() {
            Pattern::Whole(wholes) => {
                for at in wholes {
                    link(&mut self.by_first, &mut self.nodes, self.wholes[at as usize], node);
                }
            }
            Pattern::Stem(stem) => {
                link(&mut self.by_stem, &mut self.nodes, stem_of(&self.stems[stem as usize]), node);
            }
            // No term begins with a gap: it was refused.
            Pattern::Gap => {}
        }
    }

    /// One bit for every word that fits a pattern.
    fn bits(&self, pattern: &Pattern) -> u64 {
        match pattern {
            Pattern::Whole(_) => self.wholes_of(pattern).iter().fold(0, |all, hash| all | bit(*hash)),
            Pattern::Stem(_) | Pattern::Gap => u64::MAX,
        }
    }

    fn wholes_of(&self, pattern: &Pattern) -> &[u64] {
        match pattern {
            Pattern::Whole(range) => &self.wholes[range.start as usize..range.end as usize],
            Pattern::Stem(_) | Pattern::Gap => &[],
        }
    }
}

impl Pattern {
    fn is_gap(&self) -> bool {
        matches!(self, Self::Gap)
    }
}

/// What stands before a gap, and what behind it.
fn parts(patterns: &[Pattern]) -> (&[Pattern], Option<&[Pattern]>) {
    match patterns.iter().position(Pattern::is_gap) {
        Some(gap) => (&patterns[..gap], Some(&patterns[gap + 1..])),
        None => (patterns, None),
    }
}

/// Adds a node to the end of its chain: terms are found in the order in which they were added.
fn link(chains: &mut FxHashMap<u64, Chain>, nodes: &mut Vec<Node>, key: u64, node: Node) {
    let new = nodes.len() as u32;
    nodes.push(node);
    let chain = chains.entry(key).or_insert(Chain { first: new, last: new });
    if chain.last != new {
        nodes[chain.last as usize].next = new;
        chain.last = new;
    }
}

/// A word's bit among sixty-four.
fn bit(hash: u64) -> u64 {
    1 << (hash & 63)
}

impl<T> Terms<T> {
    /// Every term that begins at this word and ends before `end`: how many words, and its meaning.
    pub fn at<'a>(
        &'a self,
        words: &'a Words,
        at: usize,
        end: usize,
    ) -> impl Iterator<Item = (usize, &'a T)> + 'a {
        let whole = self.by_first.get(&words.hash(at));
        let stemmed = if self.by_stem.is_empty() { None } else { self.by_stem.get(&words.stem(at)) };
        let mut next = [whole, stemmed].map(|chain| chain.map_or(LAST, |chain| chain.first));
        let second = if next == [LAST; 2] { 0 } else { bit(words.hash(at + 1)) };
        std::iter::from_fn(move || {
            loop {
                let list = next.iter_mut().find(|node| **node != LAST)?;
                let node = self.nodes[*list as usize];
                *list = node.next;
                if node.second & second == 0 {
                    continue;
                }
                let entry = &self.entries[node.entry as usize];
                if let Some(length) = self.length_at(entry, words, at, end) {
                    return Some((length, &entry.meaning));
                }
            }
        })
    }

    /// The longest term that begins at this word.
    pub fn longest_at<'a>(&'a self, words: &'a Words, at: usize, end: usize) -> Option<(usize, &'a T)> {
        self.at(words, at, end).max_by_key(|(length, _)| *length)
    }

    /// How many words the term takes here, if it stands here. The chain itself is that of the first word.
    fn length_at(&self, entry: &Entry<T>, words: &Words, at: usize, end: usize) -> Option<usize> {
        let patterns = &self.patterns[entry.patterns.start as usize..entry.patterns.end as usize];
        let (head, tail) = parts(patterns);
        let known = usize::from(matches!(head.first(), Some(Pattern::Whole(_))));
        let stands = at + head.len() <= end
            && self.stand(&head[known..], words, at + known, end)
            && tail.is_none_or(|tail| self.follows(tail, words, at + head.len(), end));
        stands.then_some(head.len())
    }

    /// These patterns fit the words from `at` on.
    fn stand(&self, patterns: &[Pattern], words: &Words, at: usize, end: usize) -> bool {
        let fits = |(nth, pattern): (usize, &Pattern)| match pattern {
            Pattern::Whole(_) => self.wholes_of(pattern).contains(&words.hash(at + nth)),
            Pattern::Stem(stem) => words.key(at + nth).starts_with(&*self.stems[*stem as usize]),
            Pattern::Gap => false,
        };
        at + patterns.len() <= end && patterns.iter().enumerate().all(fits)
    }

    /// The part behind a gap comes after a few words of the clause: commas list what was hit, other marks end it.
    fn follows(&self, tail: &[Pattern], words: &Words, at: usize, end: usize) -> bool {
        let ends = |word: usize| words.shape(word) == Shape::Mark && words.key(word) != ",";
        let mut within = (at..end.min(at + GAP)).take_while(|&word| !ends(word));
        within.any(|word| self.stand(tail, words, word + 1, end))
    }

    /// A term's words as patterns, cut exactly as a text is.
    fn push_patterns(&mut self, tag: &str, term: &str) -> Result<(), BadTerm> {
        for part in term.split_whitespace() {
            if part == "…" {
                self.patterns.push(Pattern::Gap);
                continue;
            }
            // "24h/24" is one term.
            if part.contains('/') && part.split('/').all(|word| word.starts_with(char::is_alphabetic)) {
                self.push_any_of(tag, part)?;
                continue;
            }
            let (bare, mark) = marked(part);
            if bare.chars().all(char::is_alphabetic) {
                self.push_plain(tag, bare, mark)?;
                continue;
            }
            let keys = keys(bare);
            let last = keys.len().saturating_sub(1);
            for (nth, key) in keys.iter().enumerate() {
                self.push_pattern(tag, key, mark.filter(|_| nth == last))?;
            }
        }
        Ok(())
    }

    /// A part that is one word.
    fn push_plain(&mut self, tag: &str, bare: &str, mark: Option<char>) -> Result<(), BadTerm> {
        let mut key = String::with_capacity(bare.len());
        push_key(&mut key, bare);
        if key.is_empty() { Ok(()) } else { self.push_pattern(tag, &key, mark) }
    }

    fn push_pattern(&mut self, tag: &str, key: &str, mark: Option<char>) -> Result<(), BadTerm> {
        let pattern = match mark {
            Some('*') if key.chars().count() < STEM => return Err(BadTerm::ShortStem(key.to_owned())),
            Some('*') => {
                self.stems.push(key.into());
                Pattern::Stem(self.stems.len() as u32 - 1)
            }
            _ => {
                let from = self.wholes.len() as u32;
                self.push_wholes(tag, key, mark);
                Pattern::Whole(from..self.wholes.len() as u32)
            }
        };
        self.patterns.push(pattern);
        Ok(())
    }

    /// Single words of which any fits: "bush/forest/hill~".
    fn push_any_of(&mut self, tag: &str, part: &str) -> Result<(), BadTerm> {
        let from = self.wholes.len() as u32;
        for word in part.split('/') {
            let (bare, mark) = marked(word);
            let [key] = <[String; 1]>::try_from(keys(bare)).map_err(|_| BadTerm::Choice(word.to_owned()))?;
            if mark == Some('*') {
                return Err(BadTerm::Choice(word.to_owned()));
            }
            self.push_wholes(tag, &key, mark);
        }
        self.patterns.push(Pattern::Whole(from..self.wholes.len() as u32));
        Ok(())
    }

    /// The hashes of a word, with the endings that its mark allows.
    fn push_wholes(&mut self, tag: &str, key: &str, mark: Option<char>) {
        self.wholes.push(hash_of(key));
        if mark.is_some() {
            let mut word = key.to_owned();
            for ending in endings(tag).iter().filter(|ending| !ending.is_empty()) {
                word.truncate(key.len());
                word.push_str(ending);
                self.wholes.push(hash_of(&word));
            }
        }
    }
}

/// A word and the mark at its end.
fn marked(part: &str) -> (&str, Option<char>) {
    match part.chars().last() {
        Some(ending @ ('~' | '*')) => (&part[..part.len() - 1], Some(ending)),
        _ => (part, None),
    }
}

/// The regular endings of a language.
pub(crate) fn endings(tag: &str) -> &'static [&'static str] {
    if tag == "fr" { &["", "e", "s", "es"] } else { &["", "s", "es"] }
}

fn keys(text: &str) -> Vec<String> {
    let all = Span::new(0, text.len());
    let block = Block { kind: BlockKind::Paragraph, span: all, sentences: vec![all] };
    let words = Words::split(text, std::slice::from_ref(&block));
    let kept =
        (0..words.words.len()).filter(|&word| words.shape(word) != Shape::Mark || words.key(word) == ".");
    let mut keys: Vec<String> = kept.map(|word| words.key(word).to_owned()).collect();
    // A term that ends in an elision ("cercle d'") has it in its last word, as a text has it.
    if let Some(last) = keys.last_mut().filter(|_| text.ends_with(['\'', '’'])) {
        last.push('\'');
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(tag: &str, terms: &[&str], text: &str) -> Vec<String> {
        let mut table = Terms::default();
        for term in terms {
            table.add(tag, term, *term).unwrap();
        }
        let words = Words::sentence(text);
        let end = words.words.len();
        let hits = (0..end)
            .filter_map(|at| table.longest_at(&words, at, end).map(|(n, _)| words.phrase(at..at + n)));
        hits.map(str::to_owned).collect()
    }

    #[test]
    fn endings_are_the_languages() {
        let terms = ["engin~ explosif~", "tué~", "mine~"];
        assert_eq!(
            found("fr", &terms, "Trois tuées par des engins explosifs"),
            ["tuées", "engins explosifs"]
        );
        assert_eq!(found("en", &["mine~"], "mines, a miner"), ["mines"]);
    }

    #[test]
    fn stems_and_elisions() {
        assert_eq!(found("fr", &["assaill*"], "les assaillants"), ["assaillants"]);
        assert_eq!(found("fr", &["état d'urgence"], "l’état d’urgence"), ["état d’urgence"]);
        assert_eq!(
            found("fr", &["cercle d'", "d'"], "le cercle d’Ansongo, d'ici"),
            ["cercle d’", "d’", "d'"]
        );
    }

    #[test]
    fn a_slash_stands_between_words_of_which_any_will_do() {
        let term = "led/taken into the bush/hill~";
        assert_eq!(found("en", &[term], "led into the hills"), ["led into the hills"]);
        assert_eq!(found("en", &[term], "taken into the bush"), ["taken into the bush"]);
        assert!(found("en", &[term], "led into the town").is_empty());
    }

    #[test]
    fn a_gap_holds_the_object_and_stays_in_its_clause() {
        let terms = ["set/sets … on fire", "a fait … mort~"];
        let stands = |tag, text: &str| !found(tag, &terms, text).is_empty();
        assert_eq!(found("en", &terms, "They set six shops, a mill and the depot on fire."), ["set"]);
        assert_eq!(found("fr", &terms, "L'attaque a fait au moins dix morts"), ["a fait"]);
        assert!(!stands("en", "set on fire"), "a gap is not empty");
        assert!(!stands("en", "They set out at dawn; the depot was on fire."));
        assert!(!stands("en", "They set a date for talks with the owners of the big mill that was on fire"));
    }

    #[test]
    fn nonsense_is_refused() {
        let mut table = Terms::default();
        assert_eq!(table.add("en", "bush/hill* fire", ()), Err(BadTerm::Choice("hill*".into())));
        assert_eq!(table.add("en", "ab*", ()), Err(BadTerm::ShortStem("ab".into())));
        assert_eq!(table.add("en", " ", ()), Err(BadTerm::Empty));
        for term in ["… on fire", "set …", "set … it … on fire", "set… on fire", "…"] {
            assert_eq!(table.add("en", term, ()), Err(BadTerm::Gap(term.into())), "{term}");
        }
    }
}
