//! UTF-8 that was read as a charset of one byte a letter, and entities.
//!
//! A sequence of windows-1252 alone is believed where correct text cannot look like that; of the other
//! charsets only its commonest forms; any sequence of which several follow each other and make letters.

use super::{Edit, after, before};
use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1257};
use std::sync::LazyLock;

/// The longest entity: `&CounterClockwiseContourIntegral;`.
const LONGEST_ENTITY: usize = 33;
/// From this letter on, Greek and beyond, letters are told by their company.
const BEYOND_LATIN: char = '\u{370}';

/// Lead bytes of the letters that garbled sequences begin with.
pub(super) fn may_begin(byte: u8) -> bool {
    matches!(byte, b'&' | 0xc3 | 0xc4 | 0xc5 | 0xd0 | 0xd1 | 0xe2)
}

/// The edit that begins here, if any.
pub(super) fn find(text: &str, at: usize) -> Option<Edit> {
    let rest = &text[at..];
    if rest.starts_with('&') {
        return entity(rest).map(|(len, with)| Edit::tidy(at..at + len, with));
    }
    // Most é and à are followed by ASCII, and so by no continuation.
    let letter = rest.chars().next()?.len_utf8();
    if rest.as_bytes().get(letter)?.is_ascii() {
        return None;
    }
    CHARSETS.iter().find_map(|charset| charset.find(text, at)).or_else(|| unclosed_quote(text, at))
}

/// `&eacute;`, `&#8217;`, `&#x2019;`: with its semicolon, and only where it names a character.
fn entity(rest: &str) -> Option<(usize, String)> {
    let end = rest.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';')?;
    let inner = &rest[1..end];
    let named = inner.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
    if inner.len() < 2 || !named {
        return None;
    }
    let whole = &rest[..=end];
    let with = htmlize::unescape(whole);
    (with != whole).then(|| (whole.len(), with.into_owned()))
}

/// `â€` whose last byte was lost: 0x9D means nothing in windows-1252, so the closing quote suffers most.
fn unclosed_quote(text: &str, at: usize) -> Option<Edit> {
    let rest = text[at..].strip_prefix("â€")?;
    let rest = rest.strip_prefix('\u{fffd}').unwrap_or(rest);
    let closes = rest.chars().next().is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation());
    closes.then(|| Edit::mend(at..text.len() - rest.len(), "”"))
}

static CHARSETS: LazyLock<[Charset; 5]> =
    LazyLock::new(|| [WINDOWS_1252, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1257].map(Charset::new));

/// A charset's letters beyond ASCII and their bytes.
struct Charset {
    encoding: &'static Encoding,
    bytes: Vec<(char, u8)>,
}

/// One garbled letter.
#[derive(Debug, Clone, Copy)]
struct Sequence {
    /// What it was.
    letter: char,
    lead: u8,
    second: char,
    len: usize,
}

impl Charset {
    fn new(encoding: &'static Encoding) -> Self {
        let letter =
            |byte: u8| encoding.decode_without_bom_handling(&[byte]).0.chars().next().map(|c| (c, byte));
        let mut bytes: Vec<(char, u8)> = (0x80..=0xff).filter_map(letter).collect();
        bytes.sort_unstable();
        Self { encoding, bytes }
    }

    fn byte(&self, c: char) -> Option<u8> {
        let found = self.bytes.binary_search_by_key(&c, |(letter, _)| *letter).ok();
        let by_table = found.and_then(|index| self.bytes.get(index)).map(|(_, byte)| *byte);
        // Latin-1 keeps 0x80 to 0x9F as control characters.
        by_table.or_else(|| u8::try_from(u32::from(c)).ok().filter(|byte| (0x80..=0x9f).contains(byte)))
    }

    fn sequence(&self, rest: &str) -> Option<Sequence> {
        let mut letters = rest.chars();
        let lead = self.byte(letters.next()?)?;
        let count = match lead {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => return None,
        };
        let mut bytes = [lead, 0, 0, 0];
        for slot in bytes.get_mut(1..count)? {
            *slot = self.byte(letters.next()?).filter(|byte| (0x80..=0xbf).contains(byte))?;
        }
        let letter = std::str::from_utf8(bytes.get(..count)?).ok()?.chars().next()?;
        let second = rest.chars().nth(1)?;
        Some(Sequence { letter, lead, second, len: rest.len() - letters.as_str().len() })
    }

