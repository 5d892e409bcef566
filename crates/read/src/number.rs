//! Numbers as reports write them: digits, words, ranges and vague quantities.
//!
//! Rules for vague words are those of the annotation guide: "dozens" is 24 or more, "several" 2 or more,
//! "about 160" is 160, "more than 100" is 101 or more, "as high as four" is at most four.

use crate::lexicon::Language;
use crate::words::{Shape, Words};
use rustc_hash::FxHashMap;
use std::ops::Range;
use vigie_model::Qualifier;

/// A number in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Its words, qualifier included.
    pub words: Range<usize>,
    /// At least so many; `None` where only an upper bound is given.
    pub min: Option<u64>,
    /// At most so many; `None` where open.
    pub max: Option<u64>,
    /// The number itself, decimals kept.
    pub value: f64,
    /// How it is meant.
    pub qualifier: Qualifier,
    /// A bare "a", "un", "another": counts one only where something countable follows.
    pub article: bool,
    /// Written with digits.
    pub digits: bool,
}

/// What a number word adds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NumberWord {
    /// "a": one, where it counts at all.
    One,
    /// A number below a hundred that stands for itself.
    Unit(u64),
    /// Twenty, thirty…: a unit may follow.
    Tens(u64),
    /// Hundred, thousand, million: multiplies what stands before.
    Scale(u64),
    /// "dozen", "trentaine": a round number, multiplied by a number before it.
    Group(u64),
    /// At least so many, open above.
    Vague(u64),
    /// From, to.
    Between(u64, u64),
}

/// The number words of a language.
pub type NumberWords = FxHashMap<String, NumberWord>;

/// Every number of the text, in order, without overlap.
pub fn quantities(language: &Language, words: &Words) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.words.len() {
        match quantity(language, words, at) {
            Some(quantity) => {
                at = quantity.words.end;
                found.push(quantity);
            }
            None => at += 1,
        }
    }
    found
}

/// A number that begins at this word, with its qualifier and its range.
fn quantity(language: &Language, words: &Words, at: usize) -> Option<Quantity> {
    let sentence = words.sentence_words(at);
    if let Some((length, qualifier)) = language.qualifier(words, at, sentence.end) {
        let mut quantity = plain(language, words, at + length, sentence.end)?;
        quantity.words.start = at;
        qualify(&mut quantity, qualifier);
        return Some(quantity);
    }
    range_between(language, words, at, sentence.end).or_else(|| plain(language, words, at, sentence.end))
}

/// Bounds by qualifier; a vague number ("several") stays open above whatever stands before it.
fn qualify(quantity: &mut Quantity, qualifier: Qualifier) {
    let open = quantity.max.is_none();
    quantity.qualifier = qualifier;
    quantity.article = false;
    match qualifier {
        Qualifier::AtLeast => quantity.max = None,
        Qualifier::MoreThan => {
            quantity.min = quantity.min.map(|min| if open { min } else { min + 1 });
            quantity.max = None;
        }
        Qualifier::UpTo => {
            quantity.max = quantity.max.or(quantity.min);
            quantity.min = None;
        }
        Qualifier::About | Qualifier::Exact => {}
    }
}

/// "between 40 and 50", "entre 40 et 50", "de 9 à 14", "from 9 to 14".
fn range_between(language: &Language, words: &Words, at: usize, end: usize) -> Option<Quantity> {
    let closers: &[&str] = match words.key(at) {
        "between" => &["and"],
        "entre" => &["et"],
        "from" => &["to"],
        "de" => &["a"],
        _ => return None,
    };
    let low = number(language, words, at + 1, end)?;
    let and = low.words.end;
    if !closers.contains(&words.key(and)) {
        return None;
    }
    let high = number(language, words, and + 1, end)?;
    ranged(&low, &high, at)
}

fn ranged(low: &Quantity, high: &Quantity, start: usize) -> Option<Quantity> {
    let (min, max) = (low.min?, high.min?);
    (min < max).then(|| Quantity {
        words: start..high.words.end,
        max: Some(max),
        article: false,
        ..low.clone()
    })
}

/// A number and what may follow it: "(17)", "to 12", "ou 6", "-14".
fn plain(language: &Language, words: &Words, at: usize, end: usize) -> Option<Quantity> {
    let mut low = number(language, words, at, end)?;
    if let Some(closed) = repeated_in_brackets(language, words, &low, end) {
        low.words.end = closed;
        low.article = false;
        return Some(low);
    }
    let joiner = words.key(low.words.end);
    let joins = match joiner {
        "to" | "or" | "ou" => !low.article,
        "a" => low.digits && language.tag == "fr",
        "-" | "–" => low.digits,
        _ => false,
    };
    if joins
        && let Some(high) = number(language, words, low.words.end + 1, end)
        && high.digits == low.digits
        && let Some(range) = ranged(&low, &high, at)
    {
        return Some(range);
    }
    Some(low)
}

