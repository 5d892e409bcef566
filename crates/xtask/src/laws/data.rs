//! Tables under `data/`: no row wider than its header, none twice, and sorted where the README beside says so.
//! The loaders check what the words mean.

use super::Offence;
use super::repository::Repository;
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

/// Folders of `data/` that its README does not name: a newcomer would not find them.
pub fn folders(repository: &Repository) -> Vec<Offence> {
    let index = repository.text("data/README.md").unwrap_or_default();
    let inside = repository.files("").filter_map(|file| Some(file.strip_prefix("data/")?.split_once('/')?.0));
    let unnamed: BTreeSet<&str> = inside.filter(|folder| !index.contains(&format!("`{folder}/"))).collect();
    unnamed
        .iter()
        .map(|folder| Offence::new("data/README.md", 1, format!("does not name {folder}/")))
        .collect()
}

/// Tables that a loader or a reviewer would stumble over, and folders of tables without a README.
pub fn tables(repository: &Repository) -> Vec<Offence> {
    let tables = repository.files(".tsv").filter(|file| file.starts_with("data/"));
    tables.flat_map(|file| of_file(repository, file)).collect()
}

fn of_file(repository: &Repository, file: &str) -> Vec<Offence> {
    let Some(text) = repository.text(file) else {
        return vec![Offence::new(file, 1, "is not UTF-8 text")];
    };
    let Some(readme) = readme_of(repository, file) else {
        return vec![Offence::new(file, 1, "no README.md beside it or above says what it is")];
    };
    of_table(file, &text, promises_order(&readme, file))
}

/// The nearest README.md: beside the table, or in a folder above it, up to `data/`.
fn readme_of(repository: &Repository, file: &str) -> Option<String> {
    let folders = file.match_indices('/').map(|(at, _)| &file[..at]).rev();
    folders.into_iter().find_map(|folder| repository.text(&format!("{folder}/README.md")))
}

/// The README speaks of sorting, and does not say of this table that its order means something.
fn promises_order(readme: &str, file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    let own_order = |line: &str| line.contains(name) && line.contains("order");
    let says_sorted = |line: &str| line.split(|c: char| !c.is_alphabetic()).any(|word| word == "sorted");
    let promises = readme.lines().any(|line| says_sorted(line) && !line.contains("not sorted"));
    promises && !readme.lines().any(own_order)
}

fn of_table(file: &str, text: &str, sorted: bool) -> Vec<Offence> {
    let mut offences = Vec::new();
    if text.contains('\r') || !text.ends_with('\n') {
        offences.push(Offence::new(file, 1, "lines end in LF, the last one too"));
    }
    let rows = || text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let Some((_, header)) = rows().next() else {
        offences.push(Offence::new(file, 1, "no header line"));
        return offences;
    };
    let rows: Vec<(usize, &str)> = rows().skip(1).map(|(at, line)| (at + 1, line)).collect();
    let width = header.split('\t').count();
    let wide = rows.iter().filter(|(_, row)| row.split('\t').count() > width);
    offences.extend(wide.map(|(line, _)| Offence::new(file, *line, format!("more than {width} columns"))));
    offences.extend(doubles(file, &rows));
    if sorted {
        offences.extend(disorder(file, &rows));
    }
    offences
}

fn doubles(file: &str, rows: &[(usize, &str)]) -> Vec<Offence> {
    let mut seen = HashMap::new();
    let before = rows.iter().filter_map(|(line, row)| Some((*line, seen.insert(*row, *line)?)));
    before.map(|(line, first)| Offence::new(file, line, format!("the same row as line {first}"))).collect()
}

fn disorder(file: &str, rows: &[(usize, &str)]) -> Vec<Offence> {
    let key = |row: &str| row.split('\t').next().unwrap_or(row).to_owned();
    let pairs = rows.windows(2).map(|pair| (pair[1].0, key(pair[0].1), key(pair[1].1)));
    let wrong = pairs.filter(|(_, before, this)| before.cmp(this) == Ordering::Greater);
    wrong
        .map(|(line, before, this)| Offence::new(file, line, format!("{this:?} stands after {before:?}")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        of_table("t.tsv", text, true).into_iter().map(|offence| offence.line).collect()
    }

    #[test]
    fn rows_are_whole_sorted_and_single() {
        assert!(lines("term\tkind\n# a remark\na\tx\na b\tx\nab\tx\n").is_empty());
        assert_eq!(lines("term\tkind\nb\tx\na\tx\na\tx\nc\tx\ty\n"), [5, 4, 3]);
        assert_eq!(lines("term\tkind\r\na\tx\r\n"), [1]);
        assert_eq!(lines(""), [1, 1]);
    }

    #[test]
    fn order_is_asked_only_where_it_is_promised() {
        let readme = "All tables are sorted.\nThe rows of `steps.tsv` are tried in order.";
        assert!(promises_order(readme, "data/x/words.tsv"));
        assert!(!promises_order(readme, "data/x/steps.tsv"));
        assert!(!promises_order("Tables as reported, not sorted.", "data/x/words.tsv"));
        assert!(of_table("t.tsv", "term\nb\na\n", false).is_empty());
    }
}
