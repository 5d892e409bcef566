//! Lines to blocks: title, headings, paragraphs, list items; boilerplate left out.
//!
//! Law: the words stay as they are. What changes is the space between blocks: one blank line where the report
//! had any, a line's end where it had only that. A line's end inside a paragraph stays where the line was
//! wrapped at a margin; everywhere else a line is a block of its own, as in messages and bulletins.

use crate::Rules;
use crate::boilerplate::{Verdict, judge};
use crate::mapped::{Mapped, Weaver};
use std::ops::Range;
use vigie_model::{BlockKind, Span};

/// No margin is wider than this many characters: longer lines were not wrapped by anyone.
const WIDEST_MARGIN: usize = 120;
/// A margin narrower than this is a list or a poem.
const NARROWEST_MARGIN: usize = 40;
/// The longest title, in bytes.
const LONGEST_TITLE: usize = 240;
/// The longest heading, in bytes and in words.
const LONGEST_HEADING: usize = 72;
const HEADING_WORDS: usize = 9;

/// Text laid out, and its blocks.
#[derive(Debug)]
pub(crate) struct Page {
    pub text: Mapped,
    pub title: Option<Span>,
    pub blocks: Vec<Laid>,
}

/// A block before its sentences are told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Laid {
    pub kind: BlockKind,
    pub span: Span,
    /// Where its words begin: after a list's mark.
    pub words: usize,
}

/// A line that stays: where it is, and what precedes it.
#[derive(Debug, Clone)]
struct Line {
    range: Range<usize>,
    after_blank: bool,
    /// Length of the list mark it begins with.
    mark: usize,
}

/// A run of lines that make one block.
#[derive(Debug, Clone)]
struct Draft {
    lines: Range<usize>,
    kind: BlockKind,
}

/// Lays the text out. `titled`: its first line is known to be the title.
pub(crate) fn lay_out(rules: &Rules, text: &Mapped, titled: bool) -> Page {
    let lines = wanted_lines(rules, &text.text);
    let mut drafts = drafts(&text.text, &lines);
    name_kinds(&text.text, &lines, &mut drafts, titled);
    weave(text, &lines, &drafts)
}

/// The lines that are not blank and not boilerplate.
fn wanted_lines(rules: &Rules, text: &str) -> Vec<Line> {
    let (mut lines, mut at) = (Vec::new(), 0);
    let (mut after_blank, mut in_links) = (false, false);
    for line in text.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let words = line.trim();
        if words.is_empty() {
            (after_blank, in_links) = (true, false);
            continue;
        }
        let verdict = if in_links && is_link(words) { Verdict::Drop } else { judge(rules, words) };
        in_links = verdict == Verdict::DropSection || (in_links && verdict == Verdict::Drop);
        if verdict == Verdict::Keep {
            lines.push(Line { range: start..start + words.len(), after_blank, mark: list_mark(words) });
            after_blank = false;
        } else {
            // What stood around a dropped line did not belong together.
            after_blank = true;
        }
    }
    lines
}

/// A teaser's line: a list item or a line without an end, never a sentence.
fn is_link(line: &str) -> bool {
    line.len() <= NARROWEST_MARGIN * 4
        && (list_mark(line) > 0 || !ends_sentence(line))
        && !line.ends_with('.')
}

/// Length of `- `, `• `, `1. `, `2) `, `a) `, `iv) ` with its space, 0 without.
fn list_mark(line: &str) -> usize {
    let Some((mark, rest)) = line.split_once(char::is_whitespace) else { return 0 };
    if rest.trim_start().is_empty() || !is_list_mark(mark) {
        return 0;
    }
    line.len() - rest.trim_start().len()
}