/// "dix-sept (17)": the same number again, as communiqués write it.
fn repeated_in_brackets(language: &Language, words: &Words, low: &Quantity, end: usize) -> Option<usize> {
    let bracket = low.words.end;
    if words.key(bracket) != "(" {
        return None;
    }
    let again = number(language, words, bracket + 1, end)?;
    (again.min == low.min && words.key(again.words.end) == ")").then_some(again.words.end + 1)
}

fn number(language: &Language, words: &Words, at: usize, end: usize) -> Option<Quantity> {
    if at >= end {
        return None;
    }
    if words.shape(at) == Shape::Number {
        digits(language, words, at, end)
    } else {
        spelled(language, words, at, end)
    }
}

/// "1,950", "1 043", "107.000", "12.41", and "2 million".
fn digits(language: &Language, words: &Words, at: usize, end: usize) -> Option<Quantity> {
    // "80-plus", "200-odd"
    if let Some((whole, sign @ ("plus" | "odd"))) = words.key(at).split_once('-') {
        let value = parse_digits(whole, &language.tag)?;
        let mut quantity = exact(at..at + 1, value, true);
        qualify(&mut quantity, if sign == "plus" { Qualifier::MoreThan } else { Qualifier::About });
        return Some(quantity);
    }
    let (mut value, mut last) = (parse_digits(words.key(at), &language.tag)?, at + 1);
    // French groups thousands by spaces.
    while last < end && value < 1e12 && groups_of_three(words, last) && value >= 1.0 && value.fract() == 0.0 {
        value = value * 1000.0 + words.key(last).parse::<f64>().ok()?;
        last += 1;
    }
    if last < end
        && let Some(NumberWord::Scale(scale)) = language.numbers.get(words.key(last)).copied()
    {
        value *= scale as f64;
        last += 1;
    }
    let mut quantity = exact(at..last, value, true);
    // "60+"
    if words.key(last) == "+" && words.words[last].span.start == words.words[last - 1].span.end {
        quantity.words.end += 1;
        qualify(&mut quantity, Qualifier::AtLeast);
    }
    Some(quantity)
}

fn groups_of_three(words: &Words, at: usize) -> bool {
    let key = words.key(at);
    let glued = words.words[at].span.start - words.words[at - 1].span.end == 1;
    let before = words.key(at - 1);
    let short = before.len() <= 3 && before.bytes().all(|byte| byte.is_ascii_digit());
    glued && short && key.len() == 3 && key.bytes().all(|byte| byte.is_ascii_digit())
}

/// A separator before exactly three digits groups thousands, else it is a decimal mark; a colon is a clock.
fn parse_digits(key: &str, tag: &str) -> Option<f64> {
    if key.bytes().all(|byte| byte.is_ascii_digit()) {
        return key.parse().ok();
    }
    if !key.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')) {
        return None;
    }
    let groups: Vec<&str> = key.split(['.', ',']).collect();
    let thousands =
        groups[0].len() <= 3 && groups[0] != "0" && groups[1..].iter().all(|group| group.len() == 3);
    let decimal_point = tag == "en" && key.contains('.') && !key.contains(',') && groups.len() == 2;
    if thousands && !decimal_point {
        groups.concat().parse().ok()
    } else {
        key.replace(',', ".").parse().ok()
    }
}

fn spelled(language: &Language, words: &Words, at: usize, end: usize) -> Option<Quantity> {
    // "thirty-odd", "forty-plus"
    if let Some((whole, sign @ ("plus" | "odd"))) = words.key(at).rsplit_once('-')
        && let Some(NumberWord::Unit(value) | NumberWord::Tens(value)) = number_word(language, whole)
    {
        let mut quantity = exact(at..at + 1, value as f64, false);
        qualify(&mut quantity, if sign == "plus" { Qualifier::MoreThan } else { Qualifier::About });
        return Some(quantity);
    }
    let first = number_word(language, words.key(at))?;
    match first {
        NumberWord::One => after_article(language, words, at, end),
        NumberWord::Vague(least) => {
            let (value, last) = vague(language, words, at + 1, end, least);
            Some(Quantity { max: None, ..exact(at..last, value as f64, false) })
        }
        NumberWord::Between(low, high) => {
            Some(Quantity { max: Some(high), ..exact(at..at + 1, low as f64, false) })
        }
        _ => cardinal(language, words, at, end).map(|(value, last)| exact(at..last, value as f64, false)),
    }
}

