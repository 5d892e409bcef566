//! Times as data: what a text says, when it is published on a given day.

#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop at a broken table")]

use jiff::civil::Date;
use proptest::prelude::*;
use std::sync::LazyLock;
use vigie_model::{Block, BlockKind, DatePrecision, Span};
use vigie_read::Lexicon;
use vigie_read::time::{Bound, Reckoning, TimeMention, times};
use vigie_read::words::Words;

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::embedded().unwrap_or_else(|why| panic!("{why}")));

/// A text whose sentences end at a stop before a blank.
fn mentions(tag: &str, published: Option<Date>, text: &str) -> (Vec<TimeMention>, usize) {
    let mut sentences = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(". ") {
        if text[at + 2..].starts_with(char::is_uppercase) {
            sentences.push(Span::new(from, at + 1));
            from = at + 2;
        }
    }
    sentences.push(Span::new(from, text.len()));
    let all = Span::new(0, text.len());
    let words = Words::split(text, &[Block { kind: BlockKind::Paragraph, span: all, sentences }]);
    let language = LEXICON.language(tag).expect("a language");
    (times(language, &words, published), words.words.len())
}

/// What a text says, mention by mention: bound, days, precision, how told, hours, length.
fn check(tag: &str, published: Option<Date>, text: &str) -> String {
    let (mentions, _) = mentions(tag, published, text);
    if mentions.is_empty() {
        "-".to_owned()
    } else {
        mentions.iter().map(show).collect::<Vec<_>>().join("; ")
    }
}

fn show(mention: &TimeMention) -> String {
    let bound = match mention.bound {
        Bound::At => None,
        Bound::Since => Some("since".to_owned()),
        Bound::Until => Some("until".to_owned()),
        Bound::Period => Some("period".to_owned()),
        Bound::Never => Some("never".to_owned()),
    };
    let known = mention.date.bounds();
    let told = match mention.reckoning {
        Reckoning::Explicit => Some("explicit".to_owned()),
        Reckoning::Anaphoric => Some("told".to_owned()),
        Reckoning::Publication => None,
    };
    let hours = mention.hours.map(|(first, last)| match last {
        Some(last) => format!("{first}-{last}"),
        None => first.to_string(),
    });
    let length = mention.length.map(|length| format!("{} {:?}", length.count, length.unit).to_lowercase());
    let flags = mention.contradiction.then(|| "contradiction".to_owned());
    let dateline = mention.dateline.then(|| "dateline".to_owned());
    let days = known.map(|days| span(days, mention.date.precision));
    let days = days.or_else(|| (mention.bound != Bound::Never).then(|| "?".to_owned()));
    let parts = [bound, days, told, flags, hours, length, dateline];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn span((first, last): (Date, Date), precision: DatePrecision) -> String {
    let days = if first == last { first.to_string() } else { format!("{first}..{last}") };
    if precision == DatePrecision::Day { days } else { format!("{days}/{precision}") }
}

fn check_all(tag: &str, table: &str) {
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [published, text, want] = cells[..] else { panic!("{line:?} is no row of three") };
        let published = (published != "-").then(|| published.parse().expect("a date"));
        let got = check(tag, published, text);
        if got != want.trim() {
            wrong.push(format!("{text:?}\n   says {got}\n   want {want}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), table.lines().count(), wrong.join("\n"));
}

#[test]
fn english_times() {
    check_all("en", include_str!("time/en.tsv"));
}

#[test]
fn french_times() {
    check_all("fr", include_str!("time/fr.tsv"));
}

/// Words of time in any order, which no sentence would say.
fn jumble() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "31",
        "12",
        "30",
        "2026",
        "1er",
        "9h",
        "21h00",
        "0430",
        "-",
        "–",
        ",",
        "(",
        ")",
        "to",
        "à",
        "au",
        "du",
        "de",
        "nuit",
        "night",
        "of",
        "between",
        "and",
        "entre",
        "et",
        "February",
        "février",
        "Saturday",
        "samedi",
        "last",
        "dernier",
        "jours",
        "days",
        "ago",
        "plus tard",
        "après",
        "il y a",
        "since",
        "depuis",
        "until",
        "week",
        "semaine",
        "pm",
        "heures",
        "overnight",
        "hier",
        "9999",
        "99999999999",
        ".",
        "\u{202e}",
        "weekend",
        "first",
        "half",
        "semestre",
        "24",
        "/",
        "hour",
        "29",
        "every",
        "mi-mars",
        "into",
        "a.m.",
    ]);
    prop::collection::vec(word, 0..24).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in prop_oneof![jumble(), ".{0,80}"], day in -4000i64..4000) {
        let published = jiff::civil::date(2026, 1, 12).checked_add(jiff::Span::new().days(day)).ok();
        for tag in ["en", "fr"] {
            for published in [published, None, Some(Date::MAX), Some(Date::MIN)] {
                let (mentions, words) = mentions(tag, published, &text);
                let mut last = 0;
                for mention in mentions {
                    prop_assert!(mention.words.start >= last && mention.words.start < mention.words.end);
                    prop_assert!(mention.words.end <= words);
                    last = mention.words.end;
                    if let Some((first, end)) = mention.date.bounds() {
                        prop_assert!(first <= end, "{text:?}: {first}..{end}");
                    }
                }
            }
        }
    }
}
