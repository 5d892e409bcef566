//! Spaces of all widths to one, line ends of all systems to one, and what cannot be seen away: a soft hyphen
//! inside « Ouagadougou » hides it from every search. Letters and their accents become one, ligatures two.

use super::{Edit, after, before};

/// Lead bytes of what may be tidied.
pub(super) fn may_begin(byte: u8) -> bool {
    matches!(byte, 0..=8 | 11..=31 | 0x7f | 0xc2 | 0xcc | 0xcd | 0xe2 | 0xe3 | 0xef)
}

/// The edit that begins here.
pub(super) fn find(text: &str, at: usize, done: usize) -> Option<Edit> {
    let c = after(text, at)?;
    let range = at..at + c.len_utf8();
    match c {
        '\r' if text[range.end..].starts_with('\n') => Some(Edit::tidy(range, "")),
        '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => Some(Edit::tidy(range, "\n")),
        '\0'..='\u{1f}' | '\u{7f}' => Some(Edit::tidy(range, "")),
        '\u{80}'..='\u{9f}' => Some(Edit::mend(range, windows_1252(c))),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            Some(Edit::tidy(range, " "))
        }
        // A soft hyphen at a line's end is where a word was broken.
        '\u{ad}' if text[range.end..].starts_with('\n') => Some(Edit::tidy(range.start..range.end + 1, "")),
        // Joiners shape Arabic and emoji; in a Latin word they only hide it.
        '\u{200c}' | '\u{200d}' => between_latin(text, at, range.end).then(|| Edit::tidy(range, "")),
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' => {
            Some(Edit::tidy(range, ""))
        }
        '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => Some(Edit::tidy(range, "")),
        '\u{300}'..='\u{36f}' => compose(text, at, done),
        '\u{fb00}'..='\u{fb06}' => Some(Edit::tidy(range, ligature(c))),
        _ => None,
    }
}

fn between_latin(text: &str, at: usize, end: usize) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && c < '\u{250}');
    latin(before(text, at)) && latin(after(text, end))
}

/// What the byte means in windows-1252, from which such a control character nearly always came.
fn windows_1252(c: char) -> String {
    let byte = [u8::try_from(u32::from(c)).unwrap_or_default()];
    let (letter, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
    letter.chars().filter(|c| !c.is_control()).collect()
}

/// `e` and its accent, where Unicode has one letter for both. A second accent on one letter stays.
fn compose(text: &str, at: usize, done: usize) -> Option<Edit> {
    let letter = text.get(done..at)?.chars().next_back()?;
    let accent = after(text, at)?;
    let whole = unicode_normalization::char::compose(letter, accent)?;
    Some(Edit::tidy(at - letter.len_utf8()..at + accent.len_utf8(), whole))
}

fn ligature(c: char) -> &'static str {
    match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        _ => "st",
    }
}
