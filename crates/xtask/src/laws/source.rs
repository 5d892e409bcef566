//! Laws of the Rust sources, read as tokens: comments and strings cannot break them, tests are left out.

use super::Offence;
use super::repository::Repository;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Rooms that must give the same answer for the same input, anywhere.
const PURE: &[&str] = &["model", "clean", "read", "locate", "fuse", "analyse"];

/// What a pure room must not name: the end of a path.
const WORLDLY: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::time::SystemTime",
    "std::time::Instant",
    "SystemTime::now",
    "Instant::now",
    "Zoned::now",
    "Timestamp::now",
    "thread_rng",
    "getrandom",
];

/// Longest source file, in lines.
const LONGEST_FILE: usize = 700;

/// Uses of the world in a pure room.
pub fn purity(repository: &Repository) -> Vec<Offence> {
    let pure = |file: &&str| PURE.iter().any(|room| file.starts_with(&format!("crates/{room}/src/")));
    let files = sources(repository).filter(|(file, _)| pure(&file.as_str()));
    files.flat_map(|(file, text)| worldly_paths(&file, &text)).collect()
}

/// Mentions of the SQL library outside the ledger.
pub fn sql(repository: &Repository) -> Vec<Offence> {
    let outside = sources(repository).filter(|(file, _)| !file.starts_with("crates/ledger/"));
    outside
        .flat_map(|(file, text)| paths_that(&file, &text, |path| path.split("::").next() == Some("sqlx")))
        .collect()
}

/// Marks of unfinished work.
pub fn unfinished(repository: &Repository) -> Vec<Offence> {
    let mark = concat!("FIX", "ME");
    let macros = ["todo!", "unimplemented!"];
    let in_file = |(file, text): (String, String)| {
        let lines = text.lines().enumerate().filter(|(_, line)| line.contains(mark));
        let mut found: Vec<_> = lines.map(|(at, _)| Offence::new(&file, at + 1, mark)).collect();
        found.extend(paths_that(&file, &text, |path| macros.contains(&path)));
        found
    };
    sources(repository).flat_map(in_file).collect()
}

/// Files that nobody reads in one sitting.
pub fn file_sizes(repository: &Repository) -> Vec<Offence> {
    let lines = sources(repository).map(|(file, text)| (file, text.lines().count()));
    let long = lines.filter(|(_, lines)| *lines > LONGEST_FILE);
    long.map(|(file, lines)| Offence::new(&file, lines, format!("{lines} lines; at most {LONGEST_FILE}")))
        .collect()
}

/// House-wide: half of the functions under ten lines, nine in ten under forty. The longest are named.
pub fn function_sizes(repository: &Repository) -> Vec<Offence> {
    let mut all: Vec<(usize, Offence)> =
        sources(repository).flat_map(|(file, text)| functions(&file, &text)).collect();
    let share =
        |limit| all.iter().filter(|(lines, _)| *lines < limit).count() as f64 / all.len().max(1) as f64;
    let (short, middling) = (share(10), share(40));
    if all.is_empty() || short >= 0.5 && middling >= 0.9 {
        return Vec::new();
    }
    all.sort_by_key(|(lines, _)| std::cmp::Reverse(*lines));
    let summary = format!(
        "{:.0} % under 10 lines (want 50), {:.0} % under 40 (want 90)",
        short * 100.0,
        middling * 100.0
    );
    let longest = all.into_iter().take(20).map(|(_, offence)| offence);
    std::iter::once(Offence::new("crates", 0, summary)).chain(longest).collect()
}

/// The product's sources: not what stands in a `tests` folder or file, or in a benchmark.
fn sources(repository: &Repository) -> impl Iterator<Item = (String, String)> {
    let product = |file: &str| file.starts_with("crates/") && file.contains("/src/") && !is_test(file);
    repository.texts(".rs").filter(move |(file, _)| product(file)).map(|(file, text)| (file.to_owned(), text))
}

fn is_test(file: &str) -> bool {
    file.ends_with("/tests.rs") || file.ends_with("_tests.rs") || file.contains("/tests/")
}

fn worldly_paths(file: &str, text: &str) -> Vec<Offence> {
    let names = |path: &str, banned: &str| {
        let inside = path.strip_prefix(banned).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
        inside || path.ends_with(&format!("::{banned}"))
    };
    paths_that(file, text, |path| WORLDLY.iter().any(|banned| names(path, banned)))
}

/// The paths of a source that a law forbids, as offences.
fn paths_that(file: &str, text: &str, forbidden: impl Fn(&str) -> bool) -> Vec<Offence> {
    let mut paths = Vec::new();
    collect_paths(&tokens(text), "", &mut paths);
    let found = paths.into_iter().filter(|(path, _)| forbidden(path));
    found.map(|(path, line)| Offence::new(file, line, path)).collect()
}

/// Every path with its line: `use a::{b, c::d}` gives `a::b` and `a::c::d`; `name!` keeps its mark.
fn collect_paths(tokens: &[TokenTree], prefix: &str, found: &mut Vec<(String, usize)>) {
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Ident(first) => {
                let (path, next) = path_at(tokens, at, prefix);
                match tokens.get(next) {
                    Some(TokenTree::Group(group)) if ends_open(tokens, next) => {
                        collect_paths(&trees(group), &path, found);
                        at = next;
                    }
                    _ => {
                        found.push((path, first.span().start().line));
                        at = next.saturating_sub(1);
                    }
                }
            }
            TokenTree::Group(group) => collect_paths(&trees(group), "", found),
            _ => {}
        }
        at += 1;
    }
}

