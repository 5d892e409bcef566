//! Runs of letters and digits, known by the hash of their folded letters.
//!
//! Law: no memory is asked for and no letter is looked at twice: this is what a million reports pay.

use vigie_model::{Folded, decomposed, fold_char};

/// The hash of a folded word. Words with one hash pass for each other: the gate would open once too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash(u64);

/// A run of letters and digits in a text.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// That of all its letters.
    pub hash: Hash,
    /// That of its first letters, set apart from whole words.
    pub stem: Hash,
    /// How many letters it has, folded.
    pub letters: usize,
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
}

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
/// So many letters make a stem.
const STEM: usize = 4;

impl Hash {
    /// Of no letters.
    pub const NONE: Self = Self(1);

    fn push(&mut self, letter: u8) {
        self.0 = self.0.wrapping_mul(FACTOR).wrapping_add(u64::from(letter));
    }

    /// With an ending behind it.
    pub fn with(mut self, ending: &str) -> Self {
        ending.bytes().for_each(|letter| self.push(letter));
        self
    }

    /// Of a word and the one behind it.
    pub fn pair(self, second: Self) -> Self {
        Self((self.0.rotate_left(29) ^ second.0).wrapping_mul(FACTOR))
    }

    /// Of a stem, not of a word.
    pub fn stem(self) -> Self {
        Self(!self.0)
    }

    /// One of so many bits.
    pub fn bit(self, bits: u32) -> usize {
        (self.0.wrapping_mul(FACTOR) >> (64 - bits)) as usize
    }
}

/// The folded letter of an ASCII byte, or zero.
const ASCII: [u8; 128] = {
    let mut table = [0; 128];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        if byte.is_ascii_alphanumeric() {
            table[at] = byte.to_ascii_lowercase();
        }
        at += 1;
    }
    table
};

/// Takes letters in one by one.
struct Taker {
    hash: Hash,
    stem: Hash,
    letters: usize,
}

impl Taker {
    fn push(&mut self, letter: u8) {
        self.hash.push(letter);
        self.letters += 1;
        if self.letters == STEM {
            self.stem = self.hash.stem();
        }
    }

    /// Takes in a letter beyond ASCII as words are folded; false where it is none.
    fn take(&mut self, c: char) -> bool {
        if matches!(c, '\u{300}'..='\u{36f}') && self.letters > 0 {
            return true;
        }
        if !c.is_alphanumeric() {
            return false;
        }
        let mut buffer = [0; 4];
        decomposed(c, |part| match fold_char(part) {
            Folded::Letter(letter) => {
                letter.encode_utf8(&mut buffer).bytes().for_each(|byte| self.push(byte))
            }
            Folded::Letters(letters) => letters.bytes().for_each(|byte| self.push(byte)),
            Folded::Mark | Folded::Gap => {}
        });
        true
    }
}

impl Run {
    /// The first run that begins at or after a byte.
    pub fn next(text: &str, at: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        let mut at = at;
        let mut taker = Taker { hash: Hash::NONE, stem: Hash::NONE, letters: 0 };
        let mut from = at;
        while let Some(&byte) = bytes.get(at) {
            let (taken, length) = if byte < 128 {
                let letter = ASCII[byte as usize];
                if letter != 0 {
                    taker.push(letter);
                }
                (letter != 0, 1)
            } else {
                let c = text[at..].chars().next()?;
                (taker.take(c), c.len_utf8())
            };
            match (taken, taker.letters) {
                (true, _) => at += length,
                (false, 0) => {
                    at += length;
                    from = at;
                }
                (false, _) => break,
            }
        }
        (taker.letters > 0).then_some(Self {
            hash: taker.hash,
            stem: taker.stem,
            letters: taker.letters,
            from,
            to: at,
        })
    }

    /// So many of its first letters have this hash.
    pub fn begins_with(self, text: &str, letters: usize, hash: Hash) -> bool {
        let mut prefix = Hash::NONE;
        self.key(text).bytes().take(letters).for_each(|letter| prefix.push(letter));
        self.letters >= letters && prefix == hash
    }

    /// Its letters, folded.
    pub fn key(self, text: &str) -> String {
        vigie_model::fold(&text[self.from..self.to])
    }

    /// Nothing is bound to it before, nor to the run that ends at this byte behind.
    pub fn stands_alone(self, text: &str, end: usize) -> bool {
        let before = text[..self.from].chars().next_back();
        let mut after = text[end..].chars();
        let behind = after.next();
        let apart = |c: Option<char>| c.is_none_or(char::is_whitespace);
        apart(before)
            && (apart(behind) || (matches!(behind, Some('.' | ',' | ';' | ':')) && apart(after.next())))
    }
}

/// The runs of a text.
pub fn runs(text: &str) -> impl Iterator<Item = Run> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let run = Run::next(text, at)?;
        at = run.to;
        Some(run)
    })
}
