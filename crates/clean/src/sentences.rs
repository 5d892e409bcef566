//! Blocks to sentences.
//!
//! Law: a sentence ends at `.`, `!`, `?` or `…` before a space and something that can begin one; what a stop
//! after a word means is data. Semicolons and colons end nothing. A sentence too long is a smaller harm than a
//! sentence cut in two: the halves would be two accounts.

use crate::Rules;
use crate::layout::{Laid, Page};
use crate::rules::{Abbreviation, AbbreviationKind};
use vigie_model::{Block, Span};

/// The blocks of a page with their sentences.
pub(crate) fn split_blocks(rules: &Rules, lang: Option<&str>, page: &Page) -> Vec<Block> {
    let splitter = Splitter::of(rules, lang);
    let text = page.text.text.as_str();
    page.blocks
        .iter()
        .map(|block| Block { kind: block.kind, span: block.span, sentences: splitter.sentences(text, block) })
        .collect()
}

/// The longest sentence, in bytes. The longest of the gold sets has 542; what is longer is a text without stops, and
/// whoever looks around a word within its sentence must not look through all of it.
const LONGEST: usize = 2000;

/// An endless sentence in parts: after a semicolon, a line's end or a comma, else between words.
fn cut(text: &str, whole: Span) -> Vec<Span> {
    let (mut parts, mut at, end) = (Vec::new(), whole.start as usize, whole.end as usize);
    while end - at > LONGEST {
        let near = &text[at..text.floor_char_boundary(at + LONGEST)];
        let after = |marks: &[char]| near.rfind(marks).filter(|&cut| cut > LONGEST / 2).map(|cut| cut + 1);
        let length = after(&[';', '\n']).or_else(|| after(&[','])).or_else(|| after(&[' ']));
        let part = at..at + length.unwrap_or(near.len());
        parts.push(Span::new(part.start, part.start + text[part.clone()].trim_end().len()));
        at = part.end + (text[part.end..end].len() - text[part.end..end].trim_start().len());
    }
    parts.push(Span::new(at, end));
    parts
}

struct Splitter<'a> {
    rules: &'a Rules,
    /// The text's language, if abbreviations are given for it.
    lang: Option<&'a str>,
}

/// A stop, the quotes and brackets that close after it, and the space behind.
struct Stop {
    /// Where the stop's mark is.
    at: usize,
    mark: char,
    /// After the closing quotes.
    end: usize,
    /// Where the next word begins.
    next: usize,
}

impl<'a> Splitter<'a> {
    fn of(rules: &'a Rules, lang: Option<&'a str>) -> Self {
        Self { rules, lang: lang.filter(|lang| rules.abbreviates(lang)) }
    }

    fn sentences(&self, text: &str, block: &Laid) -> Vec<Span> {
        let words = block.words..block.span.end as usize;
        let body = text.get(words.clone()).unwrap_or_default();
        let stops = stops(body);
        let informal = is_informal(body, &stops);
        let (mut sentences, mut start) = (Vec::new(), 0);
        for stop in &stops {
            if stop.at >= start && self.ends(body, stop, informal) {
                sentences.push(Span::new(words.start + start, words.start + stop.end));
                start = stop.next;
            }
        }
        if start < body.len() {
            sentences.push(Span::new(words.start + start, words.end));
        }
        if sentences.iter().any(|sentence| sentence.len() > LONGEST) {
            return sentences.into_iter().flat_map(|sentence| cut(text, sentence)).collect();
        }
        sentences
    }

    fn ends(&self, body: &str, stop: &Stop, informal: bool) -> bool {
        let next = body[stop.next..].trim_start_matches(OPENERS);
        let Some(first) = next.chars().next() else { return false };
        if first.is_lowercase() {
            return informal && stop.mark == '.' && !self.is_abbreviated(body, stop, next);
        }
        if !first.is_alphanumeric() && !next.starts_with(['•', '-', '–', '—', '*']) && !is_symbol(first)
        {
            return false;
        }
        stop.mark != '.' || !self.is_abbreviated(body, stop, next)
    }

    /// Whether the word before the stop is an abbreviation that leads on to the next.
    fn is_abbreviated(&self, body: &str, stop: &Stop, next: &str) -> bool {
        let word = last_word(&body[..stop.at]);
        if word.is_empty() || stop.end > stop.at + 1 {
            return false;
        }
        let next_word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        match self.kind(word) {
            Some(AbbreviationKind::Never) => true,
            Some(AbbreviationKind::BeforeNumber) => next.starts_with(|c: char| c.is_ascii_digit()),
            Some(AbbreviationKind::BeforeCapital) => {
                next.starts_with(char::is_lowercase)
                    || self.kind(next_word) == Some(AbbreviationKind::CarriesOn)
            }
            Some(AbbreviationKind::CarriesOn) | None => {
                is_initials(word) && !(word.len() > 1 && self.is_function_word(next_word))
            }
        }
    }

    /// What the rules say of a word in the text's language; in any, where the language is unknown.
    fn kind(&self, word: &str) -> Option<AbbreviationKind> {
        let known = &self.rules.abbreviations;
        let rows = known.get(word).or_else(|| known.get(word.to_lowercase().as_str()))?;
        let applies = |row: &&Abbreviation| match self.lang {
            Some(lang) => row.lang == lang,
            None => true,
        };
        rows.iter().find(applies).map(|row| row.kind)
    }

    fn is_function_word(&self, word: &str) -> bool {
        self.rules.function_words.contains_key(&word.to_lowercase())
    }
}

const CLOSERS: [char; 7] = ['"', '”', '’', '\'', '»', ')', ']'];
const OPENERS: [char; 8] = ['"', '“', '‘', '\'', '«', '(', '[', ' '];

