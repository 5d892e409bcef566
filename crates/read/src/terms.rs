//! Multi-word terms, found by their folded words.
//!
//! A term in a data file is written as people write it; it is folded like the text. Two regularities are
//! code, not rows: a word that ends in `~` takes the endings of its language (English `-s`, `-es`; French
//! `-e`, `-s`, `-es`), and one that ends in `*` stands for every word that begins so. A slash stands between
//! words of which any will do ("led into the bush/forest/hills").

use crate::words::{Shape, Words};
use rustc_hash::FxHashMap;
use vigie_model::{Block, BlockKind, Span};

/// A table from terms to what they mean.
#[derive(Debug, Clone)]
pub struct Terms<T> {
    by_first: FxHashMap<String, Vec<Entry<T>>>,
    /// Terms whose first word is a beginning; by their first four letters.
    by_stem: FxHashMap<String, Vec<(String, Entry<T>)>>,
}

#[derive(Debug, Clone)]
struct Entry<T> {
    rest: Vec<Pattern>,
    meaning: T,
}

#[derive(Debug, Clone)]
enum Pattern {
    Whole(Vec<String>),
    Stem(String),
}

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
}

const STEM_KEY: usize = 4;

impl<T> Default for Terms<T> {
    fn default() -> Self {
        Self { by_first: FxHashMap::default(), by_stem: FxHashMap::default() }
    }
}

impl<T: Clone> Terms<T> {
    /// Adds a term of the language `tag`.
    pub fn add(&mut self, tag: &str, term: &str, meaning: T) -> Result<(), BadTerm> {
        let mut patterns = patterns(tag, term)?;
        if patterns.is_empty() {
            return Err(BadTerm::Empty);
        }
        let first = patterns.remove(0);
        let entry = Entry { rest: patterns, meaning };
        match first {
            Pattern::Whole(forms) => {
                for form in forms {
                    self.by_first.entry(form).or_default().push(entry.clone());
                }
            }
            Pattern::Stem(stem) => {
                let key = stem.chars().take(STEM_KEY).collect();
                self.by_stem.entry(key).or_default().push((stem, entry));
            }
        }
        Ok(())
    }
}

impl<T> Terms<T> {
    /// Every term that begins at this word and ends before `end`: how many words, and its meaning.
    pub fn at<'a>(
        &'a self,
        words: &'a Words,
        at: usize,
        end: usize,
    ) -> impl Iterator<Item = (usize, &'a T)> + 'a {
        let key = words.key(at);
        let whole = self.by_first.get(key).into_iter().flatten();
        let stemmed =
            self.stems(key).filter(move |(stem, _)| key.starts_with(stem.as_str())).map(|(_, entry)| entry);
        whole.chain(stemmed).filter_map(move |entry| entry.matches(words, at, end))
    }

    /// The longest term that begins at this word.
    pub fn longest_at<'a>(&'a self, words: &'a Words, at: usize, end: usize) -> Option<(usize, &'a T)> {
        self.at(words, at, end).max_by_key(|(length, _)| *length)
    }

    fn stems(&self, key: &str) -> impl Iterator<Item = &(String, Entry<T>)> {
        let long = !self.by_stem.is_empty() && key.len() >= STEM_KEY;
        let prefix = key.char_indices().nth(STEM_KEY).map_or(key, |(at, _)| &key[..at]);
        let found = if long { self.by_stem.get(prefix) } else { None };
        found.into_iter().flatten()
    }
}

impl<T> Entry<T> {
    fn matches(&self, words: &Words, at: usize, end: usize) -> Option<(usize, &T)> {
        let length = 1 + self.rest.len();
        let fits = at + length <= end
            && self.rest.iter().enumerate().all(|(nth, pattern)| pattern.matches(words.key(at + 1 + nth)));
        fits.then_some((length, &self.meaning))
    }
}

impl Pattern {
    fn matches(&self, key: &str) -> bool {
        match self {
            Self::Whole(forms) => forms.iter().any(|form| form == key),
            Self::Stem(stem) => key.starts_with(stem.as_str()),
        }
    }
}

/// A term's words as patterns, cut exactly as a text is.
fn patterns(tag: &str, term: &str) -> Result<Vec<Pattern>, BadTerm> {
    let mut found: Vec<Pattern> = Vec::new();
    for part in term.split_whitespace() {
        // "24h/24" is one term.
        if part.contains('/') && part.split('/').all(|word| word.starts_with(char::is_alphabetic)) {
            found.push(any_of(tag, part)?);
            continue;
        }
        let (bare, ending) = marked(part);
        let keys = keys(bare);
        let last = keys.len().saturating_sub(1);
        for (nth, key) in keys.into_iter().enumerate() {
            found.push(pattern(tag, key, ending.filter(|_| nth == last))?);
        }
    }
    Ok(found)
}

/// A word and the mark at its end.
fn marked(part: &str) -> (&str, Option<char>) {
    match part.chars().last() {
        Some(ending @ ('~' | '*')) => (&part[..part.len() - 1], Some(ending)),
        _ => (part, None),
    }
}

/// Single words of which any fits: "bush/forest/hill~".
fn any_of(tag: &str, part: &str) -> Result<Pattern, BadTerm> {
    let mut forms = Vec::new();
    for word in part.split('/') {
        let (bare, ending) = marked(word);
        let [key] = <[String; 1]>::try_from(keys(bare)).map_err(|_| BadTerm::Choice(word.to_owned()))?;
        match pattern(tag, key, ending)? {
            Pattern::Whole(whole) => forms.extend(whole),
            Pattern::Stem(_) => return Err(BadTerm::Choice(word.to_owned())),
        }
    }
    Ok(Pattern::Whole(forms))
}

fn pattern(tag: &str, key: String, ending: Option<char>) -> Result<Pattern, BadTerm> {
    match ending {
        Some('*') if key.chars().count() < STEM_KEY => Err(BadTerm::ShortStem(key)),
        Some('*') => Ok(Pattern::Stem(key)),
        Some(_) => Ok(Pattern::Whole(inflected(tag, &key))),
        None => Ok(Pattern::Whole(vec![key])),
    }
}

fn inflected(tag: &str, key: &str) -> Vec<String> {
    let endings: &[&str] = if tag == "fr" { &["", "e", "s", "es"] } else { &["", "s", "es"] };
    endings.iter().map(|ending| format!("{key}{ending}")).collect()
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
    fn nonsense_is_refused() {
        let mut table = Terms::default();
        assert_eq!(table.add("en", "bush/hill* fire", ()), Err(BadTerm::Choice("hill*".into())));
        assert_eq!(table.add("en", "ab*", ()), Err(BadTerm::ShortStem("ab".into())));
        assert_eq!(table.add("en", " ", ()), Err(BadTerm::Empty));
    }
}