    fn find(&self, text: &str, at: usize) -> Option<Edit> {
        let first = self.sequence(&text[at..])?;
        if let Some(edit) = self.run(text, at) {
            return Some(edit);
        }
        let end = at + first.len;
        let (prev, next) = (before(text, at), after(text, end));
        let believed = match self.encoding {
            encoding if encoding == WINDOWS_1252 => latin(first, prev, next),
            encoding if encoding == MACINTOSH => macintosh(first, prev, next),
            encoding if encoding == WINDOWS_1250 => central(first, prev, next),
            encoding if encoding == WINDOWS_1251 => cyrillic(first, prev, next),
            _ => false,
        };
        believed.then(|| Edit::mend(at..end, first.letter))
    }

    /// Several sequences that all make letters beyond Latin: nobody writes like that.
    fn run(&self, text: &str, at: usize) -> Option<Edit> {
        let mut end = at;
        let mut letters = String::new();
        while let Some(next) = self.sequence(&text[end..]) {
            if next.letter < BEYOND_LATIN || !next.letter.is_alphabetic() {
                break;
            }
            letters.push(next.letter);
            end += next.len;
        }
        let enough = if self.encoding == WINDOWS_1252 { 2 } else { 3 };
        (letters.chars().count() >= enough).then(|| Edit::mend(at..end, letters))
    }
}

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphabetic)
}

fn is_lower(c: Option<char>) -> bool {
    c.is_some_and(char::is_lowercase)
}

fn is_upper(c: Option<char>) -> bool {
    c.is_some_and(char::is_uppercase)
}

fn latin(sequence: Sequence, prev: Option<char>, next: Option<char>) -> bool {
    let Sequence { letter, lead, second, .. } = sequence;
    match lead {
        0xc2 => true,
        // "IRMÃ…", "MAÇÃ»": a capital word may end in Ã, and then comes ordinary punctuation. "of Ã’s" may too.
        0xc3 if "’”“»…\u{a0}".contains(second) => {
            is_letter(next) && (is_letter(prev) || next != Some('s')) || !(is_upper(prev) || is_letter(next))
        }
        0xc3 => true,
        0xc4 | 0xc5 if "£¥©®".contains(second) => false,
        // "SELKÄ EDELLÄ": a capital word may end in Ä before a no-break space.
        0xc4 | 0xc5 if second == '\u{a0}' => !is_upper(prev) && is_lower(next),
        0xc4 | 0xc5 => {
            let inside = is_letter(next) && (is_letter(prev) || is_lower(next));
            letter.is_alphabetic() && (inside || is_lower(prev))
        }
        0xe1 => matches!(second, 'º' | '»'),
        // "â" + "€": punctuation and signs. With « or a no-break space after it, â may be a word's end.
        0xe2 => !matches!(second, '\u{a0}'..='\u{bf}'),
        0xef => matches!(second, '»' | '¼' | '¿' | '¬' | '¸'),
        0xf0 => second == 'Ÿ' || matches!(second, '\u{90}'..='\u{9f}'),
        _ => false,
    }
}

/// `√©` for é inside a word (√π is mathematics), `‚Äô` for ’.
fn macintosh(sequence: Sequence, prev: Option<char>, next: Option<char>) -> bool {
    match sequence.lead {
        0xc3 => sequence.letter.is_alphabetic() && (is_letter(prev) || is_letter(next)),
        0xe2 => sequence.second == 'Ä',
        _ => false,
    }
}

/// `Ă©` for é beside a small letter, `â€ś` for “.
fn central(sequence: Sequence, prev: Option<char>, next: Option<char>) -> bool {
    match sequence.lead {
        0xc3 => sequence.letter.is_alphabetic() && (is_lower(prev) || is_lower(next)),
        0xc4 | 0xc5 => sequence.letter.is_alphabetic() && is_lower(prev) && is_lower(next),
        0xe2 => sequence.second == '€',
        _ => false,
    }
}

/// `Г©` for é beside a Latin letter, `вЂ™` for ’.
fn cyrillic(sequence: Sequence, prev: Option<char>, next: Option<char>) -> bool {
    let is_ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    match sequence.lead {
        0xc3 => sequence.letter.is_alphabetic() && (is_ascii(prev) || is_ascii(next)),
        0xe2 => sequence.second == 'Ђ',
        0xef => sequence.second == '¬',
        _ => false,
    }
}
