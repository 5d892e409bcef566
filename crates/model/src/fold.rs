//! Folding: how two spellings are compared. Case, accents, punctuation and apostrophes go; nothing else.

use unicode_normalization::char::decompose_canonical;

/// Words that a place or actor name may carry or not: articles, and the words for a kind of place.
const NAME_FILLERS: &[&str] = &[
    "a",
    "an",
    "at",
    "cercle",
    "city",
    "commune",
    "d",
    "de",
    "departement",
    "department",
    "des",
    "district",
    "du",
    "in",
    "l",
    "la",
    "le",
    "les",
    "of",
    "province",
    "region",
    "state",
    "the",
    "town",
    "village",
    "ville",
];

/// Lower case, no accents, every run of other characters one space, trimmed.
///
/// `"Sékou-Touré’s"` → `"sekou toure s"`. Latin ligatures and ø, ß, ı are spelled out; other scripts pass.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| decomposed(c, |part| push_folded(&mut out, part)));
    out.truncate(out.trim_end().len());
    out
}

/// Gives the parts of a character, to be folded one by one. Marks are dropped, so their order does not matter.
pub fn decomposed(c: char, mut give: impl FnMut(char)) {
    match c {
        '\0'..='\u{bf}' | '\u{2010}'..='\u{2027}' => give(c),
        'à' | 'â' | 'À' | 'Â' | 'á' | 'ä' => give('a'),
        'ç' | 'Ç' => give('c'),
        'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => give('e'),
        'î' | 'ï' | 'Î' | 'Ï' | 'í' => give('i'),
        'ô' | 'Ô' | 'ó' | 'ö' => give('o'),
        'ù' | 'û' | 'ü' | 'Ù' | 'Û' | 'ú' => give('u'),
        _ => decompose_canonical(c, give),
    }
}

fn push_folded(out: &mut String, c: char) {
    match fold_char(c) {
        Folded::Letter(c) => out.push(c),
        Folded::Letters(s) => out.push_str(s),
        Folded::Mark => {}
        Folded::Gap if !out.ends_with(' ') && !out.is_empty() => out.push(' '),
        Folded::Gap => {}
    }
}

/// What one decomposed character becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folded {
    /// A letter or digit, in lower case.
    Letter(char),
    /// A ligature, spelled out.
    Letters(&'static str),
    /// A combining mark: nothing.
    Mark,
    /// Anything else: a gap between words.
    Gap,
}

/// Folds one character of decomposed text.
pub fn fold_char(c: char) -> Folded {
    match c {
        'a'..='z' | '0'..='9' => Folded::Letter(c),
        'A'..='Z' => Folded::Letter(c.to_ascii_lowercase()),
        'œ' | 'Œ' => Folded::Letters("oe"),
        'æ' | 'Æ' => Folded::Letters("ae"),
        'ß' => Folded::Letters("ss"),
        'ø' | 'Ø' => Folded::Letter('o'),
        'ı' => Folded::Letter('i'),
        '\u{2010}'..='\u{2027}' => Folded::Gap,
        _ if c.is_ascii() => Folded::Gap,
        _ if unicode_normalization::char::is_combining_mark(c) => Folded::Mark,
        _ if c.is_alphanumeric() => Folded::Letter(c.to_lowercase().next().unwrap_or(c)),
        _ => Folded::Gap,
    }
}

/// Folds a name and drops the words that writers add or leave out ("Bafoulabé district" → "bafoulabe").
/// A name made of nothing but such words stays as it is.
pub fn fold_name(name: &str) -> String {
    let folded = fold(name);
    let kept: Vec<&str> = folded.split(' ').filter(|word| !NAME_FILLERS.contains(word)).collect();
    if kept.is_empty() { folded } else { kept.join(" ") }
}

/// Two spellings of one name: equal once folded and stripped of fillers.
pub fn same_name(a: &str, b: &str) -> bool {
    fold_name(a) == fold_name(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_punctuation_go() {
        assert_eq!(fold("  Sékou-Touré’s ŒUVRE "), "sekou toure s oeuvre");
        assert_eq!(fold("Jama’at"), fold("JAMA'AT"));
    }

    #[test]
    fn the_short_way_through_common_letters_folds_them_alike() {
        for c in '\0'..='\u{3000}' {
            let (mut short, mut long) = (String::new(), String::new());
            decomposed(c, |part| push_folded(&mut short, part));
            decompose_canonical(c, |part| push_folded(&mut long, part));
            assert_eq!(short, long, "{c:?}");
        }
    }

    #[test]
    fn fillers_go_but_never_the_whole_name() {
        assert_eq!(fold_name("le cercle de Bafoulabé"), "bafoulabe");
        assert_eq!(fold_name("La Ville"), "la ville");
        assert!(same_name("Bafoulabé district", "cercle de Bafoulabe"));
        assert!(!same_name("Niger", "Nigeria"));
    }
}