fn is_list_mark(mark: &str) -> bool {
    if matches!(
        mark,
        "-" | "–"
            | "—"
            | "•"
            | "*"
            | "·"
            | "▪"
            | "■"
            | "►"
            | "‣"
            | "●"
            | "○"
            | "✓"
            | "✔"
            | "+"
            | "o"
            | "➢"
    ) {
        return true;
    }
    let inner = mark.strip_prefix('(').unwrap_or(mark);
    let Some(inner) = inner.strip_suffix([')', '.']) else { return false };
    let number = (1..=3).contains(&inner.len()) && inner.bytes().all(|byte| byte.is_ascii_digit());
    // "a." could be an initial, "M." a title: letters count only with a bracket.
    let letter = mark.ends_with(')')
        && matches!(
            inner,
            "i" | "ii" | "iii" | "iv" | "v" | "vi" | "a" | "b" | "c" | "d" | "e" | "f" | "g" | "h"
        );
    number || letter
}

/// Joins wrapped lines into paragraphs.
fn drafts(text: &str, lines: &[Line]) -> Vec<Draft> {
    let margin = margin(text, lines);
    let mut drafts: Vec<Draft> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let joins = index > 0 && !line.after_blank && line.mark == 0 && {
            let before = &lines[index - 1];
            is_wrapped(&text[before.range.clone()], &text[line.range.clone()], margin)
        };
        match drafts.last_mut() {
            Some(draft) if joins => draft.lines.end = index + 1,
            _ => {
                let kind = if line.mark > 0 { BlockKind::ListItem } else { BlockKind::Paragraph };
                drafts.push(Draft { lines: index..index + 1, kind });
            }
        }
    }
    drafts
}

/// What lines were wrapped at.
#[derive(Debug, Clone, Copy)]
struct Margin {
    /// In characters.
    width: usize,
    /// The text is in capitals, so that how a line begins says nothing.
    shouted: bool,
}

/// The width that lines were wrapped at, in characters, if the text looks wrapped at all: of the lines that
/// follow another, a third begin in the middle of a sentence.
///
/// In a text in capitals no line begins small: there a line that does not end its sentence runs on.
fn margin(text: &str, lines: &[Line]) -> Option<Margin> {
    let shouted = is_shouted(text);
    let followed = lines.windows(2).filter(|pair| !pair[1].after_blank && pair[1].mark == 0);
    let (mut widest, mut pairs, mut run_on) = (0, 0, 0);
    for pair in followed {
        let (line, next) = (&text[pair[0].range.clone()], &text[pair[1].range.clone()]);
        widest = widest.max(line.chars().take(WIDEST_MARGIN + 1).count());
        pairs += 1;
        let goes_on = if shouted { char::is_alphanumeric } else { char::is_lowercase };
        run_on += usize::from(!ends_sentence(line) && next.starts_with(goes_on));
    }
    let wrapped = 3 * run_on >= pairs && (NARROWEST_MARGIN..=WIDEST_MARGIN).contains(&widest);
    wrapped.then_some(Margin { width: widest, shouted })
}

/// Capitals throughout, but for a stray small word.
fn is_shouted(text: &str) -> bool {
    let upper = text.chars().filter(|c| c.is_uppercase()).count();
    let small = text.chars().filter(|c| c.is_lowercase()).count();
    upper > 8 * small
}

/// A line broke at the margin if the next one's first word would not have fitted, or if it breaks off in the
/// middle of a sentence.
fn is_wrapped(line: &str, next: &str, margin: Option<Margin>) -> bool {
    let next_word = next.split_whitespace().next().unwrap_or_default();
    let width = line.chars().count();
    let full = margin.is_some_and(|margin| {
        let fits = width + 1 + next_word.chars().count() <= margin.width;
        width <= margin.width && !fits && 3 * width > 2 * margin.width
    });
    let open = !ends_sentence(line) && !line.ends_with([':', ';', '|']);
    let shouted = margin.is_some_and(|margin| margin.shouted && 2 * width > margin.width);
    let runs_on = next_word.starts_with(char::is_lowercase) || shouted;
    full || (open && runs_on && line.len() >= NARROWEST_MARGIN / 2)
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '»', ')', ']', ' ']).ends_with(['.', '!', '?', '…'])
}

