//! The lines `key: value` at the top of a report, up to the first blank line.
//!
//! Law: strict. Every line must be one of the known keys in lower case, or the text keeps them: a report that
//! begins `Note: …` or `Source: Reuters` has no header.

use crate::dateline;
use crate::mapped::{Mapped, Weaver};
use crate::{Rules, repair};
use std::ops::Range;
use vigie_model::{Published, PublishedBasis};

/// What a header may say. `title` and `country` may stand there; the rest becomes the document's fields.
const KEYS: &[&str] = &["author", "country", "id", "lang", "published", "source", "title", "url"];

/// The fields of a header, absent where it does not give them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    pub present: bool,
    pub id: Option<String>,
    pub url: Option<String>,
    pub source: Option<String>,
    pub lang: Option<String>,
    pub published: Option<Published>,
    /// Where `published` was found.
    pub basis: PublishedBasis,
    pub title: Option<Range<usize>>,
    /// Whether the text begins with its title for sure.
    pub titled: bool,
}

impl Default for Header {
    fn default() -> Self {
        Self {
            present: false,
            id: None,
            url: None,
            source: None,
            lang: None,
            published: None,
            basis: PublishedBasis::None,
            title: None,
            titled: false,
        }
    }
}

/// The header, if there is one, and where the rest begins.
pub(crate) fn take(rules: &Rules, text: &str, notes: &mut Vec<String>) -> (Header, Range<usize>) {
    let Some((lines, body)) = header_lines(text) else { return (Header::default(), 0..text.len()) };
    let mut header = Header { present: true, basis: PublishedBasis::Header, ..Header::default() };
    for (key, value) in lines {
        header.set(rules, key, text, value, notes);
    }
    (header, body..text.len())
}

/// A key and where its value stands.
type Line = (&'static str, Range<usize>);

/// The lines, and where the blank line after them ends.
fn header_lines(text: &str) -> Option<(Vec<Line>, usize)> {
    let mut at = text.len() - text.trim_start().len();
    let mut lines = Vec::new();
    for line in text[at..].split_inclusive('\n') {
        let start = at;
        at += line.len();
        if line.trim().is_empty() {
            break;
        }
        let (key, value) = line.split_once(':')?;
        let key = *KEYS.iter().find(|known| **known == key)?;
        let from = start + key.len() + 1 + (value.len() - value.trim_start().len()).min(value.len());
        lines.push((key, from..from + value.trim().len()));
    }
    (!lines.is_empty()).then_some((lines, at))
}

impl Header {
    fn set(&mut self, rules: &Rules, key: &str, text: &str, value: Range<usize>, notes: &mut Vec<String>) {
        let words = text.get(value.clone()).unwrap_or_default();
        if words.is_empty() {
            return;
        }
        let said = || Some(repair::mend(words));
        match key {
            "id" => self.id = said(),
            "url" => self.url = Some(words.to_owned()),
            "source" => self.source = said(),
            "title" => (self.title, self.titled) = (Some(value), true),
            "lang" => self.lang = primary_tag(words),
            "published" => {
                self.published = dateline::parse(rules, words);
                if self.published.is_none() {
                    notes.push(format!("the header's date of publication {words:?} is not understood"));
                }
            }
            _ => {}
        }
    }

    /// The text without the header, its title first where it gives one that the text does not begin with.
    pub fn weave_body(&self, text: &Mapped, body: Range<usize>) -> Mapped {
        let mut weaver = Weaver::new(text);
        if let Some(title) = self.title.clone() {
            let words = text.text.get(title.clone()).unwrap_or_default();
            let rest = text.text.get(body.clone()).unwrap_or_default();
            if !rest.trim_start().starts_with(words) {
                weaver.keep(title.clone());
                weaver.put("\n\n", title.end..body.start);
            }
        }
        weaver.keep(body);
        weaver.made
    }
}

/// `fr` of `fr-FR`, `fr_ML` or `FR`.
pub(crate) fn primary_tag(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    let fits = (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_lowercase());
    (fits && primary != "und").then_some(primary)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Header, &str, Vec<String>) {
        let mut notes = Vec::new();
        let (header, body) = take(Rules::embedded().unwrap(), text, &mut notes);
        (header, &text[body], notes)
    }

    #[test]
    fn fields_are_taken_and_the_text_keeps_the_rest() {
        let (header, body, _) = read(
            "url: https://a.example/1:2\r\nsource: Ã‰co Sahel\r\npublished: 2026-01-12\r\nlang: fr-ML\r\n\r\nCorps",
        );
        assert_eq!(header.url.as_deref(), Some("https://a.example/1:2"));
        assert_eq!(header.lang.as_deref(), Some("fr"));
        assert_eq!(header.published, "2026-01-12".parse().ok());
        assert_eq!(body, "Corps");
    }

    #[test]
    fn an_ordinary_beginning_is_no_header() {
        for text in
            ["Note: five dead\n\nText", "Source: AFP\n\nText", "source: AFP\nFive men died.\n\nText", "Text"]
        {
            let (header, body, _) = read(text);
            assert!(!header.present, "{text}");
            assert_eq!(body, text);
        }
    }

    #[test]
    fn a_date_that_means_nothing_is_noted() {
        let (header, _, notes) = read("published: last week\n\nText");
        assert_eq!(header.published, None);
        assert!(notes[0].contains("last week"), "{notes:?}");
    }

    #[test]
    fn a_header_may_be_all_there_is() {
        let (header, body, _) = read("source: AFP");
        assert!(header.present && body.is_empty());
    }
}