/// "several dozen", "several hundred", "plusieurs dizaines", "des centaines": the larger word decides.
fn vague(language: &Language, words: &Words, mut at: usize, end: usize, least: u64) -> (u64, usize) {
    let mut value = least;
    while at < end {
        if let Some(thousands) = of_thousands(language, words, at, end) {
            return (value / 10 * 10 * thousands, at + 2);
        }
        value = match number_word(language, words.key(at)) {
            Some(NumberWord::Scale(scale) | NumberWord::Group(scale)) => 2 * scale.max(value / 2),
            Some(NumberWord::Vague(more)) => more.max(value),
            _ => break,
        };
        at += 1;
    }
    (value, at)
}

/// "tens of thousands", "des centaines de milliers": what stands before is multiplied.
fn of_thousands(language: &Language, words: &Words, at: usize, end: usize) -> Option<u64> {
    if at + 1 >= end || !matches!(words.key(at), "of" | "de") {
        return None;
    }
    match number_word(language, words.key(at + 1))? {
        NumberWord::Vague(more) if more >= 2000 => Some(more / 2),
        NumberWord::Scale(scale) if scale >= 1000 => Some(scale),
        _ => None,
    }
}

/// "a dozen", "une trentaine", "a handful", "a few", "a hundred", else a bare article.
fn after_article(language: &Language, words: &Words, at: usize, end: usize) -> Option<Quantity> {
    let next = if at + 1 < end { number_word(language, words.key(at + 1)) } else { None };
    let few = matches!(words.key(at + 1), "few");
    match next {
        _ if few => Some(Quantity { max: None, ..exact(at..at + 2, 2.0, false) }),
        None => Some(Quantity { article: true, ..exact(at..at + 1, 1.0, false) }),
        Some(NumberWord::Group(size) | NumberWord::Scale(size)) => {
            Some(Quantity { qualifier: Qualifier::About, ..exact(at..at + 2, size as f64, false) })
        }
        Some(NumberWord::Unit(2)) if words.key(at + 1) == "couple" => Some(exact(at..at + 2, 2.0, false)),
        Some(NumberWord::Between(..) | NumberWord::Vague(_)) => spelled(language, words, at + 1, end)
            .map(|quantity| Quantity { words: at..quantity.words.end, ..quantity }),
        Some(_) => None,
    }
}

/// Words that stand for one number: "forty-one", "deux cent trente", "two hundred and six", "three dozen".
fn cardinal(language: &Language, words: &Words, at: usize, end: usize) -> Option<(u64, usize)> {
    let (mut total, mut current, mut here) = (0u64, 0u64, at);
    let mut last = Last::Start;
    while here < end {
        let key = words.key(here);
        if matches!(key, "and" | "et")
            && last != Last::Start
            && continues(language, words.key(here + 1), last)
        {
            here += 1;
            continue;
        }
        let Some(word) = number_word(language, key) else { break };
        // "quarante et un": the article is a unit after tens.
        let word = if word == NumberWord::One && last == Last::Tens { NumberWord::Unit(1) } else { word };
        let Some(next) = add(word, last, &mut total, &mut current) else { break };
        last = next;
        here += 1;
    }
    let value = total + current;
    (here > at && value > 0).then_some((value, here))
}

/// What a spelled number ended on so far; decides what may still join it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Last {
    Start,
    Unit,
    Tens,
    Scale,
}

fn add(word: NumberWord, last: Last, total: &mut u64, current: &mut u64) -> Option<Last> {
    match word {
        NumberWord::Unit(unit)
            if matches!(last, Last::Start | Last::Scale) || (last == Last::Tens && unit < 20) =>
        {
            *current += unit;
            Some(Last::Unit)
        }
        NumberWord::Tens(tens) if matches!(last, Last::Start | Last::Scale) => {
            *current += tens;
            Some(Last::Tens)
        }
        NumberWord::Scale(100) if *current < 100 => {
            *current = (*current).max(1) * 100;
            Some(Last::Scale)
        }
        NumberWord::Scale(scale) if scale > 100 => {
            *total += (*current).max(1) * scale;
            *current = 0;
            Some(Last::Scale)
        }
        NumberWord::Group(size) if last != Last::Start && *current < 100 => {
            *current *= size;
            Some(Last::Scale)
        }
        NumberWord::Group(size) if last == Last::Start => {
            *current = size;
            Some(Last::Unit)
        }
        _ => None,
    }
}

