//! A report's readable text, its structure, and the way back to the bytes it came as.

use crate::{Published, PublishedBasis, ReportId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A half-open byte range; written `[start, end]` in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(from = "[u32; 2]", into = "[u32; 2]")]
#[schemars(with = "[u32; 2]")]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from `usize` bounds. Texts are limited to 4 GiB where they enter the house.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span runs forward: {start}..{end}");
        Self { start: clamp(start), end: clamp(end) }
    }

    /// The words themselves. Empty where the span does not fit the text, which the property tests forbid.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// As a `usize` range, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// No bytes at all.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Lies wholly within.
    pub fn within(self, outer: Span) -> bool {
        outer.start <= self.start && self.end <= outer.end
    }

    /// Shares at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

fn clamp(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

impl From<[u32; 2]> for Span {
    fn from([start, end]: [u32; 2]) -> Self {
        Self { start, end }
    }
}

impl From<Span> for [u32; 2] {
    fn from(span: Span) -> Self {
        [span.start, span.end]
    }
}

/// What a block of text is to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The report's headline.
    Title,
    /// A short line that heads what follows.
    Heading,
    /// Running text.
    Paragraph,
    /// One item of a list or bulletin.
    ListItem,
}

/// A block and its sentences, in text order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in [`Document::text`].
    pub span: Span,
    /// Its sentences; they cover all of its words and do not overlap.
    pub sentences: Vec<Span>,
}

/// A stretch of clean text and the bytes of the report that it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Range of the clean text.
    pub text: Span,
    /// Range of the report's own bytes. Where both have the same length the bytes were copied as they are.
    pub origin: Span,
}

/// Where each byte of the clean text came from: pieces in text order, covering the whole text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffsetMap {
    /// Sorted by `text.start`, without overlap. `origin` need not be contiguous: boilerplate is left out.
    pub pieces: Vec<Piece>,
}

impl OffsetMap {
    /// The map of a text that is its own origin.
    pub fn identity(len: usize) -> Self {
        let all = Span::new(0, len);
        Self { pieces: vec![Piece { text: all, origin: all }] }
    }

    /// The ranges of the report's bytes that `span` of the clean text came from, merged where they touch.
    pub fn origin(&self, span: Span) -> Vec<Span> {
        let first = self.pieces.partition_point(|piece| piece.text.end <= span.start);
        let mut ranges: Vec<Span> = Vec::new();
        for piece in self.pieces[first..].iter().take_while(|piece| piece.text.start < span.end) {
            let part = piece.part(span);
            match ranges.last_mut() {
                Some(last) if last.end == part.start => last.end = part.end,
                _ => ranges.push(part),
            }
        }
        ranges
    }
}

impl Piece {
    /// A piece that was changed on the way is kept whole: half of a mended letter has no origin.
    fn part(&self, span: Span) -> Span {
        if self.text.len() != self.origin.len() {
            return self.origin;
        }
        let from = span.start.max(self.text.start) - self.text.start;
        let to = span.end.min(self.text.end) - self.text.start;
        Span { start: self.origin.start + from, end: self.origin.start + to }
    }
}

/// A report made readable. All spans of a reading point into [`Document::text`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Hash of the report's bytes as they came.
    pub report: ReportId,
    /// The id its own header or JSON gives.
    pub id: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// BCP 47 primary tag, e.g. `en`, `fr`, `pt`; `None` where it could not be told.
    pub lang: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// Where that time was found.
    pub published_basis: PublishedBasis,
    /// Where the title stands in the text.
    pub title: Option<Span>,
    /// The mended, readable text: title, blank line, blocks separated by blank lines.
    pub text: String,
    /// Title, headings, paragraphs and list items in text order.
    pub blocks: Vec<Block>,
    /// The way back to the report's bytes.
    pub origin: OffsetMap,
    /// What had to be mended or could not be: for people.
    pub notes: Vec<String>,
}

impl Document {
    /// The headline's words.
    pub fn title_text(&self) -> Option<&str> {
        self.title.map(|span| span.of(&self.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origin_keeps_mended_letters_whole_and_merges_neighbours() {
        let piece = |t: [u32; 2], o: [u32; 2]| Piece { text: t.into(), origin: o.into() };
        // "Ségou" from "SÃ©gou": the letter of two bytes came from four.
        let map = OffsetMap {
            pieces: vec![piece([0, 1], [10, 11]), piece([1, 3], [11, 15]), piece([3, 6], [15, 18])],
        };
        assert_eq!(map.origin(Span::new(0, 6)), [Span::new(10, 18)]);
        assert_eq!(map.origin(Span::new(1, 2)), [Span::new(11, 15)]);
        assert_eq!(map.origin(Span::new(4, 6)), [Span::new(16, 18)]);
    }

    #[test]
    fn origin_shows_the_gap_where_boilerplate_was() {
        let piece = |t: [u32; 2], o: [u32; 2]| Piece { text: t.into(), origin: o.into() };
        let map = OffsetMap { pieces: vec![piece([0, 4], [0, 4]), piece([4, 8], [100, 104])] };
        assert_eq!(map.origin(Span::new(2, 6)), [Span::new(2, 4), Span::new(100, 102)]);
    }
}
