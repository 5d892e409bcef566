//! The seed report is somebody's article: it is measured against, outside the repository, and never quoted.

use super::Offence;
use super::repository::Repository;
use std::collections::HashSet;

/// Where the seed report lies, beside the repository, on a developer's machine.
const SEED: &str = "../shared/gold/dev/d000.txt";

/// As many words in a row are a quotation.
const QUOTATION: usize = 8;

/// Quotations of the seed report. Without it there is nothing to compare with, and stderr says so.
pub fn quotes(repository: &Repository) -> Vec<Offence> {
    let Ok(bytes) = std::fs::read(repository.root().join(SEED)) else {
        eprintln!("SKIPPED: {SEED} is not here; nothing was compared with the seed report");
        return Vec::new();
    };
    let seed = String::from_utf8_lossy(&bytes);
    repository.texts("").flat_map(|(file, text)| quotations(&seed, file, &text)).collect()
}

fn quotations(seed: &str, file: &str, text: &str) -> Vec<Offence> {
    let seed = words(seed);
    let known: HashSet<Vec<&str>> = seed.windows(QUOTATION).map(bare).collect();
    let text = words(text);
    let found = text.windows(QUOTATION).filter(|run| known.contains(&bare(run)));
    found.map(|run| Offence::new(file, run[0].1, format!("quotes the seed: {:?}…", run[0].0))).collect()
}

fn bare(run: &[(String, usize)]) -> Vec<&str> {
    run.iter().map(|(word, _)| word.as_str()).collect()
}

/// Words in lower case without their marks, each with its line. A hyphen or an apostrophe joins: the full
/// name of an armed group is five words so, and no quotation.
fn words(text: &str) -> Vec<(String, usize)> {
    let bare = |word: &str| {
        word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let of_line = |(at, line): (usize, &str)| {
        let words = line.split_whitespace().map(bare).filter(|word| !word.is_empty());
        words.map(|word| (word, at + 1)).collect::<Vec<_>>()
    };
    text.lines().enumerate().flat_map(of_line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_words_in_a_row_are_a_quotation_across_lines_and_marks() {
        let seed = "One two three, four five six seven eight nine.";
        assert_eq!(quotations(seed, "f", "x\nTWO three four\n\"five\" six seven eight nine")[0].line, 2);
        assert!(quotations(seed, "f", "two three four five six seven eight").is_empty());
    }
}