fn continues(language: &Language, key: &str, last: Last) -> bool {
    match number_word(language, key) {
        Some(NumberWord::Unit(_)) => matches!(last, Last::Tens | Last::Scale),
        Some(NumberWord::One) => last == Last::Tens && matches!(key, "un" | "une"),
        Some(NumberWord::Tens(_)) => last == Last::Scale,
        _ => false,
    }
}

/// A number word, also one with hyphens: "sixty-three", "trente-deux", "vingt-et-un".
fn number_word(language: &Language, key: &str) -> Option<NumberWord> {
    if let Some(&word) = language.numbers.get(key) {
        return Some(word);
    }
    if !key.contains('-') {
        return None;
    }
    hyphenated(language, key)
}

fn hyphenated(language: &Language, key: &str) -> Option<NumberWord> {
    let (mut total, mut current, mut last) = (0, 0, Last::Start);
    // "quatre-vingt-seize" begins with a word that itself has a hyphen.
    let rest = match key.strip_prefix("quatre-vingt") {
        Some(rest) if language.tag == "fr" => {
            (current, last) = (80, Last::Tens);
            rest.trim_start_matches('s')
        }
        _ => key,
    };
    for part in rest.split('-').filter(|part| !matches!(*part, "" | "and" | "et")) {
        last = match language.numbers.get(part).copied()? {
            NumberWord::One => add(NumberWord::Unit(1), last, &mut total, &mut current)?,
            word => add(word, last, &mut total, &mut current)?,
        };
    }
    Some(NumberWord::Unit(total + current))
}

fn exact(words: Range<usize>, value: f64, digits: bool) -> Quantity {
    let whole = (value.fract() == 0.0 && (0.0..1e15).contains(&value)).then_some(value as u64);
    Quantity { words, min: whole, max: whole, value, qualifier: Qualifier::Exact, article: false, digits }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lexicon;

    fn numbers(tag: &str, text: &str) -> String {
        let lexicon = Lexicon::embedded().unwrap_or_else(|why| panic!("{why}"));
        let words = Words::sentence(text);
        let all = quantities(lexicon.language(tag).unwrap(), &words);
        let counted = all.into_iter().filter(|quantity| !quantity.article);
        let show = |bound: Option<u64>| bound.map_or("_".to_owned(), |bound| bound.to_string());
        counted.map(|q| format!("{}-{}", show(q.min), show(q.max))).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn english_numbers() {
        for (text, want) in [
            ("at least three people", "3-_"),
            ("more than 100 attackers", "101-_"),
            ("could be as high as four", "_-4"),
            ("dozens of men, scores escaped", "24-_ 40-_"),
            ("several dozen houses and several hundred cattle", "24-_ 200-_"),
            ("a handful of shots, a few others", "3-6 2-_"),
            ("tens of thousands of people, hundreds of thousands more", "20000-_ 200000-_"),
            ("about 160 men on some 80 motorcycles", "160-160 80-80"),
            ("Sixty-three detainees and forty one others", "63-63 41-41"),
            ("between 40 and 50 trucks, 9 to 14 dead", "40-50 9-14"),
            ("two hundred and six people", "206-206"),
            ("1,950 km, 3.5 million people, 12.41 m", "1950-1950 3500000-3500000 _-_"),
            ("no fewer than 41 terrorists", "41-_"),
            ("up to 30 and 5 or 6 gunmen", "_-30 5-6"),
            ("three dozen; a dozen gunmen; nearly 300", "36-36 12-12 300-300"),
        ] {
            assert_eq!(numbers("en", text), want, "{text}");
        }
    }

    #[test]
    fn french_numbers() {
        for (text, want) in [
            ("dix-sept (17) terroristes", "17-17"),
            ("une trentaine d’hommes, des centaines de bœufs", "30-30 200-_"),
            ("de 9 à 14 habitants, entre 40 et 50 citernes", "9-14 40-50"),
            ("quatre-vingt-seize morts et vingt-et-un blessés", "96-96 21-21"),
            ("deux cent trente personnes", "230-230"),
            ("1 043 milliards, 107.000 personnes", "1043-1043 107000-107000"),
            ("au moins une dizaine de morts", "10-_"),
            ("plus de 100 assaillants, près de 300 autres", "101-_ 300-300"),
            ("plusieurs dizaines de blessés, quelques cases", "24-_ 2-_"),
            ("5 ou 6 hommes", "5-6"),
            ("des dizaines de milliers de morts", "20000-_"),
        ] {
            assert_eq!(numbers("fr", text), want, "{text}");
        }
    }
}
