//! The words of a document, folded once; every later step works on their indices.
//!
//! Law: a word's span slices the document's text. French elision and the English possessive are words of
//! their own ("l’", "'s"), a hyphen binds ("Bobo-Dioulasso"), a dash does not ("Macina–Kolongo").

use rustc_hash::FxHasher;
use std::hash::Hasher;
use std::ops::Range;
use vigie_model::{Block, BlockKind, Document, Span, fold};

/// What a word is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Letters, first one small.
    Lower,
    /// Letters, first one a capital.
    Capital,
    /// More than one letter, all capitals.
    Upper,
    /// Starts with a digit.
    Number,
    /// A single mark: comma, bracket, dash, quote…
    Mark,
}

/// One word or mark.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// Where it stands in the text.
    pub span: Span,
    /// What it is made of.
    pub shape: Shape,
    /// Index of its sentence.
    pub sentence: u32,
    key: (u32, u32),
    hash: u64,
    stem: u64,
}

/// So many letters of a word are a stem's key.
pub(crate) const STEM: usize = 4;

/// What tables of terms find a folded word by.
pub(crate) fn hash_of(key: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(key.as_bytes());
    hasher.finish()
}

/// The hash of a word's first letters; zero where it has too few.
pub(crate) fn stem_of(key: &str) -> u64 {
    let end = key.char_indices().map(|(at, c)| at + c.len_utf8()).nth(STEM - 1);
    end.map_or(0, |end| hash_of(&key[..end]))
}

/// A sentence: its words and where it stands.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// Indices of its words.
    pub words: Range<usize>,
    /// Where it stands in the text.
    pub span: Span,
    /// Index of its block.
    pub block: usize,
    /// What that block is.
    pub kind: BlockKind,
    /// First of its block.
    pub opens_block: bool,
}

/// All words of a document.
pub struct Words<'t> {
    /// The document's text.
    pub text: &'t str,
    /// In text order.
    pub words: Vec<Word>,
    /// In text order; together they hold every word.
    pub sentences: Vec<Sentence>,
    keys: String,
}

impl<'t> Words<'t> {
    /// Splits a document.
    pub fn of(document: &'t Document) -> Self {
        Self::split(&document.text, &document.blocks)
    }

    /// Splits a text whose blocks and sentences are known.
    pub fn split(text: &'t str, blocks: &[Block]) -> Self {
        let mut words = Self { text, words: Vec::new(), sentences: Vec::new(), keys: String::new() };
        for (index, block) in blocks.iter().enumerate() {
            for (nth, &span) in block.sentences.iter().enumerate() {
                words.push_sentence(span, index, block.kind, nth == 0);
            }
        }
        words
    }

    /// A text that is one sentence: for tests and for short strings.
    pub fn sentence(text: &'t str) -> Self {
        let all = Span::new(0, text.len());
        Self::split(text, &[Block { kind: BlockKind::Paragraph, span: all, sentences: vec![all] }])
    }

    fn push_sentence(&mut self, span: Span, block: usize, kind: BlockKind, opens_block: bool) {
        let from = self.words.len();
        let number = self.sentences.len() as u32;
        let text = self.text;
        for piece in pieces(text, span) {
            self.push_word(piece, number);
        }
        self.sentences.push(Sentence { words: from..self.words.len(), span, block, kind, opens_block });
    }

    fn push_word(&mut self, span: Span, sentence: u32) {
        let word = span.of(self.text);
        let shape = shape(word);
        let from = self.keys.len() as u32;
        if shape == Shape::Mark {
            self.keys.push_str(word);
        } else {
            push_key(&mut self.keys, word);
        }
        let key = &self.keys[from as usize..];
        let (hash, stem) = (hash_of(key), stem_of(key));
        self.words.push(Word { span, shape, sentence, key: (from, self.keys.len() as u32), hash, stem });
    }

    /// The [hash](hash_of) of a word's key. Past the end that of no word.
    pub(crate) fn hash(&self, word: usize) -> u64 {
        self.words.get(word).map_or(0, |word| word.hash)
    }

    /// The [hash of the first letters](stem_of) of a word's key.
    pub(crate) fn stem(&self, word: usize) -> u64 {
        self.words.get(word).map_or(0, |word| word.stem)
    }

    /// The folded form of a word: "Tués" → "tues", "l’" → "l'", a mark as it is. Empty past the end.
    pub fn key(&self, word: usize) -> &str {
        self.words.get(word).map_or("", |word| &self.keys[word.key.0 as usize..word.key.1 as usize])
    }

