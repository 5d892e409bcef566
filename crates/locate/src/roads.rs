//! Roads, stretches and directions as reports word them: "the A–B road", "entre A et B", "30 km au nord de X".

use crate::wording::bearing;
use vigie_model::fold;

/// What a road's name says of where it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ends {
    /// From one place to another, as written.
    Two(String, String),
    /// To or along one place.
    One(String),
}

/// Words that lead to the first end.
const BEFORE_PAIR: &[&str] =
    &["between ", "entre ", "from ", "reliant ", "linking ", "connecting ", "de ", "depuis "];

/// What stands between two ends.
const BETWEEN: &[&str] = &[" et ", " and ", " à ", " to ", "–", "—", " - ", "/", " vers "];

/// Takes the ends out of a road's name; `None` where it has only a number.
pub fn ends_of(name: &str) -> Option<Ends> {
    let name = name.split('(').next().unwrap_or(name).trim();
    pair_of(name).or_else(|| hyphen_pair(name)).or_else(|| one_of(name))
}

fn pair_of(name: &str) -> Option<Ends> {
    let lower = name.to_lowercase();
    // Positions only carry over where lowering kept the lengths; it does for all letters of these languages.
    let name = if lower.len() == name.len() { name } else { lower.as_str() };
    let start =
        BEFORE_PAIR.iter().filter_map(|lead| lower.find(lead).map(|at| at + lead.len())).max().unwrap_or(0);
    let (rest, rest_lower) = (name.get(start..)?, lower.get(start..)?);
    let cut = BETWEEN.iter().filter_map(|word| rest_lower.find(word).map(|at| (at, word.len()))).min()?;
    let (a, b) = (rest.get(..cut.0)?, rest.get(cut.0 + cut.1..)?);
    two(a, b)
}

/// "Bamenda-Kumbo road": a hyphen between two capitals outside a name that has one itself is left to the look-up.
fn hyphen_pair(name: &str) -> Option<Ends> {
    let at = name.find('-')?;
    let (a, b) = (&name[..at], &name[at + 1..]);
    let starts_high = |text: &str| text.trim_start().chars().next().is_some_and(char::is_uppercase);
    let last = a.split_whitespace().next_back()?;
    (starts_high(last) && starts_high(b)).then(|| two(a, b)).flatten()
}

fn two(a: &str, b: &str) -> Option<Ends> {
    let (a, b) = (proper(a, true)?, proper(b, false)?);
    Some(Ends::Two(a, b))
}

fn one_of(name: &str) -> Option<Ends> {
    let name = proper(name, false)?;
    let is_number = name.chars().any(|c| c.is_ascii_digit());
    (!is_number).then_some(Ends::One(name))
}

/// The run of capitalised words, with the short words inside it; the last such run where `last` is set.
fn proper(text: &str, last: bool) -> Option<String> {
    let mut runs: Vec<Vec<&str>> = vec![Vec::new()];
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let inner = bare.strip_prefix("d'").or_else(|| bare.strip_prefix("d’")).unwrap_or(bare);
        let is_high = inner.chars().next().is_some_and(char::is_uppercase);
        match (is_high, runs.last_mut()) {
            (true, Some(run)) => run.push(inner),
            (false, Some(run)) if !run.is_empty() => runs.push(Vec::new()),
            _ => {}
        }
    }
    let mut runs = runs.into_iter().map(without_road).filter(|run| !run.is_empty()).map(|run| run.join(" "));
    let found = if last { runs.next_back() } else { runs.next() };
    // "the road to X" has no capitals before the name; a text all in small letters is taken as it is.
    found.or_else(|| all_small(text))
}

/// "Axe Macina", "RN4 Fada": the word or number of the road is no part of the town's name.
fn without_road(mut run: Vec<&str>) -> Vec<&str> {
    let is_road =
        |word: &str| word.chars().any(|c| c.is_ascii_digit()) || NOT_NAMES.contains(&fold(word).as_str());
    while run.first().is_some_and(|word| is_road(word)) {
        run.remove(0);
    }
    run
}

fn all_small(text: &str) -> Option<String> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let kept: Vec<&str> = words.into_iter().filter(|word| !NOT_NAMES.contains(word)).collect();
    (!kept.is_empty()).then(|| kept.join(" "))
}

const NOT_NAMES: &[&str] = &[
    "a", "along", "au", "axe", "axis", "d", "de", "des", "du", "highway", "l", "la", "le", "of", "on",
    "piste", "road", "route", "sur", "the", "to", "track", "troncon", "vers",
];

/// So far from the place whose name follows, and in which direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Away {
    /// Kilometres.
    pub distance: f64,
    /// Degrees clockwise from north; `None` where no direction is said.
    pub bearing: Option<u16>,
}

/// Reads backwards from a name: "… 30 km au nord-ouest de", "… about 12 kilometres from".
pub fn away_before(text: &str) -> Option<Away> {
    let start = text.char_indices().rev().nth(70).map_or(0, |(at, _)| at);
    let folded = fold_keeping_points(&text[start..]);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let links = [
        "a", "au", "de", "d", "des", "du", "from", "l", "la", "le", "of", "outside", "the", "to", "away",
        "village", "town", "ville", "localite", "city", "cite", "capital", "chef", "lieu", "commune",
    ];
    let mut end = words.len();
    let skip = |end: &mut usize| {
        while *end > 0 && links.contains(&words[*end - 1]) {
            *end -= 1;
        }
    };
    skip(&mut end);
    let found = (1..=2)
        .rev()
        .find_map(|used| Some((used, bearing(&words.get(end.checked_sub(used)?..end)?.join(" "))?)));
    if let Some((used, _)) = found {
        end -= used;
        skip(&mut end);
    }
    let distance = distance_before(&words[..end])?;
    (distance > 0.0 && distance <= 400.0)
        .then_some(Away { distance, bearing: found.map(|(_, bearing)| bearing) })
}

