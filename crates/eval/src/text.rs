//! Names compared across spellings, encodings and two languages: the scorer's own rule.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Words that say what sort of place a name names, and articles: not part of the name.
const DROPPED: &str = "the a an of le la les l d de du des in at town village ville city district cercle region \
                       province department departement commune state";

/// Windows-1252 from 0x80 to 0x9F; a space where the code page has no letter.
const UPPER_CONTROLS: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/// Two names for one thing: equal once folded, two words of three in common, or a slip of the pen apart.
pub fn same_name(a: &str, b: &str) -> bool {
    if !a.is_empty() && a == b {
        return true;
    }
    let (a, b) = (fold(a), fold(b));
    !a.is_empty() && !b.is_empty() && (a == b || words_shared(&a, &b) >= 0.67 || edit_close(&a, &b))
}

/// Case, accents, punctuation, articles and words such as "region" away.
pub fn fold(text: &str) -> String {
    let lower = mend(text).nfkd().collect::<String>().to_lowercase();
    let letters = lower.chars().filter(|&letter| canonical_combining_class(letter) == 0);
    let spaced: String = letters.map(|letter| if is_alphanumeric(letter) { letter } else { ' ' }).collect();
    let words: Vec<&str> = spaced.split_whitespace().filter(|word| !is_dropped(word)).collect();
    words.join(" ")
}

fn is_dropped(word: &str) -> bool {
    DROPPED.split_whitespace().any(|dropped| dropped == word)
}

/// Undoes HTML entities and UTF-8 read as Windows-1252: annotations quote their reports as they came.
fn mend(text: &str) -> String {
    let plain = htmlize::unescape(text);
    let bytes: Option<Vec<u8>> = plain.chars().map(windows_1252).collect();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_else(|| plain.into_owned())
}

fn windows_1252(letter: char) -> Option<u8> {
    match u32::from(letter) {
        code @ (0..=0x7F | 0xA0..=0xFF) => u8::try_from(code).ok(),
        _ => {
            let position = UPPER_CONTROLS.chars().position(|upper| upper == letter)?;
            u8::try_from(0x80 + position).ok()
        }
    }
}

/// By category: combining signs of class 0, which Unicode calls alphabetic, part words here.
fn is_alphanumeric(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
        || letter.general_category_group() == GeneralCategoryGroup::Letter
        || matches!(
            letter.general_category(),
            GeneralCategory::DecimalNumber | GeneralCategory::LetterNumber | GeneralCategory::OtherNumber
        )
}

fn words_shared(a: &str, b: &str) -> f64 {
    let a: BTreeSet<&str> = a.split(' ').collect();
    let b: BTreeSet<&str> = b.split(' ').collect();
    a.intersection(&b).count() as f64 / a.len().min(b.len()) as f64
}

/// One letter off in a short name, two in a longer one; never in a name under five letters.
fn edit_close(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().min(b.len()) < 5 || a.len().abs_diff(b.len()) > 2 {
        return false;
    }
    edit_distance(&a, &b) <= if a.len() < 8 { 1 } else { 2 }
}

fn edit_distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, other) in b.iter().enumerate() {
            let changed = diagonal + usize::from(letter != other);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j + 1] + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_place_fold_alike() {
        assert_eq!(fold("Région de Ségou"), "segou");
        assert_eq!(fold("RÃ©gion de SÃ©gou"), "segou");
        assert_eq!(fold("R&eacute;gion de S&#233;gou"), "segou");
        assert_eq!(fold("l’axe Macina–Kolongo"), "axe macina kolongo");
    }

    #[test]
    fn windows_1252_has_holes_and_they_stay_holes() {
        assert_eq!(windows_1252('€'), Some(0x80));
        assert_eq!(windows_1252('Ÿ'), Some(0x9F));
        assert_eq!(windows_1252('’'), Some(0x92));
        assert_eq!(windows_1252('\u{81}'), None);
        assert_eq!(windows_1252('é'), Some(0xE9));
    }

    #[test]
    fn names_a_slip_apart_are_one_and_short_ones_are_not() {
        assert!(same_name("Gangontery", "Gangonteri"));
        assert!(same_name("Diamond Cement plant", "the plant of Diamond Cement"));
        assert!(!same_name("Goma", "Gomo"));
        assert!(!same_name("Bafoulabé", "Bamako"));
        assert!(!same_name("", ""));
    }
}