    /// A word as written. Empty past the end.
    pub fn written(&self, word: usize) -> &'t str {
        self.words.get(word).map_or("", |word| word.span.of(self.text))
    }

    /// What a word is made of; past the end a mark.
    pub fn shape(&self, word: usize) -> Shape {
        self.words.get(word).map_or(Shape::Mark, |word| word.shape)
    }

    /// The stretch of text from the first to the last of these words.
    pub fn span(&self, range: Range<usize>) -> Span {
        match (self.words.get(range.start), self.words.get(range.end.wrapping_sub(1))) {
            (Some(first), Some(last)) if range.start < range.end => first.span.cover(last.span),
            _ => Span::new(0, 0),
        }
    }

    /// These words as written, with what stands between them.
    pub fn phrase(&self, range: Range<usize>) -> &'t str {
        self.span(range).of(self.text)
    }

    /// The first word of the block that holds a word.
    pub fn block_start(&self, word: usize) -> usize {
        let sentence = self.sentence_of(word);
        let Some(block) = self.sentences.get(sentence).map(|sentence| sentence.block) else { return 0 };
        let first = self.sentences.partition_point(|earlier| earlier.block < block);
        self.sentences.get(first).map_or(0, |first| first.words.start)
    }

    /// The sentence that holds a word.
    pub fn sentence_of(&self, word: usize) -> usize {
        self.words.get(word).map_or(0, |word| word.sentence as usize)
    }

    /// The words of the sentence that holds this one.
    pub fn sentence_words(&self, word: usize) -> Range<usize> {
        self.sentences.get(self.sentence_of(word)).map_or(0..0, |sentence| sentence.words.clone())
    }

    /// A short opening of a block that only names what the rest tells of: "BABANUSA.", "MALI / Tessalit, 11 July."
    pub fn is_label(&self, sentence: usize) -> bool {
        let Some(this) = self.sentences.get(sentence) else { return false };
        let followed = self.sentences.get(sentence + 1).is_some_and(|next| next.block == this.block);
        let small = this
            .words
            .clone()
            .filter(|&word| self.shape(word) == Shape::Lower && self.key(word).len() > 3)
            .count();
        let named = this.words.clone().any(|word| self.is_capital(word));
        this.kind != BlockKind::Title
            && this.opens_block
            && followed
            && this.words.len() <= 12
            && small <= 3
            && named
    }

    /// Begins with a capital.
    pub fn is_capital(&self, word: usize) -> bool {
        matches!(self.shape(word), Shape::Capital | Shape::Upper)
    }

    /// The first word whose text starts at or after this byte.
    pub fn at_byte(&self, byte: u32) -> usize {
        self.words.partition_point(|word| word.span.start < byte)
    }
}

/// Folds one word onto the end of `keys`.
pub(crate) fn push_key(keys: &mut String, word: &str) {
    if word.is_ascii() {
        keys.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        return;
    }
    let mut first = true;
    for part in word.split(['-', '‑']) {
        if !std::mem::take(&mut first) {
            keys.push('-');
        }
        let elided = part.strip_suffix(['’', '\'']);
        match fold(elided.unwrap_or(part)).as_str() {
            "" if part == "’s" => keys.push_str("'s"),
            folded => keys.push_str(&folded.replace(' ', "")),
        }
        if elided.is_some() {
            keys.push('\'');
        }
    }
    if word == "’s" {
        let cut = keys.len() - "s".len();
        keys.truncate(cut);
        keys.push_str("'s");
    }
}

fn shape(word: &str) -> Shape {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return Shape::Mark };
    if first.is_ascii_digit() {
        Shape::Number
    } else if first.is_uppercase() {
        let all = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        if all && word.chars().count() > 1 { Shape::Upper } else { Shape::Capital }
    } else if first.is_alphabetic() || word == "'s" || word == "’s" {
        Shape::Lower
    } else {
        Shape::Mark
    }
}

/// Cuts a sentence into words and marks.
fn pieces(text: &str, span: Span) -> impl Iterator<Item = Span> + '_ {
    let mut at = span.start as usize;
    let end = span.end as usize;
    std::iter::from_fn(move || {
        let rest = text.get(at..end)?;
        let skip = rest.find(|c: char| !c.is_whitespace())?;
        let from = at + skip;
        at = from + word_length(&rest[skip..]);
        Some(Span::new(from, at))
    })
}