fn name_kinds(text: &str, lines: &[Line], drafts: &mut [Draft], titled: bool) {
    if let Some(first) = drafts.first().cloned() {
        let next = lines.get(first.lines.end);
        if first.lines.len() == 1 && next.is_some() && (titled || is_title(text, lines, &first, next)) {
            drafts[0].kind = BlockKind::Title;
        }
    }
    let like: Vec<bool> = drafts.iter().map(|draft| looks_like_heading(text, lines, draft)).collect();
    for index in 0..drafts.len() {
        // Three short lines in a row are a message or a signature, and the last line heads nothing.
        let heads = like.get(index + 1).is_some_and(|next| !next || like.get(index + 2) == Some(&false));
        let in_run = index > 1 && like[index - 1] && like[index - 2];
        if like[index] && heads && !in_run {
            drafts[index].kind = BlockKind::Heading;
        }
    }
}

/// A first line of its own, not too long, that does not end like a sentence.
fn is_title(text: &str, lines: &[Line], first: &Draft, next: Option<&Line>) -> bool {
    let line = &lines[first.lines.start];
    let words = &text[line.range.clone()];
    let apart = next.is_some_and(|next| next.after_blank || next.range.len() > words.len());
    let ends = words.ends_with(['.', ':', ',', ';']) && !words.ends_with("..") && !ends_in_initials(words);
    apart && line.mark == 0 && words.len() <= LONGEST_TITLE && !ends
}

/// `… in the U.S.`
fn ends_in_initials(words: &str) -> bool {
    let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.len() >= 4 && last.split_terminator('.').all(|part| part.chars().count() == 1)
}

fn looks_like_heading(text: &str, lines: &[Line], draft: &Draft) -> bool {
    if draft.kind != BlockKind::Paragraph || draft.lines.len() != 1 {
        return false;
    }
    let words = &text[lines[draft.lines.start].range.clone()];
    if words.len() > LONGEST_HEADING {
        return false;
    }
    let bare = words.trim_end_matches([' ', ':']);
    let count = bare.split_whitespace().count();
    let fits = bare.len() == words.len() || count <= 3;
    let begins =
        bare.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let ends = bare.ends_with(['.', ',', ';', '!', '?', '…', '"', '”', '»']);
    fits && begins && !ends && count <= HEADING_WORDS
}

/// Puts the blocks one below the other.
fn weave(text: &Mapped, lines: &[Line], drafts: &[Draft]) -> Page {
    let mut weaver = Weaver::new(text);
    let mut page = Page { text: Mapped::default(), title: None, blocks: Vec::with_capacity(drafts.len()) };
    let mut end = 0;
    for draft in drafts {
        let lines = &lines[draft.lines.clone()];
        let [first, ..] = lines else { continue };
        if !page.blocks.is_empty() {
            let after_title = page.blocks.last().is_some_and(|block| block.kind == BlockKind::Title);
            let gap = if first.after_blank || after_title { "\n\n" } else { "\n" };
            weaver.keep_as(gap, end..first.range.start);
        }
        let start = weaver.len();
        end = weave_lines(&mut weaver, lines);
        let span = Span::new(start, weaver.len());
        page.blocks.push(Laid { kind: draft.kind, span, words: start + first.mark });
    }
    page.title = page.blocks.first().filter(|block| block.kind == BlockKind::Title).map(|block| block.span);
    page.text = weaver.made;
    page
}

