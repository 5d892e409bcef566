//! The day of publication, where a text says it in full near its top: `Bamako, le 12 janvier 2026`,
//! `(Niamey, 12 January 2026)`, `12/01/2026`.
//!
//! Law: only a full date, and only in a dateline's place: on a short line of its own or before the dash that
//! opens the first paragraph. A date in a sentence is when something happened, not when it was written.

use crate::Rules;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use vigie_model::Published;

/// How many lines from the top a dateline may stand, and how long it may be.
const TOP_LINES: usize = 6;
const LINE: usize = 60;

/// The dateline's day.
pub(crate) fn find(rules: &Rules, text: &str) -> Option<Date> {
    let lines = text.lines().filter(|line| !line.trim().is_empty()).take(TOP_LINES);
    lines.filter_map(place).find_map(|line| day_of(rules, line).or_else(|| short_year(rules, line)))
}

/// `4 FEB 90` at the end of a dateline or before the agency's sign: the day first, the month in letters. In other
/// places two figures after a month are a number of something.
fn short_year(rules: &Rules, line: &str) -> Option<Date> {
    let line = line.split(['(', '[']).next().unwrap_or(line);
    let words: Vec<&str> = line.split([' ', ',', '\n']).filter(|word| !word.is_empty()).collect();
    let [before @ .., day, month, year] = &words[..] else { return None };
    let figures = year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit());
    let capital = month.starts_with(char::is_uppercase);
    let place = !before.is_empty() && before.iter().all(|word| word.starts_with(char::is_uppercase));
    if !(figures && capital && place) {
        return None;
    }
    // Nobody files a report more than half a century ahead.
    let century = if *year < "50" { "20" } else { "19" };
    written(rules, &[day, month, &format!("{century}{year}")])
}

/// The part of a line where a dateline may stand.
fn place(line: &str) -> Option<&str> {
    let line = line.trim();
    if line.len() <= LINE && !line.ends_with(['.', '?', '!']) {
        return Some(line);
    }
    let dash = [" – ", " — ", " - ", " -- ", ".- ", ") "].iter().filter_map(|dash| line.find(dash)).min()?;
    (dash <= LINE).then(|| &line[..dash])
}

/// The one full date in a few words that hold no other number; a range or a period is no dateline.
fn day_of(rules: &Rules, line: &str) -> Option<Date> {
    let words =
        line.split(|c: char| c.is_whitespace() || ",;()[]|".contains(c)).map(|word| word.trim_matches(':'));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let at = (0..words.len())
        .find(|at| written(rules, &words[*at..]).is_some() || in_figures(words[*at]).is_some())?;
    let (day, used) = match written(rules, &words[at..]) {
        Some(day) => (day, 3),
        None => (in_figures(words[at])?, 1),
    };
    let has_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    let others = words[..at].iter().chain(&words[at + used..]);
    (others.filter(|word| has_number(word) && !is_clock(word)).count() == 0).then_some(day)
}

/// `12 January 2026`, `January 12 2026`, `1er janvier 2026`.
fn written(rules: &Rules, words: &[&str]) -> Option<Date> {
    let [first, second, year, ..] = *words else { return None };
    let year = year.trim_end_matches('.');
    if year.len() != 4 {
        return None;
    }
    let month = |word: &str| rules.months.get(word.trim_end_matches('.').to_lowercase().as_str()).copied();
    let (day, month) = match (month(first), month(second)) {
        (None, Some(month)) => (ordinal(first)?, month),
        (Some(month), _) => (ordinal(second)?, month),
        _ => return None,
    };
    plausible(year.parse().ok()?, month, day)
}

/// `12`, `1er`, `2nd`, `12th`.
fn ordinal(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    matches!(&word[digits.len()..], "" | "er" | "st" | "nd" | "rd" | "th").then(|| digits.parse().ok())?
}

/// `2026-01-12`; `12/01/2026` and `12.01.2026` with the day first, unless only the other order makes a date.
fn in_figures(word: &str) -> Option<Date> {
    let parts: Vec<&str> = word.trim_end_matches('.').split(['/', '.', '-']).collect();
    let [a, b, c] = parts[..] else { return None };
    if a.len() == 4 {
        return plausible(a.parse().ok()?, b.parse().ok()?, c.parse().ok()?);
    }
    if c.len() != 4 || a.len() > 2 || b.len() > 2 {
        return None;
    }
    let (a, b, year) = (a.parse().ok()?, b.parse().ok()?, c.parse().ok()?);
    plausible(year, b, a).or_else(|| plausible(year, a, b))
}