/// The path that begins here, and where what follows it stands.
fn path_at(tokens: &[TokenTree], start: usize, prefix: &str) -> (String, usize) {
    let mut path = prefix.to_owned();
    let mut at = start;
    while let Some(TokenTree::Ident(ident)) = tokens.get(at) {
        if !path.is_empty() {
            path.push_str("::");
        }
        path.push_str(&ident.to_string());
        at += 1;
        if !is_colons(tokens, at) {
            break;
        }
        at += 2;
    }
    if is_mark(tokens.get(at), '!') && !is_mark(tokens.get(at + 1), '=') {
        path.push('!');
    }
    (path, at)
}

fn is_colons(tokens: &[TokenTree], at: usize) -> bool {
    is_mark(tokens.get(at), ':') && is_mark(tokens.get(at + 1), ':')
}

/// A brace group after `::`, as in `use std::{fs, io}`.
fn ends_open(tokens: &[TokenTree], at: usize) -> bool {
    at >= 2
        && is_colons(tokens, at - 2)
        && matches!(&tokens[at], TokenTree::Group(g) if g.delimiter() == Delimiter::Brace)
}

fn is_mark(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

/// The functions of a source: length in lines, and where.
fn functions(file: &str, text: &str) -> Vec<(usize, Offence)> {
    let mut found = Vec::new();
    collect_functions(&tokens(text), file, &mut found);
    found
}

fn collect_functions(tokens: &[TokenTree], file: &str, found: &mut Vec<(usize, Offence)>) {
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(word) if *word == "fn" => found.extend(function_at(tokens, at, file)),
            TokenTree::Group(group) => collect_functions(&trees(group), file, found),
            _ => {}
        }
    }
}

/// A function with a body; a type such as `fn(u8)` or a trait's bare signature has none.
fn function_at(tokens: &[TokenTree], at: usize, file: &str) -> Option<(usize, Offence)> {
    let TokenTree::Ident(name) = tokens.get(at + 1)? else { return None };
    let end = tokens[at..].iter().find_map(|token| match token {
        TokenTree::Punct(punct) if punct.as_char() == ';' => Some(None),
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(Some(group)),
        _ => None,
    })??;
    let first = name.span().start().line;
    let lines = end.span_close().end().line + 1 - first;
    Some((lines, Offence::new(file, first, format!("fn {name}: {lines} lines"))))
}

/// The tokens of a source without its tests. A file in mid-edit may not parse: the compiler says so better.
fn tokens(text: &str) -> Vec<TokenTree> {
    text.parse::<TokenStream>().map(|stream| without_tests(stream.into_iter().collect())).unwrap_or_default()
}

fn trees(group: &Group) -> Vec<TokenTree> {
    without_tests(group.stream().into_iter().collect())
}

/// Drops what `#[cfg(test)]` stands before: up to its braces, or to the end of its statement.
fn without_tests(tokens: Vec<TokenTree>) -> Vec<TokenTree> {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let attribute = matches!(&token, TokenTree::Punct(p) if p.as_char() == '#');
        if attribute && tokens.peek().is_some_and(is_cfg_test) {
            let ends = |t: &TokenTree| match t {
                TokenTree::Punct(punct) => punct.as_char() == ';',
                TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                _ => false,
            };
            tokens.by_ref().find(ends);
        } else {
            kept.push(token);
        }
    }
    kept
}

fn is_cfg_test(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.stream().to_string().replace(' ', "") == "cfg(test)")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worldly(text: &str) -> Vec<String> {
        worldly_paths("f.rs", text).into_iter().map(|offence| offence.to_string()).collect()
    }

    #[test]
    fn the_world_is_seen_in_every_spelling() {
        assert_eq!(worldly("use std::{io, fs};"), ["f.rs:1: std::fs"]);
        assert_eq!(
            worldly("\nuse std::{env::{self, vars}};"),
            ["f.rs:2: std::env::self", "f.rs:2: std::env::vars"]
        );
        assert_eq!(worldly("fn f() { let t = jiff::Timestamp::now(); }"), ["f.rs:1: jiff::Timestamp::now"]);
        assert_eq!(worldly("fn f() { Instant::now() }"), ["f.rs:1: Instant::now"]);
        assert_eq!(worldly("fn f() { ::std::fs::read(p) }"), ["f.rs:1: std::fs::read"]);
    }

    #[test]
    fn words_in_comments_strings_and_tests_are_not_the_world() {
        assert!(worldly("// std::fs\nconst A: &str = \"std::fs\"; include_str!(\"std/fs\");").is_empty());
        assert!(worldly("#[cfg(test)]\nmod tests { use std::fs; }\n#[cfg(test)] use std::env;").is_empty());
        assert_eq!(worldly("#[cfg(test)]\nmod tests { }\nuse std::fs;").len(), 1);
    }

    #[test]
    fn unfinished_macros_are_seen_and_their_names_are_not() {
        let marks = |text| paths_that("f.rs", text, |path| path == "todo!").len();
        assert_eq!(marks("fn f() { todo!() }"), 1);
        assert_eq!(marks("fn f() { let todo = 1; todo != 2 }"), 0);
    }

    #[test]
    fn a_function_is_measured_from_its_name_to_its_brace() {
        let found = functions("f.rs", "fn a() {\n 1\n}\ntrait T { fn b(&self); fn c(f: fn(u8)) { } }");
        let lines: Vec<usize> = found.iter().map(|(lines, _)| *lines).collect();
        assert_eq!(lines, [3, 1]);
    }
}
