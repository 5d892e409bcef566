//! Which language a text is in: the header's or the page's word, checked against the text's function words.
//!
//! Law: `None` when unsure. Portuguese must not pass for Spanish-looking French; a wrong language reads
//! claims that nobody made.

use crate::Rules;
use std::collections::BTreeMap;

/// How much of a text is looked at, in bytes: more tells nothing more.
const WINDOW: usize = 2048;
/// The longest function word that is looked for, in bytes: looking costs more than all else here.
const LONGEST: usize = 10;
/// The fewest function words, and the least share of all words, that a verdict needs.
const FEWEST: usize = 3;
const LEAST_SHARE: f64 = 0.12;
/// By how much the best must lead the next.
const LEAD: f64 = 1.25;

/// The language: what was said of it, if the text bears it out; else what the text looks like.
pub(crate) fn choose(
    rules: &Rules,
    said: Option<&str>,
    text: &str,
    notes: &mut Vec<String>,
) -> Option<String> {
    let profile = Profile::of(rules, text);
    let Some(said) = said else {
        // Two languages of one weight give no verdict: the one that begins is read.
        let opening = || Profile::of(rules, &text[..text.floor_char_boundary(text.len() / 3)]).verdict();
        let long = text.len() >= ROOM;
        return profile.verdict().or_else(|| opening().filter(|_| long)).map(str::to_owned);
    };
    match profile.verdict() {
        Some(seen) if seen != said && profile.rules_out(said) => {
            notes.push(format!("said to be in {said}, but reads as {seen}"));
            Some(seen.to_owned())
        }
        _ => Some(said.to_owned()),
    }
}

/// A text shorter than this has no room for a second language, in bytes.
const ROOM: usize = 600;

/// The end of a text plainly in another language than the whole: only one is read, and a person should know.
pub(crate) fn note_mixed(rules: &Rules, lang: Option<&str>, text: &str, notes: &mut Vec<String>) {
    if text.len() < ROOM {
        return;
    }
    let third = text.ceil_char_boundary((text.len() - text.len() / 3).max(text.len().saturating_sub(WINDOW)));
    let end = Profile::of(rules, &text[third..]);
    if let (Some(lang), Some(seen)) = (lang, end.verdict())
        && seen != lang
        && end.rules_out(lang)
    {
        notes.push(format!("the report is in {lang}, but its end reads as {seen}: that part may be misread"));
    }
}

/// How many words of a text are function words of each language.
#[derive(Debug)]
struct Profile<'a> {
    words: usize,
    rules: &'a Rules,
    /// One number for each of the rules' languages.
    hits: Vec<usize>,
    script: Option<&'static str>,
}

impl<'a> Profile<'a> {
    fn of(rules: &'a Rules, text: &str) -> Self {
        let head = head(text);
        let hits = vec![0; rules.langs.len()];
        let mut profile = Profile { words: 0, rules, hits, script: script(head) };
        let mut lower = String::new();
        for word in head.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            profile.words += 1;
            if word.len() > LONGEST {
                continue;
            }
            lower.clear();
            lower.push_str(word);
            if word.is_ascii() {
                lower.make_ascii_lowercase();
            } else {
                lower = word.to_lowercase();
            }
            for lang in rules.function_words.get(&lower).into_iter().flatten() {
                profile.hits[*lang] += 1;
            }
        }
        profile
    }

    /// The language that clearly leads.
    fn verdict(&self) -> Option<&'a str> {
        if let Some(script) = self.script {
            return Some(script).filter(|lang| !lang.is_empty());
        }
        let langs = self.rules.langs.iter().map(String::as_str);
        let mut ranked: Vec<(usize, &'a str)> = self.hits.iter().copied().zip(langs).collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        let (best, lang) = *ranked.first()?;
        let next = ranked.get(1).map_or(0, |(hits, _)| *hits);
        let enough = best >= FEWEST && best as f64 >= LEAST_SHARE * self.words as f64;
        (enough && best as f64 >= LEAD * next as f64).then_some(lang)
    }

    /// A language whose function words the text hardly has. Of one that the rules do not know, nothing is said.
    fn rules_out(&self, lang: &str) -> bool {
        if self.script.is_some() {
            return true;
        }
        let best = self.hits.iter().max().copied().unwrap_or(0);
        let index = self.rules.langs.iter().position(|known| known == lang);
        self.words >= 40 && index.is_none_or(|index| 2 * self.hits[index] < best)
    }
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(WINDOW);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The language that a script stands for, where most letters are not Latin: `""` where several share it.
fn script(text: &str) -> Option<&'static str> {
    // Latin text is mostly ASCII, and is nearly all there is.
    if 2 * text.bytes().filter(|byte| !byte.is_ascii()).count() < text.len() {
        return None;
    }
    let (mut letters, mut by_script) = (0usize, BTreeMap::<&'static str, usize>::new());
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        if let Some(lang) = script_of(c) {
            *by_script.entry(lang).or_default() += 1;
        }
    }
    by_script.into_iter().find(|(_, count)| 2 * count > letters).map(|(lang, _)| lang)
}

