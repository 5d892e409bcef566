//! How alike two place names are, when each report spells them its own way.
//!
//! The names of the Sahel, the Sudan and the Kivus reach print by ear: Goteye and Gothèye, Ar Rahad and
//! El-Rahad, Mayi-Moya and Mayimoya. So spellings are first brought to how they sound.

use vigie_model::fold_name;

/// Letters that write one sound, the longer first.
const SOUNDS: &[(&str, &str)] = &[
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("gu", "g"),
    ("th", "t"),
    ("dh", "d"),
    ("gh", "g"),
    ("kh", "k"),
    ("ph", "f"),
    ("dj", "j"),
    ("di", "ji"),
    ("qu", "k"),
    ("ck", "k"),
    ("sch", "ch"),
    ("sh", "ch"),
    ("y", "i"),
    ("q", "k"),
    ("w", "u"),
    ("h", ""),
];

/// Letters of a word that can stand for a whole name.
const LEAST_PROPER: usize = 4;

/// The Arabic article as it is written before a name.
const ARTICLES: &[&str] = &["al", "an", "ar", "as", "at", "ed", "el", "er", "es"];

/// How a name sounds, roughly, without gaps; empty for a name without letters or digits.
pub fn sound(name: &str) -> String {
    let folded = fold_name(name);
    let mut words: Vec<&str> = folded.split(' ').collect();
    if words.len() > 1 && ARTICLES.contains(&words[0]) {
        words.remove(0);
    }
    undoubled(&SOUNDS.iter().fold(words.concat(), |sound, (from, to)| sound.replace(from, to)))
}

fn undoubled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !out.ends_with(c) || c.is_ascii_digit() {
            out.push(c);
        }
    }
    out
}

/// How each capitalised word of a name of several words sounds, the short ones aside.
pub fn proper_words(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let proper = |word: &&&str| word.starts_with(char::is_uppercase) && word.chars().count() >= LEAST_PROPER;
    if words.len() < 2 {
        return Vec::new();
    }
    words.iter().filter(proper).map(|word| sound(word)).filter(|sound| !sound.is_empty()).collect()
}

/// From 0 to 1: how alike two sounds are. More edits than a third of the letters are chance, and count as nothing.
pub fn likeness(a: &str, b: &str) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    if a == b {
        return 1.0;
    }
    // A single letter makes another village of a short name (Gao, Gaa; Bama, Bara).
    let edits = strsim::osa_distance(a, b);
    let allowed = a.chars().count().min(b.chars().count()) / 3;
    if edits > allowed { 0.0 } else { 1.0 - 0.5 * edits as f64 / allowed as f64 }
}

/// The number of a road ("RN22", "National Route 22"), which is all that its spellings share.
pub fn road_number(name: &str) -> Option<String> {
    let digits: String = name.chars().filter(char::is_ascii_digit).collect();
    (!digits.is_empty()).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> f64 {
        likeness(&sound(a), &sound(b))
    }

    #[test]
    fn one_village_by_many_ears() {
        for (a, b) in [
            ("Goteye", "Gothèye"),
            ("Ar Rahad", "El-Rahad"),
            ("Mayi-Moya", "Mayimoya"),
            ("Abu Zabad", "Abou Zabad"),
            ("Gangontéry", "Gangonteri"),
            ("Mallam Fatori", "Malam Fatori"),
            ("Namsiguia", "Namissiguia"),
        ] {
            assert!(alike(a, b) >= 0.5, "{a} and {b}: {}", alike(a, b));
        }
    }

    #[test]
    fn neighbours_with_like_names_stay_two() {
        for (a, b) in [("Gao", "Gaya"), ("Djibo", "Dori"), ("Ménaka", "Mopti"), ("Bankass", "Bandiagara")] {
            assert_eq!(alike(a, b), 0.0, "{a} and {b}");
        }
        assert_eq!(alike("…", "…"), 0.0);
    }

    #[test]
    fn the_town_in_a_sites_name() {
        assert_eq!(proper_words("site de déplacés de Bule"), ["bule"]);
        assert_eq!(proper_words("secteur d’Inadiatafane"), [sound("Inadiatafane")]);
        assert!(proper_words("Tibiri").is_empty());
    }

    #[test]
    fn a_road_is_its_number() {
        assert_eq!(road_number("National Route 22"), road_number("RN22"));
        assert_eq!(road_number("the Bama road"), None);
    }
}