/// Every place where a sentence may end.
fn stops(body: &str) -> Vec<Stop> {
    let mut stops = Vec::new();
    for (at, mark) in body.match_indices(['.', '!', '?', '…']) {
        let Some(mark) = mark.chars().next() else { continue };
        let end = close(body, at + mark.len_utf8());
        let rest = &body[end..];
        let next = end + (rest.len() - rest.trim_start().len());
        if next > end && next < body.len() {
            stops.push(Stop { at, mark, end, next });
        }
    }
    stops
}

/// The end of the quotes and brackets that close after a stop, French ones after a space.
fn close(body: &str, mut end: usize) -> usize {
    loop {
        let rest = &body[end..];
        let spaced = rest.strip_prefix(' ').filter(|rest| rest.starts_with('»'));
        let closer = spaced.unwrap_or(rest).chars().next().filter(|c| CLOSERS.contains(c));
        match closer {
            Some(closer) => end += rest.len() - spaced.unwrap_or(rest).len() + closer.len_utf8(),
            None => return end,
        }
    }
}

fn last_word(before: &str) -> &str {
    let start = before.rfind(|c: char| c.is_whitespace() || "(«\"“‘’'[/-–—".contains(c));
    let start = start.map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    &before[start..]
}

/// `M`, `U.S`, `J.-C`
fn is_initials(word: &str) -> bool {
    let single = |part: &str| {
        let mut letters = part.trim_start_matches('-').chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
    };
    word.split('.').all(single)
}

/// Emoji and other signs with which messages begin a line.
fn is_symbol(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '€' | '$' | '£' | '#' | '@')
}

/// A text that begins its sentences in lower case, as messages do: more such stops than others.
fn is_informal(body: &str, stops: &[Stop]) -> bool {
    let begins = |test: fn(char) -> bool| {
        stops.iter().filter(|stop| stop.mark == '.' && body[stop.next..].starts_with(test)).count()
    };
    let lower = begins(char::is_lowercase);
    lower >= 2 && lower > begins(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_model::BlockKind;

    fn split<'a>(lang: &str, text: &'a str) -> Vec<&'a str> {
        let rules = Rules::embedded().unwrap();
        let block = Laid { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), words: 0 };
        let lang = Some(lang).filter(|lang| !lang.is_empty());
        Splitter::of(rules, lang).sentences(text, &block).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn english_stops() {
        let whole = [
            "Gen. Assimi and Lt. Col. Camara met Mr. Diallo at St. Louis.",
            "The curfew runs from 9:00 p.m. to 6:00 a.m. in the town.",
            "It began at 9 p.m. Monday and ended at 5 a.m. GMT.",
            "It cost 3.5 million on Jan. 12, No. 7 said.",
            "U.S. Army and U.N. Mission staff left.",
            "“Stop!” he cried; they fired: two fell… and died.",
            "Approx. 30 km north, the U.S. envoy, J. M. Sarr, waited.",
        ];
        for text in whole {
            assert_eq!(split("en", text), [text]);
        }
    }

    #[test]
    fn english_ends() {
        assert_eq!(split("en", "He left the U.S. The army came."), ["He left the U.S.", "The army came."]);
        assert_eq!(
            split("en", "They came at 9 a.m. Soldiers fled."),
            ["They came at 9 a.m.", "Soldiers fled."]
        );
        assert_eq!(split("en", "He said no. They fired."), ["He said no.", "They fired."]);
        assert_eq!(split("en", "“We fled.” The army came."), ["“We fled.”", "The army came."]);
        assert_eq!(split("en", "Two died. \"We fled,\" he said."), ["Two died.", "\"We fled,\" he said."]);
        assert_eq!(
            split("en", "Two died (one later). 3 were hurt."),
            ["Two died (one later).", "3 were hurt."]
        );
        assert_eq!(split("en", "Two died.\nThree were hurt."), ["Two died.", "Three were hurt."]);
    }

    #[test]
    fn french_stops_and_ends() {
        let whole = [
            "Le gén. Tiani et le col. Goïta ont reçu MM. Ba et Ly, env. 30 personnes, art. 5.",
            "« On recule ! » a crié M. Sarr, né en 300 av. J.-C. selon lui.",
            "L’arrêté n° 12, cf. art. 4, court de 19 h. à 6 h. sur la RN1.",
        ];
        for text in whole {
            assert_eq!(split("fr", text), [text]);
        }
        let text = "« On me dit qu’il s’est noyé. Il avait un trou. » Le maire nie.";
        assert_eq!(
            split("fr", text),
            ["« On me dit qu’il s’est noyé.", "Il avait un trou. »", "Le maire nie."]
        );
        assert_eq!(
            split("fr", "Cinq morts. « Nous avons fui », dit-il."),
            ["Cinq morts.", "« Nous avons fui », dit-il."]
        );
    }

    #[test]
    fn an_endless_sentence_is_cut_between_words() {
        let text = "the men came and went, and then they left; ".repeat(200);
        let parts = split("en", text.trim_end());
        assert!(parts.iter().all(|part| part.len() <= LONGEST && part.ends_with(';')), "{parts:?}");
        assert_eq!(parts.join(" "), text.trim_end());
        assert_eq!(split("en", &"x".repeat(5000)).len(), 3);
        assert_eq!(split("fr", &"é".repeat(LONGEST)).concat(), "é".repeat(LONGEST));
    }

    #[test]
    fn messages_in_lower_case_are_split() {
        let text = "ils ont tiré hier soir. deux blessés. la route est fermée";
        assert_eq!(split("fr", text), ["ils ont tiré hier soir.", "deux blessés.", "la route est fermée"]);
        assert_eq!(
            split("", "Two died in Bla prov. near the camp."),
            ["Two died in Bla prov. near the camp."]
        );
    }
}