fn script_of(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' => "ar",
        '\u{1200}'..='\u{139f}' => "am",
        '\u{370}'..='\u{3ff}' => "el",
        '\u{590}'..='\u{5ff}' => "he",
        '\u{400}'..='\u{52f}' => "ru",
        '\u{3040}'..='\u{30ff}' => "ja",
        '\u{4e00}'..='\u{9fff}' => "zh",
        '\u{ac00}'..='\u{d7af}' => "ko",
        '\u{2d30}'..='\u{2d7f}' | '\u{7c0}'..='\u{7ff}' | '\u{900}'..='\u{11ff}' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        choose(Rules::embedded().unwrap(), None, text, &mut Vec::new())
    }

    #[test]
    fn tells_neighbours_apart() {
        let texts = [
            ("en", "The attackers came at night and burned the houses that were near the market."),
            ("fr", "Les assaillants sont venus dans la nuit et ont incendié des maisons près du marché."),
            (
                "pt",
                "Os atacantes chegaram à noite e queimaram as casas que ficavam perto do mercado, não longe da vila.",
            ),
            ("es", "Los atacantes llegaron por la noche y quemaron las casas que estaban cerca del mercado."),
            ("ha", "Yan bindiga sun kai hari a kauyen da ke cikin jihar kuma sun kashe mutane da dama."),
            (
                "sw",
                "Watu wenye silaha walishambulia kijiji hicho na kuua watu kwa mujibu wa polisi ya eneo hilo.",
            ),
            ("ar", "هاجم مسلحون القرية ليلا وأحرقوا المنازل"),
        ];
        for (lang, text) in texts {
            assert_eq!(of(text).as_deref(), Some(lang), "{text}");
        }
    }

    #[test]
    fn a_second_language_is_noted() {
        let english =
            "The attackers came at night and burned the houses that were near the market. ".repeat(5);
        let french =
            "Les assaillants sont venus dans la nuit et ont incendié des maisons près du marché. ".repeat(5);
        let noted = |text: &str| {
            let mut notes = Vec::new();
            note_mixed(Rules::embedded().unwrap(), of(text).as_deref(), text, &mut notes);
            notes
        };
        assert_eq!(
            noted(&format!("{english}\n\n{french}")),
            ["the report is in en, but its end reads as fr: that part may be misread"]
        );
        assert!(noted(&english.repeat(2)).is_empty() && noted(&french.repeat(2)).is_empty());
    }

    #[test]
    fn says_nothing_when_unsure() {
        for text in ["", "Bafoulabé", "Djibo, Soum, Burkina Faso", "12 300 45"] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn a_header_is_believed_until_the_text_is_plainly_in_another_language() {
        let rules = Rules::embedded().unwrap();
        let mut notes = Vec::new();
        assert_eq!(choose(rules, Some("fr"), "Djibo: five dead", &mut notes).as_deref(), Some("fr"));
        assert!(notes.is_empty());
        let english =
            "The attackers came at night and burned the houses that were near the market. ".repeat(5);
        assert_eq!(choose(rules, Some("fr"), &english, &mut notes).as_deref(), Some("en"));
        assert_eq!(notes, ["said to be in fr, but reads as en"]);
        assert_eq!(
            choose(rules, Some("bm"), "Bamanankan min bɛ fɔ Mali la", &mut notes).as_deref(),
            Some("bm")
        );
    }
}
