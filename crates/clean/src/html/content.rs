//! The lines of an article: paragraphs, headings, list items.

use super::tokens::{Token, tokens};

/// A line of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Its words, one space between them.
    pub text: String,
    /// Whether a list's mark stands before it.
    pub item: bool,
    /// Whether it follows the line before directly: a line break, or the next item.
    pub close: bool,
}

/// Elements that run on in a line.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
];

/// Elements of a page that hold no article.
const SURROUNDINGS: &[&str] = &[
    "aside", "button", "footer", "form", "head", "nav", "noscript", "select", "svg", "template", "textarea",
    "title",
];

/// The lines of an article's HTML.
pub(super) fn lines(html: &str) -> Vec<Line> {
    collect(html, &[])
}

/// The lines of a whole page, without what surely surrounds an article.
pub(super) fn lines_of_page(html: &str) -> Vec<Line> {
    collect(html, SURROUNDINGS)
}

fn collect(html: &str, skipped: &[&str]) -> Vec<Line> {
    let mut writer = Writer::default();
    let mut inside: Option<(String, usize)> = None;
    for token in tokens(html) {
        match (&mut inside, token) {
            (Some((name, depth)), Token::Open { name: opened, .. }) if opened == *name => *depth += 1,
            (Some((name, depth)), Token::Close { name: closed }) if closed == *name => {
                *depth -= 1;
                if *depth == 0 {
                    inside = None;
                }
            }
            (Some(_), _) | (None, Token::Raw { .. }) => {}
            (None, Token::Text(range)) => writer.text(&html[range]),
            (None, Token::Open { name, .. }) if skipped.contains(&name.as_str()) => inside = Some((name, 1)),
            (None, Token::Open { name, .. } | Token::Close { name }) => writer.tag(&name),
        }
    }
    writer.end_line(false);
    writer.lines
}

#[derive(Default)]
struct Writer {
    lines: Vec<Line>,
    line: Line,
    /// A space is due before the next word.
    space: bool,
}

impl Writer {
    fn text(&mut self, raw: &str) {
        let text = htmlize::unescape(raw);
        for c in text.chars() {
            if c.is_whitespace() {
                self.space = true;
                continue;
            }
            if std::mem::take(&mut self.space) && !self.line.text.is_empty() {
                self.line.text.push(' ');
            }
            self.line.text.push(c);
        }
    }

    fn tag(&mut self, name: &str) {
        match name {
            _ if INLINE.contains(&name) => {}
            "td" | "th" => self.space = true,
            "br" => self.end_line(true),
            "li" => {
                let between_items = self.line.item || self.lines.last().is_some_and(|line| line.item);
                self.end_line(between_items);
                self.line.item = true;
            }
            // The paragraph inside an item is still the item.
            _ if self.line.item && self.line.text.is_empty() && name != "ul" && name != "ol" => {}
            _ => self.end_line(false),
        }
    }

    /// Ends the line; `close`: the next follows it directly.
    fn end_line(&mut self, close: bool) {
        self.space = false;
        if self.line.text.is_empty() {
            self.line.close &= close;
            self.line.item = false;
            return;
        }
        let line = std::mem::replace(&mut self.line, Line { close, ..Line::default() });
        self.lines.push(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_breaks_and_items_make_lines() {
        let html = "<div><p>One <b>bo</b>ld&nbsp;&amp;\n two<br>three</p><ul><li>four</li><li><p>five</p></li></ul>six</div>";
        let made: Vec<(String, bool, bool)> =
            lines(html).into_iter().map(|l| (l.text, l.item, l.close)).collect();
        let line = |text: &str, item, close| (text.to_owned(), item, close);
        let wanted = [
            line("One bold & two", false, false),
            line("three", false, true),
            line("four", true, false),
            line("five", true, true),
            line("six", false, false),
        ];
        assert_eq!(made, wanted);
    }

    #[test]
    fn a_page_without_an_article_keeps_its_text_only() {
        let html =
            "<head><title>t</title></head><nav>a<nav>b</nav>c</nav><p>Five dead.</p><style>p{}</style>";
        assert_eq!(lines_of_page(html).len(), 1);
    }
}