/// Kilometres at the end of the words: "30 km", "une trentaine de kilometres", "40 kilometers 25 miles", "25 miles".
fn distance_before(words: &[&str]) -> Option<f64> {
    const KM: &[&str] = &["km", "kms", "kilometre", "kilometres", "kilometer", "kilometers", "bornes"];
    const MILES: &[&str] = &["mile", "miles", "mi"];
    let (unit, before) = words.split_last()?;
    let said = number_at_end(before);
    if KM.contains(unit) {
        return said;
    }
    // Where both are said, the kilometres stand first and the miles in brackets.
    let both = before.split_last().and_then(|(_, rest)| distance_before(rest));
    MILES.contains(unit).then_some(both.or(said.map(|miles| miles * KM_PER_MILE))).flatten()
}

const KM_PER_MILE: f64 = 1.609;

/// "30", "thirty", "une trentaine de", "a dozen".
fn number_at_end(words: &[&str]) -> Option<f64> {
    const WORDS: &[(&str, f64)] = &[
        ("one", 1.0),
        ("un", 1.0),
        ("two", 2.0),
        ("deux", 2.0),
        ("three", 3.0),
        ("trois", 3.0),
        ("four", 4.0),
        ("quatre", 4.0),
        ("five", 5.0),
        ("cinq", 5.0),
        ("six", 6.0),
        ("seven", 7.0),
        ("sept", 7.0),
        ("eight", 8.0),
        ("huit", 8.0),
        ("nine", 9.0),
        ("neuf", 9.0),
        ("ten", 10.0),
        ("dix", 10.0),
        ("dizaine", 10.0),
        ("dozen", 12.0),
        ("douzaine", 12.0),
        ("douze", 12.0),
        ("fifteen", 15.0),
        ("quinze", 15.0),
        ("quinzaine", 15.0),
        ("twenty", 20.0),
        ("vingt", 20.0),
        ("vingtaine", 20.0),
        ("thirty", 30.0),
        ("trente", 30.0),
        ("trentaine", 30.0),
        ("forty", 40.0),
        ("quarante", 40.0),
        ("quarantaine", 40.0),
        ("fifty", 50.0),
        ("cinquante", 50.0),
        ("cinquantaine", 50.0),
        ("sixty", 60.0),
        ("soixante", 60.0),
        ("soixantaine", 60.0),
        ("seventy", 70.0),
        ("eighty", 80.0),
        ("ninety", 90.0),
        ("hundred", 100.0),
        ("cent", 100.0),
        ("centaine", 100.0),
    ];
    let last = words.iter().rev().find(|word| **word != "de")?;
    let word = || WORDS.iter().find(|(word, _)| word == last).map(|(_, number)| *number);
    last.parse().ok().or_else(word)
}

/// Folded, but "1.5" and "1,5" stay one number.
fn fold_keeping_points(text: &str) -> String {
    let mut out = String::new();
    let chars: Vec<char> = text.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        let between =
            at > 0 && chars[at - 1].is_ascii_digit() && chars.get(at + 1).is_some_and(char::is_ascii_digit);
        match c {
            '.' | ',' if between => out.push('p'),
            _ => out.push(c),
        }
    }
    let folded = fold(&out);
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let words =
        folded.split(' ').map(|word| if is_number(word) { word.replace('p', ".") } else { word.to_owned() });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two(a: &str, b: &str) -> Option<Ends> {
        Some(Ends::Two(a.to_owned(), b.to_owned()))
    }

    #[test]
    fn ends_are_taken_out_of_names() {
        assert_eq!(ends_of("entre Kolokani et Didiéni"), two("Kolokani", "Didiéni"));
        assert_eq!(ends_of("Axe Macina–Kolongo"), two("Macina", "Kolongo"));
        assert_eq!(ends_of("the Mangodara-Sidéradougou track"), two("Mangodara", "Sidéradougou"));
        assert_eq!(ends_of("RN4 between Fada N'Gourma and Matiacoali"), two("Fada N'Gourma", "Matiacoali"));
        assert_eq!(ends_of("the track from Dimbal to Baye"), two("Dimbal", "Baye"));
        assert_eq!(ends_of("la route kayes - yelimane"), two("kayes", "yelimane"));
        assert_eq!(ends_of("the road to Malpasse"), Some(Ends::One("Malpasse".to_owned())));
        assert_eq!(ends_of("la piste d’Assamaka"), Some(Ends::One("Assamaka".to_owned())));
        assert_eq!(ends_of("RN22"), None);
    }

    #[test]
    fn distances_are_read_backwards() {
        let away = |distance, bearing| Some(Away { distance, bearing });
        assert_eq!(away_before("Le convoi, à 30 km au nord-ouest de "), away(30.0, Some(315)));
        assert_eq!(away_before("some 12 kilometres south of "), away(12.0, Some(180)));
        assert_eq!(away_before("à 1,5 km de "), away(1.5, None));
        assert_eq!(away_before("situé à 25 km à l’est de la ville de "), away(25.0, Some(90)));
        assert_eq!(away_before("à une trentaine de kilomètres à l’ouest de "), away(30.0, Some(270)));
        assert_eq!(away_before("about 40 kilometers (25 miles) north of the city of "), away(40.0, Some(0)));
        assert_eq!(away_before("ten miles from ").map(|away| away.distance.round()), Some(16.0));
        assert_eq!(away_before("dans la région de "), None);
        assert_eq!(away_before("2025 de "), None);
    }
}
