//! Letters of another script inside a Latin word: "Mаli" with a Cyrillic а is found by no search.
//!
//! Law: a word is touched only where it has Latin letters, and every other letter in it looks like a Latin one.
//! Russian and Greek words stay as they are.

use super::Edit;

/// Letters that look Latin and are not, and what they look like.
const ALIKE: &[(char, char)] = &[
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Ζ', 'Z'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Υ', 'Y'),
    ('Χ', 'X'),
    ('ν', 'v'),
    ('ο', 'o'),
    ('Ѕ', 'S'),
    ('І', 'I'),
    ('Ј', 'J'),
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('ѕ', 's'),
    ('і', 'i'),
    ('ј', 'j'),
    ('һ', 'h'),
];

/// A word longer than this many letters to one side is no word.
const LONGEST: usize = 30;

/// Lead bytes of Greek and Cyrillic letters.
pub(super) fn may_begin(byte: u8) -> bool {
    matches!(byte, 0xce..=0xd2)
}

/// The Latin letter for the one that stands here, if its word is Latin.
pub(super) fn find(text: &str, at: usize) -> Option<Edit> {
    let c = text[at..].chars().next()?;
    let (_, latin) = ALIKE.iter().find(|(other, _)| *other == c)?;
    let end = at + c.len_utf8();
    let letters = |c: &char| c.is_alphabetic();
    let before = text[..at].chars().rev().take_while(letters).take(LONGEST);
    let after = text[end..].chars().take_while(letters).take(LONGEST);
    let (mut any, mut all) = (false, true);
    for letter in before.chain(after) {
        let is_latin = letter < '\u{250}';
        any |= is_latin;
        all &= is_latin || ALIKE.iter().any(|(other, _)| *other == letter);
    }
    (any && all).then(|| Edit::mend(at..end, *latin))
}
