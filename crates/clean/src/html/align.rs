//! An extracted article laid over the page that it came from, so that every word knows its bytes.
//!
//! Both sides are compared without their blanks, which extraction changes freely. A line is looked for whole,
//! then piece by piece, after the line before it and then anywhere. Short pieces are only looked for nearby:
//! "Mali" stands everywhere.

use super::content::Line;
use super::tokens::{Token, tokens};
use crate::mapped::{Mapped, Weaver};
use std::ops::Range;

/// How many bytes, blanks left out, are enough to know a place again.
const PROBE: usize = 24;
/// How many are enough nearby.
const SHORT_PROBE: usize = 12;
/// How far ahead, in bytes without blanks, a shorter piece is looked for.
const NEARBY: usize = 2_000;

/// The article as a text, its title first.
pub(super) fn lay_over(page: &Mapped, title: Option<&str>, lines: &[Line]) -> Mapped {
    let compact = compact(&page.text);
    let mut aligner = Aligner { compact: &compact, cursor: 0 };
    let mut laid = Layer { weaver: Weaver::new(page), compact: &compact, end: 0 };
    let title = title.map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
    let body = lines.iter().skip_while(|line| Some(line.text.as_str()) == title.as_deref());
    if let Some(title) = &title {
        laid.words(title, &aligner.find_line(title));
        aligner.cursor = 0;
    }
    for (index, line) in body.enumerate() {
        if index > 0 || title.is_some() {
            laid.gap(if line.close && index > 0 { "\n" } else { "\n\n" });
        }
        if line.item {
            laid.gap("- ");
        }
        laid.words(&line.text, &aligner.find_line(&line.text));
    }
    laid.weaver.made
}

/// The page's text without tags and blanks; `origin` is the place in the page.
fn compact(html: &str) -> Mapped {
    let mut made = Mapped::default();
    for token in tokens(html) {
        let Token::Text(range) = token else { continue };
        let mut at = range.start;
        for part in html[range].split_inclusive(|c: char| c.is_whitespace() || c == '&') {
            push_part(&mut made, html, at, part);
            at += part.len();
        }
    }
    made
}

/// A part ends at a blank or before an entity, whose text begins the next part.
fn push_part(made: &mut Mapped, html: &str, at: usize, part: &str) {
    let (mut start, words) = (at, part.trim_end_matches('&').trim_end());
    let mut words = words;
    if at > 0 && html.as_bytes()[at - 1] == b'&' {
        let end = words.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(words.len());
        let end = end + usize::from(words[end..].starts_with(';'));
        let letter = htmlize::unescape(&html[at - 1..at + end]);
        let visible: String = letter.chars().filter(|c| !c.is_whitespace()).collect();
        made.push_changed(&visible, at - 1..at + end);
        words = &words[end..];
        start += end;
    }
    made.push_copied(words, start);
}

struct Aligner<'a> {
    compact: &'a Mapped,
    cursor: usize,
}

impl Aligner<'_> {
    /// The place of each word in the compact page, where it is found.
    fn find_line(&mut self, line: &str) -> Vec<Option<Range<usize>>> {
        let words: Vec<&str> = line.split(' ').collect();
        let mut places = vec![None; words.len()];
        let mut from = 0;
        while from < words.len() {
            let joined: String = words[from..].concat();
            let Some((at, len)) = self.find_longest(&joined) else {
                from += 1;
                continue;
            };
            from = self.place(&words, from, at..at + len, &mut places);
        }
        places
    }

    /// Gives their places to the words that a match covers, and says which is the first that it does not.
    fn place(
        &mut self,
        words: &[&str],
        from: usize,
        found: Range<usize>,
        places: &mut [Option<Range<usize>>],
    ) -> usize {
        let mut at = found.start;
        for index in from..words.len() {
            let end = at + words[index].len();
            if end > found.end {
                self.cursor = at.max(self.cursor);
                return index.max(from + 1);
            }
            places[index] = Some(at..end);
            at = end;
        }
        self.cursor = at;
        words.len()
    }

    /// Where the text stands, whole or its beginning: place and length.
    fn find_longest(&self, text: &str) -> Option<(usize, usize)> {
        let page = &self.compact.text;
        if let Some(at) = self.find(text) {
            return Some((at, text.len()));
        }
        let probes = [PROBE, SHORT_PROBE].into_iter().filter(|len| text.len() > *len);
        let at = probes.map(|len| &text[..floor(text, len)]).find_map(|probe| self.find(probe))?;
        let same = page[at..].bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
        Some((at, floor(text, same)))
    }

    fn find(&self, text: &str) -> Option<usize> {
        let page = &self.compact.text;
        let ahead = &page[self.cursor..];
        let near = &ahead[..floor(ahead, NEARBY + text.len())];
        let found = near.find(text).map(|at| at + self.cursor);
        if found.is_some() || text.len() < PROBE - 3 {
            return found;
        }
        ahead.find(text).map(|at| at + self.cursor).or_else(|| page.find(text))
    }
}

