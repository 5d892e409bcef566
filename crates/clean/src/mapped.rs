//! Text that knows where it came from, and the weaver that makes one such text from another.
//!
//! Law: the pieces of a [`Mapped`] cover its whole text, in order. A piece with both ranges of one length was
//! copied byte for byte; any other was changed and is only ever answered for as a whole.

use std::ops::Range;
use vigie_model::{Piece, Span};

/// A text and its way back to the report's bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Mapped {
    pub text: String,
    pub pieces: Vec<Piece>,
}

impl Mapped {
    /// Adds text copied byte for byte from `origin` onwards.
    pub fn push_copied(&mut self, text: &str, origin: usize) {
        let start = self.text.len();
        self.text.push_str(text);
        self.push_piece(Span::new(start, self.text.len()), Span::new(origin, origin + text.len()));
    }

    /// Adds text that stands for the bytes of `origin`.
    pub fn push_changed(&mut self, text: &str, origin: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        self.push_piece(Span::new(start, self.text.len()), Span::new(origin.start, origin.end));
    }

    fn push_piece(&mut self, text: Span, origin: Span) {
        if text.is_empty() {
            return;
        }
        let copied = text.len() == origin.len();
        match self.pieces.last_mut() {
            Some(last)
                if copied && last.text.len() == last.origin.len() && last.origin.end == origin.start =>
            {
                last.text.end = text.end;
                last.origin.end = origin.end;
            }
            _ => self.pieces.push(Piece { text, origin }),
        }
    }

    /// The smallest range of the report's bytes that holds what `range` of the text came from. Of an empty
    /// range, the bytes between its neighbours.
    pub fn enclosing(&self, range: Range<usize>) -> Range<usize> {
        let mut parts = self.parts(range.clone());
        match parts.next() {
            Some(first) => {
                let whole = parts.fold(first.origin, |all, part| all.cover(part.origin));
                whole.range()
            }
            None => self.position_before(range.start)..self.position_after(range.start),
        }
    }

    fn position_before(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|piece| (piece.text.start as usize) < at);
        let Some(piece) = index.checked_sub(1).and_then(|index| self.pieces.get(index)) else { return 0 };
        cut(piece, piece.text.start as usize..at)
            .map_or(piece.origin.end as usize, |part| part.origin.end as usize)
    }

    fn position_after(&self, at: usize) -> usize {
        let before = self.position_before(at);
        let index = self.pieces.partition_point(|piece| (piece.text.end as usize) <= at);
        let Some(piece) = self.pieces.get(index) else { return before };
        let after = cut(piece, at..piece.text.end as usize).map_or(before, |part| part.origin.start as usize);
        after.max(before)
    }

    /// The pieces that `range` of the text meets, cut to it where they were copied.
    pub fn parts(&self, range: Range<usize>) -> impl Iterator<Item = Piece> + '_ {
        let first = self.pieces.partition_point(|piece| piece.text.end as usize <= range.start);
        let pieces = self.pieces.get(first..).unwrap_or_default();
        pieces.iter().map_while(move |piece| cut(piece, range.clone()))
    }
}

/// The part of a piece within a range of text; a changed piece stays whole on its origin's side.
fn cut(piece: &Piece, range: Range<usize>) -> Option<Piece> {
    let start = range.start.max(piece.text.start as usize);
    let end = range.end.min(piece.text.end as usize);
    if start >= end {
        return None;
    }
    if piece.text.len() != piece.origin.len() {
        return Some(Piece { text: Span::new(start, end), origin: piece.origin });
    }
    let shift = piece.origin.start as usize;
    let from = start - piece.text.start as usize + shift;
    Some(Piece { text: Span::new(start, end), origin: Span::new(from, from + (end - start)) })
}

/// Makes a new text out of ranges of an old one, composing the way back.
#[derive(Debug)]
pub(crate) struct Weaver<'a> {
    source: &'a Mapped,
    pub made: Mapped,
}

impl<'a> Weaver<'a> {
    pub fn new(source: &'a Mapped) -> Self {
        Self { source, made: Mapped { text: String::with_capacity(source.text.len()), pieces: Vec::new() } }
    }

    /// Copies a range of the old text.
    pub fn keep(&mut self, range: Range<usize>) {
        let source = self.source;
        for part in source.parts(range) {
            let text = source.text.get(part.text.range()).unwrap_or_default();
            if part.text.len() == part.origin.len() {
                self.made.push_copied(text, part.origin.start as usize);
            } else {
                self.made.push_changed(text, part.origin.range());
            }
        }
    }

    /// Puts new words in the place of a range of the old text.
    pub fn put(&mut self, text: &str, range: Range<usize>) {
        if text.is_empty() {
            return;
        }
        self.made.push_changed(text, self.source.enclosing(range));
    }

    /// Copies the range if it reads `text`, else puts `text` in its place.
    pub fn keep_as(&mut self, text: &str, range: Range<usize>) {
        if self.source.text.get(range.clone()) == Some(text) {
            self.keep(range);
        } else {
            self.put(text, range);
        }
    }

    /// How long the new text is so far.
    pub fn len(&self) -> usize {
        self.made.text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended() -> Mapped {
        let mut text = Mapped::default();
        text.push_copied("S", 10);
        text.push_changed("é", 11..15);
        text.push_copied("gou est calme", 15);
        text
    }

    #[test]
    fn copies_run_together_and_changes_stand_alone() {
        let mut text = mended();
        text.push_copied(".", 28);
        assert_eq!(text.pieces.len(), 3);
        assert_eq!(text.enclosing(0..6), 10..18);
        assert_eq!(text.enclosing(1..2), 11..15);
    }

    #[test]
    fn an_empty_range_answers_with_its_gap() {
        let mut text = mended();
        text.push_copied("suite", 100);
        let at = text.text.len() - 5;
        assert_eq!(text.enclosing(at..at), 28..100);
        assert_eq!(text.enclosing(4..4), 16..16);
        assert_eq!(Mapped::default().enclosing(0..0), 0..0);
    }

    #[test]
    fn a_second_weaving_answers_for_the_first_bytes() {
        let first = mended();
        let mut weaver = Weaver::new(&first);
        weaver.keep(0..6);
        weaver.put("!", 16..16);
        assert_eq!(weaver.made.text, "Ségou!");
        assert_eq!(weaver.made.enclosing(3..6), 15..18);
        assert_eq!(weaver.made.enclosing(6..7), 28..28);
    }
}