fn plausible(year: i16, month: i8, day: i8) -> Option<Date> {
    (1900..=2200).contains(&year).then(|| Date::new(year, month, day).ok())?
}

fn is_clock(word: &str) -> bool {
    let mut parts = word.split(['h', 'H', ':']);
    let hour = parts.next().and_then(|hour| hour.parse::<u8>().ok());
    hour.is_some_and(|hour| hour < 24) && parts.next().is_some()
}

/// A time of publication as a header or a page gives it. Without a zone it is a day at the publisher's place.
pub(crate) fn parse(rules: &Rules, text: &str) -> Option<Published> {
    let text = text.trim();
    let instant = || {
        text.parse::<Timestamp>().ok().or_else(|| jiff::fmt::rfc2822::parse(text).ok().map(|z| z.timestamp()))
    };
    let civil = || text.parse::<DateTime>().ok().map(|time| time.date());
    let loose_zone = || Timestamp::strptime("%Y-%m-%dT%H:%M:%S%z", text).ok();
    if let Some(instant) = instant().or_else(loose_zone) {
        return Some(Published::Instant(instant));
    }
    civil().or_else(|| day_of(rules, text)).map(Published::Day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<String> {
        find(Rules::embedded().unwrap(), text).map(|day| day.to_string())
    }

    #[test]
    fn a_full_date_in_its_place_is_a_dateline() {
        let wanted = Some("2026-01-12".to_owned());
        assert_eq!(day("Bamako, le 12 janvier 2026\n\nCommuniqué"), wanted);
        assert_eq!(
            day("Headline\n\n(Bamako, 12 January 2026) – Gunmen attacked two villages in the night."),
            wanted
        );
        assert_eq!(
            day("Headline\n\nNIAMEY, Jan. 12, 2026 - Soldiers said that two villages were attacked."),
            wanted
        );
        assert_eq!(day("Titre\n12/01/2026 à 14h30\n\nTexte"), wanted);
        assert_eq!(day("Published: 1st February 2026, 10:30\n\nText"), Some("2026-02-01".to_owned()));
    }

    #[test]
    fn a_short_year_counts_in_a_dateline_only() {
        assert_eq!(
            day("LIMA, 4 FEB 91 (ANDINA) -- [TEXT] TWO MEN WERE KILLED.").as_deref(),
            Some("1991-02-04")
        );
        assert_eq!(
            day("LIMA, 4 FEB 91 -- TWO MEN WERE KILLED IN THE CAPITAL TODAY.").as_deref(),
            Some("1991-02-04")
        );
        assert_eq!(day("Djibo, 4 May 12 killed\n\nThe army came."), None);
        assert_eq!(day("Le 4 mai 12\n\nDouze morts."), None);
    }

    #[test]
    fn a_date_in_a_sentence_a_period_and_half_a_date_are_none() {
        assert_eq!(day("Gunmen attacked the village on 12 January 2026."), None);
        assert_eq!(day("Bulletin n° 18 (27 avril-3 mai 2026)"), None);
        assert_eq!(day("Weekly brief, 24 December 2025 - 6 January 2026"), None);
        assert_eq!(day("Bamako, le 12 janvier"), None);
        assert_eq!(day("DAKAR, Oct 24 (GP) - Separatist rebels accused the army."), None);
        assert_eq!(day("Bamako, le 31 février 2026"), None);
    }

    #[test]
    fn times_of_headers_and_pages_are_understood() {
        let parse = |text| parse(Rules::embedded().unwrap(), text).map(|time| time.to_string());
        assert_eq!(parse("2026-01-12T09:30:00+01:00").as_deref(), Some("2026-01-12T08:30:00Z"));
        assert_eq!(parse("2026-01-12T09:30:00+0100").as_deref(), Some("2026-01-12T08:30:00Z"));
        assert_eq!(parse("2026-01-12 09:30").as_deref(), Some("2026-01-12"));
        assert_eq!(parse("Mon, 12 Jan 2026 09:30:00 +0100").as_deref(), Some("2026-01-12T08:30:00Z"));
        assert_eq!(parse("lundi 12 janvier 2026").as_deref(), Some("2026-01-12"));
        assert_eq!(parse("2026"), None);
    }
}
