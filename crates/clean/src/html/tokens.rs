//! A page as tags and text, each with its place. Not a parser: it builds no tree and mends nothing; what it is
//! for is to know where words stand.

use std::ops::Range;

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Text between tags, entities and all.
    Text(Range<usize>),
    /// `<name …>`, its name in lower case; `range` holds all of the tag.
    Open { name: String, range: Range<usize> },
    /// `</name>`
    Close { name: String },
    /// What stands inside `<script>` or `<style>`; `tag` is its opening tag.
    Raw { tag: Range<usize>, range: Range<usize> },
}

/// Elements without an end.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "p", "li", "td", "th", "tr", "dt", "dd", "option",
];

/// The parts of a page in order; comments and declarations are left out.
pub(super) fn tokens(html: &str) -> impl Iterator<Item = Token> + '_ {
    Tokens { html, at: 0, raw: None }
}

/// How deep elements stand in each other, those that close themselves not counted.
pub(super) fn depth(html: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for token in tokens(html) {
        match token {
            Token::Open { name, .. } if !VOID.contains(&name.as_str()) => depth += 1,
            Token::Close { name } if !VOID.contains(&name.as_str()) => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

struct Tokens<'a> {
    html: &'a str,
    at: usize,
    /// The opening tag and name of the raw element we are in.
    raw: Option<(Range<usize>, String)>,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        if let Some((tag, name)) = self.raw.take() {
            let start = self.at;
            self.at = raw_end(self.html, start, &name);
            return Some(Token::Raw { tag, range: start..self.at });
        }
        while self.at < self.html.len() {
            let rest = &self.html[self.at..];
            if let Some(end) = skipped(rest) {
                self.at += end;
            } else if let Some(end) = tag_end(rest) {
                return Some(self.tag(end));
            } else {
                return Some(self.text());
            }
        }
        None
    }
}

impl Tokens<'_> {
    fn text(&mut self) -> Token {
        let start = self.at;
        let first = self.html[start..].chars().next().map_or(1, char::len_utf8);
        let rest = &self.html[start + first..];
        let end =
            rest.match_indices('<').find(|(at, _)| skipped(&rest[*at..]).is_some() || is_tag(&rest[*at..]));
        self.at = end.map_or(self.html.len(), |(at, _)| start + first + at);
        Token::Text(start..self.at)
    }

    fn tag(&mut self, len: usize) -> Token {
        let range = self.at..self.at + len;
        self.at = range.end;
        let inner = &self.html[range.start + 1..range.end];
        let (closes, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
        let end = inner.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(inner.len());
        let name = inner[..end].to_ascii_lowercase();
        if closes {
            return Token::Close { name };
        }
        if matches!(name.as_str(), "script" | "style") {
            self.raw = Some((range.clone(), name.clone()));
        }
        Token::Open { name, range }
    }
}

fn is_tag(rest: &str) -> bool {
    let inner = rest.strip_prefix("</").or_else(|| rest.strip_prefix('<'));
    inner.is_some_and(|inner| inner.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Length of a comment or declaration.
fn skipped(rest: &str) -> Option<usize> {
    if let Some(inner) = rest.strip_prefix("<!--") {
        return Some(inner.find("-->").map_or(rest.len(), |end| 4 + end + 3));
    }
    let declares = rest.starts_with("<!") || rest.starts_with("<?");
    declares.then(|| rest.find('>').map_or(rest.len(), |end| end + 1))
}

/// Length of a tag. A `>` inside quotes does not end it, unless a quote is never closed.
fn tag_end(rest: &str) -> Option<usize> {
    if !is_tag(rest) {
        return None;
    }
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            (None, b'>') => return Some(at + 1),
            _ => {}
        }
        after_equals = byte == b'=' || (after_equals && byte.is_ascii_whitespace());
    }
    Some(rest.find('>').map_or(rest.len(), |end| end + 1))
}

fn raw_end(html: &str, start: usize, name: &str) -> usize {
    let closes = |at: usize| {
        let tail = html.get(at + 2..at + 2 + name.len());
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(name))
    };
    let end = html[start..].match_indices("</").map(|(at, _)| start + at).find(|at| closes(*at));
    end.unwrap_or(html.len())
}

/// The value of an attribute of a tag, entities decoded.
pub(super) fn attribute(tag: &str, wanted: &str) -> Option<String> {
    let mut rest = tag.trim_start_matches('<').trim_start_matches(|c: char| !c.is_whitespace());
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '>').filter(|end| *end > 0)?;
        let name = &rest[..end];
        rest = rest[end..].trim_start();
        let value = match rest.strip_prefix('=') {
            Some(after) => {
                let (value, after) = attribute_value(after.trim_start());
                rest = after;
                value
            }
            None => "",
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(htmlize::unescape(value).trim().to_owned());
        }
    }
}

fn attribute_value(rest: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = rest.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    let end = rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len());
    rest.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_found_between_tags_comments_and_scripts() {
        let html = "é < 5 <b title='a>b'>x</b><!-- <i> --><script>if (a<b) '</p>'</script>y<br/>z";
        let texts: Vec<&str> =
            tokens(html).filter_map(|t| if let Token::Text(r) = t { Some(&html[r]) } else { None }).collect();
        assert_eq!(texts, ["é < 5 ", "x", "y", "z"]);
        let raw = tokens(html)
            .find_map(|t| if let Token::Raw { range, .. } = t { Some(&html[range]) } else { None });
        assert_eq!(raw, Some("if (a<b) '</p>'"));
    }

    #[test]
    fn attributes_are_found_however_quoted() {
        let tag = "<meta  content = 'L&rsquo;Est' property=\"og:site_name\" data-x=1 hidden>";
        assert_eq!(attribute(tag, "property").as_deref(), Some("og:site_name"));
        assert_eq!(attribute(tag, "CONTENT").as_deref(), Some("L’Est"));
        assert_eq!(attribute(tag, "data-x").as_deref(), Some("1"));
        assert_eq!(attribute(tag, "hidden").as_deref(), Some(""));
        assert_eq!(attribute(tag, "lang"), None);
    }

    #[test]
    fn depth_counts_what_does_not_close_itself() {
        assert_eq!(depth("<div><p>a<p>b<br><div><b>c</b></div></div>"), 3);
    }
}