/// The last boundary of letters at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

struct Layer<'a> {
    weaver: Weaver<'a>,
    compact: &'a Mapped,
    /// Where the last word that was found ends in the page.
    end: usize,
}

impl Layer<'_> {
    fn gap(&mut self, blank: &str) {
        self.weaver.put(blank, self.end..self.end);
    }

    /// Words with their places in the compact page.
    fn words(&mut self, line: &str, places: &[Option<Range<usize>>]) {
        for (index, word) in line.split(' ').enumerate() {
            let place = places.get(index).cloned().flatten();
            if index > 0 {
                self.space(place.clone());
            }
            match place {
                Some(place) => self.word(place),
                None => {
                    let next = places.iter().skip(index).flatten().next().cloned();
                    let next = self.start_of(next);
                    self.weaver.put(word, self.end..next);
                }
            }
        }
    }

    /// A word letter by letter: an entity is changed, the letters around it are not.
    fn word(&mut self, place: Range<usize>) {
        for part in self.compact.parts(place) {
            let origin = part.origin.range();
            self.end = origin.end;
            self.weaver.keep_as(part.text.of(&self.compact.text), origin);
        }
    }

    /// The space before a word: the page's own, where there is just one.
    fn space(&mut self, next: Option<Range<usize>>) {
        let next = self.start_of(next);
        self.weaver.keep_as(" ", self.end..next);
    }

    fn start_of(&self, place: Option<Range<usize>>) -> usize {
        let part = place.and_then(|place| self.compact.parts(place).next());
        part.map_or(self.end, |part| part.origin.start as usize).max(self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line { text: text.to_owned(), ..Line::default() }
    }

    fn page(html: &str) -> Mapped {
        let mut page = Mapped::default();
        page.push_copied(html, 0);
        page
    }

    #[test]
    fn words_are_found_over_tags_entities_and_gaps() {
        let html = "<p>Five <b>men</b> were<i class=x>&nbsp;killed</i> at Sogou <span>(advertisement)</span> on Sunday morning, said the mayor.</p>";
        let laid = lay_over(
            &page(html),
            None,
            &[line("Five men were killed at Sogou on Sunday morning, said the mayor.")],
        );
        let origin = |words: &str| {
            let at = laid.text.find(words).unwrap();
            &html[laid.enclosing(at..at + words.len())]
        };
        assert_eq!(origin("killed"), "killed");
        assert_eq!(origin("Five men"), "Five <b>men");
        assert_eq!(origin("on Sunday"), "on Sunday");
        assert_eq!(origin("mayor."), "mayor.");
    }

    #[test]
    fn a_word_that_the_page_does_not_have_answers_with_its_gap() {
        let html = "<p>Five men were killed at the market of Sogou.</p>";
        let laid =
            lay_over(&page(html), None, &[line("Five men were killed yesterday at the market of Sogou.")]);
        let at = laid.text.find("yesterday").unwrap();
        let gap = laid.enclosing(at..at + "yesterday".len());
        assert!(gap.len() <= 1 && html[..gap.start].ends_with("killed"), "{gap:?}");
    }

    #[test]
    fn the_title_is_not_told_twice() {
        let html = "<title>Five dead</title><h1>Five dead</h1><p>They died in the market.</p>";
        let laid =
            lay_over(&page(html), Some("Five dead"), &[line("Five dead"), line("They died in the market.")]);
        assert_eq!(laid.text, "Five dead\n\nThey died in the market.");
    }
}
