//! What is left where bytes of a garbled letter were dropped on the way: a stray Â, Ã for à, â for an
//! apostrophe or a dash.
//!
//! The letters themselves are correct French and Portuguese, so only their company tells: "said.Â The" can be
//! no word; « dégât » and « Tâhoua » are.

use super::{Edit, after, before};

/// English words before a lost apostrophe and what comes after it. `s` may follow any word.
const CONTRACTIONS: &[(&str, &[&str])] = &[
    ("d", &["he", "i", "it", "she", "they", "we", "you"]),
    ("ll", &["he", "i", "it", "she", "they", "we", "you"]),
    ("m", &["i"]),
    ("re", &["they", "we", "you"]),
    (
        "t",
        &[
            "aren", "can", "couldn", "didn", "doesn", "don", "hadn", "hasn", "haven", "isn", "shouldn",
            "wasn", "weren", "won", "wouldn",
        ],
    ),
    ("ve", &["could", "i", "should", "they", "we", "would", "you"]),
];

/// French words that lose their vowel before another.
const ELISIONS: &[&str] =
    &["aujourd", "c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "puisqu", "qu", "quelqu", "s", "t"];

pub(super) fn may_begin(byte: u8) -> bool {
    byte == 0xc3
}

/// The edit that begins here. `evident`: the text has garbled letters elsewhere, so doubt goes the other way.
pub(super) fn find(text: &str, at: usize, evident: bool, apostrophes: &[String]) -> Option<Edit> {
    let letter = text[at..].chars().next()?;
    match letter {
        'Â' => stray(text, at, evident),
        'Ã' => a_grave(text, at),
        'â' => apostrophe(text, at, apostrophes).or_else(|| dash(text, at)),
        _ => None,
    }
}

/// A lone Â before a space, a mark or a figure: left by a no-break space.
fn stray(text: &str, at: usize, evident: bool) -> Option<Edit> {
    let end = at + 'Â'.len_utf8();
    let prev = before(text, at);
    let mut following = text[end..].chars();
    let (next, second) = (following.next(), following.next());
    let in_capitals = prev.is_some_and(char::is_uppercase) && !evident;
    let after_mark = prev.is_some_and(|c| ".,;:!?)»”\"’".contains(c));
    let is_stray = match next {
        None => !in_capitals,
        Some(c) if c.is_whitespace() || "«»“”\"'’.,;:!?()–—%".contains(c) => !in_capitals,
        Some(c) if c.is_ascii_digit() => true,
        Some(c) if c.is_uppercase() => {
            let starts_word = prev.is_none_or(char::is_whitespace) && second.is_some_and(char::is_lowercase);
            after_mark || starts_word || prev.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit())
        }
        Some(_) => prev.is_some_and(|c| ".,;:!?".contains(c)),
    };
    let joins = prev.is_some_and(|c| !c.is_whitespace()) && next.is_some_and(char::is_alphanumeric);
    is_stray.then(|| Edit::mend(at..end, if joins { " " } else { "" }))
}

/// `Ã ` whose no-break space became a space: à at the end of a word in small letters, or standing alone
/// before one.
fn a_grave(text: &str, at: usize) -> Option<Edit> {
    let end = at + 'Ã'.len_utf8();
    let rest = text[end..].strip_prefix([' ', '\u{a0}'])?;
    let doubled = rest.starts_with(' ');
    let next = rest.trim_start_matches(' ').chars().next();
    let prev = before(text, at);
    let alone =
        prev.is_none_or(|c| !c.is_alphanumeric()) && next.is_some_and(|c| c.is_lowercase() || doubled);
    let ends_word = prev.is_some_and(char::is_lowercase);
    (alone || ends_word).then(|| Edit::mend(at..end + usize::from(doubled), "à"))
}

/// â for ’ in a contraction, an elision, or a name that is known to have one.
fn apostrophe(text: &str, at: usize, names: &[String]) -> Option<Edit> {
    let end = at + 'â'.len_utf8();
    let left = &text[at - trailing_word(&text[..at])..at];
    let right_len = text[end..].find(|c: char| !c.is_alphabetic()).unwrap_or(text.len() - end);
    let right = &text[end..end + right_len];
    if left.is_empty() || right.is_empty() {
        return None;
    }
    let lower = left.to_lowercase();
    let is_one = is_contraction(&lower, right) || is_elision(&lower, right) || is_name(left, right, names);
    is_one.then(|| Edit::mend(at..end, "’"))
}

fn trailing_word(text: &str) -> usize {
    text.chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum()
}

fn is_contraction(left: &str, right: &str) -> bool {
    right == "s" || CONTRACTIONS.iter().any(|(after, words)| *after == right && words.contains(&left))
}

/// No French word has â before a vowel. Before h it is only believed after l and d: Tâhoua is a name.
fn is_elision(left: &str, right: &str) -> bool {
    let first = right.chars().next().unwrap_or_default();
    let vowel = "aeiouyéèêàâîôûœÉÈÊÀÂÎÔÛŒ".contains(first.to_ascii_lowercase());
    ELISIONS.contains(&left) && (vowel || (matches!(left, "l" | "d") && matches!(first, 'h' | 'H')))
}

fn is_name(left: &str, right: &str, names: &[String]) -> bool {
    names.iter().any(|name| {
        name.split_once('’')
            .is_some_and(|(a, b)| a.eq_ignore_ascii_case(left) && b.eq_ignore_ascii_case(right))
    })
}

/// â alone between spaces.
fn dash(text: &str, at: usize) -> Option<Edit> {
    let end = at + 'â'.len_utf8();
    let alone = before(text, at) == Some(' ') && after(text, end) == Some(' ');
    alone.then(|| Edit::mend(at..end, "–"))
}