fn word_length(rest: &str) -> usize {
    let Some(first) = rest.chars().next() else { return 0 };
    if first.is_ascii_digit() {
        number_length(rest)
    } else if first.is_alphabetic() {
        letters_length(rest)
    } else if matches!(first, '\'' | '’')
        && rest[first.len_utf8()..].starts_with('s')
        && ends_word(rest, first)
    {
        first.len_utf8() + 1
    } else {
        first.len_utf8()
    }
}

fn ends_word(rest: &str, quote: char) -> bool {
    !rest[quote.len_utf8() + 1..].starts_with(char::is_alphanumeric)
}

/// Digits, with `.` or `,` between digits, and an ordinal or unit glued on ("2nd", "9h30", "1er").
fn number_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let joins =
            matches!(bytes[at], b'.' | b',' | b':') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if !(bytes[at].is_ascii_digit() || joins) {
            break;
        }
        at += 1;
    }
    if let Some(sign) = ["-plus", "-odd"].into_iter().find(|sign| rest[at..].starts_with(sign)) {
        return at + sign.len();
    }
    let glued = rest[at..].find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len() - at);
    at + glued
}

/// Letters; a hyphen or apostrophe between letters joins them, but French elision ends its word.
fn letters_length(rest: &str) -> usize {
    let mut previous = '\0';
    for (at, c) in rest.char_indices() {
        let next = rest[at + c.len_utf8()..].chars().next();
        let inside = next.is_some_and(char::is_alphanumeric);
        match c {
            _ if c.is_alphanumeric() => {}
            '\u{300}'..='\u{36f}' => {}
            '-' | '‑' if inside => {}
            '.' if inside && is_initialism(&rest[..at], next) => {}
            '\'' | '’' if inside && is_elision(&rest[..at], next) => return at + c.len_utf8(),
            '\'' | '’' if inside && !possessive(&rest[at + c.len_utf8()..]) && previous.is_alphabetic() => {
            }
            _ => return at,
        }
        previous = c;
    }
    rest.len()
}

/// "U.N", "U.S": single capitals with points between.
fn is_initialism(before: &str, next: Option<char>) -> bool {
    let last = before.rsplit('.').next().unwrap_or(before);
    last.chars().count() == 1 && last.starts_with(char::is_uppercase) && next.is_some_and(char::is_uppercase)
}

/// "N’Guigmi", "M’Bera" and "N’Djamena" are names: a capital N or M elides nothing before a capital.
fn is_elision(before: &str, next: Option<char>) -> bool {
    if matches!(before, "N" | "M") && next.is_some_and(char::is_uppercase) {
        return false;
    }
    if before.len() > "puisqu".len() + 1 {
        return false;
    }
    let lower = before.to_lowercase();
    matches!(
        lower.as_str(),
        "l" | "d" | "j" | "m" | "t" | "s" | "c" | "n" | "qu" | "jusqu" | "lorsqu" | "puisqu" | "quelqu"
    )
}

fn possessive(after: &str) -> bool {
    after.starts_with('s') && !after[1..].starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        let words = Words::sentence(text);
        (0..words.words.len()).map(|word| words.key(word).to_owned()).collect()
    }

    #[test]
    fn elision_and_possessive_stand_alone() {
        assert_eq!(keys("l’armée d'Aïr"), ["l'", "armee", "d'", "air"]);
        assert_eq!(
            keys("Niger’s army, soldiers' camp"),
            ["niger", "'s", "army", ",", "soldiers", "'", "camp"]
        );
        assert_eq!(keys("Qu’ils aujourd’hui N’Guigmi"), ["qu'", "ils", "aujourdhui", "nguigmi"]);
    }

    #[test]
    fn hyphens_bind_and_dashes_part() {
        assert_eq!(
            keys("Bobo-Dioulasso axe Macina–Kolongo"),
            ["bobo-dioulasso", "axe", "macina", "–", "kolongo"]
        );
    }

    #[test]
    fn numbers_keep_their_marks_and_units() {
        assert_eq!(
            keys("1,950 km à 9h30, 12.5 %, 3."),
            ["1,950", "km", "a", "9h30", ",", "12.5", "%", ",", "3", "."]
        );
        assert_eq!(keys("U.N. troops"), ["u.n", ".", "troops"]);
    }

    #[test]
    fn spans_slice_the_text() {
        let words = Words::sentence("« Ségou », dit-il");
        assert_eq!(words.phrase(1..2), "Ségou");
        assert_eq!(words.phrase(0..3), "« Ségou »");
        assert!(words.is_capital(1));
    }
}
