//! Words that a printed page broke at the end of a line: "atta-" and "qué" on the next.
//!
//! Law: the halves are joined where the second begins small, and the line then ends after the word: which lines
//! belong together is for the layout. A hyphen that belongs to the word ("twenty-five", "couvre-feu") stays: which
//! halves have one is data (`data/clean/hyphens.tsv`), for "twentyfive" would be a lost toll.

use super::{Edit, after};
use crate::rules::Hyphens;

/// The longest second half that is carried back to its line, in bytes.
const LONGEST: usize = 40;

pub(super) fn may_begin(byte: u8) -> bool {
    byte == b'-'
}

/// The edit that begins here.
pub(super) fn find(text: &str, at: usize, done: usize, hyphens: &Hyphens) -> Option<Edit> {
    let first = first_half(text.get(done..at)?)?;
    let rest = &text[at + 1..];
    let line = rest.trim_start_matches(' ').strip_prefix('\n')?;
    let second = line.trim_start_matches(' ');
    if !second.starts_with(char::is_lowercase) {
        return None;
    }
    let length = second.find(char::is_whitespace).unwrap_or(second.len());
    if length > LONGEST {
        return None;
    }
    let behind = second[..length].split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let bound = hyphens.first.contains(&first.to_lowercase()) || hyphens.second.contains(behind);
    let hyphen = if bound { "-" } else { "" };
    let end = text.len() - second.len() + length;
    // The line ends after the word, not within it.
    let (end, space) = if after(text, end) == Some(' ') { (end + 1, "\n") } else { (end, "") };
    Some(Edit::tidy(at..end, format!("{hyphen}{}{space}", &second[..length])))
}

/// The letters right before the hyphen: two at least, and no hyphen before them ("porte-à-").
fn first_half(before: &str) -> Option<&str> {
    let letters = before.chars().rev().take(LONGEST).take_while(|c| c.is_alphabetic());
    let length: usize = letters.map(char::len_utf8).sum();
    let half = &before[before.len() - length..];
    (half.chars().count() >= 2).then_some(half)
}