fn weave_lines(weaver: &mut Weaver<'_>, lines: &[Line]) -> usize {
    let mut end = None;
    for line in lines {
        if let Some(end) = end {
            weaver.keep_as("\n", end..line.range.start);
        }
        weaver.keep(line.range.clone());
        end = Some(line.range.end);
    }
    end.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Heading, ListItem, Paragraph, Title};

    fn blocks(text: &str) -> Vec<(BlockKind, String)> {
        let mut mapped = Mapped::default();
        mapped.push_copied(text, 0);
        let page = lay_out(Rules::embedded().unwrap(), &mapped, false);
        page.blocks.iter().map(|block| (block.kind, block.span.of(&page.text.text).to_owned())).collect()
    }

    fn kinds(text: &str) -> Vec<BlockKind> {
        blocks(text).into_iter().map(|(kind, _)| kind).collect()
    }

    #[test]
    fn a_bulletin_has_title_headings_and_items() {
        let text = "Weekly brief, 1–7 June\n\nAt a glance\n- 38 incidents\n- 19 killed\n\nEthiopia\n31 May: Near Mehal, a drone strike hit a clinic. Five died.\n\nMali\n1 June: In Djenné, two were killed.";
        assert_eq!(kinds(text), [Title, Heading, ListItem, ListItem, Heading, Paragraph, Heading, Paragraph]);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph_and_full_lines_are_their_own() {
        let wrapped = "Gunmen on motorcycles attacked the village of Kobou before dawn on\nSunday and killed at least seven people, a local official told our\nreporter. Two others were wounded.";
        assert_eq!(kinds(wrapped), [Paragraph]);
        let lines = "The attack took place in the night and lasted for two hours, according to several residents who fled to the town.\nThe army has not commented.\nSeven people were killed.";
        assert_eq!(kinds(lines), [Paragraph; 3]);
    }

    #[test]
    fn wrapped_lines_in_capitals_are_one_paragraph() {
        let wrapped = "GUNMEN ON MOTORCYCLES ATTACKED THE VILLAGE OF KOBOU BEFORE DAWN ON\nSUNDAY AND KILLED AT LEAST SEVEN PEOPLE, A LOCAL OFFICIAL TOLD OUR\nREPORTER.  TWO OTHERS WERE WOUNDED.";
        assert_eq!(kinds(wrapped), [Paragraph]);
        assert_eq!(kinds("2 KILLED IN BER\n3 TAKEN\n1 TRUCK BURNT\nROAD CLOSED"), [Paragraph; 4]);
    }

    #[test]
    fn a_message_of_short_lines_has_no_headings() {
        assert_eq!(kinds("2 killed in Ber\n3 taken\n1 truck burnt\nRoad closed"), [Paragraph; 4]);
    }

    #[test]
    fn a_sentence_is_no_title_and_one_line_is_no_title() {
        assert_eq!(kinds("Seven people were killed.\n\nThe army came."), [Paragraph, Paragraph]);
        assert_eq!(kinds("Five dead in Djibo attack"), [Paragraph]);
        assert_eq!(kinds("Strike kills two in the U.S.\n\nThe army came.")[0], Title);
    }

    #[test]
    fn boilerplate_and_the_links_below_it_are_left_out() {
        let text = "Titre du jour\n\nCinq morts à Djibo.\n\nA lire aussi\n- Djibo : douze morts au marché\n- Étalons : la liste\nPartager : Facebook – X\n\nFin du texte ici.";
        let kept: Vec<String> = blocks(text).into_iter().map(|(_, words)| words).collect();
        assert_eq!(kept, ["Titre du jour", "Cinq morts à Djibo.", "Fin du texte ici."]);
    }

    #[test]
    fn list_marks_are_told_from_names_and_numbers() {
        for (line, mark) in
            [("- a", 2), ("•\u{a0}QUI", 5), ("1. Lundi", 3), ("12) x", 4), ("a) x", 3), ("(b) x", 4)]
        {
            assert_eq!(list_mark(line), mark, "{line}");
        }
        for line in
            ["M. Sarr est mort", "A man died", "2026. Then", "-5 degrees", "- ", "12 morts", "D. Traoré"]
        {
            assert_eq!(list_mark(line), 0, "{line}");
        }
    }

    #[test]
    fn clean_text_is_one_piece() {
        let text = "Title of it\n\nFirst paragraph.\n\nSecond one.\n- item\n- item";
        let mut mapped = Mapped::default();
        mapped.push_copied(text, 7);
        let page = lay_out(Rules::embedded().unwrap(), &mapped, false);
        assert_eq!((page.text.text.as_str(), page.text.pieces.len()), (text, 1));
    }
}
